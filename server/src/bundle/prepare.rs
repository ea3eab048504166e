//! The data of a questionnaire as they go into a bundle: de-identified, made coarser as was decided, and looked at for rows
//! that stand out.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::codebook::{Codebook, CodebookValue, CodebookVariable, Level};
use analysis::document::{Cell, Sheet};
use analysis::table::Kind;
use analysis::table::anonymity::{Anonymity, QuasiIdentifier, Risk, anonymity, known_beside};
use surveys::privacy::generalise::{
    WIDE_BAND, age_band, count_band, fiscal_year, last_of_count_band, rare_beside,
};

use super::asked::{self, Asked};
use super::beside_tables;
use super::choices::Choices;
use super::numbers::with_numbers;
use crate::app::App;
use crate::dataset::microdata::coarse::band_label;
use crate::dataset::microdata::left_out::{LeftOut, never_there};
use crate::dataset::microdata::{Known, Microdata, Quasi, WITHHELD, microdata, numbered};
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};
use crate::view::figure::join;

/// Data that are ready.
pub struct Prepared {
    /// One row a response.
    pub sheet: Sheet,
    /// The columns of the sheet, in its order.
    pub codebook: Codebook,
    /// The columns that others may know, those that were left out included.
    pub quasi: Vec<Quasi>,
    /// What the columns that can be decided on are called in words, those that were left out included: all but the pseudonym.
    pub labels: BTreeMap<String, String>,
    /// Names of columns that are not in the data, because all that they have is withheld.
    pub withheld: Vec<String>,
    /// Names of columns that were made coarser than usual.
    pub coarsened: BTreeSet<String>,
    /// Names of those that were to be, and stay as they are: nothing of them is few, or they are not in the data.
    pub as_coarse: Vec<String>,
    /// Whether the column after the pseudonym joins the responses of one person. It can be left out, and is nothing that others know.
    pub has_person: bool,
    /// What the versions that were answered do not ask alike; None where they ask all alike.
    pub asked: Option<Asked>,
    /// How well the rows hide among each other.
    pub anonymity: Anonymity,
    /// Columns of answers that would put more rows at risk if they were known as well, each by itself.
    pub beside: Vec<Risk>,
    /// What tables by area or kind would put at risk if they told these of the rows.
    pub beside_tables: Vec<Risk>,
    /// What was asked and is not in the data.
    pub left_out: Vec<LeftOut>,
    /// Why there are no rows, as the end of Fluent keys; empty where there are some.
    pub nothing: &'static str,
    /// So many responses there have to be.
    pub least: usize,
}

/// Data as they go into a bundle, before anybody has looked how well their rows hide. Its fields are those of [`Prepared`].
struct Made {
    sheet: Sheet,
    entries: Vec<CodebookVariable>,
    quasi: Vec<Quasi>,
    /// The other columns of answers.
    answers: Vec<String>,
    /// What each column has of `Fielded::asking`.
    parting: BTreeMap<String, Vec<usize>>,
    labels: BTreeMap<String, String>,
    withheld: Vec<String>,
    coarsened: BTreeSet<String>,
    has_person: bool,
}

/// The data of a questionnaire, and how well their rows hide among each other.
pub fn prepare(app: &App, dataset: &Dataset, fielded: &Fielded, choices: &Choices) -> Prepared {
    let Made { sheet, entries, quasi, answers, parting, labels, withheld, coarsened, has_person } =
        make(app, dataset, fielded, choices);
    let mut left_out = never_there(dataset, fielded);
    left_out.extend(columns_left_out(&withheld, &labels, choices));
    let is_as_coarse = |name: &&String| is_to_be_coarser(name, choices) && !coarsened.contains(*name);
    let as_coarse = labels.keys().filter(is_as_coarse).cloned().collect();
    let asked = asked::look((app, fielded), &sheet, &parting);
    // First of all: it is no column that could be left out, and has to be among those that are looked at.
    let known = asked.iter().map(Asked::column);
    let known = known.chain(columns_of(&sheet, quasi.iter().map(|one| &one.name)));
    let known: Vec<QuasiIdentifier> = known.collect();
    let (mut anonymity, beside) = look(&sheet, &known, &answers, choices.k);
    anonymity.without.retain(|risk| risk.columns != [asked::NAME]);
    let beside_tables = beside_tables::look((app, dataset, fielded), &sheet, &known, choices.k);
    Prepared {
        codebook: with_numbers(&sheet, Codebook { variables: entries }, dataset.lang),
        sheet,
        quasi,
        labels,
        withheld,
        coarsened,
        as_coarse,
        has_person,
        asked,
        anonymity,
        beside,
        beside_tables,
        left_out,
        nothing: fielded.nothing(),
        least: dataset.survey.min_cell(),
    }
}

