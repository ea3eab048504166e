//! What answers are called in choices and conditions, and how they stand inside texts.

use super::*;

impl Writer<'_> {
    /// A text of a part, with the answers in it as REDCap writes them.
    pub(super) fn text(&mut self, object: &Map<String, Value>, property: &str, path: &str) -> String {
        let words = texts(object, property, self.locale);
        self.piped(pick(&words, self.lang), &join(path, property))
    }

    pub(super) fn piped(&mut self, words: &str, place: &str) -> String {
        let (names, holds, definition) = (&self.names, &self.holds, self.definition);
        let answer = |name: &str| -> Option<String> {
            let own = names.get(name)?;
            Some(match holds.get(name)? {
                Holds::One => format!("[{own}]"),
                Holds::Many => format!("[{own}:checked]"),
            })
        };
        piped(words, place, &answer, &|name| is_answer(definition, name), &mut self.losses)
    }

    /// How the answers of a question are kept, and their codes.
    pub(super) fn code_all(&mut self, question: &Flat<'_>) {
        let element = question.element;
        let name = text(element, "name");
        let stored = |property: &str, usual: &str| match scalar_in(element, property) {
            own if own.is_empty() => usual.to_owned(),
            own => own,
        };
        let is_box = text(element, "cellType") == "checkbox";
        let holds = match text(element, "type") {
            "matrix" if is_box => Holds::Many,
            "checkbox" | "tagbox" => Holds::Many,
            "text" | "comment" | "radiogroup" | "buttongroup" | "kt-seat" | "dropdown" | "boolean"
            | "rating" | "slider" | "file" | "matrix" => Holds::One,
            // Typed in by hand there, in whatever words.
            _ => return,
        };
        if flag(element, "showOtherItem") {
            self.holds.insert(format!("{name}-Comment"), Holds::One);
        }
        let mut codes = Codes::default();
        let property = if text(element, "type") == "matrix" { "columns" } else { "choices" };
        let mut values: Vec<String> =
            items(element, property, self.locale).into_iter().map(|item| item.value).collect();
        if property == "choices" && !values.is_empty() && flag(element, "showOtherItem") {
            values.push(OTHER.to_owned());
        }
        let mut answers = BTreeMap::new();
        for value in values {
            let code = codes.give(&value, &value, CODE);
            if code != value {
                self.losses.renamed(&question.path, &value, &code);
            }
            answers.insert(value, code);
        }
        if text(element, "type") == "boolean" {
            answers = BTreeMap::from([
                (stored("valueTrue", "true"), "1".to_owned()),
                (stored("valueFalse", "false"), "0".to_owned()),
            ]);
        }
        let variables = match property {
            "columns" => {
                let rows = items(element, "rows", self.locale).into_iter();
                rows.map(|row| format!("{name}.{}", row.value)).collect()
            }
            _ => vec![name.to_owned()],
        };
        for variable in variables {
            self.holds.insert(variable.clone(), holds);
            if !answers.is_empty() {
                self.coded.insert(variable, answers.clone());
            }
        }
    }

    /// The code of an answer of a variable.
    pub(super) fn code(&self, variable: &str, value: &str) -> String {
        let code = self.coded.get(variable).and_then(|answers| answers.get(value));
        code.cloned().unwrap_or_else(|| value.to_owned())
    }
}
