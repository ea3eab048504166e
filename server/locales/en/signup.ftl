# Signing up for an event: places, the waiting list, letters, reception.
fill-seat-free = { $n } of { $capacity } places left
fill-seat-full = Full; { $n } waiting
fill-full-title = { $seat }: all places are taken
fill-full-others = You can choose: { $others }.
fill-full-change = Change how you take part
fill-full-wait = Put me on the waiting list
fill-full-wait-hint = { $n } waiting now. When a place becomes free, it goes to whoever signed up first.
problem-seat-full = { $seat }: all places are taken. Change how you take part, or tick “Put me on the waiting list” and send again.
signup-receipt-title = You are signed up
signup-title = Your registration
signup-place-heading = How you take part
signup-seat = How you take part
signup-state = State
signup-state-confirmed = Confirmed
signup-state-waiting = Waiting
signup-state-cancelled = Cancelled
signup-waiting-place = Waiting list, number { $n }
signup-waiting-text = When a place becomes free, we tell you by mail or telephone, in the order of registrations.
signup-checked-in = Checked in
signup-code = Code for reception
signup-code-alt = QR code for reception
signup-code-hint = Show this page or a printout at the reception. Saying the code is enough, too. It is not needed to cancel.
signup-code-hint-unlimited = Where there is a reception, show this page or a printout there. Who takes part online does not need it, nor does cancelling.
signup-erase-on = What you wrote is kept until { $date } and deleted after that.
signup-cancel = Cancel my registration
signup-cancel-title = Cancel the registration
signup-cancel-warning = This cannot be undone. If somebody is on the waiting list, the place goes to them.
signup-cancel-do = Cancel it
signup-withdraw-heading = If you want to cancel and have what you wrote erased
signup-withdraw-lead = If you only cannot come, press “Cancel my registration” above; what you wrote is kept. If your name, contact and all that you wrote are to be erased as well, use this withdrawal code; it cancels the registration, too.
signup-withdrawal-code = Withdrawal code (to erase what you wrote; not for the reception)
signup-withdraw-lead-cancelled = The registration is already cancelled. If your name, contact and all that you wrote are to be erased as well, use this withdrawal code.
signup-next-heading = People who come with you
signup-next-lead = One entry is for one person. You can register another person with the same area and affiliation.
signup-next-contact = Same telephone number and mail address
signup-next = Register another person
letter-confirmed-subject = [Registered] { $event }
letter-confirmed-body =
    Dear { $name },

    you are registered.

    Event: { $event }
    How you take part: { $seat } (confirmed)

    The QR code for reception, cancelling and registering others are on this page.
    The address is yours alone; please do not pass it on.
    { $url }

    Contact: { $contact }
letter-waiting-subject = [Waiting list] { $event }
letter-waiting-body =
    Dear { $name },

    you are on the waiting list.

    Event: { $event }
    How you take part: { $seat } (number { $place } on the waiting list)

    When a place becomes free, we write to you, in the order of registrations.
    This page shows your place in the list; you can cancel there, too.
    The address is yours alone; please do not pass it on.
    { $url }

    Contact: { $contact }
letter-promoted-subject = [You have a place] { $event }
letter-promoted-body =
    Dear { $name },

    a place became free: you can take part.

    Event: { $event }
    How you take part: { $seat } (confirmed)

    The QR code for reception is on this page.
    If you cannot come, please cancel there, so that somebody else can.
    { $url }

    Contact: { $contact }
letter-cancelled-subject = [Cancelled] { $event }
letter-cancelled-body =
    Dear { $name },

    your registration is cancelled.

    Event: { $event }
    How you take part: { $seat }

    If this is not what you wanted, please get in touch.
    Contact: { $contact }
