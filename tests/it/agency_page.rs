//! The page of an agency with everything known, and the sheet that is printed before a visit.

use server::auth::Role;
use server::inviting::seed;
use surveys::entity::state::InvitingMode;
use surveys::id::{AgencyId, UserId};
use surveys::stakeholder::roster::Line;
use surveys::store;
use tests::inviting::{invitations, link, open_invitation};
use tests::on_both;

use crate::approaches::{address, survey_with_agencies, write_note};
use crate::invited::{answer, invited, send};

#[tokio::test]
async fn everything_known_stands_on_one_page() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let path = address(survey, agencies[0]);
        let page = coordinator.get(&path).await;
        let state = [("state", "requested"), ("note", "依頼状を送った。")];
        coordinator.submit(&page, &format!("form[action='{path}']"), &state).await.expect_status(303);
        let note = [("role", "相談は月に20件。"), ("may_share", "yes"), ("may_quote", "ask")];
        write_note(&coordinator, survey, agencies[0], &note).await;
        let promise = [("body", "資料を送る")];
        let form = format!("form[action='/surveys/{}/promises']", survey.0);
        let page = coordinator.get(&path).await;
        coordinator.submit(&page, &form, &promise).await.expect_status(303);

        let page = coordinator.get(&format!("/agencies/{}", agencies[0].0)).await.expect_status(200);
        let text = page.text();
        for words in [
            "a@example.jp",
            "架空 花子",
            "架空県 就労支援調査",
            "未連絡 → 依頼中",
            "依頼状を送った。",
            "匿名での地域共有",
            "発言の引用（事前に確認すれば可）",
            "資料を送る",
            "清書がまだ",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert!(!text.contains("相談は月に20件"), "the note itself stays on its page");
        let edit = coordinator.get(&page.link("名前や種別を直す")).await.expect_status(200);
        coordinator.submit(&edit, "form.form", &[("name", "新しい名前")]).await.expect_status(303);
        let other = coordinator.get(&format!("/agencies/{}", agencies[1].0)).await;
        assert!(other.text().contains("未連絡") && !other.text().contains("資料を送る"));
    })
    .await;
}

#[tokio::test]
async fn answers_are_shown_where_they_are_known_and_never_where_they_are_anonymous() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        for (mode, agency) in [(InvitingMode::Known, 1), (InvitingMode::Anonymous, 2)] {
            let open = invited(app, &coordinator, mode, &["a@example.jp"]).await;
            let all = invitations(app, &open).await;
            let invitation = all.iter().find(|one| one.agency_id == AgencyId(agency)).expect("it is invited");
            let person = app.visitor();
            let first = open_invitation(&person, &link(app, invitation)).await.expect_status(200);
            let check = answer(&person, &first, "駅から遠いという声").await;
            send(&person, &check).await.expect_status(303);
            let page = coordinator.get(&format!("/agencies/{agency}")).await.expect_status(200);
            let print = coordinator.get(&format!("{}/print", address(open.survey, AgencyId(agency)))).await;
            let print = print.expect_status(200);
            let is_known = mode == InvitingMode::Known;
            for page in [&page, &print] {
                assert_eq!(page.text().contains("駅から遠いという声"), is_known, "{}", page.text());
            }
            assert_eq!(page.text().contains("無記名のため"), !is_known, "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn the_sheet_before_a_visit_has_what_was_prepared_and_room_for_the_rest() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let path = address(survey, agencies[0]);
        let print = coordinator.get(&format!("{path}/print")).await.expect_status(200);
        assert_eq!(print.texts(".visit-questions li").len(), 3, "three lines to write on");
        let earlier = [("held_on", "2026-01-15"), ("requests", "国：窓口を一つに。"), ("go", "finish")];
        write_note(&coordinator, survey, agencies[0], &earlier).await;
        let prepared = [
            ("answers_before", "相談は年に5件。"),
            ("tasks_before", "資料を送った。"),
            ("questions", "体制を聞く。\n紹介元を聞く。"),
        ];
        write_note(&coordinator, survey, agencies[0], &prepared).await;
        let page = coordinator.get(&path).await;
        let meeting = [("day", "2026-12-01"), ("clock", "10:00"), ("place", "相談室1")];
        let form = format!("form[action='{path}/appointment']");
        coordinator.submit(&page, &form, &meeting).await.expect_status(303);
        let print = coordinator.get(&page.link("訪問前の1枚")).await.expect_status(200);
        let text = print.text();
        for words in [
            "相談は年に5件。",
            "資料を送った。",
            "体制を聞く。",
            "国：窓口を一つに。",
            "2026年1月15日",
            "相談室1",
            "10:00",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert_eq!(print.texts(".visit-questions li").len(), 3);
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_invitation_stays_in_its_group_whatever_becomes_of_the_agency() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        invited(app, &coordinator, InvitingMode::Anonymous, &["a@example.jp"]).await;
        let agency = AgencyId(1);
        let stored = async || {
            let found = store::agencies::find(app.db(), agency).await.expect("it is on the list");
            (found.name, found.kind, found.region_id)
        };
        let before = stored().await;
        let edit = coordinator.get("/agencies/1/edit").await.expect_status(200);
        for (field, value) in [("kind", "12"), ("region", "3")] {
            let refused = coordinator.submit(&edit, "form.form", &[(field, value)]).await.expect_status(422);
            let said = refused.first(&format!("#{field}-error"));
            assert!(said.contains("変えられません"), "{field}: {}", refused.describe());
            assert_eq!(stored().await, before, "{field}");
        }
        // A brought list leaves the kind, too.
        let regions = store::regions::list(app.db()).await.expect("areas can be read");
        let area = regions.into_iter().find(|area| area.id == before.2).expect("its area").code;
        let line = Line {
            name: before.0.clone(),
            kind: "12".to_owned(),
            region: area,
            note: "名簿から".to_owned(),
            ..Line::default()
        };
        let seed = seed(app.key()).expect("a seed");
        store::rosters::take(app.db(), vec![(line, seed)], UserId(1)).await.expect("the list is taken");
        assert_eq!(stored().await, before);
        // A name says nothing of answers.
        let edit = coordinator.get("/agencies/1/edit").await.expect_status(200);
        coordinator.submit(&edit, "form.form", &[("name", "新しい名前")]).await.expect_status(303);
        assert_eq!(stored().await.0, "新しい名前");
    })
    .await;
}

#[tokio::test]
async fn an_agency_that_is_invited_by_name_may_move() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        let edit = coordinator.get("/agencies/1/edit").await.expect_status(200);
        coordinator.submit(&edit, "form.form", &[("kind", "12")]).await.expect_status(303);
        assert_eq!(store::agencies::find(app.db(), AgencyId(1)).await.expect("it is on the list").kind, "12");
    })
    .await;
}
