//! What a sentence does: names a challenge, tells of a good practice, asks for something, or none of these.
//!
//! The end of a Japanese sentence decides, so courtesy and hearsay are taken off it first (「〜という声がある」 takes the
//! stance of the voice), and what stands after 「が、」 weighs more than what stands before it.

use std::ops::Range;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The shipped cue rules; the file says how it is laid out.
pub const STANCE_RULES: &str = include_str!("../../data/stance-rules.tsv");

const FILE: &str = "stance-rules.tsv";

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// 課題
    Challenge,
    /// 好事例・取り組み
    GoodPractice,
    /// 要望
    Request,
    /// その他
    Other,
}

impl Stance {
    /// All stances, in the order in which they are listed.
    pub const ALL: [Stance; 4] = [Stance::Challenge, Stance::GoodPractice, Stance::Request, Stance::Other];

    /// Stable name, as it is stored and exported.
    pub fn key(self) -> &'static str {
        match self {
            Stance::Challenge => "challenge",
            Stance::GoodPractice => "good_practice",
            Stance::Request => "request",
            Stance::Other => "other",
        }
    }

    fn from_key(key: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|stance| stance.key() == key)
    }
}

/// A suggested stance. Spans are bytes of the text that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StanceSuggestion {
    pub stance: Stance,
    /// The text says nothing (特になし, 別紙のとおり …).
    pub is_blank: bool,
    /// What speaks for the stance.
    pub evidence: Vec<Range<usize>>,
}

#[derive(Clone)]
struct Rule {
    stance: Stance,
    weight: f64,
    pattern: Regex,
}

/// The cue rules, ready for use.
#[derive(Clone)]
pub(super) struct StanceRules {
    blank: Vec<Regex>,
    tails: Vec<Regex>,
    cancels: Vec<Regex>,
    ends: Vec<Rule>,
    main: Vec<Rule>,
    any: Vec<Rule>,
    contrast: Regex,
}

/// Clauses that end like this stand in contrast to what follows.
const CONTRAST: &str = "(ですが|ますが|だが|たが|るが|いが|んが|けれども|けれど|けど|ものの|のに|一方で|しかし|ただし|ただ)、|けれども|ものの";

/// What follows a contrast must be longer than this (in bytes) to be a clause of its own.
const SHORTEST_CLAUSE: usize = 12;

/// Weight of what stands outside the main clause.
const ASIDE: f64 = 0.5;

/// Scores under this are too weak for a suggestion.
const LEAST_SCORE: f64 = 1.0;

/// How often something is taken off the end of a sentence at most.
const MOST_TAILS: usize = 12;

impl StanceRules {
    pub(super) fn parse(rules: &str) -> Result<StanceRules, Error> {
        let contrast = compile(CONTRAST, 0)?;
        let mut parsed = StanceRules {
            blank: Vec::new(),
            tails: Vec::new(),
            cancels: Vec::new(),
            ends: Vec::new(),
            main: Vec::new(),
            any: Vec::new(),
            contrast,
        };
        for (index, line) in rules.lines().enumerate() {
            if !line.is_empty() && !line.starts_with('#') {
                parsed.add(line, index + 1)?;
            }
        }
        Ok(parsed)
    }

    fn add(&mut self, text: &str, line: usize) -> Result<(), Error> {
        let wrong = |detail: &str| Error::ShippedData { file: FILE, line, detail: detail.to_owned() };
        let fields: Vec<&str> = text.split('\t').collect();
        let &[stance, place, weight, pattern] = fields.as_slice() else {
            return Err(wrong("four columns are needed"));
        };
        let rule = |pattern: &str| {
            let stance = Stance::from_key(stance).ok_or_else(|| wrong("unknown stance"))?;
            let weight = weight.parse().map_err(|_| wrong("the weight is no number"))?;
            Ok(Rule { stance, weight, pattern: compile(pattern, line)? })
        };
        let at_end = format!("(?:{pattern})\\z");
        match place {
            "blank" => self.blank.push(compile(&format!("\\A(?:{pattern})\\z"), line)?),
            "tail" => self.tails.push(compile(&at_end, line)?),
            "cancel" => self.cancels.push(compile(pattern, line)?),
            "end" => self.ends.push(rule(&at_end)?),
            "main" => self.main.push(rule(pattern)?),
            "any" => self.any.push(rule(pattern)?),
            _ => return Err(wrong("unknown place")),
        }
        Ok(())
    }

