# `kikitori analyze` and `kikitori tokenize`: messages and the report.
analyze-dictionary-sources-missing = 辞書のもとが { $path } に見つかりません。Debian では「apt install mecab-ipadic」で入ります。ほかの場所にあるときは --sources で指定してください。
analyze-dictionary-not-writable = 辞書を置くフォルダ { $path } に書き込めません。
analyze-line-not-utf8 = { $line }行目が UTF-8 の文字として読めません。
analyze-file-unreadable = ファイル { $path } を開けません。
analyze-wrong-ending = { $path } は読めない種類のファイルです。CSV（.csv）、Excel（.xlsx）、文章のファイル（.txt）のどれかを指定してください。
analyze-column-missing = 「{ $column }」という列がありません。ある列：{ $columns }
analyze-column-several = 「{ $column }」に当たる列が1つに決まりません。そのままの名前を書いてください：{ $columns }
analyze-column-separator = 、
analyze-no-texts = 列「{ $column }」に文章がひとつもありません。
analyze-wave-unfit = 列「{ $column }」の値は{ $n }種類です。調査回ごとの推移は、2～{ $limit }種類のときに作ります。
analyze-kwic-order = 「{ $order }」という並べ方はありません。text、l1～l5、r1～r5 から3つまでを、コンマで区切って指定してください。
analyze-option-number = 1～{ $most } の整数を指定してください。
analyze-option-least = 1以上の整数を指定してください。
analyze-option-strength = 0より大きく、1以下の数を指定してください（例：0.2）。
analyze-least-none = --least { $least } を満たす語がないため、共起ネットワークや語のクラスターなどは計算していません。
analyze-word-nowhere = 「{ $word }」は、どの文章にもありません。
analyze-compare-words = 語
analyze-compare-rules = コード
analyze-compare-themes = 提案されたテーマ
analyze-compare-no-rules = --compare rules には、--rules でコーディングルールのファイルを指定してください。
analyze-compare-few = 文章についた{ $things }が{ $n }個のため、{ $things }どうしをくらべる図と表（共起ネットワーク、クラスター、対応分析、--map）は空です。
analyze-code-unknown = 「{ $code }」というコードは、ルールのファイルにありません。
analyze-code-other-unit = 「{ $code }」の関連語は、--count-in が person か、--unit と同じ単位のときに出します。
analyze-kwic-cut = 「{ $word }」は{ $n }回出てきます。kwic.csv には、並べた順にはじめの{ $limit }回を書き出しました。
analyze-evidence-cut = rule_hits.csv には、コードの順にはじめの{ $limit }行（「{ $code }」の途中まで）を書き出しました。
analyze-scale-not-numbers = 尺度の列「{ $column }」の値のうち{ $n }件は数ではないため、除きました（はじめは「{ $value }」）。
analyze-scale-steps = 列「{ $column }」は値が{ $limit }種類を超えるため、尺度としてくらべませんでした。
analyze-too-many-values = 列「{ $column }」は値が{ $limit }種類を超えるため、くらべる表を作りませんでした。
analyze-out-not-folder = 出力先 { $path } はフォルダではありません。
analyze-out-foreign = 出力先 { $path } にはほかのファイルがあるため、書き込みません。空のフォルダか新しい名前を指定してください。
analyze-out-not-writable = 出力先 { $path } に書き込めません。
analyze-vectors-line = { $path } の{ $line }行目が、語のベクトルとして読めません。1行に、語と、ほかの行と同じ個数の数を、空白で区切って並べてください（word2vec のテキスト形式、UTF-8）。
analyze-vectors-too-many = { $path } の語が多すぎます。
analyze-vectors-empty = { $path } に語のベクトルがありません。
analyze-cache-finished = 前と同じ文章・同じ設定なので、残してあった結果を書き出しました。
analyze-cache-not-kept = 結果は書き出しましたが、次に速く分析するためのファイルに、残せなかったものがあります。ディスクの空きと、--cache のフォルダに書き込めるかを確かめてください。（{ $reason }）
analyze-cache-not-writable = 読んだ語を残すフォルダ { $path } に書き込めません。
analyze-cache-read = 文章{ $n }件のうち、{ $known }件は前に読んだ語を使い、{ $new }件を新しく読みました。
analyze-progress-words = 文章を読んでいます
analyze-progress-figures = 集計しています
analyze-progress-writing = 書き出しています
analyze-interrupted = 中断しました。出力先には、前のものか、書き終えたものがそろっています。
analyze-done = { $n }件の文章を分析し、{ $out } に書き出しました。
analyze-problems = 入力に{ $n }件の問題がありました：

