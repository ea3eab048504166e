//! Words or codes as places on a map: near where the same people use them. Multidimensional scaling.

use std::sync::Arc;

use analysis::multivariate::NotComputed;
use analysis::multivariate::scaling::{
    MOST_THINGS, Map, POOR_STRESS, are_mostly_far, is_shapeless, non_metric,
};

use super::form::{Field, denied, number as number_field, of, unit};
use super::missing::Missing;
use super::numbers::{Entry, NumberTable};
use super::picture::Picture;
use super::things::{Things, things_by_unit};
use super::{Outcome, Source, distance};
use crate::pages::explore::selection::least_people;
use crate::view::figure::{column, join};

/// What can be set.
pub fn fields(source: &Source) -> Vec<Field> {
    let measure = distance::field(source, distance::offered(source));
    let least = number_field(source, "least", &source.query.least);
    [of(source)].into_iter().chain(unit(source)).chain(denied(source)).chain([least, measure]).collect()
}

/// The map, as KH Coder makes it: Kruskal's method in two dimensions. None is drawn of distances that fit any map: their stress
/// is 0, whatever it shows.
pub fn analyse(source: &Source) -> Result<Outcome, Missing> {
    let things = things_by_unit(source, MOST_THINGS);
    if things.terms.len() < 3 {
        return Err(NotComputed::TooFew.into());
    }
    let measure = distance::chosen(source, distance::offered(source));
    let distances = distance::between(source, &things, measure)?;
    // Inside, far pairs are so because nobody used both, as in any text; outside, pairs of few people were made so.
    let is_thinned = least_people(&source.reading.dataset) > 1;
    if are_mostly_far(&distances, measure.largest_distance().filter(|_| is_thinned)) {
        return Err(Missing::Shapeless);
    }
    let make = || non_metric(&distances, 2);
    let map = match things.are_words {
        true => {
            let least = least_people(&source.reading.dataset);
            let (unit, n) = (things.unit.name(), things.terms.len());
            let key = format!("{unit} {measure:?} {} {n} {least}", things.least);
            source.reading.texts.map(&key, make)?
        }
        // Codes change without the texts; there are few of them.
        false => Arc::new(make()?),
    };
    if is_shapeless(&map) {
        return Err(Missing::Shapeless);
    }
    let args = [("measure", distance::name(source, measure)), ("stress", format!("{:.3}", map.stress))];
    let said = [
        things.note(source),
        source.say_with("multivariate-map-note", &things.told(source, &args)),
        source.few_left_out("multivariate-distance-few"),
    ];
    let limit = [("limit", POOR_STRESS.to_string())];
    let poor = (map.stress > POOR_STRESS).then(|| source.say_with("multivariate-map-poor", &limit));
    Ok(Outcome {
        note: join(&said, source.reading.dataset.lang),
        warnings: things.warning(source).into_iter().chain(poor).collect(),
        picture: Picture::map(&things, &map.places),
        tables: vec![table(source, &things, &map)],
    })
}

fn axis(source: &Source, number: usize) -> String {
    source.say_with("multivariate-dimension", &[("n", number.to_string())])
}

fn table(source: &Source, things: &Things, map: &Map) -> NumberTable {
    let all = things.terms.iter().zip(&things.links).zip(&map.places);
    let rows = all.map(|((term, links), place)| {
        vec![
            Entry::words(&term.lemma, &links.contexts),
            Entry::count(term.n_documents as usize, &links.texts),
            Entry::value(place.first().copied()),
            Entry::value(place.get(1).copied()),
        ]
    });
    NumberTable {
        key: "places",
        caption: source.say("multivariate-map-places"),
        columns: vec![
            column(source.say("multivariate-thing"), false),
            column(things.head(source), true),
            column(axis(source, 1), true),
            column(axis(source, 2), true),
        ],
        rows: rows.collect(),
    }
}
