//! The lists on invented texts: what each does, and what is wrong with them.

use super::*;
use crate::text::corpus::{Document, build};
use crate::text::terms::{TermOptions, terms};
use crate::text::tokenizer;

fn lists(forced: &str, stop_words: &str, synonyms: &str, dictionary: &str) -> WordLists {
    WordLists {
        forced: forced.to_owned(),
        stop_words: stop_words.to_owned(),
        synonyms: synonyms.to_owned(),
        dictionary: dictionary.to_owned(),
        has_domain_words: true,
    }
}

/// The words that are counted in a text, and what names the corpus.
fn counted(lists: &WordLists, text: &str) -> (Vec<String>, String) {
    let own = lists.read().unwrap();
    let tokenizer = own.tokenizer(tokenizer::tests::shared()).unwrap();
    let document = Document { id: "1".to_owned(), text: text.to_owned(), attributes: Vec::new() };
    let mut corpus = build(&tokenizer, vec![document], &|_| {});
    own.apply(&mut corpus);
    let mut found: Vec<String> =
        terms(&corpus, &TermOptions::content_words()).into_iter().map(|term| term.lemma).collect();
    found.sort();
    (found, corpus.fingerprint)
}

#[test]
fn each_list_does_what_it_says() {
    let text = "学習データと病院と医院で相談";
    let (plain, fingerprint) = counted(&WordLists::default(), text);
    assert_eq!(fingerprint, tokenizer::tests::shared().fingerprint(), "without lists nothing has a new name");
    assert!(plain.contains(&"学習".to_owned()) && plain.contains(&"医院".to_owned()));
    let all = lists("学習ﾃﾞｰﾀ\n", "相談\n", "医療機関,病院,医院", "");
    let (found, with_lists) = counted(&all, text);
    assert_eq!(found, ["医療機関", "学習データ"]);
    assert_ne!(with_lists, fingerprint);
    // What is stopped is another figure, even if the tokens are the same.
    assert_ne!(counted(&lists("", "相談", "", ""), text).1, counted(&lists("", "病院", "", ""), text).1);
    let own = lists("", "", "", "surface,class,reading,lemma\n学習データ,固有名詞,,教材\n");
    assert!(counted(&own, text).0.contains(&"教材".to_owned()));
}

#[test]
fn a_word_a_line() {
    let own = lists("難病\r\n\n# 註\n　B型 \n難病\n", "", "", "").read().unwrap();
    let found: Vec<&str> = own.words.iter().map(|word| word.surface.as_str()).collect();
    assert_eq!(found, ["難病", "B型"]);
}

#[test]
fn a_row_of_the_dictionary_may_be_a_word_alone() {
    let own = lists("", "", "", "# 註\n\n学習データ\nＡＢ会,組織名\n").read().unwrap();
    let found: Vec<(&str, &str, &str)> =
        own.words.iter().map(|word| (word.surface.as_str(), word.kind.key, word.lemma.as_str())).collect();
    assert_eq!(found, [("学習データ", "noun", "学習データ"), ("AB会", "organization", "AB会")]);
    assert_eq!(own.counts().unwrap().dictionary, 2);
}

#[test]
fn a_first_row_that_names_columns_is_no_word() {
    let read = lists("# 註\n抽出語\n著作権\n", "stop word\n相談\n", "", "表層形,品詞\nＡＢ会,組織名\n")
        .read()
        .unwrap();
    let found: Vec<(&str, &str)> =
        read.words.iter().map(|word| (word.surface.as_str(), word.kind.key)).collect();
    assert_eq!(found, [("著作権", "tag"), ("AB会", "organization")]);
    assert_eq!(read.stop_words, ["相談"]);
    // Further down the same is a word, and a row with a class is one in the first place, too.
    let read = lists("著作権\n抽出語\n", "", "", "語,名詞\n").read().unwrap();
    let found: Vec<&str> = read.words.iter().map(|word| word.surface.as_str()).collect();
    assert_eq!(found, ["著作権", "抽出語", "語"]);
    // Columns are read by their names, quoted ones as well.
    let read =
        lists("品詞,\"語\"\n名詞,\"著作権\"\n", "", "", "まとめ先,語,品詞\n教材,学習データ,固有名詞\n")
            .read()
            .unwrap();
    let found: Vec<(&str, &str, &str)> =
        read.words.iter().map(|word| (word.surface.as_str(), word.kind.key, word.lemma.as_str())).collect();
    assert_eq!(found, [("著作権", "tag", "著作権"), ("学習データ", "proper-noun", "教材")]);
}

