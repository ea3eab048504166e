//! Texts as the font can print them: a PDF/UA file may show nothing that its font does not have.

use std::collections::HashSet;

use typst::text::Font;
use unicode_normalization::char::{compose, is_combining_mark};

/// Printed in the place of a character that the font does not have, as screens in Japan do. The printers' 〓 looks like a black bar,
/// and stands for what cannot be read on a paper questionnaire.
pub const MISSING: char = '□';
/// Marks where a run of signs may be broken, for the template. No text keeps one of its own.
const SEAM: char = '\u{200B}';
/// So many signs may stand in a row between which a line cannot end; more would run off the page.
const LONGEST_RUN: usize = 24;
/// So many may stand in a mail address, whose parts nobody should have to put together: as wide as each of two quotes
/// beside each other.
const LONGEST_ADDRESS: usize = 40;
/// So many signs may follow an address without a seam: what closes it begins no line.
const BEHIND_ADDRESS: usize = 4;
/// Kana that begin no line.
const NEVER_FIRST: &str = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ";

/// The characters that can be printed.
#[derive(Debug)]
pub struct Letters {
    known: HashSet<char>,
}

impl Letters {
    /// Those that all of these fonts have.
    pub fn of(fonts: &[Font]) -> Letters {
        let known = |font: &Font| font.info().coverage.iter().filter_map(char::from_u32).collect();
        let mut sets = fonts.iter().map(known);
        let first: HashSet<char> = sets.next().unwrap_or_default();
        Letters { known: sets.fold(first, |all, next| &all & &next) }
    }

    /// A text in characters that can be printed, with `\n` for every line end. What is never seen (control characters, joiners,
    /// variation selectors) is left out, kana and marks that stand apart become one character, and a character that the font
    /// does not have becomes □.
    pub fn printable(&self, text: &str) -> String {
        self.read(text).0
    }

    /// The characters of a text in whose place □ is printed, once each in their order; a mark that is left out comes with the character
    /// that it stands on.
    pub fn lacking(&self, text: &str) -> Vec<String> {
        let mut once: Vec<String> = Vec::new();
        for letter in self.read(text).1 {
            if !once.contains(&letter) {
                once.push(letter);
            }
        }
        once
    }

    /// A text as it can be printed, and what is lost on the way.
    fn read(&self, text: &str) -> (String, Vec<String>) {
        let (mut printable, mut lacking) = (String::with_capacity(text.len()), Vec::new());
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}' => printable.push('\n'),
                _ if c != '\t' && is_unseen(c) => {}
                // Spaces and hyphens where no line may end would run off the page in numbers.
                '\u{A0}' => printable.push(' '),
                '\u{2011}' => printable.push('\u{2010}'),
                _ if is_combining_mark(c) => {
                    let base = printable.chars().next_back();
                    // What stands on a character that is lost is lost with it.
                    if !self.attach(&mut printable, c) && base != Some(MISSING) {
                        lacking.push(base.into_iter().chain([c]).collect());
                    }
                }
                _ if self.known.contains(&c) => printable.push(c),
                _ if c.is_whitespace() => printable.push(' '),
                _ => {
                    printable.push(MISSING);
                    lacking.push(c.to_string());
                }
            }
        }
        (printable, lacking)
    }

    /// The same as one line, without white space at its ends.
    pub fn one_line(&self, text: &str) -> String {
        self.printable(text).replace('\n', " ").trim().to_string()
    }

    /// Puts a mark on the last character; whether there is one that can be printed.
    fn attach(&self, text: &mut String, mark: char) -> bool {
        let whole = text.chars().next_back().and_then(|base| compose(base, mark));
        if let Some(whole) = whole.filter(|whole| self.known.contains(whole)) {
            text.pop();
            text.push(whole);
            return true;
        }
        let is_known = self.known.contains(&mark);
        if is_known {
            text.push(mark);
        }
        is_known
    }
}

