# The researcher's bundle: its pages, and what stands in its files.
bundle-title = Bundle for researchers
bundle-label = Data, codebook, questionnaires, codings and more in one file (ZIP)
bundle-hint = De-identified data (CSV, XLSX, Parquet, SPSS), codebook (HTML, XLSX, DDI), methods and a list of hashes. Before it is made you see whom it might give away.
bundle-open = See contents and risk
bundle-lead = Before it is made, we look whether what others may know of people gives away whose answers these are.
bundle-contents-title = What is in it and what is not
bundle-contents = { $n ->
    [one] Data of one answer whose consent covers academic use, codebook, questionnaires and methods.
   *[other] Data of { $n } answers whose consent covers academic use, codebook, questionnaires and methods.
}
bundle-contents-empty = Codebook, questionnaires and methods. There are no answers yet that may be used at academic and practice meetings, so that the tables of data have no rows of answers.
bundle-contents-texts = Texts that may be used at academic and practice meetings, what is coded in them (REFI-QDA), and the texts as KH Coder reads them. Words that may tell who is meant are looked for by the program and said more generally. Some are not found: please read the texts before you hand them on. Coders are numbers (“Coder 1”).
bundle-contents-replies = Counts of the replies to the feedback, as the published sheets have them.
bundle-contents-never = Invitations, contacts and codes of answers are in no file. Ages are bands of ten years, municipalities areas, days months, diagnoses groups of diseases.
bundle-risk-title = Whom it might give away
bundle-risk-lead = Answers that have the same values in all columns that others may know (area, group of agencies, age) are one group. The smaller a group, the easier it is to tell whose answers they are.
bundle-risk-empty-none = There are no answers.
bundle-risk-empty-not-allowed = There are answers, but none of them allows academic use, so that none is in it.
bundle-risk-empty-few = Fewer than { $n } answers allow academic use, so that none is in it.
bundle-risk-columns = Columns looked at: { $columns }.
bundle-risk-classes = { $classes ->
    [one] The { $rows } answers are in one group of { $smallest } (k={ $smallest }).
   *[other] The { $rows } answers are in { $classes } groups; the smallest has { $smallest } (k={ $smallest }).
}
bundle-risk-none = No group has fewer than { $k }.
bundle-risk-some = { $n ->
    [one] One answer is in a group of fewer than { $k }.
   *[other] { $n } answers are in groups of fewer than { $k }.
}
bundle-risk-single = { $n ->
    [one] { $columns } alone puts one answer into a group of fewer than { $k }.
   *[other] { $columns } alone puts { $n } answers into groups of fewer than { $k }.
}
bundle-risk-pair = { $n ->
    [one] { $columns } together put one answer into a group of fewer than { $k }.
   *[other] { $columns } together put { $n } answers into groups of fewer than { $k }.
}
bundle-risk-without = { $n ->
    [one] Without { $columns }, one answer would be in a group of fewer than { $k }.
   *[other] Without { $columns }, { $n } answers would be in groups of fewer than { $k }.
}
bundle-risk-beside = If { $columns } were known to a reader, { $n } would be in groups of fewer than { $k }.
bundle-risk-beside-more = { $n } more columns would put more answers in groups of fewer than { $k } if they were known.
bundle-risk-beside-do = Answers under “if” are taken as known to nobody and make no groups. Add those that can be looked up in lists or on web pages to “Other columns that others may know” (--also on the command line).
bundle-risk-tables-area = Beside tables by area, the area of some answers might be found out. If it were, { $n ->
    [one] one answer would be in a group of fewer than { $k }.
   *[other] { $n } answers would be in groups of fewer than { $k }.
}
bundle-risk-tables-kind = Beside tables by kind, the kind of agency of some answers might be found out. If it were, { $n ->
    [one] one answer would be in a group of fewer than { $k }.
   *[other] { $n } answers would be in groups of fewer than { $k }.
}
bundle-risk-tables-do = k is that of the data by themselves. Please do not give tables by area or by kind to whoever gets the data; or leave the columns of the area (area) and of the group of agencies (agency_group) out (--drop on the command line) and look again.
bundle-risk-leave-out = Look again without the answers that can be looked up ({ $columns })
bundle-risk-too-many = There are too many columns; these were not looked at: { $columns }. If they were known as well, groups might be smaller.
bundle-asked = Questions that a version did not ask, or asked of others (empty cells)
bundle-risk-asked = Which version somebody answered can be seen by the empty cells of what it did not ask, or asked of others. This was taken as something that others may know. The cells are in these columns: { $columns }. When they are left out (--drop on the command line), nothing tells the version.
bundle-risk-withheld = Not in the data, because all values are withheld: { $columns }.
bundle-risk-area = Areas (area) are withheld where few share them together with their group of agencies (agency_group). They stay out where the group is left out, too: a bundle with areas and another one with groups could be joined row by row by the other answers. Numbers by area are in the tables for talks and the tables of the exports.
bundle-risk-as-coarse = Were to be made coarser and stay as they are (nothing in them is rare, or they are not in the data): { $columns }.
bundle-no-fonts = Questionnaires will not be in it as PDF: the font for them (Debian package fonts-morisawa-bizud-gothic) is missing. They will be there as JSON.
bundle-joined-title = Joined answers (column person)
bundle-joined-lead = The answers of { $n } people who answered several questionnaires were joined by the column person and looked at as one answer each. Questionnaires joined: { $questionnaires }. Their numbers stand before the names of columns. Joined, they show combinations that no questionnaire shows by itself.
bundle-joined-drop = Without the column person, no pseudonym joins the answers of the same person.
bundle-telling-title = Words in texts that may tell who is meant
bundle-telling-none = Texts that were looked at: { $all }. No such words were found. Some are not found, so please read the texts before you hand them on.
bundle-telling-some = { $n } of { $all } texts hold words that may tell who is meant ({ $kinds }).
bundle-telling-kind = { $kind }: { $n }
bundle-telling-memos = So do { $n } memos of coders.
bundle-telling-general = More general words take their place, such as ［氏名］ (name) or 40代 (forties). Some are not found, so please read the texts before you hand them on.
bundle-telling-written = They are in the files as they were written.
bundle-telling-which = Texts in which words were found
bundle-telling-more = and { $n } more
bundle-columns-more = { $columns }, and { $n } more
bundle-column = { $label } ({ $name })
bundle-decide-title = Decide what to do
bundle-decide-lead = Make columns coarser or leave them out, and look again. Nothing is made yet.
bundle-k = Answers that a group must have
bundle-level = { $k } or more
bundle-no-level = “{ $k }” cannot be chosen. Please choose one of { $levels }.
bundle-empty-level = This is empty. Please choose one of { $levels }.
bundle-do-keep = Keep it
bundle-do-coarser = Make it coarser
bundle-do-drop = Leave it out
bundle-texts = Words in texts that may tell who is meant
bundle-texts-general = Say them more generally (［氏名］, 40代 …)
bundle-texts-written = Keep them as they were written
bundle-also = Other columns that others may know
bundle-also-hint = Names of columns with spaces between them (for example: q4 q5).
bundle-drop = Other columns to leave out
bundle-drop-hint = Names of columns with spaces between them.
bundle-no-column = There is no column “{ $name }” to choose. The codebook has the names of columns.
bundle-look = Look again
bundle-make-title = Make it
bundle-accept = I have read what is said above of the risk. Make it all the same.
bundle-accept-required = It may tell whose answers or texts these are. Please read what is said above, and tick the box if it is to be made all the same.
bundle-accept-changed = Answers, texts or published sheets have changed meanwhile. What is said above is how it is now. Please read it again, and tick the box if it is to be made all the same.
bundle-make = Make the bundle
bundle-busy = Other bundles are being made. Please wait a moment and try again.
bundle-progress = Files that are written
bundle-again = See how far it is
bundle-back = Back to contents and risk
bundle-cancel = Cancel
bundle-erase = Erase this file
bundle-cancelled = Cancelled. No file is left.
bundle-state-working = It is being made ({ $done } of { $all } files). You can leave this page.
bundle-state-reading = The answers are being read. You can leave this page.
bundle-state-texts = Texts are looked at for words that may tell who is meant. You can leave this page.
bundle-state-counting = Groups of equal answers are counted. You can leave this page.
bundle-state-stopping = It is being stopped, and ends in a moment.
bundle-state-changed = Answers, texts or published sheets have changed since it was looked at, so it was not made. Please go back and look again.
bundle-state-outdated = Answers, texts or published sheets have changed since it was made (somebody may have withdrawn). Its file was erased, so that nothing is handed on that was taken back. Please go back to contents and risk, and make it again.
bundle-state-done = It is ready, and can be taken from here for { $minutes } minutes. Then it is erased.
bundle-state-cancelled = It was cancelled. There is no file.
bundle-state-full = The disk has no room for it. There is no file. Please make room and try again.
bundle-state-failed = It could not be made. There is no file. If this goes on, please tell the administrator.
bundle-note-fiscal-year = Months are put together as fiscal years (April to March).
bundle-note-age = Ages are put together in bands of twenty years.
bundle-note-number = Numbers are put together in bands (the value is where a band begins).
bundle-note-values = Values of few are withheld.
bundle-count-band = { $first }–{ $last }
bundle-count-band-open = { $first } and more
bundle-left-out-line = { $name } ({ $label }): { $why }
bundle-left-out-title = Questions not in the data
bundle-left-out-why = Why it is left out
bundle-left-out-identifier = it says who somebody is
bundle-left-out-beside = text beside “other” or beside an answer
bundle-left-out-elsewhere = in the columns area and agency_group, more generally
bundle-left-out-who = it tells whose answer it is (affiliation, code of the respondent)
bundle-left-out-diagnosis = a diagnosis answered by a number or a day
bundle-left-out-text = free text (texts are those in texts/ alone)
bundle-left-out-scheme = there is no scheme of areas for municipalities
bundle-left-out-withheld = all its values are withheld
bundle-left-out-chosen = left out as was decided when it was made
bundle-left-out-between = few were asked it, or answered a version that did not ask it
bundle-ethics = Number of the ethics review: { $number }
bundle-rate = { $answered } / { $asked } = { $share }
bundle-rate-few = { $answered } / { $asked }
bundle-rate-invited = { $rate } (invitations answered / invited without those known to be out of reach; { $invited } invited)
bundle-rate-invited-all = { $rate } (answers / invited without those known to be out of reach; { $invited } invited; answers may include some from others)
bundle-text = Text
bundle-wave = Wave
bundle-question = Question
bundle-none = none
bundle-readme-title = Bundle for researchers (English)
bundle-readme-use = Only answers whose consent covers academic use are in it. The data have one row an answer. Small numbers can be counted in them: they are for the researchers who analyse them, and not to be handed around as tables are. Please do not try to find out whose answers they are.
bundle-readme-data = data/: de-identified data as CSV (UTF-8 with BOM), XLSX, Parquet and SPSS (.sav), all with the same content. What is withheld is “*” in CSV and XLSX, a missing value in SPSS (“*” in columns of text, -9 in columns of numbers, or -8 and so on where -9 is a value) and null in Parquet, where it cannot be told from what was not asked. Columns with missing codes and a value that is a text of more than 8 bytes (agency_group, with values such as employment) are numbers in SPSS; labels are the same, and the codebook has the number of each value in its note. The number after q is that of the questionnaire.
bundle-readme-levels = Levels and missing values: in SPSS and in the codebook steps (of tables, ratings, satisfaction …) and bands (of people, ages, years …) are ordinal, numbers are scale (interval in DDI), and all else is nominal. In ordinal columns answers that are no step of the order, “don’t know” (97) and “no answer” chosen as such (98), are missing like what was left blank (99) or cannot be read (96). In nominal columns they stay answers. In the counts of the codebook and in tables they are among the answers everywhere. SPSS takes three missing values, or a range and one value. Where there are more than three they are a range (such as 96 THRU 99) if no answer is in it, and otherwise the three that most rows have; the codebook has all of them.
bundle-readme-codebook = codebook/: what each column means, names of values, missing values, who was asked, counts. HTML, XLSX and DDI-Codebook 2.5 (.xml), all with the same content. Counts that tables withhold are withheld here, too.
bundle-readme-questionnaires = questionnaires/: the published questionnaires, as JSON (of SurveyJS) and as PDF with the names and values that the data have. The number after v is the version.
bundle-readme-pdf-no-fonts = Questionnaires are not in it as PDF: the font for them (Debian package fonts-morisawa-bizud-gothic) was missing. They are there as JSON.
bundle-readme-pdf-too-long = A questionnaire was too long for a PDF file. It is there as JSON.
bundle-readme-anonymity = anonymity.txt: report on k-anonymity (k is that of the data by themselves and not together with tables by area or by kind; please do not give these beside the data). methods.txt: period, invited and answered, ethics review, explanation and consent, parameters.
bundle-readme-numbers = Beside published numbers: the feedback to the region counts the answers that may be shared in the region, this bundle has those that may be used for research (methods.txt says how many). What the feedback counts by kind of agency can be counted here by group. Please do not publish numbers that stand as “*” in the feedback.
bundle-readme-area = Column area: withheld where few share it together with the group of agencies (agency_group), also where that column was left out, because two bundles could be joined by the other answers. So tables for talks by area may not follow from data/. What may be published of areas are the numbers of those tables.
bundle-readme-person = Column person: the same pseudonym where answers before and after are of the same person (one of each questionnaire with the same code). It joins the data of the questionnaires. What is joined tells more, so please do not try to find out whose answers they are. The report on k-anonymity looks at the data of each questionnaire and at the joined answers.
bundle-readme-replies = replies/replies.csv: counts of the replies to the feedback. They are those of the sheets that are published now; what these withhold (“*”) is withheld here, too. Replies are given to the region, so that there is no row of each and no text. A row is one answer to one finding. Columns: wave, area and area_name (those of the sheet; blank for the whole region), version (of the sheet), finding (its code; those with C and G are themes of rules/themes.json), finding_text, answer, n, percent, base (of what percent is a share; blank on sheets with one finding). The row without finding_text is how many replied in all. A finding without answer is one of which the sheet tells no number (nobody replied to it, or numbers are small).
bundle-readme-replies-rows = Replies to the feedback: their questionnaire asked for academic use, too, so that the replies that allow it are in data/. Please count them there. The numbers of replies on the sheets are not in this bundle: beside the rows they could tell what one person replied.
bundle-readme-replies-unread = On a published sheet the numbers of replies could not be read (a later version of the program published it). Those numbers are not in this bundle.
bundle-readme-codings = codings/project.qdpx: texts and what is coded in them (REFI-QDA; for NVivo, MAXQDA, ATLAS.ti, QualCoder and others).
bundle-readme-texts = texts/: texts as KH Coder reads them. texts.csv has a row a text with its variables; texts.txt has headings (h1: who wrote, h2: the question). Texts of texts.csv are as they were written, without an apostrophe before “=” or “-”: do not open it in Excel.
bundle-readme-no-texts = Texts and codings are not in it. Please ask the coordinator if you need them.
bundle-readme-shipped-rules = rules/themes.json, rules/stances.tsv: the rules of Kikitori by which suggested themes and stances (challenges, good practices, requests) are counted.
bundle-readme-rules = rules/rules.cod: the coding rules written for this survey, in KH Coder’s format.
bundle-readme-left-out = Questions that the data of { $name } does not have, and why (they are in the codebook, too):
bundle-readme-sums = manifest.json, SHA256SUMS: hashes of all files. “sha256sum --check SHA256SUMS” checks them.
bundle-methods-title = Methods (English)
bundle-methods-survey = Survey: { $value }
bundle-methods-region = Region: { $value }
bundle-methods-host = Host: { $value }
bundle-methods-purpose = Purpose: { $value }
bundle-methods-period = Period: { $value }
bundle-methods-ethics = Number of the ethics review: { $value }
bundle-methods-hearings = Hearing notes whose consent allows academic use, in this bundle: { $n }
bundle-methods-months = Months of answers: { $first } to { $last }
bundle-methods-month = Month of answers: { $month }
bundle-methods-rate = Invited: { $invited } agencies. Of these not known to be out of reach: { $reached }. Response (invitations answered / those not out of reach): { $rate }
bundle-methods-rate-all = Invited: { $invited } agencies. Of these not known to be out of reach: { $reached }. Response (answers / invited without those known to be out of reach; answers may include some from others): { $rate }
bundle-methods-invited = Invited: { $invited } agencies. Of these not known to be out of reach: { $reached }
bundle-methods-rate-listed = No agency was invited one by one. Response (answers / agencies on the list that it was for): { $rate }
bundle-methods-listed = No agency was invited one by one. Agencies on the list that it was for: { $n }
bundle-methods-responses = Answers that came: { $sent }. Of these, with consent to academic use and in this bundle: { $used }
bundle-methods-apart = Answers and notes that may not be shared in the region were left out where they are few, in all or of an area or kind: they could be read off the published sheets. So were the few without an area on record: they would be all less those of the areas. So were the few who answered a version with other questions or choices: empty cells and differences of numbers would tell them.
bundle-methods-unread = Of texts and codings, those of answers and notes that may not be shared in the region were left out where they are few, in all or of an area or kind: they could be read off the published sheets. So were those of the few without an area on record.
bundle-methods-untold-words = What was written in “{ $questions }” is in no number of pages and published sheets, since only some were asked: how many wrote it could tell a small number of answers; it is among the texts of this bundle
bundle-methods-versions = Published versions of the questionnaire: { $n }
bundle-methods-explanation = Explanation and consent, version { $number }:
bundle-methods-program = Made with Kikitori { $version }
bundle-methods-cells = Protected counts: counts under { $n }, and those that follow from others, are “*” (in tables, codebooks and DDI)
bundle-methods-generalised = De-identification: pseudonyms, groups in place of kinds of agencies, ages in bands of ten years (80 and older together), areas in place of municipalities, groups of diseases in place of diagnoses (by Kikitori’s own list; names that it does not have are withheld), months in place of days. Free text, texts beside “other” and identifying answers are not in the data
bundle-methods-k = Answers that a group must have (k): { $k }
bundle-methods-also = Other columns taken as known to others: { $names }
bundle-methods-coarser = Columns made coarser: { $names }
bundle-methods-dropped = Columns left out: { $names }
bundle-methods-texts-general = Texts: names of people, organisations and municipalities, diseases, ages, dates, telephone numbers and mail addresses were looked for by the program, and more general words such as ［氏名］ or 40代 put in their place
bundle-methods-texts-written = Texts: as they were written
bundle-methods-tests = Rules of tests: χ² test (Yates’ correction for two by two), Fisher’s exact test where an expected count is under 5 (by { $draws } simulated tables with a fixed seed where it is larger than two by two), residuals with Holm’s correction for the table. Scales: two groups by the test of Mann and Whitney, more by that of Kruskal and Wallis (corrected for ties); the same people before and after by Wilcoxon’s signed rank test, of choices by McNemar’s test (exact where fewer than 25 people changed). p of Mann and Whitney and of Wilcoxon is exact without ties and pairs that do not differ and with fewer than 50 in each group, else the normal approximation with correction for continuity. Effects: φ or Cramér’s V with 95% intervals (of φ by Fisher’s z; of V by the noncentral χ² distribution, Steiger and Fouladi 1997, and none where V of the sample is larger than its interval), rank-biserial correlation, ε². p is not corrected for the number of questions
bundle-methods-words = Texts: tokenizer lindera { $lindera }, dictionary { $dictionary }, coding frame { $coding }. All that one person (respondent or hearing) wrote is one text.
bundle-methods-rules = Revision of the coding rules: { $revision }
bundle-anonymity-title = Report on k-anonymity (English)
bundle-anonymity-alone = k is that of the data by themselves and not together with tables by area or by kind. Beside these, areas and kinds that the data withhold might be found out, so please do not give such tables to whoever gets the data.
