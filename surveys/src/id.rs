//! Numbers of rows, one type a table, so that a survey's number cannot be passed for an agency's.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// Number of a user account.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct UserId(pub i64);

/// Number of a region or of an area within one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct RegionId(pub i64);

/// Number of a region scheme.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct RegionSchemeId(pub i64);

/// Number of an agency (機関).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct AgencyId(pub i64);

/// Number of a survey (調査).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct SurveyId(pub i64);

/// Number of a wave (調査回).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct WaveId(pub i64);

/// Number of a questionnaire (調査票).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct QuestionnaireId(pub i64);

/// Number of a published version of a questionnaire.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct VersionId(pub i64);

/// Number of a response (回答票).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ResponseId(pub i64);

/// Number of a hearing (ヒアリング).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct HearingId(pub i64);

/// Number of a marked segment (切片).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct SegmentId(pub i64);

/// Number of a released quote.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct QuoteId(pub i64);

/// Number of a share link.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ShareLinkId(pub i64);

/// Number of an entry: what somebody typed for a response.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct EntryId(pub i64);

/// Number of a sheet that was read in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct SheetImportId(pub i64);

/// Number of a state that a response had before it was sent again.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ResponseRevisionId(pub i64);

/// Number of a seating: a choice with its capacity.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct SeatingId(pub i64);

/// Number of a message.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct MessageId(pub i64);
/// Number of a file that a respondent sent.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ResponseFileId(pub i64);

/// Number of a contact: somebody who can be reached at an agency.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ContactId(pub i64);

/// Number of an invitation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct InvitationId(pub i64);
/// Number of a file of answers.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct AnswerImportId(pub i64);

/// Number of a note about a request for consultation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ConsultationNoteId(pub i64);
/// Number of a version of the explanation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ExplanationId(pub i64);

/// Number of an approach: an agency on its way to a hearing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ApproachId(pub i64);

/// Number of a promise.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct PromiseId(pub i64);
/// Number of a code of a codebook.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CodeId(pub i64);

/// Number of a coding: one code that one coder put on one segment.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CodingId(pub i64);

/// Number of a memo.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct MemoId(pub i64);

/// Number of a double coding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct DoubleCodingId(pub i64);

/// Number of a text of a double coding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct DoubleTextId(pub i64);

/// Number of a coding that the others do not see yet.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct BlindCodingId(pub i64);

/// Number of a decision about a disagreement.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CodingDecisionId(pub i64);

/// Number of an organisation (法人): offices belong to it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct OrganisationId(pub i64);

/// Number of a merge of two agencies that were found to be one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct AgencyMergeId(pub i64);
/// Number of a file of a hearing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct HearingFileId(pub i64);

/// Number of a confirmation: a link for the interviewee of a hearing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ConfirmationId(pub i64);
/// Number of a card (事例).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CardId(pub i64);

/// Number of an agency's consent to a card that names it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CardConsentId(pub i64);

/// Number of a source of a card.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CardSourceId(pub i64);

/// Number of a published version of a card.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct CardVersionId(pub i64);

/// Number of a published version of a feedback sheet.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct PublicationId(pub i64);
/// Number of an offer and a wish that a region is told of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
pub struct ToldMatchId(pub i64);
