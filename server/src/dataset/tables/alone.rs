//! A question's tables, whatever the tables of others withhold that it follows: what is withheld of a follow-up is found from these.

use analysis::error::Error;
use analysis::table::frequency::Frequency;
use analysis::table::suppress::{Protected, protect};
use surveys::questionnaire::variable;

use super::{AnswerTable, By, QuestionTable};
use crate::dataset::Dataset;

impl AnswerTable<'_> {
    /// A question's frequencies, whatever the tables of others withhold that it follows.
    pub(super) fn frequency_alone(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
    ) -> Result<Protected<Frequency>, Error> {
        let sides = [By::Region, By::Kind].map(|by| self.side_alone(dataset, variable, by));
        if let Some(tables) = self.linked(dataset, variable, sides)? {
            return Ok(tables.frequency);
        }
        let counted = self.counted(dataset, &self.among_asked(variable, &[])?, variable)?;
        Ok(protect(counted, dataset.disclosure()))
    }

    /// A question's table by area or kind, whatever the tables of others withhold that it follows.
    pub(super) fn table_alone(
        &self,
        dataset: &Dataset,
        variable: &variable::Variable,
        by: By,
    ) -> Result<QuestionTable, Error> {
        if self.has_no_table(dataset, variable, by) {
            return Ok(QuestionTable::Frequency(self.frequency_alone(dataset, variable)?));
        }
        let sides = [By::Region, By::Kind].map(|by| self.side_alone(dataset, variable, by));
        if let Some(tables) = self.linked(dataset, variable, sides)? {
            return Ok(tables.by(by));
        }
        match self.set_against(dataset, variable, &self.side_alone(dataset, variable, by), false) {
            Err(Error::TooManyCategories { .. }) => {
                Ok(QuestionTable::Frequency(self.frequency_alone(dataset, variable)?))
            }
            counted => counted,
        }
    }
}
