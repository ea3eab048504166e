//! Follow-ups: how many of a group were asked one is how many of it gave the answer that opens it.

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use server::i18n::Lang;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::Variable;
use tests::closed_answers::{answer, definition};
use tests::on_embedded;
use tests::open_survey::open_definition;

/// How many of three areas gave each of three answers: two of the first gave the last.
const ANSWERS: [(&str, [usize; 3]); 3] = [("x", [9, 5, 2]), ("y", [8, 6, 7]), ("z", [17, 19, 16])];

fn asked() -> [Value; 5] {
    let single = |name: &str, choices: [&str; 3]| json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
    let follow = |name: &str, answer: &str| {
        json!({ "type": "checkbox", "name": name, "title": name, "choices": ["1|甲", "2|乙"],
            "visibleIf": format!("{{used}} = '{answer}'") })
    };
    let mut area = single("where", ["x|中央", "y|北部", "z|南部"]);
    area["kt:role"] = json!("region");
    [
        area,
        single("mood", ["p|良い", "q|ふつう", "r|悪い"]),
        single("used", ["a|いま", "b|前", "c|ない"]),
        follow("now", "a"),
        follow("before", "b"),
    ]
}

/// The groups of which a table prints how many there are, or all its numbers.
fn told(table: &QuestionTable) -> Vec<String> {
    match table {
        QuestionTable::Crosstab(table) => {
            let table = table.table();
            let is_whole = |place: usize| table.cells[place].iter().all(|cell| !cell.count.is_hidden());
            let rows = table.rows.iter().enumerate().filter(|(place, _)| is_whole(*place));
            rows.map(|(_, row)| row.value.clone()).collect()
        }
        QuestionTable::Choices(table) => {
            let rows = table.table().rows.iter().filter(|row| !row.n.is_hidden());
            rows.map(|row| row.value.clone()).collect()
        }
        QuestionTable::Frequency(_) => panic!("it is set against something"),
    }
}

fn variable<'t>(table: &'t AnswerTable<'_>, name: &str) -> &'t Variable {
    table.variables().iter().find(|variable| variable.name == name).expect("it is asked")
}

#[tokio::test]
async fn who_was_asked_a_follow_up_tells_no_withheld_answer() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        for ((area, counts), mood) in ANSWERS.into_iter().zip(["p", "q", "r"]) {
            for (used, n) in ["a", "b", "c"].into_iter().zip(counts) {
                for _ in 0..n {
                    let follow = if used == "a" { ("now", "1") } else { ("before", "2") };
                    let mut fields = vec![("where", area), ("mood", mood), ("used", used)];
                    fields.extend((used != "c").then_some(follow));
                    answer(app, &open, &fields).await;
                }
            }
        }
        let dataset =
            dataset::load(app.service(), open.survey, Purpose::Academic, Lang::Ja).await.expect("a survey");
        let table = answer_table(&dataset, &dataset.fielded[0]);
        let by_area = |name: &str| {
            told(&table.table(&dataset, variable(&table, name), Some(By::Region)).expect("it is counted"))
        };
        // The moods are those of the areas.
        let by_mood = |name: &str| {
            told(
                &table
                    .across(&dataset, variable(&table, name), variable(&table, "mood"))
                    .expect("it is counted"),
            )
        };
        let whole = by_area("used");
        assert!(!whole.contains(&"x".to_owned()) && whole.contains(&"z".to_owned()), "{whole:?}");
        for follow in ["now", "before"] {
            let told = by_area(follow);
            assert!(told.iter().all(|area| whole.contains(area)), "{follow}: {told:?} of {whole:?}");
            let (whole, told) = (by_mood("used"), by_mood(follow));
            assert!(!whole.contains(&"p".to_owned()), "{whole:?}");
            assert!(told.iter().all(|mood| whole.contains(mood)), "{follow}: {told:?} of {whole:?}");
        }
    })
    .await;
}
