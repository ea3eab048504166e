//! Pairs of agencies that look like one and of which somebody said that they are not: they are listed as likely doubles no more,
//! until that is taken back.

use std::collections::HashSet;

use chrono::Utc;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::different_agency;
use crate::error::{Error, Result};
use crate::id::{AgencyId, UserId};
use crate::store::{agencies, audit};

/// Two agencies in the order in which they are kept.
fn ordered(one: AgencyId, other: AgencyId) -> (AgencyId, AgencyId) {
    if one <= other { (one, other) } else { (other, one) }
}

/// Says that two agencies are different. Said twice it changes nothing.
///
/// # Errors
/// [`Error::State`] of an agency and itself; [`Error::NotFound`] when there is no such agency.
pub async fn say(db: &impl ConnectionTrait, one: AgencyId, other: AgencyId, by: UserId) -> Result<()> {
    if one == other {
        return Err(Error::State("different-same"));
    }
    for agency in [one, other] {
        agencies::find(db, agency).await?;
    }
    let (first, second) = ordered(one, other);
    let model = different_agency::ActiveModel {
        first_id: Set(first),
        second_id: Set(second),
        said_by: Set(by),
        said_at: Set(Utc::now()),
    };
    let columns = [different_agency::Column::FirstId, different_agency::Column::SecondId];
    let once = OnConflict::columns(columns).do_nothing().to_owned();
    let n = different_agency::Entity::insert(model).on_conflict(once).exec_without_returning(db).await?;
    if n == 0 {
        return Ok(());
    }
    record(db, by, "agency.different", (first, second)).await
}

/// Takes that back. Where nobody said it nothing happens.
pub async fn take_back(db: &impl ConnectionTrait, one: AgencyId, other: AgencyId, by: UserId) -> Result<()> {
    let pair = ordered(one, other);
    let removed = different_agency::Entity::delete_by_id(pair).exec(db).await?;
    if removed.rows_affected == 0 {
        return Ok(());
    }
    record(db, by, "agency.maybe-same", pair).await
}

/// Who said of two agencies that they are different, and when.
pub async fn find(
    db: &impl ConnectionTrait,
    one: AgencyId,
    other: AgencyId,
) -> Result<Option<different_agency::Model>> {
    Ok(different_agency::Entity::find_by_id(ordered(one, other)).one(db).await?)
}

/// What was said of an agency, in the order in which it was.
pub async fn of_agency(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<different_agency::Model>> {
    let either = Condition::any()
        .add(different_agency::Column::FirstId.eq(agency))
        .add(different_agency::Column::SecondId.eq(agency));
    let query = different_agency::Entity::find().filter(either);
    let query = query.order_by_asc(different_agency::Column::SaidAt);
    Ok(query.order_by_asc(different_agency::Column::SecondId).all(db).await?)
}

/// All pairs that are known to be different.
pub(super) struct Known(HashSet<(AgencyId, AgencyId)>);

impl Known {
    /// Reads them.
    pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Known> {
        let all = different_agency::Entity::find().all(db).await?;
        Ok(Known(all.into_iter().map(|pair| (pair.first_id, pair.second_id)).collect()))
    }

    /// Whether these two are different.
    pub(super) fn has(&self, one: AgencyId, other: AgencyId) -> bool {
        self.0.contains(&ordered(one, other))
    }
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    (first, second): (AgencyId, AgencyId),
) -> Result<()> {
    let event = audit::Event {
        user: Some(by),
        action,
        thing_kind: "agency",
        thing_id: Some(first.0),
        detail: serde_json::json!({ "other": second }),
    };
    audit::record(db, event).await
}