analyze-encoding-unknown = 「{ $name }」という文字コードは分かりません。utf-8、cp932、euc-jp、iso-2022-jp、utf-16le、utf-16be のどれかを指定してください。
analyze-encoding-unclear = { $path } の文字コードを見分けられません。--encoding で指定してください（cp932、euc-jp など）。
analyze-no-fonts = PNG の図に使うフォント（BIZ UDゴシック）が { $path } に見つかりません。Debian では「apt install fonts-morisawa-bizud-gothic」で入ります。ほかの場所にあるときは --fonts で指定してください。
analyze-no-plain-text = { $path } に文章がひとつもありません。
analyze-text-missing = 分析する列を --text で指定してください。ある列：{ $columns }
analyze-unit-unknown = 「{ $unit }」という単位はありません。sentence、paragraph、document、person、h1～h5 のどれかを指定してください。
analyze-variables-unfit = { $path } の行数（{ $n }）が、文章の数（{ $texts }）とも見出しの数とも合いません。文章の番号を id という列に入れると、順番によらず対応づけられます。
analyze-variables-missing = { $path } に、文章{ $n }件の行がありません。空欄として扱いました。
analyze-ids-repeated = 番号の列に、同じ番号が{ $n }種類あります（はじめは「{ $id }」：{ $rows }行目）。番号から1つの文章をたどれません。
analyze-ids-blank = 番号の列に、空白の入った番号が{ $n }件あります（はじめは「{ $id }」）。表の ids の列は番号を空白で区切るため、どこまでが1つの番号か分かりません。
analyze-no-headings = { $path } に { $unit } の見出しがありません（{ $option } { $unit }）。sentence、paragraph、document、person のどれかを指定してください。
analyze-rules-none = { $path } にコーディングルールがひとつもありません。
analyze-variables-repeated = { $path } に、同じ番号の行が{ $n }種類あります（はじめは「{ $id }」：{ $rows }行目）。終わりの行を使いました。
analyze-variables-unknown = { $path } の{ $n }行は、どの文章の番号でもないため使いませんでした（はじめは{ $row }行目「{ $id }」）。
analyze-variables-replaced = { $path } の{ $place }列目「{ $column }」は、分析するファイルにもあります。外部変数の値を使いました。
analyze-rules-refused = { $path } はコーディングルールとして読めません（{ $n }か所）：
analyze-rules-refused-most = { $path } はコーディングルールとして読めません（{ $n }か所以上）：
analyze-rules-warnings = コーディングルールに、確かめたいところがあります：
analyze-rules-warnings-cut = { $path }：確かめたいところが多いため、はじめの{ $n }か所だけを調べました。
analyze-rules-not-text = 文字として読めません。--encoding で文字コードを指定できます。
analyze-rules-too-large = ファイルが大きすぎます（上限{ $detail }バイト）。
analyze-rules-too-many-codes = コードが多すぎます（上限{ $detail }）。
analyze-rules-too-many-atoms = 条件の語と記号が多すぎます（上限{ $detail }）。
analyze-rules-too-deep = かっこの入れ子が深すぎます（上限{ $detail }）。
analyze-rules-duplicate-code = 同じ名前のコードがあります：{ $detail }（かっこ内は先にある行）
analyze-rules-nameless-code = コードの名前がありません。
analyze-rules-empty-rule = コードの条件がありません。
analyze-rules-unclosed-quote = 引用符が閉じていません。
analyze-rules-needs-blank = 後ろに空白が必要です。
analyze-rules-malformed-near = near・seq の書き方が正しくありません（例：near(相談-病院)[5]）：{ $detail }
analyze-rules-malformed-phrase = 「+」の前後に語がありません：{ $detail }
analyze-rules-malformed-reference = 変数やコードの書き方が正しくありません（例：<>変数-->値、<＊コード>）：{ $detail }
analyze-rules-too-long = 長すぎます（語は20個、文字列は200字まで）：{ $detail }
analyze-rules-number-too-large = 数が大きすぎます：{ $detail }
analyze-rules-missing-operator = 前の条件との間に and や or がありません。
analyze-rules-missing-operand = 語や条件が足りません。
analyze-rules-unclosed-bracket = かっこが閉じていません。
analyze-rules-unopened-bracket = 開いていないかっこが閉じています。
analyze-rules-no-code = コーディングルールがひとつもありません。「＊」で始まるコードの名前の行と、その下に条件の行を書いてください。
analyze-rules-unknown-code = コード「{ $detail }」がありません。
analyze-rules-later-code = コード「{ $detail }」は、これより後ろにあります。先に書いてください。
analyze-rules-circular-code = コードどうしが互いを参照して、一周しています：{ $detail }
analyze-rules-stray-text = 最初のコードより前の行は使いません。
analyze-rules-attached-bracket = かっこが語につながっているため、語の一部として扱いました。間に空白を入れてください：{ $detail }
analyze-rules-attached-sign = 「{ $detail }」は、どの文章にもありません。語につながっている記号も、語の一部として扱いました。条件の記号のときは、前後に空白を入れてください。
analyze-rules-unknown-word = 「{ $detail }」は、どの文章にもありません。
analyze-rules-unknown-more = { $path }：ほかに{ $n }か所の語も、どの文章にもありません。
analyze-rules-word-not-counted = 「{ $detail }」は文章にありますが、数えない品詞か、使用しない語です。
analyze-rules-unknown-class = 品詞「{ $detail }」はありません。
analyze-rules-unknown-variable = 変数「{ $detail }」がありません。
analyze-rules-unknown-value = この値は、どこにもありません：{ $detail }
analyze-rules-too-fine = 「{ $detail }」は、この単位より細かいため使えません。
analyze-rules-no-hits = コード「{ $detail }」は、どこにもつきませんでした。