#[test]
fn lists_that_were_saved_before_first_rows_named_columns_are_read_as_they_were() {
    let rows = "surface,class,reading,lemma\n著作権,名詞\nsurface,class,reading,lemma\n職業訓練,名詞\n";
    let read = lists("見出し\n\"\"\n著作権\n", "語\n相談\n", "原形,代表語\n病院,医院\n診療所\n", rows)
        .read()
        .unwrap();
    let found: Vec<&str> = read.words.iter().map(|word| word.surface.as_str()).collect();
    assert_eq!(found, ["見出し", "著作権", "職業訓練"]);
    assert_eq!(read.stop_words, ["語", "相談"]);
    for first in ["読み", "品詞", "原形", "lemma", "term", "読み,,ヨミ", "語,,語"] {
        let read = lists("", "", "", &format!("{first}\n就労\n")).read().unwrap();
        assert_eq!(read.counts().unwrap().dictionary, 2, "{first}");
    }
}

#[test]
fn synonyms_are_counted_as_what_the_header_says() {
    let text = "病院と医院で相談";
    let (found, _) = counted(&lists("", "", "語,まとめ先\n病院,医療機関\n医院,医療機関\n", ""), text);
    assert_eq!(found, ["医療機関", "相談"]);
    let (found, _) = counted(&lists("", "", "代表語,同義語1,同義語2\n医療機関,病院,医院\n", ""), text);
    assert_eq!(found, ["医療機関", "相談"]);
    let groups = lists("", "", "語,まとめ先\n病院,医療機関\n医院,医療機関\n", "").read().unwrap();
    assert_eq!(groups.counts().unwrap().synonyms, 1);
}

#[test]
fn a_group_of_one_word_is_told_with_its_line() {
    let lines = |synonyms: &str| -> Vec<usize> {
        lists("", "", synonyms, "").lone_synonyms().iter().map(|problem| problem.line).collect()
    };
    assert_eq!(lines("# 医療\n病院,医院\n\n診療所\n支援員、\n"), [4, 5]);
    assert_eq!(lines("語,まとめ先\n病院,医療機関\n診療所\n"), [0; 0], "counted as itself");
    assert!(lists("", "", "診療所\n", "").read().is_ok(), "what was saved can still be used");
}

#[test]
fn wrong_rows_below_and_in_headers_are_told_with_their_line() {
    let wrong = lists("語,品詞\n,名詞\n", "", "語,まとめ先\n病院,\n", "表層形,品詞,コスト\n著作権,名詞,1\n");
    let told: Vec<(WordList, usize, ListProblemKind, String)> = wrong
        .read()
        .unwrap_err()
        .into_iter()
        .map(|problem| (problem.list, problem.line, problem.kind, problem.detail))
        .collect();
    assert_eq!(
        told,
        [
            (WordList::Forced, 2, ListProblemKind::Malformed, String::new()),
            (WordList::Synonyms, 2, ListProblemKind::Incomplete, String::new()),
            (WordList::Dictionary, 1, ListProblemKind::UnknownColumn, "コスト".to_owned()),
        ]
    );
    let kind = |dictionary: &str| lists("", "", "", dictionary).read().unwrap_err()[0].kind;
    assert_eq!(kind("品詞,読み\n名詞,ゴ\n"), ListProblemKind::UnknownColumn, "no column has the words");
    assert_eq!(kind("語,表層形\nあ,い\n"), ListProblemKind::UnknownColumn, "two have them");
    let lines = lists("", "", "語,まとめ先\n病院,医療機関\n病院,施設\n", "").read().unwrap_err();
    assert_eq!((lines[0].line, lines[0].kind), (3, ListProblemKind::SecondGroup));
}

#[test]
fn mistakes_are_told_with_list_and_line() {
    let long = "長".repeat(MAX_LENGTH + 1);
    let wrong = lists(&format!("よい\n{long}\n"), "", "病院,医院\n診療所,病院\n", "a,だめ\n難病\n難病\n");
    let problems = wrong.read().unwrap_err();
    let told: Vec<(WordList, usize, ListProblemKind)> =
        problems.iter().map(|problem| (problem.list, problem.line, problem.kind)).collect();
    assert_eq!(
        told,
        [
            (WordList::Forced, 2, ListProblemKind::TooLong),
            (WordList::Synonyms, 2, ListProblemKind::SecondGroup),
            (WordList::Dictionary, 1, ListProblemKind::UnknownClass),
            (WordList::Dictionary, 3, ListProblemKind::SecondTime),
        ]
    );
    let many: String = (0..=MAX_WORDS).map(|n| format!("{n}\n")).collect();
    let problems = lists("", &many, "", "").read().unwrap_err();
    assert_eq!((problems.len(), problems[0].kind), (1, ListProblemKind::TooMany));
}

#[test]
fn without_the_words_of_the_field_they_are_cut_to_pieces() {
    let lists = WordLists { has_domain_words: false, ..WordLists::default() };
    assert!(lists.read().unwrap().has_own_tokens());
    let (found, _) = counted(&lists, "就労継続支援B型");
    assert!(!found.contains(&"就労継続支援B型".to_owned()), "{found:?}");
    assert!(counted(&WordLists::default(), "就労継続支援B型").0.contains(&"就労継続支援B型".to_owned()));
}
