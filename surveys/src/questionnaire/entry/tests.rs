//! What a person types on paper is read as on the web; tests of entries.

use super::*;
use crate::questionnaire::parse::parse;
use serde_json::json;

const FORM: &str = r#"{"elements":[
    {"type":"checkbox","name":"consent","kt:role":"consent","isRequired":true,"choices":[
      {"value":"1","kt:consent":"aggregate","kt:required":true},{"value":"2","kt:consent":"region"}]},
    {"type":"radiogroup","name":"had","isRequired":true,"choices":["yes","no"]},
    {"type":"checkbox","name":"how","visibleIf":"{had} = 'yes'","maxSelectedChoices":2,
     "choices":["a","b",{"value":"none","kt:exclusive":true}],"showOtherItem":true,"otherText":"他"},
    {"type":"matrix","name":"m","eachRowRequired":true,"rows":["r","s"],"columns":[{"value":"0","text":"否"},{"value":"1","text":"可"}]},
    {"type":"text","name":"n","inputType":"number","max":10},
    {"type":"text","name":"name","kt:identifier":true}]}"#;

fn form() -> Definition {
    parse(FORM).0.unwrap()
}

fn typed(fields: &[(&str, &str)]) -> Vec<Field> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn found(reading: &Reading) -> Vec<(&str, &str)> {
    reading.problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect()
}

const WHOLE: &[(&str, &str)] = &[
    ("consent", "1,2"),
    ("had", "1"),
    ("how", "1,4"),
    ("how-Comment", "訪問"),
    ("m.r", "1"),
    ("m.s", "2"),
    ("n", "１０"),
    ("name", "架空 花子"),
    ("nothing", "1"),
];

#[test]
fn typed_numbers_are_the_answers_of_the_web_form() {
    let reading = read(&form(), &typed(WHOLE), &Answers::new(), NaiveDateTime::default());
    assert_eq!(found(&reading), []);
    assert_eq!(
        Value::Object(reading.answers),
        json!({"consent": ["1", "2"], "had": "yes", "how": ["a", "other"], "how-Comment": "訪問",
               "m": {"r": "0", "s": "1"}, "n": 10, "name": "架空 花子"})
    );
    assert!(reading.unreadable.is_empty() && reading.unasked.is_empty());
}

#[test]
fn what_was_not_asked_does_not_count_and_is_named() {
    let reading = read(
        &form(),
        &typed(&[("consent", "1"), ("had", "2"), ("how", "9"), ("m.r", "1"), ("m.s", "1")]),
        &Answers::new(),
        NaiveDateTime::default(),
    );
    assert_eq!(found(&reading), []);
    assert_eq!(reading.unasked, ["how"]);
    assert!(!reading.answers.contains_key("how"));
}

#[test]
fn what_would_be_dropped_is_named_with_its_words_and_needs_a_decision() {
    let form = form();
    let of = |had: &str| {
        let fields = [
            ("consent", "1"),
            ("had", had),
            ("how", "1,4"),
            ("how-Comment", "訪問"),
            ("m.r", "1"),
            ("m.s", "1"),
        ];
        read(&form, &typed(&fields), &Answers::new(), NaiveDateTime::default())
    };
    for (had, code) in [("2", "not-asked"), ("〓", "perhaps-asked")] {
        let reading = of(had);
        let open = reading.open();
        let [problem] = outstanding(&form, &open, &[])[..] else { panic!("{had}: {open:?}") };
        assert_eq!((problem.code, problem.place.as_str()), (code, "how"));
        assert_eq!(problem.args, [("answer", "1 a / 4 他 / 他 訪問".to_owned())]);
        let reason = REASONS[1].to_owned();
        let accepted = Accepted { code: code.to_owned(), place: "how".to_owned(), reason };
        assert!(outstanding(&form, &open, &[accepted]).is_empty(), "{had}");
    }
    assert_eq!(of("1").dropped, []);
}

#[test]
fn what_hangs_on_the_unreadable_by_way_of_others_may_have_been_asked() {
    let form = r#"{"calculatedValues":[{"name":"many","expression":"{n} > 5"}],"elements":[
        {"type":"text","inputType":"number","name":"n","title":"人数"},
        {"type":"text","name":"why","title":"理由","visibleIf":"{many} = true"},
        {"type":"text","name":"more","title":"くわしく","visibleIf":"{why} notempty"}]}"#;
    let form = parse(form).0.unwrap();
    let fields = [("n", "〓"), ("why", "忙しい"), ("more", "冬だけ")];
    let reading = read(&form, &typed(&fields), &Answers::new(), NaiveDateTime::default());
    let codes: Vec<(&str, &str)> =
        reading.dropped.iter().map(|problem| (problem.code, problem.place.as_str())).collect();
    assert_eq!(codes, [("perhaps-asked", "why"), ("perhaps-asked", "more")]);
}

