//! The cells of a page's cross tables as a CSV file. The page is asked for it by the address that it has anyway (`&cells=csv`), so that
//! the file has what the page shows: the same data, for the same purpose.

use actix_web::HttpResponse;
use analysis::document::Sheet;
use serde::{Deserialize, Serialize};
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;

use super::{figure_file, give, noted};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{self, CSV};
use crate::view::frame::Frame;

/// The most bytes of the table and its settings in a file's name: all are ASCII.
const LONGEST_NAME: usize = 100;

/// The file that is asked for.
#[derive(Deserialize)]
struct Wanted {
    cells: String,
}

/// Whether an address asks for the file and not for the page.
pub fn is_wanted(frame: &Frame) -> bool {
    frame.query::<Wanted>().is_some_and(|wanted| wanted.cells == "csv")
}

/// The name of a file without its end: the table with what is set on its page, `word-table-by-kind`. What is empty is not set.
pub fn name(table: &str, settings: &[(&str, &str)]) -> String {
    let set = settings.iter().filter(|(_, value)| !value.is_empty());
    let parts = set.map(|(name, value)| format!("-{name}-{}", figure_file::written(value)));
    let mut name = [table.to_owned()].into_iter().chain(parts).collect::<String>();
    name.truncate(LONGEST_NAME);
    name
}

/// A page of the analysis, one of its figures as a file, or its cells as one, whichever the address asks for. `name` is that of the
/// file without its end; there are no cells where the page has no table.
///
/// # Errors
/// When template and context do not fit, or there is no such figure or table.
pub async fn page(
    frame: &Frame,
    user: &User,
    made_for: (SurveyId, Purpose),
    (template, title): (&str, &str),
    view: &impl Serialize,
    (name, cells): (&str, Option<Sheet>),
) -> Result<HttpResponse> {
    if !is_wanted(frame) {
        return figure_file::page(frame, user, made_for, (template, title), view).await;
    }
    allow(user, Verb::Export, Thing::Analysis)?;
    let cells = cells.ok_or(AppError::NotFound)?;
    let body = download::csv(&noted(cells, made_for.1, frame.lang))?;
    give(frame, user, made_for, &format!("{name}.csv"), (CSV, body)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_table_and_what_is_set() {
        assert_eq!(name("word-table", &[("by", "kind"), ("words", "")]), "word-table-by-kind");
        let cross = name("cross", &[("side", "q:busy"), ("top", "q:支援/..")]);
        assert_eq!(cross, "cross-side-q_busy-top-q______");
        assert_eq!(name("themes", &[("by", &"9".repeat(500))]).len(), LONGEST_NAME);
    }
}
