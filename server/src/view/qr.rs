//! QR codes of addresses: for pages, for word processors, and for printers.

use pdf_writer::{Content, Pdf, Rect, Ref};
use qrcode::render::svg;
use qrcode::{Color, QrCode};

use crate::error::Result;

/// Least edge of a picture in its own units: inside a page, and at the foot of a document.
const PAGE: u32 = 200;
/// See [`PAGE`].
const FOOT: u32 = 115;
/// Edge of a printed code in dots: 5 cm at 300 dpi.
const DOTS: u32 = 600;
/// Edge of the page of a PDF in points: 5 cm.
const POINTS: f32 = 141.73;
/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET: f32 = 4.0;

/// The code as SVG that can stand inside a page.
///
/// # Errors
/// When the address is too long for one.
pub fn svg(address: &str) -> Result<String> {
    drawn(address, PAGE)
}

/// The same for the foot of a document: about 2.5 cm, since units are 0.6 points there.
///
/// # Errors
/// When the address is too long for one.
pub fn small_svg(address: &str) -> Result<String> {
    drawn(address, FOOT)
}

fn drawn(address: &str, edge: u32) -> Result<String> {
    let svg = code(address)?.render::<svg::Color<'_>>().min_dimensions(edge, edge).build();
    // Without the XML declaration the picture can stand inside a page, too.
    Ok(svg.split_once("?>").map_or(svg.clone(), |(_, rest)| rest.trim_start().to_owned()))
}

/// The code as PNG of 5 cm at 300 dpi.
///
/// # Errors
/// When the address is too long for one.
pub fn png(address: &str) -> Result<Vec<u8>> {
    let picture = code(address)?.render::<image::Luma<u8>>().min_dimensions(DOTS, DOTS).build();
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).map_err(anyhow::Error::from)?;
    Ok(png.into_inner())
}

/// The code as PDF with one page of 5 cm: squares, so that it is sharp at any size.
///
/// # Errors
/// When the address is too long for one.
pub fn pdf(address: &str) -> Result<Vec<u8>> {
    let code = code(address)?;
    let width = code.width();
    let module = POINTS / (width as f32 + 2.0 * QUIET);
    let mut content = Content::new();
    for (at, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (column, row) = ((at % width) as f32, (at / width) as f32);
        // PDF counts from below.
        content.rect((QUIET + column) * module, POINTS - (QUIET + row + 1.0) * module, module, module);
    }
    content.fill_nonzero();
    let [catalog, pages, page, drawing] = [1, 2, 3, 4].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    pdf.page(page).parent(pages).media_box(Rect::new(0.0, 0.0, POINTS, POINTS)).contents(drawing);
    pdf.stream(drawing, &content.finish());
    Ok(pdf.finish())
}

fn code(address: &str) -> Result<QrCode> {
    Ok(QrCode::new(address).map_err(anyhow::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_code_is_made() {
        let address = "https://kikitori.example.jp/q/3467acdefhjk";
        assert!(svg(address).unwrap().starts_with("<svg"));
        let edge = |svg: &str| -> u32 {
            let (_, rest) = svg.split_once("width=\"").unwrap();
            rest.split_once('"').unwrap().0.parse().unwrap()
        };
        let (small, usual) = (edge(&small_svg(address).unwrap()), edge(&svg(address).unwrap()));
        // Units of 0.6 points: a telephone reads 2.4 cm, and a sheet of two pages has no room for more than 3.5 cm.
        assert!((FOOT..165).contains(&small) && usual >= PAGE, "{small}, {usual}");
        assert_eq!(png(address).unwrap().get(1..4), Some(b"PNG".as_slice()));
        let pdf = pdf(address).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 2_000);
        assert!(svg(&"x".repeat(5_000)).is_err());
    }
}
