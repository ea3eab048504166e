# Looking up words.
lookup-ways = Ways to look words up
lookup-csv = Save this table as CSV
lookup-contains = Part of a word
lookup-class-content = All words with content
lookup-class-all = All word classes
lookup-denied = Denied words
lookup-denied-apart = Apart (理解〜ない)
lookup-denied-together = Counted together
lookup-share = Share
lookup-sort = Order
lookup-sort-second = Where equal
lookup-sort-third = Where still equal
lookup-sort-people = Most people first
lookup-sort-occurrences = Most occurrences first
lookup-sort-change = Largest change first
lookup-too-few = No word fits
lookup-too-few-text = Try wider conditions. Outside internal work words that only a few people use are not shown.
lookup-few-left-out = Words of fewer than { $least } people are left out, to protect them.

lookup-words-caption = Words
lookup-words-note = n = { $n } people. Word class: { $class }. Words: { $words }. People are those who use the word (document frequency). “Negated” counts occurrences in a negated form.
lookup-words-cloud = Word cloud
lookup-words-cloud-note = The more people use a word, the larger it is (n = { $n } people). Word class: { $class }.

lookup-frequencies = Number of words, and how often they occur
lookup-frequencies-said = Words of this list: { $tokens } in all, { $words } different ones. A word occurs { $mean } times on average (standard deviation { $deviation }) and is used by { $people } people on average (standard deviation { $spread }; both are divided by n − 1).
lookup-frequencies-occurrences = Words by how often they occur
lookup-frequencies-people = Words by how many people use them (document frequency)
lookup-frequencies-words = Words
lookup-frequencies-up-to = Cumulative share
lookup-frequencies-from = { $n } or more
lookup-frequencies-below = fewer than { $n }

lookup-kwic-lead = The contexts in which a word or phrase is used, one below the other.
lookup-width = Words on each side
lookup-lines = Lines on a page
lookup-order-text = As in the texts
lookup-order-frequent = { $order } (most frequent first)
lookup-order-l1 = Word before
lookup-order-l2 = 2nd word before
lookup-order-l3 = 3rd word before
lookup-order-l4 = 4th word before
lookup-order-l5 = 5th word before
lookup-order-r1 = Word after
lookup-order-r2 = 2nd word after
lookup-order-r3 = 3rd word after
lookup-order-r4 = 4th word after
lookup-order-r5 = 5th word after
lookup-kwic-note = n = { $n } people. Looked up: { $forms }. { $width } words on each side. Order: { $order }.
lookup-strips = Places of the word
lookup-strips-lead = A strip goes from the beginning of a text (left) to its end (right); the lines are where the word stands.
lookup-strips-title = Where “{ $word }” stands
lookup-strips-by = Picture of places
lookup-strips-by-text = By text
lookup-strips-by-region = By area
lookup-strips-by-kind = By kind
lookup-strips-by-wave = By wave
lookup-strips-note-text = { $texts } texts, { $n } occurrences. A strip is as long as its text; the number at the right is that of occurrences.
lookup-strips-note-group = { $texts } texts, { $n } occurrences. Each text goes from 0% to 100%, one over the other; the number at the right is that of lines.
lookup-strips-note-all = { $texts } texts, { $n } occurrences. Each text goes from 0% to 100%, all on one strip.
lookup-strips-all = All texts
lookup-strips-drawn = The picture shows only some of the occurrences, one of every few
lookup-strips-drawn-text = The picture shows only some of the occurrences (of the texts with most of them, the longest of these first)
lookup-strips-text = Text
lookup-strips-group = Group
lookup-strips-places = Places (from the beginning)

lookup-collocates-title = Collocates
lookup-collocates-lead = Which words stand near a word (collocation statistics).
lookup-one-word = Collocates are looked up for a single word
lookup-one-word-text = What stands around a phrase is shown by “Words in context”.
lookup-span = Words that count as near
lookup-near-people = People who use both
lookup-left = Before
lookup-right = After
lookup-score-score = Score
lookup-score-total = Together
lookup-score-mi = MI
lookup-score-mi3 = MI3
lookup-score-t = T
lookup-score-z = Z
lookup-score-dice = Dice
lookup-score-jaccard = Jaccard
lookup-score-log_likelihood = LL
lookup-score-simpson = Simpson
lookup-score-ochiai = Ochiai
lookup-score-difference = Difference
lookup-score-ratio = Ratio
lookup-score-chi_square = χ²
lookup-collocates-caption = Collocates of “{ $word }”
lookup-collocates-note = n = { $n } people. “{ $word }” is used by { $people } people, { $occurrences } times in all. At most { $span } words away within a text, of { $tokens } words. Word class: { $class }. { $limit } of { $words } words are shown. The score counts nearer places more; LL is the log-likelihood.
lookup-criterion-near = At most { $value } words away

