//! What a person may find, counted and put in order; and how to load it through the door.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use analysis::error::Error;
use analysis::text::search::query::Query;
use analysis::text::search::texts::Texts;
use analysis::text::search::wanted::Wanted;
use chrono::NaiveDate;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;

use super::{Key, Known, Search, Shelf};
use crate::dataset::apart::{Allowing, Counted};
use crate::dataset::few::Few;
use crate::dataset::kind_of;
use crate::language::Language;

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Hearing notes.
    Notes,
    /// Free answers.
    Answers,
    /// Agencies.
    Agencies,
}

/// Where to look, and for whom.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The purpose of whoever looks.
    pub purpose: Purpose,
    /// Whether they may see the list of agencies.
    pub sees_agencies: bool,
    /// Only texts of this kind.
    pub what: Option<What>,
    /// Only this survey, and agencies in these areas, by their codes.
    pub survey: Option<(SurveyId, HashSet<String>)>,
    /// Only what comes from these areas, by their codes.
    pub regions: Option<HashSet<String>>,
    /// Only what comes from this agency kind.
    pub kind: Option<String>,
    /// Only since this day.
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    pub until: Option<NaiveDate>,
    /// The newest first, not the best.
    pub is_newest_first: bool,
    /// Of fewer people than this nothing is said outside internal work, by survey.
    pub min_cells: HashMap<SurveyId, usize>,
}

/// A text that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which it is.
    pub key: Key,
    /// Its day.
    pub day: NaiveDate,
    score: f32,
}

/// Everything that was found.
pub struct Outcome {
    /// In the order that was asked for.
    pub hits: Vec<Hit>,
    /// The query, ready.
    pub wanted: Wanted,
    /// In which numbers the responses and hearings of each survey are; empty in internal work.
    counted: HashMap<SurveyId, Counted>,
}

