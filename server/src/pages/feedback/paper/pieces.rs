//! The parts of a section on paper: numbers, charts, tables and quotes, as many as there is room for.

use analysis::document::paper::{Block, PaperColumn, PaperPicture, PaperRow, PaperTable};

use crate::i18n::{self, Lang, Wording};
use crate::pages::feedback::content::{CountView, Piece, Section, SheetFigure};
use crate::pages::feedback::figures::USUAL_NOTE;
use crate::view::figure::aloud::{aloud, rows};
use crate::view::figure::{CellView, ColumnView, FigureView, TableView, join};

/// A part of a section; of the quotes of a stance the first `most_quotes`.
pub fn of_piece(piece: &Piece, lang: Lang, most_quotes: usize) -> Vec<Block> {
    match piece {
        Piece::Heading { text, .. } => vec![Block::Heading(2, text.clone())],
        Piece::Text { text, .. } => vec![Block::Paragraph(text.clone())],
        Piece::Note { text, .. } => vec![Block::Small(text.clone())],
        Piece::Counts { counts } => of_counts(counts, lang),
        Piece::Figures { figures } => {
            let picture = |own: &SheetFigure| Block::Picture(of_figure(&on_paper(own, lang), lang));
            figures.iter().map(picture).collect()
        }
        Piece::Table { table, reading, .. } => {
            let line = (!reading.is_empty()).then(|| Block::Paragraph(reading.clone()));
            let is_by_question = table.rows.iter().any(|row| table.is_heading(row));
            let table =
                if is_by_question { of_questions(table, lang) } else { vec![Block::Table(of_table(table))] };
            table.into_iter().chain(line).collect()
        }
        // The first of a stance, in the order of their release.
        Piece::Quotes { quotes } => {
            let words = quotes.iter().filter_map(|quote| quote.text.clone());
            words.take(most_quotes).map(Block::Quote).collect()
        }
    }
}

/// Numbers, and under them whom they do not count: once where it is the same of all, otherwise with a mark at the numbers that it is of.
/// That they count what may be shared in the region is said where it is said how they were made.
fn of_counts(counts: &[CountView], lang: Lang) -> Vec<Block> {
    // Of sheets that were published before it was kept which note it is, the words tell.
    let usual = [Wording::Usual, Wording::Plain].map(|wording| i18n::plain(lang, &wording.key(USUAL_NOTE)));
    let is_usual = |count: &CountView| count.is_usual.unwrap_or_else(|| usual.contains(&count.note));
    let mut notes: Vec<&str> = Vec::new();
    for count in counts {
        let note = count.note.as_str();
        if !note.is_empty() && !notes.contains(&note) && !is_usual(count) {
            notes.push(note);
        }
    }
    let is_alike = counts.iter().all(|count| notes.first().is_some_and(|note| *note == count.note));
    let fact = |count: &CountView| {
        let place = notes.iter().position(|note| *note == count.note).filter(|_| !is_alike);
        let mark = |place: usize| {
            i18n::text(lang.code(), "sheet-paper-note-mark", &[("n", (place + 1).to_string())])
        };
        let mark = place.map(mark).unwrap_or_default();
        (count.label.clone(), format!("{}{}{mark}", count.value, count.unit))
    };
    let line = |(place, note): (usize, &&str)| {
        let args = [("n", (place + 1).to_string()), ("note", (*note).to_owned())];
        if is_alike { (*note).to_owned() } else { i18n::text(lang.code(), "sheet-paper-note", &args) }
    };
    let lines: Vec<String> = notes.iter().enumerate().map(line).collect();
    let under = (!lines.is_empty()).then(|| Block::Small(lines.join("\n")));
    let numbers = Block::Facts(counts.iter().map(fact).collect());
    [numbers].into_iter().chain(under).collect()
}

/// How many more quotes the page has than paper; nothing where it has no more.
pub fn rest_of_quotes(section: &Section, lang: Lang, most_quotes: usize) -> Option<Block> {
    let left_out = section.pieces.iter().map(|piece| match piece {
        Piece::Quotes { quotes } => quotes.len().saturating_sub(most_quotes),
        _ => 0,
    });
    let n: usize = left_out.sum();
    let args = [("n", n.to_string())];
    (n > 0).then(|| Block::Small(i18n::text(lang.code(), "sheet-quotes-on-page", &args)))
}

/// A chart with the rows that paper has room for.
pub fn on_paper(own: &SheetFigure, lang: Lang) -> FigureView {
    let figure = own.figure.clone();
    let Some(fewer) = &own.on_paper else { return figure };
    let note = if fewer.note.is_empty() { figure.note.clone() } else { fewer.note.clone() };
    let note = join(&[note, fewer.rest.clone()], lang);
    let reading = if fewer.reading.is_empty() { figure.reading.clone() } else { fewer.reading.clone() };
    FigureView { svg: fewer.svg.clone(), table: fewer.table.clone(), note, reading, ..figure }
}

/// A chart with its reading line in the caption, so that charts can stand beside each other; its alternative text has all numbers.
pub fn of_figure(figure: &FigureView, lang: Lang) -> PaperPicture {
    let numbers = rows(&figure.table, lang);
    let words = [figure.title.as_str(), &figure.reading, &figure.note];
    let caption = format!("{} {}\n{}", figure.title, figure.note, figure.reading);
    PaperPicture {
        svg: figure.svg.clone(),
        alternative: aloud(words.into_iter().chain(numbers.iter().map(String::as_str))),
        caption: caption.trim_end().to_owned(),
    }
}

