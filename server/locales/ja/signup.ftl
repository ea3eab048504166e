# Signing up for an event: places, the waiting list, letters, reception.
fill-seat-free = 残り{ $n }席（定員{ $capacity }名）
fill-seat-full = 満席・キャンセル待ち{ $n }人
fill-full-title = { $seat }は満席です
fill-full-others = { $others }を選べます。
fill-full-change = 参加方法を変える
fill-full-wait = キャンセル待ちに申し込む
fill-full-wait-hint = いま{ $n }人が待っています。席が空いたら、申し込み順にご案内します。
problem-seat-full = { $seat }は満席です。ほかの参加方法に変えるか、「キャンセル待ちに申し込む」に印をつけて送信してください。
signup-receipt-title = お申し込みを受け付けました
signup-title = お申し込みの内容
signup-place-heading = 参加方法と状態
signup-seat = 参加方法
signup-state = 状態
signup-state-confirmed = 確定
signup-state-waiting = キャンセル待ち
signup-state-cancelled = 取り消し済み
signup-waiting-place = キャンセル待ち { $n }番目
signup-waiting-text = 席が空いたら、申し込み順に、メールか電話でお知らせします。
signup-checked-in = 受付
signup-code = 受付用のコード
signup-code-alt = 受付用のQRコード
signup-code-hint = 当日、受付でこの画面か印刷したものをお見せください。コードを言っていただくだけでも受付できます。取り消すときには使いません。
signup-code-hint-unlimited = 会場に受付があるときは、この画面か印刷したものをお見せください。オンラインで参加される方は、使いません。取り消すときにも使いません。
signup-erase-on = お書きいただいた内容は { $date } まで保管し、そのあと消去します。
signup-cancel = 申し込みを取り消す
signup-cancel-title = 申し込みの取り消し
signup-cancel-warning = 取り消すと、元に戻すことはできません。キャンセル待ちの方がいるときは、席をお譲りします。
signup-cancel-do = 取り消す
signup-withdraw-heading = 申し込みを取り消して、書いた内容も消したいとき
signup-withdraw-lead = 参加をとりやめるだけなら、上の「申し込みを取り消す」を押してください（書いた内容は残ります）。お名前や連絡先など、書いた内容も消したいときは、次の撤回コードを使ってください。お申し込みも取り消されます。
signup-withdrawal-code = 撤回コード（書いた内容を消すとき。当日の受付では使いません）
signup-withdraw-lead-cancelled = お申し込みは、もう取り消されています。お名前や連絡先など、書いた内容も消したいときは、次の撤回コードを使ってください。
signup-next-heading = ご一緒の方のお申し込み
signup-next-lead = 1回のお申し込みで、お一人分です。お住まいの地域と所属を引き継いで、続けて別の方を登録できます。
signup-next-contact = 電話番号とメールアドレスも引き継ぐ
signup-next = 続けて別の方を登録
letter-confirmed-subject = 【受付】{ $event }
letter-confirmed-body =
    { $name } 様

    お申し込みを受け付けました。

    催し：{ $event }
    参加方法：{ $seat }（確定）

    受付用のQRコード、お申し込みの取り消し、ご一緒の方の登録は、次のページでできます。
    このアドレスはあなた専用です。ほかの方には渡さないでください。
    { $url }

    お問い合わせ：{ $contact }
letter-waiting-subject = 【キャンセル待ち】{ $event }
letter-waiting-body =
    { $name } 様

    キャンセル待ちのお申し込みを受け付けました。

    催し：{ $event }
    参加方法：{ $seat }（キャンセル待ち { $place }番目）

    席が空いたら、お申し込みの順にメールでお知らせします。
    いまの順番の確認と、お申し込みの取り消しは、次のページでできます。
    このアドレスはあなた専用です。ほかの方には渡さないでください。
    { $url }

    お問い合わせ：{ $contact }
letter-promoted-subject = 【席をご用意できました】{ $event }
letter-promoted-body =
    { $name } 様

    席が空き、参加が確定しました。

    催し：{ $event }
    参加方法：{ $seat }（確定）

    受付用のQRコードは、次のページにあります。
    ご都合がつかなくなったときは、同じページで取り消してください。次の方にお譲りします。
    { $url }

    お問い合わせ：{ $contact }
letter-cancelled-subject = 【取り消し】{ $event }
letter-cancelled-body =
    { $name } 様

    お申し込みを取り消しました。

    催し：{ $event }
    参加方法：{ $seat }

    お心当たりがないときは、お問い合わせください。
    お問い合わせ：{ $contact }
