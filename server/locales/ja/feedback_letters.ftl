# お返しのご案内のメール。
feedback-letters-title = お返しのご案内を送る
feedback-letters-to-page = ご案内をメールで送る
feedback-letters-lead = 回答のときに「結果のまとめの案内をメールで受け取る」に印をつけた方に、共有のアドレスをメールで送ります。あて先は、回答に書かれたアドレス（この案内のためだけに書かれたもの）か、なければ招待のあて先です。同じアドレスは、それぞれに1度だけ送られます。
feedback-letters-no-link = 送れる共有のアドレスがありません
feedback-letters-no-link-text = 先に、資料を見られる共有のアドレスを作ってください。
feedback-letters-to-links = アドレスを作る
feedback-letters-link = { $area }（{ $expires }まで）
feedback-letters-which = 送る資料
feedback-letters-link-required = 送る資料をえらんでください。期限の来たもの、取り消したものは送れません。
feedback-letters-link-lacking = 使える共有のアドレスがないので、手紙はまだ印刷できません。ここで、資料の共有のアドレスを作ってください。
feedback-letters-unpublished = この資料は、まだ公開していません。先に資料を公開してください。ご案内は、まだ送っていません。
feedback-letters-not-yet = えらんだ資料は、まだ公開していません
feedback-letters-not-yet-text = いま送ると、「準備しています」のページが開きます。資料を公開してから送ってください。
feedback-letters-n-new = これから送るあて先：{ $n }
feedback-letters-n-had = この資料をもう送ったあて先（送信待ちを含む）：{ $n }
feedback-letters-n-failed = この資料を送れなかったあて先：{ $n }
feedback-letters-n-unreachable = 希望があり、送れるメールアドレスのない回答：{ $n }
feedback-letters-n-left-alone = 希望があり、メールの受け取りを辞退されたか名簿の対象外のため、送らない回答：{ $n }（辞退された日よりあとに届いた回答で希望された方には、送ります）
feedback-letters-n-anonymous = 希望があり、無記名のためどの機関か分からない回答：{ $n }（アドレスが書かれていないので、送れません。お知らせは、ほかの方法でお願いします）
feedback-letters-n-open = 希望があり、公開のリンクからの回答でアドレスの書かれていないもの：{ $n }（どなたの回答か分からないので、メールも手紙も送れません。資料の共有のアドレスを、会やウェブサイトなどでお知らせください）
feedback-letters-failed = メールを送れなかったあて先があります
feedback-letters-failed-text = 機関は、名簿のアドレスを確かめてから、下の「もう一度送る」を押してください。もう届いた機関には送られません。手紙を印刷して届けることもできます。
feedback-letters-failed-unlisted = 回答に書かれたアドレスは名簿になく、直せません。もう一度送っても送れず、どなたの回答か分かるときだけ、下の「手紙を印刷する」で手紙を用意して、ほかの方法で届けてください。
feedback-letters-refused = 届け先のメールサーバーに断られたあて先があります
feedback-letters-refused-at = { $name }（{ $email }）
feedback-letters-refused-text = アドレスがもう使われていないか、まちがっているようです。名前を押して開くページで直すと、このご案内も、もう一度送られます。下の「手紙を印刷する」で、手紙を届けることもできます。
feedback-letters-retry = 送れなかった{ $n }件に、もう一度送る
feedback-letters-outbox = メールサーバーが設定されていないため、メールは送信箱のフォルダに置かれます。
feedback-letters-words = そえる言葉
feedback-letters-words-hint = なくてもかまいません。500字まで。
feedback-letters-preview = 送る文面
feedback-letters-preview-note = {"{sheet}"}には、送るときに資料のアドレスが入ります。招待した機関には、メールをやめるためのアドレスもそえます。
feedback-letters-look = 文面を確かめる
feedback-letters-send = { $n }件に送る
feedback-letters-queued = ご案内を送信箱に入れました。
feedback-letters-queued-none = 新しく送るあて先はありませんでした。
feedback-letters-paper = 結果を希望されていて、メールの届かない方
feedback-letters-paper-lead = 資料のアドレスとQRコードの入った手紙をA4で印刷して、郵送や手渡しでお届けください。届けたら、印をつけて記録します。記録した方の手紙は、次から印刷されません。
feedback-letters-print = 手紙を印刷する
feedback-letters-print-lead = 手紙 { $n }通（A4、1通1枚）。結果を希望されていて、メールの届かない方の分です。届けたら、前のページで記録してください。
feedback-letters-hand-over = 印をつけた方に届けたことを記録する
feedback-letters-handed = 手紙を届けたことを記録しました。
feedback-letters-handed-none = 届けた方に印をつけてください。まだ記録していません。
feedback-letters-is-handed = 届けました
feedback-letters-is-left-alone = 受け取りの辞退か、名簿の対象外
feedback-letters-response = 回答 { $n }に書かれたアドレス（あて名は分かりません）
feedback-letters-response-typed = 紙・FAX・電話などで届いた回答 { $n }（あて先は、届いた用紙や記録でお確かめください）
feedback-letters-qr = 資料のアドレスのQRコード
feedback-letters-reply-qr = 返事をするアドレスのQRコード
feedback-letters-to-sheet = 資料を読む
feedback-letters-to-reply = 返事をする
feedback-letters-subject = 調査結果のお返し：{ $title }
feedback-letters-to = { $agency }　御中
feedback-letters-to-all = ご回答くださった皆さま
feedback-letters-replies = 資料の終わりから、「うちも同じ」「少し違う」「うちでできること」のお返事をいただけます。
feedback-letters-beside = ご自分の回答は、地域全体の結果とならべて見られます。回答のあとに出た受付のページ（控えをメールで受け取った方は、そこに書かれたアドレス）を開き、「あなたの回答を、地域全体の結果とならべて見る」を押してください。紙・FAX・電話で答えた方には、ならべたものをお渡しします。下の問い合わせ先にお知らせください。
feedback-letters-body =
    { $to }

    「{ $title }」にご協力いただき、ありがとうございました。
    結果をまとめましたので、お返しします。次のアドレスから、ログインせずにご覧いただけます。

    { $sheet }

    { $own }{ $replies }{ $beside }{ $host }
    { $contact }
