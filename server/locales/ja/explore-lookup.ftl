# Looking up words.
lookup-ways = 語の調べ方
lookup-csv = この表をCSVで保存する
lookup-contains = 語の一部
lookup-class-content = 内容をもつ語すべて
lookup-class-all = すべての品詞
lookup-denied = 打ち消された語
lookup-denied-apart = 分ける（理解〜ない）
lookup-denied-together = 合わせて数える
lookup-share = 割合
lookup-sort = 並べ方
lookup-sort-second = 同じなら
lookup-sort-third = それも同じなら
lookup-sort-people = 人数の多い順
lookup-sort-occurrences = 出現の多い順
lookup-sort-change = 変化の大きい順
lookup-too-few = 当てはまる語がありません
lookup-too-few-text = 条件を広げてみてください。内部での検討のほかでは、少ない人しか使っていない語は出ません。
lookup-few-left-out = 当てはまる人が{ $least }人に満たない語は、秘匿のため入っていません。

lookup-words-caption = 語の一覧
lookup-words-note = n={ $n }（人）。品詞：{ $class }。{ $words }語。人数は、その語を使った人の数（文書頻度）。「〜ない」は、打ち消しの形で現れた回数です。
lookup-words-cloud = ワードクラウド
lookup-words-cloud-note = 語の大きさは、使った人の数です（n={ $n }人）。品詞：{ $class }。

lookup-frequencies = 語の数と、出現回数・人数の分布
lookup-frequencies-said = この一覧の語は、のべ{ $tokens }語、異なり{ $words }語です。1語あたりの出現は平均{ $mean }回（標準偏差{ $deviation }）、使った人は平均{ $people }人（標準偏差{ $spread }）です（標準偏差は n−1 で割った値）。
lookup-frequencies-occurrences = 出現回数の分布
lookup-frequencies-people = 使った人の数の分布（文書数の分布）
lookup-frequencies-words = 語の数
lookup-frequencies-up-to = 累積の割合
lookup-frequencies-from = { $n }以上
lookup-frequencies-below = { $n }未満

lookup-kwic-lead = 語や句が、どんな文脈で使われているかを並べます。
lookup-width = 前後の語数
lookup-lines = 1ページの件数
lookup-order-text = 文章の順
lookup-order-frequent = { $order }（多いものから）
lookup-order-l1 = 1つ前の語
lookup-order-l2 = 2つ前の語
lookup-order-l3 = 3つ前の語
lookup-order-l4 = 4つ前の語
lookup-order-l5 = 5つ前の語
lookup-order-r1 = 1つ後の語
lookup-order-r2 = 2つ後の語
lookup-order-r3 = 3つ後の語
lookup-order-r4 = 4つ後の語
lookup-order-r5 = 5つ後の語
lookup-kwic-note = n={ $n }（人）。調べた形：{ $forms }。前後{ $width }語。並べ方：{ $order }。
lookup-strips = 語の位置
lookup-strips-lead = 帯は文章のはじめ（左）から終わり（右）まで、線はその語の出る場所です。
lookup-strips-title = 「{ $word }」が出る場所
lookup-strips-by = 位置の図
lookup-strips-by-text = 文章ごと
lookup-strips-by-region = 圏域ごと
lookup-strips-by-kind = 種別ごと
lookup-strips-by-wave = 調査回ごと
lookup-strips-note-text = 文章 { $texts }件、出現 { $n }回。帯の長さは文章の長さ、右の数は出現回数。
lookup-strips-note-group = 文章 { $texts }件、出現 { $n }回。どの文章も、はじめを0%、終わりを100%として重ねています。右の数は線の数。
lookup-strips-note-all = 文章 { $texts }件、出現 { $n }回。どの文章も、はじめを0%、終わりを100%として1本に重ねています。
lookup-strips-all = すべての文章
lookup-strips-drawn = 図には、出現の一部だけを、等間隔に選んで示しています
lookup-strips-drawn-text = 図には、出現の一部だけを示しています（出現の多い文章から、同じ数なら長い文章から）
lookup-strips-text = 文章
lookup-strips-group = まとまり
lookup-strips-places = 場所（はじめから）

lookup-collocates-title = 共起語
lookup-collocates-lead = ある語の近くに、どんな語が立つかを数えます（コロケーション統計）。
lookup-one-word = 共起語は、ひとつの語で調べます
lookup-one-word-text = 句の前後は「前後の文脈」で見られます。
lookup-span = 近いとみなす語数
lookup-near-people = 近くで使った人
lookup-left = 前
lookup-right = 後
lookup-score-score = スコア
lookup-score-total = 共起
lookup-score-mi = MI
lookup-score-mi3 = MI3
lookup-score-t = T
lookup-score-z = Z
lookup-score-dice = Dice
lookup-score-jaccard = Jaccard
lookup-score-log_likelihood = LL
lookup-score-simpson = Simpson
lookup-score-ochiai = Ochiai
lookup-score-difference = 差
lookup-score-ratio = 比
lookup-score-chi_square = χ²
lookup-collocates-caption = 「{ $word }」の共起語
lookup-collocates-note = n={ $n }（人）。「{ $word }」は{ $people }人が{ $occurrences }回。前後{ $span }語以内（文章をまたがない）、全{ $tokens }語のうち。品詞：{ $class }。{ $words }語のうち{ $limit }語を示しています。スコアは近いほど重い共起数、LLは対数尤度。
lookup-criterion-near = { $value }語以内

