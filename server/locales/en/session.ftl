# Signing in and out.
session-title = Sign in
session-lead = For coordinators and researchers. People who answer a survey do not need to sign in.
session-login = User name
session-password = Password
session-help = If you forgot your password, please contact an administrator.
session-wrong = User name or password is wrong.
session-ended = Your sign-in had ended
session-ended-text = What you just sent is not saved yet. Signing in leads to the page you were on. Your browser's Back may bring back what you wrote.
