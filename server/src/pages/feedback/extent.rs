//! How long a sheet is on paper, what is too much of it, and which of its sections take how much room.

use analysis::document::paper::Paper;
use analysis::rounded::half_up;

use super::face::{LeftToPage, SheetFace, is_short, version_words};
use super::length::rooms as rooms_of;
use super::paper::{Replying, paper_of};
use super::sheet::{Built, MOST_FIGURES, MOST_PAGES, USUAL_PAGES};
use super::which::SheetOf;
use crate::error::Result;
use crate::view::figure::join;
use crate::view::frame::Frame;

/// How many pages a sheet has.
pub struct Pages {
    /// Of the PDF as it was set; likely ones where there is no font to set it with.
    usual: usize,
    /// The PDF was set; otherwise `usual` is an estimate.
    is_counted: bool,
    /// Of the same in plain language; None where it was not set.
    plain: Option<usize>,
    /// What the PDF leaves to the page.
    left: LeftToPage,
    /// The same of that in plain language.
    left_of_plain: LeftToPage,
}

impl Pages {
    /// Whether the PDF, or that in plain language, was set and has more pages than a sheet may have.
    pub fn are_too_many(&self) -> bool {
        let plain = self.plain.unwrap_or_default();
        self.is_counted && self.usual.max(plain) > MOST_PAGES
    }
}

/// Sets the sheet on paper, in both words, as the version that it would become (its number and the reason for it), and counts the pages.
///
/// # Errors
/// When the database fails, or the sheet cannot be set.
pub async fn pages(
    frame: &Frame,
    sheet: &SheetOf,
    built: &Built,
    (number, reason): (i32, &str),
) -> Result<Pages> {
    let version = version_words(frame.lang, number, reason);
    let has_reason = !reason.is_empty();
    let face =
        SheetFace { version, has_reason, number: Some(number), ..SheetFace::of_draft(built, frame.lang) };
    let face = face.with_replies(&frame.app, sheet.survey.id).await?;
    let usual = face.length(&frame.app).await?;
    let face = face.in_plain();
    let plain = match usual.is_counted && face.is_plain {
        true => Some(face.length(&frame.app).await?),
        false => None,
    };
    Ok(Pages {
        usual: usual.n,
        is_counted: usual.is_counted,
        left: usual.left,
        left_of_plain: plain.as_ref().map(|plain| plain.left).unwrap_or_default(),
        plain: plain.map(|plain| plain.n),
    })
}

/// A sheet as its PDFs have it, in usual words and, where it has them, in plain ones.
pub fn papers(face: &SheetFace) -> Vec<Paper> {
    let plain = Some(face.clone().in_plain()).filter(|plain| plain.is_plain);
    [face].into_iter().chain(&plain).map(|face| paper_of(face, Replying::Silent)).collect()
}

/// How long a sheet is, in words; and where it is longer than it is read gladly, that it is.
pub fn length(frame: &Frame, pages: &Pages) -> String {
    let usual = ("pages", pages.usual.to_string());
    let length = match pages.plain {
        Some(plain) => frame.text_with("sheet-pages", &[usual, ("plain", plain.to_string())]),
        None => frame.text_with("sheet-pages-likely", &[usual]),
    };
    let mut words = vec![length];
    if pages.usual > USUAL_PAGES {
        words.push(frame.text_with("sheet-pages-usual", &[("n", USUAL_PAGES.to_string())]));
    } else if pages.plain.is_some_and(|plain| plain > USUAL_PAGES) {
        words.push(frame.text_with("sheet-pages-usual-of-plain", &[("n", USUAL_PAGES.to_string())]));
    }
    let most = [("most", MOST_PAGES.to_string())];
    words.extend(left_to_page(pages).into_iter().flatten().map(|key| frame.text_with(key, &most)));
    join(&words, frame.lang)
}

