//! DDI-Codebook 2.5: the questionnaire as a description of its data (<https://ddialliance.org/Specification/DDI-Codebook/2.5/>).
//!
//! Numbers of cases and of answers are left out: they belong to the data, not to the questionnaire. [`data`] describes data.

pub mod data;

use crate::questionnaire::choice::OTHER;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::format::{Content, Exported, Kind, Words};
use crate::questionnaire::localized::Localized;
use crate::questionnaire::question::Question;
use crate::questionnaire::variable::{Variable, VariableKind, variables};
use std::collections::BTreeSet;

use super::losses::Losses;

/// An element with its attributes, text and children.
#[derive(Debug, Default)]
struct Node {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn new(name: &'static str) -> Node {
        Node { name, ..Node::default() }
    }

    fn text(name: &'static str, text: impl Into<String>) -> Node {
        Node { name, text: text.into(), ..Node::default() }
    }

    fn with(mut self, attribute: &'static str, value: impl Into<String>) -> Node {
        self.attributes.push((attribute, value.into()));
        self
    }

    fn holding(mut self, children: impl IntoIterator<Item = Node>) -> Node {
        self.children.extend(children);
        self
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        out.push_str(&format!("{indent}<{}", self.name));
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        if self.children.is_empty() {
            out.push_str(&format!(">{}</{}>\n", escaped(&self.text), self.name));
            return;
        }
        out.push_str(">\n");
        for child in &self.children {
            child.write(depth + 1, out);
        }
        out.push_str(&format!("{indent}</{}>\n", self.name));
    }
}

/// Text for XML, without the characters that XML does not allow.
fn escaped(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    let text: String = text.chars().filter(allowed).collect();
    quick_xml::escape::escape(text).into_owned()
}

/// Writes the codebook.
pub fn write(definition: &Definition, _: Kind, words: &Words<'_>) -> Exported {
    let mut losses = Losses::of("DDI");
    for question in definition.questions() {
        if question.kind.name == crate::questionnaire::question::unknown::TYPE.name {
            let kind = question.unknown.get("type").and_then(serde_json::Value::as_str);
            losses.kind(&question.path, kind.unwrap_or_default());
        }
    }
    let own = definition.locale.as_str();
    let languages = languages(definition);
    let by_language: Vec<Vec<Variable>> = languages.iter().map(|lang| variables(definition, lang)).collect();
    let n_variables = by_language.first().map_or(0, Vec::len);
    let var = |at: usize| {
        let same: Vec<(&str, &Variable)> = languages
            .iter()
            .zip(&by_language)
            .filter_map(|(lang, all)| Some((lang.as_str(), all.get(at)?)))
            .collect();
        variable(at, &same, definition, words)
    };
    let title = definition.title.get(own);
    let codebook = Node::new("codeBook")
        .with("xmlns", "ddi:codebook:2_5")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", "ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd")
        .with("version", "2.5")
        .with("xml:lang", own)
        .holding([
            Node::new("stdyDscr").holding(study(definition, title)),
            Node::new("fileDscr").holding([Node::new("fileTxt").holding([
                Node::text("fileName", title),
                Node::new("dimensns").holding([Node::text("varQnty", n_variables.to_string())]),
            ])]),
            Node::new("dataDscr").holding((0..n_variables).filter_map(var)),
        ]);
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    codebook.write(0, &mut text);
    Exported { content: Content::Text(text), problems: losses.problems }
}

fn study(definition: &Definition, title: &str) -> Vec<Node> {
    let mut titles = vec![Node::text("titl", title)];
    for (lang, text) in &definition.title.by_lang {
        if *lang != definition.locale {
            titles.push(Node::text("parTitl", text).with("xml:lang", lang));
        }
    }
    let citation = Node::new("citation").holding([Node::new("titlStmt").holding(titles)]);
    let about = definition.description.get(&definition.locale);
    let info = (!about.is_empty()).then(|| Node::new("stdyInfo").holding([Node::text("abstract", about)]));
    std::iter::once(citation).chain(info).collect()
}

