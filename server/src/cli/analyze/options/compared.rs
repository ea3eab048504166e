//! `--compare`: what network, clusters, map and correspondence analysis are about.

use analysis::text::cooccurrence::CooccurrenceOptions;
use analysis::text::cooccurrence::codes::MOST_CODES;

use super::{CompareName, Options, name};
use crate::i18n::text;

impl Options {
    /// Whether words are compared with one another, and no codes.
    pub fn compares_words(&self) -> bool {
        self.compare == CompareName::Words
    }

    /// What is compared, as arguments of messages: the name of the option's value, and what people call it.
    pub fn compared_arguments(&self, lang: &str) -> [(&'static str, String); 2] {
        [("what", name(&self.compare)), ("things", self.things_words(lang))]
    }

    /// What people call what is compared.
    pub fn things_words(&self, lang: &str) -> String {
        text(lang, &format!("analyze-compare-{}", name(&self.compare)), &[])
    }

    /// What tables for programs call one of what is compared; of codes it is their class, too.
    pub fn thing_key(&self) -> &'static str {
        match self.compare {
            CompareName::Words => "word",
            CompareName::Rules => "rule",
            CompareName::Themes => "theme",
        }
    }

    /// How what is compared is chosen and joined: of codes all that there are, as on the pages.
    pub fn of_compared(&self) -> CooccurrenceOptions {
        match self.compare {
            CompareName::Words => self.network(),
            CompareName::Rules | CompareName::Themes => CooccurrenceOptions {
                min_documents: Some(self.least.unwrap_or(1)),
                max_words: self.n_words().min(MOST_CODES),
                ..self.network_of_codes()
            },
        }
    }
}
