//! How tables look at academic meetings in Japan: `n (%)` with one decimal, marks of significance, and notes below that name the
//! tests. Numbers come in as protected tables only.

use std::collections::BTreeSet;

use analysis::document::paper::{PaperColumn, PaperRow, PaperTable};
use analysis::rounded::{half_up, percent};
use analysis::statistics::chi_square::stars;
use analysis::table::Count;
use analysis::table::frequency::{Frequency, FrequencyRow};
use analysis::table::summary::Summary;
use surveys::questionnaire::variable::Variable;

use super::Source;
use crate::dataset::Fielded;
use crate::dataset::tables::AnswerTable;
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::variable_title;
use crate::view::figure::CellView;
use crate::view::tested::{Effect, TestLine, p_value, stars_note};
use crate::view::versions::choices_note;

/// Printed for a withheld number. The usual star would be taken for a mark of significance.
pub const WITHHELD: &str = "x";

/// Printed where there is no number.
pub const NOTHING: &str = "–";

/// Signs of measures of effects, with the Fluent keys of their names.
const EFFECTS: [(&str, &str); 5] = [
    ("φ", "talk-effect-phi"),
    ("V", "talk-effect-v"),
    ("r", "talk-effect-r"),
    ("ε²", "talk-effect-epsilon"),
    ("g", "talk-effect-g"),
];

/// A column of words or of numbers.
pub fn column(label: impl Into<String>, is_number: bool) -> PaperColumn {
    PaperColumn { label: label.into(), is_number }
}

/// A row; `level` is 0 for a question and 1 for its answers.
pub fn row(level: u8, cells: impl IntoIterator<Item = String>) -> PaperRow {
    PaperRow { level, cells: cells.into_iter().collect() }
}

/// A count alone.
pub fn count(n: Count) -> String {
    n.shown().map_or(WITHHELD.to_owned(), |n| n.to_string())
}

/// `n=12`.
pub fn base(n: Count) -> String {
    format!("n={}", count(n))
}

/// `12 (34.3)`. A count without a share has a base that is withheld, or nobody in it.
pub fn n_percent(n: Count, share: Option<f64>) -> String {
    match (n, share) {
        (Count::Shown(n), Some(share)) => format!("{n} ({})", percent(share, 1)),
        (Count::Shown(n @ 1..), None) => format!("{n} ({WITHHELD})"),
        (n, _) => count(n),
    }
}

/// `12 (–)`: a count that has no share, since some of those in the base could not give it. Its note: [`choice_notes`].
pub fn n_alone(n: Count) -> String {
    match n {
        Count::Shown(n @ 1..) => format!("{n} ({NOTHING})"),
        n => count(n),
    }
}

/// Which choices of these questions have no share, and why: a note for each question that has any.
pub fn choice_notes<'v>(
    source: &Source<'_>,
    (fielded, answers): (&Fielded, &AnswerTable<'_>),
    questions: impl IntoIterator<Item = &'v Variable>,
) -> Vec<String> {
    let lang = source.dataset.lang;
    let note = |variable: &'v Variable| {
        let note = choices_note(lang, fielded, answers.joined(variable)?);
        let args = [("title", variable_title(source.dataset, variable)), ("note", note.clone())];
        (!note.is_empty()).then(|| i18n::text(lang.code(), "talk-note-choices", &args))
    };
    questions.into_iter().filter_map(note).collect()
}

/// A share of all, where both numbers may be told.
pub fn share(part: Count, whole: Count) -> Option<f64> {
    match (part, whole) {
        (Count::Shown(part), Count::Shown(whole @ 1..)) => Some(part as f64 / whole as f64),
        _ => None,
    }
}

/// A figure with one decimal.
fn decimal(value: Option<f64>, has_hidden: bool) -> String {
    match value {
        Some(value) => half_up(value, 1),
        None if has_hidden => WITHHELD.to_owned(),
        None => NOTHING.to_owned(),
    }
}

