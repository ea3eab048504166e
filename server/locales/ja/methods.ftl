# methods.md of `kikitori analyze`: how the figures were made, to be cited.
methods-title = 方法（日本語）
methods-cite = 引用文（論文の「方法」に、このまま貼れます）
methods-cite-text = { $documents }件の文章（{ $people }人、{ $sentences }文、総抽出語数{ $tokens }、集計に使った語{ $used }）を、聞き取り（Kikitori）{ $version } で分析した。形態素解析には lindera { $lindera } と IPADIC を用いた（辞書の識別子 { $dictionary }）。語は使った人の数で数え、共起の強さは{ $kind ->
    [person] { $measure }で測った。
   *[other] { $unit }を単位に（N={ $units }）、{ $measure }で測った。
  }
methods-paragraph-khcoder = 語の切り出しと数え方は、KH Coder 3 に合わせた。
methods-paragraph-words = 内容のある品詞の異なり語{ $words }語を数え、分野の語（就労継続支援B型など）は{ $domain ->
    [yes] 1語として数えた
   *[no] まとめなかった
  }{ $listed ->
    [yes] （用いたリスト：{ $lists }）。
   *[no] 。
  }
methods-paragraph-denied = 打ち消された語は、「理解{ $suffix }」のように別の語として数えた。
methods-paragraph-network = 共起ネットワークには、{ $subject }を用い、{ $measure }が{ $threshold }以上の{ $edges }本の線を描いた。
methods-paragraph-collocations = 使う人の多い語と指定した語{ $words }語について、前後{ $span }語までの語を数えた（コロケーション。スコア、対数尤度比 G² など）。
methods-paragraph-clusters = 階層的クラスター分析（{ $measure }、{ $linkage }）では、{ $things }{ $n }個を{ $groups }個に分けた。
methods-paragraph-correspondence = 列 { $columns } との対応分析には、χ² の大きい{ $things }を{ $most }個まで用いた（座標は{ $scaling }）。
methods-paragraph-map = { $things }{ $n }個の多次元尺度法（Kruskal の非計量法、2次元）のストレスは{ $stress }だった。
methods-paragraph-topics = 文章は、{ $least }人以上が使った{ $words }語による TF-IDF { $space ->
    [words] のユークリッド距離の{ $linkage }
    [chords] に潜在意味解析（LSA、{ $dimensions }次元まで）を行い、√(2×余弦距離) の{ $linkage }
   *[latent] に潜在意味解析（LSA、{ $dimensions }次元まで）を行い、余弦距離の{ $linkage }
  }で束ね{ $vectors ->
    [yes] （語のベクトルの重み付き平均も用いた）
   *[no] { "" }
  }、{ $fewest }件以上のまとまり{ $groups }個に分けた（語のある文章{ $texts }件のうち{ $within }件）。まとまりの語は、クラス単位の TF-IDF で選んだ。
