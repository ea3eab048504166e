//! What a challenge, a request or a good practice is about: codes of the frame whose cues occur in the sentence.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::frame::CodingFrame;
use super::spotter::Spotter;
use super::stance::{Stance, overlaps};
use crate::error::Error;

/// Weight of a strong cue.
pub(super) const STRONG: f64 = 3.0;
const MEDIUM: f64 = 1.5;
const WEAK: f64 = 0.5;

/// Scores under this are too weak for a suggestion.
const LEAST_SCORE: f64 = 1.5;

/// Further codes need a strong cue and this share of the score of the first.
const SHARE_OF_FIRST: f64 = 1.0 / 3.0;

const MOST_THEMES: usize = 3;

/// A code suggested for a sentence. Spans are bytes of the sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ThemeSuggestion {
    /// Index in [`CodingFrame::codes`].
    pub code: usize,
    pub score: f64,
    pub evidence: Vec<Range<usize>>,
}

#[derive(Clone)]
struct Cue {
    code: usize,
    weight: f64,
    pattern: String,
    /// Compiled at the first use: most cues are never needed on a small corpus.
    regex: OnceLock<Option<Regex>>,
}

/// The cues of the codes of one kind, strongest first within a code.
#[derive(Clone)]
struct Cues {
    kind: Stance,
    spotter: Spotter,
    cues: Vec<Cue>,
}

/// The cues of a frame, ready for use.
#[derive(Clone)]
pub(super) struct ThemeRules {
    kinds: Vec<Cues>,
}

impl ThemeRules {
    pub(super) fn new(frame: &CodingFrame) -> Result<ThemeRules, Error> {
        let kinds = [Stance::Challenge, Stance::GoodPractice].map(|kind| Cues::new(frame, kind));
        Ok(ThemeRules { kinds: kinds.into_iter().collect::<Result<_, _>>()? })
    }

    /// The codes of a sentence in normal width, best first. Requests take the codes of challenges.
    pub(super) fn suggest(&self, sentence: &str, stance: Stance) -> Vec<ThemeSuggestion> {
        kind_of(stance).map_or_else(Vec::new, |kind| chosen(self.scores(sentence, kind)))
    }

    /// The scores of all codes of a kind with a cue in a sentence in normal width, in the order of the frame.
    pub(super) fn scores(&self, sentence: &str, kind: Stance) -> Vec<ThemeSuggestion> {
        let cues = self.kinds.iter().find(|cues| cues.kind == kind);
        cues.map_or_else(Vec::new, |cues| cues.score(sentence))
    }
}

/// Of scored codes those that are suggested, best first.
pub(super) fn chosen(mut scored: Vec<ThemeSuggestion>) -> Vec<ThemeSuggestion> {
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.code.cmp(&b.code)));
    let first = scored.first().map_or(0.0, |first| first.score);
    let mut rank = 0;
    scored.retain(|suggestion| {
        rank += 1;
        let least = if rank == 1 { LEAST_SCORE } else { STRONG.max(first * SHARE_OF_FIRST) };
        suggestion.score >= least
    });
    scored.truncate(MOST_THEMES);
    scored
}

/// The kind of the codes that texts of a stance take: requests take those of the challenges they want solved.
pub(super) fn kind_of(stance: Stance) -> Option<Stance> {
    match stance {
        Stance::Challenge | Stance::Request => Some(Stance::Challenge),
        Stance::GoodPractice => Some(Stance::GoodPractice),
        Stance::Other => None,
    }
}

impl Cues {
    fn new(frame: &CodingFrame, kind: Stance) -> Result<Cues, Error> {
        let mut cues = Vec::new();
        for (index, code) in frame.codes.iter().enumerate().filter(|(_, code)| code.kind == kind) {
            for (weight, patterns) in [(STRONG, &code.strong), (MEDIUM, &code.medium), (WEAK, &code.weak)] {
                cues.extend(patterns.iter().map(|pattern| Cue {
                    code: index,
                    weight,
                    pattern: pattern.clone(),
                    regex: OnceLock::new(),
                }));
            }
        }
        let spotter = Spotter::new(cues.iter().map(|cue| cue.pattern.as_str()))
            .map_err(|detail| Error::ShippedData { file: "coding-frame.json", line: 0, detail })?;
        Ok(Cues { kind, spotter, cues })
    }

    /// The score of every code with a cue in the sentence. Where cues of one code overlap, the heaviest counts.
    fn score(&self, sentence: &str) -> Vec<ThemeSuggestion> {
        let mut suggestions: Vec<ThemeSuggestion> = Vec::new();
        let mut weights: Vec<f64> = Vec::new();
        for cue in self.spotter.candidates(sentence).into_iter().filter_map(|place| self.cues.get(place)) {
            let Some(found) = cue.find(sentence) else { continue };
            if suggestions.last().is_none_or(|last| last.code != cue.code) {
                suggestions.push(ThemeSuggestion { code: cue.code, score: 0.0, evidence: Vec::new() });
                weights.clear();
            }
            let Some(suggestion) = suggestions.last_mut() else { continue };
            let counted = suggestion.evidence.iter().zip(&weights);
            let covered = counted
                .filter(|(range, _)| overlaps(range, &found))
                .map(|(_, weight)| *weight)
                .fold(0.0, f64::max);
            if cue.weight > covered {
                suggestion.score += cue.weight - covered;
                suggestion.evidence.push(found);
                weights.push(cue.weight);
            }
        }
        suggestions
    }
}

impl Cue {
    fn find(&self, sentence: &str) -> Option<Range<usize>> {
        let regex = self.regex.get_or_init(|| Regex::new(&self.pattern).ok());
        regex.as_ref()?.find(sentence).map(|found| found.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(sentence: &str, stance: Stance) -> Vec<String> {
        let frame = CodingFrame::shipped().unwrap();
        let rules = ThemeRules::new(&frame).unwrap();
        let suggestions = rules.suggest(sentence, stance);
        suggestions.iter().map(|suggestion| frame.codes[suggestion.code].code.clone()).collect()
    }

    #[test]
    fn the_stance_chooses_the_codes() {
        assert_eq!(codes("主治医の意見書", Stance::Challenge)[0], "C06");
        assert_eq!(codes("主治医の意見書", Stance::Request)[0], "C06");
        assert_eq!(codes("主治医の意見書", Stance::GoodPractice)[0], "G02");
        assert_eq!(codes("主治医の意見書", Stance::Other), Vec::<String>::new());
    }

    #[test]
    fn several_codes_are_ranked() {
        let found = codes("手帳がないので、駅から遠い事業所への送迎が使えない", Stance::Challenge);
        assert_eq!(found[0], "C11");
        assert!(found.contains(&"C01".to_owned()));
    }
}
