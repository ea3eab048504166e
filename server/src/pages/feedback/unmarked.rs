//! Of which questionnaires a sheet has no chart with a place for an own answer: the pages of own answers beside the region's
//! (`own.rs`) would be empty for all who answered them.

use super::content::SheetContent;
use crate::dataset::Dataset;

/// Titles of the questionnaires that somebody answered and that the sheet of the whole region shows no closed question of. None of an
/// area's sheet: own answers stand beside the whole region's. Who replied is offered no such page.
pub fn unmarked(dataset: &Dataset, content: &SheetContent) -> Vec<String> {
    if !content.area.is_empty() || content.is_withheld {
        return Vec::new();
    }
    let is_shown = |questionnaire: i64| {
        let mut places = content.sheet_figures().filter_map(|own| own.places.as_ref());
        places.any(|places| places.questionnaire == questionnaire)
    };
    let answered = dataset.fielded.iter().filter(|fielded| fielded.n_submitted > 0 && !fielded.takes_replies);
    let empty = answered.filter(|fielded| !is_shown(fielded.id.0));
    empty.map(|fielded| fielded.public_title(dataset.lang)).collect()
}
