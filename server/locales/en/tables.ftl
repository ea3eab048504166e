# Tables and charts, wherever they are.
list-separator = ,{" "}
quoted-separator = ”, “
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
agency-kind-other = Kinds counted together because they are few
agency-kind-other-short = Other kinds
table-other-kinds = “Other kinds” are kinds counted together because they are few ({ $kinds }). Tests compare them as one group.
table-told-by-means = No counts by kind are given for “{ $questions }”. Its means by kind are under “Ties between agencies”.
figure-n = n = { $n }.
figure-n-texts = n = { $n }.
figure-base = n = { $n }, shares of the { $base } who answered.
figure-several = Several answers were possible, so the shares may add up to more than 100%.
figure-several-texts = One text may tell of several things, so the shares may add up to more than 100%.
figure-hidden = * is withheld because too few people are behind it.
figure-left-out = { $n ->
    [one] { $n } more item is withheld (few people, or it would give a small number away) and not in the picture.
   *[other] { $n } more items are withheld (few people, or they would give a small number away) and not in the picture.
}
figure-not-shaded = Columns of fewer than { $n } people are not shaded.
figure-codes = Shares of the n of each column.
figure-codes-tested = A test for each item.
figure-empty = There is nothing to draw.
figure-matrix = Shares of those who answered each row (n).
figure-matrix-cell = “{ $answer }” for “{ $row }”
figure-test = { $test }, { $figures }.
figure-under-residuals = Behind the share stands the adjusted residual: the farther from 0, the more the count differs from what is expected.
figure-marks = ▲ more and ▽ fewer than expected (adjusted residuals with Holm's correction for the whole table; one sign: p < .05, two: p < .01).
figure-residuals = Each cell has the count, its share of the row and the adjusted residual. Grey: more than expected; lined: fewer; hatched: withheld.
figure-residuals-none = Nothing is tested in this table, so there are no residuals and no signs.
figure-scale-middle = The answer in the middle stands in the middle, the others to its sides. At both ends stands the sum of that side.
figure-scale-even = The bars part in the middle of the scale. At both ends stands the sum of that side.
figure-scale-beside = Answers that are no step, such as “do not know”, are in the table and not in the picture (shares are of all answers).
figure-most = The most frequent answer is “{ $label }” with { $n }{ $share }.
figure-most-alike = The most frequent answers are { $labels } with { $n } each.
figure-most-shown = Of those that can be shown the most frequent answer is “{ $label }” with { $n }{ $share }.
figure-most-shown-alike = Of those that can be shown the most frequent answers are { $labels } with { $n } each.
figure-most-many = The largest number is { $n }, and several have it.
figure-most-shown-many = Of those that can be shown the largest number is { $n }, and several have it.
figure-most-equal = All have the same number ({ $n }).
figure-most-only = “{ $label }” has { $n }{ $share }.
figure-most-shown-only = Only the number of “{ $label }” can be shown: { $n }{ $share }.
figure-most-withheld = Some numbers are withheld, so that it cannot be said which is the largest.
figure-most-nobody = Nobody chose any of these.
figure-most-none = There is no number to show.
figure-share = {" "}({ $share })
figure-quoted = “{ $label }”
figure-unreadable = { $n } unreadable answers are left out, apart from no answer.
figure-asked-in = Asked in { $versions }.
figure-rows-in = { $what } asked in { $versions }.
figure-choices-in = { $what } offered in { $versions } only.
figure-choices-share = Without a share, since some could not choose it.
