# Ties between agencies (degrees 0–4)

explore-room-collaboration = Ties between agencies
collaboration-lead = For each kind of agency that answered: the mean degree (0–4) of its ties to other kinds, and the share of 3 and more.
collaboration-beside = Questionnaire beside it
collaboration-beside-none = None
collaboration-none = No questionnaire asks for degrees of ties
collaboration-none-text = Give the role “Ties between agencies” to a matrix question whose rows are kinds of agencies and whose columns are 0–4, and its picture and table stand here. The question of the library on present relations has it already.
collaboration-empty = No degrees yet
collaboration-empty-text = Picture and table stand here once somebody has answered the question.
collaboration-no-lines = No pair has a mean of 2 or more that may be shown, so there is no network.
collaboration-all = All
collaboration-other-kinds = Other kinds
collaboration-no-kind = Kind not given
collaboration-heat-title = Ties between kinds of agencies ({ $questionnaire })
collaboration-network-title = Network of kinds of agencies ({ $questionnaire })
collaboration-degrees = Degrees from 0 ({ $lowest }) to 4 ({ $highest }).
collaboration-heat-note = Rows: kinds that answered; columns: whom they were asked about. Mean, and share of 3 and more; the darker, the higher the mean.
collaboration-network-note = Lines: pairs with a mean of 2 or more, thicker for higher means, dashed under 2.5; two arrows where both kinds have a mean. Circles: kinds that answered, squares: kinds without answers that can be shown; the larger, the higher the mean of all. Answers of several kinds, and ties within a kind, are not drawn.
collaboration-others = Kinds with fewer than { $least } answers are counted together as “other kinds”.
collaboration-cell = { $mean } (3 or more: { $share }, n = { $n })
collaboration-most = All together are tied most closely to “{ $label }” (mean { $mean }).
collaboration-least = They are tied least to “{ $label }” (mean { $mean }).
collaboration-strongest = The strongest tie drawn is that of “{ $group }” to “{ $partner }” (mean { $mean }).
collaboration-strongest-alike = The strongest ties drawn have a mean of { $mean }, and several are alike.
collaboration-alike = All together are tied to each alike (mean { $mean }).
collaboration-between = All together are tied with means from { $lowest } to { $highest }.
collaboration-only = All together are tied to “{ $label }” with a mean of { $mean }.
collaboration-withheld = Some numbers are withheld, so that it cannot be said to whom the ties are closest.
collaboration-no-degrees = Nobody has said anything of ties yet.
collaboration-head-group-code = Code of the kind that answered
collaboration-head-group = Kind that answered
collaboration-head-partner-code = Code of the partner
collaboration-head-partner = Partner
collaboration-head-n = Answers
collaboration-head-mean = Mean degree
collaboration-head-n-close = 3 or more
collaboration-head-share = 3 or more (%)
