//! What is wrong with a draft, each finding with the part that it is about: its words, and the way to its form.

use serde::Serialize;
use serde_json::Value;
use surveys::entity::{questionnaire, questionnaire_version};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::check::lint;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::edit::earlier;
use surveys::questionnaire::edit::member;
use surveys::questionnaire::edit::opened;
use surveys::questionnaire::edit::set::locale_of;
use surveys::questionnaire::edit::tree::{self, Node, SURVEY};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::placeholder::open_placeholders;
use surveys::questionnaire::problem::{Problem, Severity, has_errors};
use surveys::questionnaire::union;

use super::edit::address;
use super::edit::desk::{title_in, type_label};
use crate::app::App;
use crate::pages::fill::say;
use crate::view::frame::Frame;

/// A draft with everything that is wrong with it.
pub struct Checked {
    /// The draft as Kikitori reads it; None if it cannot be read.
    pub definition: Option<Definition>,
    /// What is wrong, with JSON paths into `draft`.
    pub problems: Vec<Problem>,
    /// The draft as the editor works on it; None if it cannot be edited with forms.
    draft: Option<Value>,
    /// Its parts with their JSON paths.
    parts: Vec<(String, Node)>,
}

/// A finding for a template.
#[derive(Serialize)]
pub struct FindingView {
    is_error: bool,
    text: String,
    /// What it is about: 「問3 相談はありましたか」; empty where nobody can tell.
    part: String,
    /// The form of that part; empty for those who may not change it.
    href: String,
}

impl Checked {
    /// Reads a draft and looks for everything that an author should know.
    pub fn of(json: &str) -> Checked {
        let draft = opened(json).ok();
        // Paths are those of the draft that the forms change.
        let (definition, mut problems) = match &draft {
            Some(draft) => parse(&draft.to_string()),
            None => parse(json),
        };
        problems.extend(definition.iter().flat_map(lint::values));
        problems.extend(definition.iter().flat_map(lint::words_of_some));
        let nodes =
            draft.iter().flat_map(|draft| tree::nodes(draft).into_iter().map(move |node| (draft, node)));
        let parts = nodes.map(|(draft, node)| (tree::path(draft, &node.spot), node)).collect();
        Checked { definition, problems, draft, parts }
    }

    /// Reads the draft of a questionnaire, and looks besides whether it can follow its published versions.
    pub fn after(
        app: &App,
        questionnaire: &questionnaire::Model,
        published: &[questionnaire_version::Model],
    ) -> Checked {
        let mut checked = Checked::of(&questionnaire.draft);
        // A draft that is the newest version has been looked at when it was published.
        if published.last().is_some_and(|newest| newest.definition == questionnaire.draft) {
            return checked;
        }
        let Some(draft) = &checked.definition else { return checked };
        let mut found: Vec<Problem> = Vec::new();
        for earlier in published.iter().filter_map(|version| app.published.definition(version, None).ok()) {
            for problem in union::check(&earlier, draft) {
                if !found.iter().any(|known| known.place == problem.place) {
                    found.push(problem);
                }
            }
        }
        checked.problems.extend(found);
        let newest = published.last().and_then(|newest| opened(&newest.definition).ok());
        if let (Some(newest), Some(draft)) = (newest, &checked.draft) {
            checked.problems.extend(earlier::replaced(&newest, draft));
        }
        checked
    }

    /// Whether the draft of this questionnaire can be published.
    pub fn may_publish(&self, questionnaire: &questionnaire::Model) -> bool {
        self.definition.is_some() && !self.has_errors() && open_placeholders(&questionnaire.draft).is_empty()
    }

    /// Whether something keeps the draft from being published.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.problems)
    }

    /// The findings in words, open placeholders left out: they have fields of their own.
    pub fn views(&self, frame: &Frame, id: QuestionnaireId, may_change: bool) -> Vec<FindingView> {
        let words = say(frame.lang);
        let view = |problem: &Problem| FindingView {
            is_error: problem.severity == Severity::Error,
            text: words(problem),
            part: self.part(frame, &problem.place),
            href: match may_change && self.draft.is_some() {
                true => address::element(id, &self.form_of(&problem.place)),
                false => String::new(),
            },
        };
        self.problems.iter().filter(|problem| problem.code != "placeholder-open").map(view).collect()
    }

    /// The key of the form in which a problem is mended: that of a rule, otherwise that of the innermost part.
    fn form_of(&self, place: &str) -> String {
        let Some((_, node)) = self.innermost(place) else { return SURVEY.to_owned() };
        let Some(draft) = &self.draft else { return node.key.clone() };
        let members = tree::get(draft, &node.spot).map(|object| member::inside(object, &node.key));
        let rules = members.into_iter().flatten().map(|(key, _)| key);
        let mut rules = rules
            .filter(|key| member::split(key).is_some_and(|(_, list, _)| list.name == "validators"))
            .filter(|key| member::path_of(draft, key).is_some_and(|path| is_in(place, &path)));
        rules.next().unwrap_or_else(|| node.key.clone())
    }

    /// Words with the part that they are about before them.
    pub fn said(&self, frame: &Frame, place: &str, words: &str) -> String {
        match self.part(frame, place) {
            part if part.is_empty() => words.to_owned(),
            part => format!("{part}{}{words}", frame.text("common-place-end")),
        }
    }

    /// What the innermost part at a place is called, with its printed number; the whole questionnaire where there is none,
    /// and nothing where nobody can tell.
    pub fn part(&self, frame: &Frame, place: &str) -> String {
        let Some(draft) = &self.draft else { return String::new() };
        let Some((path, node)) = self.innermost(place) else { return frame.text("versions-of-survey") };
        let title = tree::get(draft, &node.spot).map(|object| title_in(object, &locale_of(draft)));
        let title = title.filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| type_label(frame, &node.type_name));
        match self.number_at(path) {
            Some(number) => format!("{} {title}", frame.text_with("fill-number", &[("number", number)])),
            None => title,
        }
    }

    /// The printed number of the question at a path. Names may stand twice in a draft.
    fn number_at(&self, path: &str) -> Option<String> {
        let questions = self.definition.as_ref()?.questions();
        let number = &questions.into_iter().find(|question| question.path == path)?.number;
        (!number.is_empty()).then(|| number.clone())
    }

    /// The innermost part that a place lies in, with its path.
    fn innermost(&self, place: &str) -> Option<&(String, Node)> {
        let around = self.parts.iter().filter(|(path, _)| is_in(place, path));
        around.max_by_key(|(path, _)| path.len())
    }
}

/// Whether a place is what is at a path, or inside it.
fn is_in(place: &str, path: &str) -> bool {
    place.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
