//! Cards (事例): the words of a published case, and the check list that stands before it (domain brief A5).

use serde::{Deserialize, Serialize};

/// A card as it is published. Nothing leads from it to what it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardText {
    /// What it is called.
    pub title: String,
    /// What it began with.
    pub background: String,
    /// What was done, step by step.
    pub steps: String,
    /// The idea in it (工夫).
    pub idea: String,
    /// What came of it.
    pub result: String,
    /// What is left to do.
    pub remaining: String,
    /// Codes of the kinds of agencies that took part.
    pub kinds: Vec<String>,
    /// Codes of the frame's themes of good practices.
    pub themes: Vec<String>,
    /// Code of the area; empty for the whole region.
    pub region: String,
    /// Name of the area or of the region.
    pub region_name: String,
    /// What it says more where it introduces a named agency; a case names nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<Introduction>,
}

/// What a card says more that introduces an initiative of a named agency (取り組み紹介).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Introduction {
    /// What the agency is called, as it is printed.
    pub agency: String,
    /// Since when it does this.
    pub since: String,
    /// With whom.
    pub partners: String,
    /// For whom.
    pub audience: String,
    /// What it takes of money and people.
    pub cost: String,
    /// How the agency can be asked about it.
    pub contact: String,
}

impl CardText {
    /// Its texts with the names of their fields, in the order of the form.
    pub fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut texts = vec![
            ("title", self.title.as_str()),
            ("background", &self.background),
            ("steps", &self.steps),
            ("idea", &self.idea),
            ("result", &self.result),
            ("remaining", &self.remaining),
        ];
        if let Some(introduction) = &self.introduction {
            texts.extend([
                ("agency", introduction.agency.as_str()),
                ("since", &introduction.since),
                ("partners", &introduction.partners),
                ("audience", &introduction.audience),
                ("cost", &introduction.cost),
                ("contact", &introduction.contact),
            ]);
        }
        texts
    }
}

/// What somebody found when they looked for something in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing of it.
    Clear,
    /// It was there and is masked, or said more generally.
    Masked,
    /// It is there and stays, for a reason that is written down.
    Kept,
}

impl Outcome {
    /// As stored, also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Clear => "clear",
            Outcome::Masked => "masked",
            Outcome::Kept => "kept",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<Outcome> {
        [Outcome::Clear, Outcome::Masked, Outcome::Kept].into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Something that is looked for before a card is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckItem {
    /// As stored, also the end of the Fluent key.
    pub key: &'static str,
    /// The answers that it takes.
    pub outcomes: &'static [Outcome],
}

const ANY: &[Outcome] = &[Outcome::Clear, Outcome::Masked, Outcome::Kept];

/// Whether the kinds of agencies and the area fit few agencies.
pub const SINGLE: &str = "single";

/// Whether all that a card rests on may be told.
pub const CONSENT: &str = "consent";

/// The check list in its order.
pub const CHECK_ITEMS: [CheckItem; 8] = [
    CheckItem { key: "names", outcomes: ANY },
    CheckItem { key: "places", outcomes: ANY },
    CheckItem { key: "employers", outcomes: ANY },
    CheckItem { key: "disease", outcomes: ANY },
    CheckItem { key: "person", outcomes: ANY },
    CheckItem { key: "numbers", outcomes: ANY },
    CheckItem { key: SINGLE, outcomes: ANY },
    // Consent that is missing cannot be made up for by a reason.
    CheckItem { key: CONSENT, outcomes: &[Outcome::Clear] },
];

/// Whether the words of sources that were taken away are gone.
pub const REMOVED: &str = "removed";

/// Asked where sources were taken away: their consent is looked at no more, so that no reason can keep their words.
const REMOVED_ITEM: CheckItem = CheckItem { key: REMOVED, outcomes: &[Outcome::Clear, Outcome::Masked] };

/// What the check list of a card depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// A kind and the area fit few agencies.
    pub is_singled: bool,
    /// Sources were taken away.
    pub has_removed: bool,
    /// It introduces an agency by its name.
    pub is_introduction: bool,
}

/// Items that ask who may be meant, and who allowed it. Of an agency that is named there is nothing to find out, and what it allows is
/// kept with its consent.
const OF_UNNAMED: [&str; 3] = ["places", SINGLE, CONSENT];

impl Case {
    /// The items to be answered, in their order.
    pub fn items(self) -> impl Iterator<Item = CheckItem> {
        let is_asked = move |item: &CheckItem| !self.is_introduction || !OF_UNNAMED.contains(&item.key);
        CHECK_ITEMS.into_iter().filter(is_asked).chain(self.has_removed.then_some(REMOVED_ITEM))
    }
}

/// An answer to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// Key of the item.
    pub item: String,
    /// Code of the outcome.
    pub outcome: String,
    /// Why it stays, or a remark.
    pub note: String,
}

/// Why an answer does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// Nothing was chosen, or something that the item does not take.
    Answer,
    /// What stays has no reason.
    Reason,
    /// Few agencies can be meant: that can be kept for a reason, or the card changed, but not be denied.
    Singled,
}

