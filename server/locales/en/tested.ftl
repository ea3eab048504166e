# Tests: what was tested and what came of it.
test-results = Test results
test-lead = The result is said in words. The smaller p, the less likely the difference is chance (5% is the mark here). That no clear difference is seen does not show that there is none. Where a table withholds small counts, its test is withheld, too.
test-what = What
test-by = Compared by
test-says = Result
test-name = Test
test-sign = Sign of the statistic
test-statistic = Statistic
test-p = p
test-p-holm-head = p (Holm)
test-p-holm = { $p } (Holm)
test-measure = Measure of effect
test-effect = Effect [95% interval]
test-effect-plain = Effect
test-low = Lower end of the 95% interval
test-high = Upper end of the 95% interval
test-n = n
test-choice = { $question }: { $choice }
test-questionnaires = questionnaire

test-withheld = The table withholds small counts, so its test is withheld, too.
test-none-too-few = Not tested: there is one value or group only, or there are too few people.
test-none-no-variation = Not tested: there is no difference at all.
test-none-not-finite = Not tested: a value cannot be read as a number.
test-none-too-large = Not tested: the table is too large.
test-none-no-answer = Not tested: it is no answer.
test-none-other-base = Not tested: some could not choose it.
test-left-out = Not compared in the tests, as their answers are not known: { $values }.

test-differs = The answers to “{ $what }” differ by { $by }.
test-same = No clear difference by { $by } is seen in the answers to “{ $what }”.
test-code-differs = The share of “{ $what }” differs by { $by }.
test-code-same = No clear difference by { $by } is seen in the share of “{ $what }”.
test-code-alone = It may seem to differ when seen alone, but several items were tested, and chance explains it (after Holm’s correction).
test-codes-differ = { $n } of { $of } items differ by { $by } ({ $names } and others; by p after Holm’s correction).
test-codes-same = No clear difference by { $by } is seen in any item (by p after Holm’s correction for the number of items).
test-codes-same-of-tested = No clear difference by { $by } is seen in the { $of } items that were tested (by p after Holm’s correction for their number). The others were not tested.
test-effect-phi = φ = { $value }
test-effect-v = Cramér’s V = { $value }
test-strength-slight = The association is very slight ({ $effect }).
test-strength-weak = The association is weak ({ $effect }).
test-strength-medium = The association is of medium strength ({ $effect }).
test-strength-strong = The association is strong ({ $effect }).
test-strength-unsure = How strong the association is cannot be told from so few people ({ $effect }).
test-stands-out = What stands out: { $cells }.
test-more = more “{ $answer }” in { $group }
test-fewer = less “{ $answer }” in { $group }
test-code-more = more in { $group }
test-code-fewer = less in { $group }
test-scale-differs = How high “{ $what }” is rated differs by { $by }.
test-scale-same = No clear difference by { $by } is seen in how high “{ $what }” is rated.
test-medians = Medians: { $groups }.
test-median = { $group } { $median }
test-change-yes-no-rose = More people answered “{ $what }” after than before.
test-change-yes-no-fell = Fewer people answered “{ $what }” after than before.
test-change-yes-no-same = No clear change from before to after is seen in how many answered “{ $what }”.
test-change-written-rose = More people have “{ $what }” in their text after than before.
test-change-written-fell = Fewer people have “{ $what }” in their text after than before.
test-change-written-same = No clear change from before to after is seen in how many have “{ $what }” in their text.
test-change-scale-rose = “{ $what }” was rated higher after than before.
test-change-scale-fell = “{ $what }” was rated lower after than before.
test-change-scale-same = No clear change from before to after is seen in “{ $what }”.
test-change-short-yes-no-rose = More after than before.
test-change-short-yes-no-fell = Fewer after than before.
test-change-short-yes-no-same = No clear change is seen.
test-change-short-scale-rose = Higher after than before.
test-change-short-scale-fell = Lower after than before.
test-change-short-scale-same = No clear change is seen.
test-items-good = The { $n } items of “{ $what }” go well together and can be used as one scale.
test-items-fair = The { $n } items of “{ $what }” go together fairly well.
test-items-poor = The { $n } items of “{ $what }” go together poorly: take care when adding them up to one scale.
test-items-figures = Cronbach's α = { $alpha } ({ $n } people who answered all).
test-items-higher = Items without which it is higher: { $items }.
test-items-without = “{ $item }” (α = { $alpha })

test-chi-square = χ² test
test-chi-square-yates = χ² test (Yates' correction, for two by two)
test-chi-square-doubtful = χ² test (an expected count is below 5: read with care)
test-fisher = Fisher's exact test (an expected count is below 5)
test-fisher-simulated = Fisher's test, simulated (an expected count is below 5; { $n } draws with a fixed seed)
test-p-fisher = { $p } (Fisher)
test-reference = (for reference: χ²({ $df }) = { $value })
test-sign-reference = χ² (for reference)
test-mann-whitney = Mann–Whitney U test
test-kruskal-wallis = Kruskal–Wallis test
test-mcnemar = McNemar's test (continuity correction)
test-mcnemar-exact = McNemar's test (exact)
test-signed-rank = Wilcoxon's signed-rank test (W: sum of the ranks of those who rose)
test-alpha = Cronbach's α

# Cells of cross tables as a file.
cells-csv = Save table and tests as CSV
cells-table = Table
cells-item = Item
cells-base = Base of the share
cells-share = Share (%)
cells-residual = Adjusted residual
cells-residual-p = p of the residual (Holm)
cells-sign = Sign
