//! Words that not everybody was asked for: how many wrote them is how many gave the answer that leads to them, or answered the version that
//! has them.

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::i18n::Lang;
use surveys::privacy::consent::Purpose;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, on_embedded};

use super::followed::publish_again;
use super::frozen::published;

/// Words with a theme for each follow-up, what the theme is called, and a word that only they have.
const OF_STAFF: (&str, &str, &str) = ("人手が足りない。", "人員・財源", "人手");
const OF_WAYS: (&str, &str, &str) = ("送迎の手段がなく、通勤ができない。", "移動・通所", "送迎");
/// What everybody writes.
const OF_ALL: &str = "窓口で相談した。";

/// What a page and a sheet say of words that they do not count.
const NOT_COUNTED: &str = "「悩み」に書かれた文章は、数に入れていません";

fn used() -> Value {
    json!({ "type": "radiogroup", "name": "used", "title": "利用", "choices": ["a|いま", "b|前", "c|ない"] })
}

fn words(name: &str, title: &str, of: &str, is_required: bool) -> Value {
    let condition = if of.is_empty() { String::new() } else { format!("{{used}} = '{of}'") };
    let mut asked = json!({ "type": "comment", "name": name, "title": title, "kt:role": "challenge",
        "isRequired": is_required });
    if !condition.is_empty() {
        asked["visibleIf"] = json!(condition);
    }
    asked
}

/// So many use it now and write of staff, so many did and write of ways; the rest never did.
async fn answered(app: &TestApp, open: &OpenSurvey, [now, before, never]: [usize; 3], all: &str) {
    for (used, n) in [("a", now), ("b", before), ("c", never)] {
        for _ in 0..n {
            let mut fields = vec![("used", used)];
            match used {
                "a" => fields.push(("good", OF_STAFF.0)),
                "b" => fields.push(("why", OF_WAYS.0)),
                _ => {}
            }
            fields.extend((!all.is_empty()).then_some(("all", all)));
            answer(app, open, &fields).await;
        }
    }
}

async fn analysis(person: &Session, open: &OpenSurvey, room: &str) -> Page {
    person.get(&format!("/surveys/{}/analysis/{room}", open.survey.0)).await.expect_status(200)
}

#[tokio::test]
async fn how_many_wrote_what_follows_a_withheld_answer_is_told_nowhere() {
    on_embedded(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        // Where all had to write, 13 of 16 would be three; where nobody had to, no fewer than 15 of 16 one.
        for (counts, is_required) in [([24, 13, 3], true), ([24, 15, 1], false)] {
            let asked = definition(&[
                used(),
                words("good", "工夫", "a", is_required),
                words("why", "悩み", "b", is_required),
            ]);
            let open = open_definition(app, &coordinator, &asked).await;
            answered(app, &open, counts, "").await;
            let sheet = published(app, &coordinator, (open.survey, ""), &[]).await;
            let sheet = serde_json::to_string(&sheet).expect("it is JSON");
            assert!(sheet.contains(OF_STAFF.1) && !sheet.contains(OF_WAYS.1), "{sheet}");
            assert!(sheet.contains(NOT_COUNTED), "{sheet}");
            for room in ["themes", "words", "texts", "network", "clusters"] {
                let page = analysis(&researcher, &open, room).await;
                assert!(page.text().contains(NOT_COUNTED), "{room}: {}", page.describe());
                let n = counts[1];
                let is_told = [format!("{n} ("), format!("{n}件"), format!("{n}人")]
                    .iter()
                    .any(|n| page.text().contains(n));
                assert!(!is_told, "{room}: {}", page.describe());
            }
            let found = analysis(&researcher, &open, "words").await.texts("#lookup tbody tr");
            let has = |word: &str| found.iter().any(|row| row.starts_with(word));
            assert!(
                has(OF_STAFF.2) && !has(OF_WAYS.2),
                "the number of the first answer is printed: {found:?}"
            );
            let inside = analysis(&coordinator, &open, "words").await;
            assert!(!inside.text().contains(NOT_COUNTED), "{}", inside.describe());
            let inside = inside.texts("#lookup tbody tr");
            assert!(inside.iter().any(|row| row.starts_with(OF_WAYS.2)), "colleagues count them: {inside:?}");
            let data = dataset::load(app.service(), open.survey, Purpose::Academic, Lang::Ja).await;
            let data = data.expect("a survey");
            let n_told: usize = data.writings().len();
            assert_eq!((n_told, data.writings_in_full().len()), (24, 24 + counts[1]), "coders read all");
        }
    })
    .await;
}

/// Everybody wrote something else, so that a search finds people; it finds them by that alone, and does not leave out who wrote of ways.
#[tokio::test]
async fn a_search_for_others_knows_nothing_of_words_that_some_were_asked_for() {
    on_embedded(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let asked = definition(&[
            used(),
            words("good", "工夫", "a", false),
            words("why", "悩み", "b", false),
            words("all", "全体", "", false),
        ]);
        let open = open_definition(app, &coordinator, &asked).await;
        answered(app, &open, [24, 13, 3], OF_ALL).await;
        let n = async |person: &Session, query: &str| {
            let page = person.get(&format!("/search?q={query}")).await.expect_status(200);
            let said = page.texts("#search-counts").join("");
            let digits: String =
                said.chars().take_while(|c| *c != '件').filter(char::is_ascii_digit).collect();
            digits.parse().unwrap_or(0)
        };
        assert_eq!((n(&coordinator, "送迎").await, n(&researcher, "送迎").await), (13, 0));
        assert_eq!((n(&coordinator, "相談").await, n(&researcher, "相談").await), (40, 40));
        assert_eq!((n(&coordinator, "相談 -送迎").await, n(&researcher, "相談 -送迎").await), (27, 40));
        let page = researcher.get("/search?q=相談").await.expect_status(200);
        assert!(page.text().contains("相談") && !page.body.contains("人手が"), "{}", page.describe());
    })
    .await;
}

/// Three answered before words were asked for. Themes beside how many answered would tell them.
#[tokio::test]
async fn words_that_a_later_version_asks_for_are_not_counted_beside_few_who_were_not_asked() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        for (n_before, told) in [(3, "悩み"), (8, "")] {
            let first = open_definition(app, &coordinator, &definition(&[used()])).await;
            for _ in 0..n_before {
                answer(app, &first, &[("used", "a")]).await;
            }
            let again = definition(&[used(), words("why", "悩み", "", true)]);
            publish_again(app, &coordinator, &first, &again).await;
            for _ in 0..30 {
                answer(app, &first, &[("used", "a"), ("why", OF_WAYS.0)]).await;
            }
            let data = dataset::load(app.service(), first.survey, Purpose::Regional, Lang::Ja).await;
            assert_eq!(data.expect("a survey").untold_words_named(), told);
        }
    })
    .await;
}
