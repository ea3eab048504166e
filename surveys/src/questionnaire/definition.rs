//! A questionnaire's definition: pages, panels and questions, as read from SurveyJS JSON by `parse`.

use super::expression::Expression;
use super::localized::Localized;
use super::names::{Names, Spot};
use super::question::Question;
use super::rules::GroupRules;
use super::settings::{Calculated, Settings, Trigger};
use serde::Serialize;
use serde_json::Value;

/// What a questionnaire is for (`kt:kind`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Answers are data for analysis.
    #[default]
    Survey,
    /// Answers are entries for an event; kept apart from survey data and deleted after it.
    Signup,
    /// Answers are requests that somebody answers; kept apart from survey data, too.
    Consultation,
}

/// A questionnaire.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Title for respondents.
    pub title: Localized,
    /// Introduction before the first page.
    pub description: Localized,
    /// Shown after the answers were sent; empty = the product's own words.
    pub completed_html: Localized,
    /// Language of undecorated texts, `ja` unless the definition says otherwise.
    pub locale: String,
    /// `kt:kind`.
    pub kind: Kind,
    /// `kt:audience`: agency kinds (two-digit codes) that it is sent to; empty = not by kind.
    pub audience: Vec<String>,
    /// `kt:minutes`: how long answering takes, in minutes; None = it does not say, or no whole number above zero.
    pub minutes: Option<u64>,
    /// Values that follow from answers.
    pub calculated: Vec<Calculated>,
    /// What happens when conditions hold.
    pub triggers: Vec<Trigger>,
    /// Survey-level properties.
    pub settings: Settings,
    /// Pages in order; never two with the same name.
    pub pages: Vec<Page>,
    /// Names that expressions can use.
    pub names: Names,
    /// The whole JSON, with everything that Kikitori does not know.
    pub raw: Value,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Name, unique among pages (`page1`, … where the definition gives none).
    pub name: String,
    /// JSON path in the definition.
    pub path: String,
    /// Heading; may be empty.
    pub title: Localized,
    /// Text under the heading; may be empty.
    pub description: Localized,
    /// Condition; None = always.
    pub visible_if: Option<Expression>,
    /// What its state depends on.
    pub rules: GroupRules,
    /// Contents in order.
    pub elements: Vec<Element>,
}

/// A group of questions inside a page.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Name, unique among panels (`panel1`, … where the definition gives none).
    pub name: String,
    /// JSON path in the definition.
    pub path: String,
    /// Heading; may be empty.
    pub title: Localized,
    /// Text under the heading; may be empty.
    pub description: Localized,
    /// Stands beside what comes before it, where there is room (`startWithNewLine: false`).
    pub is_beside: bool,
    /// Condition; None = always.
    pub visible_if: Option<Expression>,
    /// What its state depends on.
    pub rules: GroupRules,
    /// Contents in order.
    pub elements: Vec<Element>,
}

/// Something on a page.
#[derive(Debug, Clone)]
pub enum Element {
    /// A question (or a text of type `html`).
    Question(Box<Question>),
    /// A group.
    Panel(Box<Panel>),
}

impl Page {
    /// All questions of the page in order, those inside panels included.
    pub fn questions(&self) -> Vec<&Question> {
        questions_of(&self.elements)
    }
}

/// All questions of some elements in order, those inside panels included.
pub fn questions_of(elements: &[Element]) -> Vec<&Question> {
    let mut found = Vec::new();
    collect_questions(elements, &mut found);
    found
}

impl Definition {
    /// All questions in order, those inside panels included.
    pub fn questions(&self) -> Vec<&Question> {
        let mut found = Vec::new();
        for page in &self.pages {
            collect_questions(&page.elements, &mut found);
        }
        found
    }

    /// The question with this name.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.question_at(self.names.get_exactly(name)?.spot.as_ref()?)
    }

    /// The name under which a question's answer is shared, unless a question of that name has an answer of its own.
    pub fn shared_name<'q>(&self, question: &'q Question) -> Option<&'q str> {
        let shared = question.rules.value_name.as_deref()?;
        let own = self.question(shared).is_some_and(|found| found.name == shared);
        (!own).then_some(shared)
    }

    /// The question at this place.
    pub fn question_at(&self, spot: &Spot) -> Option<&Question> {
        let (page, way) = spot.way.split_first()?;
        let mut elements = &self.pages.get(*page)?.elements;
        for at in way {
            match elements.get(*at)? {
                Element::Panel(panel) => elements = &panel.elements,
                Element::Question(question) => return Some(question),
            }
        }
        None
    }

    /// The first question with this `kt:role`.
    pub fn question_with_role(&self, role: &str) -> Option<&Question> {
        self.questions().into_iter().find(|question| question.role.as_deref() == Some(role))
    }

    /// Whether it may be sent to agencies that the other one is sent to.
    pub fn may_go_where(&self, other: &Definition) -> bool {
        let (one, other) = (&self.audience, &other.audience);
        one.is_empty() || other.is_empty() || one.iter().any(|kind| other.contains(kind))
    }

    /// All questions with this `kt:role`, in order.
    pub fn questions_with_role(&self, role: &str) -> Vec<&Question> {
        self.questions().into_iter().filter(|question| question.role.as_deref() == Some(role)).collect()
    }

    /// The page with this name.
    pub fn page(&self, name: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == name)
    }

    /// The page that holds a question.
    pub fn page_of(&self, question: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.questions().iter().any(|found| found.name == question))
    }
}

/// A question with everything that decides whether it is visible, and whether it can be answered.
#[derive(Debug, Clone)]
pub struct Guarded<'a> {
    /// The question.
    pub question: &'a Question,
    /// Index of its page.
    pub page: usize,
    /// Conditions of its page, its panels and itself, from the outside in; all must hold.
    pub conditions: Vec<&'a Expression>,
    /// Conditions under which it can be answered (`enableIf`), in the same order.
    pub enabling: Vec<&'a Expression>,
}

/// All questions in order, each with its conditions.
pub fn guarded(definition: &Definition) -> Vec<Guarded<'_>> {
    let mut found = Vec::new();
    for (at, page) in definition.pages.iter().enumerate() {
        let outer = (page.visible_if.iter().collect(), page.rules.enable_if.iter().collect());
        collect_guarded(&page.elements, at, outer, &mut found);
    }
    found
}

fn collect_guarded<'a>(
    elements: &'a [Element],
    page: usize,
    outer: (Vec<&'a Expression>, Vec<&'a Expression>),
    found: &mut Vec<Guarded<'a>>,
) {
    for element in elements {
        let (mut conditions, mut enabling) = outer.clone();
        match element {
            Element::Question(question) => {
                conditions.extend(&question.visible_if);
                enabling.extend(&question.rules.enable_if);
                found.push(Guarded { question, page, conditions, enabling });
            }
            Element::Panel(panel) => {
                conditions.extend(&panel.visible_if);
                enabling.extend(&panel.rules.enable_if);
                collect_guarded(&panel.elements, page, (conditions, enabling), found);
            }
        }
    }
}

fn collect_questions<'a>(elements: &'a [Element], found: &mut Vec<&'a Question>) {
    for element in elements {
        match element {
            Element::Question(question) => found.push(question),
            Element::Panel(panel) => collect_questions(&panel.elements, found),
        }
    }
}
