//! Releasing one quote: every word that may tell who is meant is marked, and each is masked, said more generally, or kept with a
//! reason. What was found and decided is stored with the quote.

mod page;

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::text::identify::every::IdentifyingWord;
use chrono::Utc;
use serde::Deserialize;
use surveys::entity::quote;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::privacy::masking::{FoundWord, Looked};
use surveys::store;
use surveys::store::quotes::NewQuote;

use self::page::page;
use super::compose::{Filter, list_address};
use super::quotes::{Candidate, candidates};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::{self, Dataset};
use crate::error::{AppError, Result};
use crate::pages::masking::{KnownNames, instead, look, put, put_all, standing, stands};
use crate::view::frame::Frame;

/// Most characters of a released quote.
const LONGEST_QUOTE: usize = 1_000;
/// Most characters of a reason.
const LONGEST_REASON: usize = 200;

/// Which quote, and from which list somebody came.
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    source: String,
    #[serde(default)]
    stance: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

/// Words that may be released, with what is known about them.
struct Opened {
    dataset: Dataset,
    candidate: Candidate,
    released: Option<quote::Model>,
    names: KnownNames,
    /// Words of what was written that may tell who is meant.
    written: Vec<IdentifyingWord>,
    /// Names of people and places were looked for.
    has_dictionary: bool,
}

/// What was typed, or is stored.
#[derive(Default)]
struct Given {
    text: String,
    /// Reasons by word.
    reasons: BTreeMap<String, String>,
    /// Somebody says that they have read it.
    is_checked: bool,
    /// It is to be released, so that what is lacking is said.
    is_final: bool,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    /// No words are left.
    Empty,
    /// More words than a quote has.
    Long,
    /// Nobody says that they have read it.
    Unchecked,
    /// The word at this place stands without a reason.
    Standing(usize),
    /// The reason at this place is too long.
    LongReason(usize),
}

/// `GET /surveys/{id}/quotes`: the page of one quote.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    which: web::Query<Which>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let Which { source, stance, state, page: number } = which.into_inner();
    let filter = Filter { stance, state, page: number };
    if source.is_empty() {
        return Ok(frame.redirect(&list_address(SurveyId(*id), &filter)));
    }
    let opened = open(&frame, SurveyId(*id), &source).await?;
    let given = Given::stored(&opened);
    answer(&frame, &user, &opened, (&given, &filter)).await
}

/// `POST /surveys/{id}/quotes`: puts proposals in the place of words, releases a quote as it was masked, or takes it back.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let survey = SurveyId(*id);
    let part = |name: &str| sent.get(name).to_owned();
    let filter = Filter { stance: part("stance"), state: part("state"), page: part("page") };
    let (source, back) = (sent.get("source"), list_address(survey, &filter));
    if sent.get("do") == "retract" {
        let transaction = frame.app.write().await?;
        store::quotes::retract(&transaction, survey, source, user.id).await?;
        transaction.commit().await?;
        return frame.redirect_with(&back, "success", "feedback-retracted");
    }
    // Only words whose writer allows it can be released, whatever the form says.
    let opened = open(&frame, survey, source).await?;
    let mut given = Given::sent(&sent);
    let found = opened.standing(&frame, &given.text).await?;
    if sent.get("do") != "release" {
        given.mask(sent.get("do"), &found);
        return answer(&frame, &user, &opened, (&given, &filter)).await;
    }
    given.is_final = true;
    if !problems(&given, &found).is_empty() {
        return answer(&frame, &user, &opened, (&given, &filter)).await;
    }
    let looked = opened.looked(&given, &found, &user);
    let new = NewQuote {
        survey,
        source: opened.candidate.source,
        stance: opened.candidate.stance,
        region_code: opened.candidate.region,
        text: given.text,
        looked,
    };
    let transaction = frame.app.write().await?;
    store::quotes::release(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&back, "success", "feedback-released")
}

/// The page with what is given; 422 when it was to be released and something is lacking.
async fn answer(
    frame: &Frame,
    user: &User,
    opened: &Opened,
    (given, filter): (&Given, &Filter),
) -> Result<HttpResponse> {
    let found = opened.standing(frame, &given.text).await?;
    let problems = if given.is_final { problems(given, &found) } else { Vec::new() };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page(frame, user, opened, (given, &found, &problems), filter, status).await
}

async fn open(frame: &Frame, survey: SurveyId, source: &str) -> Result<Opened> {
    let dataset = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let mut all = candidates(&frame.app, &dataset).await?.into_iter();
    let candidate = all.find(|found| found.source == source).ok_or(AppError::NotFound)?;
    let names = KnownNames::load(&frame.app, dataset.survey.region_id).await?;
    let (written, has_dictionary) = look(&frame.app, vec![candidate.text.clone()], &names).await?;
    let released = store::quotes::of_source(&frame.app.db, survey, source).await?;
    Ok(Opened { dataset, candidate, released, names, written, has_dictionary })
}

impl Opened {
    /// The words that stand in a text and may tell who is meant.
    async fn standing(&self, frame: &Frame, text: &str) -> Result<Vec<IdentifyingWord>> {
        let (found, _) = look(&frame.app, vec![text.to_owned()], &self.names).await?;
        Ok(standing(text, found, &self.written))
    }

    /// What was found and decided when it was released last; None for what was not looked at.
    fn looked_before(&self) -> Option<Looked> {
        Looked::read(self.released.as_ref().and_then(|quote| quote.masking.as_deref()))
    }

