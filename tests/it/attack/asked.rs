//! A question that a later version adds: all numbers less those of who was asked are what the few said who answered before. Whether any can
//! be told from tables, sheets or data (decision 55).

use std::collections::BTreeSet;

use analysis::table::Count;
use analysis::table::frequency::Frequency;
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::tables::{By, QuestionTable, answer_table};
use server::dataset::{self, Dataset};
use server::i18n::{self, Lang};
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::publish;
use tests::{Session, TestApp, on_embedded};

use super::THRESHOLD;
use super::followed::{n_told, publish_again, told, variable};
use crate::bundle::{column, look, rows, take, text, unzip};

const AREAS: [&str; 2] = ["9001", "9002"];

fn first() -> Value {
    definition(&[
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region", "choices": ["9001|北部", "9002|南部"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
    ])
}

/// The first version with one thing more, which is asked under a condition unless this is empty.
fn with(name: &str, condition: &str) -> Value {
    let mut asked = first();
    let mut more =
        json!({ "type": "radiogroup", "name": name, "title": "気分", "choices": ["1|良い", "2|悪い"] });
    if !condition.is_empty() {
        more["visibleIf"] = json!(condition);
    }
    if let Some(elements) = asked["pages"][0]["elements"].as_array_mut() {
        elements.insert(2, more);
    }
    asked
}

/// So many of each area answer the first version, and so many the second one, which asks one thing more.
async fn answered(app: &TestApp, coordinator: &Session, versions: [[usize; 2]; 2]) -> OpenSurvey {
    let says = |version: usize, said: &'static str| (version == 1).then_some(("mood", said));
    answered_to(app, coordinator, [first(), with("mood", "")], versions, says).await
}

/// So many of each area answer each of two versions, and what they say beside the area and how busy they are.
async fn answered_to(
    app: &TestApp,
    coordinator: &Session,
    asked: [Value; 2],
    versions: [[usize; 2]; 2],
    says: impl Fn(usize, &'static str) -> Option<(&'static str, &'static str)>,
) -> OpenSurvey {
    let open = open_definition(app, coordinator, &asked[0]).await;
    for (version, n) in versions.into_iter().enumerate() {
        if version == 1 {
            publish_again(app, coordinator, &open, &asked[1]).await;
        }
        for (area, n) in AREAS.into_iter().zip(n) {
            for at in 0..n {
                let said = if at % 2 == 0 { "1" } else { "2" };
                let mut fields = vec![("where", area), ("busy", said)];
                fields.extend(says(version, said));
                answer(app, &open, &fields).await;
            }
        }
    }
    open
}

async fn loaded(app: &TestApp, open: &OpenSurvey, purpose: Purpose) -> Dataset {
    dataset::load(app.service(), open.survey, purpose, Lang::Ja).await.expect("a survey")
}

/// Every number of a question that is printed of everybody, beside the name of what it counts.
fn printed(counted: &Frequency) -> Vec<usize> {
    let rows = counted.rows.iter().map(|row| row.count);
    [counted.n, counted.answered].into_iter().chain(rows).filter_map(Count::shown).collect()
}

/// Three answered before the question was added, and all who answered after it said one thing or the other to both questions alike.
#[tokio::test]
async fn the_few_who_answered_before_a_question_was_added_are_no_difference() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, [[2, 1], [12, 12]]).await;
        for purpose in [Purpose::Regional, Purpose::Academic] {
            let dataset = loaded(app, &open, purpose).await;
            let table = answer_table(&dataset, &dataset.fielded[0]);
            let own = ["busy", "mood"].map(|name| {
                let counted = table.frequency(&dataset, variable(&table, name)).expect("it is counted");
                printed(counted.table())
            });
            assert_eq!(own[0], own[1], "24 were asked both, 12 said each: nothing is left of the three");
            assert_eq!(own[0], [24, 24, 12, 12]);
            for name in ["busy", "mood"] {
                let by_area =
                    table.table(&dataset, variable(&table, name), Some(By::Region)).expect("counted");
                assert_eq!(told(&by_area), AREAS, "{name}");
            }
        }
        assert_eq!(loaded(app, &open, Purpose::Internal).await.fielded[0].responses.len(), 27);
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&format!("/surveys/{}/analysis", open.survey.0)).await.expect_status(200);
        assert!(page.first("p.scope").contains(&i18n::plain(Lang::Ja, "explore-left-out-apart")));
        publish(&coordinator, open.survey, &[]).await;
        let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
        let note = i18n::plain(Lang::Ja, "feedback-scope-note-apart");
        assert!(version.expect("one is published").content.contains(&note), "the sheet says so");
        // Data: nobody has an empty cell.
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        let mood: BTreeSet<&str> = column(&data, "mood").into_iter().collect();
        assert_eq!((data.len() - 1, mood), (24, BTreeSet::from(["1", "2"])));
        assert!(text(&files, "methods.txt").contains(&i18n::plain(Lang::Ja, "bundle-methods-apart")));
    })
    .await;
}

