//! De-identified data (匿名化データ): one row a response, fit to leave the house for academic use.
//!
//! What says who answered is left out or made coarser (domain brief A5): pseudonyms in an order of their own, month
//! instead of day, group of agencies instead of kind, and area and group withheld where too few share them; what roles and
//! kinds of questions say of the others is in `surveys::privacy::generalise`. Answers that identify, texts beside "other" and
//! free text are not part of it.

mod answers;
pub mod coarse;
mod diagnosis;
mod how;
pub mod left_out;
mod missing;
mod person;
mod universe;
pub mod who;

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::codebook::{CodebookValue, CodebookVariable, Level};
use analysis::document::{Cell, Sheet};
use analysis::table::coverage::Coverage;
use analysis::table::suppress::protect;
use analysis::table::{Count, HIDDEN, Kind};
use surveys::privacy::generalise::{Treatment, month, treatment};
use surveys::questionnaire::union::Joined;

use self::missing::Missing;
use crate::app::App;
use crate::dataset::tables::answer_table;
use crate::dataset::{Dataset, Fielded, Response};
use crate::i18n;
use crate::view::figure::join;
use crate::view::time;

/// Stands where a value is withheld because too few share it: what writers of data files take for withheld.
pub const WITHHELD: &str = HIDDEN;
/// Name of the column that joins the responses of one person.
pub const PERSON: &str = "person";

/// The data of one questionnaire with its codebook.
pub struct Microdata {
    /// One row a response.
    pub sheet: Sheet,
    /// One entry a column of all that were asked for; of those that are withheld as a whole the sheet has none.
    pub codebook: Vec<CodebookVariable>,
    /// The columns of the sheet that others may know of a respondent (quasi-identifiers).
    pub quasi: Vec<Quasi>,
    /// The other columns of answers, those of a choice or a row of a question as well: what they have might be known, too.
    pub answers: Vec<String>,
    /// What each column has of [`Fielded::asking`], by its name; only those that not all versions ask alike.
    pub asked: BTreeMap<String, Vec<usize>>,
    /// Whether the second column says which responses are of one person: like the first one it is a pseudonym, known to nobody.
    pub has_person: bool,
}

/// A column that others may know of a respondent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quasi {
    /// Its name.
    pub name: String,
    /// What it has.
    pub known: Known,
    /// Whether it has what was answered, no coarser, as tables count it.
    pub is_as_answered: bool,
}

/// What others may know of a respondent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A month, `2026-04`.
    Month,
    /// A band of ages, by its first age.
    Age,
    /// A value of a list.
    Value,
    /// A number.
    Number,
}

/// What a response has for a column.
enum Found {
    /// Its version does not ask this, or its answers led past it: an empty cell.
    NotAsked,
    /// Asked, and nothing was answered.
    Silent,
    /// Something is written that cannot be read (〓).
    Unreadable,
    /// There is a value, and too few share it.
    Withheld,
    /// A value.
    Given(Cell),
}

/// A column: how it is described, what a response has for it, and what stands for missing answers.
struct Column<'a> {
    entry: CodebookVariable,
    missing: Missing,
    find: Box<dyn Fn(&Response) -> Found + 'a>,
    seen: Seen,
    /// Whether its codes are whole numbers, and so are its cells: they take less room than texts.
    is_numbered: bool,
    /// What of it others may know of a respondent.
    known: Option<Known>,
    /// Whether that is what was answered, no coarser.
    is_as_answered: bool,
    /// Whether it has what was answered to a question, to one of its choices or to one of its rows.
    is_answer: bool,
    /// Places in [`Fielded::asking`] of what it has, where not all versions ask it alike.
    asked: Vec<usize>,
    /// Whether the codebook does not tell how many have what, since tables tell nothing of it either.
    is_untold: bool,
}

/// How many cells of a column were what.
#[derive(Default)]
struct Seen {
    n_valid: usize,
    n_missing: usize,
    n_not_asked: usize,
    /// Among the missing.
    n_withheld: usize,
}

/// The pseudonym of a response in exports. It follows from the service's key, so that it stays the same and tells
/// neither the number nor the order of arrival.
pub fn pseudonym(app: &App, response: &Response) -> String {
    format!("R{}", app.key.code("export", &response.id.0.to_string()))
}

