//! What stands on a feedback sheet: frozen as it is when the sheet is published. The words of quotes stand apart
//! (`publication_quotes`), so that they can be erased without anything that is frozen being changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::plain::PlainWords;
use crate::error::Result;
use crate::view::figure::{FigureView, TableView};

/// A sheet without the words of its quotes. A field that is added later needs a default: what was published stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetContent {
    /// Language of all its words.
    pub language: String,
    /// Title of the survey.
    pub title: String,
    /// Name of the area; empty for the whole region.
    pub area: String,
    /// Name of the region.
    pub region: String,
    /// Who does the survey.
    pub host: String,
    /// Whom to ask.
    pub contact: String,
    /// When the survey was done.
    pub period: String,
    /// What for.
    pub purpose: String,
    /// The same in plain language; empty where there are no other words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plain_purpose: String,
    /// Too few answered: there are no sections.
    pub is_withheld: bool,
    /// Of an area's sheet that is withheld: that of the whole region counts answers. None of others, and of sheets that were published
    /// before this was kept, which say that it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_in_whole: Option<bool>,
    /// The sections that have something to show, in order.
    pub sections: Vec<Section>,
    /// How the numbers were made.
    pub parameters: Parameters,
}

/// How the numbers of a sheet were made, and of how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Below how many people numbers are withheld.
    pub min_cell: i32,
    /// What the answers were used for, as in `dataset.rs`.
    pub purpose: String,
    /// Program, dictionary and settings of the analysis of texts, in words.
    pub method: String,
    /// How many answered and were heard, protected like everything else.
    pub counts: Vec<CountView>,
    /// Most quotes of a stance on paper; the page has all.
    #[serde(default = "quotes_before")]
    pub quotes_on_paper: usize,
    /// It was composed to show more than fits two pages; None of sheets that were published before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_full: Option<bool>,
}

/// Sheets that were published before it could be chosen have all of them on paper.
fn quotes_before() -> usize {
    usize::MAX
}

/// How many answered one questionnaire, or were heard. There is no sum over them: it would give away a small one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountView {
    /// What was counted.
    pub label: String,
    /// The number, or the sign of one that is withheld.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Who is counted.
    pub note: String,
    /// The same in plain language; empty in sheets that were published before there was one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plain_note: String,
    /// The note says only that these are counted who may be, which paper says elsewhere; None in sheets that were published before
    /// this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_usual: Option<bool>,
    /// Number of the questionnaire; None of hearings, and in sheets that were published before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questionnaire: Option<i64>,
    /// They replied to sheets before; not so in sheets that were published before this was kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_reply: bool,
}

/// What `others` count of the same as the one at a place: of the same questionnaire, or of hearings. Where the questionnaire was not
/// kept, that has the same label; under a title that has changed since, or in another language, it is what has its place.
pub fn counterpart<'c>(counts: &[CountView], place: usize, others: &'c [CountView]) -> Option<&'c CountView> {
    let own = counts.get(place)?;
    if counts.iter().any(|count| count.questionnaire.is_some()) {
        return others.iter().find(|other| other.questionnaire == own.questionnaire);
    }
    let is_new = |other: &&CountView| counts.iter().all(|known| known.label != other.label);
    let there = || others.get(place).filter(is_new);
    others.iter().find(|other| other.label == own.label).or_else(there)
}

/// A section of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Its code in `sections::SECTIONS`.
    pub kind: String,
    /// Its heading.
    pub title: String,
    /// Its heading in plain language; empty in sheets that were published before there was one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plain: String,
    /// What stands in it.
    pub pieces: Vec<Piece>,
}

/// A chart of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetFigure {
    /// The chart; its `reading` is its reading line.
    #[serde(flatten)]
    pub figure: FigureView,
    /// Its words in plain language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<PlainWords>,
    /// Where an answer stands in it; None of charts that are of no closed question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Places>,
    /// What stands on paper in its place, where that has less room; None for the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_paper: Option<OnPaper>,
    /// How many rows are in neither picture nor table, since their numbers are withheld; None for none, and of older sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_withheld: Option<usize>,
}

