# Messages of the program when it cannot start.
cli-cannot-listen = Cannot listen on { $address }. See whether another program uses this port, or choose another with --listen
cli-cannot-create-folder = Cannot create the data folder { $path }. Please check the place and the rights
cli-no-data-folder = There is no data folder { $path }. Please check the place given with --data
cli-no-database = The data folder { $path } has not been used yet (there is no database). Please check the place given with --data, or begin with kikitori serve
cli-no-key = The data folder { $path } has no secret.key. A new key would give other pseudonyms than data that were handed on before. Please check the place given with --data
cli-cannot-open-database = Cannot open the database { $url }. Please check the place and the rights
cli-cannot-migrate = Cannot bring the database { $url } up to date. Please check the right to write
