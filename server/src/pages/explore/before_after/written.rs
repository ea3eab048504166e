//! Free text before and after: of the people who wrote in both questionnaires, who has a word, a suggested theme or a code of the
//! survey's coding rules in their text.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web;
use analysis::rules::parse_text;
use analysis::table::changes::{Changes, yes_no_changes};
use analysis::table::suppress::{Protected, protect};
use analysis::text::named::SET_AGAINST_GROUPS;
use analysis::text::terms::{Term, TermOptions, terms};
use analysis::text::units::Unit;
use serde::Serialize;
use surveys::id::ResponseId;
use surveys::store;
use surveys::store::segments::Origin;

use super::compare::{Said, both_times};
use super::nested::Beside;
use super::{Couple, people};
use crate::dataset::pairs::{asks_for_code, pairs, yes_no_part};
use crate::dataset::writings::{Writing, id_of};
use crate::dataset::{Dataset, Response};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::explore::rules::counting::{self, RuleTexts};
use crate::pages::explore::selection::{is_withheld, least_people};
use crate::pages::explore::themes::sets::suggested;
use crate::pages::explore::word_table::with_class;
use crate::pages::explore::{Reading, read_texts};
use crate::view::figure::{TableView, column, counted, join, withheld, words as cell};
use crate::view::frame::Frame;
use crate::view::tested::changes::written_lines;
use crate::view::tested::tables::test_table;

/// Codes of rules that are compared.
const MOST_CODES: usize = 60;

/// What is looked for in texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Words,
    /// Suggested themes.
    Themes,
    /// Codes of the survey's coding rules.
    Rules,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Kind; 3] = [Kind::Words, Kind::Themes, Kind::Rules];

    /// Its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Words => "words",
            Kind::Themes => "themes",
            Kind::Rules => "rules",
        }
    }

    /// Reads [`Kind::code`].
    pub fn named(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The Fluent key of what it is called.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Words => "multivariate-of-words",
            Kind::Themes => "multivariate-of-themes",
            Kind::Rules => "multivariate-of-rules",
        }
    }
}

/// A word, theme or code.
pub(super) struct Thing {
    /// Dictionary form, or name of the code.
    pub name: String,
    /// Key of a word's class; empty for others.
    pub class: &'static str,
    /// What people read for it.
    pub label: String,
    /// The texts that have it, as places among those that were read, ascending.
    pub texts: Vec<u32>,
}

/// All that people wrote, and what is looked for in it.
pub(super) struct Written {
    /// Which things.
    pub kind: Kind,
    /// The texts; places are those of this list.
    pub writings: Vec<Writing>,
    /// The things, whether those who wrote twice have them or not.
    pub things: Vec<Thing>,
    /// What is said of things that are not counted; empty where all are.
    note: String,
}

/// Somebody who wrote before and after.
pub(super) struct Person {
    /// Places of their texts among those that were read.
    places: [u32; 2],
    /// Their responses.
    pub responses: [ResponseId; 2],
}

impl Person {
    fn has(&self, thing: &Thing) -> (bool, bool) {
        let [before, after] = self.places.map(|place| thing.texts.binary_search(&place).is_ok());
        (before, after)
    }

    /// The part of [`Changes::parts`] that counts them.
    pub fn part(&self, thing: &Thing) -> usize {
        yes_no_part(self.has(thing))
    }
}

/// Reads the texts of data that was loaded. None where no two questionnaires ask for the respondent's code, and without a dictionary: the
/// answers to closed questions are compared all the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn read(frame: &Frame, dataset: Dataset, kind: Kind) -> Result<(Dataset, Option<Written>)> {
    if dataset.fielded.iter().filter(|fielded| asks_for_code(fielded)).count() < 2 {
        return Ok((dataset, None));
    }
    let language = Arc::clone(&frame.app.language);
    if !web::block(move || language.tokenizer().is_ok()).await? {
        return Ok((dataset, None));
    }
    if kind == Kind::Rules {
        return read_rules(frame, dataset).await;
    }
    let reading = read_texts(frame, dataset).await?;
    let work = move || -> anyhow::Result<(Dataset, Option<Written>)> {
        let things = if kind == Kind::Words { words(&reading) } else { themes(&reading)? };
        let Reading { dataset, writings, .. } = reading;
        Ok((dataset, Some(Written { kind, writings, things, note: String::new() })))
    };
    Ok(web::block(work).await??)
}