methods-paragraph-suggestions = 種類（課題・好事例・要望）とテーマは、文末の言い方と手がかりの語による規則で、文ごとに提案した（人が確かめる前の提案）。
methods-paragraph-rules = コーディングルールの{ $codes }個のコードを、{ $unit }を単位に数えた（N={ $n }）。
methods-paragraph-tables = 列 { $columns } との関連は、χ² 検定（2×2 は Yates の補正。期待度数{ $least }未満のセルがあれば Fisher の正確確率検定で、2×2 より大きい表は{ $draws }回のモンテカルロ法）と φ または Cramér の V で調べ、調整済み残差の p は Holm の方法で補正した。
methods-paragraph-keywords = 特徴語は対数尤度比 G² で選び、p は値ごとに Holm の方法で補正した。
methods-paragraph-waves = 列 { $column } による{ $words }語の変化は、χ² 検定（期待度数が小さければ Fisher の正確確率検定で、2×2 より大きい表は{ $draws }回のモンテカルロ法）で調べ、語の数について Holm の方法で補正した。
methods-paragraph-paired = 最初と最後の回の両方に答えた{ $n }人の変化は、McNemar の検定で調べ、種類ごとに Holm の方法で補正した。
methods-paragraph-scales = 尺度（{ $columns }）は、{ $tests }でくらべた（p は補正していない）。
methods-paragraph-alpha = 尺度（{ $columns }）の内的整合性は、クロンバックの α で調べた。
methods-paragraph-test-mann_whitney = Mann-Whitney の検定
methods-paragraph-test-kruskal_wallis = Kruskal-Wallis の検定
methods-paragraph-test-wilcoxon = Wilcoxon の符号付順位検定
methods-paragraph-separator = ・
methods-paragraph-significance = 有意水準は{ $level }%とした。
methods-input = 入力
methods-file = { $role }：{ $name }（{ $bytes }バイト、SHA-256 { $hash }）
methods-role-texts = 文章
methods-role-rules = コーディングルール
methods-role-variables = 外部変数
methods-role-force-words = 強制抽出する語
methods-role-stop-words = 使用しない語
methods-role-synonyms = 同義語
methods-role-user-dictionary = ユーザー辞書
methods-role-word-vectors = 語のベクトル
methods-options = 指定：{ $options }
methods-missing-values = 列の値のうち、空欄と { $values }（大文字でも）は、値がないものとして読んだ（くらべる列、人、調査回、尺度、外部変数）
methods-n = 文章{ $documents }件（うち記述なし{ $blank }件）、{ $people }人、{ $sentences }文、総抽出語数{ $tokens }、集計に使った語{ $used }
methods-software = ソフトウェアと辞書
methods-version = 聞き取り（Kikitori）{ $version }
methods-tokenizer = lindera { $lindera }、IPADIC（もとのファイルの SHA-256 { $sources }）。辞書・分野の語・自分の語をまとめた識別子は { $dictionary }
methods-domain-words = 分野の語：{ $used }
methods-yes = 使う
methods-no = 使わない
methods-convention = 数え方：{ $convention }
methods-convention-kikitori = 聞き取り（文字の幅をそろえ、同じ名詞はひとつの語とする）
methods-convention-khcoder = KH Coder 3 に合わせる
methods-coding = 種類とテーマの提案：コード体系 { $frame }、識別子 { $coding }（文末の言い方と手がかりの語によるプログラムの中の規則。コーディングルールとも、kikitori classify の学習したモデルとも別。人が確かめる前の提案）
methods-procedure = 手順とパラメーター
methods-people = 人：{ $column }。写し（同じ文章とほぼ同じ文章）は{ $groups }組{ $texts }件。比べる形は文字と数字だけを幅と大文字小文字をそろえたもの、{ $least }文字以上、{ $shingle }文字の並びの Jaccard 係数{ $threshold }以上（MinHash { $bands }帯×{ $rows }値で候補を選び、すべて正確に計算）。書いた人が分からない写しは1人と数える
methods-people-column = 列「{ $column }」の値が同じ文章をひとりのものとする
methods-people-none = 人の列はなく、文章1件を1人とする
methods-people-khcoder = KH Coder に合わせるため、写しは調べていない
methods-words = 抽出語：内容のある品詞の{ $n }語。人の数、文章の数、出現回数の順に並べる
methods-denied = 打ち消された語（打ち消しの助動詞・形容詞「ない」などがかかる語）は「理解{ $suffix }」のように別の語として数える
methods-frequencies = 出現回数の分布（使用する品詞）：異なり{ $words }語、平均{ $mean }回、標準偏差{ $deviation }（n−1）
methods-network-words = { $kind ->
    [person] { "" }
   *[other] 単位は{ $unit }（N={ $units }）、
  }{ $by ->
    [occurrences] { $least }回以上出る{ $frequent }語（約{ $wanted }語になる最小の出現回数）
   *[documents] { $kind ->
        [person] { $least }人以上が使う{ $frequent }語（{ $chosen ->
            [given] 指定した下限
           *[usual] 約{ $wanted }語になる最小の人数
          }）
       *[other] { $least }以上の{ $unit }にある{ $frequent }語（{ $chosen ->
            [given] 指定した下限
           *[usual] 約{ $wanted }語になる最小の数
          }）
      }
  }{ $limited ->
    [no] { "" }
   *[given] のうち、{ $kind ->
        [person] 使う人
       *[other] { $unit }
      }の多い{ $words }語（{ $limited ->
        [given] --words
       *[usual] 上限
      }）
  }
methods-network-codes = 単位は{ $unit }（N={ $units }）、{ $kind ->
    [person] { $least }人以上
   *[other] { $least }以上の{ $unit }
  }についた{ $things }{ $frequent }個{ $limited ->
    [no] { "" }
   *[other] のうち、多い{ $words }個
  }
