//! Puts questions on pages as `questionsOnPageMode` says, once, when a definition is read: everything after that
//! knows pages only.

use super::definition::{Element, Page, Panel};
use super::localized::Localized;
use super::rules::GroupRules;
use super::settings::PageMode;
use std::collections::BTreeSet;

/// The pages in the way they are shown.
pub fn arranged(pages: Vec<Page>, mode: PageMode) -> Vec<Page> {
    match mode {
        PageMode::Standard => pages,
        PageMode::SinglePage if pages.len() < 2 => pages,
        PageMode::SinglePage => vec![single(pages)],
        PageMode::QuestionPerPage => each(pages),
    }
}

/// One page with a panel for each of the pages.
fn single(pages: Vec<Page>) -> Page {
    let panel = |page: Page| {
        Element::Panel(Box::new(Panel {
            name: page.name,
            path: page.path,
            title: page.title,
            description: page.description,
            is_beside: false,
            visible_if: page.visible_if,
            rules: page.rules,
            elements: page.elements,
        }))
    };
    Page {
        name: "all".to_owned(),
        path: "pages".to_owned(),
        title: Localized::default(),
        description: Localized::default(),
        visible_if: None,
        rules: GroupRules::default(),
        elements: pages.into_iter().map(panel).collect(),
    }
}

/// A page for each question that asks something, with the texts before it; panels stay whole.
fn each(pages: Vec<Page>) -> Vec<Page> {
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for page in pages {
        let mut waiting: Vec<Element> = Vec::new();
        let outer = Page { elements: Vec::new(), ..page };
        for element in page.elements {
            let name = match &element {
                Element::Question(question) if !question.has_answer() => None,
                Element::Question(question) => Some(question.name.clone()),
                Element::Panel(panel) => Some(panel.name.clone()),
            };
            waiting.push(element);
            if let Some(name) = name {
                let name = unused(name, &mut names);
                found.push(Page { name, elements: std::mem::take(&mut waiting), ..outer.clone() });
            }
        }
        if !waiting.is_empty() {
            found.push(Page { name: unused(outer.name.clone(), &mut names), elements: waiting, ..outer });
        }
    }
    found
}

/// Questions, panels and pages may share a name; pages may not.
fn unused(name: String, names: &mut BTreeSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !names.insert(candidate.clone()) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use crate::questionnaire::parse::parse;

    fn pages(mode: &str) -> Vec<(String, usize)> {
        let json = format!(
            r#"{{"questionsOnPageMode":"{mode}","pages":[
              {{"name":"a","elements":[{{"type":"html","name":"h","html":"x"}},{{"type":"text","name":"q1"}},
               {{"type":"panel","name":"p","elements":[{{"type":"text","name":"q2"}},{{"type":"text","name":"q3"}}]}}]}},
              {{"name":"p","elements":[{{"type":"text","name":"q4"}}]}}]}}"#
        );
        let definition = parse(&json).0.unwrap();
        definition.pages.iter().map(|page| (page.name.clone(), page.questions().len())).collect()
    }

    #[test]
    fn questions_are_put_on_pages_as_asked() {
        let named = |list: &[(&str, usize)]| -> Vec<(String, usize)> {
            list.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
        };
        assert_eq!(pages("standard"), named(&[("a", 4), ("p", 1)]));
        assert_eq!(pages("singlePage"), named(&[("all", 5)]));
        assert_eq!(pages("questionPerPage"), named(&[("q1", 2), ("p", 2), ("q4", 1)]));
    }
}
