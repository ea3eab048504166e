//! Adding, copying, moving and removing parts of a draft.

use super::tree::{self, Kind, Node, SURVEY, Spot};
use super::{Done, Place, names, rename, text};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Adds an empty part of a type.
pub fn add(draft: &Value, kind: &str, place: &Place, reserved: &BTreeSet<String>) -> Result<Done, Problem> {
    let mut draft = draft.clone();
    let mut taken = names::taken(&draft);
    taken.extend(reserved.iter().cloned());
    let name = names::fresh(kind, &taken);
    let part = match kind {
        "page" => json!({ "name": name, "elements": [] }),
        "panel" => json!({ "type": kind, "name": name, "elements": [] }),
        "paneldynamic" => json!({ "type": kind, "name": name, "templateElements": [] }),
        kind => json!({ "type": kind, "name": name }),
    };
    let spot = spot_of(&mut draft, place, kind == "page")?;
    insert(&mut draft, &spot, part, place)?;
    done(draft, &spot)
}

/// Puts a part that comes from elsewhere into a draft, as it is.
pub fn put(draft: &Value, part: Value, place: &Place) -> Result<Done, Problem> {
    let mut draft = draft.clone();
    let spot = spot_of(&mut draft, place, false)?;
    insert(&mut draft, &spot, part, place)?;
    done(draft, &spot)
}

/// Copies a part right after itself. Names inside are fresh, conditions inside follow them; a printed number of its
/// own is not copied.
pub fn copy(draft: &Value, key: &str, reserved: &BTreeSet<String>) -> Result<Done, Problem> {
    let mut draft = draft.clone();
    let node = found(&draft, key)?;
    let mut part = tree::get(&draft, &node.spot).cloned().ok_or_else(|| gone(key))?;
    let mut taken = names::taken(&draft);
    taken.extend(reserved.iter().cloned());
    let mut renamed = BTreeMap::new();
    let is_page = node.kind == Kind::Page;
    freshen(&mut part, is_page, &mut taken, &mut renamed);
    let mut part = Value::Object(part);
    rename::in_value(&mut part, &|name| renamed.get(name).cloned());
    let spot = next_to(&node.spot, 1);
    insert(&mut draft, &spot, part, &Place::After(key.to_owned()))?;
    done(draft, &spot)
}

/// Gives a part and everything in it fresh names and notes which question got which.
fn freshen(
    part: &mut Map<String, Value>,
    is_page: bool,
    taken: &mut BTreeSet<String>,
    renamed: &mut BTreeMap<String, String>,
) {
    part.shift_remove("kt:number");
    let old = text::get(part, "name", "");
    let new = names::of_copy(&old, taken);
    taken.insert(new.clone());
    if !is_page && text::get(part, "type", "") != "panel" {
        renamed.insert(old, new.clone());
    }
    part.insert("name".to_owned(), Value::String(new));
    let children = tree::children_key(part, is_page).and_then(|key| part.get_mut(key));
    for child in children.and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(child) = child {
            freshen(child, false, taken, renamed);
        }
    }
}

/// One step up or down.
pub fn step(draft: &Value, key: &str, is_down: bool) -> Result<Done, Problem> {
    let node = found(draft, key)?;
    match step_target(draft, &node, is_down) {
        Some(target) => shift_to(draft, &node, target),
        None => Ok(Done { draft: draft.clone(), key: key.to_owned() }),
    }
}

/// Where a part lands before it is taken from its old spot; None at either end of the questionnaire.
fn step_target(draft: &Value, node: &Node, is_down: bool) -> Option<Spot> {
    let (at, parent) = node.spot.split_last()?;
    let n_siblings = tree::count(draft, parent);
    match (is_down, parent) {
        (false, _) if *at > 0 => Some(with(parent, at - 1)),
        (true, _) if at + 1 < n_siblings => Some(with(parent, at + 2)),
        (_, []) => None,
        (false, [page]) => page.checked_sub(1).map(|page| vec![page, tree::count(draft, &[page])]),
        (true, [page]) => (page + 1 < tree::count(draft, &[])).then(|| vec![page + 1, 0]),
        (false, _) => Some(parent.to_vec()),
        (true, _) => Some(next_to(parent, 1)),
    }
}

/// To another place.
pub fn shift(draft: &Value, key: &str, place: &Place) -> Result<Done, Problem> {
    let node = found(draft, key)?;
    let mut draft = draft.clone();
    let target = spot_of(&mut draft, place, node.kind == Kind::Page)?;
    shift_to(&draft, &node, target)
}

