//! What a bundle says of itself: README.txt, methods.txt and anonymity.txt, Japanese first, English after it.
//!
//! Nothing in them depends on the day or on who asks: the same answers give the same words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use analysis::statistics::fisher::DRAWS;
use analysis::table::Count;
use analysis::table::anonymity::{Anonymity, Risk};
use analysis::text::identify::every::WordKind;
use analysis::text::method::Method;
use surveys::id::QuestionnaireId;
use surveys::privacy::explanation::Explanation;
use surveys::privacy::generalise::month;
use surveys::questionnaire::export::plain::without_tags;

use super::asked::{labelled, line as asked_line};
use super::beside_tables;
use super::choices::Choices;
use super::columns::{first_named, named};
use super::joined::JoinedRows;
use super::left_out;
use super::material::{Background, Material};
use super::prepare::Prepared;
use super::rate::asked;
use super::telling::{KINDS, TellingWords};
use crate::dataset::microdata::PERSON;
use crate::dataset::microdata::left_out::LeftOut;
use crate::dataset::microdata::who::AREA;
use crate::dataset::pairs::joined;
use crate::dataset::tally::Reader;
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};
use crate::pages::explore::lists_text;
use crate::view::figure::join;
use crate::view::time;

/// So many questions that might be known are named.
const MOST_BESIDE: usize = 8;
const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

/// A title and what is said below it, in each of these languages.
pub type Report = ([String; 2], [Vec<String>; 2]);

/// Both languages one after the other, each with its heading.
fn in_both(heading: &str, write: impl Fn(Lang, &mut Vec<String>)) -> String {
    let mut page = String::new();
    for lang in LANGUAGES {
        let mut lines = Vec::new();
        write(lang, &mut lines);
        // Writing to a String cannot fail.
        let _ = writeln!(page, "{}\n\n{}\n", i18n::plain(lang, heading), lines.join("\n"));
    }
    page
}

/// What is in the bundle and how it may be used; `left_out` is what was asked and is not in the data of each questionnaire. `unset`
/// says why questionnaires are missing as PDF, as keys of what stood in the way.
pub fn readme(
    material: &Material,
    (choices, left_out): (&Choices, &BTreeMap<QuestionnaireId, Vec<LeftOut>>),
    unset: &BTreeSet<&'static str>,
) -> String {
    let survey = &material.dataset().survey;
    in_both("bundle-readme-title", |lang, lines| {
        let say = |key: &str| i18n::plain(lang, key);
        lines.push(survey.title.clone());
        lines.push(String::new());
        let keys =
            ["use", "data", "levels", "codebook", "questionnaires"].into_iter().chain(unset.iter().copied());
        lines.extend(
            keys.chain(["anonymity", "numbers", "area"]).map(|key| say(&format!("bundle-readme-{key}"))),
        );
        if !choices.dropped.contains(PERSON) && !joined(material.dataset()).is_empty() {
            lines.push(say("bundle-readme-person"));
        }
        lines.extend(material.replies.told.iter().copied().map(say));
        let texts = ["codings", "texts"].map(|key| say(&format!("bundle-readme-{key}")));
        match material.has_texts {
            true => lines.extend(texts),
            false => lines.push(say("bundle-readme-no-texts")),
        }
        lines.push(say("bundle-readme-shipped-rules"));
        if material.rules.is_some() {
            lines.push(say("bundle-readme-rules"));
        }
        lines.push(say("bundle-readme-sums"));
        lines.push(String::new());
        for fielded in &material.dataset().fielded {
            lines.push(format!("q{}: {}", fielded.id.0, fielded.full_title(lang)));
        }
        for fielded in &material.dataset().fielded {
            let Some(all) = left_out.get(&fielded.id).filter(|all| !all.is_empty()) else { continue };
            lines.push(String::new());
            let name = format!("q{}", fielded.id.0);
            lines.push(i18n::text(lang.code(), "bundle-readme-left-out", &[("name", name)]));
            lines.extend(left_out::lines(lang, all).into_iter().map(|line| format!("  - {line}")));
        }
    })
}

