//! A code of a survey's coding rules as a condition: the people in whose texts it is, and where in them.

use actix_web::web;
use analysis::rules::{RuleFile, parse_text};
use analysis::text::units::{Piece, Unit};
use surveys::store;

use super::counting::{self, RuleTexts};
use super::variables::not_counted;
use crate::auth::User;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::pages::explore::selection::may_see_groups;
use crate::pages::explore::{Reading, load, read_texts, units};
use crate::view::frame::Frame;

/// The codes of the newest rules of a survey.
#[derive(Default)]
pub struct RuleCodes {
    /// The names of those that are counted for the purpose of the data, without the star, in the order of the file.
    pub names: Vec<String>,
    /// The one that is asked for; `None` where there is none of its name.
    pub chosen: Option<ChosenRule>,
}

/// A code that is asked for.
pub struct ChosenRule {
    /// Its name, without the star.
    pub name: String,
    /// The people in whose texts it is, all that somebody wrote taken together, as places of [`Reading::writings`], ascending.
    pub people: Vec<u32>,
    /// The units with it where these are no people: the place of the writing, and the code point at which the unit begins.
    pub begins: Vec<(u32, u32)>,
    /// Whether its numbers are too small for the purpose of the data.
    pub is_withheld: bool,
}

/// The codes of the rules, and the one with this name, by this unit; with the data that was counted.
///
/// # Errors
/// When the database fails or there is no dictionary.
pub async fn codes(
    frame: &Frame,
    dataset: Dataset,
    name: Option<String>,
    unit: Unit,
) -> Result<(Dataset, RuleCodes)> {
    let Some(stored) = store::rules::newest(&frame.app.db, dataset.survey.id).await? else {
        return Ok((dataset, RuleCodes::default()));
    };
    let file = parse_text(&stored.content).0;
    let names = counted_names(&dataset, &file);
    let Some(name) = name.filter(|name| names.contains(name)) else {
        return Ok((dataset, RuleCodes { names, chosen: None }));
    };
    let texts = counting::of(frame, dataset, &stored.content).await?;
    let work = move || {
        let chosen = chosen(&texts, &file, &name, unit);
        (texts.dataset, RuleCodes { names, chosen })
    };
    Ok(web::block(work).await?)
}

/// The names of the codes that are counted for the purpose of the data.
fn counted_names(dataset: &Dataset, file: &RuleFile) -> Vec<String> {
    let not_counted = not_counted(dataset, file);
    let names = file.codes.iter().map(|code| code.name.as_str());
    names.filter(|name| !not_counted.contains(*name)).map(str::to_owned).collect()
}

/// The texts that a person may see; and where a code of the rules is asked for, who has it, and which units of this name. Who may not see
/// groups is shown no such list, and nothing is counted for it.
///
/// # Errors
/// As [`load`] and [`codes`].
pub async fn read_with(
    frame: &Frame,
    user: &User,
    id: i64,
    (rule, unit): (&str, &str),
) -> Result<(Reading, Option<ChosenRule>)> {
    let dataset = load(frame, user, id).await?;
    if rule.is_empty() || !may_see_groups(&dataset) {
        return Ok((read_texts(frame, dataset).await?, None));
    }
    let unit = units::chosen(&dataset, unit);
    let (dataset, codes) = codes(frame, dataset, Some(rule.to_owned()), unit).await?;
    Ok((read_texts(frame, dataset).await?, codes.chosen))
}

fn chosen(texts: &RuleTexts, file: &RuleFile, name: &str, unit: Unit) -> Option<ChosenRule> {
    let by_person = texts.count(file, Unit::Person);
    let code = by_person.codes.into_iter().find(|code| code.name == name)?;
    let begins = if unit == Unit::Person { Vec::new() } else { begins(texts, file, name, unit) };
    let is_withheld = code.is_withheld(&texts.dataset);
    Some(ChosenRule { name: code.name, people: code.people, begins, is_withheld })
}

fn begins(texts: &RuleTexts, file: &RuleFile, name: &str, unit: Unit) -> Vec<(u32, u32)> {
    let units = texts.units(unit);
    let coding = texts.with_coder(file, &units, |_, coding| coding);
    let code = coding.codes.into_iter().find(|code| code.name == name);
    let with = code.map(|code| code.units).unwrap_or_default();
    let pieces = units.pieces.iter().filter(|piece| with.binary_search(&piece.unit).is_ok());
    let begin = |piece: &Piece| {
        let (_, part) = texts.part(piece.document)?;
        let (person, _) = texts.places.get(piece.document as usize)?;
        Some((*person, u32::try_from(part.start).ok()? + piece.span.start))
    };
    pieces.filter_map(begin).collect()
}
