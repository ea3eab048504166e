//! Reads the cue rules of the stances and compiles them.

use regex::Regex;

use super::Stance;
use crate::coding::endings::Endings;
use crate::coding::spotter::Spotter;
use crate::error::Error;

const FILE: &str = "stance-rules.tsv";

/// Clauses that end like this stand in contrast to what follows.
const CONTRAST: &str = "(?:ですが|ますが|だが|たが|るが|いが|んが|けれども|けれど|けど|ものの|のに|一方で|しかし|ただし|ただ)、|けれども|ものの";

/// What a rule for the end of a sentence means.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ending {
    /// Courtesy or hearsay: what stands before it decides.
    Tail,
    /// It speaks for a stance.
    For(Stance, f64),
}

/// Where a rule for the rest of a sentence looks, and what it means.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Cue {
    /// In the main clause it speaks for a stance.
    Main(Stance, f64),
    /// Anywhere it speaks for a stance.
    Any(Stance, f64),
}

/// The cue rules, ready for use.
#[derive(Clone)]
pub(in crate::coding) struct StanceRules {
    /// The whole answer says nothing.
    pub(super) blank: Regex,
    /// What the patterns of `endings` mean.
    pub(super) ending_kinds: Vec<Ending>,
    pub(super) endings: Endings,
    /// What they cover is not counted as a challenge.
    pub(super) cancels: Vec<Regex>,
    pub(super) cues: Vec<(Cue, Regex)>,
    /// Which of `cues` can occur at all.
    pub(super) spotter: Spotter,
    /// The end of a clause that stands in contrast.
    pub(super) contrast: Regex,
}

/// A line of the file: number, stance, place, weight, pattern.
struct Line<'r> {
    number: usize,
    /// The name of a list; else that of the stance.
    name: &'r str,
    stance: Stance,
    place: &'r str,
    weight: f64,
    pattern: String,
}

const PLACES: [&str; 7] = ["blank", "tail", "cancel", "list", "end", "main", "any"];

impl StanceRules {
    /// Reads rules; the shipped file says how they are laid out.
    pub(in crate::coding) fn parse(rules: &str) -> Result<StanceRules, Error> {
        let mut lines = Vec::new();
        // Words by what patterns call them, with braces.
        let mut lists: Vec<(String, String)> = Vec::new();
        for (index, text) in rules.lines().enumerate() {
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let line = line(text, index + 1, &lists)?;
            match line.place {
                "list" => lists.push((format!("{{{}}}", line.name), format!("(?:{})", line.pattern))),
                _ => lines.push(line),
            }
        }
        let blank: Vec<&str> =
            lines.iter().filter(|line| line.place == "blank").map(|line| line.pattern.as_str()).collect();
        let blank = regex(&format!("\\A(?:{})\\z", blank.join("|")), 0)?;
        let ends = lines.iter().filter_map(|line| Some((ending(line)?, line.pattern.as_str())));
        let (ending_kinds, patterns): (Vec<Ending>, Vec<&str>) = ends.unzip();
        let (mut cues, mut cancels) = (Vec::new(), Vec::new());
        for line in &lines {
            if line.place == "cancel" {
                cancels.push(regex(&line.pattern, line.number)?);
            }
            if let Some(cue) = cue(line) {
                cues.push((cue, regex(&line.pattern, line.number)?));
            }
        }
        Ok(StanceRules {
            blank,
            ending_kinds,
            endings: Endings::new(&patterns).map_err(|error| malformed(0, error))?,
            spotter: Spotter::new(cues.iter().map(|(_, pattern)| pattern.as_str()))
                .map_err(|error| malformed(0, error))?,
            cues,
            cancels,
            contrast: regex(CONTRAST, 0)?,
        })
    }
}

fn line<'r>(text: &'r str, number: usize, lists: &[(String, String)]) -> Result<Line<'r>, Error> {
    let wrong = |detail: &str| malformed(number, detail);
    let fields: Vec<&str> = text.split('\t').collect();
    let &[name, place, weight, pattern] = fields.as_slice() else {
        return Err(wrong("four columns are needed"));
    };
    if !PLACES.contains(&place) {
        return Err(wrong("unknown place"));
    }
    let stance = match Stance::from_key(name) {
        Some(stance) => stance,
        // These places mean the same for every stance.
        None if matches!(place, "blank" | "tail" | "cancel" | "list") => Stance::Other,
        None => return Err(wrong("unknown stance")),
    };
    let weight = weight.parse().map_err(|_| wrong("the weight is no number"))?;
    // Nothing asks for captures, which cost time.
    let pattern = pattern.replace('(', "(?:");
    let pattern = lists.iter().fold(pattern, |pattern, (name, words)| pattern.replace(name, words));
    if let Err(error) = regex_syntax::parse(&pattern) {
        return Err(malformed(number, error));
    }
    Ok(Line { number, name, stance, place, weight, pattern })
}

fn ending(line: &Line<'_>) -> Option<Ending> {
    match line.place {
        "tail" => Some(Ending::Tail),
        "end" => Some(Ending::For(line.stance, line.weight)),
        _ => None,
    }
}

fn cue(line: &Line<'_>) -> Option<Cue> {
    match line.place {
        "main" => Some(Cue::Main(line.stance, line.weight)),
        "any" => Some(Cue::Any(line.stance, line.weight)),
        _ => None,
    }
}

fn regex(pattern: &str, line: usize) -> Result<Regex, Error> {
    Regex::new(pattern).map_err(|error| malformed(line, error))
}

fn malformed(line: usize, detail: impl ToString) -> Error {
    Error::ShippedData { file: FILE, line, detail: detail.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named_with_their_line() {
        let message = |rules: &str| StanceRules::parse(rules).err().unwrap().to_string();
        assert!(message("challenge\tend\t1").contains("line 1"));
        assert!(message("# x\nchallenge\tnowhere\t1\ta").contains("line 2"));
        assert!(message("# x\nworry\tend\t1\ta").contains("line 2"));
        assert!(message("challenge\tend\theavy\ta").contains("line 1"));
        assert!(message("challenge\tend\t1\ta\nchallenge\tend\t1\t(").contains("line 2"));
        assert!(message("bus\tlist\t0\tバス|便\nchallenge\tend\t1\t{train}がない").contains("line 2"));
    }
}
