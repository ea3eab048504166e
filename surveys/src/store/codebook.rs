//! Changes of a codebook that codings follow: merging, splitting and closing codes.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;

use crate::entity::{code, coding, memo};
use crate::error::{Error, Result};
use crate::id::{CodeId, CodingId, SurveyId, UserId};
use crate::store::codes::{self, CodeInput, NewCode, close, open, record};

/// Merges a code into another: its codings, memos and the codes below it go there, and it is closed. Where somebody had put
/// both on one segment, one stays.
///
/// # Errors
/// [`Error::State`] when one of them is closed, the other is a group, below it, or of another survey; and when either is a
/// stance: what is shown of notes, and with which consent, hangs on it.
pub async fn merge(db: &impl ConnectionTrait, id: CodeId, into: CodeId, by: UserId) -> Result<()> {
    // Taken in the order of their numbers, so that two merges never wait for each other.
    let (first, second) = (open(db, id.min(into)).await?, open(db, id.max(into)).await?);
    let (from, to) = if id <= into { (first, second) } else { (second, first) };
    if codes::is_stance(&from) {
        return Err(Error::State("code-is-stance"));
    }
    if codes::stances(db, to.survey_id).await?.iter().any(|stance| stance.id == to.id) {
        return Err(Error::State("code-into-stance"));
    }
    let is_below = is_below(&codes::of_survey(db, from.survey_id).await?, into, id);
    if id == into || is_below || from.survey_id != to.survey_id || !to.is_codable {
        return Err(Error::State("code-not-usable"));
    }
    let moved = of_code(db, id).await?;
    let n = moved.len();
    for coding in moved {
        give(db, coding, into).await?;
    }
    let memos = memo::ActiveModel { code_id: Set(Some(into)), ..Default::default() };
    memo::Entity::update_many().set(memos).filter(memo::COLUMN.code_id.eq(id)).exec(db).await?;
    let children = code::ActiveModel { parent_id: Set(Some(into)), ..Default::default() };
    code::Entity::update_many().set(children).filter(code::COLUMN.parent_id.eq(id)).exec(db).await?;
    let detail = json!({
        "code": id.0, "symbol": from.symbol, "name": from.name_ja,
        "into": into.0, "new_symbol": to.symbol, "new_name": to.name_ja, "codings": n,
    });
    let survey = from.survey_id;
    close(db, from, Some(into)).await?;
    record(db, Some(by), "codebook.merge", survey, detail).await
}

/// Makes the codes that a code is split into, beside it. Its codings stay with it until each has been given to one of them
/// by [`distribute`].
///
/// # Errors
/// As [`codes::create`], and [`Error::State`] when the code is closed or a group.
pub async fn split(
    db: &impl ConnectionTrait,
    id: CodeId,
    parts: Vec<CodeInput>,
    by: UserId,
) -> Result<Vec<code::Model>> {
    let from = open(db, id).await?;
    if !from.is_codable {
        return Err(Error::State("code-not-usable"));
    }
    let mut made: Vec<code::Model> = Vec::new();
    for part in parts {
        let new = NewCode { parent: from.parent_id, frame_code: String::new(), split_from: Some(id) };
        let code = codes::create(db, from.survey_id, new, part, Some(by)).await?;
        let behind = made.last().map_or(id, |last| last.id);
        codes::move_to(db, code.id, from.parent_id, Some(behind), by).await?;
        made.push(code);
    }
    let symbols: Vec<&str> = made.iter().map(|code| code.symbol.as_str()).collect();
    let detail = json!({ "code": id.0, "symbol": from.symbol, "name": from.name_ja, "parts": symbols });
    record(db, Some(by), "codebook.split", from.survey_id, detail).await?;
    Ok(made)
}

