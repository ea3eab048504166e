# Building conditions
conditions-list-title = Conditions
conditions-list-lead = Who is asked what: everything that has a condition, in words.
conditions-choose-element = Where the condition goes
conditions-set = Build a condition
conditions-empty = There are no conditions yet
conditions-empty-text = Everybody sees every question.
conditions-title = Condition of “{ $element }”
conditions-kinds = Kinds of conditions
conditions-kind-page = Page
conditions-kind-panel = Panel
conditions-kind-question = Question
conditions-group = Group { $n }
conditions-group-only = Condition
conditions-join-groups = Of the groups
conditions-join-rows = Of these conditions
conditions-join-all = all must hold
conditions-join-any = any is enough
conditions-row = Condition { $n }
conditions-row-of = “{ $row }” – { $title }
conditions-question = Which question decides?
conditions-before = Questions before this
conditions-after = Questions after this (perhaps not answered yet)
conditions-take-question = Take this question
conditions-other-question = Choose another question
conditions-looks-ahead = This question is asked later. Until it is answered it counts as not answered.
conditions-test = The answer
conditions-values = Choices
conditions-value-number = Number
conditions-value-date = Date
conditions-value-text = Words
conditions-test-any-of = is any of these
conditions-test-all-of = has all of these
conditions-test-none-of = is none of these (or there is no answer)
conditions-test-is = is the same as
conditions-test-is-not = differs from (or there is no answer)
conditions-test-contains = contains
conditions-test-contains-not = does not contain
conditions-test-less = is less than
conditions-test-less-or-equal = is at most
conditions-test-greater = is more than
conditions-test-greater-or-equal = is at least
conditions-test-answered = is there
conditions-test-not-answered = is not there
conditions-add-row = Add a condition
conditions-remove-row = Remove this condition
conditions-add-group = Add a group of conditions
conditions-meaning = What this means
conditions-none-yet = There is no condition: it concerns everybody.
conditions-unfinished = Not clear yet. Choose answers or mend the expression, and the meaning appears here.
conditions-inside =
    { $n ->
        [0] There is no question in it yet.
        [one] One question is under this condition.
       *[other] { $n } questions are under this condition.
    }
conditions-following =
    { $n ->
        [one] One more question has a condition on its answers.
       *[other] { $n } more questions have conditions on their answers.
    }
conditions-save = Save the condition
conditions-check = Check the meaning
conditions-clear = Remove the condition
conditions-saved = The condition is saved.
conditions-cleared = The condition is removed.
conditions-as-text = Write an expression (for experts)
conditions-as-rows = Build it from lists
conditions-expression = Expression
conditions-expression-hint = {"For example {had_cases} = '1' and {n_persons} > 3. Names of questions stand in braces."}
conditions-no-lists = This condition does not fit into lists, so it is shown as an expression.
conditions-choose-question = Choose a question, or remove the condition.
conditions-choose-test = Choose again how to compare.
conditions-choose-value = Choose at least one.
conditions-type-number = Enter the number to compare with.
conditions-type-value = Enter the words or date to compare with.

# Pages on which a draft is worked on
working-heading = Change the draft
working-about-conditions = who is asked which question
working-about-translations = the texts and their translation beside each other
working-about-library = insert ready-made questions and scales
working-about-json = for experts
working-stale-title = Somebody else has saved this draft in the meantime
working-stale-text = What you entered is still below. Saving again adds it to the newer draft.
working-stale-open = Open the newer draft
