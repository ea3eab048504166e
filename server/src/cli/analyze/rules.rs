//! `--rules`: KH Coder's coding rules on the texts, counted by units.

mod rows;

use std::path::PathBuf;

use analysis::document::{Cell, Sheet};
use analysis::rules::coder::{CodedUnits, Coder, Coding, Material};
use analysis::rules::evidence::Evidence;
use analysis::rules::problem::{MAX_PROBLEMS, ProblemKind, RuleProblem};
use analysis::rules::{RuleFile, read};
use analysis::table::crosstab::CodeHits;
use analysis::text::cooccurrence::Network;
use analysis::text::corpus::Corpus;
use analysis::text::encoding::TextEncoding;
use analysis::text::headed::Outline;
use analysis::text::people::People;
use analysis::text::units::{Unit, units};
use anyhow::{Context, bail};

pub use self::rows::CodesByUnit;
use self::rows::rows;
use super::input::bytes;
use super::matrix::CodeMatrix;
use super::options::Options;
use super::unit_texts::UnitTexts;
use super::{AnalyzeArgs, LANG, id_of, rule_pairs};
use crate::i18n::text;
use crate::view::input_problem::quoted;

/// Places in `rule_hits.csv`. Where there are more it is told so.
pub const MOST_PLACES: usize = 1_000_000;

/// Words of rules that occur nowhere and are named.
const MOST_NOWHERE: usize = 5;

/// Rules with what they are counted in.
pub struct Rules {
    path: PathBuf,
    file: RuleFile,
    unit: Unit,
    /// Whether the words that fired are wanted.
    is_evidence_wanted: bool,
    /// Whether units by codes are wanted as a table.
    is_matrix_wanted: bool,
    /// What looked wrong when they were read.
    warnings: Vec<String>,
}

/// What came of them.
pub struct Ruled {
    /// Name of the file.
    pub source: String,
    /// What was counted in.
    pub unit: Unit,
    /// How many units there are (N).
    pub n_units: u32,
    /// Codes of the file.
    pub n_codes: usize,
    /// The codes in the order of the file, and the units without one.
    pub rows: Vec<RuleRow>,
    /// The units of each code, ascending.
    pub units: Vec<Vec<u32>>,
    /// Which of the codes go together, as it is shown.
    pub network: Network,
    /// In which texts the units stand.
    pub unit_texts: UnitTexts,
    /// For each code what fired, where that is wanted; no more than [`MOST_PLACES`] in all.
    pub fired: Option<Vec<Fired>>,
    /// The code whose places are the last ones of that, where there are more.
    pub cut_at: Option<String>,
    /// The units with their codes, where that is wanted.
    pub matrix: Option<CodeMatrix>,
    /// What is worth a look: words that occur nowhere, codes without a hit.
    pub warnings: Vec<String>,
}

/// What fired for a code.
pub struct Fired {
    /// Its name as in the file.
    pub code: String,
    /// The places in the texts, in their order.
    pub places: Vec<Evidence>,
}

/// A code whose associated words somebody wants.
pub struct NamedCode {
    /// Its name as in the file, with the star.
    pub name: String,
    /// The texts that it is in.
    pub documents: Vec<u32>,
    /// The units that it is given to: what words are compared by, unless that is people.
    pub units: Vec<u32>,
}

/// Whether a word that is named is the name of a code.
pub fn is_code(word: &str) -> bool {
    word.trim().starts_with(STARS)
}

/// What the names of codes begin with.
const STARS: [char; 2] = ['＊', '*'];

/// One code.
pub struct RuleRow {
    /// Its name as in the file.
    pub name: String,
    /// Units that it is given to.
    pub n: u32,
    /// The texts of those units, ascending, each once: of each unit those in which something fired, or all where nothing did.
    pub documents: Vec<u32>,
}

impl RuleRow {
    /// Its share of all units in per cent.
    pub fn percent(&self, n_units: u32) -> f64 {
        f64::from(self.n) * 100.0 / f64::from(n_units.max(1))
    }
}

