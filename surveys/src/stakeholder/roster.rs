//! Lists of agencies and their contacts as people bring them: which column is what, and what each row says.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::place::municipality::find_near;
use crate::questionnaire::question::input::contact::{is_email, is_telephone, telephone};
use crate::questionnaire::question::input::folded;

/// What a column holds, with the headers that are understood, in the order of the template.
pub const FIELDS: [Field; 12] = [
    field("name", &["機関の名前", "機関名", "名称", "事業所名", "施設名", "name", "agency"], 200),
    field("kind", &["種別", "機関の種別", "機関種別", "区分", "kind"], 100),
    field("region", &["地域・圏域", "圏域", "地域", "region", "area"], 100),
    field("municipality", &["市区町村", "市町村", "市区町村コード", "団体コード", "municipality"], 40),
    field("contact", &["連絡先の名前", "担当者", "担当者名", "氏名", "担当", "contact"], 100),
    field("email", &["メール", "メールアドレス", "電子メール", "e-mail", "email", "mail"], 254),
    field("fax", &["fax", "fax番号", "ファックス", "ファクス"], 40),
    field("phone", &["電話", "電話番号", "tel", "phone"], 40),
    field("address", &["郵便の宛先", "住所", "所在地", "郵便", "address"], 500),
    field("preferred", &["希望の連絡方法", "連絡方法", "送付方法", "preferred"], 20),
    field("note", &["覚え書き", "備考", "メモ", "note"], 2_000),
    field("organisation", &["法人名", "法人", "運営法人", "設置法人", "organisation"], 200),
];

/// Ways to reach somebody, with the words that are understood in a list.
pub const WAYS: [(&str, &[&str]); 4] = [
    ("email", &["メール", "e-mail", "email", "mail", "電子メール"]),
    ("fax", &["fax", "ファックス", "ファクス"]),
    ("post", &["郵便", "郵送", "post"]),
    ("phone", &["電話", "tel", "phone"]),
];

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Stable name; also the end of the Fluent key.
    pub name: &'static str,
    headers: &'static [&'static str],
    max: usize,
}

const fn field(name: &'static str, headers: &'static [&'static str], max: usize) -> Field {
    Field { name, headers, max }
}

/// A word of a list: the code it stands for and how people write it.
pub struct Word {
    /// What is stored.
    pub code: String,
    /// How it may be written.
    pub names: Vec<String>,
}

/// Words for agency kinds and areas.
pub struct Words {
    /// Agency kinds.
    pub kinds: Vec<Word>,
    /// Regions and their areas.
    pub regions: Vec<Word>,
}

/// What a row says. Texts are trimmed; numbers and addresses are half-width.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Name of the agency.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its area.
    pub region: String,
    /// Code of its municipality, five digits; may be empty.
    #[serde(default)]
    pub municipality: String,
    /// Name of the contact; may be empty.
    pub contact: String,
    /// Mail address.
    pub email: String,
    /// FAX number.
    pub fax: String,
    /// Telephone number.
    pub phone: String,
    /// Postal address.
    pub address: String,
    /// A code of [`WAYS`]; empty if the row has no wish.
    pub preferred: String,
    /// Remark for colleagues.
    pub note: String,
    /// Name of the organisation that the agency belongs to; may be empty.
    #[serde(default)]
    pub organisation: String,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Name of the field.
    pub field: &'static str,
    /// Stable code; also the end of the Fluent key.
    pub code: &'static str,
    /// What is written there.
    pub text: String,
}

/// The field of each column; None for one that is not understood, or that another column was before.
pub fn columns(header: &[String]) -> Vec<Option<&'static str>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for text in header {
        let key = key(text);
        let is_it = |field: &&Field| field.headers.iter().any(|header| self::key(header) == key);
        let name = FIELDS.iter().find(is_it).map(|field| field.name).filter(|name| !seen.contains(name));
        seen.extend(name);
        found.push(name);
    }
    found
}