/// `3.4 (1.2)`: mean and standard deviation.
pub fn mean_sd(found: &Summary) -> String {
    format!("{} ({})", decimal(found.mean, found.has_hidden), decimal(found.sd, found.has_hidden))
}

/// `3.0 [1.0–5.0]`: median and range.
pub fn median_range(found: &Summary) -> String {
    let one = |value: Option<f64>| decimal(value, found.has_hidden);
    format!("{} [{}–{}]", one(found.median), one(found.low), one(found.high))
}

/// A question with its answers below, and no answer where somebody gave none: words, then `n (%)`.
pub fn push_frequency(rows: &mut Vec<PaperRow>, title: &str, table: &Frequency, lang: Lang) {
    rows.push(row(0, [title.to_owned(), base(table.base)]));
    let number = |own: &FrequencyRow| match own.has_other_base {
        true => n_alone(own.count),
        false => n_percent(own.count, own.share),
    };
    rows.extend(table.rows.iter().map(|own| row(1, [own.label.clone(), number(own)])));
    if table.no_answer.count != Count::Shown(0) {
        rows.push(row(1, [i18n::plain(lang, "table-no-answer"), count(table.no_answer.count)]));
    }
}

/// Columns and rows without the columns of numbers in which no row has anything: they take the room of the others.
pub fn without_empty(columns: Vec<PaperColumn>, rows: Vec<PaperRow>) -> (Vec<PaperColumn>, Vec<PaperRow>) {
    let is_filled =
        |place: usize| rows.iter().any(|row| row.cells.get(place).is_some_and(|cell| !cell.is_empty()));
    let is_kept = columns.iter().enumerate().map(|(place, column)| !column.is_number || is_filled(place));
    let is_kept: Vec<bool> = is_kept.collect();
    let row = |row: PaperRow| PaperRow { level: row.level, cells: kept(row.cells, &is_kept) };
    (kept(columns, &is_kept), rows.into_iter().map(row).collect())
}

fn kept<T>(all: Vec<T>, is_kept: &[bool]) -> Vec<T> {
    all.into_iter().zip(is_kept).filter(|(_, is_kept)| **is_kept).map(|(one, _)| one).collect()
}

/// The cells of columns of numbers.
fn numbers(table: &PaperTable) -> impl Iterator<Item = &str> {
    let cells = table.rows.iter().flat_map(move |row| row.cells.iter().zip(&table.columns));
    cells.filter(|(_, column)| column.is_number).map(|(cell, _)| cell.as_str())
}

/// Whether a number of a table is withheld.
fn has_withheld(table: &PaperTable) -> bool {
    numbers(table).any(|cell| cell.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == WITHHELD))
}

/// Whether a table tells a number, beside those of who was asked (`n=12`).
fn tells_a_number(table: &PaperTable) -> bool {
    numbers(table).any(|cell| !cell.starts_with("n=") && cell.contains(|c: char| c.is_ascii_digit()))
}

/// What [`WITHHELD`] means.
pub fn withheld_note((lang, min_cell): (Lang, usize)) -> String {
    i18n::text(lang.code(), "talk-note-withheld", &[("n", min_cell.to_string())])
}

/// Names the questions that are in no row because nobody answered them; empty without any.
pub fn unanswered_note(titles: &[String], lang: Lang) -> String {
    if titles.is_empty() {
        return String::new();
    }
    let titles = titles.join(&i18n::plain(lang, "list-separator"));
    i18n::text(lang.code(), "talk-note-unanswered", &[("titles", titles)])
}

/// A table of answers with its notes: those of [`table_of_all`], then that only answers with consent are counted.
pub fn table(
    title: String,
    columns: Vec<PaperColumn>,
    rows: Vec<PaperRow>,
    notes: impl IntoIterator<Item = String>,
    look: (Lang, usize),
) -> PaperTable {
    let mut table = table_of_all(title, columns, rows, notes, look);
    table.notes.push(i18n::plain(look.0, "talk-note-consent"));
    table
}

