# The feedback sheet: composing, approving, publishing.
sheet-title = Compose the feedback sheet
sheet-arrange = Compose
sheet-lead = Decide what stands on the sheet and in which order, and write the introduction, the next steps and the lines under charts. Saving changes nothing that is published.
sheet-preview = Look at it and publish
sheet-pdf = Save as PDF
sheet-pdf-too-long = This sheet is too long for a PDF. Please read this page.
sheet-save = Save
sheet-saved = The sheet is saved. What is published has not changed.
sheet-differing = Somebody else changed the sheet while you had it open
sheet-sections = Sections
sheet-sections-hint = What is ticked stands on the sheet from top to bottom. A section with nothing to show is left out.
sheet-section-silent = Nothing to show at present
sheet-up = Up
sheet-down = Down
sheet-section-introduction = Introduction
sheet-section-introduction_plain = Introduction (plain language)
sheet-section-next_steps_plain = Next steps (plain language)
sheet-section-purpose_plain = Purpose of the survey (plain language)
sheet-purpose-plain-hint = Says the purpose, which stands at the top of the sheet, in short sentences. It may stay empty: then the purpose of the survey stands there.
sheet-plain-hint = Can be left out. If it is empty, the usual text stands here, too.
sheet-section-rates = Who answered
sheet-section-rate_charts = Response rates by area and kind
sheet-section-challenges = Main challenges
sheet-section-practices = Good practices
sheet-section-requests = Requests
sheet-section-quotes = Voices
sheet-section-answers = Answers to closed questions
sheet-section-replies = Replies to the feedback
sheet-section-collaboration = Ties between agencies
sheet-section-before_after = Before and after
sheet-section-next_steps = Next steps
sheet-introduction-hint = Stands first on the sheet. Write nothing that tells who a person or agency is.
sheet-next-steps-hint = Who will do what by when, after what was heard. Left out when empty.
sheet-questions = Questions
sheet-questions-hint = Saved without any, the sheet has no charts of questions.
sheet-extent = How much is shown
sheet-extent-hint = The bars of challenges, good practices and requests, and the quotes in the PDF. The page on the web has all quotes either way.
sheet-extent-short = Short (five bars a chart, two quotes of a kind in the PDF)
sheet-extent-full = Full (eight bars a chart, three quotes of a kind in the PDF)
sheet-length = Length
sheet-length-text = { $figures ->
    [one] One chart
   *[other] { $figures } charts
}, about { $pages ->
    [one] one page
   *[other] { $pages } pages
} of A4.
sheet-length-counted = { $figures ->
    [one] One chart
   *[other] { $figures } charts
}; the PDF has { $pages ->
    [one] one page
   *[other] { $pages } pages
} of A4.
sheet-long = Too long to be published
sheet-long-text = At most { $figures } charts and { $pages } pages. Take off some questions or sections, or choose “Short”.
sheet-long-text-short = At most { $figures } charts and { $pages } pages. Take off some questions or sections.
sheet-maybe = It may be too long
sheet-maybe-long = Without the font there is no PDF whose pages could be counted. They are about { $n } of A4, which may be more than the { $most } that are allowed. The sheet can be published all the same; please check its length where a PDF can be made.

# The composition of the whole region's sheet for those of areas.
sheet-areas-title = Compose the sheets of areas as that of the whole region
sheet-areas-from-here = Use this composition for areas, too
sheet-areas-from-whole = Use the composition of the whole region
sheet-areas-lead = Takes the sections and their order, the questions, how much is shown, the introduction and the next steps of the whole region’s sheet for all areas that you choose. The texts can be changed for each area afterwards. Nothing that is published changes.
sheet-areas-sections = Sections on the sheets of areas: { $sections }
sheet-areas-left-out = Left out, since no area’s sheet can have them: { $sections }
sheet-areas-lines = Reading lines that somebody wrote are not taken over, as they speak of the numbers of the whole region. Lines written for an area stay.
sheet-areas-composed = Composed already: { $names }. They stay as they are unless ticked. If ticked, their sections, questions and texts are replaced by those of the whole region.
sheet-areas-composed-by = Composed ({ $by }, { $at })
sheet-areas-which = Areas that use the composition of the whole region
sheet-areas-use = Use it for these areas
sheet-areas-used = The sheets of these areas are composed as that of the whole region. What is published has not changed.
sheet-areas-unused = No area was chosen, or the sheet of the whole region is not composed yet. Nothing was changed.
sheet-areas-changed = What changed: { $names }. Nothing has been taken over yet. Please look at the ticks, and press the button again.
sheet-areas-uncomposed = The sheet of the whole region is not composed yet
sheet-areas-uncomposed-text = Please compose and save it first.
sheet-areas-to-whole = Compose the sheet of the whole region

