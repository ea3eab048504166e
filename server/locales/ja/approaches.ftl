# ヒアリングまでの進み：状態、連絡、面談の予定。
approaches-rooms = ヒアリングの中のページ
approaches-room-list = 一覧
approaches-room-board = ボード
approaches-room-today = 今日
approaches-room-promises = 宿題
approaches-board-lead = 機関がどこまで進んだかを、状態ごとに並べています。状態を選んで「移す」を押すと動きます。
approaches-mine = 自分の担当
approaches-move = 移す
approaches-columns = 状態へ移動
approaches-moved = 状態を移しました。
approaches-more = { $n }機関すべてを一覧で見る
approaches-state-of = { $agency }の状態
approaches-no-state = 状態を選んでください。
approaches-stale = ほかの人が先に変えました。内容を確かめて、もう一度「保存する」を押すと、この画面の内容になります。
approaches-stale-move = ほかの人が先に変えたため、移しませんでした。今の状態を確かめてください。
approaches-saved = 保存しました。
approaches-to-agency = この機関についてすべて見る

approaches-state-not_contacted = 未連絡
approaches-state-requested = 依頼中
approaches-state-arranging = 日程調整
approaches-state-scheduled = 予定
approaches-state-held = 実施済
approaches-state-recorded = 記録済
approaches-state-confirmed = 本人確認済
approaches-state-releasable = 公開可
approaches-state-declined = 辞退
approaches-state-on_hold = 保留
approaches-state-unreachable = 連絡不能
approaches-state-excluded = 対象外

approaches-stands = 状態と連絡
approaches-owner = 担当
approaches-owner-is = 担当：{ $owner }
approaches-next = 次の予定
approaches-next-contact = 次に連絡する日
approaches-next-contact-on = 次の連絡 { $date }
approaches-appointment-on = 面談 { $date }
approaches-note = 覚え書き
approaches-note-hint = だれに何を伝えたか、次に何をするか。内部だけで使います。

approaches-appointment = 面談の予定
approaches-appointment-new = 面談の予定を書く
approaches-appointment-change = 面談の予定を変える
approaches-appointment-saved = 面談の予定を保存しました。
approaches-appointment-removed = 面談の予定を取り消しました。
approaches-calendar-hint = 予定表に取り込めます。機関の名前が入り、人の名前は入りません。
approaches-calendar-summary = ヒアリング { $agency }

approaches-no-notes = この調査での記録は、まだありません。
approaches-no-history = まだ何もしていません。
approaches-event-moved = { $from } → { $to }
approaches-event-follow = 記録に合わせて進みました
approaches-event-meet = 面談の予定を書きました（{ $at }）
approaches-event-unmeet = 面談の予定を取り消しました
approaches-event-owner = 担当：{ $owner }
approaches-event-note = 覚え書きを書きました
approaches-event-set = 内容を変えました

approaches-print = 訪問前の1枚
approaches-print-questions = 今回聞くこと
approaches-print-blank = 書き込む欄
approaches-print-answers = これまでの回答
approaches-print-no-answers = 機関がわかる形での回答はありません。
approaches-print-more = ほかに{ $n }件
approaches-print-promises = 前回までの宿題
approaches-print-last = 前回の記録
