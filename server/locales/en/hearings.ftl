# Hearings: the list, the sheet as a form, the note with its marks.
hearings-lead = See who has not been heard yet, and record what was said.
hearings-new = Write a note
hearings-new-of = {" "}({ $agency })
hearings-n-agencies = Organisations on the list
hearings-n-heard = Heard
hearings-n-not-heard = Not heard yet
hearings-unit = {""}
hearings-share-heard = { $percent }% of the list
hearings-state = State
hearings-state-heard = With a note
hearings-state-not_heard = Without a note
hearings-kind = Kind
hearings-region = Area
hearings-all = All
hearings-agency = Organisation
hearings-notes = Notes
hearings-list = Organisations and hearings
hearings-list-note = { $n ->
    [one] One organisation.
   *[other] { $n } organisations, those not heard yet first.
}
hearings-empty = No organisation meets these conditions
hearings-empty-text = Change the conditions, or add organisations to the list.
hearings-no-agencies = There are no organisations on the list yet
hearings-no-agencies-text = Organisations in the region of this survey will appear here.
hearings-to-agencies = To the list of organisations

hearings-new-title = Write a note
hearings-edit-title = Change the note
hearings-edit-lead = Try to finish it the same day or the next. It can be saved with empty fields.
hearings-edit-names = Please write nothing that identifies a person, such as a name or a workplace.
hearings-agency-required = Please choose an organisation from the list.
hearings-agency-choose = Please choose
hearings-method-none = None
hearings-save = Save
hearings-not-written-up = Not written up
hearings-finish = Save as written up
hearings-cancel = Go back without saving
hearings-created = The note was saved. You can now mark challenges and good practices.
hearings-saved = The note was saved.
hearings-parts = Headings of the note
hearings-consent-hint = Choose “Allowed” only for what your partner agreed to. What you did not ask stays “Not allowed”.
hearings-stale = Somebody else saved first. What is below has not been saved.
hearings-stale-title = Somebody else has saved this note before you
hearings-stale-text = What you wrote is still on this page. Compare it with the note that was saved, and change what needs changing. Pressing “Save” again replaces the note by what is on this page.
hearings-codes = Lines may begin with: { $codes }
hearings-sharing-consented = Shared as consented
hearings-sharing-team = Team only
hearings-sharing-never = Never shared

hearings-note = Hearing note
hearings-edit = Change the note
hearings-about = About this hearing
hearings-saved-at = Saved { $time } (revision { $revision })
hearings-marks-summary = Marks
hearings-n-marks = { $n }
hearings-no-body = The note is empty
hearings-no-body-text = Use “Change the note” to write what was said.
hearings-mark = Mark sentences
hearings-mark-suggested = { $n ->
    [one] One suggestion
   *[other] { $n } suggestions
}
hearings-mark-legend = Choose sentences, then press a button below
hearings-mark-hint = A suggestion is a machine's guess from the wording. People decide.
hearings-suggestion = Suggestion: { $stance }
hearings-marked-as = Mark: { $stance }
hearings-mark-buttons = Mark the chosen sentences
hearings-mark-bar = Mark the selected words
hearings-mark-bar-close = Cancel
hearings-marks-of = Marks
hearings-unmark = Remove the mark
hearings-unmark-what = {" "}({ $quote })
hearings-detached = Some marks have lost their place because the text was changed
hearings-detached-text = These words are no longer in the text. Mark the text again if needed, and remove the marks here. They are not counted.
hearings-own = Preparation and reflection
hearings-own-text = Written by the interviewer. Not used in feedback, exports or analysis.
hearings-nothing-selected = No sentence was chosen. Please choose the sentences to mark.
hearings-changed-meanwhile = The text of the note has changed, so nothing was marked. Please choose again in the present text.

hearings-saved-both = Saved together with what somebody else changed.
hearings-autosaved = Saved { $time }
hearings-autosave-meets = Somebody else is writing at the same place. Press "Save" and compare both texts.
hearings-stale-theirs = Saved before
hearings-stale-mine = Yours
hearings-note-kept = Kept on this computer { $time }
hearings-note-lost = No connection. What you wrote is kept on this computer and will be saved when the line is back.
hearings-note-restored = What was not saved has been put back. It is saved when you go on typing or press “Save”.
hearings-note-unkept = Not saved yet.
hearings-note-signed-out = You are signed out. What you wrote is kept on this computer. Please sign in in another window.
hearings-note-import-first = Something is not saved yet. Please press “Save” first, then put in the text from a file.
hearings-versions = Versions
hearings-versions-lead = What was kept at every save, the newest first.
hearings-version = Version { $n }
hearings-version-current = As it is now
hearings-version-auto = Saved while somebody typed
hearings-version-before = Before
hearings-version-after = In this version
hearings-version-same = The same as the version before.
hearings-restore = Go back to this version
hearings-restore-text = Texts and basics become those of this version. What the partner allowed stays as it is now. The present text stays as a version.
hearings-restored = The earlier version is back.

hearings-import = Put in a text from a file
hearings-import-lead = A Word document, a plain text or a transcript is read and put at the end of the section you choose. It is stored when you have looked at it and saved it.
hearings-import-file = File
hearings-import-file-hint = .docx, .txt, .vtt, .srt (up to 20 MB). A transcript becomes one line a cue: time／speaker (A, B)／words, without the names of speakers.
hearings-import-section = Section
hearings-import-read = Read it
hearings-import-empty = There are no words in "{ $file }".
hearings-import-too-large = "{ $file }" is too large: up to 20 MB, with about 300,000 characters of text. Please bring it in parts.
hearings-import-not-text = "{ $file }" cannot be read as text. Please save it as UTF-8 or Shift_JIS.
hearings-import-not-document = "{ $file }" cannot be read as a Word document (.docx): it is damaged or has a password.
hearings-import-other-kind = "{ $file }" is a kind of file that is not read. Please choose .docx, .txt, .vtt or .srt.
hearings-coding = Coding