/// The sheet that [`prepare`] makes. Nobody looks at its rows.
pub fn data(app: &App, dataset: &Dataset, fielded: &Fielded, choices: &Choices) -> Sheet {
    make(app, dataset, fielded, choices).sheet
}

fn make(app: &App, dataset: &Dataset, fielded: &Fielded, choices: &Choices) -> Made {
    let Microdata { mut sheet, codebook, quasi, answers, asked: parting, has_person } =
        microdata(app, dataset, fielded);
    let labels: BTreeMap<String, String> =
        codebook.iter().skip(1).map(|entry| (entry.name.clone(), entry.label.clone())).collect();
    let withheld = codebook.iter().map(|entry| entry.name.clone());
    let withheld: Vec<String> = withheld.filter(|name| !sheet.columns.contains(name)).collect();
    let mut entries: Vec<CodebookVariable> =
        codebook.into_iter().filter(|entry| sheet.columns.contains(&entry.name)).collect();
    let n_pseudonyms = if has_person { 2 } else { 1 };
    let quasi = with_those_named(quasi, entries.get(n_pseudonyms..).unwrap_or_default(), choices);
    let mut coarsened = BTreeSet::new();
    for one in quasi.iter().filter(|one| is_to_be_coarser(&one.name, choices)) {
        if let Some(at) = sheet.columns.iter().position(|name| *name == one.name)
            && make_coarser(&mut sheet, at, &mut entries[at], one.known, choices.k, dataset.lang)
        {
            coarsened.insert(one.name.clone());
        }
    }
    drop_columns(&mut sheet, &mut entries, &choices.dropped);
    Made { sheet, entries, quasi, answers, parting, labels, withheld, coarsened, has_person }
}

/// Whether somebody wants a column coarser than usual, and in the data.
fn is_to_be_coarser(name: &str, choices: &Choices) -> bool {
    choices.coarser.contains(name) && !choices.dropped.contains(name)
}

/// The columns that others may know, with those that somebody named beside them: as such, or to be made coarser. `entries` are without
/// the pseudonyms, which are known to nobody.
fn with_those_named(quasi: Vec<Quasi>, entries: &[CodebookVariable], choices: &Choices) -> Vec<Quasi> {
    let is_named = |entry: &&CodebookVariable| {
        let is_chosen = choices.also.contains(&entry.name) || choices.coarser.contains(&entry.name);
        is_chosen && quasi.iter().all(|one| one.name != entry.name)
    };
    let known = |entry: &CodebookVariable| match entry.kind {
        Kind::Number => Known::Number,
        Kind::Single | Kind::Multiple | Kind::Text => Known::Value,
    };
    let named = entries.iter().filter(is_named);
    let named: Vec<Quasi> = named
        .map(|entry| Quasi { name: entry.name.clone(), known: known(entry), is_as_answered: true })
        .collect();
    quasi.into_iter().chain(named).collect()
}

/// Looks at the columns that others may know, and what each of the other answers would add to the risk.
fn look(sheet: &Sheet, known: &[QuasiIdentifier], answers: &[String], k: usize) -> (Anonymity, Vec<Risk>) {
    let is_known = |name: &String| known.iter().any(|one| one.name == *name);
    let further = columns_of(sheet, answers.iter().filter(|name| !is_known(name)));
    let beside = known_beside(known, further, sheet.rows.len(), k);
    (anonymity(known, sheet.rows.len(), k), beside)
}

