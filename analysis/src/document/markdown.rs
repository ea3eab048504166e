//! Markdown with the pipe tables of GitHub (GitHub Flavored Markdown, 4.10).

use crate::document::paper::{Block, Paper, PaperRow, PaperTable, listed};

/// Writes a paper.
pub fn write(paper: &Paper) -> String {
    let mut parts = vec![format!("# {}", line(&paper.title))];
    let around = [paper.subtitle.as_str(), &paper.publisher, paper.day()];
    parts.extend(around.into_iter().filter(|words| !words.is_empty()).map(line));
    parts.extend(paper.blocks.iter().map(block));
    parts.extend(Some(line(&paper.foot)).filter(|foot| !foot.is_empty()));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn block(own: &Block) -> String {
    match own {
        Block::Heading(level, words) => {
            format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 3) + 1), line(words))
        }
        Block::Paragraph(words) | Block::Small(words) => lines(words),
        Block::List(points) => {
            points.iter().map(|point| format!("- {}", line(point))).collect::<Vec<_>>().join("\n")
        }
        Block::Contents(contents) => block(&listed(contents)),
        Block::Facts(facts) => {
            let fact = |(name, value): &(String, String)| format!("- **{}** {}", line(name), line(value));
            facts.iter().map(fact).collect::<Vec<_>>().join("\n")
        }
        Block::Quote(quote) => {
            let quoted = quote.lines().map(|own| format!("> {}", line(own)).trim_end().to_string());
            quoted.collect::<Vec<_>>().join("\n")
        }
        Block::Table(own) => table(own),
        // A picture is a file of its own; its words say what it shows.
        Block::Picture(picture) => {
            let words = [lines(&picture.alternative), lines(&picture.caption)];
            words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        Block::NewPage => String::new(),
    }
}

fn table(table: &PaperTable) -> String {
    let row = |level: u8, cells: &[String]| -> String {
        let cells = (0..table.columns.len()).map(|place| {
            let cell = cells.get(place).map(|cell| line(cell)).unwrap_or_default();
            let indent = if place == 0 { "&emsp;".repeat(usize::from(level)) } else { String::new() };
            format!(" {indent}{cell} |")
        });
        format!("|{}", cells.collect::<String>())
    };
    let heads: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
    let rule: String =
        table.columns.iter().map(|column| if column.is_number { " ---: |" } else { " :--- |" }).collect();
    let rows = table.rows.iter().map(|own: &PaperRow| row(own.level, &own.cells));
    let all: Vec<String> = [row(0, &heads), format!("|{rule}")].into_iter().chain(rows).collect();
    let caption = format!("**{}**", line(&table.caption));
    let notes = table.notes.iter().map(|note| line(note)).collect::<Vec<_>>().join("  \n");
    let parts = [caption, all.join("\n"), notes];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Text on one line.
fn line(text: &str) -> String {
    escaped(text.replace(['\n', '\r', '\t'], " ").trim())
}

/// Text whose line ends are kept.
fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("  \n")
}

/// Text in which nothing is a sign of Markdown or HTML. Signs that mean something at the beginning of a line only (`#`, `1.`)
/// stand behind others everywhere but in paragraphs, where a sign before them takes it away.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    if text.starts_with(['#', '-', '+', '=']) {
        safe.push('\\');
    }
    let number_ends = number_sign(text);
    for (place, c) in text.chars().enumerate().filter(|(_, c)| !c.is_control()) {
        match c {
            '.' | ')' if number_ends == Some(place) => {
                safe.push('\\');
                safe.push(c);
            }
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '~' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            _ => safe.push(c),
        }
    }
    safe
}

/// The place of the sign behind a number that would make the line a point of a list: `1.`, `2)`.
fn number_sign(text: &str) -> Option<usize> {
    let n_digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut rest = text.chars().skip(n_digits);
    let is_sign = n_digits > 0 && rest.next().is_some_and(|c| matches!(c, '.' | ')'));
    (is_sign && rest.next().is_none_or(char::is_whitespace)).then_some(n_digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::paper::invented::{paper, table};

    #[test]
    fn a_table_is_a_pipe_table() {
        let text = write(&paper(vec![Block::Table(table())]));
        let wanted = "**表1　回答者**\n\n\
            | 項目 | n (%) |\n| :--- | ---: |\n\
            | 忙しさ &lt;問1&gt; |  |\n\
            | &emsp;多い\\|少ない | 12 (34.3) |\n\
            | &emsp;50% &amp; 以上 | \\* |\n\n\\*は秘匿\n";
        assert!(text.contains(wanted), "{text}");
        assert!(text.starts_with("# 架空の調査\n\n2026-11-26\n\n"), "{text}");
    }

    #[test]
    fn nothing_that_people_write_is_a_sign() {
        assert_eq!(escaped("# a|b <i> *c* [d](e)"), "\\# a\\|b &lt;i&gt; \\*c\\* \\[d\\](e)");
        assert_eq!(lines("一\n- 二"), "一  \n\\- 二");
        assert_eq!(lines("1. 一\n12) 二\n3.4 (1.2)\n5."), "1\\. 一  \n12\\) 二  \n3.4 (1.2)  \n5\\.");
    }
}
