//! Who was left at each step, questionnaire by questionnaire: invited and reached (or on the list), answered, consent to academic use, analysed.

use analysis::chart::Caption;
use analysis::chart::flow::{Flow, FlowStep};
use analysis::document::paper::PaperTable;
use analysis::table::Count;

use super::Source;
use super::paper::{column, count, row, table_of_all, withheld_note};
use crate::dataset::Fielded;
use crate::dataset::asked::Asked;
use crate::dataset::tally::Reader;
use crate::i18n;
use crate::pages::explore::rates::share_of;
use crate::pages::explore::selection::is_withheld;
use crate::view::figure::{join, percent};

/// Fluent key of what says whom each step counts.
const STEPS_NOTE: &str = "talk-note-steps";

/// The numbers of one questionnaire.
struct Steps {
    asked: Asked,
    answered: Count,
    allowed: Count,
    analysed: usize,
}

impl Steps {
    fn of(source: &Source<'_>, fielded: &Fielded) -> Steps {
        let answered = told(source, fielded);
        let is_hidden = is_few(source, fielded);
        Steps {
            asked: Asked::of(source.dataset, fielded),
            answered,
            allowed: if is_hidden { Count::Hidden } else { Count::Shown(fielded.n_allowed) },
            analysed: fielded.responses.len(),
        }
    }

    /// Whether the picture has a number that is withheld.
    fn has_withheld(&self) -> bool {
        let silent = self.start().map(|(_, silent)| silent);
        [Some(self.answered), Some(self.allowed), silent].into_iter().flatten().any(|count| count.is_hidden())
    }

    /// On the list, invited, reached, and invitations that were answered, as cells; a dash for what is not told.
    fn asked_cells(&self) -> [String; 4] {
        let cell = |n: usize| if n > 0 { n.to_string() } else { "–".to_owned() };
        match self.asked {
            Asked::Invited { n, reached, answered, .. } => {
                [cell(0), cell(n), reached.to_string(), answered.map_or_else(|| cell(0), count)]
            }
            Asked::Listed(n) => [cell(n), cell(0), cell(0), cell(0)],
        }
    }

    /// Share of those whom an invitation reached who answered it, or of all answers where these alone are told; without invitations,
    /// answers against the list.
    fn rate(&self) -> String {
        let (answered, n) = self.asked.answered_of(self.answered);
        match answered.shown() {
            None => count(Count::Hidden),
            Some(answered) => share_of(answered, n).map_or("–".to_owned(), percent),
        }
    }

