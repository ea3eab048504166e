//! Reading a definition from SurveyJS JSON.

use super::check;
use super::definition::{Definition, Element, Kind, Page, Panel};
use super::edit::line::Lines;
use super::edit::path::split_key;
use super::identity;
use super::import::surveyjs::normalise;
use super::localized::Localized;
use super::names::Names;
use super::problem::{Problem, Severity};
use super::question::default_text::or_default;
use super::question::{self, Question, QuestionType};
use super::reader::Reader;
use super::rules::GroupRules;
use super::settings::{self, Numbering, PageMode};
use super::{arrange, rules, validator, variable};
use serde_json::{Map, Value};

mod json;

/// Most bytes of a definition.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Deepest nesting of JSON values.
pub const MAX_DEPTH: usize = 64;
/// Most problems that are named.
pub const MAX_PROBLEMS: usize = 1_000;
/// Most questions.
pub const MAX_QUESTIONS: usize = 2_000;

const DEFINITION_PROPERTIES: &[&str] = &[
    "title",
    "description",
    "completedHtml",
    "locale",
    "pages",
    "elements",
    "kt:kind",
    "kt:audience",
    "kt:minutes",
];
const GROUP_PROPERTIES: &[&str] = &[
    "type",
    "name",
    "title",
    "description",
    "visibleIf",
    "elements",
    "state",
    "startWithNewLine",
    "questionTitleLocation",
];
const QUESTION_PROPERTIES: &[&str] = &[
    "type",
    "name",
    "title",
    "description",
    "isRequired",
    "requiredIf",
    "requiredErrorText",
    "visibleIf",
    "validators",
    "titleLocation",
    "startWithNewLine",
    "showCommentArea",
    "commentText",
    "kt:id",
    "kt:role",
    "kt:identifier",
    "kt:number",
];

/// Values of properties that are followed. Titles stand above, as on a phone.
const QUESTION_FOLLOWED: &[(&str, &[&str])] =
    &[("titleLocation", &["default", "top", "hidden"]), ("storeOthersAsComment", &["true", "default"])];
/// The same of pages and panels.
const GROUP_FOLLOWED: &[(&str, &[&str])] =
    &[("state", &["default", "expanded", "collapsed"]), ("questionTitleLocation", &["default", "top"])];
/// The same of pages alone: each is a page of its own.
const PAGE_FOLLOWED: &[(&str, &[&str])] = &[("startWithNewLine", &["true"])];
/// The same of pages and panels without a heading: there is nothing to open them by.
const UNTITLED_FOLLOWED: &[(&str, &[&str])] = &[("state", &["default", "expanded"])];

/// Reads a definition. None only if the text is not JSON, not an object, or beyond the limits; all other problems
/// leave a definition that can be shown. It may be published if no problem is an error.
pub fn parse(json: &str) -> (Option<Definition>, Vec<Problem>) {
    parse_arranged(json, None)
}

/// Reads a definition and puts its questions on pages as somebody wishes; None = as the definition says.
pub fn parse_arranged(json: &str, wish: Option<PageMode>) -> (Option<Definition>, Vec<Problem>) {
    let (raw, repeated) = match read_object(json) {
        Ok(read) => read,
        Err(problem) => return (None, vec![*problem]),
    };
    let mut reader = Reader { problems: repeated, ..Reader::default() };
    let settings = settings::read(&mut reader, &raw);
    reader.max_text_length = settings.max_text_length;
    reader.numbering = settings.numbering;
    let pages = arrange::arranged(pages(&mut reader, &raw), wish.unwrap_or(settings.page_mode));
    if reader.n_questions > MAX_QUESTIONS {
        return (None, vec![Problem::error("too-many-questions", "pages").with("max", MAX_QUESTIONS)]);
    }
    let locale = reader.text(&raw, "locale", "").filter(|locale| !locale.is_empty());
    let kind = kind(&mut reader, &raw);
    let definition = Definition {
        title: reader.localized(&raw, "title", ""),
        description: reader.localized(&raw, "description", ""),
        completed_html: reader.localized(&raw, "completedHtml", ""),
        locale: locale.unwrap_or_else(|| "ja".to_owned()),
        kind,
        audience: reader.texts(&raw, "kt:audience", ""),
        minutes: raw.get("kt:minutes").and_then(Value::as_u64).filter(|minutes| *minutes > 0),
        calculated: settings::calculated(&mut reader, &raw),
        triggers: settings::triggers(&mut reader, &raw),
        settings,
        names: Names::default(),
        pages,
        raw: Value::Null,
    };
    if let Some(question) = variable::crowded(&definition) {
        let problem = Problem::error("too-many-variables", &question.path);
        return (None, vec![problem.with("max", variable::MAX_VARIABLES)]);
    }
    let mut definition = Definition { names: Names::of(&definition), ..definition };
    reader.problems.extend(identity::mark(&mut definition));
    let known: Vec<&str> = DEFINITION_PROPERTIES.iter().chain(settings::PROPERTIES).copied().collect();
    reader.unknown(&raw, &known, "");
    let mut problems = reader.problems;
    problems.extend(check::check(&definition));
    (Some(Definition { raw: Value::Object(raw), ..definition }), few(problems))
}

