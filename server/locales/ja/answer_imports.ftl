# ほかのサービスで集めた回答の取り込み。

answer-imports-title = ほかのサービスの回答を取り込む
answer-imports-lead = Googleフォーム、Microsoft Forms、LimeSurvey、KoboToolbox などで集めた回答のファイルを取り込みます。まず中身を確かめます。取り込むまで、回答としては何も保存しません。読み込んだファイルは30日で消えます。
answer-imports-choose = 回答のファイル
answer-imports-hint = CSVまたはExcel（.xlsx）のファイルを1つ選んでください。1行目が見出し、2行目から1行が1人分です。{ $n }行まで読めます。
answer-imports-look = 中身を確かめる
answer-imports-brought = これまでのファイル
answer-imports-brought-table = ファイルと状態
answer-imports-file = ファイル
answer-imports-platform = 集めたサービス
answer-imports-state = 状態
answer-imports-at = 読み込んだ日時
answer-imports-platform-google = Googleフォーム
answer-imports-platform-microsoft = Microsoft Forms
answer-imports-platform-limesurvey = LimeSurvey
answer-imports-platform-kobo = KoboToolbox
answer-imports-platform-other = 表のファイル
answer-imports-state-looked_at = まだ取り込んでいません
answer-imports-state-taking = 取り込みの途中
answer-imports-state-taken = 取り込み済み
answer-imports-one-file = ファイルを1つ選んでください。
answer-imports-too-large = ファイルが大きすぎます（{ $n }MBまで）。
answer-imports-no-rows = 見出しの下に回答の行がありません。
answer-imports-too-many-rows = 行が多すぎます（{ $n }行まで）。ファイルを分けてください。
answer-imports-too-many-columns = 列が多すぎます（{ $n }列まで）。
answer-imports-too-much-text = 文字が多すぎます（全部で{ $n }字まで）。ファイルを分けてください。
answer-imports-not-published = まだ公開していない調査票には取り込めません。先に公開してください。
answer-imports-not-a-survey = 申込や相談の受付には、ほかのサービスの回答を取り込めません。
answer-imports-is-taken = このファイルは、もう取り込みが終わっています。

## 中身の確認

answer-imports-look-lead = { $platform }のファイルとして読みました。列の対応と行の中身を確かめてから取り込みます。回答としてはまだ何も保存していません。ファイルは30日で消えます。
answer-imports-taken-lead = { $platform }のファイルから取り込みました。
answer-imports-n-rows = 行の数
answer-imports-n-ready = 取り込める行
answer-imports-n-aside = 取り込めない行
answer-imports-n-known = 取り込み済みの行
answer-imports-n-taken = 取り込んだ回答
answer-imports-n-empty = 答えが1つもない行が{ $n }行あります。取り込みません。
answer-imports-n-unread = 行が多いため、{ $n }行はまだ確かめていません。取り込むときに、すべて確かめます。
answer-imports-notices = ファイルを読むときに気づいたこと
answer-imports-columns = 列の対応
answer-imports-columns-lead = 見出しと同じ名前の設問を探しました。違うところは選び直してください。ほかの列に使っている設問を選ぶには、先にそちらを「取り込まない」にして、確かめ直します。
answer-imports-columns-part = { $from }〜{ $to }列
answer-imports-columns-parts = この対応で確かめ直し、ほかの列へ
answer-imports-nameless = （見出しなし）
answer-imports-samples = 例：
answer-imports-is = { $column }列の設問
answer-imports-not-taken = 取り込まない
answer-imports-look-again = この対応で確かめ直す
answer-imports-looked = この対応で読み直しました。
answer-imports-reason-found = 対応する設問あり
answer-imports-reason-unknown = 同じ名前の設問なし
answer-imports-reason-identifying = 個人が分かる列：取り込みません
answer-imports-reason-technical = サービスの記録：取り込みません
answer-imports-reason-repeated = 同じ答えがほかの列にあります
answer-imports-reason-by-hand = 選び直し
answer-imports-target-id = サービスの回答番号（重複の確認に使う）
answer-imports-target-time = 回答した日時

## 同意

answer-imports-consent = 同意の根拠
answer-imports-consent-lead = このファイルには、回答の使い方への同意を聞いた列がありません。回答した人が同意した範囲を、ここで示してください。印のない使い方には使いません。内部の集計も、印がなければ行いません。
answer-imports-consent-none = この調査票には、同意の設問がありません。取り込んだ回答は、内部の集計だけに使います。回答した人に、どのように説明したかを書いてください。
answer-imports-consent-choices = 回答した人が同意した使い方
answer-imports-consent-note = 何にもとづく同意か
answer-imports-consent-note-hint = 例：2026年5月のフォームの冒頭で、集計して地域に返すことを説明し、了解した人だけが回答した。この文は操作の記録に残ります。
answer-imports-consent-required = 必ず要る同意に印がありません。同意のない回答は取り込めません。

