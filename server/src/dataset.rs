//! The one bridge from stored data to `analysis`: what a survey has gathered, within the consent for a purpose.
//!
//! Every page, table, chart and export of a survey starts here, so that none of them can see a response or a note
//! that its purpose does not allow.

pub mod apart;
pub mod asked;
pub mod bursts;
pub mod coded;
pub mod collaboration;
pub mod few;
mod heard;
pub mod judged;
pub mod listed;
pub mod microdata;
mod origin;
pub mod own_words;
pub mod pairs;
mod places;
pub mod quality;
pub mod reached;
pub mod readings;
mod responses;
pub mod tables;
pub mod tally;
mod untold_words;
mod variables;
pub mod writings;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use analysis::table::suppress::Disclosure;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use surveys::entity::state::Source;
use surveys::entity::{agency, region, survey};
use surveys::id::{HearingId, QuestionnaireId, ResponseId, SurveyId};
use surveys::place::scheme::Areas;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::answer::Visibility;
use surveys::questionnaire::answer::compact::CompactAnswers;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{Variable, value_of};
use surveys::store;
use surveys::store::marks::Mark;

use self::apart::between::{Asking, Untold};
use self::apart::{Allowing, Gathered, Said};
pub use self::heard::{Heard, consent_of_hearing};
use self::reached::Invitations;
use crate::app::App;
use crate::auth::{Role, User};
use crate::error::Result;
use crate::i18n::{self, Lang};

/// Code of the agency kind of a respondent that runs services of several kinds.
pub const SEVERAL_KINDS: &str = "several";

/// What a survey has gathered, for one purpose.
pub struct Dataset {
    /// The study.
    pub survey: survey::Model,
    /// Name of its region.
    pub region_name: String,
    /// The areas within the region, in their order.
    pub areas: Vec<region::Model>,
    /// The active agencies of the region.
    pub agencies: Vec<agency::Model>,
    /// What the data may be used for.
    pub purpose: Purpose,
    /// Language of labels.
    pub lang: Lang,
    /// The questionnaires that have been published, in the order of the survey.
    pub fielded: Vec<Fielded>,
    /// The hearings that are counted for the purpose, since their consent allows it.
    pub hearings: Vec<Heard>,
    /// The few more that allow it and are in no number, see [`apart`]: what was said may be shown by itself.
    pub hearings_apart: Vec<Heard>,
    /// The areas that municipalities in answers belong to.
    pub places: Areas,
    /// Whether it has a few of the responses alone (`few.rs`), so that nothing can be counted.
    pub is_part: bool,
}

/// A published questionnaire with its responses.
pub struct Fielded {
    /// Number of the questionnaire.
    pub id: QuestionnaireId,
    /// Title for colleagues.
    pub title: String,
    /// Title of its wave.
    pub wave: String,
    /// The newest published definition.
    pub definition: Arc<Definition>,
    /// Whether it takes the replies to the feedback: sheets count those apart from what the survey asks.
    pub takes_replies: bool,
    /// All published versions, oldest first; never none.
    pub versions: Vec<Version>,
    /// Number of versions of its explanation.
    pub n_explanations: usize,
    /// Submitted responses, whatever their consent.
    pub n_submitted: usize,
    /// Whether the agencies of some responses are known, because they were invited by name.
    pub has_origins: bool,
    /// Of these, those whose consent allows the purpose and whose use nobody stopped, before `responses` is emptied for being few, and
    /// without `apart`.
    pub n_allowed: usize,
    /// The agencies that were invited one by one.
    pub invitations: Invitations,
    /// Whether responses say when they came. Those of anonymous waves have one day for all (decision 14).
    pub has_times: bool,
    /// The responses that are counted for the purpose, since their consent allows it, in the order of their numbers.
    pub responses: Vec<Response>,
    /// The few more that allow it and are in no number, see [`apart`]: what they say may be shown by itself.
    pub apart: Vec<Response>,
    /// What its versions do not ask alike, without `untold`.
    pub asking: Asking,
    /// What is told of nobody, since it would tell few who answered between two versions.
    pub untold: Untold,
}

