//! What the same people wrote before and after: how many have a word, a theme or a code of rules, what was tested, and the lists behind
//! these numbers and those of closed questions, which the team alone sees.

use serde_json::{Value, json};
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::free_answers::challenge;
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Page, Session, TestApp, on_both};

/// People who answer twice.
const N_PEOPLE: usize = 24;

/// Speaks of a word with a theme, of another word, and of neither.
const PICKED_UP: &str = "送迎の手段がなく、通勤ができない。交通費も足りない。";
const NOTEBOOK: &str = "手帳をもらった。";
const NEITHER: &str = "窓口で話した。";

fn asked() -> [Value; 3] {
    [
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "know", "title": "相談先を知っている", "choices": ["1|はい", "2|いいえ"] }),
        challenge(),
    ]
}

/// What somebody writes: six speak of pick-up both times and thirteen newly; eight have the notebook before and eleven after, three of them
/// not any more.
fn words(n: usize, is_after: bool) -> String {
    let picked_up = if is_after { n < 19 } else { n < 6 };
    let notebook = if is_after { (3..14).contains(&n) } else { n < 8 };
    let said = [(true, NEITHER), (picked_up, PICKED_UP), (notebook, NOTEBOOK)];
    said.into_iter().filter(|(is_said, _)| *is_said).map(|(_, words)| words).collect()
}

async fn before_and_after(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let before = open_definition(app, coordinator, &definition(&asked())).await;
    let after = open_second(app, coordinator, before.survey, &definition(&asked())).await;
    for n in 0..N_PEOPLE {
        let code = format!("AB-{n}");
        for (open, is_after) in [(&before, false), (&after, true)] {
            let know = if is_after && n < 12 { "1" } else { "2" };
            let words = words(n, is_after);
            answer(app, open, &[("code", code.as_str()), ("know", know), ("hard", words.as_str())]).await;
        }
    }
    before
}

fn path(open: &OpenSurvey) -> String {
    format!("/surveys/{}/analysis/before-after", open.survey.0)
}

/// The row of a word, theme or code.
fn row(page: &Page, name: &str) -> String {
    let rows = page.texts("#written tbody tr");
    rows.into_iter()
        .find(|row| row.contains(name))
        .unwrap_or_else(|| panic!("no {name}: {}", page.describe()))
}

#[tokio::test]
async fn words_of_the_same_people_are_compared_and_few_are_withheld() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        for person in [&coordinator, &researcher] {
            let page = person.get(&path(&open)).await.expect_status(200);
            assert!(page.text().contains("回答者コードが同じ24人をくらべました"), "{}", page.describe());
            let picked_up = row(&page, "送迎");
            // scipy.stats.binomtest(0, 13).pvalue = .00024.
            for words in [
                "6 (25.0%)",
                "19 (79.2%)",
                "6 0 13 5",
                "増えました",
                "マクネマー",
                "p < .001",
                "Holm",
                "g = .50",
            ] {
                assert!(picked_up.contains(words), "{words}: {picked_up}");
            }
        }
        let inside = coordinator.get(&path(&open)).await;
        let notebook = row(&inside, "手帳");
        assert!(notebook.contains("8 (33.3%)") && notebook.contains("5 3 6 10"), "{notebook}");
        let outside = researcher.get(&path(&open)).await;
        let notebook = row(&outside, "手帳");
        assert!(notebook.contains("＊") && notebook.contains("検定の結果も出しません"), "{notebook}");
        assert!(!notebook.contains(|c: char| "35678".contains(c) || c == '%'), "{notebook}");
        assert!(
            outside.first("#written-heading + *").contains("24人")
                && outside.text().contains("（＊）は、少ない")
        );
    })
    .await;
}

