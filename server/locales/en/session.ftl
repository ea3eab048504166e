# Signing in and out.
session-title = Sign in
session-lead = For coordinators and researchers. People who answer a survey do not need to sign in.
session-login = User name
session-password = Password
session-help = If you forgot your password, please contact an administrator.
session-error-name-missing = Enter your user name.
session-error-password-missing = Enter your password.
session-error-wrong = User name or password is wrong.
session-error-locked = Too many wrong attempts. Wait a few minutes and try again.
session-error-inactive = This account cannot be used. Please contact an administrator.
session-signed-out = You are signed out.
session-expired = You were signed out because of the time that passed. Please sign in again.
