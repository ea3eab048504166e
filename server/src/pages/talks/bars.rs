//! Bars and heat maps of figures: those of a slide without what nobody chose, since every line takes room from the letters of the others,
//! and so does every word of a legend.

use analysis::chart::Caption;
use analysis::chart::bar::bar;
use analysis::chart::heatmap::{Heatmap, heatmap};
use analysis::chart::stacked_bar::{StackedBarChart, stacked_bar};
use analysis::chart::style::{Layout, Style};
use analysis::error::Error;
use analysis::table::Count;
use analysis::table::crosstab::CodeCrosstab;

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
    let caption = with_left_out(caption, lines.len() - chosen.len(), lang);
    bar(&bar_chart(&chosen, caption), style)
}

/// Draws a table of choices by groups as a heat map, a choice a row. The note of a slide says how many are left out, being of nobody in
/// any group.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn draw_heat(chart: &Heatmap, table: &CodeCrosstab, style: &Style, lang: Lang) -> Result<String, Error> {
    let is_nobodys = |place: usize| {
        let mut cells = table.rows.iter().map(|group| group.cells.get(place));
        cells.all(|cell| cell.is_some_and(|cell| cell.count == Count::Shown(0)))
    };
    let chosen: Vec<usize> = (0..chart.rows.len()).filter(|place| !is_nobodys(*place)).collect();
    let n_left_out = chart.rows.len() - chosen.len();
    if style.layout != Layout::Slide || chosen.is_empty() || n_left_out == 0 {
        return heatmap(chart, style);
    }
    let kept = Heatmap {
        caption: with_left_out(chart.caption.clone(), n_left_out, lang),
        columns: chart.columns.clone(),
        rows: chosen.iter().filter_map(|place| chart.rows.get(*place).cloned()).collect(),
        cells: chosen.iter().filter_map(|place| chart.cells.get(*place).cloned()).collect(),
    };
    heatmap(&kept, style)
}

/// Draws divided bars. The legend of a slide is without answers that nobody gave in any bar, and the note says how many these are; the
/// others keep their fills, so that one scale looks the same on all slides.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn draw_stacked(chart: &StackedBarChart, style: &Style, lang: Lang) -> Result<String, Error> {
    let is_nobodys = |place: usize| {
        let mut shares = chart.bars.iter().map(|bar| bar.shares.get(place).copied().flatten());
        shares.all(|share| share.is_some_and(|share| share <= 0.0))
    };
    let n_left_out = (0..chart.categories.len()).filter(|place| is_nobodys(*place)).count();
    if style.layout != Layout::Slide || n_left_out == 0 || n_left_out == chart.categories.len() {
        return stacked_bar(chart, style);
    }
    let named =
        |(place, label): (usize, &String)| if is_nobodys(place) { String::new() } else { label.clone() };
    let kept = StackedBarChart {
        caption: with_left_out(chart.caption.clone(), n_left_out, lang),
        categories: chart.categories.iter().enumerate().map(named).collect(),
        bars: chart.bars.clone(),
    };
    stacked_bar(&kept, style)
}

/// The words around a figure that leaves out so many lines.
fn with_left_out(mut caption: Caption, n: usize, lang: Lang) -> Caption {
    let left_out = i18n::text(lang.code(), "talk-note-zeros", &[("n", n.to_string())]);
    caption.description = join(&[caption.description, left_out.clone()], lang);
    caption.note = join(&[caption.note, left_out], lang);
    caption
}

#[cfg(test)]
mod tests {
    use analysis::chart::stacked_bar::StackedBar;
    use analysis::table::suppress::Disclosure;

    use super::*;
    use crate::view::figure::question::code_chart;
    use crate::view::tested::invented::by_area;

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

    #[test]
    fn the_legend_of_a_slide_leaves_out_answers_that_nobody_gave_and_no_withheld_one() {
        let bar = |label: &str, shares: [Option<f64>; 4]| StackedBar {
            label: label.to_owned(),
            base: "n=20".to_owned(),
            shares: shares.to_vec(),
            hrefs: Vec::new(),
        };
        let chart = |bars: Vec<StackedBar>| StackedBarChart {
            caption: Caption::default(),
            categories: ["とても", "すこし", "ない", "不明"].map(str::to_owned).to_vec(),
            bars,
        };
        let two = chart(vec![
            bar("通院", [Some(0.0), Some(0.4), Some(0.6), None]),
            bar("通勤", [Some(0.0), Some(0.0), Some(1.0), None]),
        ]);
        let drawn = |chart: &StackedBarChart, style: &Style| draw_stacked(chart, style, Lang::Ja).unwrap();
        let (slide, paper) = (drawn(&two, &Style::slide("s")), drawn(&two, &Style::paper("p")));
        let left_out = i18n::text("ja", "talk-note-zeros", &[("n", "1".to_owned())]);
        assert!(!slide.contains("とても") && slide.contains(&left_out), "{slide}");
        assert!(slide.contains(">すこし</text>") && slide.contains(">不明</text>"), "{slide}");
        assert!(paper.contains(">とても</text>") && !paper.contains(&left_out), "{paper}");
        let nobody = drawn(&chart(vec![bar("通院", [Some(0.0); 4])]), &Style::slide("s"));
        assert!(nobody.contains(">とても</text>"), "{nobody}");
    }

    #[test]
    fn a_heat_map_of_a_slide_leaves_out_what_nobody_of_any_group_chose() {
        let codes = [("特にない", [0, 0]), ("通院", [2, 0]), ("交通", [0, 1])];
        let table = by_area([("北部", 2), ("南部", 2)], &codes, Disclosure::Internal);
        let chart = code_chart(&table, &[], Caption::default());
        let drawn = |style: &Style| draw_heat(&chart, table.table(), style, Lang::Ja).unwrap();
        let (slide, paper) = (drawn(&Style::slide("s")), drawn(&Style::paper("p")));
        let left_out = i18n::text("ja", "talk-note-zeros", &[("n", "1".to_owned())]);
        assert!(!slide.contains("特にない") && slide.contains(&left_out), "{slide}");
        assert!(slide.contains("通院") && slide.contains("交通") && slide.contains("100.0"), "{slide}");
        assert!(paper.contains("特にない") && !paper.contains(&left_out), "{paper}");
    }
}