## 取り込み

answer-imports-take = 取り込み
answer-imports-take-lead = { $n }行を回答として取り込みます。取り込めない行は分けておきます。同じファイルをもう一度取り込んでも、回答は重なりません。
answer-imports-accept = 回答として取り込む
answer-imports-changed = 列の対応か同意の根拠が変わりました。もう一度中身を確かめてから取り込んでください。
answer-imports-nothing-ready = 取り込める行がありません。列の対応と、下の一覧を確かめてください。
answer-imports-go-on = 時間がかかっています。続きのボタンを押してください。
answer-imports-done = 取り込みました。
answer-imports-taking = { $n }行まで取り込みました
answer-imports-taking-text = 途中で止まっています。続けても、取り込んだ行は重なりません。
answer-imports-continue = 続きを取り込む

## 取り込めない行

answer-imports-problems = 取り込めない行
answer-imports-problem-table = 行と列と理由
answer-imports-problems-lead = { $n }行は、次の理由で取り込めません。元のファイルを直して、もう一度読み込んでください。取り込んだ行は重なりません。
answer-imports-problems-file = 全部の一覧（CSV）
answer-imports-problems-unread = 時間が足りず、{ $n }行は確かめていません。ここまでの行を直してファイルを読み込み直すと、続きが分かります。
answer-imports-more = ほかにもあります。全部で{ $n }件です。
answer-imports-column-row = 行
answer-imports-column-column = 列
answer-imports-column-name = 見出し
answer-imports-column-text = 書かれていたもの
answer-imports-column-problem = 理由
answer-imports-column-code = 撤回コード
answer-imports-counts = 取り込む行について
answer-imports-missing = 無回答になる設問
answer-imports-unasked = 聞かれていないはずの設問への答え（取り込みません）
answer-imports-rows-of = { $name }：{ $n }行
answer-imports-codes = 撤回コード
answer-imports-codes-lead = 回答を撤回したいという連絡があったら、元のファイルの行番号からコードを探し、「回答の撤回」で入力します。
answer-imports-codes-file = 行番号とコードの一覧（CSV）
answer-imports-discard-heading = ファイルを消す
answer-imports-discard-lead = 取り込まずに、読み込んだファイルを消します。消さなくても30日で消えます。
answer-imports-discard-aside = 分けておいた行を消します。消さなくても30日で消えます。取り込んだ回答はそのまま残ります。
answer-imports-discard = 消す
answer-imports-discarded = 消しました。

## 調査票がないとき

answer-imports-survey-title = 回答のファイルから調査をつくる
answer-imports-make-lead = { $platform }のファイルとして読みました。列を設問にして、調査・調査票・回答をまとめてつくります。回答としてはまだ何も保存していません。ファイルは30日で消えます。
answer-imports-n-questions = 設問にする列
answer-imports-shapes = 設問の種類
answer-imports-shapes-lead = 書かれている内容から種類を選びました。違うところは選び直してください。メールアドレスや名前の列は、はじめは「設問にしない」になっています。
answer-imports-choices = 選択肢{ $n }個：
answer-imports-shape-of = { $column }列の種類
answer-imports-shape-left = 設問にしない
answer-imports-shape-one = 1つ選ぶ
answer-imports-shape-several = いくつでも選ぶ
answer-imports-shape-number = 数
answer-imports-shape-date = 日付
answer-imports-shape-short = 短い文
answer-imports-shape-long = 長い文
answer-imports-shape-grid = 表の1行（見出しが「質問［行］」）
answer-imports-about = 調査について
answer-imports-wave = 調査回の名前
answer-imports-untitled = 見出しのない質問
answer-imports-consent-question = 回答の使い方への同意
answer-imports-consent-aggregate = 集計に使うこと
answer-imports-consent-region = 個人が分からない形で、地域の関係者と共有すること
answer-imports-consent-academic = 学会・実践発表で、個人が分からない形で使うこと
answer-imports-consent-quote = 書いた言葉を、個人が分からない形で引用すること
answer-imports-make-heading = 調査をつくる
answer-imports-make-text = 調査票は公開した版ができ、受付は閉じた状態になります。取り込めない行は分けておきます。
answer-imports-make = 調査をつくり、回答を取り込む
