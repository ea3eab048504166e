//! Attendees: who signed up, read from the roles of a definition, and the order of the 五十音 for lists of them.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::question::personname::{self, hiragana};
use unicode_normalization::UnicodeNormalization;

/// What a list at the reception says of a person. Everything may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendee {
    /// Name as written.
    pub name: String,
    /// Reading of the name in hiragana.
    pub kana: String,
    /// Telephone number as stored.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// Affiliation in words, with what was written beside it.
    pub affiliation: String,
}

/// What stands between words that are joined, in the reader's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Between {
    /// Between the items of a list.
    pub items: String,
    /// Between a word and what is said of it.
    pub detail: String,
}

/// The attendee in the answers of a sign-up, those that identify included.
pub fn attendee(definition: &Definition, answers: &Answers, lang: &str, between: &Between) -> Attendee {
    let text = |role: &str| -> String {
        let question = definition.question_with_role(role);
        let value = question.and_then(|question| answers.get(&question.name)?.as_str());
        value.unwrap_or_default().trim().to_owned()
    };
    let person =
        definition.questions().into_iter().find(|question| question.kind.name == personname::TYPE.name);
    let parts = person.and_then(|question| answers.get(&question.name)?.as_object());
    let part = |names: [&str; 2]| -> String {
        let parts = names.iter().filter_map(|name| parts?.get(*name)?.as_str());
        parts.collect::<Vec<_>>().join(" ")
    };
    let or = |text: String, other: [&str; 2]| if text.is_empty() { part(other) } else { text };
    Attendee {
        name: or(text("person_name"), ["sei", "mei"]),
        kana: hiragana(&or(text("person_kana"), ["sei_kana", "mei_kana"])),
        phone: text("phone"),
        email: text("email"),
        affiliation: affiliation(definition, answers, lang, between),
    }
}

fn affiliation(definition: &Definition, answers: &Answers, lang: &str, between: &Between) -> String {
    let words = |role: &str| -> Option<String> {
        let question = definition.question_with_role(role)?;
        let lines = question.display(answers, lang);
        let texts: Vec<String> = lines.into_iter().flat_map(|line| line.texts).collect();
        (!texts.is_empty()).then(|| texts.join(&between.items))
    };
    let parts: Vec<String> = ["affiliation", "affiliation_detail"].into_iter().filter_map(words).collect();
    parts.join(&between.detail)
}

/// Key by which names sort in the order of the 五十音: first without voicing marks and with large kana, the long mark as
/// its vowel, then as written (after JIS X 4061, without its finer levels). Spaces do not count.
pub fn kana_order(kana: &str) -> (String, String) {
    let written: String = hiragana(kana).chars().filter(|c| !c.is_whitespace()).collect();
    let mut plain = String::new();
    for c in written.nfd().filter(|c| !matches!(c, '\u{3099}' | '\u{309A}')) {
        let c = match c {
            'ー' => plain.chars().last().map_or(c, vowel),
            small => large(small),
        };
        plain.push(c);
    }
    (plain, written)
}

/// Small kana and the large ones that they sort with.
const SMALL: [(char, char); 12] = [
    ('ぁ', 'あ'),
    ('ぃ', 'い'),
    ('ぅ', 'う'),
    ('ぇ', 'え'),
    ('ぉ', 'お'),
    ('っ', 'つ'),
    ('ゃ', 'や'),
    ('ゅ', 'ゆ'),
    ('ょ', 'よ'),
    ('ゎ', 'わ'),
    ('ゕ', 'か'),
    ('ゖ', 'け'),
];

/// The five columns of the 五十音 with the vowel that each ends in.
const COLUMNS: [(char, &str); 5] = [
    ('あ', "あかさたなはまやらわ"),
    ('い', "いきしちにひみりゐ"),
    ('う', "うくすつぬふむゆる"),
    ('え', "えけせてねへめれゑ"),
    ('お', "おこそとのほもよろを"),
];

fn large(kana: char) -> char {
    SMALL.iter().find(|(small, _)| *small == kana).map_or(kana, |(_, large)| *large)
}

