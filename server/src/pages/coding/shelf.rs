//! Where codings go: among the results that everybody sees, or into a double coding, for oneself.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use surveys::error::{Error, Result};
use surveys::id::{BlindCodingId, CodingId, DoubleCodingId, DoubleTextId, SurveyId, UserId};
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::segments::TextPart;

use crate::pages::surveys::address;

/// Where codings go.
pub enum Shelf {
    /// Among the results.
    Results(SurveyId),
    /// Into a double coding, which has these texts.
    Blind(DoubleCodingId, HashMap<TextPart, DoubleTextId>),
}

impl Shelf {
    /// The page with the list of texts.
    pub fn list(&self) -> String {
        match self {
            Shelf::Results(survey) => format!("{}/coding", address(*survey)),
            Shelf::Blind(id, _) => format!("/double-codings/{}/code", id.0),
        }
    }

    /// The page of one text; its forms go there, too.
    pub fn text(&self, reference: &str) -> String {
        match self {
            Shelf::Results(survey) => format!("{}/coding/texts/{reference}", address(*survey)),
            Shelf::Blind(id, _) => format!("/double-codings/{}/texts/{reference}", id.0),
        }
    }

    /// Suggestions would make coders agree who do not: in double coding there are none, and no memos to be read.
    pub fn is_open(&self) -> bool {
        matches!(self, Shelf::Results(_))
    }

    /// Puts a code on a span.
    ///
    /// # Errors
    /// As the store's.
    pub async fn put(&self, db: &impl ConnectionTrait, new: NewCoding<'_>, by: UserId) -> Result<()> {
        match self {
            Shelf::Results(_) => store::codings::put(db, new, by).await.map(|_| ()),
            Shelf::Blind(id, texts) => {
                let text = *texts.get(new.text).ok_or(Error::NotFound)?;
                store::blind_codings::put(db, *id, text, (new.body, new.span), new.code, by).await
            }
        }
    }

    /// Takes a coding away; its number is that of the shelf's own table.
    ///
    /// # Errors
    /// As the store's.
    pub async fn take(&self, db: &impl ConnectionTrait, coding: CodingId, by: UserId) -> Result<()> {
        match self {
            Shelf::Results(_) => store::codings::take(db, coding, by).await.map(|_| ()),
            Shelf::Blind(id, _) => store::blind_codings::take(db, *id, BlindCodingId(coding.0), by).await,
        }
    }
}
