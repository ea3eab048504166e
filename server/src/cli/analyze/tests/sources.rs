//! Numbers of the report and rows of the tables lead to the texts behind them.

use std::collections::BTreeMap;

use super::everything::with_everything;
use super::*;

/// Heads of columns whose numbers follow from counts, or are places: they lead nowhere.
fn no_counts(args: &AnalyzeArgs) -> Vec<String> {
    let keys =
        ["crosstab-test", "inside", "outside", "log-ratio", "change", "scale-effect", "score", "likeness"];
    let mut heads: Vec<String> = keys.iter().map(|key| text(LANG, &format!("analyze-{key}"), &[])).collect();
    heads.extend(["%", "p", "φ", "G²", "φ／V", "LL", "Jaccard", "1", "2"].map(str::to_owned));
    heads.push(args.options.strength_words(LANG));
    heads
}

/// What stands between tags.
fn plain(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let outside = |(place, piece): (usize, &str)| match place {
        0 => piece.to_owned(),
        _ => piece.split_once('>').map(|(_, text)| text.to_owned()).unwrap_or_default(),
    };
    pieces.map(outside).collect()
}

/// The cells of a row, from their tags on.
fn cells(row: &str) -> Vec<&str> {
    let begin = |piece: &str| piece.rfind("<td").max(piece.rfind("<th"));
    row.split("</t").filter_map(|piece| piece.get(begin(piece)?..)).collect()
}

/// The number that a cell begins with; a sign may stand before it.
fn number(cell: &str) -> u32 {
    let printed = plain(cell);
    let printed = printed.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = printed.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap_or_default()
}

/// The ids of the list that a cell leads to.
fn listed(report: &str, cell: &str) -> String {
    let href = cell.split_once("href=\"#").and_then(|(_, rest)| rest.split('"').next()).unwrap();
    let (_, list) = report.split_once(&format!("<section class=\"listing\" id=\"{href}\">")).unwrap();
    let (_, ids) = list.split_once("<p>").unwrap();
    plain(ids.split("</p>").next().unwrap())
}

fn section<'r>(report: &'r str, id: &str) -> &'r str {
    let (_, section) = report.split_once(&format!("<section id=\"{id}\">")).unwrap();
    section.split_once("</section>").unwrap().0
}

#[test]
fn every_count_of_a_table_leads_to_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_everything(folder.path());
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let no_counts = no_counts(&args);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for table in report.split("<table").skip(1) {
        let Some((head, body)) = table.split("</table>").next().unwrap().split_once("</thead>") else {
            continue;
        };
        let heads = cells(head);
        for head in heads.iter().filter(|head| head.contains("n=")) {
            assert!(head.contains("<a href=\"#l"), "{head}");
        }
        let labels: Vec<String> = heads.iter().map(|head| plain(head)).collect();
        for row in body.split("<tr>").skip(1) {
            for (label, cell) in labels.iter().zip(cells(row)) {
                if !cell.starts_with("<td class=\"n\"") || no_counts.contains(label) {
                    continue;
                }
                for part in cell.split('→').filter(|part| number(part) > 0) {
                    assert!(part.contains("<a href=\"#l"), "{label}: {row}");
                    *seen.entry(label.clone()).or_default() += 1;
                }
            }
        }
    }
    for key in [
        "people",
        "documents",
        "sentences",
        "occurrences",
        "negated",
        "total",
        "right",
        "paired-gained",
        "paired-lost",
        "paired-neither",
        "scale-left-out",
    ] {
        let head = text(LANG, &format!("analyze-{key}"), &[]);
        assert!(seen.contains_key(&head), "no number below {head}: {seen:?}");
    }
    let scales = section(&report, "scales");
    let groups: Vec<usize> = scales.match_indices("：n=").map(|(at, _)| at).collect();
    assert!(!groups.is_empty());
    for at in groups {
        let before = scales.get(..at).unwrap_or_default();
        assert!(before.rfind("<a href=\"#l") > before.rfind("</a>"), "a group leads nowhere: {scales}");
    }
}

