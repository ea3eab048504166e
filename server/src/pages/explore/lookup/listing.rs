//! A table as its page shows it and its file holds it: both are made of the same cells.

use analysis::document::{Cell, Sheet};
use analysis::rounded::half_up;
use analysis::text::phrase::JOIN;

use super::query::Asked;
use crate::view::figure::{CellView, ColumnView, TableView, percent, withheld, words};

/// What there is to show.
pub enum Answer {
    /// The numbers.
    Table(Listing),
    /// The numbers, and a picture of them.
    Drawn {
        /// The picture.
        svg: String,
        /// The words around it; `None` where those of the numbers are.
        around: Option<Around>,
        /// The numbers.
        listing: Listing,
    },
    /// Nothing, and why.
    Nothing {
        /// In short.
        title: String,
        /// What can be done.
        text: String,
    },
    /// Numbers of people that are too small for the purpose.
    Withheld,
}

/// The words around a picture.
pub struct Around {
    /// What it is of.
    pub title: String,
    /// n, and what its sizes mean.
    pub note: String,
}

/// A table.
pub struct Listing {
    /// What it is of.
    pub caption: String,
    /// n, method and parameters.
    pub note: String,
    /// Its columns; the first names the row.
    pub columns: Vec<ColumnView>,
    /// Its rows of cells, one a column.
    pub rows: Vec<Vec<Entry>>,
}

/// A cell.
pub struct Entry {
    view: CellView,
    cell: Cell,
}

impl Listing {
    /// Some of its rows for a page.
    pub fn view(self, first: usize, most: usize) -> TableView {
        let rows = self.rows.into_iter().skip(first).take(most);
        TableView {
            caption: self.caption,
            columns: self.columns,
            rows: rows.map(|row| row.into_iter().map(|entry| entry.view).collect()).collect(),
        }
    }

    /// All of it for a file.
    pub fn sheet(self, name: &str) -> Sheet {
        Sheet {
            name: name.to_owned(),
            columns: self.columns.into_iter().map(|column| column.label).collect(),
            rows: self
                .rows
                .into_iter()
                .map(|row| row.into_iter().map(|entry| entry.cell).collect())
                .collect(),
        }
    }
}

/// Words, which may lead somewhere.
pub fn text(text: impl Into<String>, href: String) -> Entry {
    let text = text.into();
    Entry { cell: Cell::Text(text.clone().into()), view: CellView { text, href, is_suppressed: false } }
}

/// A number of people or occurrences, which leads to them unless it is 0.
pub fn count(n: usize, href: String) -> Entry {
    let href = if n == 0 { String::new() } else { href };
    Entry {
        view: CellView { text: n.to_string(), href, is_suppressed: false },
        cell: i64::try_from(n).map_or(Cell::Empty, Cell::Integer),
    }
}

/// A share as a percentage.
pub fn share(share: Option<f64>) -> Entry {
    let view = words(share.map(percent).unwrap_or_default());
    Entry { view, cell: Cell::share(share, 1) }
}

/// A number with decimals; nothing where there is none.
pub fn figure(value: Option<f64>, decimals: usize) -> Entry {
    let value = value.filter(|value| value.is_finite());
    let view = words(value.map(|value| half_up(value, decimals)).unwrap_or_default());
    Entry { view, cell: Cell::rounded(value, i32::try_from(decimals).unwrap_or(3)) }
}

/// A probability: on the page as it is usually told, in a file with digits that can be computed with.
pub fn probability(p: Option<f64>) -> Entry {
    let p = p.filter(|p| p.is_finite());
    let view = match p {
        Some(p) if p < 0.001 => words("<0.001"),
        p => words(p.map(|p| half_up(p, 3)).unwrap_or_default()),
    };
    Entry { view, cell: Cell::probability(p) }
}

/// A number that is withheld.
pub fn hidden() -> Entry {
    Entry { view: withheld(), cell: Cell::Hidden }
}

/// What is said instead of a table when nobody has asked for a word yet.
pub fn no_word(asked: &Asked) -> Answer {
    let (title, text) = (asked.say("explore-kwic-ask"), asked.say("explore-kwic-word-hint"));
    Answer::Nothing { title, text }
}

/// The same when nobody used the word. Outside internal work it stands for too few people, too: two messages would tell whether a
/// rare word occurs.
pub fn not_found(asked: &Asked) -> Answer {
    if asked.is_protected() {
        let (title, text) = (asked.say("explore-none-to-show"), asked.say("explore-none-to-show-text"));
        return Answer::Nothing { title, text };
    }
    let word = [("word", asked.query.word.trim().to_owned())];
    Answer::Nothing {
        title: asked.say_with("explore-kwic-none", &word),
        text: asked.say("explore-kwic-none-text"),
    }
}

/// The same when there are no texts, or too few people use the same words.
pub fn too_few(asked: &Asked) -> Answer {
    let (title, text) = match asked.n_texts() {
        0 => ("explore-words-empty", "explore-words-empty-text"),
        _ => ("lookup-too-few", "lookup-too-few-text"),
    };
    Answer::Nothing { title: asked.say(title), text: asked.say(text) }
}

/// A phrase as it is written.
pub fn written(lemmas: &[String]) -> String {
    lemmas.join(&JOIN.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_file_say_the_same() {
        let shown = |entry: Entry| (entry.view.text, entry.cell);
        assert_eq!(shown(figure(Some(-0.000_4), 3)), ("0.000".to_owned(), Cell::Number(0.0)));
        assert_eq!(shown(figure(Some(2.345_6), 2)), ("2.35".to_owned(), Cell::Number(2.35)));
        assert_eq!(shown(figure(Some(f64::NAN), 2)), (String::new(), Cell::Empty));
        assert_eq!(shown(share(Some(0.25))), ("25.0%".to_owned(), Cell::Number(25.0)));
        assert_eq!(shown(probability(Some(1.234_56e-9))), ("<0.001".to_owned(), Cell::Number(1.235e-9)));
        assert_eq!(shown(probability(Some(0.000_9))), ("<0.001".to_owned(), Cell::Number(0.000_9)));
        assert_eq!(shown(probability(Some(0.034_4))), ("0.034".to_owned(), Cell::Number(0.034_4)));
        assert_eq!(shown(count(3, "/x".to_owned())), ("3".to_owned(), Cell::Integer(3)));
        assert!(count(0, "/x".to_owned()).view.href.is_empty());
    }
}
