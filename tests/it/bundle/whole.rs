//! The whole file: the risk is said before, and what is in it and what is never in it.

use server::auth::Role;
use tests::inviting::{invitations, letter_code};
use tests::open_survey::OpenSurvey;
use tests::stored::submitted;
use tests::{TestApp, on_both};

use super::{SECRET, answered, column, everything, look, make, n_said, rows, take, taken, text, unzip};

#[tokio::test]
async fn the_risk_is_said_before_and_the_file_has_all_but_the_key() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "also=busy").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("8件の回答") && risk.contains("3件の回答は、5件に満たない組"), "{risk}");
        // Without the tick nothing is made.
        let refused = coordinator.submit(&page, "#make-form", &[]).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#accept']"), "{}", refused.describe());
        let done = make(&coordinator, &page).await;
        let bytes = taken(&coordinator, &done).await;
        assert!(bytes == take(&coordinator, &page).await, "byte for byte");
        let files = unzip(&bytes);
        assert_eq!(n_said(app, "test-coordinator", &done).await, files.len());
        let q = open.questionnaire.0;
        for name in [
            "README.txt".to_owned(),
            "methods.txt".to_owned(),
            "anonymity.txt".to_owned(),
            format!("data/q{q}.csv"),
            format!("data/q{q}.xlsx"),
            format!("data/q{q}.parquet"),
            format!("data/q{q}.sav"),
            format!("codebook/q{q}.html"),
            format!("codebook/q{q}.xlsx"),
            format!("codebook/q{q}.xml"),
            format!("questionnaires/q{q}-v1.json"),
            format!("questionnaires/q{q}-v1.pdf"),
            "codings/project.qdpx".to_owned(),
            "texts/texts.csv".to_owned(),
            "texts/texts.txt".to_owned(),
            "manifest.json".to_owned(),
        ] {
            assert!(!files[&name].is_empty(), "{name}");
            assert!(text(&files, "SHA256SUMS").contains(&format!("  {name}\n")), "{name}");
        }
        assert!(files.keys().all(|name| name.is_ascii()));
        assert!(text(&files, "rules/themes.json").contains("C01") && !files["rules/stances.tsv"].is_empty());
        let data = rows(&files, &format!("data/q{q}.csv"));
        assert_eq!(column(&data, "age"), ["30"; 8], "ages are bands");
        let methods = text(&files, "methods.txt");
        assert!(
            methods.contains("9。到達") && methods.contains("9 / 9 = 100.0%") && methods.contains("第1版"),
            "{methods}"
        );
        for rule in
            ["乱数で9999回", "Kruskal-Wallis の検定", "McNemar の検定", "p は設問の数について補正していない"]
        {
            assert!(methods.contains(rule), "{rule}: {methods}");
        }
        assert!(methods.contains("この一式に入るもの 0件"), "nobody was heard: {methods}");
        assert!(methods.contains("形態素解析 lindera") && methods.contains("辞書 "), "{methods}");
        let texts = rows(&files, "texts/texts.csv");
        assert_eq!(column(&texts, "文章"), ["人手が足りない <h1>"; 8]);
        assert_eq!(column(&texts, "age"), ["30"; 8]);
        assert!(text(&files, "texts/texts.txt").contains("人手が足りない ＜h1＞"));
        never_there(app, &open, &everything(&bytes)).await;
    })
    .await;
}

/// Nobody who was invited is in a bundle, nor a code, nor what may not be used for research.
async fn never_there(app: &TestApp, open: &OpenSurvey, all: &str) {
    let mut never = vec![SECRET.to_owned(), "架空 花子".to_owned(), "000-000-0001".to_owned()];
    never.extend((0..9).flat_map(|n| [format!("agency{n}@example.jp"), format!("架空機関{n:02}")]));
    for one in invitations(app, open).await {
        never.extend([
            letter_code(app, &one),
            one.seed.clone(),
            one.token_hash.clone(),
            one.code_hash.clone(),
        ]);
    }
    let responses = submitted(app, open.questionnaire).await;
    never.extend(responses.into_iter().flat_map(|one| [one.token_hash, one.withdrawal_hash]));
    for word in never {
        assert!(!all.contains(&word), "{word} is in the bundle");
    }
}
