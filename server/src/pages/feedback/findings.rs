//! The findings on a sheet, and which of them the questionnaire of replies asks about: beside these the sheet leads to their questions. Of
//! challenges and good practices a theme is a finding, of other sections a chart or a table.

use std::sync::LazyLock;

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use serde::Serialize;
use surveys::questionnaire::reply::{Finding, MAX_TEXT};

use super::content::{Piece, SheetContent};
use crate::i18n;
use crate::secret;
use crate::view::figure::CellView;

/// Sections whose charts are of themes, and what these are themes of.
const OF_THEMES: [(&str, Stance); 2] =
    [("challenges", Stance::Challenge), ("practices", Stance::GoodPractice)];
/// Sections of which each chart or table is a finding.
const OF_CHARTS: [&str; 4] = ["requests", "answers", "collaboration", "before_after"];
/// How the ids of networks begin: each is another picture of the chart before it.
const NETWORK: &str = "collaboration-network-";
/// How the key of a chart or table begins.
const CHART: &str = "fig_";
/// Reading lines that say that there is nothing to say.
const SILENT: [&str; 6] = [
    "collaboration-withheld",
    "figure-most-nobody",
    "figure-most-none",
    "figure-most-withheld",
    "sheet-draft-matrix-none",
    "sheet-draft-matrix-withheld",
];
/// Hexadecimal digits behind it. Every other program takes the names that are made of so few.
const DIGITS: usize = 6;

/// A finding that is asked about.
#[derive(Serialize)]
pub struct AskedView {
    /// What it is known by (see [`Finding`]).
    #[serde(skip)]
    pub key: String,
    /// Its sentence, as it is asked.
    pub text: String,
    /// Where the question of it is answered.
    pub href: String,
}

/// The ways to reply to what a chart or table finds.
#[derive(Serialize)]
pub struct ReplyLinksView {
    /// Its id on the sheet.
    figure: String,
    /// One for each finding of it.
    links: Vec<LinkView>,
}

#[derive(Serialize)]
struct LinkView {
    /// Says to which finding, in the language of the sheet.
    text: String,
    href: String,
}

/// A chart or table that finds something.
struct Shown<'c> {
    section: &'c str,
    id: &'c str,
    title: &'c str,
    reading: &'c str,
}

impl Shown<'_> {
    /// Whether the finding of this key is one of it.
    fn has(&self, key: &str) -> bool {
        match OF_THEMES.iter().find(|(section, _)| *section == self.section) {
            Some((_, kind)) => kind_of(key) == Some(*kind),
            None => key == key_of(self.id),
        }
    }

    /// What is asked of it.
    fn asked<'a>(&self, asked: &'a [AskedView]) -> Vec<&'a AskedView> {
        asked.iter().filter(|finding| self.has(&finding.key)).collect()
    }
}

fn codes() -> &'static [Code] {
    // Read once. Malformed it would have no codes, which a test excludes.
    static CODES: LazyLock<Vec<Code>> =
        LazyLock::new(|| CodingFrame::shipped().map(|frame| frame.codes).unwrap_or_default());
    &CODES
}

/// What a code of the frame is a theme of; none for other keys.
fn kind_of(key: &str) -> Option<Stance> {
    codes().iter().find(|code| code.code == key).map(|code| code.kind)
}

/// Whether a key is that of something on a sheet: of a theme, a chart or a table.
pub fn is_of_sheet(key: &str) -> bool {
    is_of_chart(key) || kind_of(key).is_some()
}

/// The key of a chart or table. Ids have names of questions in any script; keys are parts of names that every other program takes.
fn key_of(id: &str) -> String {
    let digits: String = secret::hash(id).chars().take(DIGITS).collect();
    format!("{CHART}{digits}")
}

/// Whether a key is that of a chart or table.
pub fn is_of_chart(key: &str) -> bool {
    let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    key.strip_prefix(CHART).is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(is_digit))
}

