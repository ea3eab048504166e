//! Composing the sheet of an area: which sections in which order, which questions, texts of one's own, reading lines; and where
//! its published version stands.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::publication;
use surveys::store;

use super::areas;
use super::composition::{Chosen, Composition, FIELDS, FULL, LONGEST_TEXT, SHORT, check};
use super::content::SheetContent;
use super::face::{Length, SheetFace, is_short};
use super::published::version_address;
use super::sheet::{Built, LineState, MOST_FIGURES, MOST_PAGES, QuestionsOf, USUAL_PAGES};
use super::stale::recount;
use super::traced::traced;
use super::which::{AreaQuery, SheetOf};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::meanwhile::{self, Differing, Held, Shown};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct ArrangeView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    kicker: String,
    area: String,
    action: String,
    here: String,
    lines_action: String,
    /// Where it is taken back.
    retract_href: String,
    preview_href: String,
    /// Where the composition of the whole region is taken over for areas; empty where there are none.
    areas_href: String,
    form: FormView,
    held: Vec<Held>,
    differing: Vec<Differing>,
    order: String,
    sections: Vec<SectionLine>,
    questions: Vec<QuestionsOf>,
    questions_chosen: Vec<String>,
    extents: Vec<ChoiceView>,
    longest_text: usize,
    lines: Vec<LineView>,
    n_outdated: usize,
    n_figures: usize,
    most_figures: usize,
    pages: usize,
    /// They are those of the PDF, and not only likely.
    are_pages_counted: bool,
    most_pages: usize,
    /// So long that it is not published. What is only likely to be holds nothing back.
    is_long: bool,
    /// It shows as little as can be chosen already.
    is_short: bool,
    usual_pages: usize,
    /// Questionnaires with fewer answers are not on the sheet.
    min_cell: i32,
    standing: Option<Standing>,
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct SectionLine {
    code: String,
    name: String,
    is_on: bool,
    /// It is on, and there is nothing to show in it now.
    is_silent: bool,
    is_first: bool,
    is_last: bool,
}

#[derive(Serialize)]
struct LineView {
    figure: String,
    /// Of the field; `text` where a problem leads to it.
    id: String,
    title: String,
    /// Where the office finds what the chart counts.
    traced_href: String,
    draft: String,
    text: String,
    /// What the form was made from.
    was: String,
    /// Of the field of the plain line.
    plain_id: String,
    plain_draft: String,
    plain: String,
    plain_was: String,
    plain_errors: Vec<String>,
    numbers: String,
    is_written: bool,
    is_outdated: bool,
    errors: Vec<String>,
}

/// Where the published version stands.
#[derive(Serialize)]
struct Standing {
    version: String,
    differences: Vec<String>,
    causes: Vec<String>,
}

/// A version in the list, or that it was taken back.
#[derive(Serialize)]
struct VersionView {
    words: String,
    by: String,
    at: String,
    /// Where it is read, and what the link says.
    href: String,
    way: String,
}

/// What was sent of a reading line and is not saved.
pub struct RejectedLine {
    /// The chart.
    pub figure: String,
    /// The form, with what is wrong with it.
    pub form: FormView,
    /// What the form was made from: the line, and that in plain language.
    pub was: [String; 2],
    /// What somebody else saved meanwhile.
    pub differing: Vec<Differing>,
}

/// `GET /surveys/{id}/feedback/sheet`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<AreaQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, &query.area).await?;
    page(&frame, &user, &sheet, None, None).await
}

/// `POST /surveys/{id}/feedback/sheet`. Where somebody else changed the sheet since the form was opened, both are shown.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, sent.get("area")).await?;
    // The questions follow from the answers, and reading those takes a while: before anything is locked.
    let built = sheet.built(&frame).await?;
    let offered = built.offered();
    let transaction = frame.app.write().await?;
    let stored = store::feedback_sheets::find(&transaction, sheet.survey.id, &sheet.area).await?;
    let before = Composition::stored(stored.as_ref());
    let after = before.with(&sent);
    let there = before.form(&offered);
    let mut form = after.form(&offered);
    check(&frame, &mut form);
    if !form.is_valid() {
        transaction.rollback().await?;
        return page(&frame, &user, &sheet, Some(Shown::sent(form, &FIELDS, &sent)), None).await;
    }
    if meanwhile::has_changed(&there, &form, &sent) {
        transaction.rollback().await?;
        let differing = differing(&frame, &built.questions, &there, &form);
        let shown = Shown::met(&there, &form, &sent, differing);
        return page(&frame, &user, &sheet, Some(shown), None).await;
    }
    if before != after || stored.is_none() {
        let revision = stored.map_or(0, |stored| stored.revision);
        let new = after.to_save((sheet.survey.id, sheet.area.as_str()), revision)?;
        store::feedback_sheets::save(&transaction, new, user.id).await?;
    }
    transaction.commit().await?;
    // A section that was moved is looked for where it is now.
    let moved = sent.get("do").split_once(':').map(|(_, kind)| kind);
    let moved = after.sections.iter().find(|chosen| Some(chosen.kind.as_str()) == moved);
    let place = moved.map(|chosen| format!("#section-{}", chosen.kind)).unwrap_or_default();
    frame.redirect_with(&format!("{}{place}", sheet.address("sheet")), "success", "sheet-saved")
}

