//! LaTeX for Japanese: class jlreq for lualatex and uplatex (platex stops at letters outside JIS X 0208: 髙, ①), and tables of booktabs that
//! may go over pages, each with the title and head. A table of many columns stands on pages of its own that lie.

use crate::document::paper::{Block, Paper, PaperColumn, PaperRow, PaperTable, listed};
use crate::document::pdf::letters::{MISSING, is_unseen};

/// Columns of numbers that stand beside words without being broken.
const FEW: usize = 3;

/// Columns that `12 (34.3)` fits into on an upright page, and on a lying one.
const MOST_UPRIGHT: usize = 7;
const MOST_LYING: usize = 15;

/// Emoji below U+10000 that the fonts of jlreq (Harano Aji) lack; those above are [`is_lacking`]'s.
const EMOJI: &str = "ℹ↕↩↪⌚⌛⌨⏏⏩⏪⏫⏬⏭⏮⏯⏰⏱⏲⏳⏸⏹⏺◻◼◽◾☄☑☔☕☘☠☢☣☦☪☮☯☸☹☺♈♉♊♋♌♍♎♏♐♑♒♓♟♾♿⚒⚓⚔⚕⚖⚗⚙⚛⚜⚡⚧⚪⚫⚰⚱⛄⛅⛈⛎\
    ⛏⛑⛓⛔⛩⛪⛰⛱⛲⛳⛴⛵⛷⛸⛹⛺⛽✅✈✉✊✋✌✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓❔❕❗❣❤➕➖➗➰➿⬛⬜⭐⭕";

/// Writes a paper as a document of its own.
pub fn write(paper: &Paper) -> String {
    let mut text = String::from(
        "% lualatex or uplatex (UTF-8)\n\\documentclass[paper=a4,fontsize=10pt]{jlreq}\n\
         \\usepackage{booktabs}\n\\usepackage{longtable}\n\\usepackage{array}\n\\usepackage{pdflscape}\n\
         \\begin{document}\n",
    );
    let mut head = format!("\\section*{{{}}}\n", line(&paper.title));
    for words in
        [&paper.subtitle, &paper.publisher, &paper.foot].into_iter().filter(|words| !words.is_empty())
    {
        head.push_str(&format!("\\noindent {}\\par\n", line(words)));
    }
    let rest = match paper.blocks.split_first() {
        // Before a table that lies the title would be alone on its page.
        Some((Block::Table(first), rest)) => {
            head.push('\n');
            push_table(&mut text, &head, first);
            rest
        }
        _ => {
            text.push_str(&head);
            paper.blocks.as_slice()
        }
    };
    for block in rest {
        text.push('\n');
        push(&mut text, block);
    }
    text.push_str("\n\\end{document}\n");
    text
}

fn push(text: &mut String, block: &Block) {
    match block {
        Block::Heading(level, words) => {
            let sub = "sub".repeat(usize::from(*level).clamp(1, 2));
            text.push_str(&format!("\\{sub}section*{{{}}}\n", line(words)));
        }
        Block::Paragraph(words) => text.push_str(&format!("\\noindent {}\\par\n", lines(words))),
        Block::Small(words) => text.push_str(&format!("{{\\small\\noindent {}\\par}}\n", lines(words))),
        Block::List(points) => {
            text.push_str("\\begin{itemize}\n");
            points.iter().for_each(|point| text.push_str(&format!("\\item {}\n", lines(point))));
            text.push_str("\\end{itemize}\n");
        }
        Block::Contents(contents) => push(text, &listed(contents)),
        Block::Facts(facts) => {
            text.push_str("\\begin{description}\n");
            for (name, value) in facts {
                text.push_str(&format!("\\item[{{{}}}] {}\n", line(name), lines(value)));
            }
            text.push_str("\\end{description}\n");
        }
        Block::Quote(quote) => {
            text.push_str(&format!("\\begin{{quote}}\n{}\n\\end{{quote}}\n", lines(quote)));
        }
        Block::Table(table) => push_table(text, "", table),
        // A picture is a file of its own; its words say what it shows.
        Block::Picture(picture) => {
            text.push_str(&format!("\\noindent {}\\par\n", lines(&picture.alternative)));
            text.push_str(&format!("\\noindent {}\\par\n", lines(&picture.caption)));
        }
        Block::NewPage => text.push_str("\\clearpage\n"),
    }
}