analyze-input-empty = ファイルが空です。
analyze-input-too-large = ファイルが大きすぎます（上限{ $detail }バイト）。
analyze-input-not-text = { $row }行目に、UTF-8、Shift_JIS（CP932）、EUC-JP のどれとしても読めない文字があります。
analyze-input-nul = { $row }行目の{ $detail }文字目にNUL文字（値が0のバイト）があります。文字だけのファイルではないか、壊れています。NUL文字を取り除いてください。
analyze-input-not-encoding = { $row }行目に、指定した文字コード（{ $encoding }）として読めない文字があります。
analyze-input-not-spreadsheet = Excel（.xlsx）のファイルとして読めません。壊れているか、パスワードがかかっています。
analyze-input-sheet-missing = シート「{ $detail }」がありません。
analyze-input-too-many-columns = 列が多すぎます（上限{ $detail }列）。
analyze-input-too-many-rows = 行が多すぎます（上限{ $detail }行）。
analyze-input-too-many-cells = セルが多すぎます（上限{ $detail }個）。
analyze-input-unclosed-quote = { $row }行目で始まる引用符（"）が閉じていません。
analyze-input-unnamed-column = { $column }列目に名前がありません。
analyze-input-repeated-column = 列名「{ $detail }」が重なっています（{ $column }列目）。
analyze-input-ragged-row = { $row }行目は、列の数が見出しと違います。
analyze-input-cell-too-long = { $row }行目{ $column }列目の文章が長すぎるため、終わりを省きました。
analyze-input-error-value = { $row }行目{ $column }列目は、数式のエラー（{ $detail }）のため空として読みました。
analyze-input-value-not-saved = { $row }行目{ $column }列目の数式は、計算した値がファイルに保存されていないため、空として読みました。Excelなどで開いて保存し直すと、値が入ります。
analyze-input-cell-moved = { $row }行目が、配布したシートの形と違います。行や列が動かされているため、どの欄の答えか分かりません。配布したシートに写して、もう一度選んでください。

