//! The coefficients that can be chosen, and how far apart words or codes stand by them.

use analysis::multivariate::NotComputed;
use analysis::multivariate::similarity::{Measure, Pairs};
use analysis::text::cooccurrence::CooccurrenceOptions;
use surveys::privacy::consent::Purpose;

use super::Source;
use super::form::{Field, select};
use super::things::Things;
use crate::pages::explore::selection::least_people;

/// The value of a coefficient in an address and the Fluent key of its name.
fn names(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Jaccard => ("jaccard", "multivariate-measure-jaccard"),
        Measure::Dice => ("dice", "multivariate-measure-dice"),
        Measure::Simpson => ("simpson", "multivariate-measure-simpson"),
        Measure::Cosine => ("cosine", "multivariate-measure-cosine"),
        Measure::Euclid => ("euclid", "multivariate-measure-euclid"),
    }
}

/// What is said of a coefficient.
pub fn name(source: &Source, measure: Measure) -> String {
    source.say(names(measure).1)
}

/// The coefficients of distances. For all but internal work those only that can leave out what few people said: by Euclid's
/// distance it could be found again.
pub fn offered(source: &Source) -> &'static [Measure] {
    const SHAREABLE: [Measure; 4] = [Measure::Jaccard, Measure::Dice, Measure::Simpson, Measure::Cosine];
    if source.reading.dataset.purpose == Purpose::Internal { &Measure::ALL } else { &SHAREABLE }
}

/// The coefficient that was asked for, of those offered; Jaccard's where none of them was.
pub fn chosen(source: &Source, offered: &[Measure]) -> Measure {
    let asked = offered.iter().copied().find(|measure| names(*measure).0 == source.query.measure);
    asked.unwrap_or(Measure::Jaccard)
}

/// The field for it.
pub fn field(source: &Source, offered: &[Measure]) -> Field {
    let choices: Vec<(&str, &str)> = offered.iter().map(|measure| names(*measure)).collect();
    select(source, "measure", names(chosen(source, offered)).0, &choices)
}

/// The distance of each pair. For all but internal work a pair that fewer people than the threshold used counts as a pair
/// that nobody did.
pub fn between(source: &Source, things: &Things, measure: Measure) -> Result<Pairs, NotComputed> {
    let min_shared = least_people(&source.reading.dataset);
    let options = CooccurrenceOptions { measure, min_shared, ..CooccurrenceOptions::standard() };
    things.compared(source, &options).distances()
}