impl Ruled {
    /// The codes with their texts, to be set against what is known of texts; none where other units were counted.
    pub fn hits(&self) -> Vec<CodeHits> {
        let codes = if self.unit == Unit::Document { self.n_codes } else { 0 };
        let hits = |row: &RuleRow| CodeHits {
            name: row.name.clone(),
            label: String::new(),
            rows: row.documents.clone(),
        };
        self.rows.iter().take(codes).map(hits).collect()
    }

    /// The codes among words that are named (＊手帳). Those that there are not, and those that are counted in another unit than words, are
    /// added to the problems.
    pub fn named(&self, words: &[String], count_in: Unit, problems: &mut Vec<String>) -> Vec<NamedCode> {
        let mut found: Vec<NamedCode> = Vec::new();
        for word in words.iter().filter(|word| is_code(word)) {
            let name = format!("＊{}", word.trim().trim_start_matches(STARS));
            if found.iter().any(|known| known.name == name) {
                continue;
            }
            let mut codes = self.rows.iter().zip(&self.units);
            let code = codes.find(|(row, _)| row.name == name);
            let wrong = match code {
                None => Some("analyze-code-unknown"),
                Some(_) if ![Unit::Person, self.unit].contains(&count_in) => Some("analyze-code-other-unit"),
                Some(_) => None,
            };
            problems.extend(wrong.map(|key| text(LANG, key, &[("code", name.clone())])));
            if let (Some((row, units)), None) = (code, wrong) {
                found.push(NamedCode { name, documents: row.documents.clone(), units: units.clone() });
            }
        }
        found
    }

    /// How many units have both of two codes, given by their places, and in which texts of these either is told.
    pub fn with_both(&self, one: usize, other: usize) -> (usize, Vec<u32>) {
        let units = |place: usize| self.units.get(place).map(Vec::as_slice).unwrap_or_default();
        let row = |place: usize| self.rows.get(place).map(|row| row.documents.as_slice()).unwrap_or_default();
        let others = units(other);
        let both = units(one).iter().copied().filter(|unit| others.binary_search(unit).is_ok());
        let both: Vec<u32> = both.collect();
        (both.len(), self.unit_texts.with_either(&both, [row(one), row(other)]))
    }

    /// rules.csv; `people` says who wrote what. Of what stands below headings nobody says who wrote it.
    pub fn sheet(&self, corpus: &Corpus, people: &People) -> Sheet {
        let n_people = |row: &RuleRow| match self.unit {
            Unit::Heading(_) => Cell::Empty,
            _ => Cell::Integer(people.count(&row.documents).into()),
        };
        let cells = |row: &RuleRow| {
            let ids: Vec<&str> = row.documents.iter().map(|&document| id_of(corpus, document)).collect();
            vec![
                Cell::text(&row.name),
                Cell::Integer(row.n.into()),
                Cell::Integer(self.n_units.into()),
                Cell::rounded(Some(row.percent(self.n_units)), 2),
                Cell::Text(self.unit.name().into()),
                n_people(row),
                Cell::Text(ids.join(" ").into()),
            ]
        };
        let columns = ["code", "n", "N", "percent", "unit", "people", "ids"].map(str::to_owned).to_vec();
        Sheet { name: "rules".to_owned(), columns, rows: self.rows.iter().map(cells).collect() }
    }
}

