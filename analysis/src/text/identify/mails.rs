//! Mail addresses, however they are disguised: with a word or a sign in the place of the @ (taro[at]example.jp, name (at) example (dot)
//! jp), in full width, with a 。 for the dot, or as they are spoken.

use std::sync::OnceLock;

use regex::Regex;

use super::pattern;

const OPENING: &str = r"[\[(（［〔＜<｛【_＿]";
const CLOSING: &str = r"[\])）］〕＞>｝】_＿]";

/// As it is spoken: taro at example dot jp.
const SPOKEN: &str = r"(?i:[a-z0-9._．＿-]+\u{3000}at\u{3000}[a-z0-9-]+(?:\u{3000}dot\u{3000}[a-z0-9-]+)+)";

/// The mail addresses in a text in normal width, as they stand there.
pub(super) fn mails(text: &str) -> Vec<String> {
    static WRITTEN: OnceLock<Option<Regex>> = OnceLock::new();
    static SAID: OnceLock<Option<Regex>> = OnceLock::new();
    let compiled = WRITTEN.get_or_init(|| Regex::new(&written()).ok()).as_ref();
    let written = compiled.into_iter().flat_map(|pattern| pattern.find_iter(text));
    let said = pattern(&SAID, SPOKEN).into_iter().flat_map(|pattern| pattern.find_iter(text));
    written.chain(said).map(|found| found.as_str().to_owned()).collect()
}

fn written() -> String {
    let blank = r"\u{3000}?";
    let bracketed = |words: &str| format!("{blank}{OPENING}{blank}(?i:{words}){blank}{CLOSING}{blank}");
    let at = bracketed("at|アットマーク|アット|あっと|[@＠]");
    let at = format!("(?:{blank}[@＠★☆◎●■]{blank}|{at}|{blank}(?:アットマーク|アット|あっと){blank})");
    let dot = bracketed("dot|ドット|どっと|[.．]");
    let dot = format!("(?:[.．]|{dot}|{blank}(?:ドット|どっと){blank})");
    let end = format!("(?:{dot}[A-Za-z]{{2,}}|。(?:(?:co|or|ac|ne)。)?(?:jp|com|net|org))");
    format!("[A-Za-z0-9._．%％+＋＿-]+{at}[A-Za-z0-9-]+(?:{dot}[A-Za-z0-9-]+)*{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        mails(&normalize(text).text)
    }

    #[test]
    fn mail_addresses_are_found_however_they_are_disguised() {
        for (text, mail) in [
            ("taro@example.jpへ", "taro@example.jp"),
            ("taro＠example.jpへ", "taro＠example.jp"),
            ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐへ", "taro＠example．jp"),
            ("taro[at]example.jpへ", "taro[at]example.jp"),
            ("taro【at】example.jpへ", "taro【at】example.jp"),
            ("taro(at)example.co.jpへ", "taro(at)example.co.jp"),
            ("name (at) example (dot) jp へ", "name　（at）　example　（dot）　jp"),
            ("taro at example dot co dot jp まで", "taro　at　example　dot　co　dot　jp"),
            ("taro_at_example.jpへ", "taro_at_example.jp"),
            ("taro＠example。jpへ", "taro＠example。jp"),
            ("taro★example.jpへ", "taro★example.jp"),
            ("taroアットexample.jpへ", "taroアットexample.jp"),
            ("taro アットマーク example ドット jp", "taro　アットマーク　example　ドット　jp"),
        ] {
            assert_eq!(found(text), [mail], "{text}");
        }
    }

    #[test]
    fn other_words_are_no_addresses() {
        for text in [
            "at homeな職場。look at me。1200 @1.5、10時＠Zoom、時給@1,200円",
            "2人★3人。アットホーム。taro（代表）example.jp。担当は@の前。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
