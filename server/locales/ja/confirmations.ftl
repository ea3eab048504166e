# Asking the interviewee of a hearing to confirm its note: the office's side.
confirmations-title = 本人確認
confirmations-new = 確認のリンクをつくる
confirmations-lead = 話を聞いた相手に、記録のうち相手にかかわる部分だけを見せて、確かめてもらいます。
confirmations-earlier = これまでの確認
confirmations-choose = 見せる欄を選ぶ
confirmations-sections = 見せる欄
confirmations-sections-hint = 事実と、相手の見立ての欄だけを選べます。聞き手の解釈、共有しない欄、発言メモ（ほかの方の発言）、準備や宿題、添付ファイルは見せません。「連携」は、ほかの機関の話が入りやすいので、はじめは選ばれていません。
confirmations-nothing = 見せられる欄に、まだ文章がありません。
confirmations-not-written-up = この記録は清書が終わっていません。リンクをつくったあとで直した内容は、相手には見えません。
confirmations-none-chosen = 見せる欄を選んでください。
confirmations-look = 相手に見える画面を確かめる
confirmations-preview = 相手に見える画面です（まだリンクはありません）
confirmations-preview-text = この枠より下が、相手の見る画面のすべてです。ほかの方の名前や話が入っていないか、読んで確かめてください。
confirmations-hints = 次の言葉は、個人が分かるかもしれません。
confirmations-make = この内容でリンクをつくる
confirmations-choose-again = 欄を選び直す
confirmations-made = リンクをつくりました。相手に送ってください。
confirmations-changed = 記録が変わったか、欄が選ばれていません。もう一度選んで、画面を確かめてください。
confirmations-state-open = 返事待ち
confirmations-state-answered = 返事あり
confirmations-state-settled = 済み
confirmations-state-revoked = 取り消し
confirmations-state-expired = 期限切れ
confirmations-changed-since = 確認のあとで変わった欄：
confirmations-withheld-sections = 使わない欄：
confirmations-to-note = 記録へ
confirmations-made-by = つくった人
confirmations-revision = 見せた版
confirmations-expires = リンクの期限
confirmations-letter = メール
confirmations-letter-queued = これから送ります
confirmations-letter-sent = 送りました
confirmations-letter-failed = 送れませんでした
confirmations-answered = 返事
confirmations-settled = 対応の終わり
confirmations-link = リンク
confirmations-link-text = このリンクを知っている人は、だれでも開けます。相手のほかには渡さないでください。返事は1回だけ届きます。新しいリンクをつくると、返事のないリンクは使えなくなります。
confirmations-address = アドレス
confirmations-print = 手紙を印刷する（QRコードつき）
confirmations-write = メールで送る
confirmations-to = 送り先
confirmations-subject = 件名
confirmations-body = 本文
confirmations-body-hint = {"{"}link{"}"}＝リンク、{"{"}agency{"}"}＝機関の名前、{"{"}date{"}"}＝リンクの期限、{"{"}host{"}"}＝主催、{"{"}contact{"}"}＝お問い合わせ先に置きかわります。
confirmations-send = メールを送る
confirmations-no-contact = メールを送れる連絡先が、この機関にありません。リンクを伝えるか、手紙を印刷してください。
confirmations-letter-subject = 聞き取りの記録のご確認のお願い
confirmations-letter-body =
    { $agency } ご担当の方

    { $host }です。先日はお話をお聞かせいただき、ありがとうございました。
    お聞きした内容の記録を、次のページでご確認ください（登録は要りません）。
    { $link }

    違うところや、使わないでほしいところがあれば、そのページからお知らせください。
    { $date }まで開けます。このリンクは、ほかの方に渡さないでください。

    お問い合わせ：{ $contact }
confirmations-letter-no-link = 本文に {"{"}link{"}"} を入れてください。ないと、確認する場所がわかりません。
confirmations-letter-not-again = メールは送りませんでした。すでに送ったか、リンクが使えなくなっています。
confirmations-letter-written = メールを送ります。
confirmations-no-link = 使えるリンクがありません。新しいリンクをつくってください。
confirmations-revoke = このリンクを使えなくする
confirmations-revoked = リンクを使えなくしました。
confirmations-refused = 相手がやめたいと言っている使い方
confirmations-refused-text = 返事が届いたときから、この使い方には使っていません。「対応を終える」を押すと、シートの同意の欄も「不可」になります。
confirmations-refused-settled = 返事が届いたときから、この使い方には使っていません。対応を終えたときに、シートの同意の欄も「不可」にしました。
confirmations-offered = 新しく認めてもよいと言っている使い方
confirmations-offered-text = これだけでは使えません。相手に改めて確かめてから、シートの同意の欄を直してください。
confirmations-outcome-taken = 記録に反映しました
confirmations-outcome-declined = 反映しませんでした
confirmations-withheld-text = この欄は、集計・コード付け・お返し・書き出しのどれにも使いません。記録には残ります。
confirmations-part-changed = 確認してもらった文と、今の記録の文が違います。今の文を使うときは、もう一度確認してもらってください。
confirmations-shown = 見せた文
confirmations-theirs = 相手の文
confirmations-reply = 反映しない理由
confirmations-take = 記録に反映する
confirmations-take-done = もう記録を直した
confirmations-reply-field = 反映しないときの理由
confirmations-reply-hint = リンクが開けるあいだ、相手の画面にも出ます。1000字まで。
confirmations-decline = 理由を書いて反映しない
confirmations-taken = 直しを反映しました。
confirmations-declined = 理由を残しました。
confirmations-reply-required = 反映しない理由を、1000字以内で書いてください。
confirmations-conflict = 同じところが、その後に直されています。「記録を直す」で両方を見て直してから、「もう記録を直した」を押してください。
confirmations-finish = 対応を終える
confirmations-finish-text = 読み終えたら押してください。「今日」のページに出なくなります。
confirmations-finish-refused = 読み終えたら押してください。やめたいと言われた使い方は、シートの同意の欄で「不可」になります（新しい版になります）。「今日」のページに出なくなります。
confirmations-finished = 対応を終えました。
confirmations-not-finished = まだ「対応を終える」を押せません。返事を待っているか、決めていない直しがあります。
confirmations-decided = この直しは、もう決めてあります（相手にも伝わっています）。変えませんでした。
confirmations-open-corrections = 直しのある欄すべてについて決めると、「対応を終える」を押せます。
confirmations-taken-back = 本人が取り下げ
confirmations-taken-back-text = この欄は、集計・お返し・事例・印刷のどれにも使いません。
