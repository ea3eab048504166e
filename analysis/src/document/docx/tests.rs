//! Word documents are opened as archives and read as XML.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::*;
use crate::document::paper::invented::{paper, table};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn assert_well_formed(xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_i32;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

/// The texts of the cells, row by row.
fn cells(document: &str) -> Vec<Vec<String>> {
    let between = |text: &str, start: &str, end: &str| -> Vec<String> {
        text.split(start).skip(1).filter_map(|part| Some(part.split_once(end)?.0.to_string())).collect()
    };
    let text = |cell: &String| -> String {
        between(cell, "<w:t ", "</w:t>")
            .iter()
            .filter_map(|run| Some(run.split_once('>')?.1.to_string()))
            .collect()
    };
    between(document, "<w:tr>", "</w:tr>")
        .iter()
        .map(|row| between(row, "<w:tc>", "</w:tc>").iter().map(text).collect())
        .collect()
}

#[test]
fn the_file_says_its_title_and_its_language() {
    let named =
        Paper {
            title: "就労 <支援> 調査".to_string(), subtitle: "北部".to_string(), ..paper(Vec::new())
        };
    let core = part(&write(&named, None).unwrap(), "docProps/core.xml");
    assert_well_formed(&core);
    assert!(core.contains("<dc:title>就労 &lt;支援&gt; 調査　北部</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>ja-JP</dc:language>"), "{core}");
}

#[test]
fn a_table_is_a_table_of_word_with_three_rules_and_title_and_head_are_repeated() {
    let bytes = write(&paper(vec![Block::Table(table())]), None).unwrap();
    let document = part(&bytes, "word/document.xml");
    assert_well_formed(&document);
    assert_eq!(
        cells(&document),
        [
            vec!["表1　回答者"],
            vec!["項目", "n (%)"],
            vec!["忙しさ &lt;問1&gt;", ""],
            vec!["多い|少ない", "12 (34.3)"],
            vec!["50% &amp; 以上", "*"],
        ]
    );
    // Rows of a head are repeated while they are the first ones.
    let heads: Vec<bool> =
        document.split("<w:tr>").skip(1).map(|row| row.contains("<w:tblHeader />")).collect();
    assert_eq!(heads, [true, true, false, false, false], "{document}");
    assert!(!document.contains("<w:trHeight"), "the mark of heads is no height: {document}");
    let whole = document.split("<w:tr>").skip(1).filter(|row| row.contains("<w:cantSplit />"));
    assert_eq!(whole.count(), 5, "a page breaks no row: {document}");
    assert_eq!(
        document.matches("<w:gridSpan w:val=\"2\" />").count(),
        1,
        "the title is as wide as the table"
    );
    assert!(document.contains("*は秘匿"));
    // Two cells: a thick rule above and a thin one below the head, a thick one at the end; nothing upright.
    assert_eq!(document.matches("w:sz=\"12\"").count(), 4, "{document}");
    assert!(!document.contains("<w:insideV") && !document.contains("<w:left w:val=\"single\""));
    assert!(part(&bytes, "word/styles.xml").contains(JAPANESE));
}

/// Asserts that the parts of every element of a name stand in the order of the schema (ECMA-376 part 1, annex A.1); returns how many
/// elements have more than one of these parts.
fn assert_in_order(document: &str, name: &str, order: &[&str]) -> usize {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let elements = document.split(&start).skip(1).filter_map(|rest| Some(rest.split_once(&end)?.0));
    let mut n = 0;
    for element in elements {
        let places: Vec<usize> = order.iter().filter_map(|part| element.find(&format!("<{part}"))).collect();
        assert!(places.is_sorted(), "{name}: {element}");
        n += usize::from(places.len() > 1);
    }
    n
}

#[test]
fn what_is_said_of_paragraphs_cells_and_tables_stands_in_the_order_of_the_schema() {
    let blocks =
        vec![Block::Heading(1, "一".to_string()), Block::Quote("二".to_string()), Block::Table(table())];
    let document = part(&write(&paper(blocks), None).unwrap(), "word/document.xml");
    let paragraph = ["w:pStyle", "w:keepNext", "w:ind", "w:jc", "w:rPr"];
    assert!(assert_in_order(&document, "w:pPr", &paragraph) > 0, "{document}");
    assert!(
        assert_in_order(&document, "w:tblPr", &["w:tblW", "w:jc", "w:tblBorders", "w:tblLayout"]) > 0,
        "{document}"
    );
    assert_in_order(&document, "w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders"]);
}