/// Those of these columns that the data have, as printed. One is made when it is asked for: all of them at once would be as large as the
/// data.
fn columns_of<'n>(
    sheet: &'n Sheet,
    names: impl Iterator<Item = &'n String>,
) -> impl Iterator<Item = QuasiIdentifier> {
    names.filter_map(|wanted| {
        let at = sheet.columns.iter().position(|name| name == wanted)?;
        let values = sheet.rows.iter().map(|row| row.get(at).map(Cell::printed).unwrap_or_default());
        Some(QuasiIdentifier { name: wanted.clone(), values: values.collect() })
    })
}

/// Columns that are not in the data since all of them is withheld, or since somebody decided so.
fn columns_left_out(
    withheld: &[String],
    labels: &BTreeMap<String, String>,
    choices: &Choices,
) -> Vec<LeftOut> {
    let is_dropped = |name: &&String| labels.contains_key(*name) && !withheld.contains(*name);
    let dropped = choices.dropped.iter().filter(is_dropped).map(|name| (name, "chosen"));
    let all = withheld.iter().map(|name| (name, "withheld")).chain(dropped);
    let label = |name: &String| labels.get(name).cloned().unwrap_or_default();
    all.map(|(name, why)| LeftOut { name: name.clone(), label: label(name), why }).collect()
}

/// Takes columns out, a number together with the column that says why it is missing. The pseudonym stays.
fn drop_columns(sheet: &mut Sheet, entries: &mut Vec<CodebookVariable>, dropped: &BTreeSet<String>) {
    let is_dropped = |name: &str| {
        dropped.contains(name) || name.strip_suffix("_missing").is_some_and(|of| dropped.contains(of))
    };
    let is_kept: Vec<bool> =
        sheet.columns.iter().enumerate().map(|(at, name)| at == 0 || !is_dropped(name)).collect();
    let mut kept = is_kept.iter().copied();
    sheet.columns.retain(|_| kept.next().unwrap_or(true));
    let mut kept = is_kept.iter().copied();
    entries.retain(|_| kept.next().unwrap_or(true));
    for row in &mut sheet.rows {
        let mut kept = is_kept.iter().copied();
        row.retain(|_| kept.next().unwrap_or(true));
    }
}

/// Makes a column coarser: months as fiscal years, ages in bands of twenty years, numbers in bands, and of values those
/// that few have withheld, together with what was withheld before. Whether anything of it was.
fn make_coarser(
    sheet: &mut Sheet,
    at: usize,
    entry: &mut CodebookVariable,
    known: Known,
    k: usize,
    lang: Lang,
) -> bool {
    let missing: BTreeSet<String> =
        entry.values.iter().filter(|value| value.is_missing).map(|value| value.value.clone()).collect();
    let is_given = |text: &str| !text.is_empty() && !missing.contains(text);
    let printed = || sheet.rows.iter().filter_map(|row| row.get(at)).map(Cell::printed);
    let cells: Vec<String> = printed().filter(|text| is_given(text)).collect();
    let few = match known {
        Known::Value => {
            let n_withheld = printed().filter(|text| text == WITHHELD).count();
            rare_beside(cells.iter().map(String::as_str), n_withheld, k)
        }
        Known::Month | Known::Age | Known::Number => BTreeSet::new(),
    };
    if cells.is_empty() || known == Known::Value && few.is_empty() {
        return false;
    }
    let coarser = |text: &str| match known {
        Known::Month => fiscal_year(text),
        Known::Age => age_band(text.parse().ok()?, WIDE_BAND).map(|first| first.to_string()),
        Known::Number => count_band(text.parse().ok()?).map(|first| first.to_string()),
        Known::Value => (!few.contains(text)).then(|| text.to_owned()),
    };
    let values: BTreeSet<String> = cells.iter().filter_map(|text| coarser(text)).collect();
    let mut is_withheld = false;
    for cell in sheet.rows.iter_mut().filter_map(|row| row.get_mut(at)) {
        let old = cell.printed();
        let new = if is_given(&old) { coarser(&old) } else { Some(old) };
        match new {
            None => {
                is_withheld = true;
                *cell = Cell::text(WITHHELD);
            }
            // Years and bands are whole numbers; so are the codes beside them.
            Some(new) if known != Known::Value && !new.is_empty() => *cell = numbered(&new),
            Some(_) => {}
        }
    }
    describe(entry, known, values, &few, lang);
    if is_withheld && !missing.contains(WITHHELD) {
        let label = i18n::plain(lang, "export-withheld-value");
        entry.values.push(CodebookValue::new(WITHHELD, label, true));
    }
    true
}

