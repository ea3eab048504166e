//! The codes of a survey's codebook: adding, changing and ordering them. What moves codings is in `codebook.rs`.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::{Value, json};

use crate::entity::{blind_coding, code, coding};
use crate::error::{Error, Result};
use crate::id::{CodeId, SurveyId, UserId};
use crate::store::audit;

/// What the stances are called in the coding frame.
pub const STANCES: [&str; 4] = ["challenge", "good_practice", "request", "other"];

/// Kind of thing under which the history of a codebook is recorded; its number is the survey's.
pub const CODEBOOK: &str = "codebook";

/// How deep codes stand in one another, at most.
pub const MOST_LEVELS: usize = 6;

/// What people write of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeInput {
    /// Such as C01.
    pub symbol: String,
    /// Name in Japanese.
    pub name_ja: String,
    /// Name in English; may be empty.
    pub name_en: String,
    /// What belongs to it.
    pub definition: String,
    /// What is counted in, in cases of doubt.
    pub inclusion: String,
    /// What is not.
    pub exclusion: String,
    /// Invented or masked words that it fits.
    pub example: String,
    /// Place in the list of colours and lines.
    pub look: i32,
    /// It can be put on segments; otherwise it groups others.
    pub is_codable: bool,
}

/// Where a code comes from.
#[derive(Clone, Debug, Default)]
pub struct NewCode {
    /// The code above it.
    pub parent: Option<CodeId>,
    /// What it is in the coding frame that ships; empty for codes of one's own.
    pub frame_code: String,
    /// The code that was split into it and others.
    pub split_from: Option<CodeId>,
}

/// Adds a code behind its siblings.
///
/// # Errors
/// [`Error::Taken`] when another code in use has its symbol, [`Error::State`] when the parent is of another survey or
/// too deep.
pub async fn create(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    new: NewCode,
    input: CodeInput,
    by: Option<UserId>,
) -> Result<code::Model> {
    create_among(db, survey, &of_survey(db, survey).await?, new, input, by).await
}

/// The same for who adds many: `all` are the codes of the survey as they are, those added before included.
///
/// # Errors
/// As [`create`].
pub async fn create_among(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    all: &[code::Model],
    new: NewCode,
    input: CodeInput,
    by: Option<UserId>,
) -> Result<code::Model> {
    is_free(all, &input.symbol, None)?;
    if let Some(parent) = new.parent {
        is_room_below(all, parent, 1)?;
    }
    let position = 1 + last_position(all, new.parent);
    let mut row = filled(&input);
    row.survey_id = Set(survey);
    row.parent_id = Set(new.parent);
    row.position = Set(position);
    row.frame_code = Set(new.frame_code);
    row.split_from = Set(new.split_from);
    row.created_by = Set(by);
    row.created_at = Set(Utc::now());
    let made = row.insert(db).await?;
    let detail = json!({ "code": made.id.0, "symbol": made.symbol, "name": made.name_ja });
    record(db, by, "codebook.add", survey, detail).await?;
    Ok(made)
}

/// Changes what is written of a code.
///
/// # Errors
/// [`Error::Taken`] for a symbol that another code in use has, [`Error::State`] for a code that is closed or would become a
/// group while something is coded with it.
pub async fn change(
    db: &impl ConnectionTrait,
    id: CodeId,
    input: CodeInput,
    by: UserId,
) -> Result<code::Model> {
    let before = open(db, id).await?;
    is_free(&of_survey(db, before.survey_id).await?, &input.symbol, Some(id))?;
    if before.is_codable && !input.is_codable && is_coded(db, id).await? {
        return Err(Error::State("code-is-coded"));
    }
    let mut row = filled(&input);
    row.id = Set(id);
    let after = row.update(db).await?;
    let detail = json!({
        "code": id.0, "symbol": before.symbol, "name": before.name_ja,
        "new_symbol": after.symbol, "new_name": after.name_ja,
    });
    record(db, Some(by), "codebook.change", before.survey_id, detail).await?;
    Ok(after)
}

/// Puts a code under another parent (or at the top), behind the code `behind`, or first.
///
/// # Errors
/// [`Error::State`] when the parent is the code itself or below it, closed, too deep, or of another survey.
pub async fn move_to(
    db: &impl ConnectionTrait,
    id: CodeId,
    parent: Option<CodeId>,
    behind: Option<CodeId>,
    by: UserId,
) -> Result<()> {
    let moved = open(db, id).await?;
    let all = of_survey(db, moved.survey_id).await?;
    if let Some(parent) = parent {
        if path(&all, parent).contains(&id) {
            return Err(Error::State("code-below-itself"));
        }
        is_room_below(&all, parent, levels(&all, id))?;
    }
    let mut siblings: Vec<CodeId> =
        all.iter().filter(|code| code.parent_id == parent && code.id != id).map(|code| code.id).collect();
    let place = behind.and_then(|behind| siblings.iter().position(|sibling| *sibling == behind));
    siblings.insert(place.map_or(0, |place| place + 1), id);
    for (place, sibling) in (1..).zip(&siblings) {
        let parent_id = Set(parent);
        let row =
            code::ActiveModel { id: Set(*sibling), parent_id, position: Set(place), ..Default::default() };
        row.update(db).await?;
    }
    let detail = json!({
        "code": id.0, "symbol": moved.symbol, "name": moved.name_ja,
        "from": moved.parent_id.map(|id| id.0), "to": parent.map(|id| id.0),
    });
    record(db, Some(by), "codebook.move", moved.survey_id, detail).await
}