/// A published version of a questionnaire.
pub struct Version {
    /// Its number, from 1.
    pub number: i32,
    /// What it asks.
    pub definition: Arc<Definition>,
}

/// One response.
#[derive(Clone)]
pub struct Response {
    /// Its number.
    pub id: ResponseId,
    /// Place of the version that it was answered on, in `Fielded::versions`.
    pub version: usize,
    /// Version of the explanation that it rests on, from 1; None where none was kept yet.
    pub explanation: Option<usize>,
    /// Answers to visible questions.
    pub answers: CompactAnswers,
    /// Who was asked what: the questions, and the time of day that this was decided for.
    pub visible: Visibility,
    /// Code of the area answered for; where it is not asked, that of the agency that was invited by name.
    pub region: Option<String>,
    /// Codes of the agency kinds; where they are not asked, that of the agency that was invited by name.
    pub kinds: Vec<String>,
    /// What the respondent allowed.
    pub consent: Consent,
    /// Whether its words are counted, too, see [`apart`].
    pub is_read: bool,
    /// When it was sent.
    pub submitted_at: DateTime<Utc>,
    /// How long it took from opening to sending; None where nothing tells: anonymous waves, and what the office typed or brought.
    pub took: Option<TimeDelta>,
    /// How it came.
    pub source: Source,
    /// Places that cannot be read on the original: `q7`, `q16.r2`. They are no answers, and not missing either.
    pub unreadable: BTreeSet<String>,
}

/// The purpose for which a person looks at data.
pub fn purpose_of(user: &User) -> Purpose {
    match user.role {
        Role::Administrator | Role::Coordinator => Purpose::Internal,
        Role::Researcher => Purpose::Academic,
        Role::Viewer => Purpose::Regional,
    }
}

/// How tables are protected for a purpose.
pub fn disclosure(purpose: Purpose, survey: &survey::Model) -> Disclosure {
    match purpose {
        Purpose::Internal => Disclosure::Internal,
        Purpose::Regional | Purpose::Academic => {
            Disclosure::Protected { min_cell: survey.min_cell(), hide_zeros: false }
        }
    }
}

/// Loads what a survey has gathered, within the consent for `purpose`.
///
/// # Errors
/// When there is no such survey or the database fails.
pub async fn load(app: &App, id: SurveyId, purpose: Purpose, lang: Lang) -> Result<Dataset> {
    let db = &app.db;
    let survey = store::surveys::find(db, id).await?;
    let region = store::regions::find(db, survey.region_id).await?;
    let areas = store::regions::areas(db, survey.region_id).await?;
    let agencies = store::agencies::in_region(db, survey.region_id).await?;
    let waves = store::surveys::waves(db, id).await?;
    let mut fielded = Vec::new();
    let mut allowing = Allowing::default();
    for questionnaire in store::questionnaires::of_survey(db, id).await? {
        let wave = waves.iter().find(|wave| wave.id == questionnaire.wave_id);
        let wave = wave.map(|wave| wave.title.clone()).unwrap_or_default();
        let origins = origin::origins(db, questionnaire.id, &areas).await?;
        if let Some((own, allowed)) =
            responses::fielded(app, questionnaire, wave, origins, purpose, None).await?
        {
            fielded.push(own);
            allowing.extend(allowed);
        }
    }
    let mut wishes = store::confirmations::wishes(db, id).await?;
    let mut bodies = store::hearing_sections::of_survey(db, id).await?;
    let by_number: HashMap<_, &agency::Model> = agencies.iter().map(|agency| (agency.id, agency)).collect();
    let mut hearings = Vec::new();
    for hearing in store::hearings::of_survey(db, id).await? {
        let wishes = wishes.remove(&hearing.id).unwrap_or_default();
        let agency = match by_number.get(&hearing.agency_id) {
            Some(agency) => (*agency).clone(),
            // One that is not active any more.
            None => store::agencies::find(db, hearing.agency_id).await?,
        };
        let bodies = bodies.remove(&hearing.id).unwrap_or_default();
        hearings.push(heard::heard(hearing, (agency, bodies), &areas, &wishes, purpose));
    }
    hearings.sort_by_key(|heard| heard.hearing.id);
    for heard in &hearings {
        allowing.add(Gathered::Hearings, heard.said());
    }
    hearings.retain(|heard| heard.consent.allows(purpose));
    let places = places::of_survey(app, &survey, &areas, &fielded).await?;
    let (hearings_apart, region_name) = (Vec::new(), region.name);
    let mut dataset = Dataset {
        survey,
        region_name,
        areas,
        agencies,
        purpose,
        lang,
        fielded,
        hearings,
        hearings_apart,
        places,
        is_part: false,
    };
    if purpose != Purpose::Internal {
        dataset.leave_out(&allowing.counted(dataset.survey.min_cell()));
    }
    Ok(dataset)
}