/// A text with seams in its long runs of signs, and none in mail addresses.
pub fn with_seams(text: &str) -> String {
    let mut seamed = String::with_capacity(text.len());
    let (mut run, mut longest, mut before) = (0, LONGEST_RUN, ' ');
    let mut rest = text.chars();
    loop {
        let address = if before.is_ascii_graphic() { "" } else { address(rest.as_str()) };
        if let Some(last) = address.chars().next_back() {
            if run + address.len() > LONGEST_ADDRESS {
                seamed.push(SEAM);
                run = 0;
            }
            seamed.push_str(address);
            (run, longest, before) = (run + address.len(), LONGEST_ADDRESS + BEHIND_ADDRESS, last);
            rest.nth(address.len() - 1);
        }
        let Some(c) = rest.next() else { return seamed };
        if may_begin_a_line(c) {
            (run, longest) = (0, LONGEST_RUN);
        } else if run >= longest {
            // Beside quotation marks a line never ends by itself (UAX #14, LB19).
            seamed.push(if is_quotation(before) && is_quotation(c) { '\n' } else { SEAM });
            (run, longest) = (1, LONGEST_RUN);
        } else {
            run += 1;
        }
        seamed.push(c);
        before = c;
    }
}

/// The mail address that a text begins with, with the signs beside it; empty where it begins with none, or one that is too long.
fn address(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_graphic()).unwrap_or(text.len());
    let word = text.get(..end).filter(|word| word.len() <= LONGEST_ADDRESS && word.contains('@'));
    word.unwrap_or_default()
}

fn is_quotation(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›')
}

/// Whether a line can surely end before or after this character.
fn may_begin_a_line(c: char) -> bool {
    let is_kana = matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}') && !NEVER_FIRST.contains(c);
    c.is_whitespace() || is_kana || matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Control characters, and those that only change how their neighbours look (Unicode: `Default_Ignorable_Code_Point`).
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(known: &str) -> Letters {
        Letters { known: known.chars().collect() }
    }

    #[test]
    fn what_the_font_does_not_have_is_seen_to_be_missing() {
        let letters = letters("支援 がか");
        assert_eq!(letters.printable("支援😀"), "支援□");
        assert_eq!(letters.printable("支\u{0}援\u{FE0F}\u{200B}\u{202E}"), "支援");
        assert_eq!(letters.printable("か\u{3099}"), "が", "a mark that stands apart");
        assert_eq!(letters.printable("支\u{3099}"), "支");
        assert_eq!(letters.printable("支\r\n援\r支\t援"), "支\n援\n支 援");
        assert_eq!(letters.printable("支\u{A0}援"), "支 援");
        assert_eq!(letters.one_line(" 支\n援 "), "支 援");
    }

    #[test]
    fn what_is_lost_is_named_once_each() {
        let letters = letters("支援 がか");
        assert_eq!(letters.lacking("支援\u{FE0F}\u{200B}\r\nか\u{3099}\u{A0}"), Vec::<String>::new());
        assert_eq!(letters.lacking("😀支\u{E000}援😀"), ["😀", "\u{E000}"]);
        assert_eq!(letters.lacking("支\u{3099}"), ["支\u{3099}"], "a mark with what it stands on");
        assert_eq!(letters.lacking("\u{915}\u{93F}"), ["\u{915}"], "a mark on what is lost is lost with it");
    }

    #[test]
    fn long_runs_can_be_broken_and_words_stay_whole() {
        let seams = |text: &str| with_seams(text).matches(SEAM).count();
        assert_eq!(seams("employment support is needed 就労支援"), 0);
        assert_eq!(seams(&"a".repeat(24)), 0);
        assert_eq!(seams(&"a".repeat(25)), 1);
        assert_eq!(seams(&"ー".repeat(10_000)), 416);
        assert_eq!(seams(&"支援が必要です。".repeat(1_000)), 0);
        assert_eq!(with_seams(&"\"".repeat(100)).lines().count(), 5);
        assert_eq!(with_seams(&"a".repeat(100)).replace(SEAM, ""), "a".repeat(100));
    }

    #[test]
    fn mail_addresses_stay_whole() {
        let mail = "kikitori-jimukyoku@shien.example.jp";
        let told = format!("連絡先（メール：{mail}）。");
        assert_eq!(with_seams(&told), told);
        let colons = "：".repeat(20);
        assert_eq!(with_seams(&format!("{colons}{mail}")), format!("{colons}{SEAM}{mail}"));
        let many = format!("é{mail}").repeat(100);
        assert_eq!(with_seams(&many).matches(SEAM).count(), 99, "many run on over lines");
        assert_eq!(with_seams(&many).replace(SEAM, ""), many);
        let long = format!("{}@example.jp", "a".repeat(60));
        assert!(with_seams(&long).contains(SEAM), "one that would run off the page");
    }
}
