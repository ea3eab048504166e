# `kikitori classify`
classify-file-unreadable = ファイル { $path } を読めません。
classify-empty = ファイルに文章がひとつもありません。
classify-line-too-long = { $line }行目が長すぎます（上限{ $most }バイト）。
classify-line-not-utf8 = { $line }行目が UTF-8 の文字として読めません。
classify-no-json = { $line }行目がJSONとして読めません（{ $column }バイト目のあたり）。1行に1つのJSONを書いてください。
classify-no-object = { $line }行目は {"{"}"id": …, "text": …{"}"} の形ではありません。
classify-no-id = { $line }行目に id がありません（文字列か数）。
classify-no-text = { $line }行目に text がありません（文字列）。
classify-id-repeated = { $line }行目の id { $id } は、{ $first }行目にもあります。どちらも出力しました。
classify-id-repeated-more = 2回以上出てくる id が、ほかに{ $n }行あります。
classify-no-dictionary = 辞書がないため、根拠の語の切れめは文字の種類だけで決めます（{ $why }）。
classify-problems = { $n }件の問題がありました。ほかの行は出力しました。
classify-problems-all = { $n }件の問題がありました。読めた行はありません。