lookup-associated-title = 関連語
lookup-associated-lead = ある語やコードのある文章に、ほかよりよく現れる語を探します。
lookup-code = コード（案・コーディングルール）
lookup-code-none = 使わない
lookup-among = だれの文章で
lookup-among-all = 全員
lookup-both = 条件に合う人
lookup-both-units = 条件に合う{ $unit }
lookup-both-share = 条件の中の割合
lookup-all = 全体の人
lookup-all-units = 全体の{ $unit }
lookup-all-share = 全体の割合
lookup-associated-caption = { $what } の関連語
lookup-associated-note = n={ $n }（人）、条件に合う人 { $within }人。条件の中の割合が全体より高い{ $words }語のうち{ $limit }語を示しています。品詞：{ $class }。検定はしていません。
lookup-associated-note-units = 数える単位は{ $unit }です。n={ $n }、条件に合う{ $unit }は{ $within }。条件の中の割合が全体より高い{ $words }語のうち{ $limit }語を示しています。品詞：{ $class }。検定はしていません。数からは、その語のある文章の一覧へ進みます。
lookup-rule-joined = コーディングルールのコードは、語や、だれの文章かと組み合わせられません
lookup-rule-joined-text = 内部での検討のほかでは、少ない人の数が分からないように、コードだけで探します。語を消し、「全員」を選んでください。
lookup-rule-few = コードの付いた人・付かなかった人のどちらかで、使った人か使わなかった人が{ $least }人に満たない語は、秘匿のため入っていません。
lookup-group-region = 圏域「{ $label }」
lookup-group-kind = 種別「{ $label }」
lookup-group-wave = 調査回「{ $label }」
lookup-group-answer = 答え「{ $label }」
lookup-criterion-wave = 調査回「{ $value }」
lookup-criterion-others = それ以外の人

lookup-left-out = { $by ->
    [region] 圏域
    [kind] 機関の種別
    [answer] この設問への答え
   *[wave] 調査回
  }が分からない{ $n }人（件）は入っていません。
lookup-some-left-out = { $by ->
    [region] 圏域
    [kind] 機関の種別
    [answer] この設問への答え
   *[wave] 調査回
  }が分からない一部の人（件）は入っていません。
lookup-keywords-title = 特徴語
lookup-keywords-lead = ある人たちの文章に、ほかの人たちよりよく現れる語を、差の大きさと合わせて示します。
lookup-group = だれの特徴か
lookup-one-group = くらべる相手がいません
lookup-one-group-text = 圏域・種別・調査回のどれかが2つ以上になると、くらべられます。
lookup-keywords-compared = 「{ $label }」の{ $inside }人と、ほかの{ $outside }人をくらべました。
lookup-keywords-first = もっとも特徴的なのは「{ $word }」です。「{ $label }」では{ $inside }の人が使い、ほかでは{ $outside }でした（{ $times }倍）。
lookup-keywords-clear = くらべた{ $words }語のうち、偶然とは言いにくい差があって「こちらに多い」と言える語は{ $n }語です。
lookup-keywords-caption = 「{ $label }」の特徴語
lookup-keywords-note = n={ $n }（人：{ $inside }人とほかの{ $outside }人）。{ $least }人以上が使った{ $words }語を、使った人の割合でくらべました。品詞：{ $class }。LLは対数尤度（G²）、pはG²をHolmの方法で補正した値。倍率では0人を0.5人として計算。差の大きさはφによる（.1 小、.3 中、.5 大：Cohen 1988）。こちらに多い語を{ $limit }語まで。
lookup-inside = { $label }（人）
lookup-inside-share = { $label }（割合）
lookup-outside = ほか（人）
lookup-outside-share = ほか（割合）
lookup-times = 倍率
lookup-phi = φ
lookup-v = φ・V
lookup-effect = 差の大きさ
lookup-chi-square-yates = χ²（Yates）
lookup-p-holm = p（Holm）
lookup-effect-unknown = –
lookup-effect-none = ほとんどない
lookup-effect-small = 小さい
lookup-effect-medium = 中くらい
lookup-effect-large = 大きい

lookup-trends-title = 推移
lookup-trends-lead = 調査回ごとに、語を使った人の割合がどう変わったかを示します。
lookup-one-wave = 調査回がまだひとつです
lookup-one-wave-text = 文章のある調査回が2つ以上になると、推移が出ます。
lookup-trends-clear = 「{ $first }」から「{ $last }」まで、調べた{ $words }語のうち、偶然とは言いにくい違いがある語は{ $n }語です。
lookup-trends-up = 違いがあり、最後は最初より多い語：{ $words }
lookup-trends-down = 違いがあり、最後は最初より少ない語：{ $words }
lookup-quoted = 「{ $word }」
lookup-trends-caption = 調査回ごとの語
lookup-trends-drawn = 表のはじめの語を描いています
lookup-trends-note = n={ $n }（人）。{ $least }人以上が使った語を、人数の多い順に{ $limit }語まで（{ $words }語）。品詞：{ $class }。変化は、最後と最初の割合の差。pは調査回×使った・使わない人のχ²検定（2×2はYates、期待度数が5未満ならFisher）をHolmの方法で補正した値。同じ人が続けて答えていても、別の人として数えています。
lookup-trends-note-protected = { $least }人以上が使った語を、人数の多い順に{ $limit }語まで（{ $words }語）。品詞：{ $class }。少人数の数から分かってしまう数は伏せ、その語は検定していません。pは調査回×使った・使わない人のχ²検定（期待度数が5未満ならFisher）をHolmの方法で補正した値。
lookup-wave-people = { $label }（n={ $n }）
lookup-wave-share = { $label }（割合）
lookup-change = 変化（ポイント）
lookup-verdict = 言えること
lookup-trend-untested = 調べていない
lookup-trend-open = 変わったとは言えない
lookup-trend-up = 違いがあり、最後は最初より多い
lookup-trend-down = 違いがあり、最後は最初より少ない
lookup-trend-differs = 調査回によって違う
