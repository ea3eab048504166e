//! The pages of a questionnaire on paper: everything is shown, and nothing is answered.

use std::cell::RefCell;

use surveys::questionnaire::answer::{Answers, all_on_paper};
use surveys::questionnaire::definition::{Definition, Page};
use surveys::questionnaire::expression::Expression;
use surveys::questionnaire::piping::Piping;
use surveys::questionnaire::problem::Problem;

use super::{PageView, Scene};
use crate::i18n;

/// All pages for paper, without answers; `says` says in words who answers a part. Where a text has an answer inside,
/// the question stands for it, e.g. 「（問3の回答）」.
pub fn paper_view(definition: &Definition, lang: &str, says: Says<'_>) -> Vec<PageView> {
    let whole = all_on_paper(definition);
    on_paper(&whole, &whole.pages, lang, says)
}

/// One page of [`paper_view`], for a look at one part of a large questionnaire.
pub fn paper_page(definition: &Definition, at: usize, lang: &str) -> Option<PageView> {
    let whole = all_on_paper(definition);
    on_paper(&whole, whole.pages.get(at..=at)?, lang, &|_| String::new()).pop()
}

/// A questionnaire with the texts of its paper form, for whoever types from paper or fills in a sheet: what is not
/// known there is a gap or names its question. Its own language is the one asked for.
pub fn texts_of_paper(definition: &Definition, lang: &str) -> Definition {
    let whole = all_on_paper(definition);
    let whole = Piping::on_paper(&whole, lang, &|number, title| answer(number, title, lang)).whole();
    Definition { locale: lang.to_owned(), ..whole }
}

/// Problems with answers on paper: the questionnaire's own words in them as they stand there.
pub fn problems_on_paper(definition: &Definition, lang: &str, problems: Vec<Problem>) -> Vec<Problem> {
    let say = |number: &str, title: &str| answer(number, title, lang);
    let piping = Piping::on_paper(definition, lang, &say);
    let of_title = |(name, value): (&'static str, String)| match name {
        "title" => (name, piping.text(&value)),
        _ => (name, value),
    };
    let on_paper = |problem: Problem| {
        let words = piping.localized(&problem.words);
        Problem { words, args: problem.args.into_iter().map(of_title).collect(), ..problem }
    };
    problems.into_iter().map(on_paper).collect()
}

/// What stands on paper for the answer to a question.
fn answer(number: &str, title: &str, lang: &str) -> String {
    match number {
        "" => i18n::text(lang, "fill-answer-title", &[("title", title.to_owned())]),
        number => i18n::text(lang, "fill-answer-number", &[("number", number.to_owned())]),
    }
}

type Says<'a> = &'a dyn Fn(&Expression) -> String;

fn on_paper(definition: &Definition, pages: &[Page], lang: &str, condition: Says<'_>) -> Vec<PageView> {
    let answer = |number: &str, title: &str| answer(number, title, lang);
    let answers = Answers::new();
    let scene = Scene {
        answers: &answers,
        problems: &[],
        visibility: None,
        lang,
        say: &|_| String::new(),
        condition,
        piping: RefCell::new(Piping::on_paper(definition, lang, &answer)),
        settings: &definition.settings,
    };
    pages.iter().map(|page| scene.page(page)).collect()
}
