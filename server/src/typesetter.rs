//! Documents as PDF for pages: the font is read once, and whoever waits for other pages does not wait for these. How many pages a
//! document has is kept, so that it is not set a second time for that.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use actix_web::web;
use analysis::document::paper::Paper;
use analysis::document::pdf::missing::{Missing, missing};
use analysis::document::pdf::{Pdf, PdfFonts, typeset, typeset_close};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::{AppError, Result};

/// Of how many documents is kept how many pages they have.
const KEPT_COUNTS: usize = 256;

/// Whatever documents are set with.
pub struct Typesetter {
    folder: PathBuf,
    fonts: OnceLock<PdfFonts>,
    /// How many pages documents have, by what stands in them.
    counts: Cache<[u8; 32], usize>,
}

impl Typesetter {
    /// With the font in this folder, which is read when the first document is set.
    pub fn new(folder: &Path) -> Typesetter {
        Typesetter { folder: folder.to_path_buf(), fonts: OnceLock::new(), counts: Cache::new(KEPT_COUNTS) }
    }

    /// A document as PDF. It takes up to seconds: pages ask [`pdf`].
    ///
    /// # Errors
    /// When the font is missing, the document is too long, or it cannot be written.
    pub fn set(&self, paper: &Paper) -> Result<Pdf> {
        typeset(paper, self.fonts()?).map_err(why)
    }

    /// A sheet as PDF: of more than `usual` pages its lines stand closer together where that saves one.
    ///
    /// # Errors
    /// See [`Typesetter::set`].
    pub fn set_sheet(&self, paper: &Paper, usual: usize) -> Result<Pdf> {
        let set = self.set(paper)?;
        if set.n_pages <= usual {
            return Ok(set);
        }
        let close = typeset_close(paper, self.fonts()?).map_err(why)?;
        Ok(if close.n_pages < set.n_pages { close } else { set })
    }

    /// The texts of a document of which something cannot be printed.
    ///
    /// # Errors
    /// When the font is missing.
    pub fn missing(&self, paper: &Paper) -> Result<Vec<Missing>> {
        Ok(missing(paper, self.fonts()?))
    }

    /// Whether there is a font, so that documents can be set.
    pub fn has_fonts(&self) -> bool {
        self.fonts().is_ok()
    }

    fn fonts(&self) -> Result<&PdfFonts> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let loaded = PdfFonts::load(&self.folder).map_err(|error| {
            tracing::warn!("no PDF: {error}");
            AppError::NoFonts("pdf-no-fonts")
        })?;
        Ok(self.fonts.get_or_init(|| loaded))
    }
}

/// A document as the bytes of a PDF, set beside the requests.
///
/// # Errors
/// See [`Typesetter::set`].
pub async fn pdf(app: &App, paper: Paper) -> Result<Vec<u8>> {
    let typesetter = Arc::clone(&app.typesetter);
    let set = web::block(move || typesetter.set(&paper)).await;
    Ok(set??.bytes)
}

/// A sheet as the bytes of a PDF, set beside the requests.
///
/// # Errors
/// See [`Typesetter::set_sheet`].
pub async fn sheet(app: &App, paper: Paper, usual: usize) -> Result<Vec<u8>> {
    Ok(set_sheet(app, paper, usual).await?.bytes)
}

/// How many pages a sheet has. It is set for that, beside the requests, unless the same one was counted before.
///
/// # Errors
/// See [`Typesetter::set_sheet`].
pub async fn n_pages(app: &App, paper: Paper, usual: usize) -> Result<usize> {
    let key = key(&paper)?;
    if let Some(known) = app.typesetter.counts.get(&key) {
        return Ok(known);
    }
    let counted = set_sheet(app, paper, usual).await?.n_pages;
    app.typesetter.counts.insert(key, counted);
    Ok(counted)
}

/// By what a document is known again.
fn key(paper: &Paper) -> Result<[u8; 32]> {
    let written = serde_json::to_vec(paper).map_err(anyhow::Error::from)?;
    Ok(Sha256::digest(&written).into())
}

async fn set_sheet(app: &App, paper: Paper, usual: usize) -> Result<Pdf> {
    let typesetter = Arc::clone(&app.typesetter);
    let set = web::block(move || typesetter.set_sheet(&paper, usual)).await;
    set?
}

fn why(error: analysis::error::Error) -> AppError {
    match error {
        analysis::error::Error::DocumentTooLong { .. } => AppError::Conflict("pdf-too-long"),
        error => anyhow::Error::from(error).into(),
    }
}