/// A chart with fewer rows or numbers, for paper. Its title is that of the whole one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnPaper {
    /// The picture.
    pub svg: String,
    /// Its numbers.
    pub table: TableView,
    /// The note of this picture in place of that of the whole one; empty for the same, and in sheets that were published before there
    /// was one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How much more the page has, after the note.
    pub rest: String,
    /// The same in plain language.
    pub plain_rest: String,
    /// The draft of a reading line of these rows alone; empty where somebody wrote one for all, and in sheets that were published
    /// before there was one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reading: String,
    /// The same in plain language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plain_reading: String,
}

/// What the table of a closed question's chart stands for, so that whoever answered finds the own answer in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// Number of the questionnaire.
    pub questionnaire: i64,
    /// The variable; of a matrix one for each row, in their order.
    pub variables: Vec<String>,
    /// Its values in the order of the rows; of a matrix in that of the columns.
    pub values: Vec<String>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "snake_case")]
pub enum Piece {
    /// A heading under that of the section.
    Heading {
        /// Its words.
        text: String,
        /// The same in plain language; empty where there are no other words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        plain: String,
    },
    /// Words; line ends are kept.
    Text {
        /// The words.
        text: String,
        /// The same in plain language; empty where there are no other words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        plain: String,
    },
    /// Small print: what is true of the charts before it.
    Note {
        /// The words.
        text: String,
        /// The same in plain language.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        plain: String,
    },
    /// A few large numbers.
    Counts {
        /// The numbers.
        counts: Vec<CountView>,
    },
    /// Charts beside each other.
    Figures {
        /// The charts.
        figures: Vec<SheetFigure>,
    },
    /// A table of words.
    Table {
        /// Unique on the sheet.
        id: String,
        /// The table.
        table: TableView,
        /// Its reading line; empty in sheets that were published before it had one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reading: String,
        /// The same in plain language.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        plain_reading: String,
    },
    /// Quotes of one stance.
    Quotes {
        /// The quotes.
        quotes: Vec<FrozenQuote>,
    },
}

/// A quote without its words. It has neither kind nor area: the same words stand on the sheet of the region and on that of an area, and
/// both together may be one agency (decision 42). What was published with a kind is read without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenQuote {
    /// Where the words come from, as in `quotes`.
    pub reference: String,
    /// SHA-256 of the words.
    pub sha256: String,
    /// The words, put in when the sheet is shown; never in what is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl SheetFigure {
    /// A chart with its usual words.
    pub fn of(figure: FigureView) -> SheetFigure {
        SheetFigure { figure, plain: None, places: None, on_paper: None, n_withheld: None }
    }

    /// A chart with plain words.
    pub fn with_plain(figure: FigureView, plain: PlainWords) -> SheetFigure {
        SheetFigure { plain: Some(plain), ..SheetFigure::of(figure) }
    }

    fn put_plain(&mut self) {
        let has_own_note = self.plain.as_ref().is_some_and(|plain| plain.note != self.figure.note);
        if let Some(plain) = &self.plain {
            // A table of numbers is called as its chart is.
            if self.figure.table.caption == self.figure.title {
                self.figure.table.caption.clone_from(&plain.title);
            }
            self.figure.title.clone_from(&plain.title);
            self.figure.note.clone_from(&plain.note);
            self.figure.reading.clone_from(&plain.reading);
        }
        if let Some(on_paper) = &mut self.on_paper {
            if has_own_note {
                // A plain note is that of page and paper.
                on_paper.note.clear();
            }
            on_paper.rest.clone_from(&on_paper.plain_rest);
            on_paper.reading.clone_from(&on_paper.plain_reading);
        }
    }
}

impl Section {
    /// Puts words into its quotes; what has none is left out, and so is a heading with nothing below it.
    fn put_words(&mut self, words: &BTreeMap<String, String>) {
        let mut shown: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        for mut piece in std::mem::take(&mut self.pieces) {
            if let Piece::Quotes { quotes } = &mut piece {
                quotes.iter_mut().for_each(|quote| quote.text = words.get(&quote.reference).cloned());
                quotes.retain(|quote| quote.text.is_some());
                if quotes.is_empty() {
                    shown.pop_if(|before| matches!(before, Piece::Heading { .. }));
                    continue;
                }
            }
            shown.push(piece);
        }
        self.pieces = shown;
    }
}

impl SheetContent {
    /// As it is stored and hashed.
    ///
    /// # Errors
    /// Never with what this program makes.
    pub fn written(&self) -> Result<String> {
        Ok(serde_json::to_string(self).map_err(anyhow::Error::from)?)
    }

