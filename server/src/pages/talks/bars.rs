//! Bars of figures: those of a slide without what nobody chose, since every bar takes room from the letters of the others.

use analysis::chart::Caption;
use analysis::chart::bar::bar;
use analysis::chart::style::{Layout, Style};
use analysis::error::Error;
use analysis::table::Count;

use crate::i18n::{self, Lang};
use crate::view::figure::{BarLine, bar_chart, join};

/// Draws lines as bars. The note of a slide says how many are left out.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn draw_bars(lines: &[BarLine], caption: &Caption, style: &Style, lang: Lang) -> Result<String, Error> {
    let mut caption = caption.clone();
    if style.layout != Layout::Slide {
        return bar(&bar_chart(lines, caption), style);
    }
    caption.limited = i18n::plain(lang, "talk-note-longest");
    let chosen: Vec<BarLine> = lines.iter().filter(|line| line.count != Count::Shown(0)).cloned().collect();
    if chosen.is_empty() || chosen.len() == lines.len() {
        return bar(&bar_chart(lines, caption), style);
    }
    let n = (lines.len() - chosen.len()).to_string();
    let left_out = i18n::text(lang.code(), "talk-note-zeros", &[("n", n)]);
    caption.description = join(&[caption.description, left_out.clone()], lang);
    caption.note = join(&[caption.note, left_out], lang);
    bar(&bar_chart(&chosen, caption), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_leaves_out_what_nobody_chose_and_says_so() {
        let line = |label: &str, count: Count| BarLine {
            label: label.to_owned(),
            count,
            share: Some(0.5),
            href: String::new(),
        };
        let lines = [
            line("通院", Count::Shown(9)),
            line("特にない", Count::Shown(0)),
            line("交通", Count::Hidden),
            line("その他", Count::Shown(0)),
        ];
        let drawn = |lines: &[BarLine], style: &Style| {
            draw_bars(lines, &Caption::default(), style, Lang::Ja).unwrap()
        };
        let slide = drawn(&lines, &Style::slide("s"));
        assert!(
            slide.contains(">通院</text>") && slide.contains(">交通</text>"),
            "withheld is not nought: {slide}"
        );
        assert!(!slide.contains("特にない") && !slide.contains("その他"), "{slide}");
        assert!(slide.contains(&i18n::text("ja", "talk-note-zeros", &[("n", "2".to_owned())])), "{slide}");
        let paper = drawn(&lines, &Style::paper("p"));
        assert!(paper.contains(">特にない</text>") && !paper.contains("2項目"), "{paper}");
        let nobody = drawn(&[line("特にない", Count::Shown(0))], &Style::slide("s"));
        assert!(nobody.contains(">特にない</text>"), "{nobody}");
    }
}
