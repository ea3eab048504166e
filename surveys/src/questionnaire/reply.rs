//! The reply to a feedback sheet (返事) as a questionnaire: of each finding whether it is the same, somewhat different, or whether
//! something can be done, with words if one likes. It is an ordinary questionnaire, so that replies are answered, counted, coded
//! and shown in the next sheet like everything else.

use serde_json::{Map, Value, json};

/// Its fixed part, with placeholders. The page `finding` holds the pattern of what is asked of a finding.
pub const TEMPLATE: &str = include_str!("../../questionnaires/reply.json");
/// The most findings that are asked about: more than a sheet with every section has. Whoever replies answers those that they like.
pub const MAX_FINDINGS: usize = 40;
/// The most characters of a finding.
pub const MAX_TEXT: usize = 120;

/// Name of the page of findings, and of the pattern on it.
const PAGE: &str = "findings";
const PATTERN: &str = "finding";
/// Begins the key of a chart; six digits of base 16 follow.
const CHART: &str = "fig_";
/// Stands for it in names: with the words' end they are to fit into LimeSurvey's twenty letters.
const CHART_IN_NAMES: char = 'f';
/// End of the name of the words to a finding.
const WORDS: &str = "_words";
/// How the pattern's titles of words to findings end in each language, after the finding.
const ENDINGS: [&str; 2] = ["（くわしく）", " (more about it)"];
/// Where the pattern says how long answering takes.
const MINUTES: &str = "kt:minutes";
/// What stands before and behind the number of minutes in its explanation, in each language.
const ABOUT_MINUTES: [(&str, &str); 2] = [("約", "分"), ("about ", " minutes")];
/// Seconds that a finding takes: a sentence is read, and an answer chosen. Who writes takes longer, as they like. The number is our own.
const SECONDS_A_FINDING: u64 = 20;
/// Seconds for all else: the explanation, consent, and the page after the findings. The number is our own.
const SECONDS_BESIDES: u64 = 60;
/// Where the pattern's texts have the finding. It stands first: lists of questions cut what is behind it.
const ITS_TEXT: &str = "{finding}";

/// Something that a sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is known by from one sheet to the next: a theme's code, or a name of its own (ASCII letters, digits, `_`).
    pub key: String,
    /// One sentence.
    pub text: String,
}

/// The questionnaire that asks about these findings. `before` is the one that is to be changed, or [`TEMPLATE`] with its
/// placeholders filled; what else stands in it stays. None when it has no page of findings to put them on.
pub fn with_findings(before: &str, findings: &[Finding]) -> Option<String> {
    let mut whole: Value = serde_json::from_str(before).ok()?;
    let template: Value = serde_json::from_str(TEMPLATE).ok()?;
    let pattern = page_of(&template)?.get("elements")?.as_array()?.clone();
    let pages = whole.get_mut("pages")?.as_array_mut()?;
    let page = pages.iter_mut().find(|page| is_page(page))?.as_object_mut()?;
    // Only what was made of findings is replaced: somebody may have added questions of their own.
    let there = page.get("elements").and_then(Value::as_array).cloned().unwrap_or_default();
    let names: Vec<String> = there.iter().filter_map(name_of).map(str::to_owned).collect();
    let n_before = there.iter().filter_map(name_of).filter(|name| asks_of_finding(name)).count();
    let own: Vec<Value> = there.into_iter().filter(|element| !is_of_finding(element)).collect();
    let all = findings.iter().take(MAX_FINDINGS);
    let asked = all.flat_map(|finding| asked(&pattern, finding, &names));
    page.insert("elements".to_owned(), Value::Array(asked.chain(own).collect()));
    let said_in_template = template.get(MINUTES).and_then(Value::as_u64).unwrap_or_default();
    put_minutes(&mut whole, [said_in_template, minutes(n_before)], minutes(findings.len().min(MAX_FINDINGS)));
    serde_json::to_string_pretty(&whole).ok()
}

/// The findings that a questionnaire asks about, in order.
pub fn findings(draft: &str) -> Vec<Finding> {
    findings_by_name(draft).into_iter().map(|(_, finding)| finding).collect()
}

/// The same, each with the name of its question.
pub fn findings_by_name(draft: &str) -> Vec<(String, Finding)> {
    let Ok(whole) = serde_json::from_str::<Value>(draft) else { return Vec::new() };
    let elements = page_of(&whole).and_then(|page| page.get("elements")).and_then(Value::as_array);
    let finding = |element: &Value| {
        let name = name_of(element)?;
        let text = element.get("title")?;
        let text = text.as_str().or_else(|| text.get("default")?.as_str())?;
        let key = key_in(name).filter(|_| !name.ends_with(WORDS))?;
        Some((name.to_owned(), Finding { key, text: text.to_owned() }))
    };
    elements.into_iter().flatten().filter_map(finding).collect()
}

