//! What answers are set against, above all the area and the agency kind; and who was not asked the one or the other.

use std::collections::{BTreeMap, BTreeSet};

use analysis::error::Error;
use analysis::table::crosstab::{
    CodeCrosstab, Crosstab, CrosstabOptions, NotAsked, choices, code_crosstab, crosstab,
};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::{
    Disclosure, Linked, Protected, WithheldGroups, protect_linked, protect_linked_choices, protect_unless,
};
use analysis::table::{Column, ColumnData, Frame, Kind, Variable};
use surveys::questionnaire::variable::{self, VariableKind};

use super::super::collaboration::ROLE as TIES;
use super::{AnswerTable, By, QuestionTable, countable};
use crate::dataset::listed::{few_listed, unlisted_kinds};
use crate::dataset::{Dataset, Fielded, Response, SEVERAL_KINDS, strings};

/// Something of a response.
pub(super) type Of<'s, T> = Box<dyn Fn(&Response) -> T + 's>;

/// What stands down the side of a cross table.
pub(super) struct Side<'s> {
    pub variable: Variable,
    pub value: Of<'s, Option<String>>,
    pub is_asked: Of<'s, bool>,
    /// Whether several choices count those, too, who chose nothing: how many of an answer to another question did is what these
    /// people said.
    pub counts_silent: bool,
    /// Its values that all tables of these people withhold.
    pub withheld: WithheldGroups,
    /// The answers along the top that they withhold.
    pub withheld_answers: WithheldGroups,
}

impl Side<'_> {
    /// What these responses have on it, as a column called as its variable is.
    pub fn column(&self, responses: &[Response]) -> Column {
        let cells = responses.iter().map(|response| (self.value)(response));
        Column { name: self.variable.name.clone(), data: ColumnData::Texts(cells.collect()) }
    }
}

/// All tables of a question that leave the house.
pub(super) struct SideBySide {
    pub frequency: Protected<Frequency>,
    by_region: QuestionTable,
    by_kind: QuestionTable,
}

impl SideBySide {
    /// The one by area or kind.
    pub fn by(self, by: By) -> QuestionTable {
        match by {
            By::Region => self.by_region,
            By::Kind => self.by_kind,
        }
    }
}

/// Two tables, unless there are too many values for one of them.
fn pair<T>(first: Result<T, Error>, second: Result<T, Error>) -> Result<Option<[T; 2]>, Error> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok(Some([first, second])),
        (Err(Error::TooManyCategories { .. }), _) | (_, Err(Error::TooManyCategories { .. })) => Ok(None),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// Whether a respondent was asked for the area or the kind. Who was not may still have one, by the list of agencies.
pub(in crate::dataset) fn is_asked(fielded: &Fielded, by: By, response: &Response) -> bool {
    let role = match by {
        By::Region => "region",
        By::Kind => "agency_kind",
    };
    let Some(version) = fielded.versions.get(response.version) else { return false };
    let questions = version.definition.questions_with_role(role);
    questions.iter().any(|question| response.visible.questions.contains(&question.name))
}

/// The groups of people that all tables by these groups withhold; `values` has the value of each of them, and `few` are the groups
/// that few can be of, as the list of agencies tells ([`crate::dataset::listed`]).
pub fn withheld_groups<'v>(
    dataset: &Dataset,
    values: impl IntoIterator<Item = &'v Option<String>>,
    few: &'v [String],
) -> WithheldGroups {
    let values = values.into_iter().flatten().map(String::as_str);
    WithheldGroups::of_few(values, few.iter().map(String::as_str), dataset.disclosure())
}

