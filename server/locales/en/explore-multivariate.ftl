# Pages that look at many words at once: network, correspondence, clusters, map, topics.
explore-room-correspondence = Correspondence analysis
explore-room-clusters = Clusters
explore-room-map = Multidimensional scaling
explore-room-topics = Groups of texts

multivariate-network-lead = Words that the same people use are joined by lines. Words and lines lead to the texts.
multivariate-correspondence-lead = Which words go with which areas, kinds or waves. What stands close together occurs together.
multivariate-clusters-lead = Words that the same people use are put together, the closest first.
multivariate-map-lead = Words on a plane, near one another where the same people use them.
multivariate-topics-lead = Texts that use the same words. Each group is named by the words that are typical of it; no sentence is made up. How texts fall into groups changes with the number, the least number of people, and even a few more texts: use it to find what to read, and read the texts before you conclude anything.
multivariate-network-title = Co-occurrence network
multivariate-correspondence-title = Correspondence of words and groups
multivariate-clusters-title = Hierarchical clusters
multivariate-map-title = Multidimensional scaling (MDS)
multivariate-topics-title = Groups of texts

multivariate-nothing = There is nothing to draw
multivariate-too-few = Too few words or groups meet the conditions. Lower the least number of people, or come back when there are more texts. Words and groups of few people may be left out to protect them.
multivariate-too-many = This is too much to be computed (groups of texts: { $most } texts at most). Please narrow the conditions.
multivariate-shapeless = No map can be drawn of this. More than half of the pairs are as far apart as can be, or more than a third of the words or codes stand on one point, so their places would mean nothing (the stress would be near 0, but the map would not be good). Raise the least number of people, or come back when there are more texts. Outside internal work pairs of few people count as used by nobody, to protect them.
multivariate-mostly-withheld = No correspondence analysis can be made. To protect few people more than a third of the numbers of the table would count as 0, and the result would show what was withheld, not how words are used. Choose fewer groups, or come back when there are more texts.
multivariate-falls-apart = No correspondence analysis can be made. The groups fall into parts that share no word (a singular value is 1), and the picture would show nothing else. Raise the number of words, or change the least number of people.
multivariate-no-vectors = The file with vectors of words cannot be read. Please ask your administrator to check that the file of the setting word_vectors has the text format of word2vec (UTF-8).
multivariate-drawn = Only the largest are drawn
multivariate-drawn-far = Only the words farthest from the middle and the largest groups are drawn
multivariate-drawn-merged = Near ones share a line (+ how many others)
multivariate-limited = There are too many: only the { $n } of most { $counted ->
    [person] people
   *[other] units ({ $unit })
  } were computed ({ $beyond } more were left out).
multivariate-note-words = n = { $documents } people. Words that at least { $least } people used: { $n }.
multivariate-note-denied = Denied words are counted as words of their own, such as 理解〜ない.
multivariate-note-units = Counted in: { $unit } ({ $units } in all). Words in at least { $least } of them: { $n }. Words of the same unit occur together. Words and numbers lead to the texts with the word (of { $documents } texts).
multivariate-note-codes = n = { $documents } people. Codes of at least { $least } people: { $n }.

multivariate-field-of = What is compared
multivariate-field-least = Least number of people
multivariate-field-unit = Counted in
multivariate-field-denied = Denied words apart (理解〜ない)
multivariate-field-measure = Coefficient
multivariate-field-edges = Number of edges
multivariate-field-coefficient = Least coefficient (such as 0.2)
multivariate-field-grouping = Communities
multivariate-field-tree = Draw the minimum spanning tree only
multivariate-field-by = Groups
multivariate-field-scaling = Coordinates
multivariate-field-most = Number of words
multivariate-field-linkage = Linkage
multivariate-field-groups = Number of groups
multivariate-field-vectors = Use vectors of words, too
multivariate-hint-least = Empty: chosen automatically
multivariate-hint-edges = Empty: { $words } (codes: { $codes })
multivariate-hint-coefficient = Empty: chosen by the number of edges
multivariate-hint-most = Empty: { $words }
multivariate-hint-groups = Empty: chosen automatically
multivariate-of-words = Words
multivariate-of-themes = Themes (suggested)
multivariate-of-codes = Codes (by people)
multivariate-of-rules = Codes (of coding rules)
multivariate-measure-jaccard = Jaccard coefficient
multivariate-measure-dice = Dice coefficient
multivariate-measure-simpson = Simpson coefficient
multivariate-measure-cosine = Cosine
multivariate-measure-euclid = Euclidean distance
multivariate-measure-euclid-near = Nearness by Euclidean distance
multivariate-grouping-modularity = modularity
multivariate-grouping-random-walk = random walks
multivariate-grouping-edge-betweenness = edge betweenness
multivariate-grouping-none = none
multivariate-linkage-ward = Ward’s method
multivariate-linkage-average = average linkage
multivariate-linkage-complete = complete linkage
multivariate-scaling-principal = principal (symmetric)
multivariate-scaling-root = times the root of the singular value (biplot)
multivariate-scaling-standard = standard
multivariate-by-region = Areas
multivariate-by-kind = Kinds of agencies
multivariate-by-wave = Waves

