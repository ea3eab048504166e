//! Masking: words of a text that may tell who is meant, and what somebody decided on each before the text was released.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::card::Outcome;
use crate::id::UserId;

/// A word that was found, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The word in normal width.
    pub word: String,
    /// What it tells, a code of `analysis::text::identify::every::WordKind`.
    pub kind: String,
    /// Code of the outcome: masked (or said more generally), or kept.
    pub outcome: String,
    /// Why it stays; empty for what is masked.
    pub reason: String,
    /// Who decided.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A text as somebody looked at it before it was released.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// The words that were found in what was written and in what is released.
    pub words: Vec<Decision>,
    /// Names of people and places were looked for: there was a dictionary.
    pub has_dictionary: bool,
}

/// A word that was found and is to be decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundWord {
    /// The word in normal width.
    pub word: String,
    /// Code of what it tells.
    pub kind: String,
    /// Why it stays; None when it does not stand in the released text.
    pub reason: Option<String>,
}

impl Looked {
    /// A text in which nothing was found.
    pub fn nothing_found() -> Looked {
        Looked { words: Vec::new(), has_dictionary: true }
    }

    /// What is stored; None for what was released before words were looked for, or cannot be read.
    pub fn read(stored: Option<&str>) -> Option<Looked> {
        stored.and_then(|stored| serde_json::from_str(stored).ok())
    }

    /// What is decided now. Who decided the same before, stays who decided it.
    pub fn decided(
        before: Option<&Looked>,
        found: Vec<FoundWord>,
        has_dictionary: bool,
        (by, at): (UserId, DateTime<Utc>),
    ) -> Looked {
        let decide = |found: FoundWord| {
            let outcome = if found.reason.is_some() { Outcome::Kept } else { Outcome::Masked };
            let new = Decision {
                word: found.word,
                kind: found.kind,
                outcome: outcome.code().to_owned(),
                reason: found.reason.unwrap_or_default(),
                by,
                at,
            };
            let is_same = |old: &&Decision| {
                old.word == new.word && old.outcome == new.outcome && old.reason == new.reason
            };
            before.and_then(|before| before.words.iter().find(is_same)).cloned().unwrap_or(new)
        };
        Looked { words: found.into_iter().map(decide).collect(), has_dictionary }
    }

    /// The reason for which a word stays.
    pub fn reason(&self, word: &str) -> Option<&str> {
        let kept = self.words.iter().find(|own| own.word == word && own.outcome == Outcome::Kept.code());
        kept.map(|kept| kept.reason.as_str())
    }

    /// How many words have this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.words.iter().filter(|own| own.outcome == outcome.code()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str, reason: Option<&str>) -> FoundWord {
        FoundWord { word: word.to_owned(), kind: "person".to_owned(), reason: reason.map(str::to_owned) }
    }

    #[test]
    fn who_decided_the_same_before_stays() {
        let (early, late) =
            (DateTime::from_timestamp(0, 0).unwrap(), DateTime::from_timestamp(9, 0).unwrap());
        let words = vec![found("田中さん", None), found("架空市", Some("市の話"))];
        let first = Looked::decided(None, words, true, (UserId(1), early));
        let words = vec![found("田中さん", None), found("架空市", Some("市の事業の話"))];
        let second = Looked::decided(Some(&first), words, true, (UserId(2), late));
        assert_eq!(second.words[0], first.words[0]);
        assert_eq!((second.words[1].by, second.words[1].at), (UserId(2), late), "another reason is anew");
        assert_eq!((second.count(Outcome::Masked), second.count(Outcome::Kept)), (1, 1));
        assert_eq!(second.reason("架空市"), Some("市の事業の話"));
        assert_eq!(second.reason("田中さん"), None, "it does not stay");
    }

    #[test]
    fn what_was_released_before_is_not_looked_at() {
        assert_eq!(Looked::read(None), None);
        let written = serde_json::to_string(&Looked::default()).unwrap();
        assert_eq!(Looked::read(Some(&written)), Some(Looked::default()), "nothing was found");
    }
}