/// A table with its notes: what numbers are, whom it counts and what its own rows need, then whether there is nothing to read in it
/// and what is withheld.
pub fn table_of_all(
    title: String,
    columns: Vec<PaperColumn>,
    rows: Vec<PaperRow>,
    notes: impl IntoIterator<Item = String>,
    look: (Lang, usize),
) -> PaperTable {
    let notes = notes.into_iter().filter(|note| !note.is_empty()).collect();
    let mut table = PaperTable { caption: title, columns, rows, notes };
    if has_withheld(&table) && !tells_a_number(&table) {
        table.notes.push(i18n::plain(look.0, "talk-note-nothing"));
    }
    let withheld = withheld_note(look);
    if has_withheld(&table) && !table.notes.contains(&withheld) {
        table.notes.push(withheld);
    }
    table
}

/// A row of a table as pages show it.
pub fn cells(row: &PaperRow) -> Vec<CellView> {
    let indent = "　".repeat(usize::from(row.level));
    let cell = |(place, text): (usize, &String)| CellView {
        text: if place == 0 { format!("{indent}{text}") } else { text.clone() },
        ..CellView::default()
    };
    row.cells.iter().enumerate().map(cell).collect()
}

/// The tests of a table, each with a letter by which its notes name it.
#[derive(Default)]
pub struct Tests {
    names: Vec<String>,
    effects: BTreeSet<&'static str>,
    has_intervals: bool,
    is_any_withheld: bool,
    is_any_left_out: bool,
    has_marks: bool,
}

impl Tests {
    /// Statistic with the letter of its test, probability with its mark, and effect; all empty where nothing was tested.
    pub fn cells(&mut self, line: &TestLine) -> [String; 3] {
        let Some(p) = line.p else { return Default::default() };
        let place = self.names.iter().position(|name| *name == line.test).unwrap_or_else(|| {
            self.names.push(line.test.clone());
            self.names.len() - 1
        });
        let letter = letter(place);
        let statistic = line.statistic_text().map_or(letter.clone(), |text| format!("{text} {letter}"));
        let printed = p_value(p);
        let printed = printed.trim_start_matches("p ").trim_start_matches("= ");
        self.effects.extend(line.effect.map(|effect| effect.name));
        self.has_intervals |= line.effect.is_some_and(|effect| effect.interval.is_some());
        let effect = line.effect.as_ref().map(Effect::text).unwrap_or_default();
        [statistic, format!("{printed}{}", stars(p)), effect]
    }

    /// The same with a sign in place of each number that there is not: whether it is withheld, or nothing was tested.
    pub fn signed_cells(&mut self, line: &TestLine) -> [String; 3] {
        let sign = if line.is_withheld { WITHHELD } else { NOTHING };
        if line.is_withheld {
            self.withhold();
        } else if line.p.is_none() {
            self.leave_out();
        }
        self.cells(line).map(|cell| if cell.is_empty() { sign.to_owned() } else { cell })
    }

    /// Whether nothing was tested.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Notes that a question's tests are withheld with its numbers.
    pub fn withhold(&mut self) {
        self.is_any_withheld = true;
    }

    /// Notes that something could not be tested, and has [`NOTHING`] in the place of numbers.
    fn leave_out(&mut self) {
        self.is_any_left_out = true;
    }

    /// Notes that cells have signs.
    pub fn sign(&mut self) {
        self.has_marks = true;
    }

    /// The names of the measures of effects that occur; none without any.
    fn effects_note(&self, lang: Lang) -> Option<String> {
        let known = EFFECTS.iter().filter(|(sign, _)| self.effects.contains(sign));
        let interval = self.has_intervals.then_some("talk-effect-interval");
        let named = known.map(|(_, key)| *key).chain(interval).map(|key| i18n::plain(lang, key));
        let named = named.collect::<Vec<_>>().join(&i18n::plain(lang, "list-separator"));
        let note = || i18n::text(lang.code(), "talk-note-effects", &[("effects", named.clone())]);
        (!named.is_empty()).then(note)
    }

