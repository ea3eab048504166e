//! Questionnaires (調査票): what they are made of, who sees which question, what an answer may be.
//!
//! A definition is SurveyJS JSON (survey-core 3.x vocabulary) plus properties of our own that begin with `kt:`.
//! The order of work: `placeholder::fill` → `parse::parse` → `page::first_page` → `answer::read_page` for each
//! page → `summary::summary` → `answer::complete`. Nothing here reads or writes files, databases or the clock.
//!
//! Our own properties:
//! - definition: `kt:kind` (`survey`, `signup`, `consultation`), `kt:audience` (agency kinds that it is sent to),
//!   `kt:minutes` (how long answering takes, in minutes);
//! - question: `kt:id` (what is compared across questionnaires; otherwise the name), `kt:role` (`question::ROLES`), `kt:identifier` (kept apart, never exported), `kt:number` (printed
//!   number), `kt:choices` (a list to be filled in: `areas`, `municipalities`), `kt:kana` (script of the reading of a
//!   name: `hiragana`, `katakana`, `none`), `kt:prefectures` (two-digit codes within which a municipality is asked);
//! - choice: `kt:consent` (`question::CONSENTS`), `kt:required` (must be ticked), `kt:exclusive` (only alone),
//!   `kt:capacity` (how many people can have it).

pub mod answer;
pub mod answer_import;
pub mod arrange;
pub mod check;
pub mod choice;
pub mod compare;
pub mod composite;
pub mod definition;
pub mod edit;
pub mod entry;
pub mod export;
pub mod expression;
pub mod followed;
pub mod format;
pub mod identity;
pub mod import;
pub mod localized;
pub mod merge;
pub mod names;
pub mod ordered;
pub mod page;
pub mod parse;
pub mod pattern;
pub mod piping;
pub mod placeholder;
pub mod problem;
pub mod quality;
pub mod question;
pub mod reader;
pub mod reply;
pub mod respondent;
mod reworded;
pub mod rules;
pub mod settings;
pub mod sheet;
pub mod shipped;
pub mod slot;
pub mod summary;
pub mod threads;
pub mod union;
pub mod unlimited;
pub mod validator;
pub mod variable;
pub mod words;

#[cfg(test)]
mod vocabulary;
