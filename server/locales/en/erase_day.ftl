# The last day on which personal data of a sign-up or of requests are kept.
erase-day-title = Deleting personal data
erase-day-on = Last day to keep them
erase-day-save = Set this day
erase-day-open = There is no last day now. Names and contacts are kept until you set one.
erase-day-set = Set the last day
erase-day-saved = The last day is set.
erase-day-wrong = This is no date. Write it like 2027-03-31.
erase-day-past = The day must not be before today.
erase-day-erased = Entries, contacts and letters were deleted on { $time }.
