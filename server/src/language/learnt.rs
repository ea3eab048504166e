//! Models of stance and theme that have learnt from what people of a survey decided, kept while they may be used.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use analysis::coding::classify::examples::{Example, shipped_examples};
use analysis::coding::classify::held_out::{ToldStance, macro_f1, tell_own};
use analysis::coding::classify::{Classification, Classifier};
use analysis::coding::stance::Stance;
use analysis::coding::suggest::Suggester;
use analysis::error::Error;
use analysis::text::Span;
use analysis::text::sentence::sentences_with_words;
use quick_cache::sync::Cache;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// How many models are kept; each takes some megabytes.
const KEPT: usize = 4;

/// After so many more judgements a model learns anew: it takes seconds, and one judgement changes little.
pub const LEARN_EVERY: usize = 10;

/// Of fewer judgements nothing is said about how well a model does.
pub const LEAST_JUDGED: usize = 30;

/// How many times a part of the judgements is kept back.
const FOLDS: usize = 5;

/// Of how many texts is kept how sure a model is of them.
const KEPT_TEXTS: usize = 100_000;

/// A model, and what is known of it.
pub struct Learnt {
    classifier: Classifier,
    /// What people of the survey decided, as far as it has learnt from it.
    judged: Vec<Example>,
    /// How well it does; nothing under [`LEAST_JUDGED`].
    pub held_out: Option<HeldOut>,
    margins: Cache<[u8; 32], f64>,
}

/// How well a model tells stances of judged texts that it had not learnt from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldOut {
    /// Texts.
    pub n: usize,
    /// Of them those whose stance it told as people did.
    pub n_right: usize,
    /// Macro-F1 of the model.
    pub macro_f1: f64,
    /// Macro-F1 of the cue rules alone.
    pub by_rules: f64,
}

/// What a model tells of a sentence.
pub struct ToldSentence {
    /// Where it stands, in code points of its text.
    pub span: Span,
    /// What it does and is about; places are code points of the sentence.
    pub told: Classification,
    /// The words that speak for it, each once.
    pub evidence: Vec<String>,
}

impl Learnt {
    fn new(suggester: &Suggester, judged: &[Example]) -> Result<Learnt, Error> {
        let mut examples = shipped_examples(&suggester.frame)?;
        let held_out = (judged.len() >= LEAST_JUDGED)
            .then(|| HeldOut::of(&tell_own(suggester, &examples, judged, FOLDS)));
        examples.extend_from_slice(judged);
        Ok(Learnt {
            classifier: Classifier::train(suggester, &examples),
            judged: judged.to_vec(),
            held_out,
            margins: Cache::new(KEPT_TEXTS),
        })
    }

    /// From how many judgements of people of the survey it has learnt.
    pub fn n_judged(&self) -> usize {
        self.judged.len()
    }

    /// What the sentences of a text do and are about, in their order.
    pub fn tell(&self, text: &str) -> Vec<ToldSentence> {
        let tell = |(span, words): (Span, &str)| {
            let told = self.classifier.classify(words);
            ToldSentence { span, evidence: evidence(words, &told), told }
        };
        sentences_with_words(text).into_iter().map(tell).collect()
    }

    /// The likeliest stance of a sentence.
    pub fn stance(&self, sentence: &str) -> Stance {
        self.classifier.stance(sentence)
    }

    /// How sure the model is of the least sure sentence of each text, on all threads: see [`Classification::margin`]; 1 where
    /// there is no sentence.
    pub fn margins(&self, texts: &[String]) -> Vec<f64> {
        texts.par_iter().map(|text| self.margin(text)).collect()
    }

    fn margin(&self, text: &str) -> f64 {
        let key: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        if let Some(margin) = self.margins.get(&key) {
            return margin;
        }
        let sentences = sentences_with_words(text).into_iter();
        let margin = sentences.map(|(_, words)| self.classifier.margin(words)).fold(1.0, f64::min);
        self.margins.insert(key, margin);
        margin
    }
}

impl HeldOut {
    fn of(told: &[ToldStance]) -> HeldOut {
        let f1 = |by: &dyn Fn(&ToldStance) -> Stance| {
            macro_f1(&told.iter().map(|one| (one.right, by(one))).collect::<Vec<_>>())
        };
        HeldOut {
            n: told.len(),
            n_right: told.iter().filter(|one| one.right == one.told).count(),
            macro_f1: f1(&|one| one.told),
            by_rules: f1(&|one| one.by_rules),
        }
    }

    /// Whether the model is worth more than the rules that it knows.
    pub fn is_better_than_rules(&self) -> bool {
        self.macro_f1 > self.by_rules
    }
}

