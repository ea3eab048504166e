//! What is read and written again stays as it was: all of the JSON, known or not, and what is made of it.

use super::parse;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::names::Names;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        // serde_json may read the last bit of longer fractions differently.
        (-1_000_000..1_000_000).prop_map(|thousandths: i32| Value::from(f64::from(thousandths) / 1000.0)),
        "[a-z0-9あ<&\"\\\\ ]{0,8}".prop_map(Value::from),
        Just(Value::Null),
    ]
}

/// Properties that nobody knows, in any shape.
fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    let value = scalar().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
            prop::collection::vec(("x[a-z]{1,3}", inner), 0..3)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    });
    prop::collection::vec(("(my|kt:x|x-)[a-z]{1,4}", value), 0..3)
        .prop_map(|pairs| pairs.into_iter().collect())
}

fn words() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-zあ漢<> ]{0,10}".prop_map(Value::from),
        ("[あ-ん]{0,5}", "[a-z]{0,5}").prop_map(|(ja, en)| json!({ "default": ja, "en": en })),
    ]
}

fn expression() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        "{q0} = '1'",
        "{q1} notempty and count({q2}) > 1",
        "{nobody} = 1",
        "({q0}",
        "sum({q0}, 2) <> 'x => y'",
        "男",
        "",
    ])
    .prop_map(Value::from)
}

fn element(at: usize) -> impl Strategy<Value = Value> {
    let kinds = vec![
        "text",
        "comment",
        "radiogroup",
        "checkbox",
        "dropdown",
        "rating",
        "matrix",
        "html",
        "boolean",
        "ranking",
        "multipletext",
        "paneldynamic",
        "matrixdynamic",
        "matrixdropdown",
        "expression",
        "signaturepad",
        "mystery",
    ];
    let choices = prop::collection::vec(
        prop_oneof![
            (1..9).prop_map(Value::from),
            "[a-z]{1,3}\\|[あ-ん]{1,3}".prop_map(Value::from),
            ((1..9), words()).prop_map(|(value, text)| json!({ "value": value, "text": text })),
        ],
        0..4,
    );
    (prop::sample::select(kinds), words(), choices, expression(), expression(), unknown()).prop_map(
        move |(kind, title, choices, visible_if, computed, unknown)| {
            let mut element = json!({
                "type": kind, "name": format!("q{at}"), "title": title, "choices": choices, "visibleIf": visible_if,
                "rows": choices, "columns": choices, "items": [{ "name": "i" }], "expression": computed,
                "templateElements": [{ "type": "text", "name": "inner", "visibleIf": "{panel.inner} empty" }],
            });
            if let Some(object) = element.as_object_mut() {
                object.extend(unknown);
            }
            element
        },
    )
}

fn definition() -> impl Strategy<Value = Value> {
    (words(), (element(0), element(1), element(2), element(3)), unknown(), unknown()).prop_map(
        |(title, (first, second, third, fourth), unknown, of_page)| {
            let panel = json!({ "type": "panel", "name": "p", "elements": [third] });
            let mut page = json!({ "name": "one", "elements": [first, second, panel] });
            let mut definition = json!({ "title": title });
            if let (Some(page), Some(definition)) = (page.as_object_mut(), definition.as_object_mut()) {
                page.extend(of_page);
                definition.extend(unknown);
                definition.insert("pages".to_owned(), json!([page, { "name": "two", "elements": [fourth] }]));
            }
            definition
        },
    )
}

proptest! {
    #[test]
    fn reading_and_writing_gives_the_same_definition(json in definition()) {
        let (read, problems) = parse(&json.to_string());
        let read = read.ok_or_else(|| TestCaseError::fail("not read"))?;
        prop_assert_eq!(&read.raw, &json, "the JSON survives unchanged, unknown properties too");
        prop_assert_eq!(read.raw.to_string(), json.to_string(), "in the same order");
        let (again, same_problems) = parse(&read.raw.to_string());
        // Names are an index of the rest, in no order.
        let plain = |definition: Definition| Definition { names: Names::default(), ..definition };
        prop_assert_eq!(format!("{:?}", again.map(plain)), format!("{:?}", Some(plain(read))));
        prop_assert_eq!(same_problems, problems);
    }
}
