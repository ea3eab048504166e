# What the command line says (server/src/cli*.rs) and the demo.
cli-migrated = データベースを最新の形にしました。
cli-serving = 聞き取りを始めました。ブラウザーで { $url } を開いてください。終わるときは Ctrl+C を押します。
cli-user-added = アカウント「{ $login }」を追加しました。
cli-password-prompt = パスワード（10文字以上）を入力して Enter を押してください：
demo-filled = デモの調査を用意しました。機関・人・回答は、すべて作り話です。
demo-kept = デモの調査は、すでに用意されています。前回の続きから使えます。
demo-account = ユーザー名 { $login }　パスワード { $password }　（{ $role }）
demo-not-empty = { $path } には、すでに別のアカウントがあります。作り話の回答が混ざらないよう、デモには別の空のフォルダを --data で指定してください。
