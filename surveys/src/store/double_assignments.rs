//! Which texts of a double coding each of its coders codes: all of them, or a share, so that each text has as many coders as
//! were wished for.

use std::collections::{BTreeMap, HashSet};

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::double_assignment;
use crate::error::Result;
use crate::id::{DoubleCodingId, DoubleTextId, UserId};
use crate::store::double_codings;

/// The coders of each text, as places in a list of `n_coders`; `per_text` of them, or all where there are no more. Each next
/// text goes to those with the fewest texts, and of equally loaded groups to the one that has met least often, so that the
/// work is even and everybody is compared with everybody.
pub fn assigned(n_coders: usize, per_text: usize, n_texts: usize) -> Vec<Vec<usize>> {
    let groups = groups(n_coders, per_text.clamp(1, n_coders.max(1)));
    let mut loads = vec![0_usize; n_coders];
    let mut met = vec![0_usize; groups.len()];
    let mut texts = Vec::with_capacity(n_texts);
    for _ in 0..n_texts {
        let load = |group: &[usize]| -> usize { group.iter().filter_map(|coder| loads.get(*coder)).sum() };
        let best =
            groups.iter().enumerate().min_by_key(|(place, group)| (load(group), met.get(*place).copied()));
        let Some((place, group)) = best else { break };
        let group = group.clone();
        for coder in &group {
            if let Some(load) = loads.get_mut(*coder) {
                *load += 1;
            }
        }
        if let Some(met) = met.get_mut(place) {
            *met += 1;
        }
        texts.push(group);
    }
    texts
}

/// All groups of `size` of the places before `n`, in the order of their members.
fn groups(n: usize, size: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        let longer = |group: &Vec<usize>| {
            let next = group.last().map_or(0, |last| last + 1);
            let group = group.clone();
            (next..n).map(move |place| group.iter().copied().chain([place]).collect::<Vec<usize>>())
        };
        found = found.iter().flat_map(longer).collect();
    }
    found
}

pub(super) async fn assign(db: &impl ConnectionTrait, text: DoubleTextId, coder: UserId) -> Result<()> {
    double_assignment::ActiveModel { text_id: Set(text), coder_id: Set(coder) }.insert(db).await?;
    Ok(())
}

/// The coders of each text of a double coding.
pub async fn coders_of_texts(
    db: &impl ConnectionTrait,
    id: DoubleCodingId,
) -> Result<BTreeMap<DoubleTextId, HashSet<UserId>>> {
    let texts: Vec<DoubleTextId> =
        double_codings::texts(db, id).await?.into_iter().map(|text| text.id).collect();
    let query = double_assignment::Entity::find().filter(double_assignment::COLUMN.text_id.is_in(texts));
    let mut found: BTreeMap<DoubleTextId, HashSet<UserId>> = BTreeMap::new();
    for row in query.order_by_asc(double_assignment::COLUMN.text_id).all(db).await? {
        found.entry(row.text_id).or_default().insert(row.coder_id);
    }
    Ok(found)
}

/// Whether a text is somebody's to code.
pub(super) async fn is_assigned(
    db: &impl ConnectionTrait,
    text: DoubleTextId,
    coder: UserId,
) -> Result<bool> {
    Ok(double_assignment::Entity::find_by_id((text, coder)).one(db).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_even_and_everybody_meets_everybody() {
        for (n_coders, per_text) in [(3, 2), (4, 2), (5, 2), (4, 3), (6, 3)] {
            let texts = assigned(n_coders, per_text, 60);
            assert!(texts.iter().all(|group| group.len() == per_text));
            let load = |coder: usize| texts.iter().filter(|group| group.contains(&coder)).count();
            let loads: Vec<usize> = (0..n_coders).map(load).collect();
            let (least, most) = (loads.iter().min().unwrap(), loads.iter().max().unwrap());
            assert!(most - least <= per_text, "{n_coders} and {per_text}: {loads:?}");
            let meets =
                |a: usize, b: usize| texts.iter().any(|group| group.contains(&a) && group.contains(&b));
            assert!((0..n_coders).all(|a| (0..a).all(|b| meets(a, b))), "{n_coders} and {per_text}");
        }
    }

    #[test]
    fn all_code_all_where_no_fewer_are_wished_for() {
        assert_eq!(assigned(3, 9, 2), [vec![0, 1, 2], vec![0, 1, 2]]);
        assert_eq!(assigned(2, 2, 1), [vec![0, 1]]);
    }
}
