//! Searching notes, answers and agencies: what is found, by whom, where it leads, and what is found no more.

use server::auth::Role;
use server::i18n::{self, Lang};
use tests::free_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::respondent::withdrawal_code;
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{survey_with_agencies, write_note};

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

async fn search(person: &Session, query: &str) -> Page {
    person.get(&format!("/search?{query}")).await.expect_status(200)
}

/// How many texts a page says that it found.
fn n(page: &Page) -> usize {
    let said = page.texts("#search-counts").join("");
    said.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// Withdraws the response of a receipt.
async fn withdraw(app: &TestApp, receipt: &Page) {
    let code = withdrawal_code(receipt);
    let person = app.visitor();
    let page = person.post_raw_form("/withdraw", &[("code", &code), ("confirm", "yes")]).await;
    if page.has("form[action='/withdraw']") {
        let form = page.form("form[action='/withdraw']");
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        person.post_raw_form(&form.action, &fields).await;
    }
}

#[tokio::test]
async fn answers_are_found_in_their_context_until_they_are_withdrawn() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let words = "体調の波があり、ﾊﾛｰﾜｰｸで相談しながら働いている。";
        let receipt = answer(app, &open, &["1"], words).await;
        answer(app, &open, &["1"], "送迎がなく、通所できない。").await;

        let page = search(&coordinator, "q=働く 職安").await;
        assert_eq!(n(&page), 1, "{}", page.describe());
        assert_eq!(page.texts("#search-results mark"), ["ﾊﾛｰﾜｰｸ", "働い"]);
        assert!(page.first("#search-also").contains("公共職業安定所"), "{}", page.describe());
        let exact = search(&coordinator, "q=職安&exact=1").await;
        assert_eq!(n(&exact), 0);
        assert_eq!(page.attributes("#search-form [name=q]", "value"), ["働く 職安"], "the query stays");
        // It leads to the answer itself.
        let text = coordinator.get(&page.attributes("#search-results h2 a", "href").remove(0)).await;
        assert!(text.expect_status(200).text().contains("体調の波があり"));
        assert_eq!(n(&search(&coordinator, "q=所でき").await), 1, "across two words");
        assert_eq!(n(&search(&coordinator, "q=通所 OR 相談 -送迎").await), 1);

        withdraw(app, &receipt).await;
        let page = search(&coordinator, "q=働く").await;
        assert_eq!(n(&page), 0, "{}", page.describe());
        assert!(page.text().contains(&say("search-none", &[])));
        assert_eq!(n(&search(&coordinator, "q=通所").await), 1, "the other one stays");
    })
    .await;
}

#[tokio::test]
async fn each_role_finds_what_its_purpose_allows_and_too_few_are_withheld() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for number in 0..5 {
            answer(app, &open, &["1", "3"], &format!("夜間の相談{number}")).await;
        }
        let receipt = answer(app, &open, &["1"], "夜間の電話").await;
        let page = search(&coordinator, "q=夜間").await;
        assert_eq!((n(&page), page.texts("#search-results > li").len()), (6, 6));

        let researcher = app.login(Role::Researcher).await;
        let page = search(&researcher, "q=夜間").await;
        assert_eq!(n(&page), 5, "{}", page.describe());
        assert!(!page.text().contains("電話") && !page.has("#search-form [name=region]"));
        assert_eq!(n(&search(&researcher, "q=電話").await), 0);
        // One person's word would say more of them than a table may.
        let few = search(&researcher, "q=相談3").await;
        assert!(few.text().contains(&say("search-none-to-show", &[])) && !few.has("#search-results"));
        let nobody = search(&researcher, "q=存在しない語").await;
        assert_eq!(
            few.texts(".empty-state"),
            nobody.texts(".empty-state"),
            "whether one said it is not told"
        );
        assert!(!nobody.text().contains(&say("search-none", &[])) && !few.has(".notice-warning"));
        assert!(page.text().contains(&say("search-withheld", &[])), "what is withheld is said of every list");
        assert_eq!(n(&search(&researcher, "q=夜間 -").await), 5, "a minus alone leaves nothing out");
        let days = search(&researcher, "q=夜間&from=2999-01-01&region=90&kind=22&order=new").await;
        assert_eq!(n(&days), 5, "they choose no days and areas");

        withdraw(app, &receipt).await;
        assert_eq!(n(&search(&coordinator, "q=夜間").await), 5);
        let viewer = app.login(Role::Viewer).await;
        viewer.get("/search?q=夜間").await.expect_status(403);
        let surveys = viewer.get("/surveys").await.expect_status(200);
        assert!(!surveys.has("#site-search"), "no box for those who must not");
        let overview = coordinator.get(&format!("/surveys/{}", open.survey.0)).await;
        assert_eq!(
            overview.attributes(".site-search [name=survey]", "value"),
            [open.survey.0.to_string()],
            "a survey's box searches the survey"
        );
    })
    .await;
}

#[tokio::test]
async fn too_few_with_consent_in_all_are_not_found_either() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for number in 0..4 {
            answer(app, &open, &["1", "3"], &format!("夜間の相談{number}")).await;
        }
        let researcher = app.login(Role::Researcher).await;
        assert_eq!(n(&search(&researcher, "q=夜間").await), 0);
        answer(app, &open, &["1", "3"], "夜間の相談4").await;
        assert_eq!(n(&search(&researcher, "q=夜間").await), 5);
    })
    .await;
}

