//! What is in a bundle of texts: the answers beside them, and the texts as KH Coder reads them, as a table with a row a text and its
//! variables, and as one file under headings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{self, Write};

use analysis::document::{Cell, Sheet};
use surveys::id::ResponseId;
use surveys::store::segments::Origin;

use super::prepare::Prepared;
use crate::app::App;
use crate::dataset::Fielded;
use crate::dataset::coded::{CodedText, CodedTexts};
use crate::dataset::microdata::pseudonym;
use crate::i18n::{self, Lang};
use crate::pages::coding::exchange::export::{ClosedAnswers, name_of};

/// What is known of respondents beside their texts: the names of the columns, and the cells of each respondent.
#[derive(Default)]
pub struct Variables {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// What each respondent has for them, by name.
    pub values: HashMap<ResponseId, BTreeMap<String, String>>,
}

impl Variables {
    /// Adds columns; one that is there already is the same one of another questionnaire.
    fn add_columns<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            if self.columns.iter().all(|known| known != name) {
                self.columns.push(name.to_owned());
            }
        }
    }
}

/// What stands beside texts. It is the data as they are in the bundle: closed answers that were not made coarser would undo what
/// was decided.
pub struct Beside {
    /// Closed answers, for the project of codings.
    pub answers: ClosedAnswers,
    /// What others may know of respondents, for the table of texts.
    pub variables: Variables,
    /// Who wrote any: of others nothing is kept.
    writers: HashSet<ResponseId>,
}

impl Beside {
    /// Nothing yet beside these texts.
    pub fn of(texts: &CodedTexts) -> Beside {
        let writer = |text: &CodedText| match text.origin {
            Origin::Response(response) => Some(response),
            Origin::Note(_) => None,
        };
        let writers = texts.texts.iter().filter_map(writer).collect();
        Beside { answers: ClosedAnswers::default(), variables: Variables::default(), writers }
    }

    /// Adds the data of a questionnaire.
    pub fn add(&mut self, app: &App, fielded: &Fielded, prepared: Prepared) {
        let Prepared { sheet, codebook, quasi, .. } = prepared;
        let writers = fielded.responses.iter().filter(|one| self.writers.contains(&one.id));
        let ids: HashMap<String, ResponseId> = writers.map(|one| (pseudonym(app, one), one.id)).collect();
        let known: BTreeSet<&str> = quasi.iter().map(|one| one.name.as_str()).collect();
        let writer = |row: &[Cell]| ids.get(&row.first()?.printed()).copied();
        let mut told = BTreeSet::new();
        for row in &sheet.rows {
            let Some(id) = writer(row) else { continue };
            let named = sheet.columns.iter().zip(row).filter(|(name, _)| known.contains(name.as_str()));
            let values: BTreeMap<String, String> =
                named.map(|(name, cell)| (name.clone(), cell.printed())).collect();
            told.extend(values.iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.clone()));
            self.variables.values.insert(id, values);
        }
        // What no writer has anything for, as with a questionnaire that nobody has answered yet, would be a blank column.
        let columns = sheet.columns.iter().filter(|name| told.contains(*name));
        self.variables.add_columns(columns.map(String::as_str));
        let rows = sheet.rows.into_iter().filter_map(|mut row| {
            let id = writer(&row)?;
            row.remove(0);
            Some((id, row))
        });
        self.answers.add(app, fielded.id, codebook.variables.get(1..).unwrap_or_default(), rows);
    }
}

/// One text.
pub struct Line<'t> {
    id: String,
    wave: &'t str,
    question: &'t str,
    text: &'t str,
    /// What is known of who wrote it, by column.
    known: Option<&'t BTreeMap<String, String>>,
}

/// The texts in the order of their pseudonyms: the order of arrival would tell who is who.
pub fn lines<'t>(app: &App, texts: &'t CodedTexts, variables: &'t Variables) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    for text in &texts.texts {
        let known = match text.origin {
            Origin::Response(response) => variables.values.get(&response),
            Origin::Note(_) => None,
        };
        let id = name_of(app, texts, text);
        for part in &text.parts {
            lines.push(Line {
                id: id.clone(),
                wave: &text.wave,
                question: &part.title,
                text: &part.body,
                known,
            });
        }
    }
    // Stable: the parts of one person keep their order.
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    lines
}

/// Place of the column with the texts in the table.
pub const TEXT: usize = 0;

/// The table.
pub fn sheet(lang: Lang, lines: &[Line<'_>], variables: &Variables) -> Sheet {
    let say = |key: &str| i18n::plain(lang, key);
    let heads = ["bundle-text", "export-column-id", "bundle-wave", "bundle-question"];
    let columns = heads.map(say).into_iter().chain(variables.columns.iter().cloned()).collect();
    let row = |line: &Line<'_>| {
        let own =
            [line.text, line.id.as_str(), line.wave, line.question].map(|text| Cell::text(&legible(text)));
        let value = |name: &String| line.known.and_then(|known| known.get(name)).map_or("", String::as_str);
        let known = variables.columns.iter().map(|name| Cell::text(value(name)));
        own.into_iter().chain(known).collect()
    };
    Sheet { name: "texts".to_owned(), columns, rows: lines.iter().map(row).collect() }
}

/// Writes the file with headings: `h1` is who wrote, `h2` what was asked.
///
/// # Errors
/// When it cannot be written.
pub fn write_plain(out: &mut dyn Write, lines: &[Line<'_>]) -> io::Result<()> {
    let mut last = "";
    for line in lines {
        if line.id != last {
            writeln!(out, "<h1>{}</h1>", bare(&line.id))?;
            last = &line.id;
        }
        writeln!(out, "<h2>{}</h2>\n{}", bare(line.question), bare(line.text))?;
    }
    Ok(())
}

/// A text without what KH Coder would take for a heading.
fn bare(text: &str) -> String {
    let lines = text.replace('<', "＜").replace('>', "＞").replace("\r\n", "\n").replace('\r', "\n");
    legible(&lines).into_owned()
}

/// A text with blanks for characters that are no text and that programs of words refuse, such as those of a damaged file.
fn legible(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_odd) { Cow::Owned(text.replace(is_odd, " ")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_heading() {
        assert_eq!(bare("<h1>甲</h1>\r\n乙"), "＜h1＞甲＜/h1＞\n乙");
    }

    #[test]
    fn what_is_no_text_is_blank() {
        assert_eq!(legible("休み\0がちで\u{85}困る\r\n- 箇条書き"), "休み がちで 困る\r\n- 箇条書き");
        assert_eq!(bare("甲\u{1}乙\r丙"), "甲 乙\n丙");
    }

    #[test]
    fn a_column_of_several_questionnaires_is_one() {
        let mut variables = Variables::default();
        variables.add_columns(["area", "month"]);
        variables.add_columns(["month", "age"]);
        assert_eq!(variables.columns, ["area", "month", "age"]);
    }
}