analyze-title = テキスト分析の報告
analyze-source = ファイル「{ $source }」の列「{ $column }」
analyze-source-plain = ファイル「{ $source }」の文章
analyze-contents = 目次
analyze-method = 方法
analyze-method-words-note = 語は、使った人の数を基本に数えます（人の列がなければ文章1件を1人とし、写しは1人と数えます）。種類とテーマは、人の数と文章の数です（%は文章の割合）。クロス集計と特徴語は、人の数です。表にある人・文章・文・回数の数（〜ない、前後の語の数も）からは、もとになった文章の一覧へ進めます（一覧の見出しは、どの数から進んでも、人の数と文章の数です）。同じファイルと同じ版からは、いつも同じ結果になります。
analyze-method-documents = 文章の数
analyze-method-people = 人の数
analyze-method-count-in = 共起・関連語・クラスター・地図の単位
analyze-method-counted = { $unit }（全部で{ $units }）
analyze-method-blank = うち記述なし（空欄、「特になし」など）
analyze-method-sentences = 文の数
analyze-method-tokens = 総抽出語数
analyze-method-used-tokens = 集計に使う語の数
analyze-method-words = 分野の語
analyze-with-domain-words = 使う（「就労継続支援B型」などをひとつの語とし、表記の揺れをまとめる）
analyze-without-domain-words = 使わない
analyze-method-dictionary = 辞書
analyze-method-coding = コード体系と手がかり
analyze-method-version = 聞き取りの版
analyze-stances = 課題・好事例・要望
analyze-stance = 種類
analyze-stance-challenge = 課題
analyze-stance-good_practice = 好事例・取り組み
analyze-stance-request = 要望
analyze-stance-other = その他
analyze-suggestion-note = ここから先の種類とテーマは、文末の言い方や手がかりの語による機械の提案です。結果として使う前に、人が確かめてください。
analyze-documents = 文章
analyze-people = 人
analyze-sentences = 文
analyze-multiple-note = ひとつの文章に複数の種類があるため、合計は文章の数と一致しません。「記述なし」は含みません。
analyze-examples = { $label }の例
analyze-themes = テーマ
analyze-theme = テーマ
analyze-themes-note = 文ごとに第一のテーマを提案し、そのテーマの文を含む文章を数えました。要望は、解決してほしい課題のテーマに入れています。
analyze-themes-challenge = 課題・要望のテーマ
analyze-themes-good_practice = 好事例・取り組みのテーマ
analyze-example = 例
analyze-crosstabs = クロス集計
analyze-crosstab-title = { $themes } × { $column }
analyze-crosstab-note = 人の数と、その値の人に占める割合（%）。人の列（--person）の値が同じ文章はひとりのものとし、名前のない文章は、写しも1件を1人とします。割合のもとには、記述のない人も入ります（値ごとの数は crosstab.csv の blank の列）。▲は期待より多く、▽は少ないセル（調整済み残差、列ごとにテーマ全体、コード全体のすべてのセルで Holm の補正をした p<.05）。検定は χ²（自由度）、p、φ または Cramér の V の順で、* p<.05、** p<.01。† は期待度数{ $least }未満のセルがあり、p が Fisher の正確確率（2×2 より大きい表はモンテカルロ）のもの。
analyze-crosstab-test = 検定
analyze-crosstab-left-out = 値のない{ $n }人を除きました。
analyze-crosstab-contradicting = 文章によって値の違う{ $n }人を除きました。
analyze-crosstab-cut = 値は人の多い{ $values }種類を載せました。すべての値は { $file } にあります。
analyze-crosstab-codes-cut = コードは人の多い{ $n }個を載せました（だれかに付いたコードは{ $all }個）。すべてのコードは crosstab.csv にあります。
analyze-heatmap-note = n={ $n }人。マスの数は、人数、{ $of ->
    [row] 行
   *[column] 列
  }の値の人の中での割合、調整済み残差。灰色の▲は期待より多く、横線の▽は少ない（Holm の補正をして、1つは5%水準、2つは1%水準）。
