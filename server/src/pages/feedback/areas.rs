//! The sheets of areas composed in one go, as that of the whole region is. A sheet that somebody composed for an area stays as it is
//! unless it is ticked, and reading lines are not taken over: they speak of other numbers.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use surveys::entity::{feedback_sheet, region, survey};
use surveys::id::SurveyId;
use surveys::store;
use surveys::store::feedback_sheets::NewSheet;

use super::composition::Composition;
use super::sections::is_for_areas;
use super::which::{SheetOf, sheet_address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::surveys::{Tab, address as survey_address, tabs};
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// Beginning of the fields with the revision of each sheet that the page was made from; the code of the area follows.
const SEEN: &str = "seen:";

/// The sheets of a survey as they are stored.
struct Sheets {
    /// None while nobody has composed it.
    whole: Option<feedback_sheet::Model>,
    areas: Vec<Own>,
}

/// An area with its sheet; None while nobody has composed it.
struct Own {
    area: region::Model,
    sheet: Option<feedback_sheet::Model>,
}

impl Own {
    fn revision(&self) -> i32 {
        revision(self.sheet.as_ref())
    }
}

fn revision(sheet: Option<&feedback_sheet::Model>) -> i32 {
    sheet.map_or(0, |sheet| sheet.revision)
}

/// What was sent, and is not done because somebody changed a sheet meanwhile.
struct Refused {
    /// The areas that are still ticked: those that were, and did not change.
    ticked: Vec<String>,
    /// The sheets that changed.
    changed: Vec<String>,
}

#[derive(Serialize)]
struct PageView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    kicker: String,
    action: String,
    whole_href: String,
    /// Somebody has composed the sheet of the whole region.
    is_composed: bool,
    /// Its revision.
    revision: i32,
    /// The sections that areas get, in order.
    sections: String,
    /// Those that no area can have.
    left_out: String,
    areas: Vec<AreaLine>,
    ticked: Vec<String>,
    /// The areas whose sheets are composed.
    composed: String,
    changed: String,
}

/// An area as a choice.
#[derive(Serialize)]
struct AreaLine {
    value: String,
    label: String,
    /// Who composed its sheet; empty for nobody.
    hint: String,
    revision: i32,
}

/// Address of the page.
pub fn address(survey: SurveyId) -> String {
    sheet_address(survey, "", "areas")
}

/// `GET /surveys/{id}/feedback/areas`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, "").await?;
    page(&frame, &user, &sheet, None).await
}

/// `POST /surveys/{id}/feedback/areas`: composes the sheets of the ticked areas as that of the whole region, all or none.
pub async fn take_over(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, "").await?;
    let survey = sheet.survey.id;
    let ticked: Vec<&str> = sent.all("area").collect();
    let transaction = frame.app.write().await?;
    let sheets = sheets(&transaction, &sheet.survey).await?;
    let is_ticked = |own: &&Own| ticked.contains(&own.area.code.as_str());
    let chosen: Vec<&Own> = sheets.areas.iter().filter(is_ticked).collect();
    let Some(whole) = sheets.whole.as_ref().filter(|_| !chosen.is_empty()) else {
        transaction.rollback().await?;
        return frame.redirect_with(&address(survey), "warning", "sheet-areas-unused");
    };
    if let Some(refused) = refused(&sent, (sheet.name.as_str(), whole), &chosen) {
        transaction.rollback().await?;
        return page(&frame, &user, &sheet, Some(refused)).await;
    }
    let composition = Composition::stored(Some(whole));
    for own in chosen {
        let before = Composition::stored(own.sheet.as_ref());
        let after = before.taking_over(&composition);
        if before != after || own.sheet.is_none() {
            let new = after.to_save((survey, own.area.code.as_str()), own.revision())?;
            let new = NewSheet { taken_from: Some(whole.revision), ..new };
            store::feedback_sheets::save(&transaction, new, user.id).await?;
        }
    }
    transaction.commit().await?;
    frame.redirect_with(&format!("{}/feedback", survey_address(survey)), "success", "sheet-areas-used")
}

