//! Every word of a text that may tell who is meant: for texts that are to be published, where the first hint is not enough.
//!
//! A published text always has its region beside it, so the name of a disease is found without that of a town.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::abbreviations::abbreviated_diseases;
use super::accounts::accounts;
use super::addressed::addressed;
use super::births::births;
use super::dates::dates;
use super::employers::employers;
use super::facilities::facilities;
use super::given_names::addressed_in_hiragana;
use super::job_centres::job_centres;
use super::kind_first::named_behind;
use super::lone_names::lone_names;
use super::mails::mails;
use super::municipalities::municipalities;
use super::numbers::{numbers, postal_codes};
use super::organisations::{NameFinder, given_away};
use super::parted::parted_people;
use super::phones::phones;
use super::plots::plots;
use super::quoted::quoted;
use super::reached::{addresses, bases};
use super::relatives::relatives;
use super::roles::in_roles;
use super::romaji::in_romaji;
use super::rooms::rooms;
use super::schools::schools;
use super::stations::stations;
use super::surnames;
use super::titled::{bracketed, titled};
use super::town_houses::town_houses;
use super::towns::{former_towns, towns};
use super::variants::{as_written, usual};
use super::vehicles::plates;
use super::{diseases, kana_names, named, pattern, people, places, read};
use crate::text::Span;
use crate::text::normalize::normalize;
use crate::text::tokenizer::{Tokenizer, Worker, Workers};

/// What a word tells, in the order that words are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// A telephone number.
    Phone,
    /// A mail address, an account to write to, or a page on the web.
    Mail,
    /// A number that one person or household has.
    Number,
    /// A person's name.
    Person,
    /// An organisation's name.
    Organisation,
    /// The name of a municipality, or an address in it.
    Place,
    /// The name of a disease.
    Disease,
    /// An age in years.
    Age,
    /// A day, a month of a year, or a year of birth.
    Date,
}

impl WordKind {
    /// Short name, also the end of the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            WordKind::Phone => "phone",
            WordKind::Mail => "mail",
            WordKind::Number => "number",
            WordKind::Person => "person",
            WordKind::Organisation => "organisation",
            WordKind::Place => "place",
            WordKind::Disease => "disease",
            WordKind::Age => "age",
            WordKind::Date => "date",
        }
    }
}

/// A word that may tell who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifyingWord {
    /// What it tells.
    pub kind: WordKind,
    /// The word in normal width.
    pub words: String,
}

/// Finds such words in many texts, on several threads.
pub struct Identifier<'t> {
    names: NameFinder,
    workers: Option<Workers<'t>>,
}