analyze-attributes = 列どうしのクロス集計
analyze-attributes-note = くらべる列を2つずつ、人の数で見ました。ひとりを1回数え、文章によって値の違う人は除きました。結果の文は、5%を目安にしています。すべての数は attributes.csv にあります。
analyze-attributes-left-out = どちらかの値のない人と、文章によって値の違う人（合わせて{ $n }人）を除きました。
analyze-compared-words = 語のクロス集計
analyze-compared-words-note = 指定した語（--word）と使う人の多い{ $most }語を、くらべる列の値ごとに人の数でくらべました。名前のない文章は、写しも1件を1人と数えるため、抽出語の表より多いことがあります。表の記号はクロス集計と同じです。表の下は、ちがいのある語です（5%を目安。p は語の数について補正していません）。すべての数は word_crosstab.csv にあります。
analyze-keywords = 特徴語
analyze-keywords-note = くらべる列の値ごとに、ほかの値の人より多く使う語を、対数尤度比 G² の大きい順に{ $words }語まで、値は初めの{ $values }個まで載せました。人の数です（クロス集計と同じ数え方）。比は、割合の比の2を底とする対数（1で2倍）。p は値ごとに Holm の補正をしています。すべての値と語は keywords.csv にあります。
analyze-keywords-none = { $title }：ほかの値の人より多く使う語はありません。
analyze-keywords-sizes = この値{ $inside }、ほか{ $outside }
analyze-inside = この値 %
analyze-outside = ほか %
analyze-log-ratio = 比（log₂）
analyze-waves = 調査回ごとの推移
analyze-waves-note = 列「{ $column }」の値を調査回とし（人の数：{ $sizes }）、指定した語と使う人の多い語、合わせて{ $words }語について、回ごとに使った人の数と割合（%）を数えました。同じ人も、回ごとに1人と数えます。回のない文章{ $left }件は除きました。変化は最後の回と最初の回の割合の差（ポイント）、φ／V は 2×2 なら φ（符号を除いた値。向きは変化の列）、ほかは Cramér の V、p は χ²（期待度数{ $least }未満なら Fisher）で、語の数で Holm の補正をしています。
analyze-waves-drawn = 列「{ $column }」の回ごとに、語を使った人の割合を線で示します
analyze-waves-cut = 語は{ $words }語まで、回は最後の{ $waves }回までを載せました。すべては trends.csv にあります。
analyze-change = 変化
analyze-paired = 同じ人の前後
analyze-paired-note = 「{ $first }」と「{ $last }」の両方に名前のある{ $n }人を、本人とくらべました（McNemar の検定、種類ごとに Holm の補正）。p の小さい順に{ $most }件まで載せました。すべては before_after.csv にあります。
analyze-paired-nobody = 変わったものはありません。
analyze-paired-thing = 語・テーマ・コード
analyze-paired-kind = 種類
analyze-paired-word = 語
analyze-paired-theme = テーマ（機械の提案）
analyze-paired-rule = コーディングルール
analyze-paired-both = 前も後も
analyze-paired-lost = 前だけ
analyze-paired-gained = 後だけ
analyze-paired-neither = どちらもなし
analyze-scales = 尺度
analyze-scales-note = ひとりを1回数えました（人の列がなければ、1行を1人とします）。行どうしが食いちがう人は除きました。2つの値は Mann-Whitney の検定、3つ以上は Kruskal-Wallis の検定、同じ人の最初の回と最後の回は Wilcoxon の符号付順位検定（W は、上がった人の順位の和）です。効果量は順位双列相関（Kruskal-Wallis は ε²）。p は補正していません。数は scales.csv にもあります。
analyze-likert-title = 「{ $column }」の答え
analyze-likert-note = 棒は、値ごとの人の割合です（n は答えた人の数）。低い段階が左、高い段階が右で、段階の数が奇数なら、まん中の段階は左右に半分ずつ置きました。棒は{ $most }本までです。
analyze-scale = 尺度の列
analyze-scale-by = くらべたもの
analyze-scale-groups = 値
analyze-scale-group = { $value }：n={ $n }、中央値{ $median }、平均{ $mean }
analyze-scale-effect = 効果量
analyze-scale-left-out = 除いた人
analyze-scale-test-mann_whitney = Mann-Whitney U={ $statistic }（{ $method }）
analyze-scale-test-kruskal_wallis = Kruskal-Wallis H={ $statistic }（自由度{ $df }、{ $method }）
analyze-scale-test-wilcoxon = Wilcoxon W={ $statistic }（{ $method }）
analyze-scale-method-exact = 正確確率
analyze-scale-method-approximate = 近似
analyze-scale-method-simulated = モンテカルロ
analyze-compounds = 複合語の候補
analyze-compounds-note = 続けて{ $least }回以上現れた名詞の並びは{ $n }個あります。文章の多い順に{ $most }個まで載せました（すべては compounds.csv）。ひとつの語として数えるには、--force-words のファイルに書きます。
analyze-compounds-none = 続けて{ $least }回以上現れた名詞の並びはありません。
analyze-compound = 候補
analyze-compound-parts = いまの語
analyze-changes-before = リストなし
analyze-changes = 語のリストで変わった語
analyze-changes-note = 強制抽出語・使用しない語・同義語・辞書を使わないときとくらべて、数え方の変わった語は{ $n }語です（リストなし → あり）。変わり方の大きい順に{ $most }語まで載せました。すべては word_changes.csv にあります。
analyze-changes-none = 強制抽出語・使用しない語・同義語・辞書を使わないときとくらべて、数え方の変わった語はありません。
analyze-words = 抽出語
analyze-words-note = 品詞ごとに、人の多い順に{ $words }語まで。すべての語は terms.csv にあります。「〜ない」は打ち消しの形で現れた回数です。
analyze-words-empty = 数えた語がありません。
analyze-bars-words = 使う人の多い語（{ $most }語まで）
analyze-bars-note = 棒の右の数は、その語を使った人の数です（n={ $people }人、文章{ $documents }件）。
analyze-bars-themes = 棒の右の数は、そのテーマを話した人の数です（機械の提案。n={ $people }人、文章{ $documents }件）。
analyze-bars-codes = コードの数（多い順に{ $most }個まで）
analyze-bars-codes-note = 棒の右は、コードのついた{ $unit }の数と割合（N={ $n }）です。
analyze-cloud = ワードクラウド（使う人の多い{ $most }語まで）
analyze-cloud-note = 語の大きさは、使った人の数です（n={ $people }人、文章{ $documents }件）。
analyze-word = 語
analyze-n-words = { $n }語
analyze-occurrences = 出現
analyze-negated = 〜ない
analyze-network-title = 共起ネットワーク
analyze-network-note = { $kind ->
    [person] 同じ人が使う語を線で結びました。{ $people }人、
   *[other] 同じ{ $unit }にある語を線で結びました（単位は{ $unit }、全部で{ $units }）。
  }{ $by ->
    [occurrences] { $least }回以上出る
   *[documents] { $kind ->
        [person] { $least }人以上が使う
       *[other] { $least }以上の{ $unit }にある
      }
  }{ $frequent }語{ $limited ->
    [no] { "" }
   *[given] のうち、{ $kind ->
        [person] 使う人
       *[other] { $unit }
      }の多い{ $words }語（{ $limited ->
        [given] --words
       *[usual] 上限
      }）
  }、共起する{ $pairs }組のうち{ $measure }の大きいもの。N={ $nodes }、E={ $edges }、D={ $density }、係数{ $threshold }以上。{ $kept ->
    [tree] 最小全域木の線だけを描いています。
   *[all] { "" }
  }{ $grouped ->
    [yes] 形と濃さは語のまとまり（{ $grouping }）、破線はまとまりの間の線。
   *[no] { "" }
  }
