//! What a published question may no longer become: answers are stored under its name, and their values must stay
//! readable. The one place where a change of a published question is refused.

use super::tree;
use crate::questionnaire::problem::Problem;
use serde_json::Value;
use std::collections::BTreeMap;

/// Types whose answers are read in the same way.
const SAME: &[&[&str]] = &[
    &["radiogroup", "dropdown", "buttongroup", "kt-seat", "kt-municipality"],
    &["checkbox", "tagbox"],
    &["text", "comment"],
];

/// Whether answers to a question of one type can be read as answers to another.
pub fn stays_readable(from: &str, to: &str) -> bool {
    from == to || SAME.iter().any(|group| group.contains(&from) && group.contains(&to))
}

/// The problem of a change that gives a question of the published definition a type which cannot read its answers.
/// What was wrong before the change does not stand in the way of other changes.
pub fn refusal(published: &Value, before: &Value, after: &Value) -> Option<Problem> {
    let (published, before) = (types(published), types(before));
    types(after).into_iter().find_map(|(name, kind)| {
        let was = published.get(&name)?;
        let is_new = before.get(&name) != Some(&kind);
        let problem = || Problem::error("type-frozen", "type").with("name", &name);
        (is_new && !stays_readable(was, &kind)).then(problem)
    })
}

/// Lets a published question that an edit gave another name keep what it is compared by: its answers stay one variable.
/// A question that nobody has answered is what its new name says.
pub fn keep_id(published: &Value, before: &Value, after: &mut Value) {
    let published = types(published);
    let renamed = tree::nodes(before)
        .into_iter()
        .zip(tree::nodes(after))
        .filter(|(was, is)| was.kind == tree::Kind::Question && was.spot == is.spot && was.name != is.name);
    for (was, is) in renamed.filter(|(was, _)| published.contains_key(&was.name)).collect::<Vec<_>>() {
        if let Some(object) = tree::get_mut(after, &is.spot) {
            object.entry("kt:id").or_insert_with(|| Value::String(was.name));
        }
    }
}

fn types(draft: &Value) -> BTreeMap<String, String> {
    let questions = tree::nodes(draft).into_iter().filter(|node| node.kind == tree::Kind::Question);
    questions.map(|node| (node.name, node.type_name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_published_question_keeps_its_id_when_it_is_renamed() {
        let with = |name: &str| json!({"pages": [{"elements": [{"type": "text", "name": name}]}]});
        let mut after = with("b");
        keep_id(&with("x"), &with("a"), &mut after);
        assert_eq!(after, with("b"), "nobody has answered it");
        keep_id(&with("a"), &with("a"), &mut after);
        assert_eq!(after["pages"][0]["elements"][0]["kt:id"], "a");
        keep_id(&with("b"), &with("b"), &mut after);
        assert_eq!(after["pages"][0]["elements"][0]["kt:id"], "a", "the first name is the one to compare by");
    }

    #[test]
    fn a_published_question_keeps_a_readable_type() {
        let with =
            |kind: &str| json!({"pages": [{"elements": [{"type": kind, "name": "a"}, {"type": "html"}]}]});
        let published = with("radiogroup");
        assert_eq!(refusal(&published, &published, &with("dropdown")), None);
        let problem = refusal(&published, &published, &with("checkbox")).unwrap();
        assert_eq!((problem.code, problem.place.as_str()), ("type-frozen", "type"));
        assert_eq!(refusal(&published, &with("checkbox"), &with("checkbox")), None);
        assert_eq!(refusal(&json!({}), &published, &with("checkbox")), None);
    }
}