multivariate-thing = Word or code
multivariate-things = Words or codes
multivariate-n-things = Number
multivariate-between = { ", " }
multivariate-yes = yes
multivariate-edge-first = Word or code 1
multivariate-edge-second = Word or code 2
multivariate-jaccard = Jaccard (for reference)
multivariate-in-tree = In the tree
multivariate-community = Community
multivariate-degree = Degree
multivariate-betweenness = Betweenness
multivariate-eigenvector = Eigenvector centrality
multivariate-network-note = Of { $pairs } pairs above 0 ({ $measure }) those of { $threshold } and above are joined. Words or codes: { $nodes }. Lines: { $edges }. Density: { $density }. The larger a shape, the more { $counted ->
    [person] people.
   *[other] units ({ $unit }).
  }
multivariate-network-euclid = Nearness is (the distance of the farthest pair − the distance of the pair) ÷ the distance of the farthest pair: the nearer to 1, the nearer the pair. Distances are between standardized frequencies (per 1,000 words; of codes, whether a text has them).
multivariate-network-few = Pairs that fewer than { $least } people used together are neither counted nor joined, to protect them.
multivariate-network-limited = So that there are about { $most } lines, the least coefficient was raised to { $threshold }. All pairs of the same strength are drawn, so that there may be more than { $most }.
multivariate-network-coefficient = A least coefficient is used only where it is a number above 0 and up to 1 (such as 0.2).
multivariate-network-tree = Only the lines of the minimum spanning tree are drawn.
multivariate-network-groups = Shape and shade show communities ({ $grouping }), dashed lines lead from one to another.
multivariate-network-edges = Strongest pairs
multivariate-network-nodes = Words or codes in the picture, with centralities
multivariate-network-jaccard = Jaccard’s coefficient of each two codes
multivariate-rules-few = Codes that fewer than { $least } people have, or that fewer do not have, are left out to protect them. Rules that ask for variables such as the area are left out, too: they are counted in internal work only.
multivariate-distance-few = Pairs that fewer than { $least } people used together count as used together by nobody, to protect them.

multivariate-cluster = Cluster
multivariate-clusters-note = Distances by { $measure }, { $linkage }, cut into { $groups }. Behind a name, in brackets, stands the number of { $counted ->
    [person] people
   *[other] units ({ $unit })
  } (with a +: of what the line is named by).
multivariate-clusters-clusters = Clusters
multivariate-clusters-members = Words or codes in the order of the picture
multivariate-clusters-merges = Merges
multivariate-step = what [{ $n }] made
multivariate-step-head = Step
multivariate-first = First
multivariate-second = Second
multivariate-height = Height

multivariate-dimension = Dimension { $n }
multivariate-map-note = Distances by { $measure }, Kruskal’s non-metric scaling in two dimensions from the classical solution. Stress { $stress }. Coordinates are of such a size that distances in the picture have the root mean square of the given ones. The larger a circle, the more { $counted ->
    [person] people.
   *[other] units ({ $unit }).
  } Directions and axes have no meaning, only nearness does.
multivariate-map-poor = The stress is above { $limit }: a plane shows these distances badly, so do not rely on nearness alone.
multivariate-map-places = Coordinates

