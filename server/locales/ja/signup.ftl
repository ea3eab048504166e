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
signup-place-heading = 参加方法と席
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
signup-code-hint = 当日、受付でこの画面か印刷したものをお見せください。コードを言っていただくだけでも受付できます。
signup-erase-on = お書きいただいた内容は { $date } まで保管し、そのあと消去します。
signup-cancel = 申し込みを取り消す
signup-cancel-title = 申し込みの取り消し
signup-cancel-warning = 取り消した席は、キャンセル待ちの方にお譲りします。元に戻すことはできません。
signup-cancel-do = 取り消す
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