/// A table whose rows stand under questions: these as headings, with lines below, which need less room than two columns.
fn of_questions(table: &TableView, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(table.caption.clone())];
    for row in &table.rows {
        let Some((first, says)) = row.split_first() else { continue };
        let first = first.printed().to_owned();
        if table.is_heading(row) {
            blocks.push(Block::Heading(2, first));
            continue;
        }
        let says: Vec<&str> = says.iter().map(CellView::printed).collect();
        let args = [("part", first), ("says", says.join(" "))];
        let line = i18n::text(lang.code(), "sheet-paper-line", &args);
        match blocks.last_mut() {
            Some(Block::List(lines)) => lines.push(line),
            _ => blocks.push(Block::List(vec![line])),
        }
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
    use analysis::table::Count;

    use super::super::tests::face;
    use super::*;
    use crate::pages::feedback::content::FrozenQuote;
    use crate::pages::feedback::content::{OnPaper, SheetContent};
    use crate::pages::feedback::plain::PlainWords;
    use crate::view::figure::{BarLine, bar_figure};

    #[test]
    fn where_paper_has_less_room_it_has_fewer_rows_and_says_where_the_others_are() {
        let line = |label: &str, n| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share: Some(0.4),
            href: String::new(),
        };
        let lines = vec![line("通院", 12), line("交通", 7)];
        let whole = bar_figure("replies", "返事", "n=30。".to_owned(), lines.clone(), Lang::Ja).unwrap();
        let fewer = bar_figure("replies", "返事", String::new(), lines[..1].to_vec(), Lang::Ja).unwrap();
        let on_paper = OnPaper {
            svg: fewer.svg.clone(),
            table: fewer.table,
            note: String::new(),
            rest: "ほかは画面に。".to_owned(),
            plain_rest: String::new(),
            reading: "ここでは通院。".to_owned(),
            plain_reading: "ここだけ。".to_owned(),
        };
        let own = SheetFigure { on_paper: Some(on_paper), ..SheetFigure::of(whole.clone()) };
        let printed = of_figure(&super::on_paper(&own, Lang::Ja), Lang::Ja);
        assert_eq!(printed.svg, fewer.svg);
        assert!(printed.caption.contains("n=30。ほかは画面に。"), "{}", printed.caption);
        assert!(printed.caption.ends_with("ここでは通院。"), "read of these rows: {}", printed.caption);
        assert!(!printed.caption.contains(&whole.reading), "and not of all: {}", printed.caption);
        let plain = PlainWords { reading: "みんなの。".to_owned(), ..PlainWords::usual(&whole) };
        let mut section = face().content.sections.remove(0);
        section.pieces =
            vec![Piece::Figures { figures: vec![SheetFigure { plain: Some(plain), ..own.clone() }] }];
        let content = SheetContent { sections: vec![section], ..face().content }.in_plain();
        let in_plain = content.sheet_figures().next().unwrap();
        assert_eq!(super::on_paper(in_plain, Lang::Ja).reading, "ここだけ。");
        let mut written = own;
        written.on_paper.as_mut().unwrap().reading.clear();
        let printed_line = super::on_paper(&written, Lang::Ja).reading;
        assert_eq!(printed_line, whole.reading, "what somebody wrote stands on paper, too");
        assert!(!printed.alternative.contains("交通："), "{}", printed.alternative);
        let said = "返事。ここでは通院。n=30。ほかは画面に。通院：件数 12、割合 40.0%。";
        assert_eq!(printed.alternative, said);
    }

    #[test]
    fn what_was_asked_is_a_heading_over_short_lines() {
        let cells = |words: &[&str]| -> Vec<CellView> {
            words.iter().map(|word| CellView { text: (*word).to_owned(), ..CellView::default() }).collect()
        };
        let table = TableView {
            caption: "前 → 後".to_owned(),
            columns: ["何を", "結果"].map(|label| crate::view::figure::column(label, false)).to_vec(),
            rows: vec![
                cells(&["問1"]),
                cells(&["相談", "増えました。"]),
                cells(&["紹介", "同じです。"]),
                cells(&["問2"]),
            ],
        };
        let (reading, plain_reading) = (String::new(), String::new());
        let piece = Piece::Table { id: "before-after".to_owned(), table, reading, plain_reading };
        let blocks = of_piece(&piece, Lang::Ja, 2);
        let line = |line: &str| line.to_owned();
        assert_eq!(
            blocks,
            [
                Block::Paragraph(line("前 → 後")),
                Block::Heading(2, line("問1")),
                Block::List(vec![line("相談：増えました。"), line("紹介：同じです。")]),
                Block::Heading(2, line("問2")),
            ]
        );
    }

    #[test]
    fn paper_has_the_first_quotes_and_says_how_many_more_there_are() {
        let quote = |n: usize| FrozenQuote {
            reference: format!("answer:{n}:q"),
            sha256: String::new(),
            text: Some(format!("声{n}")),
        };
        let section = |n: usize| Section {
            kind: "quotes".to_owned(),
            title: "寄せられた声".to_owned(),
            plain: String::new(),
            pieces: vec![
                Piece::Quotes { quotes: (0..n).map(quote).collect() },
                Piece::Quotes { quotes: vec![quote(n)] },
            ],
        };
        let blocks = |n: usize| {
            let section = section(n);
            let shown = section.pieces.iter().flat_map(|piece| of_piece(piece, Lang::Ja, 2));
            shown.chain(rest_of_quotes(&section, Lang::Ja, 2)).collect::<Vec<Block>>()
        };
        assert_eq!(blocks(2).len(), 3, "nothing is left out");
        let blocks = blocks(4);
        assert_eq!(blocks[0], Block::Quote("声0".to_owned()));
        let Block::Small(rest) = &blocks[3] else { panic!("{blocks:?}") };
        assert!(rest.contains('2') && blocks.len() == 4, "{rest}");
    }
}
