//! Words that not everybody was asked for: how many wrote them is how many gave the answer that leads to them, or answered the version that
//! has them.

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::i18n::Lang;
use surveys::privacy::consent::Purpose;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Page, Session, TestApp, on_embedded};

use super::followed::publish_again;
use super::frozen::published;

/// Words of those who were asked for them by their answer.
const OF_SOME: &str = "送迎の手段がなく、通勤ができない。";
/// A word that only they have, and the theme of what they write.
const PICK_UP: (&str, &str) = ("送迎", "移動・通所");
/// What everybody writes, with its theme.
const OF_ALL: (&str, &str) = ("人手が足りない。窓口で相談した。", "人員・財源");

/// What a page and a sheet say of words that they do not count.
const NOT_COUNTED: &str = "に書かれた文章は、数に入れていません";

fn used() -> Value {
    json!({ "type": "radiogroup", "name": "used", "title": "利用", "choices": ["a|いま", "b|前", "c|ない"] })
}

/// A question for words, and who is asked it, or must answer.
fn words(name: &str, title: &str, rules: &[(&str, Value)]) -> Value {
    let mut asked = json!({ "type": "comment", "name": name, "title": title, "kt:role": "challenge" });
    for (rule, value) in rules {
        asked[*rule] = value.clone();
    }
    asked
}

/// So many answered each way. Those who did before write what only they are asked, or `all` of it; of the others as many as `n_others`
/// write what everybody is asked.
async fn answered(app: &TestApp, open: &OpenSurvey, counts: [usize; 3], n_others: usize) {
    let mut n_left = n_others;
    for (used, n) in ["a", "b", "c"].into_iter().zip(counts) {
        for _ in 0..n {
            let mut fields = vec![("used", used)];
            fields.extend((used == "b").then_some(("why", OF_SOME)));
            fields.extend((n_left > 0).then_some(("all", OF_ALL.0)));
            n_left = n_left.saturating_sub(1);
            answer(app, open, &fields).await;
        }
    }
}

async fn analysis(person: &Session, open: &OpenSurvey, room: &str) -> Page {
    person.get(&format!("/surveys/{}/analysis/{room}", open.survey.0)).await.expect_status(200)
}

#[tokio::test]
async fn how_many_wrote_what_only_some_were_asked_is_told_nowhere() {
    on_embedded(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let follows = ("visibleIf", json!("{used} = 'b'"));
        // Where all had to write, 13 of 16 would be three, and so where these had to; where nobody had to, no fewer than 15 of 16 are one.
        let cases = [
            ([24, 13, 3], vec![follows.clone(), ("isRequired", json!(true))]),
            ([24, 13, 3], vec![("requiredIf", json!("{used} = 'b'"))]),
            ([24, 13, 3], vec![("enableIf", json!("{used} = 'b'"))]),
            ([24, 15, 1], vec![follows]),
        ];
        for (counts, rules) in cases {
            let asked = definition(&[used(), words("why", "悩み", &rules), words("all", "全体", &[])]);
            let open = open_definition(app, &coordinator, &asked).await;
            let n_others = counts[0];
            answered(app, &open, counts, n_others).await;
            let sheet = published(app, &coordinator, (open.survey, ""), &[]).await;
            let sheet = serde_json::to_string(&sheet).expect("it is JSON");
            assert!(sheet.contains(OF_ALL.1) && !sheet.contains(PICK_UP.1), "{sheet}");
            assert!(sheet.contains(NOT_COUNTED), "{sheet}");
            for room in ["themes", "words", "texts", "network", "clusters"] {
                let page = analysis(&researcher, &open, room).await;
                assert!(
                    page.text().contains(&format!("「悩み」{NOT_COUNTED}")),
                    "{room}: {}",
                    page.describe()
                );
                let n = counts[1];
                let numbers = [format!("{n} ("), format!("{n}件"), format!("{n}人")];
                let is_told = numbers.iter().any(|n| page.text().contains(n));
                assert!(!is_told, "{room}: {}", page.describe());
            }
            let found = analysis(&researcher, &open, "words").await.texts("#lookup tbody tr");
            let has = |word: &str| found.iter().any(|row| row.starts_with(word));
            assert!(has("人手") && !has(PICK_UP.0), "{found:?}");
            let inside = analysis(&coordinator, &open, "words").await;
            assert!(!inside.text().contains(NOT_COUNTED), "{}", inside.describe());
            let inside = inside.texts("#lookup tbody tr");
            assert!(inside.iter().any(|row| row.starts_with(PICK_UP.0)), "colleagues count them: {inside:?}");
            let data = dataset::load(app.service(), open.survey, Purpose::Academic, Lang::Ja).await;
            let data = data.expect("a survey");
            let n_full = data.writings_in_full().len();
            assert_eq!((data.writings().len(), n_full), (n_others, n_others + counts[1]), "coders read all");
        }
    })
    .await;
}

