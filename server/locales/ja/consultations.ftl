# 個別相談・お問い合わせ。

consultations-title = 個別相談・お問い合わせ
consultations-lead = 届いた相談を、返事の期限の近い順に並べています。期限は受付の翌日（土日は休み明け）です。
consultations-none = この調査票は、相談の受付ではありません。
consultations-new = 電話などの相談を入力する
consultations-list = 相談の一覧
consultations-table = 相談と返事の期限
consultations-empty = 相談はありません
consultations-n-open = 終わっていない相談
consultations-n-overdue = 返事の期限を過ぎた相談
consultations-person = お名前
consultations-nameless = （お名前なし）
consultations-topic = 内容
consultations-arrived = 受付
consultations-state = 状態
consultations-state-received = 受付
consultations-state-replied = 返信済
consultations-state-scheduled = 日程決定
consultations-state-done = 終了
consultations-owner = 担当
consultations-nobody = 担当なし
consultations-due = 返事の期限
consultations-due-hint = 祝日などのときは、日を移してください。
consultations-overdue = 期限を過ぎています
consultations-asked = ご相談の内容
consultations-stands = 状態と担当
consultations-save = 保存する
consultations-saved = 保存しました。
consultations-respondent = ご本人
consultations-erase-hint = この日の翌日に、相談の内容、連絡先、メモ、日程を消します。空欄のあいだは消しません。

## 面談

consultations-meeting = 面談の日程
consultations-meeting-at = 日時
consultations-meeting-day = 日
consultations-meeting-clock = 時刻
consultations-meeting-minutes = 長さ
consultations-meeting-minutes-field = 長さ（分）
consultations-minutes = { $n }分
consultations-minutes-wrong = 1から{ $max }までの数で入力してください。
consultations-meeting-place = 場所・オンラインのURL
consultations-meeting-place-hint = 例：https://meeting.example.jp/…、相談室1、000-000-0000へ電話
consultations-meeting-save = 日程を保存する
consultations-meeting-remove = 日程を取り消す
consultations-meeting-saved = 日程を保存しました。
consultations-meeting-removed = 日程を取り消しました。
consultations-calendar = カレンダーのファイル（.ics）
consultations-calendar-hint = 予定表に取り込めます。お名前は入りません。
consultations-calendar-summary = 個別相談 { $n }番

## メモと経過

consultations-notes = メモ
consultations-note = メモ
consultations-note-add = メモを加える
consultations-noted = メモを加えました。
consultations-history = 経過
consultations-event-arrive = 受け付けました
consultations-event-set = { $state }、担当：{ $owner }、期限：{ $due }
consultations-event-meet = 日程を書きました（{ $state }）
consultations-event-unmeet = 日程を取り消しました（{ $state }）
consultations-event-note = メモを加えました
