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
use super::paper::{
    Tests, base, choice_notes, column, n_alone, n_percent, row, share, table, unanswered_note, without_empty,
};
use crate::dataset::tables::{AnswerTable, By, OTHER_KINDS, QuestionTable, answer_table};
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::{is_finding, means_note, variable_title};
use crate::pages::explore::test_lines::lines;
use crate::view::figure::kinds::kinds_note;
use crate::view::tested::among::left_out;
use crate::view::tested::residuals::mark;
use crate::view::tested::{TestLine, Tested, tested};

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

/// A question with its table and its tests.
struct Asked<'v> {
    variable: &'v Variable,
    counted: QuestionTable,
    /// Its own frequencies, where answers are set against a question: who left that one out is in none of its columns.
    alone: Option<Protected<Frequency>>,
    found: Tested,
    lines: Vec<TestLine>,
    /// The words for values that its tests leave out.
    left_out: Vec<String>,
}

/// The groups along the top: their codes with the places of their columns.
struct Groups {
    places: BTreeMap<String, usize>,
    labels: Vec<String>,
    /// Whether any question was tested. If not, the columns of tests stay empty and are left out.
    has_tests: bool,
    /// What the row of a test of a scale's height is called.
    height: String,
}

impl Groups {
    /// The groups of all tables, in the order in which they are met.
    fn of(questions: &[Asked<'_>], lang: Lang) -> Groups {
        let has_tests = questions.iter().flat_map(|asked| &asked.lines).any(|line| line.p.is_some());
        let height = i18n::plain(lang, "talk-scale-height");
        let mut groups = Groups { places: BTreeMap::new(), labels: Vec::new(), has_tests, height };
        for asked in questions {
            match &asked.counted {
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

    /// The cells of a test, or the signs of one that is withheld or could not be made.
    fn test_cells(&self, line: &TestLine, tests: &mut Tests) -> [String; 3] {
        if self.has_tests {
            return tests.signed_cells(line);
        }
        if line.is_withheld {
            tests.withhold();
        }
        Default::default()
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
    let answers = answer_table(dataset, fielded);
    let Some(top) = top(&answers) else { return Ok(Vec::new()) };
    if let Top::Question(other) = top
        && source.is_unanswered(&answers, other)?
    {
        return Ok(Vec::new());
    }
    let (questions, unanswered) = asked(source, &answers, top)?;
    let groups = Groups::of(&questions, dataset.lang);
    if groups.labels.is_empty() {
        return Ok(Vec::new());
    }
    let mut tests = Tests::default();
    let mut rows = Vec::new();
    for asked in &questions {
        push_question(&mut rows, &variable_title(dataset, asked.variable), asked, (&groups, &mut tests));
    }
    let is_question = matches!(top, Top::Question(_));
    let has_other_base = questions.iter().any(Asked::counts_silent);
    let (columns, rows) = without_empty(columns(&groups, dataset.lang), rows);
    let by = match top {
        Top::By(by) => say(&format!("table-{}", by.code())),
        Top::Question(other) => variable_title(dataset, other),
    };
    let title = i18n::text(dataset.lang.code(), "talk-table-crossed", &[("by", by)]);
    let note = |is_needed: bool, key: &str| if is_needed { say(key) } else { String::new() };
    let [kinds, others, means] = notes_of_kinds(source, top, &answers, &groups);
    let notes = [
        say("talk-note-crossed"),
        kinds,
        others,
        means,
        note(has_other_base, "talk-note-crossed-several"),
        note(is_question, "talk-note-crossed-all"),
        source.roster_note(fielded),
    ];
    let untested = if tests.is_empty() { say("talk-note-no-tests") } else { String::new() };
    let unanswered = unanswered_note(&unanswered, dataset.lang);
    let choices = choice_notes(source, (fielded, &answers), questions.iter().map(|asked| asked.variable));
    let notes = notes.into_iter().chain(choices);
    let notes = notes.chain([unanswered, untested, left_out_note(&questions, dataset.lang)]);
    let notes = notes.chain(tests.notes(dataset.lang));
    Ok(vec![table(title, columns, rows, notes, source.look())])
}

/// The questions with their tables and tests, without those of which nobody could read a table; and the titles of those that nobody
/// answered.
fn asked<'t>(
    source: &Source<'_>,
    answers: &'t AnswerTable<'_>,
    top: Top<'_>,
) -> anyhow::Result<(Vec<Asked<'t>>, Vec<String>)> {
    let dataset = source.dataset;
    let (mut questions, mut unanswered) = (Vec::new(), Vec::new());
    for variable in answers.variables().iter().filter(|variable| is_finding(variable)) {
        if source.is_unanswered(answers, variable)? {
            unanswered.push(variable_title(dataset, variable));
            continue;
        }
        let counted = match top {
            Top::Question(other) if other.name == variable.name => continue,
            Top::Question(other) => answers.across(dataset, variable, other),
            Top::By(by) => answers.table(dataset, variable, Some(by)),
        };
        let counted = match counted {
            Err(Error::TooManyCategories { .. }) => continue,
            counted => counted?,
        };
        let alone = match top {
            Top::Question(_) => Some(answers.frequency(dataset, variable)?),
            Top::By(_) => None,
        };
        let by = match top {
            Top::Question(_) => None,
            Top::By(by) => Some(by),
        };
        let found = tested(&counted, by);
        let title = variable_title(dataset, variable);
        let lines = lines(dataset, answers, variable, &title, (&counted, &found), by);
        let left_out = left_out((&counted, &found), by);
        questions.push(Asked { variable, counted, alone, found, lines, left_out });
    }
    Ok((questions, unanswered))
}

impl Asked<'_> {
    /// Whether the shares of choices are of more people than those of the question's own table: of who chose nothing, too, whose
    /// answers to the question along the top would be the difference of the two (decision 41).
    fn counts_silent(&self) -> bool {
        match (&self.counted, &self.alone) {
            (QuestionTable::Choices(table), Some(alone)) => table.table().total != alone.table().base,
            _ => false,
        }
    }
}

/// What the short names of kinds along the top stand for, which are counted together, and which questions are not in the table because
/// their means are told; each may be empty.
fn notes_of_kinds(
    source: &Source<'_>,
    top: Top<'_>,
    answers: &AnswerTable<'_>,
    groups: &Groups,
) -> [String; 3] {
    let lang = source.dataset.lang;
    let by = match top {
        Top::By(by) => Some(by),
        Top::Question(other) => answers.asks_for(other),
    };
    let named = groups.places.keys().map(String::as_str).filter(|code| *code != OTHER_KINDS);
    let kinds = if by == Some(By::Kind) { kinds_note(named, lang) } else { String::new() };
    let means = means_note(source.dataset, answers, answers.variables(), by);
    [kinds, answers.other_kinds_note(by, lang), means]
}

/// Says which values stand in the table and in no test; empty where none does.
fn left_out_note(questions: &[Asked<'_>], lang: Lang) -> String {
    let mut values: Vec<&str> = Vec::new();
    for value in questions.iter().flat_map(|asked| &asked.left_out) {
        if !values.contains(&value.as_str()) {
            values.push(value);
        }
    }
    if values.is_empty() {
        return String::new();
    }
    let values = values.join(&i18n::plain(lang, "list-separator"));
    i18n::text(lang.code(), "talk-note-no-answer", &[("values", values)])
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
    title: &str,
    asked: &Asked<'_>,
    (groups, tests): (&Groups, &mut Tests),
) {
    let alone = asked.alone.as_ref().map(Protected::table);
    let tested = (asked.lines.as_slice(), &asked.found);
    match &asked.counted {
        QuestionTable::Frequency(_) => {}
        QuestionTable::Crosstab(table) => {
            push_crosstab(rows, title, (table.table(), alone), tested, (groups, tests));
        }
        QuestionTable::Choices(table) => push_choices(rows, title, table.table(), tested, (groups, tests)),
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
    let cells = lines.first().map(|line| groups.test_cells(line, tests)).unwrap_or_default();
    let total = alone.map_or(table.total, |alone| alone.answered);
    rows.push(groups.row(0, title, bases, with(base(total), cells)));
    // Of a scale its height is tested, too. Where the table is withheld, this is said once; where nothing of any question could be
    // tested, there are no columns for it.
    for line in lines.iter().skip(1).filter(|line| groups.has_tests && !line.is_withheld) {
        let cells = groups.test_cells(line, tests);
        rows.push(groups.row(1, &groups.height, [], with(String::new(), cells)));
    }
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
        let number = |n, share| if code.has_other_base { n_alone(n) } else { n_percent(n, share) };
        let mut own = Vec::new();
        for (at, group) in table.rows.iter().enumerate() {
            let Some(cell) = group.cells.get(place) else { continue };
            let residual = codes.get(place).and_then(|code| code.residuals.get(at)).copied().flatten();
            let text = number(cell.count, cell.share);
            own.push((group.value.clone(), signed(text, mark(residual.as_ref()), tests)));
        }
        let cells = lines.get(place).map(|line| groups.test_cells(line, tests)).unwrap_or_default();
        rows.push(groups.row(1, &code.label, own, with(number(code.count, code.share), cells)));
    }
}

fn with(all: String, [statistic, p, effect]: [String; 3]) -> [String; 4] {
    [all, statistic, p, effect]
}
