//! A question as a row of the sheet `survey`.

use super::Writer;
use super::constraint;
use super::row::Row;
use super::shape::joined;
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::export::plain::{
    Texts, flag, list, pick, scalar, scalar_in, text, texts, without_tags,
};
use crate::questionnaire::import::xlsform::question::for_each_text;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Properties that every row has a column for.
const COMMON: &[&str] = &[
    "type",
    "name",
    "title",
    "description",
    "visibleIf",
    "isRequired",
    "requiredIf",
    "requiredErrorText",
    "readOnly",
    "kt:guidance",
    "kt:appearance",
    "kt:raw",
    "kt:list",
    "kt:role",
    "kt:identifier",
    "kt:number",
];

impl Writer<'_> {
    /// An element with everything inside it.
    pub(super) fn element(&mut self, element: &Map<String, Value>, path: &str) {
        match text(element, "type") {
            "panel" => self.group(element, path, ""),
            "paneldynamic" => self.repeat(element, path),
            "matrix" if is_plain_matrix(element) => self.matrix(element, path),
            _ => self.question(element, path),
        }
    }

    fn question(&mut self, element: &Map<String, Value>, path: &str) {
        let mut row = Row::default();
        if let Some(raw) =
            element.get("kt:raw").and_then(Value::as_object).filter(|raw| raw.contains_key("type"))
        {
            row.put_raw(raw);
            self.rows.push(row);
            return;
        }
        let name = self.name_of(text(element, "name"));
        let shape = self.shape(element, path);
        row.put("type", &shape.kind);
        row.put("name", &name);
        row.put("appearance", &joined(&shape.appearance, text(element, "kt:appearance")));
        row.put("parameters", &shape.parameters);
        let mut written: BTreeSet<&str> = COMMON.iter().copied().chain(shape.written).collect();
        self.texts(&mut row, element, &mut written);
        self.conditions(&mut row, element, path, &mut written);
        self.values(&mut row, element, path, &mut written);
        let unsaid = constraint::write(self, &mut row, element, path, &mut written);
        self.own_columns(&mut row, element);
        if shape.kind == "note" && text(element, "type") != "html" {
            // The whole of what no spreadsheet has, so that it comes back as it was.
            written.remove("type");
        }
        if text(element, "type") == "boolean" && shape.kind != "acknowledge" {
            // Likewise: two choices, which are yes and no again when they come back.
            written.remove("type");
        }
        if text(element, "type") == "kt-seat" {
            // A choice of one for other programs; seats when it comes back.
            written.remove("type");
        }
        if scalar_in(element, "kt:number").is_empty() {
            written.remove("kt:number");
        }
        if element.contains_key("kt:choices") && shape.kind == "text" {
            written.remove("type");
        }
        let written: Vec<&str> = written.into_iter().collect();
        let own = match unsaid.is_empty() {
            true => Map::new(),
            false => Map::from_iter([("validators".to_owned(), Value::Array(unsaid))]),
        };
        self.put_own(&mut row, element, &written, own, path);
        if let Some(raw) = element.get("kt:raw").and_then(Value::as_object) {
            row.put_raw(raw);
        }
        self.rows.push(row);
        self.comment(element, path, &name);
    }

    fn own_columns(&self, row: &mut Row, element: &Map<String, Value>) {
        row.put("kt_role", text(element, "kt:role"));
        row.put("kt_number", &scalar_in(element, "kt:number"));
        if flag(element, "kt:identifier") {
            row.put("kt_identifier", "yes");
        }
    }

    fn texts(&mut self, row: &mut Row, element: &Map<String, Value>, written: &mut BTreeSet<&str>) {
        let mut title = self.piped(texts(element, "title", self.locale));
        if text(element, "type") == "html" {
            title = self.html(element, written);
        }
        if pick(&title, "").is_empty() {
            title.insert(String::new(), text(element, "name").to_owned());
        }
        row.put_texts("label", &title);
        for (property, column) in [
            ("description", "hint"),
            ("kt:guidance", "guidance_hint"),
            ("requiredErrorText", "required_message"),
        ] {
            row.put_texts(column, &self.piped(texts(element, property, self.locale)));
        }
    }

    /// What a reader sees of an HTML text. Where that is less than all, the whole comes along in our own column.
    fn html(&self, element: &Map<String, Value>, written: &mut BTreeSet<&str>) -> Texts {
        let mut has_lost = false;
        let mut read = Texts::new();
        for (language, html) in texts(element, "html", self.locale) {
            let (words, lost) = without_tags(&html);
            has_lost |= lost;
            read.insert(language, words);
        }
        if has_lost {
            written.remove("html");
        }
        self.piped(read)
    }

    /// Texts with the `{name}` of answers in them as XLSForm writes them, `${name}`.
    pub(super) fn piped(&self, texts: Texts) -> Texts {
        let mut value = json!(texts);
        for_each_text(&mut value, &|words| {
            let mut pieces = words.split('{');
            let mut found = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                let known = piece.split_once('}').and_then(|(name, rest)| {
                    let name = name.trim();
                    let key = name.strip_prefix("panel.").map(|field| format!("{}{field}", self.repeat));
                    let known = self.names.get(key.as_deref().unwrap_or(name))?;
                    Some(format!("${{{}}}{rest}", known.name))
                });
                found.push_str(&known.unwrap_or_else(|| format!("{{{piece}")));
            }
            found
        });
        serde_json::from_value(value).unwrap_or_default()
    }

    /// Who is asked and who must answer. What XPath cannot say stays in our own column.
    pub(super) fn conditions<'e>(
        &mut self,
        row: &mut Row,
        element: &'e Map<String, Value>,
        path: &str,
        written: &mut BTreeSet<&'e str>,
    ) {
        if flag(element, "isRequired") {
            row.put("required", "yes");
        }
        if flag(element, "readOnly") {
            row.put("read_only", "yes");
        }
        for (property, column) in [
            ("visibleIf", "relevant"),
            ("requiredIf", "required"),
            ("enableIf", "read_only"),
            ("choicesVisibleIf", "choice_filter"),
        ] {
            let source = text(element, property);
            let place = format!("{path}.{property}");
            match self.expression(source, "", &place) {
                Some(said) if property == "enableIf" => row.put(column, &format!("not({said})")),
                Some(said) => row.put(column, &said),
                None if source.is_empty() => continue,
                None => {
                    written.remove(property);
                    continue;
                }
            }
            written.insert(property);
        }
    }

    /// Defaults and computed values.
    fn values<'e>(
        &mut self,
        row: &mut Row,
        element: &'e Map<String, Value>,
        path: &str,
        written: &mut BTreeSet<&'e str>,
    ) {
        let constant = match element.get("defaultValue") {
            Some(Value::Array(items)) => {
                Some(items.iter().filter_map(scalar).collect::<Vec<String>>().join(" "))
            }
            Some(value) => scalar(value),
            None => None,
        };
        if let Some(constant) = constant {
            row.put("default", &constant);
            written.insert("defaultValue");
        }
        for (property, column) in
            [("defaultValueExpression", "default"), ("setValueExpression", "calculation")]
        {
            let said = self.expression(text(element, property), "", &format!("{path}.{property}"));
            if let Some(said) = said {
                row.put(column, &said);
                written.insert(property);
            }
        }
        let trigger = text(element, "setValueIf").strip_suffix(" notempty").map(str::to_owned);
        if let Some(variable) = trigger
            && let Some(said) = self.expression(&variable, "", &format!("{path}.setValueIf"))
            && said.starts_with("${")
        {
            row.put("trigger", &said);
            written.insert("setValueIf");
        }
    }

    /// The text beside a choice "other", or beside the whole question, as a row of its own.
    fn comment(&mut self, element: &Map<String, Value>, path: &str, name: &str) {
        let is_other = flag(element, "showOtherItem");
        if !is_other && !flag(element, "showCommentArea") {
            return;
        }
        let key = format!("{}{}-Comment", self.repeat, text(element, "name"));
        let Some(own) = self.names.get(&key).map(|known| known.name.clone()) else { return };
        let (property, words) =
            if is_other { ("otherText", "choice-other") } else { ("commentText", "comment") };
        let mut row = Row::default();
        row.put("type", "text");
        row.put("name", &own);
        row.put_texts("label", &texts(element, property, self.locale));
        row.put("label", &(self.words.text)(words, self.locale));
        let shown = self.expression(text(element, "visibleIf"), "", path);
        let takes_many = ["checkbox", "tagbox"].contains(&text(element, "type"));
        let chosen = is_other.then(|| match takes_many {
            true => format!("selected(${{{name}}}, '{OTHER}')"),
            false => format!("${{{name}}} = '{OTHER}'"),
        });
        match (chosen, shown) {
            (Some(chosen), _) => row.put("relevant", &chosen),
            (None, shown) => row.put("relevant", &shown.unwrap_or_default()),
        }
        if is_other {
            row.put("required", "yes");
        }
        row.put("kt_comment_of", name);
        self.rows.push(row);
    }
}

/// A matrix of one choice a row, which a group with a table list can say.
fn is_plain_matrix(element: &Map<String, Value>) -> bool {
    let cells = text(element, "cellType");
    !list(element, "rows").is_empty()
        && !list(element, "columns").is_empty()
        && (cells.is_empty() || cells == "radio")
}
