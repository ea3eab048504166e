# Answering a questionnaire: start, pages, check, receipt, withdrawal, paper.
fill-about = この調査について
fill-about-host = 主催
fill-about-purpose = 目的
fill-about-audience = 対象
fill-about-minutes = かかる時間
fill-about-deadline = 回答期限
fill-about-voluntary = 回答の任意性
fill-about-pause = 中断と再開
fill-about-publication = 結果の公表
fill-about-withdrawal = 回答の撤回
fill-about-withdrawal-signup = お申し込みの取り消し
fill-about-withdrawal-consultation = ご相談の取り消し
fill-about-privacy = 情報の取り扱い
fill-about-ethics = 倫理審査
fill-about-contact = お問い合わせ
fill-about-version = 調査票の版
fill-about-version-signup = 版
fill-about-version-consultation = 版
fill-publication-text = 集計した結果を、地域の資料と学会などで公表します。個人や機関が特定される形では公表しません。
fill-minutes = 約{ $n }分
fill-version = 第{ $number }版（{ $date }）
fill-voluntary-text = 回答は任意です。答えたくない質問は飛ばせます。回答しないことで不利益を受けることはありません。
fill-pause-text = 途中で保存して休めます。再開コードがあれば、別の日や別の端末から続けられます。
fill-explanation-changed = ご覧になっている間に、説明が変わりました。新しい説明をお読みのうえ、もう一度、下のボタンからはじめてください。
fill-start = 回答をはじめる
fill-about-signup = このお申し込みについて
fill-about-consultation = このご相談について
fill-start-signup = 申し込みをはじめる
fill-start-consultation = ご相談をはじめる
fill-aim = はじめると、説明と同意のあと、この問いに進みます（ほかの問いにも答えられます）：{ $question }
fill-resume-heading = 途中から再開する
fill-resume-code = 再開コード
fill-resume-hint = 保存したときに表示されたコードです。空白やハイフンは、あってもなくてもかまいません。
fill-resume = 続きから再開する
fill-resume-empty = 再開コードを入力してください。保存したときに表示された、16文字のコードです。
fill-resume-unknown = この再開コードは見つかりません。文字の抜けや違いがないか、ご確認ください。
fill-number = 問{ $number }
fill-choose = 選んでください
fill-max-selected = { $n }個まで選べます。
fill-exclusive = これを選ぶときは、ほかは選ばないでください。
fill-other-label = 「{ $label }」の内容
fill-more-of-finding = くわしく
fill-capacity = 定員{ $n }名
fill-ranking = 1番目から順に、それぞれの番号を選んでください。同じ番号は一度だけ使えます。
fill-rank = { $n }番目
fill-rank-none = 番号を選ぶ
fill-file = 受け取れるファイル：{ $kinds }。1つにつき { $size } まで。氏名や顔写真など、ご本人がわかるものは集計や公表に使いません。
fill-file-one = ファイルを選ぶ
fill-file-many = ファイルを選ぶ（いくつでも）
fill-file-replace = 別のファイルに取り替える
fill-file-remove = このファイルを消す
fill-file-paper = ファイルは、この用紙では受け取れません。回答画面からお送りください。
fill-range = { $min }から{ $max }までの数をお書きください。
fill-mask = 「{ $form }」の形でお書きください。全角・半角のちがいや、記号の有無はかまいません。
fill-municipality = 市区町村の名前、または全国地方公共団体コード（5桁か6桁）をお書きください。「県名＋市区町村名」でも、ふりがなでもかまいません。（一覧：総務省「全国地方公共団体コード」{ $date }現在）
fill-picture-elsewhere = （画像はこのページの外にあるため、表示していません：{ $address }）
fill-revealed = 新しく表示された質問
fill-add-row = 行を追加
fill-remove-row = この行を削除
fill-add-panel = 記入欄を追加
fill-remove-panel = この記入欄を削除
fill-add-what = （{ $title }）
fill-remove-what = （{ $title }の{ $number }件目）
fill-row-number = { $number }行目
fill-panel-number = { $number }件目
fill-total-sum = 合計
fill-total-count = 記入数
fill-total-min = 最小
fill-total-max = 最大
fill-total-average = 平均
fill-fixed-empty = まだ決まっていません。
fill-advice = 念のため、次の点をご確認ください。このままでよければ、もう一度下のボタンを押してください。
fill-answer-number = （問{ $number }の回答）
fill-answer-title = （「{ $title }」の回答）
fill-related = 関連するページを開く
fill-notices = 続きの質問があります
fill-no-identifying = 個人が特定される内容（氏名、勤務先、まれな疾患名と地域の組み合わせなど）は書かないでください。
fill-unknown-type = この質問（{ $title }）は表示できません。この質問には答えずに進めます。
fill-next = 次へ進む
fill-to-check = 回答の確認へ進む
fill-to-check-signup = お申し込みの確認へ進む
fill-to-check-consultation = ご相談の確認へ進む
fill-previous = 前へ戻る
fill-save = 保存して中断する
fill-saved-at = { $time } に保存しました。
fill-saved-title = ここまでの回答を保存しました
fill-saved-lead = ご都合のよいときに、続きから再開できます。まだ送信はされていません。
fill-code-keep = 書き留めるか、このページを印刷して保管してください。再発行はできません。
fill-resume-url = 再開用のアドレス
fill-resume-url-hint = このアドレスを開くと、続きから再開できます。回答の内容が見えるので、ほかの人には渡さないでください。
fill-continue = このまま回答を続ける
fill-differing = この画面を開いたあとで、別の画面（または端末）から回答が変わっています
fill-differing-lead = まだ何も上書きしていません。下の欄には、いま送った内容が入っています。このまま進むと、いま送った内容が保存されます。
fill-differing-there = 別の画面で保存された回答
fill-differing-here = この画面でいま送った回答
fill-differing-take = 別の画面で保存された回答のままにする
fill-line-lost = インターネットにつながりません。入力した内容は、この画面に残っています。つながりしだい、自動で送ります。この画面を開いたままお待ちください。
fill-line-back = つながりました。送っています。
fill-line-restored = 送れなかった入力を、この画面に戻しました。
fill-editing = 送信した回答を直しています。もう一度送信するまでは、前に送信した回答がそのまま使われます。
fill-submit-again = 直した内容を送信する
fill-check-lead-again = 内容を確かめて、一番下のボタンでもう一度送信してください。
fill-edit-heading = 回答を直したいとき
fill-edit-lead = 受け付けている間は、送信した回答を直せます。このページのアドレスを控えておくと、あとからでも開けます。
fill-edit-open = 直している途中の回答があります。まだ送信されていません。
fill-edit = 回答を直す
fill-edit-continue = 続きを直す
fill-edit-discard = 直すのをやめて、前の回答のままにする
fill-edited-at = 直した日時 { $time }
fill-check-title = 回答の確認
fill-check-title-signup = お申し込みの確認
fill-check-title-consultation = ご相談の確認
fill-check-lead = まだ送信されていません。内容を確かめて、一番下のボタンで送信してください。
fill-check-before = 送信すると、撤回コードをお渡しします。あとで回答を取り消したいときに使います。
fill-check-before-signup = 送信すると、撤回コードをお渡しします。あとでお申し込みを取り消し、書いた内容も消したいときに使います。
fill-check-before-consultation = 送信すると、撤回コードをお渡しします。あとでご相談を取り消したいときに使います。
fill-unanswered = 回答なし
fill-unanswered-signup = 記入なし
fill-unanswered-consultation = 記入なし
fill-consents = 同意いただいた取り扱い
fill-consent-given = 同意する
fill-consent-not-given = 同意しない
fill-uncounted = このままでは、資料や発表に数えられません
fill-uncounted-text = 同意の設問に、集計と共有（地域や学会での利用）の印がそろっていないため、この回答は、地域へのお返しにも発表にも数えません。このままでも送信できます。数えてよいときは、設問に戻って印をつけてください。
fill-uncounted-missing = 印のない項目：
fill-uncounted-mark = 「{ $label }」
fill-uncounted-either = 「{ $one }」か「{ $other }」のどちらか（両方でもかまいません）
fill-uncounted-to = 同意の設問に戻る
fill-uncounted-sent = 受け取りましたが、資料や発表には数えていません
fill-uncounted-sent-text = 同意の設問に、集計と共有（地域や学会での利用）の印がそろっていないため、この回答は、地域へのお返しにも発表にも数えません。数えてよいときは、受け付けている間に印をつけて、もう一度送信してください。
fill-submit = この内容で送信する
fill-receipt-title = 回答を受け付けました
fill-receipt-title-consultation = ご相談を受け付けました
fill-receipt-at = 受付日時 { $time }
fill-withdrawal-code = 撤回コード
fill-next-heading = このあとの流れ
fill-next-review = 担当者が、個人が特定される内容がないかを確認します。
fill-next-count = 同意いただいた範囲で、回答を集計します。人数が少ない区分の数は伏せます。
fill-next-feedback = 結果は地域ごとの資料にまとめ、関係者に返します。
fill-next-answer = 担当者が、当日か翌日（土日は休み明け）にお返事します。
fill-next-meeting = お話しする日時と方法を、ご都合に合わせて決めます。
fill-next-apart = ご相談の内容は、調査の回答とは別に保管し、集計には使いません。
fill-next-signup-read = 担当者が、お申し込みの内容を確認します。
fill-next-signup-told = お知らせすることがあるときは、お書きいただいた連絡先にご連絡します。
fill-next-signup-apart = お名前や連絡先などは、調査の回答とは別に保管し、調査の集計には使いません。
fill-withdraw-heading = 回答を取り消したいとき
fill-withdraw-heading-signup = お申し込みを取り消したいとき
fill-withdraw-heading-consultation = ご相談を取り消したいとき
fill-withdraw-how = 撤回コードを使って、回答を取り消せます。
fill-withdraw-how-signup = 撤回コードを使って、お申し込みを取り消し、書いた内容も消せます。
fill-withdraw-how-consultation = 撤回コードを使って、ご相談を取り消せます。
fill-withdraw-until = { $date }までは、撤回コードを使って、回答を取り消せます。取り消した回答は消去し、集計をやり直します。
fill-withdraw-page = 手続きのページ
fill-withdraw-empty = 撤回コードを入力してください。送信したあとの画面に表示された、12文字のコードです。
fill-withdraw-unknown = この撤回コードは見つかりません。文字の抜けや違いがないか、ご確認ください。
fill-withdraw-title = 送信した内容の取り消し
fill-withdraw-lead = 撤回コードを入力すると、送信した内容（回答・お申し込み・ご相談）を取り消します。理由は必要ありません。
fill-withdraw-code-hint = 4文字ずつ3組の英数字です。大文字でも小文字でも、全角でも、空白が入っていてもかまいません。
fill-withdraw-warning = 取り消した内容は、元に戻せません。
fill-withdraw = 取り消す
fill-withdraw-lost = コードが分からないときは、お問い合わせください。
fill-withdrawn-title = 回答を取り消しました
fill-withdrawn-title-signup = お申し込みを取り消しました
fill-withdrawn-title-consultation = ご相談を取り消しました
fill-withdrawn-at = 取消日時 { $time }
fill-withdrawn-text = 今後の集計には使われません。ご協力ありがとうございました。
fill-withdrawn-text-signup = お書きいただいた内容は消去しました。お知らせいただき、ありがとうございました。
fill-withdrawn-text-consultation = お書きいただいた内容は消去しました。お知らせいただき、ありがとうございました。
fill-closed-closed = 回答の受け付けは終わりました
fill-closed-closed-signup = お申し込みの受け付けは終わりました
fill-closed-closed-consultation = ご相談の受け付けは終わりました
fill-closed-closed-text = 期限を過ぎたため、新しい回答はできません。ご関心をお寄せいただき、ありがとうございました。
fill-closed-closed-text-signup = 期限を過ぎたため、新しいお申し込みはできません。ご関心をお寄せいただき、ありがとうございました。
fill-closed-closed-text-consultation = 新しいご相談は、このページではお受けしていません。
fill-closed-mending = 回答の受け付けは終わりました
fill-closed-mending-text = 直している途中の内容は受け取れませんでした。前に送っていただいた回答は、そのまま届いています。直したい点は、下の連絡先へお知らせください。
fill-closed-withdrawn = この回答は取り消されています
fill-closed-withdrawn-signup = このお申し込みは取り消されています
fill-closed-withdrawn-consultation = このご相談は取り消されています
fill-closed-withdrawn-text = 撤回の手続きが済んでいます。もう一度答えるときは、はじめのページから回答してください。
fill-closed-withdrawn-text-signup = 取り消しの手続きが済んでいます。もう一度申し込むときは、はじめのページからお申し込みください。
fill-closed-withdrawn-text-consultation = 取り消しの手続きが済んでいます。もう一度相談するときは、はじめのページからお送りください。
fill-closed-date-withdrawn = 取消日時 { $date }
fill-paper-screen = 印刷用の調査票です。A4の紙に印刷してください。
fill-paper-pdf = この調査票を保存する（PDF）
fill-paper-qr = ウェブで回答するためのQRコード
fill-paper-web = ウェブでも回答できます
fill-paper-address = ウェブで回答する場合
fill-paper-one = あてはまるもの1つに印をつけてください。
fill-paper-many = あてはまるものすべてに印をつけてください。
fill-paper-rows = 行ごとに、あてはまるもの1つに印をつけてください。
fill-paper-rows-many = 行ごとに、あてはまるものすべてに印をつけてください。
fill-paper-ranking = 1番目から順に、四角の中に番号をお書きください。
fill-paper-write = 記入欄
fill-paper-send = 記入が終わったら
fill-paper-thanks = ご協力ありがとうございました。
fill-sheet-name = 回答
fill-sheet-number = 番号
fill-sheet-question = 質問
fill-sheet-answer = 回答
fill-sheet-how = 色のついた欄に記入し、保存して返送してください。ほかのところは変更できないようになっています。
fill-sheet-mark = 一覧が開く欄では、あてはまるものを選びます。番号だけを入力してもかまいません。「○」の欄では、あてはまるものに○をつけてください。
fill-sheet-list = 一覧にない内容です。一覧から選ぶか、番号を入力してください。
fill-sheet-return = 返送先
fill-sheet-asked = { $question }（{ $requirement }）
fill-sheet-one = 一覧から1つ選んでください。
fill-sheet-many = あてはまるものすべてに○をつけてください。
fill-sheet-most = あてはまるものに○をつけてください（{ $n }個まで）。
fill-sheet-rows = 行ごとに記入してください。
fill-paper-fax = FAXでの返信先
fill-paper-office = 事務局で記入します
fill-paper-withdraw = 回答を取り消したいときは、記入した日と内容が分かるようにして、お問い合わせ先にご連絡ください。撤回コードをお知らせします。
fill-page-fold = このページの質問
fill-withdraw-after = そのあとは集計が確定するため、取り消しはできません。同じ撤回コードを使って、それより先の利用を止めるよう申し出ることができます。
fill-stop-title = これから先の利用を止める
fill-stop-over = 回答を取り消せる期限（{ $date }）を過ぎ、集計が確定しました。すでにまとめた結果から回答を除くことはできませんが、これから先の利用を止めることができます。
fill-stop-what = 申し出ると、あなたの回答は、これから作る集計・資料・発表のどれにも使いません。書いた言葉の紹介も取りやめます。理由は必要ありません。
fill-stop = これから先の利用を止める
fill-stopped-title = これから先の利用を止めました
fill-stopped-at = 利用を止めた日時 { $time }
fill-stopped-text = これから作る集計・資料・発表には、あなたの回答を使いません。お知らせいただき、ありがとうございました。
fill-about-proxy = 代わりの方の回答
fill-proxy-text = ご本人が書くことがむずかしいときは、ご家族や支援者の方が、ご本人に聞きながら代わりに回答できます。ご本人のお考えをお書きください。
fill-receipt-explanation = 同意の説明文 { $version }
fill-letter-receipt = 控えをメールで受け取る
fill-letter-resume = 再開用のアドレスをメールで受け取る
fill-letter-to = メールアドレス
fill-letter-hint = この1通を送るためだけに使います。送信した内容とは一緒に保存せず、送ったあとに消します。
fill-letter-send = メールで送る
fill-letter-sent = メールをお送りします。数分たっても届かないときは、アドレスの間違いや、迷惑メールの設定をご確認ください。
fill-letter-too-many = このアドレスには、しばらく送れません。時間をおいてからお試しください。
letter-receipt-subject = 【控え】{ $title }
letter-receipt-body =
    ご回答ありがとうございました。このメールは、ご回答の控えです。

    調査：{ $title }
    主催：{ $host }
    受付日時：{ $sent }
    撤回コード：{ $code }

    撤回コードは、回答を取り消すときに使います。ほかの方には渡さないでください。
    手続きのページ：{ $withdraw }

    お問い合わせ：{ $contact }
