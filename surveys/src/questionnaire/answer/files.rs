//! Files that come with a page: which places take them, and their way into the answers.

use super::{Answers, Visibility};
use crate::questionnaire::composite::{self, inner_place, item_place};
use crate::questionnaire::definition::Page;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::Question;
use crate::questionnaire::question::file::{self, Attached};

/// The files that came with a page.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// Those that have been stored, each with its place.
    pub attached: Vec<(String, Attached)>,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
}

/// Whether a place is a question's own or one inside of it.
pub fn is_inside(place: &str, question: &str) -> bool {
    place.strip_prefix(question).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The file questions of a page that can be answered now, each with its place.
pub fn places<'a>(page: &'a Page, visible: &Visibility, answers: &Answers) -> Vec<(String, &'a Question)> {
    let mut found = Vec::new();
    collect(&page.questions(), "", answers, &mut found);
    found.retain(|(place, _)| visible.is_open(place));
    found
}

fn collect<'a>(
    questions: &[&'a Question],
    item: &str,
    answers: &Answers,
    found: &mut Vec<(String, &'a Question)>,
) {
    for question in questions {
        let place = inner_place(item, &question.name);
        if question.kind.name == file::TYPE.name {
            found.push((place, question));
        } else if let Some(composite) = &question.composite {
            let empty = Answers::new();
            for inner in composite::items(question, answers.get(&question.name), &empty) {
                let item = item_place(&place, inner.index, inner.row);
                collect(&composite.questions(), &item, inner.answers, found);
            }
        }
    }
}

/// Puts a stored file into the answer at its place; a place that is none changes nothing.
pub fn attach(questions: &[&Question], place: &str, file: &Attached, answers: &mut Answers) {
    for question in questions {
        if question.name == place && question.kind.name == file::TYPE.name {
            return file::attach(question, file, answers);
        }
        let (Some(composite), Some(rest)) = (&question.composite, place.strip_prefix(&question.name)) else {
            continue;
        };
        let value = answers.get(&question.name).cloned();
        let empty = Answers::new();
        let items = composite::items(question, value.as_ref(), &empty);
        let mut changed: Vec<Answers> = items.iter().map(|item| item.answers.clone()).collect();
        let inside = items.iter().find_map(|item| {
            let own = item_place("", item.index, item.row);
            Some((item.index, rest.strip_prefix(&own)?.strip_prefix('.')?))
        });
        let Some((index, inner)) = inside else { continue };
        if let Some(item) = changed.get_mut(index) {
            attach(&composite.questions(), inner, file, item);
        }
        if let Some(value) = composite::value_of(question, changed, true) {
            answers.insert(question.name.clone(), value);
        }
        return;
    }
}

/// The files of a response that its answers do not speak of any more, of all those that are stored.
pub fn forgotten<'a>(answers: &Answers, stored: impl Iterator<Item = &'a str>) -> Vec<String> {
    let known = file::keys(answers);
    stored.filter(|key| !known.iter().any(|found| found == key)).map(str::to_owned).collect()
}
