//! The codebook as one page of HTML that needs nothing else: no script, no outside resource; printed, a variable is not torn apart.

use std::fmt::{self, Write as _};

use crate::document::codebook::{Codebook, CodebookValue, CodebookVariable, CodebookWords};
use crate::document::xml::escaped;
use crate::document::{Cell, Sheet};
use crate::error::Error;

/// Colours have a contrast of 7 : 1 at least; lines stay where colours are not printed.
const STYLE: &str = "\
:root{color-scheme:light}
body{margin:0 auto;padding:1rem;max-width:60rem;color:#1a1a1a;background:#fff;line-height:1.6;overflow-wrap:anywhere}
body{font-family:\"BIZ UDGothic\",\"BIZ UDPGothic\",\"Noto Sans CJK JP\",sans-serif}
a{color:#0b3d91}
a:focus-visible{outline:3px solid #0b3d91;outline-offset:2px}
nav ol{padding-left:0;list-style:none;columns:20rem}
nav li{break-inside:avoid;margin:0 0 .25rem}
section{border-top:2px solid #1a1a1a;margin-top:2rem;break-inside:avoid}
h2{font-size:1.2rem}
code{font-family:\"BIZ UDGothic\",monospace}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.25rem 1rem;margin:0 0 1rem}
dt{font-weight:bold}
dd{margin:0;white-space:pre-line}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:bold;padding-bottom:.25rem}
thead th{border-top:1px solid #1a1a1a;border-bottom:1px solid #1a1a1a}
tbody tr{border-bottom:1px solid #767676}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;font-weight:normal;white-space:pre-line}
thead th{font-weight:bold}
@page{size:A4;margin:18mm}
@media print{body{max-width:none;padding:0;font-size:10pt}a{color:inherit;text-decoration:none}}
";

/// Writes the codebook with `title` over it. `language` is that of its words, as in BCP 47 (`ja`). Every variable has a section with
/// what is known of it, how many answered, and a table of its values; the list of all variables leads there. Behind them stands a table of
/// what else belongs to it, such as what the data does not have.
///
/// # Errors
/// When the page cannot be made in memory.
pub fn write(
    codebook: &Codebook,
    behind: Option<&Sheet>,
    words: &CodebookWords,
    (title, language): (&str, &str),
) -> Result<Vec<u8>, Error> {
    let page = page(codebook, behind, words, (title, language));
    let failed = |error: fmt::Error| Error::DocumentNotWritten { format: "html", detail: error.to_string() };
    page.map(String::into_bytes).map_err(failed)
}

fn page(
    codebook: &Codebook,
    behind: Option<&Sheet>,
    words: &CodebookWords,
    (title, language): (&str, &str),
) -> Result<String, fmt::Error> {
    let (title, language) = (escaped(title), escaped(language));
    let mut html = String::new();
    writeln!(html, "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">")?;
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    writeln!(html, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
    writeln!(html, "<header>\n<h1>{title}</h1>\n</header>")?;
    writeln!(html, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{}</h2>", escaped(&words.sheet))?;
    html.push_str("<ol>\n");
    for (place, variable) in codebook.variables.iter().enumerate() {
        let (name, label) = (escaped(&variable.name), escaped(&variable.label));
        writeln!(html, "<li><a href=\"#v{}\"><code>{name}</code> {label}</a></li>", place + 1)?;
    }
    html.push_str("</ol>\n</nav>\n<main>\n");
    for (place, variable) in codebook.variables.iter().enumerate() {
        section(&mut html, place + 1, variable, words)?;
    }
    if let Some(sheet) = behind {
        table(&mut html, sheet)?;
    }
    html.push_str("</main>\n</body>\n</html>\n");
    Ok(html)
}

/// A section with a table of its own.
fn table(html: &mut String, sheet: &Sheet) -> fmt::Result {
    html.push_str("<section aria-labelledby=\"behind\">\n");
    writeln!(html, "<h2 id=\"behind\">{}</h2>\n<table>\n<thead>\n<tr>", escaped(&sheet.name))?;
    for column in &sheet.columns {
        writeln!(html, "<th scope=\"col\">{}</th>", escaped(column))?;
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &sheet.rows {
        html.push_str("<tr>\n");
        for (place, cell) in row.iter().map(Cell::printed).enumerate() {
            let cell = escaped(&cell);
            match place {
                0 => writeln!(html, "<th scope=\"row\"><code>{cell}</code></th>")?,
                _ => writeln!(html, "<td>{cell}</td>")?,
            }
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</section>\n");
    Ok(())
}

fn section(
    html: &mut String,
    number: usize,
    variable: &CodebookVariable,
    words: &CodebookWords,
) -> fmt::Result {
    let (name, label) = (escaped(&variable.name), escaped(&variable.label));
    writeln!(html, "<section id=\"v{number}\" aria-labelledby=\"h{number}\">")?;
    writeln!(html, "<h2 id=\"h{number}\"><code>{name}</code> {label}</h2>\n<dl>")?;
    let counts = [variable.n_valid, variable.n_missing, variable.n_not_asked].map(|count| count.to_string());
    let facts: [(&str, &str); 9] = [
        (&words.kind, words.of_kind(variable.kind)),
        (&words.level, words.of_level(variable.level)),
        (&words.universe, or(&variable.universe, &words.everyone)),
        (&words.versions, or(&variable.versions, &words.all_versions)),
        (&words.n_valid, &counts[0]),
        (&words.n_missing, &counts[1]),
        (&words.n_not_asked, &counts[2]),
        (&words.identifier, truth(variable.is_identifier, words)),
        (&words.note, &variable.note),
    ];
    for (word, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        writeln!(html, "<dt>{}</dt><dd>{}</dd>", escaped(word), escaped(fact))?;
    }
    html.push_str("</dl>\n");
    values(html, variable, words)?;
    html.push_str("</section>\n");
    Ok(())
}

/// The table of a variable's values, without columns in which nothing stands; none where there are no values.
fn values(html: &mut String, variable: &CodebookVariable, words: &CodebookWords) -> fmt::Result {
    if variable.values.is_empty() {
        return Ok(());
    }
    let has_missing = variable.values.iter().any(CodebookValue::is_left_out);
    let has_versions = variable.values.iter().any(|value| !value.versions.is_empty());
    let has_notes = variable.values.iter().any(|value| !value.note.is_empty());
    let (name, caption) = (escaped(&variable.name), escaped(&words.value_label));
    writeln!(html, "<table>\n<caption>{name}: {caption}</caption>\n<thead>\n<tr>")?;
    let heads = [
        (&words.value, true),
        (&words.value_label, true),
        (&words.missing, has_missing),
        (&words.versions, has_versions),
        (&words.note, has_notes),
    ];
    for (word, _) in heads.iter().filter(|(_, is_there)| *is_there) {
        writeln!(html, "<th scope=\"col\">{}</th>", escaped(word))?;
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for value in &variable.values {
        writeln!(html, "<tr>\n<th scope=\"row\"><code>{}</code></th>", escaped(&value.value))?;
        let everywhere = or(&variable.versions, &words.all_versions);
        let cells = [
            (value.label.as_str(), true),
            (truth(value.is_left_out(), words), has_missing),
            (or(&value.versions, everywhere), has_versions),
            (value.note.as_str(), has_notes),
        ];
        for (text, _) in cells.iter().filter(|(_, is_there)| *is_there) {
            writeln!(html, "<td>{}</td>", escaped(text))?;
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    Ok(())
}

/// The text, or what holds where there is none.
fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

fn truth(is_so: bool, words: &CodebookWords) -> &str {
    if is_so { &words.yes } else { &words.no }
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;
    use crate::document::codebook::Level;
    use crate::document::codebook::invented::words;
    use crate::document::reference::reference;
    use crate::table::{Count, Kind};

    fn variable(name: &str, label: &str, values: Vec<CodebookValue>) -> CodebookVariable {
        let kind = if values.is_empty() { Kind::Text } else { Kind::Single };
        CodebookVariable {
            n_valid: Count::Shown(30),
            n_missing: Count::Shown(2),
            n_not_asked: Count::Hidden,
            ..CodebookVariable::new(name, label, kind, values)
        }
    }

    fn written(variables: Vec<CodebookVariable>) -> String {
        written_before(variables, None)
    }

    fn written_before(variables: Vec<CodebookVariable>, behind: Option<&Sheet>) -> String {
        let title = ("架空調査 <2026> コードブック", "ja");
        String::from_utf8(write(&Codebook { variables }, behind, &words(), title).unwrap()).unwrap()
    }

    /// What is read on the page, element by element. It fails where an element is not closed.
    fn texts(html: &str) -> Vec<String> {
        // What stands before is not XML.
        let body = format!("<header>{}", html.split_once("<header>").unwrap().1);
        let body = body.replace("</body>", "").replace("</html>", "");
        let mut reader = Reader::from_str(&body);
        let (mut texts, mut text, mut n_open) = (Vec::new(), String::new(), 0);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(_) => n_open += 1,
                Event::End(_) => n_open -= 1,
                Event::Text(words) => {
                    text.push_str(&words);
                    continue;
                }
                Event::GeneralRef(name) => {
                    text.push_str(&reference(&name).unwrap());
                    continue;
                }
                _ => break,
            }
            let read = std::mem::take(&mut text).trim().to_string();
            texts.extend((!read.is_empty()).then_some(read));
        }
        assert_eq!(n_open, 0);
        texts
    }

    #[test]
    fn every_variable_has_its_facts_and_values() {
        let html = written(vec![
            variable(
                "q1",
                "相談しましたか",
                vec![CodebookValue::new("1", "した", false), CodebookValue::new("99", "無回答", true)],
            ),
            variable("q9", "自由にお書きください", Vec::new()),
        ]);
        let section = html.split("<section").nth(1).unwrap();
        for part in [
            "<dt>種類</dt><dd>単一回答</dd>",
            "<dt>尺度</dt><dd>名義</dd>",
            "<dt>対象</dt><dd>全員</dd>",
            "<dt>有効</dt><dd>30</dd>",
            "<dt>欠測</dt><dd>2</dd>",
            "<dt>対象外</dt><dd>*</dd>",
            "<th scope=\"col\">欠測値</th>",
            "<th scope=\"row\"><code>99</code></th>\n<td>無回答</td>\n<td>はい</td>",
        ] {
            assert!(section.contains(part), "{part}\n{section}");
        }
        // Nothing stands in these columns.
        assert!(
            !section.contains("<th scope=\"col\">版</th>")
                && !section.contains("<th scope=\"col\">備考</th>")
        );
        assert_eq!(html.matches("<table>").count(), 1);
        assert!(html.contains("<a href=\"#v2\"><code>q9</code> 自由にお書きください</a>"));
        assert_eq!(html.matches("<h1>").count(), 1);
        assert!(!html.contains("<script") && !html.contains("http"));
    }

    #[test]
    fn a_value_that_is_no_step_of_an_order_is_left_out_like_a_missing_one() {
        let beside = CodebookValue { is_beside: true, ..CodebookValue::new("97", "わからない", false) };
        let values = vec![CodebookValue::new("1", "とても不満", false), beside];
        let html =
            written(vec![CodebookVariable { level: Level::Ordinal, ..variable("q1", "満足", values) }]);
        for part in [
            "<dt>尺度</dt><dd>順序</dd>",
            "<code>1</code></th>\n<td>とても不満</td>\n<td>いいえ</td>",
            "<code>97</code></th>\n<td>わからない</td>\n<td>はい</td>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn words_of_people_stay_words() {
        let wild = "<script>alert('&\"')</script>";
        let html = written(vec![CodebookVariable {
            note: wild.to_string(),
            ..variable(wild, wild, vec![CodebookValue::new(wild, wild, false)])
        }]);
        assert!(!html.contains("<script"));
        let n = texts(&html).iter().filter(|text| text.contains("<script>")).count();
        // Twice in the list, twice over the section, its note, over the table, the value and its words.
        assert_eq!(n, 8, "{html}");
    }

    #[test]
    fn what_the_data_does_not_have_stands_behind_the_variables() {
        let behind = Sheet {
            name: "データにない設問".to_string(),
            columns: vec!["変数".to_string(), "わけ".to_string()],
            rows: vec![vec![Cell::text("words"), Cell::text("<自由記述>")]],
        };
        let html = written_before(Vec::new(), Some(&behind));
        let all = texts(&html);
        assert_eq!(all[2..], ["データにない設問", "変数", "わけ", "words", "<自由記述>"], "{html}");
    }

    #[test]
    fn a_codebook_of_nothing_is_a_page() {
        let html = written(Vec::new());
        assert!(html.starts_with("<!doctype html>\n<html lang=\"ja\">"));
        assert_eq!(texts(&html), ["架空調査 <2026> コードブック", "変数一覧"]);
    }
}