#[test]
fn lists_hold_the_texts_that_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_everything(folder.path());
    run(&args).unwrap();
    let report = read(&args, "report.html");
    // P1, P3 and P5 speak of 送迎 the first time alone; the others never.
    let (_, paired) = section(&report, "waves").split_once("<h3>").unwrap();
    let (_, row) = paired.split_once("<th scope=\"row\">送迎</th>").unwrap();
    let row = cells(row.split("</tr>").next().unwrap());
    assert_eq!([row[1], row[2], row[3], row[4]].map(number), [0, 3, 0, 3]);
    assert_eq!(listed(&report, row[2]), "1-1 1-3 1-5");
    assert_eq!(listed(&report, row[4]), "1-0 1-2 1-4 2-0 2-2 2-4");
    // P9 gives two answers to one question.
    let (_, left_out) = section(&report, "scales").split_once("満足</th>").unwrap();
    let left_out = cells(left_out.split("</tr>").next().unwrap());
    assert_eq!(listed(&report, left_out.last().unwrap()), "x y");
    // 窓口 is not to be used: 1-0, 1-2, 1-4, 2-4 and 2-5 have it without the list.
    let (_, change) = section(&report, "changes").split_once("窓口</th>").unwrap();
    assert_eq!(listed(&report, cells(change)[0]), "1-0 1-2 1-4 2-4 2-5");
    for (begins, n) in [("likert1-title", 3), ("rules-network-title", 3)] {
        let picture =
            report.split(&format!("id=\"{begins}\"")).nth(1).and_then(|rest| rest.split("</svg>").next());
        let links = picture.unwrap().matches("<a href=\"#l").count();
        assert!(links >= n, "{begins} has {links} links");
    }
}

#[test]
fn rows_of_tables_have_the_ids_of_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_everything(folder.path());
    run(&args).unwrap();
    for name in [
        "collocations.csv",
        "associated.csv",
        "compounds.csv",
        "scales.csv",
        "alpha.csv",
        "rules_jaccard.csv",
    ] {
        let rows = lines(&args, name);
        assert!(!rows.is_empty(), "{name} is empty");
        for row in rows {
            assert!(row.rsplit(',').next().is_some_and(|ids| !ids.is_empty()), "{name}: {row}");
        }
    }
    // 送迎 stands near 頼む in a sentence of three people, and they alone have both.
    for name in ["collocations.csv", "associated.csv"] {
        let rows = lines(&args, name);
        let asks = rows.iter().find(|row| row.starts_with("送迎,頼む,"));
        assert!(asks.is_some_and(|row| row.ends_with(",1-1 1-3 1-5")), "{name}: {rows:?}");
    }
}

/// Every word stands once in a text, so that a pair is counted once in each of its texts. Blanks are tokens.
#[test]
fn neighbours_lead_to_the_texts_within_the_span() {
    let folder = tempfile::tempdir().unwrap();
    let csv =
        "番号,自由記述\nA,通院 休暇\nB,通院 送迎 休暇\nC,通院 電話 病院 企業 求人 窓口 職場 制度 休暇\n";
    for (span, texts) in [(Some(2), "A"), (None, "A B"), (Some(20), "A B C")] {
        let options = Options { span, ..Options::default() };
        let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
        let args = AnalyzeArgs { by: Vec::new(), word: vec!["通院".to_owned()], options, ..args };
        assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
        let rows = lines(&args, "collocations.csv");
        let pair = rows.iter().find(|row| row.starts_with("通院,休暇,"));
        assert!(pair.is_some_and(|row| row.ends_with(&format!(",{texts}"))), "{span:?}: {rows:?}");
        for row in &rows {
            let n_ids = row.rsplit(',').next().unwrap_or_default().split_whitespace().count();
            assert_eq!(row.split(',').nth(3), Some(n_ids.to_string().as_str()), "{span:?}: {row}");
        }
        let report = read(&args, "report.html");
        let (_, of_word) = section(&report, "neighbours").split_once("<h3>通院</h3>").unwrap();
        let (_, row) = of_word.split_once("<th scope=\"row\">休暇</th>").unwrap();
        assert_eq!(listed(&report, cells(row.split("</tr>").next().unwrap())[0]), texts, "{span:?}");
    }
}