/// Writes a table, and before it on its page what is given.
fn push_table(text: &mut String, before: &str, table: &PaperTable) {
    let row = |row: &PaperRow| -> String {
        let cells = (0..table.columns.len()).map(|place| {
            let cell = row.cells.get(place).map(|cell| line(cell)).unwrap_or_default();
            match (place, row.level) {
                (0, level @ 1..) => format!("\\hspace*{{{level}em}}{cell}"),
                _ => cell,
            }
        });
        format!("{} \\\\\n", cells.collect::<Vec<_>>().join(" & "))
    };
    let head =
        PaperRow { level: 0, cells: table.columns.iter().map(|column| column.label.clone()).collect() };
    let n_columns = table.columns.len();
    let is_wide = table.columns.iter().filter(|column| column.is_number).count() > FEW;
    let is_lying = n_columns > MOST_UPRIGHT;
    let form = if is_wide { narrow(&table.columns) } else { columns(&table.columns) };
    if is_lying {
        text.push_str("\\begin{landscape}\n");
    }
    text.push_str(before);
    if is_wide {
        let letters = if n_columns > MOST_LYING { "scriptsize" } else { "footnotesize" };
        text.push_str(&format!("{{\\{letters}\\setlength{{\\tabcolsep}}{{2pt}}\n"));
    }
    text.push_str(&format!("\\begin{{longtable}}[l]{{@{{}}{form}@{{}}}}\n"));
    // The title is a row of the head, so that every page has it; its box has no width, so that it makes no column wider.
    text.push_str(&format!(
        "\\multicolumn{{{n_columns}}}{{@{{}}l@{{}}}}{{\\makebox[0pt][l]{{\\parbox[b]{{\\linewidth}}\
         {{\\normalsize {}\\strut}}}}}} \\\\[2pt]\n",
        line(&table.caption)
    ));
    text.push_str(&format!("\\toprule\n{}\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", row(&head)));
    table.rows.iter().for_each(|own| text.push_str(&row(own)));
    text.push_str(if is_wide { "\\end{longtable}}\n" } else { "\\end{longtable}\n" });
    for note in &table.notes {
        text.push_str(&format!("{{\\footnotesize\\noindent {}\\par}}\n", line(note)));
    }
    if is_lying {
        text.push_str("\\end{landscape}\n");
    }
}

/// Numbers stand to the right; columns of words are as wide as the page allows, so that long answers are broken.
fn columns(columns: &[PaperColumn]) -> String {
    let n_words = columns.iter().filter(|column| !column.is_number).count().max(1);
    let room = if columns.iter().any(|column| column.is_number) { 50 } else { 90 };
    let width = room / n_words;
    let one = |column: &PaperColumn| match column.is_number {
        true => "r".to_string(),
        false => format!(">{{\\raggedright\\arraybackslash}}p{{.{width:02}\\linewidth}}"),
    };
    columns.iter().map(one).collect()
}

/// Many columns share the width of the page, the first one has as much of it as two others, on a lying page as three, and all are
/// broken: heads are long.
fn narrow(columns: &[PaperColumn]) -> String {
    let first = if columns.len() > MOST_UPRIGHT { 3 } else { 2 };
    let share = 1000 / (columns.len() + first - 1);
    let one = |(place, column): (usize, &PaperColumn)| {
        let side = if column.is_number { "left" } else { "right" };
        let width = if place == 0 { first * share } else { share };
        format!(">{{\\ragged{side}\\arraybackslash}}p{{\\dimexpr.{width:03}\\linewidth-2\\tabcolsep\\relax}}")
    };
    columns.iter().enumerate().map(one).collect()
}

/// Text on one line.
fn line(text: &str) -> String {
    escaped(text.replace(['\n', '\r', '\t'], " ").trim())
}

/// Text whose line ends are kept; one that no line stands before would be a mistake.
fn lines(text: &str) -> String {
    text.trim().lines().map(line).collect::<Vec<_>>().join("\\newline\n")
}

/// Whether LaTeX would leave a character out without a word on the page: an emoji, or one that somebody made for themselves.
fn is_lacking(c: char) -> bool {
    let is_above =
        matches!(c, '\u{1F000}'..='\u{1F0FF}' | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1FAFF}');
    is_above || matches!(c, '\u{E000}'..='\u{F8FF}') || EMOJI.contains(c)
}

