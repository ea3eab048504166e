//! The charts as golden files, and what must hold for any of them.

use std::path::Path;

use proptest::prelude::*;

use super::bar::{Bar, BarChart, bar};
use super::check::{assert_apart, assert_sound, letters_of_slide, printed};
use super::heatmap::{Heatmap, heatmap};
use super::network::{Edge, Network, Node, network};
use super::stacked_bar::{StackedBar, StackedBarChart, stacked_bar};
use super::style::Style;
use super::{Caption, heatmap as heat, number, png, stacked_bar as stacked};
use crate::error::Error;
use crate::table::crosstab::{CrosstabOptions, choices, code_crosstab, crosstab};
use crate::table::frequency::{FrequencyOptions, FrequencyRow, frequency};
use crate::table::suppress::{Disclosure, protect};
use crate::table::{Column, ColumnData, Frame, Kind, ValueLabel, Variable, frame};

mod divided;

fn caption(title: &str) -> Caption {
    Caption {
        title: title.to_string(),
        subtitle: "有効回答 n = 87（支援機関調査、回収率 58.0%）".to_string(),
        note: "注：数は回答者数、括弧内は有効回答に対する割合。5未満の値とそれを逆算できる値は「*」とした。"
            .to_string(),
        description: "課題ごとの回答者数。".to_string(),
        ..Caption::default()
    }
}

fn labels(texts: &[&str]) -> Vec<ValueLabel> {
    let label =
        |(place, text): (usize, &&str)| ValueLabel { value: place.to_string(), label: (*text).to_string() };
    texts.iter().enumerate().map(label).collect()
}

fn kind() -> Variable {
    let values = labels(&[
        "ハローワーク",
        "難病相談支援センター",
        "就労移行支援・就労継続支援の事業所",
        "医療機関（両立支援の窓口）",
    ]);
    Variable { name: "kind".to_string(), label: "機関種別".to_string(), kind: Kind::Single, values }
}

fn problem() -> Variable {
    let values = labels(&[
        "通院や体調の変動に合わせた働き方の調整が難しい",
        "職場に病気のことを伝えるかどうかの相談",
        "支援機関どうしの連携が取れていない",
        "本人の病状が支援者から見て分かりにくい（疲労、痛みなど）",
        "その他",
    ]);
    Variable { name: "problem".to_string(), label: "課題".to_string(), kind: Kind::Multiple, values }
}

/// 87 invented answers in which kind of agency and problem go together.
fn answers() -> Frame {
    let (mut kinds, mut problems, mut degrees) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..87usize {
        let kind = [0, 1, 1, 2, 2, 2, 2, 3, 1][row % 9];
        kinds.push((row % 29 != 0).then(|| kind.to_string()));
        let mut list = vec![[0usize, 2, 0, 3][(row * 7 + kind) % 4].to_string()];
        if row % 5 == kind {
            list.push("1".to_string())
        }
        if row == 40 || row == 60 {
            list.push("4".to_string())
        }
        problems.push((row % 22 != 3).then_some(list));
        degrees.push(Some([0usize, 1, 1, 2, 3, 4, 2][(row * 3 + kind * kind) % 7].to_string()));
    }
    let column = |name: &str, data| Column { name: name.to_string(), data };
    frame(vec![
        column("kind", ColumnData::Texts(kinds)),
        column("problem", ColumnData::Lists(problems)),
        column("degree", ColumnData::Texts(degrees)),
    ])
    .unwrap()
}

fn sample_bars() -> BarChart {
    let table = frequency(&answers(), &problem(), FrequencyOptions::default()).unwrap();
    let table = protect(table, Disclosure::PROTECTED);
    let of_row = |row: &FrequencyRow| Bar::of_count(row.label.clone(), row.count, row.share);
    let mut bars: Vec<Bar> = table.table().rows.iter().map(of_row).collect();
    let no_answer = of_row(&table.table().no_answer);
    bars.push(Bar { label: "無回答".to_string(), is_muted: true, ..no_answer });
    BarChart { caption: caption("就労支援で困っていること（複数回答）"), bars, full: None }
}