#[test]
fn a_table_says_its_widths_in_grid_and_cells_alike() {
    let document = part(&write(&paper(vec![Block::Table(table())]), None).unwrap(), "word/document.xml");
    let numbers = |name: &str| -> Vec<usize> {
        let tag = format!("<{name} ");
        let found = document.split(&tag).skip(1);
        let width = |rest: &str| rest.split_once("w:w=\"")?.1.split_once('"')?.0.parse().ok();
        found.filter_map(width).collect()
    };
    let grid = numbers("w:gridCol");
    assert_eq!(numbers("w:tblW"), [grid.iter().sum::<usize>()]);
    let cells = numbers("w:tcW");
    assert_eq!(cells[0], grid.iter().sum::<usize>(), "the title is as wide as the table");
    assert!(cells[1..].chunks(2).all(|row| row == grid), "{cells:?} {grid:?}");
    assert!(document.contains("w:tblLayout") && grid.iter().sum::<usize>() < UPRIGHT.text / 2, "{document}");
}

#[test]
fn pages_lie_where_a_table_has_many_columns() {
    let of = |n_columns: usize| {
        let column = |label: usize| PaperColumn { label: label.to_string(), is_number: true };
        let wide = PaperTable { columns: (0..n_columns).map(column).collect(), ..table() };
        part(
            &write(&paper(vec![Block::Table(table()), Block::Table(wide)]), None).unwrap(),
            "word/document.xml",
        )
    };
    let upright = of(7);
    assert!(upright.contains("w:w=\"11906\" w:h=\"16838\"") && !upright.contains("landscape"), "{upright}");
    let lying = of(8);
    assert!(lying.contains("w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\""), "{lying}");
}

#[test]
fn pictures_are_as_wide_as_their_room_and_no_taller() {
    assert_eq!(fitting((200, 100), &UPRIGHT), (5_400_000, 2_700_000));
    assert_eq!(fitting((100, 200), &UPRIGHT), (3_750_000, 7_500_000));
    assert_eq!(fitting((100, 100), &LYING), (4_500_000, 4_500_000));
}

#[test]
fn a_table_without_a_title_begins_with_its_head() {
    let untitled = PaperTable { caption: String::new(), ..table() };
    let document = part(&write(&paper(vec![Block::Table(untitled)]), None).unwrap(), "word/document.xml");
    assert_eq!(cells(&document).first().map(Vec::len), Some(2));
    assert!(!document.contains("<w:gridSpan"));
}

#[test]
fn the_same_paper_makes_the_same_bytes() {
    let paper = paper(vec![Block::Table(table()), Block::Paragraph("一行\n二行".to_string())]);
    let first = write(&paper, None).unwrap();
    // The library counts paragraphs, whatever they are for.
    let _ = Paragraph::new();
    assert_eq!(write(&paper, None).unwrap(), first);
    assert!(!part(&first, "word/document.xml").contains("paraId"));
}

#[test]
fn characters_that_xml_cannot_hold_are_left_out() {
    let bytes = write(&paper(vec![Block::Paragraph("前\u{1}後\u{FFFE}".to_string())]), None).unwrap();
    let document = part(&bytes, "word/document.xml");
    assert_well_formed(&document);
    assert!(document.contains("前後"));
}

#[test]
fn without_fonts_the_words_of_a_picture_stand_in_its_place() {
    let picture = PaperPicture {
        svg: "<svg/>".to_string(),
        alternative: "招待 10".to_string(),
        caption: String::new(),
    };
    let bytes = write(&paper(vec![Block::Picture(picture)]), None).unwrap();
    assert!(part(&bytes, "word/document.xml").contains("招待 10"));
}

#[test]
fn every_picture_has_words_of_its_own() {
    let document = format!("a{FIGURE}b{FIGURE}c");
    let found = described(&document, &["一".to_string(), "\"二\" & 三".to_string()]);
    assert!(found.contains("id=\"1\" name=\"Figure 1\" descr=\"一\""), "{found}");
    assert!(found.contains("id=\"2\" name=\"Figure 2\" descr=\"&quot;二&quot; &amp; 三\""), "{found}");
}