    /// What the letters and marks mean.
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.names.is_empty() {
            let named =
                self.names.iter().enumerate().map(|(place, name)| format!("{} {name}", letter(place)));
            let tests = named.collect::<Vec<_>>().join(&i18n::plain(lang, "list-separator"));
            notes.push(i18n::text(lang.code(), "talk-note-tests", &[("tests", tests)]));
            notes.push(stars_note());
        }
        notes.extend(self.effects_note(lang));
        if self.has_marks {
            notes.push(i18n::plain(lang, "figure-marks"));
        }
        if self.is_any_withheld {
            notes.push(i18n::plain(lang, "talk-note-untested"));
        }
        if self.is_any_left_out {
            notes.push(i18n::plain(lang, "talk-note-not-tested"));
        }
        notes
    }
}

/// `a)` for the first test.
fn letter(place: usize) -> String {
    let letter = ('a'..='z').nth(place % 26).unwrap_or('a');
    format!("{letter})")
}

#[cfg(test)]
mod tests {
    use analysis::table::summary::summary;
    use analysis::table::suppress::{Disclosure, protect};

    use super::*;

    #[test]
    fn numbers_have_one_decimal_and_what_is_withheld_is_no_star() {
        assert_eq!(n_percent(Count::Shown(12), Some(0.3428)), "12 (34.3)");
        assert_eq!(n_percent(Count::Hidden, None), "x");
        assert_eq!(n_percent(Count::Shown(12), None), "12 (x)", "its base is withheld");
        assert_eq!(n_percent(Count::Shown(0), None), "0");
        let given = [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0];
        let found = protect(summary(&given, 10, 0), Disclosure::PROTECTED);
        // Mean 1.5; ten squares of .5 make 2.5, a ninth of it .2778, its root .527.
        assert_eq!(mean_sd(found.table()), "1.5 (0.5)");
        assert_eq!(median_range(found.table()), "1.5 [1.0–2.0]");
        let few = protect(summary(&[1.0, 2.0], 2, 0), Disclosure::PROTECTED);
        assert_eq!((mean_sd(few.table()), median_range(few.table())), ("x (x)".into(), "x [x–x]".into()));
        let none = protect(summary(&[], 0, 0), Disclosure::PROTECTED);
        assert_eq!(mean_sd(none.table()), "– (–)");
    }

    #[test]
    fn a_table_says_what_x_is_only_where_there_is_one() {
        let own = |cell: &str| {
            let rows = vec![row(0, ["extra x".to_owned(), cell.to_owned()])];
            table("題".to_owned(), vec![column("", false), column("n", true)], rows, [], (Lang::Ja, 5))
        };
        assert_eq!(own("12 (34.3)").notes.len(), 1);
        for cell in ["12 (x)", "x [1.0–x]"] {
            assert_eq!(own(cell).notes.len(), 2, "{cell}");
        }
    }

    #[test]
    fn columns_of_numbers_in_which_no_row_has_anything_are_left_out() {
        let own = |level: u8, cells: [&str; 4]| row(level, cells.map(str::to_owned));
        let columns = ["", "n", "統計量", "p"].map(|label| column(label, !label.is_empty()));
        let rows = vec![own(0, ["", "n=12", "", ""]), own(1, ["", "", "", ".047"])];
        let (columns, rows) = without_empty(columns.to_vec(), rows);
        let labels: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
        assert_eq!(labels, ["", "n", "p"], "that of words stays");
        assert_eq!(
            rows,
            [row(0, ["", "n=12", ""].map(str::to_owned)), row(1, ["", "", ".047"].map(str::to_owned))]
        );
    }

