# Words of the staff area's frame and forms.
language-name = English
nav-surveys = Surveys
nav-agencies = Agencies
nav-accounts = Accounts
role-administrator = Administrator
role-coordinator = Coordinator
role-researcher = Researcher
role-viewer = Viewer
styleguide-title = Design components
form-choose = Please choose
form-all = All
form-save = Save
form-required = Please fill in: { $field }.
form-too-long = { $field } can have { $max } characters at most.
form-date = Please enter the date like 2026-02-21.
form-time = Please enter the time like 13:30.
form-choice = Please choose one of the choices.
