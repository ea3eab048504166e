//! A questionnaire as a document: to be printed and filled in by hand, or to be read beside its data.

mod question;

use analysis::document::paper::{Block, Paper};
use surveys::entity::{questionnaire, questionnaire_version, survey};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::expression::Expression;

use self::question::Writer;
use crate::app::App;
use crate::error::Result;
use crate::i18n::{Lang, plain, text};
use crate::view::condition;
use crate::view::html::as_text;
use crate::view::question::paper_view;
use crate::view::{paper, time, versions};

/// What stands around the questions.
#[derive(Default)]
pub struct Around {
    /// Who asks.
    pub publisher: String,
    /// The day of publication as in ISO 8601; empty for a draft.
    pub date: String,
    /// One line at the foot of every page.
    pub foot: String,
    /// What stands before the questions.
    pub before: Vec<Block>,
    /// What stands after them.
    pub after: Vec<Block>,
    /// Whether the names and values that the data has stand beside questions and choices.
    pub shows_codes: bool,
}

/// A questionnaire with all its questions; who is asked which is said in words.
pub fn questionnaire_paper(definition: &Definition, lang: Lang, around: Around) -> Paper {
    let says = |expression: &Expression| condition::words(definition, expression, lang);
    let pages = paper_view(definition, lang.code(), &says);
    let mut writer = Writer::new(lang.code(), around.shows_codes);
    for (number, page) in pages.iter().enumerate() {
        writer.page(page, number + 1, pages.len());
    }
    let description = as_text(definition.description.get(lang.code()));
    let described = (!description.is_empty()).then_some(Block::Paragraph(description));
    Paper {
        title: definition.title.get(lang.code()).to_owned(),
        subtitle: String::new(),
        language: lang.code().to_owned(),
        publisher: around.publisher,
        made_on: time::day_in_words(&around.date, lang),
        date: around.date,
        foot: around.foot,
        blocks: described
            .into_iter()
            .chain(around.before)
            .chain(writer.into_blocks())
            .chain(around.after)
            .collect(),
    }
}

/// Which version it is, e.g. 「第2版（2026年4月1日）」.
pub fn version_words(version: &questionnaire_version::Model, lang: Lang) -> String {
    let date = time::date(time::tokyo(version.published_at).date_naive(), lang);
    text(lang.code(), "fill-version", &[("number", version.number.to_string()), ("date", date)])
}

/// A published version to be read beside its data, with names and values.
///
/// # Errors
/// When the version cannot be read, which publishing excludes.
pub fn paper_of_version(
    app: &App,
    (survey, questionnaire): (&survey::Model, &questionnaire::Model),
    version: &questionnaire_version::Model,
    lang: Lang,
) -> Result<Paper> {
    let definition = app.published.definition(version, None)?;
    let words = version_words(version, lang);
    let mark = versions::mark(&version.sha256);
    let facts = [("fill-about-version", words.clone()), ("questionnaires-pdf-mark", mark)];
    let date = time::iso_day(version.published_at);
    Ok(questionnaire_paper(&definition, lang, to_read((survey, questionnaire), lang, &facts, (date, words))))
}

/// A draft to be read, with names and values.
pub fn paper_of_draft(
    (survey, questionnaire): (&survey::Model, &questionnaire::Model),
    definition: &Definition,
    lang: Lang,
) -> Paper {
    let words = plain(lang, "questionnaire-state-draft");
    let facts = [("fill-about-version", words.clone())];
    let around = to_read((survey, questionnaire), lang, &facts, (String::new(), words));
    questionnaire_paper(definition, lang, around)
}

/// What stands around the questions for whoever has the data.
fn to_read(
    (survey, questionnaire): (&survey::Model, &questionnaire::Model),
    lang: Lang,
    further: &[(&str, String)],
    (date, version): (String, String),
) -> Around {
    let own = [
        ("questionnaires-pdf-survey", survey.title.clone()),
        ("fill-about-host", survey.host.clone()),
        ("fill-about-purpose", survey.purpose.clone()),
        ("fill-about-ethics", survey.ethics_number.clone()),
    ];
    let facts = paper::facts(lang, own.into_iter().chain(further.iter().cloned()));
    Around {
        publisher: survey.host.clone(),
        date,
        foot: format!("{}  {version}", questionnaire.link),
        before: vec![facts, Block::Paragraph(plain(lang, "questionnaires-pdf-codes"))],
        after: Vec::new(),
        shows_codes: true,
    }
}

#[cfg(test)]
mod tests;
