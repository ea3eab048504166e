# Pages that look at many words at once: network, correspondence, clusters, map, topics.
explore-room-correspondence = 対応分析
explore-room-clusters = クラスター分析
explore-room-map = 多次元尺度法
explore-room-topics = 文章のまとまり

multivariate-network-lead = 同じ人の文章にいっしょに現れる語を、線で結びました。語や線を押すと、もとの文章が開きます。
multivariate-correspondence-lead = どの圏域・種別・調査回に、どの語が多いか。近くに並ぶものほど、いっしょに現れています。
multivariate-clusters-lead = 同じ人が使う語を、近いものから順に束ねました。
multivariate-map-lead = 同じ人が使う語が近くになるように、語を平面に並べました。
multivariate-topics-lead = 同じ語を使う文章を集めました。名前は、そのまとまりに多い語です。機械が文を作ることはありません。まとまりの分かれ方は、数や人数の下限、文章が少し変わるだけでも変わります。文章を読むための手がかりとして使い、結論は文章を読んで確かめてください。
multivariate-network-title = 共起ネットワーク
multivariate-correspondence-title = 語と区分の対応分析
multivariate-clusters-title = 語の階層クラスター
multivariate-map-title = 語の多次元尺度法（MDS）
multivariate-topics-title = 文章のまとまり

multivariate-nothing = 図にできるものがありません
multivariate-too-few = 条件に合う語や区分が足りません。人数の下限を下げるか、文章がそろってから開いてください。少人数の語と区分は、秘匿のため入っていないことがあります。
multivariate-too-many = 数が多すぎて計算できません（文章のまとまりは文章{ $most }件まで）。条件をしぼってください。
multivariate-shapeless = この条件では地図を描けません。半分を超える組がいちばん遠い距離にあるか、3分の1を超える語・コードが一点に重なるため、図にしても並び方に意味がありません（ストレスは0に近くなりますが、よい図ではありません）。人数の下限を上げるか、文章が増えてから開いてください。内部の業務のほかでは、少人数の組を、秘匿のため、だれも使わなかったものとして計算しています。
multivariate-mostly-withheld = 対応分析はできません。少人数を秘匿するため、表の中の数の3分の1より多くを0として扱うことになり、結果は語の使われ方ではなく、秘匿のしかたを表すものになるためです。区分の少ない分け方を選ぶか、文章が増えてから開いてください。
multivariate-falls-apart = 対応分析はできません。同じ語をひとつも共有しない区分に分かれてしまい（特異値が1になり）、図はそのことだけを表すためです。語の数を増やすか、人数の下限を変えてください。
multivariate-no-vectors = 語のベクトルのファイルを読めません。管理する人に、設定 word_vectors のファイルが word2vec のテキスト形式（UTF-8）かを確かめるよう伝えてください。
multivariate-drawn = 多いものだけを描いています
multivariate-drawn-far = 中心から遠い語と、多い区分だけを描いています
multivariate-drawn-merged = 近いものを1行にまとめています（+ は、まとめたほかの数）
multivariate-limited = 数が多いため、{ $counted ->
    [person] 人数
   *[other] { $unit }の数
  }の多い { $n }個だけを計算しました（ほかに { $beyond }個）。
multivariate-note-words = n={ $documents }（人）。{ $least }人以上が使った { $n }語。
multivariate-note-denied = 打ち消された語は、「理解〜ない」のように別の語として数えています。
multivariate-note-units = 数える単位は{ $unit }（全部で{ $units }）。{ $least }以上の{ $unit }にある { $n }語。同じ{ $unit }にある語を、いっしょに現れた語とします。語や数からは、その語のある文章（{ $documents }件）の一覧へ進みます。
multivariate-note-codes = n={ $documents }（人）。{ $least }人以上に付いた { $n }コード。

