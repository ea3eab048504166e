//! Projects come back as they went, and files that mean harm are refused.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use proptest::sample::Index;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::read::{self, Found};
use super::*;

fn sample() -> Project<'static> {
    let coding = Coding {
        guid: guid("coding"),
        code: guid("C07"),
        user: guid("user"),
        at: "2026-01-31T09:00:00Z".to_owned(),
    };
    let selection = Selection {
        guid: guid("selection"),
        name: "連携<が>\n".to_owned(),
        start: 2,
        end: 6,
        codings: vec![coding],
        notes: vec![guid("note")],
    };
    let code = |name: &str, children: Vec<Code>| Code {
        guid: guid(name),
        name: name.to_owned(),
        is_codable: children.is_empty(),
        color: "#0059b3".to_owned(),
        description: "定義 \"1\" & 2".to_owned(),
        notes: Vec::new(),
        children,
    };
    Project {
        name: "架空の調査".to_owned(),
        users: vec![User { guid: guid("user"), name: "伴走 はるか".to_owned() }],
        codes: vec![code("C", vec![code("C07", Vec::new())])],
        variables: vec![Variable {
            guid: guid("v"), name: "q3".to_owned(), description: "種別".to_owned()
        }],
        cases: vec![Case {
            guid: guid("case"),
            name: "R1".to_owned(),
            values: Values::from_iter([(guid("v"), "1".to_owned())]),
            sources: vec![guid("source")],
        }],
        sources: vec![Source {
            guid: guid("source"),
            name: "R1 課題".to_owned(),
            text: "😀\n連携がない。\n".into(),
            selections: vec![selection],
            notes: Vec::new(),
        }],
        notes: vec![Note {
            guid: guid("note"), user: guid("user"), text: "ここは\n話し合う".to_owned()
        }],
    }
}

fn written(project: &Project<'_>) -> Vec<u8> {
    write::project(project, Cursor::new(Vec::new())).unwrap().into_inner()
}

#[test]
fn a_project_comes_back_and_is_written_the_same_twice() {
    let bytes = written(&sample());
    assert_eq!(bytes, written(&sample()));
    let found = read::project(&bytes);
    assert_eq!(found.problems, []);
    assert_eq!(found.project, sample());
    let again = written(&found.project);
    assert_eq!(again, bytes, "byte for byte");
}

/// What may stand in each element, in the order of Project.xsd, as far as we write it.
const ORDERS: [(&str, &[&str]); 16] = [
    ("Project", &["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes"]),
    ("Users", &["User"]),
    ("CodeBook", &["Codes"]),
    ("Codes", &["Code"]),
    ("Code", &["Description", "NoteRef", "Code"]),
    ("Variables", &["Variable"]),
    ("Variable", &["Description"]),
    ("Cases", &["Case"]),
    ("Case", &["VariableValue", "SourceRef"]),
    ("VariableValue", &["VariableRef", "TextValue"]),
    ("Sources", &["TextSource"]),
    ("PlainTextSelection", &["Coding", "NoteRef"]),
    ("Coding", &["CodeRef"]),
    ("TextSource", &["PlainTextSelection", "NoteRef"]),
    ("Notes", &["Note"]),
    ("Note", &["PlainTextContent"]),
];

/// Looks whether an element and all in it are as the schema wants them.
fn check(element: &xml::Element) {
    let own = ORDERS.iter().find(|(name, _)| *name == element.name);
    let order = own.map_or(&[][..], |(_, order)| *order);
    let place = |child: &xml::Element| order.iter().position(|name| *name == child.name);
    let places: Vec<Option<usize>> = element.children.iter().map(place).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{element:?}");
    for (name, value) in &element.attributes {
        if ["guid", "targetGUID", "creatingUser"].contains(&name.as_str()) {
            let lengths: Vec<usize> = value.split('-').map(str::len).collect();
            let is_hex = value.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
            assert!(is_hex && lengths == [8, 4, 4, 4, 12], "{value}");
        }
    }
    element.children.iter().for_each(check);
}

#[test]
fn a_project_is_in_the_order_of_the_schema() {
    let mut project = sample();
    project.codes[0].notes.push(guid("note"));
    project.sources[0].notes.push(guid("note"));
    let mut archive = ZipArchive::new(Cursor::new(written(&project))).unwrap();
    let mut text = String::new();
    archive.by_name("project.qde").unwrap().read_to_string(&mut text).unwrap();
    check(&xml::read(&text, "project.qde").unwrap());
}

#[test]
fn a_case_without_a_value_has_none_and_keeps_the_others_at_their_variables() {
    let names: Arc<[String]> = ["v", "w", "x"].map(guid).into();
    let mut project = sample();
    project.cases[0].values = Values::new(names, [None, Some("2\u{1F}\0".to_owned()), None]);
    let found = read::project(&written(&project));
    let given: Vec<(&str, &str)> = found.project.cases[0].values.given().collect();
    assert_eq!(given, [(guid("w").as_str(), "2")]);
    assert_eq!(Values::default().given().count(), 0);
}

