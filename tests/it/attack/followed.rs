//! Follow-ups: how many of a group were asked one is how many of it gave the answer that opens it, and how many were asked in all, how many gave
//! it at all. Conditions that go in a circle are tried where they are followed (`surveys::questionnaire::followed`).

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::dataset::Dataset;
use server::dataset::tables::numbers::numbers;
use server::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use server::i18n::Lang;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::Variable;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, replace_draft};
use tests::{Session, TestApp, on_embedded};

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

/// How many gave each answer: the table withholds the last two, since the last one is few.
const USED: [(&str, usize); 3] = [("a", 24), ("b", 13), ("c", 3)];

/// Questions that some are asked, each with its condition: all but `now` follow an answer of which no table tells how many gave it.
const FOLLOW_UPS: [(&str, &str); 6] = [
    ("now", "{used} = 'a'"),
    ("why", "{used} = 'b'"),
    ("before", "{used} = 'b'"),
    ("here", "{where} = 'x' and {used} = 'b'"),
    ("any", "{used} anyof ['a', 'b']"),
    ("others", "{used} anyof ['b', 'c']"),
];

/// The question that all follow, these, and one for a number behind the same answer.
fn followed_by(follow_ups: &[(&str, &str)]) -> Value {
    let [area, _, used, ..] = asked();
    let follow = |(name, condition): &(&str, &str)| {
        let kind = if ["now", "before"].contains(name) { "checkbox" } else { "radiogroup" };
        json!({ "type": kind, "name": name, "title": name, "choices": ["1|甲", "2|乙"], "visibleIf": condition })
    };
    let number = json!({ "type": "text", "inputType": "number", "name": "months", "title": "months",
        "visibleIf": "{used} = 'b'" });
    let all: Vec<Value> =
        [area, used].into_iter().chain(follow_ups.iter().map(follow)).chain([number]).collect();
    definition(&all)
}

/// Forty people of two areas, who answer whatever they are asked.
async fn forty(app: &TestApp, open: &OpenSurvey, follow_ups: &[(&str, &str)]) {
    for (used, n) in USED {
        for place in 0..n {
            let area = if place % 2 == 0 { "x" } else { "y" };
            let is_asked = |name: &str| match name {
                "now" => used == "a",
                "here" => used == "b" && area == "x",
                "any" => used != "c",
                "others" => used != "a",
                _ => used == "b",
            };
            let names = follow_ups.iter().map(|(name, _)| *name).filter(|name| is_asked(name));
            let mut fields = vec![("where", area), ("used", used)];
            fields.extend(names.map(|name| (name, if place % 3 == 0 { "1" } else { "2" })));
            fields.extend(is_asked("months").then_some(("months", "6")));
            answer(app, open, &fields).await;
        }
    }
}

async fn loaded(app: &TestApp, open: &OpenSurvey) -> Dataset {
    dataset::load(app.service(), open.survey, Purpose::Academic, Lang::Ja).await.expect("a survey")
}

/// How many were asked a question, as its own table prints it; None where it prints no number at all.
fn n_told(dataset: &Dataset, table: &AnswerTable<'_>, name: &str) -> Option<usize> {
    let counted = table.frequency(dataset, variable(table, name)).expect("it is counted");
    let counted = counted.table();
    if counted.n.is_hidden() {
        let rows = counted.rows.iter().map(|row| row.count);
        let all: Vec<_> = rows.chain([counted.answered, counted.base]).collect();
        assert!(all.iter().all(|count| count.is_hidden()), "{name}: {all:?} tells how many were asked");
    }
    counted.n.shown()
}

/// Nothing of a question is told: not in its own table, and of no area.
fn assert_untold(dataset: &Dataset, table: &AnswerTable<'_>, name: &str) {
    assert_eq!(n_told(dataset, table, name), None, "{name}");
    let by_area = table.table(dataset, variable(table, name), Some(By::Region)).expect("it is counted");
    assert_eq!(told(&by_area), [""; 0], "{name}");
}

#[tokio::test]
async fn a_follow_up_of_an_answer_that_is_withheld_tells_nothing() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &followed_by(&FOLLOW_UPS)).await;
        forty(app, &open, &FOLLOW_UPS).await;
        let dataset = loaded(app, &open).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        let used = table.frequency(&dataset, variable(&table, "used")).expect("it is counted");
        let used: Vec<Option<usize>> = used.table().rows.iter().map(|row| row.count.shown()).collect();
        assert_eq!(used, [Some(24), None, None]);
        assert_eq!(n_told(&dataset, &table, "now"), Some(24), "its answer is printed");
        for (name, _) in FOLLOW_UPS.iter().filter(|(name, _)| *name != "now") {
            assert_untold(&dataset, &table, name);
        }
        let figures = numbers(&dataset, &dataset.fielded[0], &table).expect("they are counted");
        let months = figures.iter().find(|(own, _)| own.name == "months").expect("it is asked");
        let months = months.1.table();
        assert!(months.n.is_hidden() && months.no_answer.is_hidden() && months.mean.is_none(), "{months:?}");
        // As files for talks have it.
        for (file, is_of_several) in [("several.csv", true), ("characteristics.csv", false)] {
            let path = format!("/surveys/{}/talks/{file}", open.survey.0);
            let printed = coordinator.get(&path).await.expect_status(200).body;
            assert!(!is_of_several || printed.contains("n=24"), "{file}: {printed}");
            for n in ["n=13", "n=16", "n=37", "n=7"] {
                assert!(!printed.contains(n), "{file} tells {n}: {printed}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_follow_up_that_came_with_a_later_version_tells_nothing_either() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &followed_by(&[])).await;
        let before = [("where", "x"), ("used", "a")];
        for _ in 0..8 {
            answer(app, &open, &before).await;
        }
        publish_again(app, &coordinator, &open, &followed_by(&FOLLOW_UPS)).await;
        forty(app, &open, &FOLLOW_UPS).await;
        let dataset = loaded(app, &open).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        for name in ["why", "before", "here", "any", "others"] {
            assert_untold(&dataset, &table, name);
        }
    })
    .await;
}

async fn publish_again(app: &TestApp, coordinator: &Session, open: &OpenSurvey, definition: &Value) {
    replace_draft(app, open.questionnaire, definition.to_string()).await;
    let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
    coordinator.post_form(&publish, &[]).await.expect_status(303);
}
