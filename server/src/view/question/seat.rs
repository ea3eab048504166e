//! How full the choices of a `kt-seat` question are, as respondents see it.

use super::{PageView, QuestionView};
use serde::Serialize;
use surveys::questionnaire::question::seat;
use surveys::store::registrations::Seat;

/// A seating as respondents see it.
#[derive(Debug, Clone, Serialize)]
pub struct SeatView {
    /// Value of the choice.
    pub choice: String,
    /// Whether the number of places is limited.
    pub is_limited: bool,
    /// How many people can have it.
    pub capacity: usize,
    /// Places left.
    pub n_free: usize,
    /// How many wait.
    pub n_waiting: usize,
    /// Nobody gets a place at once.
    pub is_full: bool,
}

impl SeatView {
    /// A seating as it is in the store.
    pub fn of(seat: &Seat) -> SeatView {
        SeatView {
            choice: seat.seating.choice.clone(),
            is_limited: seat.occupancy.capacity.is_some(),
            capacity: seat.occupancy.capacity.unwrap_or(0),
            n_free: seat.occupancy.n_free().unwrap_or(0),
            n_waiting: seat.occupancy.n_waiting,
            is_full: seat.occupancy.is_full(),
        }
    }
}

impl PageView {
    /// The same page with the places that are left beside the choices.
    pub fn with_seats(mut self, seats: &[SeatView]) -> PageView {
        mark(&mut self.questions, seats);
        self
    }
}

fn mark(questions: &mut [QuestionView], seats: &[SeatView]) {
    for question in questions {
        if question.kind == seat::TYPE.name {
            for choice in &mut question.choices {
                choice.seat = seats.iter().find(|seat| seat.choice == choice.value).cloned();
            }
        }
        mark(&mut question.elements, seats);
    }
}
