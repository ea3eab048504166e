//! The counts of coding rules as a file. What the page withholds is withheld here: both are made of the same lines.

use actix_web::{HttpResponse, web};
use analysis::document::{Cell, Sheet};
use analysis::rules::parse_text;
use analysis::text::units::Unit;
use surveys::store;

use super::Query;
use super::counting::{self, Counted, NOT_COUNTED, RuleTexts, ToldCode};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::download::{self, CSV};
use crate::pages::explore::{give, load, noted};
use crate::view::frame::Frame;

/// `GET /surveys/{id}/analysis/rules/counts.csv`: every code with n, N and %, in the `unit` that the address says.
pub async fn counts(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let dataset = load(&frame, &user, *id).await?;
    let made_for = (dataset.survey.id, dataset.purpose);
    let newest = store::rules::newest(&frame.app.db, dataset.survey.id).await?;
    let stored = newest.ok_or(AppError::NotFound)?;
    let texts = counting::of(&frame, dataset, &stored.content).await?;
    let (unit, lang) = (counting::unit_of(&stored.content, &query.unit), frame.lang);
    let counting = web::block(move || {
        let counted = texts.count(&parse_text(&stored.content).0, unit);
        sheet(&texts, &counted, unit, lang)
    });
    let sheet = noted(counting.await?, made_for.1, lang);
    let body = download::csv(&sheet)?;
    give(&frame, &user, made_for, &format!("rules-{}.csv", unit.name()), (CSV, body)).await
}

fn sheet(texts: &RuleTexts, counted: &Counted, unit: Unit, lang: Lang) -> Sheet {
    let say = |key: &str| i18n::plain(lang, key);
    let unit = say(&format!("rules-unit-{}", unit.name()));
    let told = counted.told(&texts.dataset, usize::MAX);
    let row = |code: &ToldCode<'_>| {
        let number = |cell: Cell| if code.is_not_counted { Cell::text(NOT_COUNTED) } else { cell };
        vec![
            if code.name.is_empty() {
                Cell::Text(say("rules-uncoded").into())
            } else {
                Cell::text(code.name)
            },
            number(Cell::count(code.n)),
            Cell::Integer(counted.n_units.into()),
            number(Cell::percent(code.share, code.n)),
            number(Cell::count(code.people)),
            Cell::text(&unit),
        ]
    };
    let rows: Vec<Vec<Cell>> = told.iter().map(row).collect();
    let columns = ["rules-code", "rules-n", "rules-all", "rules-share", "explore-people", "rules-unit"];
    Sheet { name: "rules".to_owned(), columns: columns.map(say).to_vec(), rows }
}