fn sample_stacked(disclosure: Disclosure) -> StackedBarChart {
    let values = labels(&[
        "とても困っている",
        "やや困っている",
        "どちらともいえない",
        "あまり困っていない",
        "困っていない",
    ]);
    let degree =
        Variable { name: "degree".to_string(), label: "程度".to_string(), kind: Kind::Single, values };
    let table = crosstab(&answers(), &kind(), &degree, CrosstabOptions::default()).unwrap();
    stacked::of_crosstab(&protect(table, disclosure), caption("困っている程度（機関種別）"))
}

fn sample_heatmap(disclosure: Disclosure) -> Heatmap {
    let codes = choices(&answers(), &problem()).unwrap();
    let table = code_crosstab(&answers(), &kind(), &codes, CrosstabOptions::default()).unwrap();
    heat::of_code_crosstab(&protect(table, disclosure), caption("機関種別と課題"))
}

fn sample_network() -> Network {
    let words = [
        "通院",
        "体調",
        "職場",
        "相談",
        "病院",
        "ハローワーク",
        "配慮",
        "上司",
        "休職",
        "復職",
        "主治医",
        "支援",
        "障害者手帳",
        "難病相談支援センター",
        "制度",
        "就労移行支援",
        "疲れる",
        "伝える",
        "理解",
        "短時間勤務",
    ];
    let node = |(place, word): (usize, &&str)| {
        let angle = place as f64 * 2.4;
        let r = 0.08 + 0.4 * (place as f64 / 20.0).sqrt();
        let (x, y) = (0.5 + r * angle.cos(), 0.5 + r * angle.sin());
        let weight = 40.0 / (place as f64 + 1.0);
        Node { label: (*word).to_string(), x, y, weight, group: place % 6 % 5, href: String::new() }
    };
    let edge = |place: usize| Edge {
        from: place,
        to: (place * 3 + 1) % 20,
        weight: 0.1 + (place % 5) as f64 / 10.0,
        is_dashed: place % 4 == 3,
        is_directed: false,
        text: String::new(),
        href: String::new(),
    };
    Network {
        caption: caption("共起ネットワーク"),
        nodes: words.iter().enumerate().map(node).collect(),
        edges: (0..20).map(edge).filter(|edge| edge.from != edge.to).collect(),
        range: None,
    }
}

fn style() -> Style {
    Style::new("chart-1")
}

#[test]
fn golden_charts() {
    insta::assert_snapshot!("bar", bar(&sample_bars(), &style()).unwrap());
    insta::assert_snapshot!(
        "stacked_bar",
        stacked_bar(&sample_stacked(Disclosure::PROTECTED), &style()).unwrap()
    );
    insta::assert_snapshot!("heatmap", heatmap(&sample_heatmap(Disclosure::PROTECTED), &style()).unwrap());
    insta::assert_snapshot!("network", network(&sample_network(), &style()).unwrap());
}

/// The charts of all kinds, for laws that hold for each.
fn all(style: &Style) -> Vec<String> {
    vec![
        bar(&sample_bars(), style).unwrap(),
        stacked_bar(&sample_stacked(Disclosure::PROTECTED), style).unwrap(),
        heatmap(&sample_heatmap(Disclosure::PROTECTED), style).unwrap(),
        network(&sample_network(), style).unwrap(),
    ]
}

#[test]
fn charts_pass_a_strict_content_policy_and_name_themselves() {
    for svg in all(&Style::new("fig")) {
        assert!(
            !svg.contains("style=")
                && !svg.contains("<style")
                && !svg.contains("<script")
                && !svg.contains("href")
        );
        assert!(
            svg.starts_with("<svg ")
                && svg.contains("role=\"img\"")
                && svg.contains("<title id=\"fig-title\">")
        );
        assert_eq!(svg.matches(" id=\"").count(), svg.matches(" id=\"fig-").count());
    }
}

#[test]
fn no_text_of_a_chart_covers_another() {
    assert_sound(|style| bar(&sample_bars(), style));
    assert_sound(|style| stacked_bar(&sample_stacked(Disclosure::PROTECTED), style));
    assert_sound(|style| heatmap(&sample_heatmap(Disclosure::PROTECTED), style));
    assert_sound(|style| network(&sample_network(), style));
}