/// Eight of whom three allow research alone: what a sheet has fewer of a word would be their number.
#[tokio::test]
async fn the_few_who_allow_research_alone_are_not_found_by_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for number in 0..8 {
            let boxes: &[&str] = if number < 5 { &["1", "2", "3"] } else { &["1", "3"] };
            answer(app, &open, boxes, &format!("夜間の相談{number}")).await;
        }
        assert_eq!(n(&search(&coordinator, "q=夜間").await), 8);
        let researcher = app.login(Role::Researcher).await;
        let page = search(&researcher, "q=夜間").await;
        assert_eq!((n(&page), page.texts("#search-results > li").len()), (5, 5), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn notes_and_agencies_are_found_and_filtered() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let sheet = [("role", "相談は月に20件。"), ("requests", "窓口を一つに。"), ("held_on", "2026-01-15")];
        let note = write_note(&coordinator, survey, agencies[0], &sheet).await;
        let sheet = [("role", "窓口の相談は年に3件。"), ("held_on", "2026-03-15")];
        write_note(&coordinator, survey, agencies[1], &sheet).await;

        let page = search(&coordinator, "q=窓口 相談").await;
        assert_eq!(n(&page), 2, "{}", page.describe());
        let parts = page.attributes("#search-results h3 a", "href");
        assert!(parts.contains(&format!("{}#section-requests", note.path)), "{parts:?}");
        let section = coordinator.get(&note.path).await.expect_status(200);
        assert!(section.has("#section-requests"), "the place is on the page");
        // Newest first; by area, kind and day.
        let newest = search(&coordinator, "q=相談&order=new&what=notes").await;
        assert!(newest.texts("#search-results > li")[0].contains("2026年3月15日"), "{}", newest.describe());
        for (filter, expected) in [
            ("kind=22", 1),
            ("kind=12", 1),
            ("region=9001", 1),
            ("region=90", 2),
            ("from=2026-02-01", 1),
            ("until=2026-01-15", 1),
            ("from=2026-01-15&until=2026-03-15", 2),
            ("what=answers", 0),
            ("survey=1", 2),
        ] {
            let page = search(&coordinator, &format!("q=窓口 相談&{filter}")).await;
            assert_eq!(n(&page), expected, "{filter}: {}", page.describe());
        }
        let page = search(&coordinator, "q=架空機関 01&what=agencies").await;
        assert_eq!(n(&page), 1, "{}", page.describe());
        assert_eq!(page.texts("#search-results > li p.soft"), [""; 0], "an agency has no day");
        let href = format!("/agencies/{}", agencies[1].0);
        assert_eq!(page.attributes("#search-results h2 a", "href"), std::slice::from_ref(&href));

        // What is edited is found as it is now.
        let edit = coordinator.get(&format!("{}/edit", note.path)).await.expect_status(200);
        let words = [("role", "駅から遠い。")];
        coordinator.submit(&edit, "form.sheet-form", &words).await.expect_status(303);
        assert_eq!(n(&search(&coordinator, "q=駅").await), 1);
        assert_eq!(n(&search(&coordinator, "q=20件").await), 0);
        let edit = coordinator.get(&format!("{href}/edit")).await.expect_status(200);
        let changed = [("name", "みらい相談室"), ("kind", "30")];
        coordinator.submit(&edit, "form.form", &changed).await.expect_status(303);
        assert_eq!(n(&search(&coordinator, "q=ミライ&what=agencies").await), 1);
        assert_eq!(
            n(&search(&coordinator, "q=窓口&kind=30&what=notes").await),
            1,
            "its note is of that kind now"
        );
    })
    .await;
}

#[tokio::test]
async fn whatever_is_typed_is_answered() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "<script>alert(1)</script> 100%_ ' OR 1=1").await;
        for query in ["", "q=", "q=%00", "q=%E3%80%80", "q=%F0%9F%98%80", "q=)("] {
            let page = search(&coordinator, query).await;
            assert!(!page.has(".error-summary"), "{query}: {}", page.describe());
        }
        for query in ["q=<script>", "q=100%25_", "q=「' OR 1=1」"] {
            let page = search(&coordinator, query).await;
            assert_eq!(n(&page), 1, "{query}: {}", page.describe());
            assert!(!page.has("#search-results script"), "{query}");
        }
        assert_eq!(n(&search(&coordinator, "q=%25").await), 1, "a sign of the database is a sign");
        assert_eq!(n(&search(&coordinator, "q=script&page=99999").await), 1);
        let long = "難".repeat(201);
        let many = "語+".repeat(13);
        for (query, key, args) in [
            (format!("q={long}"), "search-too-long", vec![("max", "200".to_owned())]),
            (format!("q={many}"), "search-too-many", vec![("max", "12".to_owned())]),
            ("q=\"".to_owned(), "search-no-word", vec![]),
            ("q=「」".to_owned(), "search-no-word", vec![]),
            ("q=OR".to_owned(), "search-no-word", vec![]),
            ("q=-難病".to_owned(), "search-only-excluded", vec![]),
            ("q=難病&from=きのう".to_owned(), "form-date", vec![]),
        ] {
            let page = coordinator.get(&format!("/search?{query}")).await.expect_status(422);
            assert_eq!(page.texts(".error-summary li"), [say(key, &args)]);
        }
        coordinator.get("/search?q=難病&survey=999").await.expect_status(404);
        assert_eq!(n(&search(&coordinator, "q=script&page=x").await), 1, "no number, the first page");
    })
    .await;
}
