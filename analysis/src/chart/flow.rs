//! Who was left at each step (回答者の流れ図): a column of boxes with arrows between, and beside each arrow who fell away
//! (after CONSORT 2010 and STROBE).

use serde::{Deserialize, Serialize};

use crate::chart::Caption;
use crate::chart::frame::{draw_chart, draw_empty};
use crate::chart::lettering::{LINE, wrap};
use crate::chart::style::{Anchor, Area, Canvas, Style};
use crate::error::Error;

/// Everything a flow chart prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// The words around it.
    pub caption: Caption,
    /// The steps from top to bottom.
    pub steps: Vec<FlowStep>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowStep {
    /// What the people or bodies of this step have in common.
    pub label: String,
    /// How many, as printed.
    pub count: String,
    /// Who fell away on the way here, and how many; empty for nobody, and before the first step.
    pub left_out: String,
}

/// A step with its measures.
struct Placed {
    main: Vec<String>,
    aside: Vec<String>,
    top: f64,
    height: f64,
    /// Height of the arrow that leads here.
    gap: f64,
}

/// Draws the steps as SVG.
///
/// # Errors
/// [`Error::Chart`] when plotters cannot draw it.
pub fn flow(chart: &Flow, style: &Style) -> Result<String, Error> {
    if chart.steps.is_empty() {
        return draw_empty(&chart.caption, style);
    }
    let (em, width) = (style.em(), style.width());
    let (main_width, aside_left) = (width * 0.52, width * 0.58);
    let room = |width: f64| (width / em - 1.2).max(4.0);
    let height_of = |lines: &[String]| (lines.len() as f64 * LINE + 1.0) * em;
    let mut top = em * 0.3;
    let mut placed: Vec<Placed> = Vec::with_capacity(chart.steps.len());
    for (place, step) in chart.steps.iter().enumerate() {
        let main = wrap(&format!("{} {}", step.label, step.count), room(main_width));
        let aside = match step.left_out.is_empty() || place == 0 {
            true => Vec::new(),
            false => wrap(&step.left_out, room(width - aside_left)),
        };
        let gap = match (place, aside.is_empty()) {
            (0, _) => 0.0,
            (_, true) => em * 2.0,
            (_, false) => height_of(&aside) + em,
        };
        top += gap;
        let height = height_of(&main);
        placed.push(Placed { main, aside, top, height, gap });
        top += height;
    }
    let caption = chart.caption.with_numbers(chart.steps.iter().map(number));
    let has_asides = placed.iter().any(|step| !step.aside.is_empty());
    draw_chart(&caption, style, (width, top + em * 0.5), |canvas| {
        if !has_asides {
            // Where nobody fell away the steps stand in the middle, not beside an empty column.
            canvas.move_right((width - main_width) / 2.0);
        }
        for step in &placed {
            draw_step(canvas, step, em, (main_width, aside_left, width));
        }
    })
}

fn number(step: &FlowStep) -> String {
    format!("{}: {}", step.label, [step.count.as_str(), step.left_out.as_str()].join(" ").trim())
}

fn draw_step(canvas: &mut Canvas<'_>, step: &Placed, em: f64, (main, aside, width): (f64, f64, f64)) {
    let area = Area { left: 0.5, top: step.top, right: main, bottom: step.top + step.height };
    canvas.border(area, 0);
    canvas.centred_lines(area.centre(), Anchor::Middle, &step.main);
    if step.gap <= 0.0 {
        return;
    }
    let (centre, from) = (area.centre().0, step.top - step.gap);
    canvas.path(&[(centre, from), (centre, step.top - em * 0.6)], 0, 1);
    let tip = [(centre - em * 0.35, step.top - em * 0.6), (centre + em * 0.35, step.top - em * 0.6)];
    canvas.polygon(&[tip[0], tip[1], (centre, step.top)], 0);
    if !step.aside.is_empty() {
        let height = (step.aside.len() as f64 * LINE + 1.0) * em;
        let top = from + (step.gap - em * 0.6 - height) / 2.0;
        let beside =
            Area { left: aside, top: top.max(from), right: width - 0.5, bottom: top.max(from) + height };
        let middle = beside.centre().1;
        canvas.path(&[(centre, middle), (aside, middle)], 0, 1);
        canvas.border(beside, 0);
        canvas.centred_lines(beside.centre(), Anchor::Middle, &step.aside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::check::{assert_sound, printed};

    fn step(label: &str, count: &str, left_out: &str) -> FlowStep {
        FlowStep { label: label.to_string(), count: count.to_string(), left_out: left_out.to_string() }
    }

    #[test]
    fn every_step_and_who_fell_away_is_printed_and_read_out() {
        let steps = vec![
            step("招待した機関", "n=40", ""),
            step("回答", "n=25（62.5%）", "回答なし 15"),
            step("学会での利用に同意", "n=*", "同意なし・利用停止の申し出 *"),
        ];
        let chart = Flow { caption: Caption::default(), steps };
        let svg = assert_sound(|style| flow(&chart, style));
        assert!(svg.contains("回答なし 15") && svg.contains("n=40"));
        assert!(svg.contains("招待した機関: n=40; 回答: n=25（62.5%） 回答なし 15; "), "{svg}");
        assert_sound(|style| flow(&chart, &Style { layout: Style::paper("p").layout, ..style.clone() }));
        // As a page has it, whose letters are to be read on a telephone.
        assert_sound(|style| flow(&chart, &Style { width: 360, ..style.clone() }));
    }

    #[test]
    fn steps_that_nobody_left_stand_in_the_middle() {
        let middle = |left_out: &str| {
            let steps = vec![step("招待", "n=40", ""), step("回答", "n=40", left_out)];
            let svg = assert_sound(|style| {
                flow(&Flow { caption: Caption::default(), steps: steps.clone() }, style)
            });
            let first = printed(&svg).into_iter().find(|text| text.text.contains("招待")).unwrap();
            first.area.centre().0
        };
        assert!((middle("") - 320.0).abs() < 1.0, "{}", middle(""));
        assert!(middle("回答なし 5") < 200.0, "{}", middle("回答なし 5"));
    }

    #[test]
    fn nothing_to_draw_is_said() {
        let caption = Caption { empty: "回答がありません。".to_string(), ..Caption::default() };
        let svg = flow(&Flow { caption, steps: Vec::new() }, &Style::new("f")).unwrap();
        assert!(svg.contains("回答がありません。"));
    }
}
