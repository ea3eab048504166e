//! Workbooks as they come, as they should not come, and as they are written.

use std::io::Write;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const CREATED: i64 = 1_760_000_000;

fn sheet(name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: name.to_string(), columns: columns.iter().map(ToString::to_string).collect(), rows }
}

fn kinds(problems: &[InputProblem]) -> Vec<(&'static str, Option<usize>, Option<usize>)> {
    problems.iter().map(|problem| (problem.kind.code(), problem.row, problem.column)).collect()
}

/// A workbook whose only sheet has the given cells in Excel's own XML.
fn workbook(cells: &str) -> Vec<u8> {
    const HEAD: &str = r#"<?xml version="1.0"?>"#;
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let sheets = r#"<sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets>"#;
    archive(&[
        ("[Content_Types].xml", &format!(r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"/>"#)),
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            &format!(r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>"#),
        ),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            &format!(r#"{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>"#),
        ),
    ])
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_written_is_read() {
    let rows = vec![
        vec![
            Cell::text("090-1234-5678"),
            Cell::text("0901"),
            Cell::Integer(-5),
            Cell::Number(34.5),
            Cell::Hidden,
        ],
        vec![Cell::text("=1+1"), Cell::text("改行\nあり"), Cell::Empty, Cell::Number(f64::NAN)],
    ];
    let first = sheet("回答", &["電話", "番号", "数", "%", "秘匿"], rows);
    let second = sheet("変数", &["a"], vec![vec![Cell::text("二枚目")]]);
    let file = write(&[first, second], CREATED).unwrap();
    let (table, problems) = read(&file, None);
    assert_eq!(table.columns, ["電話", "番号", "数", "%", "秘匿"]);
    assert_eq!(table.rows[0], ["090-1234-5678", "0901", "-5", "34.5", "*"]);
    assert_eq!(table.rows[1], ["=1+1", "改行\nあり", "", "", ""]);
    assert_eq!((table.row_numbers, problems), (vec![2, 3], vec![]));
    assert_eq!(read(&file, Some("変数")).0.rows, [["二枚目"]]);
    assert_eq!(sheet_names(&file), ["回答", "変数"]);
    assert_eq!(kinds(&read(&file, Some("三")).1), [("sheet-missing", None, None)]);
}

#[test]
fn a_zero_in_front_is_stored_as_text() {
    let file = write(&[sheet("s", &["電話"], vec![vec![Cell::text("09012345678")]])], CREATED).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut xml = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert!(xml.contains(r#"t="s""#) && xml.contains("pane ") && !xml.contains("<v>9012345678</v>"));
}

#[test]
fn the_same_tables_make_the_same_bytes() {
    let file = |created| write(&[sheet("s", &["a"], vec![vec![Cell::Integer(1)]])], created).unwrap();
    assert_eq!(file(CREATED), file(CREATED));
    let mut archive = ZipArchive::new(Cursor::new(file(CREATED))).unwrap();
    let mut properties = String::new();
    archive.by_name("docProps/core.xml").unwrap().read_to_string(&mut properties).unwrap();
    // The seconds of 2025-10-09 08:53:20 UTC, once as the creation and once as the last change.
    assert_eq!(properties.matches("2025-10-09T08:53:20Z").count(), 2);
}

#[test]
fn a_large_sheet_says_what_a_small_one_says() {
    let row = |n: usize| -> Vec<Cell> {
        let cells = (0..110).map(|place| match (n + place) % 5 {
            0 => Cell::text("自由記述の回答"),
            1 => Cell::Integer(i64::try_from(n).unwrap()),
            2 => Cell::Number(0.5),
            3 => Cell::Hidden,
            _ => Cell::Empty,
        });
        cells.chain([Cell::text("beyond the columns")]).collect()
    };
    let columns: Vec<String> = (0..110).map(|place| format!("q{place}")).collect();
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let large = sheet("data", &names, (0..1_000).map(row).collect());
    assert!(large.rows.len() * large.columns.len() >= LARGE_SHEET);
    let small = sheet("words", &["a"], vec![vec![Cell::text("自由記述の回答")]]);
    let bytes = write(&[small.clone(), large.clone()], CREATED).unwrap();
    assert_eq!(bytes, write(&[small, large.clone()], CREATED).unwrap());
    let (table, problems) = read(&bytes, Some("data"));
    assert_eq!(problems, vec![]);
    assert_eq!(table.columns, large.columns);
    assert_eq!(table.rows.len(), 1_000);
    for (own, written) in table.rows.iter().zip(&large.rows) {
        let printed: Vec<String> = written.iter().take(110).map(Cell::printed).collect();
        assert_eq!(*own, printed);
    }
    assert_eq!(read(&bytes, Some("words")).0.rows, [["自由記述の回答"]]);
}

#[test]
fn names_and_texts_that_excel_refuses_are_made_to_fit() {
    let long = "長".repeat(40_000);
    let names = [
        "支援/就労[1]",
        "支援/就労[1]",
        "",
        "とても長い名前のシートで三十一文字を超えてしまうものがここにあります",
    ];
    let sheets: Vec<Sheet> =
        names.iter().map(|name| sheet(name, &["a"], vec![vec![Cell::text(&long)]])).collect();
    let file = write(&sheets, CREATED).unwrap();
    let written = sheet_names(&file);
    assert_eq!(written[..3], ["支援_就労_1_", "支援_就労_1_~2", "Sheet"]);
    assert_eq!(written[3].chars().count(), 31);
    let (table, _) = read(&file, None);
    assert_eq!(table.rows[0][0].chars().count(), 32_767);
    assert!(write(&[], CREATED).is_ok());
}

#[test]
fn formulas_without_a_value_are_told_with_their_place() {
    let cells = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>数</t></is></c></row>
        <row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
        <row r="3"><c r="A3"><f>1/0</f><v/></c></row>
        <row r="4"><c r="A4"><f>A2+1</f></c></row>
        <row r="5"><c r="A5" t="str"><f>""</f><v></v></c></row>
        <row r="6"><c r="A6"><f>1+1</f><v>2</v></c></row>"#;
    let (table, problems) = read(&workbook(cells), None);
    assert_eq!((table.rows, table.row_numbers), (vec![vec!["2".to_string()]], vec![6]));
    let expected = [
        ("error-value", Some(2), Some(1)),
        ("value-not-saved", Some(3), Some(1)),
        ("value-not-saved", Some(4), Some(1)),
    ];
    assert_eq!(kinds(&problems), expected);
    assert_eq!(problems[0].detail, "#DIV/0!");
}

#[test]
fn dates_errors_and_gaps_are_read() {
    let cells = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>日</t></is></c><c r="C2" t="inlineStr"><is><t>数</t></is></c></row>
        <row r="5"><c r="A5" t="e"><v>#N/A</v></c><c r="C5"><v>3</v></c><c r="D5" t="b"><v>1</v></c></row>"#;
    let (table, problems) = read(&workbook(cells), None);
    assert_eq!(table.columns, ["日", "", "数"]);
    assert_eq!(
        (table.rows, table.row_numbers),
        (vec![vec![String::new(), String::new(), "3".to_string()]], vec![5])
    );
    assert_eq!(
        kinds(&problems),
        [
            ("error-value", Some(5), Some(1)),
            ("unnamed-column", Some(2), Some(2)),
            ("ragged-row", Some(5), None)
        ]
    );
    assert_eq!(problems[0].detail, "#N/A");
    let text =
        |value: f64| date_text(&ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, false));
    assert_eq!(
        [text(45_943.0), text(45_943.5), text(0.25)],
        ["2025-10-13", "2025-10-13T12:00:00", "06:00:00"]
    );
    let duration = ExcelDateTime::new(1.25, calamine::ExcelDateTimeType::TimeDelta, false);
    assert_eq!(date_text(&duration), "30:00:00");
}

#[test]
fn a_far_cell_does_not_fill_the_memory() {
    let head = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let far = |cell: &str| workbook(&format!(r#"{head}<row r="2"><c r="{cell}"><v>1</v></c></row>"#));
    assert_eq!(kinds(&read(&far("XFD2"), None).1), [("too-many-columns", None, None)]);
    assert_eq!(kinds(&read(&far("A1048576"), None).1), [("too-many-rows", None, None)]);
    let wide: String =
        (1..6_000).map(|row| format!(r#"<row r="{row}"><c r="ALL{row}"><v>1</v></c></row>"#)).collect();
    assert_eq!(kinds(&read(&workbook(&wide), None).1), [("too-many-cells", None, None)]);
}

#[test]
fn a_file_that_unpacks_to_too_much_is_refused_before_it_is_read() {
    let spaces = " ".repeat(40_000);
    let mut file = archive(&[("xl/a.xml", &spaces), ("xl/b.xml", &spaces)]);
    let checked = |file: &[u8], limit| kinds(check_archive(file, limit).err().as_slice());
    assert!(file.len() < 2_000);
    assert_eq!(checked(&file, 80_000), []);
    assert_eq!(checked(&file, 79_999), [("too-large", None, None)]);
    // The same, but every part declares that it is ten bytes long.
    let size = 40_000u32.to_le_bytes();
    while let Some(place) = file.windows(4).position(|window| window == size) {
        file[place..place + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    assert_ne!(checked(&file, 79_999), []);
}

#[test]
fn what_is_no_workbook_is_refused() {
    for file in [&b""[..], b"a,b\n1,2\n", b"PK\x03\x04", &archive(&[("hello.txt", "x")])] {
        assert_eq!(kinds(&read(file, None).1), [("not-spreadsheet", None, None)]);
    }
    assert_eq!(kinds(&read(&workbook(""), None).1), [("empty", None, None)]);
    for broken in [
        r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#,
        "<row><c",
        r#"<row r="x"><c r="0"><v>1</v></c></row>"#,
    ] {
        let (table, problems) = read(&workbook(broken), None);
        assert!(table.rows.is_empty() && problems.iter().any(|problem| problem.kind.is_fatal()), "{broken}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_sheet_brings_the_reader_down(
        cells in r#"(<row r="[0-9]{1,8}">|</row>|<c r="[A-Z]{0,4}[0-9]{0,8}" (t="(s|b|e|str|n|d)" )?s="[0-9]{1,4}">|</c>|<v>[-0-9.eE]{0,20}</v>|<f t="shared" si="0" ref="A1:B[0-9]">A1</f>|<is><t>|</t></is>|[あ-ん]){0,20}"#,
    ) {
        let (table, _) = read(&workbook(&cells), None);
        prop_assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }

    #[test]
    fn no_bytes_bring_the_reader_down(place in 0usize..2000, byte in any::<u8>(), cut in 0usize..2000) {
        let mut file = write(&[sheet("s", &["a", "b"], vec![vec![Cell::text("語"), Cell::Integer(1)]])], CREATED).unwrap();
        let place = place % file.len();
        file[place] = byte;
        file.truncate(file.len() - cut % 40);
        let (table, problems) = read(&file, None);
        prop_assert_eq!(table.columns.is_empty(), problems.iter().any(|problem| problem.kind.is_fatal()));
    }
}

/// As the library does where it cannot write on.
#[test]
fn a_library_that_gives_up_is_an_error_and_no_crash() {
    let broken = written(|| panic!("no space left on device"));
    assert!(matches!(broken, Err(Error::DocumentNotWritten { format: "xlsx", .. })), "{broken:?}");
    let refused = written(|| Err(XlsxError::RowColumnLimitError));
    assert!(matches!(refused, Err(Error::DocumentNotWritten { format: "xlsx", .. })), "{refused:?}");
}