methods-network = 共起ネットワーク：{ $subject }、{ $measure }、共起する{ $pairs }組のうち上位{ $most }組（係数{ $threshold }以上、同じ値は含む）{ $kept ->
    [tree] のうち、最小全域木の線だけ
   *[all] { "" }
  }。N={ $nodes }、E={ $edges }、D={ $density }。{ $grouped ->
    [yes] 群は{ $grouping }
   *[no] 群は分けていない
  }、配置は Fruchterman-Reingold（始まりと回数は固定）
methods-network-none = 共起ネットワーク：計算していない（{ $subject }に、線で結ぶ組がない）
methods-grouping-modularity = モジュラリティ（貪欲法）
methods-grouping-random-walk = ランダムウォーク（Pons と Latapy）
methods-grouping-edge-betweenness = 線の媒介性（Girvan と Newman）
methods-grouping-none = 分けない
methods-rates-cosine = { $kind ->
    [person] 人
   *[other] { $unit }
  }ごとの1,000語あたりの出現回数から求めた{ $measure }
methods-rates-euclid = { $kind ->
    [person] 人
   *[other] { $unit }
  }ごとの1,000語あたりの出現回数を標準化して求めた{ $measure }
methods-linkage-ward = Ward 法（R の ward.D2）
methods-linkage-average = 群平均法
methods-linkage-complete = 最遠隣法
methods-collocations = コロケーション：使う人の多い語と指定した語{ $words }語、前後{ $span }語、スコアの高い{ $limit }語まで。{ $convention ->
    [khcoder] KH Coder に合わせ、文章の境を越えて数える（語の割合は小数点以下9桁で切る）
   *[kikitori] 同じ文章の中だけを数える
  }
methods-associated = 関連語：同じ{ $words }語{ $kind ->
    [person] を使う人について、
   *[other] のある{ $unit }（全部で{ $units }）について、
  }Jaccard 係数の高い{ $limit }語まで
methods-clusters = { $things }のクラスター分析：{ $what ->
    [words] { $words }語
   *[other] { $words }個
  }、{ $kind ->
    [person] 人
   *[other] { $unit }
  }を単位とする距離（{ $measure }）、{ $linkage }、{ $groups }個
methods-correspondence = 対応分析（{ $column }）：χ² の大きい{ $words }語、{ $values }個の値。特異値{ $singular }、寄与率{ $shares }%、全慣性{ $inertia }。座標は{ $scaling }
methods-correspondence-codes = 対応分析（{ $column }）：χ² の大きい{ $things }{ $words }個、{ $values }個の値。{ $unit }（N={ $units }）を単位に、あるかどうかを数えた。文章によって値の違う{ $kind ->
    [person] 人
   *[other] { $unit }
  }は除く。特異値{ $singular }、寄与率{ $shares }%、全慣性{ $inertia }。座標は{ $scaling }
methods-topics = 同じことを話す文章：{ $least }人以上が使った語を、使う人の多い順に{ $most }語まで（{ $words }語）。「特になし」など何も言っていない文の語は数えない（そのような文だけの文章は{ $blank }件）。{ $space ->
    [words] TF-IDF（(1+ln 回数)×ln(N÷文章数)、文章ごとに長さを1にそろえる）のユークリッド距離の{ $linkage }
    [chords] TF-IDF（(1+ln 回数)×ln(N÷文章数)）、{ $dimensions }次元までの LSA、√(2×余弦距離) の{ $linkage }
   *[latent] TF-IDF（(1+ln 回数)×ln(N÷文章数)）、{ $dimensions }次元までの LSA、余弦距離の{ $linkage }
  }。{ $fewest }件以上のまとまりが{ $wanted }個（なければ、いちばん多く）できるところで木を切り、それより小さいものは、まとまりとしない。語のある文章{ $texts }件のうち{ $within }件が、{ $groups }個に入り、ほかの{ $outside }件（語のない文章も）はどれにも入らない。特徴語はクラス単位の TF-IDF