multivariate-group = Group
multivariate-correspondence-note = { $attribute }: { $groups } groups, n = { $texts } people. Of the words that at least { $least } people used, the { $words } that differ most between groups (χ²). Total inertia { $inertia }. Coordinates: { $scaling }. Circles are words, squares are groups. People and occurrences are counted in these groups. Numbers in the description of the picture are occurrences (of a group: of all words in the picture). Lists that words lead to have texts of other people, too.
multivariate-correspondence-note-people = { $attribute }: { $groups } groups, n = { $texts } people. Of the words that at least { $least } people used, the { $words } that differ most between groups (χ²). However often somebody writes a word, one person is counted: how often it occurs in each group would tell where somebody is who repeats it. Words that everybody used are left out. Total inertia { $inertia }. Coordinates: { $scaling }. Circles are words, squares are groups. People, each and added up, are counted in these groups. Numbers in the description of the picture are people (of a group: added up over all words in the picture). Lists that words lead to have texts of other people, too.
multivariate-correspondence-note-codes = { $attribute }: { $groups } groups, n = { $texts } people. Of the codes of at least { $least } people, the { $words } that differ most between groups (χ²); a text counts once for a code. Total inertia { $inertia }. Coordinates: { $scaling }. Circles are codes, squares are groups. People, each and added up, are counted in these groups. Numbers in the description of the picture are texts (of a group: of all codes in the picture). Lists that codes lead to have texts of other people, too.
multivariate-correspondence-few = A word that fewer than { $least } people of a group used, or that would tell such a number by subtraction, counts as not used there.
multivariate-correspondence-line = There is one dimension only: all stand along one axis, the lowest coordinate first.
multivariate-groups-few = Left out, as groups of fewer than { $least } people, or of people of whom it is not known where they are from: { $names }.
multivariate-groups-left-out = Groups of few people, and those that would tell how few by subtraction, are left out to protect them: { $n }.
multivariate-people-added-up = People, added up
multivariate-correspondence-inertia = Dimensions
multivariate-correspondence-groups = Coordinates and contributions of groups
multivariate-correspondence-words = Coordinates and contributions of words
multivariate-correspondence-codes = Coordinates and contributions of codes
multivariate-dimension-head = Dimension
multivariate-singular-value = Singular value
multivariate-inertia = Eigenvalue (inertia)
multivariate-share = Share
multivariate-together = Cumulative
multivariate-contribution = Contribution to dimension { $n }

multivariate-topic = Number
multivariate-typical = Typical words
multivariate-no-words = (no typical words)
multivariate-medoid = Text in the middle
multivariate-people-within = People of the group
multivariate-people-in-all = People in all
multivariate-topics-blank = Sentences that say nothing, such as “none”, were left out ({ $n } texts hold nothing else and are in no group).
multivariate-topics-blank-withheld = Sentences that say nothing, such as “none”, were left out.
multivariate-topics-note = { $totals ->
    [told] Of { $documents } texts, { $texts } have one of the { $words } words that at least { $least } people used
   *[withheld] { $documents } texts, compared by the { $words } words that at least { $least } people used
  }. { $space ->
    [words] TF-IDF (each text of length 1), { $linkage } on Euclidean distances
   *[latent] TF-IDF, latent semantic analysis (at most { $dimensions } dimensions), { $linkage } of cosine distances
  }. Groups of at least { $fewest } texts: { $topics }{ $totals ->
    [told] , with { $within } texts
   *[withheld] { "" }
  }. Typical words by c-TF-IDF.
multivariate-topics-vectors = Weighted means of vectors of words ({ $file }, { $dimensions } dimensions, { $words } of { $all } words) count as much as LSA.
multivariate-topics-fewer = { $n ->
    [one] Only one group
   *[other] Only { $n } groups
} of at least { $fewest } texts { $n ->
    [one] was
   *[other] were
} found.
multivariate-topics-outside = In no group
multivariate-topics-total = The numbers of people add up to the { $documents } people with texts. In no group are texts without a word that is compared (those that say nothing, too) and texts that fall together with too few others (fewer than { $fewest } texts). A higher least number of people leaves fewer words to compare by, and more texts in no group.
multivariate-topics-joined = Fewer than { $least } texts were in no group, so the texts of { $n ->
    [one] the smallest group
   *[other] the { $n } smallest groups
  } are counted there, too.
multivariate-topics-topics = Groups of texts
multivariate-topics-words = Typical words of each group
multivariate-criterion-topic = { $value ->
    [none] in no group of texts
   *[other] group of texts { $value }
  }