#[test]
fn the_unreadable_is_neither_answer_nor_missing() {
    let fields = [("consent", "1"), ("had", "〓"), ("m.r", "="), ("m.s", "1"), ("n", "〓")];
    let reading = read(&form(), &typed(&fields), &Answers::new(), NaiveDateTime::default());
    assert_eq!(found(&reading), []);
    assert_eq!(reading.unreadable, ["had", "m.r", "n"]);
    assert_eq!(Value::Object(reading.answers), json!({"consent": ["1"], "m": {"s": "0"}}));
    let all = read(
        &form(),
        &typed(&[("consent", "1"), ("had", "2"), ("m.r", "〓"), ("m.s", "〓")]),
        &Answers::new(),
        NaiveDateTime::default(),
    );
    assert_eq!((found(&all), all.unreadable.len()), (vec![], 2));
    let other = read(
        &form(),
        &typed(&[
            ("consent", "1"),
            ("had", "1"),
            ("how", "4"),
            ("how-Comment", "〓"),
            ("m.r", "1"),
            ("m.s", "1"),
        ]),
        &Answers::new(),
        NaiveDateTime::default(),
    );
    assert_eq!((found(&other), other.unreadable.as_slice()), (vec![], &["how-Comment".to_owned()][..]));
}

#[test]
fn problems_of_the_original_can_be_accepted_and_mistakes_cannot() {
    let form = form();
    let fields = [("consent", "1"), ("how", "1"), ("m.r", "1"), ("n", "99")];
    let reading = read(&form, &typed(&fields), &Answers::new(), NaiveDateTime::default());
    assert_eq!(found(&reading), [("required", "had"), ("required-row", "m.s"), ("number-too-large", "n")]);
    let accept = |problem: &Problem| Accepted {
        code: problem.code.to_owned(),
        place: problem.place.clone(),
        reason: REASONS[0].to_owned(),
    };
    let all: Vec<Accepted> = reading.problems.iter().map(accept).collect();
    assert!(outstanding(&form, &reading.problems, &all).is_empty());
    assert_eq!(outstanding(&form, &reading.problems, &all[1..]).len(), 1);

    for fields in [
        &[("consent", "2"), ("had", "2"), ("m.r", "1"), ("m.s", "1")][..],
        &[("had", "2"), ("m.r", "1"), ("m.s", "1")],
        &[("consent", "1"), ("had", "7"), ("m.r", "1"), ("m.s", "1")],
        &[("consent", "1"), ("had", "2"), ("m.r", "1"), ("m.s", "1"), ("n", "約十")],
    ] {
        let reading = read(&form, &typed(fields), &Answers::new(), NaiveDateTime::default());
        let all: Vec<Accepted> = reading.problems.iter().map(accept).collect();
        assert_eq!(outstanding(&form, &reading.problems, &all).len(), 1, "{fields:?}");
    }
}

#[test]
fn two_entries_differ_by_what_they_mean() {
    let mut second = typed(WHOLE);
    second[0].1 = "２　１".into();
    let same = compare(&form(), &typed(WHOLE), &second);
    assert_eq!((same.n_written, same.differences.len()), (7, 0));
    second[2].1 = "1,2".into();
    second[5].1 = String::new();
    second[7].1 = "別の人".into();
    let found = compare(&form(), &typed(WHOLE), &second);
    let places: Vec<&str> = found.differences.iter().map(|one| one.slot.field.as_str()).collect();
    assert_eq!((found.n_written, places), (7, vec!["how", "m.s"]));
}

#[test]
fn what_identifies_is_typed_and_compared_once_wherever_it_stands() {
    let json = r#"{"elements":[
        {"type":"text","name":"mail","kt:identifier":true,"showCommentArea":true},
        {"type":"kt-personname","name":"p"},
        {"type":"multipletext","name":"t","items":[{"name":"who","kt:identifier":true,"isRequired":true},{"name":"n"}]},
        {"type":"matrixdropdown","name":"m","rows":["r"],"columns":[
            {"name":"who","cellType":"text","kt:identifier":true},{"name":"n","cellType":"text"}]},
        {"type":"paneldynamic","name":"d","templateElements":[
            {"type":"text","name":"who","kt:identifier":true,"isRequired":true},{"type":"kt-personname","name":"p"},
            {"type":"text","name":"n"}]}]}"#;
    let definition = parse(json).0.unwrap();
    let plain = [("t.n", "1"), ("m.r.n", "2"), ("d[0].n", "3"), ("d[1].n", "〓")];
    let own = [
        ("mail", "秘"),
        ("mail-Comment", "秘"),
        ("p.sei", "秘"),
        ("p.mei", "秘"),
        ("t.who", "秘"),
        ("m.r.who", "〓"),
        ("d[0].who", "秘"),
        ("d[0].p.sei", "秘"),
        ("d[1].who", "秘"),
        ("nobody", "秘"),
    ];
    let all = [typed(&plain), typed(&own)].concat();
    assert_eq!(without_identifiers(&definition, &all), typed(&plain));
    let found = compare(&definition, &all, &typed(&plain));
    assert_eq!((found.n_written, found.differences.len()), (4, 0));

    // Settled without being typed again, they are where they were.
    let first = read(&definition, &all, &Answers::new(), NaiveDateTime::default());
    let (others, apart) = super::super::respondent::split_identifiers(&definition, &first.answers);
    assert!(!Value::Object(others.clone()).to_string().contains('秘'), "{others:?}");
    let marks = unreadable_identifiers(&definition, &first.unreadable);
    let again = [typed(&plain), marks].concat();
    let settled = read(&definition, &again, &apart, NaiveDateTime::default());
    assert_eq!((found_of(&settled), &settled.answers), (found_of(&first), &first.answers));
    assert_eq!(settled.unreadable, first.unreadable);
    assert_eq!(super::super::respondent::split_identifiers(&definition, &settled.answers), (others, apart));
}

