//! The codebook of a survey: the tree of its codes, and adding one.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::code;
use surveys::id::{CodeId, SurveyId};
use surveys::store;
use surveys::store::codes::{CodeInput, NewCode};

use super::tree::{CodeView, tree};
use super::{Head, head, obstacle};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::codebook::LOOKS;
use crate::error::Result;
use crate::pages::surveys::address;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;

/// Fields of the form of a code.
pub const FIELDS: &[&str] = &[
    "symbol",
    "name_ja",
    "name_en",
    "definition",
    "inclusion",
    "exclusion",
    "example",
    "look",
    "is_codable",
    "parent",
];

#[derive(Serialize)]
struct CodebookView {
    head: Head,
    codes: Vec<Line>,
    history_href: String,
    exchange_href: String,
    new_href: String,
    n_closed: usize,
}

#[derive(Serialize)]
struct Line {
    code: CodeView,
    href: String,
    definition: String,
    n: i64,
}

/// `GET /surveys/{id}/codebook`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Codebook)?;
    let db = &frame.app.db;
    let survey = store::surveys::find(db, SurveyId(*id)).await?;
    let all = store::codes::of_survey(db, survey.id).await?;
    // How often a code was put is told to those who see all texts; others would count what they may not see.
    let may_count = may(user.role, Verb::Change, Thing::Codebook);
    let counts = if may_count { store::codebook::counts(db, survey.id).await? } else { Default::default() };
    let line = |code: CodeView| Line {
        href: format!("/codes/{}", code.id),
        definition: definition(&all, code.id),
        n: counts.get(&CodeId(code.id)).copied().unwrap_or(0),
        code,
    };
    let base = format!("{}/codebook", address(survey.id));
    let view = CodebookView {
        head: head(&frame, &user, &survey, "/codebook", []),
        codes: tree(&all, frame.lang).into_iter().map(line).collect(),
        history_href: format!("{base}/history"),
        exchange_href: if may(user.role, Verb::Export, Thing::Coding) {
            format!("{}/coding/exchange", address(survey.id))
        } else {
            String::new()
        },
        new_href: if may_count { format!("{base}/new") } else { String::new() },
        n_closed: all.iter().filter(|code| code.closed_at.is_some()).count(),
    };
    frame.page("coding/codebook.html", &frame.text("coding-room-codebook"), &view)
}

fn definition(all: &[code::Model], id: i64) -> String {
    all.iter().find(|code| code.id.0 == id).map(|code| code.definition.clone()).unwrap_or_default()
}

/// Under which code the new one is to stand.
#[derive(Deserialize)]
pub struct Under {
    #[serde(default)]
    parent: String,
}

#[derive(Serialize)]
struct NewView {
    head: Head,
    form: FormView,
    parents: Vec<ChoiceView>,
    looks: Vec<ChoiceView>,
    action: String,
}

/// `GET /surveys/{id}/codebook/new`
pub async fn new(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    under: web::Query<Under>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let mut form = FormView::filled(FIELDS.iter().map(|name| (*name, String::new())));
    for (name, value) in [("parent", under.parent.as_str()), ("is_codable", "yes"), ("look", "0")] {
        form.fields.entry(name).or_default().value = value.to_owned();
    }
    let view = new_view(&frame, &user, SurveyId(*id), form).await?;
    frame.page("coding/new.html", &frame.text("codebook-new"), &view)
}

/// `POST /surveys/{id}/codebook`
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?.id;
    let mut form = FormView::sent(FIELDS, &sent);
    if let Some(input) = read(&frame, &mut form) {
        let parent = form.value("parent").parse().ok().map(CodeId);
        let transaction = frame.app.write().await?;
        let new = NewCode { parent, ..NewCode::default() };
        match store::codes::create(&transaction, survey, new, input, Some(user.id)).await {
            Ok(_) => {
                transaction.commit().await?;
                let back = format!("{}/codebook", address(survey));
                return frame.redirect_with(&back, "success", "codebook-added");
            }
            Err(error) => reject(&frame, &mut form, obstacle(error)?),
        }
    }
    let view = new_view(&frame, &user, survey, form).await?;
    frame.problem_page("coding/new.html", &frame.text("codebook-new"), &view)
}

async fn new_view(frame: &Frame, user: &User, id: SurveyId, form: FormView) -> Result<NewView> {
    let survey = store::surveys::find(&frame.app.db, id).await?;
    let all = store::codes::of_survey(&frame.app.db, id).await?;
    Ok(NewView {
        head: head(frame, user, &survey, "/codebook", [(frame.text("codebook-new"), String::new())]),
        form,
        parents: choices(&all, frame, |_| true),
        looks: looks(frame),
        action: format!("{}/codebook", address(id)),
    })
}

/// Puts what stood in the way where it belongs: at the symbol, at how the code is used, or at the place in the tree.
pub fn reject(frame: &Frame, form: &mut FormView, key: &'static str) {
    let field = match key {
        "codebook-symbol-taken" => "symbol",
        "codebook-is-coded" => "is_codable",
        _ => "parent",
    };
    form.reject(field, frame.text(key));
}

/// Reads the form of a code; None when it has problems, which it then tells.
pub fn read(frame: &Frame, form: &mut FormView) -> Option<CodeInput> {
    for (name, label) in [("symbol", "codebook-field-symbol"), ("name_ja", "codebook-field-name_ja")] {
        form.require(frame, name, label);
    }
    for (name, label, most) in [
        ("symbol", "codebook-field-symbol", 12),
        ("name_ja", "codebook-field-name_ja", 100),
        ("name_en", "codebook-field-name_en", 100),
        ("definition", "codebook-field-definition", 2000),
        ("inclusion", "codebook-field-inclusion", 2000),
        ("exclusion", "codebook-field-exclusion", 2000),
        ("example", "codebook-field-example", 2000),
    ] {
        form.limit(frame, name, label, most);
    }
    let text = |name: &str| form.value(name).replace("\r\n", "\n");
    let input = CodeInput {
        symbol: text("symbol"),
        name_ja: text("name_ja"),
        name_en: text("name_en"),
        definition: text("definition"),
        inclusion: text("inclusion"),
        exclusion: text("exclusion"),
        example: text("example"),
        look: form.value("look").parse().ok().filter(|look| (0..LOOKS).contains(look)).unwrap_or(0),
        is_codable: form.value("is_codable") != "no",
    };
    form.is_valid().then_some(input)
}

/// Codes in use to choose from, those that `is_offered`.
pub fn choices(
    all: &[code::Model],
    frame: &Frame,
    is_offered: impl Fn(&CodeView) -> bool,
) -> Vec<ChoiceView> {
    let offered = tree(all, frame.lang).into_iter().filter(|code| is_offered(code));
    let choice = |code: CodeView| ChoiceView {
        value: code.id.to_string(),
        label: format!("{}{}", "　".repeat(code.depth), code.label()),
    };
    offered.map(choice).collect()
}

/// The colours and lines to choose from.
pub fn looks(frame: &Frame) -> Vec<ChoiceView> {
    let look = |look: i32| ChoiceView {
        value: look.to_string(),
        label: frame.text(&format!("codebook-look-{look}")),
    };
    (0..LOOKS).map(look).collect()
}
