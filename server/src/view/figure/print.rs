//! Pictures for print, as PNG.

use std::path::Path;

use analysis::chart::png::{Fonts, load_fonts, png_for_print};

use crate::error::{AppError, Result};

/// Dots per inch of pictures for print.
pub const PRINT: f32 = 300.0;

/// Width and height of a drawing for print in its own units. With up to a dozen lines for title and note it fits what can be printed of a
/// sheet of A4 (180 × 267 mm), and its letters, 14 units high, are there no smaller than 7 points.
pub const ROOM: (u32, u32) = (1_020, 1_250);

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

/// A picture for print, no larger than can be printed of a sheet of A4.
///
/// # Errors
/// When there are no fonts in the folder, or the picture cannot be drawn.
pub fn png(svg: &str, folder: &Path) -> Result<Vec<u8>> {
    Ok(png_for_print(svg, &fonts(folder)?, PRINT).map_err(anyhow::Error::from)?)
}

#[cfg(test)]
mod tests {
    use analysis::chart::png::DEBIAN_FONTS;

    use super::*;

    #[test]
    fn without_fonts_it_is_said_that_they_are_missing() {
        let empty = tempfile::tempdir().unwrap();
        let drawn = png("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", empty.path());
        assert!(matches!(drawn, Err(AppError::NoFonts("picture-no-fonts"))), "{drawn:?}");
    }

    /// 180 and 267 mm at 300 dots per inch: 2,125 and 3,153 pixels.
    #[test]
    fn a_picture_that_is_saved_fits_a_sheet() {
        let size = |width: u32, height: u32| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><rect width=\"9\" height=\"9\"/></svg>"
            );
            let picture = png(&svg, Path::new(DEBIAN_FONTS)).unwrap();
            [16, 20].map(|at| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap()))
        };
        assert_eq!(size(640, 480), [2_000, 1_500]);
        let [across, down] = size(640, 1_580);
        assert!(across < 1_300 && (3_140..=3_154).contains(&down), "{across} {down}");
        let [across, _] = size(900, 500);
        assert!((2_115..=2_126).contains(&across), "{across}");
    }
}
