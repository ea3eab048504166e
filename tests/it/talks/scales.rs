//! Scales in tables for talks: their ends, and tests by their height.

use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::on_embedded;
use tests::open_survey::open_definition;

use super::path;

#[tokio::test]
async fn a_scale_says_what_its_ends_are_and_what_is_no_step() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "相談" }, { "value": "b", "text": "紹介" }],
            "columns": [{ "value": "1", "text": "ない" }, { "value": "2", "text": "少し" },
                { "value": "3", "text": "ある" }, { "value": "97", "text": "わからない" }] })];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for n in 0..24 {
            let step = ["1", "2", "3", "97"][n % 4];
            answer(app, &open, &[("sure.a", step), ("sure.b", step)]).await;
        }
        let scales = coordinator.get(&path(&open, "scales.md")).await.expect_status(200).body;
        assert!(scales.contains("1＝ない〜3＝ある"), "{scales}");
        assert!(scales.contains("「わからない」は段階でないため"), "{scales}");
        assert!(scales.contains("2.0 (0.8)") && scales.contains("クロンバックのα"), "{scales}");
        assert!(!scales.contains("まとまっています"), "a paper has no advice: {scales}");
    })
    .await;
}

/// Of two areas the one is unsure and the other one sure; what they work with is the same, and one kind of agency is rare.
#[tokio::test]
async fn a_scale_by_area_is_tested_by_its_height_and_what_is_not_tested_has_a_sign() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let step = |value: &str| json!({ "value": value, "text": format!("段階{value}") });
        let asked = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["x|中央", "y|北部"] }),
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
                "choices": ["20|ハローワーク", "40|産業保健"] }),
            json!({ "type": "matrix", "name": "sure", "title": "自信",
                "rows": [{ "value": "a", "text": "相談" }], "columns": (["1", "2", "3"].map(step)) }),
            json!({ "type": "radiogroup", "name": "same", "title": "みな同じ", "choices": ["1|はい", "2|いいえ"] }),
            json!({ "type": "radiogroup", "name": "few", "title": "少数", "choices": ["1|はい", "2|いいえ"] }),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for n in 0..24 {
            let (place, kind) = if n < 12 { ("x", "20") } else { ("y", "40") };
            let step = if n < 6 { "1" } else if n < 18 { "2" } else { "3" };
            let few = if n == 0 { "2" } else { "1" };
            let fields = [("where", place), ("kind", kind), ("sure.a", step), ("same", "1"), ("few", few)];
            answer(app, &open, &fields).await;
        }
        let get = async |file: &str| coordinator.get(&path(&open, file)).await.expect_status(200).body;
        let crossed = get("by-area.md").await;
        let height = crossed.lines().find(|line| line.contains("段階の高さ（順位の検定）"));
        assert!(height.is_some_and(|line| line.contains("| U = ") && line.contains("| r = ")), "{crossed}");
        assert!(crossed.contains("マン・ホイットニーのU検定"), "{crossed}");
        assert!(crossed.contains("r：順位双列相関係数") && crossed.contains("95%信頼区間"), "{crossed}");
        let row = |title: &str| crossed.lines().find(|line| line.contains(title)).unwrap_or_default();
        assert!(row("みな同じ").ends_with("| – | – | – |"), "{crossed}");
        assert!(row("少数").ends_with("| x | x | x |"), "{crossed}");
        assert!(!crossed.contains("HW"), "no kind is named: {crossed}");
        for file in ["by-kind.md", "characteristics.md", "characteristics.csv"] {
            let words = get(file).await;
            assert!(words.contains("HW＝ハローワーク（") && words.contains("産保＝"), "{file}: {words}");
        }
    })
    .await;
}