fn shift_to(draft: &Value, node: &Node, target: Spot) -> Result<Done, Problem> {
    // Nothing can be moved into itself, and pages hold elements, never pages.
    let is_inside = target.len() > node.spot.len() && target.starts_with(&node.spot);
    if is_inside || (node.kind == Kind::Page) != (target.len() == 1) {
        return Err(Problem::error("edit-place", &node.key));
    }
    let mut draft = draft.clone();
    let part = tree::get(&draft, &node.spot).cloned().ok_or_else(|| gone(&node.key))?;
    insert(&mut draft, &target, Value::Object(part), &Place::Inside(node.key.clone()))?;
    let old = shifted_by_insertion(&node.spot, &target);
    take(&mut draft, &old).ok_or_else(|| gone(&node.key))?;
    done(draft, &shifted_by_removal(&target, &old))
}

/// A spot after something was inserted at `inserted`.
fn shifted_by_insertion(spot: &[usize], inserted: &[usize]) -> Spot {
    let mut spot = spot.to_vec();
    if let Some((at, parent)) = inserted.split_last()
        && spot.len() > parent.len()
        && spot.starts_with(parent)
        && spot[parent.len()] >= *at
    {
        spot[parent.len()] += 1;
    }
    spot
}

/// A spot after what was at `removed` went away.
fn shifted_by_removal(spot: &[usize], removed: &[usize]) -> Spot {
    let mut spot = spot.to_vec();
    if let Some((at, parent)) = removed.split_last()
        && spot.len() > parent.len()
        && spot.starts_with(parent)
        && spot[parent.len()] > *at
    {
        spot[parent.len()] -= 1;
    }
    spot
}

/// Takes a part away and goes on with its neighbour.
pub fn remove(draft: &Value, key: &str) -> Result<Done, Problem> {
    let node = found(draft, key)?;
    let mut draft = draft.clone();
    take(&mut draft, &node.spot).ok_or_else(|| gone(key))?;
    let (at, parent) = node.spot.split_last().ok_or_else(|| gone(key))?;
    let neighbours = [with(parent, *at), with(parent, at.saturating_sub(1)), parent.to_vec()];
    let next = neighbours.iter().find_map(|spot| tree::key_at(&draft, spot));
    Ok(Done { key: next.unwrap_or_else(|| SURVEY.to_owned()), draft })
}

/// The spot of a place. Where a draft has no page yet, one is made.
fn spot_of(draft: &mut Value, place: &Place, is_page: bool) -> Result<Spot, Problem> {
    let (Place::Before(key) | Place::After(key) | Place::Inside(key)) = place;
    if !is_page && tree::count(draft, &[]) == 0 {
        let name = names::fresh("page", &names::taken(draft));
        insert(draft, &[0], json!({ "name": name, "elements": [] }), place)?;
    }
    if key == SURVEY {
        let n_pages = tree::count(draft, &[]);
        let last = n_pages.saturating_sub(1);
        return Ok(if is_page { vec![n_pages] } else { vec![last, tree::count(draft, &[last])] });
    }
    let node = found(draft, key)?;
    let page = node.spot.first().copied().unwrap_or(0);
    Ok(match place {
        Place::Before(_) if is_page => vec![page],
        _ if is_page => vec![page + 1],
        Place::Inside(_) => with(&node.spot, tree::count(draft, &node.spot)),
        // Right before or after a heading of a page is the first place on it.
        _ if node.kind == Kind::Page => vec![page, 0],
        Place::Before(_) => node.spot,
        Place::After(_) => next_to(&node.spot, 1),
    })
}

fn insert(draft: &mut Value, spot: &[usize], part: Value, place: &Place) -> Result<(), Problem> {
    let (Place::Before(key) | Place::After(key) | Place::Inside(key)) = place;
    let list = spot.split_last().and_then(|(at, parent)| Some((*at, tree::list_mut(draft, parent)?)));
    match list {
        Some((at, list)) if at <= list.len() => {
            list.insert(at, part);
            Ok(())
        }
        _ => Err(Problem::error("edit-place", key)),
    }
}

fn take(draft: &mut Value, spot: &[usize]) -> Option<Value> {
    let (at, parent) = spot.split_last()?;
    let list = tree::list_mut(draft, parent)?;
    (*at < list.len()).then(|| list.remove(*at))
}

fn done(draft: Value, spot: &[usize]) -> Result<Done, Problem> {
    let key = tree::key_at(&draft, spot).ok_or_else(|| gone(""))?;
    Ok(Done { draft, key })
}

fn found(draft: &Value, key: &str) -> Result<Node, Problem> {
    tree::find(draft, key).ok_or_else(|| gone(key))
}

/// The problem of a part that somebody has taken away or renamed.
pub fn gone(key: &str) -> Problem {
    Problem::error("edit-gone", key)
}

fn with(parent: &[usize], at: usize) -> Spot {
    parent.iter().copied().chain([at]).collect()
}

fn next_to(spot: &[usize], by: usize) -> Spot {
    spot.split_last().map_or_else(Spot::new, |(at, parent)| with(parent, at + by))
}
