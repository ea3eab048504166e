//! The hearing sheet as a form, and changing a note.

use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use surveys::entity::{agency, hearing, survey};
use surveys::hearing::sheet::{Block, FIELDS, Field, FieldKind, SECTIONS};
use surveys::id::HearingId;
use surveys::store;
use surveys::store::hearings::Sheet;

use super::choosable;
use super::import::BroughtView;
use super::meet::{BothView, Met, both, meet};
use super::sheet_form::{LONGEST_SECTION, filled, keys, read};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::surveys::address;
use crate::pages::{crumbs, form_mark};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct EditView {
    form: FormView,
    crumbs: Vec<Crumb>,
    action: String,
    back: String,
    revision: i32,
    /// The form mark of a new sheet; empty for one that is there.
    mark: String,
    /// The revision that a copy of the text belongs to. Between two texts the button goes on from the newest; a copy asks again.
    base: i32,
    /// Most characters of a section.
    longest: String,
    /// Both texts where somebody else saved in between; empty otherwise.
    both: Vec<BothView>,
    /// What became of names in a text that was just read from a file.
    brought: Option<BroughtView>,
    /// Saves while somebody types; empty for a new sheet.
    autosave: String,
    /// Name under which the browser keeps what is not saved yet: the writer's own.
    draft: String,
    /// The page has what was just typed: the browser's own copy is older.
    is_typed: bool,
    /// Takes a text from a file; empty for a new sheet.
    import_href: String,
    /// The note is written up: it is not asked for any more.
    is_written_up: bool,
    blocks: Vec<BlockView>,
    headings: Vec<HeadingView>,
}

/// What was just typed, or read from a file, and is not stored.
#[derive(Default)]
pub struct Typed {
    /// The revision that it was typed on.
    pub revision: i32,
    /// Both texts of fields in which two people met.
    pub both: Vec<BothView>,
    /// What became of names in a text that was read from a file.
    pub brought: Option<BroughtView>,
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

/// `GET /hearings/{id}/edit`
pub async fn edit(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let sheet = store::hearings::sheet(&frame.app.db, &hearing).await?;
    let form = filled(&sheet);
    page(&frame, &survey, Some(hearing), form, None).await
}

/// `POST /hearings/{id}`: saves the sheet. What somebody saved in between is kept, too; where both changed the same, both
/// texts are shown and nothing is saved yet.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, hearing.survey_id).await?;
    let agencies = choosable(&frame, &survey, Some(&hearing)).await?;
    let revision = sent.get("revision").parse().unwrap_or(0);
    let sheet = match read(&frame, &sent, &agencies) {
        Ok(sheet) => sheet,
        Err(form) => {
            let typed = Typed { revision, ..Typed::default() };
            return page(&frame, &survey, Some(hearing), form, Some(typed)).await;
        }
    };
    let transaction = frame.app.write().await?;
    let (current, met) = settle(&transaction, hearing.id, revision, &sheet).await?;
    if !met.conflicts.is_empty() {
        transaction.rollback().await?;
        let mut form = filled(&met.sheet);
        for (key, _) in &met.conflicts {
            if let Some(key) = keys().find(|known| known == key) {
                form.reject(key, frame.text("hearings-stale"));
            }
        }
        let both = both(&frame, &form, &met, &agencies);
        let typed = Typed { revision, both, brought: None };
        return page(&frame, &survey, Some(current), form, Some(typed)).await;
    }
    store::hearings::save(&transaction, hearing.id, current.revision, &met.sheet, user.id).await?;
    if is_finished(&sent) {
        store::hearings::set_written_up(&transaction, hearing.id, true, user.id).await?;
    }
    transaction.commit().await?;
    let key = if current.revision == revision { "hearings-saved" } else { "hearings-saved-both" };
    frame.redirect_with(&show_address(hearing.id), "success", key)
}

