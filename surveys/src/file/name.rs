//! Names of files as they are shown and given out again.

use super::kind::Kind;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a name without its ending.
const MAX_STEM: usize = 80;

/// A name without folders, characters that cannot be seen or that turn the direction of writing, and characters that
/// other systems refuse; its ending is one of its kind's, so that nothing else opens it.
pub fn cleaned(sent: &str, kind: &Kind) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe = |c: char| if "<>:\"|?*;%".contains(c) { '_' } else { c };
    let seen = last.nfc().filter(|c| !c.is_control() && !is_invisible(*c)).map(safe);
    let name: String = seen.collect::<String>().trim().trim_matches('.').to_owned();
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if kind.endings.contains(&ending.to_lowercase().as_str()) => {
            (stem, ending.to_lowercase())
        }
        _ => (name.as_str(), kind.endings.first().copied().unwrap_or_default().to_owned()),
    };
    let stem: String = stem.trim().chars().take(MAX_STEM).collect();
    let stem = if stem.is_empty() { "file" } else { &stem };
    format!("{stem}.{ending}")
}

/// Marks of direction, joiners and other characters of format.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
