//! What a coordinator chose for a sheet: its sections in order, its questions, and texts of one's own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use surveys::entity::feedback_sheet;
use surveys::id::SurveyId;
use surveys::store::feedback_sheets::NewSheet;

use super::sections::{SECTIONS, is_for_areas};
use crate::auth::form::StaffForm;
use crate::error::Result;
use crate::i18n::Lang;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// What the form calls a sheet that keeps to two pages, and one that shows more.
pub const SHORT: &str = "short";
/// See [`SHORT`].
pub const FULL: &str = "full";
/// Most characters of a text of one's own: it stays a sheet that is read.
pub const LONGEST_TEXT: usize = 800;
/// The fields of the form.
pub const FIELDS: [&str; 8] = [
    "sections",
    "questions",
    "extent",
    "purpose_plain",
    "introduction",
    "introduction_plain",
    "next_steps",
    "next_steps_plain",
];

/// A sheet as it is composed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Composition {
    /// Every section, in order.
    pub sections: Vec<Chosen>,
    /// The charts of closed questions that are shown; None = the usual ones.
    pub questions: Option<Vec<String>>,
    /// More bars and more quotes than fit two pages.
    pub is_full: bool,
    /// What the survey is for, in plain language; empty: the words of the survey.
    pub purpose_plain: String,
    /// Words before everything else.
    pub introduction: String,
    /// The same in plain language; empty: the usual words.
    pub introduction_plain: String,
    /// What will be done.
    pub next_steps: String,
    /// The same in plain language; empty: the usual words.
    pub next_steps_plain: String,
    /// Reading lines that somebody wrote, by language and chart (`ja/challenges`).
    pub lines: BTreeMap<String, Line>,
}

/// A section, and whether it is on the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Its code in `SECTIONS`.
    pub kind: String,
    /// Whether it is shown.
    pub is_on: bool,
}

/// A reading line that somebody wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The line; empty for none.
    pub text: String,
    /// The same in plain language; empty: the usual words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plain: String,
    /// SHA-256 of the numbers that it was written for.
    pub numbers: String,
}

impl Composition {
    /// A stored sheet with all sections that there are; what nobody has placed yet comes where the list has it.
    pub fn stored(row: Option<&feedback_sheet::Model>) -> Composition {
        let read: Option<Composition> = row.and_then(|row| serde_json::from_str(&row.content).ok());
        read.unwrap_or_default().completed()
    }

    fn completed(mut self) -> Composition {
        self.sections.retain(|chosen| SECTIONS.iter().any(|kind| kind.code == chosen.kind));
        for (place, kind) in SECTIONS.iter().enumerate() {
            if self.sections.iter().all(|chosen| chosen.kind != kind.code) {
                let chosen = Chosen { kind: kind.code.to_owned(), is_on: kind.is_on };
                self.sections.insert(place.min(self.sections.len()), chosen);
            }
        }
        self
    }

    /// Whether the chart of a closed question is on the sheet; `is_usual`: where nobody has chosen any, it is.
    pub fn has_question(&self, id: &str, is_usual: bool) -> bool {
        match &self.questions {
            Some(chosen) => chosen.iter().any(|own| own == id),
            None => is_usual,
        }
    }

    /// Most bars of a ranked chart: those after them are only counted. As many themes of each kind are proposed as findings to reply to.
    pub fn most_bars(&self) -> usize {
        if self.is_full { 8 } else { 5 }
    }

    /// Most quotes of a stance on paper; the page has all.
    pub fn most_quotes(&self) -> usize {
        if self.is_full { 3 } else { 2 }
    }

    /// Most findings on paper of which it is said what was replied; the page has all.
    pub fn most_findings(&self) -> usize {
        if self.is_full { 12 } else { 3 }
    }

    /// The line that somebody wrote under a chart.
    pub fn line(&self, lang: Lang, figure: &str) -> Option<&Line> {
        self.lines.get(&line_key(lang, figure))
    }

    /// This sheet of an area with what was chosen and written for the whole region, but for sections that no area can have. The
    /// lines stay its own: those of the region speak of other numbers.
    pub fn taking_over(&self, whole: &Composition) -> Composition {
        let mut own = Composition { lines: self.lines.clone(), ..whole.clone() };
        for chosen in &mut own.sections {
            chosen.is_on &= is_for_areas(&chosen.kind);
        }
        own
    }