/// How the answers were gathered and what was done with them; `coarsened` are the columns of each questionnaire that were made coarser
/// (one that could not be was not), `words` is how texts are counted, where they can be.
pub fn methods(
    material: &Material,
    (choices, coarsened): (&Choices, &BTreeMap<QuestionnaireId, BTreeSet<String>>),
    words: Option<&Method>,
) -> String {
    in_both("bundle-methods-title", |lang, lines| {
        study(material, lang, lines);
        let none = BTreeSet::new();
        for (fielded, background) in material.fielded() {
            lines.push(String::new());
            let coarsened = coarsened.get(&fielded.id).unwrap_or(&none);
            questionnaire(material.dataset(), (fielded, background, coarsened), lang, lines);
        }
        lines.push(String::new());
        parameters(material, choices, lang, lines);
        lines.extend(words.map(|words| counting(words, lang)));
    })
}

fn study(material: &Material, lang: Lang, lines: &mut Vec<String>) {
    let survey = &material.dataset().survey;
    let none = || i18n::plain(lang, "bundle-none");
    let mut add = |key: &str, value: &str| {
        let value = if value.is_empty() { none() } else { value.to_owned() };
        lines.push(i18n::text(lang.code(), key, &[("value", value)]));
    };
    add("bundle-methods-survey", &survey.title);
    add("bundle-methods-region", &material.dataset().region_name);
    add("bundle-methods-host", &survey.host);
    add("bundle-methods-purpose", &survey.purpose);
    add("bundle-methods-period", &survey.period);
    add("bundle-methods-ethics", &survey.ethics_number);
    if material.has_texts {
        let n = material.dataset().hearings_to_count().to_string();
        lines.push(i18n::text(lang.code(), "bundle-methods-hearings", &[("n", n)]));
        if material.dataset().has_apart() {
            lines.push(i18n::plain(lang, "bundle-methods-unread"));
        }
        let untold = material.dataset().untold_words_said("bundle-methods-untold-words");
        lines.extend((!untold.is_empty()).then_some(untold));
    }
}

/// One questionnaire: what was sent and came back, which of its columns were made coarser, and what people agreed to.
fn questionnaire(
    dataset: &Dataset,
    (fielded, background, coarsened): (&Fielded, &Background, &BTreeSet<String>),
    lang: Lang,
    lines: &mut Vec<String>,
) {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    lines.push(format!("q{}: {}", fielded.id.0, fielded.full_title(lang)));
    let months: BTreeSet<String> = fielded
        .responses
        .iter()
        .map(|response| month(time::tokyo(response.submitted_at).date_naive()))
        .collect();
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first == last => {
            lines.push(say("bundle-methods-month", &[("month", first.clone())]));
        }
        (Some(first), Some(last)) => {
            lines.push(say("bundle-methods-months", &[("first", first.clone()), ("last", last.clone())]));
        }
        _ => {}
    }
    let reader = Reader::of_data(dataset, lang);
    lines.extend(asked(dataset, fielded, lang));
    let used = reader.words(Count::Shown(fielded.responses.len()));
    let args = [("sent", reader.words(reader.sent(fielded))), ("used", used)];
    lines.push(say("bundle-methods-responses", &args));
    if !fielded.apart.is_empty() {
        lines.push(say("bundle-methods-apart", &[]));
    }
    lines.push(say("bundle-methods-versions", &[("n", background.versions.len().to_string())]));
    lines.push(say("bundle-methods-coarser", &[("names", list_of(coarsened, lang))]));
    for (number, explanation) in (1..).zip(&background.explanations) {
        agreed(number, explanation, lang, lines);
    }
}

/// A version of the explanation: what was said, and what could be agreed to.
fn agreed(number: usize, explanation: &Explanation, lang: Lang, lines: &mut Vec<String>) {
    lines.push(i18n::text(lang.code(), "bundle-methods-explanation", &[("number", number.to_string())]));
    let texts = explanation.texts.iter().map(|text| without_tags(text.get(lang.code())).0);
    let words = texts.chain([explanation.question.get(lang.code()).to_owned()]);
    lines.extend(words.filter(|text| !text.trim().is_empty()).map(|text| format!("  {}", text.trim())));
    let boxes = explanation.boxes.iter().map(|one| one.text.get(lang.code()));
    lines.extend(boxes.map(|text| format!("  - {text}")));
}

