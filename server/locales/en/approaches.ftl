# The way to a hearing: state, getting in touch, the appointment.
approaches-rooms = Pages about hearings
approaches-room-list = List
approaches-room-board = Board
approaches-room-today = Today
approaches-room-promises = Promises
approaches-board-lead = How far each agency has come, state by state. Choose a state and press "Move".
approaches-mine = What I see to
approaches-move = Move
approaches-columns = Go to a state
approaches-moved = The state was changed.
approaches-more = All { $n } agencies in the list
approaches-state-of = State of { $agency }
approaches-no-state = Please choose a state.
approaches-stale = Somebody else changed it first. Check what is there; pressing "Save" again makes it what this page says.
approaches-stale-move = Somebody else changed it first, so it was not moved. Please check its state.
approaches-saved = Saved.
approaches-to-agency = Everything about this agency

approaches-state-not_contacted = Not contacted
approaches-state-requested = Asked
approaches-state-arranging = Finding a day
approaches-state-scheduled = Scheduled
approaches-state-held = Held
approaches-state-recorded = Recorded
approaches-state-confirmed = Confirmed by the partner
approaches-state-releasable = May be published
approaches-state-declined = Declined
approaches-state-on_hold = On hold
approaches-state-unreachable = Cannot be reached
approaches-state-excluded = Not for this survey

approaches-stands = State and contact
approaches-owner = Who sees to it
approaches-owner-is = Seen to by { $owner }
approaches-next = What comes next
approaches-next-contact = Day to get in touch
approaches-next-contact-on = Get in touch { $date }
approaches-appointment-on = Appointment { $date }
approaches-note = Remark
approaches-note-hint = Who was told what, and what to do next. For colleagues only.

approaches-appointment = Appointment
approaches-appointment-new = Write down an appointment
approaches-appointment-change = Change the appointment
approaches-appointment-saved = The appointment was saved.
approaches-appointment-removed = The appointment was taken back.
approaches-calendar-hint = For your calendar. It names the agency, and no person.
approaches-calendar-summary = Hearing { $agency }

approaches-no-notes = There is no note in this survey yet.
approaches-no-history = Nothing was done yet.
approaches-event-moved = { $from } → { $to }
approaches-event-follow = followed the note
approaches-event-meet = wrote down an appointment ({ $at })
approaches-event-unmeet = took the appointment back
approaches-event-owner = seen to by { $owner }
approaches-event-note = wrote a remark
approaches-event-set = changed it

approaches-print = One page before the visit
approaches-print-questions = To ask this time
approaches-print-blank = Space to write
approaches-print-answers = What they have answered
approaches-print-no-answers = There are no answers that are known to be theirs.
approaches-print-more = { $n } more
approaches-print-promises = Promises up to now
approaches-print-last = The hearing before