signup-place-words = { $seat }：{ $state }
registrations-title = 申し込み
registrations-none = この調査票には、定員のある参加方法（kt-seat）の設問がありません。公開した調査票で使えます。
registrations-new = 電話・FAX・メールの申し込みを入力
registrations-seats = 席の数
registrations-n-checked-in = 受付済み
registrations-capacity = 定員
registrations-capacity-hint = 空欄にすると、人数を限りません。増やすと、待っている方が申し込み順に確定します。減らしても、確定した方はそのままです。
registrations-capacity-save = 定員を変える
registrations-capacity-wrong = 定員は、0から100000までの数で書いてください。
registrations-capacity-set = 定員を変えました。
registrations-capacity-promoted = 定員を変え、待っていた方の席を確定しました。メールのない方には電話でお知らせください。
registrations-capacity-over = 定員を変えました。すでに確定した方のほうが多いため、だれも取り消していません。
registrations-over = 確定した方が、定員より{ $n }人多くなっています。取り消しがあっても、定員を下回るまで繰り上げません。
registrations-people = 申し込んだ方
registrations-in = 確定とキャンセル待ち
registrations-n = { $n }人
registrations-xlsx = 受付名簿（Excel、参加方法ごと）
registrations-csv = 受付名簿（CSV）
registrations-table = 申し込んだ方（五十音順）
registrations-nameless = （消去済み）
registrations-empty = 申し込みがありません
registrations-column-row = 行
registrations-column-kana = ふりがな
registrations-column-name = お名前
registrations-column-affiliation = 所属
registrations-column-seat = 参加方法
registrations-column-state = 状態
registrations-column-checked-in = 受付
registrations-column-phone = 電話番号
registrations-column-email = メールアドレス
registrations-column-code = 受付用のコード
registrations-column-source = 経路
registrations-column-at = 申込日時
registrations-by-phone = 電話で連絡する方
registrations-by-phone-lead = メールアドレスのない方です。お知らせすることのある方が先に並びます。席が確定したこと、まだ待っていただいていることを、電話でお知らせください。催しの変更などを皆さまに知らせるときも、この方々には電話でお伝えください。
registrations-by-phone-none = メールアドレスのない方は、いまはいません。
registrations-phone-list = 電話番号と、お知らせすること
registrations-phone-what = お知らせすること
registrations-phone-promoted = 席が空き、参加が確定しました
registrations-phone-nothing = いまはありません（申し込んだときから確定しています）
registrations-mail = メール
registrations-letter-queued = これから送ります
registrations-letter-sent = 送りました
registrations-letter-failed = 送れませんでした
registrations-erase-hint = この日の翌日に、申し込みの内容・連絡先・メールを消去し、受け付けを閉じます。人数だけが残ります。例：2027年3月31日
registrations-person-title = 申し込んだ方
registrations-own-page = 本人のページ
registrations-own-page-hint = 申し込みの確認と取り消し、受付用のQRコードのページです。本人だけに伝えてください。
registrations-group = 一緒に申し込んだ方
registrations-cancel = この方の申し込みを取り消す
registrations-cancelled = 申し込みを取り消しました。
registrations-check-in-title = 受付
registrations-in-not-yet = まだです
registrations-in-do = 受け付ける
registrations-in-undo = 受付を取り消す
registrations-in-undone = 受付を取り消しました。
registrations-in-done = 受け付けました。
registrations-in-again = すでに { $time } に受け付けています。
registrations-in-again-short = すでに受け付けています。
registrations-in-no-place = 席が確定していません（キャンセル待ちか、取り消し済みです）。
registrations-in-unknown = このコードは見つかりません。文字の抜けや違いがないか、ご確認ください。
registrations-in-hint = コードを打つか、QRコードの読み取り機で読みます。スマートフォンのカメラでQRコードを開いても受け付けられます。
registrations-in-show = この方のページ
registrations-in-n = 受付済み { $n }人／確定 { $all }人
registrations-badges-title = 名札
registrations-badges-lead = A4に10枚ずつ印刷します。会場（定員のある参加方法）で参加が確定した方だけです。右下のQRコードは、受付で読み取れます。
registrations-letters-title = 参加者へのメール
registrations-letters-lead = オンラインのURLなどを、参加が確定した方に送ります。同じ文面は、一人に一度だけ送ります。
registrations-letter-to = 送る相手
registrations-letter-subject = 件名
registrations-letter-body = 本文
registrations-letter-hint = 「{"{"}name{"}"}」はお名前、「{"{"}url{"}"}」は本人のページのアドレスに変わります。
registrations-letter-look = 見本を見る
registrations-letter-n = { $n }人に送ります。
registrations-letter-without = メールアドレスのない方（電話で連絡してください）：{ $names }
registrations-letter-send = { $n }人に送る
registrations-letters-queued = メールを送ります。送り終わるまで、少し時間がかかります。
registrations-letters-none = 送る相手がいません。同じ文面は、一人に一度だけ送ります。
letter-mailing-subject = 【参加方法のご案内】{ $event }
letter-mailing-to-fill = （ここに書いてください）
letter-mailing-body =
    {"{"}name{"}"} 様

    { $event } に、オンラインでご参加いただくためのご案内です。

    参加用のURL：{ $to_fill }
    当日は、開始の15分前からお入りいただけます。

    ご都合がつかなくなったときは、次のページで取り消せます。
    {"{"}url{"}"}

    お問い合わせ：{ $contact }
registrations-counts-title = 申し込みの人数（地域と所属）
registrations-counts-lead = 確定とキャンセル待ちの方の数です。{ $n }人より少ないところは「＊」で伏せ、ほかの数から計算しても分からないように、必要な分だけ別の数も伏せます。
registrations-counts-lead-closed = { $date }に受付を終えたときの、申し込んだ方の数です。席を取り消した方も入り、そのあとは変わりません。{ $n }人より少ないところは「＊」で伏せ、ほかの数から計算しても分からないように、必要な分だけ別の数も伏せます。
registrations-counts-none = お見せできる人数は、まだありません
registrations-counts-none-text = 申し込みの人数は、受付を終えたときの数をお見せします。受付のあいだは数が毎日変わり、前の日の数とくらべると、席を取り消した方がだれか分かるおそれがあるためです。人数が少ないときも、お見せしていません。
registrations-counts-few = 人数が少ないため、まだ表にできません。
