# Messages of the program when it cannot start.
cli-cannot-listen = Cannot listen on { $address }. See whether another program uses this port, or choose another with --listen
cli-cannot-create-folder = Cannot create the data folder { $path }. Please check the place and the rights
cli-cannot-open-database = Cannot open the database { $url }. Please check the place and the rights
cli-cannot-migrate = Cannot bring the database { $url } up to date. Please check the right to write
