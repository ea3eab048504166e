//! The codes that people put on texts: how many people have each, and one released quote.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::paper::PaperTable;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use analysis::table::{Count, ValueLabel};
use surveys::entity::{code, quote};
use surveys::id::CodeId;
use surveys::store;
use surveys::store::codings::Coded;
use surveys::store::segments::TextPart;

use super::Source;
use super::paper::{base, column, n_percent, row, table};
use crate::dataset::Dataset;
use crate::dataset::tables::people_by_code;
use crate::error::Result;
use crate::i18n;
use crate::pages::coding::tree::label;
use crate::pages::explore::standing::standing;
use crate::pages::feedback::quotes::released_for_talks;
use crate::view::cut::cut;
use crate::view::frame::Frame;

/// The longest quote in a table, in characters.
const LONGEST: usize = 120;

/// What is read of the database for this table.
pub struct Material {
    codes: Vec<code::Model>,
    coded: Vec<Coded>,
    /// Only those that may be shown at academic meetings.
    quotes: Vec<quote::Model>,
}

/// Reads codes, codings and quotes.
///
/// # Errors
/// When the database fails.
pub async fn material(frame: &Frame, dataset: &Dataset) -> Result<Material> {
    let (db, survey) = (&frame.app.db, dataset.survey.id);
    Ok(Material {
        codes: store::codes::of_survey(db, survey).await?,
        coded: store::codings::of_survey(db, survey).await?,
        quotes: released_for_talks(&frame.app, dataset).await?,
    })
}

/// The codes that anybody gave, and how many people have each; `None` where nothing is coded.
///
/// # Errors
/// When the table library refuses.
pub fn people<'s>(
    source: &Source<'s>,
) -> anyhow::Result<Option<(Vec<&'s code::Model>, Protected<Frequency>)>> {
    let writings = source.dataset.writings();
    let mut given: Vec<BTreeSet<CodeId>> = vec![BTreeSet::new(); writings.len()];
    for (place, one) in standing(&writings, &source.material.coded) {
        if let Some(codes) = given.get_mut(place) {
            codes.extend(one.codings.iter().map(|coding| coding.code_id));
        }
    }
    let met: BTreeSet<CodeId> = given.iter().flatten().copied().collect();
    let codes: Vec<&code::Model> =
        source.material.codes.iter().filter(|code| met.contains(&code.id)).collect();
    if codes.is_empty() {
        return Ok(None);
    }
    let name = |id: CodeId| id.0.to_string();
    let lang = source.dataset.lang;
    let values = codes.iter().map(|code| ValueLabel { value: name(code.id), label: label(code, lang) });
    let given = given.into_iter().map(|codes| codes.into_iter().map(name).collect());
    let counted = people_by_code(source.dataset, values.collect(), given.collect())?;
    Ok(Some((codes, counted)))
}

/// The first released quote of each code.
fn quoted(source: &Source<'_>) -> BTreeMap<CodeId, String> {
    let writings = source.dataset.writings();
    let standing = standing(&writings, &source.material.coded);
    let mut quoted: BTreeMap<CodeId, String> = BTreeMap::new();
    for quote in &source.material.quotes {
        for (_, one) in standing.iter().filter(|(_, one)| is_of(quote, one)) {
            for coding in &one.codings {
                quoted.entry(coding.code_id).or_insert_with(|| cut(&quote.text, LONGEST));
            }
        }
    }
    quoted
}

/// Codes by people, with a quote where the number of people may be told.
///
/// # Errors
/// When the table library refuses.
pub fn tables(source: &Source<'_>) -> anyhow::Result<Vec<PaperTable>> {
    let say = |key: &str| i18n::plain(source.dataset.lang, key);
    let Some((codes, counted)) = people(source)? else { return Ok(Vec::new()) };
    let (counted, quoted) = (counted.table(), quoted(source));
    let mut rows = vec![row(0, [say("talk-texts"), base(counted.base), String::new()])];
    for (code, own) in codes.iter().zip(&counted.rows) {
        // Of few people a quote would say what one of them wrote.
        let is_told = own.count.shown().is_some_and(|n| n > 0);
        let quote = quoted.get(&code.id).filter(|_| is_told).cloned().unwrap_or_default();
        rows.push(row(1, [own.label.clone(), n_percent(own.count, own.share), quote]));
    }
    let has_none = counted.no_answer.count != Count::Shown(0);
    if has_none {
        let none = &counted.no_answer;
        rows.push(row(1, [say("talk-no-code"), n_percent(none.count, none.share), String::new()]));
    }
    let columns =
        vec![column(say("table-code"), false), column("n (%)", true), column(say("talk-quote"), false)];
    // Nothing is known of texts that nobody has looked at: without this the row reads like a finding.
    let uncoded = if has_none { say("talk-note-uncoded") } else { String::new() };
    let notes = [say("talk-note-codes"), uncoded, source.apart_note(), source.words_note()];
    Ok(vec![table(say("talk-table-codes"), columns, rows, notes, source.look())])
}

/// Whether a quote was released of a segment, or of the text that it stands in.
fn is_of(quote: &quote::Model, coded: &Coded) -> bool {
    quote.source == format!("segment:{}", coded.segment.id.0)
        || TextPart::of(&coded.segment).is_some_and(|text| text.source() == quote.source)
}
