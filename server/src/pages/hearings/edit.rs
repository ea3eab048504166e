//! The hearing sheet as a form: entering a note and changing it.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use surveys::entity::state::QuotePermission;
use surveys::entity::{agency, hearing, survey};
use surveys::hearing::sheet::{Block, FIELDS, Field, FieldKind, SECTIONS};
use surveys::id::{AgencyId, HearingId, SurveyId};
use surveys::store;
use surveys::store::hearings::Sheet;

use super::choosable;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::surveys::address;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// Most characters of a section: a long visit typed in full.
const LONGEST_SECTION: usize = 50_000;
/// Most characters of a field of the head.
const LONGEST_FIELD: usize = 200;

/// The agency that a new sheet begins with.
#[derive(Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    agency: String,
}

#[derive(Serialize)]
struct EditView {
    form: FormView,
    crumbs: Vec<Crumb>,
    action: String,
    back: String,
    revision: i32,
    stale_href: String,
    blocks: Vec<BlockView>,
    headings: Vec<HeadingView>,
}

#[derive(Serialize)]
struct BlockView {
    title: String,
    fields: Vec<InputView>,
}

#[derive(Serialize)]
struct InputView {
    key: &'static str,
    label: String,
    hint: String,
    kind: &'static str,
    is_required: bool,
    choices: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct HeadingView {
    title: String,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    key: &'static str,
    label: String,
    hint: String,
    sharing: &'static str,
    codes: Vec<String>,
}

/// `GET /surveys/{id}/hearings/new`
pub async fn new(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let mut form = FormView::filled(keys().map(|key| (key, String::new())));
    let defaults = [
        ("agency", query.agency.clone()),
        ("held_on", time::today().to_string()),
        ("interviewer", user.display_name.clone()),
        ("recorder", user.display_name.clone()),
        // Nothing is allowed until the partner has said so.
        ("may_record", "no".to_owned()),
        ("may_share", "no".to_owned()),
        ("may_show_case", "no".to_owned()),
        ("may_quote", "no".to_owned()),
        ("may_present", "no".to_owned()),
        ("withdrawal_deadline", survey.withdrawal_deadline.map(|date| date.to_string()).unwrap_or_default()),
    ];
    for (key, value) in defaults {
        form.fields.entry(key).or_default().value = value;
    }
    page(&frame, &survey, None, form, String::new()).await
}

/// `POST /surveys/{id}/hearings`
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let agencies = store::agencies::in_region(&frame.app.db, survey.region_id).await?;
    match read(&frame, &sent, &agencies) {
        Ok(sheet) => {
            let region = store::regions::find(&frame.app.db, survey.region_id).await?;
            let transaction = frame.app.write().await?;
            let made =
                store::hearings::create(&transaction, survey.id, &region.code, &sheet, user.id).await?;
            transaction.commit().await?;
            frame.redirect_with(&show_address(made.id), "success", "hearings-created")
        }
        Err(form) => page(&frame, &survey, None, form, String::new()).await,
    }
}

/// `GET /hearings/{id}/edit`
pub async fn edit(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let sheet = store::hearings::sheet(&frame.app.db, &hearing).await?;
    let form = filled(&sheet);
    page(&frame, &survey, Some(hearing), form, String::new()).await
}

