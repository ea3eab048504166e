//! A sheet as a neutral document, for PDF and whatever else is printed.

use analysis::document::paper::{Block, Paper, PaperColumn, PaperPicture, PaperQuote, PaperRow, PaperTable};

use super::content::{CountView, FrozenQuote, Piece, SheetContent};
use super::face::SheetFace;
use crate::i18n::{self, Lang};
use crate::view::figure::{CellView, ColumnView, FigureView, TableView, join};
use crate::view::paper;

/// The document of a sheet.
pub fn paper_of(face: &SheetFace) -> Paper {
    let content = &face.content;
    let lang = Lang::from_code(&content.language).unwrap_or_default();
    let say = |key: &str| i18n::plain(lang, key);
    let mut blocks = vec![Block::Paragraph(say("feedback-sheet-thanks")), facts(face, lang)];
    if !face.version.is_empty() {
        blocks.push(Block::Paragraph(face.version.clone()));
    }
    if content.is_withheld {
        blocks.push(Block::Heading(1, say("feedback-withheld")));
        blocks.push(Block::Paragraph(withheld(content, lang)));
    }
    for section in &content.sections {
        blocks.push(Block::Heading(1, section.title.clone()));
        for piece in &section.pieces {
            blocks.extend(of_piece(piece, lang));
        }
    }
    if !content.is_withheld {
        let n = [("n", content.parameters.min_cell.to_string())];
        blocks.push(Block::Heading(1, say("feedback-how")));
        blocks.push(Block::List(vec![
            say("feedback-how-count"),
            i18n::text(lang.code(), "feedback-how-hidden", &n),
            say("feedback-how-themes"),
            say("feedback-how-quotes"),
        ]));
        let method = content.parameters.method.clone();
        blocks.push(paper::facts(lang, [("feedback-how-technical", method)]));
    }
    if !content.contact.is_empty() {
        blocks.push(Block::Heading(1, say("feedback-contact")));
        blocks.push(Block::Paragraph(content.contact.clone()));
    }
    Paper {
        title: content.title.clone(),
        subtitle: subtitle(content, lang),
        language: content.language.clone(),
        publisher: content.host.clone(),
        date: face.day.to_string(),
        foot: face.foot.clone(),
        blocks,
    }
}

fn subtitle(content: &SheetContent, lang: Lang) -> String {
    if content.area.is_empty() {
        i18n::text(lang.code(), "feedback-sheet-whole", &[("region", content.region.clone())])
    } else {
        i18n::text(lang.code(), "feedback-sheet-area", &[("area", content.area.clone())])
    }
}

/// Why there are no numbers.
fn withheld(content: &SheetContent, lang: Lang) -> String {
    let n = [("n", content.parameters.min_cell.to_string())];
    let key = if content.area.is_empty() { "feedback-withheld-whole" } else { "feedback-withheld-text" };
    i18n::text(lang.code(), key, &n)
}

fn facts(face: &SheetFace, lang: Lang) -> Block {
    let content = &face.content;
    let facts = [
        ("feedback-host", &content.host),
        ("feedback-period", &content.period),
        ("feedback-made-on", &face.made_on),
        ("feedback-purpose", &content.purpose),
    ];
    paper::facts(lang, facts.map(|(key, words)| (key, words.clone())))
}

fn of_piece(piece: &Piece, lang: Lang) -> Vec<Block> {
    match piece {
        Piece::Heading { text } => vec![Block::Heading(2, text.clone())],
        Piece::Text { text } => vec![Block::Paragraph(text.clone())],
        Piece::Counts { counts } => {
            let fact = |count: &CountView| (count.label.clone(), format!("{}{}", count.value, count.unit));
            vec![Block::Facts(counts.iter().map(fact).collect())]
        }
        Piece::Figures { figures } => figures.iter().flat_map(|figure| of_figure(figure, lang)).collect(),
        Piece::Table { table, .. } => vec![Block::Table(of_table(table))],
        Piece::Quotes { quotes } => quotes.iter().map(|quote| Block::Quote(of_quote(quote, lang))).collect(),
    }
}

fn of_quote(quote: &FrozenQuote, lang: Lang) -> PaperQuote {
    match &quote.text {
        Some(text) => PaperQuote { text: text.clone(), source: quote.source.clone() },
        None => PaperQuote { text: i18n::plain(lang, "sheet-quote-gone"), source: String::new() },
    }
}