analyze-network-note-codes = 同じ{ $unit }についた{ $things }を線で結びました（単位は{ $unit }、全部で{ $units }）。{ $kind ->
    [person] { $least }人以上
   *[other] { $least }以上の{ $unit }
  }についた{ $frequent }個{ $limited ->
    [no] { "" }
   *[other] のうち、多い{ $words }個
  }、いっしょについた{ $pairs }組のうち{ $measure }の大きいもの。N={ $nodes }、E={ $edges }、D={ $density }、係数{ $threshold }以上。{ $kept ->
    [tree] 最小全域木の線だけを描いています。
   *[all] { "" }
  }{ $grouped ->
    [yes] 形と濃さはまとまり（{ $grouping }）、破線はまとまりの間の線。
   *[no] { "" }
  }
analyze-network-pairs = 結びつきの強い{ $things }の組
analyze-network-empty = 結びつきのある{ $things }がないため、図はありません。
analyze-pair = { $things }の組
analyze-rules = コーディングルール
analyze-rules-note = { $file } の{ $codes }個のコードを、{ $unit }を単位に数えました（N={ $n }）。数からは、その単位のある文章の一覧へ進めます。
analyze-rules-network = コードの共起ネットワーク
analyze-rules-network-note = 同じ{ $unit }についたコードを線で結びました（単位は{ $unit }、全部で{ $units }）。いっしょについた{ $pairs }組のうち{ $measure }の大きいもの。N={ $nodes }、E={ $edges }、D={ $density }、係数{ $threshold }以上。{ $kept ->
    [tree] 最小全域木の線だけを描いています。
   *[all] { "" }
  }{ $grouped ->
    [yes] 形と濃さはまとまり（{ $grouping }）、破線はまとまりの間の線。
   *[no] { "" }
  }すべての組の Jaccard 係数は rules_jaccard.csv にあります（コードが200個を超えるときは、多くついた200個）。
