//! The questionnaire as an Excel sheet to fill in.

use actix_web::{HttpResponse, web};
use analysis::document::form::{Form, FormCell, FormCellKind, FormLine, FormStyle, write};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::sheet::{Cell, CellKind, Line, LineKind, Way, lines};

use super::{Printed, printed};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::download::{self, WORKBOOK};
use crate::view::condition;
use crate::view::frame::Frame;
use crate::view::html::as_text;
use crate::view::question::requirement::without_requirement;
use crate::view::question::texts_of_paper;
use crate::view::time;

/// `GET /questionnaires/{id}/sheet.xlsx`
pub async fn download(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), None).await?;
    let form = form(&frame, &found);
    let created = found.version.published_at.timestamp();
    let file = write(&form, created).map_err(anyhow::Error::from)?;
    let name = format!("kikitori-{}-v{}.xlsx", found.questionnaire.id.0, found.version.number);
    Ok(download::file(WORKBOOK, name, file))
}

/// What says on a sheet which version it asks: number of the row, and hash of its definition.
pub fn version_mark(found: &Printed) -> String {
    format!("{} {}", found.version.id.0, found.version.sha256)
}

fn form(frame: &Frame, found: &Printed) -> Form {
    let lang = frame.lang.code();
    let definition = &texts_of_paper(&found.definition, lang);
    let words = |expression: &surveys::questionnaire::expression::Expression| {
        condition::words(definition, expression, frame.lang)
    };
    let version = frame.text_with(
        "fill-version",
        &[
            ("number", found.version.number.to_string()),
            ("date", time::date(time::tokyo(found.version.published_at).date_naive(), frame.lang)),
        ],
    );
    let mut instructions = vec![found.survey.host.clone(), version];
    instructions
        .extend(["fill-sheet-how", "fill-sheet-mark", "fill-no-identifying"].map(|key| frame.text(key)));
    instructions.push(frame.text("fill-voluntary-text"));
    if !found.survey.contact.is_empty() {
        let words =
            [frame.text("fill-sheet-return"), frame.text("common-place-end"), found.survey.contact.clone()];
        instructions.push(words.concat());
    }
    instructions.retain(|line| !line.is_empty());
    Form {
        sheet: frame.text("fill-sheet-name"),
        version: version_mark(found),
        title: definition.title.get(lang).to_owned(),
        instructions,
        head: ["fill-sheet-number", "fill-sheet-question", "fill-sheet-answer"].map(|key| frame.text(key)),
        list_warning: frame.text("fill-sheet-list"),
        lines: lines(definition, lang, &words, &as_text).iter().map(|line| form_line(frame, line)).collect(),
    }
}

fn form_line(frame: &Frame, line: &Line) -> FormLine {
    let mut texts = vec![line.condition.clone(), line.text.clone(), line.help.clone()];
    if line.kind == LineKind::Question {
        let key = if line.is_required { "common-required" } else { "common-optional" };
        let question = without_requirement(&line.text, line.is_required, frame.lang.code());
        let args = [("question", question), ("requirement", frame.text(key))];
        texts[1] = frame.text_with("fill-sheet-asked", &args);
    }
    texts.extend(line.way.map(|way| way_words(frame, way)));
    texts.retain(|text| !text.is_empty());
    let number = match (line.kind, line.number.is_empty()) {
        (LineKind::Question, false) => frame.text_with("fill-number", &[("number", line.number.clone())]),
        _ => line.number.clone(),
    };
    FormLine {
        style: match line.kind {
            LineKind::Heading => FormStyle::Heading,
            LineKind::Text => FormStyle::Text,
            LineKind::Question => FormStyle::Question,
            LineKind::Part => FormStyle::Part,
        },
        number,
        text: texts.join("\n"),
        cell: line.cell.as_ref().map(form_cell),
    }
}

fn way_words(frame: &Frame, way: Way) -> String {
    match way {
        Way::One => frame.text("fill-sheet-one"),
        Way::Many(0) => frame.text("fill-sheet-many"),
        Way::Many(most) => frame.text_with("fill-sheet-most", &[("n", most.to_string())]),
        Way::Rows => frame.text("fill-sheet-rows"),
        Way::Text => String::new(),
        Way::Elsewhere => frame.text("fill-file-paper"),
    }
}

fn form_cell(cell: &Cell) -> FormCell {
    FormCell {
        field: cell.field.clone(),
        number: cell.number.clone(),
        kind: match &cell.kind {
            CellKind::List(choices) => FormCellKind::List(choices.clone()),
            CellKind::Mark => FormCellKind::Mark,
            CellKind::Text { is_long } => FormCellKind::Text { is_long: *is_long },
        },
    }
}
