# 機関のつながり（連携度0〜4）

explore-room-collaboration = 機関のつながり
collaboration-lead = 回答した機関の種別ごとに、ほかの種別との連携度（0〜4）の平均と、3以上の割合を示します。
collaboration-beside = 並べる調査票
collaboration-beside-none = 並べない
collaboration-none = 連携度をたずねた調査票がありません
collaboration-none-text = 行が機関の種別、列が0〜4の行列の設問に、編集画面で役割「機関のつながり」を付けると、ここに図と表が出ます。設問集の「次の機関との現在の関わり」には、はじめから付いています。
collaboration-empty = 連携度の回答がまだありません
collaboration-empty-text = この設問に答えた回答が届くと、ここに図と表が出ます。
collaboration-no-lines = 平均が2以上の組がない（か、少人数のため示せない）ので、つながりの図はありません。
collaboration-all = 全体
collaboration-other-kinds = その他の種別
collaboration-no-kind = 種別の回答なし
collaboration-heat-title = 種別どうしの連携度（{ $questionnaire }）
collaboration-network-title = 種別のつながり（{ $questionnaire }）
collaboration-degrees = 連携度は0（{ $lowest }）から4（{ $highest }）まで。
collaboration-heat-note = 行は回答した機関の種別、列はたずねた相手。数字は平均と、3以上の割合。色が濃いほど平均が高い。
collaboration-network-note = 線は平均2以上の組で、太いほど平均が高く、2.5未満は破線。両方の種別から見た平均があるときは、それぞれの矢印。○は回答した種別、□は回答がないか示せない種別で、大きいほど全体から見た平均が高い。いくつもの種別の回答と、同じ種別どうしは、図に入れていない。
collaboration-others = 回答が{ $least }件に満たない種別は、まとめて「その他の種別」とした。
collaboration-cell = { $mean }（3以上 { $share }、n={ $n }）
collaboration-most = 全体から見て関わりが最も深いのは「{ $label }」（平均 { $mean }）です。
collaboration-least = 最も浅いのは「{ $label }」（平均 { $mean }）です。
collaboration-strongest = 図の中で最も深いのは、「{ $group }」から見た「{ $partner }」との関わり（平均 { $mean }）です。
collaboration-strongest-alike = 図の中で最も深い関わりは平均 { $mean } で、同じ深さのものがいくつかあります。
collaboration-alike = 全体から見た関わりの深さは、どの相手とも同じ（平均 { $mean }）です。
collaboration-between = 全体から見た関わりの深さは、平均 { $lowest } から { $highest } までです。
collaboration-only = 全体から見た「{ $label }」との関わりの深さは、平均 { $mean } です。
collaboration-withheld = 伏せている数があるので、どの相手との関わりが深いかは言えません。
collaboration-no-degrees = 関わりの深さについての回答は、まだありません。
collaboration-head-group-code = 回答した種別のコード
collaboration-head-group = 回答した種別
collaboration-head-partner-code = 相手のコード
collaboration-head-partner = 相手
collaboration-head-n = 回答した件数
collaboration-head-mean = 連携度の平均
collaboration-head-n-close = 3以上の件数
collaboration-head-share = 3以上（%）
