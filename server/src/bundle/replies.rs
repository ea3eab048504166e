//! What the published sheets say of the replies to them, as a table. Replies are given to the region and ask for no consent to academic
//! use, so that there is no row of each; and counted anew they would tell more than the sheets, which withhold what is small and change
//! by whole versions. So the numbers are those that are published, with everything that these withhold. Where academic use was asked as
//! well there is no table: beside rows of today, numbers of the day of publication would say what somebody replied who withdrew since.

use std::cmp::Reverse;

use analysis::document::{Cell, Sheet};
use analysis::table::HIDDEN;
use surveys::entity::{publication, questionnaire_version};
use surveys::id::PublicationId;
use surveys::privacy::consent::Consent;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::reply::{Finding, findings};
use surveys::store;

use super::material::Background;
use crate::app::App;
use crate::dataset::{Dataset, Fielded};
use crate::error::{AppError, Result};
use crate::pages::feedback::content::{Piece, SheetContent};
use crate::view::figure::{CellView, FigureView};

/// Columns of the table; README.txt says what they have.
const COLUMNS: [&str; 10] =
    ["wave", "area", "area_name", "version", "finding", "finding_text", "answer", "n", "percent", "base"];
/// The section of a sheet that counts replies.
const SECTION: &str = "replies";

/// The replies as far as they are counted for whoever gets the bundle.
#[derive(Default)]
pub struct Replies {
    /// The published numbers; None where there are none, or none that may be in it.
    pub table: Option<Sheet>,
    /// What README.txt says of replies, as keys.
    pub told: Vec<&'static str>,
}

/// A number of a sheet: how many gave an answer to a finding. Without a finding it is how many replied.
struct Told<'s> {
    finding: &'s str,
    answer: &'s str,
    n: Cell,
    percent: Cell,
    base: Cell,
}

/// Reads the sheets that are published now, unless the replies are rows of the data.
///
/// # Errors
/// When the database fails.
pub async fn load(
    app: &App,
    dataset: &Dataset,
    (fielded, background): (&Fielded, &Background),
) -> Result<Replies> {
    if background.versions.iter().any(asks_for_research) {
        return Ok(Replies { table: None, told: vec!["bundle-readme-replies-rows"] });
    }
    // What a finding is called may have changed since: the newest that says the same is meant.
    let versions = background.versions.iter().rev();
    let asked: Vec<Finding> = versions.flat_map(|version| findings(&version.definition)).collect();
    let mut rows = Vec::new();
    let mut has_unread = false;
    let shown = store::publications::shown_of_survey(&app.db, dataset.survey.id).await?;
    let areas = dataset.areas.iter().map(|area| area.code.as_str());
    let ids: Vec<PublicationId> =
        [""].into_iter().chain(areas).filter_map(|area| shown.get(area).copied()).collect();
    for id in ids {
        // One after the other: a sheet holds its pictures.
        let version = store::publications::find(&app.db, id).await?;
        match published(&version, fielded, &asked) {
            Ok(found) => rows.extend(found),
            // A later version of the program published it. Everything else can be had all the same.
            Err(error) => {
                tracing::warn!("replies on the sheet {} cannot be read: {error}", version.id.0);
                has_unread = true;
            }
        }
    }
    let columns = COLUMNS.map(str::to_owned).to_vec();
    let table = (!rows.is_empty()).then(|| Sheet { name: SECTION.to_owned(), columns, rows });
    let told = table.is_some().then_some("bundle-readme-replies").into_iter();
    let told = told.chain(has_unread.then_some("bundle-readme-replies-unread")).collect();
    Ok(Replies { table, told })
}

/// Whether a version asks for academic use, whatever was said to it. One that cannot be read may have asked.
fn asks_for_research(version: &questionnaire_version::Model) -> bool {
    let Some(definition) = parse(&version.definition).0 else { return true };
    let choices = definition.questions().into_iter().flat_map(|question| &question.choices);
    Consent::from_codes(choices.filter_map(|choice| choice.consent.as_deref())).academic
}