/// With what the data were made coarser and the counts protected.
fn parameters(material: &Material, choices: &Choices, lang: Lang, lines: &mut Vec<String>) {
    let dataset = material.dataset();
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    lines.push(say("bundle-methods-program", &[("version", env!("CARGO_PKG_VERSION").to_owned())]));
    lines.push(say("bundle-methods-cells", &[("n", dataset.survey.min_cell().to_string())]));
    lines.push(say("bundle-methods-generalised", &[]));
    lines.push(say("bundle-methods-k", &[("k", choices.k.to_string())]));
    lines.push(say("bundle-methods-also", &[("names", list_of(&choices.also, lang))]));
    lines.push(say("bundle-methods-dropped", &[("names", list_of(&choices.dropped, lang))]));
    if material.has_texts {
        lines.push(say(&format!("bundle-methods-texts-{}", choices.texts()), &[]));
    }
    lines.push(say("bundle-methods-tests", &[("draws", DRAWS.to_string())]));
    if let Some(rules) = &material.rules {
        lines.push(say("bundle-methods-rules", &[("revision", rules.revision.to_string())]));
    }
}

/// Names of columns, or that there are none.
fn list_of(names: &BTreeSet<String>, lang: Lang) -> String {
    match names.is_empty() {
        true => i18n::plain(lang, "bundle-none"),
        false => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.join(&i18n::plain(lang, "list-separator"))
        }
    }
}

/// What decides how texts are counted.
fn counting(words: &Method, lang: Lang) -> String {
    let args = [
        ("lindera", words.lindera.to_owned()),
        ("dictionary", words.dictionary.clone()),
        ("coding", words.coding.clone()),
    ];
    join(&[i18n::text(lang.code(), "bundle-methods-words", &args), lists_text(lang, words.lists)], lang)
}

/// The report on k-anonymity of one questionnaire, in words.
pub fn risk(lang: Lang, prepared: &Prepared) -> Vec<String> {
    let report = &prepared.anonymity;
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    if report.rows == 0 {
        let key = format!("bundle-risk-empty-{}", prepared.nothing);
        return vec![say(&key, &[("n", prepared.least.to_string())])];
    }
    let mut lines = found(lang, report, &labelled(lang, &prepared.labels));
    lines.extend(asked_line(lang, prepared));
    lines.extend(beside_tables::lines(lang, prepared));
    lines.extend(beside(lang, prepared));
    if !prepared.withheld.is_empty() {
        let columns = named(lang, &prepared.labels, &prepared.withheld);
        lines.push(say("bundle-risk-withheld", &[("columns", columns)]));
    }
    if prepared.withheld.iter().any(|name| name == AREA) {
        lines.push(say("bundle-risk-area", &[]));
    }
    if !prepared.as_coarse.is_empty() {
        let columns = named(lang, &prepared.labels, &prepared.as_coarse);
        lines.push(say("bundle-risk-as-coarse", &[("columns", columns)]));
    }
    lines
}

/// What would be told if questions were known that nobody is taken to know, with what to do then.
fn beside(lang: Lang, prepared: &Prepared) -> Vec<String> {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let k = ("k", prepared.anonymity.wanted.to_string());
    let one = |risk: &Risk| {
        let columns = named(lang, &prepared.labels, &risk.columns);
        say("bundle-risk-beside", &[("columns", columns), ("n", risk.rows.to_string()), k.clone()])
    };
    let mut lines: Vec<String> = prepared.beside.iter().take(MOST_BESIDE).map(one).collect();
    let n_more = prepared.beside.len().saturating_sub(MOST_BESIDE);
    if n_more > 0 {
        lines.push(say("bundle-risk-beside-more", &[("n", n_more.to_string()), k]));
    }
    if !lines.is_empty() {
        lines.push(say("bundle-risk-beside-do", &[]));
    }
    lines
}

/// The same of joined rows.
pub fn joined_risk(lang: Lang, joined: &JoinedRows) -> Vec<String> {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let one = |(name, title): &(String, String)| {
        say("bundle-column", &[("name", name.clone()), ("label", title.clone())])
    };
    let questionnaires: Vec<String> = joined.questionnaires.iter().map(one).collect();
    let args = [
        ("n", joined.anonymity.rows.to_string()),
        ("questionnaires", questionnaires.join(&i18n::plain(lang, "list-separator"))),
    ];
    let mut lines = vec![say("bundle-joined-lead", &args)];
    lines.extend(found(lang, &joined.anonymity, &joined.labels));
    if joined.anonymity.at_risk > 0 {
        lines.push(say("bundle-joined-drop", &[]));
    }
    lines
}

