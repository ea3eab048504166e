# What is to be done today.
nav-today = Today
today-title = Today
today-counts = How much there is to do today
today-nothing = There is nothing to do today
today-nothing-text = Calls, appointments, notes, promises, requests and last days stand here when their day comes.
today-notes = Notes to write up
today-appointments = Appointments this week
today-calls = Agencies to get in touch with
today-promises = Promises (up to this week)
today-requests = Requests waiting for an answer
today-last_days = Last days that are near
today-last-answers = Last day for answers
today-note-age = { $n } days since the hearing
today-late = Day has passed
today-hour-over = Hour has passed
today-urgent = Three days or more
today-call = Call { $phone }