    /// As it is saved for an area (by its code; empty = the whole region) by somebody who started from a revision.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn to_save(&self, (survey, area): (SurveyId, &str), revision: i32) -> Result<NewSheet> {
        let content = serde_json::to_string(self).map_err(anyhow::Error::from)?;
        Ok(NewSheet { survey, area: area.to_owned(), revision, content, taken_from: None })
    }

    /// Moves a section one place up or down.
    pub fn shift(&mut self, kind: &str, is_up: bool) {
        let Some(place) = self.sections.iter().position(|chosen| chosen.kind == kind) else { return };
        let other = if is_up { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(other) = other.filter(|other| *other < self.sections.len()) {
            self.sections.swap(place, other);
        }
    }

    /// As fields of the form, each a text that can be set against another one; `questions` has all charts of closed questions, and
    /// whether each is a usual one.
    pub fn form(&self, questions: &[(String, bool)]) -> FormView {
        let mark = |chosen: &Chosen| format!("{}{}", if chosen.is_on { '+' } else { '-' }, chosen.kind);
        let sections: Vec<String> = self.sections.iter().map(mark).collect();
        let shown = questions.iter().filter(|(id, is_usual)| self.has_question(id, *is_usual));
        let shown: Vec<&str> = shown.map(|(id, _)| id.as_str()).collect();
        FormView::filled([
            ("sections", sections.join(" ")),
            ("questions", shown.join(" ")),
            ("extent", if self.is_full { FULL } else { SHORT }.to_owned()),
            ("purpose_plain", self.purpose_plain.clone()),
            ("introduction", self.introduction.clone()),
            ("introduction_plain", self.introduction_plain.clone()),
            ("next_steps", self.next_steps.clone()),
            ("next_steps_plain", self.next_steps_plain.clone()),
        ])
    }

    /// The sheet that a form stands for, with the lines of this one.
    pub fn of_form(&self, form: &FormView) -> Composition {
        let chosen = |marked: &str| Chosen {
            kind: marked.trim_start_matches(['+', '-']).to_owned(),
            is_on: marked.starts_with('+'),
        };
        Composition {
            sections: form.value("sections").split_whitespace().map(chosen).collect(),
            questions: Some(form.value("questions").split_whitespace().map(str::to_owned).collect()),
            is_full: form.value("extent") == FULL,
            purpose_plain: form.value("purpose_plain").to_owned(),
            introduction: form.value("introduction").to_owned(),
            introduction_plain: form.value("introduction_plain").to_owned(),
            next_steps: form.value("next_steps").to_owned(),
            next_steps_plain: form.value("next_steps_plain").to_owned(),
            lines: self.lines.clone(),
        }
        .completed()
    }

    /// This sheet with what the form sent in its place: order, boxes, texts, and the button that moves a section.
    pub fn with(&self, sent: &StaffForm) -> Composition {
        let on: Vec<&str> = sent.all("on").collect();
        let chosen = |kind: &str| Chosen { kind: kind.to_owned(), is_on: on.contains(&kind) };
        let text = |name: &str| sent.get(name).replace("\r\n", "\n");
        let mut own = Composition {
            sections: sent.get("order").split_whitespace().map(chosen).collect(),
            questions: Some(sent.all("question").map(str::to_owned).collect()),
            is_full: sent.get("extent") == FULL,
            purpose_plain: text("purpose_plain"),
            introduction: text("introduction"),
            introduction_plain: text("introduction_plain"),
            next_steps: text("next_steps"),
            next_steps_plain: text("next_steps_plain"),
            lines: self.lines.clone(),
        }
        .completed();
        match sent.get("do").split_once(':') {
            Some(("up", kind)) => own.shift(kind, true),
            Some(("down", kind)) => own.shift(kind, false),
            _ => {}
        }
        own
    }
}

/// The name of the line under a chart.
pub fn line_key(lang: Lang, figure: &str) -> String {
    format!("{}/{figure}", lang.code())
}

