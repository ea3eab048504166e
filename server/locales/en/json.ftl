# The draft as JSON
json-title = JSON
json-lead = Change the draft directly as SurveyJS JSON. This page is for experts.
json-text = The draft as JSON
json-hint = Up to 2 MB. A draft may be saved with mistakes. What is not JSON is not saved, and stays here as you typed it.
json-line = Line { $n }
json-problems = Please note
json-broken = This cannot be saved as it is. What you typed is kept below.
json-repeated = Nothing is saved yet: a key stands twice. What you typed is kept below.
json-last = Save, and keep only the last of each
json-last-hint = What stands before it is gone. To keep it, give it another key.
json-more = And { $n } more, shown once these are mended.
json-stale-text = What you typed is still below. Please compare it with the newer draft.
json-replace = Replace the other person's changes with this text
json-replace-hint = The state before stays in the history.
json-save = Save
json-saved = The draft is saved.
