//! The fields of the hearing sheet: from a stored sheet to what is typed, and back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use surveys::entity::agency;
use surveys::entity::state::QuotePermission;
use surveys::hearing::sheet::{FIELDS, Field, FieldKind, SECTIONS, has_code};
use surveys::id::AgencyId;
use surveys::store::hearings::Sheet;

use crate::auth::form::StaffForm;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// Most characters of a section: a long visit typed in full.
pub const LONGEST_SECTION: usize = 50_000;
/// Most characters of a field of the head.
pub const LONGEST_FIELD: usize = 200;

/// Names of all fields.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let fields = FIELDS.iter().filter(|field| field.key != "number").map(|field| field.key);
    fields.chain(SECTIONS.iter().map(|section| section.key))
}

/// The form with a sheet in it.
pub fn filled(sheet: &Sheet) -> FormView {
    let permission = |allowed: bool| if allowed { "yes" } else { "no" }.to_owned();
    let quote = match sheet.may_quote {
        QuotePermission::Yes => "yes",
        QuotePermission::Ask => "ask",
        QuotePermission::No => "no",
    };
    let head = [
        ("agency", sheet.agency.0.to_string()),
        ("held_on", sheet.held_on.to_string()),
        ("starts_at", sheet.starts_at.clone()),
        ("ends_at", sheet.ends_at.clone()),
        ("method", sheet.method.clone()),
        ("place", sheet.place.clone()),
        ("partner", sheet.partner.clone()),
        ("interviewer", sheet.interviewer.clone()),
        ("recorder", sheet.recorder.clone()),
        ("companions", sheet.companions.clone()),
        ("explanation_version", sheet.explanation_version.clone()),
        ("may_record", permission(sheet.may_record)),
        ("may_share", permission(sheet.may_share)),
        ("may_show_case", permission(sheet.may_show_case)),
        ("may_quote", quote.to_owned()),
        ("may_present", permission(sheet.may_present)),
        ("withdrawal_deadline", sheet.withdrawal_deadline.map(|date| date.to_string()).unwrap_or_default()),
    ];
    let section = |key: &'static str| (key, sheet.sections.get(key).cloned().unwrap_or_default());
    FormView::filled(head.into_iter().chain(SECTIONS.iter().map(|found| section(found.key))))
}

/// What was typed.
///
/// # Errors
/// The form with what is wrong.
pub fn read(frame: &Frame, sent: &StaffForm, agencies: &[agency::Model]) -> Result<Sheet, FormView> {
    let keys: Vec<&'static str> = keys().collect();
    let mut form = FormView::sent(&keys, sent);
    for field in FIELDS.iter().filter(|field| field.key != "number") {
        check(frame, &mut form, field);
    }
    for section in SECTIONS {
        form.limit(frame, section.key, &format!("hearing-section-{}", section.key), LONGEST_SECTION);
    }
    let agency = form.value("agency").parse().ok().map(AgencyId);
    let agency = agency.filter(|id| agencies.iter().any(|agency| agency.id == *id));
    if agency.is_none() {
        form.reject("agency", frame.text("hearings-agency-required"));
    }
    let date = |name: &str| form.value(name).parse::<NaiveDate>().ok();
    let (held_on, withdrawal_deadline) = (date("held_on"), date("withdrawal_deadline"));
    let (Some(agency), Some(held_on), true) = (agency, held_on, form.is_valid()) else { return Err(form) };
    let text = |name: &str| form.value(name).to_owned();
    Ok(Sheet {
        agency,
        held_on,
        starts_at: text("starts_at"),
        ends_at: text("ends_at"),
        method: text("method"),
        place: text("place"),
        partner: text("partner"),
        interviewer: text("interviewer"),
        recorder: text("recorder"),
        companions: text("companions"),
        explanation_version: text("explanation_version"),
        may_record: form.value("may_record") == "yes",
        may_share: form.value("may_share") == "yes",
        may_show_case: form.value("may_show_case") == "yes",
        may_quote: match form.value("may_quote") {
            "yes" => QuotePermission::Yes,
            "ask" => QuotePermission::Ask,
            _ => QuotePermission::No,
        },
        may_present: form.value("may_present") == "yes",
        withdrawal_deadline,
        sections: sections(&form),
    })
}

fn check(frame: &Frame, form: &mut FormView, field: &Field) {
    let is_wrong = |form: &FormView| match field.kind {
        FieldKind::Date if field.key == "held_on" => form.value(field.key).parse::<NaiveDate>().is_err(),
        FieldKind::Date => {
            !form.value(field.key).is_empty() && form.value(field.key).parse::<NaiveDate>().is_err()
        }
        FieldKind::Time => {
            let typed = form.value(field.key);
            !typed.is_empty() && chrono::NaiveTime::parse_from_str(typed, "%H:%M").is_err()
        }
        FieldKind::Choice(codes) => {
            !form.value(field.key).is_empty() && !codes.codes.contains(&form.value(field.key))
        }
        FieldKind::Text | FieldKind::Agency | FieldKind::Number => false,
    };
    if is_wrong(form) {
        match field.kind {
            FieldKind::Date => form.reject_date(frame, field.key),
            FieldKind::Time => form.reject(field.key, frame.text("form-time")),
            _ => form.reject(field.key, frame.text("form-choice")),
        }
    }
    form.limit(frame, field.key, &format!("hearing-field-{}", field.key), LONGEST_FIELD);
}

fn sections(form: &FormView) -> BTreeMap<String, String> {
    let body = |key: &str| form.value(key).replace("\r\n", "\n").replace('\r', "\n");
    SECTIONS.iter().map(|section| (section.key.to_owned(), body(section.key))).collect()
}

/// The name of a field or section.
pub fn field_label(frame: &Frame, key: &str) -> String {
    match FIELDS.iter().any(|field| field.key == key) {
        true => frame.text(&format!("hearing-field-{key}")),
        false => frame.text(&format!("hearing-section-{key}")),
    }
}

/// A value of a field as people read it: the name of the agency, the words of a code, the text itself.
pub fn shown(frame: &Frame, key: &str, value: &str, agencies: &[agency::Model]) -> String {
    match FIELDS.iter().find(|field| field.key == key).map(|field| field.kind) {
        Some(FieldKind::Agency) => {
            let found = agencies.iter().find(|agency| agency.id.0.to_string() == value);
            found.map(|agency| agency.name.clone()).unwrap_or_default()
        }
        Some(FieldKind::Choice(codes)) if has_code(codes, value) => {
            frame.text(&format!("hearing-{}-{value}", codes.list))
        }
        _ => value.to_owned(),
    }
}