/// Rejects texts that are too long.
pub fn check(frame: &Frame, form: &mut FormView) {
    for name in ["purpose_plain", "introduction", "introduction_plain", "next_steps", "next_steps_plain"] {
        form.limit(frame, name, &format!("sheet-section-{name}"), LONGEST_TEXT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Composition {
        /// Whether a section is on the sheet.
        fn has(&self, kind: &str) -> bool {
            self.sections.iter().any(|chosen| chosen.kind == kind && chosen.is_on)
        }
    }

    fn sent(fields: &[(&str, &str)]) -> StaffForm {
        StaffForm(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn order(composition: &Composition) -> Vec<&str> {
        composition.sections.iter().map(|chosen| chosen.kind.as_str()).collect()
    }

    #[test]
    fn a_section_that_is_new_to_a_stored_sheet_comes_where_the_list_has_it() {
        let new = Composition::stored(None);
        let all: Vec<&str> = SECTIONS.iter().map(|kind| kind.code).collect();
        assert_eq!(order(&new), all);
        let chosen = Chosen { kind: "quotes".to_owned(), is_on: false };
        let gone = Chosen { kind: "no-such".to_owned(), is_on: true };
        let old = Composition { sections: vec![chosen, gone], ..Composition::default() }.completed();
        assert_eq!(old.sections.len(), SECTIONS.len());
        assert!(!old.has("quotes") && !old.has("no-such") && old.has("challenges"));
    }

    #[test]
    fn sections_move_within_the_sheet_and_not_out_of_it() {
        let mut own = Composition::stored(None);
        let (first, second) = (SECTIONS[0].code, SECTIONS[1].code);
        own.shift(first, true);
        assert_eq!(order(&own)[0], first);
        own.shift(first, false);
        assert_eq!(order(&own)[..2], [second, first]);
        let last = order(&own)[SECTIONS.len() - 1].to_owned();
        own.shift(&last, false);
        assert_eq!(order(&own)[SECTIONS.len() - 1], last);
    }

    #[test]
    fn an_area_takes_over_all_of_the_region_but_its_lines_and_what_no_area_can_have() {
        let line = |text: &str| Line { text: text.to_owned(), numbers: "a".to_owned(), ..Line::default() };
        let lines = |text: &str| BTreeMap::from([(line_key(Lang::Ja, "challenges"), line(text))]);
        let chosen = |kind: &str, is_on: bool| Chosen { kind: kind.to_owned(), is_on };
        let whole = Composition {
            sections: vec![chosen("quotes", false), chosen("collaboration", true), chosen("requests", true)],
            questions: Some(vec!["q1-a".to_owned()]),
            is_full: true,
            next_steps: "集まる。".to_owned(),
            next_steps_plain: "集まります。".to_owned(),
            lines: lines("全体で多い。"),
            ..Composition::default()
        }
        .completed();
        let own = Composition {
            introduction: "北部の皆さまへ。".to_owned(),
            lines: lines("北部で多い。"),
            ..Composition::stored(None)
        };
        let after = own.taking_over(&whole);
        assert_eq!(order(&after), order(&whole));
        assert!(after.has("requests") && !after.has("quotes") && !after.has("collaboration"));
        assert_eq!(after.lines, own.lines);
        let sections = after.sections.clone();
        assert_eq!(Composition { sections, lines: own.lines, ..whole }, after, "all else is the region's");
    }

    #[test]
    fn what_the_form_says_holds_and_lines_stay() {
        let line = Line { text: "多い。".to_owned(), numbers: "a".to_owned(), ..Line::default() };
        let before = Composition {
            lines: BTreeMap::from([(line_key(Lang::Ja, "challenges"), line)]),
            ..Composition::stored(None)
        };
        let form = sent(&[
            ("order", "quotes challenges"),
            ("on", "quotes"),
            ("question", "q1-a"),
            ("extent", "full"),
            ("next_steps", "集まる。\r\n話す。"),
            ("next_steps_plain", "集まります。"),
            ("do", "down:quotes"),
        ]);
        let after = before.with(&form);
        assert!(after.has("quotes") && !after.has("challenges"));
        let again = after.of_form(&after.form(&["q1-a", "q1-b"].map(|id| (id.to_owned(), true))));
        assert_eq!(again, after, "a form says all that there is to choose");
        assert_eq!(after.next_steps, "集まる。\n話す。");
        assert_eq!(after.next_steps_plain, "集まります。");
        assert!(after.most_bars() > before.most_bars() && after.most_quotes() > before.most_quotes());
        assert!(after.has_question("q1-a", false) && !after.has_question("q1-b", true));
        assert!(Composition::default().has_question("q1-b", true), "nobody has chosen");
        assert_eq!(after.lines, before.lines);
        assert!(after.line(Lang::En, "challenges").is_none(), "a line is of one language");
    }
}
