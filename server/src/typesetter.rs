//! Documents as PDF for pages: the font is read once, and whoever waits for other pages does not wait for these.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use actix_web::web;
use analysis::document::paper::Paper;
use analysis::document::pdf::{Pdf, PdfFonts, typeset};

use crate::app::App;
use crate::error::{AppError, Result};

/// Whatever documents are set with.
pub struct Typesetter {
    folder: PathBuf,
    fonts: OnceLock<PdfFonts>,
}

impl Typesetter {
    /// With the font in this folder, which is read when the first document is set.
    pub fn new(folder: &Path) -> Typesetter {
        Typesetter { folder: folder.to_path_buf(), fonts: OnceLock::new() }
    }

    /// A document as PDF. It takes up to seconds: pages ask [`pdf`].
    ///
    /// # Errors
    /// When the font is missing, the document is too long, or it cannot be written.
    pub fn set(&self, paper: &Paper) -> Result<Pdf> {
        typeset(paper, self.fonts()?).map_err(|error| match error {
            analysis::error::Error::DocumentTooLong { .. } => AppError::Conflict("pdf-too-long"),
            error => AppError::Internal(error.into()),
        })
    }

    fn fonts(&self) -> Result<&PdfFonts> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let loaded = PdfFonts::load(&self.folder).map_err(|error| {
            tracing::warn!("no PDF: {error}");
            AppError::Conflict("pdf-no-fonts")
        })?;
        Ok(self.fonts.get_or_init(|| loaded))
    }
}

/// A document as the bytes of a PDF, set beside the requests.
///
/// # Errors
/// See [`Typesetter::set`].
pub async fn pdf(app: &App, paper: Paper) -> Result<Vec<u8>> {
    Ok(set(app, paper).await?.bytes)
}

/// The same with the number of its pages.
///
/// # Errors
/// See [`Typesetter::set`].
pub async fn set(app: &App, paper: Paper) -> Result<Pdf> {
    let typesetter = Arc::clone(&app.typesetter);
    let set = web::block(move || typesetter.set(&paper)).await;
    set?
}
