# `kikitori analyze` and `kikitori tokenize`: messages and the report.
analyze-dictionary-sources-missing = The sources of the dictionary are not in { $path }. On Debian, “apt install mecab-ipadic” installs them. If they are elsewhere, name the place with --sources.
analyze-dictionary-not-writable = The folder for the dictionary, { $path }, cannot be written.
analyze-line-not-utf8 = Line { $line } is not UTF-8.
analyze-file-unreadable = The file { $path } cannot be opened.
analyze-wrong-ending = { $path } is of a kind that cannot be read. Give a CSV file (.csv), an Excel file (.xlsx) or a plain text (.txt).
analyze-column-missing = There is no column “{ $column }”. The columns are: { $columns }
analyze-column-several = Several columns are like “{ $column }”. Write the name of one of them exactly: { $columns }
analyze-column-separator = {", "}
analyze-no-texts = The column “{ $column }” holds no text at all.
analyze-wave-unfit = The column “{ $column }” has { $n } different values. Trends by wave are made of 2 to { $limit }.
analyze-kwic-order = There is no order “{ $order }”. Please give up to three of text, l1 to l5, r1 to r5, separated by commas.
analyze-option-number = Please give a whole number from 1 to { $most }.
analyze-option-least = Please give a whole number from 1.
analyze-option-strength = Please give a number above 0 and at most 1, for example 0.2.
analyze-least-none = No word is as frequent as --least { $least } asks for, so that networks, clusters and the like of words were not computed.
analyze-word-nowhere = “{ $word }” occurs in no text.
analyze-compare-words = words
analyze-compare-rules = codes
analyze-compare-themes = suggested themes
analyze-compare-no-rules = For --compare rules please name a file of coding rules with --rules.
analyze-compare-few = { $n } of the { $things } are in a text, so that the pictures and tables that compare { $things } with one another (network, clusters, correspondence analysis, --map) are empty.
analyze-code-unknown = There is no code “{ $code }” in the file of rules.
analyze-code-other-unit = Words associated with “{ $code }” are told where --count-in is person, or the same unit as --unit.
analyze-kwic-cut = “{ $word }” occurs { $n } times. kwic.csv has the first { $limit } in the order asked for.
analyze-evidence-cut = rule_hits.csv has the first { $limit } rows in the order of the codes (some of “{ $code }”, none of those after it).
analyze-scale-not-numbers = { $n } values of the column “{ $column }” are no numbers and were left out (first “{ $value }”).
analyze-scale-steps = The column “{ $column }” has more than { $limit } different values and was not compared as a scale.
analyze-too-many-values = The column “{ $column }” has more than { $limit } values; no table compares them.
analyze-out-not-folder = { $path } is not a folder.
analyze-out-foreign = { $path } holds other files and is not written. Give an empty folder or a new name.
analyze-out-not-writable = { $path } cannot be written.
analyze-vectors-line = Line { $line } of { $path } is no vector of a word: a word and as many numbers as in the other lines, between blanks (the text format of word2vec, UTF-8).
analyze-vectors-too-many = { $path } has too many words.
analyze-vectors-empty = { $path } has no vector of a word.
analyze-cache-finished = Texts and settings are those of an earlier run, whose report was kept and written.
analyze-cache-not-kept = The report is written, but not all that makes the next run faster could be kept. See whether the disk has room and the folder of --cache can be written. ({ $reason })
analyze-cache-not-writable = The folder { $path } for words that were read cannot be written.
analyze-cache-read = Of { $n } texts { $known } had been read before; { $new } were read now.
analyze-progress-words = Reading the texts
analyze-progress-figures = Counting
analyze-progress-writing = Writing
analyze-interrupted = Interrupted. What is in the folder for the report is whole: what was there before, or all of the new one.
analyze-done = { $n } texts were analysed; the report is in { $out }.
analyze-problems = { $n } problems were found in the input:

analyze-encoding-unknown = There is no encoding “{ $name }”. Give utf-8, cp932, euc-jp, iso-2022-jp, utf-16le or utf-16be.
analyze-encoding-unclear = The encoding of { $path } cannot be told. Name it with --encoding (cp932, euc-jp …).
analyze-no-fonts = The font of PNG pictures (BIZ UDGothic) is not in { $path }. On Debian, “apt install fonts-morisawa-bizud-gothic” installs it. If it is elsewhere, name the place with --fonts.
analyze-no-plain-text = { $path } holds no text at all.
analyze-text-missing = Name the column with the texts with --text. The columns are: { $columns }
analyze-unit-unknown = There is no unit “{ $unit }”. Give sentence, paragraph, document, person or h1 to h5.
analyze-variables-unfit = The rows of { $path } ({ $n }) are as many as neither the texts ({ $texts }) nor the headings. With the numbers of the texts in a column id they are matched in any order.
analyze-variables-missing = { $path } has no row for { $n } texts. They were taken as empty.
analyze-ids-repeated = The column with the numbers has { $n } numbers more than once (first “{ $id }”, rows { $rows }). They do not lead to one text.
analyze-ids-blank = { $n } ids have blanks in them (the first: “{ $id }”). The columns ids of the tables separate ids by blanks, so that nobody can tell where one ends.
analyze-no-headings = { $path } has no headings { $unit } ({ $option } { $unit }). Give sentence, paragraph, document or person.
analyze-rules-none = { $path } has no coding rule.
analyze-variables-repeated = { $path } has { $n } numbers in more than one row (first “{ $id }”, rows { $rows }). The last row was used.
analyze-variables-unknown = { $n } rows of { $path } have the number of no text and were not used (first row { $row }, “{ $id }”).
analyze-variables-replaced = Column { $place } of { $path }, “{ $column }”, is in the file with the texts, too. The value of the variables was used.
analyze-rules-refused = { $path } cannot be read as coding rules ({ $n } mistakes):
analyze-rules-refused-most = { $path } cannot be read as coding rules ({ $n } mistakes or more):
analyze-rules-warnings = Something about the coding rules is worth a look:
analyze-rules-warnings-cut = { $path }: there is much that is worth a look; only the first { $n } places were looked at.
analyze-rules-not-text = This is not text. Name the encoding with --encoding.
analyze-rules-too-large = The file is too large (the limit is { $detail } bytes).
analyze-rules-too-many-codes = There are too many codes (the limit is { $detail }).
analyze-rules-too-many-atoms = The conditions have too many words and signs (the limit is { $detail }).
analyze-rules-too-deep = There are too many brackets inside one another (the limit is { $detail }).
analyze-rules-duplicate-code = The code is there twice (first in the line in brackets): { $detail }
analyze-rules-nameless-code = The code has no name.
analyze-rules-empty-rule = The code has no condition.
analyze-rules-unclosed-quote = The quotation mark is never closed.
analyze-rules-needs-blank = A blank has to follow.
analyze-rules-malformed-near = This near or seq cannot be read (write near(a-b)[5]): { $detail }
analyze-rules-malformed-phrase = A word is missing beside “+”: { $detail }
analyze-rules-malformed-reference = This variable or code cannot be read (write <>variable-->value, <＊code>): { $detail }
analyze-rules-too-long = This is too long (the limits are 20 words and 200 characters): { $detail }
analyze-rules-number-too-large = The number is too large: { $detail }
analyze-rules-missing-operator = There is no operator between this and what stands before it.
analyze-rules-missing-operand = A word or condition is missing here.
analyze-rules-unclosed-bracket = The bracket is never closed.
analyze-rules-unopened-bracket = This bracket closes nothing.
analyze-rules-no-code = There is no coding rule. Write a line that begins with “＊” and the name of a code, and its condition below.
analyze-rules-unknown-code = There is no code “{ $detail }”.
analyze-rules-later-code = The code “{ $detail }” stands further down. Put it before this one.
analyze-rules-circular-code = Codes refer to one another in a circle: { $detail }
analyze-rules-stray-text = What stands before the first code is not used.
analyze-rules-attached-bracket = The bracket is taken for a part of the word. Put a blank between them: { $detail }
analyze-rules-attached-sign = “{ $detail }” occurs in no text. The sign that is attached is taken for a part of the word. If it is an operator, put blanks around it.
analyze-rules-unknown-word = “{ $detail }” occurs in no text.
analyze-rules-unknown-more = { $path }: words of { $n } more places occur in no text either.
analyze-rules-word-not-counted = “{ $detail }” occurs, but is a stop word or of a class that is not counted.
analyze-rules-unknown-class = There is no word class “{ $detail }”.
analyze-rules-unknown-variable = There is no variable “{ $detail }”.
analyze-rules-unknown-value = No text has this value: { $detail }
analyze-rules-too-fine = “{ $detail }” is known of smaller units only.
analyze-rules-no-hits = The code “{ $detail }” was given to nothing.

