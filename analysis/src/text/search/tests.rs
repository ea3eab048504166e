//! What a search finds, and that the index finds what a look at each text finds.

use proptest::prelude::*;

use super::index::Index;
use super::other_names::OtherNames;
use super::query::parse;
use super::texts::Texts;
use super::wanted::Wanted;
use crate::text::tokenizer::tests::shared;

const ROOM: usize = 1 << 24;

fn read(texts: &[&str]) -> Texts {
    Texts::read(shared(), texts.iter().map(|text| (*text).to_owned()).collect())
}

fn index_of(texts: &[&str]) -> Index<usize> {
    let mut index = Index::new(ROOM);
    let keys: Vec<usize> = (0..texts.len()).collect();
    assert!(index.put(&keys, &read(texts)).is_empty(), "there is room");
    index
}

fn wanted(query: &str) -> Wanted {
    Wanted::new(shared(), &OtherNames::shipped().unwrap(), &parse(query).unwrap().unwrap())
}

/// The places of the texts that meet a query; the index and a look at each text agree on them.
fn found(texts: &[&str], query: &str) -> Vec<usize> {
    let wanted = wanted(query);
    let mut found: Vec<usize> = index_of(texts).search(&wanted).into_iter().map(|found| found.key).collect();
    found.sort_unstable();
    let read = read(texts);
    let looked: Vec<usize> = (0..texts.len()).filter(|place| wanted.hits(&read, *place).is_some()).collect();
    assert_eq!(found, looked, "{query}");
    found
}

/// The words of a text that a query finds.
fn hits(text: &str, query: &str) -> Vec<String> {
    let spans = wanted(query).hits(&read(&[text]), 0).unwrap_or_default();
    spans.into_iter().map(|span| span.of(text).to_owned()).collect()
}

#[test]
fn words_are_all_wanted_joined_or_left_out() {
    let texts = ["難病の就労相談", "難病と通学", "仕事の相談", "難病の人の仕事"];
    assert_eq!(found(&texts, "難病 就労"), [0]);
    assert_eq!(found(&texts, "難病 就労 OR 仕事"), [0, 3]);
    assert_eq!(found(&texts, "難病 -通学"), [0, 3]);
    assert_eq!(found(&texts, "相談 NOT 「難病の」"), [2]);
    assert_eq!(found(&texts, "駅"), [] as [usize; 0]);
}

#[test]
fn words_are_found_in_every_inflection_and_phrases_as_they_are() {
    let texts = ["長く働きたい。", "働いている人", "働く人の声", "人が、働く"];
    assert_eq!(found(&texts, "働く"), [0, 1, 2, 3]);
    assert_eq!(found(&texts, "「働く人」"), [2]);
    assert_eq!(found(&texts, "\"働く\""), [2, 3]);
    assert_eq!(hits(texts[1], "働く"), ["働い"]);
}

#[test]
fn a_word_inside_a_longer_one_is_found() {
    let texts = ["支援機関を訪ねた。", "東京都の医療機関", "機械の都合"];
    assert_eq!(found(&texts, "支援"), [0], "the dictionary has 支援機関 as one word");
    assert_eq!(found(&texts, "機関"), [0, 1]);
    assert_eq!(found(&texts, "援機"), [0]);
    assert_eq!(found(&texts, "関"), [0, 1]);
    assert_eq!(hits(texts[0], "機関"), ["機関"]);
}

#[test]
fn widths_capitals_and_kana_do_not_count() {
    let texts = ["ﾘｳﾏﾁの人", "関節りうまち", "ＡＢＣ法", "abcとｶﾞｲﾄﾞ"];
    assert_eq!(found(&texts, "リウマチ"), [0, 1]);
    assert_eq!(found(&texts, "Abc"), [2, 3]);
    assert_eq!(hits(texts[3], "「がいど」"), ["ｶﾞｲﾄﾞ"]);
    assert_eq!(hits(texts[0], "リウマチ"), ["ﾘｳﾏﾁ"]);
}

#[test]
fn other_names_are_looked_for_unless_words_are_to_be_exact() {
    let texts = ["ハローワークへ", "職安へ", "公共職業安定所", "障がい者雇用", "障害者雇用"];
    assert_eq!(found(&texts, "職安"), [0, 1, 2]);
    assert_eq!(found(&texts, "「職安」"), [1]);
    assert_eq!(found(&texts, "障害者雇用"), [3, 4]);
    let query = parse("職安").unwrap().unwrap();
    let other_names = OtherNames::shipped().unwrap();
    assert!(wanted("職安").also().contains(&"ハローワーク".to_owned()));
    assert_eq!(Wanted::new(shared(), &other_names, &query.exact()).also(), [] as [String; 0]);
}

