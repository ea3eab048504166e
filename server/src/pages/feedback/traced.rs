//! Where the office finds what a chart of a sheet counts: its numbers lead there to the answers and notes behind them. The sheet
//! itself has no such links.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use surveys::id::SurveyId;

use super::content::{Piece, SheetContent, SheetFigure};
use crate::pages::surveys::address;

/// The page of the same numbers for each chart, by the chart's id. These pages are for internal work and count all answers.
pub fn traced(survey: SurveyId, content: &SheetContent) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for section in &content.sections {
        for piece in &section.pieces {
            if let Piece::Figures { figures } = piece {
                let of_figure = |own: &SheetFigure| (own.figure.id.clone(), page(survey, &section.kind, own));
                found.extend(figures.iter().map(of_figure));
            }
        }
    }
    found
}

fn page(survey: SurveyId, section: &str, own: &SheetFigure) -> String {
    let base = address(survey);
    if let Some(places) = &own.places {
        let variable = places.variables.first().map(String::as_str).unwrap_or_default();
        let variable = utf8_percent_encode(variable, NON_ALPHANUMERIC);
        return format!("{base}/analysis?questionnaire={}#f-{variable}-table", places.questionnaire);
    }
    match section {
        "challenges" | "practices" => format!("{base}/analysis/themes"),
        "collaboration" => format!("{base}/analysis/collaboration"),
        "replies" => format!("{base}/replies"),
        // Whom they are for stands in the notes.
        "requests" => format!("{base}/hearings"),
        _ => format!("{base}/analysis"),
    }
}