impl<'t> Identifier<'t> {
    /// `names` are organisations that are known by name. Most names of people and places need `tokenizer`; without it only those
    /// are found that letters alone tell.
    pub fn new(names: &[String], tokenizer: Option<&'t Tokenizer>) -> Identifier<'t> {
        Identifier { names: NameFinder::of(names), workers: tokenizer.map(Workers::new) }
    }

    /// All such words of a text, each once.
    pub fn words(&self, text: &str) -> Vec<IdentifyingWord> {
        match &self.workers {
            Some(workers) => workers.with(|worker| identifying_words(text, &self.names, Some(worker))),
            None => identifying_words(text, &self.names, None),
        }
    }
}

fn identifying_words(
    text: &str,
    names: &NameFinder,
    worker: Option<&mut Worker<'_>>,
) -> Vec<IdentifyingWord> {
    let written = normalize(text).text.into_owned();
    let normal = usual(&written);
    let mut found: Vec<IdentifyingWord> = Vec::new();
    for (kind, word) in all_words(&normal, names, worker) {
        for words in as_written(&written, &normal, &word) {
            if !words.is_empty() && found.iter().all(|known| known.words != words) {
                found.push(IdentifyingWord { kind, words });
            }
        }
    }
    without_parts(&written, with_overlaps(&written, found))
}

/// What is found in a text in normal width and usual kanji, as it stands there; of one word the first kind counts.
fn all_words(text: &str, names: &NameFinder, mut worker: Option<&mut Worker<'_>>) -> Vec<(WordKind, String)> {
    let mut found = Vec::new();
    let read = worker.as_deref_mut().map(|worker| read(text, worker)).unwrap_or_default();
    let parted = worker.as_deref_mut().map(|worker| parted_people(&read, worker)).unwrap_or_default();
    let reread = worker.map(|worker| surnames::Found::of(text, worker)).unwrap_or_default();
    let towns_of_lists = [municipalities(text), former_towns(text)].concat();
    // 深浦 and 三ヶ日 are family names, too, but rarely; 磐田 is a club in IPADIC.
    let is_no_town = |name: &String| !towns_of_lists.contains(name);
    let mut add = |kind, words: Vec<String>| found.extend(words.into_iter().map(|words| (kind, words)));
    add(WordKind::Phone, phones(text));
    add(WordKind::Mail, mails(text));
    add(WordKind::Mail, accounts(text));
    add(WordKind::Number, numbers(text));
    add(WordKind::Number, plates(text));
    add(WordKind::Person, parted);
    add(WordKind::Person, people(&read).collect());
    add(WordKind::Person, reread.titled);
    add(WordKind::Person, reread.in_roles);
    add(WordKind::Person, reread.speakers.into_iter().filter(is_no_town).collect());
    add(WordKind::Person, kana_names::people(text));
    add(WordKind::Person, kana_names::parted_in_katakana(text));
    add(WordKind::Person, addressed(text, &read));
    add(WordKind::Person, addressed_in_hiragana(text));
    add(WordKind::Person, titled(text));
    add(WordKind::Person, in_romaji(text));
    add(WordKind::Person, relatives(text, &read));
    add(WordKind::Person, in_roles(text, &read).into_iter().filter(is_no_town).collect());
    add(WordKind::Person, bracketed(&read).into_iter().filter(is_no_town).collect());
    add(WordKind::Person, lone_names(&read).filter(is_no_town).collect());
    add(WordKind::Organisation, names.in_text(text));
    add(WordKind::Organisation, given_away(text));
    add(WordKind::Organisation, named::houses(&read));
    add(WordKind::Organisation, kana_names::houses(text));
    add(WordKind::Organisation, facilities(text, &read));
    add(WordKind::Organisation, job_centres(text, &read));
    add(WordKind::Organisation, town_houses(text, &read));
    add(WordKind::Organisation, schools(text, &read));
    add(WordKind::Organisation, reread.firms);
    add(WordKind::Organisation, named_behind(text, &read));
    add(WordKind::Organisation, quoted(text));
    add(WordKind::Organisation, employers(text, &read).into_iter().filter(is_no_town).collect());
    add(WordKind::Place, places(&read).chain(towns(&read)).collect());
    add(WordKind::Organisation, bases(text));
    add(WordKind::Place, addresses(text, &towns_of_lists));
    add(WordKind::Place, plots(text));
    add(WordKind::Place, rooms(text));
    add(WordKind::Place, stations(text));
    add(WordKind::Place, postal_codes(text));
    add(WordKind::Place, towns_of_lists);
    add(WordKind::Disease, diseases(text).map(str::to_owned).collect());
    add(WordKind::Disease, abbreviated_diseases(text).map(str::to_owned).collect());
    add(WordKind::Age, ages(text).collect());
    add(WordKind::Date, births(text));
    add(WordKind::Date, dates(text));
    found
}

/// Words that overlap in the text also as one, of the kind of the first of them: where one of them were replaced, the rest of the other would
/// be left.
fn with_overlaps(text: &str, mut found: Vec<IdentifyingWord>) -> Vec<IdentifyingWord> {
    let mut places: Vec<(Range<usize>, usize)> = Vec::new();
    for (order, word) in found.iter().enumerate() {
        let own = text.match_indices(word.words.as_str());
        places.extend(own.map(|(at, matched)| (at..at + matched.len(), order)));
    }
    places.sort_by_key(|(place, _)| (place.start, Reverse(place.end)));
    let mut joined: Vec<(Range<usize>, usize)> = Vec::new();
    for (place, order) in places {
        match joined.last_mut() {
            Some((last, first)) if place.start < last.end => {
                last.end = last.end.max(place.end);
                *first = order.min(*first);
            }
            _ => joined.push((place, order)),
        }
    }
    // From behind, so that those before keep their order.
    joined.sort_by_key(|(_, order)| Reverse(*order));
    for (place, order) in joined {
        let Some(words) = text.get(place) else { continue };
        let Some(kind) = found.get(order).map(|word| word.kind) else { continue };
        if found.iter().all(|known| known.words != words) {
            found.insert(order, IdentifyingWord { kind, words: words.to_owned() });
        }
    }
    found
}

/// Without words that stand in the text only as a part of longer ones: whoever decides on those decides on them.
fn without_parts(text: &str, found: Vec<IdentifyingWord>) -> Vec<IdentifyingWord> {
    let places = |words: &str| -> Vec<Range<usize>> {
        text.match_indices(words).map(|(at, matched)| at..at + matched.len()).collect()
    };
    let all: Vec<Range<usize>> = found.iter().flat_map(|word| places(&word.words)).collect();
    let is_part = |place: &Range<usize>| {
        let is_longer = |other: &Range<usize>| other.len() > place.len();
        all.iter().any(|other| is_longer(other) && other.start <= place.start && place.end <= other.end)
    };
    // What is told in other letters than the text has stands nowhere; it stays.
    let is_kept = |word: &IdentifyingWord| {
        let own = places(&word.words);
        own.is_empty() || !own.iter().all(is_part)
    };
    found.into_iter().filter(is_kept).collect()
}

/// Where words in normal width stand in a text as it was typed: in order, those that touch or overlap as one.
pub fn stand_at<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> Vec<Span> {
    let normal = normalize(text);
    let position = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut found: Vec<Span> = Vec::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        for (at, matched) in normal.text.match_indices(word) {
            let start = normal.text.get(..at).map_or(0, |before| before.chars().count());
            found.push(normal.original(position(start), position(start + matched.chars().count())));
        }
    }
    found.sort_by_key(|span| (span.start, Reverse(span.end)));
    let mut joined: Vec<Span> = Vec::new();
    for span in found {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

fn all<'a>(
    cell: &'static OnceLock<Option<Regex>>,
    words: &'static str,
    searched: &'a str,
) -> impl Iterator<Item = String> + use<'a> {
    let found = pattern(cell, words).into_iter().flat_map(move |pattern| pattern.find_iter(searched));
    found.map(|found| found.as_str().to_owned())
}

