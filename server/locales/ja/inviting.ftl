# Inviting agencies: their pages, letters, response rates.
invited-to = { $agency } 様へのお願い
invited-deadline = 回答期限：{ $date }
invited-continue = 続きから回答する
invited-mode-known = 貴機関の回答として受け取ります
invited-mode-known-text = このページからの回答は、貴機関の回答として受け取ります（1機関につき1回）。途中で保存して、別の端末から同じページを開けば続きから回答できます。圏域と機関の種別は、質問になければ、名簿にあるものを加えて集計します。公表する資料では、機関が特定されないようにします。
invited-mode-anonymous = 無記名で受け取ります
invited-mode-anonymous-text = どの機関の回答かは保存しません。「回答があった」ことだけを記録し、回答の時刻も残しません（1機関につき1回）。そのため、このページを開きなおすと新しい回答になります。途中でやめて続けるときは、回答画面のアドレスをお気に入りに入れるか、「保存して中断する」に表示される再開のアドレスをお使いください。
invited-received = 回答を受け取りました
invited-received-text = この招待への回答は、すでに受け取っています。ありがとうございました。内容を直すときや、回答を地域全体の結果とならべて見るときは、送信したときの画面（控え）のアドレスからお願いします。
invited-withdrawn = この招待への回答は、回答された方のお申し出により取り下げられています。
invited-only = この調査は、招待を受け取られた機関だけが回答できます。お送りしたリンクを開くか、案内状のコードを入力してください。
invited-code-title = 招待コードを入力する
invited-code-lead = 郵便やFAXでお送りした案内状に、8文字の招待コードがあります。
invited-code = 招待コード（8文字）
invited-code-hint = 大文字・小文字、全角・半角、ハイフンや空白の有無は、どれでもかまいません。（0・1・O・I・L は使っていません）
invited-code-at-end = 案内状やメールにある8文字のコードです。1機関1回のご回答であることを確かめるためだけに使い、回答と一緒には保存しません。
invited-code-go = 進む
invited-code-empty = 招待コードを入力してください。
invited-code-length = 招待コードは8文字です。いま { $n }文字が入力されています。
invited-code-misread = 読み違いかもしれません。文字の見まちがいや入れ替わりがないか、案内状をもう一度ご確認ください。
invited-code-unknown = この招待コードは見つかりません。案内状をご確認ください。
opt-out-title = お願いの受け取りを辞退する
opt-out-text = 下のボタンを押すと、この連絡先には、調査へのご協力のお願い（再度のお願いを含みます）も、結果の案内も、メールでお送りしません。
opt-out-do = 受け取りを辞退する
opt-out-done = 受け取りを辞退しました
opt-out-done-text = これからは、お願いのメールも、結果の案内もお送りしません（あしたからの回答で結果の案内を希望されたときは、その案内だけをお送りします）。すでにお送りしたリンクからは、回答できます。
opt-out-undo = 辞退を取り消す
inviting-title = 招待と回答率
inviting-settings = 招待の設定
inviting-settings-lead = この調査票に、だれを、どのようにお招きするかを決めます。
inviting-saved = 招待の設定を保存しました。
inviting-not-published = 調査票を公開してから、招待してください。
inviting-not-here = 申込の調査票では、招待は使えません。
inviting-not-set = 先に「招待の設定」を保存してください。
inviting-mode = 回答の受け取り方
inviting-mode-known = 記名（どの機関の回答かがわかる）
inviting-mode-known-hint = 回答に招待の番号を残します。途中の人も数えられ、別の端末で続けられます。
inviting-mode-anonymous = 無記名（どの機関の回答かを残さない）
inviting-mode-anonymous-hint = 回答があったことだけを記録し、時刻も順番も残しません。回答率は種別ごと・圏域ごとに、少ない数を伏せて示します。
inviting-mode-required = 回答の受け取り方を選んでください。
inviting-mode-is-fixed = 招待を始めたあとは、変えられません。
inviting-open = 招待のない方も、公開リンクから回答できるようにする
inviting-open-hint = 外すと、招待のリンクかコードを持つ機関だけが回答できます。
inviting-is-open = 招待のない方も回答できます
inviting-is-closed = 招待された機関だけが回答できます
inviting-deadline = 回答期限
inviting-no-deadline = 定めていません
inviting-deadline-form = 日付の形が違います。
inviting-letter = 最初のお願い
inviting-letter-hint = {"{"}agency{"}"}＝機関の名前、{"{"}link{"}"}＝その機関のリンク、{"{"}code{"}"}＝招待コード、{"{"}deadline{"}"}＝回答期限、{"{"}host{"}"}＝主催、{"{"}contact{"}"}＝お問い合わせ先に置きかわります。受け取りを辞退するリンクは、最後に必ず付きます。
inviting-reminder = お願いの再送
inviting-reminder-round = お願いの再送（{ $n }回目）
inviting-subject = 件名
inviting-body = 本文
inviting-reminder_subject = 再送の件名
inviting-reminder_body = 再送の本文
inviting-link-missing = 本文に {"{"}link{"}"} を入れてください。ないと、回答する場所がわかりません。
inviting-letter-subject = 「{ $title }」へのご協力のお願い
inviting-letter-body =
    { $agency } 御中

    { $host }です。「{ $title }」へのご協力をお願いいたします。
    次のページから回答できます（貴機関専用です）。
    { $link }

    紙でご覧の方は、{ $url } を開いて招待コードを入力してください。
    招待コード：{ $code }

    回答期限：{ $deadline }

    お問い合わせ：{ $contact }
