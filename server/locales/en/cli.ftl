# What the command line says (server/src/cli*.rs) and the demo.
cli-migrated = The database is up to date.
cli-serving = Kikitori is running. Open { $url } in a browser. Press Ctrl+C to stop.
cli-user-added = The account “{ $login }” has been added.
cli-password-prompt = Type the password (10 characters or more) and press Enter:{" "}
demo-filled = The demo survey is ready. All of its agencies, people and answers are invented.
demo-kept = The demo survey was there already. You can go on where you left off.
demo-account = User name { $login }, password { $password } ({ $role })
demo-not-empty = There are other accounts in { $path } already. So that invented answers do not get among real ones, give the demo an empty folder of its own with --data.
