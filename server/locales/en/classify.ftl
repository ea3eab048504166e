# `kikitori classify`
classify-file-unreadable = The file { $path } cannot be read.
classify-empty = There is no text in the file.
classify-line-too-long = Line { $line } is too long (at most { $most } bytes).
classify-line-not-utf8 = Line { $line } is not UTF-8.
classify-no-json = Line { $line } is not JSON (near byte { $column }). Each line is one JSON object.
classify-no-object = Line { $line } is not of the form {"{"}"id": …, "text": …{"}"}.
classify-no-id = Line { $line } has no id (a string or a number).
classify-no-text = Line { $line } has no text (a string).
classify-id-repeated = The id { $id } of line { $line } is that of line { $first }, too. Both were told.
classify-id-repeated-more = Lines with an id that came before, beside these: { $n }.
classify-no-dictionary = Without a dictionary the words of the evidence are told by their letters alone ({ $why }).
classify-problems =
    { $n ->
        [one] One problem was found; the other lines were told.
       *[other] { $n } problems were found; the other lines were told.
    }
classify-problems-all = Problems: { $n }. No line could be read.