/// The rows of a version.
fn published(version: &publication::Model, fielded: &Fielded, asked: &[Finding]) -> Result<Vec<Vec<Cell>>> {
    let sheet = SheetContent::read(&version.content)?;
    let row = |told: Told<'_>| -> Vec<Cell> {
        let finding = asked.iter().find(|finding| finding.text == told.finding);
        let key = finding.map(|finding| finding.key.as_str()).unwrap_or_default();
        let texts = [&fielded.wave, &version.area, &sheet.area].map(|text| Cell::text(text));
        let number = [Cell::Integer(version.number.into())];
        let said = [key, told.finding, told.answer].map(Cell::text);
        texts.into_iter().chain(number).chain(said).chain([told.n, told.percent, told.base]).collect()
    };
    Ok(of_sheet(&sheet, fielded.id.0, asked)?.into_iter().map(row).collect())
}

/// What a sheet says of the replies to a questionnaire: how many there are, and each answer to each finding. A finding that a sentence
/// names, because none of its numbers may be told, is a row without an answer.
fn of_sheet<'s>(sheet: &'s SheetContent, questionnaire: i64, asked: &'s [Finding]) -> Result<Vec<Told<'s>>> {
    let sections = sheet.sections.iter().filter(|section| section.kind == SECTION);
    let mut answers = Vec::new();
    let mut sentences = String::new();
    for piece in sections.flat_map(|section| &section.pieces) {
        match piece {
            Piece::Figures { figures } => {
                for own in figures {
                    answers.extend(of_figure(&own.figure)?);
                }
            }
            Piece::Text { text, .. } => sentences.push_str(text),
            _ => {}
        }
    }
    if answers.is_empty() {
        let named = named(sentences, asked).into_iter();
        answers.extend(named.map(|finding| Told {
            finding,
            answer: "",
            n: Cell::Hidden,
            percent: Cell::Hidden,
            base: Cell::Hidden,
        }));
    }
    let mut told = Vec::new();
    let counts = sheet.parameters.counts.iter();
    for count in counts.filter(|count| !answers.is_empty() && count.questionnaire == Some(questionnaire)) {
        let n = if count.value == HIDDEN { Cell::Hidden } else { number(&count.value)? };
        told.push(Told { finding: "", answer: "", n, percent: Cell::Empty, base: Cell::Empty });
    }
    told.extend(answers);
    Ok(told)
}

/// The findings that sentences name, in the order in which they were asked. One whose words are a part of another's is not named by it.
fn named(mut sentences: String, asked: &[Finding]) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    for finding in asked {
        if !finding.text.is_empty() && !texts.contains(&finding.text.as_str()) {
            texts.push(&finding.text);
        }
    }
    let mut longest = texts.clone();
    longest.sort_by_key(|text| Reverse(text.len()));
    let mut found: Vec<&str> = Vec::new();
    for text in longest {
        if let Some(at) = sentences.find(text) {
            sentences.replace_range(at..at + text.len(), "\n");
            found.push(text);
        }
    }
    texts.retain(|text| found.contains(text));
    texts
}

/// The numbers of the chart: a row a finding, or of one finding a row an answer.
fn of_figure(figure: &FigureView) -> Result<Vec<Told<'_>>> {
    let table = &figure.table;
    let mut told = Vec::new();
    for row in &table.rows {
        match row.as_slice() {
            [finding, numbers @ .., base] if figure.is_wide => {
                for (answer, cell) in table.columns.iter().skip(1).zip(numbers) {
                    let ([n, percent], [base, _]) = (printed(cell)?, printed(base)?);
                    told.push(Told { finding: &finding.text, answer: &answer.label, n, percent, base });
                }
            }
            [answer, n, share] => {
                let [n, _] = printed(n)?;
                let percent = if share.is_suppressed { Cell::Hidden } else { percent(&share.text)? };
                let base = Cell::Empty;
                told.push(Told { finding: &figure.title, answer: &answer.text, n, percent, base });
            }
            cells => return Err(unread(&format!("{} cells", cells.len()))),
        }
    }
    Ok(told)
}

/// The number that a cell prints, and the share behind it: `6 (50.0%)`.
fn printed(cell: &CellView) -> Result<[Cell; 2]> {
    if cell.is_suppressed {
        return Ok([Cell::Hidden, Cell::Hidden]);
    }
    let (n, share) = cell.text.split_once(" (").unwrap_or((cell.text.as_str(), ""));
    Ok([number(n)?, percent(share.trim_end_matches(')'))?])
}

