# Signing in and out.
session-title = ログイン
session-lead = 調査の担当者と研究者のためのページです。調査に回答する方は、ログインの必要はありません。
session-login = ユーザー名
session-password = パスワード
session-help = パスワードを忘れたときは、管理者にご連絡ください。
session-wrong = ユーザー名かパスワードが違います。
session-ended = ログインが切れていました
session-ended-text = いま送ったものは、まだ保存されていません。ログインすると、書いていたページに移ります。書いたものは、ブラウザーの「戻る」で見られることがあります。
