//! `--wave`: how words change from wave to wave (調査回), and whether the same people changed.

use std::collections::BTreeMap;

use analysis::statistics::mcnemar::{McNemar, mcnemar};
use analysis::statistics::residual::holm;
use analysis::table::crosstab::CodeHits;
use analysis::text::corpus::Document;
use analysis::text::named::named_first;
use analysis::text::normalize::normalize;
use analysis::text::people::People;
use analysis::text::terms::Term;
use analysis::text::trends::{Trend, Wave, trends};

use super::LANG;
use super::figures::Figures;
use crate::i18n::text;

/// Words that are followed beside those that somebody named: those of most people.
const MOST_WORDS: usize = 50;

/// More waves than this are no waves.
const MOST_WAVES: usize = 100;

/// Words through waves.
pub struct Waves {
    /// The column that says of which wave a text is.
    pub column: String,
    /// The waves in their order, with their texts.
    pub waves: Vec<Wave>,
    /// For each wave how many people wrote in it.
    pub n_people: Vec<usize>,
    /// Texts without a wave.
    pub n_left_out: usize,
    /// The words that are followed: those that somebody named, then those of most people.
    pub words: Vec<WaveWord>,
    /// The same people in the first and in the last wave, where names say who they are.
    pub paired: Option<Paired>,
}

/// A word through waves.
pub struct WaveWord {
    /// Counts and shares of people; its documents are people of a wave.
    pub trend: Trend,
    /// For each wave the texts with the word, ascending.
    pub texts: Vec<Vec<u32>>,
    /// Probability of the test after Holm's correction for all words.
    pub p_holm: Option<f64>,
}

/// People who wrote in the first and in the last wave, compared with themselves.
pub struct Paired {
    /// How many they are.
    pub n: usize,
    /// Words, themes and codes of coding rules.
    pub things: Vec<PairedThing>,
}

/// What a person's texts can be given to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PairedKind {
    /// A word.
    Word,
    /// A suggested theme.
    Theme,
    /// A code of coding rules.
    Rule,
}

impl PairedKind {
    /// What tables call it.
    pub fn key(self) -> &'static str {
        match self {
            PairedKind::Word => "word",
            PairedKind::Theme => "theme",
            PairedKind::Rule => "rule",
        }
    }
}

/// The texts behind the numbers of one thing before and after, ascending: those with it; of people who have it never all of theirs.
pub struct PairedTexts {
    /// Of people who have it before and after.
    pub both: Vec<u32>,
    /// Of people who have it before alone.
    pub lost: Vec<u32>,
    /// Of people who have it after alone.
    pub gained: Vec<u32>,
    /// Of people who have it never.
    pub neither: Vec<u32>,
}

/// One thing before and after.
pub struct PairedThing {
    /// What it is.
    pub kind: PairedKind,
    /// Dictionary form, or name of the code.
    pub name: String,
    /// Key of the class of a word; empty for codes.
    pub class: &'static str,
    /// People who have it before and after.
    pub both: usize,
    /// People who have it before alone.
    pub lost: usize,
    /// People who have it after alone.
    pub gained: usize,
    /// People who have it never.
    pub neither: usize,
    /// In which texts.
    pub texts: PairedTexts,
    /// McNemar's test; `None` where nobody changed.
    pub test: Option<McNemar>,
    /// Its probability after Holm's correction for all things of the kind.
    pub p_holm: Option<f64>,
}

/// What is known of texts besides their words.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// For each text who wrote it; empty when nobody said.
    pub persons: &'k [String],
    /// Codes of coding rules with their texts.
    pub rule_hits: &'k [CodeHits],
    /// Words that somebody named.
    pub words: &'k [String],
}

/// Follows words through the waves of a column. None where nobody asked for it; fewer than two waves, or too many, are added
/// to the problems.
pub fn of(
    column: Option<&str>,
    figures: &Figures,
    known: Known<'_>,
    problems: &mut Vec<String>,
) -> Option<Waves> {
    let column = column?.trim();
    let waves = waves(&figures.corpus.documents, column);
    if !(2..=MOST_WAVES).contains(&waves.len()) {
        let n = waves.len().to_string();
        let args = [("column", column.to_owned()), ("n", n), ("limit", MOST_WAVES.to_string())];
        problems.push(text(LANG, "analyze-wave-unfit", &args));
        return None;
    }
    let persons: Vec<Vec<u32>> = waves.iter().map(|wave| figures.people.of(&wave.documents)).collect();
    let words = named_first(&figures.terms, known.words, MOST_WORDS).words;
    let n_inside: usize = waves.iter().map(|wave| wave.documents.len()).sum();
    Some(Waves {
        column: column.to_owned(),
        n_people: persons.iter().map(Vec::len).collect(),
        n_left_out: figures.corpus.documents.len().saturating_sub(n_inside),
        words: followed(&words, &waves, &persons, &figures.people),
        paired: paired(&words, &waves, figures, known),
        waves,
    })
}

