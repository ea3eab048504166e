//! Files are attached, replaced, taken away, and known by their bytes.

use super::*;
use crate::file::name;
use crate::questionnaire::answer::files::Received;
use crate::questionnaire::answer::{accept, complete, read_page_with};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::parse::parse;
use crate::questionnaire::respondent::split_identifiers;
use chrono::{NaiveDate, NaiveDateTime};

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn definition(extra: Value) -> Definition {
    let mut element =
        json!({"type": "file", "name": "photo", "isRequired": true, "acceptedTypes": "image/*,.pdf"});
    element.as_object_mut().unwrap().extend(extra.as_object().cloned().unwrap());
    let json = json!({"elements": [element, {"type": "text", "name": "t"}]});
    let (definition, problems) = parse(&json.to_string());
    assert_eq!(problems, []);
    definition.unwrap()
}

fn png(key: &str) -> (String, Attached) {
    let file =
        Attached { key: key.to_owned(), name: format!("{key}.png"), media_type: "image/png".to_owned() };
    ("photo".to_owned(), file)
}

fn with(files: &[(String, Attached)]) -> Received {
    Received { attached: files.to_vec(), problems: Vec::new() }
}

fn field(name: &str, value: &str) -> Field {
    (name.to_owned(), value.to_owned())
}

#[test]
fn a_file_is_attached_replaced_and_taken_away() {
    let one = definition(json!({}));
    let nothing = Answers::new();
    let (answers, problems) = read_page_with(&one, "page1", &[], &with(&[png("a")]), &nothing, now());
    assert_eq!(problems, []);
    assert_eq!(answers["photo"], json!([{"name": "a.png", "type": "image/png", "content": "kt-file:a"}]));
    // A page that is sent again without choosing a file keeps it, and what a form says about files is not believed.
    let forged = [field("photo", "kt-file:zz"), field("photo.content", "kt-file:zz")];
    assert_eq!(read_page_with(&one, "page1", &forged, &with(&[]), &answers, now()).0, answers);
    let (answers, _) = read_page_with(&one, "page1", &[], &with(&[png("b")]), &answers, now());
    assert_eq!(keys(&answers), ["b"], "one question, one file");
    let (answers, problems) =
        read_page_with(&one, "page1", &[field("photo.remove", "b")], &with(&[]), &answers, now());
    assert!(answers.is_empty());
    assert_eq!((problems[0].code, problems[0].place.as_str()), ("required-file", "photo"));
}

#[test]
fn several_files_stand_beside_each_other_up_to_a_limit() {
    let many = definition(json!({"allowMultiple": true}));
    let files: Vec<_> = (0..=MAX_FILES).map(|at| png(&format!("k{at}"))).collect();
    let (answers, problems) =
        read_page_with(&many, "page1", &[], &with(&files[..MAX_FILES]), &Answers::new(), now());
    assert_eq!((keys(&answers).len(), problems), (MAX_FILES, vec![]));
    let (again, _) = read_page_with(&many, "page1", &[], &with(&files[..1]), &answers, now());
    assert_eq!(again, answers, "the same file twice is one file");
    let (_, problems) = read_page_with(&many, "page1", &[], &with(&files), &Answers::new(), now());
    assert_eq!(problems[0].code, "too-many-files");
}

#[test]
fn nothing_is_attached_where_nothing_can_be_answered() {
    let fixed = definition(json!({"readOnly": true}));
    assert!(read_page_with(&fixed, "page1", &[], &with(&[png("a")]), &Answers::new(), now()).0.is_empty());
    let hidden = definition(json!({"visibleIf": "{t} = 'x'"}));
    assert!(read_page_with(&hidden, "page1", &[], &with(&[png("a")]), &Answers::new(), now()).0.is_empty());
}

#[test]
fn a_file_in_a_list_is_attached_at_its_place() {
    let json = r#"{"elements":[{"type":"paneldynamic","name":"cases","panelCount":2,"templateElements":[
        {"type":"file","name":"paper"},{"type":"text","name":"what"}]}]}"#;
    let definition = parse(json).0.unwrap();
    let (_, file) = png("a");
    let form = [field("cases.length", "2"), field("cases[1].what", "x")];
    let files = [("cases[1].paper".to_owned(), file)];
    let (answers, problems) =
        read_page_with(&definition, "page1", &form, &with(&files), &Answers::new(), now());
    assert_eq!(problems, []);
    assert_eq!(answers["cases"][1]["paper"][0]["content"], "kt-file:a");
    let (others, apart) = split_identifiers(&definition, &answers);
    assert_eq!(others["cases"][1], json!({"what": "x", "paper-files": 1}));
    assert_eq!(keys(&apart), ["a"]);
}