async fn n_found(person: &Session, query: &str) -> usize {
    let page = person.get(&format!("/search?q={query}")).await.expect_status(200);
    let said = page.texts("#search-counts").join("");
    let digits: String = said.chars().take_while(|c| *c != '件').filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Everybody wrote something else, so that a search finds people; it finds them by that alone, and does not leave out who wrote of pick-up.
#[tokio::test]
async fn a_search_for_others_knows_nothing_of_words_that_some_were_asked_for() {
    on_embedded(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let follows = [("visibleIf", json!("{used} = 'b'"))];
        let asked = definition(&[used(), words("why", "悩み", &follows), words("all", "全体", &[])]);
        let open = open_definition(app, &coordinator, &asked).await;
        answered(app, &open, [24, 13, 3], 40).await;
        let n = async |query: &str| (n_found(&coordinator, query).await, n_found(&researcher, query).await);
        assert_eq!(n("送迎").await, (13, 0));
        assert_eq!(n("相談").await, (40, 40));
        assert_eq!(n("相談 -送迎").await, (27, 40));
        let page = researcher.get("/search?q=相談").await.expect_status(200);
        assert!(page.text().contains("相談") && !page.body.contains("手段がなく"), "{}", page.describe());
    })
    .await;
}

/// Three answered before words were asked for, as all read who see how many answered.
#[tokio::test]
async fn words_that_a_later_version_asks_for_are_in_no_number() {
    on_embedded(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let open = open_definition(app, &coordinator, &definition(&[used()])).await;
        let again = definition(&[used(), words("why", "悩み", &[("isRequired", json!(true))])]);
        for _ in 0..3 {
            answer(app, &open, &[("used", "a")]).await;
        }
        publish_again(app, &coordinator, &open, &again).await;
        for _ in 0..30 {
            answer(app, &open, &[("used", "a"), ("why", OF_SOME)]).await;
        }
        let data = dataset::load(app.service(), open.survey, Purpose::Regional, Lang::Ja).await;
        assert_eq!(data.expect("a survey").untold_words_named(), "悩み");
        assert_eq!((n_found(&coordinator, "送迎").await, n_found(&researcher, "送迎").await), (30, 0));
        // Nobody who is counted answered a version without the question.
        let open = open_definition(app, &coordinator, &definition(&[used()])).await;
        publish_again(app, &coordinator, &open, &again).await;
        for _ in 0..30 {
            answer(app, &open, &[("used", "a"), ("why", OF_SOME)]).await;
        }
        let data = dataset::load(app.service(), open.survey, Purpose::Regional, Lang::Ja).await;
        let data = data.expect("a survey");
        assert_eq!((data.untold_words_named().as_str(), data.writings().len()), ("", 30));
    })
    .await;
}

/// A version that nobody has answered yet takes no words out of a sheet. Once some were asked, those of the other wave are compared with none.
#[tokio::test]
async fn words_of_everybody_are_counted_until_a_wave_asks_some() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let everybody = definition(&[used(), words("why", "悩み", &[])]);
        let some = definition(&[used(), words("why", "悩み", &[("visibleIf", json!("{used} = 'b'"))])]);
        let before = open_definition(app, &coordinator, &everybody).await;
        let after = open_second(app, &coordinator, before.survey, &everybody).await;
        for open in [&before, &after] {
            for _ in 0..10 {
                answer(app, open, &[("used", "b"), ("why", OF_SOME)]).await;
            }
        }
        publish_again(app, &coordinator, &after, &some).await;
        let n_counted = async || {
            let data = dataset::load(app.service(), before.survey, Purpose::Academic, Lang::Ja).await;
            data.expect("a survey").writings().len()
        };
        assert_eq!(n_counted().await, 20, "nobody was asked by the condition");
        for used in ["a", "b"] {
            for _ in 0..10 {
                let fields = [("used", used), ("why", OF_SOME)];
                answer(app, &after, &fields[..if used == "b" { 2 } else { 1 }]).await;
            }
        }
        assert_eq!(n_counted().await, 0);
    })
    .await;
}

/// One of the three who gave a withheld answer writes, or none of them does: the table by answer is the same.
#[tokio::test]
async fn whether_somebody_with_a_withheld_answer_wrote_is_not_told() {
    on_embedded(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let mut heads = Vec::new();
        for n_few in [0, 1] {
            let asked = definition(&[used(), words("all", "全体", &[])]);
            let open = open_definition(app, &coordinator, &asked).await;
            for (used, n, n_writing) in [("a", 24, 20), ("b", 13, 10 - n_few), ("c", 3, n_few)] {
                for place in 0..n {
                    let fields = [("used", used), ("all", OF_ALL.0)];
                    answer(app, &open, &fields[..if place < n_writing { 2 } else { 1 }]).await;
                }
            }
            let path = format!("themes?by=answer:{}:used", open.questionnaire.0);
            let page = analysis(&researcher, &open, &path).await;
            heads.push(page.texts("#challenges-table thead th"));
            assert!(heads.iter().flatten().any(|head| head.contains("ない")), "{}", page.describe());
        }
        assert_eq!(heads[0], heads[1]);
    })
    .await;
}
