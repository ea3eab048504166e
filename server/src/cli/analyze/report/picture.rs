//! A picture of the report with what is said of it: n, method and parameters. They stand under it in the report, and inside it in its file.

use serde::Serialize;

use crate::cli::analyze::pictures::Picture;

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
