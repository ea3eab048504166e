//! The questions of a sheet for which nobody has chosen any: the first ones that are about the matter, and not about who answers. Of
//! each questionnaire there is one, so that everybody who answered finds an own answer beside the region's (`own.rs`).

use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::variable::Variable;

use super::figures::{Asked, Part, answer_figures, tells_nothing};
use crate::dataset::Dataset;
use crate::error::Result;

/// How many there are at least, and at most: with all else that is on by default a new sheet stays at two pages.
const LEAST: usize = 2;
/// See [`LEAST`].
const MOST: usize = 3;
/// Most rows of a chart that is preferred of a questionnaire: it takes little room.
const FEW_ROWS: usize = 6;
/// Roles of questions that say who answers, or have a section of their own.
const PASSED_OVER: [&str; 7] =
    ["affiliation", "attendance", "collaboration", "contact", "proxy", "respondent_code", "wish"];
/// Roles by which the page about the respondent is known.
const RESPONDENT: [&str; 2] = ["region", "agency_kind"];

/// Whether a question is about who answers: by its role, or because it stands on the page that asks for area or kind.
pub fn is_about_respondent(definition: &Definition, variable: &Variable) -> bool {
    let has = |roles: &[&str], role: Option<&str>| role.is_some_and(|role| roles.contains(&role));
    if has(&PASSED_OVER, variable.role.as_deref()) {
        return true;
    }
    // Where everything is asked on one page, the page tells nothing.
    let page = definition.page_of(&variable.question).filter(|_| definition.pages.len() > 1);
    page.is_some_and(|page| {
        page.questions().iter().any(|question| has(&RESPONDENT, question.role.as_deref()))
    })
}

/// Marks the usual questions: one of each questionnaire, the first whose chart is low, or the first of which the area, or the region, has a
/// number to show; then others like that, and last those without numbers. What of an area tells nothing and is a usual question of the
/// region is marked, too.
///
/// # Errors
/// When the table library refuses or a chart cannot be drawn.
pub fn mark_usual(
    dataset: &Dataset,
    parts: &[Part<'_>],
    asked: &mut [Asked],
    area: Option<&str>,
) -> Result<()> {
    let all = 0..asked.len();
    let of_matter: Vec<usize> = all.filter(|place| !asked[*place].is_about_respondent).collect();
    let (mut usual, mut untold): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    // What replies say has a section of its own, and nobody who replied is offered the own answers.
    let of_survey = parts.iter().enumerate().filter(|(_, part)| !part.fielded.takes_replies);
    for (part, _) in of_survey {
        if usual.len() < MOST {
            let own = || of_matter.iter().copied().filter(|place| asked[*place].part == part);
            let here = |place: usize| room(dataset, parts, &asked[place], area);
            usual.extend(best(own(), here)?);
            if area.is_some()
                && let Some(place) = best(own(), |place| room(dataset, parts, &asked[place], None))?
                && here(place)? == Room::Nothing
            {
                untold.push(place);
            }
        }
    }
    for place in &of_matter {
        if usual.len() < LEAST
            && !usual.contains(place)
            && room(dataset, parts, &asked[*place], area)? != Room::Nothing
        {
            usual.push(*place);
        }
    }
    let others: Vec<usize> = of_matter.into_iter().filter(|place| !usual.contains(place)).collect();
    let n = usual.len().max(LEAST);
    for place in usual.into_iter().chain(others).take(n) {
        asked[place].is_usual = true;
    }
    for place in untold {
        asked[place].is_untold = !asked[place].is_usual;
    }
    Ok(())
}

/// What the chart of a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// It has no number to show.
    Nothing,
    /// Few bars.
    Little,
    /// Many bars, or a matrix.
    Much,
}

/// The first question whose chart is low; where there is none the first that has one.
fn best(places: impl Iterator<Item = usize>, room: impl Fn(usize) -> Result<Room>) -> Result<Option<usize>> {
    let mut first = None;
    for place in places {
        match room(place)? {
            Room::Nothing => {}
            Room::Little => return Ok(Some(place)),
            Room::Much => first = first.or(Some(place)),
        }
    }
    Ok(first)
}

fn room(dataset: &Dataset, parts: &[Part<'_>], asked: &Asked, area: Option<&str>) -> Result<Room> {
    let Some(part) = parts.get(asked.part) else { return Ok(Room::Nothing) };
    let figures = answer_figures(dataset, (asked.part, part), area, &[asked])?;
    let shown = figures.iter().map(|found| &found.figure).find(|figure| !tells_nothing(figure));
    Ok(shown.map_or(Room::Nothing, |figure| match figure.is_wide || figure.table.rows.len() > FEW_ROWS {
        true => Room::Much,
        false => Room::Little,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_chart_comes_before_a_tall_one_and_one_without_numbers_is_none() {
        let best_of = |rooms: &[Room]| best(0..rooms.len(), |place| Ok(rooms[place])).unwrap();
        assert_eq!(best_of(&[Room::Nothing, Room::Much, Room::Little, Room::Little]), Some(2));
        assert_eq!(best_of(&[Room::Nothing, Room::Much, Room::Much]), Some(1));
        assert_eq!(best_of(&[Room::Nothing]), None);
    }
}
