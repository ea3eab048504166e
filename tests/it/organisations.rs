//! Organisations and their offices, agencies that may be one, and lists that would make doubles.

use server::auth::Role;
use tests::open_survey::create_survey;
use tests::{Page, Session, on_both};

use crate::approaches::{survey_with_agencies, write_note};
use crate::rosters::{look_at, take};

/// Adds an agency by the form.
async fn add(person: &Session, name: &str, organisation: &str) -> Page {
    let form = person.get("/agencies/new").await.expect_status(200);
    let fields = [("name", name), ("kind", "22"), ("region", "2"), ("organisation", organisation)];
    person.submit(&form, "form.form", &fields).await.expect_status(303)
}

#[tokio::test]
async fn a_typed_name_finds_or_makes_the_organisation_and_its_page_has_its_offices() {
    on_both(async |app| {
        let (person, survey, agencies) = survey_with_agencies(app).await;
        let note = [("held_on", "2026-01-15"), ("role", "相談は月に20件。")];
        write_note(&person, survey, agencies[0], &note).await;
        let edit = person.get(&format!("/agencies/{}/edit", agencies[0].0)).await;
        let fields = [("organisation", "社会福祉法人　架空会")];
        person.submit(&edit, "form.form", &fields).await.expect_status(303);
        add(&person, "第二作業所", "（社福）架空会").await;
        add(&person, "別の事業所", "医療法人架空会").await;
        let list = person.get("/agencies").await.expect_status(200);
        let known = list.texts("select[name=organisation] option");
        assert_eq!(known.len(), 3, "two organisations and all: {known:?}");
        let form = person.get("/agencies/new").await;
        assert_eq!(form.attributes("#organisations option", "value").len(), 2);

        let page = person.get(&list.link("社会福祉法人")).await.expect_status(200);
        let offices = page.texts(".thing");
        assert_eq!(offices.len(), 2, "{offices:?}");
        let heard = offices.iter().find(|office| office.contains("架空機関00")).expect("its office");
        for words in ["連絡先 1件", "ヒアリング 1件（最近：2026年1月15日）", "架空県 就労支援調査"]
        {
            assert!(heard.contains(words), "{words} is not in {heard}");
        }
        let filtered = format!("/agencies?organisation={}", page.path.rsplit('/').next().expect("a number"));
        assert_eq!(person.get(&filtered).await.texts("main tbody tr").len(), 2);

        // Its name is corrected for all offices; that of another one is not taken twice.
        let taken =
            person.submit(&page, "form.form", &[("name", "医療法人 架空会")]).await.expect_status(422);
        assert!(taken.text().contains("同じ名前の法人がすでにあります"), "{}", taken.text());
        person.submit(&page, "form.form", &[("name", "社会福祉法人架空の会")]).await.expect_status(303);
        let stale = person.submit(&page, "form.form", &[("name", "社会福祉法人架空")]).await;
        assert!(stale.expect_status(422).text().contains("ほかの方が名前を変えました"));
        let list = person.get("/agencies").await;
        assert_eq!(
            list.texts("main tbody a").iter().filter(|text| *text == "社会福祉法人架空の会").count(),
            2
        );
        // Left empty an office belongs to none again.
        let edit = person.get(&format!("/agencies/{}/edit", agencies[0].0)).await;
        person.submit(&edit, "form.form", &[("organisation", "")]).await.expect_status(303);
        assert_eq!(person.get(&page.path).await.texts(".thing").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn agencies_that_may_be_one_are_named_on_the_list_and_on_their_pages() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        add(&person, "架空センター", "").await;
        add(&person, "㈱ 架空センター", "").await;
        add(&person, "遠い機関", "").await;
        for agency in [2, 3] {
            let form = person.get(&format!("/agencies/{agency}/contacts/new")).await;
            let phone = [("phone", "０００－０００－００００")];
            person.submit(&form, "form.form", &phone).await.expect_status(303);
        }
        let list = person.get("/agencies").await.expect_status(200);
        let rows = list.texts("main tbody tr");
        let row = |name: &str| rows.iter().find(|row| row.starts_with(name)).expect("a row").clone();
        assert!(row("架空センター").contains("名前が同じ"), "{rows:?}");
        assert!(row("遠い機関").contains("電話番号が同じ"), "{rows:?}");
        let page = person.get("/agencies/2").await.expect_status(200);
        let likely = page.texts(".notice li");
        assert_eq!(likely.len(), 2, "{likely:?}");
        let both =
            person.get(&page.link("「架空センター」と同じ機関かもしれません")).await.expect_status(200);
        assert!(both.text().contains("機関をまとめる"), "{}", both.text());
        // Any other one is found by a part of its name.
        let found = person.get("/agencies/1/merge?name=%E9%81%A0%E3%81%84").await.expect_status(200);
        person.get(&found.link("遠い機関")).await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn agencies_that_somebody_knows_to_be_different_are_named_no_more_until_it_is_taken_back() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        add(&person, "架空センター", "").await;
        add(&person, "㈱ 架空センター", "").await;
        let named = async || {
            let list = person.get("/agencies").await.expect_status(200);
            list.text().matches("と同じ機関かもしれません").count()
        };
        assert_eq!(named().await, 2, "each names the other");
        let both = person.get("/agencies/2/merge/1").await.expect_status(200);
        let say = "form[action='/agencies/2/different/1']";
        let said = person.submit(&both, say, &[]).await.expect_status(303);
        let page = person.follow(said).await.expect_status(200);
        assert!(page.first("#different").contains("「架空センター」とは別の機関です"), "{}", page.describe());
        assert_eq!(named().await, 0);
        // Said again, the other way round, it is the same.
        person.post_form("/agencies/1/different/2", &[]).await.expect_status(303);
        let other = person.get("/agencies/1").await.expect_status(200);
        assert_eq!(other.texts("#different li").len(), 1, "{}", other.describe());
        let both = person.get("/agencies/1/merge/2").await.expect_status(200);
        assert!(
            both.text().contains("とは別の機関です") && !both.has("form[action='/agencies/1/different/2']")
        );

        let back = person.submit(&other, "#different form", &[]).await.expect_status(303);
        assert!(!person.follow(back).await.has("#different"));
        assert_eq!(named().await, 2);
        person.post_form("/agencies/1/different/2/undo", &[]).await.expect_status(303);
        person.post_form("/agencies/1/different/1", &[]).await.expect_status(404);
        person.post_form("/agencies/1/different/99", &[]).await.expect_status(404);
        let viewer = app.login(Role::Viewer).await;
        viewer.post_form("/agencies/1/different/2", &[]).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn an_old_list_does_not_bring_a_merged_agency_back() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let file = "機関名,種別,圏域\n架空センター,22,北部\nかくうの家,12,北部\n";
        let seen = look_at(&person, "a.csv", file.as_bytes()).await.expect_status(200);
        take(&person, &seen).await;
        let both = person.get("/agencies/1/merge/2").await.expect_status(200);
        person.submit(&both, "form.form", &[]).await.expect_status(303);
        let again = look_at(&person, "a.csv", file.as_bytes()).await.expect_status(200);
        assert_eq!(again.texts(".stats .stat-value"), ["0", "0", "2", "0"]);
        take(&person, &again).await;
        assert_eq!(person.get("/agencies").await.texts("main tbody tr").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_list_brings_organisations_and_warns_of_doubles() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let file = "機関名,種別,圏域,法人名,電話\n架空センター,22,北部,㈱架空,000-000-0000\n";
        let seen = look_at(&person, "a.csv", file.as_bytes()).await.expect_status(200);
        take(&person, &seen).await;
        assert!(person.get("/agencies/1").await.text().contains("㈱架空"));
        let again = look_at(&person, "a.csv", file.as_bytes()).await;
        assert_eq!(again.texts(".stats .stat-value"), ["0", "0", "1", "0"]);

        let file = "機関名,種別,圏域,法人名,電話\n\
            株式会社 架空センター,22,南部,,\n\
            架空支所,22,北部,株式会社架空,000-000-0000\n\
            別の事業所,22,北部,,000-000-0000\n\
            架空センター,22,北部,別の会,\n";
        let seen = look_at(&person, "b.csv", file.as_bytes()).await.expect_status(200);
        let rows = seen.texts("#rows-table tbody tr");
        assert!(rows[0].contains("名前が同じ") && rows[0].contains("別の機関として加わります"), "{rows:?}");
        assert!(
            !rows[1].contains("かもしれません"),
            "offices of one organisation share a telephone: {rows:?}"
        );
        assert!(rows[2].contains("電話番号が同じ"), "{rows:?}");
        assert!(rows[3].contains("すでにある機関を更新"), "{rows:?}");
        take(&person, &seen).await;
        assert!(person.get("/agencies/1").await.text().contains("別の会"));
    })
    .await;
}

#[tokio::test]
async fn two_people_who_change_one_agency_see_what_the_other_wrote() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        add(&person, "架空センター", "架空会").await;
        let path = "/agencies/1/edit";
        let (one, other) = (person.get(path).await.expect_status(200), person.get(path).await);
        let by_one = [("name", "架空センター北"), ("note", "月曜は休み")];
        person.submit(&one, "form.form", &by_one).await.expect_status(303);
        let by_other = [("name", "架空センター南"), ("organisation", "別の会")];
        let both = person.submit(&other, "form.form", &by_other).await.expect_status(409);
        let shown = both.texts("#differing dd");
        for words in ["架空センター北", "架空センター南", "架空会", "別の会", "月曜は休み"]
        {
            assert!(shown.contains(&words.to_owned()), "{words}: {shown:?}");
        }
        person.submit(&both, "form.form", &[]).await.expect_status(303);
        let page = person.get("/agencies/1").await.text();
        for words in ["架空センター南", "別の会", "月曜は休み"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // A form with something wrong in it still knows what it was made from.
        let wrong = person.submit(&one, "form.form", &[("name", "")]).await.expect_status(422);
        person.submit(&wrong, "form.form", &[("name", "架空センター西")]).await.expect_status(409);
    })
    .await;
}
