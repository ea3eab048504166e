# Answering a questionnaire: start, pages, check, receipt, withdrawal, paper.
fill-about = About this survey
fill-about-host = Host
fill-about-purpose = Purpose
fill-about-audience = For whom
fill-about-minutes = Time needed
fill-about-deadline = Open until
fill-about-voluntary = Taking part
fill-about-pause = Taking a break
fill-about-publication = Publication
fill-about-withdrawal = Withdrawal
fill-about-withdrawal-signup = Cancelling
fill-about-withdrawal-consultation = Taking the request back
fill-about-privacy = Handling of information
fill-about-ethics = Ethics review
fill-about-contact = Contact
fill-about-version = Questionnaire version
fill-about-version-signup = Version
fill-about-version-consultation = Version
fill-publication-text = The results are published in regional papers and at conferences, never in a form that identifies a person or an agency.
fill-minutes = about { $n } minutes
fill-version = Version { $number } ({ $date })
fill-voluntary-text = Taking part is voluntary. You can skip questions that you do not want to answer. Not answering has no disadvantage for you.
fill-pause-text = You can save and take a break. With the resume code you can go on another day or on another device.
fill-explanation-changed = The explanation changed while you were reading. Please read the new one, and begin again below.
fill-start = Start
fill-about-signup = About this registration
fill-about-consultation = About this request
fill-start-signup = Start registering
fill-start-consultation = Start the request
fill-aim = After the information and your consent you come to this question (you can answer the others as well): { $question }
fill-resume-heading = Continue where you left off
fill-resume-code = Resume code
fill-resume-hint = The code you were shown when you saved. Spaces and hyphens do not matter.
fill-resume = Continue
fill-resume-empty = Please enter the resume code: 16 characters that were shown when you saved.
fill-resume-unknown = This resume code was not found. Please look for missing or wrong characters.
fill-number = Q{ $number }
fill-choose = Please choose
fill-max-selected = You can choose up to { $n }.
fill-exclusive = If you choose this, please choose nothing else.
fill-other-label = If you chose “{ $label }”, please describe
fill-more-of-finding = More about it
fill-capacity = { $n } places
fill-ranking = Choose a number for each, 1 for the first. Use each number once.
fill-rank = No. { $n }
fill-rank-none = Choose a number
fill-file = Files that can be sent: { $kinds }. Up to { $size } each. Nothing that says who somebody is will be counted or published.
fill-file-one = Choose a file
fill-file-many = Choose files (as many as you like)
fill-file-replace = Replace it by another file
fill-file-remove = Remove this file
fill-file-paper = This sheet cannot take files. Please send them from the page on the web.
fill-range = Enter a number from { $min } to { $max }.
fill-mask = Please write it in the form “{ $form }”. Full or half width, and with or without signs, is fine.
fill-municipality = Enter the name of the municipality, or its code (5 or 6 digits). You may put the prefecture in front. (List: Ministry of Internal Affairs and Communications, as of { $date })
fill-picture-elsewhere = (The picture is outside this page and is not shown: { $address })
fill-revealed = New question
fill-add-row = Add a row
fill-remove-row = Remove this row
fill-add-panel = Add an entry
fill-remove-panel = Remove this entry
fill-add-what = {" "}({ $title })
fill-remove-what = {" "}({ $title }, number { $number })
fill-row-number = Row { $number }
fill-panel-number = Entry { $number }
fill-total-sum = sum
fill-total-count = given
fill-total-min = smallest
fill-total-max = largest
fill-total-average = mean
fill-fixed-empty = Not known yet.
fill-advice = Please check the following. If it is right, press the button below again.
fill-answer-number = (answer to question { $number })
fill-answer-title = (answer to "{ $title }")
fill-related = Open the related page
fill-notices = There are further questions
fill-no-identifying = Please do not write anything that identifies a person (names, workplaces, a rare disease together with a place).
fill-unknown-type = This question ({ $title }) cannot be shown. You can go on without answering it.
fill-next = Next
fill-to-check = Check your answers
fill-to-check-signup = Check your registration
fill-to-check-consultation = Check your request
fill-previous = Back
fill-save = Save and leave
fill-saved-at = Saved at { $time }.
fill-saved-title = Your answers so far are saved
fill-saved-lead = You can continue whenever it suits you. Nothing has been sent yet.
fill-code-keep = Write it down or print this page. It cannot be issued again.
fill-resume-url = Address to continue
fill-resume-url-hint = Open this address to continue. It shows your answers, so please do not pass it on.
fill-continue = Continue now
fill-differing = The answers on this page were changed in another window or on another device after you opened it
fill-differing-lead = Nothing has been replaced yet. The fields below hold what you have just sent. If you go on, that is what is saved.
fill-differing-there = Saved elsewhere
fill-differing-here = Sent from here
fill-differing-take = Keep what was saved elsewhere
fill-line-lost = There is no connection. What you typed is kept on this page and will be sent by itself as soon as the connection is back. Please leave this page open.
fill-line-back = The connection is back. Sending.
fill-line-restored = What could not be sent has been put back on this page.
fill-editing = You are changing answers that were sent. Until you send them again, the ones sent before count.
fill-submit-again = Send the changed answers
fill-check-lead-again = Please check the answers and send them again with the button at the end.
fill-edit-heading = If you want to change your answers
fill-edit-lead = As long as answers are taken you can change what you sent. Note the address of this page to open it later.
fill-edit-open = You have begun to change your answers. The changes are not sent yet.
fill-edit = Change the answers
fill-edit-continue = Go on changing
fill-edit-discard = Keep the answers as they were
fill-edited-at = Changed { $time }
fill-check-title = Check your answers
fill-check-title-signup = Check your registration
fill-check-title-consultation = Check your request
fill-check-lead = Nothing has been sent yet. Please look through your answers and send them with the button at the end.
fill-check-before = After sending you will get a withdrawal code, with which you can take your answers back.
fill-check-before-signup = After sending you will get a withdrawal code, with which you can cancel your registration and have what you wrote erased.
fill-check-before-consultation = After sending you will get a withdrawal code, with which you can take your request back.
fill-unanswered = No answer
fill-unanswered-signup = Nothing entered
fill-unanswered-consultation = Nothing entered
fill-consents = What you agreed to
fill-consent-given = Agreed
fill-consent-not-given = Not agreed
fill-uncounted = As they are, these answers are not counted
fill-uncounted-text = Without marks for both counting and sharing (in the region or at academic meetings) these answers are part of neither the results for the region nor of presentations. You can send them all the same. If they may be counted, please go back and tick the boxes.
fill-uncounted-missing = Not ticked:
fill-uncounted-mark = “{ $label }”
fill-uncounted-either = “{ $one }” or “{ $other }” (one of them, or both)
fill-uncounted-to = Back to the question of consent
fill-uncounted-sent = Received, but not counted
fill-uncounted-sent-text = Without marks for both counting and sharing (in the region or at academic meetings) these answers are part of neither the results for the region nor of presentations. If they may be counted, please tick the boxes while answers are taken, and send them again.
fill-submit = Send
fill-receipt-title = We received your answers
fill-receipt-title-consultation = We received your request
fill-receipt-at = Received { $time }
fill-withdrawal-code = Withdrawal code
fill-next-heading = What happens next
fill-next-review = We check that nothing identifies a person.
fill-next-count = We count the answers as far as you agreed. Small numbers are not shown.
fill-next-feedback = The results go back to the people concerned, region by region.
fill-next-answer = Somebody answers on the same day or the next one (after a weekend on Monday).
fill-next-meeting = You agree on when and how to talk.
fill-next-apart = Your request is kept apart from survey answers and not counted.
fill-next-signup-read = Somebody reads your registration.
fill-next-signup-told = If there is something to tell you, it is sent to the contact that you gave.
fill-next-signup-apart = Your name and contact are kept apart from survey answers and not counted with them.
fill-withdraw-heading = If you want to take your answers back
fill-withdraw-heading-signup = If you want to cancel your registration
fill-withdraw-heading-consultation = If you want to take your request back
fill-withdraw-how = With the withdrawal code you can take your answers back.
fill-withdraw-how-signup = With the withdrawal code you can cancel your registration and have what you wrote erased.
fill-withdraw-how-consultation = With the withdrawal code you can take your request back.
fill-withdraw-until = Until { $date } you can take your answers back with the withdrawal code. They are erased, and the figures are counted anew.
fill-withdraw-page = Where to do this
fill-withdraw-empty = Please enter the withdrawal code: 12 characters that were shown after sending.
fill-withdraw-unknown = This withdrawal code was not found. Please look for missing or wrong characters.
fill-withdraw-title = Take back what you sent
fill-withdraw-lead = Enter the withdrawal code to take back what you sent (answers, a registration or a request). You need not say why.
fill-withdraw-code-hint = Three groups of four letters and digits. Case and spaces do not matter.
fill-withdraw-warning = What was taken back cannot be restored.
fill-withdraw = Take back
fill-withdraw-lost = If you do not know the code, please contact us.
fill-withdrawn-title = Your answers were taken back
fill-withdrawn-title-signup = Your registration was cancelled
fill-withdrawn-title-consultation = Your request was taken back
fill-withdrawn-at = Withdrawn { $time }
fill-withdrawn-text = They will not be used in further counts. Thank you.
fill-withdrawn-text-signup = What you wrote was erased. Thank you for telling us.
fill-withdrawn-text-consultation = What you wrote was erased. Thank you for telling us.
fill-closed-closed = This survey is closed
fill-closed-closed-signup = Registration is closed
fill-closed-closed-consultation = Requests are closed
fill-closed-closed-text = The time for answering is over. Thank you for your interest.
fill-closed-closed-text-signup = The time for registering is over. Thank you for your interest.
fill-closed-closed-text-consultation = No new requests are taken on this page.
fill-closed-mending = This survey is closed
fill-closed-mending-text = The changes you were making could not be taken. The answers you sent before are as they were. If something should be corrected, please tell the contact below.
fill-closed-withdrawn = These answers were taken back
fill-closed-withdrawn-signup = This registration was cancelled
fill-closed-withdrawn-consultation = This request was taken back
fill-closed-withdrawn-text = To answer again, please begin at the first page.
fill-closed-withdrawn-text-signup = To register again, please begin at the first page.
fill-closed-withdrawn-text-consultation = To ask again, please begin at the first page.
fill-closed-date-withdrawn = Withdrawn { $date }
fill-paper-screen = This is the questionnaire for paper. Please print it on A4.
fill-paper-pdf = Save this questionnaire (PDF)
fill-paper-qr = QR code for answering on the web
fill-paper-web = You can also answer on the web
fill-paper-address = To answer on the web:
fill-paper-one = Please mark one.
fill-paper-many = Please mark all that apply.
fill-paper-rows = Please mark one in each row.
fill-paper-rows-many = In each row, mark all that apply.
fill-paper-ranking = Write a number into each box, 1 for the first.
fill-paper-write = Space for your answer
fill-paper-send = When you have finished
fill-paper-thanks = Thank you for your help.
fill-sheet-name = Answers
fill-sheet-number = No.
fill-sheet-question = Question
fill-sheet-answer = Answer
fill-sheet-how = Fill in the coloured cells, save the file and send it back. Other cells cannot be changed.
fill-sheet-mark = Where a list opens, choose what applies, or type its number. Where ○ is asked, mark what applies with ○.
fill-sheet-list = This is not in the list. Choose from the list, or type the number.
fill-sheet-return = Send it to
fill-sheet-asked = { $question } ({ $requirement })
fill-sheet-one = Choose one from the list.
fill-sheet-many = Mark all that apply with ○.
fill-sheet-most = Mark what applies with ○ (up to { $n }).
fill-sheet-rows = Fill in each row.
fill-paper-fax = Return by fax to
fill-paper-office = Filled in by the office
fill-paper-withdraw = To withdraw your answers, write to the contact above, saying when you filled in this form and how to find it. You will be told your withdrawal code.
fill-page-fold = The questions of this page
fill-withdraw-after = After that the figures are final and answers cannot be taken back. With the same code you can ask that they be used for nothing new.
fill-stop-title = Stop further use
fill-stop-over = The last day for taking answers back ({ $date }) has passed and the figures are final. Your answers cannot be taken out of results that were made, but you can stop any further use.
fill-stop-what = Your answers will be used for no figures, sheets or talks that are made from now on, and your words are no longer shown. You need not give a reason.
fill-stop = Stop further use
fill-stopped-title = Further use was stopped
fill-stopped-at = Use stopped { $time }
fill-stopped-text = Your answers are used for nothing that is made from now on. Thank you for telling us.
fill-about-proxy = Answering for somebody
fill-proxy-text = If writing is hard for the person concerned, family or supporters may fill this in together with that person. Please write what the person thinks.
fill-receipt-explanation = Explanation agreed to: { $version }
fill-letter-receipt = Receive this receipt by mail
fill-letter-resume = Receive the address to continue by mail
fill-letter-to = Mail address
fill-letter-hint = Used for this one letter only. It is not stored with what you sent and erased after sending.
fill-letter-send = Send the letter
fill-letter-sent = The letter is on its way. If it does not arrive within some minutes, please check the address and your spam folder.
fill-letter-too-many = No more letters can be sent to this address for now. Please try again later.
letter-receipt-subject = [Receipt] { $title }
letter-receipt-body =
    Thank you for your answers. This letter is your receipt.

    Survey: { $title }
    Host: { $host }
    Received: { $sent }
    Withdrawal code: { $code }

    You need the code to take your answers back. Please give it to nobody.
    Page for that: { $withdraw }

    Contact: { $contact }
