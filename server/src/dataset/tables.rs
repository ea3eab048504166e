//! Closed questions as tables: variables with labels, and one row a response.

mod across;
pub(in crate::dataset) mod against;
mod alone;
mod followed;
mod kinds;
pub mod numbers;
pub mod scales;
mod silent;
mod told;
mod untold;

use std::collections::HashMap;

use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::frequency::{Base, Frequency, FrequencyOptions, frequency};
use analysis::table::suppress::{Protected, protect, protect_unless};
use analysis::table::{Column, ColumnData, Frame, Kind, RowId, ValueLabel, Variable, frame, keep};
use surveys::entity::region;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::{self, VariableKind};

use self::against::Side;
pub use self::against::withheld_groups;
use self::followed::Following;
pub use self::kinds::{OTHER_KINDS, full_kind_name, kind_name};
use self::kinds::{Pool, kind_variable};
use crate::dataset::{Dataset, Fielded, Response, strings};
use crate::i18n;

/// Name of the column that holds a response's area.
const REGION: &str = "kt_region";
/// Name of the column that holds a response's agency kind.
const KIND: &str = "kt_kind";

/// What respondents are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The area.
    Region,
    /// The agency kind.
    Kind,
}

impl By {
    /// From the value of a form field.
    pub fn from_code(code: &str) -> Option<By> {
        match code {
            "region" => Some(By::Region),
            "kind" => Some(By::Kind),
            _ => None,
        }
    }

    /// The value of a form field.
    pub fn code(self) -> &'static str {
        match self {
            By::Region => "region",
            By::Kind => "kind",
        }
    }

    /// What a question asks for, if its answers are what respondents are compared by.
    pub fn asked_by(question: &Joined) -> Option<By> {
        if question.roles.contains("region") {
            return Some(By::Region);
        }
        question.roles.contains("agency_kind").then_some(By::Kind)
    }

    /// What a response is compared by, if it has it.
    pub fn value(self, response: &Response) -> Option<String> {
        match self {
            By::Region => response.region.clone(),
            By::Kind => response.kind(),
        }
    }
}

/// A questionnaire's closed answers, ready to be counted.
pub struct AnswerTable<'a> {
    fielded: &'a Fielded,
    asked: Vec<variable::Variable>,
    joined: HashMap<String, Joined>,
    regions: Variable,
    kinds: Variable,
    /// The kinds that tables of its questions count together.
    pool: Pool,
    /// Which questions follow others.
    following: Following,
}

/// A table of one question.
pub enum QuestionTable {
    /// How often each value was given.
    Frequency(Protected<Frequency>),
    /// A question with one answer, by area or kind.
    Crosstab(Protected<Crosstab>),
    /// A question with several answers, by area or kind.
    Choices(Protected<CodeCrosstab>),
}

/// The questions of a questionnaire that its table has, known without counting an answer.
pub fn closed_questions(dataset: &Dataset, fielded: &Fielded) -> Vec<Joined> {
    let is_counted = |joined: &Joined| !joined.variable.is_identifier && is_closed(&joined.variable);
    fielded.variables(dataset.lang).into_iter().filter(is_counted).collect()
}

/// The table of a questionnaire. Its columns are made when they are counted: hundreds of them at once would be tens of megabytes.
pub fn answer_table<'a>(dataset: &Dataset, fielded: &'a Fielded) -> AnswerTable<'a> {
    let joined = closed_questions(dataset, fielded);
    AnswerTable {
        regions: region_variable(dataset, fielded),
        kinds: kind_variable(dataset.lang),
        pool: Pool::of(dataset, fielded),
        following: Following::of(dataset, fielded),
        fielded,
        asked: joined.iter().map(|joined| joined.variable.clone()).collect(),
        joined: joined.into_iter().map(|joined| (joined.variable.name.clone(), joined)).collect(),
    }
}

