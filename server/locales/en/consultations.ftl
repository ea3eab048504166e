# Requests for consultation.

consultations-title = Requests for consultation
consultations-lead = Requests in the order in which they are due: the day after they came, after a weekend on Monday.
consultations-none = This questionnaire takes no requests for consultation.
consultations-new = Enter a request by telephone or mail
consultations-list = List of requests
consultations-table = Requests and when they are due
consultations-empty = There are no requests
consultations-n-open = Open requests
consultations-n-overdue = Requests past their day
consultations-person = Name
consultations-nameless = (no name)
consultations-topic = About
consultations-arrived = Arrived
consultations-state = State
consultations-state-received = Received
consultations-state-replied = Replied
consultations-state-scheduled = Scheduled
consultations-state-done = Done
consultations-owner = Owner
consultations-nobody = Nobody
consultations-due = Answer due
consultations-due-hint = Move the day when there is a holiday.
consultations-overdue = Past its day
consultations-asked = The request
consultations-stands = State and owner
consultations-save = Save
consultations-saved = Saved.
consultations-respondent = the person
consultations-erase-hint = On the day after this one requests, contacts, notes and meetings are erased. While it is empty they are kept.

## Meeting

consultations-meeting = Agreed meeting
consultations-meeting-at = Time
consultations-meeting-day = Day
consultations-meeting-clock = Time of day
consultations-meeting-minutes = Length
consultations-meeting-minutes-field = Length (minutes)
consultations-minutes = { $n } minutes
consultations-minutes-wrong = A number from 1 to { $max }, please.
consultations-meeting-place = Place or link
consultations-meeting-place-hint = For example: https://meeting.example.jp/…, room 1, we call 000-000-0000
consultations-meeting-save = Save the meeting
consultations-meeting-remove = Cancel the meeting
consultations-meeting-saved = The meeting is saved.
consultations-meeting-removed = The meeting is cancelled.
consultations-calendar = Calendar file (.ics)
consultations-calendar-hint = For your calendar; it names nobody.
consultations-calendar-summary = Consultation { $n }

## Notes and history

consultations-notes = Notes
consultations-note = Note
consultations-note-add = Add the note
consultations-noted = The note is added.
consultations-history = What happened
consultations-event-arrive = Arrived
consultations-event-set = { $state }, owner: { $owner }, due: { $due }
consultations-event-meet = Meeting written down ({ $state })
consultations-event-unmeet = Meeting cancelled ({ $state })
consultations-event-note = Note added
