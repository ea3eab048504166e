//! What a sentence does: names a challenge, tells of a good practice, asks for something, or none of these.
//!
//! The end of a Japanese sentence decides, so courtesy and hearsay are taken off it first (「〜という声がある」 takes the
//! stance of the voice), and what stands after 「が、」 weighs more than what stands before it.

mod rules;

use std::cell::OnceCell;
use std::ops::Range;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub(super) use self::rules::StanceRules;
use self::rules::{Cue, Ending};

/// The shipped cue rules; the file says how it is laid out.
pub const STANCE_RULES: &str = include_str!("../../data/stance-rules.tsv");

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

    /// The stance with this stable name.
    pub fn from_key(key: &str) -> Option<Stance> {
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

/// What the cues of a sentence say. Places are bytes of the sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StanceCues {
    /// The weight for each stance, in the order of [`Stance::ALL`].
    pub totals: [f64; 4],
    /// Where the sentence ends once courtesy and hearsay are taken off.
    pub core: usize,
    /// Where the main clause begins.
    pub main_clause: usize,
    /// The stance that follows.
    pub suggestion: StanceSuggestion,
}

/// What follows a contrast must be longer than this (in bytes) to be a clause of its own.
const SHORTEST_CLAUSE: usize = 12;

/// Weight of what stands outside the main clause.
const ASIDE: f64 = 0.5;

/// Scores under this are too weak for a suggestion.
const LEAST_SCORE: f64 = 1.0;

/// How often something is taken off the end of a sentence at most.
const MOST_TAILS: usize = 12;

impl StanceRules {
    /// Whether a whole answer, in normal width, says nothing.
    pub(super) fn is_blank(&self, answer: &str) -> bool {
        let answer = answer.trim();
        answer.is_empty() || self.blank.is_match(answer)
    }

    /// The stance of a sentence in normal width.
    pub(super) fn suggest(&self, sentence: &str) -> StanceSuggestion {
        self.cues(sentence).suggestion
    }

    /// What the cues of a sentence in normal width say, and the stance that follows.
    pub(super) fn cues(&self, sentence: &str) -> StanceCues {
        if self.is_blank(sentence) {
            let suggestion = StanceSuggestion { stance: Stance::Other, is_blank: true, evidence: Vec::new() };
            return StanceCues { totals: [0.0; 4], core: sentence.len(), main_clause: 0, suggestion };
        }
        let which = self.spotter.candidates(sentence);
        let found = Found { sentence, cancels: &self.cancels, cancelled: OnceCell::new() };
        let mut scores = Scores::default();
        let core = self.score_ends(&found, &mut scores);
        let main_clause = self.main_clause(sentence, core);
        self.score_cues(&found, &which, main_clause, &mut scores);
        StanceCues { totals: scores.totals, core, main_clause, suggestion: scores.decide() }
    }

    /// Where the main clause begins: after the last contrast that something follows before the end of the core.
    fn main_clause(&self, sentence: &str, core: usize) -> usize {
        let ends = self.contrast.find_iter(sentence).map(|found| found.end());
        ends.filter(|end| end + SHORTEST_CLAUSE < core).last().unwrap_or(0)
    }

    /// Scores, for each stance, the heaviest rule that fits the end of the sentence, or the end once courtesy and
    /// hearsay have been taken off. Gives the end of what remains.
    fn score_ends(&self, found: &Found<'_>, scores: &mut Scores) -> usize {
        let mut best: [Option<(f64, Range<usize>)>; 4] = Default::default();
        let mut end = found.sentence.len();
        for _ in 0..=MOST_TAILS {
            let stage = found.sentence.get(..end).unwrap_or_default();
            let mut tail = end;
            self.endings.find(stage, |pattern, start| match self.ending_kinds.get(pattern) {
                Some(Ending::Tail) if start > 0 => tail = tail.min(start),
                Some(Ending::For(stance, weight)) if start < end && found.counts(*stance, &(start..end)) => {
                    let best = &mut best[*stance as usize];
                    // Of equal rules the first stage and the longest place.
                    let is_better = best.as_ref().is_none_or(|(known, place)| {
                        *weight > *known || (*weight >= *known && place.end == end && start < place.start)
                    });
                    if is_better {
                        *best = Some((*weight, start..end));
                    }
                }
                _ => {}
            });
            if tail == end {
                break;
            }
            end = tail;
        }
        for (stance, best) in Stance::ALL.into_iter().zip(best) {
            if let Some((weight, place)) = best {
                scores.add(stance, weight, place);
            }
        }
        end
    }

    fn score_cues(&self, found: &Found<'_>, which: &[usize], main_clause: usize, scores: &mut Scores) {
        for (cue, pattern) in which.iter().filter_map(|&place| self.cues.get(place)) {
            let places = |stance: Stance, from: usize| {
                let all = pattern.find_iter(found.sentence).map(|found| found.range());
                all.filter(move |place| place.start >= from && found.counts(stance, place))
            };
            match *cue {
                Cue::Main(stance, weight) => {
                    if let Some(place) = places(stance, main_clause).next() {
                        scores.add(stance, weight, place);
                    }
                }
                Cue::Any(stance, weight) => {
                    // A second cue of the same rule says little more.
                    for (place, share) in places(stance, 0).zip([1.0, 0.5]) {
                        let aside = if place.start >= main_clause { 1.0 } else { ASIDE };
                        scores.add(stance, weight * aside * share, place);
                    }
                }
            }
        }
    }
}

