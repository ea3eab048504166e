//! Forms as they come back: whole, moved, endless, or none at all.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::*;
use crate::document::filled::read;
use crate::document::input::InputProblemKind;

fn form() -> Form {
    let line = |style, number: &str, text: &str, cell| FormLine {
        style,
        number: number.to_owned(),
        text: text.to_owned(),
        cell,
    };
    let cell = |field: &str, number: &str, kind| {
        Some(FormCell { field: field.to_owned(), number: number.to_owned(), kind })
    };
    let long = (1..=30).map(|number| format!("{number} とても長い選択肢の名前です")).collect();
    Form {
        sheet: "回答".into(),
        version: "7 abc".into(),
        title: "架空の調査".into(),
        instructions: vec!["黄色の欄に記入してください。".into()],
        head: ["番号".into(), "質問".into(), "回答".into()],
        list_warning: "一覧から選んでください。".into(),
        lines: vec![
            line(FormStyle::Heading, "", "一", None),
            line(FormStyle::Text, "", "説明の文", None),
            line(FormStyle::Question, "1", "一つ", cell("one", "", FormCellKind::List(long))),
            line(FormStyle::Question, "2", "いくつも", None),
            line(FormStyle::Part, "1", "あ", cell("many", "1", FormCellKind::Mark)),
            line(FormStyle::Part, "2", "い", cell("many", "2", FormCellKind::Mark)),
            line(FormStyle::Question, "3", "文", cell("text", "", FormCellKind::Text { is_long: true })),
        ],
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn an_empty_form_comes_back_with_its_cells() {
    let file = write(&form(), 1_760_000_000).unwrap();
    let back = read(&file).unwrap();
    assert_eq!(back.version, "7 abc");
    let cells: Vec<String> = back
        .cells
        .iter()
        .map(|cell| format!("{} {}{} {}", cell.address, cell.field, cell.number, cell.text))
        .collect();
    assert_eq!(cells, ["C7 one ", "C9 many1 ", "C10 many2 ", "C11 text "]);
    assert_eq!(file, write(&form(), 1_760_000_000).unwrap());
}

#[test]
fn it_is_protected_but_for_the_answers_and_lists_open() {
    let file = write(&form(), 1_760_000_000).unwrap();
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection") && sheet.contains("formatRows=\"0\""));
    assert_eq!(sheet.matches("<dataValidation ").count(), 3);
    assert!(sheet.contains("kikitori!$E$1:$E$30") && sheet.matches("kikitori!$E$31:$E$31").count() == 2);
    assert!(part(&file, "xl/workbook.xml").contains("state=\"hidden\""));
    assert!(part(&file, "xl/styles.xml").contains("locked=\"0\""));
}

/// The form as a person sends it back, with cells written over by hand.
fn changed(change: impl Fn(&mut Worksheet, &mut Worksheet)) -> Vec<u8> {
    let form = form();
    let (mut sheet, mut map) = (Worksheet::new(), Worksheet::new());
    map.set_name(MAP).unwrap();
    for (column, text) in [MAP, MAP_FORMAT, &form.version].into_iter().enumerate() {
        map.write_string(0, column as u16, text).unwrap();
    }
    Writer { sheet: &mut sheet, map: &mut map, row: 0, map_row: 1, list_row: 0, lists: Vec::new() }
        .write(&form)
        .unwrap();
    change(&mut sheet, &mut map);
    let mut workbook = Workbook::new();
    workbook.push_worksheet(sheet);
    workbook.push_worksheet(map);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_form_whose_cells_were_moved_is_refused_with_the_row() {
    assert!(read(&changed(|_, _| {})).is_ok());
    // Spaces and breaks, which programs write in their own ways, move nothing.
    let spaced = changed(|sheet, _| {
        sheet.write_string(8, 1, " あ\n").unwrap();
    });
    assert!(read(&spaced).is_ok());
    let row = changed(|sheet, _| {
        sheet.write_string(8, 1, "い").unwrap();
    });
    let problem = read(&row).unwrap_err();
    assert_eq!((problem.kind, problem.row), (InputProblemKind::CellMoved, Some(9)));
    let column = changed(|sheet, _| {
        sheet.write_string(3, 2, "備考").unwrap().write_string(3, 3, "回答").unwrap();
    });
    let problem = read(&column).unwrap_err();
    assert_eq!((problem.kind, problem.row), (InputProblemKind::CellMoved, Some(4)));
}

#[test]
fn a_form_of_endless_cells_or_bytes_is_refused_soon() {
    let cells = changed(|_, map| {
        for row in 10..20_020 {
            map.write_string(row, 0, format!("C{}", row + 100)).unwrap().write_string(row, 1, "x").unwrap();
        }
    });
    assert_eq!(read(&cells).unwrap_err().kind, InputProblemKind::TooManyRows);
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..31 {
        std::io::Write::write_all(&mut bomb, &vec![b' '; 1_000_000]).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb).unwrap_err().kind, InputProblemKind::TooLarge);
}

#[test]
fn a_row_named_twice_and_an_error_in_place_of_an_answer_are_refused_with_the_row() {
    let twice = changed(|_, map| {
        for (column, text) in ["C11", "other", "", "文"].into_iter().enumerate() {
            map.write_string(5, column as u16, text).unwrap();
        }
    });
    let problem = read(&twice).unwrap_err();
    assert_eq!((problem.kind, problem.row), (InputProblemKind::CellMoved, Some(11)));
    let error = changed(|sheet, _| {
        sheet.write_formula(6, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let problem = read(&error).unwrap_err();
    assert_eq!((problem.kind, problem.row, problem.column), (InputProblemKind::ErrorValue, Some(7), Some(3)));
}

#[test]
fn an_error_in_place_of_an_answer_is_found_behind_any_number_of_others() {
    let notes = |sheet: &mut Worksheet| {
        for column in 10..160 {
            sheet.write_formula(0, column, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        }
    };
    // Beside the answers they are nobody's business.
    assert!(read(&changed(|sheet, _| notes(sheet))).is_ok());
    let error = changed(|sheet, _| {
        notes(sheet);
        sheet.write_formula(6, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let problem = read(&error).unwrap_err();
    assert_eq!((problem.kind, problem.row, problem.column), (InputProblemKind::ErrorValue, Some(7), Some(3)));
}

#[test]
fn what_is_no_form_is_refused() {
    let kind = |bytes: &[u8]| read(bytes).unwrap_err().kind;
    assert_eq!(kind(b"no workbook"), InputProblemKind::NotSpreadsheet);
    let other = crate::document::xlsx::write(&[], 0).unwrap();
    assert_eq!(kind(&other), InputProblemKind::SheetMissing);
    let mut imposter = Workbook::new();
    imposter.add_worksheet();
    imposter.add_worksheet().set_name(MAP).unwrap().write_string(0, 0, "x").unwrap();
    assert_eq!(kind(&imposter.save_to_buffer().unwrap()), InputProblemKind::SheetMissing);
}
