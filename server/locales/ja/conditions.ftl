# 条件を組み立てる画面
conditions-list-title = 条件
conditions-list-lead = どの設問を、だれにうかがうか。条件のついたところを、言葉で並べています。
conditions-choose-element = 条件をつけるところ
conditions-set = 条件をつくる
conditions-empty = 条件は、まだありません
conditions-empty-text = すべての設問が、すべての方に表示されます。
conditions-title = 「{ $element }」の条件
conditions-kinds = 条件の種類
conditions-kind-page = ページ
conditions-kind-panel = まとまり
conditions-kind-question = 設問
conditions-group = 条件のまとまり{ $n }
conditions-group-only = 条件
conditions-join-groups = まとまりどうしは
conditions-join-rows = この中の条件は
conditions-join-all = すべてに当てはまるとき
conditions-join-any = どれかに当てはまるとき
conditions-row = 条件{ $n }
conditions-row-of = 「{ $row }」― { $title }
conditions-question = どの設問の答えで決めますか
conditions-before = これより前の設問
conditions-after = これより後の設問（まだ答えていないことがあります）
conditions-take-question = この設問にする
conditions-other-question = 設問を選び直す
conditions-looks-ahead = この設問は、あとで尋ねます。まだ答えていない間は「答えていない」として扱われます。
conditions-test = 答えが
conditions-values = 選択肢
conditions-value-number = 数
conditions-value-date = 日付
conditions-value-text = 言葉
conditions-test-any-of = 次のどれかのとき
conditions-test-all-of = 次のすべてを選んだとき
conditions-test-none-of = 次のどれでもないとき（答えていない方も入ります）
conditions-test-is = 次と同じとき
conditions-test-is-not = 次と違うとき（答えていない方も入ります）
conditions-test-contains = 次の言葉を含むとき
conditions-test-contains-not = 次の言葉を含まないとき
conditions-test-less = 次より小さいとき
conditions-test-less-or-equal = 次と同じか、小さいとき
conditions-test-greater = 次より大きいとき
conditions-test-greater-or-equal = 次と同じか、大きいとき
conditions-test-answered = 答えたとき
conditions-test-not-answered = 答えていないとき
conditions-add-row = 条件を足す
conditions-remove-row = この条件を消す
conditions-add-group = 条件のまとまりを足す
conditions-meaning = この条件の意味
conditions-none-yet = 条件がないので、すべての方が対象です。
conditions-unfinished = まだ意味を言えません。選択肢を選ぶか、式を直すと、ここに文で出ます。
conditions-inside =
    { $n ->
        [0] この中には、まだ設問がありません。
       *[other] この条件がかかる設問は{ $n }問です。
    }
conditions-following = ほかに{ $n }問が、その答えを条件にしています。
conditions-save = 条件を保存する
conditions-check = 意味を確かめる
conditions-clear = 条件をなくす
conditions-saved = 条件を保存しました。
conditions-cleared = 条件をなくしました。
conditions-as-text = 式で書く（くわしい方向け）
conditions-as-rows = 一覧で組み立てる
conditions-expression = 条件式
conditions-expression-hint = {"例：{had_cases} = '1' and {n_persons} > 3。設問の名前を波かっこで囲みます。"}
conditions-no-lists = この条件は一覧の形で表せないため、式のまま表示しています。
conditions-choose-question = 設問を選んでください。要らない条件は消してください。
conditions-choose-test = 比べ方を選び直してください。
conditions-choose-value = 選択肢を選んでください。
conditions-type-number = 比べる数を入力してください。
conditions-type-value = 比べる言葉や日付を入力してください。

# 下書きを直す画面に共通
working-heading = 下書きを直す
working-about-conditions = だれに、どの設問をうかがうか
working-about-translations = もとの文と訳を左右に並べて
working-about-library = 用意された設問や尺度を入れる
working-about-json = くわしい方向け
working-stale-title = ほかの人が、先にこの下書きを保存しました
working-stale-text = 入力した内容は、下にそのまま残っています。もう一度保存すると、新しい下書きに加えます。
working-stale-open = 新しい下書きを見る
