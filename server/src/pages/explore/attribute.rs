//! What tables of words and codes are made by (外部変数): area, kind, wave, or what people answered to a question.

use std::collections::HashMap;

use analysis::table::crosstab::CodeCrosstab;
use analysis::table::suppress::{Disclosure, Protected, WithheldGroups};
use analysis::table::tested::{TestedCode, test_codes_among};
use analysis::table::{Kind, ValueLabel, Variable};
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{self, VariableKind};
use surveys::store::segments::Origin;

use super::answers::variable_title;
use super::groups::{Grouping, Groups, by_choices, is_no_group, left_out, parted};
use crate::dataset::tables::{AnswerTable, By, answer_table, closed_questions, withheld_groups};
use crate::dataset::writings::{Writing, id_of};
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};
use crate::pages::conditions::encode;
use crate::view::form::ChoiceView;

/// What is set against where nobody says.
pub const USUAL: Grouping = Grouping::Region;

/// Questions with more answers make no table that can be read.
const MOST_ANSWERS: usize = 30;

/// Stands before the number of a questionnaire and the name of a question: `answer:3:q1`.
pub const ANSWER: &str = "answer";

/// What people are compared by.
pub struct Attribute {
    /// Its name in a form: `region`, `kind`, `wave`, or `answer:3:q1`.
    pub code: String,
    /// It as the attribute of a table, with the values that there are.
    pub variable: Variable,
    /// For each text its value, if it has one.
    pub values: Vec<Option<String>>,
    /// Its values of which no table of codes or words tells.
    pub withheld: WithheldGroups,
}

impl Attribute {
    /// What narrows an address of texts down to those of a value, or of any value.
    pub fn address(&self, value: Option<&str>) -> String {
        match (self.code.split_once(':'), value) {
            (Some((_, question)), Some(value)) => {
                format!("&answer={}&answer_value={}", encode(question), encode(value))
            }
            (Some((_, question)), None) => format!("&answer={}", encode(question)),
            (None, Some(value)) => format!("&{}={}", self.code, encode(value)),
            (None, None) => format!("&by={}", self.code),
        }
    }

    /// What is said of those who have no value.
    pub fn left_out(&self, dataset: &Dataset) -> String {
        let by = self.code.split(':').next().unwrap_or_default();
        left_out(dataset, by, self.values.iter().filter(|value| value.is_none()).count())
    }

    /// The tests of codes by it, without who is of no group ([`is_no_group`]).
    pub fn tested(&self, table: &Protected<CodeCrosstab>) -> Vec<TestedCode> {
        test_codes_among(table, |row| !is_no_group(&self.code, &row.value), |_| true)
    }

    /// What is said of values that are in no test; empty where there are none.
    pub fn not_tested(&self, lang: Lang) -> String {
        let values = self.variable.values.iter().filter(|value| is_no_group(&self.code, &value.value));
        let values: Vec<String> = values.map(|value| value.label.clone()).collect();
        if values.is_empty() {
            return String::new();
        }
        let values = values.join(&i18n::plain(lang, "list-separator"));
        i18n::text(lang.code(), "explore-not-tested", &[("values", values)])
    }

    /// It as groups of the texts.
    pub fn into_groups(self) -> Groups {
        Groups {
            code: self.code,
            title: self.variable.label,
            labels: self.variable.values,
            values: self.values,
            withheld: self.withheld,
        }
    }

    /// The texts of a value, or of any value where it is empty, ascending.
    pub fn texts_of(&self, wanted: &str) -> Vec<u32> {
        let is_of = |value: &str| wanted.is_empty() || value == wanted;
        let found = (0..).zip(&self.values).filter(|(_, value)| value.as_deref().is_some_and(is_of));
        found.map(|(place, _)| place).collect()
    }

    /// The texts of any other value, ascending.
    pub fn texts_of_others(&self, wanted: &str) -> Vec<u32> {
        let own = self.texts_of(wanted);
        self.texts_of("").into_iter().filter(|place| own.binary_search(place).is_err()).collect()
    }

    /// The question with a value, in words.
    pub fn words(&self, value: &str) -> String {
        let label = self.variable.values.iter().find(|known| known.value == value);
        label
            .map_or(self.variable.label.clone(), |label| format!("{} = {}", self.variable.label, label.label))
    }
}

/// The attribute that was asked for; the usual one where nothing of use was.
pub fn attribute(dataset: &Dataset, writings: &[Writing], code: &str) -> Attribute {
    let question = code.split_once(':').filter(|(kind, _)| *kind == ANSWER);
    let answers = question.and_then(|(_, question)| of_answers(dataset, writings, question));
    let by = || Grouping::from_code(code).unwrap_or(USUAL);
    answers.unwrap_or_else(|| of_groups(dataset, writings, by()))
}