/// What the codebook says of a column that was made coarser. Its counts stay: what is withheld was given.
fn describe(
    entry: &mut CodebookVariable,
    known: Known,
    values: BTreeSet<String>,
    few: &BTreeSet<String>,
    lang: Lang,
) {
    let (key, label): (&str, fn(Lang, u32) -> String) = match known {
        Known::Month => ("bundle-note-fiscal-year", |_, year| year.to_string()),
        Known::Age => ("bundle-note-age", |lang, first| band_label(lang, first, WIDE_BAND)),
        Known::Number => ("bundle-note-number", count_label),
        Known::Value => ("bundle-note-values", |_, value| value.to_string()),
    };
    match known {
        Known::Value => entry.values.retain(|value| value.is_missing || !few.contains(&value.value)),
        Known::Month | Known::Age | Known::Number => {
            entry.values.retain(|value| value.is_missing);
            let mut firsts: Vec<u32> = values.iter().filter_map(|value| value.parse().ok()).collect();
            firsts.sort_unstable();
            let named = firsts
                .into_iter()
                .map(|first| CodebookValue::new(first.to_string(), label(lang, first), false));
            drop(entry.values.splice(0..0, named));
            entry.kind = Kind::Single;
            entry.level = Level::Ordinal;
        }
    }
    entry.note = join(&[entry.note.clone(), i18n::plain(lang, key)], lang);
}

