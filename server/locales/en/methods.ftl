# methods.md of `kikitori analyze`: how the figures were made, to be cited.
methods-title = Methods (English)
methods-cite = To cite (a paragraph for the methods of a paper)
methods-cite-text = { $documents } texts ({ $people } people, { $sentences } sentences, { $tokens } tokens, of which { $used } were counted) were analysed with Kikitori { $version }. Morphological analysis was done by lindera { $lindera } with IPADIC (dictionary identifier { $dictionary }). Words were counted by the people who use them; the measure of co-occurrence was: { $measure }{ $kind ->
    [person] .
   *[other] , by { $unit } ({ $units } in all).
  }
methods-paragraph-khcoder = Words were cut and counted as KH Coder 3 does.
methods-paragraph-words = { $words } different words of classes with content of their own were counted; words of the field (就労継続支援B型 …) { $domain ->
    [yes] were kept whole
   *[no] were not kept whole
  }{ $listed ->
    [yes] { " " }(lists used: { $lists }).
   *[no] .
  }
methods-paragraph-denied = Denied words were counted as words of their own, such as 理解{ $suffix }.
methods-paragraph-network = The co-occurrence network is made of { $subject }, with the { $edges } lines whose coefficient ({ $measure }) is at least { $threshold }.
methods-paragraph-collocations = Up to { $span } words before and after each of { $words } words (those of most people, and those that were named) were counted as collocations (score, log-likelihood ratio G² and others).
methods-paragraph-clusters = In hierarchical clustering ({ $measure }; { $linkage }) { $n } { $things } were put into { $groups } clusters.
methods-paragraph-correspondence = Correspondence analyses ({ $columns }) were made of up to { $most } { $things } with the largest χ² (coordinates: { $scaling }).
methods-paragraph-map = Kruskal’s non-metric multidimensional scaling of { $n } { $things } in two dimensions has a stress of { $stress }.
methods-paragraph-topics = Texts were put into groups by the { $words } words that at least { $least } people used: { $space ->
    [words] TF-IDF, { $linkage } on Euclidean distances
    [chords] TF-IDF, latent semantic analysis (LSA, up to { $dimensions } dimensions), { $linkage } on √(2 × cosine distance)
   *[latent] TF-IDF, latent semantic analysis (LSA, up to { $dimensions } dimensions), { $linkage } on cosine distances
  }{ $vectors ->
    [yes] , with weighted means of vectors of words, too
   *[no] { "" }
  }. Groups of at least { $fewest } texts: { $groups }, with { $within } of the { $texts } texts that have such words. Words of groups were chosen by class-based TF-IDF.