/// The definition's own language and those of its texts.
fn languages(definition: &Definition) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut add = |text: &Localized| found.extend(text.by_lang.keys().cloned());
    add(&definition.title);
    for question in definition.questions() {
        add(&question.title);
        question.choices.iter().for_each(|choice| add(&choice.text));
    }
    found.remove(&definition.locale);
    std::iter::once(definition.locale.clone()).chain(found).collect()
}

/// One variable, as it reads in each language; the order of its parts is that of the schema.
fn variable(
    at: usize,
    by_language: &[(&str, &Variable)],
    definition: &Definition,
    words: &Words<'_>,
) -> Option<Node> {
    let (own, first) = *by_language.first()?;
    let question = definition.question(&first.question)?;
    let is_discrete = !first.value_labels.is_empty() || first.kind == VariableKind::Text;
    let mut node = Node::new("var")
        .with("ID", format!("V{}", at + 1))
        .with("name", &first.name)
        .with("intrvl", if is_discrete { "discrete" } else { "contin" });
    node = node.holding(in_each(by_language, "labl", |variable| variable.label.clone()));
    if first.is_identifier {
        node = node.holding([Node::text("security", (words.text)("ddi-security", own))]);
    }
    node = node.holding([asked(first, question, own)]);
    node = node.holding(range(question, first));
    if let Some(universe) = &first.universe {
        node = node.holding([Node::text("universe", (words.universe)(universe))]);
    }
    for (at, (value, _)) in first.value_labels.iter().enumerate() {
        let label = |variable: &Variable| match variable.value_labels.get(at) {
            Some((value, label)) if label.is_empty() && value == OTHER => (words.text)("choice-other", own),
            Some((_, label)) => label.clone(),
            None => String::new(),
        };
        let value = Node::text("catValu", value);
        node =
            node.holding([Node::new("catgry").holding([value]).holding(in_each(by_language, "labl", label))]);
    }
    let format = if is_numeric(first) { "numeric" } else { "character" };
    Some(node.holding([Node::new("varFormat").with("type", format)]))
}

/// Whether the values are numbers, as data files have them: where all codes of a list are, and `01` is none.
fn is_numeric(variable: &Variable) -> bool {
    let is_number =
        |text: &str| text.parse::<f64>().is_ok_and(|number| number.is_finite() && number.to_string() == text);
    let codes = &variable.value_labels;
    match variable.kind {
        VariableKind::Number => true,
        VariableKind::Single | VariableKind::Multiple => {
            !codes.is_empty() && codes.iter().all(|(code, _)| is_number(code))
        }
        VariableKind::Date | VariableKind::Text => false,
    }
}

fn in_each(
    by_language: &[(&str, &Variable)],
    name: &'static str,
    text: impl Fn(&Variable) -> String,
) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let own = by_language.first().map(|(_, variable)| text(variable)).unwrap_or_default();
    for (at, (lang, variable)) in by_language.iter().enumerate() {
        let text = text(variable);
        // A language without a text of its own reads the first one.
        if at == 0 || text != own {
            nodes.push(Node::text(name, text).with("xml:lang", *lang));
        }
    }
    nodes
}

/// What was asked: the question, for a row of a matrix what stood before it, and how to answer.
fn asked(variable: &Variable, question: &Question, lang: &str) -> Node {
    let title = question.title.get(lang);
    let mut parts = Vec::new();
    match &variable.row_label {
        Some(row) => {
            parts.push(Node::text("preQTxt", title));
            parts.push(Node::text("qstnLit", row));
        }
        None => parts.push(Node::text("qstnLit", title)),
    }
    let help = question.description.get(lang);
    if !help.is_empty() {
        parts.push(Node::text("ivuInstr", help));
    }
    Node::new("qstn").holding(parts)
}

