//! Turns the words that lindera found into the words that are counted, each looked up once.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::denial::{Role, mark_denied, role};
use super::{MARKUP, Token, Word};
use crate::text::Span;
use crate::text::normalize::lower_case;
use crate::text::tokenizer::{Convention, Entry, Tokenizer};
use crate::text::word_class::{self, ClassId, Features};

/// A token before its word is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawToken {
    pub span: Span,
    pub word: FoundWord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FoundWord {
    /// A word of IPADIC, by its number.
    System(u32),
    /// A word of the field, or one's own.
    Own(u32),
    /// A word of none: the entry of unk.def that fits, and the bytes of its characters where those are kept.
    Unknown { entry: u32, start: u32, end: u32 },
    /// A part of a tag (`<b>`), whatever a dictionary says of it.
    Markup,
}

#[derive(Clone, Copy)]
struct Form {
    word: u32,
    role: Role,
    inflection: u8,
}

const NOT_LOOKED_UP: u32 = u32::MAX;

pub(super) struct LexiconBuilder<'t> {
    tokenizer: &'t Tokenizer,
    words: Vec<Word>,
    /// For each of `words` whether no dictionary has it, so that its class is a guess.
    is_guess: Vec<bool>,
    by_word: HashMap<(String, ClassId), u32>,
    inflections: Vec<String>,
    forms: Vec<Form>,
    /// Index in `forms` for each word of IPADIC.
    system: Vec<u32>,
    /// The same for words of the field and one's own.
    own: HashMap<u32, u32>,
    /// The same for words of none, by entry and characters.
    unknown: HashMap<u32, HashMap<String, u32>>,
    /// The roles of the tokens of the document at hand.
    document: Vec<Role>,
}

impl<'t> LexiconBuilder<'t> {
    pub(super) fn new(tokenizer: &'t Tokenizer) -> Self {
        Self {
            tokenizer,
            words: Vec::new(),
            is_guess: Vec::new(),
            by_word: HashMap::new(),
            inflections: vec![String::new()],
            forms: Vec::new(),
            system: Vec::new(),
            own: HashMap::new(),
            unknown: HashMap::new(),
            document: Vec::new(),
        }
    }

    /// Looks up the words of one document and adds its tokens.
    pub(super) fn add_tokens(&mut self, raw: &[RawToken], unknown: &str, tokens: &mut Vec<Token>) {
        let first = tokens.len();
        self.document.clear();
        for token in raw {
            let form = match token.word {
                FoundWord::System(id) => self.system(id),
                FoundWord::Own(id) => self.own(id),
                FoundWord::Unknown { entry, start, end } => {
                    self.unknown(entry, unknown.get(start as usize..end as usize).unwrap_or_default())
                }
                FoundWord::Markup => {
                    let word = self.intern(MARKUP, word_class::other(), false);
                    Form { word, role: Role::Boundary, inflection: 0 }
                }
            };
            let Form { word, role, inflection } = form;
            self.document.push(role);
            tokens.push(Token { span: token.span, word, is_negated: false, inflection });
        }
        if let Some(added) = tokens.get_mut(first..) {
            mark_denied(&self.document, &self.words, added);
        }
    }

    fn system(&mut self, id: u32) -> Form {
        let at = id as usize;
        if self.system.len() <= at {
            self.system.resize(at + 1, NOT_LOOKED_UP);
        }
        if let Some(form) = self.forms.get(self.system[at] as usize) {
            return *form;
        }
        let index = self.look_up(Entry::System(id), "");
        self.system[at] = index;
        self.forms[index as usize]
    }

    fn own(&mut self, id: u32) -> Form {
        if let Some(&index) = self.own.get(&id) {
            return self.forms[index as usize];
        }
        let index = self.look_up(Entry::Own(id), "");
        self.own.insert(id, index);
        self.forms[index as usize]
    }

    fn unknown(&mut self, entry: u32, surface: &str) -> Form {
        let known = self.unknown.get(&entry).and_then(|of_entry| of_entry.get(surface));
        if let Some(&index) = known {
            return self.forms[index as usize];
        }
        let in_dictionary = if self.is_khcoder() { None } else { in_dictionary(self.tokenizer, surface) };
        let index = self.look_up(in_dictionary.unwrap_or(Entry::Unknown(entry)), surface);
        self.unknown.entry(entry).or_default().insert(surface.to_owned(), index);
        self.forms[index as usize]
    }

    /// Reads a word's features from its dictionary. `surface` is its dictionary form when it has no other.
    fn look_up(&mut self, word: Entry, surface: &str) -> u32 {
        let Reading { lemma, class, role, inflection } = read(self.tokenizer, word, surface);
        let inflection = self.intern_inflection(inflection);
        let is_guess = matches!(word, Entry::Unknown(_));
        let form = Form { word: self.intern(lemma, class, is_guess), role, inflection };
        self.forms.push(form);
        (self.forms.len() - 1) as u32
    }

    fn intern(&mut self, lemma: &str, class: ClassId, is_guess: bool) -> u32 {
        let next = self.words.len() as u32;
        let word = *self.by_word.entry((lemma.to_owned(), class)).or_insert_with(|| {
            self.words.push(Word { lemma: lemma.to_owned(), class });
            self.is_guess.push(true);
            next
        });
        self.is_guess[word as usize] &= is_guess;
        word
    }

    fn is_khcoder(&self) -> bool {
        self.tokenizer.convention() == Convention::KhCoder
    }

    /// IPADIC has a few dozen forms; a dictionary with more than 255 keeps the rest without.
    fn intern_inflection(&mut self, name: &str) -> u8 {
        if name == "*" {
            return 0;
        }
        let known = self.inflections.iter().position(|known| known == name);
        let index = known.unwrap_or(self.inflections.len());
        let Ok(number) = u8::try_from(index) else { return 0 };
        if known.is_none() {
            self.inflections.push(name.to_owned());
        }
        number
    }

