//! Inviting as the office does it: how, whom, letters by mail, post and FAX, and how many have answered.

pub mod bounces;
pub mod choose;
pub mod index;
pub mod letters;
pub mod print;
pub mod rates;
pub mod returned;
pub mod settings;
mod withheld;

use surveys::entity::state::InvitingMode;
use surveys::entity::{inviting, questionnaire, region, survey};
use surveys::id::{QuestionnaireId, RegionId};
use surveys::questionnaire::definition::Kind;
use surveys::questionnaire::parse::parse;
use surveys::store;
use surveys::store::invitations::Invited;

use crate::app::App;
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::inviting::letter::Words;
use crate::pages::agencies::region_name;
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// A questionnaire that invites, with everybody who is invited.
pub struct Desk {
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// What respondents read as its title.
    pub title: String,
    /// How it invites.
    pub inviting: inviting::Model,
    /// Who is invited, by area, kind and name.
    pub invited: Vec<Invited>,
    /// All regions and areas.
    pub regions: Vec<region::Model>,
}

/// The questionnaire and its survey, whether it invites already or not.
///
/// # Errors
/// [`AppError::Conflict`] for a draft, and for sign-ups, which everybody may send.
pub async fn instrument(
    app: &App,
    id: QuestionnaireId,
    lang: Lang,
) -> Result<(questionnaire::Model, survey::Model, String)> {
    let questionnaire = store::questionnaires::find(&app.db, id).await?;
    let survey = store::surveys::find(&app.db, questionnaire.survey_id).await?;
    let version = store::questionnaires::newest_version(&app.db, id).await?;
    let version = version.ok_or(AppError::Conflict("inviting-not-published"))?;
    let definition = parse(&version.definition).0.filter(|definition| definition.kind == Kind::Survey);
    let definition = definition.ok_or(AppError::Conflict("inviting-not-here"))?;
    Ok((questionnaire, survey, definition.title.get(lang.code()).to_owned()))
}

/// Everything about inviting with a questionnaire.
///
/// # Errors
/// [`AppError::Conflict`] before it is set up.
pub async fn desk(app: &App, id: QuestionnaireId, lang: Lang) -> Result<Desk> {
    let (questionnaire, survey, title) = instrument(app, id, lang).await?;
    let inviting = store::invitings::find(&app.db, id).await?;
    let inviting = inviting.ok_or(AppError::Conflict("inviting-not-set"))?;
    let mut invited = store::invitations::of_questionnaire(&app.db, id).await?;
    if inviting.mode == InvitingMode::Known {
        // Of an agency that went into another one the invitation of that one holds; what was answered stays.
        let dropped = store::agency_merges::dropped(&app.db).await?;
        let is_dropped = |one: &Invited| dropped.iter().any(|(agency, _)| agency.id == one.agency.id);
        invited.retain(|one| one.invitation.is_answered || !is_dropped(one));
    }
    Ok(Desk {
        survey,
        questionnaire,
        title,
        inviting,
        invited,
        regions: store::regions::list(&app.db).await?,
    })
}

impl Desk {
    /// Whether nothing may lead from an answer to who gave it.
    pub fn is_anonymous(&self) -> bool {
        self.inviting.mode == InvitingMode::Anonymous
    }

    /// Name of an area.
    pub fn area(&self, id: RegionId) -> String {
        let region = self.regions.iter().find(|region| region.id == id);
        region.map(|region| region_name(&self.regions, region)).unwrap_or_default()
    }

    /// The words that letters to an agency put in.
    pub fn words(&self, one: &Invited, lang: Lang) -> Words {
        Words {
            agency: one.agency.name.clone(),
            title: self.title.clone(),
            deadline: match self.inviting.deadline {
                Some(day) => time::date(day, lang),
                None => i18n::plain(lang, "inviting-no-deadline"),
            },
            host: self.survey.host.clone(),
            contact: self.survey.contact.clone(),
        }
    }

    /// The way to one of its pages; the last step is the page itself.
    pub fn crumbs(&self, frame: &Frame, here: &str) -> Vec<Crumb> {
        crumbs::of_questionnaire(
            frame,
            &self.survey,
            &self.questionnaire,
            [
                (frame.text("inviting-title"), address(self.questionnaire.id)),
                (frame.text(here), String::new()),
            ],
        )
    }
}

/// Everybody who is invited to a questionnaire.
pub fn address(id: QuestionnaireId) -> String {
    format!("{}/invitations", questionnaire_address(id))
}
