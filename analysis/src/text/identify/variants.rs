//! Old and rare forms of kanji in names (髙橋, 山﨑), which the dictionary and the lists have in their usual form only.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The usual form, and the other ones.
const FORMS: &[(char, &str)] = &[
    ('高', "髙"),
    ('崎', "﨑碕嵜"),
    ('吉', "𠮷"),
    ('滝', "瀧"),
    ('黒', "黑"),
    ('清', "淸"),
    ('対', "對"),
    ('辺', "邊邉"),
    ('斉', "齋齊斎"),
    ('沢', "澤"),
    ('浜', "濱濵"),
    ('広', "廣"),
    ('国', "國"),
    ('桜', "櫻"),
    ('島', "嶋嶌"),
    ('徳', "德"),
    ('恵', "惠"),
    ('真', "眞"),
    ('栄', "榮"),
    ('関', "關"),
    ('野', "埜"),
    ('塩', "鹽"),
    ('鉄', "鐵"),
    ('円', "圓"),
    ('豊', "豐"),
    ('万', "萬"),
    ('寿', "壽"),
    ('蔵', "藏"),
    ('来', "來"),
    ('実', "實"),
    ('亀', "龜"),
    ('与', "與"),
    ('桑', "桒"),
    ('横', "橫"),
    ('増', "增"),
    ('曽', "曾"),
    ('鯵', "鰺"),
];

/// A text with the usual forms: one character for one, so that places stay what they were.
pub(super) fn usual(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| usual_char(c) != c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(usual_char).collect())
}

fn usual_char(c: char) -> char {
    // Kana, and nearly all that is ASCII.
    if c < '\u{4E00}' {
        return c;
    }
    static USUAL: OnceLock<HashMap<char, char>> = OnceLock::new();
    let usual = USUAL.get_or_init(|| {
        FORMS.iter().flat_map(|(usual, others)| others.chars().map(|other| (other, *usual))).collect()
    });
    usual.get(&c).copied().unwrap_or(c)
}

/// Words that were found in the usual forms of a text, as the text itself has them: each writing once. What stands nowhere
/// in it is left as it is.
pub(super) fn as_written(text: &str, usual: &str, word: &str) -> Vec<String> {
    if text == usual || word.is_empty() {
        return vec![word.to_owned()];
    }
    let n_letters = word.chars().count();
    let mut found: Vec<String> = Vec::new();
    for (at, _) in usual.match_indices(word) {
        let before = usual.get(..at).map_or(0, |before| before.chars().count());
        let written: String = text.chars().skip(before).take(n_letters).collect();
        if !found.contains(&written) {
            found.push(written);
        }
    }
    if found.is_empty() { vec![word.to_owned()] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_forms_become_the_usual_ones_in_their_places() {
        for (old, new) in [
            ("髙橋さん", "高橋さん"),
            ("山﨑、宮﨑", "山崎、宮崎"),
            ("瀧本、黑田、淸水、對馬", "滝本、黒田、清水、対馬"),
            ("渡邊、渡邉、齋藤、齊藤、斎藤", "渡辺、渡辺、斉藤、斉藤、斉藤"),
            ("𠮷田", "吉田"),
            ("そのまま", "そのまま"),
        ] {
            assert_eq!(usual(old), new);
            assert_eq!(usual(old).chars().count(), old.chars().count());
            assert_eq!(usual(new), new, "no usual form is another one's old form");
        }
    }

    #[test]
    fn words_are_given_back_as_they_were_written() {
        let text = "𠮷田さんと吉田さん";
        assert_eq!(as_written(text, &usual(text), "吉田さん"), ["𠮷田さん", "吉田さん"]);
        assert_eq!(as_written(text, &usual(text), "クローン病"), ["クローン病"]);
    }
}