#[test]
fn answers_from_elsewhere_bring_no_files() {
    let definition = definition(json!({}));
    for content in ["data:image/png;base64,AAAA", "https://example.jp/a.png", "javascript:alert(1)"] {
        let given = json!({"photo": [{"name": "a.png", "type": "image/png", "content": content}]});
        let (_, problems) = accept(&definition, given.as_object().unwrap(), now());
        assert_eq!(problems[0].code, "wrong-answer", "{content}");
    }
    let given = json!({"photo": [{"name": "a.html", "type": "text/html", "content": "kt-file:a"}]});
    assert_eq!(complete(&definition, given.as_object().unwrap(), now()).1[0].code, "wrong-answer");
}

#[test]
fn a_file_identifies_and_data_say_how_many() {
    let definition = definition(json!({"allowMultiple": true}));
    let (answers, _) =
        read_page_with(&definition, "page1", &[], &with(&[png("a"), png("b")]), &Answers::new(), now());
    let (others, apart) = split_identifiers(&definition, &answers);
    assert_eq!(Value::Object(others.clone()), json!({"photo-files": 2}));
    assert_eq!(keys(&apart), ["a", "b"]);
    let variables = crate::questionnaire::variable::variables(&definition, "ja");
    assert_eq!((variables[0].name.as_str(), variables[0].is_identifier), ("photo_files", false));
    assert_eq!(crate::questionnaire::variable::value_of(&variables[0], &others), Some(&json!(2)));
}

#[test]
fn kinds_are_known_by_their_bytes() {
    let cases: &[(&[u8], Option<&str>)] = &[
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("image/png")),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("image/jpeg")),
        (b"%PDF-1.7\n", Some("application/pdf")),
        ("読みます\n".as_bytes(), Some("text/plain")),
        (&[0x93, 0xc7, 0x82, 0xdd, 0x0d, 0x0a], Some("text/plain")),
        (b"", None),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", None),
        (b"\xef\xbb\xbf  <!DOCTYPE html><script>", None),
        (b"<?xml version=\"1.0\"?><svg/>", None),
        (b"MZ\x90\0\x03\0\0\0", None),
        (b"\x7fELF\x02\x01\x01", None),
        (b"#!/bin/sh\nrm -rf /\n", None),
        (b"PK\x03\x04\x14\0\0\0\0\0", None),
        (b"a\0b", None),
    ];
    for (bytes, expected) in cases {
        let found = kind::of_bytes(bytes).map(|kind| kind.media_type);
        assert_eq!(found, *expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn accepted_types_are_read_as_in_html() {
    let types = |list: &str| -> Vec<&str> {
        let list: Vec<String> = list.split(',').map(str::to_owned).collect();
        kind::accepted(&list).iter().map(|kind| kind.endings[0]).collect()
    };
    assert_eq!(types(".pdf,image/png"), ["png", "pdf"]);
    assert_eq!(types("image/*").len(), 6);
    assert_eq!(types(".svg"), [""; 0]);
    let (_, problems) = parse(r#"{"elements":[{"type":"file","name":"f","acceptedTypes":".svg"}]}"#);
    assert_eq!(
        (problems[0].code, problems[0].place.as_str()),
        ("file-kinds-refused", "elements[0].acceptedTypes")
    );
}

#[test]
fn names_are_cleaned() {
    let png = kind::of_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    for (sent, expected) in [
        ("写真.PNG", "写真.png"),
        ("C:\\fakepath\\..\\写真.png", "写真.png"),
        ("../../etc/passwd", "passwd.png"),
        ("photo\u{202e}gnp.exe", "photognp.exe.png"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"),
        ("", "file.png"),
        ("...", "file.png"),
        ("ガ.png", "ガ.png"),
    ] {
        assert_eq!(name::cleaned(sent, png), expected, "{sent}");
    }
    assert_eq!(name::cleaned(&"あ".repeat(300), png).chars().count(), 84);
}
