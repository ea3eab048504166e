//! Answers on an original that do not count although their question was asked: those to inner questions that were not, to
//! choices that other answers took away, and those in whose place another answer stands. What is stored is held against
//! what was typed, so that nothing is dropped in silence, whatever the rule behind it.

use super::unasked::words;
use super::unclear::{InItem, Unclear};
use crate::questionnaire::answer::{Answers, Field, Visibility, field, on_paper};
use crate::questionnaire::composite::{Shape, inner_place, item_place};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::Question;
use crate::questionnaire::question::select::scalar;
use crate::questionnaire::slot::{Content, Slot, SlotKind, slots};
use serde_json::Value;

/// The code of an answer to what was not asked.
pub const NOT_ASKED: &str = "not-asked";
/// The code of a choice that was not offered.
const NOT_OFFERED: &str = "not-offered";
/// The code of an answer that another one replaces.
const NOT_KEPT: &str = "not-kept";
/// The code of an answer of which an unreadable one decides whether it counts.
pub const PERHAPS: &str = "perhaps-asked";

/// The codes of answers that certainly do not count.
pub const DROPPED: &[&str] = &[NOT_ASKED, NOT_OFFERED, NOT_KEPT];

/// What was typed, and what counts of it.
pub struct Looked<'a> {
    /// The definition with the texts that people read.
    pub texts: &'a Definition,
    /// The slots.
    pub typed: &'a [Field],
    /// The answers in them.
    pub given: &'a Answers,
    /// What was asked, and which answers count, items of lists being where they were typed.
    pub visible: &'a Visibility,
    /// What hangs on the unreadable.
    pub unclear: &'a Unclear<'a>,
}

impl Looked<'_> {
    /// What was typed for an asked question and does not count: a problem for each slot, at the slot.
    pub fn dropped(&self, question: &Question) -> Vec<Problem> {
        let Some(texts) = self.texts.question(&question.name) else { return Vec::new() };
        let problem = |slot: &Slot| {
            let text = field(self.typed, &slot.field)?;
            let holder = holder(question, "", &slot.field)?;
            let answer = match slot.read(text) {
                Ok(Content::Blank | Content::Unreadable) => return None,
                Ok(Content::Values(values)) => words(slot, &self.lost(&holder, slot, values)?, text),
                // A mistake of typing matters where something was asked.
                Err(_) if self.visible.questions.contains(&holder.place) => return None,
                Err(_) => text.trim().to_owned(),
            };
            Some(Problem::error(self.code(question, &holder), &slot.field).with("answer", answer))
        };
        slots(&on_paper(self.texts, texts), &self.texts.locale).iter().filter_map(problem).collect()
    }

    /// The values of a slot that do not count; None if all do, or if nothing was understood in the first place.
    fn lost(&self, holder: &Holder<'_>, slot: &Slot, values: Vec<String>) -> Option<Vec<String>> {
        let left = holder.taken(&self.visible.counted);
        let lost: Vec<&Value> =
            holder.taken(self.given).into_iter().filter(|value| !left.contains(value)).collect();
        if lost.is_empty() {
            return None;
        }
        if !matches!(slot.kind, SlotKind::Many(_)) {
            return Some(values);
        }
        let lost: Vec<String> = lost.into_iter().filter_map(scalar).collect();
        Some(values.into_iter().filter(|value| lost.contains(value)).collect())
    }

    fn code(&self, question: &Question, holder: &Holder<'_>) -> &'static str {
        if self.unclear.asks_inside(question, holder.question, &holder.around) {
            PERHAPS
        } else if !self.visible.questions.contains(&holder.place) {
            NOT_ASKED
        } else if self.visible.seen.contains_key(&holder.place) {
            NOT_OFFERED
        } else {
            NOT_KEPT
        }
    }
}

/// Whether the innermost question with a slot was asked.
pub fn is_asked(question: &Question, slot: &str, visible: &Visibility) -> bool {
    holder(question, "", slot).is_none_or(|holder| visible.questions.contains(&holder.place))
}

/// The innermost question that a slot belongs to.
struct Holder<'a> {
    question: &'a Question,
    /// Its place.
    place: String,
    /// The keys on the way to the answer.
    way: Vec<String>,
    /// What it stands in, from the outside in.
    around: Vec<InItem>,
}

impl Holder<'_> {
    /// What is answered there, one by one.
    fn taken<'v>(&self, answers: &'v Answers) -> Vec<&'v Value> {
        // The rank of a choice is where it stands in the list.
        if self.question.kind.name == "ranking"
            && let [way @ .., choice] = self.way.as_slice()
        {
            return match at(answers, way) {
                Some(Value::Array(ranked)) => {
                    ranked.iter().filter(|value| value.as_str() == Some(choice.as_str())).collect()
                }
                Some(Value::Object(ranks)) => ranks.get(choice).into_iter().collect(),
                _ => Vec::new(),
            };
        }
        match at(answers, &self.way) {
            Some(Value::Array(values)) => values.iter().collect(),
            one => one.into_iter().collect(),
        }
    }
}

fn at<'v>(answers: &'v Answers, way: &[String]) -> Option<&'v Value> {
    let (first, rest) = way.split_first()?;
    rest.iter().try_fold(answers.get(first)?, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        other => other.get(step.as_str()),
    })
}

/// The innermost question with a slot. `item` is the place of what the question stands in, `slot` the slot's name there.
fn holder<'a>(question: &'a Question, item: &str, slot: &str) -> Option<Holder<'a>> {
    let place = inner_place(item, &question.name);
    if slot == question.comment_name() {
        return Some(Holder { question, place, way: vec![slot.to_owned()], around: Vec::new() });
    }
    let rest = slot.strip_prefix(question.name.as_str())?;
    let Some(composite) = &question.composite else {
        let part = if rest.is_empty() { None } else { Some(rest.strip_prefix('.')?.to_owned()) };
        let way = [question.name.clone()].into_iter().chain(part).collect();
        return Some(Holder { question, place, way, around: Vec::new() });
    };
    let within = |key: String, item: String, rest: &str| {
        let has_slot = |inner: &&Question| slots(inner, "").iter().any(|known| known.field == rest);
        let inner = holder(composite.questions().into_iter().find(has_slot)?, &item, rest)?;
        let way = [question.name.clone(), key].into_iter().chain(inner.way).collect();
        let around = [(place.clone(), item)].into_iter().chain(inner.around).collect();
        Some(Holder { question: inner.question, place: inner.place, way, around })
    };
    if composite.shape == Shape::Rows {
        return question.rows.iter().find_map(|row| {
            let rest = rest.strip_prefix('.')?.strip_prefix(row.value.as_str())?.strip_prefix('.')?;
            within(row.value.clone(), item_place(&place, 0, Some(&row.value)), rest)
        });
    }
    let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let rest = rest.strip_prefix('.')?;
    within(index.to_owned(), item_place(&place, index.parse().ok()?, None), rest)
}
