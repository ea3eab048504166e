//! Who was asked to answer a questionnaire of a bundle, and how many of them did.

use crate::dataset::asked::Asked;
use crate::dataset::tally::Reader;
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};
use crate::pages::explore::rates::share_of;
use crate::view::figure::percent;

/// How many answered of those who were asked, `12 / 30 = 40.0%`, as in tables for talks: of the agencies that an invitation has reached
/// (all answers where those by invitation are not told), and where nobody was invited, of those on the list. Without a share where they
/// are few, and empty where nobody is on the list or more answered than were asked: others did, too.
fn rate(dataset: &Dataset, fielded: &Fielded, asked: Asked, lang: Lang) -> String {
    let reader = Reader::of_data(dataset, lang);
    let (answered, asked) = asked.answered_of(reader.sent(fielded));
    let args =
        |share: String| [("answered", reader.cell(answered)), ("asked", asked.to_string()), ("share", share)];
    match answered.shown().map(|n| share_of(n, asked)) {
        None if asked > 0 => i18n::text(lang.code(), "bundle-rate-few", &args(String::new())),
        Some(Some(share)) => i18n::text(lang.code(), "bundle-rate", &args(percent(share))),
        None | Some(None) => String::new(),
    }
}

/// Who was asked and how many answered, for methods.txt; None where it is for no agency.
pub fn asked(dataset: &Dataset, fielded: &Fielded, lang: Lang) -> Option<String> {
    let say = |key: &str, args: &[(&str, String)]| Some(i18n::text(lang.code(), key, args));
    let asked = Asked::of(dataset, fielded);
    let rate = rate(dataset, fielded, asked, lang);
    match (asked, rate.is_empty()) {
        (Asked::Invited { n, reached, .. }, is_untold) => {
            let key = match is_untold {
                true => "bundle-methods-invited",
                false if asked.is_of_all_answers() => "bundle-methods-rate-all",
                false => "bundle-methods-rate",
            };
            say(key, &[("invited", n.to_string()), ("reached", reached.to_string()), ("rate", rate)])
        }
        // Where no agency was invited one by one it was for those on the list, by a link, on paper or by another service.
        (Asked::Listed(_), false) => say("bundle-methods-rate-listed", &[("rate", rate)]),
        (Asked::Listed(0), true) => None,
        (Asked::Listed(n), true) => say("bundle-methods-listed", &[("n", n.to_string())]),
    }
}

/// The response rate for a codebook: in the same numbers, with how many were invited; empty where it cannot be told.
pub fn response_rate(dataset: &Dataset, fielded: &Fielded, lang: Lang) -> String {
    let asked = Asked::of(dataset, fielded);
    let rate = rate(dataset, fielded, asked, lang);
    match asked {
        Asked::Invited { n, .. } if !rate.is_empty() => {
            let is_of_all = asked.is_of_all_answers();
            let key = if is_of_all { "bundle-rate-invited-all" } else { "bundle-rate-invited" };
            i18n::text(lang.code(), key, &[("rate", rate), ("invited", n.to_string())])
        }
        Asked::Invited { .. } | Asked::Listed(_) => rate,
    }
}
