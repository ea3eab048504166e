//! Answers by area, kind or another question: one table of all questions, with their tests and how large the effects are.

use std::collections::BTreeMap;

use analysis::chart::heatmap::Mark;
use analysis::document::paper::{PaperColumn, PaperRow, PaperTable};
use analysis::error::Error;
use analysis::table::Count;
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::Source;
use super::paper::{Tests, base, column, n_percent, row, table, without_empty};
use crate::dataset::tables::{AnswerTable, By, QuestionTable, answer_table};
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::{is_finding, variable_title};
use crate::pages::explore::test_lines::lines;
use crate::view::tested::{TestLine, Tested, mark, tested};

/// What stands along the top.
#[derive(Clone, Copy)]
enum Top<'v> {
    By(By),
    Question(&'v Variable),
}

/// Answers by area.
///
/// # Errors
/// When a question cannot be counted.
pub fn by_area(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    of(source, |_| Some(Top::By(By::Region)))
}

/// Answers by kind.
///
/// # Errors
/// When a question cannot be counted.
pub fn by_kind(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    of(source, |_| Some(Top::By(By::Kind)))
}

/// Answers by those to another question, if one was chosen.
///
/// # Errors
/// When a question cannot be counted.
pub fn by_question(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    of(source, |answers| {
        let is_wanted = |variable: &&Variable| variable.name == source.across;
        let single = |variable: &&Variable| variable.kind == VariableKind::Single;
        answers.variables().iter().filter(single).find(is_wanted).map(Top::Question)
    })
}

/// The groups along the top: their codes with the places of their columns.
struct Groups {
    places: BTreeMap<String, usize>,
    labels: Vec<String>,
}

impl Groups {
    /// The groups of all tables, in the order in which they are met.
    fn of(tables: &[(&Variable, QuestionTable)]) -> Groups {
        let mut groups = Groups { places: BTreeMap::new(), labels: Vec::new() };
        for (_, table) in tables {
            match table {
                QuestionTable::Frequency(_) => {}
                QuestionTable::Crosstab(table) => {
                    table.table().rows.iter().for_each(|row| groups.add(&row.value, &row.label));
                }
                QuestionTable::Choices(table) => {
                    table.table().rows.iter().for_each(|row| groups.add(&row.value, &row.label));
                }
            }
        }
        groups
    }

    fn add(&mut self, value: &str, label: &str) {
        if !self.places.contains_key(value) {
            self.places.insert(value.to_owned(), self.labels.len());
            self.labels.push(label.to_owned());
        }
    }

    /// A row: words, a cell for each group, one for all, and three for the test. A group that a question has not is empty.
    fn row(
        &self,
        level: u8,
        label: &str,
        own: impl IntoIterator<Item = (String, String)>,
        rest: [String; 4],
    ) -> PaperRow {
        let mut cells = vec![String::new(); self.labels.len()];
        for (value, text) in own {
            if let Some(cell) = self.places.get(&value).and_then(|place| cells.get_mut(*place)) {
                *cell = text;
            }
        }
        row(level, [label.to_owned()].into_iter().chain(cells).chain(rest))
    }
}

fn of<'s>(
    source: &Source<'s>,
    top: impl for<'t> Fn(&'t AnswerTable<'s>) -> Option<Top<'t>>,
) -> anyhow::Result<Vec<PaperTable>> {
    let Some(fielded) = source.answered() else { return Ok(Vec::new()) };
    let dataset = source.dataset;
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let answers = answer_table(dataset, fielded)?;
    let Some(top) = top(&answers) else { return Ok(Vec::new()) };
    let mut tables = Vec::new();
    for variable in answers.variables().iter().filter(|variable| is_finding(variable)) {
        let counted = match top {
            Top::Question(other) if other.name == variable.name => continue,
            Top::Question(other) => answers.across(dataset, variable, other),
            Top::By(by) => answers.table(dataset, variable, Some(by)),
        };
        match counted {
            // Nobody could read it.
            Err(Error::TooManyCategories { .. }) => {}
            counted => tables.push((variable, counted?)),
        }
    }
    let is_question = matches!(top, Top::Question(_));
    let groups = Groups::of(&tables);
    if groups.labels.is_empty() {
        return Ok(Vec::new());
    }
    let mut tests = Tests::default();
    let mut rows = Vec::new();
    let mut has_other_base = false;
    for (variable, counted) in &tables {
        // Who left the question along the top out is in none of its columns, and counts among all.
        let alone = if is_question { Some(answers.frequency(dataset, variable)?) } else { None };
        let alone = alone.as_ref().map(Protected::table);
        has_other_base |= alone.is_some_and(|alone| counts_silent(counted, alone));
        push_question(&mut rows, source, (&answers, *variable), (counted, alone), (&groups, &mut tests));
    }
    let (columns, rows) = without_empty(columns(&groups, dataset.lang), rows);
    let by = match top {
        Top::By(by) => say(&format!("table-{}", by.code())),
        Top::Question(other) => variable_title(dataset, other),
    };
    let title = i18n::text(dataset.lang.code(), "talk-table-crossed", &[("by", by)]);
    let note = |is_needed: bool, key: &str| if is_needed { say(key) } else { String::new() };
    let notes = [
        say("talk-note-crossed"),
        note(has_other_base, "talk-note-crossed-several"),
        note(is_question, "talk-note-crossed-all"),
        source.roster_note(fielded),
    ];
    let untested = if tests.is_empty() { say("talk-note-no-tests") } else { String::new() };
    let notes = notes.into_iter().chain([untested]).chain(tests.notes(dataset.lang));
    Ok(vec![table(title, columns, rows, notes, source.look())])
}