/// Fluent keys of what says which of its files have fewer quotes than were chosen, and which no networks.
fn left_to_page(Pages { left, left_of_plain, .. }: &Pages) -> [Option<&'static str>; 2] {
    let quotes = match (left.quotes, left_of_plain.quotes) {
        (true, true) => Some("sheet-pages-fewer-quotes"),
        (true, false) => Some("sheet-pages-fewer-quotes-usual"),
        (false, true) => Some("sheet-pages-fewer-quotes-plain"),
        (false, false) => None,
    };
    let networks = match (left.networks, left_of_plain.networks) {
        (true, true) => Some("sheet-pages-no-networks"),
        (true, false) => Some("sheet-pages-no-networks-usual"),
        (false, true) => Some("sheet-pages-no-networks-plain"),
        (false, false) => None,
    };
    [quotes, networks]
}

/// That a sheet is likely to be longer than it may be; empty where it is not, and where that is counted.
pub fn maybe_long(frame: &Frame, pages: &Pages) -> String {
    if pages.is_counted || pages.usual <= MOST_PAGES {
        return String::new();
    }
    frame.text_with("sheet-maybe-long", &[("n", pages.usual.to_string()), ("most", MOST_PAGES.to_string())])
}

/// How much room the sections of a sheet that is too long take on paper, the longest first: what to leave out. Nothing of others.
pub fn rooms(frame: &Frame, built: &Built, pages: &Pages) -> Vec<String> {
    if !pages.are_too_many() && maybe_long(frame, pages).is_empty() {
        return Vec::new();
    }
    let paper = paper_of(&SheetFace::of_draft(built, frame.lang), Replying::Silent);
    let titles: Vec<&str> = built.content.sections.iter().map(|section| section.title.as_str()).collect();
    let mut rooms = rooms_of(&paper);
    rooms.retain(|(title, _)| titles.contains(title));
    rooms.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let line = |(title, room): &(&str, f64)| {
        frame.text_with("sheet-room", &[("title", (*title).to_owned()), ("pages", half_up(*room, 1))])
    };
    rooms.iter().map(line).collect()
}

/// What a sheet has too much of, in words.
pub fn too_much(frame: &Frame, built: &Built, pages: &Pages) -> Vec<String> {
    let mut found = Vec::new();
    let figures = built.content.figures().count();
    if figures > MOST_FIGURES {
        let args = [("n", figures.to_string()), ("most", MOST_FIGURES.to_string())];
        found.push(frame.text_with("sheet-obstacle-figures", &args));
    }
    let too_long = |key: &str, n: usize| {
        let args = [("n", n.to_string()), ("most", MOST_PAGES.to_string())];
        (n > MOST_PAGES).then(|| frame.text_with(key, &args))
    };
    // An estimate holds nothing back: it may well be longer than the sheet.
    let key = match is_short(&built.content.parameters) {
        true => "sheet-obstacle-pages-short",
        false => "sheet-obstacle-pages",
    };
    found.extend(too_long(key, pages.usual).filter(|_| pages.is_counted));
    found.extend(pages.plain.and_then(|n| too_long("sheet-obstacle-plain-pages", n)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{self, Lang};

    #[test]
    fn it_is_said_of_the_file_that_leaves_something_to_the_page_and_of_no_other() {
        let left = |is_left| LeftToPage { quotes: is_left, networks: is_left };
        let said = |usual: bool, plain: bool| {
            let (left, left_of_plain) = (left(usual), left(plain));
            let pages = Pages { usual: 4, is_counted: true, plain: Some(4), left, left_of_plain };
            let most = [("most", MOST_PAGES.to_string())];
            left_to_page(&pages).map(|key| key.map(|key| i18n::text(Lang::Ja.code(), key, &most)))
        };
        assert_eq!(said(false, false), [None, None]);
        for what in [0, 1] {
            let [both, usual, plain] = [(true, true), (true, false), (false, true)]
                .map(|(usual, plain)| said(usual, plain)[what].clone().unwrap());
            assert!(both != usual && both != plain && usual != plain, "{both} {usual} {plain}");
            assert!(plain.contains("やさしい日本語版だけ") && plain.contains('4'), "{plain}");
            assert!(!usual.contains("やさしい日本語版は"), "{usual}");
        }
    }
}
