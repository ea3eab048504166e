//! What somebody asks for when they look words up, and the form in which they ask.

use analysis::text::denied::Apart;
use analysis::text::phrase::{self, Occurrence};
use analysis::text::terms::{Term, TermOptions, terms};
use analysis::text::word_class::{self, ClassId, WORD_CLASSES};
use serde::{Deserialize, Serialize};
use surveys::privacy::consent::Purpose;

use crate::i18n::{self, Lang};
use crate::pages::conditions::{encode, written};
use crate::pages::explore::rules::condition::RuleCodes;
use crate::pages::explore::selection::{is_withheld, least_people};
use crate::pages::explore::{Reading, may_tell_denied};
use crate::pages::surveys::address;
use crate::view::form::ChoiceView;
use crate::view::paging::PageQuery;

/// Outside internal work tables of words × groups are protected word by word, which takes its time: most words of one.
pub const MOST_PROTECTED: usize = 300;

/// Conditions of all ways to look words up. What a way does not know of is not looked at, and a value that is none counts
/// as not given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// A word or phrase, as somebody types it.
    pub word: String,
    /// Key of a word class.
    pub class: String,
    /// What the list is sorted by.
    pub sort: String,
    /// Tokens on each side of a word: those that count as near, or those of a line.
    pub span: String,
    /// A suggested code: `theme:C01`, `stance:request`; or one of the coding rules: `rule:` and its name.
    pub code: String,
    /// People who are compared with the others, or who alone are looked at: `region:9001`, `kind:22`, `wave:1`, `answer:3:q1:1`.
    pub group: String,
    /// `1`: words apart from themselves where they are denied, see [`crate::pages::explore::read_denied`].
    pub denied: String,
    /// What associated words are counted in, see [`crate::pages::explore::units`].
    pub unit: String,
    /// By what lines are sorted first: `l1` to `l5`, `r1` to `r5`.
    pub order: String,
    /// By what those are sorted that are equal.
    pub order2: String,
    /// And those that are still equal.
    pub order3: String,
    /// What the places of a word are drawn by: `text`, `region`, `kind` or `wave`.
    pub by: String,
    /// Lines on one page.
    pub per: String,
    /// Which page.
    #[serde(flatten)]
    pub page: PageQuery,
}

impl Query {
    /// All conditions as part of an address, each followed by `&`; without the page.
    pub fn written(&self) -> String {
        written(&[
            ("word", &self.word),
            ("class", &self.class),
            ("sort", &self.sort),
            ("span", &self.span),
            ("code", &self.code),
            ("group", &self.group),
            ("denied", &self.denied),
            ("unit", &self.unit),
            ("order", &self.order),
            ("order2", &self.order2),
            ("order3", &self.order3),
            ("by", &self.by),
            ("per", &self.per),
        ])
    }
}

/// A field of the form: a line of text, or a list where there are choices.
#[derive(Serialize)]
pub struct InputView {
    name: &'static str,
    label: String,
    value: String,
    choices: Vec<ChoiceView>,
    /// The first choice, which is none; empty where one has to be chosen.
    blank: String,
}

/// A question to the texts of a survey.
pub struct Asked {
    /// The texts that the person may see.
    pub reading: Reading,
    /// The codes of the survey's coding rules, where one can be asked for.
    pub rules: RuleCodes,
    /// What is asked.
    pub query: Query,
    /// The dictionary forms of the word or phrase.
    pub lemmas: Vec<String>,
    /// The words that are apart from themselves where they are denied.
    pub apart: Apart,
}

impl Asked {
    /// Language of the page.
    pub fn lang(&self) -> Lang {
        self.reading.dataset.lang
    }

    /// The words of a key.
    pub fn say(&self, key: &str) -> String {
        i18n::plain(self.lang(), key)
    }

    /// The words of a key with arguments.
    pub fn say_with(&self, key: &str, args: &[(&str, String)]) -> String {
        i18n::text(self.lang().code(), key, args)
    }

    /// Where the analysis of the survey is.
    pub fn base(&self) -> String {
        format!("{}/analysis", address(self.reading.dataset.survey.id))
    }

    /// How many texts, that is people, there are.
    pub fn n_texts(&self) -> usize {
        self.reading.writings.len()
    }

    /// Whether small numbers are left out.
    pub fn is_protected(&self) -> bool {
        self.reading.dataset.purpose != Purpose::Internal
    }

    /// Whether a number of people is too small to be shown.
    pub fn is_small(&self, n: usize) -> bool {
        is_withheld(&self.reading.dataset, n)
    }

    /// The least number of people whose word is compared between groups: of one alone nothing can be typical.
    pub fn least_compared(&self) -> u32 {
        if self.is_protected() { least_people(&self.reading.dataset) } else { 2 }
    }