    /// What was stored.
    ///
    /// # Errors
    /// When a later version of the program wrote it otherwise.
    pub fn read(stored: &str) -> Result<SheetContent> {
        Ok(serde_json::from_str(stored).map_err(anyhow::Error::from)?)
    }

    /// The same for being shown, with the words of those quotes that may be read, by their references. Nothing says that there were
    /// others: beside the next version it would say whose answers are the difference (decision 50).
    pub fn with_words(mut self, words: &BTreeMap<String, String>) -> SheetContent {
        self.sections.iter_mut().for_each(|section| section.put_words(words));
        self.sections.retain(|section| !section.pieces.is_empty());
        self
    }

    /// Fluent key of why there are no numbers on a sheet that is withheld; in plain language with `-plain` behind it.
    pub fn withheld_key(&self) -> &'static str {
        match (self.area.is_empty(), self.is_in_whole) {
            (true, _) => "feedback-withheld-whole",
            (false, Some(false)) => "feedback-withheld-area",
            (false, _) => "feedback-withheld-text",
        }
    }

    /// Whether it is there in plain language, too.
    pub fn has_plain(&self) -> bool {
        self.is_withheld || self.sections.iter().any(|section| !section.plain.is_empty())
    }

    /// The same numbers in plain language, as far as there are other words.
    pub fn in_plain(mut self) -> SheetContent {
        put(&mut self.purpose, &self.plain_purpose);
        for section in &mut self.sections {
            put(&mut section.title, &section.plain);
            for piece in &mut section.pieces {
                match piece {
                    Piece::Heading { text, plain } | Piece::Text { text, plain } => put(text, plain),
                    Piece::Note { text, plain } => put(text, plain),
                    Piece::Table { reading, plain_reading, .. } => put(reading, plain_reading),
                    Piece::Counts { counts } => {
                        counts.iter_mut().for_each(|count| put(&mut count.note, &count.plain_note));
                    }
                    Piece::Figures { figures } => figures.iter_mut().for_each(SheetFigure::put_plain),
                    _ => {}
                }
            }
        }
        self
    }

    /// All parts in the order of reading.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.sections.iter().flat_map(|section| &section.pieces)
    }

    /// All charts.
    pub fn figures(&self) -> impl Iterator<Item = &FigureView> {
        self.sheet_figures().map(|found| &found.figure)
    }

    /// All charts with what belongs to them.
    pub fn sheet_figures(&self) -> impl Iterator<Item = &SheetFigure> {
        self.pieces().flat_map(|piece| match piece {
            Piece::Figures { figures } => figures.as_slice(),
            _ => &[],
        })
    }

    /// Whether its section of answers names questions and has no chart of any.
    pub fn has_no_answer_charts(&self) -> bool {
        let mut pieces = self.sections.iter().filter(|own| own.kind == "answers").flat_map(|own| &own.pieces);
        let is_there = pieces.clone().next().is_some();
        is_there && !pieces.any(|piece| matches!(piece, Piece::Figures { .. }))
    }

    /// All quotes.
    pub fn quotes(&self) -> impl Iterator<Item = &FrozenQuote> {
        self.pieces().flat_map(|piece| match piece {
            Piece::Quotes { quotes } => quotes.as_slice(),
            _ => &[],
        })
    }
}