/// Gives codings of a code that was split to the codes that somebody chose for each; several make several codings.
///
/// # Errors
/// [`Error::State`] when a coding is not of this code, or a code is none that it was split into.
pub async fn distribute(
    db: &impl ConnectionTrait,
    id: CodeId,
    choices: &[(CodingId, CodeId)],
    by: UserId,
) -> Result<()> {
    let from = open(db, id).await?;
    let parts: Vec<CodeId> = codes::of_survey(db, from.survey_id)
        .await?
        .into_iter()
        .filter(|code| code.split_from == Some(id) && code.closed_at.is_none())
        .map(|code| code.id)
        .collect();
    let mut chosen: BTreeMap<CodingId, Vec<CodeId>> = BTreeMap::new();
    for (coding, code) in choices {
        if !parts.contains(code) {
            return Err(Error::State("code-not-usable"));
        }
        chosen.entry(*coding).or_default().push(*code);
    }
    let n = chosen.len();
    for (coding, targets) in chosen {
        let found = coding::Entity::find_by_id(coding).one(db).await?.filter(|coding| coding.code_id == id);
        let found = found.ok_or(Error::State("code-not-usable"))?;
        for target in targets {
            copy(db, &found, target).await?;
        }
        coding::Entity::delete_by_id(coding).exec(db).await?;
    }
    let detail = json!({ "code": id.0, "symbol": from.symbol, "name": from.name_ja, "codings": n });
    record(db, Some(by), "codebook.distribute", from.survey_id, detail).await
}

/// Takes a code out of use. What it was called stays in the history.
///
/// # Errors
/// [`Error::State`] while something is coded with it, or codes in use stand below it.
pub async fn retire(db: &impl ConnectionTrait, id: CodeId, by: UserId) -> Result<()> {
    let found = open(db, id).await?;
    let all = codes::of_survey(db, found.survey_id).await?;
    let has_children = all.iter().any(|code| code.parent_id == Some(id) && code.closed_at.is_none());
    if has_children || codes::is_coded(db, id).await? {
        return Err(Error::State("code-in-use"));
    }
    let detail = json!({ "code": id.0, "symbol": found.symbol, "name": found.name_ja });
    let survey = found.survey_id;
    close(db, found, None).await?;
    record(db, Some(by), "codebook.retire", survey, detail).await
}

/// How many codings each code of a survey has.
pub async fn counts(db: &impl ConnectionTrait, survey: SurveyId) -> Result<BTreeMap<CodeId, i64>> {
    let own: Vec<CodeId> = codes::of_survey(db, survey).await?.into_iter().map(|code| code.id).collect();
    let query = coding::Entity::find()
        .select_only()
        .column(coding::Column::CodeId)
        .column_as(coding::Column::Id.count(), "n")
        .filter(coding::COLUMN.code_id.is_in(own))
        .group_by(coding::Column::CodeId);
    let counts: Vec<(CodeId, i64)> = query.into_tuple().all(db).await?;
    Ok(counts.into_iter().collect())
}

/// The codings of a code in the order of their numbers.
pub async fn of_code(db: &impl ConnectionTrait, id: CodeId) -> Result<Vec<coding::Model>> {
    let query = coding::Entity::find().filter(coding::COLUMN.code_id.eq(id));
    Ok(query.order_by_asc(coding::COLUMN.id).all(db).await?)
}

/// Whether `id` stands somewhere below `above`.
fn is_below(all: &[code::Model], id: CodeId, above: CodeId) -> bool {
    let mut at = Some(id);
    for _ in 0..all.len() {
        at = at.and_then(|id| all.iter().find(|code| code.id == id)).and_then(|code| code.parent_id);
        if at == Some(above) {
            return true;
        }
    }
    false
}

/// Gives a coding another code, unless its coder has put that one there too.
async fn give(db: &impl ConnectionTrait, coding: coding::Model, code: CodeId) -> Result<()> {
    if has(db, &coding, code).await? {
        coding::Entity::delete_by_id(coding.id).exec(db).await?;
    } else {
        let mut row = coding.into_active_model();
        row.code_id = Set(code);
        row.update(db).await?;
    }
    Ok(())
}

async fn copy(db: &impl ConnectionTrait, coding: &coding::Model, code: CodeId) -> Result<()> {
    if !has(db, coding, code).await? {
        coding::ActiveModel {
            segment_id: Set(coding.segment_id),
            code_id: Set(code),
            coder_id: Set(coding.coder_id),
            was_suggested: Set(coding.was_suggested),
            created_at: Set(coding.created_at),
            ..Default::default()
        }
        .insert(db)
        .await?;
    }
    Ok(())
}

async fn has(db: &impl ConnectionTrait, coding: &coding::Model, code: CodeId) -> Result<bool> {
    let same = coding::Entity::find()
        .filter(coding::COLUMN.segment_id.eq(coding.segment_id))
        .filter(coding::COLUMN.coder_id.eq(coding.coder_id))
        .filter(coding::COLUMN.code_id.eq(code));
    Ok(same.count(db).await? > 0)
}