sheet-traced = What this chart counts
sheet-line = Reading line
sheet-lines = Reading lines
sheet-lines-lead = A sentence under each chart. The draft follows from the numbers; use it or write your own. Each is saved by itself: save what you changed above, or in another sentence, first. While it is empty the sheet cannot be published. “What this chart counts” opens the figures of internal work, which also count answers that are not to be shared in the region, so that numbers may differ.
sheet-line-of = Reading line of “{ $title }”
sheet-line-draft = Draft from the numbers: { $draft }
sheet-line-no-draft = No draft follows from the numbers of this chart.
sheet-line-plain = Reading line in plain language
sheet-line-plain-of = Reading line of “{ $title }” in plain language
sheet-line-plain-draft = Draft from the numbers: { $draft } (If you save a line of your own above, write one here, too; otherwise the line above stands here.)
sheet-line-save = Save this line
sheet-line-to-draft = Back to the draft
sheet-line-saved = The reading line is saved.
sheet-line-written = Written
sheet-line-outdated = The numbers have changed
sheet-n-outdated = { $n ->
    [one] One line was
   *[other] { $n } lines were
} written before the numbers changed
sheet-outdated-text = See whether they still fit, and save them again, as they are or changed. Until then the sheet cannot be published.
sheet-draft-rate = In all, { $answered } of { $invited } answered ({ $rate }).
sheet-draft-rate-invited = In all, there are { $answered } answers for { $invited } agencies that were invited and are not known to be out of reach ({ $rate }).
sheet-draft-matrix = The largest share was “{ $answer }” for “{ $row }” ({ $share }).
sheet-draft-matrix-alike = The largest shares were { $cells } ({ $share } each).
sheet-draft-matrix-shown = Of those that can be shown the largest share was “{ $answer }” for “{ $row }” ({ $share }).
sheet-draft-matrix-shown-alike = Of those that can be shown the largest shares were { $cells } ({ $share } each).
sheet-draft-matrix-many = The largest share was { $share }, and several have it.
sheet-draft-matrix-shown-many = Of those that can be shown the largest share was { $share }, and several have it.
sheet-draft-matrix-equal = All have the same share ({ $share }).
sheet-draft-matrix-only = “{ $answer }” for “{ $row }” had { $share }.
sheet-draft-matrix-shown-only = Only the share of “{ $answer }” for “{ $row }” can be shown ({ $share }).
sheet-draft-matrix-withheld = Some numbers are withheld, so that it cannot be said which share is the largest.
sheet-draft-matrix-none = There is no share to show.
sheet-draft-rate-none = The rate of all cannot be said from the numbers that this chart can show.
sheet-draft-before-after = For each question it says what follows from the answers of the same people before and after.
sheet-reply-challenges = Challenges that replies speak of: { $themes }.
sheet-reply-practices = Initiatives that replies speak of: { $themes }.