lookup-associated-title = Associated words
lookup-associated-lead = Words that are more frequent in texts with a word or code than in all texts.
lookup-code = Code (suggested, or of coding rules)
lookup-code-none = None
lookup-among = Whose texts
lookup-among-all = Everybody’s
lookup-both = People who meet it
lookup-both-units = { $unit } that meet it
lookup-both-share = Share of them
lookup-all = All people
lookup-all-units = All: { $unit }
lookup-all-share = Share of all
lookup-associated-caption = Words associated with { $what }
lookup-associated-note = n = { $n } people, { $within } of whom meet the condition. Of the { $words } words with a higher share there than in all, { $limit } are shown. Word class: { $class }. Nothing is tested.
lookup-associated-note-units = Counted in: { $unit }. n = { $n }, { $within } of which meet the condition. Of the { $words } words with a higher share there than in all, { $limit } are shown. Word class: { $class }. Nothing is tested. Numbers lead to the texts with the words.
lookup-rule-joined = A code of coding rules cannot be asked for together with a word or a group
lookup-rule-joined-text = Outside internal work codes are looked at alone, so that no small number of people follows. Please empty the word and choose everybody’s texts.
lookup-rule-few = Words that fewer than { $least } of those with the code, or of those without it, use or do not use are left out, to protect them.
lookup-group-region = Area “{ $label }”
lookup-group-kind = Kind “{ $label }”
lookup-group-wave = Wave “{ $label }”
lookup-group-answer = Answer “{ $label }”
lookup-criterion-wave = Wave “{ $value }”
lookup-criterion-others = Other people

lookup-left-out = Left out because their { $by ->
    [region] area
    [kind] kind of agency
    [answer] answer to this question
   *[wave] wave
  } is not known: { $n }.
lookup-some-left-out = Some are left out because their { $by ->
    [region] area
    [kind] kind of agency
    [answer] answer to this question
   *[wave] wave
  } is not known.
lookup-keywords-title = Keywords
lookup-keywords-lead = Words that some people use more than the others do, and how large the difference is.
lookup-group = Typical of whom
lookup-one-group = There is nobody to compare with
lookup-one-group-text = Comparisons need two areas, kinds or waves.
lookup-keywords-compared = The { $inside } people of “{ $label }” are compared with the { $outside } others.
lookup-keywords-first = Most typical is “{ $word }”: used by { $inside } of “{ $label }” and by { $outside } of the others ({ $times } times as often).
lookup-keywords-clear = Of the { $words } words that were compared, { $n } are used more here by a difference that is hardly due to chance.
lookup-keywords-caption = Keywords of “{ $label }”
lookup-keywords-note = n = { $n } people ({ $inside } and { $outside } others). The { $words } words that at least { $least } people use, compared by the share of people who use them. Word class: { $class }. LL is the log-likelihood (G²), p that of G² with Holm’s correction. For times as often, 0 people are taken as ½. The difference is called by φ (.1 small, .3 medium, .5 large: Cohen 1988). At most { $limit } words that are used more here.
lookup-inside = { $label } (people)
lookup-inside-share = { $label } (share)
lookup-outside = Others (people)
lookup-outside-share = Others (share)
lookup-times = Times as often
lookup-phi = φ
lookup-v = φ or V
lookup-effect = Difference
lookup-chi-square-yates = χ² (Yates)
lookup-p-holm = p (Holm)
lookup-effect-unknown = –
lookup-effect-none = hardly any
lookup-effect-small = small
lookup-effect-medium = medium
lookup-effect-large = large

lookup-trends-title = Trends
lookup-trends-lead = How the share of people who use a word changes from wave to wave.
lookup-one-wave = There is only one wave yet
lookup-one-wave-text = Trends appear once two waves have texts.
lookup-trends-clear = From “{ $first }” to “{ $last }”, { $n } of the { $words } words that were tested differ by more than is likely to be chance.
lookup-trends-up = Different, and more often in the last wave than in the first: { $words }
lookup-trends-down = Different, and less often in the last wave than in the first: { $words }
lookup-quoted = “{ $word }”
lookup-trends-caption = Words wave by wave
lookup-trends-drawn = The first words of the table are drawn
lookup-trends-note = n = { $n } people. Words that at least { $least } people use, at most the { $limit } of most people ({ $words } words). Word class: { $class }. Change is the last share less the first. p is that of χ² for waves by people with and without the word (Yates for two waves, Fisher where an expected count is under 5), with Holm’s correction. Who answers in several waves counts in each.
lookup-trends-note-protected = Words that at least { $least } people use, at most the { $limit } of most people ({ $words } words). Word class: { $class }. Numbers that would give away small ones are withheld, and such words are not tested. p is that of χ² for waves by people with and without the word (Fisher where an expected count is under 5), with Holm’s correction.
lookup-wave-people = { $label } (n = { $n })
lookup-wave-share = { $label } (share)
lookup-change = Change (points)
lookup-verdict = What can be said
lookup-trend-untested = not tested
lookup-trend-open = cannot be said to have changed
lookup-trend-up = differs; the last wave has more than the first
lookup-trend-down = differs; the last wave has less than the first
lookup-trend-differs = differs from wave to wave