    /// Whether a whole answer, in normal width, says nothing.
    pub(super) fn is_blank(&self, answer: &str) -> bool {
        let answer = answer.trim();
        answer.is_empty() || self.blank.iter().any(|pattern| pattern.is_match(answer))
    }

    /// The stance of a sentence in normal width.
    pub(super) fn suggest(&self, sentence: &str) -> StanceSuggestion {
        if self.is_blank(sentence) {
            return StanceSuggestion { stance: Stance::Other, is_blank: true, evidence: Vec::new() };
        }
        let cancelled: Vec<Range<usize>> =
            self.cancels.iter().flat_map(|pattern| pattern.find_iter(sentence).map(|m| m.range())).collect();
        let counts = |stance: Stance, found: &Range<usize>| {
            stance != Stance::Challenge || !cancelled.iter().any(|range| overlaps(range, found))
        };
        let stages = self.stages(sentence);
        let mut scores = Scores::default();
        self.score_ends(&stages, &counts, &mut scores);
        let core = stages.last().map_or(sentence.len(), |stage| stage.len());
        self.score_anywhere(sentence, self.main_clause(sentence, core), &counts, &mut scores);
        scores.decide()
    }

    /// The sentence with more and more taken off its end.
    fn stages<'s>(&self, sentence: &'s str) -> Vec<&'s str> {
        let mut stages = vec![sentence];
        while stages.len() <= MOST_TAILS {
            let core = stages.last().copied().unwrap_or_default();
            let cut = |pattern: &Regex| {
                pattern.find(core).map(|m| m.start()).filter(|&at| at > 0 && at < core.len())
            };
            let Some(shorter) = self.tails.iter().find_map(cut).and_then(|at| core.get(..at)) else { break };
            stages.push(shorter);
        }
        stages
    }

    /// Where the main clause begins: after the last contrast that something follows.
    fn main_clause(&self, sentence: &str, core: usize) -> usize {
        let ends = self.contrast.find_iter(sentence).map(|m| m.end());
        ends.filter(|end| end + SHORTEST_CLAUSE < core).last().unwrap_or(0)
    }

    /// The heaviest rule of each stance that fits the end of a stage.
    fn score_ends(
        &self,
        stages: &[&str],
        counts: &dyn Fn(Stance, &Range<usize>) -> bool,
        scores: &mut Scores,
    ) {
        let mut best: [Option<(f64, Range<usize>)>; 4] = Default::default();
        for stage in stages {
            for rule in &self.ends {
                let best = &mut best[rule.stance as usize];
                if best.as_ref().is_some_and(|best| best.0 >= rule.weight) {
                    continue;
                }
                let found = rule.pattern.find(stage).map(|m| m.range()).filter(|range| !range.is_empty());
                if let Some(found) = found.filter(|found| counts(rule.stance, found)) {
                    *best = Some((rule.weight, found));
                }
            }
        }
        for (stance, best) in Stance::ALL.into_iter().zip(best) {
            if let Some((weight, found)) = best {
                scores.add(stance, weight, found);
            }
        }
    }

    fn score_anywhere(
        &self,
        sentence: &str,
        main_clause: usize,
        counts: &dyn Fn(Stance, &Range<usize>) -> bool,
        scores: &mut Scores,
    ) {
        let found = |rule: &Rule, from: usize| -> Vec<Range<usize>> {
            let all = rule.pattern.find_iter(sentence).map(|m| m.range());
            all.filter(|range| range.start >= from && counts(rule.stance, range)).take(2).collect()
        };
        for rule in &self.main {
            if let Some(range) = found(rule, main_clause).into_iter().next() {
                scores.add(rule.stance, rule.weight, range);
            }
        }
        for rule in &self.any {
            // A second cue of the same rule says little more.
            for (range, share) in found(rule, 0).into_iter().zip([1.0, 0.5]) {
                let aside = if range.start >= main_clause { 1.0 } else { ASIDE };
                scores.add(rule.stance, rule.weight * aside * share, range);
            }
        }
    }
}