impl Rules {
    /// Reads the file that the arguments name, if they name one.
    ///
    /// # Errors
    /// With words for the person at the terminal: every mistake with its line and column.
    pub fn read(args: &AnalyzeArgs, encoding: Option<TextEncoding>) -> anyhow::Result<Option<Rules>> {
        let unit = Unit::named(&args.unit)
            .with_context(|| text(LANG, "analyze-unit-unknown", &[("unit", args.unit.clone())]))?;
        let Some(path) = &args.rules else { return Ok(None) };
        let (file, problems) = read(&bytes(path)?, encoding);
        if !file.source.is_certain {
            bail!(text(LANG, "analyze-encoding-unclear", &[("path", path.display().to_string())]));
        }
        let (is_evidence_wanted, is_matrix_wanted) = (args.evidence, args.matrix);
        let (path, warnings) = (path.clone(), Vec::new());
        let mut rules = Rules { path, file, unit, is_evidence_wanted, is_matrix_wanted, warnings };
        let errors: Vec<String> = problems
            .iter()
            .filter(|problem| problem.kind.is_error())
            .map(|problem| rules.words(problem))
            .collect();
        if !errors.is_empty() {
            let args = [("path", rules.path.display().to_string()), ("n", errors.len().to_string())];
            let is_all = problems.len() < MAX_PROBLEMS;
            let key = if is_all { "analyze-rules-refused" } else { "analyze-rules-refused-most" };
            bail!("{}\n{}", text(LANG, key, &args), errors.join("\n"));
        }
        if rules.file.codes.is_empty() {
            bail!(text(LANG, "analyze-rules-none", &[("path", rules.path.display().to_string())]));
        }
        rules.warnings = rules.worth_a_look(&problems);
        Ok(Some(rules))
    }

    /// Counts the units of each code; `options` say how the network of the codes is made. That not all that fired is told is added to
    /// the problems.
    pub fn apply(
        &self,
        corpus: &Corpus,
        outline: &Outline,
        persons: &[String],
        stop_words: &[String],
        options: &Options,
        problems: &mut Vec<String>,
    ) -> Ruled {
        let units = units(corpus, outline, self.unit, persons);
        let mut coder = Coder::new(&self.file, Material { corpus, outline, units: &units, stop_words });
        let coding = coder.code();
        let lint = coder.lint(&coding);
        let (fired, cut_at) = match self.is_evidence_wanted {
            true => fired(&coder, &coding, MOST_PLACES),
            false => (Vec::new(), None),
        };
        if let Some(code) = &cut_at {
            problems.push(text(LANG, "analyze-evidence-cut", &cut_args(code)));
        }
        let rows = rows(&coder, &coding, &units);
        let warnings = [self.warnings.clone(), self.worth_a_look(&lint)].concat();
        let (unit_texts, n_codes) = (UnitTexts::of(&units), coding.codes.len());
        let matrix = self.is_matrix_wanted.then(|| CodeMatrix::of(&units, &coding));
        let units: Vec<Vec<u32>> = coding.codes.into_iter().map(|code| code.units).collect();
        Ruled {
            source: self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            unit: self.unit,
            n_units: coding.n_units,
            n_codes,
            network: rule_pairs::network(&rows, &units, coding.n_units, options),
            rows,
            unit_texts,
            matrix,
            units,
            fired: self.is_evidence_wanted.then_some(fired),
            cut_at,
            warnings,
        }
    }

    /// Problems that are no errors, in words. Of words that occur nowhere the first ones are named: long lists of rules have many that a
    /// short file does not.
    fn worth_a_look(&self, problems: &[RuleProblem]) -> Vec<String> {
        let is_nowhere = |problem: &&RuleProblem| problem.kind == ProblemKind::UnknownWord;
        let n_nowhere = problems.iter().filter(is_nowhere).count();
        let mut n_named = 0;
        let mut lines = Vec::new();
        for problem in problems {
            n_named += usize::from(is_nowhere(&problem));
            if n_named <= MOST_NOWHERE || !is_nowhere(&problem) {
                lines.push(self.words(problem));
            }
        }
        let mut add = |key: &str, n: usize| {
            let args = [("path", self.path.display().to_string()), ("n", n.to_string())];
            lines.push(text(LANG, key, &args));
        };
        if n_nowhere > MOST_NOWHERE {
            add("analyze-rules-unknown-more", n_nowhere - MOST_NOWHERE);
        }
        if problems.len() >= MAX_PROBLEMS {
            add("analyze-rules-warnings-cut", problems.len());
        }
        lines
    }