analyze-input-empty = The file is empty.
analyze-input-too-large = The file is too large (the limit is { $detail } bytes).
analyze-input-not-text = Row { $row } has characters that are neither UTF-8 nor Shift_JIS (CP932) nor EUC-JP.
analyze-input-nul = Row { $row } has a character NUL (a zero byte) as its character { $detail }: the file is not plain text, or damaged. Please remove it.
analyze-input-not-encoding = Row { $row } has characters that cannot be read in the encoding that was named ({ $encoding }).
analyze-input-not-spreadsheet = This is not a readable Excel file (.xlsx): it is damaged or has a password.
analyze-input-sheet-missing = There is no sheet “{ $detail }”.
analyze-input-too-many-columns = There are too many columns (the limit is { $detail }).
analyze-input-too-many-rows = There are too many rows (the limit is { $detail }).
analyze-input-too-many-cells = There are too many cells (the limit is { $detail }).
analyze-input-unclosed-quote = The quotation mark (") that begins in row { $row } is never closed.
analyze-input-unnamed-column = Column { $column } has no name.
analyze-input-repeated-column = The column name “{ $detail }” is there twice (column { $column }).
analyze-input-ragged-row = Row { $row } has not as many columns as the header.
analyze-input-cell-too-long = The text in row { $row }, column { $column } is too long; its end was left out.
analyze-input-error-value = Row { $row }, column { $column } is a formula error ({ $detail }) and was read as empty.
analyze-input-value-not-saved = The formula in row { $row }, column { $column } has no value saved in the file and was read as empty. Opening the file in Excel and saving it again puts the value in.
analyze-input-cell-moved = Row { $row } is not as in the sheet that was sent out: rows or columns were moved, so that answers cannot be told apart. Please copy them into the original sheet and choose it again.

analyze-title = Report of a text analysis
analyze-source = Column “{ $column }” of the file “{ $source }”
analyze-source-plain = The texts of the file “{ $source }”
analyze-contents = Contents
analyze-method = Method
analyze-method-words-note = Words are counted by the people who use them (without a column of people each text is a person, and copies are one). Kinds and themes count people and texts (% of the texts), cross tables and keywords people. Numbers of people, texts, sentences and occurrences in tables (also those of 〜ない and of neighbours) lead to lists of the texts behind them, headed by the numbers of people and texts whichever led there. The same file and the same version always give the same result.
analyze-method-documents = Texts
analyze-method-people = People
analyze-method-count-in = Unit of network, associated words, clusters and map
analyze-method-counted = { $unit } ({ $units } in all)
analyze-method-blank = of them without content (empty, “nothing in particular” …)
analyze-method-sentences = Sentences
analyze-method-tokens = Tokens
analyze-method-used-tokens = Tokens that are counted
analyze-method-words = Words of the field
analyze-with-domain-words = used (names of services are one word, variants are counted together)
analyze-without-domain-words = not used
analyze-method-dictionary = Dictionary
analyze-method-coding = Coding frame and cues
analyze-method-version = Version of Kikitori
analyze-stances = Challenges, good practices, requests
analyze-stance = Kind
analyze-stance-challenge = Challenge
analyze-stance-good_practice = Good practice
analyze-stance-request = Request
analyze-stance-other = Other
analyze-suggestion-note = From here on, kinds and themes are suggestions that a program made from the ends of sentences and from cues. A person has to check them before they are used as results.
analyze-documents = Texts
analyze-people = People
analyze-sentences = Sentences
analyze-multiple-note = A text can be of several kinds, so the sum is not the number of texts. Texts without content are left out.
analyze-examples = Examples: { $label }
analyze-themes = Themes
analyze-theme = Theme
analyze-themes-note = Each sentence has one first theme; texts with such a sentence are counted. Requests have the theme of the challenge they want solved.
analyze-themes-challenge = Themes of challenges and requests
analyze-themes-good_practice = Themes of good practices
analyze-example = Example
analyze-crosstabs = Cross tables
analyze-crosstab-title = { $themes } × { $column }
analyze-crosstab-note = People, and their share (%) of the people with the value, those who say nothing included (how many: column blank of crosstab.csv). Texts with the same value in the column of people (--person) are of one person; a text without a name is one person’s, copies too. ▲ more and ▽ fewer than expected (adjusted residual, p<.05 after Holm’s correction for all cells of the themes, or of the codes, of a column). Tests: χ² (degrees of freedom), p, φ or Cramér’s V; * p<.05, ** p<.01. † an expected count is under { $least } and p is that of Fisher’s exact test (simulated for tables larger than 2×2).
analyze-crosstab-test = Test
analyze-crosstab-left-out = Left out: { $n } people without a value.
analyze-crosstab-contradicting = Left out: { $n } people whose texts have several values.
analyze-crosstab-cut = Shown are the { $values } values with most people; all are in { $file }.
analyze-crosstab-codes-cut = Shown are the { $n } codes of most people, of { $all } that anybody has; all are in crosstab.csv.
analyze-heatmap-note = n={ $n } people. Each cell has the people, their share of all people of the { $of ->
    [row] row
   *[column] column
  } and the adjusted residual. Grey with ▲: more than expected; lined with ▽: fewer (after Holm’s correction; one sign at the 5% level, two at 1%).
analyze-attributes = Columns against one another
analyze-attributes-note = Every two of the columns that are compared, by people. Everybody counts once; whose texts have several values is left out. Sentences go by the 5% level. All numbers are in attributes.csv.
analyze-attributes-left-out = { $n } people without one of the values, or with several, are left out.
analyze-compared-words = Words by columns
analyze-compared-words-note = The words that were named (--word) and the { $most } of most people, by the values of the columns that are compared, by people. A text without a name is one person’s, copies too, so that numbers may be larger than in the list of words. Signs are those of the cross tables. Below each table stand the words that differ (at the 5% level; p is not corrected for the number of words). All numbers are in word_crosstab.csv.
analyze-keywords = Keywords
analyze-keywords-note = For each value of the columns that are compared (the first { $values }), up to { $words } words that its people use more often than the others, by the log-likelihood ratio G². Numbers are people, counted as in the cross tables. The ratio is the binary logarithm of the ratio of shares (1 is twice). p is corrected by Holm’s method for each value. All values and words are in keywords.csv.
analyze-keywords-none = { $title }: no word is used more often than by the people with other values.
analyze-keywords-sizes = this value { $inside }, others { $outside }
analyze-inside = this value %
analyze-outside = others %
analyze-log-ratio = ratio (log₂)
analyze-waves = From wave to wave
analyze-waves-note = The values of the column “{ $column }” are taken as waves (people: { $sizes }). For { $words } words, those that were named and those that most people use: how many people used them in each wave, and their share (%). A person counts once in each wave. { $left } texts without a wave are left out. Change: share in the last wave less share in the first (points); φ／V: φ of 2×2 without its sign (the direction is that of the change), else Cramér’s V; p: χ² (Fisher’s test where an expected count is under { $least }), corrected by Holm’s method for all words.
analyze-waves-drawn = For each wave of the column “{ $column }” the share of people who used a word, as lines
analyze-waves-cut = Up to { $words } words and the last { $waves } waves are shown. trends.csv has all.
analyze-change = change
analyze-paired = The same people before and after
analyze-paired-note = { $n } people whose name stands in “{ $first }” and in “{ $last }” are compared with themselves (McNemar’s test, Holm’s correction for each kind). Up to { $most } by the smallest p are shown; before_after.csv has all.
analyze-paired-nobody = Nothing changed.
analyze-paired-thing = Word, theme or code
analyze-paired-kind = Kind
analyze-paired-word = word
analyze-paired-theme = theme (suggested by machine)
analyze-paired-rule = coding rule
analyze-paired-both = both
analyze-paired-lost = before only
analyze-paired-gained = after only
analyze-paired-neither = neither
analyze-scales = Scales
analyze-scales-note = Everybody counts once (without a column of people, every row is another person’s). Whose rows contradict each other is left out. Two values: the test of Mann and Whitney; more: that of Kruskal and Wallis; the same people in the first and the last wave: Wilcoxon’s signed rank test (W: sum of the ranks of those who rose). Effects are rank-biserial correlations (ε² of Kruskal and Wallis). p is not corrected. The numbers are in scales.csv, too.
analyze-likert-title = Answers to “{ $column }”
analyze-likert-note = Bars are shares of the people of a value (n: those who answered): low steps at the left, high ones at the right; the step in the middle of an odd number is half on each side. There are up to { $most } bars.
analyze-scale = Scale
analyze-scale-by = Compared by
analyze-scale-groups = Values
analyze-scale-group = { $value }: n={ $n }, median { $median }, mean { $mean }
analyze-scale-effect = Effect
analyze-scale-left-out = Left out
analyze-scale-test-mann_whitney = Mann-Whitney U={ $statistic } ({ $method })
analyze-scale-test-kruskal_wallis = Kruskal-Wallis H={ $statistic } (df { $df }, { $method })
analyze-scale-test-wilcoxon = Wilcoxon W={ $statistic } ({ $method })
analyze-scale-method-exact = exact
analyze-scale-method-approximate = approximate
analyze-scale-method-simulated = simulated
analyze-compounds = Candidates of compound words
analyze-compounds-note = { $n } runs of nouns occur at least { $least } times. Up to { $most } are shown, those of most texts first (all are in compounds.csv). Written into the file of --force-words they are counted as one word.
analyze-compounds-none = No run of nouns occurs at least { $least } times.
analyze-compound = Candidate
analyze-compound-parts = Words now
analyze-changes-before = without the lists
analyze-changes = Words that the lists changed
analyze-changes-note = { $n } words are counted otherwise than without forced words, stop words, synonyms and dictionary (without → with). Up to { $most } are shown, the largest changes first. word_changes.csv has all.
analyze-changes-none = No word is counted otherwise than without forced words, stop words, synonyms and dictionary.
analyze-words = Words
analyze-words-note = Up to { $words } words of each class, most people first. All words are in terms.csv. “Denied” counts occurrences with 〜ない.
analyze-words-empty = No words were counted.
analyze-bars-words = Words of most people (up to { $most })
analyze-bars-note = The number beside a bar is that of the people who use the word (n={ $people } people, { $documents } texts).
analyze-bars-themes = The number beside a bar is that of the people who speak of the theme (suggested by a machine; n={ $people } people, { $documents } texts).
analyze-bars-codes = Codes (up to { $most }, the most frequent first)
analyze-bars-codes-note = Beside a bar stand number and share of the units with the code ({ $unit }, N={ $n }).
analyze-cloud = Word cloud (up to { $most } words of most people)
analyze-cloud-note = The more people use a word, the larger it is (n={ $people } people, { $documents } texts).
analyze-word = Word
analyze-n-words = { $n } words
analyze-occurrences = Occurrences
analyze-negated = Denied
analyze-network-title = Co-occurrence network
analyze-network-note = { $kind ->
    [person] Words that the same people use are joined. { $people } people,
   *[other] Words of the same { $unit } are joined (unit: { $unit }, { $units } in all).
  } { $frequent } words { $by ->
    [occurrences] that occur at least { $least } times
   *[documents] { $kind ->
        [person] of at least { $least } people
       *[other] in at least { $least } of these units
      }
  }{ $limited ->
    [no] { "" }
   *[given] , of these the { $words } of most { $kind ->
        [person] people
       *[other] units
      } ({ $limited ->
        [given] --words
       *[usual] the most that are compared
      })
  }, the strongest of { $pairs } pairs ({ $measure }). N={ $nodes }, E={ $edges }, D={ $density }, coefficient from { $threshold }. { $kept ->
    [tree] Only the lines of the minimum spanning tree are drawn.{ " " }
   *[all] { "" }
  }{ $grouped ->
    [yes] Shape and grey show groups ({ $grouping }), dashed lines join groups.
   *[no] { "" }
  }
analyze-network-note-codes = { $things } of the same { $unit } are joined (unit: { $unit }, { $units } in all). { $frequent } of at least { $least } { $kind ->
    [person] people
   *[other] of these units
  }{ $limited ->
    [no] { "" }
   *[other] , of these the { $words } of most units
  }, the strongest of { $pairs } pairs ({ $measure }). N={ $nodes }, E={ $edges }, D={ $density }, coefficient from { $threshold }. { $kept ->
    [tree] Only the lines of the minimum spanning tree are drawn.{ " " }
   *[all] { "" }
  }{ $grouped ->
    [yes] Shape and grey show groups ({ $grouping }), dashed lines join groups.
   *[no] { "" }
  }
analyze-network-pairs = The strongest pairs of { $things }
analyze-network-empty = No { $things } are joined, so there is no picture.
analyze-pair = Pair of { $things }
analyze-rules = Coding rules
analyze-rules-note = { $codes } codes of { $file }, counted by { $unit } (N={ $n }). Numbers lead to the texts that those units are in.
analyze-rules-network = Co-occurrence network of codes
analyze-rules-network-note = Codes of the same { $unit } are joined ({ $units } in all): the strongest of { $pairs } pairs ({ $measure }). N={ $nodes }, E={ $edges }, D={ $density }, coefficient from { $threshold }. { $kept ->
    [tree] Only the lines of the minimum spanning tree are drawn.{ " " }
   *[all] { "" }
  }{ $grouped ->
    [yes] Shape and grey show groups ({ $grouping }), dashed lines join groups.
   *[no] { "" }
  } Jaccard’s coefficients of all pairs are in rules_jaccard.csv (of more than 200 codes, of the 200 with most units).
analyze-rules-evidence-cut = {" "}What fired (rule_hits.csv) is told up to { $limit } rows (some of “{ $code }”).
analyze-rules-code = Code
analyze-unit-sentence = sentence
analyze-unit-paragraph = paragraph
analyze-unit-document = text
analyze-unit-person = person
analyze-unit-heading = heading { $level }
analyze-too-few = There are too few { $things } or texts for this to be computed.
analyze-too-many = There are too many for this to be computed. Groups of up to { $most } texts are made with --topics.
analyze-not-a-number = A value cannot be computed, so there is no result.
analyze-copies = Copies of texts
analyze-copies-note = { $groups ->
    [one] There is one group
   *[other] There are { $groups } groups
} of { $texts } texts that are the same apart from widths, signs and blanks, or nearly the same (Jaccard’s coefficient of their runs of { $shingle } characters at least { $threshold }, texts of { $least } characters and more). The { $documents } texts count as { $people } people. All groups are in duplicates.csv.
analyze-copies-none = No texts are the same apart from widths, signs and blanks, or nearly the same (Jaccard’s coefficient of their runs of { $shingle } characters at least { $threshold }, texts of { $least } characters and more). The { $documents } texts count as { $people } people.
analyze-copies-cut = Shown are the { $groups } largest groups.
analyze-likeness = Lowest coefficient
analyze-beginning = Beginning
analyze-correspondence = Correspondence analysis
analyze-correspondence-title = { $things } × { $column }
analyze-correspondence-note = { $texts } texts with { $values } values. Up to { $words } words with the largest χ². Total inertia { $inertia }; the percentage of a dimension is the share that it explains. Coordinates: { $scaling }. Squares are values, circles words (their size: occurrences).
analyze-correspondence-note-codes = { $texts } texts with { $values } values. Up to { $words } { $things } with the largest χ², counted by { $unit }: there or not. Those whose texts have several values are left out. Total inertia { $inertia }; the percentage of a dimension is the share that it explains. Coordinates: { $scaling }. Squares are values, circles { $things } (their size: { $kind ->
    [person] people
   *[other] units
  }).
analyze-coordinates = Coordinates
analyze-point = Values (■) and { $things }
analyze-drawn-room = Only the first rows and columns are drawn, as many as can be read in print; the CSV has all
analyze-strips-drawn = Only some of the occurrences are drawn (of the texts with most of them, the longest of these first; of more than { $most } lines one of every few)
analyze-drawn-merged = So that it can be read in print, near ones share a line (+ how many others); the CSV has all merges
analyze-note-more = … (The note goes on under this picture in report.html.)
analyze-drawn-unnamed = Only names with room of their own are written
analyze-clusters = Clusters of { $things }
analyze-clusters-note = Distances { $kind ->
    [person] among people
   *[other] by { $unit }
  } ({ $measure }; N={ $units }), { $linkage }. { $what ->
    [words] { $words } words
   *[other] { $words } in all
  } in { $groups } clusters. Behind a name, in brackets, stands the number of { $kind ->
    [person] people
   *[other] units
  } (with a +: of those { $things } by which the line is named). The merges are in clusters.csv.
analyze-map = Map of { $things } (multidimensional scaling)
analyze-map-note = Distances { $kind ->
    [person] among people
   *[other] by { $unit }
  } ({ $measure }; { $units } in all), Kruskal’s non-metric scaling (two dimensions, begun with classical scaling). { $what ->
    [words] { $words } words
   *[other] { $words } in all,
  } of most { $kind ->
    [person] people. Stress { $stress }. Circles grow with people.
   *[other] units ({ $unit }). Stress { $stress }. Circles grow with the number of units.
  } Directions and axes mean nothing; read nearness alone.
analyze-map-poor = The stress is above { $limit }: a plane does not show these distances well.
analyze-map-shapeless = Many { $things } stand on one point, so there is no picture.
analyze-topics = Texts that speak of the same
analyze-topics-note = Texts with like words are put into { $groups } groups of at least { $fewest } texts (up to { $wanted } groups; { $space ->
    [words] TF-IDF, Euclidean distances
    [chords] TF-IDF, LSA
   *[latent] TF-IDF, LSA, cosine distances
  }, { $linkage }). Of { $texts } texts with words that at least { $least } people used, { $within } are in them; the other { $outside } (those without such words, too) are in none. Sentences that say nothing, such as “none”, were left out ({ $blank } texts hold nothing else). A group is named by its typical words; the text is the one in its middle.
analyze-document-tree = Clusters of texts
analyze-document-tree-note = The tree of { $texts } texts that these groups are cut from, at the dotted line ({ $space ->
    [words] TF-IDF, Euclidean distances
    [chords] TF-IDF, LSA
   *[latent] TF-IDF, LSA, cosine distances
  }, { $linkage }; drawn of up to { $most } texts). Ids lead to the texts. The merges are in document_clusters.csv.
analyze-document-tree-large = There are { $texts } texts. A picture in which each can be read has up to { $most }, so that the tree of texts is not drawn. The merges are in document_clusters.csv.
analyze-topics-vectors = Vectors of words ({ $dimensions } dimensions, { $words } of { $all } words) count as much as the words.
analyze-topics-outside = In no group
analyze-topic-words = Typical words
analyze-topic-text = Text in the middle
analyze-neighbours = Neighbours and associated words
analyze-neighbours-note = For the words that were named and the { $words } words of most people: the words within { $span } tokens, and those that { $kind ->
    [person] their users use more than others.
   *[other] stand with them in the same { $unit } more often than elsewhere.
  } All of them are in collocations.csv and associated.csv.
analyze-collocations = Neighbours
analyze-total = Total
analyze-left = Left
analyze-right = Right
analyze-score = Score
analyze-associated = Associated words
analyze-kwic = Words in context (KWIC)
analyze-kwic-count = { $shown } of { $n }
analyze-listings = Lists of texts
analyze-listings-note = The numbers are those of the texts. Lists of up to { $most } texts lead to each of them.
analyze-n-people = { $n } people
analyze-n-people-left-out = { $n } people (without { $left } whose texts have several values)
analyze-n-people-texts = People: { $people }, texts: { $texts }
analyze-texts = Texts
analyze-texts-cut = There is much text, so only the beginnings are printed. documents.csv has all of it.

analyze-class-place = Place names
analyze-class-person = Names of people
analyze-class-organization = Names of organisations
analyze-class-proper-noun = Proper nouns
analyze-class-verbal-noun = Verbal nouns
analyze-class-adjectival-noun = Adjectival nouns
analyze-class-nai-adjective = Nouns with nai
analyze-class-noun-b = Nouns B
analyze-class-noun-c = Nouns C
analyze-class-negation = Negation
analyze-class-pronoun = Pronouns
analyze-class-noun = Nouns
analyze-class-adverbial-noun = Adverbial nouns
analyze-class-unknown = Unknown words
analyze-class-interjection = Interjections
analyze-class-tag = Tags
analyze-class-verb-b = Verbs B
analyze-class-verb = Verbs
analyze-class-adjective-dependent = Dependent adjectives
analyze-class-adjective-b = Adjectives B
analyze-class-adjective = Adjectives
analyze-class-adverb-b = Adverbs B
analyze-class-adverb = Adverbs
analyze-class-other = Other
