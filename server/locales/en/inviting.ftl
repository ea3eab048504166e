# Inviting agencies: their pages, letters, response rates.
invited-to = A request to { $agency }
invited-deadline = Please answer by { $date }
invited-continue = Go on with your answer
invited-mode-known = Taken as your agency’s answer
invited-mode-known-text = What is sent from this page is taken as the answer of your agency, once. You can save, open the same page on another device and go on. Where no question asks for your area and kind of agency, those on our list are added for the tables. Publications do not show which agency said what.
invited-mode-anonymous = Taken without a name
invited-mode-anonymous-text = Which agency an answer is from is not stored: only that there was one, and no time of it, once for each agency. So opening this page again begins a new answer. To go on later, bookmark the address of the page you are answering, or use the address that “Save and leave” shows.
invited-received = Your answer has been received
invited-received-text = This invitation has been answered. Thank you. To change the answer, or to see it beside the results of the region, use the address of the receipt that was shown when it was sent.
invited-withdrawn = The answer to this invitation was taken back by who gave it.
invited-only = Only invited agencies can answer this survey. Open the link that you were sent, or enter the code of your letter.
invited-code-title = Enter an invitation code
invited-code-lead = The letter that came by post or fax has an invitation code of 8 characters.
invited-code = Invitation code (8 characters)
invited-code-hint = Capital or small letters, full or half width, with or without hyphens and spaces. (0, 1, O, I and L are never used.)
invited-code-at-end = The code of 8 characters in your letter or mail. It only shows that each agency answers once, and is not stored with the answer.
invited-code-go = Go on
invited-code-empty = Enter the invitation code.
invited-code-length = An invitation code has 8 characters; you entered { $n }.
invited-code-misread = This may have been misread. Check the letter for characters that look alike or changed places.
invited-code-unknown = There is no such invitation code. Check your letter.
opt-out-title = Decline further letters
opt-out-text = Press the button, and this contact gets no more mail that asks for answers, nor the results.
opt-out-do = Decline letters
opt-out-done = No more letters will be sent
opt-out-done-text = From now on you get no mail that asks for answers, nor the results (unless you ask for them with an answer from tomorrow on). The link you were sent still works.
opt-out-undo = Take that back
inviting-title = Invitations and response rates
inviting-settings = How to invite
inviting-settings-lead = Decide whom this questionnaire invites, and how.
inviting-saved = The settings were saved.
inviting-not-published = Publish the questionnaire before you invite anybody.
inviting-not-here = Sign-ups do not invite.
inviting-not-set = Save “How to invite” first.
inviting-mode = How answers are taken
inviting-mode-known = Known (it is seen which agency answered what)
inviting-mode-known-hint = A response keeps its invitation. Those who have begun are counted, and can go on on another device.
inviting-mode-anonymous = Anonymous (no answer leads to its agency)
inviting-mode-anonymous-hint = Only the fact that somebody answered is kept, without a time or an order. Rates are given by kind and by area, small numbers withheld.
inviting-mode-required = Choose how answers are taken.
inviting-mode-is-fixed = Once somebody is invited it stays.
inviting-open = Others can answer by the public link, too
inviting-open-hint = Without it only agencies with a link or a code can answer.
inviting-is-open = Others can answer, too
inviting-is-closed = Only invited agencies can answer
inviting-deadline = Last day
inviting-no-deadline = whenever you can
inviting-deadline-form = This is no date.
inviting-letter = First letter
inviting-letter-hint = {"{"}agency{"}"}, {"{"}link{"}"}, {"{"}code{"}"}, {"{"}deadline{"}"}, {"{"}host{"}"} and {"{"}contact{"}"} are replaced for each agency. The link to decline letters is always added at the end.
inviting-reminder = Reminder
inviting-reminder-round = Reminder { $n }
inviting-subject = Subject
inviting-body = Text
inviting-reminder_subject = Subject of the reminder
inviting-reminder_body = Text of the reminder
inviting-link-missing = Put {"{"}link{"}"} into the text: without it nobody knows where to answer.
inviting-letter-subject = Please take part: “{ $title }”
inviting-letter-body =
    Dear colleagues of { $agency },

    { $host } asks for your help with “{ $title }”.
    This page is for your agency:
    { $link }

    On paper: open { $url } and enter the invitation code { $code }.

    Please answer by: { $deadline }

    Questions: { $contact }
inviting-letter-reminder-subject = (Reminder) “{ $title }”
inviting-letter-reminder-body =
    Dear colleagues of { $agency },

    { $host } asks again for your help with “{ $title }”. If you have answered meanwhile, thank you.
    { $link }

    Invitation code: { $code } (to be entered at { $url })

    Please answer by: { $deadline }

    Questions: { $contact }
inviting-letter-footer =
    --
    If you want no more of these letters, tell us here:
    { $opt_out }
