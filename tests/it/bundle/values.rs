//! The values of the data and what the codebook says of them.

use std::process::Command;

use analysis::document::csv::read_rows;
use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::closed_answers::{answer, definition};
use tests::on_both;
use tests::open_survey::open_definition;
use tests::workspace::root;

use super::{column, look, rows, take, text, unzip};

/// Whether a codebook is valid DDI.
fn validate(ddi: &str) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("codebook.xml");
    std::fs::write(&file, ddi).expect("a file can be written");
    let schema = root().join("tests/fixtures/ddi-2.5/codebook.xsd");
    let xmllint =
        Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).args([schema, file]).output();
    let xmllint = xmllint.expect("xmllint is installed by scripts/install-packages");
    assert!(xmllint.status.success(), "{}", String::from_utf8_lossy(&xmllint.stderr));
}

/// What a codebook says of a variable.
fn described<'t>(ddi: &'t str, name: &str) -> &'t str {
    let own = ddi.split(&format!("name=\"{name}\"")).nth(1);
    own.and_then(|rest| rest.split("</var>").next()).unwrap_or_else(|| panic!("{name} is not in {ddi}"))
}

/// The values that a codebook calls missing, in what it says of a variable.
fn missing(described: &str) -> Vec<&str> {
    let missing = described.split("<catgry").filter(|one| one.starts_with(" missing=\"Y\">"));
    missing.filter_map(|one| one.split("<catValu>").nth(1)?.split('<').next()).collect()
}

#[tokio::test]
async fn published_numbers_follow_from_the_data() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let busy =
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
        let open = open_definition(app, &coordinator, &definition(&[busy])).await;
        for n in 0..12 {
            answer(app, &open, &[("busy", if n < 7 { "1" } else { "2" })]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let data = rows(&files, &format!("data/q{q}.csv"));
        let count = |value: &str| column(&data, "busy").iter().filter(|cell| **cell == value).count();
        let published = format!("/surveys/{}/exports/tables-{q}.csv", open.survey.0);
        let published = coordinator.get(&published).await.expect_status(200).bytes;
        let published = read_rows(&published).expect("a table");
        for value in ["1", "2"] {
            let row = published.iter().find(|row| row[0] == "busy" && row[2] == value).expect("its row");
            assert_eq!(row[4], count(value).to_string(), "{row:?}");
        }
        let ddi = text(&files, &format!("codebook/q{q}.xml"));
        validate(&ddi);
        let of_busy = described(&ddi, "busy");
        assert!(
            of_busy.contains(">7</catStat>") && of_busy.contains(">5</catStat>"),
            "what tables show is in the codebook: {of_busy}"
        );
        assert!(of_busy.contains("<varFormat type=\"numeric\">"), "its codes are numbers: {of_busy}");
        assert!(described(&ddi, "source").contains("<varFormat type=\"character\">"), "{ddi}");
    })
    .await;
}

#[tokio::test]
async fn a_diagnosis_is_a_group_of_diseases_in_the_data() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let choices = ["1|クローン病", "2|潰瘍性大腸炎", "3|だれも知らない病気", "98|答えない"];
        let illness = json!({ "type": "radiogroup", "name": "illness", "title": "病気",
            "kt:role": "diagnosis", "choices": choices });
        let open = open_definition(app, &coordinator, &definition(&[illness])).await;
        for (value, n) in [("1", 4), ("2", 4), ("3", 3), ("98", 5)] {
            for _ in 0..n {
                answer(app, &open, &[("illness", value)]).await;
            }
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("illness"), "others may know it: {risk}");
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let data = rows(&files, &format!("data/q{q}.csv"));
        let count = |value: &str| column(&data, "illness").iter().filter(|cell| **cell == value).count();
        assert_eq!((count("13"), count("98"), count("*")), (8, 5, 3), "{data:?}");
        let ddi = text(&files, &format!("codebook/q{q}.xml"));
        assert!(ddi.contains("<labl>消化器</labl>") && !ddi.contains("クローン病"), "{ddi}");
        assert!(!ddi.contains("だれも知らない病気"), "{ddi}");
        // A program that reads numbers takes the star for no answer, as it does 96 and 99.
        let illness = described(&ddi, "illness");
        assert!(illness.contains("<varFormat type=\"numeric\">"), "{illness}");
        assert_eq!(missing(illness), ["96", "99", "*"], "{illness}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_step_of_an_order_is_missing_there_and_an_answer_among_names() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let question = |name: &str, choices: &[&str]| {
            json!({ "type": "radiogroup", "name": name, "title": "架空の問い", "choices": choices })
        };
        let bands = question("n_users", &["1|1〜2人", "2|3〜5人", "3|6人以上", "97|わからない", "98|答えない"]);
        let names = question("trend", &["1|相談", "2|就労", "3|医療", "97|わからない"]);
        let open = open_definition(app, &coordinator, &definition(&[bands, names])).await;
        for n in 0..12 {
            let value = if n < 7 { "1" } else { "97" };
            answer(app, &open, &[("n_users", value), ("trend", value)]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let ddi = text(&files, &format!("codebook/q{q}.xml"));
        validate(&ddi);
        let (bands, names) = (described(&ddi, "n_users"), described(&ddi, "trend"));
        assert!(bands.contains("nature=\"ordinal\"") && names.contains("nature=\"nominal\""), "{ddi}");
        assert_eq!(missing(bands), ["97", "98", "96", "99"], "{bands}");
        assert_eq!(missing(names), ["96", "99"], "{names}");
        for one in [bands, names] {
            assert!(one.contains(">7</catStat>") && one.contains(">5</catStat>"), "as tables have them: {one}");
        }
        let html = text(&files, &format!("codebook/q{q}.html"));
        let of = |name: &str| {
            let own = html.split("<section").skip(1).find(|one| one.contains(&format!("<code>{name}</code> ")));
            own.unwrap_or_else(|| panic!("{name} is not in {html}")).to_owned()
        };
        let level = |key: &str| format!("<dd>{}</dd>", i18n::plain(Lang::Ja, key));
        assert!(of("n_users").contains(&level("export-level-ordinal")), "{html}");
        assert!(of("n_users").contains(&i18n::plain(Lang::Ja, "export-note-beside")), "{html}");
        assert!(of("trend").contains(&level("export-level-nominal")), "{html}");
        let readme = text(&files, "README.txt");
        assert!(readme.contains("-9") && readme.contains("ordinal"), "{readme}");
    })
    .await;
}
