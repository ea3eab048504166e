# Tables and charts, wherever they are.
list-separator = 、
questionnaire-of-wave = { $title }（{ $wave }）
table-value = 回答
table-count = 件数
table-share = 割合
table-no-answer = 無回答
table-total = 全体
table-code = 項目
table-test = 検定
table-region = 圏域
table-kind = 種別
table-wave = 調査回
agency-kind-several = 複数の種別
agency-kind-several-short = 複数の種別
figure-n = n={ $n }。
figure-base = n={ $n }、割合の分母は回答した { $base } 件。
figure-several = 複数回答のため、合計は100%を超えることがあります。
figure-hidden = ＊は少人数のため秘匿。
figure-codes = 割合の分母は、それぞれの列のn。検定は項目ごと。▲は期待より多く、▽は少ない（調整済み残差。表の全体で Holm の補正をして、1つは5%水準、2つは1%水準）。
figure-empty = 図にする数がありません。
figure-matrix = 行ごとに、回答した件数nに占める割合。
figure-test = { $test }、{ $figures }。
figure-marks = ▲は期待より多く、▽は少ない（調整済み残差。表の全体で Holm の補正をして、1つは5%水準、2つは1%水準）。
figure-residuals = マスの数は、件数、行の中での割合、調整済み残差。灰色は期待より多い、横線は少ない、斜線は伏せた数。
figure-residuals-none = 検定していない表なので、残差と印はありません。
figure-scale-middle = 真ん中の答えを中央に置き、その左右に分けています。両端の数は、それぞれの側の合計。
figure-scale-even = 段階の真ん中で左右に分けています。両端の数は、それぞれの側の合計。
figure-scale-beside = 「わからない」など段階でない答えは図になく、表にあります（割合の分母には入っています）。
figure-most = 最も多いのは「{ $label }」で、{ $n }件（{ $share }）です。
figure-most-alike = 最も多いのは{ $labels }で、それぞれ{ $n }件です。
figure-most-shown = 数を示せるもののうち最も多いのは「{ $label }」で、{ $n }件（{ $share }）です。
figure-most-shown-alike = 数を示せるもののうち最も多いのは{ $labels }で、それぞれ{ $n }件です。
figure-quoted = 「{ $label }」
figure-unreadable = 読めない記入{ $n }件は、無回答とは分けて除いています。
figure-asked-in = { $versions }で聞いた設問です。
figure-rows-in = { $what }は{ $versions }で聞きました。
figure-choices-in = { $what }は{ $versions }だけの選択肢です。