async fn read_rules(frame: &Frame, dataset: Dataset) -> Result<(Dataset, Option<Written>)> {
    let stored = store::rules::newest(&frame.app.db, dataset.survey.id).await?;
    let rules = stored.map(|stored| stored.content).unwrap_or_default();
    let texts = counting::of(frame, dataset, &rules).await?;
    let work = move || {
        let counted = texts.count(&parse_text(&rules).0, Unit::Person);
        let note = counted.not_counted_note(texts.dataset.lang);
        let codes = counted.codes.into_iter().filter(|code| !code.is_not_counted).take(MOST_CODES);
        let thing = |code: counting::CodeCount| Thing {
            label: code.name.clone(),
            name: code.name,
            class: "",
            texts: code.people,
        };
        let things = codes.map(thing).collect();
        let RuleTexts { dataset, writings, .. } = texts;
        (dataset, Some(Written { kind: Kind::Rules, writings, things, note }))
    };
    Ok(web::block(work).await?)
}

/// The words of most people in all texts, so that the list tells nothing of those who wrote twice.
fn words(reading: &Reading) -> Vec<Thing> {
    let dataset = &reading.dataset;
    let options = TermOptions { min_documents: least_people(dataset), ..TermOptions::content_words() };
    let found = terms(&reading.texts.corpus, &options);
    let thing = |term: Term| Thing {
        label: with_class(&term, dataset.lang),
        name: term.lemma,
        class: term.class,
        texts: term.documents,
    };
    found.into_iter().take(SET_AGAINST_GROUPS).map(thing).collect()
}

fn themes(reading: &Reading) -> anyhow::Result<Vec<Thing>> {
    let hits = suggested(reading, None)?.into_iter();
    Ok(hits.map(|hits| Thing { name: hits.name, class: "", label: hits.label, texts: hits.rows }).collect())
}

impl Written {
    /// The word, theme or code of this name.
    pub fn thing(&self, name: &str, class: &str) -> Option<&Thing> {
        self.things.iter().find(|thing| thing.name == name && thing.class == class)
    }

    /// Those who wrote in both questionnaires, in the order of their codes.
    pub fn people(&self, couple: &Couple<'_>) -> Vec<Person> {
        let places: HashMap<&str, u32> =
            (0..).zip(&self.writings).map(|(place, writing)| (writing.id.as_str(), place)).collect();
        let place = |response: &Response| places.get(id_of(Origin::Response(response.id)).as_str()).copied();
        let person = |(before, after): &(&Response, &Response)| {
            let places = [place(before)?, place(after)?];
            Some(Person { places, responses: [before.id, after.id] })
        };
        pairs(couple.before, couple.after).pairs.iter().filter_map(person).collect()
    }
}

/// What came of it, for the page.
#[derive(Serialize)]
pub(super) struct WrittenView {
    /// How many people were compared with themselves.
    lead: String,
    table: Option<TableView>,
    note: String,
}

impl WrittenView {
    /// What is said where there is no dictionary to read texts with.
    pub fn unread(lang: Lang) -> WrittenView {
        let lead = i18n::plain(lang, "error-no-dictionary-title");
        WrittenView { lead, table: None, note: String::new() }
    }
}