analyze-rules-evidence-cut = 根拠（rule_hits.csv）は、はじめの{ $limit }行（「{ $code }」の途中まで）です。
analyze-rules-code = コード
analyze-unit-sentence = 文
analyze-unit-paragraph = 段落
analyze-unit-document = 文章
analyze-unit-person = 人
analyze-unit-heading = 見出し{ $level }
analyze-too-few = { $things }や文章が少ないため、計算していません。
analyze-too-many = 数が多いため、計算していません。文章のまとまりは、--topics を付けると{ $most }件まで計算します。
analyze-not-a-number = 計算できない値があるため、結果はありません。
analyze-copies = 同じ文章の写し
analyze-copies-note = 幅・記号・空白の違いを除いて同じ文章と、ほぼ同じ文章（{ $shingle }文字の並びの Jaccard 係数が{ $threshold }以上、{ $least }文字以上の文章）は{ $groups }組、{ $texts }件あります。文章{ $documents }件を{ $people }人と数えました。すべての組は duplicates.csv にあります。
analyze-copies-none = 幅・記号・空白の違いを除いて同じ文章も、ほぼ同じ文章（{ $shingle }文字の並びの Jaccard 係数が{ $threshold }以上、{ $least }文字以上の文章）もありません。文章{ $documents }件を{ $people }人と数えました。
analyze-copies-cut = 多い順に{ $groups }組を載せました。
analyze-likeness = 最小の係数
analyze-beginning = 初め
analyze-correspondence = 対応分析
analyze-correspondence-title = { $things } × { $column }
analyze-correspondence-note = 値{ $values }個の文章{ $texts }件。χ² の大きい語を{ $words }語まで。全慣性{ $inertia }。成分の横の%は、その成分の寄与率です。座標は{ $scaling }です。四角が値、丸が語（大きさは出現数）。
analyze-correspondence-note-codes = 値{ $values }個の文章{ $texts }件。χ² の大きい{ $things }を{ $words }個まで。{ $unit }を単位に、あるかどうかを数えました。文章によって値の違う{ $unit }は除いています。全慣性{ $inertia }。成分の横の%は、その成分の寄与率です。座標は{ $scaling }です。四角が値、丸が{ $things }（大きさは{ $kind ->
    [person] 人数
   *[other] { $unit }の数
  }）。
analyze-coordinates = 座標
analyze-point = 値（■）と{ $things }
analyze-drawn-room = 印刷できる大きさに入る、はじめの行と列だけを描いています。すべては CSV にあります
analyze-strips-drawn = 図には、出現の一部だけを示しています（出現の多い文章から、同じ数なら長い文章から。線が{ $most }本を超えるときは、等間隔に選んでいます）
analyze-drawn-merged = 印刷できる大きさに入るように、近いものを1行にまとめました（+ は、まとめたほかの数）。併合の過程は CSV にあります
analyze-note-more = …（注の続きは、report.html のこの図の下にあります。）
analyze-drawn-unnamed = 名前は、重ならずに入るものだけを書いています
analyze-clusters = { $things }のクラスター
analyze-clusters-note = { $kind ->
    [person] 人
   *[other] { $unit }
  }を単位とする距離（{ $measure }、N={ $units }）、{ $linkage }。{ $what ->
    [words] { $words }語
   *[other] { $words }個
  }を{ $groups }個に分けました。名前の後ろのかっこの中は、{ $kind ->
    [person] 人数
   *[other] { $unit }の数
  }です（+ のある行では、名前の{ $things }の数）。併合の過程は clusters.csv にあります。
