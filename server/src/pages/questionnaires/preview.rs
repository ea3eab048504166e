//! Trying out a draft, or a published version: the respondents' own pages as phone, PC and paper. Answers travel in the form from page to
//! page, so that branching can be tried; nothing is stored.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::questionnaire;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::answer::{Answers, complete, read_page_with, start};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::page::{first_page, next_page, previous_page, progress};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::{Problem, has_errors};
use surveys::store;

use super::{address, link};
use crate::auth::form::StaffForm;
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::crumbs;
use crate::pages::fill::answer::{change_list, is_list_button};
use crate::pages::fill::files::look_at;
use crate::pages::fill::walk::Walk;
use crate::telemetry;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::{time, versions};

/// What the preview's address says.
#[derive(Deserialize)]
pub struct Asked {
    /// `phone`, `pc`, `paper`; anything else is phone and PC beside each other.
    #[serde(default, rename = "as")]
    shape: String,
    /// Name of the page to begin with.
    #[serde(default)]
    page: String,
    /// Language of the preview.
    #[serde(default, rename = "in")]
    lang: String,
    /// Number of a published version; empty for the draft.
    #[serde(default)]
    version: String,
}

/// Language of one previewed page, and which version it is of.
#[derive(Deserialize)]
pub struct Spoken {
    #[serde(default, rename = "in")]
    lang: String,
    #[serde(default)]
    version: String,
}

/// The definition to look at: the draft, or a published version by its number.
async fn shown(frame: &Frame, questionnaire: &questionnaire::Model, version: &str) -> Result<String> {
    if version.is_empty() {
        return Ok(questionnaire.draft.clone());
    }
    let number = version.parse().map_err(|_| AppError::NotFound)?;
    let found = store::questionnaires::version_numbered(&frame.app.db, questionnaire.id, number).await?;
    Ok(found.definition)
}

#[derive(Serialize)]
struct PreviewView {
    title: String,
    lead: String,
    version: String,
    shapes: Vec<ShapeView>,
    shape: String,
    pages: Vec<ChoiceView>,
    page_in: String,
    langs: Vec<ChoiceView>,
    lang_in: &'static str,
    href: String,
    frames: Vec<FrameView>,
    revision: i32,
    revision_href: String,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ShapeView {
    label: String,
    href: String,
    is_current: bool,
}

#[derive(Serialize)]
struct FrameView {
    shape: &'static str,
    src: String,
}

/// The shapes that can be chosen, each with the frames it shows.
const SHAPES: &[(&str, &[&str])] =
    &[("both", &["phone", "pc"]), ("phone", &["phone"]), ("pc", &["pc"]), ("paper", &["paper"])];

/// `GET /questionnaires/{id}/preview`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let found = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(&frame.app.db, found.survey_id).await?;
    let title = frame.text("preview-title");
    let (shape, parts) = SHAPES.iter().find(|(key, _)| *key == asked.shape).unwrap_or(&SHAPES[0]);
    let lang = Lang::from_code(&asked.lang).unwrap_or(frame.lang);
    let definition = parse(&shown(&frame, &found, &asked.version).await?).0;
    let of = if asked.version.is_empty() { String::new() } else { format!("&version={}", asked.version) };
    let pages = definition.as_ref().map(|definition| pages(definition, frame.lang)).unwrap_or_default();
    let page = pages.iter().find(|page| page.value == asked.page).or(pages.first());
    let page = page.map(|page| page.value.clone()).unwrap_or_default();
    let href = format!("{}/preview", address(found.id));
    let src = |part: &str| match part {
        "paper" => format!("{href}/paper?in={}{of}", lang.code()),
        _ => format!("{href}/p/{}?in={}{of}", encoded(&page), lang.code()),
    };
    let to = |key: &str| format!("{href}?as={key}&in={}&page={}{of}", lang.code(), encoded(&page));
    let view = PreviewView {
        shapes: SHAPES
            .iter()
            .map(|(key, _)| ShapeView {
                label: frame.text(&format!("preview-as-{key}")),
                href: to(key),
                is_current: key == shape,
            })
            .collect(),
        shape: (*shape).to_owned(),
        frames: parts.iter().map(|part| FrameView { shape: part, src: src(part) }).collect(),
        pages,
        page_in: page,
        langs: [Lang::Ja, Lang::En]
            .map(|lang| ChoiceView {
                value: lang.code().to_owned(),
                label: crate::i18n::plain(lang, "language-name"),
            })
            .to_vec(),
        lang_in: lang.code(),
        revision: found.revision,
        revision_href: format!("{}/revision", address(found.id)),
        crumbs: crumbs::of_questionnaire(&frame, &survey, &found, [(title.clone(), String::new())]),
        lead: match asked.version.as_str() {
            "" => frame.text("preview-lead"),
            number => {
                let version = versions::named(frame.lang, &[number.to_owned()]);
                frame.text_with("preview-version-lead", &[("version", version)])
            }
        },
        version: asked.version.clone(),
        title: found.title,
        href,
    };
    let mut response = frame.page("questionnaires/preview.html", &title, &view)?;
    set_policy(&mut response, telemetry::framing_policy())?;
    Ok(response)
}