/// Compares what the same people wrote in a couple of questionnaires; `couples` are all that readers can look at.
///
/// # Errors
/// When the table library refuses.
pub(super) fn compare(
    dataset: &Dataset,
    texts: &Written,
    couple: &Couple<'_>,
    couples: &[Couple<'_>],
) -> anyhow::Result<WrittenView> {
    let lang = dataset.lang;
    let people = texts.people(couple);
    let lead = |n: String| i18n::text(lang.code(), "explore-written-people", &[("n", n)]);
    if is_withheld(dataset, people.len()) {
        let few = i18n::plain(lang, "explore-written-few");
        return Ok(WrittenView { lead: few, table: None, note: String::new() });
    }
    let changes = changes(dataset, texts, (couple, people.as_slice()), couples)?;
    let all = texts.things.iter().zip(&changes);
    let shown: Vec<(&Thing, &Protected<Changes>)> = all.filter(|(_, changes)| is_spoken(changes)).collect();
    let table = (!shown.is_empty()).then(|| table(dataset, (texts.kind, couple), &shown));
    let lead = lead(people.len().to_string());
    Ok(WrittenView { lead, table, note: join(&[note(&shown, lang), texts.note.clone()], lang) })
}

/// How the same people changed in each thing, protected. Of a square of before and after all is told or nothing.
fn changes(
    dataset: &Dataset,
    texts: &Written,
    (couple, people): (&Couple<'_>, &[Person]),
    couples: &[Couple<'_>],
) -> anyhow::Result<Vec<Protected<Changes>>> {
    let own: Vec<[u32; 2]> = people.iter().map(|person| person.places).collect();
    let known = couples.iter().filter(|other| other.has_codes() && other.code() != couple.code());
    let others = known.flat_map(|other| {
        let places: Vec<[u32; 2]> = texts.people(other).iter().map(|person| person.places).collect();
        [0, 1].map(|time| places.iter().map(|places| places[time]).collect::<Vec<u32>>())
    });
    let beside = Beside::of(dataset, texts, (couple, own.as_slice()), others.collect())?;
    let changes = |(place, thing): (usize, &Thing)| {
        let pairs: Vec<(bool, bool)> = people.iter().map(|person| person.has(thing)).collect();
        // Who wrote what is told by so many tables that one of them may always be a margin of the square.
        let changes = yes_no_changes(&pairs).with_beside(beside.rests(place, thing)).with_unpaired(vec![0]);
        protect(changes, dataset.disclosure())
    };
    Ok(texts.things.iter().enumerate().map(changes).collect())
}

/// Whether anybody of them has the thing, or it is not told.
fn is_spoken(changes: &Protected<Changes>) -> bool {
    changes.table().parts.iter().take(3).any(|part| part.shown() != Some(0))
}

fn note(shown: &[(&Thing, &Protected<Changes>)], lang: Lang) -> String {
    let n_tested = shown.iter().filter(|(_, changes)| changes.table().test.found().is_some()).count();
    let n_withheld = shown.iter().filter(|(_, changes)| changes.table().has_hidden).count();
    if shown.is_empty() {
        return i18n::plain(lang, "explore-written-nothing");
    }
    let say = |key: &str, n: usize| match n {
        0 => String::new(),
        n => i18n::text(lang.code(), key, &[("n", n.to_string())]),
    };
    let tested = say("explore-written-tested", n_tested);
    join(&[tested, say("explore-written-withheld", n_withheld)], lang)
}

/// The tests with the counts that they follow from.
fn table(
    dataset: &Dataset,
    (kind, couple): (Kind, &Couple<'_>),
    shown: &[(&Thing, &Protected<Changes>)],
) -> TableView {
    let lang = dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let named: Vec<(&str, &Protected<Changes>)> =
        shown.iter().map(|(thing, changes)| (thing.label.as_str(), *changes)).collect();
    let lines = written_lines(&named, &couple.title(lang), lang);
    let mut table = test_table(say("explore-written"), &lines, lang);
    let heads = ["before", "after", "both", "lost", "gained", "neither"];
    for (at, head) in (1..).zip(heads) {
        table.columns.insert(at, column(say(&format!("explore-move-{head}")), true));
    }
    // The table has a row for each.
    for (row, (thing, changes)) in table.rows.iter_mut().zip(shown) {
        let href = people::of_thing(dataset, couple, kind, thing);
        let sums = both_times(changes.table()).into_iter().zip(["before", "after"]);
        let sums = sums.map(|(said, part)| match said {
            Said::Share(n, share) => counted(n, share, people::narrowed(&href, part)),
            Said::Height(_) | Said::Nothing => cell("–"),
            Said::Withheld => withheld(),
        });
        let parts = changes.table().parts.iter().zip(["both", "lost", "gained", "neither"]);
        let parts = parts.map(|(n, part)| counted(*n, None, people::narrowed(&href, part)));
        for (at, cell) in (1..).zip(sums.chain(parts)) {
            row.insert(at, cell);
        }
    }
    table
}