/// A sentence with the places that are not counted as challenges, which are looked for when they are needed.
struct Found<'s> {
    sentence: &'s str,
    cancels: &'s [Regex],
    cancelled: OnceCell<Vec<Range<usize>>>,
}

impl Found<'_> {
    fn counts(&self, stance: Stance, place: &Range<usize>) -> bool {
        stance != Stance::Challenge || !self.cancelled().iter().any(|range| overlaps(range, place))
    }

    fn cancelled(&self) -> &[Range<usize>] {
        let find = || {
            let places = self.cancels.iter().flat_map(|pattern| pattern.find_iter(self.sentence));
            places.map(|found| found.range()).collect()
        };
        self.cancelled.get_or_init(find)
    }
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
    fn what_could_not_be_helped_is_a_challenge_in_the_past_too() {
        for sentence in [
            "欠勤が増えて辞めざるを得なかった方もいました。",
            "夜勤を断らざるを得ない時期がありました。",
            "結局、応募を見送らざるを得ませんでした。",
            "引き継ぎが十分とは言えない状況が続いていました。",
            "窓口が近いとは言えなかった。",
            "体調を言い出しにくかった人もいました。",
            "休みを取りづらい職場もありました。",
            "会議では話しづらかったです。",
            "働きづらさを感じていました。",
        ] {
            assert_eq!(stance(sentence), Stance::Challenge, "{sentence}");
        }
        for sentence in [
            "話しにくいことも話せる場をつくりました。",
            "辞めざるを得なかった方が、相談を重ねて復職しました。",
            "休みを取りづらい職場に声をかけています。",
        ] {
            assert_eq!(stance(sentence), Stance::GoodPractice, "{sentence}");
        }
    }

    #[test]
    fn what_is_bad_and_became_less_is_no_challenge() {
        for sentence in [
            "復職後3か月の離職がほとんどなくなった。",
            "面談を始めてから、欠勤が減りました。",
            "電話の当番を外したら、遅刻が大幅に減った。",
            "連絡票を使い、引き継ぎの漏れがなくなりました。",
            "通院で休みにくいという声はほとんどなくなりました。",
            "途中で辞める方がほとんどいなくなった。",
            "昨年度から、離職者はほとんどいません。",
            "就職してから辞めた方はいません。",
            "説明会のあと、職場の誤解が解消しました。",
            "予約制にして、待ち時間が半分以下に減った。",
            "作業の間違いが少なくなってきた。",
            "一人で抱え込む職員が減った。",
            "体調を理由に辞める人が、十人から二人に減りました。",
            "配置を見直したことで、残業が減っている。",
            "病気への偏見が少しずつなくなってきました。",
        ] {
            assert_eq!(stance(sentence), Stance::GoodPractice, "{sentence}");
        }
        for sentence in ["誤解はほとんどない。", "残業はありません。"] {
            assert_ne!(stance(sentence), Stance::Challenge, "{sentence}");
        }
    }

    #[test]
    fn what_helps_and_is_gone_and_what_is_bad_and_stays_is_a_challenge() {
        for sentence in [
            "相談がなくなった。",
            "受け入れ先がなくなった。",
            "支援がほとんどない。",
            "地元の求人が減った。",
            "通院に使うバスの便がなくなりました。",
            "話を聞いてくれる相手がいなくなった。",
            "離職後の支援がなくなった。",
            "休職中の連絡がほとんどない。",
            "不安を話せる場所がなくなった。",
            "工賃が減っている。",
            "助成が半分に減りました。",
            "困ったときに相談できる人がほとんどいない。",
            "孤立を防ぐ交流の機会が減っています。",
            "診察で仕事の話をする時間がなくなった。",
            "離職が減らない。",
            "偏見がなくなっていない。",
            "負担が軽くなったとは言えない。",
            "課題は解消されていない。",
        ] {
            assert_eq!(stance(sentence), Stance::Challenge, "{sentence}");
        }
    }

    #[test]
    fn what_is_wanted_is_a_request() {
        for sentence in [
            "休憩できる部屋がほしい。",
            "もう少し時間が欲しいです。",
            "話せる場がほしいという声があった。",
            "話せる場がほしいとの声が届いています。",
            "夜の窓口がほしいと言われました。",
            "事例を載せた冊子があると助かります。",
            "送迎があると助かるという意見がありました。",
            "早めの連絡をお願いしたい。",
        ] {
            assert_eq!(stance(sentence), Stance::Request, "{sentence}");
        }
        for sentence in
            ["家族が薬の情報をほしがっている。", "手当が欲しいわけではない。", "薬がほしいとは思わない。"]
        {
            assert_ne!(stance(sentence), Stance::Request, "{sentence}");
        }
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
        for blank in ["特になし", "なし。", "別紙のとおり", "ありません", "…", "－", "わからない", ""]
        {
            assert!(rules.is_blank(blank), "{blank}");
        }
        assert!(!rules.is_blank("手帳がない"));
        assert!(!rules.is_blank("相談先がない"));
    }
}
