//! The codes of a codebook in the order of their tree, with the keys that put them on a text.

use serde::Serialize;
use surveys::entity::code;
use surveys::id::CodeId;

use crate::codebook::LOOKS;
use crate::i18n::Lang;

/// Keys of codes other than stances, in the order in which they are given out.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A code as lists and margins show it.
#[derive(Clone, Debug, Serialize)]
pub struct CodeView {
    /// Its number.
    pub id: i64,
    /// Such as C01.
    pub symbol: String,
    /// Its name in the language of the page.
    pub name: String,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// Number of its colour and line.
    pub look: i32,
    /// It can be put on texts.
    pub is_codable: bool,
    /// The key that puts it there; empty when there are no keys left.
    pub key: String,
    /// It is a stance; a sentence has one, and any number of themes.
    pub is_stance: bool,
    /// What it is in the frame that ships; empty for codes of one's own.
    pub frame_code: String,
}

/// The codes in use, parents before their children.
pub fn tree(all: &[code::Model], lang: Lang) -> Vec<CodeView> {
    let mut found = Vec::new();
    below(all, None, 0, lang, &mut found);
    give_keys(&mut found);
    found
}

fn below(all: &[code::Model], parent: Option<CodeId>, depth: usize, lang: Lang, found: &mut Vec<CodeView>) {
    if depth > surveys::store::codes::MOST_LEVELS {
        return;
    }
    for code in all.iter().filter(|code| stands_below(all, code, parent)) {
        found.push(CodeView {
            id: code.id.0,
            symbol: code.symbol.clone(),
            name: name(code, lang),
            depth,
            look: code.look.rem_euclid(LOOKS),
            is_codable: code.is_codable,
            key: String::new(),
            is_stance: is_stance(all, code),
            frame_code: code.frame_code.clone(),
        });
        below(all, Some(code.id), depth + 1, lang, found);
    }
}

/// Whether a code in use is shown below `parent`. One whose parent is not in use any more stands at the top.
fn stands_below(all: &[code::Model], code: &code::Model, parent: Option<CodeId>) -> bool {
    let own =
        code.parent_id.filter(|own| all.iter().any(|other| other.id == *own && other.closed_at.is_none()));
    code.closed_at.is_none() && own == parent
}

/// Whether a code stands among the stances.
fn is_stance(all: &[code::Model], code: &code::Model) -> bool {
    let group = all.iter().find(|code| code.frame_code == "stance").map(|code| code.id);
    code.parent_id.is_some() && code.parent_id == group
}

/// Digits for stances, letters for all others.
fn give_keys(codes: &mut [CodeView]) {
    let (mut digits, mut letters) = ('1'..='9', LETTERS.chars());
    for code in codes.iter_mut().filter(|code| code.is_codable) {
        let key = if code.is_stance { digits.next() } else { letters.next() };
        code.key = key.map(String::from).unwrap_or_default();
    }
}

/// The name of a code in a language; the Japanese one where there is no other.
pub fn name(code: &code::Model, lang: Lang) -> String {
    let own = if lang == Lang::Ja { &code.name_ja } else { &code.name_en };
    if own.is_empty() { code.name_ja.clone() } else { own.clone() }
}

/// Symbol and name.
pub fn label(code: &code::Model, lang: Lang) -> String {
    format!("{} {}", code.symbol, name(code, lang))
}

impl CodeView {
    /// Symbol and name.
    pub fn label(&self) -> String {
        format!("{} {}", self.symbol, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(id: i64, parent: Option<i64>, frame_code: &str) -> code::Model {
        code::Model {
            id: CodeId(id),
            survey_id: surveys::id::SurveyId(1),
            parent_id: parent.map(CodeId),
            position: 1,
            symbol: format!("X{id}"),
            name_ja: "名".to_owned(),
            name_en: String::new(),
            definition: String::new(),
            inclusion: String::new(),
            exclusion: String::new(),
            example: String::new(),
            look: 9,
            is_codable: !frame_code.ends_with('s') && frame_code != "stance",
            frame_code: frame_code.to_owned(),
            split_from: None,
            merged_into: None,
            closed_at: None,
            created_by: None,
            created_at: chrono::Utc::now(),
        }
    }

    #[test]
    fn children_follow_their_parents_and_have_keys_that_fit() {
        let mut all = vec![code(1, None, "stance"), code(2, None, "challenges"), code(3, Some(2), "C01")];
        all.extend([code(4, Some(1), "challenge"), code(5, Some(9), "")]);
        let found = tree(&all, Lang::En);
        let seen: Vec<(i64, usize, &str)> =
            found.iter().map(|code| (code.id, code.depth, code.key.as_str())).collect();
        assert_eq!(seen, [(1, 0, ""), (4, 1, "1"), (2, 0, ""), (3, 1, "a"), (5, 0, "b")]);
        assert_eq!((found[1].look, found[1].name.as_str()), (1, "名"));
    }

    #[test]
    fn what_is_closed_is_left_out_and_its_children_go_up() {
        let mut all = vec![code(1, None, ""), code(2, Some(1), "")];
        all[0].closed_at = Some(chrono::Utc::now());
        let found = tree(&all, Lang::Ja);
        assert_eq!((found.len(), found[0].id, found[0].depth), (1, 2, 0));
    }
}