/// The pages to choose from, as (name, words).
fn pages(definition: &Definition, lang: Lang) -> Vec<ChoiceView> {
    let label = |(at, page): (usize, &surveys::questionnaire::definition::Page)| ChoiceView {
        value: page.name.clone(),
        label: format!("{}. {}", at + 1, page.title.get(lang.code())),
    };
    definition.pages.iter().enumerate().map(label).collect()
}

/// `GET /questionnaires/{id}/revision`: the number of the draft's state, for pages that follow it.
pub async fn revision(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let found = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(found.revision.to_string()))
}

/// `GET /questionnaires/{id}/preview/paper`
pub async fn paper(
    mut frame: Frame,
    user: User,
    id: web::Path<i64>,
    spoken: web::Query<Spoken>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    frame.lang = Lang::from_code(&spoken.lang).unwrap_or(frame.lang);
    let found = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let Some(definition) = parse(&shown(&frame, &found, &spoken.version).await?).0 else {
        return nothing(&frame, "preview-broken");
    };
    framed(link::trial_paper(&frame, &found, &definition).await?)
}

/// `GET /questionnaires/{id}/preview/p/{page}`: a page without answers, or the first one that is shown without any.
pub async fn page(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    spoken: web::Query<Spoken>,
) -> Result<HttpResponse> {
    let trial = Trial::open(frame, user, path.0, &spoken).await?;
    trial.page(&path.1, &trial.beginning(), &[])
}

/// `POST /questionnaires/{id}/preview/p/{page}`: reads the page as a respondent's is read, and goes where the button
/// says: `next`, `previous`, `stay` (the draft has changed), `show` (comes from elsewhere), `start`.
pub async fn answer(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    spoken: web::Query<Spoken>,
    sent: StaffUpload,
) -> Result<HttpResponse> {
    let trial = Trial::open(frame, user, path.0, &spoken).await?;
    let Some(definition) = &trial.definition else { return trial.page("", &Answers::new(), &[]) };
    let (page, before) = (&path.1, carried(sent.get("carried")));
    let go = sent.get("go");
    if matches!(go, "show" | "start") {
        let answers = if go == "show" { before } else { trial.beginning() };
        let first = definition.pages.first().map_or("", |page| &page.name);
        return trial.page(if go == "show" { page } else { first }, &answers, &[]);
    }
    let now = time::now();
    let looked_at = look_at(&trial.frame.app, definition, page, &before, &sent.files);
    let (mut answers, problems) = read_page_with(definition, page, &sent.fields, &looked_at, &before, now);
    change_list(definition, go, &mut answers, now);
    match go {
        _ if is_list_button(go) => trial.page(page, &answers, &[]),
        "stay" | "refresh" => trial.page(page, &answers, &[]),
        "previous" => {
            let previous = previous_page(definition, page, &answers, now);
            trial.page(previous.map_or(page, |page| &page.name), &answers, &[])
        }
        _ if !problems.is_empty() => trial.page(page, &answers, &problems),
        _ => match next_page(definition, page, &answers, now) {
            Some(next) => trial.page(&next.name, &answers, &[]),
            None => trial.check(&answers, &[]),
        },
    }
}

/// `POST /questionnaires/{id}/preview/check`: what a respondent would meet on sending.
pub async fn check(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    spoken: web::Query<Spoken>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    let trial = Trial::open(frame, user, *id, &spoken).await?;
    let answers = carried(sent.get("carried"));
    match (&trial.definition, sent.get("go")) {
        (Some(definition), "submit") => {
            let (_, problems) = complete(definition, &answers, time::now());
            if has_errors(&problems) { trial.check(&answers, &problems) } else { trial.sent() }
        }
        (Some(_), "stay") => trial.check(&answers, &[]),
        _ => trial.page("", &trial.beginning(), &[]),
    }
}