/// The fields that two people saved otherwise, in words.
fn differing(frame: &Frame, questions: &[QuestionsOf], there: &FormView, here: &FormView) -> Vec<Differing> {
    let label = |name: &str| match name {
        "sections" => frame.text("sheet-sections"),
        "questions" => frame.text("sheet-questions"),
        "extent" => frame.text("sheet-extent"),
        _ => frame.text(&format!("sheet-section-{name}")),
    };
    let listed = |words: Vec<String>| words.join(&frame.text("list-separator"));
    let words = |name: &str, value: &str| match name {
        "sections" => {
            let on = value.split_whitespace().filter_map(|marked| marked.strip_prefix('+'));
            listed(on.map(|code| frame.text(&format!("sheet-section-{code}"))).collect())
        }
        "questions" => {
            let all = || questions.iter().flat_map(|of| &of.choices);
            let title = |id: &str| all().find(|one| one.value == id).map(|one| one.label.clone());
            listed(value.split_whitespace().filter_map(title).collect())
        }
        "extent" => extent(frame, value).label,
        _ => value.to_owned(),
    };
    meanwhile::differing(&FIELDS, there, here, label, words)
}

/// The page: as it is stored, or with what was sent and is not saved.
///
/// # Errors
/// As building the sheet.
pub async fn page(
    frame: &Frame,
    user: &User,
    sheet: &SheetOf,
    sent: Option<Shown>,
    line: Option<RejectedLine>,
) -> Result<HttpResponse> {
    let stored = sheet.composition(&frame.app).await?;
    let built = sheet.build(frame, stored.clone()).await?;
    let shown = sent.unwrap_or_else(|| Shown::stored(stored.form(&built.offered())));
    let versions = store::publications::of_area(&frame.app.db, sheet.survey.id, &sheet.area).await?;
    let newest = versions.last().filter(|version| version.retracted_at.is_none());
    let standing = match newest {
        Some(version) => Some(standing(frame, version, &built.content, &stored).await?),
        None => None,
    };
    let versions = version_views(frame, sheet, &versions).await?;
    let (status, differing) = match &line {
        Some(line) if line.differing.is_empty() => (StatusCode::UNPROCESSABLE_ENTITY, false),
        Some(_) => (StatusCode::CONFLICT, true),
        None => (shown.status(), false),
    };
    let composed = stored.of_form(&shown.form);
    let face = SheetFace::of_draft(&built, frame.lang).with_replies(&frame.app, sheet.survey.id).await?;
    // Also beside what was refused: the page says how long the stored sheet is, and warns. It is set once, as its number of pages is kept
    // (`typesetter::n_pages`).
    let length = face.length(&frame.app).await?;
    let mut view = view(frame, user, sheet, &built, (&composed, &length), shown);
    view.standing = standing;
    view.versions = versions;
    if let Some(mut line) = line {
        if differing {
            view.differing = std::mem::take(&mut line.differing);
        }
        put_rejected(&mut view, line);
    }
    frame.page_with(status, "feedback/arrange.html", &frame.text("sheet-title"), &view)
}

fn view(
    frame: &Frame,
    user: &User,
    sheet: &SheetOf,
    built: &Built,
    (composed, length): (&Composition, &Length),
    Shown { form, held, differing }: Shown,
) -> ArrangeView {
    let base = address(sheet.survey.id);
    let last = composed.sections.len().saturating_sub(1);
    let section = |(place, chosen): (usize, &Chosen)| SectionLine {
        name: frame.text(&format!("sheet-section-{}", chosen.kind)),
        code: chosen.kind.clone(),
        is_on: chosen.is_on,
        is_silent: chosen.is_on && built.silent.contains(&chosen.kind),
        is_first: place == 0,
        is_last: place == last,
    };
    let order: Vec<&str> = composed.sections.iter().map(|chosen| chosen.kind.as_str()).collect();
    let n_figures = built.content.figures().count();
    ArrangeView {
        crumbs: sheet.crumbs(frame, &sheet.name),
        tabs: tabs(frame, user, sheet.survey.id, "/feedback"),
        kicker: sheet.name.clone(),
        area: sheet.area.clone(),
        action: format!("{base}/feedback/sheet"),
        here: sheet.address("sheet"),
        lines_action: format!("{base}/feedback/lines"),
        retract_href: sheet.address("retract"),
        preview_href: sheet.address("preview"),
        areas_href: if sheet.has_areas { areas::address(sheet.survey.id) } else { String::new() },
        order: order.join(" "),
        sections: composed.sections.iter().enumerate().map(section).collect(),
        questions: built.questions.clone(),
        questions_chosen: form.value("questions").split_whitespace().map(str::to_owned).collect(),
        extents: [SHORT, FULL].map(|value| extent(frame, value)).into(),
        form,
        held,
        differing,
        longest_text: LONGEST_TEXT,
        lines: line_views(sheet, built),
        n_outdated: built.lines.iter().filter(|line| line.is_outdated).count(),
        n_figures,
        most_figures: MOST_FIGURES,
        pages: length.n,
        are_pages_counted: length.is_counted,
        most_pages: MOST_PAGES,
        is_long: n_figures > MOST_FIGURES || (length.is_counted && length.n > MOST_PAGES),
        is_short: is_short(&built.content.parameters),
        usual_pages: USUAL_PAGES,
        min_cell: built.content.parameters.min_cell,
        standing: None,
        versions: Vec::new(),
    }
}

