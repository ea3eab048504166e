//! SVG charts as PNG files, for word processors and slides.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::png::{PixelDimensions, Unit};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};

use crate::error::Error;

/// The font that must be installed: every Japanese character of a chart is drawn with it.
pub const FONT: &str = "BIZ UDGothic";

/// Folder of [`FONT`] in Debian's package fonts-morisawa-bizud-gothic.
pub const DEBIAN_FONTS: &str = "/usr/share/fonts/truetype/bizud-gothic";

/// The largest side of a picture in pixels; a larger one is drawn at a lower resolution.
pub const MAX_SIDE: f32 = 10_000.0;

/// An inch in metres.
const METRES_OF_INCH: f32 = 0.0254;

/// The fonts that pictures are drawn with, loaded once.
#[derive(Debug, Clone)]
pub struct Fonts {
    database: Arc<Database>,
}

/// Loads the fonts of a folder.
///
/// # Errors
/// [`Error::FontMissing`] when [`FONT`] is not among them.
pub fn load_fonts(folder: &Path) -> Result<Fonts, Error> {
    let mut database = Database::new();
    for path in font_files(folder) {
        // An unreadable file is as good as a missing one: the check below says which font is needed.
        if let Ok(data) = fs::read(path) {
            database.load_font_data(data);
        }
    }
    database.set_sans_serif_family(FONT);
    let query = Query { families: &[Family::Name(FONT)], ..Query::default() };
    if database.query(&query).is_none() {
        return Err(Error::FontMissing { folder: folder.to_path_buf(), family: FONT });
    }
    Ok(Fonts { database: Arc::new(database) })
}

/// The TrueType and OpenType files of a folder, by name.
pub(crate) fn font_files(folder: &Path) -> Vec<PathBuf> {
    let is_font = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        ["ttf", "ttc", "otf"].contains(&extension.to_ascii_lowercase().as_str())
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_font).collect();
    files.sort();
    files
}

/// Width and height of what can be printed on a sheet of A4 with margins of 15 mm, in metres.
pub const A4: (f32, f32) = (0.18, 0.267);

/// Draws an SVG as PNG at `dpi` dots per inch, where 96 of the SVG's units are an inch as in CSS.
///
/// # Errors
/// [`Error::Chart`] when it is no SVG, or its pixels do not fit into memory.
pub fn png(svg: &str, fonts: &Fonts, dpi: f32) -> Result<Vec<u8>, Error> {
    drawn(svg, fonts, dpi, (f32::INFINITY, f32::INFINITY))
}

/// The same, no larger than can be printed on [`A4`] at this resolution.
///
/// # Errors
/// [`Error::Chart`] as [`png()`].
pub fn png_for_print(svg: &str, fonts: &Fonts, dpi: f32) -> Result<Vec<u8>, Error> {
    let pixels = |metres: f32| (metres / METRES_OF_INCH * dpi).floor();
    drawn(svg, fonts, dpi, (pixels(A4.0), pixels(A4.1)))
}

/// Draws an SVG with at most so many pixels across and down. One that becomes smaller for that is as large on paper, at its resolution.
fn drawn(svg: &str, fonts: &Fonts, dpi: f32, (across, down): (f32, f32)) -> Result<Vec<u8>, Error> {
    let chart = |detail: String| Error::Chart { detail };
    let options =
        Options { fontdb: Arc::clone(&fonts.database), font_family: FONT.to_string(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| chart(error.to_string()))?;
    let size = tree.size();
    let side = size.width().max(size.height());
    let wanted = (dpi / 96.0).clamp(0.1, 20.0);
    let fitting = wanted.min(across / size.width()).min(down / size.height());
    let scale = fitting.min(MAX_SIDE / side);
    let scaled =
        size.to_int_size().scale_by(scale).ok_or_else(|| chart("the picture has no size".to_string()))?;
    let mut pixels = Pixmap::new(scaled.width(), scaled.height())
        .ok_or_else(|| chart("the picture is too large".to_string()))?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    // What is made to fit a sheet is printed at the resolution that was asked for.
    let printed = if fitting < wanted { dpi * scale / fitting } else { scale * 96.0 };
    encoded(pixels, printed).map_err(|error| chart(error.to_string()))
}

/// Pixels as a file that says how many of them are an inch; without it word processors show a picture for print three times as large.
fn encoded(pixels: Pixmap, dpi: f32) -> Result<Vec<u8>, ::png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(::png::ColorType::Rgba);
    encoder.set_depth(::png::BitDepth::Eight);
    let per_metre = (dpi / METRES_OF_INCH).round() as u32;
    let dimensions = PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter };
    encoder.set_pixel_dims(Some(dimensions));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels.take_demultiplied())?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 180 and 267 mm at 300 dots per inch: 2,125 and 3,153 pixels.
    #[test]
    fn a_picture_for_print_fits_a_sheet_of_a4() {
        let fonts = load_fonts(Path::new(DEBIAN_FONTS)).unwrap();
        let size = |svg: &str| {
            let picture = png_for_print(svg, &fonts, 300.0).unwrap();
            let at = picture.windows(4).position(|name| name == b"pHYs").unwrap() + 4;
            let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
            (number(16), number(20), number(at))
        };
        let drawn = |width: u32, height: u32| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><rect width=\"9\" height=\"9\"/></svg>"
            )
        };
        assert_eq!(size(&drawn(640, 480)), (2000, 1500, 11_811), "what fits is as large as ever");
        let (width, height, metre) = size(&drawn(900, 300));
        assert!(
            (2_120..=2_126).contains(&width) && height < 720 && metre == 11_811,
            "{width} {height} {metre}"
        );
        let (width, height, metre) = size(&drawn(900, 9_000));
        assert!(
            width < 330 && (3_145..=3_154).contains(&height) && metre == 11_811,
            "{width} {height} {metre}"
        );
    }
}