/// Twelve rows with five answers: below one another their letters would be 23 pixels high.
#[test]
fn a_matrix_of_many_rows_can_be_read_on_a_slide() {
    let mut chart = sample_stacked(Disclosure::PROTECTED);
    chart.caption.note =
        "横の100%は各行の有効回答。学会・実践発表での利用に同意のあった回答だけを数えた。".to_string();
    chart.bars = chart.bars.iter().cycle().take(12).cloned().collect();
    let svg = stacked_bar(&chart, &Style::slide("s")).unwrap();
    assert!(letters_of_slide(&svg) > 25.9, "{}", letters_of_slide(&svg));
    assert_apart(&svg);
    assert_eq!(svg.matches(">n=").count(), 12);
}

#[test]
fn bars_and_cells_lead_to_what_was_counted() {
    let mut bars = sample_bars();
    bars.bars[1].href = "/answers?problem=1".to_string();
    let svg = assert_sound(|style| bar(&bars, style));
    assert!(svg.contains(
        "<a href=\"/answers?problem=1\" aria-label=\"職場に病気のことを伝えるかどうかの相談: 16 (19.3%)\">"
    ));
    let mut stacked = sample_stacked(Disclosure::PROTECTED);
    stacked.bars[2].hrefs = (0..5).map(|degree| format!("/answers?degree={degree}")).collect();
    let svg = assert_sound(|style| stacked_bar(&stacked, style));
    assert!(svg.contains("aria-label=\"就労移行支援・就労継続支援の事業所, やや困っている 28.9%\""));
    let mut cells = sample_heatmap(Disclosure::PROTECTED);
    cells.cells[1][0].href = "/texts?code=0".to_string();
    let svg = assert_sound(|style| heatmap(&cells, style));
    assert_eq!(svg.matches("<a href=\"/texts?code=0\"").count(), 1);
}

#[test]
fn what_is_withheld_of_a_bar_looks_like_no_category() {
    let chart = |share: Option<f64>| StackedBarChart {
        caption: Caption::default(),
        categories: vec!["うちも同じ".to_string(), "少し違う".to_string()],
        bars: vec![StackedBar {
            label: "架空の結果".to_string(),
            base: "n=10".to_string(),
            shares: vec![share, share],
            hrefs: Vec::new(),
        }],
    };
    let n_patterns = |share| stacked_bar(&chart(share), &style()).unwrap().matches("<path").count();
    assert_eq!(n_patterns(None), 1, "only the legend has a pattern");
    assert_eq!(n_patterns(Some(0.5)), 2);
}

/// Narrow pieces at the left end, whose numbers are wider than they are, and a name that reaches to the bar on two lines.
#[test]
fn charts_of_nothing_say_so() {
    let caption =
        || Caption { empty: "集計する回答がありません。".to_string(), ..Caption::default() };
    let none = [
        bar(&BarChart { caption: caption(), bars: Vec::new(), full: None }, &style()),
        stacked_bar(
            &StackedBarChart { caption: caption(), bars: Vec::new(), categories: Vec::new() },
            &style(),
        ),
        heatmap(
            &Heatmap { caption: caption(), columns: Vec::new(), rows: Vec::new(), cells: Vec::new() },
            &style(),
        ),
    ];
    for svg in none {
        assert!(svg.unwrap().contains(">集計する回答がありません。</text>"));
    }
}

#[test]
fn captions_say_how_much_is_shown() {
    let caption = Caption { note: "注".to_string(), limited: "多い順".to_string(), ..Caption::default() };
    assert_eq!(caption.limited_to(60, 250).note, "注 多い順 (60/250)");
    assert_eq!(caption.limited_to(60, 60), caption);
    assert_eq!([0.0, 12.0, 0.125, 1.0 / 3.0, f64::NAN].map(number), ["0", "12", "0.125", "0.333", "–"]);
}

#[test]
fn a_protected_chart_does_not_hold_the_withheld_numbers() {
    let internal = heatmap(&sample_heatmap(Disclosure::Internal), &style()).unwrap();
    let protected = heatmap(&sample_heatmap(Disclosure::PROTECTED), &style()).unwrap();
    assert!(internal.contains(">(33.3%)</text>"));
    assert!(!protected.contains("(33.3%)") && protected.contains(">*</text>"));
    let shares: Vec<_> =
        sample_stacked(Disclosure::PROTECTED).bars.into_iter().flat_map(|bar| bar.shares).collect();
    assert!(shares.contains(&None));
}