sheet-publish = Publish
sheet-publish-text = Publishes exactly what stands above. Numbers and words of a published version do not change when answers arrive later. Your name and the time are recorded as approval.
sheet-publish-now = Approve and publish this
sheet-published = The sheet is published. Share links show this version.
sheet-is-published = This is what is published now.
sheet-same = This is what is published now; no new version was made.
sheet-changed = The content has changed since you opened this page. Nothing was published. Please look at it again.
sheet-not-published = Something has to be done before publication. Nothing was published.
sheet-obstacles = Before publication:
sheet-obstacle-line = The line of “{ $title }” was written for other numbers. See whether it fits, and save it again.
sheet-obstacle-no-line = The chart “{ $title }” has no reading line.
sheet-obstacle-to-line = Write the line
sheet-obstacle-figures = There are { $n } charts; at most { $most } are allowed. Take off sections or questions on the page where the sheet is composed.
sheet-obstacle-pages = It has { $n } pages of A4; at most { $most } are allowed. On the page where the sheet is composed take off sections or questions, or choose “Short”.
sheet-obstacle-pages-short = It has { $n } pages of A4; at most { $most } are allowed. On the page where the sheet is composed take off sections or questions.
sheet-obstacle-plain-pages = In plain language it has { $n } pages of A4; at most { $most } are allowed. On the page where the sheet is composed take off sections or questions, or shorten your plain texts.
sheet-pages = Pages of A4 in the PDF: { $pages }, in plain language: { $plain }.
sheet-pages-likely = Pages of A4, about: { $pages } (an estimate).
sheet-pages-usual = Up to { $n } pages are read gladly.
sheet-pages-usual-of-plain = That in plain language is rather long. With { $n } pages at most it is read gladly.
sheet-pages-fewer-quotes = To keep to { $most } pages, both PDFs have one quote of each kind only.
sheet-pages-fewer-quotes-usual = To keep to { $most } pages, the PDF in the usual words (and not that in plain language) has one quote of each kind only.
sheet-pages-fewer-quotes-plain = To keep to { $most } pages, the PDF in plain language (and not that in the usual words) has one quote of each kind only.
sheet-pages-no-networks = To keep to { $most } pages, both PDFs leave the pictures of ties as lines to the page on the web.
sheet-pages-no-networks-usual = To keep to { $most } pages, the PDF in the usual words (and not that in plain language) leaves the pictures of ties as lines to the page on the web.
sheet-pages-no-networks-plain = To keep to { $most } pages, the PDF in plain language (and not that in the usual words) leaves the pictures of ties as lines to the page on the web.
sheet-rooms = This is how much paper each section takes (an estimate, the longest first). Take off long sections or questions on the page where the sheet is composed.
sheet-room = { $title }: about { $pages } pages
sheet-reason = Why there is a new version
sheet-reason-hint = Stands on the sheet. Example: Counted again because an answer was withdrawn.
sheet-reason-too-long = With this text the PDF has more than { $most } pages. Please shorten it.
sheet-reason-words = The reason for a new version has words that may tell who is meant ({ $words }). Nothing was published. Please write it anew, or look at it and tick “Publish this reason as it is”.
sheet-reason-unprintable = The reason for a new version has characters that become □ in the PDF ({ $words }). Nothing was published. Please write it anew, or look at it and tick “Publish this reason as it is”.
sheet-reason-as-is = Publish this reason as it is
sheet-close = Almost the same people as in what was published before
sheet-close-which = These versions and numbers differ by few (only coordinators and administrators see this).
sheet-close-count = From version { $number }: “{ $label }”, { $before } → { $now }
sheet-close-table = From version { $number }: as many answers and hearings are counted, and “{ $title }” differs
sheet-close-threshold = From version { $number }: another threshold, and in “{ $title }” only the version with the lower one withholds a number (from both together it may be worked out)
sheet-close-quotes = { $n ->
    [one] From version { $number }: one of its quotes is not in the new one
   *[other] From version { $number }: { $n } of its quotes are not in the new one
} (whoever has that version as a PDF may take the difference for the answers of those who were quoted)
sheet-close-sum = The sheet of the region from those of its areas together: “{ $label }”
sheet-close-rest = What two versions of the region’s sheet differ by from what two of that of { $area } do: “{ $label }”
sheet-close-more = { $n } more of these numbers beside the sheets of other areas
sheet-close-text = Beside one of the versions that were published before (taken back or not), or the sheets of the region and the other areas, what fewer than { $n } people said who came or went, or whose answers were changed, could be read off, also where as many came as went. If there is no hurry, publish when more have arrived. To take withdrawn answers out, or when no more will come, tick the box below. That you did is recorded.
sheet-close-confirm = I have looked at this and publish the new version though it differs by few
sheet-close-unconfirmed = Please look at the difference from what was published before, and tick the box.

