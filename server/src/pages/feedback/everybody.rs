//! People by their areas and by what they speak of: one protected table for the sheet of the whole region and for those of its areas.

use analysis::table::crosstab::CodeHits;
use analysis::table::{Count, ValueLabel};

use crate::dataset::listed::few_to_read;
use crate::dataset::tables::{By, QuestionTable, withheld_groups};
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::pages::explore::Reading;
use crate::pages::explore::attribute::of_groups;
use crate::pages::explore::groups::Grouping;
use crate::pages::explore::themes::crosstab;

/// Stands for the area of those of whom none is known. No area has such a code, and no sheet shows its row.
const NOWHERE: &str = "-";

/// A table by area, and what became of those whose area is not known.
pub struct Counted {
    /// The table.
    pub table: QuestionTable,
    without_area: WithoutArea,
}

/// Those whose area is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WithoutArea {
    /// There are none.
    Nobody,
    /// They count for the whole region: so many, where that may be told.
    Counted(Count),
    /// They are not counted: the whole region less its areas would tell of few people.
    LeftOut,
}

/// Counts the people whose texts are meant. Those of no area are a row of their own, so that the totals count everybody, and what
/// they said is protected like what an area said: it follows from the sheets of the region and of all areas together. Where
/// they are few, or the areas that are withheld are of few in all, they do not count; a number that leaves few of them out is then
/// withheld, as in the tables of research by area.
///
/// # Errors
/// When the table library refuses.
pub fn counted(reading: &Reading, hits: &[CodeHits], is_meant: fn(&Writing) -> bool) -> Result<Counted> {
    let (dataset, writings) = (&reading.dataset, &reading.writings);
    let mut by = of_groups(dataset, writings, Grouping::Region);
    let is_meant: Vec<bool> = writings.iter().map(is_meant).collect();
    for (value, _) in by.values.iter_mut().zip(&is_meant).filter(|(_, is_meant)| !**is_meant) {
        *value = None;
    }
    // Which areas are withheld does not depend on those of none: other tables by area do not count them.
    by.withheld = withheld_groups(dataset, &by.values, &few_to_read(dataset, By::Region));
    let without = by.values.iter().zip(&is_meant).filter(|(value, is_meant)| **is_meant && value.is_none());
    let n_without = without.count();
    let n_withheld = by.values.iter().flatten().filter(|area| by.withheld.contains(area)).count();
    let min_cell = dataset.survey.min_cell();
    let is_few = |n: usize| n > 0 && n < min_cell;
    let is_counted = n_without > 0 && !is_few(n_without) && !is_few(n_withheld);
    if is_counted {
        by.variable.values.push(ValueLabel { value: NOWHERE.to_owned(), label: NOWHERE.to_owned() });
        for (value, _) in by.values.iter_mut().zip(&is_meant).filter(|(_, is_meant)| **is_meant) {
            value.get_or_insert_with(|| NOWHERE.to_owned());
        }
    }
    // The sheet speaks of nobody else, so that they are the rest of no number on it. Those of no area whom it does not count are: research
    // counts them among all.
    let is_meant = |row: &u32| is_meant.get(*row as usize).is_some_and(|is_meant| *is_meant);
    let of_those = |hit: &CodeHits| CodeHits {
        name: hit.name.clone(),
        label: hit.label.clone(),
        rows: hit.rows.iter().copied().filter(is_meant).collect(),
    };
    let hits: Vec<CodeHits> = hits.iter().map(of_those).collect();
    let table = crosstab(dataset, &by, &hits)?;
    let without_area = match n_without {
        0 => WithoutArea::Nobody,
        _ if is_counted => {
            let row = table.table().rows.iter().find(|row| row.value == NOWHERE);
            WithoutArea::Counted(row.map_or(Count::Hidden, |row| row.n))
        }
        _ => WithoutArea::LeftOut,
    };
    Ok(Counted { table: QuestionTable::Choices(table), without_area })
}

impl Counted {
    /// What the sheet of the whole region says of those whose area is not known; empty where there is nothing to say.
    pub fn note(&self, lang: Lang, wording: Wording) -> String {
        let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
        match self.without_area {
            WithoutArea::Nobody | WithoutArea::Counted(Count::Hidden) => String::new(),
            WithoutArea::Counted(Count::Shown(n)) => say("feedback-without-area", &[("n", n.to_string())]),
            WithoutArea::LeftOut => say("feedback-without-area-left-out", &[]),
        }
    }
}
