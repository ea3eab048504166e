# 今日すること。
nav-today = 今日
today-title = 今日
today-counts = 今日することの数
today-nothing = 今日することはありません
today-nothing-text = 連絡する日、面談、清書、宿題、相談、締切が近づくと、ここに並びます。
today-notes = 清書がまだの記録
today-appointments = 今週の面談
today-calls = 連絡する機関
today-promises = 宿題（今週まで）
today-requests = 返事を待っている相談
today-last_days = 近い締切
today-last-answers = 回答の締切
today-note-age = 実施から{ $n }日
today-late = 日を過ぎています
today-hour-over = 時刻を過ぎています
today-urgent = 3日以上
today-call = 電話 { $phone }
