//! The head of a hearing sheet in words, as far as its interviewee still allows it.

use serde::Serialize;
use surveys::entity::hearing;
use surveys::entity::state::QuotePermission;
use surveys::hearing::confirmation::Use;
use surveys::hearing::sheet::{FIELDS, FieldKind};

use crate::view::frame::Frame;
use crate::view::time;

/// A field with its value.
#[derive(Serialize)]
pub struct HeadLine {
    key: String,
    value: String,
}

/// The head of the sheet. Uses that were taken back are not shown as allowed, whatever the sheet still says.
pub fn head(frame: &Frame, hearing: &hearing::Model, refused: &[Use]) -> Vec<HeadLine> {
    let permission =
        |allowed: bool| frame.text(if allowed { "hearing-permission-yes" } else { "hearing-permission-no" });
    let is_taken_back = |key: &str| Use::from_code(key).is_some_and(|one| refused.contains(&one));
    let method = if hearing.method.is_empty() {
        String::new()
    } else {
        frame.text(&format!("hearing-method-{}", hearing.method))
    };
    let quote = match hearing.may_quote {
        QuotePermission::Yes => "hearing-quote-yes",
        QuotePermission::Ask => "hearing-quote-ask",
        QuotePermission::No => "hearing-quote-no",
    };
    let times = [hearing.starts_at.as_str(), hearing.ends_at.as_str()].join("–");
    let value = |key: &str| match key {
        key if is_taken_back(key) => frame.text("confirmations-taken-back"),
        "held_on" => format!("{} {}", time::date(hearing.held_on, frame.lang), times.trim_matches('–')),
        "method" => method.clone(),
        "place" => hearing.place.clone(),
        "partner" => hearing.partner.clone(),
        "interviewer" => hearing.interviewer.clone(),
        "recorder" => hearing.recorder.clone(),
        "companions" => hearing.companions.clone(),
        "explanation_version" => hearing.explanation_version.clone(),
        "may_record" => permission(hearing.may_record),
        "may_share" => permission(hearing.may_share),
        "may_show_case" => permission(hearing.may_show_case),
        "may_quote" => frame.text(quote),
        "may_present" => permission(hearing.may_present),
        "withdrawal_deadline" => {
            hearing.withdrawal_deadline.map(|date| time::date(date, frame.lang)).unwrap_or_default()
        }
        _ => String::new(),
    };
    FIELDS
        .iter()
        .filter(|field| !matches!(field.kind, FieldKind::Number | FieldKind::Agency | FieldKind::Time))
        .map(|field| HeadLine {
            key: frame.text(&format!("hearing-field-{}", field.key)),
            value: value(field.key).trim().to_owned(),
        })
        .filter(|line| !line.value.is_empty())
        .collect()
}