/// The values of an answer as texts: one for a single choice, several for a multiple one.
pub fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Bool(truth)) => vec![truth.to_string()],
        Some(Value::Array(values)) => values.iter().flat_map(|value| strings(Some(value))).collect(),
        Some(Value::Object(_) | Value::Null) | None => Vec::new(),
    }
}

/// The agency kind to compare by of somebody of these kinds: the only one, or "several".
pub fn kind_of(kinds: &[String]) -> Option<&str> {
    match kinds {
        [] => None,
        [kind] => Some(kind),
        _ => Some(SEVERAL_KINDS),
    }
}

/// A title with that of a wave; the title alone where it says the wave at its end.
fn title_of_wave(lang: Lang, title: &str, wave: &str) -> String {
    let before = title.trim_end_matches(['）', ')']).strip_suffix(wave);
    if wave.is_empty() || before.is_some_and(|before| is_whole(before, wave)) {
        return title.to_owned();
    }
    let args = [("title", title.to_owned()), ("wave", wave.to_owned())];
    i18n::text(lang.code(), "questionnaire-of-wave", &args)
}

/// Whether a word that stands behind others is whole, and not the end of a longer number or of a word in letters: 1 is not said by
/// 2021. Japanese has nothing between its words, so that any may begin behind another one.
fn is_whole(before: &str, word: &str) -> bool {
    let goes_on = |c: char| {
        c.is_numeric() || c.is_lowercase() || c.is_uppercase() || "一二三四五六七八九十百千".contains(c)
    };
    !(before.chars().next_back().is_some_and(goes_on) && word.chars().next().is_some_and(goes_on))
}

impl Fielded {
    /// What its responses are among all that the survey has gathered.
    pub fn gathered(&self) -> Gathered {
        Gathered::responses(self.id, self.takes_replies)
    }

    /// Why none of its responses may be counted, as the end of Fluent keys; empty where some may.
    pub fn nothing(&self) -> &'static str {
        match (self.responses.len(), self.n_submitted) {
            (1.., _) => "",
            (_, 0) => "none",
            _ if self.is_few() => "few",
            _ => "not-allowed",
        }
    }

    /// Whether its responses are counted nowhere since they are too few: none of its numbers is 0, but unknown.
    pub fn is_few(&self) -> bool {
        self.responses.is_empty() && self.n_submitted > 0 && self.n_allowed > 0
    }

    /// Whether all who were asked a question could give one of its answers, which a version may not offer. What somebody wrote in place of
    /// an answer is offered to nobody, and could be given by all.
    pub fn offers_to_all(&self, joined: &Joined, value: &str) -> bool {
        let is_offered = joined.variable.value_labels.iter().any(|(known, _)| known == value);
        let lacking: Vec<usize> =
            joined.asked_in().into_iter().filter(|version| !joined.offers(*version, value)).collect();
        let is_lacking =
            |response: &Response| lacking.contains(&response.version) && response.asked(joined).is_some();
        !is_offered || lacking.is_empty() || !self.responses.iter().any(is_lacking)
    }

    /// Its title with that of its wave, to tell it from the same questionnaire of another wave. In another language than Japanese it is
    /// the one that respondents read in it, if there is one.
    pub fn full_title(&self, lang: Lang) -> String {
        let translated = self.definition.title.by_lang.get(lang.code()).filter(|_| lang != Lang::Ja);
        let title = translated.filter(|title| !title.is_empty()).unwrap_or(&self.title);
        title_of_wave(lang, title, &self.wave)
    }

    /// The same with the title that respondents read.
    pub fn public_title(&self, lang: Lang) -> String {
        title_of_wave(lang, self.definition.title.get(lang.code()), &self.wave)
    }
}