async fn sheets(db: &impl ConnectionTrait, survey: &survey::Model) -> Result<Sheets> {
    let stored = store::feedback_sheets::of_survey(db, survey.id).await?;
    let mut stored: BTreeMap<String, feedback_sheet::Model> =
        stored.into_iter().map(|sheet| (sheet.area.clone(), sheet)).collect();
    let whole = stored.remove("");
    let areas = store::regions::areas(db, survey.region_id).await?;
    let own = |area: region::Model| Own { sheet: stored.remove(&area.code), area };
    Ok(Sheets { whole, areas: areas.into_iter().map(own).collect() })
}

/// Compares the sheets with those that the form was made from; None where nobody changed one of them.
fn refused(
    sent: &StaffForm,
    (name, whole): (&str, &feedback_sheet::Model),
    chosen: &[&Own],
) -> Option<Refused> {
    let is_as_seen = |area: &str, revision: i32| {
        let seen: i32 = sent.get(&format!("{SEEN}{area}")).parse().unwrap_or_default();
        seen == revision
    };
    let (same, other): (Vec<&Own>, Vec<&Own>) =
        chosen.iter().copied().partition(|own| is_as_seen(&own.area.code, own.revision()));
    let of_whole = (!is_as_seen("", whole.revision)).then(|| name.to_owned());
    let changed: Vec<String> =
        of_whole.into_iter().chain(other.into_iter().map(|own| own.area.name.clone())).collect();
    let ticked = same.into_iter().map(|own| own.area.code.clone()).collect();
    (!changed.is_empty()).then_some(Refused { ticked, changed })
}

async fn page(frame: &Frame, user: &User, sheet: &SheetOf, refused: Option<Refused>) -> Result<HttpResponse> {
    let Sheets { whole, areas } = sheets(&frame.app.db, &sheet.survey).await?;
    let people = People::load(&frame.app).await?;
    let composition = Composition::stored(whole.as_ref());
    let on = composition.sections.iter().filter(|chosen| chosen.is_on).map(|chosen| chosen.kind.as_str());
    let (taken, left_out): (Vec<&str>, Vec<&str>) = on.partition(|kind| is_for_areas(kind));
    let listed = |words: Vec<String>| words.join(&frame.text("list-separator"));
    let named = |kinds: Vec<&str>| {
        listed(kinds.into_iter().map(|kind| frame.text(&format!("sheet-section-{kind}"))).collect())
    };
    let composed = areas.iter().filter(|own| own.sheet.is_some()).map(|own| own.area.name.clone());
    let open = areas.iter().filter(|own| own.sheet.is_none()).map(|own| own.area.code.clone());
    let (status, refused) = match refused {
        Some(refused) => (StatusCode::CONFLICT, refused),
        None => (StatusCode::OK, Refused { ticked: open.collect(), changed: Vec::new() }),
    };
    let title = frame.text("sheet-areas-title");
    let view = PageView {
        crumbs: sheet.crumbs(frame, &title),
        tabs: tabs(frame, user, sheet.survey.id, "/feedback"),
        kicker: sheet.survey.title.clone(),
        action: address(sheet.survey.id),
        whole_href: sheet.address("sheet"),
        is_composed: whole.is_some(),
        revision: revision(whole.as_ref()),
        sections: named(taken),
        left_out: named(left_out),
        composed: listed(composed.collect()),
        areas: areas.iter().map(|own| area_line(frame, &people, own)).collect(),
        ticked: refused.ticked,
        changed: listed(refused.changed),
    };
    frame.page_with(status, "feedback/areas.html", &title, &view)
}

fn area_line(frame: &Frame, people: &People, own: &Own) -> AreaLine {
    let hint = own.sheet.as_ref().map(|sheet| {
        let args =
            [("by", people.name(Some(sheet.saved_by))), ("at", time::date_time(sheet.saved_at, frame.lang))];
        frame.text_with("sheet-areas-composed-by", &args)
    });
    AreaLine {
        value: own.area.code.clone(),
        label: own.area.name.clone(),
        hint: hint.unwrap_or_default(),
        revision: own.revision(),
    }
}
