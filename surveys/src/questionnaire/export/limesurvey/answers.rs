//! What answers are called: in conditions, as defaults and inside texts.

use super::*;

impl Writer<'_> {
    /// Codes of the answers of variables that take one of several.
    pub(super) fn code_all(&mut self, element: &Map<String, Value>, name: &str, kind: &str) {
        let of = |property: &str| -> BTreeMap<String, String> {
            let code = |value: String| {
                let code = self.answers.get(&format!("{name}={property}={value}"))?.clone();
                Some((value, code))
            };
            items(element, property, self.locale).into_iter().filter_map(|item| code(item.value)).collect()
        };
        let stored = |property: &str, usual: &str| match scalar_in(element, property) {
            own if own.is_empty() => usual.to_owned(),
            own => own,
        };
        let coded: Vec<(String, BTreeMap<String, String>)> = match kind {
            "Y" => {
                let answers = [(stored("valueTrue", "true"), "Y"), (stored("valueFalse", "false"), "N")];
                let answers = answers.into_iter().map(|(value, code)| (value, code.to_owned()));
                vec![(name.to_owned(), answers.collect())]
            }
            "L" | "!" => {
                let mut answers = of("choices");
                // Choices from elsewhere are not known.
                if !answers.is_empty() && self.others.contains(name) {
                    answers.insert(OTHER.to_owned(), OTHER_CODE.to_owned());
                }
                vec![(name.to_owned(), answers)]
            }
            "F" => {
                let rows = items(element, "rows", self.locale).into_iter();
                rows.map(|row| (format!("{name}.{}", row.value), of("columns"))).collect()
            }
            _ => Vec::new(),
        };
        self.coded.extend(coded.into_iter().filter(|(_, answers)| !answers.is_empty()));
    }

    /// The answer that is there at first, by its code.
    pub(super) fn default(
        &mut self,
        element: &Map<String, Value>,
        name: &str,
        kind: &str,
        path: &str,
    ) -> String {
        let Some(value) = element.get("defaultValue") else { return String::new() };
        let said = match (scalar(value), self.coded.get(name)) {
            (Some(value), Some(answers)) => answers.get(&value).cloned(),
            (Some(value), None) if !["M", "R"].contains(&kind) => Some(value),
            _ => None,
        };
        if said.is_none() {
            self.losses.property(path, "defaultValue");
        }
        said.unwrap_or_default()
    }

    /// Texts with the answers in them as LimeSurvey writes them.
    pub(super) fn piped(&mut self, texts: Texts, place: &str) -> Texts {
        let (codes, kinds, answers, others) = (&self.codes, &self.kinds, &self.answers, &self.others);
        let answer = |name: &str| -> Option<String> {
            if let Some(name) = name.strip_suffix("-Comment") {
                return others
                    .contains(name)
                    .then(|| codes.get(name))
                    .flatten()
                    .map(|code| format!("{{{code}_other}}"));
            }
            if let Some(code) = codes.get(name) {
                return holds_one(kinds.get(name)).then(|| format!("{{{code}.shown}}"));
            }
            Some(format!("{{{}.shown}}", part_of(codes, answers, name)?))
        };
        let is_known = |name: &str| is_answer(self.definition, name);
        let losses = &mut self.losses;
        let mut said = |words: String| piped(&words, place, &answer, &is_known, losses);
        texts.into_iter().map(|(lang, words)| (lang, said(words))).collect()
    }
}