fn is_closed(variable: &variable::Variable) -> bool {
    matches!(variable.kind, VariableKind::Single | VariableKind::Multiple) && !variable.is_comment
}

fn column(joined: &Joined, responses: &[Response]) -> Column {
    let variable = &joined.variable;
    let values = responses.iter().map(|response| strings(response.value(joined)));
    let data = if variable.kind == VariableKind::Multiple {
        ColumnData::Lists(values.map(|values| (!values.is_empty()).then_some(values)).collect())
    } else {
        ColumnData::Texts(values.map(|values| values.into_iter().next()).collect())
    };
    Column { name: variable.name.clone(), data }
}

/// The areas as a variable, with the questionnaire's own answers such as 県外.
fn region_variable(dataset: &Dataset, fielded: &Fielded) -> Variable {
    let values = labels(dataset, [fielded]);
    let label = i18n::plain(dataset.lang, "table-region");
    Variable { name: REGION.to_owned(), label, kind: Kind::Single, values }
}

/// How many people are of each area, protected for the purpose; `regions` has one entry a person, `few` are areas with few on the list.
///
/// # Errors
/// When the table library refuses.
pub fn people_by_area(
    dataset: &Dataset,
    (regions, few): (Vec<Option<String>>, &[String]),
) -> Result<Protected<Frequency>, Error> {
    let label = i18n::plain(dataset.lang, "table-region");
    let values = region_labels(dataset);
    let variable = Variable { name: REGION.to_owned(), label, kind: Kind::Single, values };
    let withheld = withheld_groups(dataset, &regions, few);
    let table = frame(vec![Column { name: REGION.to_owned(), data: ColumnData::Texts(regions) }])?;
    let counted = frequency(&table, &variable, FrequencyOptions::default())?.with_withheld(&withheld);
    Ok(protect(counted, dataset.disclosure()))
}

/// How many people have each code, of all whose texts are read; `given` has the codes of each of them.
///
/// # Errors
/// When the table library refuses.
pub fn people_by_code(
    dataset: &Dataset,
    codes: Vec<ValueLabel>,
    given: Vec<Vec<String>>,
) -> Result<Protected<Frequency>, Error> {
    let name = || "code".to_owned();
    let label = i18n::plain(dataset.lang, "table-code");
    let variable = Variable { name: name(), label, kind: Kind::Multiple, values: codes };
    let cells = given.into_iter().map(|codes| (!codes.is_empty()).then_some(codes)).collect();
    let table = frame(vec![Column { name: name(), data: ColumnData::Lists(cells) }])?;
    let options = FrequencyOptions { base: Base::Everyone };
    Ok(protect(frequency(&table, &variable, options)?, dataset.disclosure()))
}

/// The areas of the survey, then what its questionnaires offer besides them (県全域, 県外 …).
pub fn region_labels(dataset: &Dataset) -> Vec<ValueLabel> {
    labels(dataset, &dataset.fielded)
}

/// The areas, then what these questionnaires offer besides them.
pub fn labels<'a>(dataset: &Dataset, fielded: impl IntoIterator<Item = &'a Fielded>) -> Vec<ValueLabel> {
    let area = |area: &region::Model| ValueLabel { value: area.code.clone(), label: area.name.clone() };
    let mut labels: Vec<ValueLabel> = dataset.areas.iter().map(area).collect();
    let versions = fielded.into_iter().flat_map(|fielded| fielded.versions.iter().rev());
    let questions = versions.filter_map(|version| version.definition.question_with_role("region"));
    for choice in questions.flat_map(|question| &question.choices) {
        if labels.iter().all(|known| known.value != choice.value) {
            let label = choice.text.get(dataset.lang.code()).to_owned();
            labels.push(ValueLabel { value: choice.value.clone(), label });
        }
    }
    labels
}

