//! Two questions set against each other, where some people left one of them out. The question's own table counts these people, too, so
//! that they are a group of the table, protected like the others, though it is not printed. Who was not asked a follow-up is none of
//! them and in no group: how many were asked it, in all and by answer, is told elsewhere, so that whoever left it out would be the rest.

use analysis::error::Error;
use analysis::table::crosstab::{
    CodeCrosstab, Crosstab, CrosstabOptions, NotAsked, choices, code_crosstab, crosstab,
};
use analysis::table::suppress::{Protected, WithheldGroups, protect, protect_part};
use analysis::table::{Column, ColumnData, RowId, Variable, frame, keep, row_ids};
use surveys::questionnaire::variable;

use super::against::Side;
use super::{AnswerTable, countable};
use crate::dataset::{Dataset, Response, strings};

/// Stands for no answer. No value of a questionnaire is called so.
pub(super) const SILENT: &str = "kt:silent";

/// Names of the columns of such a table.
const SIDE: &str = "side";
const TOP: &str = "top";

impl AnswerTable<'_> {
    /// The answers to a question with one answer by those to another one, of the people in `rows`.
    pub(super) fn answers_with_silent(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        side: &Side<'_>,
        rows: &[RowId],
    ) -> Result<Protected<Crosstab>, Error> {
        let options = CrosstabOptions::default();
        let asked = keep(&self.among_asked(variable, &[side])?, rows)?;
        let part = crosstab(&asked, &side.variable, &countable(variable), options)?;
        let everybody = keep(&frame(vec![self.sides(side), self.tops(variable)])?, rows)?;
        let (down, along) = (named(&side.variable, SIDE), named(&countable(variable), TOP));
        let whole = crosstab(&everybody, &down, &along, options)?;
        let whole = whole.with_withheld_rows(&side.withheld).with_withheld_columns(&side.withheld_answers);
        Ok(protect_part(part, whole, SILENT, dataset.disclosure()))
    }

    /// The choices of a question with several answers by the answers to another question, of the people in `rows`. Where few gave
    /// none, the smallest other group is withheld with them. Of `untold` choices there is no number.
    pub(super) fn choices_with_silent(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        side: &Side<'_>,
        rows: &[RowId],
        untold: &WithheldGroups,
    ) -> Result<Protected<CodeCrosstab>, Error> {
        let asked = keep(&self.among_asked(variable, &[])?, rows)?;
        let kept = row_ids(&asked)?;
        let groups = keep(&frame(vec![self.sides(side)])?, &kept)?;
        let hits = choices(&asked, &countable(variable))?;
        let table = code_crosstab(&groups, &named(&side.variable, SIDE), &hits, CrosstabOptions::default())?;
        let table = table.with_other_base(|value| self.has_other_base(variable, value));
        let counted = kept.iter().filter_map(|row| self.response(*row));
        let values: Vec<String> = counted.map(|response| group(side, response)).collect();
        let among = WithheldGroups::of(values.iter().map(String::as_str), dataset.disclosure());
        let table = if among.contains(SILENT) {
            let own = table.rows.iter().map(|row| row.value.clone());
            let own: Vec<String> = own.filter(|value| side.withheld.contains(value)).collect();
            table.with_withheld_rows(&among.with(own))
        } else {
            table.with_withheld_rows(&side.withheld)
        };
        // Who was not asked follows from the other question's own table.
        let mut not_asked = NotAsked::default();
        let others = rows.iter().filter_map(|row| self.response(*row));
        for response in others.filter(|response| !self.is_asked(variable, response)) {
            not_asked.total += 1;
            *not_asked.by_value.entry(group(side, response)).or_default() += 1;
        }
        let table = table.with_withheld_codes(&side.withheld_answers).with_not_asked(&not_asked);
        Ok(protect(table, dataset.disclosure()).without_group(SILENT).without_codes(untold))
    }

    /// Everybody's answer to what is on the side.
    fn sides(&self, side: &Side<'_>) -> Column {
        let values = self.fielded.responses.iter().map(|response| Some(group(side, response)));
        Column { name: SIDE.to_owned(), data: ColumnData::Texts(values.collect()) }
    }

    /// Everybody's answer to a question with one answer.
    fn tops(&self, variable: &variable::Variable) -> Column {
        let joined = self.joined(variable);
        let answer = |response: &Response| {
            let joined = joined
                .filter(|joined| response.asked(joined).is_some() && !response.is_unreadable(joined))?;
            strings(response.value(joined)).into_iter().next()
        };
        let values = self.fielded.responses.iter().map(answer);
        let values = values.map(|value| Some(value.unwrap_or_else(|| SILENT.to_owned())));
        Column { name: TOP.to_owned(), data: ColumnData::Texts(values.collect()) }
    }
}

/// The group of a response: its answer, or none.
fn group(side: &Side<'_>, response: &Response) -> String {
    (side.value)(response).unwrap_or_else(|| SILENT.to_owned())
}

fn named(variable: &Variable, name: &str) -> Variable {
    Variable { name: name.to_owned(), ..variable.clone() }
}