inviting-letter-reminder-subject = （再度のお願い）「{ $title }」
inviting-letter-reminder-body =
    { $agency } 御中

    { $host }です。先日お願いした「{ $title }」について、もう一度ご案内いたします。
    行き違いでご回答いただいておりましたら、ご容赦ください。
    { $link }

    招待コード：{ $code }（{ $url } で入力できます）

    回答期限：{ $deadline }

    お問い合わせ：{ $contact }
inviting-letter-footer =
    --
    今後、お願いのメールを希望されない場合は、次のページでお知らせください。
    { $opt_out }
inviting-choose = 招待する機関を選ぶ
inviting-choose-lead = 調査の地域にあり、まだ招待していない機関です（招待済みは { $n }機関）。1つの機関を招待できるのは、1回です。
inviting-free = まだ招待していない機関
inviting-free-none = 条件に合う機関のうち、まだ招待していないものはありません
inviting-no-contact = 連絡先なし
inviting-invite-all = 条件に合う { $n }機関をすべて招待する
inviting-invite-all-and-ticked = 条件に合う機関と印をつけた機関、あわせて { $n }機関を招待する
inviting-choose-kept = 印は、ページや条件を変えても残ります。印をつけただけでは招待されません。下のボタンで招待してください。
inviting-chosen-elsewhere = このページに出ていないが、印をつけてある { $n }機関
inviting-invite-ticked = 印をつけた機関だけを招待する
inviting-invited = 招待しました。メールや手紙は、まだ送っていません。
inviting-invited-most = 一度に招待できる数までを招待しました。残りの機関は、もう一度選んで招待してください。メールや手紙は、まだ送っていません。
inviting-invited-none = 新しく招待した機関はありません。
inviting-nobody = まだ、どの機関も招待していません
inviting-n-invited = 招待
inviting-rate = 回答率
inviting-rates = 回答率
inviting-rates-base = ここの回答率は、招待した機関すべてを分母にします。「状況」と「分析」の回答率は、案内が届かないとわかっている機関を除いて割り、使うことに同意のある回答だけを数えるので、ここの数と違うことがあります。
inviting-rates-kind = 種別ごとの回答率
inviting-rates-region = 圏域ごとの回答率
inviting-rates-anonymous = 無記名のため、{ $n }件未満の数と、そこから計算できてしまう数は「*」で伏せています。種別と圏域を組み合わせた表は作りません。全体の合計は、いつも示します（一つも回答がないとき、すべてから回答があったときは、それがわかります）。
inviting-by-kind = 種別
inviting-by-region = 圏域
inviting-state = 状態
inviting-state-answered = 回答済み
inviting-state-begun = 回答の途中
inviting-state-open = まだ
inviting-state-declined = 受け取り辞退
inviting-state-undeliverable = メールが届かない
inviting-list = 招待した機関
inviting-list-anonymous = 無記名のため、どの機関が回答したかは表示しません。お願いの再送は、回答した機関を除いて自動で送られます。
inviting-sent-on = 最後に送ったメール
inviting-on-paper = 紙・FAX
inviting-mark = 紙で届いた
inviting-marked = 回答済みにしました。届いた回答は「紙・FAX・電話・Excel」から入力してください。
inviting-letters = お願いのメール
inviting-letters-lead = 実際の機関の名前が入った文面を確かめてから、送ります。同じお願いは、1つの機関に1通だけ送ります。
inviting-letter-change = 文面を変える
inviting-letter-who = まだこのお願いを送っていない { $n }機関に送ります。
inviting-reminder-who = まだ回答していない機関のうち、受け取りを辞退されていない { $n }機関に送ります。送る直前にも、もう一度確かめます。
inviting-who-anonymous = メールの届く { $n }機関のうち、まだ回答しておらず、このお願いもまだ送っていないところに送ります。無記名のため、その数は表示しません。送る直前にも、もう一度確かめます。
inviting-send-anonymous = このお願いを送る
inviting-send = { $n }通を送る
inviting-reminder-most = お願いの再送は { $n }回までです。これ以上は送れません。
inviting-send-nobody = いま、このお願いを送る先はありません。
inviting-queued = お願いのメールを送りはじめました。
inviting-not-sent = まだ書き換えていないところがあるため、送っていません。
inviting-queued-none = 送る先がありませんでした。
inviting-retried-none = もう一度送るものはありません。届かないメールアドレスへのお願いは、アドレスを直すと送ります。
inviting-bounces = 届かないメールアドレス
inviting-bounces-n = 届かないメールアドレスが { $n }件あります。
inviting-bounces-lead = 相手のメールサーバーが「このあて先はない」と答えたアドレスです。直すと、届かなかったお願いをもう一度送ります。
inviting-bounces-none = 届かないメールアドレスはありません
inviting-declined-n = 受け取りを辞退された連絡先が { $n }件あります。
inviting-correct = 直して送る
inviting-corrected = アドレスを直しました。届かなかったお願いを、もう一度送ります。
inviting-corrected-meanwhile = ほかの方が、このアドレスを「{ $email }」に直しました。それでもこのアドレスにするときは、もう一度送ってください。
inviting-returned-title = あとから戻ってきたメール
inviting-returned-lead = いったん受け取られたメールが、あとから「届けられませんでした」という知らせで戻ってくることがあります。その知らせをここに入れると、届かなかったあて先を上の一覧に加えます。アドレスを直すと、もう一度送ります。
inviting-returned-files = 戻ってきた知らせのファイル
inviting-returned-files-hint = メールソフトで知らせを「.eml」の形式で保存したものです。一度にいくつでも選べます（1つ1MBまで）。
inviting-returned-addresses = または、届かなかったメールアドレス
inviting-returned-addresses-hint = 1行に1つ書いてください。
inviting-returned-note = 届かなかったと記録する
inviting-returned = 届かなかったアドレスを記録しました。
inviting-returned-n = { $n }件のアドレスは、届かなかったと記録しました。
inviting-returned-by-hand = 届かなかったという知らせが、あとから戻りました
inviting-returned-nothing = ファイルを選ぶか、アドレスを書いてください
inviting-returned-unread = 「{ $file }」から、届かなかったあて先を読み取れませんでした。アドレスの欄に書いてください
inviting-returned-unknown = 「{ $address }」は、この調査票でお願いを送った連絡先にありません
inviting-print = 案内状を印刷する
inviting-print-reminder = 再送の案内状を印刷する
inviting-print-lead = 案内状 { $n }通（A4、1機関に1枚）。まだ回答のない機関のうち、メールを送らない機関の分です。
inviting-print-lead-all = 案内状 { $n }通（A4、1機関に1枚）。メールを送る機関も含めた、まだ回答のない機関の分です。
inviting-print-all-anonymous = 無記名のため、回答済みの機関も除いていません（除くと、どの機関が回答したかがわかるためです）。受け取りを辞退された機関は除いています。
inviting-print-lead-anonymous = 案内状 { $n }通（A4、1機関に1枚）。メールを送らない機関の分です。
inviting-print-lead-anonymous-all = 案内状 { $n }通（A4、1機関に1枚）。メールを送る機関の分も含みます。
inviting-print-all = メールを送る機関も含める
inviting-print-few = メールを送らない機関だけにする
inviting-print-as-is = このまま印刷する（書きかけではない）
inviting-print-parts = 一度に{ $n }通ずつ表示します。下から選び、分けて印刷してください。
inviting-print-parts-nav = 分けて印刷する
inviting-print-part = { $from }〜{ $until }通目
inviting-print-next = 次の分へ
inviting-print-none = 印刷するものはありません
inviting-print-attention = { "" }
inviting-print-honorific = 御中
inviting-print-honorific-person = 様
inviting-fax-list = FAXの送り先
inviting-fax-parts = 一度に{ $n }機関ずつ表示します。
inviting-fax-part = { $from }〜{ $until }機関目
inviting-fax-lead = FAXで送る先は { $n }機関です。案内状を印刷して、お送りください。