signup-place-words = { $seat }: { $state }
registrations-title = Registrations
registrations-none = This questionnaire has no question with a limited number of places (kt-seat). It works once the questionnaire is published.
registrations-new = Type a request by telephone, fax or mail
registrations-seats = Places
registrations-n-checked-in = Checked in
registrations-capacity = Places in all
registrations-capacity-hint = Leave it empty for no limit. More places go to those who wait, in the order of registrations. Fewer take no place away.
registrations-capacity-save = Change the number of places
registrations-capacity-wrong = Write the number of places as a number from 0 to 100000.
registrations-capacity-set = The number of places has changed.
registrations-capacity-promoted = The number of places has changed, and people from the waiting list have a place. Please call those without a mail address.
registrations-capacity-over = The number of places has changed. More people than that have a place already; nobody lost it.
registrations-over = { $n } more people have a place than there are. Places given back stay empty until the number fits.
registrations-people = Who signed up
registrations-in = Confirmed and waiting
registrations-n = { $n } people
registrations-xlsx = List for reception (Excel, a sheet for each way to take part)
registrations-csv = List for reception (CSV)
registrations-table = Who signed up, in the order of the kana
registrations-nameless = (erased)
registrations-empty = Nobody has signed up
registrations-column-row = Row
registrations-column-kana = Reading
registrations-column-name = Name
registrations-column-affiliation = Affiliation
registrations-column-seat = How they take part
registrations-column-state = State
registrations-column-checked-in = Reception
registrations-column-phone = Telephone
registrations-column-email = Mail address
registrations-column-code = Code for reception
registrations-column-source = How it came
registrations-column-at = Registered at
registrations-by-phone = People to call
registrations-by-phone-lead = They gave no mail address. Those with news come first: please tell them by telephone that they have a place, or that they still wait. Call all of them when something changes for everybody.
registrations-by-phone-none = Nobody without a mail address at the moment.
registrations-phone-list = Telephone numbers and what to tell
registrations-phone-what = What to tell
registrations-phone-promoted = A place became free; they can take part
registrations-phone-nothing = Nothing at the moment (they have had a place since they signed up)
registrations-mail = Mail
registrations-letter-queued = To be sent
registrations-letter-sent = Sent
registrations-letter-failed = Could not be sent
registrations-erase-hint = On the day after, entries, contacts and letters are deleted and the sign-up is closed. Only the numbers stay. For example: 2027-03-31
registrations-person-title = Registration
registrations-own-page = The person's own page
registrations-own-page-hint = It shows the registration with the QR code for reception and lets one cancel. Tell it to nobody else.
registrations-group = Signed up together with
registrations-cancel = Cancel this registration
registrations-cancelled = The registration is cancelled.
registrations-check-in-title = Reception
registrations-in-not-yet = Not yet
registrations-in-do = Check in
registrations-in-undo = Undo the check-in
registrations-in-undone = The check-in is undone.
registrations-in-done = Checked in.
registrations-in-again = Was checked in at { $time } already.
registrations-in-again-short = Was checked in already.
registrations-in-no-place = Has no place: waiting, or cancelled.
registrations-in-unknown = There is no such code. Please look for missing or wrong letters.
registrations-in-hint = Type the code, or scan it with a reader of QR codes. Opening the QR code with a telephone's camera works, too.
registrations-in-show = This person's page
registrations-in-n = { $n } of { $all } are here.
registrations-badges-title = Name badges
registrations-badges-lead = Ten on a sheet of A4, for those who have a place at the venue (where places are limited). The QR code is read at reception.
registrations-letters-title = Mail to participants
registrations-letters-lead = Send the address of the online meeting or other news to those who have a place. The same words go to a person once.
registrations-letter-to = To
registrations-letter-subject = Subject
registrations-letter-body = Text
registrations-letter-hint = “{"{"}name{"}"}” becomes the name, “{"{"}url{"}"}” the address of the person's own page.
registrations-letter-look = Preview
registrations-letter-n = It goes to { $n } people.
registrations-letter-without = Without a mail address (please call them): { $names }
registrations-letter-send = Send to { $n } people
registrations-letters-queued = The mail is on its way; it takes a little while.
registrations-letters-none = There is nobody to send it to. The same words go to a person once.
letter-mailing-subject = [How to take part] { $event }
letter-mailing-to-fill = (write it here)
letter-mailing-body =
    Dear {"{"}name{"}"},

    this is how you take part online in { $event }.

    Link: { $to_fill }
    The meeting opens 15 minutes before the beginning.

    If you cannot come, please cancel on this page:
    {"{"}url{"}"}

    Contact: { $contact }
registrations-counts-title = Registrations by area and affiliation
registrations-counts-lead = People who have a place or wait for one. Counts below { $n } are withheld (＊), and with them as many others as would give them away.
registrations-counts-lead-closed = People who had signed up when the sign-up was closed on { $date }, with those who had given their place up; these numbers do not change any more. Counts below { $n } are withheld (＊), and with them as many others as would give them away.
registrations-counts-none = There are no numbers to show yet
registrations-counts-none-text = You see how many signed up once the sign-up is closed. While it is open the numbers move every day, and beside those of the day before they could tell who gave a place up. Nothing is shown of few people either.
registrations-counts-few = There are too few people for a table.
