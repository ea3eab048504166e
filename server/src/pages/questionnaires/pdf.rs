//! Questionnaires as PDF: to be filled in by hand, and to be read beside the data.

use actix_web::{HttpResponse, web};
use analysis::document::paper::{Block, PaperPicture};
use serde::Deserialize;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::parse::parse;
use surveys::store;

use super::link::{lines_of, public_url};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{self, PDF};
use crate::pages::fill::{Met, meet};
use crate::questionnaire_paper::{
    Around, paper_of_draft, paper_of_version, questionnaire_paper, version_words,
};
use crate::typesetter;
use crate::view::frame::Frame;
use crate::view::{qr, time};

/// Which version is meant; the draft when absent.
#[derive(Deserialize)]
pub struct Query {
    version: Option<i32>,
}

/// `GET /q/{link}/paper.pdf`: the published questionnaire, to be printed and filled in by hand.
pub async fn to_fill_in(frame: Frame, link: web::Path<String>) -> Result<HttpResponse> {
    let met = meet(&frame.app, &link).await?;
    let around = Around {
        publisher: met.survey.host.clone(),
        date: time::iso_day(met.version.published_at),
        foot: format!("{}  {}", met.questionnaire.link, version_words(&met.version, frame.lang)),
        before: before(&frame, &met)?,
        after: after(&frame, &met),
        shows_codes: false,
    };
    let paper = questionnaire_paper(&met.definition, frame.lang, around);
    let bytes = typesetter::pdf(&frame.app, paper).await?;
    Ok(download::file(PDF, "questionnaire.pdf".to_owned(), bytes))
}

/// What stands before the questions: what people should know, room for the office, and the way to the web.
fn before(frame: &Frame, met: &Met) -> Result<Vec<Block>> {
    let url = public_url(&frame.app, &met.questionnaire);
    let about = met.about(frame).into_iter();
    let mut facts: Vec<(String, String)> =
        about.map(|line| (frame.text(&format!("fill-about-{}", line.key)), line.text)).collect();
    facts.push((frame.text("fill-about-voluntary"), frame.text("fill-voluntary-text")));
    if !met.questionnaire.return_fax.is_empty() {
        facts.push((frame.text("fill-paper-fax"), met.questionnaire.return_fax.clone()));
    }
    let blank = "（　　　　　　）";
    let office =
        format!("{}{blank}　{}{blank}", frame.text("entries-sheet-number"), frame.text("entries-received"));
    Ok(vec![
        Block::Facts(facts),
        Block::Facts(vec![(frame.text("fill-paper-office"), office)]),
        Block::Picture(PaperPicture {
            svg: qr::svg(&url)?,
            alternative: frame.text("fill-paper-qr"),
            caption: format!("{} {url}", frame.text("fill-paper-web")),
        }),
    ])
}

/// What stands after the questions: where the sheet goes.
fn after(frame: &Frame, met: &Met) -> Vec<Block> {
    let address = &met.questionnaire.return_address;
    let send_to = lines_of(if address.is_empty() { &met.survey.contact } else { address });
    let mut blocks = vec![Block::Heading(1, frame.text("fill-paper-send"))];
    if !met.questionnaire.return_fax.is_empty() {
        let fax = (frame.text("fill-paper-fax"), met.questionnaire.return_fax.clone());
        blocks.push(Block::Facts(vec![fax]));
    }
    blocks.push(Block::Paragraph(send_to.join("\n")));
    blocks.extend(["fill-paper-withdraw", "fill-paper-thanks"].map(|key| Block::Paragraph(frame.text(key))));
    blocks
}

/// `GET /questionnaires/{id}/questionnaire.pdf`: a version, or the draft, with the names and values that the data has.
pub async fn to_read(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let (db, lang) = (&frame.app.db, frame.lang);
    let questionnaire = store::questionnaires::find(db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let of = (&survey, &questionnaire);
    let paper = match query.version {
        Some(number) => {
            let version = store::questionnaires::version_numbered(db, questionnaire.id, number).await?;
            paper_of_version(&frame.app, of, &version, lang)?
        }
        None => {
            let definition = parse(&questionnaire.draft).0;
            let definition = definition.ok_or(AppError::Conflict("questionnaires-files-broken"))?;
            paper_of_draft(of, &definition, lang)
        }
    };
    let version = query.version.map_or_else(|| "draft".to_owned(), |number| number.to_string());
    let bytes = typesetter::pdf(&frame.app, paper).await?;
    Ok(download::file(PDF, format!("questionnaire-{}-{version}.pdf", questionnaire.id.0), bytes))
}