fn vowel(kana: char) -> char {
    COLUMNS.iter().find(|(_, column)| column.contains(kana)).map_or(kana, |(vowel, _)| *vowel)
}

/// The row of the 五十音 that a name stands under (あ, か, さ …), or 他 for anything else.
pub fn kana_row(kana: &str) -> char {
    const ROWS: [(char, &str); 10] = [
        ('あ', "あいうえお"),
        ('か', "かきくけこ"),
        ('さ', "さしすせそ"),
        ('た', "たちつてと"),
        ('な', "なにぬねの"),
        ('は', "はひふへほ"),
        ('ま', "まみむめも"),
        ('や', "やゆよ"),
        ('ら', "らりるれろ"),
        ('わ', "わゐゑをん"),
    ];
    let first = kana_order(kana).0.chars().next();
    let row = first.and_then(|first| ROWS.iter().find(|(_, row)| row.contains(first)));
    row.map_or('他', |(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use crate::questionnaire::respondent::join_identifiers;
    use crate::questionnaire::shipped::shipped;
    use serde_json::json;

    #[test]
    fn names_stand_in_the_order_of_the_kana_however_they_are_written() {
        let mut names = [
            "ワカバ",
            "がまごおり",
            "かまた",
            "おおの",
            "オーノ",
            "きょうごく",
            "きようこ",
            "ﾊｯﾄﾘ",
            "はつとり",
            "ばば",
            "あさ つゆ",
        ];
        names.sort_by_key(|name| kana_order(name));
        assert_eq!(
            names,
            [
                "あさ つゆ",
                "おおの",
                "オーノ",
                "がまごおり",
                "かまた",
                "きようこ",
                "きょうごく",
                "ﾊｯﾄﾘ",
                "はつとり",
                "ばば",
                "ワカバ"
            ]
        );
        assert_eq!(["がま", "ッ", "Smith", ""].map(kana_row), ['か', 'た', '他', '他']);
    }

    fn between() -> Between {
        Between { items: "、".to_owned(), detail: "：".to_owned() }
    }

    #[test]
    fn what_is_joined_is_joined_as_the_language_does() {
        let definition = parse(shipped("forum-signup").unwrap().json).0.unwrap();
        let answers = json!({"affiliation": "6", "affiliation_detail": "架空の会社"});
        let english = Between { items: ", ".to_owned(), detail: ": ".to_owned() };
        let found = attendee(&definition, answers.as_object().unwrap(), "ja", &english);
        assert_eq!(found.affiliation, "その他: 架空の会社");
    }

    #[test]
    fn an_attendee_is_read_from_the_shipped_sign_up() {
        let definition = parse(shipped("forum-signup").unwrap().json).0.unwrap();
        let answers = json!({"affiliation": "6", "affiliation_detail": "架空の会社"});
        let contacts =
            json!({"person_name": "架空 花子", "person_kana": "カクウ ﾊﾅｺ", "phone": "048-000-0000"});
        let whole =
            join_identifiers(answers.as_object().unwrap().clone(), contacts.as_object().unwrap().clone());
        let found = attendee(&definition, &whole, "ja", &between());
        assert_eq!((found.name.as_str(), found.kana.as_str()), ("架空 花子", "かくう はなこ"));
        assert_eq!((found.phone.as_str(), found.email.as_str()), ("048-000-0000", ""));
        assert_eq!(found.affiliation, "その他：架空の会社");
    }

    #[test]
    fn a_name_in_parts_is_put_together() {
        let definition = parse(r#"{"elements":[{"type":"kt-personname","name":"who"}]}"#).0.unwrap();
        let answers =
            json!({"who": {"sei": "架空", "mei": "花子", "sei_kana": "かくう", "mei_kana": "はなこ"}});
        let found = attendee(&definition, answers.as_object().unwrap(), "ja", &between());
        assert_eq!((found.name.as_str(), found.kana.as_str()), ("架空 花子", "かくう はなこ"));
    }
}
