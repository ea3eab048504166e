//! Sheets as they are laid out, and as people fill them in.

use super::*;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::entry::read;
use crate::questionnaire::parse::parse;
use serde_json::{Value, json};

const FORM: &str = r#"{"pages":[{"title":"一","elements":[{"type":"html","name":"h","html":"<p>説明</p>"},
    {"type":"radiogroup","name":"one","title":"一つ","isRequired":true,
     "choices":[{"value":"a","text":"あ"},{"value":"b","text":"い"}]},
    {"type":"checkbox","name":"many","title":"いくつも","maxSelectedChoices":2,"visibleIf":"{one} = 'a'",
     "choices":[{"value":"x","text":"え"},{"value":"y","text":"お"}],"showOtherItem":true,"otherText":"他"},
    {"type":"matrix","name":"m","title":"表","rows":["r","s"],"columns":["0","1","2"]},
    {"type":"rating","name":"rate","rateMin":0,"rateMax":10},
    {"type":"comment","name":"text","title":"文","maxLength":400}]}]}"#;

fn layout() -> (Definition, Vec<Line>) {
    let definition = parse(FORM).0.unwrap();
    let lines = lines(&definition, "ja", &|condition| condition.source.clone(), &|html| {
        html.replace("<p>", "").replace("</p>", "")
    });
    (definition, lines)
}

#[test]
fn every_slot_has_a_cell() {
    let (definition, lines) = layout();
    let shown: Vec<String> = lines.iter().map(|line| format!("{}{}", line.number, line.text)).collect();
    assert_eq!(
        shown,
        ["一", "説明", "1一つ", "2いくつも", "1え", "2お", "3他", "他", "3表", "r", "s", "4rate", "5文"]
    );
    let fields: std::collections::BTreeSet<&str> =
        lines.iter().filter_map(|line| line.cell.as_ref()).map(|cell| cell.field.as_str()).collect();
    for slot in definition.questions().into_iter().flat_map(|question| slots(question, "ja")) {
        assert!(fields.contains(slot.field.as_str()), "{} has no cell", slot.field);
    }
    assert_eq!((lines[3].way, lines[3].condition.as_str()), (Some(Way::Many(2)), "{one} = 'a'"));
    assert!(lines[2].is_required);
    let list = lines[2].cell.as_ref().map(|cell| &cell.kind);
    assert_eq!(list, Some(&CellKind::List(vec!["1 あ".into(), "2 い".into()])));
}

fn filled(field: &str, number: &str, text: &str) -> FilledCell {
    FilledCell { field: field.into(), number: number.into(), text: text.into() }
}

#[test]
fn cells_are_read_as_people_fill_them() {
    let (definition, _) = layout();
    for mark in ["○", "◯", "〇", "1", "１", "x", "✓", "レ", " ○ "] {
        let cells = [
            filled("one", "", "1 あ"),
            filled("many", "1", mark),
            filled("many", "2", "×"),
            filled("many", "3", ""),
            filled("m.r", "", "２"),
            filled("m.s", "", "0"),
            filled("rate", "", "10"),
            filled("text", "", "一行目\n二行目"),
            filled("gone", "", "1"),
        ];
        let reading =
            read(&definition, &typed(&definition, &cells), &Answers::new(), chrono::NaiveDateTime::default());
        assert_eq!(reading.problems, [], "{mark}");
        assert_eq!(
            Value::Object(reading.answers),
            json!({"one": "a", "many": ["x"], "m": {"r": "2", "s": "0"}, "rate": 10, "text": "一行目\n二行目"})
        );
    }
}

#[test]
fn half_width_kana_and_empty_boxes_are_read_and_many_marks_take_no_time() {
    let (definition, _) = layout();
    let cells = [filled("many", "1", "ﾚ"), filled("many", "2", "□"), filled("one", "", "１　あ")];
    let fields = typed(&definition, &cells);
    assert_eq!(fields, [("many".to_owned(), "1".to_owned()), ("one".to_owned(), "1".to_owned())]);
    let many: Vec<FilledCell> = (0..20_000).map(|_| filled("many", "1", "○")).collect();
    assert_eq!(typed(&definition, &many)[0].1.len(), 2 * 20_000 - 1);
}

#[test]
fn what_a_cell_says_unclearly_is_named() {
    let (definition, _) = layout();
    let codes = |cells: &[FilledCell]| {
        let reading =
            read(&definition, &typed(&definition, cells), &Answers::new(), chrono::NaiveDateTime::default());
        reading.problems.iter().map(|problem| (problem.code, problem.place.clone())).collect::<Vec<_>>()
    };
    let one = filled("one", "", "い");
    assert_eq!(codes(std::slice::from_ref(&one)), []);
    assert_eq!(codes(&[filled("one", "", "う")]), [("unknown-number", "one".to_owned())]);
    let unclear = [filled("one", "", "1"), filled("many", "1", "○"), filled("many", "2", "△")];
    assert_eq!(codes(&unclear), [("unknown-number", "many".to_owned())]);
}

#[test]
fn a_sheet_in_another_language_is_read_too() {
    let form = json!({"locale": "ja", "elements": [{"type": "radiogroup", "name": "one", "choices": [
        {"value": "a", "text": {"default": "はい", "en": "Yes"}}, {"value": "b", "text": {"default": "いいえ", "en": "No"}}]}]});
    let definition = parse(&form.to_string()).0.unwrap();
    for text in ["2 いいえ", "2 No", "No", "２"] {
        let fields = typed(&definition, &[filled("one", "", text)]);
        assert_eq!(fields, [("one".to_owned(), "2".to_owned())], "{text}");
    }
}
