//! Pictures for print, as PNG.

use std::path::Path;

use analysis::chart::png::{self, Fonts, load_fonts};

use crate::error::{AppError, Result};

/// Dots per inch of pictures for print.
pub const PRINT: f32 = 300.0;

/// The fonts of pictures, from this folder.
///
/// # Errors
/// When they are missing.
pub fn fonts(folder: &Path) -> Result<Fonts> {
    load_fonts(folder).map_err(|error| {
        tracing::warn!("no pictures for print: {error}");
        AppError::NoFonts("picture-no-fonts")
    })
}

/// A picture for print.
///
/// # Errors
/// When there are no fonts in the folder, or the picture cannot be drawn.
pub fn png(svg: &str, folder: &Path) -> Result<Vec<u8>> {
    Ok(png::png(svg, &fonts(folder)?, PRINT).map_err(anyhow::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_fonts_it_is_said_that_they_are_missing() {
        let empty = tempfile::tempdir().unwrap();
        let drawn = png("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", empty.path());
        assert!(matches!(drawn, Err(AppError::NoFonts("picture-no-fonts"))), "{drawn:?}");
    }
}
