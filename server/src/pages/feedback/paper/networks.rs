//! A sheet without the networks of ties, where paper would have more pages than it may: the heat map beside each has its numbers, and the
//! page has both.

use crate::i18n::{self, Lang, Wording};
use crate::pages::feedback::content::{Piece, SheetContent};
use crate::view::figure::collaboration::is_network;

/// The sheet without them, which says where they are; None where it has none, or nothing else beside them.
pub fn without_networks(content: &SheetContent, wording: Wording) -> Option<SheetContent> {
    let lang = Lang::from_code(&content.language).unwrap_or_default();
    let mut content = content.clone();
    let mut is_any_left_out = false;
    for section in &mut content.sections {
        let mut is_left_out = false;
        for piece in &mut section.pieces {
            let Piece::Figures { figures } = piece else { continue };
            let n_others = figures.iter().filter(|own| !is_network(&own.figure.id)).count();
            if (1..figures.len()).contains(&n_others) {
                figures.retain(|own| !is_network(&own.figure.id));
                is_left_out = true;
            }
        }
        if is_left_out {
            let text = i18n::plain(lang, &wording.key("sheet-networks-on-page"));
            section.pieces.push(Piece::Note { text, plain: String::new() });
        }
        is_any_left_out |= is_left_out;
    }
    is_any_left_out.then_some(content)
}

#[cfg(test)]
mod tests {
    use super::super::tests::face;
    use super::*;
    use crate::pages::feedback::content::SheetFigure;

    fn with_figures(ids: &[&str]) -> SheetContent {
        let mut content = face().content;
        let Piece::Figures { figures } = &mut content.sections[0].pieces[0] else { panic!("a chart") };
        let own = figures[0].figure.clone();
        let figure = |id: &&str| {
            let mut figure = own.clone();
            (*id).clone_into(&mut figure.id);
            SheetFigure::of(figure)
        };
        *figures = ids.iter().map(figure).collect();
        content
    }

    #[test]
    fn paper_has_the_heat_maps_and_says_where_the_networks_are() {
        let all = ["collaboration-heat-1", "collaboration-network-1", "collaboration-heat-2"];
        for wording in [Wording::Usual, Wording::Plain] {
            let shorter = without_networks(&with_figures(&all), wording).unwrap();
            let left: Vec<&str> = shorter.figures().map(|figure| figure.id.as_str()).collect();
            assert_eq!(left, [all[0], all[2]]);
            let Some(Piece::Note { text, .. }) = shorter.sections[0].pieces.last() else { panic!("a note") };
            assert!(text.contains("ウェブ"), "{text}");
        }
    }

    #[test]
    fn what_has_no_other_picture_stays() {
        for ids in [&["collaboration-network-1"][..], &["collaboration-heat-1"], &["challenges"], &[]] {
            assert_eq!(without_networks(&with_figures(ids), Wording::Usual), None, "{ids:?}");
        }
    }
}
