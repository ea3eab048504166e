//! The word that says whether a question must be answered: it stands beside every title, and some authors write it at the end of
//! theirs, too.

use crate::i18n;

/// A title without that word in brackets at its end.
pub fn without_requirement(title: &str, is_required: bool, lang: &str) -> String {
    bare(title, is_required, lang).filter(|bare| !bare.is_empty()).unwrap_or(title).to_owned()
}

fn bare<'t>(title: &'t str, is_required: bool, lang: &str) -> Option<&'t str> {
    let (rest, opening) = match title.trim_end() {
        title if title.ends_with('）') => (title.strip_suffix('）')?, '（'),
        title => (title.strip_suffix(')')?, '('),
    };
    let word = i18n::text(lang, if is_required { "common-required" } else { "common-optional" }, &[]);
    let rest = rest.strip_suffix(word.as_str())?.strip_suffix(opening)?;
    Some(rest.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_stands_beside_a_title_is_not_said_twice() {
        let optional = |title: &str, lang: &str| without_requirement(title, false, lang);
        assert_eq!(optional("ご連絡先（任意）", "ja"), "ご連絡先");
        assert_eq!(optional("Contact (optional)", "en"), "Contact");
        assert_eq!(without_requirement("種別（必須）", true, "ja"), "種別");
        for kept in ["ご連絡先（任意の方）", "（任意）", "種別（必須）", "圏域", "任意"]
        {
            assert_eq!(optional(kept, "ja"), kept);
        }
    }
}