/// The answers in the form; anything that is not an object counts as none.
fn carried(sent: &str) -> Answers {
    serde_json::from_str(sent).unwrap_or_default()
}

/// A draft that somebody tries out.
struct Trial {
    frame: Frame,
    questionnaire: questionnaire::Model,
    definition: Option<Definition>,
    version: String,
}

#[derive(Serialize)]
struct NothingView {
    message: String,
    start_href: String,
}

impl Trial {
    async fn open(mut frame: Frame, user: User, id: i64, spoken: &Spoken) -> Result<Trial> {
        allow(&user, Verb::View, Thing::Survey)?;
        frame.lang = Lang::from_code(&spoken.lang).unwrap_or(frame.lang);
        let questionnaire = store::questionnaires::find(&frame.app.db, QuestionnaireId(id)).await?;
        let definition = parse(&shown(&frame, &questionnaire, &spoken.version).await?).0;
        Ok(Trial { frame, questionnaire, definition, version: spoken.version.clone() })
    }

    /// The answers that a respondent begins with: the definition's own values.
    fn beginning(&self) -> Answers {
        self.definition.as_ref().map(|definition| start(definition, time::now())).unwrap_or_default()
    }

    fn address(&self, rest: &str) -> String {
        let rest = rest.strip_prefix("p/").map_or(rest.to_owned(), |page| format!("p/{}", encoded(page)));
        let lang = self.frame.lang.code();
        let own = format!("{}/preview/{rest}?in={lang}", address(self.questionnaire.id));
        if self.version.is_empty() { own } else { format!("{own}&version={}", self.version) }
    }

    fn walk<'a>(&'a self, definition: &'a Definition, answers: &'a Answers) -> Result<Walk<'a>> {
        Ok(Walk {
            switches: Vec::new(),
            definition,
            answers,
            stored: answers,
            differing: Vec::new(),
            window: String::new(),
            is_sent: true,
            address: Box::new(|rest| self.address(rest)),
            is_editing: false,
            saved_at: String::new(),
            asks_code: false,
            carried: Some(serde_json::to_string(answers).map_err(anyhow::Error::from)?),
            seats: &[],
        })
    }

    /// The page of that name if it is shown with these answers, otherwise the first one that is.
    fn page(&self, page: &str, answers: &Answers, problems: &[Problem]) -> Result<HttpResponse> {
        let Some(definition) = &self.definition else { return nothing(&self.frame, "preview-broken") };
        let now = time::now();
        let is_shown = |page: &str| progress(definition, page, answers, now).is_some();
        let asked = definition.page(page).filter(|page| is_shown(&page.name));
        match asked.or_else(|| first_page(definition, answers, now)) {
            Some(page) => framed(self.walk(definition, answers)?.page(&self.frame, &page.name, problems)?),
            None => nothing(&self.frame, "preview-empty"),
        }
    }

    fn check(&self, answers: &Answers, problems: &[Problem]) -> Result<HttpResponse> {
        let Some(definition) = &self.definition else { return nothing(&self.frame, "preview-broken") };
        framed(self.walk(definition, answers)?.check(&self.frame, problems)?)
    }

    /// The end: what would be stored has no errors.
    fn sent(&self) -> Result<HttpResponse> {
        let view = NothingView { message: self.frame.text("preview-sent"), start_href: self.address("p/-") };
        plain(&self.frame, &view)
    }
}

/// A page that says why there is nothing to see.
fn nothing(frame: &Frame, key: &str) -> Result<HttpResponse> {
    plain(frame, &NothingView { message: frame.text(key), start_href: String::new() })
}

fn plain(frame: &Frame, view: &NothingView) -> Result<HttpResponse> {
    framed(frame.trial_page(
        StatusCode::OK,
        "questionnaires/trial.html",
        &frame.text("preview-title"),
        view,
    )?)
}

/// The same page, allowed in a frame of ours.
fn framed(mut response: HttpResponse) -> Result<HttpResponse> {
    set_policy(&mut response, telemetry::framed_policy())?;
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

fn set_policy(response: &mut HttpResponse, policy: String) -> Result<()> {
    let policy = HeaderValue::try_from(policy).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(())
}

/// A name as a step of an address.
fn encoded(name: &str) -> String {
    // No page has this name; the first one is shown then.
    let name = if name.is_empty() { "-" } else { name };
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}
