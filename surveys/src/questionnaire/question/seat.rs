//! `kt-seat`: one of several choices that each hold a number of people (`kt:capacity`), such as hall and online.

use super::{QuestionType, radiogroup};

/// The type. How many are taken already is not a matter of the definition; here it is a list of choices.
pub const TYPE: QuestionType = QuestionType { name: "kt-seat", ..radiogroup::TYPE };