/// 結構な書類 and 結構遠い are two words that are written alike; P has both in texts of their own.
fn written_alike(folder: &Path) -> AnalyzeArgs {
    let csv = "番号,人,地域,自由記述\n1,P,北部,結構な書類だ。\n2,P,北部,書類を頼んだ。\n3,P,北部,結構遠い。\n\
        4,Q,南部,結構な面談だ。\n5,R,南部,面談した。\n6,S,南部,欠勤した。\n";
    let args = arguments(folder, csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { person: Some("人".to_owned()), word: vec!["結構".to_owned()], ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    args
}

#[test]
fn associated_words_lead_to_texts_with_the_word_in_the_class_that_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let args = written_alike(folder.path());
    let rows = lines(&args, "associated.csv");
    // Two people have the adjectival noun, P alone the adverb of text 3.
    let asks = rows.iter().find(|row| row.starts_with("結構,頼む,"));
    assert!(asks.is_some_and(|row| row.contains(",1,1,50,25,") && row.ends_with(",1 2")), "{rows:?}");
}

#[test]
fn words_that_are_written_alike_are_told_apart_by_their_class() {
    let folder = tempfile::tempdir().unwrap();
    let args = written_alike(folder.path());
    let rows = lines(&args, "word_crosstab.csv");
    for (begins, ids) in [("地域,北部,1,結構,adjectival-noun,1,", "1"), ("地域,北部,1,結構,adverb,1,", "3")]
    {
        let row = rows.iter().find(|row| row.starts_with(begins));
        assert!(row.is_some_and(|row| row.ends_with(&format!(",{ids}"))), "{begins}: {rows:?}");
    }
    let report = read(&args, "report.html");
    for (name, id) in [("結構（形容動詞）", "1"), ("結構（副詞）", "3")] {
        let (_, row) = report.split_once(&format!("<th scope=\"row\">{name}</th>")).unwrap();
        assert_eq!(listed(&report, cells(row.split("</tr>").next().unwrap())[0]), id, "{name}");
    }
    assert!(report.contains("<th scope=\"row\">書類</th>"), "a class stands beside a word that is alone");
}

/// In two waves; P has both words, Q one of them.
#[test]
fn words_that_are_written_alike_are_told_apart_from_wave_to_wave() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,回,自由記述\n1,P,第1回,結構な書類だ。\n2,P,第2回,結構遠い。\n3,Q,第1回,書類を頼んだ。\n\
        4,Q,第2回,結構な面談だ。\n";
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let word = vec!["結構".to_owned()];
    let (person, wave) = (Some("人".to_owned()), Some("回".to_owned()));
    let args = AnalyzeArgs { by: Vec::new(), person, wave, word, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let rows = lines(&args, "before_after.csv");
    // P loses the adjectival noun and gains the adverb, Q gains the noun.
    for (begins, ids) in
        [("word,結構,adjectival-noun,2,0,1,1,0,", ",,1,4,"), ("word,結構,adverb,2,0,0,1,1,", ",,,2,3 4")]
    {
        let row = rows.iter().find(|row| row.starts_with(begins));
        assert!(row.is_some_and(|row| row.ends_with(ids)), "{begins}: {rows:?}");
    }
    let report = read(&args, "report.html");
    let waves = section(&report, "waves");
    for name in ["結構（形容動詞）", "結構（副詞）"] {
        // In the table of waves, and in that of the same people.
        assert_eq!(waves.matches(&format!("scope=\"row\">{name}</th>")).count(), 2, "{name}: {waves}");
    }
}