/// No more problems than anybody would read, errors first if some must be left out.
fn few(mut problems: Vec<Problem>) -> Vec<Problem> {
    if problems.len() > MAX_PROBLEMS {
        problems.sort_by_key(|problem| problem.severity != Severity::Error);
        problems.truncate(MAX_PROBLEMS);
        problems.push(Problem::error("too-many-problems", "pages").with("max", MAX_PROBLEMS));
    }
    problems
}

/// The JSON object in a text, within the limits, with the present names of properties. A byte order mark is allowed.
pub fn object(json: &str) -> Result<Map<String, Value>, Box<Problem>> {
    read_object(json).map(|(object, _)| object)
}

/// An object of JSON with what is noticed of its text.
type Noticed = (Map<String, Value>, Vec<Problem>);

/// The same with a warning for every key that stands twice in one object; its place is the path as it is written.
pub fn read_object(json: &str) -> Result<Noticed, Box<Problem>> {
    if json.len() > MAX_BYTES {
        return Err(Box::new(Problem::error("too-large", "").with("max", MAX_BYTES)));
    }
    let text = json.trim_start_matches('\u{feff}');
    let (mut value, repeated) = json::read(text).map_err(|error| {
        let place = format!("{}:{}", error.line(), error.column());
        // serde_json stops at its own depth, with words and no kind of its own.
        if error.to_string().starts_with("recursion limit") {
            return Box::new(Problem::error("too-deep", place).with("max", MAX_DEPTH));
        }
        Box::new(Problem::error("json-syntax", place))
    })?;
    if depth(&value) > MAX_DEPTH {
        return Err(Box::new(Problem::error("too-deep", "").with("max", MAX_DEPTH)));
    }
    normalise(&mut value);
    match value {
        Value::Object(object) => Ok((object, repeats(text, repeated))),
        _ => Err(Box::new(Problem::error("wrong-type", "").with("expected", "object"))),
    }
}