impl What {
    /// All kinds with their names in addresses.
    pub const ALL: [(What, &'static str); 3] =
        [(What::Notes, "notes"), (What::Answers, "answers"), (What::Agencies, "agencies")];

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<What> {
        What::ALL.into_iter().find(|(_, own)| *own == name).map(|(what, _)| what)
    }
}

impl Key {
    /// What kind of text it is.
    pub fn what(self) -> What {
        match self {
            Key::Note(_) => What::Notes,
            Key::Answer(_) => What::Answers,
            Key::Agency(_) => What::Agencies,
        }
    }
}

impl Outcome {
    /// How many texts of a kind were found.
    pub fn n(&self, what: What) -> usize {
        self.hits.iter().filter(|hit| hit.key.what() == what).count()
    }
}

impl Search {
    /// Looks for a query. Blocks.
    ///
    /// # Errors
    /// When there is no dictionary.
    pub fn find(&self, language: &Language, query: &Query, scope: &Scope) -> Result<Outcome, Arc<Error>> {
        let wanted = Wanted::new(language.tokenizer()?, language.other_names()?, query);
        let shelf = self.shelf();
        let counted = shelf.counted(scope);
        let is_shown = |key: Key, known: &Known| match (scope.purpose, known.gathered(key), known.survey) {
            (Purpose::Internal, _, _) | (_, None, _) | (_, _, None) => true,
            (purpose, Some(gathered), Some(survey)) => {
                counted.get(&survey).is_some_and(|own| own.reads(gathered, known.said(), purpose))
            }
        };
        let is_meant = |key: Key, known: &Known| scope.reaches(key, known) && is_shown(key, known);
        let mut hits = Vec::new();
        for found in shelf.index.search(&wanted) {
            let Some(known) = shelf.known.get(&found.key) else { continue };
            if is_meant(found.key, known) && scope.found_by_others(known).is_none() {
                hits.push((known.survey, Hit { key: found.key, day: known.day, score: found.score }));
            }
        }
        // The index knows the whole texts: what it finds in these, and does not find for a word that must not be there, is no matter.
        let parted = shelf.known.iter();
        let parted = parted.filter_map(|(key, known)| Some((key, known, scope.found_by_others(known)?)));
        let parted: Vec<(&Key, &Known, &String)> =
            parted.filter(|(key, known, _)| is_meant(**key, known)).collect();
        let texts = parted.iter().map(|(.., text)| (*text).clone()).collect();
        let texts = Texts::read(language.tokenizer()?, texts);
        for (place, (key, known, _)) in parted.into_iter().enumerate() {
            if wanted.hits(&texts, place).is_some() {
                hits.push((known.survey, Hit { key: *key, day: known.day, score: 0.0 }));
            }
        }
        scope.withhold(&mut hits);
        let mut hits: Vec<Hit> = hits.into_iter().map(|(_, hit)| hit).collect();
        let by_score = |a: &Hit, b: &Hit| b.score.total_cmp(&a.score);
        // Where days must not be told, they must not be seen in the order either.
        if scope.purpose != Purpose::Internal {
            hits.sort_unstable_by(|a, b| by_score(a, b).then(a.key.cmp(&b.key)));
        } else if scope.is_newest_first {
            hits.sort_unstable_by(|a, b| b.day.cmp(&a.day).then(by_score(a, b)).then(b.key.cmp(&a.key)));
        } else {
            hits.sort_unstable_by(|a, b| by_score(a, b).then(b.day.cmp(&a.day)).then(b.key.cmp(&a.key)));
        }
        Ok(Outcome { hits, wanted, counted })
    }

    /// What to load of each survey to show these hits. Agencies belong to none.
    pub fn few(&self, outcome: &Outcome, hits: &[Hit]) -> BTreeMap<SurveyId, Few> {
        let shelf = self.shelf();
        let mut surveys: BTreeMap<SurveyId, Few> = BTreeMap::new();
        for hit in hits {
            let known = shelf.known.get(&hit.key);
            let Some(survey) = known.and_then(|known| known.survey) else { continue };
            let questionnaire = known.and_then(|known| known.questionnaire);
            hit.key.add_to(surveys.entry(survey).or_default(), questionnaire);
        }
        for (survey, few) in &mut surveys {
            few.counted = Some(outcome.counted.get(survey).cloned().unwrap_or_default());
        }
        surveys
    }
}

impl Shelf {
    /// In which numbers the responses and hearings of the surveys are in which is looked; none before all have been read. Internal work
    /// shows few as well as many.
    fn counted(&self, scope: &Scope) -> HashMap<SurveyId, Counted> {
        if scope.purpose == Purpose::Internal || !self.is_whole {
            return HashMap::new();
        }
        let allowing = self.allowing.get_or_init(|| self.count_allowing());
        let is_looked_in = |id: SurveyId| scope.survey.as_ref().is_none_or(|(own, _)| *own == id);
        let own = allowing.iter().filter(|(survey, _)| is_looked_in(**survey));
        own.map(|(survey, own)| (*survey, own.counted(scope.min_cell(*survey)))).collect()
    }

    fn count_allowing(&self) -> HashMap<SurveyId, Allowing> {
        let mut allowing: HashMap<SurveyId, Allowing> = HashMap::new();
        for (key, known) in &self.known {
            if let (Some(survey), Some(gathered)) = (known.survey, known.gathered(*key)) {
                let own = allowing.entry(survey).or_default();
                own.add(gathered, known.said());
                let asking = known.questionnaire.and_then(|id| self.asking.get(&id));
                if let Some(asking) = asking.filter(|_| !own.knows_what_is_asked(gathered)) {
                    own.ask(gathered, asking.clone());
                }
            }
        }
        allowing
    }
}

impl Scope {
    fn min_cell(&self, survey: SurveyId) -> usize {
        self.min_cells.get(&survey).copied().unwrap_or(usize::MAX)
    }

    fn reaches(&self, key: Key, known: &Known) -> bool {
        let is_in = |codes: &HashSet<String>| known.region.as_ref().is_some_and(|code| codes.contains(code));
        let is_of_survey = |(survey, areas): &(SurveyId, HashSet<String>)| match key {
            Key::Agency(_) => is_in(areas),
            Key::Note(_) | Key::Answer(_) => known.survey == Some(*survey),
        };
        let may_be_seen = match key {
            Key::Agency(_) => self.sees_agencies,
            Key::Note(_) | Key::Answer(_) => {
                let is_for_colleagues = known.is_parted || known.is_reply;
                known.consent.allows(self.purpose)
                    && (self.purpose == Purpose::Internal || !is_for_colleagues)
            }
        };
        may_be_seen
            && self.what.is_none_or(|what| key.what() == what)
            && self.survey.as_ref().is_none_or(is_of_survey)
            && self.regions.as_ref().is_none_or(is_in)
            && self.kind.as_deref().is_none_or(|kind| kind_of(&known.kinds) == Some(kind))
            && self.from.is_none_or(|from| known.day >= from)
            && self.until.is_none_or(|until| known.day <= until)
    }

    /// What alone may be found of a text for this purpose; None where it is the whole.
    fn found_by_others<'k>(&self, known: &'k Known) -> Option<&'k String> {
        known.found_by_others.as_ref().filter(|_| self.purpose != Purpose::Internal)
    }

