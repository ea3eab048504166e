# 回答と調査票の問題を伝える言葉。キーは problem-<コード>。場所（問の番号など）は画面の側で前に付ける。

# 回答
problem-required = 選んでください。
problem-required-text = 入力してください。
problem-required-row = この行を選んでください。
problem-required-choice = 「必須」の項目に印をつけてください。同意いただけない場合は、回答を送信できません。
problem-revealed = 回答に応じて、新しい質問が表示されました。
problem-unknown-choice = 選択肢にない値が送られました。もう一度選んでください。
problem-unknown-page = このページは調査票にありません。
problem-wrong-answer = 読み取れない回答が送られました。もう一度お答えください。
problem-exclusive-choice = 「ほかは選ばないでください」とある項目と、ほかの項目が一緒に選ばれています。どちらかを外してください。
problem-too-many-choices = 選べるのは{ $max }つまでです（いま{ $selected }つ）。
problem-too-few-choices = { $min }つ以上選んでください（いま{ $selected }つ）。
problem-other-missing = 「その他」の内容を入力してください。
problem-other-not-selected = 内容が入力されています。「その他」を選ぶか、入力を消してください。
problem-too-long = { $max }字以内で入力してください（いま{ $length }字）。
problem-not-a-number = 数字で入力してください（例：12）。全角でもかまいません。
problem-number-too-small = { $min }以上の数を入力してください。
problem-number-too-large = { $max }以下の数を入力してください。
problem-not-a-date = 日付を入力してください（例：2026年4月1日、令和8年4月1日）。
problem-date-too-early = { $min }以降の日付を入力してください。
problem-date-too-late = { $max }までの日付を入力してください。
problem-not-an-email = メールアドレスの形で入力してください（例：name@example.jp）。
problem-not-a-phone = 電話番号を入力してください（例：000-0000-0000）。

# 調査票の定義
problem-json-syntax = JSONとして読み取れません。
problem-too-large = 大きすぎます（{ $max }バイトまで）。
problem-too-deep = 入れ子が深すぎます（{ $max }段まで）。
problem-too-many-questions = 質問が多すぎます（{ $max }問まで）。
problem-wrong-type = 値の種類が違います（{ $expected }が必要です）。
problem-unknown-property = 扱えない項目「{ $property }」があります。保存しますが、画面には反映されません。
problem-unknown-type = 扱えない種類の質問「{ $type }」があります。
problem-unknown-kind = 調査票の種類「{ $found }」は扱えません。
problem-unknown-input-type = 扱えない入力の種類「{ $type }」です。1行の文章として扱います。
problem-unknown-role = 役割「{ $found }」は扱えません。
problem-unknown-consent = 同意の種類「{ $found }」は扱えません。
problem-missing-name = 名前がありません。
problem-missing-value = 選択肢に値がありません。
problem-duplicate-name = 名前「{ $name }」が二度使われています。
problem-duplicate-choice = 選択肢の値「{ $value }」が二度使われています。
problem-duplicate-variable = 書き出すときの列名「{ $name }」が重なります。
problem-name-not-portable = 名前「{ $name }」は、ほかの統計ソフトで使えないことがあります（英小文字で始め、英小文字・数字・_で26字まで）。
problem-no-choices = 選択肢がありません。
problem-rating-range = 段階の範囲が正しくありません（{ $max }段階まで）。
problem-placeholder-open = 「{ $name }」がまだ記入されていません。
problem-list-open = 一覧「{ $name }」がまだ決まっていません。

# 条件式
problem-expression-too-long = 条件が長すぎます（{ $max }字まで）。
problem-expression-too-deep = 条件の入れ子が深すぎます（{ $max }段まで）。
problem-expression-incomplete = 条件が途中で終わっています（{ $column }文字目）。
problem-expression-unexpected = 条件の{ $column }文字目にある「{ $found }」を読み取れません。
problem-expression-open-text = 条件の文字列が閉じていません（{ $column }文字目）。
problem-expression-open-variable = 条件の波かっこが閉じていません（{ $column }文字目）。
problem-expression-mixed-quotes = 条件の文字列に2種類の引用符は使えません（{ $column }文字目）。
problem-expression-number = 条件の{ $column }文字目の数「{ $found }」を読み取れません。
problem-expression-bare-word = 条件の{ $column }文字目「{ $found }」は、引用符で囲んでください。
problem-expression-fullwidth = 条件の{ $column }文字目「{ $found }」は、半角で書いてください。
problem-expression-missing-parenthesis = 条件のかっこが閉じていません（{ $column }文字目）。
problem-expression-unknown-function = 条件の関数「{ $found }」は使えません（{ $column }文字目）。
problem-expression-unknown-name = 条件が、調査票にない質問「{ $name }」を見ています。
problem-expression-unknown-row = 条件が、質問「{ $name }」にない行を見ています。
problem-expression-unknown-value = 条件が、質問「{ $name }」の選択肢にない値「{ $value }」と比べています。
problem-expression-looks-ahead = 条件が、あとのページの質問「{ $name }」を見ています。
problem-expression-circle = 条件が輪になっています（{ $name }）。
