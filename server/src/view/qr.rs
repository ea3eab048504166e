//! QR codes of addresses: for pages, for word processors, and for printers.

use pdf_writer::{Content, Pdf, Rect, Ref};
use qrcode::{Color, QrCode};

use crate::error::Result;

/// Least edge of a picture in its own units: inside a page, and at the foot of a document.
const PAGE: usize = 200;
/// See [`PAGE`].
const FOOT: usize = 115;
/// Edge of a printed code in dots: 5 cm at 300 dpi.
const DOTS: u32 = 600;
/// Edge of the page of a PDF in points: 5 cm.
const POINTS: f32 = 141.73;
/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

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

/// The picture without an XML declaration, so that it can stand inside a page. A line for each dark stretch of a row takes a
/// sixth of the bytes of a square for each module, which tells where hundreds of letters are printed.
fn drawn(address: &str, least: usize) -> Result<String> {
    let code = code(address)?;
    let side = code.width() + 2 * QUIET;
    let edge = side * least.div_ceil(side);
    let colors = code.to_colors();
    let rows = colors.chunks(code.width()).enumerate();
    let lines: String = rows.map(|(row, modules)| line(row, modules)).collect();
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{edge}" height="{edge}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="none" stroke="#000" d="{lines}"/></svg>"##
    ))
}

/// The dark stretches of a row as part of an SVG path, through the middle of the row. The unit is a module.
fn line(row: usize, modules: &[Color]) -> String {
    let mut line = String::new();
    let mut at = QUIET;
    let mut pen: Option<usize> = None;
    for stretch in modules.chunk_by(|one, next| one == next) {
        let end = at + stretch.len();
        if stretch.contains(&Color::Dark) {
            let way = match pen {
                Some(pen) => format!("m{} 0", at - pen),
                None => format!("M{at} {}.5", QUIET + row),
            };
            line.push_str(&format!("{way}h{}", stretch.len()));
            pen = Some(end);
        }
        at = end;
    }
    line
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
    let quiet = QUIET as f32;
    let module = POINTS / (width as f32 + 2.0 * quiet);
    let mut content = Content::new();
    for (at, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (column, row) = ((at % width) as f32, (at / width) as f32);
        // PDF counts from below.
        content.rect((quiet + column) * module, POINTS - (quiet + row + 1.0) * module, module, module);
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
        let edge = |svg: &str| -> usize {
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

    #[test]
    fn lines_stand_where_the_dark_modules_are() {
        use Color::{Dark, Light};
        assert_eq!(line(2, &[Dark, Dark, Light, Dark, Light]), "M4 6.5h2m1 0h1");
        assert_eq!(line(0, &[Light, Light, Dark]), "M6 4.5h1");
        assert_eq!(line(0, &[Light, Light]), "");
        let address = "https://kikitori.example.jp/i/3467acdefhjk3467acdefhjk";
        let svg = svg(address).unwrap();
        let (_, path) = svg.split_once("stroke=\"#000\" d=\"").unwrap();
        let lengths = path.split('"').next().unwrap().split('h').skip(1);
        let drawn: usize =
            lengths.map(|part| part.split(['m', 'M']).next().unwrap().parse::<usize>().unwrap()).sum();
        let colors = code(address).unwrap().to_colors();
        assert_eq!(drawn, colors.iter().filter(|color| **color == Dark).count());
        assert!(svg.len() < 3_000, "{} bytes on each of hundreds of letters", svg.len());
    }
}