fn shown(content: &SheetContent) -> Vec<Shown<'_>> {
    let is_finding = |section: &str| {
        OF_CHARTS.contains(&section) || OF_THEMES.iter().any(|(of_themes, _)| *of_themes == section)
    };
    let mut found = Vec::new();
    for section in content.sections.iter().filter(|section| is_finding(&section.kind)) {
        for piece in &section.pieces {
            match piece {
                Piece::Figures { figures } => found.extend(figures.iter().map(|own| Shown {
                    section: &section.kind,
                    id: &own.figure.id,
                    title: &own.figure.title,
                    reading: &own.figure.reading,
                })),
                Piece::Table { id, table, reading, .. } => {
                    found.push(Shown { section: &section.kind, id, title: &table.caption, reading });
                }
                Piece::Heading { .. }
                | Piece::Text { .. }
                | Piece::Note { .. }
                | Piece::Counts { .. }
                | Piece::Quotes { .. } => {}
            }
        }
    }
    found.retain(|shown| !shown.id.starts_with(NETWORK));
    found
}

/// For each chart or table of a sheet the ways to reply to it; those of which nothing is asked are left out.
pub fn reply_links(content: &SheetContent, asked: &[AskedView]) -> Vec<ReplyLinksView> {
    let link = |finding: &AskedView| {
        let args = [("finding", finding.text.clone())];
        let text = i18n::text(&content.language, "replies-beside-go", &args);
        LinkView { text, href: finding.href.clone() }
    };
    let all = shown(content).into_iter().map(|shown| ReplyLinksView {
        figure: shown.id.to_owned(),
        links: shown.asked(asked).into_iter().map(link).collect(),
    });
    all.filter(|own| !own.links.is_empty()).collect()
}

/// Titles of the charts and tables of a sheet of which nothing is asked.
pub fn unasked(content: &SheetContent, asked: &[AskedView]) -> Vec<String> {
    let all = shown(content).into_iter().filter(|shown| shown.asked(asked).is_empty());
    all.map(|shown| shown.title.to_owned()).collect()
}

/// What a sheet says, as findings to be asked about: its themes, then its charts and tables. Numbers are those that stand on it.
pub fn proposed(content: &SheetContent) -> Vec<Finding> {
    let mut found = Vec::new();
    for (section, kind) in OF_THEMES {
        let pieces = content.sections.iter().filter(|own| own.kind == section).flat_map(|own| &own.pieces);
        for piece in pieces {
            if let Piece::Figures { figures } = piece {
                let rows = figures.iter().flat_map(|own| &own.figure.table.rows);
                found.extend(rows.filter_map(|row| theme(&content.language, kind, row)));
            }
        }
    }
    found.extend(charts(content));
    found
}

/// The theme of a row as a sentence with its number; None where that is withheld, and where the frame does not know it any more.
fn theme(lang: &str, kind: Stance, row: &[CellView]) -> Option<Finding> {
    let [label, count, ..] = row else { return None };
    let is_called = |code: &&Code| code.kind == kind && (code.ja == label.text || code.en == label.text);
    let code = codes().iter().find(is_called).filter(|_| !count.is_suppressed)?;
    let key = if kind == Stance::GoodPractice { "replies-practice" } else { "replies-challenge" };
    let text = i18n::text(lang, key, &[("theme", label.text.clone()), ("n", count.text.clone())]);
    Some(Finding { key: code.code.clone(), text: text.chars().take(MAX_TEXT).collect() })
}

/// A title without the number of its question: in the questionnaire of replies the finding has a number of its own, and beside that
/// one the other would be read as its number.
fn without_number<'t>(title: &'t str, lang: &str) -> &'t str {
    let sign = i18n::text(lang, "fill-number", &[("number", String::new())]);
    let behind = || {
        let (number, words) = title.strip_prefix(sign.as_str())?.split_once(' ')?;
        let is_number = number.starts_with(|digit: char| digit.is_ascii_digit());
        Some(words.trim_start()).filter(|words| is_number && !words.is_empty())
    };
    behind().unwrap_or(title)
}