/// The de-identified data of a questionnaire: the variables of all versions that were answered.
pub fn microdata(app: &App, dataset: &Dataset, fielded: &Fielded) -> Microdata {
    let mut columns = vec![id_column(app, dataset)];
    columns.extend(person::column(app, dataset, fielded));
    let has_person = columns.len() > 1;
    columns.push(month_column(dataset));
    columns.extend(how::columns(dataset, fielded));
    columns.extend(who::columns(dataset, fielded));
    columns.extend(answered(dataset, fielded, is_exported));
    name_apart(&mut columns);
    let mut responses: Vec<(String, &Response)> =
        fielded.responses.iter().map(|response| (pseudonym(app, response), response)).collect();
    responses.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut rows: Vec<Vec<Cell>> = responses
        .iter()
        .map(|(_, response)| columns.iter_mut().map(|column| column.cell(response)).collect())
        .collect();
    // A column of nothing but withheld values tells nobody anything; the codebook says why there is none.
    let is_kept: Vec<bool> = columns.iter().map(|column| !column.is_all_withheld()).collect();
    for row in &mut rows {
        let mut is_kept = is_kept.iter().copied();
        row.retain(|_| is_kept.next().unwrap_or(true));
    }
    let names = || columns.iter().filter(|column| !column.is_all_withheld());
    let quasi = names()
        .filter_map(|column| {
            let (name, is_as_answered) = (column.entry.name.clone(), column.is_as_answered);
            Some(Quasi { name, known: column.known?, is_as_answered })
        })
        .collect();
    let answers = names().filter(|column| column.is_answer && column.known.is_none());
    let answers = answers.map(|column| column.entry.name.clone()).collect();
    let asked = names().filter(|column| !column.asked.is_empty());
    let asked = asked.map(|column| (column.entry.name.clone(), column.asked.clone())).collect();
    let sheet = Sheet {
        name: format!("data-{}", fielded.id.0),
        columns: names().map(|column| column.entry.name.clone()).collect(),
        rows,
    };
    let codebook = columns.into_iter().map(|column| column.described(dataset)).collect();
    Microdata { sheet, codebook, quasi, answers, asked, has_person }
}

/// The closed answers alone, without who answered and when: one row a response, in the order of the responses.
pub fn closed_answers(dataset: &Dataset, fielded: &Fielded) -> (Vec<CodebookVariable>, Vec<Vec<Cell>>) {
    let is_who = |joined: &Joined| matches!(treatment_of(joined), Treatment::Area | Treatment::DiseaseGroup);
    let is_closed = |joined: &Joined| is_exported(joined) && !is_who(joined);
    let mut columns = answered(dataset, fielded, is_closed);
    name_apart(&mut columns);
    let row = |response: &Response| columns.iter_mut().map(|column| column.cell(response)).collect();
    let rows = fielded.responses.iter().map(row).collect();
    (columns.into_iter().map(|column| column.described(dataset)).collect(), rows)
}

/// The columns of these variables. Of all columns of a question nothing is told where tables would withhold how many answered it; so it is where
/// it cannot be counted.
fn answered(
    dataset: &Dataset,
    fielded: &Fielded,
    is_wanted: impl Fn(&Joined) -> bool,
) -> Vec<Column<'static>> {
    let table = answer_table(dataset, fielded);
    let wanted = fielded.variables(dataset.lang).into_iter().filter(is_wanted);
    let columns = wanted.flat_map(|joined| {
        let is_untold = table.hides_coverage(dataset, &joined).unwrap_or(true);
        let columns = answers::columns(dataset, fielded, joined).into_iter();
        columns.map(move |column| Column { is_untold, ..column })
    });
    columns.collect()
}

/// No two columns of the same name, whatever questions and choices are called.
fn name_apart(columns: &mut [Column<'_>]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for column in columns {
        while !taken.insert(column.entry.name.clone()) {
            column.entry.name.push('_');
        }
    }
}

impl Seen {
    /// The counts as they may be printed. Where values are withheld, how many are tells as much as how few were not
    /// asked.
    fn protected(&self, dataset: &Dataset) -> Coverage {
        let is_withheld = self.n_withheld > 0;
        let coverage = match is_withheld {
            true => Coverage::of(self.n_valid, self.n_not_asked, self.n_missing),
            false => Coverage::of(self.n_valid, self.n_missing, self.n_not_asked),
        };
        let coverage = protect(coverage, dataset.disclosure());
        let shown = *coverage.table();
        match is_withheld {
            true => Coverage { n_missing: shown.n_not_asked, n_not_asked: shown.n_missing, ..shown },
            false => shown,
        }
    }
}

impl<'a> Column<'a> {
    fn new(entry: CodebookVariable, missing: Missing, find: impl Fn(&Response) -> Found + 'a) -> Column<'a> {
        let is_numbered = entry.values.iter().any(|value| !value.is_missing)
            && entry.values.iter().all(|value| whole(&value.value).is_some());
        let (find, seen) = (Box::new(find), Seen::default());
        Column {
            entry,
            missing,
            find,
            seen,
            is_numbered,
            known: None,
            is_as_answered: false,
            is_answer: false,
            asked: Vec::new(),
            is_untold: false,
        }
    }

    /// A column of what others may know of a respondent.
    fn quasi(self, known: Known) -> Column<'a> {
        Column { known: Some(known), ..self }
    }

    /// Whether there are values, and all are withheld.
    fn is_all_withheld(&self) -> bool {
        self.seen.n_withheld > 0 && self.seen.n_valid == 0
    }