/// Five are not few in all, and are three and two in the areas.
#[tokio::test]
async fn many_who_answered_before_are_counted_and_the_question_is_told_of_no_area() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, [[3, 2], [12, 12]]).await;
        let dataset = loaded(app, &open, Purpose::Academic).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        assert_eq!(["busy", "mood"].map(|name| n_told(&dataset, &table, name)), [Some(29), Some(24)]);
        let by_area = |name: &str| {
            table.table(&dataset, variable(&table, name), Some(By::Region)).expect("it is counted")
        };
        assert_eq!(told(&by_area("busy")), AREAS, "what all were asked is told of both");
        let mood = by_area("mood");
        assert_eq!(told(&mood), [""; 0], "3 and 2 would be what is left");
        let QuestionTable::Crosstab(mood) = mood else { panic!("it takes one answer") };
        let cells = mood.table().cells.iter().flatten().map(|cell| cell.count);
        assert!(cells.chain(mood.table().row_totals.iter().copied()).all(Count::is_hidden), "{mood:?}");
        // Whoever has the data sees who was not asked: it is looked at beside the area.
        five_stand_out_by(&coordinator, &open, "mood").await;
    })
    .await;
}

/// The look at the data says that five rows stand out, by what was asked in one column alone.
async fn five_stand_out_by(coordinator: &Session, open: &OpenSurvey, name: &str) {
    let page = look(coordinator, open.survey.0, "").await;
    let columns = [("label", "気分".to_owned()), ("name", name.to_owned())];
    let columns = i18n::text("ja", "bundle-column", &columns);
    let asked = i18n::text("ja", "bundle-risk-asked", &[("columns", columns)]);
    assert!(page.text().contains(&asked), "{}", page.describe());
    let n = [("n", "5".to_owned()), ("k", THRESHOLD.to_string())];
    assert!(page.text().contains(&i18n::text("ja", "bundle-risk-some", &n)), "{}", page.describe());
    let without = look(coordinator, open.survey.0, &format!("drop={name}")).await;
    assert!(!without.text().contains(&i18n::plain(Lang::Ja, "bundle-asked")), "{}", without.describe());
}

/// Whoever is not busy answered it before, and is led past it now: three and two of the areas have an answer beside others' empty cells.
#[tokio::test]
async fn a_condition_that_was_added_is_looked_at_in_data() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [with("mood", ""), with("mood", "{busy} = '1'")];
        let says =
            |version: usize, said: &'static str| (version == 0 || said == "1").then_some(("mood", said));
        let open = answered_to(app, &coordinator, asked, [[3, 2], [12, 12]], says).await;
        five_stand_out_by(&coordinator, &open, "mood").await;
    })
    .await;
}

/// The question that was added is called as a choice of an old one would be, if that took several.
#[tokio::test]
async fn a_question_that_is_called_like_a_choice_of_another_one_is_looked_at_in_data() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let says = |version: usize, said: &'static str| (version == 1).then_some(("busy_1", said));
        let asked = [first(), with("busy_1", "")];
        let open = answered_to(app, &coordinator, asked, [[3, 2], [12, 12]], says).await;
        five_stand_out_by(&coordinator, &open, "busy_1").await;
    })
    .await;
}

/// Five of each area answered before, so that everything is told.
#[tokio::test]
async fn a_question_that_was_added_is_told_of_areas_of_which_many_answered_before() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, [[6, 5], [12, 12]]).await;
        let dataset = loaded(app, &open, Purpose::Academic).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        let by_area = table.table(&dataset, variable(&table, "mood"), Some(By::Region)).expect("counted");
        assert_eq!(told(&by_area), AREAS);
    })
    .await;
}

/// Three alone were asked: they are counted in all else, and neither tables nor data have the question.
#[tokio::test]
async fn a_question_that_few_were_asked_is_in_no_table_and_in_no_data() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, [[12, 12], [2, 1]]).await;
        let dataset = loaded(app, &open, Purpose::Academic).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        assert_eq!(n_told(&dataset, &table, "busy"), Some(27));
        assert!(table.variables().iter().all(|variable| variable.name != "mood"));
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(data.len() - 1, 27);
        for name in ["mood", "version"] {
            assert!(data[0].iter().all(|head| head != name), "{name} would tell the three: {:?}", data[0]);
        }
        let why = i18n::plain(Lang::Ja, "bundle-left-out-between");
        assert!(text(&files, "README.txt").contains(&why), "{why}");
        let internal = loaded(app, &open, Purpose::Internal).await;
        let table = answer_table(&internal, &internal.fielded[0]);
        assert_eq!(n_told(&internal, &table, "mood"), Some(3), "the team sees it");
    })
    .await;
}
