//! Files that respondents sent, for those who work with the survey: a list, and each file to be saved. Files say who
//! somebody is, so that nobody else sees them, and that one was opened is recorded.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::{QuestionnaireId, ResponseFileId};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::question::Question;
use surveys::store;
use surveys::store::response_files::Stored;

use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::download::brought;
use crate::pages::questionnaires::address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::question::files::in_words;
use crate::view::time;

#[derive(Serialize)]
struct ReceivedView {
    files: Vec<FileView>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct FileView {
    response: i64,
    question: String,
    name: String,
    size: String,
    received_at: String,
    href: String,
}

/// `GET /questionnaires/{id}/received`
pub async fn index(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::ReceivedFile)?;
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let version = store::questionnaires::newest_version(db, questionnaire.id).await?;
    let definition = version.and_then(|version| parse(&version.definition).0);
    let title = |name: &str| {
        let question = definition.as_ref().and_then(|definition| definition.question(name));
        question.map_or(name.to_owned(), |question| question.title.get(frame.lang.code()).to_owned())
    };
    let here = format!("{}/received", address(questionnaire.id));
    let view = |file: Stored| FileView {
        response: file.response_id.0,
        question: title(&file.question),
        name: file.name,
        size: in_words(usize::try_from(file.size).unwrap_or(0)),
        received_at: time::date_time(file.received_at, frame.lang),
        href: format!("{here}/{}", file.id.0),
    };
    let files = store::response_files::of_questionnaire(db, questionnaire.id).await?;
    let heading = frame.text("received-title");
    let view = ReceivedView {
        files: files.into_iter().map(view).collect(),
        crumbs: crumbs::of_questionnaire(&frame, &survey, &questionnaire, [(heading.clone(), String::new())]),
    };
    frame.page("questionnaires/received.html", &heading, &view)
}

/// `GET /questionnaires/{id}/received/{number}`
pub async fn download(frame: Frame, user: User, path: web::Path<(i64, i64)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::ReceivedFile)?;
    let transaction = frame.app.write().await?;
    let (questionnaire, number) = (QuestionnaireId(path.0), ResponseFileId(path.1));
    let file = store::response_files::open(&transaction, questionnaire, number, user.id).await?;
    transaction.commit().await?;
    Ok(brought(file.name, file.media_type, file.bytes))
}

/// Whether any of its questions, inner ones too, takes files.
pub fn takes_files(definition: &Definition) -> bool {
    fn takes(question: &Question) -> bool {
        let inner = question.composite.as_ref().map(|composite| composite.questions()).unwrap_or_default();
        question.kind.name == "file" || inner.into_iter().any(takes)
    }
    definition.questions().into_iter().any(takes)
}