    /// What the codebook says of the column once its cells were read: how many have what, as far as tables would tell,
    /// and what is withheld.
    fn described(self, dataset: &Dataset) -> CodebookVariable {
        let is_all_withheld = self.is_all_withheld();
        let n_withheld = self.seen.n_withheld;
        let Coverage { n_valid, n_missing, n_not_asked } = match self.is_untold {
            true => Coverage { n_valid: Count::Hidden, n_missing: Count::Hidden, n_not_asked: Count::Hidden },
            false => self.seen.protected(dataset),
        };
        let mut entry = CodebookVariable { n_valid, n_missing, n_not_asked, ..self.entry };
        let say =
            |key: &str| i18n::text(dataset.lang.code(), key, &[("n", dataset.survey.min_cell().to_string())]);
        if is_all_withheld {
            entry.values.clear();
            entry.note = join(&[entry.note, say("export-withheld-column")], dataset.lang);
        } else if n_withheld > 0 {
            entry.values.push(CodebookValue {
                is_missing: true,
                note: say("export-withheld"),
                ..value(WITHHELD, say("export-withheld-value"))
            });
        }
        entry
    }

    /// The cell of a response; it is counted in the codebook.
    fn cell(&mut self, response: &Response) -> Cell {
        let found = (self.find)(response);
        let seen = &mut self.seen;
        match found {
            Found::NotAsked => seen.n_not_asked += 1,
            Found::Silent | Found::Unreadable => seen.n_missing += 1,
            Found::Withheld => {
                seen.n_missing += 1;
                seen.n_withheld += 1;
            }
            Found::Given(_) => seen.n_valid += 1,
        }
        let code = |code: Option<&str>| code.map_or(Cell::Empty, Cell::text);
        let cell = match found {
            Found::NotAsked => Cell::Empty,
            Found::Silent => code(self.missing.no_answer),
            Found::Unreadable => code(self.missing.unreadable),
            Found::Withheld => Cell::text(WITHHELD),
            Found::Given(cell) => cell,
        };
        match cell {
            Cell::Text(text) if self.is_numbered => numbered(&text),
            cell => cell,
        }
    }
}

/// Whether a variable may leave the house: it is closed or a number, and says nothing of who somebody is.
pub fn is_exported(joined: &Joined) -> bool {
    let variable = &joined.variable;
    !variable.is_identifier && !variable.is_comment && treatment_of(joined) != Treatment::LeaveOut
}

/// What is done with a variable, by every role that any version gave it.
fn treatment_of(joined: &Joined) -> Treatment {
    let roles = joined.roles.iter().chain(&joined.variable.role);
    treatment(roles.map(String::as_str), joined.variable.kind)
}

fn entry(name: &str, label: String, values: Vec<CodebookValue>, universe: String) -> CodebookVariable {
    let kind = if values.is_empty() { Kind::Text } else { Kind::Single };
    CodebookVariable { universe, ..CodebookVariable::new(name, label, kind, values) }
}

fn value(value: &str, label: String) -> CodebookValue {
    CodebookValue { value: value.to_owned(), label, ..CodebookValue::default() }
}

/// The whole number that a code is, if it is printed as one: `01` is none.
fn whole(code: &str) -> Option<i64> {
    code.parse().ok().filter(|number: &i64| number.to_string() == code)
}

/// The cell of a code in a column whose codes are whole numbers; what is none stays a text.
pub fn numbered(code: &str) -> Cell {
    whole(code).map_or_else(|| Cell::text(code), Cell::Integer)
}

/// A column about the response as a whole.
fn about<'a>(entry: CodebookVariable, find: impl Fn(&Response) -> Found + 'a) -> Column<'a> {
    Column::new(entry, Missing::NONE, find)
}

fn given(text: &str) -> Found {
    Found::Given(Cell::text(text))
}

fn id_column<'a>(app: &'a App, dataset: &Dataset) -> Column<'a> {
    let entry = entry("id", i18n::plain(dataset.lang, "export-column-id"), Vec::new(), String::new());
    about(entry, move |response| given(&pseudonym(app, response)))
}

fn month_column(dataset: &Dataset) -> Column<'static> {
    let entry = entry("month", i18n::plain(dataset.lang, "export-column-month"), Vec::new(), String::new());
    about(CodebookVariable { level: Level::Ordinal, ..entry }, |response| {
        given(&month(time::tokyo(response.submitted_at).date_naive()))
    })
    .quasi(Known::Month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbers_where_they_are_printed_as_such() {
        for (code, number) in [("1", 1), ("99", 99), ("-96", -96), ("0", 0)] {
            assert_eq!(numbered(code), Cell::Integer(number));
        }
        for code in ["01", "+1", "1.0", "２", "*", "", "2026-04", "99999999999999999999"] {
            assert_eq!(numbered(code), Cell::text(code));
        }
    }
}
