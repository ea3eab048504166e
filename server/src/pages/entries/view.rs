//! The dense page on which somebody types an original: every question with its slots, its choices and its problems.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use surveys::questionnaire::answer::files::is_inside;
use surveys::questionnaire::answer::{Field, field};
use surveys::questionnaire::definition::{Definition, Element, Page};
use surveys::questionnaire::entry::{Accepted, REASONS, is_acceptable, outstanding, owner};
use surveys::questionnaire::problem::Problem;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::slot::{Slot, SlotKind, Written, most_choices, slots};

use super::Printed;
use crate::pages::fill::say;
use crate::secret;
use crate::view::condition;
use crate::view::form::ProblemLine;
use crate::view::frame::Frame;
use crate::view::question::question_id;

/// Before the name of a slot's form field, so that no question's name meets a field of the page's own.
pub const SLOT: &str = "a:";
/// Before the code and place of a problem whose reason is typed.
pub const REASON: &str = "ok:";

/// A page of the questionnaire.
#[derive(Serialize)]
pub struct PartView {
    title: String,
    condition: String,
    questions: Vec<QuestionView>,
}

/// A question, or a heading between questions.
#[derive(Serialize)]
pub struct QuestionView {
    id: String,
    number: String,
    title: String,
    condition: String,
    is_heading: bool,
    is_required: bool,
    max_selected: usize,
    is_many: bool,
    /// Choices that all its slots share.
    choices: Vec<String>,
    slots: Vec<SlotView>,
    problems: Vec<SlotProblem>,
    is_unasked: bool,
}

/// A slot.
#[derive(Serialize)]
pub struct SlotView {
    id: String,
    name: String,
    label: String,
    /// Choices of its own, where those of the other slots are others.
    choices: Vec<String>,
    /// Any number of its own choices.
    is_many: bool,
    value: String,
    is_long: bool,
    is_text: bool,
    is_invalid: bool,
}

/// A problem below its question.
#[derive(Clone, Serialize)]
pub struct SlotProblem {
    /// Id of the field for the reason, or of the slot.
    pub id: String,
    /// Which part of the question; may be empty.
    pub label: String,
    /// The words.
    pub text: String,
    /// The field that takes a reason; empty where the problem cannot stand.
    pub reason_name: String,
    /// The reason's number as typed.
    pub reason: String,
}

/// What the page shows of what was typed.
pub struct Shown<'a> {
    /// Slots with their texts.
    pub typed: &'a [Field],
    /// Problems, accepted ones too.
    pub problems: &'a [Problem],
    /// The accepted ones with their reasons.
    pub accepted: &'a [Accepted],
    /// Questions answered though not asked.
    pub unasked: &'a [String],
    /// Whether slots that identify are left out (second entries).
    pub hides_identifiers: bool,
}

struct Scene<'a> {
    frame: &'a Frame,
    printed: &'a Printed,
    texts: &'a Definition,
    shown: &'a Shown<'a>,
    /// The problems by the question that they are about.
    problems: BTreeMap<&'a str, Vec<&'a Problem>>,
    /// Where problems are that nobody has accepted.
    open: BTreeSet<&'a str>,
}

/// All questions of the questionnaire; `texts` is what it says on paper.
pub fn parts(frame: &Frame, printed: &Printed, texts: &Definition, shown: &Shown<'_>) -> Vec<PartView> {
    let mut problems: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in shown.problems {
        if let Some(question) = owner(&printed.definition, &problem.place) {
            problems.entry(&question.name).or_default().push(problem);
        }
    }
    let open = outstanding(&printed.definition, shown.problems, shown.accepted);
    let open = open.into_iter().map(|problem| problem.place.as_str()).collect();
    let scene = Scene { frame, printed, texts, shown, problems, open };
    texts.pages.iter().map(|page| scene.part(page)).collect()
}