methods-topics-vectors = { $topics }。文章の位置には、語のベクトル（{ $dimensions }次元、{ $all }語のうち{ $words }語）の重み付き平均（重みは { $weight }÷({ $weight }＋総抽出語数に占める語の割合)）を、LSA と同じ長さで並べた
methods-not-computed = { $what }：計算していない（{ $reason }）
methods-what-clusters = { $things }のクラスター分析
methods-what-correspondence = 対応分析（{ $column }）
methods-what-map = { $things }の多次元尺度法
methods-scales = 尺度（{ $columns }）：ひとりを1回数え、行どうしが食いちがう人は除いた（{ $most }種類より多い数のある列は、尺度としない）。2群は Mann-Whitney の検定、3群以上は Kruskal-Wallis の検定（同順位を補正）、同じ人の最初の回と最後の回は Wilcoxon の符号付順位検定。Mann-Whitney と Wilcoxon の p は、同順位も差が0の組もなく、各群が{ $fewest }人未満なら正確確率、ほかは連続性を補正した正規近似。Kruskal-Wallis の p は χ² 近似。効果量は順位双列相関、Kruskal-Wallis は ε²。p は補正していない。調査回があれば、くらべる列の値はその回の行から取る（クロス集計は、その人のすべての文章から取る）
methods-map = { $things }の多次元尺度法：{ $unit }の多い{ $what ->
    [words] { $words }語
   *[other] { $words }個
  }、{ $kind ->
    [person] 人
   *[other] { $unit }
  }を単位とする距離（{ $measure }）、Kruskal の非計量多次元尺度法（2次元、初期配置は古典的多次元尺度法）、ストレス{ $stress }
methods-map-shapeless = { $things }の多次元尺度法：多くの{ $things }が1か所に重なるため、図にしていない
methods-what-topics = 同じことを話す文章
methods-reason-too-few = { $things }や文章が少ない
methods-reason-too-many = 数が多い
methods-reason-not-a-number = 計算できない値がある
methods-crosstabs-column = { $column }（文章によって値の違う{ $n }人を除く）
methods-crosstabs = クロス集計：{ $columns }。人の数（人の列の値が同じ文章はひとりのもの。名前のない文章は、写しも1件を1人とする。ある文章にコードのある人を、コードのある人とする）。χ²（2×2 のみ Yates の補正）、期待度数が{ $least }未満のセルがあるときは Fisher の正確確率検定（2×2 より大きい表は{ $draws }回のモンテカルロ、種は固定）、調整済み残差（列ごとに、テーマのすべてのセル、コーディングルールのすべてのセルで Holm の補正）、φ または Cramér の V と95%信頼区間
methods-keywords = 特徴語：くらべる列の値ごとに、その値の人と、ほかの値の人で、語を使う人の割合をくらべた（{ $words }語。クロス集計と同じ人。値のない人と、文章によって値の違う人は除く）。対数尤度比 G²、Yates の補正をした χ²、φ、割合の比の2を底とする対数（0は0.5とする）、値ごとに語の数で Holm の補正をした p
methods-attributes = 列どうしのクロス集計：{ $tables }。人の数（ひとりを1回数え、文章によって値の違う人は除く）。検定と効果の大きさはクロス集計と同じ。調整済み残差は、表のすべてのセルで Holm の補正
methods-word-crosstab = 語のクロス集計：指定した語と使う人の多い語、合わせて{ $words }語 × { $columns }。人の数（クロス集計と同じ人。名前のない文章は、写しも1件を1人とするため、抽出語の人の数より多いことがある）。検定と効果の大きさはクロス集計と同じ。調整済み残差は、列ごとに語のすべてのセルで Holm の補正。p は語の数について補正していない
methods-alpha = クロンバックの α：{ $columns }（調査回があれば回ごと）。ひとりを1回数え、すべてに答えた人で計算した。行どうしが食いちがう人は除いた。逆向きの設問の向きは、そろえていない
methods-kwic = 前後の文脈：{ $words }、前後{ $width }語、並べ方は { $order }（l は前、r は後ろの語の多い順、text は文章の順）
methods-waves = 調査回：列 { $column } の値 { $waves }（この順）。指定した語と使う人の多い語、合わせて{ $words }語について、回ごとの人数と割合。回×使用の有無の表で χ²（2×2 のみ Yates の補正、期待度数が小さいときは Fisher の正確確率検定か{ $draws }回のモンテカルロ）、語の数で Holm の補正。回のない文章{ $left }件は除く
methods-paired = 同じ人の前後：最初の回と最後の回の両方に名前のある{ $n }人。語・提案されたテーマ・コードそれぞれの有無について McNemar の検定（変わった人が{ $fewest }人未満なら正確確率）、種類ごとに Holm の補正
methods-compounds = 複合語の候補：続く名詞（接頭辞・接尾辞を含む）{ $parts }語までの最も長い並び（先頭の「各」「本」「うち」など、末尾の「等」「こと」などは除く）で、{ $least }回以上現れたもの{ $n }個
methods-changes = 語のリストの影響：リストを使わずに同じ文章を読み、数の異なる語{ $n }語を書き出した
methods-rules = コーディングルール：{ $codes }個のコード、単位は{ $unit }（N={ $n }）。KH Coder 3 の文法
methods-rules-network = コードの共起ネットワーク：{ $unit }（N={ $n }）についたコードのうち、多い順に{ $codes }個、{ $measure }、いっしょについた{ $pairs }組のうち上位{ $most }組（係数{ $threshold }以上、同じ値は含む）{ $kept ->
    [tree] のうち、最小全域木の線だけ
   *[all] { "" }
  }。N={ $nodes }、E={ $edges }、D={ $density }。{ $grouped ->
    [yes] 群は{ $grouping }
   *[no] 群は分けていない
  }、配置は Fruchterman-Reingold（始まりと回数は固定）
