# Words of the staff area's frame and forms.
language-name = 日本語
nav-surveys = 調査
nav-agencies = 機関
nav-accounts = アカウント
role-administrator = 管理者
role-coordinator = 伴走者
role-researcher = 研究者
role-viewer = 閲覧者
styleguide-title = デザインの部品
form-choose = 選んでください
form-all = すべて
form-save = 保存する
form-required = { $field }を入力してください。
form-too-long = { $field }は{ $max }字以内で入力してください。
form-date = 日付は 2026-02-21 のように入力してください。
form-time = 時刻は 13:30 のように入力してください。
form-choice = 選択肢の中から選んでください。