/// Text in which nothing is a command, with □ as in PDFs for what would not be seen. A bracket or star behind the end of a row would
/// be taken for its option.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        match c {
            '\\' => safe.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                safe.push('\\');
                safe.push(c);
            }
            '^' => safe.push_str("\\textasciicircum{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '<' => safe.push_str("\\textless{}"),
            '>' => safe.push_str("\\textgreater{}"),
            '|' => safe.push_str("\\textbar{}"),
            '[' | ']' | '*' => safe.push_str(&format!("{{{c}}}")),
            // Japanese fonts have them wide or not at all.
            '²' => safe.push_str("\\textsuperscript{2}"),
            '–' => safe.push_str("--"),
            _ if is_lacking(c) => safe.push(MISSING),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::paper::invented::{paper, table};

    #[test]
    fn a_table_has_three_rules_and_its_notes() {
        let text = write(&paper(vec![Block::Table(table())]));
        let wanted = "\\begin{longtable}[l]{@{}>{\\raggedright\\arraybackslash}p{.50\\linewidth}r@{}}\n\
            \\multicolumn{2}{@{}l@{}}{\\makebox[0pt][l]{\\parbox[b]{\\linewidth}{\\normalsize 表1　回答者\\strut}}} \
            \\\\[2pt]\n\
            \\toprule\n項目 & n (\\%) \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n\
            忙しさ \\textless{}問1\\textgreater{} &  \\\\\n\
            \\hspace*{1em}多い\\textbar{}少ない & 12 (34.3) \\\\\n\
            \\hspace*{1em}50\\% \\& 以上 & {*} \\\\\n\
            \\end{longtable}\n{\\footnotesize\\noindent {*}は秘匿\\par}\n";
        assert!(text.contains(wanted), "{text}");
        assert!(text.starts_with("% lualatex") && text.ends_with("\\end{document}\n"));
    }

    #[test]
    fn nothing_that_people_write_is_a_command() {
        let written = escaped("\\input{x} $1_000 & 5% #1 ~^ [a] χ²");
        let wanted = "\\textbackslash{}input\\{x\\} \\$1\\_000 \\& 5\\% \\#1 \
            \\textasciitilde{}\\textasciicircum{} {[}a{]} χ\\textsuperscript{2}";
        assert_eq!(written, wanted);
        assert_eq!(lines("\n 一\u{7}\n\n二\n"), "一\\newline\n\\newline\n二");
    }

    #[test]
    fn what_no_font_of_latex_has_is_seen_to_be_missing_and_rare_characters_stay() {
        assert_eq!(escaped("相談😀\u{FE0F}、❤\u{FE0F}と✨と👍🏽 \u{E000}"), "相談□、□と□と□□ □");
        let kept = "𠮷田 髙﨑 ①★☆♥☀ é ㈱";
        assert_eq!(escaped(kept), kept);
    }

    #[test]
    fn a_table_of_many_columns_fits_on_the_page() {
        let number = |label: &str| PaperColumn { label: label.to_string(), is_number: true };
        let mut wide = table();
        wide.columns.extend(["中央", "北部", "南部"].map(number));
        let text = write(&paper(vec![Block::Table(wide)]));
        assert!(text.contains("{\\footnotesize\\setlength{\\tabcolsep}{2pt}\n\\begin{longtable}"), "{text}");
        assert!(text.contains("p{\\dimexpr.332\\linewidth-2\\tabcolsep\\relax}>{\\raggedleft"), "{text}");
        assert_eq!(text.matches("p{\\dimexpr.166\\linewidth").count(), 4, "{text}");
        assert!(text.contains("\\end{longtable}}\n") && !text.contains("{landscape}"), "{text}");
    }

    #[test]
    fn a_table_of_more_columns_lies_with_its_title_and_notes() {
        let number = |label: &str| PaperColumn { label: label.to_string(), is_number: true };
        let mut wide = table();
        wide.columns.extend(["圏域"; 10].map(number));
        let text = write(&paper(vec![Block::Table(wide), Block::Table(table())]));
        let (_, lying) =
            text.split_once("\\begin{landscape}\n\\section*{架空の調査}\n\n{\\footnotesize").unwrap();
        let (lying, upright) = lying.split_once("\\end{landscape}\n").unwrap();
        // Twelve columns and two more shares for the first: 1,000 by 14.
        assert_eq!(lying.matches("p{\\dimexpr.071\\linewidth").count(), 11, "{lying}");
        assert!(
            lying.contains("p{\\dimexpr.213\\linewidth") && lying.contains("\\multicolumn{12}"),
            "{lying}"
        );
        assert!(lying.ends_with("{\\footnotesize\\noindent {*}は秘匿\\par}\n"), "{lying}");
        assert!(upright.contains("\\multicolumn{2}"), "{upright}");
        assert!(text.contains("\\usepackage{pdflscape}"), "{text}");
    }

    #[test]
    fn the_title_is_on_the_page_of_the_first_table_and_once() {
        let number = |label: &str| PaperColumn { label: label.to_string(), is_number: true };
        let mut wide = table();
        wide.columns.extend(["圏域"; 10].map(number));
        let title = "\\section*{架空の調査}\n";
        let (lying, upright) = (Block::Table(wide), Block::Table(table()));
        let small = Block::Small("注".to_string());
        for (blocks, wanted) in [
            (vec![lying.clone()], format!("\\begin{{landscape}}\n{title}\n{{")),
            (vec![upright, lying.clone()], format!("\\begin{{document}}\n{title}\n\\begin{{longtable}}")),
            (vec![small, lying], format!("\\begin{{document}}\n{title}\n{{\\small")),
            (Vec::new(), format!("\\begin{{document}}\n{title}\n\\end{{document}}")),
        ] {
            let text = write(&paper(blocks));
            assert!(text.contains(&wanted) && text.matches(title).count() == 1, "{text}");
        }
    }
}