/// The name of an area, or of an answer such as 県外; the code itself when it is neither.
pub fn region_name(dataset: &Dataset, code: &str) -> String {
    let found = region_labels(dataset).into_iter().find(|label| label.value == code);
    found.map_or(code.to_owned(), |label| label.label)
}

impl AnswerTable<'_> {
    /// The closed questions of all versions, in the order of the newest.
    pub fn variables(&self) -> &[variable::Variable] {
        &self.asked
    }

    /// A variable over all versions.
    pub fn joined(&self, variable: &variable::Variable) -> Option<&Joined> {
        self.joined.get(&variable.name)
    }

    /// The question of a variable, as the newest version that has it asks it.
    pub fn question(&self, variable: &variable::Variable) -> Option<&Question> {
        scales::question_of(self.fielded, self.joined(variable)?)
    }

    /// Whether a response is among those that the tables count for a value.
    pub fn gave(&self, variable: &variable::Variable, response: &Response, value: &str) -> bool {
        let given = self.joined(variable).and_then(|joined| response.value(joined));
        strings(given).iter().any(|given| given == value)
    }

    /// The response behind a row id.
    pub fn response(&self, row: RowId) -> Option<&Response> {
        self.fielded.responses.get(row as usize)
    }

    /// How often each value of a question was given, among those who were asked it.
    ///
    /// # Errors
    /// When the question cannot be counted.
    pub fn frequency(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> Result<Protected<Frequency>, Error> {
        let is_untold = self.is_untold_question(dataset, variable)?;
        let tables = if is_untold { None } else { self.side_by_side(dataset, variable)? };
        if let Some(tables) = tables {
            return Ok(tables.frequency);
        }
        let counted = self.counted(dataset, &self.among_asked(variable, &[])?, variable)?;
        Ok(protect_unless(is_untold, counted, dataset.disclosure()))
    }

    /// How often each value of a question was given by those who were asked it (`frame`), before anything is withheld.
    fn counted(
        &self,
        dataset: &Dataset,
        frame: &Frame,
        variable: &variable::Variable,
    ) -> Result<Frequency, Error> {
        let table = frequency(frame, &countable(variable), FrequencyOptions::default())?;
        let table = table.with_withheld(&self.withheld_answers(dataset, variable));
        let table = table.with_other_base(|value| self.has_other_base(variable, value));
        let is_others = |response: &&Response| !self.is_asked(variable, response);
        Ok(table.with_not_asked(self.fielded.responses.iter().filter(is_others).count()))
    }

    /// A question's table: its frequencies, or its answers by area or kind. A question of more answers than a table by area can have
    /// has its frequencies alone, and so have the one for the area or kind itself and, outside internal work, ties by kind.
    ///
    /// # Errors
    /// When the question cannot be counted.
    pub fn table(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        by: Option<By>,
    ) -> Result<QuestionTable, Error> {
        let Some(by) = by.filter(|by| !self.has_no_table(dataset, variable, *by)) else {
            return Ok(QuestionTable::Frequency(self.frequency(dataset, variable)?));
        };
        let is_untold = self.is_untold_question(dataset, variable)?;
        let tables = if is_untold { None } else { self.side_by_side(dataset, variable)? };
        if let Some(tables) = tables {
            return Ok(tables.by(by));
        }
        match self.set_against(dataset, variable, &self.side(dataset, variable, by)?, is_untold) {
            Err(Error::TooManyCategories { .. }) => self.table(dataset, variable, None),
            counted => counted,
        }
    }

    /// Who answered, by area or kind, among those who were asked for it or have one by the list of agencies. Respondents of
    /// several kinds count under each of them. Of areas or kinds with few agencies on the list no small number is given, not even 0.
    ///
    /// # Errors
    /// When the table library refuses.
    pub fn respondents(&self, dataset: &Dataset, by: By) -> Result<Protected<Frequency>, Error> {
        let is_asked = |response: &&Response| {
            by.value(response).is_some() || against::is_asked(self.fielded, by, response)
        };
        let asked: Vec<&Response> = self.fielded.responses.iter().filter(is_asked).collect();
        let n_not_asked = self.fielded.responses.len() - asked.len();
        let (variable, data) = match by {
            By::Region => {
                let cells = asked.iter().map(|response| response.region.clone());
                (self.regions.clone(), ColumnData::Texts(cells.collect()))
            }
            // Where nobody is of several kinds, readers know that the kinds sum to all.
            By::Kind if asked.iter().all(|response| response.kinds.len() < 2) => {
                let cells = asked.iter().map(|response| response.kind());
                (self.kinds.clone(), ColumnData::Texts(cells.collect()))
            }
            By::Kind => {
                let cells = asked.iter().map(|response| Some(response.kinds.clone()));
                let variable = Variable { kind: Kind::Multiple, ..self.kinds.clone() };
                (variable, ColumnData::Lists(cells.collect()))
            }
        };
        let table = frame(vec![Column { name: variable.name.clone(), data }])?;
        let counted = frequency(&table, &variable, FrequencyOptions::default())?;
        let counted = counted.with_not_asked(n_not_asked).with_withheld(&self.withheld_choices(dataset, by));
        Ok(protect(counted, dataset.disclosure()))
    }

    /// How many of those who were asked wrote something that cannot be read. No table of the question has them.
    pub fn n_unreadable(&self, variable: &variable::Variable) -> usize {
        let Some(joined) = self.joined(variable) else { return 0 };
        self.fielded.responses.iter().filter(|response| response.is_unreadable(joined)).count()
    }

    /// Whether a respondent was asked.
    fn is_asked(&self, variable: &variable::Variable, response: &Response) -> bool {
        self.joined(variable).is_some_and(|joined| response.asked(joined).is_some())
    }

    /// The answers of those who were asked a question, beside what they have on these sides; without those whose answer cannot be read: they
    /// gave one, so they are no missing answer.
    fn among_asked(&self, variable: &variable::Variable, sides: &[&Side<'_>]) -> Result<Frame, Error> {
        self.among(variable, sides, |_, _| true)
    }

    /// Those of them who gave any answer: the base of several choices.
    fn among_answered(&self, variable: &variable::Variable, sides: &[&Side<'_>]) -> Result<Frame, Error> {
        let is_given = |joined: &Joined, response: &Response| {
            strings(response.value(joined)).iter().any(|value| !value.is_empty())
        };
        self.among(variable, sides, is_given)
    }

    fn among(
        &self,
        variable: &variable::Variable,
        sides: &[&Side<'_>],
        is_meant: impl Fn(&Joined, &Response) -> bool,
    ) -> Result<Frame, Error> {
        let joined = self.joined(variable);
        let is_counted = |response: &Response| {
            joined.is_some_and(|joined| {
                response.asked(joined).is_some()
                    && !response.is_unreadable(joined)
                    && is_meant(joined, response)
            })
        };
        let rows: Vec<RowId> = (0..)
            .zip(&self.fielded.responses)
            .filter(|(_, response)| is_counted(response))
            .map(|(row, _)| row)
            .collect();
        let responses = &self.fielded.responses;
        let mut columns: Vec<Column> = joined.map(|joined| column(joined, responses)).into_iter().collect();
        for side in sides {
            // A question that is set against itself is one column.
            if columns.iter().all(|known| known.name != side.variable.name) {
                columns.push(side.column(responses));
            }
        }
        keep(&frame(columns)?, &rows)
    }
}

fn countable(variable: &variable::Variable) -> Variable {
    let label = |(value, label): &(String, String)| ValueLabel { value: value.clone(), label: label.clone() };
    Variable {
        name: variable.name.clone(),
        label: variable.label.clone(),
        kind: if variable.kind == VariableKind::Multiple { Kind::Multiple } else { Kind::Single },
        values: variable.value_labels.iter().map(label).collect(),
    }
}