multivariate-field-of = くらべるもの
multivariate-field-least = 人数の下限
multivariate-field-unit = 数える単位
multivariate-field-denied = 打ち消された語を分ける（理解〜ない）
multivariate-field-measure = 係数
multivariate-field-edges = 線の数
multivariate-field-coefficient = 係数の下限（0.2 など）
multivariate-field-grouping = まとまりの見つけ方
multivariate-field-tree = 最小スパニングツリーだけを描く
multivariate-field-by = 区分
multivariate-field-scaling = 座標
multivariate-field-most = 語の数
multivariate-field-linkage = 束ね方
multivariate-field-groups = まとまりの数
multivariate-field-vectors = 語のベクトルも使う
multivariate-hint-least = 空欄なら自動
multivariate-hint-edges = 空欄なら{ $words }（コードは{ $codes }）
multivariate-hint-coefficient = 空欄なら線の数で選びます
multivariate-hint-most = 空欄なら{ $words }
multivariate-hint-groups = 空欄なら自動
multivariate-of-words = 語
multivariate-of-themes = テーマ（機械の案）
multivariate-of-codes = コード（人が付けたもの）
multivariate-of-rules = コード（コーディングルール）
multivariate-measure-jaccard = Jaccard係数
multivariate-measure-dice = Dice係数
multivariate-measure-simpson = Simpson係数
multivariate-measure-cosine = コサイン係数
multivariate-measure-euclid = ユークリッド距離
multivariate-measure-euclid-near = ユークリッド距離による近さ
multivariate-grouping-modularity = モジュラリティ
multivariate-grouping-random-walk = ランダムウォーク
multivariate-grouping-edge-betweenness = 線の媒介性
multivariate-grouping-none = 分けない
multivariate-linkage-ward = Ward法
multivariate-linkage-average = 群平均法
multivariate-linkage-complete = 最遠隣法
multivariate-scaling-principal = 主座標（対称）
multivariate-scaling-root = 特異値の平方根倍（バイプロット）
multivariate-scaling-standard = 標準座標
multivariate-by-region = 圏域
multivariate-by-kind = 機関の種別
multivariate-by-wave = 調査回

multivariate-thing = 語・コード
multivariate-things = 語・コードの一覧
multivariate-n-things = 個数
multivariate-between = ・
multivariate-yes = ○
multivariate-edge-first = 語・コード1
multivariate-edge-second = 語・コード2
multivariate-jaccard = Jaccard（参考）
multivariate-in-tree = ツリー
multivariate-community = まとまり
multivariate-degree = 次数
multivariate-betweenness = 媒介中心性
multivariate-eigenvector = 固有ベクトル中心性
multivariate-network-note = { $measure }が0より大きい { $pairs }組のうち、{ $threshold }以上を線で結びました。語・コードの数は{ $nodes }、線の数は{ $edges }、密度は{ $density }です。図形の大きさは{ $counted ->
    [person] 人数
   *[other] { $unit }の数
  }です。
multivariate-network-euclid = 近さは「（いちばん遠い組の距離 − その組の距離）÷ いちばん遠い組の距離」で、1に近いほど近い組です。距離は、語の頻度（1,000語あたり。コードは、付いているかどうか）を標準化して求めました。
multivariate-network-few = いっしょに使った人が { $least }人に満たない組は、秘匿のため、組の数にも線にも入っていません。
multivariate-network-limited = 線を{ $most }本ほどにするため、係数の下限を{ $threshold }に上げました。同じ強さの組はどれも描くので、{ $most }本より多いことがあります。
multivariate-network-coefficient = 係数の下限は、0より大きく1以下の数（0.2 など）のときだけ使います。
multivariate-network-tree = 最小スパニングツリーの線だけを描いています。
multivariate-network-groups = 図形の形と濃さは、{ $grouping }によるまとまり、破線はまとまりの間の線です。
multivariate-network-edges = 結びつきの強い組
multivariate-network-nodes = 図の中の語・コードと中心性
multivariate-network-jaccard = コードどうしのJaccard係数
multivariate-rules-few = 付いた人、または付かなかった人が{ $least }人に満たないコードは、秘匿のため入っていません。圏域などの変数を使うルールも入っていません。内部の分析だけで数えます。
multivariate-distance-few = いっしょに使った人が { $least }人に満たない組は、秘匿のため、だれもいっしょに使わなかったものとして計算しました。

multivariate-cluster = クラスター
multivariate-clusters-note = { $measure }による距離、{ $linkage }。{ $groups }個に分けました。名前の後ろのかっこの中は、{ $counted ->
    [person] 人数
   *[other] { $unit }の数
  }です（+ のある行では、名前の語・コードの数）。
multivariate-clusters-clusters = クラスター
multivariate-clusters-members = 図の順に並べた語・コード
multivariate-clusters-merges = 併合の過程
multivariate-step = [{ $n }]でできたもの
multivariate-step-head = 段階
multivariate-first = 一つめ
multivariate-second = 二つめ
multivariate-height = 併合水準

multivariate-dimension = 成分{ $n }
multivariate-map-note = { $measure }による距離、Kruskalの非計量多次元尺度法（2次元、初期配置は古典的多次元尺度法）。ストレス { $stress }。座標は、図の上の距離の二乗平均平方根が、もとの距離と同じになる大きさです。円の大きさは{ $counted ->
    [person] 人数
   *[other] { $unit }の数
  }です。向きと軸に意味はなく、近さだけを読んでください。
multivariate-map-poor = ストレスが{ $limit }を超えています。平面では距離をよく表せていないので、近さだけで判断しないでください。
multivariate-map-places = 座標

