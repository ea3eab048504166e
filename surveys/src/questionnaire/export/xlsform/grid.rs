//! Groups, repeats and matrices: rows with a beginning and an end.

use super::Writer;
use super::row::Row;
use crate::questionnaire::export::plain::{flag, items, list, scalar_in, text, texts};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Properties of a group that have a column.
const GROUP: &[&str] = &[
    "type",
    "name",
    "title",
    "description",
    "visibleIf",
    "readOnly",
    "elements",
    "kt:guidance",
    "kt:appearance",
    "kt:raw",
];

impl Writer<'_> {
    /// A page or a panel with everything in it.
    pub(super) fn group(&mut self, group: &Map<String, Value>, path: &str, appearance: &str) {
        let wanted = match text(group, "name") {
            "" => "group",
            name => name,
        };
        let name = self.names.group(wanted);
        if name != wanted {
            self.losses.renamed(path, wanted, &name);
        }
        self.begin("begin_group", group, path, &name, appearance, GROUP);
        self.elements(list(group, "elements"), &format!("{path}.elements"));
        self.end("end_group");
    }

    /// A panel that is answered several times.
    pub(super) fn repeat(&mut self, element: &Map<String, Value>, path: &str) {
        let key = format!("{}{}", self.repeat, text(element, "name"));
        let name = self.name_of(text(element, "name"));
        let count = scalar_in(element, "panelCount");
        let is_fixed = !count.is_empty()
            && scalar_in(element, "minPanelCount") == count
            && scalar_in(element, "maxPanelCount") == count;
        let mut written = GROUP.to_vec();
        written.push("templateElements");
        if is_fixed {
            written.extend(["panelCount", "minPanelCount", "maxPanelCount"]);
        } else if count == "1" {
            written.push("panelCount");
        }
        self.begin("begin_repeat", element, path, &name, "", &written);
        if is_fixed && let Some(row) = self.rows.last_mut() {
            row.put("repeat_count", &count);
        }
        let around = std::mem::replace(&mut self.repeat, format!("{key}."));
        self.elements(list(element, "templateElements"), &format!("{path}.templateElements"));
        self.repeat = around;
        self.end("end_repeat");
    }

    /// A matrix as a group of selects that share a list.
    pub(super) fn matrix(&mut self, element: &Map<String, Value>, path: &str) {
        let name = text(element, "name").to_owned();
        let is_required = flag(element, "eachRowRequired");
        let mut written = GROUP.to_vec();
        written.extend(["columns", "rows", "eachRowRequired", "cellType", "kt:list", "kt:role", "kt:number"]);
        let group = self.name_of(&name);
        self.begin("begin_group", element, path, &group, "table-list", &written);
        let wanted = match text(element, "kt:list") {
            "" => name.as_str(),
            list => list,
        };
        let list = self
            .lists
            .name(&wanted.replace(char::is_whitespace, "_"), items(element, "columns", self.locale));
        for (at, item) in items(element, "rows", self.locale).into_iter().enumerate() {
            let key = format!("{}{name}.{}", self.repeat, item.value);
            let mut row = Row::default();
            row.put("type", &format!("select_one {list}"));
            row.put("name", &self.names.get(&key).map_or_else(String::new, |known| known.name.clone()));
            row.put_texts("label", &self.piped(item.texts));
            if is_required {
                row.put("required", "yes");
            }
            let place = format!("{path}.rows[{at}].visibleIf");
            if let Some(condition) = self.expression(text(&item.rest, "visibleIf"), "", &place) {
                row.put("relevant", &condition);
            }
            self.put_own(&mut row, &item.rest, &["visibleIf"], Map::new(), &format!("{path}.rows[{at}]"));
            self.rows.push(row);
        }
        self.end("end_group");
    }

    fn begin(
        &mut self,
        kind: &str,
        group: &Map<String, Value>,
        path: &str,
        name: &str,
        appearance: &str,
        written: &[&str],
    ) {
        let mut row = Row::default();
        row.put("type", kind);
        row.put("name", name);
        for (property, column) in
            [("title", "label"), ("description", "hint"), ("kt:guidance", "guidance_hint")]
        {
            row.put_texts(column, &self.piped(texts(group, property, self.locale)));
        }
        let mut said: BTreeSet<&str> = written.iter().copied().collect();
        let condition = text(group, "visibleIf");
        match self.expression(condition, "", &format!("{path}.visibleIf")) {
            Some(condition) => row.put("relevant", &condition),
            None if !condition.is_empty() => {
                said.remove("visibleIf");
            }
            None => {}
        }
        if flag(group, "readOnly") {
            row.put("read_only", "yes");
        }
        row.put("appearance", format!("{appearance} {}", text(group, "kt:appearance")).trim());
        row.put("kt_role", text(group, "kt:role"));
        row.put("kt_number", &scalar_in(group, "kt:number"));
        if scalar_in(group, "kt:number").is_empty() {
            said.remove("kt:number");
        }
        let said: Vec<&str> = said.into_iter().collect();
        self.put_own(&mut row, group, &said, Map::new(), path);
        if let Some(raw) = group.get("kt:raw").and_then(Value::as_object) {
            row.put_raw(raw);
        }
        self.rows.push(row);
    }

    fn end(&mut self, kind: &str) {
        let mut row = Row::default();
        row.put("type", kind);
        self.rows.push(row);
    }
}
