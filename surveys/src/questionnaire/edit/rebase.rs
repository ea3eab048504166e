//! When two people edit at the same time: a change of an older draft as a change of the newest one, as long as nobody
//! touched the same thing.

use super::property::shown_by_name;
use super::set::locale_of;
use super::{Edit, member, tree};
use crate::questionnaire::problem::Problem;
use serde_json::{Map, Value};

/// Why a change of an older draft cannot simply be made on the newest one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// Somebody has worked on what it would take away.
    Changed(Problem),
    /// Both changed the same properties of a part.
    Same {
        /// Everything that this person changed, as it was sent.
        mine: Vec<(String, String)>,
        /// Names of the properties that the other person changed, too.
        both: Vec<String>,
    },
}

/// An edit that was meant for `base`, for `newest`. Of a form of properties only what was really changed is taken.
///
/// # Errors
/// See [`Clash`].
pub fn rebased(edit: &Edit, base: &Value, newest: &Value) -> Result<Edit, Clash> {
    let Some(key) = edit.key() else { return Ok(edit.clone()) };
    let now_key = member::followed(base, newest, key);
    let now_key = now_key.ok_or_else(|| Clash::Changed(Problem::error("edit-gone", key)))?;
    let (before, now) = (tree::object(base, key), tree::object(newest, &now_key));
    match (edit, before, now) {
        (Edit::Remove { .. }, before, Some(now)) if before.as_ref() != Some(&now) => {
            Err(Clash::Changed(Problem::error("edit-changed", &now_key)))
        }
        (Edit::Set { values, .. }, Some(before), Some(now)) => {
            let shown = |object: &Map<String, Value>, key: &str, name: &str| {
                normalised(&shown_by_name(object, key, name, &locale_of(newest)))
            };
            let (before, now) =
                (|name: &str| shown(&before, key, name), |name: &str| shown(&now, &now_key, name));
            rebased_values(&now_key, values, &before, &now)
        }
        _ => Ok(edit.clone().at(&now_key)),
    }
}

fn rebased_values(
    key: &str,
    values: &[(String, String)],
    before: &dyn Fn(&str) -> String,
    now: &dyn Fn(&str) -> String,
) -> Result<Edit, Clash> {
    let changed = values.iter().filter(|(name, typed)| normalised(typed) != before(name));
    let mine: Vec<(String, String)> = changed.cloned().collect();
    let is_both = |name: &str, typed: &str| {
        let theirs = now(name);
        theirs != before(name) && theirs != normalised(typed)
    };
    let both: Vec<String> =
        mine.iter().filter(|(name, typed)| is_both(name, typed)).map(|(name, _)| name.clone()).collect();
    if both.is_empty() {
        return Ok(Edit::Set { key: key.to_owned(), values: mine });
    }
    Err(Clash::Same { mine, both })
}

/// Browsers send line breaks in their own way.
fn normalised(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn draft(title: &str, description: &str) -> Value {
        let question = json!({"type": "text", "name": "q1", "title": title, "description": description});
        json!({"pages": [{"name": "p", "elements": [question]}]})
    }

    fn sent(title: &str, description: &str) -> Edit {
        let value = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let values = vec![value("title", title), value("description", description)];
        Edit::Set { key: "question:q1".to_owned(), values }
    }

    #[test]
    fn changes_of_different_properties_meet() {
        let rebased = rebased(&sent("新", "元\r\n2"), &draft("元", "元\n2"), &draft("元", "別")).unwrap();
        assert_eq!(
            rebased,
            Edit::Set { key: "question:q1".into(), values: vec![("title".into(), "新".into())] }
        );
    }

    #[test]
    fn changes_of_the_same_property_are_shown_to_the_person() {
        let clash = rebased(&sent("私", "私"), &draft("元", "元"), &draft("人", "元")).unwrap_err();
        let mine = vec![("title".into(), "私".into()), ("description".into(), "私".into())];
        assert_eq!(clash, Clash::Same { mine, both: vec!["title".into()] });
        assert!(rebased(&sent("同じ", "元"), &draft("元", "元"), &draft("同じ", "元")).is_ok());
    }

    #[test]
    fn what_somebody_has_just_changed_is_not_removed_unseen() {
        let remove = Edit::Remove { key: "question:q1".to_owned() };
        assert!(rebased(&remove, &draft("元", ""), &draft("元", "")).is_ok());
        let clash = rebased(&remove, &draft("元", ""), &draft("別", "")).unwrap_err();
        assert!(matches!(clash, Clash::Changed(problem) if problem.code == "edit-changed"));
    }
}
