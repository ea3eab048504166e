//! The head of the pages behind a card: the way to them, and the card's other pages.

use serde::Serialize;
use surveys::entity::{card, survey};

use super::{address, list_address, title};
use crate::auth::User;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, tabs};
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// The head.
#[derive(Serialize)]
pub struct Head {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    /// What the card is called.
    kicker: String,
    edit_href: String,
    preview_href: String,
}

impl Head {
    /// Of the page with this heading.
    pub fn of(frame: &Frame, user: &User, survey: &survey::Model, card: &card::Model, heading: &str) -> Head {
        Head {
            crumbs: way(frame, survey, card, heading),
            tabs: tabs(frame, user, card.survey_id, "/cards"),
            kicker: title(frame, card),
            edit_href: address(card.id),
            preview_href: format!("{}/preview", address(card.id)),
        }
    }
}

/// The way to the page with this heading: the list of cards, the card, the page.
pub fn way(frame: &Frame, survey: &survey::Model, card: &card::Model, heading: &str) -> Vec<Crumb> {
    let steps = [
        (frame.text("surveys-tab-cards"), list_address(card.survey_id)),
        (title(frame, card), address(card.id)),
        (heading.to_owned(), String::new()),
    ];
    crumbs::of_survey(frame, survey, steps)
}