impl AnswerTable<'_> {
    /// Whether a question's table by area or kind is not given: that of what it asks for itself, and what is told by means.
    pub(super) fn has_no_table(&self, dataset: &Dataset, variable: &variable::Variable, by: By) -> bool {
        self.is_told_by_means(dataset, variable, by) || self.is_itself(variable, by)
    }

    /// Whether tables of answers by area or kind are given at all: a group is told, and a question is set against it.
    pub fn is_told_by(&self, dataset: &Dataset, by: By) -> bool {
        let withheld = self.withheld_groups(dataset, by);
        let is_of_told =
            |response: &Response| by.value(response).is_some_and(|value| !withheld.contains(&value));
        let has_table = |question: &variable::Variable| {
            !self.has_no_table(dataset, question, by) && !self.is_untold(dataset, question, by)
        };
        self.fielded.responses.iter().any(is_of_told) && self.variables().iter().any(has_table)
    }

    /// Whether means stand in the place of counts: outside internal work ties have means by kind (`dataset/collaboration.rs`), and a mean
    /// beside counts would tell what is withheld of them (decision 36).
    pub fn is_told_by_means(&self, dataset: &Dataset, variable: &variable::Variable, by: By) -> bool {
        let is_of_ties = || self.joined(variable).is_some_and(|joined| joined.roles.contains(TIES));
        by == By::Kind && dataset.disclosure() != Disclosure::Internal && is_of_ties()
    }

    /// Whether a question with one answer asks for the area or kind that it is set against: what such a table withholds would tell
    /// which of its counts are 0.
    pub(super) fn is_itself(&self, variable: &variable::Variable, by: By) -> bool {
        variable.kind != VariableKind::Multiple && self.asks_for(variable) == Some(by)
    }

    /// What a question asks for, if its answers are what respondents are compared by.
    pub fn asks_for(&self, variable: &variable::Variable) -> Option<By> {
        By::asked_by(self.joined(variable)?)
    }

    /// The areas or kinds of those who answered that all their tables withhold.
    pub(in crate::dataset) fn withheld_groups(&self, dataset: &Dataset, by: By) -> WithheldGroups {
        let values: Vec<Option<String>> =
            self.fielded.responses.iter().map(|response| by.value(response)).collect();
        withheld_groups(dataset, &values, &few_listed(dataset, self.fielded, by))
    }

    /// The attribute with the values that occur, so that a cross table has no empty lines for kinds nobody is of. Those with few
    /// agencies on the list have a line whether somebody of them answered or not: it would tell that one did. Kinds that are counted
    /// together have one line behind all others.
    pub(super) fn attribute(&self, dataset: &Dataset, by: By) -> Variable {
        let all = match by {
            By::Region => &self.regions,
            By::Kind => &self.kinds,
        };
        let responses = self.fielded.responses.iter();
        let mut met: BTreeSet<String> =
            responses.filter_map(|response| self.counted_as(by, by.value(response))).collect();
        // Where nothing is known of anybody, nothing is told of the few either.
        if !met.is_empty() {
            let few = few_listed(dataset, self.fielded, by).into_iter();
            met.extend(few.filter_map(|value| self.counted_as(by, Some(value))));
        }
        let others = self.other_kinds(dataset.lang);
        let values = all.values.iter().chain(&others).filter(|label| met.contains(&label.value));
        Variable { values: values.cloned().collect(), ..all.clone() }
    }

    /// The same where respondents of several kinds count under each of them: what they add to a kind would tell how many they are, or how
    /// few of them name it. A kind that is on no list is withheld where few name it and where nobody does.
    pub(super) fn withheld_choices(&self, dataset: &Dataset, by: By) -> WithheldGroups {
        let groups = self.withheld_groups(dataset, by);
        let Disclosure::Protected { min_cell, .. } = dataset.disclosure() else { return groups };
        if by == By::Region {
            return groups;
        }
        let several = self.fielded.responses.iter().filter(|response| response.kinds.len() > 1);
        let n_several = several.clone().count();
        let mut of_several: BTreeMap<&String, usize> = BTreeMap::new();
        for kind in several.flat_map(|response| &response.kinds) {
            *of_several.entry(kind).or_default() += 1;
        }
        // Tables of questions have those of one kind alone: what is left of all who named the kind are those of several.
        let is_few = |n: usize| (1..min_cell).contains(&n);
        let are_few = |n: usize| is_few(n) || is_few(n_several - n);
        let is_told = groups.contains(SEVERAL_KINDS);
        let named = of_several.into_iter().filter(|(_, n)| is_told || are_few(*n));
        let named: Vec<String> = named.map(|(kind, _)| kind.clone()).collect();
        let mut unlisted = if n_several > 0 { unlisted_kinds(dataset, self.fielded) } else { Vec::new() };
        unlisted.retain(|kind| {
            let naming = self.fielded.responses.iter().filter(|response| response.kinds.contains(kind));
            naming.count() < min_cell
        });
        groups.with(named).with(unlisted)
    }

    /// The answers of a question that all tables of these people withhold.
    pub(super) fn withheld_answers(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> WithheldGroups {
        let asks_for = self.asks_for(variable);
        asks_for.map(|by| self.withheld_choices(dataset, by)).unwrap_or_default()
    }

    /// The area or kind as the side of a question's table.
    pub(super) fn side(
        &self,
        dataset: &Dataset,
        question: &variable::Variable,
        by: By,
    ) -> Result<Side<'_>, Error> {
        let side = self.side_alone(dataset, question, by);
        let untold = self.untold_groups(dataset, question, by)?;
        Ok(Side { withheld: side.withheld.with(untold), ..side })
    }

    /// The same, whatever the tables of questions withhold that this one follows.
    pub(super) fn side_alone(&self, dataset: &Dataset, question: &variable::Variable, by: By) -> Side<'_> {
        let fielded = self.fielded;
        let value = move |response: &Response| self.counted_as(by, by.value(response));
        let is_asked = move |response: &Response| is_asked(fielded, by, response);
        let variable = self.attribute(dataset, by);
        let is_withheld =
            self.is_untold(dataset, question, by) || self.is_told_by_means(dataset, question, by);
        let withheld: WithheldGroups = match is_withheld {
            true => variable.values.iter().map(|label| label.value.clone()).collect(),
            false => self.withheld_rows(dataset, question, by),
        };
        let withheld_answers = self.withheld_answers(dataset, question);
        let (value, is_asked) = (Box::new(value), Box::new(is_asked));
        Side { variable, value, is_asked, counts_silent: false, withheld, withheld_answers }
    }

    /// A question's answers by what is on the side; without numbers where nothing is told of the question.
    pub(super) fn set_against(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        side: &Side<'_>,
        is_untold: bool,
    ) -> Result<QuestionTable, Error> {
        let disclosure = dataset.disclosure();
        if countable(variable).kind == Kind::Multiple {
            let counted = match side.counts_silent {
                true => self.among_asked(variable, &[side])?,
                false => self.among_answered(variable, &[side])?,
            };
            let table = self.choices_by(&counted, variable, side)?;
            return Ok(QuestionTable::Choices(protect_unless(is_untold, table, disclosure)));
        }
        let asked = self.among_asked(variable, &[side])?;
        let table = self.answers_by(&asked, variable, side)?;
        Ok(QuestionTable::Crosstab(protect_unless(is_untold, table, disclosure)))
    }

    /// The tables of a question that are published side by side, wherever one of them is: what one withholds no other one prints.
    /// None where nothing is withheld, or where the answers are too many for a table by area.
    ///
    /// # Errors
    /// When the question cannot be counted.
    pub(super) fn side_by_side(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> Result<Option<SideBySide>, Error> {
        if dataset.disclosure() == Disclosure::Internal {
            return Ok(None);
        }
        let sides = [self.side(dataset, variable, By::Region)?, self.side(dataset, variable, By::Kind)?];
        self.linked(dataset, variable, sides)
    }

    /// A question's tables by these two sides and its frequencies, protected together. None where the answers are too many.
    pub(super) fn linked(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        sides: [Side<'_>; 2],
    ) -> Result<Option<SideBySide>, Error> {
        let disclosure = dataset.disclosure();
        let frame = self.among_asked(variable, &sides.each_ref())?;
        let counted = self.counted(dataset, &frame, variable)?;
        if countable(variable).kind == Kind::Multiple {
            let answered = self.among_answered(variable, &sides.each_ref())?;
            let [first, second] = sides.each_ref().map(|side| self.choices_by(&answered, variable, side));
            let Some(tables) = pair(first, second)? else { return Ok(None) };
            let Linked { frequency, tables } = protect_linked_choices(counted, tables, disclosure);
            let [by_region, by_kind] = tables.map(QuestionTable::Choices);
            return Ok(Some(SideBySide { frequency, by_region, by_kind }));
        }
        let [first, second] = sides.each_ref().map(|side| self.answers_by(&frame, variable, side));
        let Some(tables) = pair(first, second)? else { return Ok(None) };
        let Linked { frequency, tables } = protect_linked(counted, tables, disclosure);
        let [by_region, by_kind] = tables.map(QuestionTable::Crosstab);
        Ok(Some(SideBySide { frequency, by_region, by_kind }))
    }

    /// The answers to a question with one answer by what is on the side, before anything is withheld.
    fn answers_by(
        &self,
        frame: &Frame,
        variable: &variable::Variable,
        side: &Side<'_>,
    ) -> Result<Crosstab, Error> {
        let table = crosstab(frame, &side.variable, &countable(variable), CrosstabOptions::default())?;
        let table = table.with_withheld_rows(&side.withheld).with_withheld_columns(&side.withheld_answers);
        let not_asked = self.not_asked(variable, side);
        Ok(table.with_not_asked(&not_asked).with_not_placed(&self.not_placed(variable, side)))
    }

    /// The choices of a question with several answers by what is on the side, before anything is withheld.
    fn choices_by(
        &self,
        frame: &Frame,
        variable: &variable::Variable,
        side: &Side<'_>,
    ) -> Result<CodeCrosstab, Error> {
        let hits = choices(frame, &countable(variable))?;
        let table = code_crosstab(frame, &side.variable, &hits, CrosstabOptions::default())?;
        let table = table.with_other_base(|value| self.has_other_base(variable, value));
        let table = table.with_withheld_rows(&side.withheld).with_withheld_codes(&side.withheld_answers);
        let not_asked = self.not_asked(variable, side);
        Ok(table.with_not_asked(&not_asked).with_not_placed(&self.not_placed(variable, side)))
    }

    /// Whether some of those who were asked a question with several answers could not make a choice, since their version did not offer it:
    /// the base of the others is not its own.
    pub(super) fn has_other_base(&self, variable: &variable::Variable, choice: &str) -> bool {
        let is_several = variable.kind == VariableKind::Multiple;
        is_several && self.joined(variable).is_some_and(|joined| !self.fielded.offers_to_all(joined, choice))
    }

    /// Who was not asked the question, by what is on the side: readers know how many answered the questionnaire.
    pub(super) fn not_asked(&self, variable: &variable::Variable, side: &Side<'_>) -> NotAsked {
        let mut not_asked = NotAsked::default();
        for response in self.fielded.responses.iter().filter(|response| !self.is_asked(variable, response)) {
            not_asked.total += 1;
            if let Some(value) = (side.value)(response) {
                *not_asked.by_value.entry(value).or_default() += 1;
            }
        }
        not_asked
    }

    /// Who is counted for the question and was not asked what is on the side, by answer: readers know the question's own table. Of
    /// several choices those too who have no answer to it; of one answer they are in the flow of the tables beside one another.
    fn not_placed(&self, variable: &variable::Variable, side: &Side<'_>) -> NotAsked {
        let mut not_placed = NotAsked::default();
        let Some(joined) = self.joined(variable) else { return not_placed };
        let is_multiple = countable(variable).kind == Kind::Multiple;
        for response in &self.fielded.responses {
            let is_counted = self.is_asked(variable, response) && !response.is_unreadable(joined);
            let is_elsewhere = !is_multiple && (side.is_asked)(response);
            if !is_counted || (side.value)(response).is_some() || is_elsewhere {
                continue;
            }
            let values = strings(response.value(joined));
            if !values.is_empty() {
                not_placed.total += 1;
            }
            for value in values {
                *not_placed.by_value.entry(value).or_default() += 1;
            }
        }
        not_placed
    }
}