/// About how many minutes it takes to reply to so many findings.
pub fn minutes(n_findings: usize) -> u64 {
    let seconds = SECONDS_BESIDES + SECONDS_A_FINDING * u64::try_from(n_findings).unwrap_or_default();
    seconds.div_ceil(60)
}

/// Says how long answering takes, where it says one of the times that were said `before`; what somebody else wrote stays.
fn put_minutes(whole: &mut Value, before: [u64; 2], now: u64) {
    let said = whole.get(MINUTES).and_then(Value::as_u64);
    if let Some(whole) = whole.as_object_mut()
        && said.is_none_or(|said| before.contains(&said))
    {
        whole.insert(MINUTES.to_owned(), json!(now));
    }
    let pages = whole.get_mut("pages").and_then(Value::as_array_mut).into_iter().flatten();
    let elements = pages.filter_map(|page| page.get_mut("elements")?.as_array_mut()).flatten();
    let texts = elements.filter_map(|element| element.get_mut("html"));
    for text in texts.flat_map(|text| match text {
        Value::Object(languages) => languages.values_mut().collect(),
        text => vec![text],
    }) {
        let Some(words) = text.as_str() else { continue };
        let mut words = words.to_owned();
        for (ahead, behind) in ABOUT_MINUTES {
            for said in before {
                words = words.replace(&format!("{ahead}{said}{behind}"), &format!("{ahead}{now}{behind}"));
            }
        }
        *text = json!(words);
    }
}

/// Whether a title says a finding once more that the question before has just said: that of the words to it, unless somebody wrote
/// another one. Beside its question it is told in a word; everywhere else, in lists and files, the whole title tells such words apart.
pub fn repeats_finding(question: &str, title: &str) -> bool {
    asks_for_words(question) && ENDINGS.iter().any(|ending| title.ends_with(ending))
}

/// Whether a question of such a questionnaire asks for the words to a finding, by its name.
pub fn asks_for_words(question: &str) -> bool {
    question.ends_with(WORDS) && key_in(question).is_some()
}

/// Whether a question of such a questionnaire asks what somebody says of a finding; the words to it are another one.
pub fn asks_of_finding(question: &str) -> bool {
    key_in(question).is_some() && !question.ends_with(WORDS)
}

/// The name of the question about a finding with this key: in small letters, as REDCap wants names to be, and short for charts.
fn name_from(key: &str) -> String {
    match key.strip_prefix(CHART).filter(|number| is_of_chart(number)) {
        Some(number) => format!("{PATTERN}_{CHART_IN_NAMES}{number}"),
        None => format!("{PATTERN}_{}", key.to_ascii_lowercase()),
    }
}

fn is_of_chart(number: &str) -> bool {
    number.len() == 6 && number.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f'))
}

/// The key of the finding that a name is made of, see [`name_from`]. In questionnaires that were made before, codes of themes stand with
/// the capital letter that they have everywhere else, and keys of charts in full.
fn key_in(name: &str) -> Option<String> {
    let key = name.strip_prefix(PATTERN)?.strip_prefix('_')?;
    if let Some(number) = key.strip_prefix(CHART_IN_NAMES).filter(|number| is_of_chart(number)) {
        return Some(format!("{CHART}{number}"));
    }
    let is_code = key
        .strip_prefix(['c', 'g'])
        .is_some_and(|number| !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit()));
    Some(if is_code { key.to_ascii_uppercase() } else { key.to_owned() })
}

fn name_of(element: &Value) -> Option<&str> {
    element.get("name")?.as_str()
}

fn is_page(page: &Value) -> bool {
    page.get("name").and_then(Value::as_str) == Some(PAGE)
}

fn page_of(whole: &Value) -> Option<&Value> {
    whole.get("pages")?.as_array()?.iter().find(|page| is_page(page))
}

fn is_of_finding(element: &Value) -> bool {
    name_of(element).is_some_and(|name| name == PATTERN || key_in(name).is_some())
}