/// A text with a name, and where a segment begins in it and how long it is.
fn text_with_a_segment() -> impl Strategy<Value = (String, String, Index, Index)> {
    ("[a-z<>&\"' \t\nぁ-ん漢𠮷😀]{1,30}", "[a-z<>&\"'あ-ん😀]{1,9}", any::<Index>(), any::<Index>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_project_comes_back_with_its_segments_on_the_same_words(
        texts in prop::collection::vec(text_with_a_segment(), 1..4)
    ) {
        let source = |(place, (text, name, from, length)): (usize, (String, String, Index, Index))| {
            let n = text.chars().count();
            let start = from.index(n);
            let end = start + 1 + length.index(n - start);
            let guid_of = |what: &str| guid(&format!("{what} {place}"));
            let like = sample().sources[0].selections[0].codings[0].clone();
            let coding = Coding { guid: guid_of("coding"), ..like };
            let selection = Selection {
                guid: guid_of("selection"),
                name: name.clone(),
                start,
                end,
                codings: vec![coding],
                notes: Vec::new(),
            };
            Source { guid: guid_of("source"), name, text: text.into(), selections: vec![selection], notes: Vec::new() }
        };
        let sources: Vec<Source<'_>> = texts.into_iter().enumerate().map(source).collect();
        let cases = vec![Case { sources: vec![sources[0].guid.clone()], ..sample().cases[0].clone() }];
        let project = Project { sources, cases, notes: Vec::new(), ..sample() };
        let bytes = written(&project);
        let found = read::project(&bytes);
        prop_assert!(found.problems.is_empty(), "{:?}", found.problems);
        prop_assert_eq!(&found.project, &project);
        prop_assert_eq!(written(&found.project), bytes);
    }
}

#[test]
fn a_codebook_comes_back_without_memos() {
    let xml = write::codebook(&sample().codes);
    let found = read::codebook(xml.as_bytes());
    assert_eq!((found.problems, found.project.codes), (Vec::new(), sample().codes));
}

#[test]
fn guids_follow_from_their_seed_and_look_like_guids() {
    assert_eq!(guid("a"), guid("a"));
    assert_ne!(guid("a"), guid("b"));
    let lengths: Vec<usize> = guid("a").split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12]);
    assert_eq!(guid("a").chars().nth(14), Some('8'), "version 8");
}

/// An archive with these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn kinds(found: &Found) -> Vec<ProblemKind> {
    found.problems.iter().map(|problem| problem.kind).collect()
}

#[test]
fn files_that_mean_harm_are_refused() {
    let nothing = Project::default();
    let found = read::project(b"no archive");
    assert_eq!((kinds(&found), &found.project), (vec![ProblemKind::NotArchive], &nothing));
    assert_eq!(kinds(&read::project(&archive(&[("x", b"y")]))), [ProblemKind::NoProject]);
    let entities = b"<!DOCTYPE Project [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><Project name=\"&b;\"/>";
    let found = read::project(&archive(&[("project.qde", entities)]));
    assert_eq!(kinds(&found), [ProblemKind::Doctype]);
    let found = read::project(&archive(&[("project.qde", b"<Project name='x'>&unknown;</Project>")]));
    assert_eq!(
        (kinds(&found), found.problems[0].place.as_str()),
        (vec![ProblemKind::Doctype], "project.qde 1:28")
    );
    let deep = "<Code>".repeat(100_000);
    assert_eq!(kinds(&read::codebook(format!("<CodeBook>{deep}").as_bytes())), [ProblemKind::TooLarge]);
    for broken in ["<Project", "<Project></Users>", "<Project><Users></Project>", "", "</Project>"] {
        let found = read::project(&archive(&[("project.qde", broken.as_bytes())]));
        assert_eq!(kinds(&found), [ProblemKind::BadXml], "{broken}");
    }
    assert_eq!(kinds(&read::codebook(b"<Project/>")), [ProblemKind::WrongRoot]);
    assert_eq!(kinds(&read::codebook(&[0x3C, 0xFF])), [ProblemKind::NotText]);
}

#[test]
fn an_archive_that_grows_is_stopped_on_the_way() {
    let zeros = vec![0; 1_000_000];
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("Sources/a.txt", SimpleFileOptions::default()).unwrap();
    for _ in 0..=MAX_UNPACKED / 1_000_000 {
        bomb.write_all(&zeros).unwrap();
    }
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 1_000_000);
    assert_eq!(kinds(&read::project(&bytes)), [ProblemKind::TooLarge]);
}

