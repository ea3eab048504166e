//! What published versions of a questionnaire have used: answers are stored under these names and values.

use super::choices::{self, Shape};
use super::member::{self, List};
use super::property::{Field, PROPERTIES, of_type};
use super::set::locale_of;
use super::tree::{self, Kind, Node};
use super::{Edit, Place, names};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::join;
use crate::questionnaire::reworded::is_another;
use crate::questionnaire::threads::{Known, threads};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What nothing new may be called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Names of parts and columns, for a new part.
    pub names: BTreeSet<String>,
    /// Values in the lists of the part that is changed, by property: of choices, and the names of columns.
    pub values: BTreeMap<String, BTreeSet<String>>,
}

impl Earlier {
    /// What these versions keep from an edit of a draft. Versions come oldest first, as [`super::opened`] gives them.
    pub fn of(versions: &[Value], draft: &Value, edit: &Edit) -> Earlier {
        match edit {
            Edit::Add { kind, place } if member::is_kind(kind) => {
                let (Place::Before(owner) | Place::After(owner) | Place::Inside(owner)) = place;
                Earlier { values: values(versions, draft, owner), ..Earlier::default() }
            }
            Edit::Copy { key } if member::split(key).is_some() => {
                let owner = member::split(key).map_or(key.as_str(), |(owner, _, _)| owner);
                Earlier { values: values(versions, draft, owner), ..Earlier::default() }
            }
            Edit::Add { .. } | Edit::Copy { .. } => {
                Earlier { names: versions.iter().flat_map(names::taken).collect(), ..Earlier::default() }
            }
            Edit::Set { key, .. } => Earlier { values: values(versions, draft, key), ..Earlier::default() },
            Edit::Up { .. } | Edit::Down { .. } | Edit::Move { .. } | Edit::Remove { .. } => {
                Earlier::default()
            }
        }
    }

    /// Whether an edit makes names or values, so that all versions have to be looked at.
    pub fn is_needed(edit: &Edit) -> bool {
        let is_list = |name: &str| {
            PROPERTIES.iter().any(|known| known.name == name && matches!(known.field, Field::Lines(_)))
        };
        match edit {
            Edit::Add { .. } | Edit::Copy { .. } => true,
            Edit::Set { values, .. } => values.iter().any(|(name, _)| is_list(name)),
            Edit::Up { .. } | Edit::Down { .. } | Edit::Move { .. } | Edit::Remove { .. } => false,
        }
    }
}

/// The values that any version has in the lists of a question or of its column, by property.
fn values(versions: &[Value], draft: &Value, key: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let all: Vec<&Value> = versions.iter().chain([draft]).collect();
    let asked = questions(&all);
    let own = asked.last().and_then(|list| list.iter().find(|(node, _)| node.key == member::part_of(key)));
    let Some((_, thread)) = own else { return found };
    let column = tree::object(draft, key)
        .and_then(|object| object.get("name").and_then(Value::as_str).map(str::to_owned));
    for (version, list) in versions.iter().zip(&asked) {
        let Some((node, _)) = list.iter().find(|(_, other)| other == thread) else { continue };
        let Some(question) = tree::get(version, &node.spot) else { continue };
        let part = match member::split(key) {
            None => Some((question, node.type_name.as_str())),
            Some((_, list, _)) => {
                let member = column.as_deref().and_then(|name| named(question, list, name));
                member.map(|member| (member, member::kind_of(list, member)))
            }
        };
        let Some((part, type_name)) = part else { continue };
        for property in of_type(type_name) {
            let Field::Lines(shape) = property.field else { continue };
            let items = items(part, property.name).iter();
            let values = items.map(|item| choices::parts(item, shape, "").0);
            found.entry(property.name.to_owned()).or_default().extend(values);
        }
    }
    found
}