#[tokio::test]
async fn themes_and_codes_of_rules_are_compared_by_choice() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let edit = format!("/surveys/{}/analysis/rules/edit", open.survey.0);
        let edit = coordinator.get(&edit).await.expect_status(200);
        let rules = "＊移動\n送迎 or 通勤\n＊手続き\n手帳\n";
        let typed = [("content", rules), ("unit", "sentence"), ("do", "save")];
        coordinator.submit(&edit, "form.rule-form", &typed).await.expect_status(303);
        for login in [Role::Coordinator, Role::Researcher] {
            let person = app.login(login).await;
            let themes = person.get(&format!("{}?of=themes", path(&open))).await.expect_status(200);
            assert!(row(&themes, "移動・通所").contains("6 0 13 5"), "{}", themes.describe());
            let codes = person.get(&format!("{}?of=rules", path(&open))).await.expect_status(200);
            assert!(row(&codes, "移動").contains("6 0 13 5"), "{}", codes.describe());
            let is_withheld = row(&codes, "手続き").contains("＊");
            assert_eq!(is_withheld, login == Role::Researcher, "{}", codes.describe());
            // What is chosen stays chosen, and what is no choice is the usual one.
            assert_eq!(codes.attributes("select[name=of] option[selected]", "value"), ["rules"]);
            let other = person.get(&format!("{}?of=nothing", path(&open))).await.expect_status(200);
            assert_eq!(other.attributes("select[name=of] option[selected]", "value"), ["words"]);
        }
    })
    .await;
}

#[tokio::test]
async fn the_team_sees_who_is_behind_each_number_and_nobody_else_does() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let page = coordinator.get(&path(&open)).await.expect_status(200);
        let links = [page.attributes("#paired a", "href"), page.attributes("#written a", "href")].concat();
        let led = |parts: [&str; 2]| {
            let mut found = links.iter().filter(|link| parts.iter().all(|part| link.contains(part)));
            found.next().unwrap_or_else(|| panic!("{parts:?}: {links:?}"))
        };
        let pick_up = "name=%E9%80%81%E8%BF%8E";
        for (parts, n) in [
            ([pick_up, "part=before"], 6),
            ([pick_up, "part=after"], 19),
            ([pick_up, "part=both"], 6),
            ([pick_up, "part=gained"], 13),
            ([pick_up, "part=neither"], 5),
            // All twenty-four, of whom a page has twenty.
            (["of=answers&name=know&value=1", ""], 20),
            (["of=answers&name=know&value=1", "part=after"], 12),
        ] {
            let listed = coordinator.get(led(parts)).await.expect_status(200);
            assert_eq!(listed.texts("#people tbody tr").len(), n, "{parts:?}: {}", listed.describe());
        }
        assert!(
            !links.iter().any(|link| link.contains(pick_up) && link.contains("part=lost")),
            "nobody: {links:?}"
        );
        // Both texts of a person are a step away.
        let listed = coordinator.get(led([pick_up, "part=gained"])).await;
        let texts = listed.attributes("#people tbody tr:first-child a", "href");
        let [before, after] = texts.as_slice() else { panic!("{texts:?}") };
        let before = coordinator.get(before).await.expect_status(200);
        let after = coordinator.get(after).await.expect_status(200);
        assert!(
            !before.text().contains("送迎の手段") && after.text().contains("送迎の手段"),
            "{}",
            after.describe()
        );
        let researcher = app.login(Role::Researcher).await;
        let outside = researcher.get(&path(&open)).await.expect_status(200);
        assert!(outside.attributes("#paired a", "href").is_empty(), "{}", outside.describe());
        assert!(outside.attributes("#written a", "href").is_empty(), "{}", outside.describe());
        for link in &links {
            let typed = researcher.get(link).await.expect_status(200);
            assert!(!typed.has("#people") && typed.text().contains("チーム内だけで見られます"), "{link}");
        }
        // What is not there is an empty list.
        let nothing = format!("{}/people?couple=0-0&of=words&name=x&part=y", path(&open));
        assert!(!coordinator.get(&nothing).await.expect_status(200).has("#people"));
    })
    .await;
}