/// What was found in rows, with the words for their columns.
fn found(lang: Lang, report: &Anonymity, labels: &BTreeMap<String, String>) -> Vec<String> {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let columns = first_named(lang, labels, &report.looked_at);
    let columns = if columns.is_empty() { i18n::plain(lang, "bundle-none") } else { columns };
    let mut lines = vec![
        say("bundle-risk-columns", &[("columns", columns)]),
        say("bundle-risk-classes", &classes(report)),
    ];
    let key = if report.at_risk > 0 { "bundle-risk-some" } else { "bundle-risk-none" };
    let args = [("n", report.at_risk.to_string()), ("k", report.wanted.to_string())];
    lines.push(say(key, &args));
    let mut listed = |key: &str, risks: &[Risk]| {
        lines.extend(risks.iter().map(|risk| {
            let columns = named(lang, labels, &risk.columns);
            say(key, &[("columns", columns), ("n", risk.rows.to_string()), ("k", report.wanted.to_string())])
        }));
    };
    listed("bundle-risk-single", &report.singles);
    listed("bundle-risk-pair", &report.pairs);
    let helps = report.without.iter().filter(|risk| risk.rows < report.at_risk);
    listed("bundle-risk-without", &helps.take(3).cloned().collect::<Vec<Risk>>());
    if !report.left_out.is_empty() {
        let columns = first_named(lang, labels, &report.left_out);
        lines.push(say("bundle-risk-too-many", &[("columns", columns)]));
    }
    lines
}

fn classes(report: &Anonymity) -> [(&'static str, String); 3] {
    [
        ("rows", report.rows.to_string()),
        ("classes", report.classes.to_string()),
        ("smallest", report.k.to_string()),
    ]
}

/// What texts have that may tell who is meant, and what becomes of it.
pub fn texts(lang: Lang, telling: &TellingWords, choices: &Choices) -> Vec<String> {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let n_all = telling.n_texts.to_string();
    let mut lines = match telling.texts.len() {
        0 => vec![say("bundle-telling-none", &[("all", n_all)])],
        n => {
            let kinds = KINDS.into_iter().map(|kind| (kind, telling.n_of(kind))).filter(|(_, n)| *n > 0);
            let one = |(kind, n): (WordKind, usize)| {
                let name = say(&format!("masking-word-{}", kind.code()), &[]);
                say("bundle-telling-kind", &[("kind", name), ("n", n.to_string())])
            };
            let kinds: Vec<String> = kinds.map(one).collect();
            let kinds = kinds.join(&i18n::plain(lang, "list-separator"));
            vec![say("bundle-telling-some", &[("all", n_all), ("n", n.to_string()), ("kinds", kinds)])]
        }
    };
    if telling.n_memos() > 0 {
        lines.push(say("bundle-telling-memos", &[("n", telling.n_memos().to_string())]));
    }
    if telling.is_some() {
        lines.push(say(&format!("bundle-telling-{}", choices.texts()), &[]));
    }
    if !telling.has_dictionary {
        lines.push(say("masking-no-dictionary", &[]));
    }
    lines
}

/// What is said of the texts, with its title, in the languages of anonymity.txt.
pub fn texts_in_both(telling: &TellingWords, choices: &Choices) -> Report {
    let titles = LANGUAGES.map(|lang| i18n::plain(lang, "bundle-telling-title"));
    (titles, LANGUAGES.map(|lang| texts(lang, telling, choices)))
}

/// anonymity.txt: what the report said of each questionnaire and of the texts, given in each language.
pub fn anonymity(reports: &[Report]) -> String {
    in_both("bundle-anonymity-title", |lang, lines| {
        let at = usize::from(lang == Lang::En);
        lines.extend([i18n::plain(lang, "bundle-anonymity-alone"), String::new()]);
        for (titles, words) in reports {
            lines.push(titles[at].clone());
            lines.extend(words[at].iter().map(|line| format!("- {line}")));
            lines.push(String::new());
        }
    })
}

/// What is said of joined rows, with its title, in the languages of anonymity.txt.
pub fn joined_in_both(joined: &JoinedRows) -> Report {
    let titles = LANGUAGES.map(|lang| i18n::plain(lang, "bundle-joined-title"));
    (titles, LANGUAGES.map(|lang| joined_risk(lang, joined)))
}

/// The report of one questionnaire in the languages of anonymity.txt.
pub fn risk_in_both(prepared: &Prepared) -> [Vec<String>; 2] {
    LANGUAGES.map(|lang| risk(lang, prepared))
}
