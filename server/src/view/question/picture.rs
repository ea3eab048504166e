//! Pictures of a questionnaire: shown if they are part of it, named if they are not.

use serde::Serialize;
use surveys::questionnaire::localized::Localized;
use surveys::questionnaire::question::image::is_inside;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// `data:` address; empty if the picture lies elsewhere and is not loaded.
    pub src: String,
    /// What it shows, in words; may be empty.
    pub alt: String,
    /// The address of a picture that is not loaded, as text; empty if it is shown.
    pub link: String,
}

impl PictureView {
    /// The picture behind an address; None without an address.
    pub fn of(link: &Localized, alt: &Localized, lang: &str) -> Option<PictureView> {
        let (link, alt) = (link.get(lang).to_owned(), alt.get(lang).to_owned());
        if link.is_empty() {
            return None;
        }
        let is_shown = is_inside(&link);
        let (src, link) = if is_shown { (link, String::new()) } else { (String::new(), link) };
        Some(PictureView { src, alt, link })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_from_elsewhere_is_named_and_not_loaded() {
        let alt = Localized::plain("地図");
        let view = |link: &str| PictureView::of(&Localized::plain(link), &alt, "ja");
        let inside = view("data:image/png;base64,iVBORw0KGgo=").unwrap();
        assert_eq!((inside.src.starts_with("data:"), inside.link.as_str()), (true, ""));
        let outside = view("https://example.jp/map.png").unwrap();
        assert_eq!((outside.src.as_str(), outside.link.as_str()), ("", "https://example.jp/map.png"));
        assert_eq!(outside.alt, "地図");
        assert_eq!(view(""), None);
    }
}
