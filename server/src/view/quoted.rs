//! Words that stand between quotation marks.

use tera::{Kwargs, State, TeraResult};

use crate::i18n::Lang;

/// Words that are put between quotation marks of a language: quotation marks within them are the inner ones.
pub fn within_quotes(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => words.replace('「', "『").replace('」', "』"),
        Lang::En => words.replace('“', "‘").replace('”', "’"),
    }
}

/// The same as a filter of templates; `lang` is the language of the marks around the words.
///
/// # Errors
/// Where no language is given.
pub fn filter(words: &str, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let lang = Lang::from_code(kwargs.must_get::<&str>("lang")?).unwrap_or_default();
    Ok(within_quotes(words, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_within_quotes_have_other_marks() {
        assert_eq!(
            within_quotes("「通院」が課題として挙がりました", Lang::Ja),
            "『通院』が課題として挙がりました"
        );
        assert_eq!(within_quotes("“Transport” was named", Lang::En), "‘Transport’ was named");
    }
}