analyze-map = { $things }の多次元尺度法
analyze-map-note = { $unit }を単位とする距離（{ $measure }、全部で{ $units }）、Kruskal の非計量多次元尺度法（2次元、初期配置は古典的多次元尺度法）。{ $unit }の多い{ $what ->
    [words] { $words }語
   *[other] { $words }個
  }。ストレス{ $stress }。円の大きさは{ $kind ->
    [person] 人数
   *[other] { $unit }の数
  }です。向きと軸に意味はなく、近さだけを読んでください。
analyze-map-poor = ストレスが{ $limit }を超えています。平面では距離をよく表せていません。
analyze-map-shapeless = 多くの{ $things }が1か所に重なるため、図はありません。
analyze-topics = 同じことを話す文章
analyze-topics-note = 語の似た文章を、{ $fewest }件以上のまとまり{ $groups }個（{ $wanted }個まで）に分けました（{ $space ->
    [words] TF-IDF、ユークリッド距離
    [chords] TF-IDF、LSA
   *[latent] TF-IDF、LSA、余弦距離
  }、{ $linkage }）。{ $least }人以上が使った語のある文章{ $texts }件のうち、{ $within }件が入っています。ほかの{ $outside }件（語のない文章も）は、どのまとまりにも入りません。「特になし」など、何も言っていない文は除きました（そのような文だけの文章は{ $blank }件）。名前は特徴的な語で、代表は中心にある文章です。
analyze-document-tree = 文章のクラスター
analyze-document-tree-note = このまとまりを切り出した、文章{ $texts }件の木です（{ $space ->
    [words] TF-IDF、ユークリッド距離
    [chords] TF-IDF、LSA
   *[latent] TF-IDF、LSA、余弦距離
  }、{ $linkage }。{ $most }件まで図にします）。点線で切りました。文章の番号から、もとの文章へ進めます。併合の過程は document_clusters.csv にあります。
analyze-document-tree-large = 文章が{ $texts }件あり、1件ずつ読める図にならないため（{ $most }件まで）、文章のクラスターの図は省きました。併合の過程は document_clusters.csv にあります。
analyze-topics-vectors = 語のベクトル（{ $dimensions }次元、{ $all }語のうち{ $words }語）も、語と同じ重さで使いました。
analyze-topics-outside = どのまとまりにも入らない
analyze-topic-words = 特徴的な語
analyze-topic-text = 代表の文章
analyze-neighbours = 共起語と関連語
analyze-neighbours-note = 指定した語と使う人の多い{ $words }語について、前後{ $span }語に現れる語と、その語{ $kind ->
    [person] を使う人がよく使う語
   *[other] のある{ $unit }によくある語
  }。全体は collocations.csv と associated.csv にあります。
analyze-collocations = 前後の語
analyze-total = 合計
analyze-left = 前
analyze-right = 後
analyze-score = スコア
analyze-associated = 関連語
analyze-kwic = 前後の文脈（KWIC）
analyze-kwic-count = { $n }回のうち{ $shown }回
analyze-listings = 数えた文章の一覧
analyze-listings-note = 番号は文章の番号です。{ $most }件以下の一覧からは文章へ進めます。
analyze-n-people = { $n }人
analyze-n-people-left-out = { $n }人（文章によって値の違う{ $left }人を除く）
analyze-n-people-texts = { $people }人・文章{ $texts }件
analyze-texts = 文章
analyze-texts-cut = 文章が多いため、それぞれの初めだけを載せました。全文は documents.csv にあります。

analyze-class-place = 地名
analyze-class-person = 人名
analyze-class-organization = 組織名
analyze-class-proper-noun = 固有名詞
analyze-class-verbal-noun = サ変名詞
analyze-class-adjectival-noun = 形容動詞
analyze-class-nai-adjective = ナイ形容
analyze-class-noun-b = 名詞B
analyze-class-noun-c = 名詞C
analyze-class-negation = 否定助動詞
analyze-class-pronoun = 代名詞
analyze-class-noun = 名詞
analyze-class-adverbial-noun = 副詞可能
analyze-class-unknown = 未知語
analyze-class-interjection = 感動詞
analyze-class-tag = タグ
analyze-class-verb-b = 動詞B
analyze-class-verb = 動詞
analyze-class-adjective-dependent = 形容詞（非自立）
analyze-class-adjective-b = 形容詞B
analyze-class-adjective = 形容詞
analyze-class-adverb-b = 副詞B
analyze-class-adverb = 副詞
analyze-class-other = その他
