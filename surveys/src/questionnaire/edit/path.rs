//! The value at a JSON path, written as problems write their places: `pages[0].elements[2]['kt:number']`.

use super::tree;
use crate::questionnaire::reader::join;
use serde_json::Value;

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The value at a path; None if there is none.
pub fn get<'a>(root: &'a Value, path: &str) -> Option<&'a Value> {
    steps(path)?.into_iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// The value at a path, to be changed; None if there is none.
pub fn get_mut<'a>(root: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    steps(path)?.into_iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
}

/// The path without its last step and that step as a key; None for list items and the root.
pub fn split_key(path: &str) -> Option<(&str, &str)> {
    if let Some(rest) = path.strip_suffix("']") {
        return rest.rsplit_once("['");
    }
    if path.ends_with(']') || path.is_empty() {
        return None;
    }
    Some(path.rsplit_once('.').unwrap_or(("", path)))
}

/// The path of what holds this: `pages[0].elements[2]` → `pages[0].elements` → `pages[0]` → `pages` → the root, an
/// empty text. None for the root itself.
pub fn outer(path: &str) -> Option<&str> {
    if path.is_empty() {
        return None;
    }
    let cut = path.rfind(['.', '[']).unwrap_or(0);
    path.get(..cut)
}

/// The path of the part at a spot (see `tree`); None if there is none.
pub fn of_spot(draft: &Value, spot: &[usize]) -> Option<String> {
    let mut path = String::new();
    for depth in 0..spot.len() {
        let list = match depth {
            0 => "pages",
            _ => tree::children_key(tree::get(draft, spot.get(..depth)?)?, depth == 1)?,
        };
        path = format!("{}[{}]", join(&path, list), spot.get(depth)?);
    }
    get(draft, &path).is_some().then_some(path)
}

/// The steps of a path; None if it is none.
fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("['") {
            let (key, after) = quoted.split_once("']")?;
            steps.push(Step::Key(key));
            rest = after;
        } else if let Some(inside) = rest.strip_prefix('[') {
            let (index, after) = inside.split_once(']')?;
            steps.push(Step::Index(index.parse().ok()?));
            rest = after;
        } else {
            let key = rest.strip_prefix('.').unwrap_or(rest);
            let end = key.find(['.', '[']).unwrap_or(key.len());
            let (name, after) = key.split_at(end);
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Key(name));
            rest = after;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_lead_where_problems_point_to() {
        let mut root =
            json!({ "pages": [{ "elements": [{ "kt:number": "1b", "title": { "en": "One" } }] }] });
        assert_eq!(get(&root, "pages[0].elements[0]['kt:number']"), Some(&json!("1b")));
        assert_eq!(get(&root, "pages[0].elements[0].title.en"), Some(&json!("One")));
        assert_eq!(get(&root, ""), Some(&root));
        for nowhere in
            ["pages[1]", "pages[x]", "pages[0", "pages..elements", "title", "['a", "pages[0].elements[-1]"]
        {
            assert_eq!(get(&root, nowhere), None, "{nowhere}");
        }
        *get_mut(&mut root, "pages[0].elements[0]").unwrap() = json!(1);
        assert_eq!(root, json!({ "pages": [{ "elements": [1] }] }));
    }

    #[test]
    fn every_part_of_a_draft_has_its_path() {
        let draft = json!({ "pages": [{}, { "elements": [{ "type": "panel", "elements": [{ "type": "text" }] },
            { "type": "paneldynamic", "templateElements": [{ "type": "text" }] }] }] });
        let paths: Vec<String> =
            tree::nodes(&draft).iter().map(|node| of_spot(&draft, &node.spot).unwrap()).collect();
        assert_eq!(
            paths,
            [
                "pages[0]",
                "pages[1]",
                "pages[1].elements[0]",
                "pages[1].elements[0].elements[0]",
                "pages[1].elements[1]",
                "pages[1].elements[1].templateElements[0]"
            ]
        );
        assert_eq!(of_spot(&draft, &[1, 5]), None);
    }

    #[test]
    fn a_path_can_be_shortened_step_by_step() {
        assert_eq!(split_key("pages[0].title"), Some(("pages[0]", "title")));
        assert_eq!(split_key("title"), Some(("", "title")));
        assert_eq!(split_key("pages[0]['kt:number']"), Some(("pages[0]", "kt:number")));
        assert_eq!(split_key("pages[0]"), None);
        let mut path = "pages[0].elements[2]['kt:number']";
        let mut seen = vec![path];
        while let Some(next) = outer(path) {
            seen.push(next);
            path = next;
        }
        let expected = [
            "pages[0].elements[2]['kt:number']",
            "pages[0].elements[2]",
            "pages[0].elements",
            "pages[0]",
            "pages",
            "",
        ];
        assert_eq!(seen, expected);
    }
}