multivariate-group = 区分
multivariate-correspondence-note = { $attribute }の { $groups }区分、n={ $texts }（人）。{ $least }人以上が使った語から、区分の間の違い（χ²）の大きい { $words }語。全慣性 { $inertia }。座標は{ $scaling }。円は語、四角は区分です。人数と出現は、この{ $groups }区分の中で数えました。図の説明の数は出現（区分では、図の語の出現の合計）です。語から開く一覧には、ほかの人の文章も入ります。
multivariate-correspondence-note-people = { $attribute }の { $groups }区分、n={ $texts }（人）。{ $least }人以上が使った語から、区分の間の違い（χ²）の大きい { $words }語。ひとりが同じ語を何度書いても1人と数えます（出現の回数を圏域などに分けると、語をくり返した人がどこにいるかが分かるため）。全員が使った語は除きます。全慣性 { $inertia }。座標は{ $scaling }。円は語、四角は区分です。人数と延べ人数は、この{ $groups }区分の中で数えました。図の説明の数は人数（区分では、図の語を使った人の延べ人数）です。語から開く一覧には、ほかの人の文章も入ります。
multivariate-correspondence-note-codes = { $attribute }の { $groups }区分、n={ $texts }（人）。{ $least }人以上に付いたコードから、区分の間の違い（χ²）の大きい { $words }個。コードは文章1件に1回と数えます。全慣性 { $inertia }。座標は{ $scaling }。円はコード、四角は区分です。人数と延べ人数は、この{ $groups }区分の中で数えました。図の説明の数は文章の数（区分では、図のコードの合計）です。コードから開く一覧には、ほかの人の文章も入ります。
multivariate-correspondence-few = ひとつの区分で使った人が { $least }人に満たない語と、引き算でその人数が分かってしまう語は、その区分では0人として計算しました。
multivariate-correspondence-line = 成分が1つしかないため、1本の軸に、座標の小さいものから順に並べました。
multivariate-groups-few = 人が{ $least }人に満たない区分と、どこの人か分からない区分は入っていません：{ $names }。
multivariate-groups-left-out = 人数の少ない区分と、引き算でその人数が分かってしまう区分、あわせて { $n }区分は、秘匿のため入っていません。
multivariate-people-added-up = 延べ人数
multivariate-correspondence-inertia = 成分
multivariate-correspondence-groups = 区分の座標と寄与
multivariate-correspondence-words = 語の座標と寄与
multivariate-correspondence-codes = コードの座標と寄与
multivariate-dimension-head = 成分
multivariate-singular-value = 特異値
multivariate-inertia = 固有値（慣性）
multivariate-share = 寄与率
multivariate-together = 累積
multivariate-contribution = 成分{ $n }への寄与

multivariate-topic = 番号
multivariate-typical = 多い語
multivariate-no-words = （目立つ語なし）
multivariate-medoid = まん中の文章
multivariate-people-within = このまとまりの人数
multivariate-people-in-all = 全体の人数
multivariate-topics-blank = 「特になし」など、何も言っていない文は除きました（そのような文だけの文章は { $n }件で、どのまとまりにも入りません）。
multivariate-topics-blank-withheld = 「特になし」など、何も言っていない文は除きました。
multivariate-topics-note = { $totals ->
    [told] 文章 { $documents }件のうち、{ $least }人以上が使った { $words }語のどれかがある { $texts }件
   *[withheld] 文章 { $documents }件を、{ $least }人以上が使った { $words }語で比べました
  }。{ $space ->
    [words] TF-IDF（文章ごとに長さを1にそろえた値）のユークリッド距離を{ $linkage }で束ねました
   *[latent] TF-IDF を { $dimensions }次元までの潜在意味解析（LSA）にかけ、コサイン距離の{ $linkage }で束ねました
  }。{ $fewest }件以上のまとまり{ $totals ->
    [told] { $topics }個に { $within }件が入っています
   *[withheld] は { $topics }個です
  }。多い語は c-TF-IDF の順です。
multivariate-topics-vectors = 語のベクトル（{ $file }、{ $dimensions }次元、{ $all }語のうち{ $words }語）の重み付き平均も、LSA と同じ重さで使いました。
multivariate-topics-fewer = { $fewest }件以上のまとまりは { $n }個までしか見つかりませんでした。
multivariate-topics-outside = どのまとまりにも入らない
multivariate-topics-total = 表の人数を足すと、文章のある { $documents }人になります。どのまとまりにも入らないのは、比べる語のない文章（「特になし」だけの文章も）と、{ $fewest }件に満たない集まりの文章です。人数の下限を上げると、比べる語が減り、入らない文章が増えます。
multivariate-topics-joined = どのまとまりにも入らない文章が { $least }件に足りなかったため、小さいまとまり { $n }個の文章もそこに数えています。
multivariate-topics-topics = まとまり
multivariate-topics-words = まとまりごとの多い語
multivariate-criterion-topic = { $value ->
    [none] どの文章のまとまりにも入らない
   *[other] 文章のまとまり { $value }
  }
