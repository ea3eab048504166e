//! Agencies, the way to a hearing, and notes.

use actix_web::web;

use super::{
    CHANGE_AGENCY, CHANGE_HEARING, CHANGE_HEARING_FILE, EXPORT_HEARING_FILE, Route, VIEW_AGENCY,
    VIEW_HEARING, VIEW_HEARING_FILE, get, post,
};
use crate::pages::{
    agencies, approaches, confirmations, hearings, municipalities, organisations, promises, schemes, today,
    week,
};

/// Longer patterns that overlap come before shorter ones.
pub const ROUTES: &[Route] = &[
    // Agencies and hearings
    get("/agencies", VIEW_AGENCY, || web::get().to(agencies::index)),
    post("/agencies", CHANGE_AGENCY, || web::post().to(agencies::edit::create)),
    get("/agencies/new", CHANGE_AGENCY, || web::get().to(agencies::edit::new)),
    get("/agencies/import", CHANGE_AGENCY, || web::get().to(agencies::import::new)),
    post("/agencies/import", CHANGE_AGENCY, || web::post().to(agencies::import::preview)),
    post("/agencies/import/accept", CHANGE_AGENCY, || web::post().to(agencies::import::accept)),
    get("/agencies/template/{file}", VIEW_AGENCY, || web::get().to(agencies::import::template)),
    get("/agencies/{id}/contacts/new", CHANGE_AGENCY, || web::get().to(agencies::contacts::new)),
    post("/agencies/{id}/contacts", CHANGE_AGENCY, || web::post().to(agencies::contacts::create)),
    get("/contacts/{id}", CHANGE_AGENCY, || web::get().to(agencies::contacts::edit)),
    post("/contacts/{id}", CHANGE_AGENCY, || web::post().to(agencies::contacts::update)),
    post("/contacts/{id}/erase", CHANGE_AGENCY, || web::post().to(agencies::contacts::erase)),
    get("/agencies/{id}/merge", CHANGE_AGENCY, || web::get().to(agencies::merge::choose)),
    get("/agencies/{id}/merge/{number}", CHANGE_AGENCY, || web::get().to(agencies::merge::compare)),
    post("/agencies/{id}/merge/{number}", CHANGE_AGENCY, || web::post().to(agencies::merge::merge)),
    post("/agencies/{id}/different/{number}", CHANGE_AGENCY, || web::post().to(agencies::different::say)),
    post("/agencies/{id}/different/{number}/undo", CHANGE_AGENCY, || {
        web::post().to(agencies::different::take_back)
    }),
    post("/agencies/{id}/merges/{number}/undo", CHANGE_AGENCY, || web::post().to(agencies::merge::undo)),
    get("/agencies/{id}", VIEW_AGENCY, || web::get().to(agencies::show::show)),
    get("/agencies/{id}/edit", CHANGE_AGENCY, || web::get().to(agencies::edit::show)),
    post("/agencies/{id}", CHANGE_AGENCY, || web::post().to(agencies::edit::update)),
    post("/agencies/{id}/remove", CHANGE_AGENCY, || web::post().to(agencies::remove)),
    get("/organisations/{id}", VIEW_AGENCY, || web::get().to(organisations::show)),
    post("/organisations/{id}", CHANGE_AGENCY, || web::post().to(organisations::rename)),
    post("/regions", CHANGE_AGENCY, || web::post().to(agencies::create_region)),
    // Schemes of areas
    get("/schemes", VIEW_AGENCY, || web::get().to(schemes::index)),
    post("/schemes", CHANGE_AGENCY, || web::post().to(schemes::create)),
    get("/schemes/{id}", VIEW_AGENCY, || web::get().to(schemes::show::show)),
    post("/schemes/{id}", CHANGE_AGENCY, || web::post().to(schemes::show::update)),
    post("/schemes/{id}/remove", CHANGE_AGENCY, || web::post().to(schemes::show::remove)),
    get("/schemes/{id}/municipalities", CHANGE_AGENCY, || web::get().to(schemes::bring::new)),
    post("/schemes/{id}/municipalities", CHANGE_AGENCY, || web::post().to(schemes::bring::preview)),
    post("/schemes/{id}/municipalities/accept", CHANGE_AGENCY, || web::post().to(schemes::bring::accept)),
    get("/municipalities", VIEW_AGENCY, || web::get().to(municipalities::index)),
    // The way to a hearing
    get("/today", VIEW_HEARING, || web::get().to(today::all)),
    get("/surveys/{id}/today", VIEW_HEARING, || web::get().to(today::of_survey)),
    get("/surveys/{id}/week", VIEW_HEARING, || web::get().to(week::show)),
    post("/surveys/{id}/week", CHANGE_HEARING, || web::post().to(week::save)),
    get("/surveys/{id}/hearings/board", VIEW_HEARING, || web::get().to(approaches::board::show)),
    get("/surveys/{id}/agencies/{number}", VIEW_HEARING, || web::get().to(approaches::show::show)),
    post("/surveys/{id}/agencies/{number}", CHANGE_HEARING, || web::post().to(approaches::change::set)),
    post("/surveys/{id}/agencies/{number}/state", CHANGE_HEARING, || {
        web::post().to(approaches::change::move_to)
    }),
    post("/surveys/{id}/agencies/{number}/appointment", CHANGE_HEARING, || {
        web::post().to(approaches::appointment::set)
    }),
    get("/surveys/{id}/agencies/{number}/calendar.ics", VIEW_HEARING, || {
        web::get().to(approaches::appointment::calendar)
    }),
    get("/surveys/{id}/agencies/{number}/print", VIEW_HEARING, || web::get().to(approaches::print::show)),
    get("/surveys/{id}/promises", VIEW_HEARING, || web::get().to(promises::index)),
    post("/surveys/{id}/promises", CHANGE_HEARING, || web::post().to(promises::change::create)),
    get("/promises/{id}", CHANGE_HEARING, || web::get().to(promises::change::edit)),
    post("/promises/{id}", CHANGE_HEARING, || web::post().to(promises::change::update)),
    post("/promises/{id}/done", CHANGE_HEARING, || web::post().to(promises::change::finish)),
    get("/hearings/{id}/promises", VIEW_HEARING, || web::get().to(promises::of_hearing::show)),
    post("/hearings/{id}/promises", CHANGE_HEARING, || web::post().to(promises::of_hearing::create)),
    get("/surveys/{id}/hearings", VIEW_HEARING, || web::get().to(hearings::index)),
    get("/surveys/{id}/hearings/new", CHANGE_HEARING, || web::get().to(hearings::create::new)),
    post("/surveys/{id}/hearings", CHANGE_HEARING, || web::post().to(hearings::create::create)),
    get("/hearings/{id}", VIEW_HEARING, || web::get().to(hearings::mark::show)),
    get("/hearings/{id}/edit", CHANGE_HEARING, || web::get().to(hearings::edit::edit)),
    post("/hearings/{id}", CHANGE_HEARING, || web::post().to(hearings::edit::update)),
    post("/hearings/{id}/autosave", CHANGE_HEARING, || web::post().to(hearings::autosave::save)),
    get("/hearings/{id}/import", CHANGE_HEARING, || web::get().to(hearings::import::new)),
    post("/hearings/{id}/import", CHANGE_HEARING, || web::post().to(hearings::import::read)),
    get("/hearings/{id}/versions", VIEW_HEARING, || web::get().to(hearings::versions::list)),
    get("/hearings/{id}/versions/{number}", VIEW_HEARING, || web::get().to(hearings::versions::show)),
    post("/hearings/{id}/versions/{number}", CHANGE_HEARING, || web::post().to(hearings::versions::restore)),
    get("/hearings/{id}/files", VIEW_HEARING_FILE, || web::get().to(hearings::files::index)),
    post("/hearings/{id}/files", CHANGE_HEARING_FILE, || web::post().to(hearings::files::add)),
    get("/hearing-files/{id}", EXPORT_HEARING_FILE, || web::get().to(hearings::files::download)),
    post("/hearing-files/{id}", CHANGE_HEARING_FILE, || web::post().to(hearings::files::update)),
    get("/hearing-files/{id}/edit", CHANGE_HEARING_FILE, || web::get().to(hearings::files::edit)),
    get("/hearing-files/{id}/remove", CHANGE_HEARING_FILE, || web::get().to(hearings::files::confirm_remove)),
    post("/hearing-files/{id}/remove", CHANGE_HEARING_FILE, || web::post().to(hearings::files::remove)),
    // What the interviewee is asked to confirm
    get("/hearings/{id}/confirmation", CHANGE_HEARING, || web::get().to(confirmations::make::choose)),
    post("/hearings/{id}/confirmation", CHANGE_HEARING, || web::post().to(confirmations::make::create)),
    post("/hearings/{id}/confirmation/preview", CHANGE_HEARING, || {
        web::post().to(confirmations::make::preview)
    }),
    get("/confirmations/{id}", CHANGE_HEARING, || web::get().to(confirmations::show::show)),
    get("/confirmations/{id}/print", CHANGE_HEARING, || web::get().to(confirmations::print::show)),
    post("/confirmations/{id}/letter", CHANGE_HEARING, || web::post().to(confirmations::letter::send)),
    post("/confirmations/{id}/revoke", CHANGE_HEARING, || web::post().to(confirmations::settle::revoke)),
    post("/confirmations/{id}/settle", CHANGE_HEARING, || web::post().to(confirmations::settle::settle)),
    // Marks
    post("/hearings/{id}/segments", CHANGE_HEARING, || web::post().to(hearings::mark::mark)),
    post("/segments/{id}/remove", CHANGE_HEARING, || web::post().to(hearings::mark::unmark)),
];
