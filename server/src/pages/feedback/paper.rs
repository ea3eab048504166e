//! A sheet as a neutral document, for PDF and whatever else is printed.

pub mod networks;
pub mod pieces;
pub mod shorter;

use std::collections::BTreeSet;

use analysis::document::paper::{Block, Paper, PaperPicture};

use self::pieces::{of_piece, rest_of_quotes};
use super::content::SheetContent;
use super::face::{ReplyOnPaper, SheetFace, version_words};
use crate::i18n::{self, Lang, Wording};
use crate::view::figure::join;
use crate::view::furigana::in_brackets;
use crate::view::paper;

/// How a document says how to reply, where somebody can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replying {
    /// A section with a code to scan.
    WithCode,
    /// The address beside that of the host, where there is little room.
    InWords,
    /// The address at the foot of every page, where there is none.
    AtFoot,
    /// Not at all.
    Silent,
}

/// The document of a sheet.
pub fn paper_of(face: &SheetFace, replying: Replying) -> Paper {
    let content = &face.content;
    let lang = Lang::from_code(&content.language).unwrap_or_default();
    let wording = if face.is_plain { Wording::Plain } else { Wording::Usual };
    let say = |key: &str| i18n::plain(lang, &wording.key(key));
    let mut blocks = vec![Block::Paragraph(say("feedback-sheet-thanks")), facts(content, lang)];
    if face.has_reason {
        blocks.push(Block::Paragraph(face.version.clone()));
    }
    if content.is_withheld {
        blocks.push(Block::Heading(1, say("feedback-withheld")));
        blocks.push(Block::Paragraph(withheld(content, lang, wording)));
    }
    for section in &content.sections {
        blocks.push(Block::Heading(1, section.title.clone()));
        for piece in &section.pieces {
            blocks.extend(of_piece(piece, lang, content.parameters.quotes_on_paper));
        }
        blocks.extend(rest_of_quotes(section, lang, content.parameters.quotes_on_paper));
    }
    let replies = face.replies.as_ref();
    if let Some(replies) = replies.filter(|_| replying == Replying::WithCode) {
        blocks.extend(how_to_reply(replies, lang, wording));
    }
    if !content.is_withheld {
        blocks.extend([Block::Heading(1, say("feedback-how")), how(content, lang, wording)]);
    }
    let address =
        |way: Replying| replies.filter(|_| replying == way).map(|replies| replies_at(&replies.address, lang));
    let contact = beside(&content.contact, address(Replying::InWords));
    blocks.push(paper::facts(lang, [("feedback-contact", contact)]));
    if face.is_plain && lang == Lang::Ja {
        blocks = with_readings(blocks);
    }
    Paper {
        title: content.title.clone(),
        subtitle: subtitle(face, lang),
        language: content.language.clone(),
        publisher: content.host.clone(),
        date: face.day.to_string(),
        made_on: format!("{} {}", i18n::plain(lang, "feedback-made-on"), face.made_on),
        foot: beside(&face.foot, address(Replying::AtFoot)),
        blocks,
    }
}

/// Where to reply, in one line.
fn replies_at(address: &str, lang: Lang) -> String {
    i18n::text(lang.code(), "sheet-paper-replies-at", &[("address", address.to_owned())])
}

/// Words with others beside them, if there are any.
fn beside(words: &str, others: Option<String>) -> String {
    let both = [Some(words.to_owned()), others].into_iter().flatten().filter(|part| !part.is_empty());
    both.collect::<Vec<String>>().join("　")
}

/// How to reply, with the address that somebody can type.
fn how_to_reply(replies: &ReplyOnPaper, lang: Lang, wording: Wording) -> [Block; 2] {
    let say = |key: &str| i18n::plain(lang, &wording.key(key));
    let minutes = [("minutes", replies.minutes.to_string())];
    let asks = i18n::text(lang.code(), &wording.key("sheet-paper-replies-text"), &minutes);
    let words = join(&[asks, say("sheet-paper-replies-code")], lang);
    let address = [("address", replies.address.clone())];
    let picture = PaperPicture {
        svg: replies.qr_svg.clone(),
        alternative: i18n::text(lang.code(), "sheet-paper-replies-qr", &address),
        caption: format!("{words}\n{}", replies.address),
    };
    [Block::Heading(1, say("sheet-paper-replies")), Block::Picture(picture)]
}

