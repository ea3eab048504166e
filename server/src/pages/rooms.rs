//! Rooms: pages of one kind beside each other, within a tab of a survey.

use serde::Serialize;

use crate::view::frame::Frame;

/// A link to a room, for the component `rooms`.
#[derive(Serialize)]
pub struct Room {
    label: String,
    href: String,
    is_current: bool,
}

/// The links to `rooms` (last part of the address and Fluent key), whose addresses begin with `base`; `current` is the last
/// part of the current one's.
pub fn room_links(frame: &Frame, base: &str, rooms: &[(&str, &str)], current: &str) -> Vec<Room> {
    let room = |(part, key): &(&str, &str)| Room {
        label: frame.text(key),
        href: format!("{base}{part}"),
        is_current: *part == current,
    };
    rooms.iter().map(room).collect()
}
