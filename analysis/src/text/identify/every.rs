//! Every word of a text that may tell who is meant: for texts that are to be published, where the first hint is not enough.
//!
//! A published text always has its region beside it, so the name of a disease is found without that of a town.

mod overlaps;

use self::overlaps::{with_overlaps, without_parts};
use super::abbreviations::abbreviated_diseases;
use super::accounts::accounts;
use super::addressed::addressed;
use super::ages::ages;
use super::births::births;
use super::dates::dates;
use super::employers::employers;
use super::facilities::facilities;
use super::given_names::addressed_in_hiragana;
use super::job_centres::job_centres;
use super::kind_first::named_behind;
use super::letters::{is_hiragana, is_kanji};
use super::lone_names::lone_names;
use super::mails::mails;
use super::municipalities::municipalities;
use super::numbers::{numbers, postal_codes};
pub use super::organisations::NameFinder;
use super::organisations::given_away;
use super::parted::parted_people;
use super::phones::phones;
use super::plots::plots;
use super::quoted::quoted;
use super::reached::{addresses, bases};
use super::relatives::relatives;
use super::roles::in_roles;
use super::romaji::in_romaji;
use super::rooms::rooms;
use super::schools::schools;
use super::stations::stations;
use super::surnames;
use super::titled::{bracketed, titled};
use super::town_houses::town_houses;
use super::towns::{former_towns, towns};
use super::variants::{as_written, usual};
use super::vehicles::plates;
use super::{diseases, kana_names, named, people, places, read};
use crate::text::normalize::normalize;
use crate::text::tokenizer::{Tokenizer, Worker, Workers};

/// What a word tells, in the order that words are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// A telephone number.
    Phone,
    /// A mail address, an account to write to, or a page on the web.
    Mail,
    /// A number that one person or household has.
    Number,
    /// A person's name.
    Person,
    /// An organisation's name.
    Organisation,
    /// The name of a municipality, or an address in it.
    Place,
    /// The name of a disease.
    Disease,
    /// An age in years.
    Age,
    /// A day, a month of a year, or a year of birth.
    Date,
}

impl WordKind {
    /// Short name, also the end of the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            WordKind::Phone => "phone",
            WordKind::Mail => "mail",
            WordKind::Number => "number",
            WordKind::Person => "person",
            WordKind::Organisation => "organisation",
            WordKind::Place => "place",
            WordKind::Disease => "disease",
            WordKind::Age => "age",
            WordKind::Date => "date",
        }
    }
}

/// A word that may tell who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifyingWord {
    /// What it tells.
    pub kind: WordKind,
    /// The word in normal width.
    pub words: String,
}

/// Finds such words in many texts, on several threads.
pub struct Identifier<'t> {
    names: &'t NameFinder,
    workers: Option<Workers<'t>>,
}

impl<'t> Identifier<'t> {
    /// `names` are those of organisations that are known. Most names of people and places need `tokenizer`; without it only those
    /// are found that letters alone tell.
    pub fn new(names: &'t NameFinder, tokenizer: Option<&'t Tokenizer>) -> Identifier<'t> {
        Identifier { names, workers: tokenizer.map(Workers::new) }
    }

    /// All such words of a text, each once.
    pub fn words(&self, text: &str) -> Vec<IdentifyingWord> {
        match &self.workers {
            Some(workers) => workers.with(|worker| identifying_words(text, self.names, Some(worker))),
            None => identifying_words(text, self.names, None),
        }
    }
}

fn identifying_words(
    text: &str,
    names: &NameFinder,
    worker: Option<&mut Worker<'_>>,
) -> Vec<IdentifyingWord> {
    let written = normalize(text).text.into_owned();
    let normal = usual(&written);
    let mut found: Vec<IdentifyingWord> = Vec::new();
    for (kind, word) in all_words(&normal, names, worker) {
        for words in as_written(&written, &normal, &word) {
            if !words.is_empty() && found.iter().all(|known| known.words != words) {
                found.push(IdentifyingWord { kind, words });
            }
        }
    }
    without_parts(&written, with_overlaps(&written, found))
}