#[test]
fn small_files_do_not_fill_the_memory() {
    let attributes: String = (0..=MAX_THINGS * 12).map(|n| format!(" a{n:x}=''")).collect();
    let found = read::codebook(format!("<CodeBook{attributes}/>").as_bytes());
    assert_eq!(kinds(&found), [ProblemKind::TooLarge]);
    let source = |seed: &str, file: &str, name: &str| {
        format!("<TextSource guid='{}' name='{name}' plainTextPath='internal://{file}'/>", guid(seed))
    };
    let (first, second) = (source("1", "a.txt", &"長".repeat(2000)), source("2", "A.txt", "二つ目"));
    let xml = format!("<Project><Sources>{first}{second}</Sources></Project>");
    let found = read::project(&archive(&[("project.qde", xml.as_bytes()), ("sources/a.txt", b"x")]));
    assert_eq!(kinds(&found), [ProblemKind::MissingText], "a file is one text's");
    let names: Vec<usize> = found.project.sources.iter().map(|source| source.name.chars().count()).collect();
    assert_eq!(names, [500]);
}

#[test]
fn what_no_database_takes_is_no_text() {
    assert_eq!(kinds(&read::codebook(b"<CodeBook origin='\0'/>")), [ProblemKind::NotText]);
    assert_eq!(kinds(&read::codebook(b"<CodeBook origin='&#0;'/>")), [ProblemKind::Doctype]);
    let xml = format!(
        "<Project><Notes><Note guid='{}' plainTextPath='internal://n.txt'/></Notes></Project>",
        guid("n")
    );
    let found = read::project(&archive(&[("project.qde", xml.as_bytes()), ("sources/n.txt", b"a\0b")]));
    assert_eq!((kinds(&found), found.project.notes), (vec![ProblemKind::NotText], Vec::new()));
}

#[test]
fn what_cannot_be_used_is_left_out_and_named_with_its_place() {
    let id = |seed: &str| guid(seed).to_uppercase();
    let xml = format!(
        "<Project xmlns='urn:QDA-XML:project:1.0' name='p'><CodeBook><Codes><Code guid='{{{c}}}' name='C' isCodable='true'/></Codes></CodeBook>\
         <Sources><PictureSource guid='{p}' name='写真'/>\
         <TextSource guid='{s}' name='文' plainTextPath='internal://{s}.txt'>\
         <PlainTextSelection guid='{a}' startPosition='0' endPosition='2'><Coding guid='{d}'><CodeRef targetGUID='{c}'/></Coding></PlainTextSelection>\
         <PlainTextSelection guid='{b}' startPosition='1' endPosition='9'/>\
         <PlainTextSelection guid='{b}' startPosition='0' endPosition='1'/>\
         <PlainTextSelection guid='{f}' startPosition='0' endPosition='1'><Coding guid='{g}'><CodeRef targetGUID='{b}'/></Coding></PlainTextSelection></TextSource>\
         <TextSource guid='{m}' name='無い' plainTextPath='internal://nowhere.txt'/>\
         <TextSource guid='{o}' name='外' plainTextPath='absolute:///etc/passwd'/></Sources></Project>",
        c = id("c"),
        p = id("p"),
        s = id("s"),
        a = id("a"),
        d = id("d"),
        b = id("b"),
        f = id("f"),
        g = id("g"),
        m = id("m"),
        o = id("o"),
    );
    let text = format!("sources/{}.txt", id("s"));
    let bytes = archive(&[
        ("project.qde", xml.as_bytes()),
        (&text, "\u{FEFF}あ\r\n😀".as_bytes()),
        ("../../evil.txt", b"x"),
    ]);
    let found = read::project(&bytes);
    let seen: Vec<(ProblemKind, &str)> =
        found.problems.iter().map(|problem| (problem.kind, problem.place.as_str())).collect();
    assert_eq!(
        seen,
        [
            (ProblemKind::BadPath, "../../evil.txt"),
            (ProblemKind::NotTextSource, "PictureSource 写真"),
            (ProblemKind::SpanOutside, "文 1-9"),
            (ProblemKind::BadGuid, "PlainTextSelection "),
            (ProblemKind::UnknownCode, "文 0-1"),
            (ProblemKind::MissingText, "無い internal://nowhere.txt"),
            (ProblemKind::MissingText, "外 absolute:///etc/passwd"),
        ]
    );
    let source = &found.project.sources[0];
    assert_eq!((source.text.as_ref(), source.guid.clone()), ("あ\n😀", guid("s")));
    assert_eq!(source.selections[0].codings[0].code, guid("c"));
}

#[test]
fn texts_are_files_of_their_own_and_control_characters_stay_out_of_the_xml() {
    let mut project = sample();
    project.sources[0].name = "名\u{1}前\u{FFFE}".to_owned();
    let bytes = written(&project);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let name = format!("Sources/{}.txt", guid("source"));
    archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "😀\n連携がない。\n");
    let mut xml = String::new();
    archive.by_name("project.qde").unwrap().read_to_string(&mut xml).unwrap();
    assert!(xml.contains("name=\"名前\""), "{xml}");
}
