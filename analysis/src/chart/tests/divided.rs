//! The numbers of divided bars.

use super::*;

#[test]
fn numbers_above_a_divided_bar_have_one_decimal_and_stay_off_its_name() {
    let shares = [0.049, 0.078, 0.028, 0.025, 0.32, 0.5];
    let chart = StackedBarChart {
        caption: Caption::default(),
        categories: (0..shares.len()).map(|place| format!("答え{place}")).collect(),
        bars: vec![StackedBar {
            label: "障害者就業・生活支援センターと相談支援事業所".to_string(),
            base: "n=103".to_string(),
            shares: shares.map(Some).to_vec(),
            hrefs: Vec::new(),
        }],
    };
    for style in [Style::new("n"), Style::paper("n"), Style { width: 360, ..Style::new("n") }] {
        let svg = stacked_bar(&chart, &style).unwrap();
        let texts = printed(&svg);
        let name = texts.iter().filter(|one| one.text.contains("支援")).map(|one| one.area.right);
        let name = name.fold(0.0, f64::max);
        let numbers: Vec<_> = texts.iter().filter(|one| one.text.ends_with('%')).collect();
        let said: Vec<&str> = numbers.iter().map(|one| one.text.as_str()).collect();
        for number in ["4.9%", "7.8%", "2.8%", "2.5%", "32.0%", "50.0%"] {
            assert!(said.contains(&number), "{number}: {said:?}");
        }
        assert!(numbers.iter().all(|one| one.area.left >= name), "{name}: {numbers:?}");
    }
}
