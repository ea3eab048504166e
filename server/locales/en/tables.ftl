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
figure-most = The most frequent answer is “{ $label }” with { $n } ({ $share }).
figure-unreadable = { $n } unreadable answers are left out, apart from no answer.
figure-asked-in = Asked in { $versions }.
figure-rows-in = { $what } asked in { $versions }.
figure-choices-in = { $what } offered in { $versions } only.
