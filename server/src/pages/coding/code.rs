//! One code: what is written of it, its place in the tree, merging it into another and taking it out of use.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::code;
use surveys::id::CodeId;
use surveys::store;

use super::codebook::{FIELDS, choices, looks, read, reject};
use super::memo::{MemoView, memo_views};
use super::tree::label;
use super::{Head, head, obstacle};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::surveys::address as survey_address;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct CodePage {
    head: Head,
    label: String,
    symbol: String,
    about: Vec<About>,
    form: FormView,
    looks: Vec<ChoiceView>,
    action: String,
    may_change: bool,
    is_closed: bool,
    is_codable: bool,
    is_stance: bool,
    became: String,
    parents: Vec<ChoiceView>,
    siblings: Vec<ChoiceView>,
    others: Vec<ChoiceView>,
    segments_href: String,
    new_href: String,
    memos: Vec<MemoView>,
}

#[derive(Serialize)]
struct About {
    key: String,
    value: String,
}

/// The address of a code.
pub fn address(id: CodeId) -> String {
    format!("/codes/{}", id.0)
}

/// `GET /codes/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Codebook)?;
    let code = store::codes::find(&frame.app.db, CodeId(*id)).await?;
    let form = FormView::filled(FIELDS.iter().map(|name| (*name, value(&code, name))));
    let view = view(&frame, &user, &code, form).await?;
    frame.page("coding/code.html", &view.label, &view)
}

/// `POST /codes/{id}`: changes what is written of it.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let code = store::codes::find(&frame.app.db, CodeId(*id)).await?;
    let mut form = FormView::sent(FIELDS, &sent);
    if let Some(input) = read(&frame, &mut form) {
        let transaction = frame.app.write().await?;
        match store::codes::change(&transaction, code.id, input, user.id).await {
            Ok(_) => {
                transaction.commit().await?;
                return frame.redirect_with(&address(code.id), "success", "codebook-changed");
            }
            Err(error) => reject(&frame, &mut form, obstacle(error)?),
        }
    }
    let view = view(&frame, &user, &code, form).await?;
    frame.problem_page("coding/code.html", &view.label, &view)
}

/// `POST /codes/{id}/move`: puts it under another code (`parent`, empty for the top), behind `behind` or first.
pub async fn move_to(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let number = |name: &str| sent.get(name).parse().ok().map(CodeId);
    let transaction = frame.app.write().await?;
    let done =
        store::codes::move_to(&transaction, CodeId(*id), number("parent"), number("behind"), user.id).await;
    finish(&frame, CodeId(*id), transaction, done, "codebook-moved").await
}

/// `POST /codes/{id}/merge`: merges it into the code `into`.
pub async fn merge(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let Some(into) = sent.get("into").parse().ok().map(CodeId) else {
        return frame.redirect_with(&address(CodeId(*id)), "warning", "codebook-merge-choose");
    };
    let transaction = frame.app.write().await?;
    let done = store::codebook::merge(&transaction, CodeId(*id), into, user.id).await;
    let open = if done.is_ok() { into } else { CodeId(*id) };
    finish(&frame, open, transaction, done, "codebook-merged").await
}

/// `POST /codes/{id}/retire`
pub async fn retire(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let transaction = frame.app.write().await?;
    let done = store::codebook::retire(&transaction, CodeId(*id), user.id).await;
    finish(&frame, CodeId(*id), transaction, done, "codebook-retired").await
}

/// Keeps a change and says so, or says what stood in the way.
pub async fn finish(
    frame: &Frame,
    open: CodeId,
    transaction: sea_orm::DatabaseTransaction,
    done: surveys::error::Result<()>,
    said: &str,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&address(open), "success", said)
        }
        Err(error) => {
            let key = obstacle(error)?;
            transaction.rollback().await?;
            frame.redirect_with(&address(open), "warning", key)
        }
    }
}

async fn view(frame: &Frame, user: &User, code: &code::Model, form: FormView) -> Result<CodePage> {
    let db = &frame.app.db;
    let survey = store::surveys::find(db, code.survey_id).await?;
    let all = store::codes::of_survey(db, survey.id).await?;
    let title = label(code, frame.lang);
    let memos = store::memos::of_survey(db, survey.id).await?;
    let memos = memo_views(frame, memos.iter().filter(|memo| memo.code_id == Some(code.id))).await?;
    let became = code.merged_into.and_then(|into| all.iter().find(|other| other.id == into));
    let may_change = may(user.role, Verb::Change, Thing::Codebook);
    Ok(CodePage {
        head: head(frame, user, &survey, "/codebook", [(title.clone(), String::new())]),
        about: about(frame, code),
        form,
        looks: looks(frame),
        action: address(code.id),
        may_change: may_change && code.closed_at.is_none(),
        is_closed: code.closed_at.is_some(),
        is_codable: code.is_codable,
        is_stance: store::codes::is_stance(code),
        became: became.map(|code| label(code, frame.lang)).unwrap_or_default(),
        parents: choices(&all, frame, |other| other.id != code.id.0),
        siblings: choices(&all, frame, |other| {
            let is_sibling =
                |model: &code::Model| model.id.0 == other.id && model.parent_id == code.parent_id;
            other.id != code.id.0 && all.iter().any(is_sibling)
        }),
        others: choices(&all, frame, |other| other.id != code.id.0 && other.is_codable && !other.is_stance),
        segments_href: format!("{}/segments", address(code.id)),
        new_href: format!("{}/codebook/new?parent={}", survey_address(survey.id), code.id.0),
        memos,
        symbol: code.symbol.clone(),
        label: title,
    })
}

fn about(frame: &Frame, code: &code::Model) -> Vec<About> {
    let shown = ["name_ja", "name_en", "definition", "inclusion", "exclusion", "example"];
    let line =
        |name: &&str| About { key: frame.text(&format!("codebook-field-{name}")), value: value(code, name) };
    shown.iter().map(line).filter(|line| !line.value.is_empty()).collect()
}

fn value(code: &code::Model, name: &str) -> String {
    match name {
        "symbol" => code.symbol.clone(),
        "name_ja" => code.name_ja.clone(),
        "name_en" => code.name_en.clone(),
        "definition" => code.definition.clone(),
        "inclusion" => code.inclusion.clone(),
        "exclusion" => code.exclusion.clone(),
        "example" => code.example.clone(),
        "look" => code.look.to_string(),
        "is_codable" => if code.is_codable { "yes" } else { "no" }.to_owned(),
        "parent" => code.parent_id.map(|id| id.0.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}
