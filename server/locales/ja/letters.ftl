# What all pages share that write letters.
letters-n = 送った{ $sent }通・これから送る{ $queued }通・送れなかった{ $failed }通
letters-folder = メールサーバーが設定されていないため、データフォルダの outbox に1通ずつファイル（.eml）で置いています。
letters-retry = 送れなかったメールをもう一度送る
letters-retried = 送れなかったメールを、もう一度送ります。
letters-preview = 見本
letters-preview-to = { $name } 様に届くメールです。
letters-one-line = 件名は1行で書いてください。
letter-open-place = 「{ $place }」が残っています。実際の言葉（名前、日時、URLなど）に書き換えてください。
letter-odd-word = 「{ $word }」は使えません。使えるのは { $known } です。
letter-as-is = このままでよい（書きかけではない）
letter-as-is-hint = 印をつけると、残っている記号や波かっこを、そのままの文字として扱います。