impl Response {
    /// The variable as this response's version asked it; None where this respondent was not asked it.
    pub fn asked<'a>(&self, joined: &'a Joined) -> Option<&'a Variable> {
        joined.own(self.version).filter(|own| own.was_asked(&self.visible))
    }

    /// The stored value of a variable, if this respondent was asked it and gave one.
    pub fn value(&self, joined: &Joined) -> Option<&Value> {
        value_of(self.asked(joined)?, &self.answers)
    }

    /// Whether an answer is there and cannot be read.
    pub fn is_unreadable(&self, joined: &Joined) -> bool {
        let places = joined.own(self.version).map(|own| own.places.as_slice()).unwrap_or_default();
        places.iter().any(|place| self.unreadable.contains(place))
    }

    /// The agency kind to compare by: the only one, or "several".
    pub fn kind(&self) -> Option<String> {
        kind_of(&self.kinds).map(str::to_owned)
    }

    /// What decides in which numbers it is.
    pub fn said(&self) -> Said<'_> {
        let Response { consent, version, .. } = *self;
        Said { consent, region: self.region.as_deref(), kinds: &self.kinds, version }
    }
}

impl Dataset {
    /// The questionnaire with this number.
    pub fn questionnaire(&self, id: i64) -> Option<&Fielded> {
        self.fielded.iter().find(|fielded| fielded.id.0 == id)
    }

    /// How its tables are protected.
    pub fn disclosure(&self) -> Disclosure {
        disclosure(self.purpose, &self.survey)
    }

    /// The hearing with this number, within the purpose, in whatever number it is.
    pub fn hearing(&self, id: HearingId) -> Option<&Heard> {
        self.hearings.iter().chain(&self.hearings_apart).find(|heard| heard.hearing.id == id)
    }

    /// The hearing that a mark was made in, unless it or the marked section is not to be used.
    pub fn marked(&self, mark: &Mark) -> Option<&Heard> {
        let is_there = |heard: &&Heard| heard.sections.iter().any(|(key, _)| *key == mark.segment.part);
        self.hearing(mark.hearing).filter(is_there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_says_its_wave_is_not_followed_by_it_again() {
        let titled = |title: &str, wave: &str| title_of_wave(Lang::Ja, title, wave);
        assert_eq!(titled("実態アンケート", "開催前"), "実態アンケート（開催前）");
        assert_eq!(titled("開催前のアンケート", "開催後"), "開催前のアンケート（開催後）");
        for (title, wave) in
            [("調査2021", "1"), ("調査（２０２１）", "１"), ("調査二十一", "一"), ("Survey", "y")]
        {
            let told = titled(title, wave);
            assert!(told.starts_with(title) && told.ends_with(&format!("（{wave}）")), "{told}");
        }
        for (title, wave) in [
            ("実態アンケート（開催前）", "開催前"),
            ("アンケート（機関の皆さま・フォーラム開催前）", "開催前"),
            ("お返しへの返事", "お返しへの返事"),
            ("調査 1", "1"),
            ("調査（第1回）", "1回"),
            ("調査2021・事前", "事前"),
            ("実態アンケート", ""),
        ] {
            assert_eq!(titled(title, wave), title);
        }
    }
}