/// How much a sheet shows, as a choice.
fn extent(frame: &Frame, value: &str) -> ChoiceView {
    let key = if value == FULL { "sheet-extent-full" } else { "sheet-extent-short" };
    ChoiceView { value: value.to_owned(), label: frame.text(key) }
}

fn line_views(sheet: &SheetOf, built: &Built) -> Vec<LineView> {
    let mut traced = traced(sheet.survey.id, &built.content);
    let view = |line: &LineState| line_view(line, traced.remove(&line.figure).unwrap_or_default());
    built.lines.iter().map(view).collect()
}

fn line_view(line: &LineState, traced_href: String) -> LineView {
    LineView {
        traced_href,
        id: format!("line-{}", line.figure),
        figure: line.figure.clone(),
        title: line.title.clone(),
        draft: line.draft.clone(),
        text: line.text.clone(),
        was: line.text.clone(),
        plain_id: format!("plain-{}", line.figure),
        plain_draft: line.plain_draft.clone(),
        plain: line.plain.clone(),
        plain_was: line.plain.clone(),
        plain_errors: Vec::new(),
        numbers: line.numbers.clone(),
        is_written: line.is_written,
        is_outdated: line.is_outdated,
        errors: Vec::new(),
    }
}

/// Puts a line as it was sent onto the page.
fn put_rejected(view: &mut ArrangeView, rejected: RejectedLine) {
    let Some(line) = view.lines.iter_mut().find(|line| line.figure == rejected.figure) else { return };
    (line.id, line.plain_id) = ("text".to_owned(), "plain".to_owned());
    [line.was, line.plain_was] = rejected.was;
    let field = |name: &str| rejected.form.fields.get(name).cloned().unwrap_or_default();
    let (text, plain) = (field("text"), field("plain"));
    (line.text, line.errors) = (text.value, text.errors);
    (line.plain, line.plain_errors) = (plain.value, plain.errors);
    view.form.problems.extend(rejected.form.problems);
}

async fn standing(
    frame: &Frame,
    version: &publication::Model,
    today: &SheetContent,
    composition: &Composition,
) -> Result<Standing> {
    let face = SheetFace::published(&frame.app, version).await?;
    let found = recount(&frame.app, frame.lang, version, (today, composition)).await?;
    Ok(Standing { version: face.version, differences: found.differences, causes: found.causes })
}

/// What became of each version, the newest first.
async fn version_views(
    frame: &Frame,
    sheet: &SheetOf,
    versions: &[publication::Model],
) -> Result<Vec<VersionView>> {
    let people = People::load(&frame.app).await?;
    let published = |version: &publication::Model| {
        let args = [
            ("number", version.number.to_string()),
            ("reason", version.reason.clone()),
            ("hash", version.sha256.clone()),
        ];
        let key = if version.reason.is_empty() { "sheet-version-first" } else { "sheet-version-next" };
        VersionView {
            words: frame.text_with(key, &args),
            by: people.name(Some(version.approved_by)),
            at: time::date_time(version.approved_at, frame.lang),
            href: version_address(sheet, version.number),
            way: frame.text_with("sheet-version-read", &[("number", version.number.to_string())]),
        }
    };
    let retracted = |version: &publication::Model| {
        let number = [("number", version.number.to_string())];
        Some(VersionView {
            at: time::date_time(version.retracted_at?, frame.lang),
            words: frame.text_with("sheet-version-retracted", &number),
            by: people.name(version.retracted_by),
            href: String::new(),
            way: String::new(),
        })
    };
    let events = |version: &publication::Model| retracted(version).into_iter().chain([published(version)]);
    Ok(versions.iter().rev().flat_map(events).collect())
}
