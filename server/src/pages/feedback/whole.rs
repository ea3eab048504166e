//! How many wrote or were heard in all: whether that may stand on a sheet beside numbers that are withheld.

use analysis::table::Count;

use super::figures::{count_in, in_area};
use crate::dataset::listed::{areas_of_answered, areas_of_heard};
use crate::dataset::tables::people_by_area;
use crate::error::Result;
use crate::pages::explore::Reading;

/// Where the number of all who wrote or were heard would tell a number on the sheet that is withheld (what the numbers that are
/// shown leave of it is theirs), the largest number of them that does not; None where it may be told. Where it may not on one area's
/// sheet, it is on no area's, for those of the others and of the whole region would tell it.
///
/// # Errors
/// When the table library refuses.
pub fn most_told(reading: &Reading, area: Option<&str>) -> Result<Option<usize>> {
    let dataset = &reading.dataset;
    // Replies to the feedback are counted apart.
    let asked = dataset.fielded.iter().filter(|fielded| !fielded.takes_replies);
    let answered = asked.filter(|fielded| !fielded.responses.is_empty());
    let answered = answered.map(|fielded| areas_of_answered(dataset, fielded));
    let mut counted = Vec::new();
    for (regions, few) in answered.chain([areas_of_heard(dataset)]) {
        let table = people_by_area(dataset, (regions.clone(), &few)).map_err(anyhow::Error::from)?;
        counted.push((regions, table));
    }
    let told = |area: Option<&str>| {
        let (mut n_shown, mut withheld) = (0, Vec::new());
        for (regions, table) in &counted {
            let n = regions.iter().filter(|region| in_area(region.as_deref(), area)).count();
            match count_in(table.table(), area) {
                Count::Shown(_) => n_shown += n,
                Count::Hidden => withheld.push(n),
            }
        }
        let wrote = reading.writings.iter().filter(|writing| writing.is_of_survey());
        let wrote = wrote.filter(|writing| in_area(writing.region.as_deref(), area));
        let tells = is_told(wrote.count(), n_shown, &withheld, dataset.survey.min_cell());
        (tells, n_shown + withheld.len())
    };
    let (tells_own, most) = told(area);
    let tells_beside = area.is_some() && dataset.areas.iter().any(|area| told(Some(&area.code)).0);
    Ok((tells_own || tells_beside).then_some(most))
}

/// Whether `n` people in all tell more of the numbers that are `withheld` than that there is somebody behind each. Two that are many
/// together hide one another.
fn is_told(n: usize, n_shown: usize, withheld: &[usize], min_cell: usize) -> bool {
    let is_open = withheld.len() > 1 && withheld.iter().sum::<usize>() >= min_cell;
    !withheld.is_empty() && !is_open && n > n_shown + withheld.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_all_is_told_where_no_withheld_number_follows_from_it() {
        assert!(is_told(34, 30, &[4], 5), "30 of 34 answered, so that four were heard");
        assert!(is_told(33, 30, &[4], 5), "or one of them did not write");
        assert!(!is_told(31, 30, &[4], 5), "that somebody was heard is no secret");
        assert!(is_told(34, 30, &[2, 2], 5), "few together");
        assert!(!is_told(36, 30, &[4, 2], 5), "one hides the other");
        assert!(!is_told(30, 30, &[], 5));
    }
}
