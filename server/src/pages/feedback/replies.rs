//! Replies to the feedback (双方向): the findings that the region is asked about become a short questionnaire, which the sheets lead
//! to. Its answers are data like all others, and the next sheet counts them in a section of their own (`replied.rs`).

use std::collections::HashSet;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::coding::frame::CodingFrame;
use serde::Serialize;
use surveys::entity::questionnaire;
use surveys::entity::state::{QuestionnaireState, ResponseState};
use surveys::entity::survey;
use surveys::error::Error;
use surveys::id::SurveyId;
use surveys::questionnaire::reply::{
    Finding, MAX_FINDINGS, MAX_TEXT, TEMPLATE, findings, findings_by_name, minutes, with_findings,
};
use surveys::store;
use surveys::store::drafts::Change;
use surveys::store::questionnaires::NewQuestionnaire;

use super::content::SheetContent;
use super::differing::differing;
use super::findings::{AskedView, ReplyLinksView, is_of_chart, proposed, reply_links, titles, unasked};
use super::matches::{ToldView, told};
use super::which::SheetOf;
use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::fill::aim::aimed;
use crate::pages::questionnaires::{address as questionnaire_address, draft};
use crate::pages::surveys::{Tab, address as survey_address, state_key, tabs};
use crate::secret;
use crate::view::form::{Crumb, ProblemLine};
use crate::view::frame::Frame;

/// Findings of one's own that a form has room for.
const OWN: usize = 4;
/// So many findings, few and many, are examples of how long replying takes.
const EXAMPLES: [usize; 2] = [5, 12];

/// What a sheet says of replies.
#[derive(Serialize)]
pub struct RepliesView {
    /// The questionnaire's own page; empty while it takes no answers.
    href: String,
    /// About how many minutes it takes.
    minutes: u64,
    /// What it asks about.
    findings: Vec<AskedView>,
    /// The same beside the charts and tables that find it.
    ways: Vec<ReplyLinksView>,
    /// Titles of the charts and tables about which it could ask and does not; empty for none.
    unasked: String,
    /// Offers and wishes that meet.
    told: Vec<ToldView>,
}

#[derive(Serialize)]
struct PageView {
    title: String,
    lead: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    problems: Vec<ProblemLine>,
    #[serde(flatten)]
    lines: LinesView,
    questionnaire: Option<QuestionnaireView>,
    matches_href: String,
    max: usize,
}

/// The lines of the form.
#[derive(Serialize)]
struct LinesView {
    rows: Vec<RowView>,
    /// Proposed findings that nobody is asked about.
    n_unasked: usize,
    /// What is asked with numbers that the published sheet does not have, in words.
    differing: Vec<String>,
    /// There is a published sheet that proposals are taken from.
    is_published: bool,
}

/// A line of the form.
#[derive(Serialize)]
struct RowView {
    /// What the finding is known by.
    key: String,
    label: String,
    value: String,
    /// One of one's own is asked about as soon as it has words; all others once they are ticked.
    is_own: bool,
    is_asked: bool,
}

#[derive(Serialize)]
struct QuestionnaireView {
    href: String,
    title: String,
    state: QuestionnaireState,
    state_label: String,
    n_replies: u64,
}

/// `GET /surveys/{id}/replies`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let questionnaire = questionnaire(&frame.app, survey.id).await?;
    let asked = questionnaire.as_ref().map(|found| findings(&found.draft)).unwrap_or_default();
    let lines = lines(&frame, asked, proposals(&frame, survey.id).await?, questionnaire.is_none());
    page(&frame, &user, survey, questionnaire, lines, Vec::new(), StatusCode::OK).await
}

/// `POST /surveys/{id}/replies`: makes the questionnaire of the findings, or changes what it asks about.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let questionnaire = questionnaire(&frame.app, survey.id).await?;
    let before = questionnaire.as_ref().map(|found| findings(&found.draft)).unwrap_or_default();
    let typed = typed(&before, &sent)?;
    if let Some(problem) = problem(&frame, &typed) {
        let lines = lines(&frame, typed, proposals(&frame, survey.id).await?, false);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&frame, &user, survey, questionnaire, lines, vec![problem], status).await;
    }
    let back = format!("{}/replies", survey_address(survey.id));
    let is_saved = match questionnaire {
        Some(found) => change(&frame, &user, &found, &typed).await?,
        None => make(&frame, &user, &survey, &typed).await?,
    };
    let (kind, key) = if is_saved { ("success", "replies-saved") } else { ("warning", "replies-stale") };
    frame.redirect_with(&back, kind, key)
}

/// What is ticked in the form and has words, in its order, which is that of the sheet; of one's own what has words.
fn typed(before: &[Finding], sent: &StaffForm) -> Result<Vec<Finding>> {
    let codes = CodingFrame::shipped().map_err(anyhow::Error::from)?.codes;
    let known = before.iter().map(|finding| finding.key.clone());
    let known: HashSet<String> =
        known.chain(codes.into_iter().map(|code| code.code)).chain(own_keys()).collect();
    let ticked: HashSet<&str> = sent.all("ask").collect();
    let mut seen = HashSet::new();
    let typed = sent.0.iter().filter_map(|(field, text)| {
        let (key, text) = (field.strip_prefix("text-")?, text.trim());
        let is_known = known.contains(key) || is_of_chart(key);
        let is_asked = ticked.contains(key) || is_own(key);
        (!text.is_empty() && is_known && is_asked && seen.insert(key))
            .then(|| Finding { key: key.to_owned(), text: text.to_owned() })
    });
    Ok(typed.collect())
}

