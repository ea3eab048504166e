//! PDF files: accessible, the same twice, and no text of anybody becomes more than text.

use std::cell::RefCell;

use super::*;
use crate::chart::png::DEBIAN_FONTS;
use crate::document::paper::{Block, PaperColumn, PaperPicture, PaperRow, PaperTable};

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="720" height="180" viewBox="0 0 720 180"><rect
width="360" height="40" fill="#444444"/><text x="4" y="80" font-family="BIZ UDGothic" font-size="16">困っている 60.0%</text></svg>"##;

fn fonts() -> PdfFonts {
    PdfFonts::load(Path::new(DEBIAN_FONTS)).unwrap()
}

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "架空県 就労支援調査".to_string(),
        subtitle: "北部のまとめ".to_string(),
        language: "ja".to_string(),
        publisher: "架空の会".to_string(),
        date: "2026-11-26".to_string(),
        made_on: String::new(),
        foot: "第1版".to_string(),
        blocks,
    }
}

fn table(n_rows: usize) -> PaperTable {
    let column = |label: &str, is_number| PaperColumn { label: label.to_string(), is_number };
    let row = |at: usize| PaperRow {
        level: u8::from(at > 0),
        cells: vec![format!("選択肢{at}"), at.to_string(), "(12.3)".to_string()],
    };
    PaperTable {
        caption: "表1 困っていること".to_string(),
        columns: vec![column("", false), column("n", true), column("(%)", true)],
        rows: (0..n_rows).map(row).collect(),
        notes: vec!["n = 120。複数回答。".to_string(), "*p<.05".to_string()],
    }
}

fn picture(svg: &str) -> Block {
    Block::Picture(PaperPicture {
        svg: svg.to_string(),
        alternative: "困っている 60.0%".to_string(),
        caption: "図1 困っていること".to_string(),
    })
}

fn quote(text: &str) -> Block {
    Block::Quote(text.to_string())
}

fn everything() -> Vec<Block> {
    vec![
        Block::Heading(1, "回答の状況".to_string()),
        Block::Paragraph("一行目\n二行目".to_string()),
        Block::Small("数えたのは同意のあった回答だけです。".to_string()),
        Block::List(vec!["ひとつ".to_string(), "ふたつ\n続き".to_string()]),
        Block::Facts(vec![("主催".to_string(), "架空の会".to_string()), ("期間".to_string(), String::new())]),
        Block::Heading(2, "困っていること".to_string()),
        Block::Table(table(3)),
        picture(SVG),
        Block::NewPage,
        Block::Heading(3, "声".to_string()),
        quote("通院のときに職場へ何と言えばよいか困った。"),
        Block::Paragraph("＿＿＿＿＿＿\n＿＿＿＿＿＿".to_string()),
    ]
}

fn write(paper: &Paper, fonts: &PdfFonts) -> Result<Vec<u8>, Error> {
    typeset(paper, fonts).map(|pdf| pdf.bytes)
}

