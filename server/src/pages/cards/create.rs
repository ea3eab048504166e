//! Making a card: empty, or of segments that were ticked; and putting segments to a card that is there.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use surveys::id::{CardId, CodeId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::stakeholder::agency_kind;
use surveys::store;
use surveys::store::cards::{CardInput, MOST_SOURCES, NewSource};

use super::{address, form};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::CodedTexts;
use crate::error::{AppError, Result};
use crate::pages::form_mark::{self, FIELD};
use crate::view::frame::Frame;

/// Segments that were ticked, with what they say of a new card.
struct Picked {
    sources: Vec<NewSource>,
    kinds: BTreeSet<String>,
    themes: BTreeSet<String>,
}

/// `POST /surveys/{id}/cards`: a new card, or more sources for the one that the form names. Sent twice it makes one card.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let survey = SurveyId(*id);
    let texts = CodedTexts::load(&frame.app, survey, Purpose::Internal, frame.lang).await?;
    let ticked = ticked(&sent);
    // The list of segments of a code makes a card of what is ticked there; the list of cards makes one of nothing.
    let from = sent.get("from").parse().map(CodeId);
    if let Ok(code) = from
        && ticked.is_empty()
    {
        let back = format!("/codes/{}/segments", code.0);
        return frame.redirect_with(&back, "error", "cards-none-ticked");
    }
    // Somebody who goes back and ticks other segments wants another card.
    let mark = form_mark::kept(sent.get(FIELD), &format!("{ticked:?}"));
    let picked = picked(&texts, &ticked);
    let transaction = frame.app.write().await?;
    let card = match sent.get("card").parse().map(CardId) {
        Ok(card) => {
            let found = store::cards::find(&transaction, card).await?;
            if found.survey_id != survey {
                return Err(AppError::NotFound);
            }
            found
        }
        Err(_) => {
            if let Some(made) = store::cards::made_with(&transaction, survey, &mark).await? {
                transaction.rollback().await?;
                return frame.redirect_with(&address(made.id), "success", "cards-made");
            }
            // What an agency did is told by its kind; the area is chosen by whoever writes, the whole region until then.
            let input = CardInput {
                kinds: picked.kinds.into_iter().take(form::MOST_KINDS).collect(),
                themes: picked.themes.into_iter().take(form::MOST_THEMES).collect(),
                ..CardInput::default()
            };
            store::cards::create(&transaction, survey, input, &mark, user.id).await?
        }
    };
    let n_left_out = store::cards::add_sources(&transaction, card.id, picked.sources, user.id).await?;
    transaction.commit().await?;
    if n_left_out > 0 {
        let args = [("n", n_left_out.to_string()), ("max", MOST_SOURCES.to_string())];
        let text = frame.text_with("cards-made-partly", &args);
        return frame.redirect_saying(&address(card.id), "warning", text);
    }
    frame.redirect_with(&address(card.id), "success", "cards-made")
}

/// The segments that the form names.
fn ticked(sent: &StaffForm) -> BTreeSet<i64> {
    sent.all("segment").filter_map(|id| id.parse().ok()).collect()
}

/// Only segments of this survey that its consents let colleagues read, whatever the form says.
fn picked(texts: &CodedTexts, ticked: &BTreeSet<i64>) -> Picked {
    let mut picked = Picked { sources: Vec::new(), kinds: BTreeSet::new(), themes: BTreeSet::new() };
    let parts = texts.texts.iter().flat_map(|text| text.parts.iter().map(move |part| (text, part)));
    let all = parts.flat_map(|(text, part)| part.all().map(move |coded| (text, part, coded)));
    let of_it = all.filter(|(.., coded)| ticked.contains(&coded.segment.id.0));
    for (text, part, coded) in of_it {
        picked.sources.push(NewSource { source: part.text.source(), segment: Some(coded.segment.id) });
        picked.kinds.extend(agency_kind::find(&text.kind).map(|kind| kind.code.to_owned()));
        let codes = coded.codings.iter();
        let codes = codes.filter_map(|coding| texts.codes.iter().find(|code| code.id == coding.code_id));
        let themes = codes.map(|code| code.frame_code.clone()).filter(|code| form::is_theme(code));
        picked.themes.extend(themes);
    }
    picked
}