/// What an answer to an item lacks.
pub fn lacking(item: &CheckItem, answer: Option<&CheckAnswer>, case: Case) -> Option<Lacking> {
    let outcome = answer.and_then(|answer| Outcome::from_code(&answer.outcome));
    let Some(outcome) = outcome.filter(|outcome| item.outcomes.contains(outcome)) else {
        return Some(Lacking::Answer);
    };
    let has_reason = answer.is_some_and(|answer| !answer.note.trim().is_empty());
    match outcome {
        Outcome::Kept if !has_reason => Some(Lacking::Reason),
        Outcome::Clear | Outcome::Masked if item.key == SINGLE && case.is_singled => Some(Lacking::Singled),
        Outcome::Clear | Outcome::Masked | Outcome::Kept => None,
    }
}

/// Whether every item has an answer that does.
pub fn is_complete(answers: &[CheckAnswer], case: Case) -> bool {
    case.items().all(|item| {
        let answer = answers.iter().find(|answer| answer.item == item.key);
        lacking(&item, answer, case).is_none()
    })
}

/// The kinds of which there are fewer agencies than `least` among those that a card may mean, with how many there are: `agencies` are
/// the kinds of all agencies of its area, or of the whole region. Where there is one, its kind is its name, and of two each knows the
/// other one; where the list has none at all, people know who it was.
pub fn singled_out<'a>(kinds: &'a [String], agencies: &[&str], least: usize) -> Vec<(&'a str, usize)> {
    let n_of = |kind: &str| agencies.iter().filter(|own| **own == kind).count();
    kinds.iter().map(|kind| (kind.as_str(), n_of(kind))).filter(|(_, n)| *n < least).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(item: &str, outcome: &str, note: &str) -> CheckAnswer {
        CheckAnswer { item: item.to_owned(), outcome: outcome.to_owned(), note: note.to_owned() }
    }

    fn all_clear() -> Vec<CheckAnswer> {
        CHECK_ITEMS.iter().map(|item| answer(item.key, "clear", "")).collect()
    }

    #[test]
    fn every_item_has_to_be_answered() {
        assert!(is_complete(&all_clear(), Case::default()));
        for (place, item) in CHECK_ITEMS.iter().enumerate() {
            let mut answers = all_clear();
            answers.remove(place);
            assert!(!is_complete(&answers, Case::default()), "{}", item.key);
        }
        assert!(!is_complete(&[], Case::default()));
    }

    #[test]
    fn what_stays_needs_a_reason_and_consent_cannot_be_argued_away() {
        let [names, .., consent] = CHECK_ITEMS;
        let none = Case::default();
        assert_eq!(lacking(&names, Some(&answer("names", "kept", " ")), none), Some(Lacking::Reason));
        assert_eq!(lacking(&names, Some(&answer("names", "kept", "本人の希望")), none), None);
        assert_eq!(lacking(&names, Some(&answer("names", "perhaps", "")), none), Some(Lacking::Answer));
        let kept = answer("consent", "kept", "理由");
        assert_eq!(lacking(&consent, Some(&kept), none), Some(Lacking::Answer));
    }

    #[test]
    fn few_agencies_of_a_kind_can_be_kept_but_not_overlooked() {
        let kinds = ["21".to_owned(), "22".to_owned(), "60".to_owned()];
        let agencies = ["21", "22", "50", "22", "21", "22"];
        assert_eq!(singled_out(&kinds, &agencies, 3), [("21", 2), ("60", 0)], "of two each knows the other");
        assert_eq!(singled_out(&kinds, &agencies, 4).len(), 3);
        let singled = Case { is_singled: true, ..Case::default() };
        let mut answers = all_clear();
        assert!(!is_complete(&answers, singled));
        answers.retain(|answer| answer.item != SINGLE);
        answers.push(answer(SINGLE, "kept", "機関が名前の公開を望んだ"));
        assert!(is_complete(&answers, singled));
    }

    #[test]
    fn of_a_named_agency_others_are_looked_for_and_not_who_it_is() {
        let named = Case { is_introduction: true, ..Case::default() };
        let keys: Vec<&str> = named.items().map(|item| item.key).collect();
        assert_eq!(keys, ["names", "employers", "disease", "person", "numbers"]);
        let mut answers = all_clear();
        answers.retain(|answer| keys.contains(&answer.item.as_str()));
        assert!(is_complete(&answers, named) && !is_complete(&answers, Case::default()));
    }

    #[test]
    fn a_case_is_written_as_before_there_were_introductions() {
        let case = CardText { title: "題".to_owned(), ..CardText::default() };
        let written = serde_json::to_string(&case).unwrap();
        assert!(!written.contains("introduction"), "hashes of versions stay what they were");
        assert_eq!(serde_json::from_str::<CardText>(&written).unwrap(), case);
        let own = Introduction { contact: "000-000-0000".to_owned(), ..Introduction::default() };
        let named = CardText { introduction: Some(own), ..case };
        assert_eq!(named.texts().last(), Some(&("contact", "000-000-0000")));
    }

    #[test]
    fn words_of_a_source_that_was_taken_away_have_to_be_gone() {
        let removed = Case { has_removed: true, ..Case::default() };
        let mut answers = all_clear();
        assert!(is_complete(&answers, Case::default()) && !is_complete(&answers, removed));
        answers.push(answer(REMOVED, "kept", "よい話なので"));
        assert!(!is_complete(&answers, removed), "no reason keeps them");
        answers.pop();
        answers.push(answer(REMOVED, "masked", ""));
        assert!(is_complete(&answers, removed));
    }
}
