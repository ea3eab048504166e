//! The form of a condition: read into rows, and changed by its buttons.

use surveys::questionnaire::edit::rows::{Group, Join, Row, Rows};
use surveys::questionnaire::edit::subject::Subject;
use surveys::questionnaire::expression::condition::Test;
use surveys::questionnaire::expression::print;

use super::{Building, Shown};
use crate::auth::form::StaffForm;

/// Most groups, and most rows of a group; more would be no form any more.
const MOST: usize = 30;

/// All tests by the word that forms send.
pub const TESTS: &[(&str, Test)] = &[
    ("any-of", Test::AnyOf),
    ("all-of", Test::AllOf),
    ("none-of", Test::NoneOf),
    ("is", Test::Is),
    ("is-not", Test::IsNot),
    ("contains", Test::Contains),
    ("contains-not", Test::ContainsNot),
    ("less", Test::Less),
    ("less-or-equal", Test::LessOrEqual),
    ("greater", Test::Greater),
    ("greater-or-equal", Test::GreaterOrEqual),
    ("answered", Test::Answered),
    ("not-answered", Test::NotAnswered),
];

/// The word of a test.
pub fn word(test: Test) -> &'static str {
    TESTS.iter().find(|(_, known)| *known == test).map_or("", |(word, _)| word)
}

/// A form to begin with: one row in which nothing is chosen.
pub fn empty() -> Rows {
    Rows { join: Join::All, groups: vec![Group { join: Join::All, rows: vec![Row::default()] }] }
}

/// What was sent.
pub fn read(sent: &StaffForm, subjects: &[Subject]) -> Shown {
    if sent.has("expression") {
        return Shown::Text(sent.get("expression").to_owned());
    }
    let mut rows = Rows { join: join(sent.get("join")), groups: Vec::new() };
    for at in 0..MOST {
        let group = format!("g{at}");
        let read: Vec<Row> = (0..MOST)
            .map(|place| format!("{group}.r{place}"))
            .take_while(|row| sent.has(&format!("{row}.variable")))
            .map(|row| read_row(sent, &row, subjects))
            .collect();
        if read.is_empty() {
            break;
        }
        rows.groups.push(Group { join: join(sent.get(&format!("{group}.join"))), rows: read });
    }
    Shown::Rows(if rows.groups.is_empty() { empty() } else { rows })
}

fn join(word: &str) -> Join {
    if word == "any" { Join::Any } else { Join::All }
}

fn read_row(sent: &StaffForm, name: &str, subjects: &[Subject]) -> Row {
    let variable = sent.get(&format!("{name}.variable")).to_owned();
    let subject = subjects.iter().find(|subject| subject.variable == variable);
    let asked = sent.get(&format!("{name}.test"));
    let test = TESTS.iter().find(|(word, _)| *word == asked).map(|(_, test)| *test);
    // A question that has just been chosen is asked in its usual way.
    let test = test.or(subject.and_then(|subject| subject.shape.tests().first().copied()));
    let needs_value = !matches!(test, Some(Test::Answered | Test::NotAnswered) | None);
    let values = format!("{name}.value");
    let values = sent.all(&values).filter(|value| needs_value && !value.is_empty());
    Row { variable, test, values: values.map(str::to_owned).collect() }
}

/// The form after a button other than `save` was pressed: `add:0`, `group`, `remove:0:1`, `change:0:1`, `text`, `rows`.
pub fn pressed(go: &str, shown: Shown, building: &Building) -> Shown {
    let mut words = go.split(':');
    let action = words.next().unwrap_or_default();
    let mut number = || words.next().and_then(|word| word.parse::<usize>().ok()).unwrap_or(usize::MAX);
    let (at, place) = (number(), number());
    match (action, shown) {
        ("rows", Shown::Text(source)) => building.shown(source.trim()),
        ("text", Shown::Rows(rows)) => {
            let written = rows.expression(&building.subjects).ok().flatten();
            Shown::Text(written.map(|expr| print(&expr)).unwrap_or_default())
        }
        ("add", Shown::Rows(mut rows)) => {
            if let Some(group) = rows.groups.get_mut(at).filter(|group| group.rows.len() < MOST) {
                group.rows.push(Row::default());
            }
            Shown::Rows(rows)
        }
        ("group", Shown::Rows(mut rows)) if rows.groups.len() < MOST => {
            rows.groups.extend(empty().groups);
            Shown::Rows(rows)
        }
        ("change", Shown::Rows(mut rows)) => {
            if let Some(row) = rows.groups.get_mut(at).and_then(|group| group.rows.get_mut(place)) {
                *row = Row::default();
            }
            Shown::Rows(rows)
        }
        ("remove", Shown::Rows(rows)) => Shown::Rows(without(rows, at, place)),
        (_, shown) => shown,
    }
}

/// The rows without one of them; a group without rows goes, too.
fn without(mut rows: Rows, at: usize, place: usize) -> Rows {
    if let Some(group) = rows.groups.get_mut(at).filter(|group| place < group.rows.len()) {
        group.rows.remove(place);
    }
    rows.groups.retain(|group| !group.rows.is_empty());
    if rows.groups.is_empty() { empty() } else { rows }
}
