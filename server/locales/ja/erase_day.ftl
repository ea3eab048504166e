# The last day on which personal data of a sign-up or of requests are kept.
erase-day-title = 個人情報の消去
erase-day-on = 保管する最後の日
erase-day-save = この日に決める
erase-day-open = 保管する最後の日が決まっていません。決めるまで、お名前や連絡先は消去されません。
erase-day-set = 保管する最後の日を決める
erase-day-saved = 保管する最後の日を決めました。
erase-day-wrong = 日付を読み取れません。2027年3月31日 のように書いてください。
erase-day-past = 今日より前の日は選べません。
erase-day-erased = { $time } に、申し込みの内容・連絡先・メールを消去しました。