fn compile(pattern: &str, line: usize) -> Result<Regex, Error> {
    Regex::new(pattern).map_err(|error| Error::ShippedData { file: FILE, line, detail: error.to_string() })
}

pub(super) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[derive(Default)]
struct Scores {
    totals: [f64; 4],
    evidence: [Vec<Range<usize>>; 4],
}

impl Scores {
    fn add(&mut self, stance: Stance, weight: f64, found: Range<usize>) {
        self.totals[stance as usize] += weight;
        self.evidence[stance as usize].push(found);
    }

    /// The stance with the highest score; of equal ones the first in the order of the people's questions.
    fn decide(mut self) -> StanceSuggestion {
        const ORDER: [Stance; 4] = [Stance::Request, Stance::Challenge, Stance::GoodPractice, Stance::Other];
        let mut stance = Stance::Other;
        let mut most = LEAST_SCORE - 1e-9;
        for candidate in ORDER {
            if self.totals[candidate as usize] > most + 1e-9 {
                most = self.totals[candidate as usize];
                stance = candidate;
            }
        }
        let mut evidence = std::mem::take(&mut self.evidence[stance as usize]);
        evidence.sort_by_key(|range| (range.start, range.end));
        evidence.dedup();
        StanceSuggestion { stance, is_blank: false, evidence }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stance(sentence: &str) -> Stance {
        StanceRules::parse(STANCE_RULES).unwrap().suggest(sentence).stance
    }

    #[test]
    fn the_end_of_the_sentence_decides() {
        assert_eq!(stance("主治医との連携がなかなかできていない。"), Stance::Challenge);
        assert_eq!(stance("主治医と連携して働き方を決めています。"), Stance::GoodPractice);
        assert_eq!(stance("主治医と連携してほしい。"), Stance::Request);
        assert_eq!(stance("主治医との連携を検討していく予定です。"), Stance::Other);
    }

    #[test]
    fn denied_and_solved_problems_are_no_challenges() {
        assert_ne!(stance("特に困ったことはありません。"), Stance::Challenge);
        assert_ne!(stance("休憩の取り方が課題だったが、個室を用意して解決した。"), Stance::Challenge);
    }

    #[test]
    fn hearsay_takes_the_stance_of_the_voice() {
        assert_eq!(stance("窓口が遠くて通えないという声があります。"), Stance::Challenge);
        assert_eq!(stance("夜間の窓口を設けてほしいという意見が多く寄せられました。"), Stance::Request);
    }

    #[test]
    fn the_clause_after_the_contrast_decides() {
        assert_eq!(stance("勉強会は毎年ひらいているが、参加する企業が少ない。"), Stance::Challenge);
        assert_eq!(stance("求人は少ないけれども、短時間の仕事を切り出してもらえた。"), Stance::GoodPractice);
    }

    #[test]
    fn answers_that_say_nothing_are_known() {
        let rules = StanceRules::parse(STANCE_RULES).unwrap();
        for blank in ["特になし", "なし。", "別紙のとおり", "ありません", "…", "わからない", ""]
        {
            assert!(rules.is_blank(blank), "{blank}");
        }
        assert!(!rules.is_blank("手帳がない"));
        assert!(!rules.is_blank("相談先がない"));
    }

    #[test]
    fn mistakes_in_the_rules_are_named() {
        let message = |rules: &str| StanceRules::parse(rules).err().unwrap().to_string();
        assert!(message("challenge\tend\t1").contains("line 1"));
        assert!(message("# x\nworry\tend\t1\ta").contains("line 2"));
        assert!(message("challenge\tend\t1\t(").contains("line 1"));
    }
}
