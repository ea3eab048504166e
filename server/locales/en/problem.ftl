# Words for problems of answers and questionnaires. Key: problem-<code>. The place (the question's number) is put before by the page.

# Answers
problem-required = Please choose.
problem-required-text = Please enter something.
problem-required-row = Please choose in this row.
problem-required-choice = Please tick the required item. Without it your answers cannot be sent.
problem-revealed = Because of your answer, a new question appeared.
problem-unknown-choice = A value was sent that is not offered. Please choose again.
problem-unknown-page = The questionnaire has no such page.
problem-wrong-answer = The answer could not be read. Please answer again.
problem-exclusive-choice = An item that stands alone was chosen together with others. Please remove one of them.
problem-too-many-choices = Choose at most { $max } (now { $selected }).
problem-too-few-choices = Choose at least { $min } (now { $selected }).
problem-other-missing = Please describe “other”.
problem-other-not-selected = There is a description. Choose “other” or remove it.
problem-too-long = At most { $max } characters (now { $length }).
problem-not-a-number = Enter a number, such as 12.
problem-number-too-small = Enter { $min } or more.
problem-number-too-large = Enter { $max } or less.
problem-not-a-date = Enter a date, such as 2026-04-01.
problem-date-too-early = Enter { $min } or a later date.
problem-date-too-late = Enter { $max } or an earlier date.
problem-not-an-email = Enter an e-mail address, such as name@example.jp.
problem-not-a-phone = Enter a telephone number, such as 000-0000-0000.

# Definitions
problem-json-syntax = This is not valid JSON.
problem-too-large = Too large (at most { $max } bytes).
problem-too-deep = Nested too deeply (at most { $max } levels).
problem-too-many-questions = Too many questions (at most { $max }).
problem-wrong-type = Wrong kind of value ({ $expected } expected).
problem-unknown-property = The property “{ $property }” is kept but has no effect.
problem-unknown-type = The question type “{ $type }” cannot be shown.
problem-unknown-kind = The questionnaire kind “{ $found }” is not known.
problem-unknown-input-type = The input type “{ $type }” is not known; a line of text is used.
problem-unknown-role = The role “{ $found }” is not known.
problem-unknown-consent = The consent “{ $found }” is not known.
problem-missing-name = The name is missing.
problem-missing-value = A choice has no value.
problem-duplicate-name = The name “{ $name }” is used twice.
problem-duplicate-choice = The choice value “{ $value }” is used twice.
problem-duplicate-variable = The column name “{ $name }” would appear twice.
problem-name-not-portable = Some statistics programs cannot use the name “{ $name }” (a–z first, then a–z, 0–9, _; at most 26).
problem-no-choices = There are no choices.
problem-rating-range = The range of steps is wrong (at most { $max } steps).
problem-placeholder-open = “{ $name }” is not filled in yet.
problem-list-open = The list “{ $name }” is not decided yet.

# Conditions
problem-expression-too-long = The condition is too long (at most { $max } characters).
problem-expression-too-deep = The condition is nested too deeply (at most { $max } levels).
problem-expression-incomplete = The condition ends too early (character { $column }).
problem-expression-unexpected = Character { $column } of the condition, “{ $found }”, cannot be read.
problem-expression-open-text = A text in the condition is not closed (character { $column }).
problem-expression-open-variable = A brace in the condition is not closed (character { $column }).
problem-expression-mixed-quotes = A text in the condition cannot hold both kinds of quotes (character { $column }).
problem-expression-number = The number “{ $found }” at character { $column } of the condition cannot be read.
problem-expression-bare-word = “{ $found }” at character { $column } of the condition needs quotes.
problem-expression-fullwidth = “{ $found }” at character { $column } of the condition must be half-width.
problem-expression-missing-parenthesis = A parenthesis in the condition is not closed (character { $column }).
problem-expression-unknown-function = The function “{ $found }” at character { $column } of the condition is not known.
problem-expression-unknown-name = The condition looks at the question “{ $name }”, which does not exist.
problem-expression-unknown-row = The condition looks at a row that the question “{ $name }” does not have.
problem-expression-unknown-value = The condition compares “{ $name }” with “{ $value }”, which is not among its choices.
problem-expression-looks-ahead = The condition looks at the question “{ $name }” of a later page.
problem-expression-circle = The conditions form a circle ({ $name }).
