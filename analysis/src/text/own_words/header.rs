//! The first row of a list that was kept as a table: it names the columns, in Japanese or English, and is no word.

use crate::text::domain_words::kind_named;

/// What a column of a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Word,
    Class,
    Reading,
    /// What a word is counted as.
    Lemma,
}

/// The names that columns may have. Latin letters are of either case, and numbers may follow (同義語1, 同義語2).
const NAMES: [(Column, &[&str]); 4] = [
    (
        Column::Word,
        &[
            "語",
            "単語",
            "元の語",
            "表層形",
            "表記",
            "見出し",
            "見出し語",
            "抽出語",
            "強制抽出語",
            "使用しない語",
            "ストップワード",
            "同義語",
            "類義語",
            "surface",
            "word",
            "term",
            "synonym",
            "stopword",
            "stop word",
        ],
    ),
    (Column::Class, &["品詞", "品詞名", "class", "pos", "part of speech"]),
    (Column::Reading, &["読み", "よみ", "ヨミ", "読み方", "ふりがな", "フリガナ", "reading"]),
    (Column::Lemma, &["まとめ先", "代表語", "統一語", "原形", "基本形", "lemma", "base form", "counted as"]),
];

/// Names that no list has as a word: one of these alone names a column. Others may be the first word of a list without names.
const ALONE: [&str; 10] = [
    "元の語",
    "表層形",
    "見出し語",
    "抽出語",
    "強制抽出語",
    "使用しない語",
    "ストップワード",
    "surface",
    "stopword",
    "stop word",
];

/// What the first row of a dictionary says of its columns.
#[derive(Debug, PartialEq, Eq)]
pub enum DictionaryHeader {
    /// It names none: it is a word.
    None,
    /// Where surface, class, reading and form stand.
    Named([Option<usize>; 4]),
    /// It names columns, but this cell is no column that is known, or the second one of a kind; or no column is that of words.
    Wrong(String),
}

impl DictionaryHeader {
    /// What a row says.
    pub fn of(row: &csv::StringRecord) -> DictionaryHeader {
        let Some(columns) = columns(row.iter()) else { return unknown(row) };
        let is_again = |n: usize, column: Column| columns.iter().take(n).any(|(_, known)| *known == column);
        let again =
            (0..).zip(&columns).find(|(n, (_, column))| is_again(*n, *column)).map(|(_, found)| found);
        let has_words = place(&columns, Column::Word).is_some();
        if columns.len() == 1 && !row.iter().any(names_alone) {
            return DictionaryHeader::None;
        }
        // Without a class it is a word like others that has such a name.
        let has_class = row.get(1).is_some_and(|class| !class.is_empty());
        match again.or_else(|| columns.first().filter(|_| !has_words)) {
            Some(_) if !has_class => DictionaryHeader::None,
            Some((at, _)) => DictionaryHeader::Wrong(row.get(*at).unwrap_or_default().to_owned()),
            None => {
                let all = [Column::Word, Column::Class, Column::Reading, Column::Lemma];
                DictionaryHeader::Named(all.map(|column| place(&columns, column)))
            }
        }
    }
}

/// A row with a cell that names no column: a word, unless it begins as a row of names does and goes on with what is no class.
fn unknown(row: &csv::StringRecord) -> DictionaryHeader {
    let is_named = row.get(0).is_some_and(|first| column(first).is_some());
    let is_class = row.get(1).is_none_or(|class| class.is_empty() || kind_named(class).is_some());
    match row.iter().find(|cell| !cell.is_empty() && column(cell).is_none()) {
        Some(cell) if is_named && !is_class => DictionaryHeader::Wrong(cell.to_owned()),
        _ => DictionaryHeader::None,
    }
}

/// Where the words of a list stand that has one a line.
pub struct WordColumn {
    at: usize,
    /// How many columns there are. Of one alone a line is a word, whatever signs are in it.
    n: usize,
}

impl WordColumn {
    /// Of a list without columns.
    pub fn alone() -> WordColumn {
        WordColumn { at: 0, n: 1 }
    }

    /// Of a list that begins with this line; `None` where that is a word.
    pub fn named(line: &str) -> Option<WordColumn> {
        let columns = columns(cut(line))?;
        let at = place(&columns, Column::Word)?;
        let is_named = columns.len() > 1 || cut(line).any(names_alone);
        is_named.then(|| WordColumn { at, n: cut(line).count() })
    }

    /// Whether a line is a word and nothing else.
    pub fn is_alone(&self) -> bool {
        self.n == 1
    }

    /// The word in a line; empty where there is none.
    pub fn word<'l>(&self, line: &'l str) -> &'l str {
        if self.is_alone() { unquoted(line) } else { cut(line).nth(self.at).unwrap_or_default() }
    }
}

/// Where the words of a table of synonyms stand.
pub struct GroupColumns {
    /// What the others are counted as.
    target: usize,
    /// Columns without words.
    left_out: Vec<usize>,
}

impl GroupColumns {
    /// Of a table that begins with this line; `None` where that is a group of words.
    pub fn named(line: &str) -> Option<GroupColumns> {
        let columns = columns(cut(line))?;
        let are_words = columns.iter().all(|(_, column)| *column == Column::Word);
        let first = columns.first().filter(|_| are_words).map(|(at, _)| *at);
        let target = place(&columns, Column::Lemma).or(first)?;
        let left_out = columns.iter().filter(|(_, column)| matches!(column, Column::Class | Column::Reading));
        Some(GroupColumns { target, left_out: left_out.map(|(at, _)| *at).collect() })
    }

    /// The words of a row, the one that they are counted as first; `None` where that one or all the others are missing. A line without
    /// columns is a word that is counted as itself.
    pub fn words(&self, line: &str) -> Option<Vec<String>> {
        if cut(line).count() == 1 {
            let word = unquoted(line);
            return (!word.is_empty()).then(|| vec![word.to_owned()]);
        }
        let target = cut(line).nth(self.target).filter(|target| !target.is_empty())?;
        let is_other =
            |at: usize, word: &str| at != self.target && !self.left_out.contains(&at) && !word.is_empty();
        let others = cut(line).enumerate().filter(|(at, word)| is_other(*at, word)).map(|(_, word)| word);
        let words: Vec<String> = std::iter::once(target).chain(others).map(str::to_owned).collect();
        (words.len() > 1).then_some(words)
    }
}

/// The cells of a line, between commas or tabs.
pub fn cut(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', '、', '\t']).map(unquoted)
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map_or(cell, str::trim)
}

/// The columns that cells name, with their places; `None` where a cell names none, or all are empty.
fn columns<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Vec<(usize, Column)>> {
    let filled = cells.enumerate().filter(|(_, cell)| !cell.is_empty());
    let named = filled.map(|(at, cell)| column(cell).map(|column| (at, column)));
    let found: Vec<(usize, Column)> = named.collect::<Option<_>>()?;
    (!found.is_empty()).then_some(found)
}

fn column(cell: &str) -> Option<Column> {
    let name = name_in(cell);
    let found = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    found.map(|(column, _)| *column)
}

fn names_alone(cell: &str) -> bool {
    ALONE.contains(&name_in(cell).as_str())
}

fn name_in(cell: &str) -> String {
    cell.trim_end_matches(char::is_numeric).trim_end().to_lowercase()
}

fn place(columns: &[(usize, Column)], wanted: Column) -> Option<usize> {
    columns.iter().find(|(_, column)| *column == wanted).map(|(at, _)| *at)
}
