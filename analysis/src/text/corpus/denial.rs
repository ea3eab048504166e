//! Which words are denied (打ち消し): those that 〜ない follows, unless what follows it takes the denial back.

use super::{Token, Word};

/// What the rules for denial need to know of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// ない, ぬ, ん.
    Denial,
    /// An adjective ない: what it denies may be a noun.
    DenialAdjective,
    /// Particles and auxiliaries that may stand between a word and its denial.
    Function,
    /// The particle ば: 〜なければ is a condition, not a denial.
    Condition,
    /// Verbs with little meaning of their own: the noun before them is denied too.
    Light,
    Content,
    Boundary,
}

/// The role of a word with these parts of speech, this dictionary form and this form of inflection.
pub(super) fn role(part_of_speech: &str, lemma: &str, inflection: &str) -> Role {
    let is = |prefix: &str| part_of_speech.starts_with(prefix);
    match lemma {
        // 〜なきゃ and 〜なけりゃ have their ば inside.
        "ない" | "ぬ" if is("助動詞") && inflection.starts_with("仮定縮約") => Role::Boundary,
        "ない" | "ぬ" | "ん" | "まい" if is("助動詞") => Role::Denial,
        "ない" | "無い" if is("形容詞") => Role::DenialAdjective,
        "ば" if is("助詞") => Role::Condition,
        "する" | "できる" | "出来る" | "ある" | "なる" | "いる" if is("動詞-自立") => {
            Role::Light
        }
        "は" | "が" | "も" | "て" | "で" | "を" if is("助詞") => Role::Function,
        _ if is("助動詞") || is("動詞-非自立") || is("動詞-接尾") => Role::Function,
        _ if is("助詞") || is("記号") => Role::Boundary,
        _ => Role::Content,
    }
}

/// A word of a phrase: one of these dictionary forms; with an empty one among them it may be missing.
type Step = &'static [&'static str];

const NOT: Step = &["ない", "無い", "ん", "ぬ"];
const POLITE: Step = &["", "ます"];

/// What takes back the denial that it follows: obligations and second denials.
const TAKEN_BACK: &[&[Step]] = &[
    // 〜ないといけない, 〜なくてはならない, 〜なくちゃいけません
    &[&["と", "て", "ちゃ"], &["", "は"], &["いける", "なる"], POLITE, NOT],
    // 〜ないとだめ
    &[&["と", "て", "ちゃ"], &["", "は"], &["だめ", "ダメ", "駄目"]],
    // 〜なくちゃ
    &[&["ちゃ"]],
    // 〜ないわけではない, 〜ないわけにはいかない, 〜ないわけがない; MeCab reads いき(ません) as いきる.
    &[
        &["わけ", "訳"],
        &["", "だ", "で", "じゃ", "に", "が", "は", "も"],
        &["", "は", "も"],
        &["", "ある", "いく", "行く", "いきる"],
        POLITE,
        NOT,
    ],
    // 〜ないことはない
    &[&["こと", "事"], &["は", "も", "が"], &["", "ある"], POLITE, NOT],
    // 〜ざるを得ない
    &[&["を"], &["得る", "える"], POLITE, NOT],
];

/// How many words, of those that follow a denial, take it back; 0 if it stands.
fn taken_back<'w>(following: impl Iterator<Item = &'w str> + Clone) -> usize {
    TAKEN_BACK.iter().find_map(|phrase| length_of(phrase, following.clone())).unwrap_or(0)
}

/// How many words the phrase has here, if it stands here.
fn length_of<'w>(phrase: &[Step], following: impl Iterator<Item = &'w str>) -> Option<usize> {
    let mut words = following.peekable();
    let mut length = 0;
    for step in phrase {
        if words.next_if(|word| step.contains(word)).is_some() {
            length += 1;
        } else if !step.contains(&"") {
            return None;
        }
    }
    Some(length)
}

/// How far back a denial reaches.
const DENIAL_REACH: usize = 6;

/// Marks the tokens of one text that are denied. `roles` are those of its tokens, whose numbers of words are places in `words`.
pub(super) fn mark_denied(roles: &[Role], words: &[Word], tokens: &mut [Token]) {
    let mut next = 0;
    for (at, role) in roles.iter().enumerate() {
        let is_denial = matches!(role, Role::Denial | Role::DenialAdjective);
        if at < next || !is_denial || roles.get(at + 1) == Some(&Role::Condition) {
            continue;
        }
        let following = tokens.get(at + 1..).unwrap_or_default().iter();
        let following = following.filter_map(|token| words.get(token.word as usize));
        let n_after = taken_back(following.map(|word| word.lemma.as_str()));
        if n_after > 0 {
            next = at + 1 + n_after;
            continue;
        }
        for back in (at.saturating_sub(DENIAL_REACH)..at).rev() {
            match roles[back] {
                Role::Function => {}
                // する and いる after another verb are part of it; alone they are denied themselves.
                Role::Light => tokens[back].is_negated = true,
                Role::Content => {
                    tokens[back].is_negated = true;
                    break;
                }
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::corpus::tests::negated;

    #[test]
    fn denial_marks_the_word_denied() {
        assert_eq!(negated("連携できない。"), ["連携", "できる"]);
        assert_eq!(negated("経験がありません。"), ["経験", "ある"]);
        assert_eq!(negated("理解がない職場"), ["理解"]);
        assert_eq!(negated("情報が届いていない"), ["届く"]);
        assert_eq!(negated("相談しない"), ["相談", "する"]);
        assert_eq!(negated("来ない人"), ["来る"]);
        assert_eq!(negated("働けている。"), Vec::<String>::new());
    }

    #[test]
    fn what_has_to_be_done_is_not_denied() {
        for text in [
            "働かなければ食べられる。",
            "相談しなければならない",
            "相談しなければいけない",
            "相談しないといけない",
            "相談しないといけませんでした",
            "相談しないとならない",
            "相談しないとだめです",
            "相談しないと駄目",
            "相談しなくてはいけない",
            "相談しなくてはなりません",
            "相談しなくてはだめ",
            "相談しなくちゃいけない",
            "相談しなくちゃダメです",
            "相談しなきゃいけない",
            "相談するしかない",
            "相談せざるを得ない",
            "相談せざるをえない",
            "相談せざるを得なかった",
            "相談せざるを得ません",
            "相談しないわけにはいかない",
            "相談しないわけにはいきません",
        ] {
            assert_eq!(negated(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_denied_twice_is_not_denied() {
        for text in [
            "相談しないことはない",
            "相談できない事もありません",
            "相談できないわけではない",
            "相談できないわけではありません",
            "相談できない訳じゃない",
            "相談できないわけがない",
        ] {
            assert_eq!(negated(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_stays_denied() {
        let is_denied = |text: &str, word: &str| negated(text).iter().any(|lemma| lemma == word);
        assert!(is_denied("相談しないと言った", "相談"));
        assert!(is_denied("相談できないことがある", "相談"));
        assert!(is_denied("相談できないわけがある", "相談"));
        // A denial further on is one of its own.
        assert!(is_denied("相談しないといけないが、電話はできない", "電話"));
        assert!(!is_denied("相談しないといけないが、電話はできない", "相談"));
        // What is not done is こと itself here, as ever.
        assert_eq!(negated("相談することはない"), ["こと"]);
    }
}