/// The words for a band of numbers.
fn count_label(lang: Lang, first: u32) -> String {
    let begin = ("first", first.to_string());
    match last_of_count_band(first) {
        Some(last) if last == first => first.to_string(),
        Some(last) => i18n::text(lang.code(), "bundle-count-band", &[begin, ("last", last.to_string())]),
        None => i18n::text(lang.code(), "bundle-count-band-open", &[begin]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, kind: Kind, values: &[&str]) -> CodebookVariable {
        let labelled = |code: &&str| CodebookValue::new(*code, format!("値{code}"), *code == "99");
        CodebookVariable::new(name, name, kind, values.iter().map(labelled).collect())
    }

    fn sheet(cells: &[Cell]) -> Sheet {
        let rows = cells.iter().map(|cell| vec![Cell::text("R"), cell.clone()]).collect();
        Sheet { name: "s".to_owned(), columns: vec!["id".to_owned(), "x".to_owned()], rows }
    }

    fn coarser(known: Known, kind: Kind, cells: &[Cell], values: &[&str]) -> (Vec<String>, CodebookVariable) {
        let (mut sheet, mut entry) = (sheet(cells), entry("x", kind, values));
        assert!(make_coarser(&mut sheet, 1, &mut entry, known, 2, Lang::Ja));
        (sheet.rows.iter().map(|row| row[1].printed()).collect(), entry)
    }

    fn codes(entry: &CodebookVariable) -> Vec<&str> {
        entry.values.iter().map(|value| value.value.as_str()).collect()
    }

    #[test]
    fn months_ages_and_numbers_get_wider_bands_and_missing_answers_stay() {
        let texts = |texts: &[&str]| texts.iter().map(|text| Cell::text(text)).collect::<Vec<Cell>>();
        let months = texts(&["2026-03", "2026-04", "99"]);
        let (cells, entry) = coarser(Known::Month, Kind::Single, &months, &["99"]);
        assert_eq!(cells, ["2025", "2026", "99"]);
        assert_eq!(codes(&entry), ["2025", "2026", "99"]);
        let ages = [texts(&["30", "80"]), vec![Cell::Empty]].concat();
        let (cells, entry) = coarser(Known::Age, Kind::Single, &ages, &["30", "80", "99"]);
        assert_eq!(cells, ["20", "80", ""]);
        assert_eq!((codes(&entry), entry.values[0].label.as_str()), (vec!["20", "80", "99"], "20〜39歳"));
        let numbers = [Cell::Number(4.0), Cell::Number(70.0), Cell::Number(-1.0)];
        let (cells, entry) = coarser(Known::Number, Kind::Number, &numbers, &[]);
        assert_eq!(cells, ["3", "21", "*"]);
        assert_eq!((codes(&entry), entry.kind), (vec!["3", "21", "*"], Kind::Single));
        assert_eq!(entry.level, Level::Ordinal, "bands are no quantities any more");
    }

    #[test]
    fn values_of_few_are_withheld_together() {
        let cells: Vec<Cell> = ["a", "a", "b", "c", "99"].into_iter().map(Cell::text).collect();
        let (cells, entry) = coarser(Known::Value, Kind::Single, &cells, &["a", "b", "c", "99"]);
        assert_eq!(cells, ["a", "a", "*", "*", "99"]);
        assert_eq!(codes(&entry), ["a", "99", "*"]);
        assert!(entry.values[2].is_missing);
    }

    #[test]
    fn what_was_withheld_before_is_not_left_to_be_few() {
        let cells: Vec<Cell> = ["a", "a", "a", "b", "b", "*"].into_iter().map(Cell::text).collect();
        let values = || {
            let star = CodebookValue::new("*", "伏せた値", true);
            CodebookVariable { values: vec![star], ..entry("x", Kind::Single, &[]) }
        };
        let (mut sheet, mut described) = (sheet(&cells), values());
        assert!(make_coarser(&mut sheet, 1, &mut described, Known::Value, 2, Lang::Ja));
        let told = |sheet: &Sheet| sheet.rows.iter().map(|row| row[1].printed()).collect::<Vec<String>>();
        assert_eq!(told(&sheet), ["a", "a", "a", "*", "*", "*"]);
        // By now nothing is few any more.
        let (before, mut described) = (told(&sheet), values());
        assert!(!make_coarser(&mut sheet, 1, &mut described, Known::Value, 2, Lang::Ja));
        assert_eq!((told(&sheet), described.note), (before, String::new()), "and nothing is said of it");
    }

    #[test]
    fn what_is_to_be_made_coarser_is_looked_at_and_nothing_that_has_no_column() {
        let entries = ["busy", "beds", "x"].map(|name| {
            let kind = if name == "beds" { Kind::Number } else { Kind::Single };
            entry(name, kind, &[])
        });
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
        let choices = Choices {
            k: 5,
            also: names(&["id", "busy"]),
            coarser: names(&["beds"]),
            dropped: names(&[]),
            texts_as_written: false,
        };
        let found = with_those_named(Vec::new(), &entries, &choices);
        let one = |name: &str, known: Known| Quasi { name: name.to_owned(), known, is_as_answered: true };
        assert_eq!(found, [one("busy", Known::Value), one("beds", Known::Number)]);
    }

    #[test]
    fn a_column_goes_with_the_one_that_says_why_it_is_missing_and_the_pseudonym_stays() {
        let columns = ["id", "n", "n_missing", "x"];
        let mut sheet = Sheet {
            name: String::new(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: vec![(1..5).map(Cell::Integer).collect()],
        };
        let mut entries = columns.map(|name| entry(name, Kind::Single, &[])).to_vec();
        let dropped = ["n", "id"].map(str::to_owned).into_iter().collect();
        drop_columns(&mut sheet, &mut entries, &dropped);
        assert_eq!(sheet.columns, ["id", "x"]);
        assert_eq!(sheet.rows, [vec![Cell::Integer(1), Cell::Integer(4)]]);
        assert_eq!(entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["id", "x"]);
    }
}