inviting-choose = Choose whom to invite
inviting-choose-lead = Agencies in the survey’s region that are not invited yet ({ $n } have been). Each agency can be invited once.
inviting-free = Not invited yet
inviting-free-none = None of the agencies that meet the conditions is still to be invited
inviting-no-contact = no contact
inviting-invite-all = Invite all { $n } agencies that meet the conditions
inviting-invite-all-and-ticked = Invite those that meet the conditions and those that are ticked, { $n } agencies in all
inviting-choose-kept = Ticks stay when you go to another page or change the conditions. They invite nobody by themselves: press a button below.
inviting-chosen-elsewhere = Ticked agencies that are not shown here ({ $n })
inviting-invite-ticked = Invite those that are ticked
inviting-invited = Invited. No letters have been sent yet.
inviting-invited-most = As many were invited as can be at once. Choose again to invite the others. No letters have been sent yet.
inviting-invited-none = Nobody new was invited.
inviting-nobody = Nobody is invited yet
inviting-n-invited = Invited
inviting-rate = Rate
inviting-rates = Response rates
inviting-rates-base = The rates here are of all invited agencies. Those of the live view and the analysis leave out agencies known to be out of reach and count only answers that may be used, so that they may differ.
inviting-rates-kind = Response rates by kind
inviting-rates-region = Response rates by area
inviting-rates-anonymous = Answers are anonymous: counts below { $n }, and what they could be worked out from, are shown as “*”. There is no table by kind and area. The sum of all is always shown, and with it whether nobody or everybody has answered.
inviting-by-kind = Kind
inviting-by-region = Area
inviting-state = State
inviting-state-answered = Answered
inviting-state-begun = Begun
inviting-state-open = Not yet
inviting-state-declined = Declined letters
inviting-state-undeliverable = Mail not delivered
inviting-list = Invited agencies
inviting-list-anonymous = Answers are anonymous, so it is not shown who has answered. Reminders leave out those who have by themselves.
inviting-sent-on = Last letter by mail
inviting-on-paper = Paper, fax
inviting-mark = Came on paper
inviting-marked = Marked as answered. Type the answers under “Paper, fax, telephone, Excel”.
inviting-letters = Letters by mail
inviting-letters-lead = Look at the letter as one agency will get it before you send it. No agency gets the same letter twice.
inviting-letter-change = Change the words
inviting-letter-who = Goes to { $n } agencies that have not had it.
inviting-reminder-who = Goes to { $n } agencies that have not answered and have not declined letters. That is checked once more just before sending.
inviting-who-anonymous = Goes to those of the { $n } agencies with a mail address who have neither answered nor had it. Answers are anonymous, so it is not shown how many they are. That is checked once more just before sending.
inviting-send-anonymous = Send this letter
inviting-send = Send { $n } letters
inviting-reminder-most = There are at most { $n } reminders; no more can be sent.
inviting-send-nobody = There is nobody to send this to now.
inviting-queued = The letters are on their way.
inviting-not-sent = Nothing was sent: something is still to be written.
inviting-queued-none = There was nobody to send it to.
inviting-retried-none = There is nothing to try again. Letters to mail addresses that cannot be reached go out once the address is corrected.
inviting-bounces = Mail addresses that cannot be reached
inviting-bounces-n = { $n } mail addresses cannot be reached.
inviting-bounces-lead = Mail servers said that there is no such mailbox. Correct the address, and what it did not get is sent again.
inviting-bounces-none = All mail addresses can be reached
inviting-declined-n = { $n } contacts have declined letters.
inviting-correct = Correct and send
inviting-corrected = The address was corrected. What it did not get is sent again.
inviting-corrected-meanwhile = Somebody else corrected the address to “{ $email }” meanwhile. Send it once more if it should be this one.
inviting-returned-title = Mail that came back later
inviting-returned-lead = Mail that was taken at first sometimes comes back with a report that it could not be delivered. Bring that report here, and whom it names joins the list above. Correct the address, and the letter is sent again.
inviting-returned-files = Files of reports that came back
inviting-returned-files-hint = Save the report as “.eml” in your mail program. Choose as many as you like (1 MB each).
inviting-returned-addresses = Or the addresses that were not reached
inviting-returned-addresses-hint = One a line.
inviting-returned-note = Note as not reached
inviting-returned = The addresses that were not reached were noted.
inviting-returned-n = { $n } addresses were noted as not reached.
inviting-returned-by-hand = A report that it could not be delivered came back later
inviting-returned-nothing = Choose a file or write an address
inviting-returned-unread = “{ $file }” does not say whom a letter did not reach. Write the address in the field instead
inviting-returned-unknown = “{ $address }” is no contact that this questionnaire wrote to
inviting-print = Print letters
inviting-print-reminder = Print reminders
inviting-print-lead = { $n } letters (A4, one for each agency) for those who have not answered and get no mail.
inviting-print-lead-all = { $n } letters (A4, one for each agency) for all who have not answered, those who get mail included.
inviting-print-all-anonymous = Answers are anonymous: agencies that have answered are included, since leaving them out would show who they are. Those who declined letters are left out.
inviting-print-lead-anonymous = { $n } letters (A4, one for each agency) for those who get no mail.
inviting-print-lead-anonymous-all = { $n } letters (A4, one for each agency), for those who get mail as well.
inviting-print-all = Include those who get mail
inviting-print-few = Only those who get no mail
inviting-print-as-is = Print it as it is (nothing is still to be written)
inviting-print-parts = { $n } letters are shown at a time. Choose below and print part by part.
inviting-print-parts-nav = Print part by part
inviting-print-part = Letters { $from } to { $until }
inviting-print-next = Next part
inviting-print-none = There is nothing to print
inviting-print-attention = For the attention of{ " " }
inviting-print-honorific = { "" }
inviting-print-honorific-person = { "" }
inviting-fax-list = Fax list
inviting-fax-parts = { $n } agencies are shown at a time.
inviting-fax-part = Agencies { $from } to { $until }
inviting-fax-lead = { $n } agencies to be reached by fax. Print the letters and send them.