letter-receipt-body-signup =
    Thank you for registering. This letter is your receipt.

    Registration: { $title }
    Host: { $host }
    Received: { $sent }
    Withdrawal code: { $code }

    You need the code to cancel your registration and have what you wrote erased. Please give it to nobody.
    Page for that: { $withdraw }

    Contact: { $contact }
letter-receipt-body-consultation =
    Thank you for your request. This letter is your receipt.

    Request: { $title }
    Office: { $host }
    Received: { $sent }
    Withdrawal code: { $code }

    You need the code to take your request back. Please give it to nobody.
    Page for that: { $withdraw }

    Contact: { $contact }
letter-receipt-edit =
    As long as answers are taken, you can change yours here:
    { $receipt }
letter-resume-subject = [Continue] { $title }
letter-resume-body =
    Your answers so far were saved. They have not been sent yet.

    Survey: { $title }
    Host: { $host }

    Open this page to continue. It shows your answers, so please give the address to nobody.
    { $url }

    Resume code: { $resume }

    Contact: { $contact }
letter-resume-body-signup =
    Your registration so far was saved. It has not been sent yet.

    Registration: { $title }
    Host: { $host }

    Open this page to continue. It shows what you wrote, so please give the address to nobody.
    { $url }

    Resume code: { $resume }

    Contact: { $contact }
letter-resume-body-consultation =
    Your request so far was saved. It has not been sent yet.

    Request: { $title }
    Office: { $host }

    Open this page to continue. It shows what you wrote, so please give the address to nobody.
    { $url }

    Resume code: { $resume }

    Contact: { $contact }
letter-once =
    Your address was used for this letter only. It is not stored with what you wrote.
    If you did not ask for it, please delete this letter.