/// How the numbers were made, in one paragraph. The names of programs and dictionaries are not said in plain language: its page has
/// them behind a heading of their own.
fn how(content: &SheetContent, lang: Lang, wording: Wording) -> Block {
    let say = |key: &str| i18n::plain(lang, &wording.key(key));
    let n = [("n", content.parameters.min_cell.to_string())];
    let method = [("method", content.parameters.method.clone())];
    let technical = match wording {
        Wording::Usual => i18n::text(lang.code(), "feedback-how-method", &method),
        Wording::Plain => String::new(),
    };
    let sentences = [
        say("feedback-how-count"),
        i18n::text(lang.code(), &wording.key("feedback-how-hidden"), &n),
        say("feedback-how-themes"),
        say("feedback-how-quotes"),
        technical,
    ];
    Block::Small(join(&sentences, lang))
}

fn subtitle(face: &SheetFace, lang: Lang) -> String {
    let content = &face.content;
    let whose = if content.area.is_empty() {
        i18n::text(lang.code(), "feedback-sheet-whole", &[("region", content.region.clone())])
    } else {
        i18n::text(lang.code(), "feedback-sheet-area", &[("area", content.area.clone())])
    };
    let version = face.number.map(|number| version_words(lang, number, ""));
    let plain = face.is_plain.then(|| i18n::plain(lang, "sheet-in-plain"));
    [Some(whose), version, plain].into_iter().flatten().collect::<Vec<String>>().join("　")
}

/// Words with the readings of the hard ones, once each. Quotes stay as they were said, and tables and pictures as they are.
fn with_readings(blocks: Vec<Block>) -> Vec<Block> {
    let mut met = BTreeSet::new();
    let mut read = |text: String| in_brackets(&text, &mut met);
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        all.push(match block {
            Block::Heading(level, text) => Block::Heading(level, read(text)),
            Block::Paragraph(text) => Block::Paragraph(read(text)),
            Block::Small(text) => Block::Small(read(text)),
            Block::List(points) => Block::List(points.into_iter().map(&mut read).collect()),
            Block::Facts(facts) => {
                Block::Facts(facts.into_iter().map(|(name, text)| (read(name), read(text))).collect())
            }
            Block::Picture(picture) => {
                Block::Picture(PaperPicture { caption: read(picture.caption.clone()), ..picture })
            }
            block @ (Block::Contents(_) | Block::Quote(_) | Block::Table(_) | Block::NewPage) => block,
        });
    }
    all
}

/// Why there are no numbers.
fn withheld(content: &SheetContent, lang: Lang, wording: Wording) -> String {
    let n = [("n", content.parameters.min_cell.to_string())];
    i18n::text(lang.code(), &wording.key(content.withheld_key()), &n)
}

fn facts(content: &SheetContent, lang: Lang) -> Block {
    // Who gives it out, and when it was made, stands under the title.
    let facts = [("feedback-period", &content.period), ("feedback-purpose", &content.purpose)];
    paper::facts(lang, facts.map(|(key, words)| (key, words.clone())))
}

#[cfg(test)]
mod tests {
    use analysis::table::{Count, HIDDEN};
    use chrono::NaiveDate;

    use super::super::content::{CountView, FrozenQuote, Parameters, Piece, Section, SheetFigure};
    use super::*;
    use crate::view::figure::{BarLine, bar_figure};