/// Area, kind or wave.
pub fn of_groups(dataset: &Dataset, writings: &[Writing], by: Grouping) -> Attribute {
    let groups = parted(dataset, writings, by);
    let variable = groups.attribute(dataset.lang);
    Attribute { code: groups.code, variable, values: groups.values, withheld: groups.withheld }
}

/// A question with the answers that people who wrote something gave.
pub struct Answered {
    /// Its name in a form: `answer:3:q1`.
    pub code: String,
    /// Number and words.
    pub title: String,
    /// The answers.
    pub values: Vec<ValueLabel>,
}

/// The questions that people can be compared by.
pub fn answered(dataset: &Dataset, writings: &[Writing]) -> Vec<Answered> {
    let mut found = Vec::new();
    for fielded in dataset.fielded.iter().filter(|fielded| !fielded.responses.is_empty()) {
        let table = answer_table(dataset, fielded);
        for asked in offered(&table) {
            let values = values(writings, &given(fielded, &table, asked));
            found.push(Answered {
                code: format!("{ANSWER}:{}:{}", fielded.id.0, asked.name),
                title: variable_title(dataset, asked),
                values: met(asked, &values, &hidden(dataset, &table, asked).unwrap_or_default()),
            });
        }
    }
    found
}

/// For everything that tables can be made by what each text has of it, if it has a value.
pub fn all_values(dataset: &Dataset, writings: &[Writing]) -> Vec<Vec<Option<String>>> {
    let mut found: Vec<Vec<Option<String>>> =
        Grouping::ALL.map(|by| parted(dataset, writings, by).values).into();
    for fielded in dataset.fielded.iter().filter(|fielded| !fielded.responses.is_empty()) {
        let table = answer_table(dataset, fielded);
        found.extend(offered(&table).map(|asked| values(writings, &given(fielded, &table, asked))));
    }
    found
}

/// For each text what was answered, if it was.
fn values(writings: &[Writing], given: &HashMap<String, &str>) -> Vec<Option<String>> {
    writings.iter().map(|writing| given.get(&writing.id).map(|value| (*value).to_owned())).collect()
}

/// The answers that there are, in the order of the question, with those that are `hidden`: that one stands there would tell that somebody
/// who gave it wrote.
fn met(asked: &variable::Variable, values: &[Option<String>], hidden: &[String]) -> Vec<ValueLabel> {
    let is_any = values.iter().any(Option::is_some);
    let is_met = |(value, _): &&(String, String)| {
        values.iter().flatten().any(|met| met == value) || is_any && hidden.contains(value)
    };
    let label = |(value, label): &(String, String)| ValueLabel { value: value.clone(), label: label.clone() };
    asked.value_labels.iter().filter(is_met).map(label).collect()
}

/// What was answered to a question that an address names (`3:q1`). Who was not asked or did not answer has no value, and neither
/// have notes of hearings.
pub fn of_answers(dataset: &Dataset, writings: &[Writing], question: &str) -> Option<Attribute> {
    let (questionnaire, name) = question.split_once(':')?;
    let fielded = dataset.questionnaire(questionnaire.parse().ok()?)?;
    let table = answer_table(dataset, fielded);
    let asked = offered(&table).find(|asked| asked.name == name)?;
    let values = values(writings, &given(fielded, &table, asked));
    let hidden = hidden(dataset, &table, asked)?;
    let variable = Variable {
        name: "attribute".to_owned(),
        label: variable_title(dataset, asked),
        kind: Kind::Single,
        values: met(asked, &values, &hidden),
    };
    let withheld = withheld_groups(dataset, &values, &[]).with(hidden);
    Some(Attribute { code: format!("{ANSWER}:{question}"), variable, values, withheld })
}

/// The answers that the question's own table withholds.
fn hidden(dataset: &Dataset, table: &AnswerTable<'_>, asked: &variable::Variable) -> Option<Vec<String>> {
    if dataset.disclosure() == Disclosure::Internal {
        return Some(Vec::new());
    }
    let hidden = WithheldGroups::hidden_in(&table.frequency(dataset, asked).ok()?);
    let answers = asked.value_labels.iter().map(|(value, _)| value);
    Some(answers.filter(|value| hidden.contains(value)).cloned().collect())
}

/// What each response gave, by the ids of its writing.
fn given<'t>(
    fielded: &Fielded,
    table: &AnswerTable<'_>,
    asked: &'t variable::Variable,
) -> HashMap<String, &'t str> {
    let mut given = HashMap::new();
    for response in &fielded.responses {
        let value = asked.value_labels.iter().find(|(value, _)| table.gave(asked, response, value));
        if let Some((value, _)) = value {
            given.insert(id_of(Origin::Response(response.id)), value.as_str());
        }
    }
    given
}