/// Choices of a draft that are something else than the choices with the same values in the newest version: what was
/// answered before would be counted as the new words. Only texts of one language are compared.
pub fn replaced(newest: &Value, draft: &Value) -> Vec<Problem> {
    let locale = locale_of(draft);
    let asked = questions(&[newest, draft]);
    let [before, after] = asked.as_slice() else { return Vec::new() };
    if locale_of(newest) != locale {
        return Vec::new();
    }
    let before: HashMap<usize, &Node> = before.iter().map(|(node, thread)| (*thread, node)).collect();
    let mut found = Vec::new();
    for (node, thread) in after {
        let old = before.get(thread).and_then(|old| tree::get(newest, &old.spot));
        let (Some(old), Some(new)) = (old, tree::get(draft, &node.spot)) else { continue };
        let path = tree::path(draft, &node.spot);
        found.extend(of_lists(old, new, &node.type_name, &path, &locale));
        for list in member::lists_of(&node.type_name).filter(|list| list.name == "columns") {
            for (at, column) in member::members(new, list).iter().enumerate() {
                let Some(column) = column.as_object() else { continue };
                let name = column.get("name").and_then(Value::as_str).unwrap_or_default();
                let Some(old) = named(old, list, name) else { continue };
                let path = format!("{}[{at}]", join(&path, list.name));
                found.extend(of_lists(old, column, member::kind_of(list, column), &path, &locale));
            }
        }
    }
    found
}

/// The same for the lists of one part.
fn of_lists(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    type_name: &str,
    path: &str,
    locale: &str,
) -> Vec<Problem> {
    let mut found = Vec::new();
    // Columns with a name of their own are variables, whose words may change as those of questions.
    let is_list = |field: Field| field == Field::Lines(Shape::Choice);
    for property in of_type(type_name).into_iter().filter(|property| is_list(property.field)) {
        let known: HashMap<String, String> = items(before, property.name)
            .iter()
            .map(|item| choices::parts(item, Shape::Choice, locale))
            .collect();
        for (at, item) in items(after, property.name).iter().enumerate() {
            let (value, label) = choices::parts(item, Shape::Choice, locale);
            let Some(was) = known.get(&value).filter(|was| is_another(was, &label)) else { continue };
            let code = if property.name == "rows" { "row-replaced" } else { "choice-replaced" };
            let place = format!("{}[{at}]", join(path, property.name));
            // Where the earlier words were the value themselves, no number is to be seen.
            let shown = if value == *was { &label } else { &value };
            found.push(Problem::warning(code, place).with("value", shown).with("before", was));
        }
    }
    found
}

/// The questions of each version, each with its thread.
fn questions(versions: &[&Value]) -> Vec<Vec<(Node, usize)>> {
    let is_question = |node: &Node| node.kind == Kind::Question;
    let lists: Vec<Vec<Node>> = versions
        .iter()
        .map(|version| tree::nodes(version).into_iter().filter(is_question).collect())
        .collect();
    let known = |(version, list): (&&Value, &Vec<Node>)| -> Vec<(Option<String>, String)> {
        list.iter().map(|node| (id_of(version, node), node.name.clone())).collect()
    };
    let names: Vec<Vec<(Option<String>, String)>> = versions.iter().zip(&lists).map(known).collect();
    let parts: Vec<Vec<Known<'_>>> = names
        .iter()
        .map(|list| list.iter().map(|(id, name)| Known { id: id.as_deref(), name }).collect())
        .collect();
    let found = threads(&parts, &|_, _| true);
    lists.into_iter().zip(found).map(|(list, threads)| list.into_iter().zip(threads).collect()).collect()
}

fn id_of(version: &Value, node: &Node) -> Option<String> {
    let id = tree::get(version, &node.spot)?.get("kt:id")?.as_str()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// The member of a list with a name.
fn named<'a>(owner: &'a Map<String, Value>, list: &List, name: &str) -> Option<&'a Map<String, Value>> {
    let mut members = member::members(owner, list).iter().filter_map(Value::as_object);
    members.find(|member| member.get("name").and_then(Value::as_str) == Some(name))
}

