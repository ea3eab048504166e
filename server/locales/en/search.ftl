# Searching notes, free answers and agencies.
search-title = Search
search-lead = Finds hearing notes, free answers and agencies by words. Inflection, width, hiragana and katakana make no difference.
search-box = Search everything
search-box-survey = Search this survey
search-survey = Search this survey
search-go = Search
search-words = Words
search-words-hint = All words between blanks must be there. "" or 「」 keep words exactly as they are. Also: OR (either), -word (without).
search-survey-field = Survey
search-all-surveys = All surveys
search-what = What
search-what-notes = Notes
search-what-answers = Answers
search-what-agencies = Agencies
search-from = From this day
search-until = Up to this day
search-order = Order
search-order-best = Best first
search-order-new = Newest first
search-n = { $n ->
    [one] One text found.
   *[other] { $n } texts found.
}
search-n-notes = { $n ->
    [one] one note
   *[other] { $n } notes
}
search-n-answers = { $n ->
    [one] one answer
   *[other] { $n } answers
}
search-n-agencies = { $n ->
    [one] one agency
   *[other] { $n } agencies
}
search-between = {", "}
search-also = Also looked for: { $words }
search-exact = Look for exactly these words
search-is-exact = Only the words as they were typed were looked for.
search-usual = Look for other words and forms, too
search-none = Nothing was found
search-none-text = Try shorter or fewer words, or fewer conditions.
search-none-to-show = There is nothing to show
search-none-to-show-text = Either nothing was found, or too few people said it and showing it might tell who they are. Try shorter or fewer words, or fewer conditions.
search-withheld = Texts of surveys in which too few people said this are never shown: it might tell who they are.
search-too-long = Please type no more than { $max } characters.
search-too-many = No more than { $max } words can be looked for at once. Please leave some out.
search-no-word = Please type a word to look for: between the quotation marks, or before and after OR.
search-only-excluded = Words to leave out are not enough. Please type at least one word to look for.
search-reading-title = Texts are being read
search-reading = { $read } of { $n } texts have been read. Only these are shown.
search-reading-first = { $read } of { $n } texts have been read. Answers and notes are shown when all have been read.
search-again = Search again
search-left-out-title = Some texts cannot be searched
search-left-out = There are too many texts: { $n } of them are not searched. Please tell the administrator.