/// Puts plain words in the place of the usual ones, if there are any.
fn put(usual: &mut String, plain: &str) {
    if !plain.is_empty() {
        plain.clone_into(usual);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_published_before_there_were_plain_words_stays_readable_and_the_same() {
        let stored = concat!(
            r#"{"kind":"rates","title":"回答","pieces":[{"piece":"text","text":"七件。"},"#,
            r#"{"piece":"heading","text":"課題"},"#,
            r#"{"piece":"figures","figures":[{"id":"a","title":"題","note":"","reading":"","svg":"<svg/>","#,
            r#""is_wide":false,"table":{"caption":"題","columns":[],"rows":[]}}]}]}"#,
        );
        let section: Section = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&section).unwrap(), stored, "its hash still holds");
        let Piece::Figures { figures } = &section.pieces[2] else { panic!("charts") };
        assert_eq!(figures[0].plain, None);
        let stored =
            r#"{"piece":"table","id":"before-after","table":{"caption":"表","columns":[],"rows":[]}}"#;
        let table: Piece = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&table).unwrap(), stored, "before tables had a line");
    }

    #[test]
    fn what_was_counted_before_the_questionnaire_was_kept_stays_readable_and_the_same() {
        let stored = r#"{"label":"調査票への回答","value":"30","unit":"件","note":""}"#;
        let count: CountView = serde_json::from_str(stored).unwrap();
        assert_eq!(count.questionnaire, None);
        assert_eq!(serde_json::to_string(&count).unwrap(), stored, "its hash still holds");
    }

    #[test]
    fn in_plain_language_the_table_of_a_chart_is_called_as_the_chart_is() {
        let stored = concat!(
            r#"{"id":"a","title":"挙がったテーマ","note":"","reading":"","svg":"<svg/>","is_wide":false,"#,
            r#""table":{"caption":"挙がったテーマ","columns":[],"rows":[]},"#,
            r#""plain":{"title":"困っていること","note":"","reading":""}}"#,
        );
        let mut figure: SheetFigure = serde_json::from_str(stored).unwrap();
        figure.put_plain();
        assert_eq!(
            (figure.figure.title.as_str(), figure.figure.table.caption.as_str()),
            ("困っていること", "困っていること")
        );
    }

    #[test]
    fn a_quote_that_was_published_with_the_kind_of_its_agency_is_read_without_it() {
        let stored =
            r#"{"piece":"quotes","quotes":[{"reference":"segment:1","source":"病院","sha256":"a"}]}"#;
        let piece: Piece = serde_json::from_str(stored).unwrap();
        let Piece::Quotes { quotes } = &piece else { panic!("quotes") };
        assert_eq!(quotes[0].reference, "segment:1");
        assert!(!serde_json::to_string(&piece).unwrap().contains("病院"));
    }

    #[test]
    fn of_a_quote_that_may_not_be_read_nothing_is_left() {
        let stored = concat!(
            r#"{"kind":"quotes","title":"声","pieces":[{"piece":"heading","text":"課題"},"#,
            r#"{"piece":"quotes","quotes":[{"reference":"a","sha256":""},{"reference":"b","sha256":""}]},"#,
            r#"{"piece":"heading","text":"要望"},"#,
            r#"{"piece":"quotes","quotes":[{"reference":"c","sha256":""}]}]}"#,
        );
        let with = |known: &[&str]| {
            let mut section: Section = serde_json::from_str(stored).unwrap();
            section.put_words(&known.iter().map(|name| ((*name).to_owned(), "言葉".to_owned())).collect());
            serde_json::to_string(&section.pieces).unwrap()
        };
        let some = with(&["b"]);
        assert!(some.contains("課題") && some.contains(r#""reference":"b""#), "{some}");
        assert!(!some.contains("要望") && !some.contains(r#""reference":"a""#), "{some}");
        assert_eq!(with(&[]), "[]");
    }

    #[test]
    fn a_sheet_that_names_questions_and_has_no_chart_of_any_is_known() {
        let has_none = |kind: &str, pieces: &str| {
            let stored = format!(
                r#"{{"language":"ja","title":"","area":"","region":"","host":"","contact":"","period":"",
                "purpose":"","is_withheld":false,"sections":[{{"kind":"{kind}","title":"","pieces":[{pieces}]}}],
                "parameters":{{"min_cell":5,"purpose":"regional","method":"","counts":[]}}}}"#
            );
            SheetContent::read(&stored).unwrap().has_no_answer_charts()
        };
        let (left_out, chart) = (r#"{"piece":"text","text":"問7"}"#, r#"{"piece":"figures","figures":[]}"#);
        assert!(has_none("answers", left_out));
        assert!(!has_none("answers", &format!("{chart},{left_out}")), "one has a chart");
        assert!(!has_none("next_steps", left_out), "no question is chosen");
    }

    #[test]
    fn what_was_published_before_quotes_were_counted_has_all_of_them_on_paper() {
        let stored = r#"{"min_cell":5,"purpose":"regional","method":"","counts":[]}"#;
        let parameters: Parameters = serde_json::from_str(stored).unwrap();
        assert_eq!((parameters.quotes_on_paper, parameters.is_full), (usize::MAX, None));
    }
}
