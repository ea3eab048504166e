//! Making a card that introduces an initiative of an agency by its name (取り組み紹介).

use actix_web::{HttpResponse, web};
use surveys::entity::agency;
use surveys::id::{AgencyId, SurveyId};
use surveys::privacy::card::Introduction;
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::cards::CardInput;

use super::{address, list_address};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::pages::form_mark::{self, FIELD};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// The agencies of a survey's region to choose from.
pub fn agency_choices(data: &Dataset) -> Vec<ChoiceView> {
    let choice =
        |agency: &agency::Model| ChoiceView { value: agency.id.0.to_string(), label: agency.name.clone() };
    data.agencies.iter().map(choice).collect()
}

/// `POST /surveys/{id}/introductions`: a new card with the name, kind and area of the agency that was chosen. Sent twice it makes
/// one card.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let survey = SurveyId(*id);
    let data = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let chosen = sent.get("agency").parse().ok().map(AgencyId);
    let Some(agency) = data.agencies.iter().find(|agency| Some(agency.id) == chosen) else {
        return frame.redirect_with(&list_address(survey), "error", "introductions-none-chosen");
    };
    let mark = form_mark::kept(sent.get(FIELD), &agency.id.0.to_string());
    let transaction = frame.app.write().await?;
    if let Some(made) = store::cards::made_with(&transaction, survey, &mark).await? {
        transaction.rollback().await?;
        return frame.redirect_with(&address(made.id), "success", "introductions-made");
    }
    let input = CardInput {
        kinds: vec![agency.kind.clone()],
        region: data.areas.iter().map(|area| area.id).find(|area| *area == agency.region_id),
        introduction: Some(Introduction { agency: agency.name.clone(), ..Introduction::default() }),
        ..CardInput::default()
    };
    let card = store::cards::create(&transaction, survey, input, &mark, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(card.id), "success", "introductions-made")
}
