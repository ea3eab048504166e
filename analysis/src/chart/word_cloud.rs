//! Words in sizes that grow with how many texts use them. Words stand level, the heaviest in the middle, each at the first
//! free place on a spiral; nothing is left to chance.

use plotters::style::FontStyle;
use serde::Serialize;

use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, printable, text_width};
use crate::chart::marks::finite;
use crate::chart::placement::overlap;
use crate::chart::style::{Anchor, Area, Letters, Style};
use crate::chart::{Caption, number};
use crate::error::Error;
use crate::text::terms::Term;

/// The most words that are drawn.
pub const MOST_WORDS: usize = 120;

/// Everything a word cloud prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordCloud {
    /// The words around it.
    pub caption: Caption,
    /// The words. Of more than [`MOST_WORDS`] the heaviest are drawn; equal ones in the order of the list.
    pub words: Vec<CloudWord>,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CloudWord {
    /// What is printed.
    pub label: String,
    /// How many texts use it; its area grows with it. Above 0.
    pub weight: f64,
    /// Where the word leads; empty for nowhere.
    pub href: String,
}

/// The cloud of a list of words by their numbers of texts. `link` says where a word leads.
pub fn of_terms(terms: &[Term], link: &dyn Fn(&Term) -> String, caption: Caption) -> WordCloud {
    let word = |term: &Term| CloudWord {
        label: term.lemma.clone(),
        weight: f64::from(term.n_documents),
        href: link(term),
    };
    WordCloud { caption, words: terms.iter().map(word).collect() }
}

/// A word at its place.
struct Placed<'w> {
    word: &'w CloudWord,
    /// Height of its letters.
    em: f64,
    area: Area,
}

/// Height of the largest and the smallest letters, in em of the style.
const SIZES: (f64, f64) = (4.0, 0.9);

/// The most places that are tried for a word.
const MAX_STEPS: u32 = 20_000;

/// Draws the cloud as SVG, as high as the words need.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn word_cloud(chart: &WordCloud, style: &Style) -> Result<String, Error> {
    let placed = place(&heaviest(&chart.words), style.width(), style.em());
    if placed.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let margin = style.em() * 0.5;
    let top = placed.iter().map(|word| word.area.top).fold(f64::MAX, f64::min) - margin;
    let bottom = placed.iter().map(|word| word.area.bottom).fold(f64::MIN, f64::max) + margin;
    let caption = chart.caption.limited_to(placed.len(), chart.words.len());
    let caption = caption.with_numbers(placed.iter().map(|placed| numbers(placed.word)));
    draw_chart(&caption, style, (style.width(), bottom - top), |canvas| {
        canvas.move_down(-top);
        for Placed { word, em, area } in &placed {
            let letters = Letters { em: *em, ink: 0, weight: FontStyle::Normal };
            canvas.letters(area.centre(), Anchor::Middle, &word.label, letters);
            canvas.link(*area, &word.href, &numbers(word));
        }
    })
}

fn numbers(word: &CloudWord) -> String {
    format!("{}: {}", word.label, number(word.weight))
}

fn heaviest(words: &[CloudWord]) -> Vec<&CloudWord> {
    let is_drawn = |word: &&CloudWord| finite(word.weight) > 0.0 && !printable(&word.label).trim().is_empty();
    let mut found: Vec<&CloudWord> = words.iter().filter(is_drawn).collect();
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    found.truncate(MOST_WORDS);
    found
}

/// Places words around (width ÷ 2, 0). A word that is wider than the sheet becomes smaller; one that finds no place on
/// the spiral is left out.
fn place<'w>(words: &[&'w CloudWord], width: f64, em: f64) -> Vec<Placed<'w>> {
    let most = words.first().map_or(1.0, |word| word.weight);
    let mut placed: Vec<Placed<'w>> = Vec::with_capacity(words.len());
    for &word in words {
        let (largest, smallest) = (SIZES.0 * em, SIZES.1 * em);
        let wanted = smallest + (largest - smallest) * (word.weight / most).sqrt();
        let letters = text_width(&word.label).max(0.5);
        let size = wanted.min((width - em) / letters);
        let (half, tall) = ((letters * size + em * 0.4) / 2.0, size * (LINE - 0.15) / 2.0);
        let free = (0..MAX_STEPS).map(|step| around(width / 2.0, step, em, half, tall)).find(|area| {
            area.left >= 0.0
                && area.right <= width
                && placed.iter().all(|other| overlap(other.area, *area).is_none())
        });
        placed.extend(free.map(|area| Placed { word, em: size, area }));
    }
    placed
}

/// The room of a word at a step of the spiral r = a t, flattened because words are wider than they are high.
fn around(middle: f64, step: u32, em: f64, half: f64, tall: f64) -> Area {
    // Equal distances along the spiral: its length grows with the square of the angle.
    let angle = (f64::from(step) * 1.5).sqrt();
    let r = angle * em * 0.35;
    let (x, y) = (middle + r * angle.cos() * 1.5, r * angle.sin());
    Area { left: x - half, top: y - tall, right: x + half, bottom: y + tall }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_sound, printed};

    fn chart(n_words: usize) -> WordCloud {
        let word = |place: usize| CloudWord {
            label: ["通院", "体調", "難病相談支援センター", "配慮", "働く"][place % 5].to_string()
                + &place.to_string(),
            weight: 400.0 / (place as f64 + 4.0),
            href: format!("/texts?word={place}"),
        };
        let caption = Caption {
            empty: "語がありません。".to_string(),
            limited: "多い語から示した".to_string(),
            ..Caption::default()
        };
        WordCloud { caption, words: (0..n_words).map(word).collect() }
    }

    #[test]
    fn no_word_stands_on_another_and_all_lead_to_their_texts() {
        let svg = assert_sound(|style| word_cloud(&chart(100), style));
        assert_eq!(printed(&svg).len(), 100);
        assert_eq!(svg.matches("<a href=\"/texts?word=").count(), 100);
        assert!(svg.contains("通院0: 100; 体調1: 80; "));
    }

    #[test]
    fn frequent_words_are_larger() {
        let words = chart(3);
        let placed = place(&heaviest(&words.words), 640.0, 14.0);
        assert!(placed[0].em > placed[1].em && placed[1].em > placed[2].em);
        let (x, y) = placed[0].area.centre();
        assert!((x - 320.0).abs() < 1e-9 && y.abs() < 1e-9);
    }

    #[test]
    fn too_many_words_are_said() {
        let svg = assert_sound(|style| word_cloud(&chart(300), style));
        assert!(svg.contains(&format!("多い語から示した ({MOST_WORDS}/300)")));
    }

    #[test]
    fn words_without_a_weight_are_none() {
        let mut chart = chart(2);
        chart.words[0].weight = f64::NAN;
        chart.words[1].weight = 0.0;
        assert!(word_cloud(&chart, &Style::new("w")).unwrap().contains(">語がありません。</text>"));
    }
}