/// The warnings about keys that stand twice, each with the line of the one that counts.
fn repeats(text: &str, repeated: Vec<String>) -> Vec<Problem> {
    if repeated.is_empty() {
        return Vec::new();
    }
    let lines = Lines::read(text);
    let problem = |path: String| {
        let key = split_key(&path).map_or("", |(_, key)| key).to_owned();
        let line = lines.of(&path);
        Problem::warning("key-repeated", path).with("key", key).with("line", line)
    };
    let mut problems: Vec<Problem> = Vec::new();
    for problem in repeated.into_iter().map(problem) {
        // A key that stands three times is told once.
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

/// Nesting of a value; serde_json itself stops at 128, so the recursion is bounded.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn kind(reader: &mut Reader, raw: &Map<String, Value>) -> Kind {
    match reader.text(raw, "kt:kind", "").as_deref() {
        None | Some("survey") => Kind::Survey,
        Some("signup") => Kind::Signup,
        Some("consultation") => Kind::Consultation,
        Some(other) => {
            let problem = Problem::warning("unknown-kind", "['kt:kind']").with("found", other);
            reader.problems.push(problem);
            Kind::Survey
        }
    }
}

/// The pages; elements outside any page make one page, as in SurveyJS.
fn pages(reader: &mut Reader, raw: &Map<String, Value>) -> Vec<Page> {
    if !raw.contains_key("pages") && raw.contains_key("elements") {
        let elements = elements(reader, raw, "elements", "");
        return vec![Page {
            name: "page1".to_owned(),
            path: String::new(),
            title: Localized::default(),
            description: Localized::default(),
            visible_if: None,
            rules: GroupRules::default(),
            elements,
        }];
    }
    let mut pages = Vec::new();
    for (at, item) in reader.list(raw, "pages", "").iter().enumerate() {
        let path = format!("pages[{at}]");
        let Value::Object(object) = item else {
            reader.problems.push(Problem::error("wrong-type", path).with("expected", "object"));
            continue;
        };
        let name = reader.text(object, "name", &path).filter(|name| !name.is_empty());
        if reader.numbering == Numbering::OnPage {
            reader.n_numbered = 0;
        }
        pages.push(Page {
            name: name.unwrap_or_else(|| format!("page{}", at + 1)),
            title: reader.localized(object, "title", &path),
            description: reader.localized(object, "description", &path),
            visible_if: reader.expression(object, "visibleIf", &path),
            rules: rules::group_rules(reader, object, &path),
            elements: elements(reader, object, "elements", &path),
            path: path.clone(),
        });
        reader.not_followed(object, &path, PAGE_FOLLOWED);
        unknown_of_group(reader, object, &path);
    }
    pages
}

/// Reports what no page or panel has.
fn unknown_of_group(reader: &mut Reader, object: &Map<String, Value>, path: &str) {
    reader.not_followed(object, path, GROUP_FOLLOWED);
    if reader.localized(object, "title", path).is_empty() {
        reader.not_followed(object, path, UNTITLED_FOLLOWED);
    }
    let known: Vec<&str> = GROUP_PROPERTIES.iter().chain(rules::GROUP_PROPERTIES).copied().collect();
    reader.unknown(object, &known, path);
}

/// Reads the questions and panels in a list of an object.
pub fn elements(reader: &mut Reader, object: &Map<String, Value>, key: &str, path: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    for (path, object) in settings::objects(reader, object, key, path) {
        let kind = reader.text(object, "type", &path).unwrap_or_default();
        elements.push(match kind.as_str() {
            "panel" => Element::Panel(Box::new(panel(reader, object, &path))),
            kind => Element::Question(Box::new(read_question(reader, object, kind, &path))),
        });
    }
    elements
}

fn panel(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> Panel {
    reader.n_panels += 1;
    let number = reader.n_panels;
    let name = reader.text(object, "name", path).filter(|name| !name.is_empty());
    let panel = Panel {
        name: name.unwrap_or_else(|| format!("panel{number}")),
        path: path.to_owned(),
        title: reader.localized(object, "title", path),
        description: reader.localized(object, "description", path),
        is_beside: starts_beside(reader, object, path),
        visible_if: reader.expression(object, "visibleIf", path),
        rules: rules::group_rules(reader, object, path),
        elements: elements(reader, object, "elements", path),
    };
    unknown_of_group(reader, object, path);
    panel
}

fn starts_beside(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> bool {
    object.contains_key("startWithNewLine") && !reader.flag(object, "startWithNewLine", path)
}

/// Reads one question of a type.
pub fn read_question(reader: &mut Reader, object: &Map<String, Value>, kind: &str, path: &str) -> Question {
    reader.n_questions += 1;
    let number = number(reader, object, question::find_type(kind).unwrap_or_default(), path);
    Question { number, ..read_part(reader, object, kind, path) }
}

/// Reads a question, or a part of one, without counting it.
pub fn read_part(reader: &mut Reader, object: &Map<String, Value>, kind: &str, path: &str) -> Question {
    let kind = question::find_type(kind).unwrap_or_else(|| {
        reader.problems.push(Problem::warning("unknown-type", path).with("type", kind));
        &question::unknown::TYPE
    });
    let name = reader.text(object, "name", path).unwrap_or_default();
    let mut title = reader.localized(object, "title", path);
    if title.is_empty() {
        title = Localized::plain(&name);
    }
    let mut question = Question {
        kind,
        path: path.to_owned(),
        id: reader.text(object, "kt:id", path).filter(|id| !id.is_empty()),
        name,
        title,
        is_title_hidden: reader.text(object, "titleLocation", path).as_deref() == Some("hidden"),
        is_beside: starts_beside(reader, object, path),
        description: reader.localized(object, "description", path),
        is_required: reader.flag(object, "isRequired", path),
        required_if: reader.expression(object, "requiredIf", path),
        required_error_text: reader.localized(object, "requiredErrorText", path),
        visible_if: reader.expression(object, "visibleIf", path),
        rules: rules::question_rules(reader, object, path),
        validators: validator::validators(reader, object, path),
        role: reader.text(object, "kt:role", path),
        is_identifier: reader.flag(object, "kt:identifier", path),
        ..Question::default()
    };
    reader.not_followed(object, path, QUESTION_FOLLOWED);
    let comment_text = reader.localized(object, "commentText", path);
    if reader.flag(object, "showCommentArea", path) && kind.has_answer {
        question.comment_text = Some(or_default(comment_text, "comment"));
    }
    (kind.parse)(reader, object, path, &mut question);
    if matches!(kind.name, "text" | "comment") {
        question.input.max_length = question.input.max_length.or(reader.max_text_length);
    }
    if kind.name == question::unknown::TYPE.name {
        question.unknown = object.clone();
    } else {
        let own = kind.properties.iter().copied().flatten();
        let common = QUESTION_PROPERTIES.iter().chain(rules::QUESTION_PROPERTIES);
        let known: Vec<&str> = common.chain(own).copied().collect();
        question.unknown = reader.unknown(object, &known, path);
    }
    question
}

/// The printed number: the definition's own, or the next one.
fn number(reader: &mut Reader, object: &Map<String, Value>, kind: &QuestionType, path: &str) -> String {
    match reader.scalar(object, "kt:number", path) {
        Some(own) => own,
        None if kind.has_answer && reader.n_nested == 0 && reader.numbering != Numbering::Off => {
            reader.n_numbered += 1;
            reader.n_numbered.to_string()
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
