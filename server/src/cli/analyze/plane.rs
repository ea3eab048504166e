//! Words, or codes, by the values of a column in a few dimensions, of which two are drawn (correspondence analysis). Words count as often
//! as they occur in texts with a value; codes, which are there or not, once a person or unit, as on the pages.

use std::collections::{BTreeSet, HashMap};

use analysis::multivariate::correspondence::columns::Columns;
use analysis::multivariate::correspondence::{Correspondence, MOST_COMPARED, most_different};
use analysis::multivariate::{NotComputed, Sparse};
use analysis::text::matrix::{by_group, counts, having, lengths, total_by_group};
use analysis::text::terms::Term;

use super::by_person::once;
use super::figures::values;
use super::further::Counted;

/// More values than this make no readable picture.
pub const MOST_VALUES: usize = 100;

/// A correspondence analysis of words or codes by the values of a column.
pub struct Plane {
    /// The column.
    pub column: String,
    /// Its values: the rows. They count as often as their texts, people or units have one of the words or codes.
    pub values: Vec<Placed>,
    /// The words or codes: the columns.
    pub things: Vec<Placed>,
    /// Both in up to [`analysis::multivariate::correspondence::DIMENSIONS`] dimensions.
    pub outcome: Result<Correspondence, NotComputed>,
}

/// A value, a word or a code.
pub struct Placed {
    /// What it is called.
    pub name: String,
    /// How often it counts.
    pub n: f64,
    /// The texts behind it, ascending: those with the value; those with the word or code that have a value.
    pub texts: Vec<u32>,
}

/// What is set against columns.
struct Table {
    /// Words or codes as texts have them.
    things: Vec<Term>,
    /// For each text, person or unit how often it has each of them.
    rows: Vec<Sparse>,
    /// How much there is of each text, person or unit.
    sizes: Vec<f64>,
}

impl Table {
    /// Words by texts: how often they occur of all tokens.
    fn of_words(counted: Counted<'_>, words: &[Term]) -> Table {
        let (rows, sizes) = (counts(counted.corpus, words), lengths(counted.corpus));
        Table { things: words.to_vec(), rows, sizes }
    }

    /// Codes by people or units: whether they have them.
    fn of_codes(counted: Counted<'_>) -> Table {
        let Counted { things, things_by_text, options, .. } = counted;
        let least = things.compared.least.n();
        let most = options.words.unwrap_or(MOST_COMPARED);
        let frequent = things.terms.iter().filter(|code| code.n_documents >= least).take(most);
        let codes: Vec<Term> = frequent.cloned().collect();
        let n_units = things.counted_in.n as usize;
        let of_code: HashMap<u32, &Term> = things_by_text.iter().map(|code| (code.word, code)).collect();
        let by_text = codes.iter().filter_map(|code| of_code.get(&code.word).map(|code| (*code).clone()));
        Table { things: by_text.collect(), rows: having(&codes, n_units), sizes: vec![1.0; n_units] }
    }
}

/// The groups that a column makes, as places among its values.
struct Groups {
    /// Of each text, person or unit that is a row.
    rows: Vec<Option<usize>>,
    /// Of each text.
    texts: Vec<Option<usize>>,
}

impl Groups {
    /// Those of texts; or of people or units, of whom those are left out whose texts have several values.
    fn of(counted: Counted<'_>, texts: Vec<Option<usize>>) -> Groups {
        if counted.options.compares_words() {
            return Groups { rows: texts.clone(), texts };
        }
        let things = counted.things;
        let units = |text: u32| things.in_text(text, counted.people);
        let said = (0..).zip(&texts).filter_map(|(text, group)| Some((text, (*group)?)));
        let said = said.flat_map(|(text, group)| units(text).into_iter().map(move |unit| (unit, group)));
        let mut rows = vec![None; things.counted_in.n as usize];
        for (unit, group) in once(said) {
            if let Some(row) = rows.get_mut(unit as usize) {
                *row = group;
            }
        }
        let of_text =
            |text: u32| units(text).iter().find_map(|&unit| rows.get(unit as usize).copied().flatten());
        let texts = (0..texts.len() as u32).map(of_text).collect();
        Groups { rows, texts }
    }
}

/// One for each column that is compared; `words` are those that are set against columns.
pub fn of(counted: Counted<'_>, words: &[Term]) -> Vec<Plane> {
    if counted.attributes.is_empty() {
        return Vec::new();
    }
    let table = match counted.options.compares_words() {
        true => Table::of_words(counted, words),
        false => Table::of_codes(counted),
    };
    (0..counted.attributes.len()).map(|place| plane(counted, &table, place)).collect()
}

fn plane(counted: Counted<'_>, table: &Table, place: usize) -> Plane {
    let column = counted.attributes.get(place).cloned().unwrap_or_default();
    let of_documents = values(counted.corpus, place);
    let different: BTreeSet<&String> = of_documents.iter().flatten().collect();
    let values: Vec<String> = different.into_iter().cloned().collect();
    if values.len() > MOST_VALUES {
        return Plane { column, values: Vec::new(), things: Vec::new(), outcome: Err(NotComputed::TooMany) };
    }
    let group = |value: &Option<String>| value.as_ref().and_then(|value| values.binary_search(value).ok());
    let groups = Groups::of(counted, of_documents.iter().map(group).collect());
    let rows = by_group(&table.rows, &groups.rows, values.len());
    let totals = total_by_group(&table.sizes, &groups.rows, values.len());
    let most = counted.options.n_correspondence_words();
    let mut chosen = most_different(&rows, &totals, table.things.len(), most);
    chosen.sort_unstable();
    let columns = Columns::of(&rows, &chosen);
    let mut of_value: Vec<Vec<u32>> = vec![Vec::new(); values.len()];
    for (text, group) in (0..).zip(&groups.texts) {
        if let Some(texts) = group.and_then(|group| of_value.get_mut(group)) {
            texts.push(text);
        }
    }
    let has_value = |text: &u32| groups.texts.get(*text as usize).is_some_and(Option::is_some);
    let thing = |(&place, &n): (&usize, &f64)| {
        let term = table.things.get(place)?;
        let texts = term.documents.iter().copied().filter(has_value).collect();
        Some(Placed { name: term.lemma.clone(), n, texts })
    };
    let value = |((name, &n), texts): ((String, &f64), Vec<u32>)| Placed { name, n, texts };
    let outcome = columns.analysed();
    Plane {
        column,
        values: values.into_iter().zip(&columns.row_totals).zip(of_value).map(value).collect(),
        things: chosen.iter().zip(&columns.column_totals).filter_map(thing).collect(),
        outcome,
    }
}