/// The hearing as it is now, and the sheet with what others saved since `revision` in it.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    db: &DatabaseTransaction,
    id: HearingId,
    revision: i32,
    mine: &Sheet,
) -> Result<(hearing::Model, Met)> {
    let current = store::hearings::lock(db, id).await?;
    if current.revision == revision {
        return Ok((current, Met { sheet: mine.clone(), conflicts: Vec::new() }));
    }
    let theirs = store::hearings::sheet(db, &current).await?;
    let asked = revision.max(1);
    let base = store::hearing_revisions::at(db, id, asked).await?;
    // With an older state in its place, consent that was withdrawn since would look as if it had just been given.
    let base = base.filter(|(kept, _)| *kept == asked).map(|(_, sheet)| sheet);
    let met = meet(base.as_ref(), mine, &theirs)?;
    Ok((current, met))
}

/// Whether the button was pressed that says that the note is written up.
pub fn is_finished(sent: &StaffForm) -> bool {
    sent.get("go") == "finish"
}

/// The address of a hearing's page.
pub fn show_address(id: HearingId) -> String {
    format!("/hearings/{}", id.0)
}

/// The sheet as a form. `typed` says that the form has what is not stored.
///
/// # Errors
/// When the database fails.
pub async fn page(
    frame: &Frame,
    survey: &survey::Model,
    hearing: Option<hearing::Model>,
    form: FormView,
    typed: Option<Typed>,
) -> Result<HttpResponse> {
    let agencies = choosable(frame, survey, hearing.as_ref()).await?;
    let list = format!("{}/hearings", address(survey.id));
    let (title, action, back) = match &hearing {
        Some(hearing) => {
            (frame.text("hearings-edit-title"), show_address(hearing.id), show_address(hearing.id))
        }
        None => (frame.text("hearings-new-title"), list.clone(), list.clone()),
    };
    let way = [(frame.text("surveys-tab-hearings"), list), (title.clone(), String::new())];
    let is_valid = form.is_valid();
    let user = frame.user.as_ref().map_or(0, |user| user.id.0);
    let is_typed = !is_valid || typed.is_some();
    let newest = hearing.as_ref().map_or(0, |hearing| hearing.revision);
    let Typed { revision: base, both, brought } =
        typed.unwrap_or(Typed { revision: newest, ..Typed::default() });
    let view = EditView {
        crumbs: crumbs::of_survey(frame, survey, way),
        action,
        back,
        is_written_up: hearing.as_ref().is_some_and(|hearing| hearing.written_up_at.is_some()),
        is_typed,
        import_href: hearing
            .as_ref()
            .map(|hearing| format!("{}/import", show_address(hearing.id)))
            .unwrap_or_default(),
        // Between two texts people decide, by the button.
        autosave: hearing
            .as_ref()
            .filter(|_| both.is_empty())
            .map(|hearing| format!("{}/autosave", show_address(hearing.id)))
            .unwrap_or_default(),
        draft: match hearing {
            Some(hearing) => format!("{user}:hearing-{}", hearing.id.0),
            None => format!("{user}:hearing-of-{}-new-{}", survey.id.0, form.value("agency")),
        },
        revision: if both.is_empty() { base } else { newest },
        mark: form.value(form_mark::FIELD).to_owned(),
        base,
        longest: LONGEST_SECTION.to_string(),
        both,
        brought,
        blocks: blocks(frame, &agencies),
        headings: headings(frame),
        form,
    };
    if is_valid {
        frame.page("hearings/edit.html", &title, &view)
    } else {
        frame.problem_page("hearings/edit.html", &title, &view)
    }
}

/// The head of the sheet.
fn blocks(frame: &Frame, agencies: &[agency::Model]) -> Vec<BlockView> {
    let fields =
        |block: Block| FIELDS.iter().filter(move |field| field.block == block && field.key != "number");
    let view = |(block, key): (Block, &str)| BlockView {
        title: frame.text(&format!("hearing-block-{key}")),
        fields: fields(block).map(|field| input(frame, field, agencies)).collect(),
    };
    [(Block::Basics, "basics"), (Block::Consent, "consent")].map(view).into()
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