    /// The sheet of an area with a chart and two quotes, of which one is gone.
    pub(super) fn face() -> SheetFace {
        let line = |label: &str, count| BarLine {
            label: label.to_owned(),
            count,
            share: Some(0.4),
            href: String::new(),
        };
        let lines = vec![line("通院", Count::Shown(12)), line("交通", Count::Hidden)];
        let figure = bar_figure("challenges", "課題", "n=30。".to_owned(), lines, Lang::Ja).unwrap();
        let quote = |text: Option<&str>| FrozenQuote {
            reference: "answer:1:q".to_owned(),
            sha256: String::new(),
            text: text.map(str::to_owned),
        };
        let quotes = vec![quote(Some("休みにくい。")), quote(None)];
        let pieces =
            vec![Piece::Figures { figures: vec![SheetFigure::of(figure)] }, Piece::Quotes { quotes }];
        let section = Section {
            kind: "challenges".to_owned(),
            title: "主な課題".to_owned(),
            plain: "困っている難病の人".to_owned(),
            pieces,
        };
        let parameters = Parameters {
            min_cell: 5,
            purpose: "regional".to_owned(),
            method: "架空の方法".to_owned(),
            counts: Vec::new(),
            quotes_on_paper: 2,
            is_full: None,
        };
        SheetFace {
            withheld_key: "feedback-withheld-text",
            content: SheetContent {
                language: "ja".to_owned(),
                title: "架空県調査".to_owned(),
                area: "北部".to_owned(),
                region: "架空県".to_owned(),
                host: "架空の会".to_owned(),
                contact: String::new(),
                period: String::new(),
                purpose: String::new(),
                plain_purpose: String::new(),
                is_withheld: false,
                is_in_whole: None,
                sections: vec![section],
                parameters,
            },
            made_on: "2026年11月26日".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            number: Some(2),
            version: "第2版：集計し直しました。".to_owned(),
            has_reason: true,
            foot: "第2版".to_owned(),
            is_plain: false,
            other_href: String::new(),
            replies: None,
            usual: None,
        }
    }

    #[test]
    fn in_plain_language_headings_are_other_ones_hard_words_are_read_and_years_stand_in_both_eras() {
        let mut face = face();
        face.content.period = "令和8年4月から".to_owned();
        let paper = paper_of(&face.in_plain(), Replying::WithCode);
        let heading = Block::Heading(1, "困っている難病（なんびょう）の人".to_owned());
        assert!(paper.blocks.contains(&heading), "{:?}", paper.blocks);
        let facts = paper.blocks.iter().filter_map(|block| match block {
            Block::Facts(facts) => Some(facts),
            _ => None,
        });
        let values: Vec<&str> = facts.flatten().map(|(_, value)| value.as_str()).collect();
        assert!(values.contains(&"2026年（令和8年）4月から"), "{values:?}");
        assert_eq!(paper.made_on, "作成日 2026年（令和8年）11月26日");
        assert!(!values.iter().any(|value| value.contains("11月26日")), "once: {values:?}");
        assert_eq!(paper.subtitle, "北部版　第2版　やさしい日本語版");
    }

