//! Answers inside texts: `{q}`, `{panel.q}`, `{row.c}` in titles, descriptions, html and choices become what was
//! answered, in the words of the choices.
//!
//! What comes out is plain text that the page escapes, except in `html`, where the answer is escaped here. Names that
//! the questionnaire does not know stay as they are.

use super::answer::{Answers, Frames, Visibility, frame_names};
use super::choice::Choice;
use super::definition::{Definition, Element, Page, Panel};
use super::expression::Expr;
use super::expression::evaluate::evaluate;
use super::expression::scope::Scope;
use super::localized::Localized;
use super::question::rating::Scale;
use super::question::{Question, expression};
use serde_json::Value;

/// Stands on paper for what is not known there.
const GAP: &str = "＿＿＿";

/// Puts answers into texts.
pub struct Piping<'a> {
    definition: &'a Definition,
    lang: &'a str,
    source: Source<'a>,
    frames: Frames,
    /// Kind and inner questions of the composites around the text.
    around: Vec<(&'static str, Vec<Question>)>,
}

/// Where the words come from.
enum Source<'a> {
    /// What a respondent has answered.
    Answers(&'a Visibility),
    /// On paper nothing is answered yet: words for a question's number and title.
    Paper(&'a dyn Fn(&str, &str) -> String),
}

impl<'a> Piping<'a> {
    /// With the answers of a respondent.
    pub fn of(definition: &'a Definition, visible: &'a Visibility, lang: &'a str) -> Piping<'a> {
        Piping::new(definition, lang, Source::Answers(visible))
    }

    /// For paper: `say` has the words for a question's number and title, e.g. 「（問3の回答）」.
    pub fn on_paper(
        definition: &'a Definition,
        lang: &'a str,
        say: &'a dyn Fn(&str, &str) -> String,
    ) -> Piping<'a> {
        Piping::new(definition, lang, Source::Paper(say))
    }

    fn new(definition: &'a Definition, lang: &'a str, source: Source<'a>) -> Piping<'a> {
        Piping { definition, lang, source, frames: Frames::default(), around: Vec::new() }
    }

    /// Goes into an item of a composite: its texts may speak of `{panel.q}`, `{row.c}`.
    pub fn enter(&mut self, question: &Question, index: usize, item: &Answers, previous: Option<&Answers>) {
        let inner = question.composite.as_ref().map(|composite| composite.questions());
        let inner = inner.unwrap_or_default().into_iter().cloned().collect();
        self.around.push((frame_names(question.kind.name).own, inner));
        self.frames.push(frame_names(question.kind.name), index, item.clone(), previous);
    }

    /// Leaves it.
    pub fn leave(&mut self) {
        self.around.pop();
        self.frames.pop();
    }

    fn words(&self, name: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if let Some((kind, inner)) = name.split_once('.')
            && let Some(at) = self.around.iter().rposition(|(own, _)| *own == kind)
            && let Some(question) = self.around[at].1.iter().find(|found| found.name == inner)
        {
            return Some(match &self.source {
                Source::Answers(_) => said(question, self.frames.item(at)?, self.lang),
                Source::Paper(say) => say("", question.title.get(self.lang)),
            });
        }
        match &self.source {
            Source::Answers(visible) => self.answered(name, visible),
            // What is calculated is not known before the answers are: a gap to be read over.
            Source::Paper(_) if self.definition.calculated.iter().any(|value| value.name == name) => {
                Some(GAP.to_owned())
            }
            Source::Paper(say) => {
                let (named, _) = self.definition.names.resolve(name)?;
                let question = self.definition.question(&named.key)?;
                Some(say(&question.number, question.title.get(self.lang)))
            }
        }
    }

    /// What was answered to a question, in words; empty if nothing was. None if nothing has that name.
    fn answered(&self, name: &str, visible: &Visibility) -> Option<String> {
        let definition = self.definition;
        let resolved = definition.names.resolve(name);
        if let Some((named, "")) = resolved
            && let Some(question) = definition.question(&named.key)
        {
            return Some(said(visible.of(&question.name, question), &visible.counted, self.lang));
        }
        let is_local = self.frames.knows(name);
        let is_calculated = definition.calculated.iter().any(|calculated| calculated.name == name);
        if resolved.is_none() && !is_local && !is_calculated && !visible.counted.contains_key(name) {
            return None;
        }
        let scope = self.frames.within(Scope::new(definition, &visible.counted, visible.now));
        let value = evaluate(&Expr::Variable(format!("#{name}")), &scope);
        let labelled = label(definition, name, &value, self.lang);
        let plain = || expression::words(&expression::Shown::default(), &value, self.lang);
        Some(labelled.unwrap_or_else(plain))
    }

    /// A text with answers in it.
    pub fn text(&self, text: &str) -> String {
        replaced(text, &|name| self.words(name))
    }

    /// The same for every language of a text.
    pub fn localized(&self, text: &Localized) -> Localized {
        self.each(text, &|text| self.text(text))
    }

    /// The same for markup: the answers are escaped.
    pub fn html(&self, text: &Localized) -> Localized {
        let words = |name: &str| self.words(name).map(|words| escaped(&words));
        self.each(text, &|text| replaced(text, &words))
    }

    fn each(&self, text: &Localized, change: &dyn Fn(&str) -> String) -> Localized {
        if !has_pipe(text) {
            return text.clone();
        }
        // Only the language that is shown is worth the work.
        Localized::plain(change(text.get(self.lang)))
    }

    /// A page with answers in all its texts.
    pub fn page(&self, page: &Page) -> Page {
        Page {
            title: self.localized(&page.title),
            description: self.localized(&page.description),
            elements: self.elements(&page.elements),
            ..page.clone()
        }
    }

    /// The whole questionnaire for paper, with gaps and references in all texts, those of inner questions included.
    pub fn whole(&mut self) -> Definition {
        let definition = self.definition;
        let mut pages: Vec<Page> = definition.pages.iter().map(|page| self.page(page)).collect();
        pages.iter_mut().for_each(|page| self.insides(&mut page.elements));
        Definition { pages, ..definition.clone() }
    }

    fn insides(&mut self, elements: &mut [Element]) {
        for element in elements {
            match element {
                Element::Panel(panel) => self.insides(&mut panel.elements),
                Element::Question(question) => {
                    let Some(mut composite) = question.composite.take() else { continue };
                    question.composite = Some(composite.clone());
                    self.enter(question, 0, &Answers::new(), None);
                    composite.elements = self.elements(&composite.elements);
                    self.insides(&mut composite.elements);
                    self.leave();
                    question.composite = Some(composite);
                }
            }
        }
    }

    /// Elements with answers in all their texts.
    pub fn elements(&self, elements: &[Element]) -> Vec<Element> {
        let element = |element: &Element| match element {
            Element::Question(question) => Element::Question(Box::new(self.question(question))),
            Element::Panel(panel) => Element::Panel(Box::new(Panel {
                title: self.localized(&panel.title),
                description: self.localized(&panel.description),
                elements: self.elements(&panel.elements),
                ..(**panel).clone()
            })),
        };
        elements.iter().map(element).collect()
    }

    /// A question with answers in all its texts; inner questions keep theirs until their item is known.
    pub fn question(&self, question: &Question) -> Question {
        let choices = |choices: &[Choice]| -> Vec<Choice> {
            choices
                .iter()
                .map(|choice| Choice { text: self.localized(&choice.text), ..choice.clone() })
                .collect()
        };
        Question {
            title: self.localized(&question.title),
            description: self.localized(&question.description),
            html: self.html(&question.html),
            choices: choices(&question.choices),
            rows: choices(&question.rows),
            columns: choices(&question.columns),
            other_text: question.other_text.as_ref().map(|text| self.localized(text)),
            comment_text: question.comment_text.as_ref().map(|text| self.localized(text)),
            items: question.items.iter().map(|item| self.question(item)).collect(),
            scale: Scale {
                min_description: self.localized(&question.scale.min_description),
                max_description: self.localized(&question.scale.max_description),
                ..question.scale.clone()
            },
            required_error_text: self.localized(&question.required_error_text),
            ..question.clone()
        }
    }
}

/// Whether any language of a text has a place for an answer.
pub fn has_pipe(text: &Localized) -> bool {
    text.default.contains('{') || text.by_lang.values().any(|text| text.contains('{'))
}

/// Longest name in a text, in characters; longer ones are prose in braces.
const LONGEST_NAME: usize = 100;

/// What stands between braces in a text and looks like a name. Anything else in braces, and what stands in double ones, is
/// the author's own.
pub fn names(text: &str) -> Vec<&str> {
    let pieces: Vec<&str> = text.split('{').collect();
    let mut found = Vec::new();
    for (at, piece) in pieces.iter().enumerate().skip(1) {
        let is_double = at > 1 && pieces.get(at - 1).is_some_and(|before| before.is_empty());
        if let (false, Some((name, rest))) = (is_double, piece.split_once('}'))
            && !rest.starts_with('}')
            && is_name(name.trim())
        {
            found.push(name.trim());
        }
    }
    found
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '#' | '$'))
        && name.chars().all(|c| c.is_alphanumeric() || "_-.[]#$".contains(c))
        && name.chars().count() <= LONGEST_NAME
}