/// What is found in a text in normal width and usual kanji, as it stands there; of one word the first kind counts.
fn all_words(text: &str, names: &NameFinder, mut worker: Option<&mut Worker<'_>>) -> Vec<(WordKind, String)> {
    let mut found = Vec::new();
    let read = worker.as_deref_mut().map(|worker| read(text, worker)).unwrap_or_default();
    let parted = worker.as_deref_mut().map(|worker| parted_people(&read, worker)).unwrap_or_default();
    let reread = worker.map(|worker| surnames::Found::of(text, worker)).unwrap_or_default();
    let towns_of_lists = [municipalities(text), former_towns(text)].concat();
    // 深浦 and 三ヶ日 are family names, too, but rarely; 磐田 is a club in IPADIC.
    let is_no_town = |name: &String| !towns_of_lists.contains(name);
    let mut add = |kind, words: Vec<String>| found.extend(words.into_iter().map(|words| (kind, words)));
    add(WordKind::Phone, phones(text));
    add(WordKind::Mail, mails(text));
    add(WordKind::Mail, accounts(text));
    add(WordKind::Number, numbers(text));
    add(WordKind::Number, plates(text));
    add(WordKind::Person, parted);
    add(WordKind::Person, people(&read).collect());
    add(WordKind::Person, reread.titled);
    add(WordKind::Person, reread.in_roles);
    add(WordKind::Person, reread.speakers.into_iter().filter(is_no_town).collect());
    add(WordKind::Person, kana_names::people(text));
    add(WordKind::Person, kana_names::parted_in_katakana(text));
    add(WordKind::Person, addressed(text, &read));
    add(WordKind::Person, addressed_in_hiragana(text));
    add(WordKind::Person, titled(text));
    add(WordKind::Person, in_romaji(text));
    add(WordKind::Person, relatives(text, &read));
    add(WordKind::Person, in_roles(text, &read).into_iter().filter(is_no_town).collect());
    add(WordKind::Person, bracketed(&read).into_iter().filter(is_no_town).collect());
    add(WordKind::Person, lone_names(&read).filter(is_no_town).collect());
    add(WordKind::Organisation, names.in_text(text));
    add(WordKind::Organisation, given_away(text));
    add(WordKind::Organisation, named::houses(&read));
    add(WordKind::Organisation, kana_names::houses(text));
    add(WordKind::Organisation, facilities(text, &read));
    add(WordKind::Organisation, job_centres(text, &read));
    add(WordKind::Organisation, town_houses(text, &read));
    add(WordKind::Organisation, schools(text, &read));
    add(WordKind::Organisation, reread.firms);
    add(WordKind::Organisation, named_behind(text, &read));
    add(WordKind::Organisation, quoted(text));
    add(WordKind::Organisation, employers(text, &read).into_iter().filter(is_no_town).collect());
    add(WordKind::Place, places(&read).chain(towns(&read)).collect());
    add(WordKind::Organisation, bases(text));
    add(WordKind::Place, addresses(text, &towns_of_lists));
    add(WordKind::Place, plots(text));
    add(WordKind::Place, rooms(text));
    add(WordKind::Place, stations(text));
    add(WordKind::Place, postal_codes(text));
    add(WordKind::Place, towns_of_lists.clone());
    add(WordKind::Disease, diseases(text).map(str::to_owned).collect());
    add(WordKind::Disease, abbreviated_diseases(text).map(str::to_owned).collect());
    add(WordKind::Age, ages(text));
    add(WordKind::Date, births(text));
    add(WordKind::Date, dates(text));
    as_called(found, &towns_of_lists)
}

/// The name of an agency that a municipality has, too, is that of the municipality where it is called one.
fn as_called(found: Vec<(WordKind, String)>, towns: &[String]) -> Vec<(WordKind, String)> {
    let called = |(kind, word): (WordKind, String)| match kind {
        WordKind::Organisation if is_called_municipality(&word, towns) => (WordKind::Place, word),
        kind => (kind, word),
    };
    found.into_iter().map(called).collect()
}

/// Most letters before 市, 町 or 村 of a word that is on no list and taken for a municipality all the same: houses with such an end
/// (おとしより生活の村) have longer names.
const LONGEST_TOWN: usize = 4;

/// Whether a word is the name of a municipality: one of the lists, or a short one in hiragana or kanji that ends as they do. Wards are on the
/// lists: what else ends with 区 is a part of a place (地区).
fn is_called_municipality(word: &str, towns: &[String]) -> bool {
    let Some(name) = word.strip_suffix(['市', '町', '村']) else { return false };
    let is_short = (1..=LONGEST_TOWN).contains(&name.chars().count());
    let is_plain = name.chars().all(|letter| is_hiragana(letter) || is_kanji(letter));
    towns.iter().any(|town| town == word) || is_short && is_plain
}

#[cfg(test)]
mod tests;