/// `6`.
fn number(text: &str) -> Result<Cell> {
    text.parse::<i64>().map(Cell::Integer).map_err(|_| unread(text))
}

/// `50.0%`; nothing where a number has no share.
fn percent(text: &str) -> Result<Cell> {
    match text.strip_suffix('%') {
        None if text.is_empty() => Ok(Cell::Empty),
        share => {
            share.and_then(|share| share.parse::<f64>().ok()).map(Cell::Number).ok_or_else(|| unread(text))
        }
    }
}

/// What is printed is no number that is known: a file must not say that there is none.
fn unread(text: &str) -> AppError {
    AppError::Internal(anyhow::anyhow!("no number: {text}"))
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::*;
    use crate::i18n::Lang;
    use crate::view::figure::matrix::{MatrixRow, matrix_figure};
    use crate::view::figure::{BarLine, bar_figure};

    fn lines() -> Vec<BarLine> {
        let line = |label: &str, count: Count, share| BarLine {
            label: label.to_owned(),
            count,
            share,
            href: String::new(),
        };
        vec![
            line("同じ", Count::Shown(9), Some(0.75)),
            line("違う", Count::Hidden, None),
            line("できる", Count::Shown(0), Some(0.0)),
        ]
    }

    /// Number, share and base of each answer, as a file has them.
    fn told(figure: &FigureView) -> Vec<[String; 5]> {
        let one = |told: Told<'_>| {
            let [n, percent, base] = [told.n, told.percent, told.base].map(|cell| cell.printed());
            [told.finding.to_owned(), told.answer.to_owned(), n, percent, base]
        };
        of_figure(figure).unwrap().into_iter().map(one).collect()
    }

    #[test]
    fn several_findings_are_read_and_what_is_withheld_stays_withheld() {
        let row = |label: &str, base| MatrixRow { label: label.to_owned(), lines: lines(), base };
        let rows = vec![row("通院", Count::Shown(12)), row("見学", Count::Hidden)];
        let figure = matrix_figure("replies", "返事", rows, Lang::Ja).unwrap();
        let found = told(&figure);
        assert_eq!(found.len(), 6);
        assert_eq!(found[0], ["通院", "同じ", "9", "75", "12"]);
        assert_eq!(found[1], ["通院", "違う", "*", "*", "12"]);
        assert_eq!(found[2], ["通院", "できる", "0", "0", "12"]);
        assert_eq!(found[3], ["見学", "同じ", "9", "75", "*"]);
    }

    #[test]
    fn of_one_finding_the_answers_are_rows() {
        let figure = bar_figure("replies", "通院", String::new(), lines(), Lang::Ja).unwrap();
        let found = told(&figure);
        assert_eq!(found[0], ["通院", "同じ", "9", "75", ""]);
        assert_eq!(found[1][2], "*");
        assert_eq!(found[2], ["通院", "できる", "0", "0", ""]);
    }

    #[test]
    fn findings_that_a_sentence_names_are_known_and_no_part_of_another_one() {
        let asked = ["通院", "通院と勤務", "見学", "通院と勤務"]
            .map(|text| Finding { key: "own_1".to_owned(), text: text.to_owned() });
        let found = |sentences: &str| named(sentences.to_owned(), &asked);
        assert_eq!(found("図にしていない結果：見学、通院と勤務"), ["通院と勤務", "見学"]);
        assert_eq!(found("図にしていない結果：通院と勤務、通院"), ["通院", "通院と勤務"]);
        assert!(found("返事は6件です。").is_empty());
    }

    #[test]
    fn what_is_printed_and_no_number_is_not_left_blank() {
        let mut figure = bar_figure("replies", "通院", String::new(), lines(), Lang::Ja).unwrap();
        figure.table.rows[0][1].text = "9人".to_owned();
        assert!(of_figure(&figure).is_err());
        figure.table.rows[0][1].text = "9".to_owned();
        assert!(of_figure(&figure).is_ok());
        figure.table.rows[0][2].text = "75".to_owned();
        assert!(of_figure(&figure).is_err());
    }
}