/// `POST /hearings/{id}`: saves the sheet. When somebody saved in between, what was typed stays on the page.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let agencies = choosable(&frame, &survey, Some(&hearing)).await?;
    let sheet = match read(&frame, &sent, &agencies) {
        Ok(sheet) => sheet,
        Err(form) => return page(&frame, &survey, Some(hearing), form, String::new()).await,
    };
    let revision = sent.get("revision").parse().unwrap_or(0);
    let transaction = frame.app.write().await?;
    match store::hearings::save(&transaction, hearing.id, revision, &sheet, user.id).await {
        Ok(_) => {
            transaction.commit().await?;
            frame.redirect_with(&show_address(hearing.id), "success", "hearings-saved")
        }
        Err(surveys::error::Error::Stale) => {
            transaction.rollback().await?;
            let mut form = filled(&sheet);
            form.reject("held_on", frame.text("hearings-stale"));
            let stale_href = show_address(hearing.id);
            page(&frame, &survey, Some(hearing), form, stale_href).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The address of a hearing's page.
pub fn show_address(id: HearingId) -> String {
    format!("/hearings/{}", id.0)
}

fn keys() -> impl Iterator<Item = &'static str> {
    let fields = FIELDS.iter().filter(|field| field.key != "number").map(|field| field.key);
    fields.chain(SECTIONS.iter().map(|section| section.key))
}

fn filled(sheet: &Sheet) -> FormView {
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

fn read(frame: &Frame, sent: &StaffForm, agencies: &[agency::Model]) -> std::result::Result<Sheet, FormView> {
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
        let key = match field.kind {
            FieldKind::Date => "form-date",
            FieldKind::Time => "form-time",
            _ => "form-choice",
        };
        form.reject(field.key, frame.text(key));
    }
    form.limit(frame, field.key, &format!("hearing-field-{}", field.key), LONGEST_FIELD);
}

fn sections(form: &FormView) -> BTreeMap<String, String> {
    let body = |key: &str| form.value(key).replace("\r\n", "\n").replace('\r', "\n");
    SECTIONS.iter().map(|section| (section.key.to_owned(), body(section.key))).collect()
}

async fn page(
    frame: &Frame,
    survey: &survey::Model,
    hearing: Option<hearing::Model>,
    form: FormView,
    stale_href: String,
) -> Result<HttpResponse> {
    let agencies = choosable(frame, survey, hearing.as_ref()).await?;
    let list = format!("{}/hearings", address(survey.id));
    let (title, action, back) = match &hearing {
        Some(hearing) => {
            (frame.text("hearings-edit-title"), show_address(hearing.id), show_address(hearing.id))
        }
        None => (frame.text("hearings-new-title"), list.clone(), list.clone()),
    };
    let is_valid = form.is_valid();
    let view = EditView {
        form,
        crumbs: crumbs::of_survey(
            frame,
            survey,
            [(frame.text("surveys-tab-hearings"), list), (title.clone(), String::new())],
        ),
        action,
        back,
        revision: hearing.map_or(0, |hearing| hearing.revision),
        stale_href,
        blocks: [(Block::Basics, "basics"), (Block::Consent, "consent")]
            .map(|(block, key)| BlockView {
                title: frame.text(&format!("hearing-block-{key}")),
                fields: FIELDS
                    .iter()
                    .filter(|field| field.block == block && field.key != "number")
                    .map(|field| input(frame, field, &agencies))
                    .collect(),
            })
            .into(),
        headings: headings(frame),
    };
    if is_valid {
        frame.page("hearings/edit.html", &title, &view)
    } else {
        frame.problem_page("hearings/edit.html", &title, &view)
    }
}

fn input(frame: &Frame, field: &Field, agencies: &[agency::Model]) -> InputView {
    let (kind, choices) = match field.kind {
        FieldKind::Agency => (
            "select",
            agencies
                .iter()
                .map(|agency| ChoiceView { value: agency.id.0.to_string(), label: agency.name.clone() })
                .collect(),
        ),
        FieldKind::Choice(codes) => (
            if field.block == Block::Consent { "radios" } else { "select" },
            codes
                .codes
                .iter()
                .map(|code| ChoiceView {
                    value: (*code).to_owned(),
                    label: frame.text(&format!("hearing-{}-{code}", codes.list)),
                })
                .collect(),
        ),
        FieldKind::Date => ("date", Vec::new()),
        FieldKind::Time => ("time", Vec::new()),
        FieldKind::Text | FieldKind::Number => ("text", Vec::new()),
    };
    let hint = if field.key == "partner" { frame.text("hearing-field-partner-hint") } else { String::new() };
    InputView {
        key: field.key,
        label: frame.text(&format!("hearing-field-{}", field.key)),
        hint,
        kind,
        is_required: matches!(field.key, "agency" | "held_on"),
        choices,
    }
}

fn headings(frame: &Frame) -> Vec<HeadingView> {
    let mut headings: Vec<(u8, HeadingView)> = Vec::new();
    for section in SECTIONS {
        let view = SectionView {
            key: section.key,
            label: frame.text(&format!("hearing-section-{}", section.key)),
            hint: frame.text(&format!("hearing-section-{}-hint", section.key)),
            sharing: match section.sharing {
                surveys::hearing::sheet::Sharing::Consented => "consented",
                surveys::hearing::sheet::Sharing::Team => "team",
                surveys::hearing::sheet::Sharing::Never => "never",
            },
            codes: section
                .codes
                .map(|codes| {
                    let label = |code: &&str| frame.text(&format!("hearing-{}-{code}", codes.list));
                    codes.codes.iter().map(label).collect()
                })
                .unwrap_or_default(),
        };
        match headings.last_mut() {
            Some((number, heading)) if *number == section.number => heading.sections.push(view),
            _ => {
                let title = frame.text(&format!("hearing-heading-{}", section.number));
                headings.push((section.number, HeadingView { title, sections: vec![view] }));
            }
        }
    }
    headings.into_iter().map(|(_, heading)| heading).collect()
}