/// A piece of a name that is ordered as people order it: 第2回 before 第10回.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Text(String),
}

fn pieces(name: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for c in normalize(name).text.chars() {
        let digit = c.to_digit(10).map(u64::from);
        match (digit, found.last_mut()) {
            (Some(digit), Some(Piece::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(digit);
            }
            (Some(digit), _) => found.push(Piece::Number(digit)),
            (None, Some(Piece::Text(text))) => text.push(c),
            (None, _) => found.push(Piece::Text(c.to_string())),
        }
    }
    found
}

/// The waves with their texts. Their order follows from their names, so that the order of the file changes nothing.
fn waves(documents: &[Document], column: &str) -> Vec<Wave> {
    let mut found: BTreeMap<(Vec<Piece>, &str), Vec<u32>> = BTreeMap::new();
    for (number, document) in (0..).zip(documents) {
        let value = document.attributes.iter().find(|(name, _)| name == column);
        let value = value.map_or("", |(_, value)| value.trim());
        if !value.is_empty() {
            found.entry((pieces(value), value)).or_default().push(number);
        }
    }
    let wave =
        |((_, label), documents): ((Vec<Piece>, &str), Vec<u32>)| Wave { label: label.to_owned(), documents };
    found.into_iter().map(wave).collect()
}

/// Those of `documents` that are among `some`; both are ascending.
fn among(documents: &[u32], some: &[u32]) -> Vec<u32> {
    documents.iter().copied().filter(|document| some.binary_search(document).is_ok()).collect()
}

/// Words by people. Who writes in two waves counts once in each.
fn followed(words: &[&Term], waves: &[Wave], persons: &[Vec<u32>], people: &People) -> Vec<WaveWord> {
    let mut firsts: Vec<u32> = Vec::with_capacity(waves.len());
    let mut next = 0;
    for of_wave in persons {
        firsts.push(next);
        next += of_wave.len() as u32;
    }
    let of_people: Vec<Wave> = waves
        .iter()
        .zip(persons)
        .zip(&firsts)
        .map(|((wave, of_wave), &first)| Wave {
            label: wave.label.clone(),
            documents: (first..first + of_wave.len() as u32).collect(),
        })
        .collect();
    let texts: Vec<Vec<Vec<u32>>> = words
        .iter()
        .map(|word| waves.iter().map(|wave| among(&word.documents, &wave.documents)).collect())
        .collect();
    let by_people = |(word, texts): (&&Term, &Vec<Vec<u32>>)| {
        let mut documents: Vec<u32> = Vec::new();
        for ((texts, of_wave), &first) in texts.iter().zip(persons).zip(&firsts) {
            let places = people.of(texts);
            let places = places.iter().filter_map(|person| of_wave.binary_search(person).ok());
            documents.extend(places.map(|place| first + place as u32));
        }
        Term { n_documents: documents.len() as u32, documents, ..(*word).clone() }
    };
    let counted: Vec<Term> = words.iter().zip(&texts).map(by_people).collect();
    let trends = trends(&counted, &of_people);
    let probabilities: Vec<Option<f64>> =
        trends.iter().map(|trend| trend.test.as_ref().ok().map(|test| test.p)).collect();
    let corrected = holm(&probabilities);
    let lines = trends.into_iter().zip(texts).zip(corrected);
    lines.map(|((trend, texts), p_holm)| WaveWord { trend, texts, p_holm }).collect()
}

/// People whose name stands in the first and in the last wave. Copies of a text make nobody the same person here.
fn paired(words: &[&Term], waves: &[Wave], figures: &Figures, known: Known<'_>) -> Option<Paired> {
    let (first, last) = (waves.first()?, waves.last()?);
    let (before, after) = (named(first, known.persons), named(last, known.persons));
    let pairs: Vec<(&[u32], &[u32])> = before
        .iter()
        .filter_map(|(name, before)| Some((before.as_slice(), after.get(name)?.as_slice())))
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let mut things = Vec::new();
    let words = words.iter().map(|word| (word.lemma.clone(), word.class, word.documents.as_slice()));
    things.extend(compared(PairedKind::Word, words, &pairs));
    let code = |hits: &CodeHits| format!("{} {}", hits.name, hits.label).trim_end().to_owned();
    for (kind, hits) in [(PairedKind::Theme, figures.hits.as_slice()), (PairedKind::Rule, known.rule_hits)] {
        let spoken = hits.iter().filter(|hits| !hits.rows.is_empty());
        things.extend(compared(kind, spoken.map(|hits| (code(hits), "", hits.rows.as_slice())), &pairs));
    }
    Some(Paired { n: pairs.len(), things })
}

/// The texts of each person who is named.
fn named<'p>(wave: &Wave, persons: &'p [String]) -> BTreeMap<&'p str, Vec<u32>> {
    let mut found: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for &document in &wave.documents {
        let name = persons.get(document as usize).map(|name| name.trim()).unwrap_or_default();
        if !name.is_empty() {
            found.entry(name).or_default().push(document);
        }
    }
    found
}

