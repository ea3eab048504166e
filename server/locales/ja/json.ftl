# 下書きのJSON
json-title = JSON
json-lead = 調査票の下書きを、SurveyJS形式のJSONで直接なおします。くわしい方向けの画面です。
json-text = 下書きのJSON
json-hint = 2MBまで。誤りがあっても下書きとして保存できます。JSONとして読めないときは保存せず、書いた内容をこのまま残します。
json-line = { $n }行目
json-problems = 気をつけたいところ
json-broken = このままでは保存できません。書いた内容は、下に残っています。
json-repeated = 同じ名前を2回書いたところがあるので、まだ保存していません。書いた内容は、下に残っています。
json-last = それぞれ、最後に書いたものだけを残して保存する
json-last-hint = 前に書いたほうは消えます。残したいときは、名前を直してください。
json-more = ほかに{ $n }件あります。上のものを直すと表示されます。
json-stale-text = 書いた内容は、下にそのまま残っています。新しい下書きと見くらべてください。
json-replace = ほかの人の変更を、この内容で置き換える
json-replace-hint = 置き換えても、前の状態は履歴に残ります。
json-save = 保存する
json-saved = 下書きを保存しました。