    /// What is found and decided now.
    fn looked(&self, given: &Given, standing: &[IdentifyingWord], user: &User) -> Looked {
        let found = |word: &IdentifyingWord, reason: Option<String>| FoundWord {
            word: word.words.clone(),
            kind: word.kind.code().to_owned(),
            reason,
        };
        let gone = self.written.iter().filter(|word| !stands(&given.text, &word.words));
        let gone = gone.map(|word| found(word, None));
        let kept = standing.iter().map(|word| found(word, Some(given.reason(&word.words).to_owned())));
        let before = self.looked_before();
        Looked::decided(
            before.as_ref(),
            gone.chain(kept).collect(),
            self.has_dictionary,
            (user.id, Utc::now()),
        )
    }
}

impl Given {
    /// As it is released, or as it was written.
    fn stored(opened: &Opened) -> Given {
        let looked = opened.looked_before().unwrap_or_default();
        let kept = looked.words.into_iter().filter(|own| !own.reason.is_empty());
        Given {
            text: opened
                .released
                .as_ref()
                .map_or_else(|| opened.candidate.text.clone(), |quote| quote.text.clone()),
            reasons: kept.map(|own| (own.word, own.reason)).collect(),
            is_checked: false,
            is_final: false,
        }
    }

    fn sent(sent: &StaffForm) -> Given {
        let text = |name: &str| sent.get(name).replace("\r\n", "\n");
        // The words come with the form: in the text that was typed others may stand at their places.
        let reasons = sent.all("word").enumerate();
        let reasons = reasons.map(|(place, word)| (word.to_owned(), text(&format!("reason:{place}"))));
        Given {
            text: text("text"),
            reasons: reasons.filter(|(_, reason)| !reason.is_empty()).collect(),
            is_checked: sent.has("checked"),
            is_final: false,
        }
    }

    /// Why a word stays; empty for no reason.
    fn reason(&self, word: &str) -> &str {
        self.reasons.get(word).map_or("", String::as_str)
    }

    /// Does what a button says: `mask:<word>` for one word, `mask` for all that have no reason to stay.
    fn mask(&mut self, button: &str, found: &[IdentifyingWord]) {
        if let Some(wanted) = button.strip_prefix("mask:") {
            if let Some(word) = found.iter().find(|word| word.words == wanted) {
                self.text = put(&self.text, &word.words, &instead(word));
            }
        } else if button == "mask" {
            let open: Vec<&IdentifyingWord> =
                found.iter().filter(|word| self.reason(&word.words).is_empty()).collect();
            self.text = put_all(&self.text, &open);
        }
    }
}

/// What stands between a text and its release.
fn problems(given: &Given, found: &[IdentifyingWord]) -> Vec<Problem> {
    let mut problems = match given.text.chars().count() {
        0 => vec![Problem::Empty],
        n if n > LONGEST_QUOTE => vec![Problem::Long],
        _ => Vec::new(),
    };
    for (place, word) in found.iter().enumerate() {
        match given.reason(&word.words) {
            "" => problems.push(Problem::Standing(place)),
            reason if reason.chars().count() > LONGEST_REASON => problems.push(Problem::LongReason(place)),
            _ => {}
        }
    }
    if !given.is_checked {
        problems.push(Problem::Unchecked);
    }
    problems
}

#[cfg(test)]
mod tests {
    use analysis::text::identify::every::WordKind;

    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Given {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Given::sent(&StaffForm(fields.collect()))
    }

    fn people(names: &[&str]) -> Vec<IdentifyingWord> {
        let word = |name: &&str| IdentifyingWord { kind: WordKind::Person, words: (*name).to_owned() };
        names.iter().map(word).collect()
    }

    #[test]
    fn a_word_stays_only_with_its_own_reason() {
        let form = [
            ("text", "田中さんと高橋さん"),
            ("word", "田中さん"),
            ("reason:0", " "),
            ("word", "高橋さん"),
            ("reason:1", "本人の希望"),
            ("checked", "true"),
        ];
        let given = sent(&form);
        let found = people(&["高橋さん", "田中さん"]);
        assert_eq!(problems(&given, &found), [Problem::Standing(1)]);
        let long = "長".repeat(LONGEST_REASON + 1);
        let given = sent(&[("text", "高橋さん"), ("word", "高橋さん"), ("reason:0", &long)]);
        assert_eq!(problems(&given, &found[..1]), [Problem::LongReason(0), Problem::Unchecked]);
        assert_eq!(problems(&Given::default(), &[]), [Problem::Empty, Problem::Unchecked]);
    }

    #[test]
    fn buttons_mask_one_word_or_all_that_have_no_reason() {
        let found = people(&["田中さん", "高橋さん"]);
        let form = [("text", "田中さんと高橋さん"), ("word", "高橋さん"), ("reason:0", "本人の希望")];
        let mut one = sent(&form);
        one.mask("mask:高橋さん", &found);
        assert_eq!(one.text, "田中さんと［氏名］");
        let mut all = sent(&form);
        all.mask("mask", &found);
        assert_eq!(all.text, "［氏名］と高橋さん");
        let mut none = sent(&form);
        none.mask("mask:佐藤さん", &found);
        none.mask("look", &found);
        assert_eq!(none.text, "田中さんと高橋さん", "only what was found is masked");
    }
}