/// The pattern for one finding. One that was asked about before keeps its name among `names`: what was replied is known by it.
fn asked(pattern: &[Value], finding: &Finding, names: &[String]) -> Vec<Value> {
    let before =
        names.iter().find(|name| asks_of_finding(name) && key_in(name).as_ref() == Some(&finding.key));
    let name = before.cloned().unwrap_or_else(|| name_from(&finding.key));
    let one = |element: &Value| {
        let mut element: Map<String, Value> = element.as_object()?.clone();
        let is_words = element.get("name")?.as_str()?.ends_with(WORDS);
        if is_words {
            element.insert("name".to_owned(), json!(format!("{name}{WORDS}")));
            let titles = element.get_mut("title").and_then(Value::as_object_mut);
            for title in titles.into_iter().flat_map(Map::values_mut) {
                *title = json!(title.as_str()?.replace(ITS_TEXT, &plain(&finding.text)));
            }
            element.insert("kt:role".to_owned(), json!(role(&finding.key)));
            element.insert("visibleIf".to_owned(), json!(format!("{{{name}}} notempty")));
        } else {
            element.insert("name".to_owned(), json!(name));
            element.insert("kt:id".to_owned(), json!(format!("reply_{}", finding.key)));
            element.insert("title".to_owned(), json!({ "default": plain(&finding.text) }));
        }
        Some(Value::Object(element))
    };
    pattern.iter().filter_map(one).collect()
}

/// What words to a finding are: words to a theme are of its stance, so that they can be released as quotes like other ones.
fn role(key: &str) -> &'static str {
    match key.chars().next() {
        Some('C') => "challenge",
        Some('G') => "good_practice",
        _ => "other_text",
    }
}

