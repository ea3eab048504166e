//! A picture of the report with what is said of it: n, method and parameters. They stand under it in the report, and inside it in its file,
//! as far as a sheet has room.

use analysis::chart::style::Style;
use serde::Serialize;

use crate::cli::analyze::pictures::Picture;
use crate::view::figure::PICTURE_WIDTH;
use crate::view::figure::print::ROOM;

/// How pictures of the report are drawn: so that they can be printed. Files have no more lines of a note than have room.
pub fn style(id: &str) -> Style {
    Style { width: PICTURE_WIDTH, room: Some(ROOM), ..Style::new(id) }
}

/// A picture and its note.
#[derive(Default, Serialize)]
pub struct PictureView {
    /// Empty where there is nothing to draw.
    pub(super) svg: String,
    note: String,
}

impl PictureView {
    /// A picture of which this is said.
    pub fn of(svg: String, note: &str) -> PictureView {
        PictureView { svg, note: note.to_owned() }
    }

    /// The picture as a file; none where there is nothing to draw.
    pub fn file(&self, name: String) -> Option<Picture> {
        let is_drawn = !self.svg.is_empty();
        is_drawn.then(|| Picture { name, svg: self.svg.clone(), note: self.note.clone() })
    }
}