fn items<'a>(object: &'a Map<String, Value>, property: &str) -> &'a [Value] {
    object.get(property).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::edit::apply;
    use serde_json::json;

    fn with(question: Value) -> Value {
        json!({"pages": [{"name": "p", "elements": [question]}]})
    }

    fn asking(name: &str, choices: &[&str]) -> Value {
        with(json!({"type": "radiogroup", "name": name, "kt:id": "kind", "choices": choices}))
    }

    fn changed(versions: &[Value], draft: &Value, key: &str, typed: &str) -> Value {
        let edit = Edit::Set { key: key.to_owned(), values: vec![("choices".to_owned(), typed.to_owned())] };
        assert!(Earlier::is_needed(&edit));
        apply(draft, &edit, &Earlier::of(versions, draft, &edit)).unwrap().draft["pages"][0]["elements"][0]
            .clone()
    }

    #[test]
    fn values_of_every_version_stay_with_the_question_whatever_its_name() {
        let versions = [asking("a", &["1|福祉", "2|医療", "5|行政"]), asking("b", &["1|福祉", "2|医療"])];
        let draft = asking("c", &["1|福祉", "2|医療"]);
        let found = changed(&versions, &draft, "question:c", "1|福祉\n教育\n97|わからない");
        assert_eq!(found["choices"][1], json!({"value": "6", "text": "教育"}));
        // Another question of this questionnaire has its own numbers.
        let draft = with(json!({"type": "radiogroup", "name": "other", "choices": ["1|福祉"]}));
        let found = changed(&versions, &draft, "question:other", "1|福祉\n教育");
        assert_eq!(found["choices"][1]["value"], "2");
    }

    #[test]
    fn choices_of_a_column_are_those_of_its_name() {
        let matrix = |choices: Value| {
            with(json!({"type": "matrixdynamic", "name": "m",
                "columns": [{"name": "x", "cellType": "dropdown", "choices": choices}]}))
        };
        let versions = [matrix(json!(["1|福祉", "4|医療"]))];
        let found = changed(&versions, &matrix(json!(["1|福祉"])), "question:m~columns~0", "1|福祉\n教育");
        assert_eq!(found["columns"][0]["choices"][1]["value"], "5");
        let problems = replaced(&versions[0], &matrix(json!(["1|福祉", "4|行政"])));
        let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(places, ["pages[0].elements[0].columns[0].choices[1]"]);
    }

    #[test]
    fn a_new_column_does_not_get_the_name_of_one_that_was_published() {
        let matrix = |names: &[&str]| {
            let columns: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
            with(json!({"type": "matrixdynamic", "name": "m", "columns": columns}))
        };
        let (versions, draft) = ([matrix(&["c1", "c2"])], matrix(&["c1"]));
        let add = Edit::Add {
            kind: "matrixdropdowncolumn".to_owned(),
            place: Place::Inside("question:m".to_owned()),
        };
        for edit in [add, Edit::Copy { key: "question:m~columns~0".to_owned() }] {
            let done = apply(&draft, &edit, &Earlier::of(&versions, &draft, &edit)).unwrap();
            assert_eq!(done.draft["pages"][0]["elements"][0]["columns"][1]["name"], "c3");
        }
    }

    #[test]
    fn a_value_with_other_words_is_found() {
        let newest = asking("a", &["1|福祉", "2|医療", "3|その他"]);
        let draft = asking("b", &["1|社会福祉", "2|行政", "4|教育"]);
        let expected = Problem::warning("choice-replaced", "pages[0].elements[0].choices[1]")
            .with("value", "2")
            .with("before", "医療");
        assert_eq!(replaced(&newest, &draft), [expected]);
        assert!(replaced(&newest, &newest).is_empty());
    }
}