/// Ages to the year, in digits or as people count (四十二歳); bands of ten years (40代) are none.
fn ages(text: &str) -> impl Iterator<Item = String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let years =
        r"(?:[0-9]{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九〇]{1,2})[歳才]";
    all(&PATTERN, years, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str, names: &[&str]) -> Vec<(&'static str, String)> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let found = Identifier::new(&names, Some(shared())).words(text);
        found.into_iter().map(|word| (word.kind.code(), word.words)).collect()
    }

    #[test]
    fn every_name_is_found_and_each_once() {
        let words = found("田中さんと高橋先生が話した。田中さんは川口市、所沢市の順に訪ねた。", &[]);
        let expected =
            [("person", "田中さん"), ("person", "高橋先生"), ("place", "川口市"), ("place", "所沢市")];
        assert_eq!(words, expected.map(|(kind, words)| (kind, words.to_owned())));
    }

    #[test]
    fn organisations_ages_and_days_are_found_in_any_width() {
        let text =
            "架空会の就労支援センターに、株式会社ミドリの４２歳の方が１０月３日に来た。40代の方もいた。";
        let words = found(text, &["架空会の就労支援センター", "出てこない機関", ""]);
        let expected = [
            ("organisation", "架空会の就労支援センター"),
            ("organisation", "株式会社ミドリ"),
            ("age", "42歳"),
            ("date", "10月3日"),
        ];
        assert_eq!(words, expected.map(|(kind, words)| (kind, words.to_owned())));
    }

    #[test]
    fn a_name_with_a_blank_is_one_name() {
        let expected = [("person", "山田　太郎さん".to_owned()), ("person", "田中さん".to_owned())];
        assert_eq!(found("田中さんと山田 太郎さんが来た。", &[]), expected);
        assert_eq!(stand_at("田中さんと山田 太郎さん", ["山田　太郎さん"]), [Span { start: 5, end: 12 }]);
    }

    #[test]
    fn a_disease_needs_no_town_beside_it() {
        assert_eq!(found("クローン病の方が働いている", &[]), [("disease", "クローン病".to_owned())]);
        assert_eq!(found("体調の波に合わせて休憩を増やした。", &[]), []);
    }

    #[test]
    fn what_people_write_otherwise_is_found_too() {
        for (text, kind, word) in [
            ("2025年4月に入った", "date", "2025年4月"),
            ("令和７年４月から", "date", "令和7年4月"),
            ("令和七年四月から", "date", "令和七年四月"),
            ("四月一日に", "date", "四月一日"),
            ("四十二歳の方", "age", "四十二歳"),
            ("かわにし病院に行った", "organisation", "かわにし病院"),
            ("さとう看護師が来た", "person", "さとう看護師"),
            ("田中商店の方", "organisation", "田中商店"),
            ("緑町のＡ工務店", "organisation", "A工務店"),
            ("障害者支援施設ひまわり園", "organisation", "ひまわり園"),
        ] {
            let words = found(text, &[]);
            assert!(words.contains(&(kind, word.to_owned())), "{text}: {words:?}");
        }
        for text in [
            "病院に通う。",
            "会社に勤める。",
            "事業所で働く。",
            "2025年に。",
            "4月から。",
            "百歳体操に行く。",
            "天才",
        ] {
            assert_eq!(found(text, &[]), [], "{text}");
        }
    }

    #[test]
    fn companies_towns_and_people_need_no_word_that_says_what_they_are() {
        let expected = [("place", "八戸".to_owned()), ("disease", "クローン病".to_owned())];
        assert_eq!(found("クローン病の女性、八戸在住。", &[]), expected);
        for (text, kind, word) in [
            ("トヨタ自動車を辞めた。", "organisation", "トヨタ自動車"),
            ("ＪＲ東日本の職場。", "organisation", "JR東日本"),
            ("イオンモール盛岡にある店。", "organisation", "イオンモール盛岡"),
            ("スターバックスの店員。", "organisation", "スターバックス"),
            ("盛岡市から通う。", "place", "盛岡市"),
            ("佐藤が困っている。", "person", "佐藤"),
            ("スモン病の方。", "disease", "スモン病"),
        ] {
            assert_eq!(found(text, &[]), [(kind, word.to_owned())], "{text}");
        }
        for text in [
            "ハローワークと労働局に相談し、東北の会社で働く。",
            "利用者さんの声を、近くの商店に伝えた。",
            "コンビニで働きながら、日光を避けている。",
            "のぞみはある。森の中で休む。",
        ] {
            assert_eq!(found(text, &[]), [], "{text}");
        }
    }

    #[test]
    fn a_day_has_its_year_and_a_person_is_named_once() {
        assert_eq!(found("２０２６年４月１日から", &[]), [("date", "2026年4月1日".to_owned())]);
        assert_eq!(found("令和8年4月1日から", &[]), [("date", "令和8年4月1日".to_owned())]);
        assert_eq!(found("山田花子さんが来た。", &[]), [("person", "山田花子さん".to_owned())]);
        let both = found("山田花子さんが来た。花子さんは帰った。", &[]);
        assert_eq!(both.len(), 2, "a part that also stands alone is decided on by itself: {both:?}");
    }

    #[test]
    fn municipalities_of_the_list_are_whole_and_no_people() {
        for (text, place) in [
            ("つがる市に住む。", "つがる市"),
            ("鰺ヶ沢町に住む。", "鰺ヶ沢町"),
            ("外ヶ浜町に住む。", "外ヶ浜町"),
            ("南アルプス市に住む。", "南アルプス市"),
            ("いわきの方。", "いわき"),
            ("深浦の方。", "深浦"),
            ("野辺地から来た。", "野辺地"),
            ("大鰐に行く。", "大鰐"),
            ("鹿角が遠い。", "鹿角"),
        ] {
            assert_eq!(found(text, &[]), [("place", place.to_owned())], "{text}");
        }
        let expected = [("place", "七戸".to_owned()), ("disease", "重症筋無力症".to_owned())];
        assert_eq!(found("重症筋無力症の男性が七戸で", &[]), expected);
        assert_eq!(
            found("五所川原の髙橋さん", &[]),
            [("person", "髙橋さん".to_owned()), ("place", "五所川原".to_owned())]
        );
    }

    #[test]
    fn old_forms_of_kanji_are_names_as_they_are_written() {
        for name in
            ["髙橋さん", "髙橋課長", "山﨑さん", "宮﨑さん", "瀧本さん", "黑田さん", "淸水さん", "對馬さん"]
        {
            assert_eq!(found(&format!("担当は{name}。"), &[]), [("person", name.to_owned())]);
        }
        assert_eq!(found("黑井会の方。", &["黒井会"]), [("organisation", "黑井会".to_owned())]);
    }

    #[test]
    fn years_of_birth_accounts_and_addresses_are_found() {
        for (text, kind, word) in [
            ("昭和５５年生まれの方", "date", "昭和55年生まれ"),
            ("1980年生まれの方", "date", "1980年生まれ"),
            ("LINE IDを交換した", "mail", "LINE　ID"),
            ("新町2丁目に住む", "place", "新町2丁目"),
            ("三沢基地の中", "organisation", "三沢基地"),
            ("サンデーでパート", "organisation", "サンデー"),
            ("六花亭で働く", "organisation", "六花亭"),
            ("日鉄ケミカルに勤める", "organisation", "日鉄ケミカル"),
            ("デーリー東北で働く", "organisation", "デーリー東北"),
            ("まるいち商店の人", "organisation", "まるいち商店"),
            ("ふじ寿司で", "organisation", "ふじ寿司"),
        ] {
            let words = found(text, &[]);
            assert!(words.contains(&(kind, word.to_owned())), "{text}: {words:?}");
        }
        let text =
            "主治医と相談し、患者さんや利用者さん、事業所の皆さんと話した。仕様も多様で、中央で同様に働く人";
        assert_eq!(found(text, &[]), []);
    }

    #[test]
    fn what_people_are_reached_by_is_found_in_any_writing() {
        for (text, kind, word) in [
            ("電話は53-4567です", "phone", "53-4567"),
            ("+81-53-123-4567へ", "phone", "＋81-53-123-4567"),
            ("LINE：takahashi88に", "mail", "takahashi88"),
            ("taro[at]example.jpへ", "mail", "taro[at]example.jp"),
            ("https://example.jp/~taroを見た", "mail", "https：／／example.jp／〜taro"),
            ("受給者番号1234567です", "number", "1234567"),
            ("電話番号053-123-4567です", "phone", "053-123-4567"),
            ("S60.4.1生まれの方", "date", "S60.4.1生まれ"),
            ("本人（鈴木）が話した", "person", "鈴木"),
            ("さくらさんが話した", "person", "さくらさん"),
            ("田中（仮名）が話した", "person", "田中（仮名）"),
            ("三ヶ日に住む", "place", "三ヶ日"),
            ("磐田で働く", "place", "磐田"),
            ("浜松市中区元城町103-2の家", "place", "浜松市中区元城町103-2"),
            ("〒430-8652の家", "place", "〒430-8652"),
            ("浜松北高校を出た", "organisation", "浜松北高校"),
            ("ハローワークみどりに行く", "organisation", "ハローワークみどり"),
            ("なんびょうセンターに行く", "organisation", "なんびょうセンター"),
            ("筋ジスの方", "disease", "筋ジス"),
            ("MSの方", "disease", "MS"),
        ] {
            assert_eq!(found(text, &[]), [(kind, word.to_owned())], "{text}");
        }
        for text in [
            "高齢者が3人、2026年度の第2回は10時30分から、1,200円。",
            "作業所へ通う。内科を受診する。事業所を探す。病院の工房で働く。",
            "ハローワークの職員さん、おばさん、業者さん、オーナーさんと話した。",
        ] {
            assert_eq!(found(text, &[]), [], "{text}");
        }
    }

    #[test]
    fn what_staff_and_people_with_a_disease_write_is_marked_as_a_whole() {
        for (text, words) in [
            ("浜松西部特別支援学校に通った", &["浜松西部特別支援学校"][..]),
            ("元城町103の2に住む", &["元城町103の2"][..]),
            ("ハロワ浜松に行く", &["ハロワ浜松"][..]),
            ("name (at) example (dot) jp へ", &["name　（at）　example　（dot）　jp"][..]),
            ("name＠example．jpへ", &["name＠example．jp"][..]),
            ("浜松ＵＣに通う", &["浜松UC"][..]),
            ("主治医は浜松医大の鈴木先生", &["鈴木先生", "浜松医大"][..]),
            ("息子の翔太が、与進小の教員に話した", &["翔太", "与進小"][..]),
            ("Tanaka-sanが新浜松駅に来た", &["Tanaka-san", "新浜松駅"][..]),
            ("ｻﾄｳ ﾀﾛｳの件", &["サトウ　タロウ"][..]),
            ("相談員：大石", &["大石"][..]),
            ("浜松300あ12-34の車", &["浜松300あ12-34"][..]),
            ("さくらハイツ203に住む", &["さくらハイツ203"][..]),
            ("グループホームすずらんに入居", &["グループホームすずらん"][..]),
            ("5/12の面談で", &["5/12"][..]),
        ] {
            let found: Vec<String> = found(text, &[]).into_iter().map(|(_, words)| words).collect();
            assert_eq!(found, words, "{text}");
        }
        for text in [
            "さんぽに行く。先生に相談した。市役所に行く。病院に通う。ケアマネさんに聞いた。",
            "最寄り駅まで歩けない。ハロワの人。デイケアさん。担当者の異動が多い。主事に聞いた。",
            "娘の成人、息子の健康、夫の会社。1/3の人が辞めた。第2号の様式。at homeな職場。",
            "小学校、特別支援学校、こども園。治療中の学生。グループホームなどを探す。",
        ] {
            assert_eq!(found(text, &[]), [], "{text}");
        }
    }

    #[test]
    fn notes_and_minutes_name_people_and_houses_behind_other_sentences_too() {
        for (text, words) in [
            ("退院前。鈴木Dr、高橋MSW、森PTが同席。", &["鈴木Dr", "高橋MSW", "森PT"][..]),
            ("中村SVに同行した。清水支援員も来た。", &["中村SV", "清水支援員"][..]),
            ("出席：西村（保健所）。西村：通院は月に一度です。", &["西村"][..]),
            ("みっちゃんと話した。たっちゃんと呼ばれている。", &["みっちゃん", "たっちゃん"][..]),
            ("患者会のスマイル遠州に入った。", &["スマイル遠州"][..]),
            ("腰を痛めた。遠山工業の組立だった。", &["遠山工業"][..]),
        ] {
            let found: Vec<String> = found(text, &[]).into_iter().map(|(_, words)| words).collect();
            for word in words {
                assert!(found.contains(&(*word).to_owned()), "{text}: {found:?}");
            }
        }
        for text in [
            "施設長に相談した。先生が忙しい。工業高校を出た。農園で働きたい。家の中で過ごす。園に通う。",
            "PTの訓練は週二回。OTさんに聞いた。Dr.との面談は来月。専任のPSWがいない。PT・OT・STがそろう。",
            "駅前の窓口に行く。難病カフェに行きたい。患者会のスタッフと話す。NPOの支援。カフェの名前を忘れた。",
            "相談：通院のこと。対応：職場に伝える。副施設長や班長に言いにくい。現場リーダーの負担。",
        ] {
            assert_eq!(found(text, &[]), [], "{text}");
        }
    }

    #[test]
    fn no_rest_of_a_name_stands_beside_what_is_marked() {
        for (text, kind, word) in [
            ("株式会社さくらの木で働く。", "organisation", "株式会社さくらの木"),
            ("社会福祉法人ひまわりの里に入所した。", "organisation", "社会福祉法人ひまわりの里"),
            ("ＪＡとぴあの職員。", "organisation", "JAとぴあ"),
            ("Facebookの「みどりの輪」に入る。", "organisation", "みどりの輪"),
            ("利用者の山田が来た。", "person", "山田"),
            ("山田サービス管理責任者が来た。", "person", "山田サービス管理責任者"),
        ] {
            assert_eq!(found(text, &[]), [(kind, word.to_owned())], "{text}");
        }
        let names = ["青空の会ひろば", "ひろば相談室"];
        let words = found("青空の会ひろば相談室に行く。", &names);
        assert_eq!(words, [("organisation", "青空の会ひろば相談室".to_owned())]);
    }

    #[test]
    fn words_that_overlap_are_one() {
        let word = |kind, words: &str| IdentifyingWord { kind, words: words.to_owned() };
        let found = vec![
            word(WordKind::Person, "市川さん"),
            word(WordKind::Place, "川口市"),
            word(WordKind::Place, "川口"),
        ];
        let text = "川口市川さんは川口に住む";
        let joined = without_parts(text, with_overlaps(text, found));
        assert_eq!(joined, [word(WordKind::Person, "川口市川さん"), word(WordKind::Place, "川口")]);
    }

    #[test]
    fn the_longest_writing_of_a_known_name_stands_for_its_parts() {
        let names = ["就労移行支援事業所 架空の道", "架空の道"];
        let words = found("就労移行支援事業所架空の道に通った。", &names);
        assert_eq!(words, [("organisation", "就労移行支援事業所架空の道".to_owned())]);
    }

    #[test]
    fn words_are_shown_where_they_stand_in_the_text_as_typed() {
        let text = "４２歳の方。42歳。";
        let spans = stand_at(text, ["42歳"]);
        assert_eq!(spans, [Span { start: 0, end: 3 }, Span { start: 6, end: 9 }]);
        assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["４２歳", "42歳"]);
        assert_eq!(stand_at("田中さん", ["田中さん", "中さん", ""]), [Span { start: 0, end: 4 }]);
    }
}