/// A text with every `{name}` replaced that has words, in one pass, so that what is put in is never read again.
fn replaced(text: &str, words: &dyn Fn(&str) -> Option<String>) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}').and_then(|(name, rest)| Some((words(name.trim())?, rest))) {
            Some((words, rest)) => {
                out.push_str(&words);
                out.push_str(rest);
            }
            None => {
                out.push('{');
                out.push_str(part);
            }
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// The label of a cell: of a matrix's column, of a choice of an inner question.
fn label(definition: &Definition, name: &str, value: &Value, lang: &str) -> Option<String> {
    let (named, rest) = definition.names.resolve(name)?;
    let question = definition.question(&named.key)?;
    if super::choice::find(&question.rows, rest).is_some() && question.composite.is_none() {
        let value = super::question::select::scalar(value)?;
        let column = super::choice::find(&question.columns, &value)?;
        return Some(column.text.get(lang).to_owned());
    }
    let inner = rest.rsplit('.').next()?;
    let inner = question.composite.as_ref()?.questions().into_iter().find(|found| found.name == inner)?;
    let mut answers = Answers::new();
    answers.insert(inner.name.clone(), value.clone());
    Some(said(inner, &answers, lang))
}

fn said(question: &Question, answers: &Answers, lang: &str) -> String {
    let lines = (question.kind.display)(question, answers, lang);
    let texts: Vec<String> = lines.into_iter().flat_map(|line| line.texts).collect();
    texts.join("、")
}

#[cfg(test)]
mod tests;
