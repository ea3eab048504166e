//! Taking over into the results what coders agreed on, and what was decided where they differed.

use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use surveys::hearing::span::Span;
use surveys::id::{CodeId, DoubleCodingId, UserId};
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::double_codings::{Outcome, outcome_of};

use super::super::obstacle;
use super::address;
use super::compare::{Compared, Comparison, by_place};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::frame::Frame;

/// `POST /double-codings/{id}/adopt`
pub async fn adopt(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let id = DoubleCodingId(*id);
    let back = address(id);
    let coders = store::double_codings::coders(&frame.app.db, id).await?;
    if coders.is_empty() {
        return Err(AppError::NotFound);
    }
    if coders.iter().any(|coder| coder.done_at.is_none()) {
        return frame.redirect_with(&back, "warning", "double-not-now");
    }
    let mut comparison = Comparison::load(&frame, &user, id).await?;
    let disagreements = comparison.disagreements();
    let transaction = frame.app.write().await?;
    if let Err(error) = store::double_codings::adopt(&transaction, id, user.id).await {
        return frame.redirect_with(&back, "warning", obstacle(error)?);
    }
    // From here on nobody decides any more; what was decided while the rest was loaded counts.
    let decisions = store::double_codings::decisions(&transaction, id).await?;
    comparison.decisions = by_place(decisions, &comparison.all.codes);
    if disagreements.iter().any(|found| comparison.decision(*found).is_none()) {
        transaction.rollback().await?;
        return frame.redirect_with(&back, "warning", "double-still-open");
    }
    for (place, text) in comparison.texts.iter().enumerate() {
        // A text that was edited since the page was opened is no longer the one that was coded.
        let now = store::segments::body(&transaction, &text.text).await?;
        if now.as_deref() != Some(text.body.as_str()) {
            continue;
        }
        for (code, spans) in &text.spans {
            let decided = disagreements
                .iter()
                .find(|found| found.text == place && found.code == *code)
                .and_then(|found| comparison.decision(*found))
                .map_or(Outcome::All, outcome_of);
            take_over(&transaction, &comparison, text, (*code, spans), decided).await?;
        }
    }
    transaction.commit().await?;
    frame.redirect_with(&back, "success", "double-adopted")
}

/// The codings stay those of who put them.
async fn take_over(
    transaction: &DatabaseTransaction,
    comparison: &Comparison,
    text: &Compared,
    (code, spans): (CodeId, &Vec<Vec<Span>>),
    decided: Outcome,
) -> Result<()> {
    let holds = |coder: UserId| match decided {
        Outcome::One(one) => one == coder,
        Outcome::All => true,
        Outcome::None => false,
    };
    for ((coder, _), own) in comparison.coders.iter().zip(spans).filter(|((coder, _), _)| holds(*coder)) {
        for span in own {
            let new = NewCoding {
                survey: comparison.model.survey_id,
                text: &text.text,
                body: &text.body,
                span: *span,
                code,
                was_suggested: false,
            };
            store::codings::put(transaction, new, *coder).await?;
        }
    }
    Ok(())
}