    /// Where the flow begins: the steps before anybody answered, by the keys of their words, and how many of the last one are known not
    /// to have answered. None where more answered than were asked: others could answer, too.
    fn start(&self) -> Option<(Vec<(&'static str, usize)>, Count)> {
        let (_, asked) = self.asked.answered_of(self.answered);
        if self.answered.shown().is_some_and(|answered| answered > asked) {
            return None;
        }
        match self.asked {
            Asked::Invited { n, reached, answered, .. } => {
                let silent = answered.map_or(Count::Shown(0), |answered| {
                    let silent = answered.shown().map(|answered| reached.saturating_sub(answered));
                    silent.map_or(Count::Hidden, Count::Shown)
                });
                Some((vec![("talk-invited", n), ("talk-reached", reached)], silent))
            }
            Asked::Listed(0) => None,
            Asked::Listed(n) => Some((vec![("talk-listed", n)], Count::Shown(0))),
        }
    }
}

/// Whether how many answered, or allow the use, is withheld.
fn is_few(source: &Source<'_>, fielded: &Fielded) -> bool {
    told(source, fielded).is_hidden() || is_withheld(source.dataset, fielded.n_allowed)
}

/// How many answered. Of fewer than the threshold it is not told how many they are: none of them is in any table.
fn told(source: &Source<'_>, fielded: &Fielded) -> Count {
    Reader::of_data(source.dataset, source.dataset.lang).sent(fielded)
}

/// The steps of all questionnaires as a table.
///
/// # Errors
/// Never; the others of its kind may fail.
pub fn tables(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    if source.dataset.fielded.is_empty() {
        return Ok(Vec::new());
    }
    let heads = [
        "talk-listed",
        "talk-invited",
        "talk-reached",
        "talk-invited-answered",
        "talk-answered",
        "explore-rate",
        "talk-allowed",
        "talk-analysed",
    ];
    let mut columns = vec![column(say("explore-questionnaire"), false)];
    columns.extend(heads.map(|key| column(say(key), true)));
    // Replies to the feedback ask for no academic use.
    let fielded = source.dataset.fielded.iter().filter(|fielded| !fielded.takes_replies);
    let rows = fielded.map(|fielded| {
        let steps = Steps::of(source, fielded);
        let title = fielded.full_title(source.dataset.lang);
        let rest = [count(steps.answered), steps.rate(), count(steps.allowed), steps.analysed.to_string()];
        row(0, [title].into_iter().chain(steps.asked_cells()).chain(rest))
    });
    let rows = rows.collect();
    let notes = [say("talk-note-flow"), say(STEPS_NOTE), source.apart_note()];
    Ok(vec![table_of_all(say("talk-table-flow"), columns, rows, notes, source.look())])
}

/// What stands below the picture where it stands alone: whom its steps count, and what is said in place of a withheld number.
pub fn chart_note(source: &Source<'_>, fielded: &Fielded) -> String {
    let lang = source.dataset.lang;
    let steps = Steps::of(source, fielded);
    let withheld = if steps.has_withheld() { withheld_note(source.look()) } else { String::new() };
    join(&[i18n::plain(lang, STEPS_NOTE), withheld], lang)
}

/// The steps of a questionnaire as a picture.
pub fn chart(source: &Source<'_>, fielded: &Fielded, caption: Caption) -> Flow {
    let lang = source.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let steps = Steps::of(source, fielded);
    let left_out = |key: &str, n: String| i18n::text(lang.code(), key, &[("n", n)]);
    let step = |key: &str, n: String, left_out: String| FlowStep {
        label: say(key),
        count: format!("n={n}"),
        left_out,
    };
    let mut drawn = Vec::new();
    let mut silent = String::new();
    if let Some((asked, n_silent)) = steps.start() {
        for (key, n) in asked {
            let lost = match steps.asked {
                Asked::Invited { unreached, .. } if key == "talk-reached" && unreached > 0 => {
                    left_out("talk-not-reached", unreached.to_string())
                }
                _ => String::new(),
            };
            drawn.push(step(key, n.to_string(), lost));
        }
        if n_silent != Count::Shown(0) {
            silent = left_out("talk-not-answered", count(n_silent));
        }
    }
    drawn.push(step("talk-answered", count(steps.answered), silent));
    let refused = steps.answered.shown().zip(steps.allowed.shown());
    let refused = refused.map(|(answered, allowed)| answered.saturating_sub(allowed));
    let refused = match refused {
        Some(0) => String::new(),
        Some(n) => left_out("talk-not-allowed", n.to_string()),
        None => left_out("talk-not-allowed", count(Count::Hidden)),
    };
    drawn.push(step("talk-allowed", count(steps.allowed), refused));
    let few = if steps.allowed.is_hidden() { say("talk-too-few") } else { String::new() };
    drawn.push(step("talk-analysed", steps.analysed.to_string(), few));
    Flow { caption, steps: drawn }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(asked: Asked, answered: usize) -> Steps {
        let all = Count::Shown(answered);
        Steps { asked, answered: all, allowed: all, analysed: answered }
    }

    #[test]
    fn only_who_was_reached_did_not_answer() {
        let asked = |reached: usize, answered: usize| Asked::Invited {
            n: 24,
            reached,
            unreached: 24 - reached,
            answered: Some(Count::Shown(answered)),
        };
        let invited = steps(asked(20, 15), 18);
        assert_eq!(invited.asked_cells(), ["–", "24", "20", "15"]);
        let both = vec![("talk-invited", 24), ("talk-reached", 20)];
        assert_eq!(invited.start(), Some((both, Count::Shown(5))), "three came by the open link");
        assert_eq!(invited.rate(), "75.0%", "whom no invitation reached could not answer");
        let beyond = steps(asked(16, 17), 18);
        assert_eq!((beyond.start(), beyond.rate().as_str()), (None, "–"), "more than were reached");
        let listed = steps(Asked::Listed(86), 48);
        assert_eq!(listed.asked_cells(), ["86", "–", "–", "–"]);
        let all = vec![("talk-listed", 86)];
        assert_eq!(listed.start(), Some((all, Count::Shown(0))), "nobody knows who of the list answered");
        assert_eq!(steps(Asked::Listed(0), 3).start(), None);
    }

    #[test]
    fn no_share_is_above_all() {
        assert_eq!(steps(Asked::Listed(5), 6).rate(), "–");
        assert_eq!(steps(Asked::Listed(5), 5).rate(), "100.0%");
        assert_eq!(steps(Asked::Listed(0), 5).rate(), "–");
    }

    #[test]
    fn where_all_answers_alone_are_told_nothing_tells_how_many_came_by_invitation() {
        let all = steps(Asked::Invited { n: 24, reached: 20, unreached: 4, answered: None }, 18);
        assert_eq!(all.asked_cells(), ["–", "24", "20", "–"]);
        assert_eq!(all.rate(), "90.0%");
        let both = vec![("talk-invited", 24), ("talk-reached", 20)];
        assert_eq!(all.start(), Some((both, Count::Shown(0))), "no number of those who did not answer");
        assert!(!all.has_withheld());
        let beyond = steps(Asked::Invited { n: 24, reached: 16, unreached: 8, answered: None }, 18);
        assert_eq!((beyond.start(), beyond.rate().as_str()), (None, "–"));
    }

    #[test]
    fn of_few_who_answered_neither_number_nor_share_nor_rest_is_told() {
        let few =
            steps(Asked::Invited { n: 20, reached: 20, unreached: 0, answered: Some(Count::Hidden) }, 18);
        assert_eq!((few.asked_cells()[3].as_str(), few.rate().as_str()), ("x", "x"));
        let silent = few.start().map(|(_, silent)| silent);
        assert_eq!(silent, Some(Count::Hidden), "twenty less three are seventeen");
        assert!(few.has_withheld(), "how many of the invited did not answer is in the picture");
        let listed = Steps { answered: Count::Hidden, ..steps(Asked::Listed(86), 3) };
        assert_eq!(listed.rate(), "x");
        assert!(listed.has_withheld() && !steps(Asked::Listed(86), 0).has_withheld());
    }
}