fn own_keys() -> impl Iterator<Item = String> {
    (1..=OWN).map(|n| format!("own_{n}"))
}

fn is_own(key: &str) -> bool {
    own_keys().any(|own| own == key)
}

fn problem(frame: &Frame, typed: &[Finding]) -> Option<ProblemLine> {
    let line = |key: &str, href: String, max: usize| {
        Some(ProblemLine { href, text: frame.text_with(key, &[("max", max.to_string())]) })
    };
    let long = typed.iter().find(|finding| finding.text.chars().count() > MAX_TEXT);
    match (typed.len(), long) {
        (0, _) => line("replies-none", "#findings".to_owned(), 0),
        (n, _) if n > MAX_FINDINGS => line("replies-too-many", "#findings".to_owned(), MAX_FINDINGS),
        (_, Some(long)) => line("replies-too-long", format!("#text-{}", long.key), MAX_TEXT),
        _ => None,
    }
}

/// Makes the questionnaire in a wave of its own; false when somebody else has made it meanwhile.
async fn make(frame: &Frame, user: &User, survey: &survey::Model, typed: &[Finding]) -> Result<bool> {
    let filled = draft::filled_in(&frame.app, survey, TEMPLATE).await?;
    let draft = with_findings(&filled, typed).ok_or(AppError::NotFound)?;
    let transaction = frame.app.write().await?;
    let title = frame.text("replies-wave");
    let wave = store::surveys::add_wave(&transaction, survey.id, title.clone(), user.id).await?;
    let new =
        NewQuestionnaire { survey: survey.id, wave: wave.id, title, draft, link: secret::random_link()? };
    let made = store::questionnaires::create(&transaction, new, user.id).await?;
    match store::replies::set_questionnaire(&transaction, survey.id, made.id, user.id).await {
        Ok(()) => transaction.commit().await?,
        // Dropped with the transaction: wave and questionnaire of this call.
        Err(Error::Taken(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    Ok(true)
}

/// Changes what the questionnaire asks about; false when somebody else has changed it meanwhile.
async fn change(frame: &Frame, user: &User, found: &questionnaire::Model, typed: &[Finding]) -> Result<bool> {
    let draft = with_findings(&found.draft, typed).ok_or(AppError::Conflict("replies-no-page"))?;
    let transaction = frame.app.write().await?;
    let change = Change::new("change", serde_json::json!({}));
    let saved =
        store::questionnaires::save_draft(&transaction, found.id, found.revision, draft, change, user.id);
    match saved.await {
        Ok(_) => transaction.commit().await?,
        Err(Error::Stale) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    Ok(true)
}

/// The questionnaire that takes the replies.
async fn questionnaire(app: &App, survey: SurveyId) -> Result<Option<questionnaire::Model>> {
    let db = &app.db;
    match store::replies::questionnaire(db, survey).await? {
        Some(id) => Ok(Some(store::questionnaires::find(db, id).await?)),
        None => Ok(None),
    }
}

/// What is proposed, and whether it is what a published sheet says.
struct Proposed {
    findings: Vec<Finding>,
    is_published: bool,
}

/// The themes, charts and tables of the sheet of the whole region as it is published. Where none is, what it would have is proposed by
/// title: numbers of this moment would go round the sheet that freezes others. None of these where texts cannot be read.
async fn proposals(frame: &Frame, survey: SurveyId) -> Result<Proposed> {
    let sheet = SheetOf::find(frame, survey.0, "").await?;
    if let Some(version) = sheet.shown(&frame.app).await? {
        let findings = proposed(&SheetContent::read(&version.content)?);
        return Ok(Proposed { findings, is_published: true });
    }
    let findings = match sheet.built(frame).await {
        Ok(built) => titles(&built.content),
        Err(AppError::NoDictionary(..)) => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(Proposed { findings, is_published: false })
}

/// The form: its lines, and what is said of them.
fn lines(frame: &Frame, asked: Vec<Finding>, proposed: Proposed, is_new: bool) -> LinesView {
    let Proposed { findings, is_published } = proposed;
    let differing = differing(frame, &asked, &findings);
    let rows = rows(frame, asked, findings, is_new);
    let n_unasked = rows.iter().filter(|row| !row.is_own && !row.is_asked).count();
    LinesView { rows, n_unasked, differing, is_published }
}

/// The lines of the form: what is asked, what is proposed besides (ticked only at first, as many as may be asked), and room for more.
fn rows(frame: &Frame, asked: Vec<Finding>, proposed: Vec<Finding>, is_new: bool) -> Vec<RowView> {
    let mut rows: Vec<RowView> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut push = |Finding { key, text }: Finding, label: String, is_asked: bool| {
        if seen.insert(key.clone()) {
            rows.push(RowView { label, value: text, is_own: is_own(&key), is_asked, key });
        }
    };
    for (n, finding) in (1..).zip(asked) {
        let label = frame.text_with("replies-finding", &[("n", format!("{n}"))]);
        push(finding, label, true);
    }
    for (place, finding) in proposed.into_iter().enumerate() {
        let label = frame.text_with("replies-proposed", &[("text", finding.text.clone())]);
        push(finding, label, is_new && place < MAX_FINDINGS);
    }
    for (n, key) in (1..).zip(own_keys()) {
        let label = frame.text_with("replies-own", &[("n", format!("{n}"))]);
        push(Finding { key, text: String::new() }, label, false);
    }
    rows
}

async fn page(
    frame: &Frame,
    user: &User,
    survey: survey::Model,
    questionnaire: Option<questionnaire::Model>,
    lines: LinesView,
    problems: Vec<ProblemLine>,
    status: StatusCode,
) -> Result<HttpResponse> {
    let base = survey_address(survey.id);
    let questionnaire = match questionnaire {
        Some(found) => Some(QuestionnaireView {
            href: questionnaire_address(found.id),
            state_label: frame.text(state_key(found.state)),
            state: found.state,
            n_replies: store::responses::count(&frame.app.db, found.id, ResponseState::Submitted).await?,
            title: found.title,
        }),
        None => None,
    };
    let steps = [
        (frame.text("surveys-tab-feedback"), format!("{base}/feedback")),
        (frame.text("replies-title"), String::new()),
    ];
    let view = PageView {
        crumbs: crumbs::of_survey(frame, &survey, steps),
        tabs: tabs(frame, user, survey.id, "/feedback"),
        action: format!("{base}/replies"),
        matches_href: format!("{base}/matches"),
        title: survey.title,
        lead: lead(frame),
        problems,
        lines,
        questionnaire,
        max: MAX_FINDINGS,
    };
    frame.page_with(status, "feedback/replies.html", &frame.text("replies-title"), &view)
}

/// What the page is for, with how long replying takes.
fn lead(frame: &Frame) -> String {
    let [few, many] = EXAMPLES;
    let args = [
        ("few", few.to_string()),
        ("few_minutes", minutes(few).to_string()),
        ("many", many.to_string()),
        ("many_minutes", minutes(many).to_string()),
    ];
    frame.text_with("replies-lead", &args)
}

/// The questionnaire that takes the replies, while it takes them.
async fn open(app: &App, survey: SurveyId) -> Result<Option<questionnaire::Model>> {
    let found = questionnaire(app, survey).await?;
    Ok(found.filter(|found| found.state == QuestionnaireState::Open))
}

/// Whether the region can reply now.
///
/// # Errors
/// When the database fails.
pub async fn is_asking(frame: &Frame, survey: SurveyId) -> Result<bool> {
    Ok(open(&frame.app, survey).await?.is_some())
}

/// How the region replies, for what is printed.
pub struct ReplyWay {
    /// Where, in full.
    pub address: String,
    /// About how many minutes it takes.
    pub minutes: u64,
}

/// How the region can reply now; None while it cannot.
///
/// # Errors
/// When the database fails.
pub async fn reply_way(app: &App, survey: SurveyId) -> Result<Option<ReplyWay>> {
    let Some(found) = open(app, survey).await? else { return Ok(None) };
    let minutes = minutes(asked_now(app, &found).await?.len());
    Ok(Some(ReplyWay { address: format!("{}/q/{}", app.public_url, found.link), minutes }))
}

/// What the questionnaire asks about as it is published.
async fn asked_now(app: &App, found: &questionnaire::Model) -> Result<Vec<(String, Finding)>> {
    let newest = store::questionnaires::newest_version(&app.db, found.id).await?;
    Ok(newest.map(|version| findings_by_name(&version.definition)).unwrap_or_default())
}

/// What a sheet of an area, or of the whole region, says of replies, and what it says beside its findings.
///
/// # Errors
/// When the database fails.
pub async fn of_sheet(
    frame: &Frame,
    survey: SurveyId,
    area: Option<&str>,
    content: &SheetContent,
) -> Result<RepliesView> {
    let told = told(frame, survey, area).await?;
    let Some(found) = open(&frame.app, survey).await? else {
        let (href, findings, ways, unasked) = (String::new(), Vec::new(), Vec::new(), String::new());
        return Ok(RepliesView { href, minutes: 0, findings, ways, unasked, told });
    };
    let href = format!("/q/{}", found.link);
    let asked = asked_now(&frame.app, &found).await?;
    let view = |(name, finding): (String, Finding)| AskedView {
        href: aimed(&href, &name),
        key: finding.key,
        text: finding.text,
    };
    let findings: Vec<AskedView> = asked.into_iter().map(view).collect();
    let unasked = unasked(content, &findings).join(&frame.text("list-separator"));
    let ways = reply_links(content, &findings);
    Ok(RepliesView { href, minutes: minutes(findings.len()), findings, ways, unasked, told })
}