fn found_of(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect()
}

#[test]
fn questions_of_many_parts_are_typed_part_by_part() {
    let json = r#"{"elements":[
        {"type":"boolean","name":"b"},
        {"type":"ranking","name":"r","choices":["x","y"]},
        {"type":"multipletext","name":"t","items":[{"name":"a"},{"name":"b"}]},
        {"type":"kt-personname","name":"p"},
        {"type":"matrixdynamic","name":"d","rowCount":2,"columns":[{"name":"c","cellType":"text"}]},
        {"type":"text","name":"seen","readOnly":true},
        {"type":"radiogroup","name":"o","choices":["1","2"],"showCommentArea":true}]}"#;
    let definition = parse(json).0.unwrap();
    let fields = [
        ("b", "1"),
        ("r.x", "2"),
        ("r.y", "１"),
        ("t.a", "甲"),
        ("p.sei", "架空"),
        ("d[0].c", "一"),
        ("d[1].c", "〓"),
        ("seen", "x"),
        ("o", "2"),
        ("o-Comment", "補足"),
    ];
    let reading = read(&definition, &typed(&fields), &Answers::new(), NaiveDateTime::default());
    assert_eq!(found(&reading), []);
    let answers = Value::Object(reading.answers);
    assert_eq!((&answers["b"], &answers["r"]), (&json!(true), &json!(["y", "x"])));
    assert_eq!((&answers["t"], &answers["d"][0]), (&json!({"a": "甲"}), &json!({"c": "一"})));
    assert_eq!((&answers["p"]["sei"], &answers["o-Comment"]), (&json!("架空"), &json!("補足")));
    assert_eq!(answers.get("seen"), None);
    assert_eq!(reading.unreadable, ["d[1].c"]);
}

#[test]
fn what_cannot_be_read_stays_in_its_item() {
    let json = r#"{"elements":[{"type":"matrixdynamic","name":"d","rowCount":3,"columns":[
        {"name":"c","cellType":"text"},{"name":"e","cellType":"text"}]}]}"#;
    let definition = parse(json).0.unwrap();
    let fields = [("d[0].c", "〓"), ("d[2].c", "一"), ("d[2].e", "〓")];
    let reading = read(&definition, &typed(&fields), &Answers::new(), NaiveDateTime::default());
    assert_eq!(reading.answers["d"], json!([{"c": "一"}]), "an item without an answer is none");
    assert_eq!(reading.unreadable, ["d[1].c", "d[0].e"]);
}

#[test]
fn every_slot_is_the_place_of_a_variable() {
    let json = r#"{"elements":[
        {"type":"checkbox","name":"many","choices":["a"],"showOtherItem":true,"otherText":"他"},
        {"type":"matrix","name":"m","rows":["r","s"],"columns":["0","1"]},
        {"type":"ranking","name":"rank","choices":["x","y"]},
        {"type":"slider","name":"range","sliderType":"range"},
        {"type":"multipletext","name":"t","items":[{"name":"a"},{"name":"b"}]},
        {"type":"kt-personname","name":"p"},
        {"type":"matrixdropdown","name":"rows","rows":["r"],"columns":[{"name":"c","cellType":"dropdown","choices":["1"]}]},
        {"type":"matrixdynamic","name":"lines","columns":[{"name":"c","cellType":"text"}]},
        {"type":"paneldynamic","name":"people","templateElements":[
            {"type":"matrix","name":"m","rows":["r"],"columns":["0"]},
            {"type":"multipletext","name":"t","items":[{"name":"a"}]},
            {"type":"radiogroup","name":"o","choices":["1"],"showCommentArea":true},
            {"type":"matrixdropdown","name":"inner","rows":["r"],"columns":[{"name":"c","cellType":"text"}]}]}]}"#;
    let definition = parse(json).0.unwrap();
    let variables = crate::questionnaire::variable::variables(&definition, "ja");
    let places: BTreeSet<&str> =
        variables.iter().flat_map(|variable| &variable.places).map(String::as_str).collect();
    let all = definition.questions().into_iter().flat_map(|question| slots(question, "ja"));
    let without: Vec<String> =
        all.map(|slot| slot.field).filter(|field| !places.contains(field.as_str())).collect();
    assert_eq!(without, Vec::<String>::new());
}