methods-paragraph-suggestions = Kinds (challenges, good practices, requests) and themes were suggested for each sentence by rules of sentence endings and cues; nobody has checked them.
methods-paragraph-rules = { $codes } codes of coding rules were counted by { $unit } (N={ $n }).
methods-paragraph-tables = Associations with { $columns } were tested by χ² (with Yates’ correction for 2×2 tables; by Fisher’s exact test where an expected count is under { $least }, simulated with { $draws } draws for tables larger than 2×2) and measured by φ or Cramér’s V; p of adjusted residuals was corrected by Holm’s method.
methods-paragraph-keywords = Keywords were chosen by the log-likelihood ratio G²; p was corrected by Holm’s method for each value.
methods-paragraph-waves = Changes of { $words } words by { $column } were tested by χ² (Fisher’s exact test where expected counts are small, simulated with { $draws } draws for tables larger than 2×2), corrected by Holm’s method for all words.
methods-paragraph-paired = Changes of the { $n } people who answered in the first and in the last wave were tested by McNemar’s test, corrected by Holm’s method for each kind.
methods-paragraph-scales = Scales ({ $columns }) were compared by { $tests } (p not corrected).
methods-paragraph-alpha = Internal consistency of the scales ({ $columns }) was measured by Cronbach’s α.
methods-paragraph-test-mann_whitney = the Mann–Whitney test
methods-paragraph-test-kruskal_wallis = the Kruskal–Wallis test
methods-paragraph-test-wilcoxon = Wilcoxon’s signed rank test
methods-paragraph-separator = ,{" "}
methods-paragraph-significance = The level of significance is { $level }%.
methods-input = Input
methods-file = { $role }: { $name } ({ $bytes } bytes, SHA-256 { $hash })
methods-role-texts = Texts
methods-role-rules = Coding rules
methods-role-variables = Variables
methods-role-force-words = Forced words
methods-role-stop-words = Stop words
methods-role-synonyms = Synonyms
methods-role-user-dictionary = User dictionary
methods-role-word-vectors = Vectors of words
methods-options = Options: { $options }
methods-missing-values = Values of columns that are empty or { $values } (in either case) were read as missing (columns that are compared, people, waves, scales, external variables)
methods-n = { $documents } texts (of which { $blank } say nothing), { $people } people, { $sentences } sentences, { $tokens } tokens, of which { $used } were counted
methods-software = Software and dictionary
methods-version = Kikitori { $version }
methods-tokenizer = lindera { $lindera }, IPADIC (SHA-256 of its sources { $sources }). Dictionary, words of the field and words of one’s own together have the identifier { $dictionary }
methods-domain-words = Words of the field: { $used }
methods-yes = used
methods-no = not used
methods-convention = Convention: { $convention }
methods-convention-kikitori = Kikitori’s (widths are one, the same noun is one word)
methods-convention-khcoder = that of KH Coder 3
methods-coding = Suggested kinds and themes: coding frame { $frame }, identifier { $coding } (the program's own rules of sentence endings and cues, not the coding rules and not the trained model of kikitori classify; suggestions that nobody has checked)
methods-procedure = Procedure and parameters
methods-people = People: { $column }. { $groups } groups of { $texts } copies (texts that are the same or nearly the same). Compared are letters and digits in one width and case, texts of { $least } characters and more, by Jaccard’s coefficient of their runs of { $shingle } characters, at least { $threshold } (candidates by MinHash in { $bands } bands of { $rows } values, each verified exactly). Copies whose writers are not known count as one person
methods-people-column = texts with the same value in the column “{ $column }” are of one person
methods-people-none = there is no column of people; each text is a person’s
methods-people-khcoder = as in KH Coder copies were not looked for
methods-words = Words: { $n } words of classes with content of their own, in the order of people, texts and occurrences
methods-denied = Denied words (those that a negation such as ない applies to) are counted as words of their own, such as 理解{ $suffix }
methods-frequencies = Frequencies (all classes that are counted): { $words } different words, { $mean } occurrences on average, standard deviation { $deviation } (n − 1)
methods-network-words = { $kind ->
    [person] { "" }
   *[other] by { $unit } ({ $units } in all),{ " " }
  }{ $by ->
    [occurrences] { $frequent } words that occur at least { $least } times
   *[documents] { $kind ->
        [person] { $frequent } words of at least { $least } people
       *[other] { $frequent } words in at least { $least } of these units
      }
  } ({ $chosen ->
    [given] the least number that was given
   *[usual] the least number that gives about { $wanted } words
  }){ $limited ->
    [no] { "" }
   *[given] , of these the { $words } of most { $kind ->
        [person] people
       *[other] units
      } ({ $limited ->
        [given] --words
       *[usual] the most that are compared
      })
  }
methods-network-codes = by { $unit } ({ $units } in all), { $frequent } { $things } of at least { $least } { $kind ->
    [person] people
   *[other] of these units
  }{ $limited ->
    [no] { "" }
   *[other] , of these the { $words } of most units
  }
methods-network = Co-occurrence network: { $subject }, { $measure }, the { $most } strongest of { $pairs } pairs that occur (coefficient from { $threshold }, ties included){ $kept ->
    [tree] , of these the minimum spanning tree alone
   *[all] { "" }
  }. N={ $nodes }, E={ $edges }, D={ $density }. { $grouped ->
    [yes] Groups by { $grouping }
   *[no] No groups
  }, places by Fruchterman and Reingold (start and number of steps are fixed)
methods-network-none = Co-occurrence network: not computed ({ $subject }: no pair to be joined)
methods-grouping-modularity = modularity (greedy)
methods-grouping-random-walk = random walks (Pons and Latapy)
methods-grouping-edge-betweenness = edge betweenness (Girvan and Newman)
methods-grouping-none = none
methods-rates-cosine = { $measure } of occurrences per 1,000 tokens of each { $kind ->
    [person] person
   *[other] { $unit }
  }
methods-rates-euclid = { $measure } of standardized occurrences per 1,000 tokens of each { $kind ->
    [person] person
   *[other] { $unit }
  }
methods-linkage-ward = Ward’s method (R’s ward.D2)
methods-linkage-average = average linkage
methods-linkage-complete = complete linkage
methods-collocations = Collocations: the { $words } words of most people or that were named, { $span } tokens on each side, up to { $limit } words by score; { $convention ->
    [khcoder] across the ends of texts, as KH Coder counts them (shares of words are cut after nine decimals)
   *[kikitori] within one text only
  }
methods-associated = Associated words: for the { $kind ->
    [person] people who use each of the same { $words } words,
   *[other] units ({ $unit }, { $units } in all) with each of the same { $words } words,
  } up to { $limit } words by Jaccard’s coefficient
methods-clusters = Clusters of { $things }: { $what ->
    [words] { $words } words
   *[other] { $words } in all
  }, distances { $kind ->
    [person] among people
   *[other] by { $unit }
  } ({ $measure }), { $linkage }, { $groups } clusters
methods-correspondence = Correspondence analysis ({ $column }): the { $words } words with the largest χ², { $values } values. Singular values { $singular }, explained { $shares } %, total inertia { $inertia }. Coordinates: { $scaling }
methods-correspondence-codes = Correspondence analysis ({ $column }): the { $words } { $things } with the largest χ², { $values } values. Counted by { $unit } ({ $units } in all), there or not; { $kind ->
    [person] people
   *[other] units
  } whose texts have several values are left out. Singular values { $singular }, explained { $shares } %, total inertia { $inertia }. Coordinates: { $scaling }
methods-topics = Texts that speak of the same: words that at least { $least } people used, up to { $most } of most people ({ $words } words). Words of sentences that say nothing (“none”) are not counted ({ $blank } texts hold nothing else). { $space ->
    [words] TF-IDF ((1 + ln count) × ln(N ÷ texts), each text of length 1), Euclidean distances, { $linkage }
    [chords] TF-IDF ((1 + ln count) × ln(N ÷ texts)), LSA of at most { $dimensions } dimensions, distances √(2 × cosine distance), { $linkage }
   *[latent] TF-IDF ((1 + ln count) × ln(N ÷ texts)), LSA of at most { $dimensions } dimensions, cosine distances, { $linkage }
  }. The tree is cut where { $wanted } groups (or else as many as there can be) have at least { $fewest } texts; smaller ones are no groups. Of { $texts } texts with such words, { $within } are in { $groups } groups; the other { $outside } (those without such words, too) are in none. Typical words by class-based TF-IDF
methods-topics-vectors = { $topics }. Beside LSA stand, as long, the weighted means of the vectors of the words of each text ({ $dimensions } dimensions, { $words } of { $all } words; weight { $weight } ÷ ({ $weight } + share of the word among all tokens))
methods-not-computed = { $what }: not computed ({ $reason })
methods-what-clusters = Clusters of { $things }
methods-what-correspondence = Correspondence analysis ({ $column })
methods-what-map = The map of { $things }
methods-scales = Scales ({ $columns }): everybody counts once, whose rows contradict each other is left out (a column with more than { $most } different numbers is no scale). Two groups by the test of Mann and Whitney, more by that of Kruskal and Wallis (corrected for ties), the same people in the first and the last wave by Wilcoxon’s signed rank test; p of Mann and Whitney and of Wilcoxon is exact without ties and pairs that do not differ and with fewer than { $fewest } in each group, else the normal approximation with correction for continuity; of Kruskal and Wallis it is the χ² approximation. Effects: rank-biserial correlation, ε² of Kruskal and Wallis. p is not corrected. Where there are waves the values of columns that are compared are those of the rows of the wave (in cross tables those of all texts of a person)
methods-map = Map of { $things }: { $what ->
    [words] { $words } words
   *[other] { $words } in all,
  } { $kind ->
    [person] of most people, distances among people
   *[other] of most units, distances by { $unit }
  } ({ $measure }), Kruskal’s non-metric multidimensional scaling (two dimensions, begun with classical scaling), stress { $stress }
methods-map-shapeless = Map of { $things }: none, since many { $things } stand on one point
methods-what-topics = Texts that speak of the same
methods-reason-too-few = too few { $things } or texts
methods-reason-too-many = too many
methods-reason-not-a-number = a value cannot be computed
methods-crosstabs-column = { $column } (without { $n } whose texts have several values)
methods-crosstabs = Cross tables: { $columns }. People are counted (texts with the same value in the column of people are of one person; a text without a name is one person’s, copies too; whoever has a code in one text has it). χ² (Yates’ correction for 2×2 only); where an expected count is under { $least } Fisher’s exact test (for tables larger than 2×2 by { $draws } simulated tables with a fixed seed); adjusted residuals (Holm’s correction for all cells of the themes of a column, and for all of its coding rules); φ or Cramér’s V with 95 % intervals
methods-keywords = Keywords: for each value of the columns that are compared, the share of people who use a word among those of the value and among those of other values ({ $words } words; the people of the cross tables; those without a value and those whose texts have several are left out). Log-likelihood ratio G², χ² with Yates’ correction, φ, binary logarithm of the ratio of shares (0 is taken as 0.5), p after Holm’s correction for the words of each value
methods-attributes = Columns against one another: { $tables }. People (everybody counts once, whose texts have several values is left out). Tests and effects as for cross tables; adjusted residuals with Holm’s correction for all cells of a table
methods-word-crosstab = Words by columns: { $words } words, those that were named and those of most people, × { $columns }. People (those of the cross tables: a text without a name is one person’s, copies too, so that they may be more than in the list of words). Tests and effects as for cross tables; adjusted residuals with Holm’s correction for all cells of the words of a column; p is not corrected for the number of words
methods-alpha = Cronbach’s α: { $columns } (in each wave, where there are waves). Everybody counts once; computed of those who answered all; whose rows contradict each other is left out. Items asked the other way round were not turned
methods-kwic = Contexts of { $words }: { $width } tokens on each side, sorted by { $order } (l words before, r words after, most frequent first; text: order of the texts)
methods-waves = Waves: values { $waves } of the column { $column }, in this order. For { $words } words, those that were named and those that most people use, people and shares by wave; tables of wave × use tested by χ² (Yates’ correction for 2×2 only; Fisher’s exact test, or { $draws } Monte Carlo draws, where expected counts are small), Holm’s correction for all words. { $left } texts without a wave are left out
methods-paired = The same people before and after: { $n } people whose name stands in the first and in the last wave. McNemar’s test (exact where fewer than { $fewest } people changed) of each word, suggested theme and code, Holm’s correction for each kind
methods-compounds = Candidates of compound words: { $n } longest runs of up to { $parts } nouns (with prefixes and suffixes, without 各, 本, うち … before and 等, こと … behind them) that occur at least { $least } times
methods-changes = Effect of the lists of words: the same texts were read without them, and the { $n } words that are counted otherwise written out
methods-rules = Coding rules: { $codes } codes by { $unit } (N={ $n }), in the language of KH Coder 3
methods-rules-network = Co-occurrence network of codes: the { $codes } codes of most units (unit: { $unit }, { $n } in all), { $measure }, the { $most } strongest of { $pairs } pairs that occur (coefficient from { $threshold }, ties included){ $kept ->
    [tree] , of these the minimum spanning tree alone
   *[all] { "" }
  }. N={ $nodes }, E={ $edges }, D={ $density }. { $grouped ->
    [yes] Groups by { $grouping }
   *[no] No groups
  }, places by Fruchterman and Reingold (start and number of steps are fixed)
methods-rule-hits-cut = What fired (rule_hits.csv): the first { $limit } rows in the order of codes and texts (some of “{ $code }”). What comes after was not looked for
methods-repeatable = The same input, version and dictionary always give the same files. The order of the texts changes no figure.
methods-references = References
methods-reference-higuchi = Higuchi, K. (2020). 社会調査のための計量テキスト分析 [Quantitative text analysis for social research] (2nd ed.). Nakanishiya Shuppan.
methods-reference-arora = Arora, S., Liang, Y., & Ma, T. (2017). A simple but tough-to-beat baseline for sentence embeddings. ICLR 2017.
methods-reference-asahara = Asahara, M., & Matsumoto, Y. (2003). ipadic version 2.7.0 ユーザーズマニュアル [User’s manual]. Nara Institute of Science and Technology.
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
