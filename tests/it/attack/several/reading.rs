//! Everything that is given out of choices, themes, codes and words: pages and files of the analysis, and sheets.

use analysis::document::csv::read_rows;
use server::dataset::tables::kind_name;
use server::i18n::Lang;
use server::pages::conditions::encode;
use tests::open_survey::OpenSurvey;
use tests::sheets::{publish, share};
use tests::{Page, Session, TestApp};

use super::super::{QUESTIONS, Reader};
use super::{A_PACE, AREAS, CHOICES, CODES, as_code, as_theme, as_word};

/// Pages and files of the analysis, as a researcher has them.
pub async fn read_analysis(reader: &mut Reader, researcher: &Session, open: &OpenSurvey) {
    let (survey, number) = (format!("/surveys/{}", open.survey.0), open.questionnaire.0);
    let get = async |path: &str| researcher.get(&format!("{survey}/{path}")).await.expect_status(200);
    for by in ["", "region", "kind"] {
        let page = get(&format!("analysis?by={by}")).await;
        reader.read_tables(&page, "#f-help-table", ("", str::to_owned), "choices");
    }
    reader.read_tables(
        &get("analysis/cross?side=q:pace&top=q:help").await,
        "#cross-table",
        ("", str::to_owned),
        "choices by answer",
    );
    for (place, (words, _)) in (1..).zip(CHOICES) {
        let place: usize = place;
        let page = get(&format!("analysis/areas?variable=help&value={place}")).await;
        reader.read_tables(&page, "#areas-table", (words, str::to_owned), "areas");
    }
    let answer = encode(&format!("answer:{number}:pace"));
    // Tables of texts count those alone who have a value.
    for (by, within) in [("region", ""), ("kind", ""), (answer.as_str(), A_PACE)] {
        let page = get(&format!("analysis/themes?by={by}")).await;
        reader.read_tables(&page, "#challenges-table", (within, as_theme), "themes");
        reader.read_tables(&page, "#practices-table", (within, as_theme), "themes");
        let page = get(&format!("analysis/themes?of=codes&by={by}")).await;
        reader.read_tables(&page, "#codes-table", (within, as_code), "codes");
        let page = get(&format!("analysis/word-table?by={by}")).await;
        reader.read_tables(&page, "#word-table-table", (within, str::to_owned), "words");
    }
    for file in ["characteristics", "several", "by-area", "by-kind"] {
        let page = get(&format!("talks/{file}.csv")).await;
        let mut rows = read_rows(&page.bytes).expect("a table");
        // How many answered this one is another number than that of all.
        rows.retain(|row| row.first().is_none_or(|label| !label.contains("pace")));
        reader.read_talk(rows, file);
    }
    read_files(reader, researcher, &survey, number).await;
}

/// Files whose rows are called otherwise.
async fn read_files(reader: &mut Reader, researcher: &Session, survey: &str, number: i64) {
    let get = async |path: &str| {
        let page = researcher.get(&format!("{survey}/{path}")).await.expect_status(200);
        read_rows(&page.bytes).expect("a table")
    };
    let mut codes = get("talks/codes.csv").await;
    for label in codes.iter_mut().filter_map(|row| row.first_mut()) {
        if CODES.iter().any(|(symbol, _)| label.trim().starts_with(symbol)) {
            *label = as_code(label.trim());
        }
    }
    reader.read_talk(codes, "codes for talks");
    for row in get(&format!("exports/tables-{number}.csv")).await {
        if let [name, _, _, label, count, ..] = row.as_slice()
            && name != "pace"
        {
            reader.read(&[label], count, "exports");
        }
    }
    for row in get("exports/terms.csv").await {
        if let [lemma, class, count, ..] = row.as_slice() {
            reader.read(&[&as_word(lemma, class)], count, "list of words");
        }
    }
    let themes = get("exports/themes.csv").await;
    let heads = themes.first().cloned().unwrap_or_default();
    for row in themes.iter().skip(1).filter(|row| row.len() > 2) {
        reader.read(&[&row[1]], &row[2], "exported themes");
        for (head, cell) in heads.iter().zip(row).skip(3) {
            if let Some(theme) = head.strip_suffix(" [件数]") {
                reader.read(&[&row[1], &as_theme(theme)], cell, "exported themes");
            }
        }
    }
    let groups = AREAS.map(|(code, name, _)| (format!("region:{code}"), name.to_owned()));
    let kinds = QUESTIONS[1].2.iter();
    let kinds = kinds.map(|(code, _)| (format!("kind:{code}"), kind_name(Lang::Ja, code)));
    for (group, name) in groups.into_iter().chain(kinds) {
        for row in get_keywords(researcher, survey, &group).await {
            let [lemma, class, inside, _, outside, ..] = row.as_slice() else { continue };
            let word = as_word(lemma, class);
            reader.read(&[&word, &name], inside, "keywords");
            if let (Ok(inside), Ok(outside)) = (inside.parse::<usize>(), outside.parse::<usize>()) {
                reader.read(&[&word], &(inside + outside).to_string(), "keywords");
            }
        }
    }
}

/// The cells of words that are typical of a group; none where they are withheld.
async fn get_keywords(researcher: &Session, survey: &str, group: &str) -> Vec<Vec<String>> {
    let page = researcher.get(&format!("{survey}/analysis/keywords?group={group}")).await.expect_status(200);
    let n = page.texts("#lookup thead th").len().max(1);
    let cells = page.texts("#lookup tbody tr > *");
    cells.chunks(n).map(<[String]>::to_vec).collect()
}

/// The sheets of the region and of its areas.
pub async fn read_sheets(reader: &mut Reader, app: &TestApp, coordinator: &Session, open: &OpenSurvey) {
    publish(coordinator, open.survey, &[]).await;
    let link = share(coordinator, open.survey).await;
    let help = format!("#q{}-help-table", open.questionnaire.0);
    let mut read = |page: &Page, within: &str, source: &str| {
        for table in [help.as_str(), "#challenges-table", "#practices-table"] {
            reader.read_tables(page, table, (within, str::to_owned), source);
        }
    };
    read(&app.visitor().get(&link).await.expect_status(200), "", "sheet");
    for (code, name, _) in AREAS {
        let path = format!("/surveys/{}/feedback/preview?area={code}", open.survey.0);
        read(&coordinator.get(&path).await.expect_status(200), name, "sheet of an area");
    }
}