/// Whether the shares of choices are of more people than those of the question's own table: of who chose nothing, too, whose answers
/// to the question along the top would be the difference of the two (decision 41).
fn counts_silent(counted: &QuestionTable, alone: &Frequency) -> bool {
    match counted {
        QuestionTable::Choices(table) => table.table().total != alone.base,
        QuestionTable::Frequency(_) | QuestionTable::Crosstab(_) => false,
    }
}

/// Words, the groups, all, and three for the test.
fn columns(groups: &Groups, lang: Lang) -> Vec<PaperColumn> {
    let say = |key: &str| i18n::plain(lang, key);
    let mut columns = vec![column(say("table-code"), false)];
    columns.extend(groups.labels.iter().map(|label| column(format!("{label} n (%)"), true)));
    columns.push(column(format!("{} n (%)", say("table-total")), true));
    columns.extend(["test-statistic", "test-p", "test-effect"].map(|key| column(say(key), true)));
    columns
}

/// A question with its answers below and its tests.
fn push_question(
    rows: &mut Vec<PaperRow>,
    source: &Source<'_>,
    (answers, variable): (&AnswerTable<'_>, &Variable),
    (counted, alone): (&QuestionTable, Option<&Frequency>),
    (groups, tests): (&Groups, &mut Tests),
) {
    let title = variable_title(source.dataset, variable);
    let found = tested(counted);
    let lines = lines(source.dataset, answers, variable, &title, (counted, &found));
    let has_hidden = match counted {
        QuestionTable::Frequency(_) => return,
        QuestionTable::Crosstab(table) => {
            let table = (table.table(), alone);
            push_crosstab(rows, &title, table, (lines.as_slice(), &found), (groups, &mut *tests));
            table.0.has_hidden
        }
        QuestionTable::Choices(table) => {
            push_choices(rows, &title, table.table(), (lines.as_slice(), &found), (groups, &mut *tests));
            table.table().has_hidden
        }
    };
    if has_hidden && lines.iter().any(|line| line.p.is_none()) {
        tests.withhold();
    }
}

/// The sign of a cell that stands out, behind its number.
fn signed(text: String, mark: Mark, tests: &mut Tests) -> String {
    match mark.sign() {
        "" => text,
        sign => {
            tests.sign();
            format!("{text} {sign}")
        }
    }
}

fn push_crosstab(
    rows: &mut Vec<PaperRow>,
    title: &str,
    (table, alone): (&Crosstab, Option<&Frequency>),
    (lines, found): (&[TestLine], &Tested),
    (groups, tests): (&Groups, &mut Tests),
) {
    let bases = table.rows.iter().zip(&table.row_totals).map(|(row, n)| (row.value.clone(), base(*n)));
    let cells = lines.first().map(|line| tests.cells(line)).unwrap_or_default();
    let total = alone.map_or(table.total, |alone| alone.answered);
    rows.push(groups.row(0, title, bases, with(base(total), cells)));
    let residuals = match found {
        Tested::Crosstab(found) => found.residuals.as_slice(),
        Tested::Nothing | Tested::Codes(_) => &[],
    };
    for (place, answer) in table.columns.iter().enumerate() {
        let mut own = Vec::new();
        for (at, (group, cells)) in table.rows.iter().zip(&table.cells).enumerate() {
            let Some(cell) = cells.get(place) else { continue };
            let residual = residuals.get(at).and_then(|residuals| residuals.get(place)).copied().flatten();
            let text = n_percent(cell.count, cell.row_share);
            own.push((group.value.clone(), signed(text, mark(residual.as_ref()), tests)));
        }
        let all = match alone {
            Some(alone) => alone.rows.iter().find(|row| row.value == answer.value).map(|row| row.count),
            None => table.column_totals.get(place).copied(),
        };
        let all = all.unwrap_or(Count::Hidden);
        let all = n_percent(all, share(all, total));
        rows.push(groups.row(1, &answer.label, own, with(all, Default::default())));
    }
    // Of a scale its height is tested, too.
    for line in lines.iter().skip(1).filter(|line| line.p.is_some()) {
        let cells = tests.cells(line);
        rows.push(groups.row(1, "", [], with(String::new(), cells)));
    }
}

fn push_choices(
    rows: &mut Vec<PaperRow>,
    title: &str,
    table: &CodeCrosstab,
    (lines, found): (&[TestLine], &Tested),
    (groups, tests): (&Groups, &mut Tests),
) {
    let bases = table.rows.iter().map(|row| (row.value.clone(), base(row.n)));
    rows.push(groups.row(0, title, bases, with(base(table.total), Default::default())));
    let codes = match found {
        Tested::Codes(found) => found.as_slice(),
        Tested::Nothing | Tested::Crosstab(_) => &[],
    };
    for (place, code) in table.codes.iter().enumerate() {
        let mut own = Vec::new();
        for (at, group) in table.rows.iter().enumerate() {
            let Some(cell) = group.cells.get(place) else { continue };
            let residual = codes.get(place).and_then(|code| code.residuals.get(at)).copied().flatten();
            let text = n_percent(cell.count, cell.share);
            own.push((group.value.clone(), signed(text, mark(residual.as_ref()), tests)));
        }
        let cells = lines.get(place).map(|line| tests.cells(line)).unwrap_or_default();
        rows.push(groups.row(1, &code.label, own, with(n_percent(code.count, code.share), cells)));
    }
}

fn with(all: String, [statistic, p, effect]: [String; 3]) -> [String; 4] {
    [all, statistic, p, effect]
}

/// A share of all, where both numbers may be told.
fn share(part: Count, whole: Count) -> Option<f64> {
    match (part, whole) {
        (Count::Shown(part), Count::Shown(whole @ 1..)) => Some(part as f64 / whole as f64),
        _ => None,
    }
}
