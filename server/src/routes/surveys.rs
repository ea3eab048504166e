//! Surveys, their questionnaires and what comes back: sheets, sign-ups, invitations, requests.

use actix_web::web;

use super::{
    CHANGE_CONSULTATION, CHANGE_INVITATION, CHANGE_REGISTRATION, CHANGE_SURVEY, Route, VIEW_CONSULTATION,
    VIEW_INVITATION, VIEW_RECEIVED_FILE, VIEW_REGISTRATION, VIEW_SURVEY, get, post,
};
use crate::pages::{
    answer_imports, consultations, entries, feedback, inviting, questionnaires, received, registrations,
    surveys,
};

/// Longer patterns that overlap come before shorter ones.
pub const ROUTES: &[Route] = &[
    // Surveys and questionnaires
    get("/surveys", VIEW_SURVEY, || web::get().to(surveys::index)),
    post("/surveys", CHANGE_SURVEY, || web::post().to(surveys::create)),
    get("/surveys/new", CHANGE_SURVEY, || web::get().to(surveys::new)),
    get("/surveys/from-answers", CHANGE_SURVEY, || web::get().to(answer_imports::make::new)),
    post("/surveys/from-answers", CHANGE_SURVEY, || web::post().to(answer_imports::make::bring)),
    get("/surveys/{id}", VIEW_SURVEY, || web::get().to(surveys::show)),
    get("/surveys/{id}/edit", CHANGE_SURVEY, || web::get().to(surveys::edit::show)),
    post("/surveys/{id}/edit", CHANGE_SURVEY, || web::post().to(surveys::edit::save)),
    get("/surveys/{id}/questionnaires/new", CHANGE_SURVEY, || web::get().to(questionnaires::new)),
    post("/surveys/{id}/questionnaires", CHANGE_SURVEY, || web::post().to(questionnaires::create)),
    post("/surveys/{id}/questionnaires/import", CHANGE_SURVEY, || {
        web::post().to(questionnaires::import::import)
    }),
    get("/questionnaires/{id}", VIEW_SURVEY, || web::get().to(questionnaires::show)),
    post("/questionnaires/{id}/placeholders", CHANGE_SURVEY, || {
        web::post().to(questionnaires::placeholders::write)
    }),
    post("/questionnaires/{id}/publish", CHANGE_SURVEY, || web::post().to(questionnaires::publish)),
    get("/questionnaires/{id}/compare", VIEW_SURVEY, || web::get().to(questionnaires::versions::show)),
    post("/questionnaires/{id}/state", CHANGE_SURVEY, || web::post().to(questionnaires::set_state)),
    get("/questionnaires/{id}/explanations", VIEW_SURVEY, || {
        web::get().to(questionnaires::explanations::show)
    }),
    get("/questionnaires/{id}/stop-requests", CHANGE_SURVEY, || {
        web::get().to(questionnaires::stop_requests::show)
    }),
    get("/questionnaires/{id}/edit", CHANGE_SURVEY, || web::get().to(questionnaires::edit::show)),
    post("/questionnaires/{id}/edit", CHANGE_SURVEY, || web::post().to(questionnaires::edit::change)),
    get("/questionnaires/{id}/edit/{element}", CHANGE_SURVEY, || {
        web::get().to(questionnaires::edit::form::show)
    }),
    post("/questionnaires/{id}/edit/{element}", CHANGE_SURVEY, || {
        web::post().to(questionnaires::edit::form::update)
    }),
    get("/questionnaires/{id}/edit/{element}/add", CHANGE_SURVEY, || {
        web::get().to(questionnaires::edit::place::add)
    }),
    get("/questionnaires/{id}/edit/{element}/move", CHANGE_SURVEY, || {
        web::get().to(questionnaires::edit::place::move_to)
    }),
    get("/questionnaires/{id}/history", CHANGE_SURVEY, || web::get().to(questionnaires::edit::history::show)),
    post("/questionnaires/{id}/history", CHANGE_SURVEY, || {
        web::post().to(questionnaires::edit::history::restore)
    }),
    get("/questionnaires/{id}/qr.svg", VIEW_SURVEY, || web::get().to(questionnaires::link::qr_svg)),
    get("/questionnaires/{id}/qr.png", VIEW_SURVEY, || web::get().to(questionnaires::link::qr_png)),
    get("/questionnaires/{id}/qr.pdf", VIEW_SURVEY, || web::get().to(questionnaires::link::qr_pdf)),
    get("/questionnaires/{id}/paper", VIEW_SURVEY, || web::get().to(questionnaires::link::draft_paper)),
    get("/questionnaires/{id}/conditions", CHANGE_SURVEY, || {
        web::get().to(questionnaires::conditions::index)
    }),
    get("/questionnaires/{id}/edit/{element}/condition", CHANGE_SURVEY, || {
        web::get().to(questionnaires::condition::show)
    }),
    post("/questionnaires/{id}/edit/{element}/condition", CHANGE_SURVEY, || {
        web::post().to(questionnaires::condition::save)
    }),
    get("/questionnaires/{id}/translations", CHANGE_SURVEY, || {
        web::get().to(questionnaires::translate::show)
    }),
    post("/questionnaires/{id}/translations", CHANGE_SURVEY, || {
        web::post().to(questionnaires::translate::write)
    }),
    get("/questionnaires/{id}/json", CHANGE_SURVEY, || web::get().to(questionnaires::json::show)),
    post("/questionnaires/{id}/json", CHANGE_SURVEY, || web::post().to(questionnaires::json::write)),
    get("/questionnaires/{id}/library", CHANGE_SURVEY, || web::get().to(questionnaires::library::show)),
    post("/questionnaires/{id}/library", CHANGE_SURVEY, || web::post().to(questionnaires::library::insert)),
    get("/questionnaires/{id}/paper.css", VIEW_SURVEY, || {
        web::get().to(questionnaires::link::draft_paper_css)
    }),
    get("/questionnaires/{id}/questionnaire.pdf", VIEW_SURVEY, || {
        web::get().to(questionnaires::pdf::to_read)
    }),
    get("/questionnaires/{id}/revision", VIEW_SURVEY, || web::get().to(questionnaires::preview::revision)),
    get("/questionnaires/{id}/preview", VIEW_SURVEY, || web::get().to(questionnaires::preview::show)),
    get("/questionnaires/{id}/preview/paper", VIEW_SURVEY, || web::get().to(questionnaires::preview::paper)),
    get("/questionnaires/{id}/preview/p/{page}", VIEW_SURVEY, || {
        web::get().to(questionnaires::preview::page)
    }),
    post("/questionnaires/{id}/preview/p/{page}", VIEW_SURVEY, || {
        web::post().to(questionnaires::preview::answer)
    }),
    post("/questionnaires/{id}/preview/check", VIEW_SURVEY, || {
        web::post().to(questionnaires::preview::check)
    }),
    // Paper and sheets
    get("/questionnaires/{id}/entries", CHANGE_SURVEY, || web::get().to(entries::index::show)),
    post("/questionnaires/{id}/entries", CHANGE_SURVEY, || web::post().to(entries::save::create)),
    get("/questionnaires/{id}/entries/new", CHANGE_SURVEY, || web::get().to(entries::form::new)),
    post("/questionnaires/{id}/return", CHANGE_SURVEY, || web::post().to(entries::index::set_return)),
    get("/questionnaires/{id}/sheet.xlsx", VIEW_SURVEY, || web::get().to(entries::sheet::download)),
    get("/questionnaires/{id}/imports/new", CHANGE_SURVEY, || web::get().to(entries::import::new)),
    post("/questionnaires/{id}/imports", CHANGE_SURVEY, || web::post().to(entries::import::preview)),
    post("/questionnaires/{id}/imports/accept", CHANGE_SURVEY, || web::post().to(entries::import::accept)),
    get("/questionnaires/{id}/answers", CHANGE_SURVEY, || web::get().to(answer_imports::bring::new)),
    post("/questionnaires/{id}/answers", CHANGE_SURVEY, || web::post().to(answer_imports::bring::bring)),
    get("/answer-imports/{id}", CHANGE_SURVEY, || web::get().to(answer_imports::look::show)),
    post("/answer-imports/{id}", CHANGE_SURVEY, || web::post().to(answer_imports::look::save)),
    post("/answer-imports/{id}/accept", CHANGE_SURVEY, || web::post().to(answer_imports::take::accept)),
    post("/answer-imports/{id}/discard", CHANGE_SURVEY, || web::post().to(answer_imports::look::discard)),
    get("/answer-imports/{id}/survey", CHANGE_SURVEY, || web::get().to(answer_imports::make::show)),
    post("/answer-imports/{id}/survey", CHANGE_SURVEY, || web::post().to(answer_imports::make::make)),
    get("/answer-imports/{id}/{file}", CHANGE_SURVEY, || web::get().to(answer_imports::files::download)),
    get("/entries/{id}", CHANGE_SURVEY, || web::get().to(entries::form::show)),
    post("/entries/{id}", CHANGE_SURVEY, || web::post().to(entries::save::update)),
    get("/entries/{id}/region", CHANGE_SURVEY, || web::get().to(feedback::own::entered::show)),
    get("/entries/{id}/region.pdf", CHANGE_SURVEY, || web::get().to(feedback::own::entered::pdf)),
    get("/entries/{id}/compare", CHANGE_SURVEY, || web::get().to(entries::compare::show)),
    post("/entries/{id}/compare", CHANGE_SURVEY, || web::post().to(entries::compare::settle)),
    post("/responses/{id}/second", CHANGE_SURVEY, || web::post().to(entries::save::start_second)),
    get("/questionnaires/{id}/received", VIEW_RECEIVED_FILE, || web::get().to(received::index)),
    get("/questionnaires/{id}/received/{number}", VIEW_RECEIVED_FILE, || web::get().to(received::download)),
    get("/questionnaires/{id}/files", VIEW_SURVEY, || web::get().to(questionnaires::files::index)),
    get("/questionnaires/{id}/files/{file}", VIEW_SURVEY, || web::get().to(questionnaires::files::download)),
    // Registrations
    get("/questionnaires/{id}/registrations", VIEW_REGISTRATION, || {
        web::get().to(registrations::index::show)
    }),
    get("/questionnaires/{id}/registrations/counts", VIEW_SURVEY, || {
        web::get().to(registrations::counts::show)
    }),
    get("/questionnaires/{id}/registrations/{file}", VIEW_REGISTRATION, || {
        web::get().to(registrations::files::download)
    }),
    get("/questionnaires/{id}/badges", VIEW_REGISTRATION, || web::get().to(registrations::badges::show)),
    get("/questionnaires/{id}/letters", VIEW_REGISTRATION, || web::get().to(registrations::letters::show)),
    post("/questionnaires/{id}/letters", CHANGE_REGISTRATION, || {
        web::post().to(registrations::letters::write)
    }),
    post("/questionnaires/{id}/letters/retry", CHANGE_REGISTRATION, || {
        web::post().to(registrations::letters::retry)
    }),
    post("/questionnaires/{id}/erase-day", CHANGE_REGISTRATION, || {
        web::post().to(registrations::capacity::set_erase_day)
    }),
    post("/seatings/{id}/capacity", CHANGE_REGISTRATION, || web::post().to(registrations::capacity::set)),
    get("/questionnaires/{id}/check-in", VIEW_REGISTRATION, || web::get().to(registrations::check_in::show)),
    post("/questionnaires/{id}/check-in", CHANGE_REGISTRATION, || {
        web::post().to(registrations::check_in::enter)
    }),
    get("/check-in/{code}", VIEW_REGISTRATION, || web::get().to(registrations::check_in::open)),
    get("/registrations/{id}", VIEW_REGISTRATION, || web::get().to(registrations::person::show)),
    post("/registrations/{id}/cancel", CHANGE_REGISTRATION, || web::post().to(registrations::person::cancel)),
    post("/registrations/{id}/check-in", CHANGE_REGISTRATION, || {
        web::post().to(registrations::check_in::check_in)
    }),
    post("/registrations/{id}/check-in/undo", CHANGE_REGISTRATION, || {
        web::post().to(registrations::check_in::undo)
    }),
    // Invitations
    get("/questionnaires/{id}/inviting", VIEW_INVITATION, || web::get().to(inviting::settings::show)),
    post("/questionnaires/{id}/inviting", CHANGE_INVITATION, || web::post().to(inviting::settings::save)),
    get("/questionnaires/{id}/invitations", VIEW_INVITATION, || web::get().to(inviting::index::show)),
    get("/questionnaires/{id}/invitations/new", CHANGE_INVITATION, || web::get().to(inviting::choose::show)),
    post("/questionnaires/{id}/invitations/new", CHANGE_INVITATION, || {
        web::post().to(inviting::choose::choose)
    }),
    get("/questionnaires/{id}/invitations/letters", VIEW_INVITATION, || {
        web::get().to(inviting::letters::show)
    }),
    post("/questionnaires/{id}/invitations/letters", CHANGE_INVITATION, || {
        web::post().to(inviting::letters::send)
    }),
    post("/questionnaires/{id}/invitations/letters/retry", CHANGE_INVITATION, || {
        web::post().to(inviting::letters::retry)
    }),
    get("/questionnaires/{id}/invitations/print", VIEW_INVITATION, || web::get().to(inviting::print::show)),
    get("/questionnaires/{id}/invitations/bounces", VIEW_INVITATION, || {
        web::get().to(inviting::bounces::show)
    }),
    post("/questionnaires/{id}/invitations/bounces", CHANGE_INVITATION, || {
        web::post().to(inviting::bounces::correct)
    }),
    post("/questionnaires/{id}/invitations/bounces/reports", CHANGE_INVITATION, || {
        web::post().to(inviting::returned::note)
    }),
    post("/invitations/{id}/answered", CHANGE_INVITATION, || web::post().to(inviting::index::set_answered)),
    // Consultations
    get("/questionnaires/{id}/consultations", VIEW_CONSULTATION, || {
        web::get().to(consultations::index::show)
    }),
    post("/questionnaires/{id}/consultations/erase-day", CHANGE_CONSULTATION, || {
        web::post().to(consultations::index::set_erase_day)
    }),
    get("/consultations/{id}", VIEW_CONSULTATION, || web::get().to(consultations::show::show)),
    post("/consultations/{id}", CHANGE_CONSULTATION, || web::post().to(consultations::change::set)),
    post("/consultations/{id}/notes", CHANGE_CONSULTATION, || {
        web::post().to(consultations::change::add_note)
    }),
    post("/consultations/{id}/meeting", CHANGE_CONSULTATION, || web::post().to(consultations::meeting::set)),
    get("/consultations/{id}/calendar.ics", VIEW_CONSULTATION, || {
        web::get().to(consultations::meeting::calendar)
    }),
];
