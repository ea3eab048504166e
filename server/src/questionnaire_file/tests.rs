//! Files that people bring, some of them to do harm; and files that other programs must be able to open.

use std::io::Write;
use std::time::Instant;

use surveys::questionnaire::format::FORMATS;
use surveys::questionnaire::shipped::SHIPPED;

use super::*;

fn codes(name: &str, bytes: &[u8]) -> Vec<(&'static str, String)> {
    let begin = Instant::now();
    let reading = read(name, bytes, Lang::Ja).unwrap();
    assert!(begin.elapsed().as_secs() < 20, "{name} took {:?}", begin.elapsed());
    reading.findings.into_iter().map(|finding| (finding.code, finding.place)).collect()
}

/// A workbook whose only sheet is 60 megabytes of spaces.
fn zip_bomb() -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![b' '; 1 << 20];
    for _ in 0..60 {
        encoder.write_all(&block).unwrap();
    }
    let packed = encoder.finish().unwrap();
    let name = b"xl/worksheets/sheet1.xml";
    let size = u32::try_from(packed.len()).unwrap().to_le_bytes();
    // A local header and a central one (APPNOTE.TXT), which claim that nothing but 100 bytes is inside.
    let common =
        [[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0].as_slice(), &size, &[100, 0, 0, 0], &[24, 0, 0, 0]]
            .concat();
    let mut file = [b"PK\x03\x04".as_slice(), &common, name, &packed].concat();
    let begin = u32::try_from(file.len()).unwrap();
    let central = [b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 14], name].concat();
    file.extend(&central);
    let length = u32::try_from(central.len()).unwrap().to_le_bytes();
    file.extend(
        [b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &length, &begin.to_le_bytes(), &[0, 0]].concat(),
    );
    file
}

#[test]
fn files_that_mean_harm_are_refused_in_time() {
    assert!(["too-large", "not-spreadsheet"].contains(&codes("a.xlsx", &zip_bomb())[0].0));
    assert_eq!(codes("a.xlsx", b"PK\x03\x04 no archive")[0].0, "not-spreadsheet");
    assert_eq!(codes("a.json", &vec![b'['; 60_000_000])[0].0, "too-large");
    assert_eq!(codes("a.json", &vec![b' '; 10_000_000])[0].0, "too-large");
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
    assert_eq!(codes("a.json", deep.as_bytes())[0].0, "too-deep");
    assert_eq!(codes("a.json", b"{\"title\":\n  oops}"), [("json-syntax", "2:3".to_owned())]);
    assert_eq!(codes("a.csv", b"type,name\n\xFF\xFF\n"), [("not-text", "2".to_owned())]);
    let outside = b"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><document>&x;</document>";
    assert_eq!(codes("a.lss", outside)[0].0, "xml-doctype");
    assert!(read("a.pdf", b"", Lang::Ja).is_none());
}

#[test]
fn encodings_of_excel_are_read() {
    let csv = "survey,,,\n,type,name,label\n,text,q,問い\n";
    let (shift_jis, utf16): (Vec<u8>, Vec<u8>) = (
        b"survey,,,\n,type,name,label\n,text,q,\x96\xE2\x82\xA2\n".to_vec(),
        "\u{FEFF}"
            .encode_utf16()
            .chain(csv.replace(',', "\t").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
    );
    for bytes in [csv.as_bytes().to_vec(), format!("\u{FEFF}{csv}").into_bytes(), shift_jis, utf16] {
        let reading = read("a.csv", &bytes, Lang::Ja).unwrap();
        assert_eq!(reading.findings, []);
        assert_eq!(reading.raw.unwrap()["pages"][0]["elements"][0]["title"], "問い");
    }
    let json = "\u{FEFF}{\"elements\":[]}";
    assert!(read("a.JSON", json.as_bytes(), Lang::Ja).unwrap().raw.is_some());
}

#[test]
fn each_problem_is_told_once_with_its_cell_and_losses_stand_apart() {
    let csv = "survey,,,,\n,type,name,label,relevant\n,geopoint,where,場所,\n,text,b,理由,nowhere(${where})\n\
        ,select_one yn,a_name_that_is_far_too_long,はい,\nchoices,,,,\n,list_name,name,label,\n,yn,y,はい,\n,yn,n,いいえ,\n";
    let reading = read("a.csv", csv.as_bytes(), Lang::Ja).unwrap();
    let (definition, beyond) = reading.check(Lang::Ja);
    assert!(definition.is_some());
    let all: Vec<&Finding> = reading.findings.iter().chain(&beyond).collect();
    let of = |group: Group| -> Vec<(&str, &str)> {
        let own = all.iter().filter(|finding| finding.group() == group);
        own.map(|finding| (finding.code, finding.place.as_str())).collect()
    };
    assert_eq!(of(Group::Losses), [("type-kept", "survey!B3")]);
    assert_eq!(of(Group::Errors).len(), 1, "{all:?}");
    assert_eq!(of(Group::Errors)[0].1, "survey!E4");
    assert_eq!(
        of(Group::Warnings),
        [("name-not-portable", "survey!C5"), ("choice-not-numeric", "survey!B5")]
    );
    assert!(!serde_json::to_string(&all).unwrap().contains("is_loss"));
}

#[test]
fn keys_that_stand_twice_are_named_when_a_file_is_read() {
    assert_eq!(codes("a.json", b"{\"title\":\"a\",\"title\":\"b\"}"), [("key-repeated", "title".to_owned())]);
}

#[test]
fn titles_stay_texts() {
    let reading = read("a.json", br#"{"title":"<script>alert(1)</script>"}"#, Lang::Ja).unwrap();
    assert_eq!(reading.raw.unwrap()["title"], "<script>alert(1)</script>");
}

#[test]
fn every_shipped_questionnaire_is_written_in_every_format_and_read_back_from_those_that_are_read() {
    for shipped in SHIPPED {
        let definition = parse(shipped.json).0.unwrap();
        let n_questions = definition.questions().len();
        for format in FORMATS.iter().filter(|format| format.write.is_some()) {
            for (ending, kind) in format.endings {
                let (bytes, found) = write(&definition, format, *kind, Lang::Ja, 0).unwrap();
                assert!(!has_errors(&found), "{} {ending}: {found:?}", shipped.id);
                assert!(found.iter().all(|finding| !finding.message.starts_with("problem-")), "{found:?}");
                let name = format!("a.{ending}");
                if let Some(reading) = read(&name, &bytes, Lang::Ja).filter(|_| format.read.is_some()) {
                    assert!(!reading.has_errors(), "{} {name}: {:?}", shipped.id, reading.findings);
                    let json = Value::Object(reading.raw.unwrap()).to_string();
                    assert_eq!(
                        parse(&json).0.unwrap().questions().len(),
                        n_questions,
                        "{} {name}",
                        shipped.id
                    );
                }
            }
        }
    }
}
