# Signing in and out.
session-title = Sign in
session-lead = For coordinators and researchers. People who answer a survey do not need to sign in.
session-login = User name
session-password = Password
session-help = If you forgot your password, please contact an administrator.
session-wrong = User name or password is wrong.
