# Messages of the program when it cannot start.
cli-cannot-listen = { $address } で待ち受けられません。ほかのプログラムがこのポートを使っていないか確かめるか、--listen で別の番号を指定してください
cli-cannot-create-folder = データフォルダ { $path } をつくれません。場所と権限を確かめてください
cli-no-data-folder = データフォルダ { $path } がありません。--data で場所を確かめてください
cli-no-database = データフォルダ { $path } はまだ使われていません（データベースがありません）。--data で場所を確かめるか、kikitori serve で始めてください
cli-no-key = データフォルダ { $path } に secret.key がありません。新しい鍵では、前に渡したデータとちがう記号になります。--data で場所を確かめてください
cli-cannot-open-database = データベース { $url } を開けません。場所と権限を確かめてください
cli-cannot-migrate = データベース { $url } を最新の形にできません。書き込みの権限を確かめてください