    fn words(&self, problem: &RuleProblem) -> String {
        let key = format!("analyze-rules-{}", problem.kind.code());
        let detail = match problem.kind {
            // Names with the places where they stand.
            ProblemKind::DuplicateCode | ProblemKind::CircularCode => problem.detail.clone(),
            _ => quoted(&problem.detail),
        };
        let words = text(LANG, &key, &[("detail", detail)]);
        format!("{}:{}:{}: {words}", self.path.display(), problem.place.line, problem.place.column)
    }
}

/// The arguments of messages that say after which code no more places are told.
pub fn cut_args(code: &str) -> [(&'static str, String); 2] {
    [("limit", MOST_PLACES.to_string()), ("code", code.to_owned())]
}

/// The name of a code as in the file.
fn starred(code: &CodedUnits) -> String {
    format!("＊{}", code.name)
}

/// What fired for each code, up to `most` places in all, and the code with which these are used up.
fn fired(coder: &Coder<'_>, coding: &Coding, most: usize) -> (Vec<Fired>, Option<String>) {
    let mut room = most;
    let mut found = Vec::new();
    for (number, code) in coding.codes.iter().enumerate() {
        let (places, is_cut) = coder.fired_within(number, &code.units, room);
        room = room.saturating_sub(places.len());
        found.push(Fired { code: starred(code), places });
        if is_cut {
            return (found, Some(starred(code)));
        }
    }
    (found, None)
}

/// Looks whether the texts have what codes are counted in, also where there are no rules: who names a unit wants it.
///
/// # Errors
/// With words for the person at the terminal, when they have no such headings.
pub fn check(args: &AnalyzeArgs, outline: &Outline) -> anyhow::Result<()> {
    Unit::named(&args.unit).map_or(Ok(()), |unit| check_headings(args, outline, unit, "--unit"))
}

/// Looks whether the texts have the headings that an option wants to count in.
///
/// # Errors
/// With words for the person at the terminal, when they have none.
pub fn check_headings(args: &AnalyzeArgs, outline: &Outline, unit: Unit, option: &str) -> anyhow::Result<()> {
    match unit {
        Unit::Heading(level) if outline.of_level(level).next().is_none() => {
            let path = args.file.display().to_string();
            let told = [("path", path), ("option", option.to_owned()), ("unit", unit.name())];
            bail!(text(LANG, "analyze-no-headings", &told))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use analysis::rules::problem::Place;

    use super::*;

    #[test]
    fn every_problem_has_words() {
        let file = analysis::rules::parse_text("＊a\n相談\n").0;
        let (path, unit, warnings) = ("a.cod".into(), Unit::Document, Vec::new());
        let rules = Rules { path, file, unit, is_evidence_wanted: false, is_matrix_wanted: false, warnings };
        for kind in ProblemKind::ALL {
            let problem = RuleProblem { kind, place: Place { line: 3, column: 7 }, detail: "語".to_owned() };
            let words = rules.words(&problem);
            assert!(words.starts_with("a.cod:3:7: ") && !words.contains("analyze-rules-"), "{words}");
        }
    }

    #[test]
    fn words_that_occur_nowhere_are_summed_up() {
        let file = analysis::rules::parse_text("＊a\n相談\n").0;
        let (path, unit, warnings) = ("a.cod".into(), Unit::Document, Vec::new());
        let rules = Rules { path, file, unit, is_evidence_wanted: false, is_matrix_wanted: false, warnings };
        let problem = |kind: ProblemKind, line: u32| {
            let place = Place { line, column: 1 };
            RuleProblem { kind, place, detail: "語".to_owned() }
        };
        let mut problems: Vec<RuleProblem> = (1..=67).map(|n| problem(ProblemKind::UnknownWord, n)).collect();
        problems.push(problem(ProblemKind::NoHits, 68));
        let told = rules.worth_a_look(&problems);
        assert_eq!(told.len(), 7, "{told:?}");
        assert!(told[4].starts_with("a.cod:5:1: ") && told[5].starts_with("a.cod:68:1: "), "{told:?}");
        assert!(told[6].contains("a.cod：ほかに62か所"), "{told:?}");
        assert_eq!(rules.worth_a_look(&problems[..5]).len(), 5);
    }
}
