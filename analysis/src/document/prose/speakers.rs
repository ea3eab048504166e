//! Who speaks in a transcript, as labels ahead of the words (`田中：はい`), and the letters in the place of names.

use std::collections::BTreeMap;

use super::Speaker;

/// The most characters of a label.
const LONGEST_LABEL: usize = 20;
/// The most speakers that get a letter; the others have none.
const LETTERS: usize = 26;
/// The most labels of which it is said that they stayed.
const MOST_UNCLEAR: usize = 10;

/// What stands before a colon in notes and is nobody.
const NO_NAMES: [&str; 50] = [
    "例",
    "注",
    "注意",
    "補足",
    "備考",
    "メモ",
    "課題",
    "問題",
    "問題点",
    "要望",
    "好事例",
    "事例",
    "対応",
    "対策",
    "結果",
    "理由",
    "原因",
    "背景",
    "目的",
    "結論",
    "まとめ",
    "質問",
    "回答",
    "問",
    "答",
    "日時",
    "日付",
    "場所",
    "会場",
    "時間",
    "参加者",
    "出席者",
    "議題",
    "その他",
    "現状",
    "現状と課題",
    "今後",
    "予定",
    "方針",
    "提案",
    "意見",
    "感想",
    "所感",
    "内容",
    "概要",
    "経過",
    "経緯",
    "参考",
    "Q",
    "A",
];

/// A short label ahead of a colon, and the words behind it (none where they begin in the next row). No times, no addresses.
fn label(row: &str) -> Option<(&str, &str)> {
    let row = row.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '>'));
    let (name, words) = row.split_once(['：', ':'])?;
    let (name, words) = (name.trim(), words.trim());
    let is_label = may_be_a_name(name)
        && !words.starts_with("//")
        && !(name.ends_with(char::is_numeric) && words.starts_with(char::is_numeric));
    is_label.then_some((name, words))
}

fn may_be_a_name(name: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&name.chars().count())
        && name.starts_with(char::is_alphanumeric)
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['。', '、', '，', '「', '」', '！', '？', '!', '?', '／'])
        && !NO_NAMES.contains(&name)
}

/// The name and the time of a row that has nothing else (`架空 花子   0:05`), as meeting programs write above what was said.
fn name_and_time(row: &str) -> Option<(&str, &str)> {
    let row = row.trim();
    let before = row.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
    let time = row.strip_prefix(before)?;
    let name = before.trim_end();
    let is_time = time.contains(':') && !time.starts_with(':') && !time.ends_with(':');
    let is_alone = name != before && !name.contains([':', '：']);
    (is_time && is_alone && may_be_a_name(name)).then_some((name, time))
}

/// A text in which rows of a name and a time have labels (`0:05 架空 花子：`), if they stand above words and a name comes again;
/// and who is named so, without spaces. Otherwise they may be a timetable: the text stays as it is, and nobody is.
pub(super) fn labelled(text: &str) -> (String, Vec<String>) {
    let rows: Vec<&str> = text.lines().filter(|row| !row.trim().is_empty()).collect();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut n_above_words = 0;
    for (place, row) in rows.iter().enumerate() {
        if let Some((name, _)) = name_and_time(row) {
            *names.entry(without_spaces(name)).or_insert(0) += 1;
            let next = rows.get(place + 1);
            n_above_words += usize::from(next.is_some_and(|next| name_and_time(next).is_none()));
        }
    }
    let n: usize = names.values().sum();
    if n_above_words * 2 <= n || names.values().all(|n| *n == 1) {
        return (text.to_owned(), Vec::new());
    }
    let line = |row: &str| match name_and_time(row) {
        Some((name, time)) => format!("{time} {name}："),
        None => row.to_owned(),
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    (lines.join("\n"), names.into_keys().collect())
}

/// A name is the same with and without the space between family and given name.
fn without_spaces(name: &str) -> String {
    name.split_whitespace().collect()
}

/// The labels of a text, and which of them are speakers.
pub(super) struct Labels {
    /// By the name without spaces: how it is spelled first, and how often it occurs.
    found: BTreeMap<String, (String, usize)>,
    /// Labels that occur once are speakers, too.
    takes_single: bool,
}

impl Labels {
    /// Looks for labels in all rows of `n_lines` cues or lines. A label that occurs once may be the beginning of a sentence: it
    /// is a speaker when half of the lines have one, and, where the text is not known to be a transcript, one occurs twice.
    pub(super) fn of<'t>(rows: impl Iterator<Item = &'t str>, n_lines: usize, is_transcript: bool) -> Labels {
        let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
        let mut n_labelled = 0;
        for (name, _) in rows.filter_map(label) {
            let known = found.entry(without_spaces(name)).or_insert_with(|| (name.to_owned(), 0));
            known.1 += 1;
            n_labelled += 1;
        }
        let repeats = found.values().any(|(_, n)| *n > 1);
        Labels { found, takes_single: n_labelled * 2 >= n_lines && (is_transcript || repeats) }
    }

    /// The same, knowing that these names (without spaces) are speakers, however often they speak.
    pub(super) fn knowing(mut self, names: &[String]) -> Labels {
        for name in names {
            if let Some((_, n)) = self.found.get_mut(name) {
                *n = (*n).max(2);
            }
        }
        self
    }

    /// Who speaks in a row, and the words.
    pub(super) fn speaker<'r>(&self, row: &'r str) -> Option<(&'r str, &'r str)> {
        label(row).filter(|(name, _)| {
            self.takes_single || self.found.get(&without_spaces(name)).is_some_and(|(_, n)| *n > 1)
        })
    }

    /// The labels that stay: they may be names.
    pub(super) fn unclear(&self) -> Vec<String> {
        if self.takes_single {
            return Vec::new();
        }
        let single = self.found.values().filter(|(_, n)| *n == 1);
        single.map(|(name, _)| name.clone()).take(MOST_UNCLEAR).collect()
    }
}

/// Letters of speakers, in the order in which they speak.
#[derive(Default)]
pub(super) struct Letters {
    keys: Vec<String>,
    speakers: Vec<Speaker>,
    has_more: bool,
}

impl Letters {
    /// The letter of a speaker; none when all letters are taken.
    pub(super) fn of(&mut self, name: &str) -> Option<char> {
        let key = without_spaces(name);
        let known = self.keys.iter().position(|known| *known == key);
        let place = known.unwrap_or(self.keys.len());
        let letter = ('A'..='Z').take(LETTERS).nth(place);
        // Whoever gets no letter is not looked for again: a file can name a speaker with every word.
        match letter {
            Some(letter) if known.is_none() => {
                self.keys.push(key);
                self.speakers.push(Speaker { name: name.trim().to_owned(), letter });
            }
            Some(_) => {}
            None => self.has_more = true,
        }
        letter
    }

    /// All who got a letter, and whether there were more.
    pub(super) fn finish(self) -> (Vec<Speaker>, bool) {
        (self.speakers, self.has_more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_addresses_and_sentences_are_no_labels() {
        assert_eq!(label("- 架空 花子： はい。"), Some(("架空 花子", "はい。")));
        assert_eq!(label("話者1:はい"), Some(("話者1", "はい")));
        assert_eq!(label("架空："), Some(("架空", "")));
        let long = format!("{}：はい", "あ".repeat(21));
        for row in [
            "10:30から",
            "午後3：30から始めます",
            "https://example.jp/",
            "はい、それは：こうです",
            "例：駅から遠い",
            "・定員：20名",
            "：はい",
            long.as_str(),
        ] {
            assert_eq!(label(row), None, "{row}");
        }
    }
}