fn range(question: &Question, variable: &Variable) -> Option<Node> {
    if variable.is_comment || !matches!(variable.kind, VariableKind::Number | VariableKind::Date) {
        return None;
    }
    let (min, max) = (&question.input.min, &question.input.max);
    if min.is_none() && max.is_none() {
        return None;
    }
    let mut range = Node::new("range");
    for (name, limit) in [("min", min), ("max", max)] {
        if let Some(limit) = limit {
            range = range.with(name, limit);
        }
    }
    Some(Node::new("valrng").holding([range]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::export::samples::{definition, words};
    use serde_json::json;

    fn written() -> String {
        let json = json!({
            "title": {"default": "調査 <試>", "en": "Survey"}, "description": "説明\u{1}",
            "elements": [
                {"type": "radiogroup", "name": "kind", "title": {"default": "種別", "en": "Kind"}, "description": "一つ",
                 "choices": [{"value": "1", "text": {"default": "病院", "en": "Hospital"}}, "2|企業"]},
                {"type": "text", "name": "n", "title": "人数", "inputType": "number", "min": 0, "visibleIf": "{kind} = 1"},
                {"type": "matrix", "name": "m", "title": "表", "rows": ["a|甲"], "columns": ["1|はい"]},
                {"type": "text", "name": "mail", "title": "宛先", "kt:identifier": true},
                {"type": "geopoint", "name": "g"},
            ]
        });
        let exported = write(&definition(&json), Kind::Text, &words());
        let problems: Vec<_> = exported.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(problems, ["type-not-in-format"]);
        let Content::Text(text) = exported.content else { panic!("no text") };
        text
    }

    #[test]
    fn it_is_well_formed_and_its_parts_are_in_the_order_of_the_schema() {
        let text = written();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            if reader.read_event().unwrap() == quick_xml::events::Event::Eof {
                break;
            }
        }
        let order = ["labl", "security", "qstn", "valrng", "universe", "catgry", "varFormat"];
        for var in text.split("<var ").skip(1) {
            let own: Vec<&str> = var
                .lines()
                .filter(|line| {
                    line.starts_with("      <")
                        && !line.starts_with("      </")
                        && !line.starts_with("       ")
                })
                .filter_map(|line| line.trim().trim_start_matches('<').split([' ', '>']).next())
                .collect();
            let places: Vec<usize> =
                own.iter().map(|name| order.iter().position(|known| known == name).unwrap()).collect();
            assert!(places.is_sorted(), "{own:?}");
        }
    }

    #[test]
    fn variables_say_what_was_asked_whom_and_with_which_answers() {
        let text = written();
        for part in [
            "<titl>調査 &lt;試&gt;</titl>",
            "<parTitl xml:lang=\"en\">Survey</parTitl>",
            "<abstract>説明</abstract>",
            "<varQnty>4</varQnty>",
            "<var ID=\"V1\" name=\"kind\" intrvl=\"discrete\">",
            "<labl xml:lang=\"en\">Kind</labl>",
            "<qstnLit>種別</qstnLit>",
            "<ivuInstr>一つ</ivuInstr>",
            "<catValu>1</catValu>",
            "<labl xml:lang=\"en\">Hospital</labl>",
            "<var ID=\"V2\" name=\"n\" intrvl=\"contin\">",
            "<range min=\"0\"></range>",
            "<varFormat type=\"numeric\"></varFormat>",
            "<preQTxt>表</preQTxt>",
            "<qstnLit>甲</qstnLit>",
            "<security>ddi-security</security>",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert_eq!(text.matches("<universe>").count(), 1);
    }

    #[test]
    fn codes_that_are_numbers_are_numbers() {
        let json = json!({ "elements": [
            {"type": "radiogroup", "name": "coded", "choices": ["1|病院", "99|無回答"]},
            {"type": "checkbox", "name": "several", "choices": ["1|病院", "2|企業"]},
            {"type": "radiogroup", "name": "worded", "choices": ["hospital", "2|企業"]},
            {"type": "radiogroup", "name": "zeros", "choices": ["01|病院", "02|企業"]},
            {"type": "text", "name": "n", "inputType": "number"},
            {"type": "text", "name": "day", "inputType": "date"},
        ] });
        let Content::Text(text) = write(&definition(&json), Kind::Text, &words()).content else {
            panic!("no text")
        };
        let is_numeric = |var: &str| var.contains("<varFormat type=\"numeric\">");
        let found: Vec<bool> = text.split("<var ").skip(1).map(is_numeric).collect();
        assert_eq!(found, [true, true, false, false, true, false], "{text}");
    }
}