#[test]
fn whole_words_come_before_parts_and_more_of_them_before_fewer() {
    let texts = ["京都で相談した人の話", "東京都で相談した人", "相談した人", "相談した話"];
    let index = index_of(&texts);
    let score = |query: &str, key: usize| {
        index.search(&wanted(query)).iter().find(|found| found.key == key).map(|found| found.score).unwrap()
    };
    assert!(score("京都", 0) > score("京都", 1));
    assert!(score("京都 OR 相談", 0) > score("京都 OR 相談", 2));
}

#[test]
fn what_changes_or_goes_is_found_no_more() {
    let mut index = index_of(&["難病の相談", "通院の相談"]);
    let keys = |index: &Index<usize>, query: &str| {
        let mut keys: Vec<usize> = index.search(&wanted(query)).iter().map(|found| found.key).collect();
        keys.sort_unstable();
        keys
    };
    assert!(index.holds(0, &read(&["難病の相談"]), 0) && !index.holds(0, &read(&["難病"]), 0));
    index.put(&[0], &read(&["仕事の相談"]));
    assert_eq!(
        (keys(&index, "難病"), keys(&index, "仕事"), keys(&index, "相談")),
        (vec![], vec![0], vec![0, 1])
    );
    index.remove(1);
    index.remove(1);
    assert_eq!((keys(&index, "通院"), keys(&index, "相談"), index.len()), (vec![], vec![0], 1));
    // Often enough for the lists to be made anew.
    let (one, other) = (read(&["仕事の相談", "送迎の相談"]), read(&["入院の相談", "送迎の不安"]));
    for _ in 0..800 {
        index.put(&[0, 7], &other);
        index.put(&[0, 7], &one);
    }
    assert_eq!((keys(&index, "相談"), keys(&index, "送迎"), index.len()), (vec![0, 7], vec![7], 2));
    assert_eq!((keys(&index, "不安"), keys(&index, "仕事")), (vec![], vec![0]));
}

#[test]
fn a_full_index_says_what_it_left_out() {
    let mut index = Index::new(600);
    let long = "とても長い文章が続いている".repeat(20);
    let texts = ["短い", long.as_str(), "みじかい"];
    let left_out = index.put(&[10, 11, 12], &read(&texts));
    assert_eq!((left_out, index.len()), (vec![11], 2));
    assert!(index.search(&wanted("文章")).is_empty());
}

#[test]
fn a_long_query_and_odd_signs_do_no_harm() {
    let texts = ["😀👨‍👩‍👧を𠮷野家で", "%_'\"; DROP TABLE texts; --", "<b>太字</b>"];
    assert_eq!(found(&texts, "👨‍👩"), [0]);
    assert_eq!(found(&texts, "𠮷"), [0]);
    assert_eq!(found(&texts, "「%_'」"), [1]);
    assert_eq!(found(&texts, "<b>"), [2]);
    assert_eq!(found(&texts, &"あ".repeat(200)), [] as [usize; 0]);
    assert_eq!(found(&[], "難病"), [] as [usize; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_index_finds_what_a_look_at_each_text_finds(
        texts in prop::collection::vec("[難病支援機関働くいたAａｱあ、。 \n]{0,20}|\\PC{0,12}", 0..6),
        query in "[難病支援機関働くAア \"「」\\-]{1,12}",
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Ok(Some(_)) = parse(&query) {
            found(&texts, &query);
        }
    }

    #[test]
    fn hits_are_in_order_inside_the_text(text in "\\PC{0,30}|[難病ｶﾞ支援機関 、。\t\n𠮷]{0,40}", query in "\\PC{1,4}|[難病が支援関]{1,3}") {
        if let Ok(Some(query)) = parse(&query) {
            let wanted = Wanted::new(shared(), &OtherNames::shipped().unwrap(), &query);
            let mut last = 0;
            for span in wanted.hits(&read(&[&text]), 0).unwrap_or_default() {
                prop_assert!(span.start >= last && span.start < span.end);
                last = span.end;
            }
            prop_assert!(last as usize <= text.chars().count());
        }
    }
}
