//! The codebook that every survey begins with: the stances, and the coding frame that ships (`analysis::coding::frame`).

use analysis::coding::frame::{CodingFrame, examples};
use analysis::coding::stance::Stance;
use sea_orm::ConnectionTrait;
use surveys::entity::code;
use surveys::id::{CodeId, SurveyId, UserId};
use surveys::store;
use surveys::store::codes::{CodeInput, NewCode};

use crate::i18n;

/// How many looks (colour and line) there are; codes take them in turn.
pub const LOOKS: i32 = 8;

/// The colour of each look, for programs that know colours alone; those of `static/kikitori.css`.
pub const COLOURS: [&str; 8] =
    ["#8b3200", "#0c472a", "#41048e", "#4d4d4d", "#0059b3", "#604b00", "#1a3a8f", "#1a1a1a"];

/// Groups of the shipped codebook: name in the frame, symbol. Their words are `codebook-group-<name>`.
const GROUPS: [(&str, &str); 3] = [("stance", "S"), ("challenges", "C"), ("practices", "G")];

/// Gives a survey the shipped codes that it has never had. Codes that people changed, merged or closed stay as they are.
///
/// # Errors
/// When the frame is malformed, which a test excludes, or the database fails.
pub async fn ship(db: &impl ConnectionTrait, survey: SurveyId, by: Option<UserId>) -> anyhow::Result<()> {
    let frame = CodingFrame::shipped()?;
    let there = store::codes::of_survey(db, survey).await?;
    for (name, symbol) in GROUPS {
        let key = format!("codebook-group-{name}");
        let group = CodeInput {
            symbol: symbol.to_owned(),
            name_ja: i18n::text("ja", &key, &[]),
            name_en: i18n::text("en", &key, &[]),
            ..CodeInput::default()
        };
        let group = add(db, &there, survey, (None, name), group, by).await?;
        for (frame_code, input) in members(name, &frame) {
            add(db, &there, survey, (Some(group), &frame_code), input, by).await?;
        }
    }
    Ok(())
}

/// The same for every survey: those that were made before there were codebooks get theirs at the start of the service.
///
/// # Errors
/// As [`ship`].
pub async fn ship_to_all(db: &impl ConnectionTrait) -> anyhow::Result<()> {
    for survey in store::surveys::list(db).await? {
        // What was shipped once stays known, whatever became of it: the last group tells.
        let all = store::codes::of_survey(db, survey.id).await?;
        if !all.iter().any(|code| GROUPS.last().is_some_and(|(name, _)| code.frame_code == *name)) {
            ship(db, survey.id, None).await?;
        }
    }
    Ok(())
}

/// The codes of a group, in order.
fn members(group: &str, frame: &CodingFrame) -> Vec<(String, CodeInput)> {
    if group == "stance" {
        let stance = |(place, stance): (i32, Stance)| {
            let key = format!("common-stance-{}", stance.key());
            let input = CodeInput {
                symbol: format!("S{}", place + 1),
                name_ja: i18n::text("ja", &key, &[]),
                name_en: i18n::text("en", &key, &[]),
                definition: i18n::text("ja", &format!("codebook-definition-{}", stance.key()), &[]),
                look: place,
                is_codable: true,
                ..CodeInput::default()
            };
            (stance.key().to_owned(), input)
        };
        return (0..).zip(Stance::ALL).map(stance).collect();
    }
    let kind = if group == "challenges" { Stance::Challenge } else { Stance::GoodPractice };
    let codes = frame.codes.iter().filter(|code| code.kind == kind);
    let input = |(place, code): (i32, &analysis::coding::frame::Code)| {
        let input = CodeInput {
            symbol: code.code.clone(),
            name_ja: code.ja.clone(),
            name_en: code.en.clone(),
            definition: code.definition_ja.clone(),
            example: examples(&code.code).join("\n"),
            look: (place + 4) % LOOKS,
            is_codable: true,
            ..CodeInput::default()
        };
        (code.code.clone(), input)
    };
    (0..).zip(codes).map(input).collect()
}

async fn add(
    db: &impl ConnectionTrait,
    there: &[code::Model],
    survey: SurveyId,
    (parent, frame_code): (Option<CodeId>, &str),
    mut input: CodeInput,
    by: Option<UserId>,
) -> anyhow::Result<CodeId> {
    if let Some(own) = there.iter().find(|code| code.frame_code == frame_code) {
        return Ok(own.id);
    }
    // A symbol that people gave to a code of their own stays theirs.
    while there.iter().any(|code| code.symbol == input.symbol && code.closed_at.is_none()) {
        input.symbol.push('*');
    }
    let new = NewCode { parent, frame_code: frame_code.to_owned(), split_from: None };
    Ok(store::codes::create(db, survey, new, input, by).await?.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_frame_is_shipped_once_with_definition_and_examples() {
        let frame = CodingFrame::shipped().unwrap();
        let all: Vec<(String, CodeInput)> =
            GROUPS.iter().flat_map(|(name, _)| members(name, &frame)).collect();
        assert_eq!(all.len(), 4 + frame.codes.len());
        for (frame_code, input) in &all {
            assert!(!input.definition.is_empty() && !input.name_en.is_empty(), "{frame_code}");
            assert!((0..LOOKS).contains(&input.look) && input.is_codable, "{frame_code}");
            let is_stance = Stance::ALL.iter().any(|stance| stance.key() == frame_code);
            assert!(is_stance || input.example.lines().count() == 2, "{frame_code}: {}", input.example);
        }
    }
}
