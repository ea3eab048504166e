//! How many of the words of the list occur once, twice and so on (出現回数の分布), and how many are used by one person, by two and so on
//! (文書数の分布). All of it follows from the list: words that it leaves out are in none of these numbers.

use analysis::rounded::half_up;
use analysis::text::frequencies::{Frequencies, of_counts};
use analysis::text::terms::Term;
use serde::Serialize;

use super::query::Asked;
use crate::pages::explore::selection::least_people;
use crate::view::figure::{CellView, TableView, column, join, percent, withheld, words};

/// Numbers of times, and of people, that have a row of their own. Higher ones share the last row.
const MOST_ROWS: usize = 20;

/// What the page of words has beside its list, folded.
#[derive(Serialize)]
pub struct Further {
    summary: String,
    said: String,
    tables: Vec<FurtherTable>,
}

#[derive(Serialize)]
struct FurtherTable {
    /// Unique on the page.
    id: &'static str,
    table: TableView,
}

/// Of the words that are listed.
pub fn further(asked: &Asked, listed: &[Term]) -> Further {
    let frequencies = |of: fn(&Term) -> u32| of_counts(&listed.iter().map(of).collect::<Vec<u32>>());
    let occurrences = frequencies(|term| term.n_occurrences);
    let people = frequencies(|term| term.n_documents);
    let n_tokens: u64 = listed.iter().map(|term| u64::from(term.n_occurrences)).sum();
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| half_up(value, 2));
    let args = [
        ("tokens", n_tokens.to_string()),
        ("words", occurrences.n_words.to_string()),
        ("mean", number(occurrences.mean)),
        ("deviation", number(occurrences.standard_deviation)),
        ("people", number(people.mean)),
        ("spread", number(people.standard_deviation)),
    ];
    let said = join(&[asked.say_with("lookup-frequencies-said", &args), asked.few_left_out()], asked.lang());
    let (of_times, of_people) = (
        table(asked, ["lookup-frequencies-occurrences", "explore-occurrences"], None, &occurrences),
        table(asked, ["lookup-frequencies-people", "explore-people"], left_out(asked), &people),
    );
    Further {
        summary: asked.say("lookup-frequencies"),
        said,
        tables: vec![
            FurtherTable { id: "lookup-occurrences", table: of_times },
            FurtherTable { id: "lookup-people", table: of_people },
        ],
    }
}

/// The row of the words that too few people used, whose number is withheld as they are; none where all words are listed.
fn left_out(asked: &Asked) -> Option<Vec<CellView>> {
    let least = least_people(&asked.reading.dataset);
    let label = || asked.say_with("lookup-frequencies-below", &[("n", least.to_string())]);
    (least > 1).then(|| vec![words(label()), withheld(), withheld(), withheld()])
}

fn table(
    asked: &Asked,
    [caption, head]: [&str; 2],
    first: Option<Vec<CellView>>,
    found: &Frequencies,
) -> TableView {
    let cells = |label: String, n_words: u32, share: f64, share_up_to: f64| {
        Vec::from([label, n_words.to_string(), percent(share), percent(share_up_to)].map(words))
    };
    let mut rows: Vec<Vec<CellView>> = first.into_iter().collect();
    for row in found.rows.iter().take(MOST_ROWS) {
        rows.push(cells(row.n_occurrences.to_string(), row.n_words, row.share, row.share_up_to));
    }
    let rest = found.rows.get(MOST_ROWS..).unwrap_or_default();
    if let Some(first) = rest.first() {
        let label = asked.say_with("lookup-frequencies-from", &[("n", first.n_occurrences.to_string())]);
        let n_words: u32 = rest.iter().map(|row| row.n_words).sum();
        let share: f64 = rest.iter().map(|row| row.share).sum();
        rows.push(cells(label, n_words, share, 1.0));
    }
    TableView {
        caption: asked.say(caption),
        columns: vec![
            column(asked.say(head), false),
            column(asked.say("lookup-frequencies-words"), true),
            column(asked.say("lookup-share"), true),
            column(asked.say("lookup-frequencies-up-to"), true),
        ],
        rows,
    }
}