fn evidence(sentence: &str, told: &Classification) -> Vec<String> {
    let themes = told.theme.iter().flat_map(|theme| &theme.evidence);
    let mut found: Vec<String> = Vec::new();
    for place in themes.chain(&told.evidence) {
        let word = place.of(sentence).trim();
        if !word.is_empty() && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// A model that has been learnt, or is being learnt by somebody else who asked first.
type Slot = Arc<OnceLock<Result<Arc<Learnt>, Arc<Error>>>>;

struct Kept {
    /// The survey and the purpose that it has learnt for; empty for the model that learnt from no survey.
    owner: String,
    key: [u8; 32],
    slot: Slot,
}

/// The models that are kept, the newest first, one an owner.
#[derive(Default)]
pub struct Models(Mutex<Vec<Kept>>);

impl Models {
    /// The model that has learnt from these judgements, save for the last few of them (see [`LEARN_EVERY`]). It is learnt
    /// once, which takes seconds.
    ///
    /// # Errors
    /// When the shipped texts are malformed, which a test excludes.
    pub fn learnt(
        &self,
        suggester: &Suggester,
        owner: &str,
        judged: &[Example],
    ) -> Result<Arc<Learnt>, Arc<Error>> {
        let judged = judged.get(..judged.len() - judged.len() % LEARN_EVERY).unwrap_or_default();
        let owner = if judged.is_empty() { "" } else { owner };
        let learn = || Learnt::new(suggester, judged).map(Arc::new).map_err(Arc::new);
        self.slot(owner, fingerprint(judged)).get_or_init(learn).clone()
    }

    /// A model that need not be waited for: the last one of the owner, if all that it has learnt from may still be used, or
    /// the one of the shipped texts.
    pub fn ready(&self, owner: &str, judged: &[Example]) -> Option<Arc<Learnt>> {
        let may_be_used: HashSet<&Example> = judged.iter().collect();
        let kept = self.kept();
        let of = |owner: &str| {
            let own = kept.iter().find(|kept| kept.owner == owner)?;
            own.slot.get()?.as_ref().ok().cloned()
        };
        of(owner).filter(|own| own.judged.iter().all(|one| may_be_used.contains(one))).or_else(|| of(""))
    }

    /// The place of a model. An older one of the same owner goes: it may know texts that have been withdrawn.
    fn slot(&self, owner: &str, key: [u8; 32]) -> Slot {
        let mut kept = self.kept();
        if let Some(known) = kept.iter().find(|kept| kept.owner == owner && kept.key == key) {
            return Arc::clone(&known.slot);
        }
        let slot = Slot::default();
        kept.retain(|kept| kept.owner != owner);
        kept.insert(0, Kept { owner: owner.to_owned(), key, slot: Arc::clone(&slot) });
        kept.truncate(KEPT);
        slot
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Names judgements.
fn fingerprint(judged: &[Example]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for one in judged {
        let theme = one.theme.as_deref().unwrap_or_default();
        for part in [one.text.as_str(), one.stance.key(), theme] {
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(n: usize) -> Vec<Example> {
        let one = |n| Example { text: format!("例会の件{n}"), stance: Stance::GoodPractice, theme: None };
        (0..n).map(one).collect()
    }

    fn model(judged: &[Example]) -> Arc<Learnt> {
        let suggester = Suggester::shipped().unwrap();
        Arc::new(Learnt {
            classifier: Classifier::train(&suggester, judged),
            judged: judged.to_vec(),
            held_out: None,
            margins: Cache::new(10),
        })
    }

    fn keep(models: &Models, owner: &str, judged: &[Example]) {
        assert!(models.slot(owner, fingerprint(judged)).set(Ok(model(judged))).is_ok());
    }

    #[test]
    fn a_model_is_ready_while_all_that_it_learnt_from_may_be_used() {
        let models = Models::default();
        let ready = |owner: &str, judged: &[Example]| models.ready(owner, judged).map(|own| own.n_judged());
        assert_eq!(ready("1", &judged(12)), None);
        keep(&models, "1", &judged(10));
        assert_eq!(ready("1", &judged(12)), Some(10));
        assert_eq!(ready("2", &judged(12)), None, "another survey has another model");
        assert_eq!(ready("1", &judged(12)[1..]), None, "a text that it learnt from was withdrawn");
        keep(&models, "", &[]);
        assert_eq!(ready("1", &judged(12)[1..]), Some(0));
        assert_eq!(ready("2", &[]), Some(0));
        // The newer model of a survey takes the place of the older one, and few are kept.
        keep(&models, "1", &judged(20));
        assert_eq!(ready("1", &judged(12)), Some(0));
        assert_eq!(models.kept().iter().filter(|kept| kept.owner == "1").count(), 1);
        for owner in 3..9 {
            keep(&models, &owner.to_string(), &judged(10));
        }
        assert_eq!(models.kept().len(), KEPT);
    }

    #[test]
    fn it_learns_anew_after_some_judgements() {
        let models = Models::default();
        let suggester = Suggester::shipped().unwrap();
        keep(&models, "1", &judged(10));
        for n in [10, 19] {
            assert_eq!(models.learnt(&suggester, "1", &judged(n)).unwrap().n_judged(), 10);
        }
        keep(&models, "", &[]);
        assert_eq!(models.learnt(&suggester, "1", &judged(9)).unwrap().n_judged(), 0);
    }

    #[test]
    fn what_was_told_is_counted() {
        use Stance::{Challenge, Other, Request};
        let told = |right, told, by_rules| ToldStance { right, told, by_rules };
        let found = HeldOut::of(&[
            told(Challenge, Challenge, Other),
            told(Request, Request, Request),
            told(Other, Request, Other),
        ]);
        assert_eq!((found.n, found.n_right), (3, 2));
        assert!(found.macro_f1 > 0.5 && found.macro_f1 < 1.0);
        assert!(!HeldOut::of(&[]).is_better_than_rules());
    }

    #[test]
    fn words_that_speak_for_an_answer_are_given_once() {
        let text = "手帳がない。\n窓口を一つにしてほしい。";
        let model = model(&shipped_examples(&Suggester::shipped().unwrap().frame).unwrap()[..200]);
        let told = model.tell(text);
        assert_eq!(told.len(), 2);
        assert_eq!(told[1].span.of(text).trim(), "窓口を一つにしてほしい。");
        for sentence in &told {
            let words: HashSet<&String> = sentence.evidence.iter().collect();
            assert_eq!(words.len(), sentence.evidence.len());
            assert!(sentence.evidence.iter().all(|word| sentence.span.of(text).contains(word.as_str())));
        }
        let margins = model.margins(&[text.to_owned(), String::new(), text.to_owned()]);
        assert_eq!((margins[0], margins[1]), (margins[2], 1.0));
    }
}
