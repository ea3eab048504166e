# Signing in and out.
session-title = ログイン
session-lead = 調査の担当者と研究者のためのページです。調査に回答する方は、ログインの必要はありません。
session-login = ユーザー名
session-password = パスワード
session-help = パスワードを忘れたときは、管理者にご連絡ください。
session-error-name-missing = ユーザー名を入力してください。
session-error-password-missing = パスワードを入力してください。
session-error-wrong = ユーザー名かパスワードが違います。
session-error-locked = 続けて間違えたため、しばらくログインできません。数分待ってからお試しください。
session-error-inactive = このアカウントは使えません。管理者にご連絡ください。
session-signed-out = ログアウトしました。
session-expired = 時間がたったため、ログアウトしました。もう一度ログインしてください。
