//! Follow-ups: how many of a group were asked one is how many of it gave the answer that opens it, and how many were asked in all, how many gave
//! it at all. Conditions that go in a circle are tried where they are followed (`surveys::questionnaire::followed`).

use analysis::table::Count;
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::dataset::Dataset;
use server::dataset::quality::{self, Check, FOUND};
use server::dataset::tables::numbers::numbers;
use server::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use server::i18n::Lang;
use surveys::id::RegionId;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::Variable;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, replace_draft};
use tests::{Session, TestApp, on_embedded};

use super::listed::list;

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
pub(super) fn told(table: &QuestionTable) -> Vec<String> {
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

/// The groups of which the table of a question with one answer prints how many gave this one.
fn printed(table: &QuestionTable, answer: &str) -> Vec<String> {
    let QuestionTable::Crosstab(table) = table else { panic!("it takes one answer") };
    let table = table.table();
    let column = table.columns.iter().position(|column| column.value == answer).expect("it is offered");
    let rows = table.rows.iter().zip(&table.cells).filter(|(_, cells)| !cells[column].count.is_hidden());
    rows.map(|(row, _)| row.value.clone()).collect()
}

pub(super) fn variable<'t>(table: &'t AnswerTable<'_>, name: &str) -> &'t Variable {
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
            table.table(&dataset, variable(&table, name), Some(By::Region)).expect("it is counted")
        };
        // The moods are those of the areas.
        let by_mood = |name: &str| {
            let (one, mood) = (variable(&table, name), variable(&table, "mood"));
            table.across(&dataset, one, mood).expect("it is counted")
        };
        let used = by_area("used");
        let whole = told(&used);
        assert!(!whole.contains(&"x".to_owned()) && whole.contains(&"z".to_owned()), "{whole:?}");
        assert_eq!(printed(&used, "a"), ["x", "y", "z"], "its numbers stand beside those that are withheld");
        assert_eq!(told(&by_area("now")), ["x", "y", "z"], "and so may those of who was asked");
        assert!(!printed(&used, "b").contains(&"x".to_owned()), "{:?}", printed(&used, "b"));
        for (follow, answer) in [("now", "a"), ("before", "b")] {
            let (told, printed) = (told(&by_area(follow)), printed(&used, answer));
            assert!(told.iter().all(|area| printed.contains(area)), "{follow}: {told:?} of {printed:?}");
            let used = by_mood("used");
            let whole = self::told(&used);
            assert!(!whole.contains(&"p".to_owned()), "{whole:?}");
            let (printed, told) = (self::printed(&used, answer), self::told(&by_mood(follow)));
            assert!(told.iter().all(|mood| printed.contains(mood)), "{follow}: {told:?} of {printed:?}");
        }
    })
    .await;
}

/// How many gave each answer: the table withholds the last two, since the last one is few.
const USED: [(&str, usize); 3] = [("a", 24), ("b", 13), ("c", 3)];

/// Questions that some are asked, each with its condition: all but `now` follow an answer of which no table tells how many gave it.
pub(super) const FOLLOW_UPS: [(&str, &str); 6] = [
    ("now", "{used} = 'a'"),
    ("why", "{used} = 'b'"),
    ("before", "{used} = 'b'"),
    ("here", "{where} = 'x' and {used} = 'b'"),
    ("any", "{used} anyof ['a', 'b']"),
    ("others", "{used} anyof ['b', 'c']"),
];

/// The question that all follow, these, and one for a number behind the same answer.
pub(super) fn followed_by(follow_ups: &[(&str, &str)]) -> Value {
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
pub(super) async fn forty(app: &TestApp, open: &OpenSurvey, follow_ups: &[(&str, &str)]) {
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

pub(super) async fn loaded(app: &TestApp, open: &OpenSurvey) -> Dataset {
    dataset::load(app.service(), open.survey, Purpose::Academic, Lang::Ja).await.expect("a survey")
}

/// How many were asked a question, as its own table prints it; None where it prints no number at all.
pub(super) fn n_told(dataset: &Dataset, table: &AnswerTable<'_>, name: &str) -> Option<usize> {
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

pub(super) async fn publish_again(
    app: &TestApp,
    coordinator: &Session,
    open: &OpenSurvey,
    definition: &Value,
) {
    replace_draft(app, open.questionnaire, definition.to_string()).await;
    let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
    coordinator.post_form(&publish, &[]).await.expect_status(303);
}

/// How many gave each three answers: of two questions together nobody gave any seldom, and two gave a certain three.
const THREE: [([&str; 3], usize); 8] = [
    (["a", "x", "u"], 12),
    (["a", "x", "v"], 2),
    (["a", "y", "u"], 5),
    (["a", "y", "v"], 5),
    (["b", "x", "u"], 5),
    (["b", "x", "v"], 5),
    (["b", "y", "u"], 5),
    (["b", "y", "v"], 5),
];

/// Follow-ups with their conditions, and how many were asked, if it may be told beside the others.
const NEAR: [(&str, &str, Option<usize>); 6] = [
    ("two", "{q} = 'a' and {r} = 'x'", Some(14)),
    // The two who gave other answers to the third question would be the difference.
    ("three", "{q} = 'a' and {r} = 'x' and {s} = 'u'", None),
    // Two people made both choices: 12 and 8 are 2 more than 18.
    ("either", "{which} anyof ['1', '2']", None),
    ("apart", "{which} anyof ['1', '3']", Some(38)),
    // One person said 6.
    ("above5", "{years} > 5", None),
    ("above6", "{years} > 6", None),
];

#[tokio::test]
async fn two_follow_ups_tell_no_few_people_by_their_difference() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let single = |name: &str, choices: [&str; 2]| json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
        let mut asked = vec![
            single("q", ["a", "b"]),
            single("r", ["x", "y"]),
            single("s", ["u", "v"]),
            json!({ "type": "checkbox", "name": "which", "title": "which", "choices": ["1|甲", "2|乙", "3|丙"] }),
            json!({ "type": "text", "inputType": "number", "name": "years", "title": "years" }),
        ];
        for (name, condition, _) in NEAR {
            let mut follow = single(name, ["1|甲", "2|乙"]);
            follow["visibleIf"] = json!(condition);
            asked.push(follow);
        }
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        let people = THREE.into_iter().flat_map(|(given, n)| std::iter::repeat_n(given, n));
        for (place, [q, r, s]) in people.enumerate() {
            let chosen: &[&str] = match place * 7 % 44 {
                0..10 => &["1"],
                10..12 => &["1", "2"],
                12..18 => &["2"],
                _ => &["3"],
            };
            let years = match (place * 5 + 3) % 44 {
                0..22 => "3",
                22 => "6",
                _ => "9",
            };
            let is_asked = |name: &str| match name {
                "two" => [q, r] == ["a", "x"],
                "three" => [q, r, s] == ["a", "x", "u"],
                "either" => chosen != ["3"],
                "apart" => chosen != ["2"],
                "above5" => years != "3",
                _ => years == "9",
            };
            let mut fields = vec![("q", q), ("r", r), ("s", s), ("years", years)];
            fields.extend(chosen.iter().map(|choice| ("which", *choice)));
            let names = NEAR.iter().map(|(name, ..)| *name).filter(|name| is_asked(name));
            fields.extend(names.map(|name| (name, if place % 2 == 0 { "1" } else { "2" })));
            answer(app, &open, &fields).await;
        }
        let dataset = loaded(app, &open).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        for name in ["q", "r", "s", "which"] {
            let own = table.frequency(&dataset, variable(&table, name)).expect("it is counted");
            assert!(!own.table().has_hidden, "{name}: {own:?}");
        }
        for (name, _, told) in NEAR {
            assert_eq!(n_told(&dataset, &table, name), told, "{name}");
        }
    })
    .await;
}

