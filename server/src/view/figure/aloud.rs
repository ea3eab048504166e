//! What is read out in the place of a picture: sentences with ends, and the numbers of its table.

use tera::{Kwargs, State, TeraResult};

use super::{CellView, ColumnView, TableView};
use crate::i18n::{self, Lang};

/// Marks that end a sentence, or words that stand for one.
const ENDS: [char; 8] = ['。', '．', '！', '？', '.', '!', '?', '…'];

/// Words one after the other as sentences. Who hears them hears no line end: a title needs an end before what is said of it. Whether
/// that is 「。」 follows from its letters, since a survey's own words stand on pages in either language.
pub fn aloud<'w>(parts: impl IntoIterator<Item = &'w str>) -> String {
    let mut said = String::new();
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        if said.chars().next_back().is_some_and(|last| last.is_ascii()) {
            said.push(' ');
        }
        said.push_str(part);
        if !part.ends_with(ENDS) {
            said.push(if part.chars().any(is_japanese) { '。' } else { '.' });
        }
    }
    said
}

/// Whether it is a letter that Japanese alone has among the languages of the pages.
fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// A row of a table in words, each number with its head: 「通院：件数 12、割合 40.0%」. A cell of nothing is not read.
pub fn row(columns: &[ColumnView], cells: &[CellView], lang: Lang) -> String {
    let heads = columns.iter().map(|column| column.label.as_str());
    let numbers = heads.zip(cells).skip(1).filter(|(_, cell)| !cell.printed().is_empty());
    let numbers: Vec<String> = numbers.map(|(head, cell)| format!("{head} {}", cell.printed())).collect();
    let part = cells.first().map(CellView::printed).unwrap_or_default().to_owned();
    let says = numbers.join(&i18n::plain(lang, "list-separator"));
    i18n::text(lang.code(), "sheet-paper-line", &[("part", part), ("says", says)])
}

/// All rows of a table.
pub fn rows(table: &TableView, lang: Lang) -> Vec<String> {
    table.rows.iter().map(|cells| row(&table.columns, cells, lang)).collect()
}

/// `title | aloud(then=reading)`: a title and what is said of it, for templates.
///
/// # Errors
/// When `then` is missing.
pub fn filter(title: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    Ok(aloud([title, kwargs.must_get::<&str>("then")?]))
}

#[cfg(test)]
mod tests {
    use analysis::table::HIDDEN;

    use super::*;
    use crate::view::figure::{column, withheld, words};

    #[test]
    fn sentences_have_an_end_and_a_blank_between_them_only_where_the_language_has_one() {
        assert_eq!(aloud(["主な課題", "", "通院が多い。", "n=30。"]), "主な課題。通院が多い。n=30。");
        assert_eq!(aloud(["Challenges", "Most is A.", "n = 30."]), "Challenges. Most is A. n = 30.");
        assert_eq!(aloud(["困っていますか？", "通院が多い。"]), "困っていますか？通院が多い。");
        assert_eq!(aloud(["主な課題"]), "主な課題。");
    }

    #[test]
    fn numbers_are_read_with_their_heads_and_nothing_is_read_of_an_empty_cell() {
        let columns = ["回答", "件数", "割合"].map(|head| column(head, true));
        let said = |cells: [CellView; 3], lang| row(&columns, &cells, lang);
        assert_eq!(said([words("通院"), words("12"), words("40.0%")], Lang::Ja), "通院：件数 12、割合 40.0%");
        assert_eq!(said([words("A"), words("12"), words("40.0%")], Lang::En), "A: 件数 12, 割合 40.0%");
        assert_eq!(said([words("交通"), withheld(), words("")], Lang::Ja), format!("交通：件数 {HIDDEN}"));
    }
}
