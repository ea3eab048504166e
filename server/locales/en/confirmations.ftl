# Asking the interviewee of a hearing to confirm its note: the office's side.
confirmations-title = Confirmation by the interviewee
confirmations-new = Make a link for confirmation
confirmations-lead = Show the person you heard the parts of the note that concern them, and have them checked.
confirmations-earlier = Confirmations so far
confirmations-choose = Choose what is shown
confirmations-sections = Sections to show
confirmations-sections-hint = Only sections with facts and the partner's own view can be chosen. The interviewer's interpretation, sections that are not shared, statements (of others, too), preparation, promises and files are not shown. “Cooperation” often speaks of other agencies and is not chosen at first.
confirmations-nothing = No section that can be shown has a text yet.
confirmations-not-written-up = This note is not written up. What you change after the link is made is not seen by the interviewee.
confirmations-none-chosen = Choose the sections to show.
confirmations-look = Look at what they will see
confirmations-preview = What the interviewee will see (there is no link yet)
confirmations-preview-text = Everything below this box is what they see, and nothing else. Read it for names and words of other people.
confirmations-hints = These words may say who is meant.
confirmations-make = Make a link with this
confirmations-choose-again = Choose again
confirmations-made = The link was made. Send it to the interviewee.
confirmations-changed = The note has changed, or no section was chosen. Choose again and look at the page.
confirmations-state-open = Waiting
confirmations-state-answered = Answered
confirmations-state-settled = Done
confirmations-state-revoked = Revoked
confirmations-state-expired = Expired
confirmations-changed-since = Changed since it was confirmed:{" "}
confirmations-withheld-sections = Not to be used:{" "}
confirmations-to-note = To the note
confirmations-made-by = Made by
confirmations-revision = Version shown
confirmations-expires = Link works until
confirmations-letter = Mail
confirmations-letter-queued = Will be sent
confirmations-letter-sent = Sent
confirmations-letter-failed = Could not be sent
confirmations-answered = Answered
confirmations-settled = Settled
confirmations-link = Link
confirmations-link-text = Anybody who knows the link can open it. Give it to nobody but the interviewee. It takes one answer. A new link ends those without an answer.
confirmations-address = Address
confirmations-print = Print a letter (with QR code)
confirmations-write = Send by mail
confirmations-to = To
confirmations-subject = Subject
confirmations-body = Text
confirmations-body-hint = {"{"}link{"}"} = the link, {"{"}agency{"}"} = name of the agency, {"{"}date{"}"} = until when the link works, {"{"}host{"}"} = host, {"{"}contact{"}"} = where to ask.
confirmations-send = Send the mail
confirmations-no-contact = This agency has no contact that can be written to. Pass on the link or print the letter.
confirmations-letter-subject = Please check the note of our conversation
confirmations-letter-body =
    To { $agency }

    This is { $host }. Thank you for talking with us.
    Please check the note of what you told us on this page (no account is needed).
    { $link }

    If something is wrong or should not be used, tell us there.
    The page is open until { $date }. Please do not pass the link on.

    Questions: { $contact }
confirmations-letter-no-link = Put {"{"}link{"}"} into the text. Without it nobody knows where to go.
confirmations-letter-not-again = No mail was sent: there has been one, or the link no longer works.
confirmations-letter-written = The mail will be sent.
confirmations-no-link = There is no link that works. Make a new one.
confirmations-revoke = End this link
confirmations-revoked = The link no longer works.
confirmations-refused = Uses that the interviewee takes back
confirmations-refused-text = Nothing is used that way since the answer came. “Finish” sets the consent on the sheet to “no” as well.
confirmations-refused-settled = Nothing is used that way since the answer came. When the answer was settled the consent on the sheet was set to “no” as well.
confirmations-offered = Uses that the interviewee might allow
confirmations-offered-text = This alone allows nothing. Ask the interviewee, then change the consent on the sheet.
confirmations-outcome-taken = Taken into the note
confirmations-outcome-declined = Not taken
confirmations-withheld-text = This section is used in no table, coding, feedback or export. It stays in the note.
confirmations-part-changed = The note now reads otherwise than what was confirmed. Have it confirmed again before you use it.
confirmations-shown = As shown
confirmations-theirs = Their text
confirmations-reply = Why it was not taken
confirmations-take = Take into the note
confirmations-take-done = The note says it already
confirmations-reply-field = Why it is not taken
confirmations-reply-hint = Shown to the interviewee as long as the link works. Up to 1,000 characters.
confirmations-decline = Do not take it, with a reason
confirmations-taken = The correction was settled.
confirmations-declined = The reason was saved.
confirmations-reply-required = Write why it is not taken, in up to 1,000 characters.
confirmations-conflict = The same place was changed since. Read both in the note, change it, then press “The note says it already”.
confirmations-finish = Finish
confirmations-finish-text = Press when you have read everything. It leaves the page of today.
confirmations-finish-refused = Press when you have read everything. Uses that were taken back become “no” on the sheet (a new version). It leaves the page of today.
confirmations-finished = Done.
confirmations-not-finished = This cannot be finished yet: there is no answer, or a correction is still to be decided.
confirmations-decided = This correction has been decided already, and the interviewee can read how. Nothing was changed.
confirmations-open-corrections = “Finish” appears when every correction is settled.
confirmations-taken-back = Taken back by the interviewee
confirmations-taken-back-text = This section is in no table, feedback, case or print.