/// One agency of a kind is on the list, and did not answer.
#[tokio::test]
async fn a_follow_up_tells_nothing_of_an_answer_that_nobody_gave_and_that_is_withheld() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let follow = |name: &str, condition: &str| {
            json!({ "type": "radiogroup", "name": name, "title": name, "choices": ["1|甲", "2|乙"], "visibleIf": condition })
        };
        let mut asked = definition(&[
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
                "choices": ["22|ある", "20|ほか", "21|ひとつ"] }),
            follow("those", "{kind} = '22'"),
            follow("more", "{kind} anyof ['22', '21']"),
        ]);
        asked["kt:audience"] = json!(["22", "20", "21"]);
        let open = open_definition(app, &coordinator, &asked).await;
        for (kind, n) in [("22", 20), ("20", 20), ("21", 1)] {
            for _ in 0..n {
                list(app, kind, RegionId(2)).await;
            }
        }
        for place in 0..20 {
            let own = if place % 2 == 0 { "1" } else { "2" };
            match place < 12 {
                true => answer(app, &open, &[("kind", "22"), ("those", own), ("more", own)]).await,
                false => answer(app, &open, &[("kind", "20")]).await,
            }
        }
        let dataset = loaded(app, &open).await;
        let table = answer_table(&dataset, &dataset.fielded[0]);
        let kinds = table.frequency(&dataset, variable(&table, "kind")).expect("it is counted");
        let kinds: Vec<Option<usize>> = kinds.table().rows.iter().map(|row| row.count.shown()).collect();
        assert_eq!(kinds, [Some(12), None, None]);
        assert_eq!(n_told(&dataset, &table, "those"), Some(12));
        assert_eq!(n_told(&dataset, &table, "more"), None, "12 would say that the one agency did not answer");
    })
    .await;
}

/// How many wrote nothing, and how many can have written, as the checks of answers count them.
fn wordless(dataset: &Dataset) -> (Count, Count) {
    let counted = quality::counted(dataset, &dataset.fielded[0], Check::Wordless).expect("it is counted");
    let counted = counted.table();
    let found = counted.rows.iter().find(|row| row.value == FOUND).expect("it has a row");
    (found.count, counted.base)
}

/// Who wrote and who wrote nothing are together those who were asked for words.
#[tokio::test]
async fn who_wrote_nothing_tells_no_number_of_those_who_were_asked_for_words() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [_, _, used, ..] = asked();
        let words = |name: &str| json!({ "type": "comment", "name": name, "title": name });
        let mut some = words("why");
        some["visibleIf"] = json!("{used} = 'b'");
        let of_some = open_definition(app, &coordinator, &definition(&[used.clone(), some])).await;
        let of_all = open_definition(app, &coordinator, &definition(&[used, words("why")])).await;
        for (used, n) in USED {
            for place in 0..n {
                let mut fields = vec![("used", used)];
                let words = if used == "b" && place < 8 { "送迎がない。" } else { "" };
                // What is left empty is sent, too, once it is asked.
                fields.extend((used == "b").then_some(("why", words)));
                answer(app, &of_some, &fields).await;
                answer(app, &of_all, &fields).await;
            }
        }
        let hidden = (Count::Hidden, Count::Hidden);
        assert_eq!(wordless(&loaded(app, &of_some).await), hidden, "8 wrote, of 13");
        assert_eq!(wordless(&loaded(app, &of_all).await), (Count::Shown(32), Count::Shown(40)));
        let own = dataset::load(app.service(), of_some.survey, Purpose::Internal, Lang::Ja).await;
        assert_eq!(wordless(&own.expect("a survey")), (Count::Shown(5), Count::Shown(13)));
    })
    .await;
}
