# Taking answers that were gathered with another service.

answer-imports-title = Answers from another service
answer-imports-lead = Takes files of answers that were gathered with Google Forms, Microsoft Forms, LimeSurvey, KoboToolbox and others. You look at them first; until you take them nothing is stored as a response. The file is removed after 30 days.
answer-imports-choose = File of answers
answer-imports-hint = One file, CSV or Excel (.xlsx). The first row has the headings, each row below is one person. Up to { $n } rows are read.
answer-imports-look = Look at it
answer-imports-brought = Files so far
answer-imports-brought-table = Files and their state
answer-imports-file = File
answer-imports-platform = Service
answer-imports-state = State
answer-imports-at = Read in
answer-imports-platform-google = Google Forms
answer-imports-platform-microsoft = Microsoft Forms
answer-imports-platform-limesurvey = LimeSurvey
answer-imports-platform-kobo = KoboToolbox
answer-imports-platform-other = table
answer-imports-state-looked_at = Not taken yet
answer-imports-state-taking = Begun
answer-imports-state-taken = Taken
answer-imports-one-file = Choose one file.
answer-imports-too-large = The file is too large (up to { $n } MB).
answer-imports-no-rows = There is no row of answers below the headings.
answer-imports-too-many-rows = Too many rows (up to { $n }). Please split the file.
answer-imports-too-many-columns = Too many columns (up to { $n }).
answer-imports-too-much-text = Too much text (up to { $n } characters in all). Please split the file.
answer-imports-not-published = This questionnaire has not been published. Publish it first.
answer-imports-not-a-survey = Sign-ups and requests for consultation take no answers from other services.
answer-imports-is-taken = This file has been taken already.

## Looking

answer-imports-look-lead = Read as a file of { $platform }. Check what the columns are and what the rows say, then take them. Nothing is stored as a response yet. The file is removed after 30 days.
answer-imports-taken-lead = Taken from a file of { $platform }.
answer-imports-n-rows = Rows
answer-imports-n-ready = Ready
answer-imports-n-aside = Cannot be taken
answer-imports-n-known = Taken before
answer-imports-n-taken = Responses taken
answer-imports-n-empty = { $n } rows have no answer at all and are not taken.
answer-imports-n-unread = There are many rows: { $n } were not read for this page. All of them are read when they are taken.
answer-imports-notices = Noticed while reading the file
answer-imports-columns = What the columns are
answer-imports-columns-lead = Questions of the same name were looked for. Correct what is wrong. To choose a question that another column has, set that column to “not taken” first and look again.
answer-imports-columns-part = Columns { $from } to { $to }
answer-imports-columns-parts = Look again with these and go to other columns
answer-imports-nameless = (no heading)
answer-imports-samples = For example:
answer-imports-is = Question of column { $column }
answer-imports-not-taken = Not taken
answer-imports-look-again = Look again with these
answer-imports-looked = Read again with these columns.
answer-imports-reason-found = Question found
answer-imports-reason-unknown = No question of this name
answer-imports-reason-identifying = Says who it is: not taken
answer-imports-reason-technical = Added by the service: not taken
answer-imports-reason-repeated = Another column says the same
answer-imports-reason-by-hand = Chosen by hand
answer-imports-target-id = Number of the response (to find doubles)
answer-imports-target-time = Time of the response

## Consent

answer-imports-consent = What the consent rests on
answer-imports-consent-lead = No column of this file says what the answers may be used for. Say what the people agreed to. Answers are used for nothing that is not ticked; without a tick they are not counted in the house either.
answer-imports-consent-none = This questionnaire does not ask for consent. The answers are only counted in the house. Write down what people were told.
answer-imports-consent-choices = What the people agreed to
answer-imports-consent-note = What the consent rests on, in words
answer-imports-consent-note-hint = For example: The form of May 2026 began by saying that answers are counted and given back to the region; only those who agreed answered. These words stay in the record of events.
answer-imports-consent-required = A consent that is needed is not ticked. Answers without it cannot be taken.

## Taking

answer-imports-take = Take them
answer-imports-take-lead = { $n } rows become responses. Rows that cannot be taken are kept aside. Taking the same file again makes no doubles.
answer-imports-accept = Take as responses
answer-imports-changed = The columns, or what the consent rests on, were changed. Look at the rows once more, then take them.
answer-imports-nothing-ready = No row can be taken. Check the columns and the list below.
answer-imports-go-on = This takes a while. Press the button to go on.
answer-imports-done = Taken.
answer-imports-taking = { $n } rows taken so far
answer-imports-taking-text = It has stopped half-way. Going on makes no doubles.
answer-imports-continue = Go on

## Rows that cannot be taken

answer-imports-problems = Rows that cannot be taken
answer-imports-problem-table = Rows, columns and reasons
answer-imports-problems-lead = { $n } rows cannot be taken for these reasons. Mend your file and bring it again; rows that were taken are not doubled.
answer-imports-problems-file = The whole list (CSV)
answer-imports-problems-unread = There was no time to check { $n } more rows. Mend the rows above and bring the file again to see the rest.
answer-imports-more = There are more: { $n } in all.
answer-imports-column-row = Row
answer-imports-column-column = Column
answer-imports-column-name = Heading
answer-imports-column-text = What was found
answer-imports-column-problem = Why
answer-imports-column-code = Withdrawal code
answer-imports-counts = About the rows to be taken
answer-imports-missing = Questions without an answer
answer-imports-unasked = Answers to questions that were not asked (not taken)
answer-imports-rows-of = { $name }: { $n } rows
answer-imports-codes = Withdrawal codes
answer-imports-codes-lead = When somebody asks to withdraw, find the code by the row's number in your file and enter it on the page for withdrawing.
answer-imports-codes-file = Rows and codes (CSV)
answer-imports-discard-heading = Remove the file
answer-imports-discard-lead = Removes the file without taking it. After 30 days it is removed anyway.
answer-imports-discard-aside = Removes the rows that were kept aside. After 30 days they are removed anyway. Responses that were taken stay.
answer-imports-discard = Remove
answer-imports-discarded = Removed.

## Without a questionnaire

answer-imports-survey-title = A survey from a file of answers
answer-imports-make-lead = Read as a file of { $platform }. Columns become questions; survey, questionnaire and responses are made together. Nothing is stored as a response yet. The file is removed after 30 days.
answer-imports-n-questions = Columns that become questions
answer-imports-shapes = Kinds of questions
answer-imports-shapes-lead = The kinds follow from what is in the columns. Correct what is wrong. Columns of names and mail addresses are no questions unless you say so.
answer-imports-choices = { $n } choices:
answer-imports-shape-of = Kind of column { $column }
answer-imports-shape-left = No question
answer-imports-shape-one = One choice
answer-imports-shape-several = Any number of choices
answer-imports-shape-number = Number
answer-imports-shape-date = Date
answer-imports-shape-short = Short text
answer-imports-shape-long = Long text
answer-imports-shape-grid = Row of a grid (“question [row]”)
answer-imports-about = About the survey
answer-imports-wave = Title of the wave
answer-imports-untitled = Question without a heading
answer-imports-consent-question = What the answers may be used for
answer-imports-consent-aggregate = Use in totals
answer-imports-consent-region = Anonymous sharing with the people concerned in the region
answer-imports-consent-academic = Anonymous use at academic or practice meetings
answer-imports-consent-quote = Anonymous quotation of words
answer-imports-make-heading = Make the survey
answer-imports-make-text = The questionnaire is published and its link closed. Rows that cannot be taken are kept aside.
answer-imports-make = Make the survey and take the answers