    /// Makes one word of the same noun in several classes and of a word of no dictionary whatever was guessed of it (KH Coder:
    /// of the same letters in upper and lower case), then gives the words, numbered by first occurrence, and the forms of inflection.
    pub(super) fn finish(self, tokens: &mut [Token]) -> (Vec<Word>, Vec<String>) {
        let mut counts = vec![0_u32; self.words.len()];
        for token in tokens.iter() {
            counts[token.word as usize] += 1;
        }
        let targets = match self.tokenizer.convention() {
            Convention::Kikitori => merge_classes(&self.words, &self.is_guess, &counts),
            Convention::KhCoder => merge_cases(&self.words),
        };
        let mut numbers = vec![u32::MAX; self.words.len()];
        let mut words = Vec::new();
        for token in tokens {
            let target = targets[token.word as usize];
            let number = &mut numbers[target as usize];
            if *number == u32::MAX {
                *number = words.len() as u32;
                words.push(self.words[target as usize].clone());
            }
            token.word = *number;
        }
        (words, self.inflections)
    }
}

/// For each word the word it is counted as by KH Coder, whose database does not tell a from A: the first one of the
/// same class in the order of their characters' numbers (LORA before LoRA).
fn merge_cases(words: &[Word]) -> Vec<u32> {
    let key = |word: &Word| (lower_case(&word.lemma), word.class);
    let mut first: HashMap<(String, ClassId), u32> = HashMap::new();
    for (index, word) in words.iter().enumerate() {
        let entry = first.entry(key(word)).or_insert(index as u32);
        if word.lemma < words[*entry as usize].lemma {
            *entry = index as u32;
        }
    }
    let target = |(index, word): (usize, &Word)| first.get(&key(word)).copied().unwrap_or(index as u32);
    words.iter().enumerate().map(target).collect()
}

/// For each word the word it is counted as: nouns and guesses are one with the same letters in another class. What a dictionary
/// says goes before a guess, a noun before another class, then the class that is most frequent, then the first one in the list of
/// classes; so the order of the texts is of no matter.
pub(super) fn merge_classes(words: &[Word], is_guess: &[bool], counts: &[u32]) -> Vec<u32> {
    let mut best: HashMap<&str, usize> = HashMap::new();
    let is_noun = |index: usize| word_class::get(words[index].class).is_noun;
    let rank = |index: usize| (!is_guess[index], is_noun(index), counts[index], Reverse(words[index].class));
    for (index, word) in words.iter().enumerate() {
        // A particle of the same letters is another word.
        if !is_guess[index] && !word_class::get(word.class).is_used {
            continue;
        }
        let best = best.entry(&word.lemma).or_insert(index);
        if rank(index) > rank(*best) {
            *best = index;
        }
    }
    let target = |(index, word): (usize, &Word)| match best.get(word.lemma.as_str()) {
        Some(&best) if is_guess[index] || is_noun(index) => best as u32,
        _ => index as u32,
    };
    words.iter().enumerate().map(target).collect()
}

/// What is counted of a word, from its features.
struct Reading<'a> {
    lemma: &'a str,
    class: ClassId,
    role: Role,
    inflection: &'a str,
}

fn read<'a>(tokenizer: &'a Tokenizer, word: Entry, surface: &'a str) -> Reading<'a> {
    let features: Vec<&str> = tokenizer.features(word).collect();
    let feature = |at: usize| features.get(at).copied().filter(|text| !text.is_empty()).unwrap_or("*");
    let lemma = match feature(6) {
        "*" => surface,
        lemma => lemma,
    };
    let parts: Vec<&str> = (0..4).map(feature).take_while(|part| *part != "*").collect();
    let mut part_of_speech = parts.join("-");
    let is_khcoder = tokenizer.convention() == Convention::KhCoder;
    // Where a sentence begins, letters are guessed to be a call (AI、…); they are a name or a noun as elsewhere.
    let is_guess = !is_khcoder && matches!(word, Entry::Unknown(_));
    if is_guess && part_of_speech == "感動詞" && !lemma.chars().any(is_kana) {
        part_of_speech = "名詞-一般".to_owned();
    }
    // One byte is a sign, or a letter that stands for a name that is not told (Aさん, B事業所).
    let is_word = is_khcoder || lemma.len() > 1 && lemma.chars().any(char::is_alphabetic);
    let class = if is_word {
        word_class::classify(Features { part_of_speech: &part_of_speech, lemma })
    } else {
        word_class::other()
    };
    let inflection = feature(5);
    Reading { lemma, class, role: role(&part_of_speech, lemma, inflection), inflection }
}

/// The word that IPADIC has for characters that were taken for an unknown one, as katakana and letters may be in spite of it: of
/// words that do not inflect and are counted the one of least cost.
fn in_dictionary(tokenizer: &Tokenizer, surface: &str) -> Option<Entry> {
    let found = tokenizer.dictionary.words.prefix_dictionary.prefix(surface);
    let found = found.filter(|(n_bytes, _)| *n_bytes == surface.len());
    let mut found: Vec<(i16, u32)> = found.map(|(_, word)| (word.word_cost(), word.word_id().id())).collect();
    found.sort_unstable();
    let mut entries = found.into_iter().map(|(_, id)| Entry::System(id));
    entries.find(|entry| {
        let Reading { lemma, class, inflection, .. } = read(tokenizer, *entry, surface);
        lemma == surface && inflection == "*" && word_class::get(class).is_used
    })
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}')
}
