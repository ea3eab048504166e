//! Offers (できること) and wishes (つながりたい機関) as people wrote them, and the pairs of which the sheets tell, because both allowed it. The
//! list for the coordinator is `match_list.rs`.

use serde::Serialize;
use surveys::entity::told_match;
use surveys::id::{ResponseId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::respondent::consents;
use surveys::stakeholder::agency_kind;
use surveys::stakeholder::matching::{Offer, Wish};
use surveys::store;

use crate::dataset::tables::{full_kind_name, region_name};
use crate::dataset::{self, Dataset, Fielded, Response, strings};
use crate::error::Result;
use crate::i18n;
use crate::view::frame::Frame;

/// Use that allows telling the region of an offer or a wish with kind and area (`kt:consent`).
const MATCH: &str = "match";

/// What somebody offers or wishes, in words.
pub(super) struct Voice {
    /// Whose it is.
    pub(super) response: ResponseId,
    /// What was written, or the kinds that are wanted.
    pub(super) words: String,
    /// Kind and area.
    pub(super) about: String,
    /// The region may be told of it.
    pub(super) may_tell: bool,
    /// Area, where it is one of the survey's.
    area: Option<String>,
    /// What was answered in the place of an area (県外); empty where it is one, or nothing was answered.
    pub(super) elsewhere: String,
    /// Names of the questions that asked for a contact to put people in touch.
    pub(super) contact_questions: Vec<String>,
}

/// All offers and wishes of a survey, place by place.
pub(super) struct Voices {
    pub(super) offers: (Vec<Offer>, Vec<Voice>),
    pub(super) wishes: (Vec<Wish>, Vec<Voice>),
}

/// An offer and a wish that the region is told of.
#[derive(Serialize)]
pub struct ToldView {
    /// What is told of the offer.
    pub words: String,
    offer_by: String,
    wanted: String,
    wish_by: String,
}

/// What people offer and wish, by the roles of the questions that ask for it.
pub(super) fn voices(dataset: &Dataset) -> Voices {
    let mut found = Voices { offers: (Vec::new(), Vec::new()), wishes: (Vec::new(), Vec::new()) };
    for fielded in &dataset.fielded {
        for response in fielded.responses.iter().chain(&fielded.apart) {
            let Some(version) = fielded.versions.get(response.version) else { continue };
            let definition = &version.definition;
            let contact_questions = contact_questions(fielded, definition);
            let answers = |role: &str| -> Vec<String> {
                let questions = definition.questions_with_role(role).into_iter();
                let asked = questions.filter(|question| response.visible.questions.contains(&question.name));
                asked.flat_map(|question| strings(response.answers.get(&question.name))).collect()
            };
            let allows = consents(definition, &response.answers).contains(&MATCH);
            let may_tell = allows && response.consent.allows(Purpose::Regional);
            let said = answers("offer").join("\n").trim().to_owned();
            if !said.is_empty() {
                let voice = voice(dataset, response, said, may_tell, &contact_questions);
                found.offers.0.push(Offer {
                    by: response.id.0,
                    kinds: response.kinds.clone(),
                    area: voice.area.clone(),
                });
                found.offers.1.push(voice);
            }
            let wanted = wanted(&answers("wish"));
            if !wanted.is_empty() {
                let names: Vec<String> =
                    wanted.iter().map(|kind| full_kind_name(dataset.lang, kind)).collect();
                let words = names.join(&i18n::plain(dataset.lang, "list-separator"));
                let voice = voice(dataset, response, words, may_tell, &contact_questions);
                found.wishes.0.push(Wish { by: response.id.0, wanted, area: voice.area.clone() });
                found.wishes.1.push(voice);
            }
        }
    }
    found
}

/// The questions of a questionnaire that ask for a contact to put people in touch. Only the questionnaire of replies does: elsewhere a
/// contact was given for something else, such as a hearing or a later questionnaire, and for that alone.
fn contact_questions(fielded: &Fielded, definition: &Definition) -> Vec<String> {
    if !fielded.takes_replies {
        return Vec::new();
    }
    definition.questions_with_role("contact").into_iter().map(|question| question.name.clone()).collect()
}

/// Kinds of agencies among values; longer codes are refinements (`391` is a kind of `39`).
fn wanted(values: &[String]) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for value in values {
        let code: String = value.chars().take(2).collect();
        if agency_kind::find(&code).is_some() && !kinds.contains(&code) {
            kinds.push(code);
        }
    }
    kinds
}

fn voice(
    dataset: &Dataset,
    response: &Response,
    words: String,
    may_tell: bool,
    contact_questions: &[String],
) -> Voice {
    let kinds = response.kinds.iter().map(|kind| full_kind_name(dataset.lang, kind));
    let area = response.region.as_deref().map(|code| region_name(dataset, code));
    let about: Vec<String> = kinds.chain(area.clone()).collect();
    // Answers such as "the whole prefecture" are no area in particular.
    let own = |code: &&String| dataset.areas.iter().any(|area| area.code == **code);
    Voice {
        response: response.id,
        words,
        about: about.join(&i18n::plain(dataset.lang, "list-separator")),
        may_tell,
        elsewhere: area.filter(|_| response.region.as_ref().filter(own).is_none()).unwrap_or_default(),
        area: response.region.as_ref().filter(own).cloned(),
        contact_questions: contact_questions.to_vec(),
    }
}

/// The pairs that a sheet tells of: those that somebody chose to tell and that both still allow, asked anew each time. On the sheet
/// of an area those of which one is there.
///
/// # Errors
/// When the database fails.
pub(super) async fn told(frame: &Frame, survey: SurveyId, area: Option<&str>) -> Result<Vec<ToldView>> {
    let told = store::replies::told(&frame.app.db, survey).await?;
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let dataset = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let voices = voices(&dataset);
    let view = |told: told_match::Model| {
        let find =
            |of: &[Voice], id: ResponseId| of.iter().position(|voice| voice.response == id && voice.may_tell);
        let offer = voices.offers.1.get(find(&voices.offers.1, told.offer_id)?)?;
        let wish = voices.wishes.1.get(find(&voices.wishes.1, told.wish_id)?)?;
        let is_here = |voice: &Voice| voice.area.as_deref() == area;
        (area.is_none() || is_here(offer) || is_here(wish)).then(|| ToldView {
            words: told.words,
            offer_by: offer.about.clone(),
            wanted: wish.words.clone(),
            wish_by: wish.about.clone(),
        })
    };
    Ok(told.into_iter().filter_map(view).collect())
}
