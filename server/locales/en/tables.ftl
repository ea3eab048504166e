# Tables and charts, wherever they are.
list-separator = ,{" "}
questionnaire-of-wave = { $title } ({ $wave })
table-value = Answer
table-count = Count
table-share = Share
table-no-answer = No answer
table-total = Total
table-code = Item
table-test = Test
table-region = Area
table-kind = Kind
table-wave = Wave
agency-kind-several = Several kinds
agency-kind-several-short = Several kinds
figure-n = n = { $n }.
figure-base = n = { $n }, shares of the { $base } who answered.
figure-several = Several answers were possible, so the shares may add up to more than 100%.
figure-hidden = * is withheld because too few people are behind it.
figure-codes = Shares of the n of each column; a test for each item. ▲ more and ▽ fewer than expected (adjusted residuals with Holm's correction for the whole table; one sign: p < .05, two: p < .01).
figure-empty = There is nothing to draw.
figure-matrix = Shares of those who answered each row (n).
figure-test = { $test }, { $figures }.
figure-marks = ▲ more and ▽ fewer than expected (adjusted residuals with Holm's correction for the whole table; one sign: p < .05, two: p < .01).
figure-residuals = Each cell has the count, its share of the row and the adjusted residual. Grey: more than expected; lined: fewer; hatched: withheld.
figure-residuals-none = Nothing is tested in this table, so there are no residuals and no signs.
figure-scale-middle = The answer in the middle stands in the middle, the others to its sides. At both ends stands the sum of that side.
figure-scale-even = The bars part in the middle of the scale. At both ends stands the sum of that side.
figure-scale-beside = Answers that are no step, such as “do not know”, are in the table and not in the picture (shares are of all answers).
figure-most = The most frequent answer is “{ $label }” with { $n } ({ $share }).
figure-most-alike = The most frequent answers are { $labels } with { $n } each.
figure-most-shown = Of those that can be shown the most frequent answer is “{ $label }” with { $n } ({ $share }).
figure-most-shown-alike = Of those that can be shown the most frequent answers are { $labels } with { $n } each.
figure-quoted = “{ $label }”
figure-unreadable = { $n } unreadable answers are left out, apart from no answer.
figure-asked-in = Asked in { $versions }.
figure-rows-in = { $what } asked in { $versions }.
figure-choices-in = { $what } offered in { $versions } only.
