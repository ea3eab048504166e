# Tests: what was tested and what came of it.
test-results = 検定の結果
test-lead = 「結果」はことばで書いた結果です。p が小さいほど、差は偶然では起こりにくいといえます（5%を目安にしています）。差がはっきりしないことは、差がないことを示すものではありません。少人数の数を伏せた表では、検定の結果も出しません。
test-what = 何を
test-by = 何で比べたか
test-says = 結果
test-name = 検定の方法
test-sign = 統計量の記号
test-statistic = 統計量
test-p = p
test-p-holm-head = p（Holm の補正）
test-p-holm = { $p }（Holm）
test-measure = 効果の大きさの記号
test-effect = 効果の大きさ [95%区間]
test-effect-plain = 効果の大きさ
test-low = 95%区間の下限
test-high = 95%区間の上限
test-n = n
test-choice = { $question }：{ $choice }
test-questionnaires = 調査票

test-withheld = 少人数の数を伏せた表なので、検定の結果も出しません。
test-none-too-few = 値か区分が1つしかないか、人数が足りないため、検定していません。
test-none-no-variation = 違いがまったくないため、検定していません。
test-none-not-finite = 数として読めない値があるため、検定していません。
test-none-too-large = 表が大きすぎるため、検定していません。
test-none-no-answer = 答えではないため、検定していません。
test-none-other-base = 選べなかった方もいるため、検定していません。
test-left-out = 「{ $values }」の人は、答えが分からないため、検定では比べていません。

test-differs = 「{ $what }」の答えは、{ $by }によってちがいます。
test-same = 「{ $what }」の答えに、{ $by }によるはっきりしたちがいは見られませんでした。
test-code-differs = 「{ $what }」の割合は、{ $by }によってちがいます。
test-code-same = 「{ $what }」の割合に、{ $by }によるはっきりしたちがいは見られませんでした。
test-code-alone = この項目だけを見ると差がありそうですが、ほかの項目も合わせて検定したので、偶然とも考えられます（Holm の補正の後）。
test-codes-differ = { $of }項目のうち{ $n }項目で、{ $by }によるちがいが見られました（{ $names } など。Holm の補正をした p で判断）。
test-codes-same = どの項目にも、{ $by }によるはっきりしたちがいは見られませんでした（項目の数だけ検定したので、Holm の補正をした p で判断）。
test-codes-same-of-tested = 検定した{ $of }項目には、{ $by }によるはっきりしたちがいは見られませんでした（項目の数だけ検定したので、Holm の補正をした p で判断）。ほかの項目は検定していません。
test-effect-phi = φ = { $value }
test-effect-v = Cramér の V = { $value }
test-strength-slight = 関連はごくわずかです（{ $effect }）。
test-strength-weak = 関連は弱めです（{ $effect }）。
test-strength-medium = 関連は中くらいです（{ $effect }）。
test-strength-strong = 関連は強めです（{ $effect }）。
test-strength-unsure = 関連の強さは、この人数でははっきりしません（{ $effect }）。
test-stands-out = 目立つのは、{ $cells }ことです。
test-more = { $group }で「{ $answer }」が多い
test-fewer = { $group }で「{ $answer }」が少ない
test-code-more = { $group }で多い
test-code-fewer = { $group }で少ない
test-scale-differs = 「{ $what }」の段階の高さは、{ $by }によってちがいます。
test-scale-same = 「{ $what }」の段階の高さに、{ $by }によるはっきりしたちがいは見られませんでした。
test-medians = 中央値は、{ $groups }です。
test-median = { $group } { $median }
test-change-yes-no-rose = 「{ $what }」と答えた人は、前より後で増えました。
test-change-yes-no-fell = 「{ $what }」と答えた人は、前より後で減りました。
test-change-yes-no-same = 「{ $what }」と答えた人の数に、前と後ではっきりした変化は見られませんでした。
test-change-written-rose = 「{ $what }」が文章にある人は、前より後で増えました。
test-change-written-fell = 「{ $what }」が文章にある人は、前より後で減りました。
test-change-written-same = 「{ $what }」が文章にある人の数に、前と後ではっきりした変化は見られませんでした。
test-change-scale-rose = 「{ $what }」の段階は、前より後で高くなりました。
test-change-scale-fell = 「{ $what }」の段階は、前より後で低くなりました。
test-change-scale-same = 「{ $what }」の段階に、前と後ではっきりした変化は見られませんでした。
test-change-short-yes-no-rose = 前より後で増えました。
test-change-short-yes-no-fell = 前より後で減りました。
test-change-short-yes-no-same = はっきりした変化は見られませんでした。
test-change-short-scale-rose = 前より後で高くなりました。
test-change-short-scale-fell = 前より後で低くなりました。
test-change-short-scale-same = はっきりした変化は見られませんでした。
test-items-good = 「{ $what }」の{ $n }項目はよくまとまっていて、合わせてひとつのことを測る尺度として使えます。
test-items-fair = 「{ $what }」の{ $n }項目は、おおむねまとまっています。
test-items-poor = 「{ $what }」の{ $n }項目はまとまりが弱いので、合計点をひとつの尺度として使うのは慎重にしてください。
test-items-figures = クロンバックのα = { $alpha }（すべてに答えた{ $n }人）。
test-items-higher = 除くと上がる項目：{ $items }。
test-items-without = 「{ $item }」（α = { $alpha }）

test-chi-square = χ²検定
test-chi-square-yates = χ²検定（2×2なのでイェーツの補正）
test-chi-square-doubtful = χ²検定（期待度数に5未満があるため、参考）
test-fisher = フィッシャーの正確確率検定（期待度数に5未満があるため）
test-fisher-simulated = フィッシャーの検定を乱数で計算（期待度数に5未満があるため、{ $n }回。乱数の種は固定）
test-p-fisher = { $p }（フィッシャー）
test-reference = （参考：χ²({ $df }) = { $value }）
test-sign-reference = χ²（参考）
test-mann-whitney = マン・ホイットニーのU検定
test-kruskal-wallis = クラスカル・ウォリス検定
test-mcnemar = マクネマー検定（連続性の補正）
test-mcnemar-exact = マクネマー検定（正確確率）
test-signed-rank = ウィルコクソンの符号付順位検定（Wは、上がった人の順位の和）
test-alpha = クロンバックのα

# Cells of cross tables as a file.
cells-csv = 表と検定をCSVで保存する
cells-table = 表
cells-item = 項目
cells-base = 割合の分母
cells-share = 割合（%）
cells-residual = 調整済み残差
cells-residual-p = 残差の p（Holm の補正）
cells-sign = 印
