# Letters with the link to the feedback.
feedback-letters-title = Send the feedback
feedback-letters-to-page = Send by mail
feedback-letters-lead = Those who ticked that they would like the results get the shared address by mail: at the address that they wrote for it alone, or else where the invitation went. Each gets the same address once only.
feedback-letters-no-link = There is no shared address to send
feedback-letters-no-link-text = Please make a shared address first.
feedback-letters-to-links = Make an address
feedback-letters-link = { $area } (until { $expires })
feedback-letters-which = Sheet to send
feedback-letters-link-required = Please choose a sheet. Addresses that have expired or were revoked cannot be sent.
feedback-letters-link-lacking = There is no address in use, so that no letters can be printed yet. Please make an address for the sheet here.
feedback-letters-unpublished = This sheet is not published yet. Please publish it first. Nothing has been sent.
feedback-letters-not-yet = The chosen sheet is not published yet
feedback-letters-not-yet-text = The link would open a page that says it is being prepared. Publish the sheet before you send.
feedback-letters-n-new = Still to be sent to: { $n }
feedback-letters-n-had = Have this sheet already (letters that wait included): { $n }
feedback-letters-n-failed = Could not be sent to: { $n }
feedback-letters-n-unreachable = Would like it, without a mail address that can be written to: { $n }
feedback-letters-n-left-alone = Would like it, but declined letters or is off the list, and is not written to: { $n } (who asks by an answer that comes on a later day than the declining is written to)
feedback-letters-n-anonymous = Would like it, anonymous: { $n } (nobody knows who they are, and no address was written; please tell them in another way)
feedback-letters-n-open = Would like it, answered by the open link and wrote no address: { $n } (nobody knows who they are, so that neither mail nor letter can be addressed; please make the shared address known at meetings or on a website)
feedback-letters-failed = Some letters could not be sent
feedback-letters-failed-text = Please check the addresses of agencies on the list, then send again below. Nobody who has the letter gets a second one. You can also print their letters.
feedback-letters-failed-unlisted = An address that was written with answers is not on the list and cannot be corrected. If sending again fails and you know whose answers these are, print the letter below and deliver it in another way.
feedback-letters-refused = Some letters were refused by the mail server they went to
feedback-letters-refused-at = { $name } ({ $email })
feedback-letters-refused-text = The address seems to be wrong or no longer used. Follow the name to correct it; this letter then goes out again. You can also print it below and deliver it.
feedback-letters-retry = Send again to the { $n } that failed
feedback-letters-outbox = No mail server is set, so letters are laid into the folder of the outbox.
feedback-letters-words = Words of your own
feedback-letters-words-hint = Optional, up to 500 characters.
feedback-letters-preview = The letter
feedback-letters-preview-note = The address of the sheet takes the place of {"{sheet}"} when it is sent. Invited agencies also get an address to end letters.
feedback-letters-look = Look at the letter
feedback-letters-send = Send to { $n }
feedback-letters-queued = The letters are in the outbox.
feedback-letters-queued-none = There was nobody new to send to.
feedback-letters-paper = Asked for the results, and no mail reaches them
feedback-letters-paper-lead = Print a letter of A4 with the address and QR code of the sheet, and send or hand it over. Then tick it here; whoever is ticked is not asked for again.
feedback-letters-print = Print the letters
feedback-letters-print-lead = Letters: { $n } (A4, one sheet each), to those who asked for the results and whom no mail reaches. Mark those that were delivered on the page before.
feedback-letters-hand-over = Mark the ticked ones as delivered
feedback-letters-handed = It is marked that the letters were delivered.
feedback-letters-handed-none = Please tick those who have their letter. Nothing was marked.
feedback-letters-is-handed = Delivered
feedback-letters-is-left-alone = Declined letters, or is not on the list
feedback-letters-response = Address written in response { $n } (whose it is is not known)
feedback-letters-response-typed = Response { $n } that came on paper, by FAX or by telephone (please look at the original for whom it is from)
feedback-letters-qr = QR code of the address of the sheet
feedback-letters-reply-qr = QR code of the address for replies
feedback-letters-to-sheet = Read the sheet
feedback-letters-to-reply = Reply
feedback-letters-subject = Results of the survey: { $title }
feedback-letters-to = To { $agency }
feedback-letters-to-all = To all who answered
feedback-letters-replies = At the end of the sheet you can reply: the same with us, somewhat different, something we can do.
feedback-letters-beside = You can see your own answers beside those of the whole region: open the page that came up after you answered (or the address in the receipt that you got by mail), and follow “See your answers beside those of the whole region”. If you answered on paper, by FAX or by telephone, ask the contact below for yours.
feedback-letters-body =
    { $to }

    Thank you for taking part in “{ $title }”.
    The results are ready. You can read them at this address, without login.

    { $sheet }

    { $own }{ $replies }{ $beside }{ $host }
    { $contact }