methods-rule-hits-cut = ルールの根拠（rule_hits.csv）：コードの順、文章の順にはじめの{ $limit }行まで（「{ $code }」の途中まで）。それより後は求めていない
methods-repeatable = 同じ入力、同じ版、同じ辞書からは、いつも同じファイルができます。文章の並び順は、どの数も変えません。
methods-references = 文献
methods-reference-higuchi = 樋口耕一（2020）『社会調査のための計量テキスト分析 第2版』ナカニシヤ出版
methods-reference-arora = Arora, S., Liang, Y., & Ma, T. (2017). A simple but tough-to-beat baseline for sentence embeddings. ICLR 2017.
methods-reference-asahara = 浅原正幸・松本裕治（2003）『ipadic version 2.7.0 ユーザーズマニュアル』奈良先端科学技術大学院大学
methods-reference-benzecri = Benzécri, J.-P. (1992). Correspondence Analysis Handbook. Marcel Dekker.
methods-reference-brandes = Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology, 25, 163–177.
methods-reference-broder = Broder, A. Z. (1997). On the resemblance and containment of documents. Proc. Compression and Complexity of Sequences, 21–29.
methods-reference-clauset = Clauset, A., Newman, M. E. J., & Moore, C. (2004). Finding community structure in very large networks. Physical Review E, 70, 066111.
methods-reference-cronbach = Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16, 297–334.
methods-reference-deerwester = Deerwester, S., et al. (1990). Indexing by latent semantic analysis. JASIS, 41, 391–407.
methods-reference-dunning = Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics, 19, 61–74.
methods-reference-fruchterman = Fruchterman, T. M. J., & Reingold, E. M. (1991). Graph drawing by force-directed placement. Software: Practice and Experience, 21, 1129–1164.
methods-reference-girvan = Girvan, M., & Newman, M. E. J. (2002). Community structure in social and biological networks. PNAS, 99, 7821–7826.
methods-reference-grootendorst = Grootendorst, M. (2022). BERTopic: Neural topic modeling with a class-based TF-IDF procedure. arXiv:2203.05794.
methods-reference-haberman = Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, 29, 205–220.
methods-reference-holm = Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, 6, 65–70.
methods-reference-kruskal = Kruskal, J. B. (1964). Multidimensional scaling by optimizing goodness of fit to a nonmetric hypothesis. Psychometrika, 29, 1–27.
methods-reference-kruskal-wallis = Kruskal, W. H., & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. Journal of the American Statistical Association, 47, 583–621.
methods-reference-mann = Mann, H. B., & Whitney, D. R. (1947). On a test of whether one of two random variables is stochastically larger than the other. Annals of Mathematical Statistics, 18, 50–60.
methods-reference-mcnemar = McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. Psychometrika, 12, 153–157.
methods-reference-murtagh = Murtagh, F., & Legendre, P. (2014). Ward’s hierarchical agglomerative clustering method. Journal of Classification, 31, 274–295.
methods-reference-pons = Pons, P., & Latapy, M. (2006). Computing communities in large networks using random walks. Journal of Graph Algorithms and Applications, 10, 191–218.
methods-reference-smithson = Smithson, M. (2003). Confidence Intervals. Sage.
methods-reference-wilcoxon = Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin, 1, 80–83.
