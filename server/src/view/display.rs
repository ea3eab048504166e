//! How somebody without an account wants pages to look: larger, in strong contrast, with readings above hard words, in
//! plain Japanese, cut into pages in another way. A cookie remembers these words and nothing else, so it tells nobody
//! who answers.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use serde::Serialize;
use serde_json::Value;
use surveys::questionnaire::edit::translation::languages;
use surveys::questionnaire::settings::PageMode;

/// Name of the cookie, and of the parameter of an address that chooses.
pub const DISPLAY: &str = "display";
/// Between two wishes.
const SEPARATOR: char = '.';
/// What is written where nothing is wished.
const STANDARD: &str = "standard";
/// Suffix of the language of texts in plain Japanese (やさしい日本語): `ja-easy` beside `ja`.
const EASY: &str = "-easy";

/// One thing that can be chosen: at most one option of it.
struct Switch {
    /// Fluent key of its name after `display-`.
    key: &'static str,
    /// The options besides the standard; each is also the Fluent key of its name after `display-`.
    options: &'static [&'static str],
}

const SWITCHES: &[Switch] = &[
    Switch { key: "size", options: &["large", "larger"] },
    Switch { key: "colour", options: &["contrast"] },
    Switch { key: "reading", options: &["furigana"] },
    Switch { key: "words", options: &["easy"] },
    Switch { key: "pages", options: &["each", "whole"] },
];

/// What somebody wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display(Vec<&'static str>);

/// A switch for a template.
#[derive(Clone, Serialize)]
pub struct SwitchView {
    /// Fluent key of its name.
    key: String,
    /// The standard first.
    options: Vec<OptionView>,
}

/// An option of a switch for a template.
#[derive(Clone, Serialize)]
struct OptionView {
    /// Fluent key of its name.
    key: String,
    /// The whole wish with this option instead of its neighbours.
    value: String,
    /// Whether it is chosen now.
    is_on: bool,
}

impl Display {
    /// Reads a wish; what is unknown, or comes second for one switch, is left out.
    pub fn read(text: &str) -> Display {
        let parts: Vec<&str> = text.split(SEPARATOR).take(SWITCHES.len() * 2).collect();
        let chosen = |switch: &Switch| switch.options.iter().copied().find(|option| parts.contains(option));
        Display(SWITCHES.iter().filter_map(chosen).collect())
    }

    /// As it stands in a cookie or an address.
    pub fn written(&self) -> String {
        if self.0.is_empty() { STANDARD.to_owned() } else { joined(&self.0) }
    }

    /// Whether an option is chosen.
    pub fn has(&self, option: &str) -> bool {
        self.0.contains(&option)
    }

    /// How questions are put on pages; None = as the questionnaire says.
    pub fn page_mode(&self) -> Option<PageMode> {
        match self.0.last() {
            Some(&"each") => Some(PageMode::QuestionPerPage),
            Some(&"whole") => Some(PageMode::SinglePage),
            _ => None,
        }
    }

    /// Code of the language of a questionnaire's texts: that of the page, or its plain variant.
    pub fn texts(&self, lang: &str) -> String {
        if self.has("easy") { format!("{lang}{EASY}") } else { lang.to_owned() }
    }

    /// All switches. `easy` is offered only where there are texts in plain language, `pages` only while answering.
    pub fn switches(&self, has_easy: bool, is_answering: bool) -> Vec<SwitchView> {
        let is_offered = |switch: &&Switch| match switch.key {
            "words" => has_easy,
            "pages" => is_answering,
            _ => true,
        };
        SWITCHES.iter().filter(is_offered).map(|switch| self.switch(switch)).collect()
    }

    fn switch(&self, switch: &Switch) -> SwitchView {
        let rest: Vec<&str> = self.0.iter().copied().filter(|own| !switch.options.contains(own)).collect();
        let standard = OptionView {
            key: format!("display-{}-{STANDARD}", switch.key),
            value: Display::read(&joined(&rest)).written(),
            is_on: !switch.options.iter().any(|option| self.has(option)),
        };
        let option = |option: &&'static str| OptionView {
            key: format!("display-{option}"),
            value: Display::read(&joined(&[rest.as_slice(), &[option]].concat())).written(),
            is_on: self.has(option),
        };
        SwitchView {
            key: format!("display-{}", switch.key),
            options: std::iter::once(standard).chain(switch.options.iter().map(option)).collect(),
        }
    }

    /// The cookie that remembers it.
    pub fn cookie(&self) -> Cookie<'static> {
        let cookie = Cookie::build(DISPLAY, self.written()).path("/").same_site(SameSite::Lax);
        cookie.http_only(true).permanent().finish()
    }
}

fn joined(options: &[&str]) -> String {
    options.join(&SEPARATOR.to_string())
}

/// The wish of a request and whether it has just been made: `?display=`, then the cookie.
pub fn display(request: &HttpRequest) -> (Display, bool) {
    let asked = request.query_string().split('&').find_map(|pair| pair.strip_prefix("display="));
    match asked {
        Some(asked) => (Display::read(asked), true),
        None => {
            let remembered = request.cookie(DISPLAY);
            (remembered.map(|cookie| Display::read(cookie.value())).unwrap_or_default(), false)
        }
    }
}

/// Whether a questionnaire (SurveyJS JSON) has texts in plain language.
pub fn has_easy(definition: &Value) -> bool {
    languages(definition).iter().any(|code| code.ends_with(EASY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_survives_being_written_and_read() {
        let wish = Display::read("whole.furigana.large");
        assert_eq!(wish.written(), "large.furigana.whole");
        assert_eq!(Display::read(&wish.written()), wish);
        assert_eq!(Display::default().written(), "standard");
        assert_eq!(Display::read("standard"), Display::default());
    }

    #[test]
    fn of_one_switch_only_one_option_is_taken_and_nonsense_none() {
        assert_eq!(Display::read("larger.large").written(), "large");
        assert_eq!(Display::read("<script>.contrast.x=1").written(), "contrast");
    }

    #[test]
    fn an_option_changes_its_own_switch_only() {
        let switches = Display::read("larger.furigana").switches(false, true);
        let sizes: Vec<(&str, bool)> =
            switches[0].options.iter().map(|option| (option.value.as_str(), option.is_on)).collect();
        assert_eq!(sizes, [("furigana", false), ("large.furigana", false), ("larger.furigana", true)]);
        let keys: Vec<&str> = switches.iter().map(|switch| switch.key.as_str()).collect();
        assert_eq!(keys, ["display-size", "display-colour", "display-reading", "display-pages"]);
    }

    #[test]
    fn pages_and_words_follow_the_wish() {
        assert_eq!(Display::read("whole").page_mode(), Some(PageMode::SinglePage));
        assert_eq!(Display::read("large").page_mode(), None);
        assert_eq!(Display::read("easy").texts("ja"), "ja-easy");
    }
}
