//! Lists of choices: selects with the same choices share one.

use super::row::Row;
use crate::questionnaire::export::plain::{Item, scalar};
use serde_json::Value;

/// All lists so far.
#[derive(Debug, Default)]
pub struct Lists {
    lists: Vec<(String, Vec<Item>)>,
    rows: Vec<Row>,
}

impl Lists {
    /// The name of a list with these choices: the wanted one unless it has others.
    pub fn name(&mut self, wanted: &str, items: Vec<Item>) -> String {
        let is_wanted = |name: &str| {
            name == wanted || name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('_'))
        };
        let same = self.lists.iter().find(|(name, known)| *known == items && is_wanted(name));
        if let Some((name, _)) = same.or_else(|| self.lists.iter().find(|(_, known)| *known == items)) {
            return name.clone();
        }
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let is_free = |name: &String| self.lists.iter().all(|(known, _)| known != name);
        let name = std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default();
        self.rows.extend(items.iter().map(|item| row(&name, item)));
        self.lists.push((name.clone(), items));
        name
    }

    /// The rows of all lists.
    pub fn rows(&self) -> &Vec<Row> {
        &self.rows
    }
}

fn row(list: &str, item: &Item) -> Row {
    let mut row = Row::default();
    row.put("list_name", list);
    row.put("name", &item.value);
    row.put_texts("label", &item.texts);
    for (key, value) in &item.rest {
        let column = key.replace("kt:", "kt_");
        match value {
            Value::Bool(true) if key.starts_with("kt:") => row.put(&column, "yes"),
            Value::Bool(false) if key.starts_with("kt:") => {}
            value => row.put(&column, &scalar(value).unwrap_or_else(|| value.to_string())),
        }
    }
    row
}
