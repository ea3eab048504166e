//! What the short names of agency kinds stand for, for notes of tables and figures: outside of the region nobody knows them.

use crate::dataset::tables::{full_kind_name, kind_name};
use crate::i18n::{self, Lang};

/// The short names of kinds with their full ones, of those that are abbreviated; empty where none is.
pub fn kinds_note<'c>(codes: impl Iterator<Item = &'c str>, lang: Lang) -> String {
    note(codes.map(|code| (kind_name(lang, code), full_kind_name(lang, code))), lang)
}

/// The same for a figure, whose note has little room: without what full names have in brackets, and without short names that begin as
/// the full ones do.
pub fn kinds_legend<'c>(codes: impl Iterator<Item = &'c str>, lang: Lang) -> String {
    let named = codes.map(|code| (kind_name(lang, code), brief_kind_name(lang, code)));
    note(named.filter(|(short, full)| !full.starts_with(short.as_str())), lang)
}

/// The full name of a kind without what stands in brackets.
pub fn brief_kind_name(lang: Lang, code: &str) -> String {
    let full = full_kind_name(lang, code);
    full.split(['（', '(']).next().unwrap_or_default().trim_end().to_owned()
}

fn note(named: impl Iterator<Item = (String, String)>, lang: Lang) -> String {
    let named = named
        .filter(|(short, full)| short != full)
        .map(|(short, full)| i18n::text(lang.code(), "talk-kind-named", &[("short", short), ("full", full)]));
    let named = named.collect::<Vec<_>>().join(&i18n::plain(lang, "talk-kinds-separator"));
    if named.is_empty() {
        return named;
    }
    i18n::text(lang.code(), "talk-note-kinds", &[("kinds", named)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::SEVERAL_KINDS;

    #[test]
    fn short_names_are_explained_and_full_ones_are_not() {
        let note = kinds_note(["20", "90", SEVERAL_KINDS].into_iter(), Lang::Ja);
        assert!(note.contains("HW＝ハローワーク（") && !note.contains("その他＝"), "{note}");
        let legend = kinds_legend(["20", "35", "90"].into_iter(), Lang::Ja);
        assert!(
            legend.contains("HW＝ハローワーク") && !legend.contains("難病患者就職サポーター"),
            "{legend}"
        );
        assert!(!legend.contains("相談＝"), "相談支援事業所 begins so: {legend}");
        assert_eq!(kinds_note(["90"].into_iter(), Lang::Ja), "");
        assert!(kinds_note(["40"].into_iter(), Lang::En).contains("Occ. health: Occupational health"));
    }
}