/// The charts and tables of a sheet that nobody reads yet, by their titles: what it counts may change until it is published.
pub fn titles(content: &SheetContent) -> Vec<Finding> {
    let is_chart = |shown: &Shown<'_>| OF_CHARTS.contains(&shown.section);
    let finding = |shown: Shown<'_>| {
        let title = without_number(shown.title, &content.language).to_owned();
        let text = i18n::text(&content.language, "replies-chart-alone", &[("title", title)]);
        Finding { key: key_of(shown.id), text: text.chars().take(MAX_TEXT).collect() }
    };
    shown(content).into_iter().filter(is_chart).map(finding).collect()
}

/// The charts and tables of a sheet, each with its reading line where that is short and says something. Themes are findings one by one,
/// and not among these.
fn charts(content: &SheetContent) -> Vec<Finding> {
    let lang = &content.language;
    let is_chart = |shown: &Shown<'_>| OF_CHARTS.contains(&shown.section);
    let silent = SILENT.map(|key| i18n::text(lang, key, &[]));
    let says = |reading: &str| !reading.is_empty() && silent.iter().all(|line| line != reading);
    let finding = |shown: Shown<'_>| {
        let title = ("title", without_number(shown.title, lang).to_owned());
        let reading = ("reading", shown.reading.to_owned());
        let whole = i18n::text(lang, "replies-chart", &[title.clone(), reading]);
        let is_short = whole.chars().count() <= MAX_TEXT;
        let text = if is_short && says(shown.reading) {
            whole
        } else {
            i18n::text(lang, "replies-chart-alone", &[title])
        };
        Finding { key: key_of(shown.id), text: text.chars().take(MAX_TEXT).collect() }
    };
    shown(content).into_iter().filter(is_chart).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn figure(id: &str, title: &str, reading: &str) -> serde_json::Value {
        let table = json!({ "caption": title, "columns": [], "rows": [] });
        json!({ "id": id, "title": title, "note": "", "reading": reading, "svg": "", "is_wide": false,
            "table": table })
    }

    /// A sheet with charts of themes and of questions, a network, and the chart of replies.
    fn content() -> SheetContent {
        let section = |kind: &str, figures: Vec<serde_json::Value>| json!({ "kind": kind, "title": kind, "pieces": [{ "piece": "figures", "figures": figures }] });
        let ties = vec![
            figure("collaboration-heat-3", "つながりの表", &i18n::text("ja", "collaboration-withheld", &[])),
            figure("collaboration-network-3", "つながりの図", ""),
        ];
        let long = "長い。".repeat(60);
        let answers = vec![figure("q3-手段", "手段", "バスが多い。"), figure("q3-time", "時間", &long)];
        let sections = [
            section("challenges", vec![figure("challenges", "課題", "")]),
            section("practices", vec![figure("practices", "好事例", "")]),
            section("answers", answers),
            section("replies", vec![figure("replies", "返事", "")]),
            section("collaboration", ties),
        ];
        let parameters = json!({ "min_cell": 5, "purpose": "regional", "method": "", "counts": [] });
        serde_json::from_value(
            json!({ "language": "ja", "title": "架空の調査", "area": "", "region": "架空県",
            "host": "", "contact": "", "period": "", "purpose": "", "is_withheld": false,
            "sections": sections, "parameters": parameters }),
        )
        .unwrap()
    }

    fn asked(key: &str) -> AskedView {
        AskedView { key: key.to_owned(), text: format!("結果{key}"), href: format!("/q/x?to={key}") }
    }

    #[test]
    fn every_chart_that_finds_something_is_proposed_once_and_known_by_its_key() {
        let found = proposed(&content());
        let texts: Vec<&str> = found.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(texts, ["「手段」：バスが多い。", "「時間」の結果", "「つながりの表」の結果"]);
        assert!(found.iter().all(|finding| is_of_chart(&finding.key)), "{found:?}");
        assert!(!is_of_chart("fig_12345") && !is_of_chart("fig_12345G") && !is_of_chart("own_1"));
    }

    #[test]
    fn themes_are_proposed_with_the_numbers_of_the_sheet_and_those_that_are_withheld_are_not() {
        let cell = |text: &str| json!({ "text": text, "href": "", "is_suppressed": text == "＊" });
        let codes = CodingFrame::shipped().unwrap().codes;
        let named =
            |place: usize| codes.iter().filter(|code| code.kind == Stance::Challenge).nth(place).unwrap();
        let row = |label: &str, n: &str| json!([cell(label), cell(n), cell("")]);
        let rows = json!([row(&named(0).ja, "12"), row(&named(1).ja, "＊"), row("昔のテーマ", "9")]);
        let mut content = content();
        if let Piece::Figures { figures } = &mut content.sections[0].pieces[0] {
            figures[0].figure.table.rows = serde_json::from_value(rows).unwrap();
        }
        let found = proposed(&content);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].key == named(0).code && found[0].text.contains("12件"), "{found:?}");
        let alone = titles(&content);
        assert!(alone.iter().all(|finding| is_of_chart(&finding.key)), "{alone:?}");
        assert_eq!(alone[0].text, "「手段」の結果", "no number of a sheet that nobody reads");
    }

    #[test]
    fn the_number_of_a_question_is_not_in_the_finding() {
        let bare = |title| without_number(title, "ja");
        assert_eq!(bare("問5 通う手段"), "通う手段");
        assert_eq!(bare("問5-2 通う手段"), "通う手段");
        assert_eq!(bare("問題 いちばん大きいもの"), "問題 いちばん大きいもの");
        assert_eq!(bare("通う手段"), "通う手段");
        assert_eq!(without_number("Q5 How you come", "en"), "How you come");
        let mut content = content();
        for own in &mut content.sections {
            if let Some(Piece::Figures { figures }) = own.pieces.first_mut() {
                figures.iter_mut().for_each(|own| own.figure.title = format!("問5 {}", own.figure.title));
            }
        }
        let found = proposed(&content);
        assert!(found.iter().all(|finding| !finding.text.contains("問5")), "{found:?}");
        assert!(titles(&content).iter().all(|finding| !finding.text.contains("問5")));
    }

    #[test]
    fn a_line_that_says_that_nothing_can_be_said_is_no_finding() {
        let mut content = content();
        for (lang, key) in ["ja", "en"].into_iter().flat_map(|lang| SILENT.map(|key| (lang, key))) {
            let silent = i18n::text(lang, key, &[]);
            assert!(!silent.starts_with(key), "its words are there: {silent}");
            content.language = lang.to_owned();
            for section in &mut content.sections {
                for piece in &mut section.pieces {
                    if let Piece::Figures { figures } = piece {
                        figures.iter_mut().for_each(|own| own.figure.reading.clone_from(&silent));
                    }
                }
            }
            let found = proposed(&content);
            assert_eq!(found.len(), 3, "the charts can be asked about: {found:?}");
            assert!(found.iter().all(|finding| !finding.text.contains(&silent)), "{found:?}");
        }
    }

    #[test]
    fn a_chart_leads_to_its_own_findings_and_one_of_which_nothing_is_asked_is_told() {
        let key = proposed(&content())[0].key.clone();
        let all = [asked("C07"), asked("C01"), asked("C99"), asked("own_1"), asked(&key)];
        let found = reply_links(&content(), &all);
        let links = |place: usize| {
            let hrefs: Vec<&str> = found[place].links.iter().map(|link| link.href.as_str()).collect();
            (found[place].figure.as_str(), hrefs)
        };
        assert_eq!(found.len(), 2);
        assert_eq!(links(0), ("challenges", vec!["/q/x?to=C07", "/q/x?to=C01"]));
        assert_eq!(links(1), ("q3-手段", vec![format!("/q/x?to={key}").as_str()]));
        assert!(found[0].links[0].text.contains("結果C07"), "a link says to what it replies");
        assert_eq!(unasked(&content(), &all), ["好事例", "時間", "つながりの表"]);
        assert_eq!(unasked(&content(), &[])[0], "課題");
    }

    #[test]
    fn a_theme_of_any_code_of_the_frame_is_led_to_from_one_chart() {
        for code in CodingFrame::shipped().unwrap().codes {
            let found = reply_links(&content(), &[asked(&code.code)]);
            let figures: Vec<&str> = found.iter().map(|beside| beside.figure.as_str()).collect();
            let expected = if code.kind == Stance::Challenge { "challenges" } else { "practices" };
            assert_eq!(figures, [expected], "{}", code.code);
        }
    }
}
