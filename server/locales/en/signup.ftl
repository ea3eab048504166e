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
signup-code-hint = Show this page or a printout at the reception. Saying the code is enough, too.
signup-erase-on = What you wrote is kept until { $date } and deleted after that.
signup-cancel = Cancel my registration
signup-cancel-title = Cancel the registration
signup-cancel-warning = The place goes to the next person on the waiting list. This cannot be undone.
signup-cancel-do = Cancel it
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