/// Things of one kind, tested and corrected together.
fn compared<'t>(
    kind: PairedKind,
    things: impl Iterator<Item = (String, &'static str, &'t [u32])>,
    pairs: &[(&[u32], &[u32])],
) -> Vec<PairedThing> {
    let mut found: Vec<PairedThing> = things
        .map(|(name, class, documents)| {
            let has = |texts: &[u32]| texts.iter().any(|text| documents.binary_search(text).is_ok());
            let mut counts = [0_usize; 4];
            let mut texts: [Vec<u32>; 4] = Default::default();
            for (before, after) in pairs {
                let place = usize::from(has(before)) * 2 + usize::from(has(after));
                counts[place] += 1;
                let of_person = before.iter().chain(*after).copied();
                texts[place].extend(of_person.filter(|text| place == 0 || has(&[*text])));
            }
            texts.iter_mut().for_each(|texts| texts.sort_unstable());
            let [neither, gained, lost, both] = texts;
            let texts = PairedTexts { both, lost, gained, neither };
            let [neither, gained, lost, both] = counts;
            let test = mcnemar(lost, gained).ok();
            PairedThing { kind, name, class, both, lost, gained, neither, texts, test, p_holm: None }
        })
        .collect();
    let probabilities: Vec<Option<f64>> = found.iter().map(|thing| thing.test.map(|test| test.p)).collect();
    for (thing, p) in found.iter_mut().zip(holm(&probabilities)) {
        thing.p_holm = p;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_are_in_the_order_of_people() {
        let document = |value: &str| Document {
            id: String::new(),
            text: String::new(),
            attributes: vec![("回".to_owned(), value.to_owned())],
        };
        let documents = ["第10回", "第２回", "", "第2回", "第10回"].map(document);
        let found = waves(&documents, "回");
        let labels: Vec<(&str, &[u32])> =
            found.iter().map(|wave| (wave.label.as_str(), wave.documents.as_slice())).collect();
        assert_eq!(labels, [("第2回", &[3][..]), ("第２回", &[1][..]), ("第10回", &[0, 4][..])]);
        let labels = |values: [&str; 2]| -> Vec<String> {
            waves(&values.map(document), "回").into_iter().map(|wave| wave.label).collect()
        };
        assert_eq!(labels(["事後", "事前"]), ["事前", "事後"]);
        assert_eq!(labels(["2024年度", "2023年度"]), ["2023年度", "2024年度"]);
    }

    #[test]
    fn people_are_compared_with_themselves() {
        // Three people, each with a text before and one after.
        let pairs: [(&[u32], &[u32]); 3] = [(&[0], &[3]), (&[1], &[4]), (&[2], &[5])];
        let things =
            [("休暇".to_owned(), "noun", &[3, 4, 5][..]), ("送迎".to_owned(), "noun", &[0, 3, 4][..])];
        let found = compared(PairedKind::Word, things.into_iter(), &pairs);
        let counts = |thing: &PairedThing| [thing.both, thing.lost, thing.gained, thing.neither];
        assert_eq!(counts(&found[0]), [0, 0, 3, 0]);
        assert_eq!(counts(&found[1]), [1, 0, 1, 1]);
        let PairedTexts { both, lost, gained, neither } = &found[1].texts;
        assert_eq!([both, lost, gained, neither].map(Vec::as_slice), [&[0, 3][..], &[], &[4], &[2, 5]]);
        // By scipy.stats.binomtest(0, 3).pvalue = .25, of two things .5.
        let near = |found: Option<f64>, expected: f64| found.is_some_and(|p| (p - expected).abs() < 1e-9);
        assert!(near(found[0].test.map(|test| test.p), 0.25), "{:?}", found[0].test);
        assert!(near(found[0].p_holm, 0.5), "{:?}", found[0].p_holm);
    }
}
