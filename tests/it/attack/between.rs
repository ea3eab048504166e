//! Follow-ups beside other questions and among groups: how many of a group were asked one stands in the table of the question that it
//! follows, so that its own tables with others must withhold numbers as if these were printed in them.

use analysis::error::Error;
use analysis::table::Count;
use analysis::table::crosstab::{Crosstab, CrosstabCell};
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use server::dataset::{self, Dataset};
use server::i18n::Lang;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::VariableKind;
use tests::closed_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::{TestApp, demo, on_embedded};

use super::THRESHOLD;
use super::followed::{loaded, n_told, told, variable};

/// Answers with how many people gave them.
type Given<'a> = (&'a [(&'a str, &'a str)], usize);

fn single(name: &str, choices: [&str; 2], condition: &str) -> Value {
    let mut asked = json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
    if !condition.is_empty() {
        asked["visibleIf"] = json!(condition);
    }
    asked
}

/// A survey that asks this, as it is loaded when all have answered.
async fn answered(app: &TestApp, asked: &[Value], given: &[Given<'_>]) -> Dataset {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition(asked)).await;
    for (fields, n) in given {
        for _ in 0..*n {
            answer(app, &open, fields).await;
        }
    }
    loaded(app, &open).await
}

/// The answers to one question by those to another one.
fn across(dataset: &Dataset, table: &AnswerTable<'_>, top: &str, side: &str) -> Crosstab {
    let counted = table.across(dataset, variable(table, top), variable(table, side)).expect("it is counted");
    let QuestionTable::Crosstab(counted) = counted else { panic!("both take one answer") };
    counted.table().clone()
}

fn is_few(n: usize) -> bool {
    (1..THRESHOLD).contains(&n)
}

/// The sizes of rows stand in the table of the question that is followed, so that they hide no number of a row.
#[tokio::test]
async fn the_size_of_a_row_that_another_table_prints_hides_nothing() {
    on_embedded(async |app| {
        let asked = [
            single("who", ["1", "2"], ""),
            single("had", ["1", "2"], ""),
            single("trend", ["1", "2"], "{had} = '1'"),
        ];
        let given: [Given<'_>; 6] = [
            (&[("who", "1"), ("had", "1"), ("trend", "1")], 7),
            (&[("who", "1"), ("had", "1"), ("trend", "2")], 2),
            (&[("who", "1"), ("had", "2")], 5),
            (&[("who", "2"), ("had", "1"), ("trend", "1")], 20),
            (&[("who", "2"), ("had", "1"), ("trend", "2")], 10),
            (&[("who", "2"), ("had", "2")], 6),
        ];
        let dataset = answered(app, &asked, &given).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        let had = across(&dataset, &table, "had", "who");
        assert_eq!(had.cells[0][0].count, Count::Shown(9));
        let trend = across(&dataset, &table, "trend", "who");
        for cells in &trend.cells {
            let n_hidden = cells.iter().filter(|cell| cell.count.is_hidden()).count();
            assert_ne!(n_hidden, 1, "the size less the others: {trend:?}");
        }
        assert_eq!(n_told(&dataset, &table, "trend"), Some(39));
    })
    .await;
}

/// One person left a follow-up out, and thirty were not asked it.
#[tokio::test]
async fn who_left_a_follow_up_out_is_not_hidden_among_those_who_were_not_asked() {
    on_embedded(async |app| {
        let asked = [
            single("had", ["1", "2"], ""),
            single("one", ["1", "2"], "{had} = '1'"),
            single("two", ["1", "2"], "{had} = '1'"),
        ];
        let given: [Given<'_>; 6] = [
            (&[("had", "1"), ("one", "1"), ("two", "1")], 14),
            (&[("had", "1"), ("one", "1"), ("two", "2")], 9),
            (&[("had", "1"), ("one", "2"), ("two", "1")], 8),
            (&[("had", "1"), ("one", "2"), ("two", "2")], 12),
            (&[("had", "1"), ("two", "2")], 1),
            (&[("had", "2")], 30),
        ];
        let dataset = answered(app, &asked, &given).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        let own = table.frequency(&dataset, variable(&table, "two")).expect("it is counted");
        let both = across(&dataset, &table, "one", "two");
        let own: Vec<Count> = own.table().rows.iter().map(|row| row.count).collect();
        assert_eq!(own, [Count::Shown(22), Count::Shown(22)], "everybody who was asked it answered it");
        for (cells, total) in both.cells.iter().zip(&both.row_totals) {
            let printed: usize = cells.iter().filter_map(|cell| cell.count.shown()).sum();
            for answered in [Some(printed), total.shown()].into_iter().flatten() {
                assert!(!is_few(22 - answered), "22 less {answered}: {both:?}");
            }
        }
    })
    .await;
}

/// Of an area ten answered b and eight of them p, too: the follow-up of both would tell that two did not.
#[tokio::test]
async fn a_follow_up_of_two_questions_is_told_of_no_group() {
    on_embedded(async |app| {
        let mut area = single("where", ["9901|北部", "9902|中央"], "");
        area["kt:role"] = json!("region");
        let asked = [
            area,
            single("used", ["a", "b"], ""),
            single("mood", ["p", "q"], ""),
            single("both", ["1", "2"], "{used} = 'b' and {mood} = 'p'"),
        ];
        let given: [Given<'_>; 8] = [
            (&[("where", "9901"), ("used", "a"), ("mood", "p")], 9),
            (&[("where", "9901"), ("used", "a"), ("mood", "q")], 8),
            (&[("where", "9902"), ("used", "a"), ("mood", "p")], 7),
            (&[("where", "9902"), ("used", "a"), ("mood", "q")], 9),
            (&[("where", "9901"), ("used", "b"), ("mood", "p"), ("both", "1")], 8),
            (&[("where", "9901"), ("used", "b"), ("mood", "q")], 2),
            (&[("where", "9902"), ("used", "b"), ("mood", "p"), ("both", "1")], 7),
            (&[("where", "9902"), ("used", "b"), ("mood", "q")], 3),
        ];
        let dataset = answered(app, &asked, &given).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        assert_eq!(n_told(&dataset, &table, "both"), Some(15), "it is a cell of the two questions' table");
        let by_area = table.table(&dataset, variable(&table, "both"), Some(By::Region)).expect("counted");
        assert_eq!(told(&by_area), [""; 0]);
        let used = across(&dataset, &table, "both", "used");
        // That nobody chose the second answer its own table says.
        let is_told = |cell: &CrosstabCell| cell.count.shown().is_some_and(|n| n > 0);
        assert!(!used.cells.iter().flatten().any(is_told), "{used:?}");
    })
    .await;
}

/// Whether a cell is hidden alone in a row or column of which all else is printed: it is the difference.
fn has_cell_hidden_alone(table: &Crosstab) -> bool {
    let is_alone = |cells: Vec<Count>, total: Count| {
        !total.is_hidden() && cells.into_iter().filter(|cell| cell.is_hidden()).count() == 1
    };
    let mut rows = table.cells.iter().zip(&table.row_totals);
    let mut columns = table.column_totals.iter().enumerate();
    rows.any(|(cells, total)| is_alone(cells.iter().map(|cell| cell.count).collect(), *total))
        || columns.any(|(place, total)| {
            is_alone(table.cells.iter().map(|cells| cells[place].count).collect(), *total)
        })
}

/// Whatever conditions a questionnaire has, any question can be set against any other one that takes one answer.
#[tokio::test]
async fn all_questions_of_the_demo_can_be_set_against_each_other() {
    demo::on_embedded(async |app| {
        let dataset = dataset::load(app.service(), SurveyId(1), Purpose::Academic, Lang::Ja).await;
        let dataset = dataset.expect("the demo's survey");
        let mut n_printed = 0;
        for fielded in &dataset.fielded {
            let table = answer_table(&dataset, fielded);
            for side in table.variables().iter().filter(|own| own.kind == VariableKind::Single) {
                for top in table.variables().iter().filter(|own| own.name != side.name) {
                    let counted = match table.across(&dataset, top, side) {
                        Ok(QuestionTable::Crosstab(counted)) => counted,
                        Ok(_) | Err(Error::TooManyCategories { .. }) => continue,
                        Err(error) => panic!("{} by {}: {error:?}", top.name, side.name),
                    };
                    let counted = counted.table();
                    assert!(!has_cell_hidden_alone(counted), "{} by {}: {counted:?}", top.name, side.name);
                    let mut cells = counted.cells.iter().flatten();
                    n_printed += usize::from(cells.any(|cell| cell.count.shown().is_some_and(|n| n > 0)));
                }
            }
        }
        assert!(n_printed > 0, "some tables print numbers");
    })
    .await;
}
