# The analysis of a survey.
explore-rooms = Pages of the analysis
explore-room-answers = Answers
explore-room-shared = Same questions
explore-room-words = Words
explore-room-network = Co-occurrence network
explore-room-themes = Challenges and good practices
explore-room-texts = Texts
explore-no-dictionary = Texts cannot be analysed because there is no Japanese dictionary. Please ask your administrator to install the Debian package mecab-ipadic.
purpose-internal = work within the organisation
purpose-regional = sharing in the region
purpose-academic = academic and practice meetings
explore-purpose = Purpose: { $purpose }
explore-scope = Responses: { $responses }, hearings: { $hearings }
explore-left-out = Responses without consent to this purpose are left out: { $n }.
explore-hidden-rule = Counts of few people are shown as *.

explore-questionnaire = Questionnaire
explore-by = Compare
explore-by-none = Nothing (everybody)
explore-by-region = Areas
explore-by-kind = Kinds of organisations
explore-who = Who answered
explore-who-lead = Responses that may be used in relation to the organisations on the list. Some who answered may not be on the list, so a rate can exceed 100%.
explore-rates-region = Response rate by area
explore-rates-kind = Response rate by kind
explore-by-roster = Areas and kinds that were not asked for are those of the invited agencies on the list as it is today.
explore-rates-note = { $answered } responses, { $invited } organisations on the list. Only responses that may be used for this purpose are counted, so that the share that really answered may be higher.
explore-rates-few = No response rate is given for groups of fewer than { $n } organisations on the list.
explore-invited = On the list
explore-answered = Answered
explore-rate = Rate
explore-questions = Closed questions
explore-questions-lead = Every number opens the list of exactly those responses.
explore-too-few = No responses yet
explore-too-few-text = Results appear here once responses arrive.
explore-n-questions = Questions { $from } to { $to } of { $n }

explore-responses-title = The responses behind a number
explore-response = Response
explore-submitted = Answered on
explore-texts-of = Read the texts
explore-n-responses = { $n ->
    [one] One response
   *[other] { $n } responses
}
explore-withheld = The list is withheld because few people are on it
explore-withheld-text = So few people meet these conditions that they might be recognised. Please widen the conditions.
explore-nothing = Nothing meets these conditions
explore-nothing-text = Please try other conditions.
explore-back-answers = Back to the answers

explore-words-lead = Words in free answers and hearing notes. The number of people opens the texts, the word opens its contexts.
explore-word = Word
explore-class = Word class
explore-people = People
explore-occurrences = Occurrences
explore-negated = Negated
explore-words-empty = There are no words to count yet
explore-words-empty-text = They appear here once there are free answers or hearing notes.
explore-method-title = How these figures were made
explore-method = Every respondent and every hearing counts as one text. Texts: { $documents } (of which { $blank } say nothing), sentences: { $sentences }, words: { $tokens } ({ $used } of classes that are counted). Tokenizer lindera { $lindera }, dictionary { $dictionary }, coding frame { $coding }, Kikitori { $version }.
explore-kwic-title = Words in context (KWIC)
explore-kwic-search = Look up words
explore-kwic-word = Word or phrase
explore-kwic-word-hint = For example 相談, 難しい, 窓口 相談
explore-kwic-show = Look up
explore-kwic-left = Before
explore-kwic-right = After
explore-kwic-source = Source
explore-kwic-count = Occurrences: { $n }, in the texts of { $people } people
explore-kwic-texts = Read the texts with this word
explore-kwic-none = “{ $word }” was not found
explore-kwic-none-text = Please try other words, or dictionary forms such as つなぐ or 難しい. Words can be parted by blanks.
explore-kwic-ask = Please type a word to look up

explore-network-lead = Words that the same people use are joined by lines.
explore-network-title = Words that go together
explore-network-note = Texts: { $documents }. Of { $words } words in at least { $least } texts, the pairs with the largest Jaccard coefficients ({ $threshold } and above). N = { $nodes }, E = { $edges }, D = { $density }. The larger a shape, the more people; shade and shape show communities, dashed lines lead from one to another.
explore-network-edges = Strongest pairs
explore-network-nodes = Words in the picture
explore-network-empty = There are not enough texts to draw connections yet
explore-network-empty-text = The picture appears once more people use the same pairs of words.
explore-pair = Pair
explore-jaccard = Jaccard
explore-community = Community

explore-themes-lead = What is seen as a challenge, and what as good practice. Suggestions of the machine and marks of people are kept apart.
explore-stances = Suggestions and marks
explore-stances-heading = Suggestions (machine) and marks (people)
explore-stances-lead = Suggestions are guesses from the wording. Marks are the stances that people have put on hearing notes and free answers. They are never added up.
explore-stances-note = People per suggested stance (of { $n } texts). A text can have several, so they do not add up.
explore-stance = Kind
explore-suggested-people = Suggested: people
explore-suggested-sentences = Suggested: sentences
explore-marked = Marked: places
explore-themes-figures = Themes (suggested)
explore-themes-figures-lead = Every sentence is given its first theme; people who touch a theme are counted. Read the texts before using these as results.
explore-themes-challenges = Themes of challenges and requests
explore-themes-practices = Themes of good practices and initiatives

explore-texts-title = Texts
explore-texts-lead = Free answers and hearing notes. Underlined sentences carry a suggestion of the machine.
explore-criteria = Conditions
explore-criterion-word = Word “{ $value }”
explore-criterion-stance = Suggested “{ $value }”
explore-criterion-theme = Theme “{ $value }”
explore-criterion-region = Area “{ $value }”
explore-criterion-kind = Kind “{ $value }”
explore-all-texts = All texts
explore-n-texts = { $n ->
    [one] One text
   *[other] { $n } texts
}
explore-open-note = Open the note
explore-suggestion = Suggested
explore-filter-all = All
writing-response-anonymous = Response
writing-response = Response { $number }
writing-hearing = Hearing { $number }
writing-hearing-anonymous = Hearing

word-class-place = Place names
word-class-person = Personal names
word-class-organization = Organisation names
word-class-proper-noun = Other proper nouns
word-class-verbal-noun = Verbal nouns
word-class-adjectival-noun = Adjectival nouns
word-class-nai-adjective = Nai adjectives
word-class-noun-b = Nouns B (hiragana)
word-class-noun-c = Nouns C (one character)
word-class-negation = Negation
word-class-pronoun = Pronouns
word-class-noun = Nouns
word-class-adverbial-noun = Adverbial nouns
word-class-unknown = Unknown words
word-class-interjection = Interjections
word-class-tag = Tags
word-class-verb-b = Verbs B (hiragana)
word-class-verb = Verbs
word-class-adjective-dependent = Dependent adjectives
word-class-adjective-b = Adjectives B (hiragana)
word-class-adjective = Adjectives
word-class-adverb-b = Adverbs B (hiragana)
word-class-adverb = Adverbs
word-class-other = Others
explore-shared-lead = Questions that several questionnaires (waves) ask, side by side.
explore-shared-note = The numbers are those of each questionnaire. Nothing is tested, as the same people may have answered both. Mind differences in wording and in who was asked.
explore-shared-none = No two questionnaires share a question
explore-shared-none-text = Questions from the library, or of the same name, stand here once two questionnaires ask them and both have answers.
explore-shared-base = Answered
explore-shared-wording = Wording in { $questionnaire }: “{ $label }”.