sheet-standing = What is published now
sheet-stale = The published numbers are not those of today
sheet-stale-text = The published version does not change. What differs:
sheet-stale-causes = What may have led to it is below. To count again, look at the sheet and publish it with a reason.
sheet-differs-count = { $label }: { $before } → { $now }
sheet-differs-figure = The numbers of “{ $title }” differ.
sheet-differs-quotes = { $n ->
    [one] One quote
   *[other] { $n } quotes
} may not be shown any more, and cannot be read in the published version either.
sheet-differs-withheld = The number of answers has crossed the threshold, so that results can, or can no longer, be shown.
sheet-cause-withdrawn = Answers have been withdrawn since.
sheet-cause-stopped = Somebody has since asked that their answers be used no more.
sheet-cause-new = New answers have arrived since.
sheet-cause-edited = Answers that were there have been changed since.
sheet-cause-other = Answers, the consent of a hearing, a note, released quotes, or the words or threshold of the survey have changed.
sheet-retract = Take it back
sheet-to-retract = Take what is published now back
sheet-retract-text = Version { $number } will be taken back. Every share link that shows this sheet says that there is none yet. The record of publications stays, and a new version can be published later.
sheet-retract-back = Back, and leave it published
sheet-not-retracted = What is published has changed since you were asked, so nothing was taken back. Please look at how it stands now.
sheet-retracted = The sheet is taken back. Share links say that there is none yet.
sheet-versions = Publications
sheet-version-first = Version { $number } (SHA-256 { $hash })
sheet-version-next = Version { $number }: { $reason } (SHA-256 { $hash })
sheet-version-retracted = Version { $number } was taken back
sheet-version-read = Read version { $number }
sheet-of-history = Opened from the record of publications; it need not be what the region reads now. Only coordinators and administrators read earlier versions. Quotes whose consent or release is gone are not shown here either.
sheet-published-on = Version { $number } is public ({ $date })
sheet-none-published = Not published yet
sheet-now-taken-back = Taken back
sheet-to-recount = Answers were withdrawn

sheet-version-label = Version
sheet-paper-replies = Your reply
sheet-paper-replies-at = Reply at { $address }
sheet-paper-replies-text = Please tell us of the findings whether it is the same with you, somewhat different, or whether there is something you can do. About { $minutes } minutes, no name needed.
sheet-paper-replies-code = Reply by the QR code or at this address.
sheet-paper-replies-qr = QR code of the address for replies ({ $address })
sheet-replies-chart = The web page has the chart.
sheet-version = Version { $number }
sheet-version-reason = Version { $number }: { $reason }
sheet-foot = Version { $number }, mark { $hash }
sheet-draft-foot = Draft, not published
sheet-rates-of = { $title }: { $figure }
sheet-unit-rate = {" "}({ $rate } of { $invited } on the list)
sheet-unit-rate-invited = {" "}({ $rate } of { $invited } invited, without those out of reach)
sheet-further = { $shown } are shown; there are { $n } more.
sheet-n-withheld = How many wrote or were heard in all (n), and the shares, are left out: a withheld number of answers or hearings would follow from them.
sheet-further-tied = The chart has { $shown }; there are { $n } more, { $tied } of which have the same number as its last one.
sheet-few-answers = Questionnaires with fewer than { $n } answers that may be shared in the region are not on the sheet; whether there are none or one cannot be told.
sheet-method = Every respondent and every hearing counts as one text. How many texts were counted is the n of each figure. Tokenizer lindera { $lindera }, dictionary { $dictionary }, coding frame { $coding }, Kikitori { $version }.
sheet-paper-note = Note { $n }: { $note }
sheet-paper-note-mark = {" "}(note { $n })
sheet-paper-line = { $part }: { $says }
sheet-networks-on-page = The page on the web has the ties as pictures of lines, too.
sheet-quotes-on-page = The page on the web has { $n } more quotes.
sheet-unpublished = The results are being prepared.
sheet-unpublished-text = They will be here, at the same address, as soon as they are ready. Thank you for your patience ({ $host }).
sheet-before-after-whole = This question
sheet-before-after-none = Of what was asked before and after no result can be shown: the numbers are small, or nothing differs.
sheet-before-after-rest = What else was asked before and after is left out: the numbers are small, or nothing differs.
sheet-bursts = Some responses came close together
sheet-bursts-text = Where people answered together in one room, the sheet can be published as it is. If you know of no such thing, they may be invented, to make a small number look large and single people out once they are withdrawn. Look at them before you publish.
sheet-bursts-of = “{ $title }”: { $fewest } or more responses came through the public link within { $minutes } minutes. How often: { $n } (the last on { $time }). Responses of these that are not withdrawn: { $standing }.
sheet-bursts-to = Look at these responses
sheet-no-answer-charts = There is no chart of answers
sheet-no-answer-charts-text = Nobody answered the questions that are chosen, or some of their numbers are small and are withheld, so that none of them has a chart. This sheet has counts and words alone. Consider choosing other questions, or waiting for more answers before you publish it.
sheet-questions-withheld = Questions without a chart, because hardly any of their numbers can be shown: { $titles }
sheet-replies-withheld = Findings without a chart of replies, because hardly any of the numbers can be shown: { $titles }
sheet-rates-withheld = Charts that are left out, because more than half of their rows have numbers so small that they might tell who answered: { $titles }