/// Questions with one answer each. Those for the area or kind are that attribute.
fn offered<'t>(table: &'t AnswerTable<'_>) -> impl Iterator<Item = &'t variable::Variable> {
    table.variables().iter().filter(|asked| is_offered(asked, table.asks_for(asked)))
}

fn is_offered(asked: &variable::Variable, asks_for: Option<By>) -> bool {
    asked.kind == VariableKind::Single
        && (2..=MOST_ANSWERS).contains(&asked.value_labels.len())
        && asks_for.is_none()
}

/// All that can be asked for: waves where there are several, and the questions of questionnaires that have answers.
pub fn choices(dataset: &Dataset, writings: &[Writing]) -> Vec<ChoiceView> {
    let mut choices = by_choices(dataset, writings);
    for fielded in dataset.fielded.iter().filter(|fielded| !fielded.responses.is_empty()) {
        let choice = |joined: Joined| {
            let asked = &joined.variable;
            let args = [
                ("questionnaire", fielded.full_title(dataset.lang)),
                ("question", variable_title(dataset, asked)),
            ];
            ChoiceView {
                value: format!("{ANSWER}:{}:{}", fielded.id.0, asked.name),
                label: i18n::text(dataset.lang.code(), "explore-by-answer", &args),
            }
        };
        let questions = closed_questions(dataset, fielded).into_iter();
        choices.extend(
            questions.filter(|joined| is_offered(&joined.variable, By::asked_by(joined))).map(choice),
        );
    }
    choices
}

#[cfg(test)]
mod tests {
    use analysis::statistics::independence::independence;
    use analysis::table::crosstab::CodeHits;
    use analysis::table::suppress::protect;

    use super::super::groups::counted;
    use super::*;

    fn attribute_of(code: &str) -> Attribute {
        let value = ValueLabel { value: "1".to_owned(), label: "正社員".to_owned() };
        let (name, label) = ("attribute".to_owned(), "働き方".to_owned());
        let variable = Variable { name, label, kind: Kind::Single, values: vec![value] };
        let values = [Some("1"), None, Some("2")].map(|value| value.map(str::to_owned)).into();
        Attribute { code: code.to_owned(), variable, values, withheld: WithheldGroups::default() }
    }

    #[test]
    fn values_are_conditions_of_lists() {
        let area = attribute_of("region");
        assert_eq!(
            (area.address(Some("a b")).as_str(), area.address(None).as_str()),
            ("&region=a%20b", "&by=region")
        );
        let answer = attribute_of("answer:3:q1");
        assert_eq!(answer.address(Some("1")), "&answer=3%3Aq1&answer_value=1");
        assert_eq!(answer.address(None), "&answer=3%3Aq1");
    }

    #[test]
    fn who_did_not_tell_the_area_is_in_the_table_and_in_no_test() {
        let value = |value: &str| ValueLabel { value: value.to_owned(), label: format!("圏域{value}") };
        let variable = Variable {
            name: "attribute".to_owned(),
            label: "圏域".to_owned(),
            kind: Kind::Single,
            values: ["9001", "9002", "98"].map(value).into(),
        };
        let of = |place: u32| {
            Some(
                if place < 10 {
                    "9001"
                } else if place < 20 {
                    "9002"
                } else {
                    "98"
                }
                .to_owned(),
            )
        };
        let values: Vec<Option<String>> = (0..21).map(of).collect();
        let area =
            Attribute { code: "region".to_owned(), variable, values, withheld: WithheldGroups::default() };
        let rows = (0..8).chain(10..13).chain([20]).collect();
        let hits = [CodeHits { name: "a".to_owned(), label: "送迎".to_owned(), rows }];
        let table = protect(counted(&area.variable, &area.values, &hits).unwrap(), Disclosure::Internal);
        assert_eq!(table.table().rows.len(), 3);
        let tested = area.tested(&table);
        let found = tested[0].independence.found().unwrap();
        assert_eq!(*found, independence(&[vec![8, 2], vec![3, 7]]).unwrap(), "as if there were two areas");
        assert!(tested[0].residuals[0].is_some() && tested[0].residuals[2].is_none());
        assert!(area.not_tested(Lang::Ja).contains("圏域98"));
        // An answer to another question stays one.
        let answers = Attribute { code: "answer:3:q1".to_owned(), ..area };
        assert!(answers.tested(&table)[0].residuals[2].is_some() && answers.not_tested(Lang::Ja).is_empty());
    }

    #[test]
    fn texts_and_words_of_a_value() {
        let answer = attribute_of("answer:3:q1");
        assert_eq!((answer.texts_of("1"), answer.texts_of("")), (vec![0], vec![0, 2]));
        assert_eq!(answer.texts_of_others("1"), [2], "who did not answer gave no other answer");
        assert_eq!((answer.words("1").as_str(), answer.words("").as_str()), ("働き方 = 正社員", "働き方"));
    }
}
