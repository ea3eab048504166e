//! A text from a file into a section of the sheet: a Word document, plain text, a transcript. What was read stands in the form
//! and is stored when somebody saves it.

use actix_web::{HttpResponse, web};
use analysis::document::prose::{self, Prose, Speaker};
use serde::Serialize;
use surveys::entity::hearing;
use surveys::hearing::sheet::{SECTIONS, find_section};
use surveys::id::HearingId;
use surveys::store;

use super::edit::{Typed, page as edit_page, show_address};
use super::sheet_form::{LONGEST_SECTION, filled};
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::surveys::address as survey_address;
use crate::pages::{brought, crumbs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

/// Where a text goes by itself: what was said, line by line.
const USUAL: &str = "statements";

#[derive(Serialize)]
struct ImportView {
    crumbs: Vec<Crumb>,
    form: FormView,
    action: String,
    sections: Vec<ChoiceView>,
}

/// What became of the names of speakers in a text that was read.
#[derive(Serialize)]
pub struct BroughtView {
    speakers: Vec<Speaker>,
    has_more: bool,
    unclear: Vec<String>,
}

impl BroughtView {
    /// Nothing where the text named no speakers.
    fn of(read: Prose) -> Option<BroughtView> {
        let view =
            BroughtView { speakers: read.speakers, has_more: read.has_more_speakers, unclear: read.unclear };
        (!view.speakers.is_empty() || !view.unclear.is_empty()).then_some(view)
    }
}

/// `GET /hearings/{id}/import`
pub async fn new(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let form = FormView::filled([("section", USUAL.to_owned()), ("file", String::new())]);
    page(&frame, &hearing, form).await
}

/// `POST /hearings/{id}/import`: the sheet as a form with the text at the end of the section.
pub async fn read(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let db = &frame.app.db;
    let hearing = store::hearings::find(db, HearingId(*id)).await?;
    let mut form = FormView::filled([("section", sent.get("section").to_owned()), ("file", String::new())]);
    let section = find_section(sent.get("section"));
    if section.is_none() {
        form.reject("section", frame.text("form-choice"));
    }
    let file = match brought::file(&frame, sent.files) {
        Ok(file) => Some(file),
        Err(words) => {
            form.reject("file", words);
            None
        }
    };
    let (Some(section), Some(file)) = (section, file) else { return page(&frame, &hearing, form).await };
    let name = file.name.clone();
    let read = web::block(move || prose::read(&file.name, &file.bytes)).await.map_err(anyhow::Error::from)?;
    let read = match read {
        Ok(read) => read,
        Err(problem) => {
            let key = format!("hearings-import-{}", problem.code());
            form.reject("file", frame.text_with(&key, &[("file", name)]));
            return page(&frame, &hearing, form).await;
        }
    };
    let survey = store::surveys::find(db, hearing.survey_id).await?;
    let mut sheet = filled(&store::hearings::sheet(db, &hearing).await?);
    let field = sheet.fields.entry(section.key).or_default();
    let between = if field.value.trim().is_empty() { "" } else { "\n" };
    field.value = format!("{}{between}{}", field.value.trim_end(), read.text);
    sheet.limit(&frame, section.key, &format!("hearing-section-{}", section.key), LONGEST_SECTION);
    let typed = Typed { revision: hearing.revision, brought: BroughtView::of(read), ..Typed::default() };
    edit_page(&frame, &survey, Some(hearing), sheet, Some(typed)).await
}

async fn page(frame: &Frame, hearing: &hearing::Model, form: FormView) -> Result<HttpResponse> {
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let title = frame.text("hearings-import");
    let is_valid = form.is_valid();
    let section = |key: &'static str| ChoiceView {
        value: key.to_owned(),
        label: frame.text(&format!("hearing-section-{key}")),
    };
    let view = ImportView {
        crumbs: crumbs::of_survey(
            frame,
            &survey,
            [
                (frame.text("surveys-tab-hearings"), format!("{}/hearings", survey_address(survey.id))),
                (hearing.number.clone(), show_address(hearing.id)),
                (title.clone(), String::new()),
            ],
        ),
        form,
        action: format!("{}/import", show_address(hearing.id)),
        sections: SECTIONS.iter().map(|found| section(found.key)).collect(),
    };
    match is_valid {
        true => frame.page("hearings/import.html", &title, &view),
        false => frame.problem_page("hearings/import.html", &title, &view),
    }
}