/// The problems that nobody has accepted, for the summary on top.
pub fn summary(frame: &Frame, printed: &Printed, texts: &Definition, shown: &Shown<'_>) -> Vec<ProblemLine> {
    let words = say(frame.lang);
    let open = outstanding(&printed.definition, shown.problems, shown.accepted);
    let line = |problem: &&Problem| {
        let place = place_words(frame, texts, &problem.place);
        let end = if place.is_empty() { String::new() } else { frame.text("common-place-end") };
        let text = format!("{place}{end}{}", words(problem));
        ProblemLine { href: format!("#{}", problem_id(printed, problem)), text }
    };
    open.iter().map(line).collect()
}

/// A place in words: the number of its question, or its title, and which part of it.
pub fn place_words(frame: &Frame, texts: &Definition, place: &str) -> String {
    let Some(question) = owner(texts, place) else { return String::new() };
    let lang = frame.lang.code();
    let words = match question.number.as_str() {
        "" => question.title.get(lang).to_owned(),
        number => frame.text_with("common-place-number", &[("number", number.to_owned())]),
    };
    let part = slot_at(question, &slots(question, lang), place).map(|slot| slot.label.clone());
    [words, part.unwrap_or_default()].join(" ").trim_end().to_owned()
}

/// The slot at a place, or the first one inside it; None for the place of the whole question.
fn slot_at<'a>(question: &Question, slots: &'a [Slot], place: &str) -> Option<&'a Slot> {
    if place == question.name {
        return None;
    }
    let exact = slots.iter().find(|slot| slot.field == place);
    exact.or_else(|| slots.iter().find(|slot| is_inside(&slot.field, place)))
}

/// The field to which a problem leads: the one for its reason, or a slot.
fn problem_id(printed: &Printed, problem: &Problem) -> String {
    if is_acceptable(&printed.definition, problem) {
        return reason_id(problem);
    }
    let Some(question) = owner(&printed.definition, &problem.place) else {
        return question_id(&problem.place);
    };
    let slots = slots(question, "");
    let slot = slot_at(question, &slots, &problem.place).or_else(|| slots.first());
    question_id(slot.map_or(problem.place.as_str(), |slot| slot.field.as_str()))
}

fn reason_id(problem: &Problem) -> String {
    format!("ok-{}-{}", problem.code, question_id(&problem.place))
}

/// The name of the field that takes the reason of a problem.
fn reason_name(problem: &Problem) -> String {
    format!("{REASON}{}:{}", problem.code, problem.place)
}

/// The reasons that were typed, by number.
pub fn accepted(fields: &[Field]) -> Vec<Accepted> {
    let found = |(name, typed): &Field| {
        let (code, place) = name.strip_prefix(REASON)?.split_once(':')?;
        let number: usize = secret::read_code(typed).parse().ok()?;
        let reason = REASONS.get(number.checked_sub(1)?)?;
        Some(Accepted { code: code.to_owned(), place: place.to_owned(), reason: (*reason).to_owned() })
    };
    fields.iter().filter_map(found).collect()
}

/// A problem with the field for its reason. `label` says which part of the question it is about.
pub fn problem_view(
    frame: &Frame,
    printed: &Printed,
    problem: &Problem,
    accepted: &[Accepted],
    label: String,
) -> SlotProblem {
    let may_stand = is_acceptable(&printed.definition, problem);
    let reason = accepted.iter().find(|one| one.code == problem.code && one.place == problem.place);
    let number = reason.and_then(|one| REASONS.iter().position(|known| *known == one.reason));
    SlotProblem {
        id: problem_id(printed, problem),
        label,
        text: say(frame.lang)(problem),
        reason_name: if may_stand { reason_name(problem) } else { String::new() },
        reason: number.map(|number| (number + 1).to_string()).unwrap_or_default(),
    }
}