letter-receipt-body-signup =
    お申し込みありがとうございました。このメールは、お申し込みの控えです。

    お申し込み：{ $title }
    主催：{ $host }
    受付日時：{ $sent }
    撤回コード：{ $code }

    撤回コードは、お申し込みを取り消し、書いた内容も消すときに使います。ほかの方には渡さないでください。
    手続きのページ：{ $withdraw }

    お問い合わせ：{ $contact }
letter-receipt-body-consultation =
    ご相談ありがとうございました。このメールは、ご相談の控えです。

    ご相談：{ $title }
    窓口：{ $host }
    受付日時：{ $sent }
    撤回コード：{ $code }

    撤回コードは、ご相談を取り消すときに使います。ほかの方には渡さないでください。
    手続きのページ：{ $withdraw }

    お問い合わせ：{ $contact }
letter-receipt-edit =
    受け付けている間は、次のページから回答を直せます。
    { $receipt }
letter-resume-subject = 【再開用のアドレス】{ $title }
letter-resume-body =
    回答を途中で保存しました。まだ送信はされていません。

    調査：{ $title }
    主催：{ $host }

    次のページを開くと、続きから再開できます。回答の内容が見えるので、ほかの方には渡さないでください。
    { $url }

    再開コード：{ $resume }

    お問い合わせ：{ $contact }
letter-resume-body-signup =
    お申し込みを途中で保存しました。まだ送信はされていません。

    お申し込み：{ $title }
    主催：{ $host }

    次のページを開くと、続きから再開できます。書いた内容が見えるので、ほかの方には渡さないでください。
    { $url }

    再開コード：{ $resume }

    お問い合わせ：{ $contact }
letter-resume-body-consultation =
    ご相談を途中で保存しました。まだ送信はされていません。

    ご相談：{ $title }
    窓口：{ $host }

    次のページを開くと、続きから再開できます。書いた内容が見えるので、ほかの方には渡さないでください。
    { $url }

    再開コード：{ $resume }

    お問い合わせ：{ $contact }
letter-once =
    このアドレスは、このメールを送るためだけに使いました。お書きいただいた内容とは一緒に保存していません。
    お心当たりがないときは、このメールを消してください。
