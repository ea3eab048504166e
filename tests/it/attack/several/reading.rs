//! Everything that is given out of choices, themes, codes and words: pages and files of the analysis, and sheets.

use analysis::document::csv::read_rows;
use analysis::document::xlsx;
use server::auth::Role;
use server::dataset::tables::kind_name;
use server::i18n::Lang;
use server::pages::conditions::encode;
use tests::open_survey::OpenSurvey;
use tests::sheets::{publish, publish_area, share};
use tests::{Page, Session, TestApp};

use super::survey::{A_PACE, AREAS, CODES, choices};
use super::{as_code, as_theme, as_word, table_of};
use crate::attack::{QUESTIONS, Reader};

/// The most bytes that the workbook may unpack to.
const LARGEST: usize = 10_000_000;

/// Pages of the analysis, as a researcher has them.
pub async fn read_analysis(reader: &mut Reader, researcher: &Session, open: &OpenSurvey) {
    let (survey, number) = (format!("/surveys/{}/analysis", open.survey.0), open.questionnaire.0);
    let get = async |path: &str| researcher.get(&format!("{survey}{path}")).await.expect_status(200);
    reader.read_tables(&get("").await, "#f-help-table", ("", str::to_owned), "frequencies");
    for side in ["region", "kind"] {
        let page = get(&format!("?by={side}")).await;
        reader.read_tables(&page, "#f-help-table", ("", str::to_owned), &table_of("choices", side));
    }
    let page = get("/cross?side=q:pace&top=q:help").await;
    reader.read_tables(&page, "#cross-table", ("", str::to_owned), &table_of("choices", "answer"));
    reader.read_tables(&get("/areas").await, "#areas-table", ("", str::to_owned), "areas");
    for (place, (words, _)) in choices().iter().enumerate() {
        let page = get(&format!("/areas?variable=help&value={}", place + 1)).await;
        reader.read_tables(&page, "#areas-table", (words.as_str(), str::to_owned), "areas");
    }
    let answer = encode(&format!("answer:{number}:pace"));
    // Tables of texts count those alone who have a value.
    for (side, by, within) in
        [("region", "region", ""), ("kind", "kind", ""), ("answer", answer.as_str(), A_PACE)]
    {
        let page = get(&format!("/themes?by={by}")).await;
        for table in ["#challenges-table", "#practices-table"] {
            reader.read_tables(&page, table, (within, as_theme), &table_of("themes", side));
        }
        let page = get(&format!("/themes?of=codes&by={by}")).await;
        reader.read_tables(&page, "#codes-table", (within, as_code), &table_of("codes", side));
        let page = get(&format!("/word-table?by={by}")).await;
        reader.read_tables(&page, "#word-table-table", (within, str::to_owned), &table_of("words", side));
    }
    let groups = AREAS.map(|(code, name, _)| (format!("region:{code}"), name.to_owned()));
    let kinds = QUESTIONS[1].2.iter();
    let kinds = kinds.map(|(code, _)| (format!("kind:{code}"), kind_name(Lang::Ja, code)));
    for (group, name) in groups.into_iter().chain(kinds) {
        read_keywords(reader, &get(&format!("/keywords?group={group}")).await, &name);
    }
}

/// The words that are typical of a group: none where they are withheld.
fn read_keywords(reader: &mut Reader, page: &Page, group: &str) {
    let n_columns = page.texts("#lookup thead th").len().max(1);
    let cells = page.texts("#lookup tbody tr > *");
    for row in cells.chunks(n_columns) {
        let [lemma, class, inside, _, outside, ..] = row else { continue };
        let word = as_word(lemma, class);
        reader.read(&[&word, group], inside, "keywords");
        if let (Ok(inside), Ok(outside)) = (inside.parse::<usize>(), outside.parse::<usize>()) {
            reader.read(&[&word], &(inside + outside).to_string(), "keywords");
        }
    }
}

/// Files: tables for talks, and exports.
pub async fn read_files(reader: &mut Reader, researcher: &Session, open: &OpenSurvey) {
    let (survey, number) = (format!("/surveys/{}", open.survey.0), open.questionnaire.0);
    let get = async |path: &str| researcher.get(&format!("{survey}/{path}")).await.expect_status(200);
    let rows = async |path: &str| read_rows(&get(path).await.bytes).expect("a table");
    for file in ["characteristics", "several", "by-area", "by-kind", "by-question"] {
        let mut rows = rows(&format!("talks/{file}.csv?questionnaire={number}&side=q:pace")).await;
        // How many answered this one is another number than that of all.
        rows.retain(|row| row.first().is_none_or(|label| !label.contains("pace")));
        reader.read_talk(rows, file);
    }
    let mut codes = rows("talks/codes.csv").await;
    for label in codes.iter_mut().filter_map(|row| row.first_mut()) {
        if CODES.iter().any(|(symbol, _)| label.trim().starts_with(symbol)) {
            *label = as_code(label.trim());
        }
    }
    reader.read_talk(codes, "codes for talks");
    for row in rows(&format!("exports/tables-{number}.csv")).await {
        if let [name, _, _, label, count, ..] = row.as_slice()
            && name != "pace"
        {
            reader.read(&[label], count, "exports");
        }
    }
    for row in rows("exports/terms.csv").await {
        if let [lemma, class, count, ..] = row.as_slice() {
            reader.read(&[&as_word(lemma, class)], count, "list of words");
        }
    }
    read_exported_themes(reader, &rows("exports/themes.csv").await);
    let sheets = xlsx::read_sheets(&get("exports/survey.xlsx").await.bytes, LARGEST).expect("a workbook");
    for (_, rows) in sheets.iter().filter(|(name, _)| name.starts_with("by-area")) {
        for row in rows {
            if let [_, _, area, label, count, ..] = row.as_slice() {
                reader.read(&[area, label], count, "workbook");
            }
        }
    }
}

/// One row an area: how many there are, then two columns a theme.
fn read_exported_themes(reader: &mut Reader, rows: &[Vec<String>]) {
    let Some((heads, rows)) = rows.split_first() else { return };
    for row in rows {
        let [_, area, size, ..] = row.as_slice() else { continue };
        reader.read(&[area], size, "exported themes");
        for (head, cell) in heads.iter().zip(row).skip(3) {
            if let Some(theme) = head.strip_suffix(" [件数]") {
                reader.read(&[area, &as_theme(theme)], cell, "exported themes");
            }
        }
    }
}

/// The sheets of the region and of its areas as they are published: the first behind its link, the others as viewers see them.
pub async fn read_feedback(reader: &mut Reader, app: &TestApp, coordinator: &Session, open: &OpenSurvey) {
    publish(coordinator, open.survey, &[]).await;
    let link = share(coordinator, open.survey).await;
    let help = format!("#q{}-help-table", open.questionnaire.0);
    let mut read = |page: &Page, within: &str, source: &str| {
        for table in [help.as_str(), "#challenges-table", "#practices-table"] {
            reader.read_tables(page, table, (within, str::to_owned), source);
        }
    };
    read(&app.visitor().get(&link).await.expect_status(200), "", "sheet");
    let viewer = app.login(Role::Viewer).await;
    for (code, name, _) in AREAS {
        let published = publish_area(coordinator, open.survey, code).await;
        read(&viewer.get(&published).await.expect_status(200), name, "sheet of an area");
    }
}