/// Braces and double brackets would be read as an answer or a placeholder to be put in.
fn plain(text: &str) -> String {
    let text = text.replace('{', "｛").replace('}', "｝").replace("[[", "［［").replace("]]", "］］");
    text.chars().take(MAX_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::answer::{Answers, accept};
    use crate::questionnaire::check::check;
    use crate::questionnaire::parse::parse;
    use crate::questionnaire::placeholder::{Placeholders, fill, open_placeholders};
    use crate::questionnaire::problem::{Problem, has_errors};
    use chrono::NaiveDate;

    #[test]
    fn a_finding_is_told_from_the_words_to_it_and_from_other_questions() {
        let names =
            ["finding_c07", "finding_C07", "finding_own_1", "finding_own_1_words", "finding", "offer"];
        assert_eq!(names.map(asks_of_finding), [true, true, true, false, false, false]);
    }

    fn finding(key: &str, text: &str) -> Finding {
        Finding { key: key.to_owned(), text: text.to_owned() }
    }

    fn filled() -> String {
        let texts = open_placeholders(TEMPLATE).into_iter().map(|name| (name, "架空の記入".to_owned()));
        let areas = vec![("9001".to_owned(), "北部".to_owned())];
        let lists = [("areas".to_owned(), areas)].into();
        fill(TEMPLATE, &Placeholders { texts: texts.collect(), lists, ..Placeholders::default() }).0.unwrap()
    }

    #[test]
    fn what_is_made_can_be_published_and_asks_about_each_finding() {
        let all = [finding("C01", "通院と勤務の調整が難しい（12人）"), finding("own_1", "{name} [[x]]")];
        let made = with_findings(&filled(), &all).unwrap();
        let (definition, problems) = parse(&made);
        assert!(!has_errors(&problems), "{problems:?}");
        let definition = definition.unwrap();
        let problems = check(&definition);
        assert!(!has_errors(&problems), "{problems:?}");
        let is_of_name = |problem: &&Problem| problem.code.starts_with("name-");
        assert_eq!(problems.iter().find(is_of_name), None, "other programs take every name");
        assert_eq!(definition.question("finding_c01").unwrap().shared_id(), "reply_C01");
        assert_eq!(definition.question("finding_own_1").unwrap().title.get("ja"), "｛name｝ ［［x］］");
        assert!(definition.question("finding").is_none(), "the pattern itself is not asked");
        let words = |name: &str, lang: &str| definition.question(name).unwrap().title.get(lang).to_owned();
        assert_eq!(words("finding_c01_words", "ja"), "通院と勤務の調整が難しい（12人）（くわしく）");
        assert_eq!(words("finding_own_1_words", "en"), "｛name｝ ［［x］］ (more about it)");
        let repeats = |name: &str, lang: &str| repeats_finding(name, &words(name, lang));
        assert!(repeats("finding_c01_words", "ja") && repeats("finding_own_1_words", "en"));
        assert!(!repeats("finding_c01", "ja") && !repeats("offer", "ja"));
        assert!(!repeats_finding("finding_c01_words", "書いてください"), "somebody else's words stay");
        let number = |name: &str| definition.question(name).unwrap().number.as_str();
        let names = ["finding_c01", "finding_c01_words", "finding_own_1", "finding_own_1_words"];
        assert_eq!(
            names.map(number),
            ["1", "", "2", ""],
            "the words to a finding are no question of their own"
        );
        let role = |name: &str| definition.question(name).unwrap().role.as_deref();
        assert_eq!(role("finding_c01_words"), Some("challenge"), "a quote of a challenge");
        assert_eq!(role("finding_own_1_words"), Some("other_text"));
        let given: Answers = json!({ "finding_c01": "3", "finding_c01_words": "見学を受け入れられる。" })
            .as_object()
            .cloned()
            .unwrap();
        let now = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(12, 0, 0).unwrap();
        let (kept, problems) = accept(&definition, &given, now);
        assert!(!has_errors(&problems) && kept == given, "nothing is required: {problems:?}");
    }

    #[test]
    fn findings_are_read_back_and_changed_without_touching_the_rest() {
        let first = with_findings(&filled(), &[finding("C01", "一つ"), finding("C02", "二つ")]).unwrap();
        assert_eq!(findings(&first), [finding("C01", "一つ"), finding("C02", "二つ")]);
        let changed = first.replace("お返しへの返事", "ご意見");
        let second = with_findings(&changed, &[finding("C02", "二つ目")]).unwrap();
        assert_eq!(findings(&second), [finding("C02", "二つ目")]);
        assert!(second.contains("ご意見") && !second.contains("finding_c01"));
        assert_eq!(with_findings("{}", &[]), None);
    }

    #[test]
    fn how_long_it_takes_follows_from_how_much_is_asked() {
        assert_eq!([1, 3, 5, 12, MAX_FINDINGS].map(minutes), [2, 2, 3, 5, 15]);
        let all: Vec<Finding> = (1..=12).map(|n| finding(&format!("own_{n}"), "結果")).collect();
        let said = |draft: &str| {
            let whole: Value = serde_json::from_str(draft).unwrap();
            (whole["kt:minutes"].clone(), whole["pages"][0]["elements"][0]["html"].to_string())
        };
        let long = with_findings(&filled(), &all).unwrap();
        let (minutes, told) = said(&long);
        assert!(minutes == json!(5) && told.contains("約5分") && told.contains("about 5 minutes"), "{told}");
        let (minutes, told) = said(&with_findings(&long, &all[..1]).unwrap());
        assert!(minutes == json!(2) && told.contains("約2分") && told.contains("about 2 minutes"), "{told}");
        let own = long.replace("約5分", "10分ほど").replace("\"kt:minutes\": 5", "\"kt:minutes\": 10");
        let (minutes, told) = said(&with_findings(&own, &all[..1]).unwrap());
        assert!(minutes == json!(10) && told.contains("10分ほど"), "what somebody wrote stays: {told}");
    }

    #[test]
    fn what_was_made_with_capital_names_keeps_them_and_is_read_back_with_its_codes() {
        let all = [finding("C01", "一つ"), finding("G02", "二つ")];
        let made = with_findings(&filled(), &all[..1]).unwrap();
        let before = made.replace("finding_c01", "finding_C01");
        assert_eq!(findings(&before), all[..1]);
        let changed = with_findings(&before, &all).unwrap();
        assert_eq!(findings(&changed), all);
        assert!(changed.contains("\"finding_C01_words\"") && changed.contains("{finding_C01} notempty"));
        let names: Vec<String> = findings_by_name(&changed).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["finding_C01", "finding_g02"], "links lead to the names that there are");
        assert!(
            changed.contains("\"finding_g02\"") && !changed.contains("finding_c01"),
            "new ones are small"
        );
    }

    #[test]
    fn names_of_charts_are_short_and_those_that_were_made_before_stay() {
        let all = [finding("fig_aaac58", "図")];
        let made = with_findings(&filled(), &all).unwrap();
        assert_eq!(findings_by_name(&made)[0].0, "finding_faaac58");
        assert_eq!(findings(&made), all);
        assert!(made.contains("\"finding_faaac58_words\"") && made.contains("{finding_faaac58} notempty"));
        assert!("findingfaaac58words".len() <= 20, "LimeSurvey takes so many letters, and no underscore");
        let before = made.replace("finding_faaac58", "finding_fig_aaac58");
        assert_eq!(findings(&before), all);
        let changed = with_findings(&before, &[finding("fig_aaac58", "図の二"), finding("fig_000001", "図")]);
        let names = findings_by_name(&changed.unwrap()).into_iter().map(|(name, _)| name);
        assert_eq!(names.collect::<Vec<_>>(), ["finding_fig_aaac58", "finding_f000001"]);
    }

    #[test]
    fn who_replies_is_told_of_each_use_and_none_is_ticked() {
        let definition = parse(&with_findings(&filled(), &[finding("C01", "一つ")]).unwrap()).0.unwrap();
        let consent = definition.question_with_role("consent").unwrap();
        let uses: Vec<&str> = consent.choices.iter().filter_map(|choice| choice.consent.as_deref()).collect();
        assert_eq!(uses, ["aggregate", "region", "quote", "match"]);
        assert!(!consent.is_required && consent.choices.iter().all(|choice| !choice.is_required));
        assert!(definition.question_with_role("contact").unwrap().is_identifier);
    }
}