    #[test]
    fn a_picture_tells_its_numbers_and_a_quote_that_is_gone_tells_nothing() {
        let paper = paper_of(&face(), Replying::WithCode);
        assert_eq!((paper.date.as_str(), paper.language.as_str()), ("2026-11-26", "ja"));
        let picture = paper.blocks.iter().find_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        });
        let alternative = &picture.unwrap().alternative;
        assert!(alternative.contains("通院") && alternative.contains("12"), "{alternative}");
        assert!(alternative.contains(HIDDEN), "{alternative}");
        let quotes: Vec<&str> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Quote(quote) => Some(quote.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(quotes, ["休みにくい。"]);
        let version = Block::Paragraph("第2版：集計し直しました。".to_owned());
        assert!(paper.blocks.contains(&version));
        let first = SheetFace { has_reason: false, ..face() };
        assert!(!paper_of(&first, Replying::WithCode).blocks.contains(&version), "the foot says it");
        let has_method = |block: &Block| matches!(block, Block::Small(words) if words.contains("架空の方法"));
        assert!(paper.blocks.iter().any(has_method), "as on the page");
    }

    #[test]
    fn under_its_numbers_paper_says_whom_they_do_not_count_as_the_page_does() {
        let say = |key: &str| i18n::plain(Lang::Ja, key);
        let count = |label: &str, note: &str| CountView {
            label: label.to_owned(),
            value: "24".to_owned(),
            unit: "件".to_owned(),
            note: say(note),
            plain_note: say(&format!("{note}-plain")),
            is_usual: None,
            questionnaire: None,
            is_reply: false,
        };
        let printed_of = |counts: Vec<CountView>, is_plain: bool| {
            let mut face = face();
            face.content.sections[0].pieces = vec![Piece::Counts { counts }];
            let blocks = paper_of(&if is_plain { face.in_plain() } else { face }, Replying::Silent).blocks;
            let place = blocks.iter().position(
                |block| matches!(block, Block::Facts(facts) if facts.iter().any(|(_, n)| n.starts_with("24"))),
            );
            let place = place.unwrap();
            let Block::Facts(facts) = &blocks[place] else { panic!("numbers") };
            let numbers: Vec<String> = facts.iter().map(|(_, n)| n.clone()).collect();
            let under = match &blocks[place + 1] {
                Block::Small(words) => words.clone(),
                _ => String::new(),
            };
            (numbers.join(" "), under)
        };
        let printed = |answers: &str, hearings: &str, is_plain: bool| {
            printed_of(vec![count("機関への回答", answers), count("ヒアリング", hearings)], is_plain)
        };
        let [all, apart, unread] =
            ["feedback-scope-note", "feedback-scope-note-apart", "feedback-scope-note-unread"];
        assert_eq!(printed(apart, apart, false), ("24件 24件".to_owned(), say(apart)), "once for all");
        let of_one = ("24件 24件（注1）".to_owned(), format!("注1：{}", say(apart)));
        assert_eq!(printed(all, apart, false), of_one);
        let both = format!("注1：{}\n注2：{}", say(unread), say(apart));
        assert_eq!(printed(unread, apart, false), ("24件（注1） 24件（注2）".to_owned(), both));
        let (_, plain) = printed(apart, apart, true);
        assert!(plain.contains("少しの人の分") && plain != say(apart), "in other words: {plain}");
        for is_plain in [false, true] {
            assert_eq!(printed(all, all, is_plain).1, "", "how they were made says it");
        }
        let once = |is_usual| CountView {
            note: "前の言い方。".to_owned(),
            plain_note: "前の、やさしい言い方。".to_owned(),
            is_usual: Some(is_usual),
            ..count("機関への回答", all)
        };
        for is_plain in [false, true] {
            assert_eq!(
                printed_of(vec![once(true)], is_plain).1,
                "",
                "that it is the usual one is known, however it is said now"
            );
        }
        assert_eq!(printed_of(vec![once(false)], false).1, "前の言い方。");
    }

    #[test]
    fn while_replies_are_taken_paper_says_where_with_a_code_or_in_one_line() {
        let address = "https://kikitori.example.jp/q/3467acdefhjk";
        let asking = || {
            let replies = ReplyOnPaper {
                address: address.to_owned(),
                qr_svg: "<svg id=\"qr\"></svg>".to_owned(),
                minutes: 5,
            };
            SheetFace { replies: Some(replies), ..face() }
        };
        let heading = Block::Heading(1, "お返事".to_owned());
        let with_code = paper_of(&asking(), Replying::WithCode).blocks;
        let place = with_code.iter().position(|block| *block == heading).unwrap();
        let Block::Picture(code) = &with_code[place + 1] else { panic!("a code: {with_code:?}") };
        assert!(code.svg.contains("qr") && code.caption.ends_with(address), "{}", code.caption);
        assert!(code.caption.contains("約5分"), "{}", code.caption);
        assert!(code.alternative.contains(address), "{}", code.alternative);
        let in_words = paper_of(&asking(), Replying::InWords).blocks;
        let last = |contact: &str| {
            let mut face = asking();
            face.content.contact = contact.to_owned();
            paper_of(&face, Replying::InWords).blocks.pop()
        };
        let said = format!("お返事：{address}");
        let facts = |words: String| Some(Block::Facts(vec![("お問い合わせ".to_owned(), words)]));
        assert_eq!((last(""), in_words.contains(&heading)), (facts(said.clone()), false));
        assert_eq!(last("架空の会"), facts(format!("架空の会　{said}")), "no line of its own");
        let at_foot = paper_of(&asking(), Replying::AtFoot);
        assert_eq!(at_foot.foot, format!("第2版　{said}"));
        assert_eq!(at_foot.blocks, paper_of(&face(), Replying::Silent).blocks, "it takes no room");
        assert_eq!(paper_of(&asking(), Replying::Silent), paper_of(&face(), Replying::WithCode));
        let plain = paper_of(&asking().in_plain(), Replying::WithCode).blocks;
        let captions = plain.iter().filter_map(|block| match block {
            Block::Picture(picture) if picture.alternative.contains(address) => Some(&picture.caption),
            _ => None,
        });
        let captions: Vec<&String> = captions.collect();
        assert!(captions.len() == 1 && *captions[0] != code.caption, "in other words: {captions:?}");
    }
}