/// The code with this number.
pub async fn find(db: &impl ConnectionTrait, id: CodeId) -> Result<code::Model> {
    code::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// All codes of a survey, siblings in their order, those that are closed included.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<code::Model>> {
    let query = code::Entity::find()
        .filter(code::COLUMN.survey_id.eq(survey))
        .order_by_asc(code::COLUMN.position)
        .order_by_asc(code::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The codes in use that mark the stances, in the order of [`STANCES`]; each has the key of its stance as `frame_code`. A code
/// marks one stance at most: one that stands for a theme of the frame, or for another stance, stays that.
pub async fn stances(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<code::Model>> {
    let all = of_survey(db, survey).await?;
    let mut found: Vec<code::Model> = Vec::new();
    for stance in STANCES {
        let code = all.iter().find(|code| code.frame_code == stance);
        let Some((code, living)) = code.and_then(|code| Some((code, living(&all, code)?))) else { continue };
        let is_free = living.frame_code.is_empty() && found.iter().all(|other| other.id != living.id);
        if living.id == code.id || is_free {
            found.push(code::Model { frame_code: stance.to_owned(), ..living.clone() });
        }
    }
    Ok(found)
}

/// Whether a code is one of the stances of the frame.
pub fn is_stance(code: &code::Model) -> bool {
    STANCES.contains(&code.frame_code.as_str())
}

/// The code that a code has become: itself while it is in use, or what it was merged into.
pub fn living<'a>(all: &'a [code::Model], code: &'a code::Model) -> Option<&'a code::Model> {
    let mut code = code;
    // Merging never makes a circle; the bound keeps damaged rows from turning forever.
    for _ in 0..all.len() {
        if code.closed_at.is_none() {
            return Some(code);
        }
        code = all.iter().find(|other| Some(other.id) == code.merged_into)?;
    }
    None
}

/// A code that is in use, taken for this transaction: nothing is put on a text with it meanwhile.
pub(super) async fn open(db: &impl ConnectionTrait, id: CodeId) -> Result<code::Model> {
    let found = code::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)?;
    if found.closed_at.is_some() { Err(Error::State("code-closed")) } else { Ok(found) }
}

/// Makes sure that a code can be put on texts of a survey, and stays so until this transaction ends: nobody changes, merges or
/// closes it meanwhile, but others can put it, too.
pub(super) async fn usable(db: &impl ConnectionTrait, survey: SurveyId, id: CodeId) -> Result<()> {
    let found = code::Entity::find_by_id(id).lock_shared().one(db).await?.ok_or(Error::NotFound)?;
    let is_usable = found.survey_id == survey && found.is_codable && found.closed_at.is_none();
    if is_usable { Ok(()) } else { Err(Error::State("code-not-usable")) }
}

pub(super) async fn close(
    db: &impl ConnectionTrait,
    model: code::Model,
    merged_into: Option<CodeId>,
) -> Result<()> {
    let mut row = model.into_active_model();
    row.merged_into = Set(merged_into);
    row.closed_at = Set(Some(Utc::now()));
    row.update(db).await?;
    Ok(())
}

/// Whether somebody has put a code on a text, be it only in a double coding.
pub(super) async fn is_coded(db: &impl ConnectionTrait, id: CodeId) -> Result<bool> {
    let n = coding::Entity::find().filter(coding::COLUMN.code_id.eq(id)).count(db).await?
        + blind_coding::Entity::find().filter(blind_coding::COLUMN.code_id.eq(id)).count(db).await?;
    Ok(n > 0)
}

/// A code and those above it, from itself to the top.
fn path(all: &[code::Model], id: CodeId) -> Vec<CodeId> {
    let mut path = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| !path.contains(id)) {
        path.push(id);
        next = all.iter().find(|code| code.id == id).and_then(|code| code.parent_id);
    }
    path
}

/// Levels of a code with what stands below it.
fn levels(all: &[code::Model], id: CodeId) -> usize {
    let depth = |code: &code::Model| path(all, code.id).iter().position(|above| *above == id);
    1 + all.iter().filter_map(depth).max().unwrap_or(0)
}

fn is_room_below(all: &[code::Model], parent: CodeId, levels: usize) -> Result<()> {
    let is_usable = |code: &code::Model| code.id == parent && code.closed_at.is_none();
    if !all.iter().any(is_usable) {
        return Err(Error::State("code-not-usable"));
    }
    if path(all, parent).len() + levels > MOST_LEVELS { Err(Error::State("code-too-deep")) } else { Ok(()) }
}

fn is_free(all: &[code::Model], symbol: &str, own: Option<CodeId>) -> Result<()> {
    let is_same =
        |code: &code::Model| code.symbol == symbol && code.closed_at.is_none() && Some(code.id) != own;
    if all.iter().any(is_same) { Err(Error::Taken("symbol")) } else { Ok(()) }
}

fn last_position(all: &[code::Model], parent: Option<CodeId>) -> i32 {
    all.iter().filter(|code| code.parent_id == parent).map(|code| code.position).max().unwrap_or(0)
}

fn filled(input: &CodeInput) -> code::ActiveModel {
    let input = input.clone();
    code::ActiveModel {
        symbol: Set(input.symbol),
        name_ja: Set(input.name_ja),
        name_en: Set(input.name_en),
        definition: Set(input.definition),
        inclusion: Set(input.inclusion),
        exclusion: Set(input.exclusion),
        example: Set(input.example),
        look: Set(input.look),
        is_codable: Set(input.is_codable),
        ..Default::default()
    }
}

pub(super) async fn record(
    db: &impl ConnectionTrait,
    by: Option<UserId>,
    action: &str,
    survey: SurveyId,
    detail: Value,
) -> Result<()> {
    let event = audit::Event { user: by, action, thing_kind: CODEBOOK, thing_id: Some(survey.0), detail };
    audit::record(db, event).await
}