impl Scene<'_> {
    fn part(&self, page: &Page) -> PartView {
        let mut questions = Vec::new();
        self.elements(&page.elements, &mut questions);
        PartView {
            title: page.title.get(self.frame.lang.code()).to_owned(),
            condition: self.who(page.visible_if.as_ref()),
            questions,
        }
    }

    fn who(&self, condition: Option<&surveys::questionnaire::expression::Expression>) -> String {
        let words = |found| condition::words(self.texts, found, self.frame.lang);
        condition.map(words).unwrap_or_default()
    }

    fn elements(&self, elements: &[Element], found: &mut Vec<QuestionView>) {
        for element in elements {
            match element {
                Element::Question(question) => found.extend(self.question(question)),
                Element::Panel(panel) => {
                    let title = panel.title.get(self.frame.lang.code());
                    let condition = self.who(panel.visible_if.as_ref());
                    if !title.is_empty() || !condition.is_empty() {
                        found.push(heading(title, condition));
                    }
                    self.elements(&panel.elements, found);
                }
            }
        }
    }

    fn question(&self, question: &Question) -> Option<QuestionView> {
        let lang = self.frame.lang.code();
        if question.kind.name == "file" {
            let words =
                self.frame.text_with("entries-file", &[("title", question.title.get(lang).to_owned())]);
            return Some(heading(&words, self.who(question.visible_if.as_ref())));
        }
        let mut slots = slots(question, lang);
        slots.retain(|slot| !(self.shown.hides_identifiers && slot.is_identifier));
        if slots.is_empty() {
            return None;
        }
        let title = question.title.get(lang).to_owned();
        let problems: Vec<SlotProblem> = self
            .problems
            .get(question.name.as_str())
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|problem| {
                let part = slot_at(question, &slots, &problem.place).map(|slot| slot.label.clone());
                let label = part.unwrap_or_default();
                problem_view(self.frame, self.printed, problem, self.shown.accepted, label)
            })
            .collect();
        // Choices that all slots share are said once.
        let mut offered = slots.iter().map(Slot::choices).filter(|choices| !choices.is_empty());
        let choices = offered.next().unwrap_or_default();
        let is_shared = offered.all(|others| others == choices);
        Some(QuestionView {
            id: question_id(&question.name),
            number: question.number.clone(),
            condition: self.who(question.visible_if.as_ref()),
            is_heading: false,
            is_required: question.is_required,
            max_selected: most_choices(question),
            is_many: is_shared && slots.iter().any(|slot| matches!(slot.kind, SlotKind::Many(_))),
            choices: if is_shared { printed_choices(choices) } else { Vec::new() },
            slots: slots.iter().map(|slot| self.slot(slot, &title, is_shared)).collect(),
            // A problem says it with more words.
            is_unasked: problems.is_empty() && self.shown.unasked.contains(&question.name),
            problems,
            title,
        })
    }

    fn slot(&self, slot: &Slot, title: &str, is_shared: bool) -> SlotView {
        SlotView {
            id: question_id(&slot.field),
            name: format!("{SLOT}{}", slot.field),
            label: if slot.label.is_empty() { title.to_owned() } else { slot.label.clone() },
            choices: if is_shared { Vec::new() } else { printed_choices(slot.choices()) },
            is_many: !is_shared && matches!(slot.kind, SlotKind::Many(_)),
            value: field(self.shown.typed, &slot.field).unwrap_or_default().to_owned(),
            is_long: slot.kind == SlotKind::Text { is_long: true },
            is_text: matches!(slot.kind, SlotKind::Text { .. }),
            is_invalid: self.open.contains(slot.field.as_str()),
        }
    }
}

fn printed_choices(choices: &[Written]) -> Vec<String> {
    choices.iter().map(Written::printed).collect()
}

fn heading(title: &str, condition: String) -> QuestionView {
    QuestionView {
        id: String::new(),
        number: String::new(),
        title: title.to_owned(),
        condition,
        is_heading: true,
        is_required: false,
        max_selected: 0,
        is_many: false,
        choices: Vec::new(),
        slots: Vec::new(),
        problems: Vec::new(),
        is_unasked: false,
    }
}
