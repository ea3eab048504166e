//! Cronbach's α of all scales together: whether they measure one thing. In each wave where there are waves.

use std::collections::BTreeMap;

use analysis::table::items::{ItemSet, item_set};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::text::corpus::Document;
use analysis::text::trends::Wave;

use super::columns::each_once;
use super::scales::{is_scale, numbers};
use super::waves::Waves;

/// α of a set of scales.
pub struct Alpha {
    /// The wave; empty where there is none.
    pub wave: String,
    /// The scales with α.
    pub set: Protected<ItemSet>,
    /// The texts of those who answered all of them, ascending.
    pub texts: Vec<u32>,
    /// People whose rows contradict each other.
    pub n_left_out: usize,
}

/// What somebody answered.
#[derive(Default)]
struct Answers {
    /// One an item.
    items: Vec<Option<f64>>,
    /// Where.
    texts: Vec<u32>,
    is_contradicting: bool,
}

impl Answers {
    fn are_whole(&self) -> bool {
        !self.is_contradicting && self.items.iter().all(Option::is_some)
    }
}

/// α of the columns that are scales. None of fewer than two.
pub fn of(
    columns: &[String],
    documents: &[Document],
    persons: &[String],
    waves: Option<&Waves>,
) -> Option<Vec<Alpha>> {
    let read = each_once(columns).into_iter().map(|name| (name, numbers(documents, name)));
    let scales: Vec<(&str, Vec<Option<f64>>)> = read.filter(|(_, numbers)| is_scale(numbers)).collect();
    if scales.len() < 2 {
        return None;
    }
    let everything: Vec<u32> = (0..documents.len() as u32).collect();
    Some(match waves {
        Some(waves) => {
            let of_wave =
                |wave: &Wave| alpha(&scales, persons, (wave.label.as_str(), wave.documents.as_slice()));
            waves.waves.iter().map(of_wave).collect()
        }
        None => vec![alpha(&scales, persons, ("", everything.as_slice()))],
    })
}

fn alpha(scales: &[(&str, Vec<Option<f64>>)], persons: &[String], (wave, texts): (&str, &[u32])) -> Alpha {
    // Whoever is not named is a person of their own.
    let mut answers: BTreeMap<(&str, Option<u32>), Answers> = BTreeMap::new();
    for &text in texts {
        let name = persons.get(text as usize).map_or("", |name| name.trim());
        let of_person = answers.entry((name, name.is_empty().then_some(text))).or_default();
        of_person.items.resize(scales.len(), None);
        for (item, (_, numbers)) in of_person.items.iter_mut().zip(scales) {
            let Some(number) = numbers.get(text as usize).copied().flatten() else { continue };
            of_person.is_contradicting |= item.is_some_and(|known| known != number);
            *item = Some(number);
        }
        of_person.texts.push(text);
    }
    let n_left_out = answers.values().filter(|answers| answers.is_contradicting).count();
    let whole = answers.values().filter(|answers| answers.are_whole());
    let mut texts: Vec<u32> = whole.flat_map(|answers| answers.texts.iter().copied()).collect();
    texts.sort_unstable();
    let kept = answers.into_values().filter(|answers| !answers.is_contradicting);
    let mut rows: Vec<Vec<Option<f64>>> = kept.map(|answers| answers.items).collect();
    // Whoever is not named stands where the file has them; what is added up must not depend on that.
    rows.sort_by_cached_key(|row| row.iter().map(|number| number.map(f64::to_bits)).collect::<Vec<_>>());
    let items = scales.iter().map(|(name, _)| (*name).to_owned()).collect();
    // Whoever analyses files has the answers themselves.
    let set = protect(item_set(items, &rows, false), Disclosure::Internal);
    Alpha { wave: wave.to_owned(), set, texts, n_left_out }
}