    /// Takes out what is of too few people of a survey. Whether there was any is not told: it would say that a rare word occurs.
    fn withhold(&self, hits: &mut Vec<(Option<SurveyId>, Hit)>) {
        if self.purpose == Purpose::Internal {
            return;
        }
        let mut n_by_survey: HashMap<SurveyId, usize> = HashMap::new();
        for survey in hits.iter().filter_map(|(survey, _)| *survey) {
            *n_by_survey.entry(survey).or_default() += 1;
        }
        hits.retain(|(survey, _)| {
            survey.is_none_or(|survey| n_by_survey.get(&survey).is_some_and(|n| *n >= self.min_cell(survey)))
        });
    }
}

#[cfg(test)]
mod tests {
    use surveys::id::{QuestionnaireId, ResponseId};
    use surveys::privacy::consent::Consent;

    use super::*;
    use crate::dataset::apart::Gathered;

    const SURVEY: SurveyId = SurveyId(1);
    const QUESTIONNAIRE: QuestionnaireId = QuestionnaireId(1);

    fn scope(purpose: Purpose, survey: Option<SurveyId>) -> Scope {
        Scope {
            purpose,
            sees_agencies: false,
            what: None,
            survey: survey.map(|id| (id, HashSet::new())),
            regions: None,
            kind: None,
            from: None,
            until: None,
            is_newest_first: false,
            min_cells: HashMap::from([(SURVEY, 5)]),
        }
    }

    /// How many answers are counted for research, where a survey or all are looked in; None where none may be told.
    fn n(search: &Search, survey: Option<SurveyId>) -> Option<usize> {
        let counted = search.shelf().counted(&scope(Purpose::Academic, survey));
        let own = counted.get(&SURVEY)?;
        Some(own.n(Gathered::Answers(QUESTIONNAIRE), Purpose::Academic))
    }

    #[test]
    fn who_is_few_is_known_when_all_have_been_read_and_counted_again_when_somebody_goes() {
        let search = Search::new();
        for id in 0..12 {
            let known = Known {
                survey: Some(SURVEY),
                questionnaire: Some(QUESTIONNAIRE),
                consent: Consent::from_codes(["aggregate", "region", "academic"]),
                ..Known::default()
            };
            search.shelf_mut().known.insert(Key::Answer(ResponseId(id)), known);
        }
        assert_eq!(n(&search, None), None, "more may be read");
        search.shelf_mut().is_whole = true;
        assert_eq!(n(&search, None), Some(12));
        assert_eq!(n(&search, Some(SURVEY)), Some(12));
        assert_eq!(n(&search, Some(SurveyId(2))), None, "nothing is looked for there");
        assert!(search.shelf().counted(&scope(Purpose::Internal, None)).is_empty());
        search.forget(&[Key::Answer(ResponseId(0))]);
        assert_eq!(n(&search, None), None);
        search.shelf_mut().is_whole = true;
        assert_eq!(n(&search, None), Some(11));
    }
}