    #[test]
    fn a_table_of_which_all_is_withheld_says_so() {
        let own = |cells: [&str; 2]| {
            let rows = vec![
                row(0, ["問1".to_owned(), cells[0].to_owned()]),
                row(1, ["1".to_owned(), cells[1].to_owned()]),
            ];
            table("題".to_owned(), vec![column("", false), column("n", true)], rows, [], (Lang::Ja, 5)).notes
        };
        let words = i18n::plain(Lang::Ja, "talk-note-nothing");
        for nothing in [["n=40", "x"], ["n=x", "x"], ["n=x", "x (x)"]] {
            assert!(own(nothing).contains(&words), "{nothing:?}");
        }
        for something in [["n=40", "12 (x)"], ["n=40", "12 (30.0)"], ["n=0", ""]] {
            assert!(!own(something).contains(&words), "{something:?}");
        }
    }

    #[test]
    fn tests_are_named_by_letters_and_marked() {
        let line = |test: &str, p: f64| TestLine {
            what: String::new(),
            by: String::new(),
            says: String::new(),
            test: test.to_owned(),
            statistic: Some(("χ²", 6.13)),
            df: Some(2),
            reference: None,
            p: Some(p),
            p_holm: None,
            p_named: String::new(),
            effect: None,
            n: Count::Shown(40),
            is_withheld: false,
        };
        let mut tests = Tests::default();
        assert_eq!(tests.cells(&line("χ²検定", 0.047)), ["χ²(2) = 6.13 a)", ".047*", ""]);
        assert_eq!(tests.cells(&line("正確", 0.0004))[1], "< .001**");
        assert_eq!(tests.cells(&line("χ²検定", 0.2))[..2], ["χ²(2) = 6.13 a)", ".200"]);
        assert_eq!(tests.cells(&TestLine { p: None, ..line("", 1.0) }), ["", "", ""]);
        let alone = TestLine { statistic: None, df: None, ..line("正確", 1.0) };
        assert_eq!(tests.cells(&alone), ["b)", "> .999", ""], "a probability without a statistic");
        let notes = tests.notes(Lang::Ja);
        assert!(notes[0].contains("a) χ²検定") && notes[0].contains("b) 正確"), "{notes:?}");
        assert_eq!(notes[1], "*p < .05, **p < .01");
        assert_eq!(notes.len(), 2, "no effect has to be named: {notes:?}");
    }

    #[test]
    fn a_cell_without_a_number_says_why_and_the_notes_name_the_effects_that_occur() {
        let line = |effect: Option<Effect>, is_withheld: bool| TestLine {
            what: String::new(),
            by: String::new(),
            says: String::new(),
            test: "検定".to_owned(),
            statistic: effect.map(|_| ("W", 6.0)),
            df: None,
            reference: None,
            p: effect.map(|_| 0.2),
            p_holm: None,
            p_named: String::new(),
            effect,
            n: Count::Shown(40),
            is_withheld,
        };
        let mut tests = Tests::default();
        let effect = |name: &'static str, interval| Some(Effect { name, value: 0.5, interval });
        assert_eq!(tests.signed_cells(&line(None, true)), ["x", "x", "x"]);
        assert_eq!(tests.signed_cells(&line(effect("r", None), false)), ["W = 6.00 a)", ".200", "r = .50"]);
        let notes = tests.notes(Lang::Ja).join("\n");
        assert!(notes.contains("r：順位双列相関係数") && !notes.contains("Cramér"), "{notes}");
        assert!(!notes.contains("信頼区間") && !notes.contains('–') && notes.contains("秘匿した"), "{notes}");
        assert_eq!(tests.signed_cells(&line(None, false)), ["–", "–", "–"]);
        tests.signed_cells(&line(effect("V", Some((0.1, 0.8))), false));
        let notes = tests.notes(Lang::Ja).join("\n");
        assert!(notes.contains("V：クラメールの連関係数（Cramér's V）") && notes.contains('–'), "{notes}");
        assert!(notes.contains("95%信頼区間") && !notes.contains("ファイ"), "{notes}");
    }
}
