//! Two people at one sheet: what each changed since the state that both began with, put together field by field.

use serde::Serialize;
use serde_json::{Map, Value};
use surveys::entity::agency;
use surveys::hearing::merge::merge;
use surveys::store::hearings::Sheet;

use super::sheet_form::{field_label, shown};
use crate::error::Result;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// The sheets of two people as one.
pub struct Met {
    /// The changes of both. Where they meet it says what the one who saves later wrote.
    pub sheet: Sheet,
    /// Fields and sections in which they meet, with what the other wrote.
    pub conflicts: Vec<(String, String)>,
}

/// A field that two people changed.
#[derive(Serialize)]
pub struct BothView {
    label: String,
    theirs: String,
    mine: String,
}

/// Puts together what two people made of one sheet. Without the sheet that they began with nobody can tell who changed what: they
/// meet wherever they differ.
///
/// # Errors
/// When a sheet is none: never for sheets that were stored.
pub fn meet(base: Option<&Sheet>, mine: &Sheet, theirs: &Sheet) -> Result<Met> {
    let (base, mine, theirs) = (base.map(fields).transpose()?, fields(mine)?, fields(theirs)?);
    let mut conflicts = Vec::new();
    let mut met = Map::new();
    for (key, own) in mine {
        let before = base.as_ref().map(|base| base.get(&key).cloned().unwrap_or_default());
        let other = theirs.get(&key).cloned().unwrap_or_default();
        let value = match (own, before, other) {
            (Value::Object(own), before, other) => sections(own, before.as_ref(), &other, &mut conflicts),
            (own, _, other) if own == other => own,
            // Nothing of one's own: what the other wrote.
            (own, Some(before), other) if own == before => other,
            (own, Some(before), other) if other == before => own,
            (own, _, other) => {
                conflicts.push((key.clone(), words(&other)));
                own
            }
        };
        met.insert(key, value);
    }
    let sheet = serde_json::from_value(Value::Object(met)).map_err(anyhow::Error::from)?;
    Ok(Met { sheet, conflicts })
}

/// The sections, text by text.
fn sections(
    own: Map<String, Value>,
    before: Option<&Value>,
    other: &Value,
    conflicts: &mut Vec<(String, String)>,
) -> Value {
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut met = Map::new();
    for (key, own) in own {
        let own = own.as_str().unwrap_or_default().to_owned();
        let theirs = text(other, &key);
        let merged = match before {
            Some(before) => merge(&text(before, &key), &own, &theirs),
            None => (own == theirs).then(|| own.clone()),
        };
        let merged = merged.unwrap_or_else(|| {
            conflicts.push((key.clone(), theirs));
            own
        });
        met.insert(key, Value::String(merged));
    }
    Value::Object(met)
}

fn fields(sheet: &Sheet) -> Result<Map<String, Value>> {
    match serde_json::to_value(sheet).map_err(anyhow::Error::from)? {
        Value::Object(fields) => Ok(fields),
        _ => Ok(Map::new()),
    }
}

/// A value of the head as it is typed.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Both texts of every field in which two people met.
pub fn both(frame: &Frame, form: &FormView, met: &Met, agencies: &[agency::Model]) -> Vec<BothView> {
    let view = |(key, theirs): &(String, String)| BothView {
        label: field_label(frame, key),
        theirs: shown(frame, key, theirs, agencies),
        mine: shown(frame, key, form.value(key), agencies),
    };
    met.conflicts.iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use surveys::entity::state::QuotePermission;
    use surveys::id::AgencyId;

    use super::*;

    fn sheet(place: &str, may_share: bool, role: &str, forum: &str) -> Sheet {
        let sections = [("role", role), ("forum", forum)];
        Sheet {
            agency: AgencyId(1),
            held_on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            starts_at: String::new(),
            ends_at: String::new(),
            method: String::new(),
            place: place.to_owned(),
            partner: String::new(),
            interviewer: String::new(),
            recorder: String::new(),
            companions: String::new(),
            explanation_version: String::new(),
            may_record: false,
            may_share,
            may_show_case: false,
            may_quote: QuotePermission::No,
            may_present: false,
            withdrawal_deadline: None,
            sections: BTreeMap::from(sections.map(|(key, text)| (key.to_owned(), text.to_owned()))),
        }
    }

    #[test]
    fn changes_of_different_fields_and_sentences_are_both_kept() {
        let base = sheet("相談室1", false, "一。二。三。", "");
        let mine = sheet("相談室2", false, "一。二。三。四。", "");
        let theirs = sheet("相談室1", true, "いち。二。三。", "聞きたい。");
        let met = meet(Some(&base), &mine, &theirs).unwrap();
        assert!(met.conflicts.is_empty());
        assert_eq!(met.sheet, sheet("相談室2", true, "いち。二。三。四。", "聞きたい。"));
    }

    #[test]
    fn where_they_meet_both_texts_are_there() {
        let base = sheet("相談室1", false, "一。", "");
        let (mine, theirs) = (sheet("A", false, "私。", ""), sheet("B", false, "相手。", "他。"));
        let met = meet(Some(&base), &mine, &theirs).unwrap();
        assert_eq!(
            met.conflicts,
            [("place".to_owned(), "B".to_owned()), ("role".to_owned(), "相手。".to_owned())]
        );
        assert_eq!(met.sheet, sheet("A", false, "私。", "他。"));
    }

    #[test]
    fn without_the_first_sheet_they_meet_wherever_they_differ() {
        let (mine, theirs) = (sheet("A", true, "一。二。", "同じ。"), sheet("A", false, "一。", "同じ。"));
        let met = meet(None, &mine, &theirs).unwrap();
        let conflicts = [("may_share".to_owned(), "no".to_owned()), ("role".to_owned(), "一。".to_owned())];
        assert_eq!(met.conflicts, conflicts);
        assert_eq!(met.sheet, mine);
    }
}