    /// What is said of words of few people, which are left out for all but internal work; empty for that.
    pub fn few_left_out(&self) -> String {
        match least_people(&self.reading.dataset) {
            0 | 1 => String::new(),
            least => self.say_with("lookup-few-left-out", &[("least", least.to_string())]),
        }
    }

    /// How many words are compared at most.
    pub fn most_compared(&self) -> usize {
        if self.is_protected() { MOST_PROTECTED } else { usize::MAX }
    }

    /// The chosen word class.
    pub fn class(&self) -> Option<ClassId> {
        word_class::by_key(&self.query.class).filter(|class| word_class::get(*class).is_used)
    }

    /// The words of the chosen class, or those with content of their own.
    pub fn terms(&self) -> Vec<Term> {
        let mut options = TermOptions::content_words();
        if let Some(class) = self.class() {
            options.classes = vec![class];
        }
        terms(&self.reading.texts.corpus, &options)
    }

    /// Where the word or phrase stands; of a phrase the first word is of the chosen class.
    pub fn occurrences(&self) -> Vec<Occurrence> {
        phrase::occurrences(&self.reading.texts.corpus, &self.lemmas, self.class())
    }

    /// The texts with the word or phrase, in any class.
    pub fn documents(&self) -> Vec<u32> {
        phrase::documents(&phrase::occurrences(&self.reading.texts.corpus, &self.lemmas, None))
    }

    /// What the words of [`Asked::terms`] are called.
    pub fn class_words(&self) -> String {
        match self.class() {
            Some(class) => self.say(&format!("word-class-{}", word_class::get(class).key)),
            None => self.say("lookup-class-content"),
        }
    }

    /// Where a word of a class is shown in its contexts.
    pub fn kwic_href(&self, lemma: &str, class: &str) -> String {
        let word = self.apart.written(lemma, class);
        format!("{}/kwic?word={}&class={}", self.base(), encode(&word), encode(class))
    }

    /// The texts that meet these conditions; empty ones are left out.
    pub fn texts_href(&self, conditions: &[(&str, &str)]) -> String {
        format!("{}/texts?{}", self.base(), written(conditions).trim_end_matches('&'))
    }

    /// Whether denied words are apart, where somebody may choose that.
    pub fn denied_input(&self) -> Option<InputView> {
        let apart = ChoiceView { value: "1".to_owned(), label: self.say("lookup-denied-apart") };
        may_tell_denied(&self.reading.dataset).then(|| {
            self.list("denied", "lookup-denied", &self.query.denied, vec![apart], "lookup-denied-together")
        })
    }

    /// What is said where they are; empty otherwise.
    pub fn denied_note(&self) -> String {
        if self.apart.is_empty() { String::new() } else { self.say("multivariate-note-denied") }
    }

    /// A field for a word.
    pub fn word_input(&self, label: &str) -> InputView {
        InputView {
            name: "word",
            label: self.say(label),
            value: self.query.word.clone(),
            choices: Vec::new(),
            blank: String::new(),
        }
    }

    /// A list of the word classes that are counted.
    pub fn class_input(&self, blank: &str) -> InputView {
        let used = WORD_CLASSES.iter().filter(|class| class.is_used);
        let choice = |class: &word_class::WordClass| ChoiceView {
            value: class.key.to_owned(),
            label: self.say(&format!("word-class-{}", class.key)),
        };
        self.list("class", "explore-class", &self.query.class, used.map(choice).collect(), blank)
    }

    /// A list of values, each with the key of its label.
    pub fn value_input(
        &self,
        name: &'static str,
        label: &str,
        value: &str,
        values: &[&str],
        key: fn(&str) -> String,
    ) -> InputView {
        let choice = |value: &&str| ChoiceView { value: (*value).to_owned(), label: self.say(&key(value)) };
        self.list(name, label, value, values.iter().map(choice).collect(), "")
    }

    /// A list of numbers.
    pub fn number_input(
        &self,
        name: &'static str,
        label: &str,
        value: usize,
        numbers: &[usize],
    ) -> InputView {
        let choice = |number: &usize| ChoiceView { value: number.to_string(), label: number.to_string() };
        self.list(name, label, &value.to_string(), numbers.iter().map(choice).collect(), "")
    }

    /// A list. `blank` is the key of the choice of none; empty where one has to be chosen.
    pub fn list(
        &self,
        name: &'static str,
        label: &str,
        value: &str,
        choices: Vec<ChoiceView>,
        blank: &str,
    ) -> InputView {
        let blank = if blank.is_empty() { String::new() } else { self.say(blank) };
        InputView { name, label: self.say(label), value: value.to_owned(), choices, blank }
    }
}

/// What is asked for if it is one of the values, else the usual one.
pub fn allowed<T: Copy + PartialEq>(asked: Option<T>, values: &[T], otherwise: T) -> T {
    asked.filter(|value| values.contains(value)).unwrap_or(otherwise)
}