/// Fields without which no row makes an agency, as far as they are missing.
pub fn missing(columns: &[Option<&'static str>]) -> Vec<&'static str> {
    ["name", "kind", "region"].into_iter().filter(|name| !columns.contains(&Some(*name))).collect()
}

/// Reads a row. With problems it is not to be stored.
pub fn read(columns: &[Option<&'static str>], cells: &[String], words: &Words) -> (Line, Vec<CellProblem>) {
    let mut problems = Vec::new();
    let mut cell = |name: &'static str| {
        let place = columns.iter().position(|column| *column == Some(name));
        let text = place.and_then(|place| cells.get(place)).map(|text| text.trim().to_owned());
        let text = text.unwrap_or_default();
        let max = FIELDS.iter().find(|field| field.name == name).map_or(0, |field| field.max);
        if text.chars().count() > max {
            problems.push(CellProblem { field: name, code: "too-long", text: max.to_string() });
            return String::new();
        }
        text
    };
    let mut line = Line {
        name: cell("name"),
        kind: cell("kind"),
        region: cell("region"),
        municipality: cell("municipality"),
        contact: cell("contact"),
        email: folded(&cell("email")).to_lowercase(),
        fax: telephone(&cell("fax")),
        phone: telephone(&cell("phone")),
        address: cell("address"),
        preferred: cell("preferred"),
        note: cell("note"),
        organisation: cell("organisation"),
    };
    problems.extend(settle(&mut line, words));
    (line, problems)
}

/// Puts codes in place of words, and says what is wrong.
fn settle(line: &mut Line, words: &Words) -> Vec<CellProblem> {
    let mut problems = Vec::new();
    let mut reject = |field, code, text: &str| {
        problems.push(CellProblem { field, code, text: text.to_owned() });
    };
    if line.name.is_empty() {
        reject("name", "empty", "");
    }
    for (field, value, list) in
        [("kind", &mut line.kind, &words.kinds), ("region", &mut line.region, &words.regions)]
    {
        match (value.is_empty(), coded(value, list)) {
            (true, _) => reject(field, "empty", ""),
            (false, Some(code)) => *value = code,
            (false, None) => reject(field, "unknown", value),
        }
    }
    match find_near(&line.municipality, &line.region) {
        _ if line.municipality.is_empty() => {}
        Ok(found) => line.municipality = found.code.to_owned(),
        Err(_) => reject("municipality", "unknown", &line.municipality),
    }
    if !line.email.is_empty() && !is_email(&line.email) {
        reject("email", "form", &line.email);
    }
    for (field, value) in [("fax", &line.fax), ("phone", &line.phone)] {
        if !value.is_empty() && !is_telephone(value) {
            reject(field, "form", value);
        }
    }
    let wish = key(&line.preferred);
    let way = WAYS.iter().find(|(_, names)| names.iter().any(|name| key(name) == wish));
    if !line.preferred.is_empty() && way.is_none() {
        reject("preferred", "unknown", &line.preferred);
    }
    line.preferred = way.map(|(code, _)| (*code).to_owned()).unwrap_or_default();
    problems
}

fn coded(text: &str, list: &[Word]) -> Option<String> {
    let wanted = key(text);
    let fits = |word: &&Word| word.code == text || word.names.iter().any(|name| key(name) == wanted);
    list.iter().find(fits).map(|word| word.code.clone())
}

impl Line {
    /// How somebody is reached who has not said: by mail if there is an address, then by FAX, post, telephone.
    pub fn usual_way(&self) -> &'static str {
        let ways =
            [("email", &self.email), ("fax", &self.fax), ("post", &self.address), ("phone", &self.phone)];
        ways.into_iter().find(|(_, value)| !value.is_empty()).map_or("email", |(way, _)| way)
    }

    /// Whether the row names anybody or any way to reach them.
    pub fn has_contact(&self) -> bool {
        [&self.contact, &self.email, &self.fax, &self.phone, &self.address]
            .iter()
            .any(|text| !text.is_empty())
    }
}

/// A text by which two writings of one name are the same: width, case and spaces do not count (NFKC). Long vowels and signs
/// do: ハート is not ハト.
pub fn name_key(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A text by which two writings of one heading or word of a list are the same: signs and long vowels do not count either.
fn key(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !"・()-‐ー".contains(*c);
    text.nfkc().filter(is_kept).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let word = |code: &str, names: &[&str]| Word {
            code: code.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        Words {
            kinds: vec![word("22", &["障害者就業・生活支援センター", "就ポツ"])],
            regions: vec![word("7", &["架空県 北部", "北部"])],
        }
    }

    fn row(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn headers_are_found_however_they_are_written() {
        let header = row(&["機関名", " 種 別", "圏域", "Ｅ－ｍａｉｌ", "ＦＡＸ番号", "機関の名前", "代表者"]);
        let found = columns(&header);
        assert_eq!(
            found,
            [Some("name"), Some("kind"), Some("region"), Some("email"), Some("fax"), None, None]
        );
        assert!(missing(&found).is_empty());
        assert_eq!(missing(&columns(&row(&["名称"]))), ["kind", "region"]);
    }

    #[test]
    fn a_row_becomes_half_width_and_coded() {
        let header = columns(&row(&["名称", "種別", "圏域", "メール", "FAX", "連絡方法"]));
        let cells = row(&[
            "架空センター",
            "就ポツ",
            "北部",
            "Ａ＠Example．jp",
            "０００−０００−００００",
            "ファックス",
        ]);
        let (line, problems) = read(&header, &cells, &words());
        assert_eq!(problems, []);
        assert_eq!((line.kind.as_str(), line.region.as_str()), ("22", "7"));
        assert_eq!((line.email.as_str(), line.fax.as_str()), ("a@example.jp", "000-000-0000"));
        assert_eq!(line.preferred, "fax");
        let (line, _) = read(&header, &row(&["架空", "22", "架空県　北部", "", "000-000-0000"]), &words());
        assert_eq!((line.preferred.as_str(), line.region.as_str()), ("", "7"), "nothing is wished");
        assert_eq!(line.usual_way(), "fax");
    }

    #[test]
    fn names_are_the_same_in_any_width_and_others_with_a_long_vowel() {
        assert_eq!(name_key("架空　ﾊｰﾄ ＡＢＣ"), name_key("架空ハート abc"));
        assert_ne!(name_key("ハート"), name_key("ハト"));
        assert_ne!(name_key("架空・北"), name_key("架空北"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field() {
        let header = columns(&row(&["名称", "種別", "圏域", "メール", "電話", "連絡方法"]));
        let (_, problems) = read(&header, &row(&["", "病院？", "", "a@b", "12", "伝書鳩"]), &words());
        let found: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.field, problem.code)).collect();
        let expected = [
            ("name", "empty"),
            ("kind", "unknown"),
            ("region", "empty"),
            ("email", "form"),
            ("phone", "form"),
            ("preferred", "unknown"),
        ];
        assert_eq!(found, expected);
    }
}
