//! The pictures of ties between kinds of agencies as a sheet has them: on paper smaller ones, so that both have room on one page.

use analysis::chart::heatmap::heatmap;
use analysis::chart::style::Style;
use analysis::error::Error;

use super::network::kinds;
use super::{PICTURES, draw, figure, heat_chart, id_of, reading_of, words_of, words_with};
use crate::dataset::Dataset;
use crate::dataset::collaboration::{Collaboration, all};
use crate::i18n::{Lang, Wording};
use crate::view::figure::{FigureView, caption};

/// Width of a picture and height of its letters on paper, in its own units. The width is that of a page, so that no letter is made
/// smaller than 7.2 points.
const PAPER_WIDTH: u32 = 800;
const PAPER_LETTERS: u32 = 12;
/// Width of a network on paper for each of its kinds, and at least: up to twelve kinds its words stand beside it, and both have
/// room below the heat map.
const KIND_ON_PAPER: u32 = 45;
const LEAST_NETWORK: u32 = 350;

/// A figure of a sheet, which has less room on paper.
pub struct SheetTies {
    /// As it is on a page.
    pub figure: FigureView,
    /// Its picture on paper.
    pub small_svg: String,
    /// Its note on paper, where that says of fewer numbers how they are to be read; empty for the same.
    pub small_note: String,
    /// Its title, its note (of page and paper) and what is to be seen in it, in plain language.
    pub plain: [String; 3],
}

/// The figures of all questionnaires that ask, two each, as far as there is something to draw.
///
/// # Errors
/// When a chart cannot be drawn.
pub fn figures(dataset: &Dataset, lang: Lang) -> anyhow::Result<Vec<SheetTies>> {
    let mut figures = Vec::new();
    for found in all(dataset)? {
        for picture in PICTURES {
            let both = (figure(&found, picture, lang)?, small_picture(&found, picture, lang)?);
            let (Some(figure), Some(small_svg)) = both else { continue };
            let small_note = match picture {
                "heat" => words_on_paper(&found, picture, lang).map(|(_, note)| note).unwrap_or_default(),
                _ => String::new(),
            };
            let plain = plain_words(&found, picture, lang);
            figures.push(SheetTies { figure, small_svg, small_note, plain });
        }
    }
    Ok(figures)
}

/// Title, note and reading line of a picture in plain language.
fn plain_words(found: &Collaboration, picture: &str, lang: Lang) -> [String; 3] {
    let how = format!("collaboration-{picture}-note");
    let (title, note) = words_with(found, picture, &how, (lang, Wording::Plain)).unwrap_or_default();
    [title, note, reading_of(found, picture, lang, Wording::Plain)]
}

/// Title and note of a picture on paper.
fn words_on_paper(found: &Collaboration, picture: &str, lang: Lang) -> Option<(String, String)> {
    match picture {
        "heat" => words_with(found, picture, "collaboration-heat-note-on-paper", (lang, Wording::Usual)),
        _ => words_of(found, picture, lang),
    }
}

/// One of [`PICTURES`] for a sheet on paper: with smaller letters, and of a heat map the means alone, which makes its rows half as high.
fn small_picture(found: &Collaboration, picture: &str, lang: Lang) -> Result<Option<String>, Error> {
    let Some((title, note)) = words_on_paper(found, picture, lang) else { return Ok(None) };
    let caption = caption(&title, &note);
    let id = id_of(found, picture);
    let style = Style { width: PAPER_WIDTH, font_size: PAPER_LETTERS, ..Style::new(&id) };
    if picture != "heat" {
        let width = network_on_paper(kinds(found).0.len());
        return draw(found, picture, caption, &Style { width, ..style }, lang);
    }
    let mut chart = heat_chart(found, caption, lang);
    for cell in chart.cells.iter_mut().flatten() {
        cell.text.truncate(cell.text.find(' ').unwrap_or(cell.text.len()));
    }
    heatmap(&chart, &style).map(Some)
}

/// How wide a network of so many kinds is on paper.
fn network_on_paper(n_kinds: usize) -> u32 {
    let n_kinds = u32::try_from(n_kinds).unwrap_or(u32::MAX);
    n_kinds.saturating_mul(KIND_ON_PAPER).clamp(LEAST_NETWORK, PAPER_WIDTH)
}

#[cfg(test)]
mod tests {
    use analysis::table::suppress::Disclosure;

    use super::super::tests::two_kinds;
    use super::*;

    #[test]
    fn a_network_on_paper_grows_with_its_kinds_and_leaves_room_for_words_beside_it() {
        assert_eq!([2, 7, 10, 40].map(network_on_paper), [350, 350, 450, 800]);
        // A unit is 0.6 points; what is wider than 330 points has its words below.
        assert!(f64::from(network_on_paper(12)) * 0.6 <= 330.0);
    }

    #[test]
    fn plain_words_tell_the_same_numbers_in_other_words() {
        let found = two_kinds([[4, 4], [3, 1]], Disclosure::PROTECTED);
        for lang in [Lang::Ja, Lang::En] {
            for picture in PICTURES {
                let usual = figure(&found, picture, lang).unwrap().unwrap();
                let [title, note, reading] = plain_words(&found, picture, lang);
                assert!(reading.contains("相手20") && reading.contains("4.0"), "{reading}");
                assert!(reading != usual.reading && note != usual.note && title != usual.title);
                assert!(note.contains("知らない") && !note.contains("collaboration-"), "{note}");
            }
        }
    }

    #[test]
    fn on_paper_both_pictures_need_less_room() {
        let found = two_kinds([[4, 4], [3, 1]], Disclosure::PROTECTED);
        let height = |svg: &str| -> f64 {
            let (_, sides) = svg.split_once("viewBox=\"0 0 ").unwrap();
            let (sides, _) = sides.split_once('"').unwrap();
            let (_, height) = sides.split_once(' ').unwrap();
            height.parse().unwrap()
        };
        for (picture, most) in [("heat", 0.7), ("network", 0.9)] {
            let small = small_picture(&found, picture, Lang::Ja).unwrap().unwrap();
            let usual = figure(&found, picture, Lang::Ja).unwrap().unwrap().svg;
            assert!(height(&small) < height(&usual) * most, "{picture}");
            assert!(small.contains("font-size=\"120\""), "7.2 points: {small}");
        }
        let note = |of: Option<(String, String)>| of.unwrap().1;
        let (page, paper) =
            (note(words_of(&found, "heat", Lang::Ja)), note(words_on_paper(&found, "heat", Lang::Ja)));
        assert!(page.contains("平均と、3以上の割合") && !page.contains("紙"), "{page}");
        assert!(
            paper.contains("数字は平均") && !paper.contains("平均と"),
            "each medium has its sentence: {paper}"
        );
        let heat = small_picture(&found, "heat", Lang::Ja).unwrap().unwrap();
        assert!(heat.contains(">4.0</text>") && !heat.contains("100.0%"), "{heat}");
    }
}