/// A chart with its reading line; its alternative text has all numbers.
fn of_figure(figure: &FigureView, lang: Lang) -> Vec<Block> {
    let heads = figure.table.columns.iter().map(|column| column.label.as_str());
    let heads: Vec<&str> = heads.collect();
    let row = |cells: &Vec<CellView>| {
        let named = cells.iter().zip(&heads).skip(1);
        let named: Vec<String> = named.map(|(cell, head)| format!("{head} {}", cell.printed())).collect();
        let name = cells.first().map(CellView::printed).unwrap_or_default();
        format!("{name}: {}.", named.join(", "))
    };
    let numbers: Vec<String> = figure.table.rows.iter().map(row).collect();
    let words = join(&[figure.title.clone(), figure.reading.clone(), figure.note.clone()], lang);
    let mut blocks = vec![Block::Picture(PaperPicture {
        svg: figure.svg.clone(),
        alternative: format!("{words} {}", numbers.join(" ")),
        caption: format!("{} {}", figure.title, figure.note).trim_end().to_owned(),
    })];
    if !figure.reading.is_empty() {
        blocks.push(Block::Paragraph(figure.reading.clone()));
    }
    blocks
}

fn of_table(table: &TableView) -> PaperTable {
    let column =
        |column: &ColumnView| PaperColumn { label: column.label.clone(), is_number: column.is_number };
    let row = |cells: &Vec<CellView>| PaperRow {
        level: 0,
        cells: cells.iter().map(|cell| cell.printed().to_owned()).collect(),
    };
    PaperTable {
        caption: table.caption.clone(),
        columns: table.columns.iter().map(column).collect(),
        rows: table.rows.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use analysis::table::{Count, HIDDEN};
    use chrono::NaiveDate;

    use super::super::content::{Parameters, Section};
    use super::*;
    use crate::view::figure::{BarLine, bar_figure};

    fn face() -> SheetFace {
        let line = |label: &str, count| BarLine {
            label: label.to_owned(),
            count,
            share: Some(0.4),
            href: String::new(),
        };
        let lines = vec![line("通院", Count::Shown(12)), line("交通", Count::Hidden)];
        let figure = bar_figure("challenges", "課題", "n=30。".to_owned(), lines, Lang::Ja).unwrap();
        let quote = |text: Option<&str>| FrozenQuote {
            reference: "answer:1:q".to_owned(),
            source: "病院".to_owned(),
            sha256: String::new(),
            text: text.map(str::to_owned),
        };
        let quotes = vec![quote(Some("休みにくい。")), quote(None)];
        let pieces = vec![Piece::Figures { figures: vec![figure] }, Piece::Quotes { quotes }];
        let section = Section { kind: "challenges".to_owned(), title: "主な課題".to_owned(), pieces };
        let parameters = Parameters {
            min_cell: 5,
            purpose: "regional".to_owned(),
            method: "架空の方法".to_owned(),
            counts: Vec::new(),
        };
        SheetFace {
            content: SheetContent {
                language: "ja".to_owned(),
                title: "架空県調査".to_owned(),
                area: "北部".to_owned(),
                region: "架空県".to_owned(),
                host: "架空の会".to_owned(),
                contact: String::new(),
                period: String::new(),
                purpose: String::new(),
                is_withheld: false,
                sections: vec![section],
                parameters,
            },
            made_on: "2026年11月26日".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            version: "第2版：集計し直しました。".to_owned(),
            foot: "第2版".to_owned(),
        }
    }

    #[test]
    fn a_picture_tells_its_numbers_and_a_quote_that_is_gone_tells_nothing() {
        let paper = paper_of(&face());
        assert_eq!((paper.date.as_str(), paper.language.as_str()), ("2026-11-26", "ja"));
        let picture = paper.blocks.iter().find_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        });
        let alternative = &picture.unwrap().alternative;
        assert!(alternative.contains("通院") && alternative.contains("12"), "{alternative}");
        assert!(alternative.contains(HIDDEN), "{alternative}");
        let quotes: Vec<&PaperQuote> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Quote(quote) => Some(quote),
                _ => None,
            })
            .collect();
        assert_eq!(quotes[0].text, "休みにくい。");
        assert!(quotes[1].source.is_empty() && !quotes[1].text.contains("休み"));
        assert!(paper.blocks.contains(&Block::Paragraph("第2版：集計し直しました。".to_owned())));
        let facts = paper.blocks.iter().filter_map(|block| match block {
            Block::Facts(facts) => Some(facts),
            _ => None,
        });
        assert!(facts.flatten().any(|(_, words)| words == "架空の方法"), "as on the page");
    }
}