#[test]
fn pictures_have_the_size_that_the_resolution_asks_for() {
    let fonts = png::load_fonts(Path::new(png::DEBIAN_FONTS)).unwrap();
    let svg = bar(&sample_bars(), &style()).unwrap();
    let width = |dpi: f32| {
        let picture = png::png(&svg, &fonts, dpi).unwrap();
        assert!(picture.starts_with(b"\x89PNG"));
        u32::from_be_bytes(picture[16..20].try_into().unwrap())
    };
    assert_eq!((width(96.0), width(300.0)), (640, 2000));
    assert!(png::png("not a picture", &fonts, 96.0).is_err());
    // The chunk that says how many pixels are a metre, across and down; 1 is the unit.
    let picture = png::png(&svg, &fonts, 300.0).unwrap();
    let at = picture.windows(4).position(|name| name == b"pHYs").unwrap() + 4;
    let metre = 11_811_u32.to_be_bytes();
    assert_eq!(picture[at..at + 9], [metre.as_slice(), &metre, &[1]].concat());
}

#[test]
fn links_change_nothing_of_a_picture() {
    let fonts = png::load_fonts(Path::new(png::DEBIAN_FONTS)).unwrap();
    let picture = |href: &str| {
        let mut bars = sample_bars();
        bars.bars[0].href = href.to_string();
        png::png(&bar(&bars, &style()).unwrap(), &fonts, 300.0).unwrap()
    };
    assert!(picture("/answers?problem=0") == picture(""));
}

#[test]
fn japanese_is_drawn_with_the_font() {
    let fonts = png::load_fonts(Path::new(png::DEBIAN_FONTS)).unwrap();
    let picture = |title: &str| {
        let chart = BarChart {
            caption: Caption { title: title.to_string(), ..Caption::default() },
            bars: Vec::new(),
            full: None,
        };
        png::png(&bar(&chart, &style()).unwrap(), &fonts, 96.0).unwrap()
    };
    // A missing glyph is drawn as nothing or as the same box for every character.
    assert_ne!(picture("難病"), picture("就労"));
    assert_ne!(picture("難病"), picture(""));
    assert_ne!(picture("就😀労"), picture("就　労"), "what the font lacks is a box and no blank");
}

#[test]
fn a_missing_font_is_named() {
    let folder = tempfile::tempdir().unwrap();
    match png::load_fonts(folder.path()) {
        Err(error @ Error::FontMissing { .. }) => assert!(error.to_string().contains("BIZ UDGothic")),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_numbers_and_labels_can_be_drawn(
        values in proptest::collection::vec((any::<f64>(), ".{0,40}", any::<usize>()), 0..12),
        width in any::<u32>(),
    ) {
        let style = Style { width, font_size: width % 100, ..Style::new("x") };
        let caption = caption("題");
        let bars = values.iter().map(|(value, label, n)| Bar {
            label: label.clone(), value: (n % 3 > 0).then_some(*value), text: label.clone(), is_muted: n % 2 == 0,
            href: label.clone(),
        });
        let chart = BarChart { caption: caption.clone(), bars: bars.collect(), full: None };
        prop_assert!(bar(&chart, &style).is_ok());
        let shares = values.iter().map(|(value, _, n)| (n % 3 > 0).then_some(*value)).collect();
        let one = StackedBar { label: String::new(), base: String::new(), shares, hrefs: Vec::new() };
        let chart = StackedBarChart { caption: caption.clone(), categories: Vec::new(), bars: vec![one] };
        prop_assert!(stacked_bar(&chart, &style).is_ok());
        let nodes = values.iter().map(|(value, label, n)| Node {
            label: label.clone(), x: *value, y: f64::from(*n as u32 % 7) / 7.0, weight: *value, group: *n,
            href: label.clone(),
        });
        let edges = values.iter().map(|(value, label, n)| Edge {
            from: *n, to: n / 2, weight: *value, is_dashed: n % 2 == 0, is_directed: n % 3 == 0, text: label.clone(),
            href: String::new(),
        });
        let chart = Network { caption, nodes: nodes.collect(), edges: edges.collect(), range: None };
        prop_assert!(network(&chart, &style).is_ok());
    }
}
