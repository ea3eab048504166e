//! Who was left at each step, questionnaire by questionnaire: invited, answered, consent to academic use, analysed.

use analysis::chart::Caption;
use analysis::chart::flow::{Flow, FlowStep};
use analysis::document::paper::PaperTable;
use analysis::table::Count;
use surveys::store;

use super::Source;
use super::paper::{column, count, row, table};
use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n;
use crate::pages::explore::rates::n_listed;
use crate::pages::explore::selection::is_withheld;
use crate::view::figure::percent;
use crate::view::frame::Frame;

/// How many were invited to each questionnaire of the data, in its order: those with an invitation; where there is none, the
/// agencies on the list that it is for.
///
/// # Errors
/// When the database fails.
pub async fn invited(frame: &Frame, dataset: &Dataset) -> Result<Vec<usize>> {
    let mut found = Vec::new();
    for fielded in &dataset.fielded {
        let n = store::invitations::of_questionnaire(&frame.app.db, fielded.id).await?.len();
        found.push(if n > 0 { n } else { n_listed(dataset, fielded) });
    }
    Ok(found)
}

/// The numbers of one questionnaire.
struct Steps {
    /// 0 where nobody is invited one by one.
    invited: usize,
    answered: usize,
    allowed: Count,
    analysed: usize,
}

impl Steps {
    fn of(source: &Source<'_>, place: usize, fielded: &Fielded) -> Steps {
        // Of fewer than the threshold it is not told how many they are: none of them is in any table.
        let is_hidden = is_withheld(source.dataset, fielded.n_allowed);
        Steps {
            invited: source.invited.get(place).copied().unwrap_or(0),
            answered: fielded.n_submitted,
            allowed: if is_hidden { Count::Hidden } else { Count::Shown(fielded.n_allowed) },
            analysed: fielded.responses.len(),
        }
    }

    /// Share of the invited who answered. An open link may bring in more than were invited.
    fn rate(&self) -> Option<f64> {
        (self.invited > 0 && self.answered <= self.invited)
            .then(|| self.answered as f64 / self.invited as f64)
    }
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
    let heads = ["talk-invited", "talk-answered", "explore-rate", "talk-allowed", "talk-analysed"];
    let mut columns = vec![column(say("explore-questionnaire"), false)];
    columns.extend(heads.map(|key| column(say(key), true)));
    let fielded = source.dataset.fielded.iter().enumerate();
    let rows = fielded.map(|(place, fielded)| {
        let steps = Steps::of(source, place, fielded);
        let invited = if steps.invited > 0 { steps.invited.to_string() } else { "–".to_owned() };
        let rate = steps.rate().map_or("–".to_owned(), percent);
        let title = fielded.full_title(source.dataset.lang);
        let rest =
            [invited, steps.answered.to_string(), rate, count(steps.allowed), steps.analysed.to_string()];
        row(0, [title].into_iter().chain(rest))
    });
    let rows = rows.collect();
    Ok(vec![table(say("talk-table-flow"), columns, rows, [say("talk-note-flow")], source.look())])
}

/// The steps of a questionnaire as a picture.
pub fn chart(source: &Source<'_>, fielded: &Fielded, caption: Caption) -> Flow {
    let lang = source.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let place = source.dataset.fielded.iter().position(|own| own.id == fielded.id).unwrap_or(usize::MAX);
    let steps = Steps::of(source, place, fielded);
    let left_out = |key: &str, n: String| i18n::text(lang.code(), key, &[("n", n)]);
    let step = |key: &str, n: String, left_out: String| FlowStep {
        label: say(key),
        count: format!("n={n}"),
        left_out,
    };
    let mut drawn = Vec::new();
    if steps.invited > 0 {
        drawn.push(step("talk-invited", steps.invited.to_string(), String::new()));
    }
    let silent = steps.invited.saturating_sub(steps.answered);
    let silent = if steps.invited > 0 && silent > 0 {
        left_out("talk-not-answered", silent.to_string())
    } else {
        String::new()
    };
    drawn.push(step("talk-answered", steps.answered.to_string(), silent));
    let refused = steps.allowed.shown().map(|allowed| steps.answered.saturating_sub(allowed));
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