fn has(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn closer_lines_save_the_page_that_a_few_lines_begin() {
    let fonts = fonts();
    let text = "通院と仕事を両立できるように、勤務の日と時間を相談した。".repeat(3);
    let of = |n: usize| paper(vec![Block::Paragraph(text.clone()); n]);
    let n_pages = |n: usize| typeset(&of(n), &fonts).unwrap().n_pages;
    let n = (20..60).find(|n| n_pages(*n) == 3).expect("a third page begins");
    assert_eq!(typeset_close(&of(n), &fonts).unwrap().n_pages, 2);
    let whole = paper(everything());
    assert!(typeset_close(&whole, &fonts).unwrap().n_pages <= typeset(&whole, &fonts).unwrap().n_pages);
}

#[test]
fn a_document_is_tagged_and_the_same_twice() {
    let (fonts, paper) = (fonts(), paper(everything()));
    let first = typeset(&paper, &fonts).unwrap();
    assert!(first.bytes.starts_with(b"%PDF-1.7"));
    assert!(has(&first.bytes, "/StructTreeRoot"), "it is tagged");
    assert!(has(&first.bytes, "pdfuaid"), "it says that it is PDF/UA");
    assert_eq!(first.n_pages, 2);
    assert!(first.bytes == write(&paper, &fonts).unwrap(), "the same document gives the same bytes");
    let other = Paper { date: "2026-11-27".to_string(), ..paper };
    assert!(first.bytes != write(&other, &fonts).unwrap());
}

#[test]
fn the_title_is_a_heading_and_those_in_the_document_stand_under_it() {
    let fonts = fonts();
    let bare = write(&paper(Vec::new()), &fonts).unwrap();
    assert!(has(&bare, "/H1") && !has(&bare, "/H2"), "the title alone");
    let whole = write(&paper(everything()), &fonts).unwrap();
    assert!(has(&whole, "/H2") && has(&whole, "/H3"), "in their order");
    let long = Paper {
        title: "通院の日を先に決め、勤務の希望を面談のはじめに尋ねたこと".repeat(40),
        ..paper(Vec::new())
    };
    assert!(typeset(&long, &fonts).unwrap().n_pages >= 1, "however many lines it has");
}

#[test]
fn what_follows_is_listed_with_a_way_to_each_heading() {
    let fonts = fonts();
    let titles = ["受診に同行した", "在宅の日をつくった"];
    let lines = || titles.map(|title| (title.to_string(), "北部\n一言".to_string())).to_vec();
    let under = |title: &str| [Block::NewPage, Block::Heading(1, title.to_string())];
    let blocks: Vec<Block> =
        [Block::Contents(lines())].into_iter().chain(titles.into_iter().flat_map(under)).collect();
    let whole = typeset(&paper(blocks), &fonts).unwrap();
    let n_ways = |bytes: &[u8]| bytes.windows(13).filter(|window| *window == b"/Subtype/Link").count();
    assert_eq!((whole.n_pages, n_ways(&whole.bytes)), (3, 2));
    // More lines than headings, and words that look like code.
    let odd = vec![("#panic() $ *".to_string(), String::new()); 3];
    let bytes = write(&paper(vec![Block::Contents(odd), Block::Contents(Vec::new())]), &fonts).unwrap();
    assert_eq!(n_ways(&bytes), 0);
}

#[test]
fn the_day_is_printed_in_words_and_stands_in_the_description_all_the_same() {
    let fonts = fonts();
    let printed = |paper: &Paper| given(paper, &fonts.letters, false).unwrap().paper.date;
    assert_eq!(printed(&paper(Vec::new())), "2026-11-26", "where there are no words");
    let in_words = Paper { made_on: "2026年11月26日".to_string(), ..paper(Vec::new()) };
    assert_eq!(printed(&in_words), "2026年11月26日");
    let other = Paper { date: "2026-11-27".to_string(), ..in_words.clone() };
    assert_eq!(printed(&other), printed(&in_words));
    assert!(write(&other, &fonts).unwrap() != write(&in_words, &fonts).unwrap(), "the description has it");
}

#[test]
fn a_document_without_anything_is_a_document() {
    let fonts = fonts();
    assert_eq!(typeset(&paper(Vec::new()), &fonts).unwrap().n_pages, 1);
    let empty = String::new;
    let nameless = Paper {
        title: empty(),
        subtitle: empty(),
        language: "no language".to_string(),
        publisher: empty(),
        date: "one day".to_string(),
        made_on: empty(),
        foot: empty(),
        blocks: vec![
            Block::Heading(3, " \n ".to_string()),
            Block::Paragraph(empty()),
            Block::Small(empty()),
            Block::List(Vec::new()),
            Block::Facts(Vec::new()),
            quote(""),
            Block::Table(PaperTable { columns: Vec::new(), rows: Vec::new(), ..table(0) }),
            Block::NewPage,
        ],
    };
    assert!(has(&write(&nameless, &fonts).unwrap(), "pdfuaid"));
}

#[test]
fn the_heading_leaves_the_subtitle_to_its_own_line_and_the_name_tells_both() {
    let fonts = fonts();
    let given = given(&paper(Vec::new()), &fonts.letters, false).unwrap();
    assert!(!given.paper.title.contains("北部のまとめ"), "{}", given.paper.title);
    assert_eq!(given.paper.subtitle, "北部のまとめ");
    assert!(given.name.contains("就労支援調査") && given.name.contains("北部のまとめ"), "{}", given.name);
}

#[test]
fn texts_are_never_code() {
    let text = "#panic(\"x\") $ * _ [ ] \\ @ <label> #import \"@preview/x:1\" `a` = b\n= c\n- d\n/ e: f // g /* h */ ~ -- \u{0}😀";
    let blocks = vec![
        Block::Heading(2, text.to_string()),
        Block::Paragraph(text.to_string()),
        Block::Small(text.to_string()),
        Block::List(vec![text.to_string()]),
        Block::Facts(vec![(text.to_string(), text.to_string())]),
        Block::Contents(vec![(text.to_string(), text.to_string())]),
        Block::Heading(1, text.to_string()),
        quote(text),
        Block::Table(PaperTable { caption: text.to_string(), notes: vec![text.to_string()], ..table(2) }),
        Block::Picture(PaperPicture {
            svg: SVG.replace("困っている", "#panic() 😀"),
            alternative: text.to_string(),
            caption: text.to_string(),
        }),
    ];
    let hostile = Paper {
        title: text.to_string(),
        subtitle: text.to_string(),
        publisher: text.to_string(),
        foot: text.to_string(),
        ..paper(blocks)
    };
    assert!(has(&write(&hostile, &fonts()).unwrap(), "pdfuaid"));
}

#[test]
fn long_texts_and_tables_run_on_over_pages() {
    let fonts = fonts();
    let n_pages = |block: Block| typeset(&paper(vec![block]), &fonts).unwrap().n_pages;
    // 45 characters a line, about 40 lines a page.
    for text in [
        "支援が必要です。".repeat(1_250),
        "a".repeat(10_000),
        "。".repeat(10_000),
        "「".repeat(10_000),
        "\"".repeat(10_000),
        "あ\n".repeat(300),
    ] {
        assert!(n_pages(quote(&text)) > 2, "{}", text.chars().take(8).collect::<String>());
    }
    assert!(n_pages(Block::Table(table(200))) > 3);
    assert!(
        n_pages(picture(&SVG.replace(r#"height="180""#, r#"height="90000""#))) < 3,
        "a picture fits a page"
    );
}

#[test]
fn narrow_pictures_that_follow_one_another_stand_beside_each_other() {
    let fonts = fonts();
    let narrow = || picture(&SVG.replace("width=\"720\" height=\"180\"", "width=\"360\" height=\"300\""));
    let n_pages = |blocks: Vec<Block>| typeset(&paper(blocks), &fonts).unwrap().n_pages;
    let apart = || [narrow(), Block::Paragraph("読み取り".to_string())];
    let beside = n_pages((0..6).map(|_| narrow()).collect());
    assert!(beside < n_pages((0..6).flat_map(|_| apart()).collect()));
    assert_eq!(beside, n_pages((0..5).map(|_| narrow()).collect()), "the last of an odd number stands alone");
}

#[test]
fn a_narrow_picture_that_stands_alone_has_its_words_beside_it() {
    let fonts = fonts();
    let shown = |width: u32| {
        let svg = SVG.replace("width=\"720\" height=\"180\"", &format!("width=\"{width}\" height=\"300\""));
        let Block::Picture(picture) = picture(&svg) else { panic!("a picture") };
        let picture = PaperPicture { caption: "読み取りです。".repeat(40), ..picture };
        [Block::Picture(picture), Block::Paragraph("つぎの文".to_string())]
    };
    let n_pages = |width| {
        let blocks = (0..3).flat_map(|_| shown(width)).collect();
        typeset(&paper(blocks), &fonts).unwrap().n_pages
    };
    // Each is 180 points high; words that stand below take 80 more.
    assert!(n_pages(360) < n_pages(720), "{} {}", n_pages(360), n_pages(720));
}

#[test]
fn a_tall_chart_and_its_words_fit_a_page_and_have_none_beside_them() {
    let fonts = fonts();
    let tall = |height: u32, caption: &str| {
        let size = format!("width=\"400\" height=\"{height}\" viewBox=\"0 0 400 {height}\"");
        let svg = SVG.replace("width=\"720\" height=\"180\" viewBox=\"0 0 720 180\"", &size);
        let Block::Picture(picture) = picture(&svg) else { panic!("a picture") };
        Block::Picture(PaperPicture { caption: caption.to_string(), ..picture })
    };
    let words = "招待した機関に対する割合です。".repeat(30);
    // 26 bars, more than a page, and a low one.
    let heights = [26 * 32, 2_000, 200];
    let blocks = heights.iter().map(|height| tall(*height, &words)).collect();
    let given = given(&paper(blocks), &fonts.letters, false).unwrap();
    let printed = |at: usize| given.widths[at] / 400.0 * f32::from(u16::try_from(heights[at]).unwrap());
    // 450 letters are nine lines and more, and a page has 750 points with what stands over the chart.
    assert!((0..3).all(|at| printed(at) + 9.0 * 14.0 < 680.0), "{:?}", given.widths);
    assert!((printed(0) - 26.0 * 32.0 * 0.6).abs() < 0.5, "it is not made smaller than it has to be");
    assert_eq!(given.is_low, [false, false, true]);
    let pair = |height| {
        let charts = [tall(height, "一"), tall(height, "二")];
        let heading = Block::Heading(1, "回答率".to_string());
        let blocks = [Block::NewPage, heading].into_iter().chain(charts).collect();
        typeset(&paper(blocks), &fonts).unwrap().n_pages
    };
    assert_eq!(pair(1_100), 3, "the title, one with the heading over it, and the other one");
    assert_eq!(pair(300), 2, "low ones stand beside each other");
}

#[test]
fn headings_leave_no_level_out() {
    let letters = fonts().letters;
    let blocks = [3, 3, 1, 9, 0].map(|level| Block::Heading(level, "見出し".to_string()));
    let given = given(&paper(blocks.to_vec()), &letters, false).unwrap();
    let level = |block: &Block| if let Block::Heading(level, _) = block { *level } else { 0 };
    assert_eq!(given.paper.blocks.iter().map(level).collect::<Vec<_>>(), [1, 2, 1, 2, 1]);
}

#[test]
fn rows_are_filled_and_pictures_fit() {
    let letters = fonts().letters;
    let mut ragged = table(1);
    ragged.rows.push(PaperRow { level: 0, cells: vec!["1".to_string(); 5] });
    let given = given(&paper(vec![Block::Table(ragged), picture(SVG)]), &letters, false).unwrap();
    let Block::Table(table) = &given.paper.blocks[0] else { panic!("a table") };
    assert!(table.columns.len() == 5 && table.rows.iter().all(|row| row.cells.len() == 5));
    assert!((given.widths[0] - 432.0).abs() < 0.1, "{:?}", given.widths);
}

#[test]
fn what_cannot_be_printed_is_named() {
    let fonts = fonts();
    let problem = |blocks: Vec<Block>| write(&paper(blocks), &fonts).unwrap_err().to_string();
    assert!(problem(vec![picture(SVG), picture("no picture")]).starts_with("picture 2"));
    assert!(problem(vec![picture(&"x".repeat(5_000_000))]).contains("larger"));
    assert!(problem(vec![picture(SVG); 101]).contains("100 pictures"));
    assert!(problem(vec![Block::Table(table(40_000))]).contains("cells"));
    assert!(problem(vec![Block::Paragraph("あ".repeat(2_000_000))]).contains("bytes of text"));
    let outside = SVG.replace("<text", r#"<image href="/etc/passwd" width="9" height="9"/><text"#);
    let bytes = write(&paper(vec![picture(&outside)]), &fonts);
    assert!(bytes.is_err() || !has(&bytes.unwrap(), "root:"), "nothing is read from the disk");
}

#[test]
fn a_missing_font_is_named() {
    let folder = tempfile::tempdir().unwrap();
    match PdfFonts::load(folder.path()) {
        Err(error @ Error::FontMissing { .. }) => assert!(error.to_string().contains(FONT)),
        other => panic!("{other:?}"),
    }
}

thread_local! {
    /// What was said in the log while a test ran: other tests run beside it.
    static SAID: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Listener;

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        SAID.with_borrow_mut(|said| said.push(record.args().to_string()));
    }

    fn flush(&self) {}
}

#[test]
fn reading_how_large_pictures_are_asks_for_no_font() {
    log::set_logger(&Listener).unwrap();
    log::set_max_level(log::LevelFilter::Warn);
    given(&paper(vec![picture(SVG)]), &fonts().letters, false).unwrap();
    assert_eq!(SAID.take(), Vec::<String>::new());
}
