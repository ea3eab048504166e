//! Codings, analysis, searching, what goes back to the region, and accounts.

use actix_web::web;

use super::{
    CHANGE_ACCOUNT, CHANGE_CARD, CHANGE_CODEBOOK, CHANGE_CODING, CHANGE_FEEDBACK, EXPORT_ANALYSIS,
    EXPORT_CARD, EXPORT_CODING, EXPORT_FEEDBACK, Route, VIEW_ACCOUNT, VIEW_ANALYSIS, VIEW_CARD,
    VIEW_CODEBOOK, VIEW_CODING, VIEW_FEEDBACK, VIEW_FEEDBACK_DRAFT, get, post,
};
use crate::pages::explore::multivariate;
use crate::pages::{accounts, bundle, cards, coding, explore, exports, feedback, progress, search, talks};

/// Longer patterns that overlap come before shorter ones.
pub const ROUTES: &[Route] = &[
    // Codebook and coding
    get("/surveys/{id}/codebook", VIEW_CODEBOOK, || web::get().to(coding::codebook::show)),
    post("/surveys/{id}/codebook", CHANGE_CODEBOOK, || web::post().to(coding::codebook::create)),
    get("/surveys/{id}/codebook/new", CHANGE_CODEBOOK, || web::get().to(coding::codebook::new)),
    get("/surveys/{id}/codebook/history", VIEW_CODEBOOK, || web::get().to(coding::history::show)),
    get("/codes/{id}", VIEW_CODEBOOK, || web::get().to(coding::code::show)),
    post("/codes/{id}", CHANGE_CODEBOOK, || web::post().to(coding::code::update)),
    post("/codes/{id}/move", CHANGE_CODEBOOK, || web::post().to(coding::code::move_to)),
    post("/codes/{id}/merge", CHANGE_CODEBOOK, || web::post().to(coding::code::merge)),
    post("/codes/{id}/retire", CHANGE_CODEBOOK, || web::post().to(coding::code::retire)),
    get("/codes/{id}/split", CHANGE_CODEBOOK, || web::get().to(coding::split::show)),
    post("/codes/{id}/split", CHANGE_CODEBOOK, || web::post().to(coding::split::split)),
    post("/codes/{id}/distribute", CHANGE_CODEBOOK, || web::post().to(coding::split::distribute)),
    get("/codes/{id}/segments", VIEW_CODING, || web::get().to(coding::segments::show)),
    post("/codes/{id}/memos", CHANGE_CODING, || web::post().to(coding::memo::write)),
    post("/memos/{id}/erase", CHANGE_CODING, || web::post().to(coding::memo::erase)),
    get("/surveys/{id}/coding", VIEW_CODING, || web::get().to(coding::answers::show)),
    get("/surveys/{id}/coding/notes", VIEW_CODING, || web::get().to(coding::notes::show)),
    get("/surveys/{id}/coding/texts/{reference}", VIEW_CODING, || web::get().to(coding::text::show)),
    post("/surveys/{id}/coding/texts/{reference}", CHANGE_CODING, || web::post().to(coding::put::change)),
    get("/surveys/{id}/coding/exchange", EXPORT_CODING, || web::get().to(coding::exchange::show)),
    post("/surveys/{id}/coding/exchange", CHANGE_CODEBOOK, || {
        web::post().to(coding::exchange::import::bring)
    }),
    get("/surveys/{id}/coding/exchange/{file}", EXPORT_CODING, || {
        web::get().to(coding::exchange::export::download)
    }),
    get("/surveys/{id}/coding/double", VIEW_CODING, || web::get().to(coding::double::index::show)),
    post("/surveys/{id}/coding/double", CHANGE_CODEBOOK, || web::post().to(coding::double::index::create)),
    get("/double-codings/{id}", VIEW_CODING, || web::get().to(coding::double::show::show)),
    get("/double-codings/{id}/code", VIEW_CODING, || web::get().to(coding::double::blind::show)),
    get("/double-codings/{id}/texts/{reference}", VIEW_CODING, || {
        web::get().to(coding::double::blind::show_text)
    }),
    post("/double-codings/{id}/texts/{reference}", CHANGE_CODING, || {
        web::post().to(coding::double::blind::change)
    }),
    post("/double-codings/{id}/done", CHANGE_CODING, || web::post().to(coding::double::blind::finish)),
    get("/double-codings/{id}/talk/{number}", VIEW_CODING, || web::get().to(coding::double::talk::show)),
    post("/double-codings/{id}/talk/{number}", CHANGE_CODING, || {
        web::post().to(coding::double::talk::decide)
    }),
    post("/double-codings/{id}/adopt", CHANGE_CODEBOOK, || web::post().to(coding::double::adopt::adopt)),
    // Good practices
    get("/surveys/{id}/cards", VIEW_CARD, || web::get().to(cards::index)),
    get("/surveys/{id}/cards.pdf", VIEW_FEEDBACK, || web::get().to(cards::shared::pdf::of_office)),
    post("/surveys/{id}/cards", CHANGE_CARD, || web::post().to(cards::create::create)),
    post("/surveys/{id}/introductions", CHANGE_CARD, || web::post().to(cards::introduce::create)),
    get("/cards/{id}", CHANGE_CARD, || web::get().to(cards::edit::edit)),
    post("/cards/{id}", CHANGE_CARD, || web::post().to(cards::edit::update)),
    post("/cards/{id}/sources/remove", CHANGE_CARD, || web::post().to(cards::edit::remove_source)),
    get("/cards/{id}/agreement", VIEW_CARD, || web::get().to(cards::agreement::show)),
    post("/cards/{id}/agreement", CHANGE_CARD, || web::post().to(cards::agreement::record)),
    post("/cards/{id}/agreement/withdraw", CHANGE_CARD, || web::post().to(cards::agreement::withdraw)),
    get("/cards/{id}/check", VIEW_CARD, || web::get().to(cards::check::show)),
    post("/cards/{id}/check", CHANGE_CARD, || web::post().to(cards::check::save)),
    get("/cards/{id}/preview", VIEW_CARD, || web::get().to(cards::publish::preview)),
    post("/cards/{id}/publish", EXPORT_CARD, || web::post().to(cards::publish::publish)),
    post("/cards/{id}/retract", EXPORT_CARD, || web::post().to(cards::publish::retract)),
    get("/cards/{id}/remove", EXPORT_CARD, || web::get().to(cards::remove::confirm)),
    post("/cards/{id}/remove", EXPORT_CARD, || web::post().to(cards::remove::remove)),
    // Analysis and exports
    get("/surveys/{id}/progress", VIEW_ANALYSIS, || web::get().to(progress::show)),
    get("/surveys/{id}/analysis", VIEW_ANALYSIS, || web::get().to(explore::answers::show)),
    get("/surveys/{id}/analysis/responses", VIEW_ANALYSIS, || web::get().to(explore::responses::show)),
    get("/surveys/{id}/analysis/areas", VIEW_ANALYSIS, || web::get().to(explore::areas::show)),
    get("/surveys/{id}/analysis/cross", VIEW_ANALYSIS, || web::get().to(explore::cross::show)),
    get("/surveys/{id}/analysis/before-after", VIEW_ANALYSIS, || web::get().to(explore::before_after::show)),
    get("/surveys/{id}/analysis/before-after/people", VIEW_ANALYSIS, || {
        web::get().to(explore::before_after::people::show)
    }),
    get("/surveys/{id}/analysis/collaboration", VIEW_ANALYSIS, || {
        web::get().to(explore::collaboration::show)
    }),
    get("/surveys/{id}/analysis/collaboration/{file}", EXPORT_ANALYSIS, || {
        web::get().to(explore::collaboration::download)
    }),
    get("/surveys/{id}/analysis/word-table", VIEW_ANALYSIS, || web::get().to(explore::word_table::show)),
    get("/surveys/{id}/analysis/shared", VIEW_ANALYSIS, || web::get().to(explore::shared::show)),
    get("/surveys/{id}/analysis/words", VIEW_ANALYSIS, || web::get().to(explore::lookup::words)),
    get("/surveys/{id}/analysis/kwic", VIEW_ANALYSIS, || web::get().to(explore::lookup::kwic::show)),
    get("/surveys/{id}/analysis/collocates", VIEW_ANALYSIS, || web::get().to(explore::lookup::collocates)),
    get("/surveys/{id}/analysis/associated", VIEW_ANALYSIS, || web::get().to(explore::lookup::associated)),
    get("/surveys/{id}/analysis/keywords", VIEW_ANALYSIS, || web::get().to(explore::lookup::keywords)),
    get("/surveys/{id}/analysis/trends", VIEW_ANALYSIS, || web::get().to(explore::lookup::trends)),
    get("/surveys/{id}/analysis/lookup/{file}", EXPORT_ANALYSIS, || web::get().to(explore::lookup::download)),
    get("/surveys/{id}/analysis/network", VIEW_ANALYSIS, || web::get().to(multivariate::show_network)),
    get("/surveys/{id}/analysis/correspondence", VIEW_ANALYSIS, || {
        web::get().to(multivariate::show_correspondence)
    }),
    get("/surveys/{id}/analysis/clusters", VIEW_ANALYSIS, || web::get().to(multivariate::show_clusters)),
    get("/surveys/{id}/analysis/map", VIEW_ANALYSIS, || web::get().to(multivariate::show_map)),
    get("/surveys/{id}/analysis/topics", VIEW_ANALYSIS, || web::get().to(multivariate::show_topics)),
    get("/surveys/{id}/analysis/files/{key}/{file}", EXPORT_ANALYSIS, || {
        web::get().to(multivariate::files::download)
    }),
    get("/surveys/{id}/analysis/themes", VIEW_ANALYSIS, || web::get().to(explore::themes::show)),
    get("/surveys/{id}/analysis/texts", VIEW_ANALYSIS, || web::get().to(explore::texts::show)),
    get("/surveys/{id}/analysis/rules", VIEW_ANALYSIS, || web::get().to(explore::rules::show)),
    get("/surveys/{id}/analysis/rules.cod", VIEW_ANALYSIS, || web::get().to(explore::rules::file::give)),
    get("/surveys/{id}/analysis/rules/counts.csv", EXPORT_ANALYSIS, || {
        web::get().to(explore::rules::export::counts)
    }),
    get("/surveys/{id}/analysis/rules/hits", VIEW_ANALYSIS, || web::get().to(explore::rules::hits::show)),
    get("/surveys/{id}/analysis/rules/edit", CHANGE_CODEBOOK, || web::get().to(explore::rules::edit::show)),
    post("/surveys/{id}/analysis/rules/edit", CHANGE_CODEBOOK, || web::post().to(explore::rules::edit::save)),
    post("/surveys/{id}/analysis/rules/file", CHANGE_CODEBOOK, || {
        web::post().to(explore::rules::file::bring)
    }),
    get("/surveys/{id}/analysis/lists", VIEW_ANALYSIS, || web::get().to(explore::lists::show)),
    post("/surveys/{id}/analysis/lists", CHANGE_CODEBOOK, || web::post().to(explore::lists::save)),
    post("/surveys/{id}/analysis/lists/add", CHANGE_CODEBOOK, || web::post().to(explore::lists::add)),
    get("/surveys/{id}/talks", EXPORT_ANALYSIS, || web::get().to(talks::index)),
    get("/surveys/{id}/talks/{file}", EXPORT_ANALYSIS, || web::get().to(talks::download)),
    get("/surveys/{id}/exports", EXPORT_ANALYSIS, || web::get().to(exports::index)),
    get("/surveys/{id}/exports/{file}", EXPORT_ANALYSIS, || web::get().to(exports::download)),
    get("/surveys/{id}/bundle", EXPORT_ANALYSIS, || web::get().to(bundle::show)),
    post("/surveys/{id}/bundle", EXPORT_ANALYSIS, || web::post().to(bundle::make)),
    get("/bundles/{key}", EXPORT_ANALYSIS, || web::get().to(bundle::wait::show)),
    get("/bundles/{key}/{file}", EXPORT_ANALYSIS, || web::get().to(bundle::wait::download)),
    post("/bundles/{key}/cancel", EXPORT_ANALYSIS, || web::post().to(bundle::wait::cancel)),
    get("/search", VIEW_ANALYSIS, || web::get().to(search::show)),
    // Feedback
    get("/surveys/{id}/feedback", VIEW_FEEDBACK, || web::get().to(feedback::compose::show)),
    get("/surveys/{id}/feedback/sheet", CHANGE_FEEDBACK, || web::get().to(feedback::arrange::show)),
    post("/surveys/{id}/feedback/sheet", CHANGE_FEEDBACK, || web::post().to(feedback::arrange::save)),
    get("/surveys/{id}/feedback/areas", CHANGE_FEEDBACK, || web::get().to(feedback::areas::show)),
    post("/surveys/{id}/feedback/areas", CHANGE_FEEDBACK, || web::post().to(feedback::areas::take_over)),
    post("/surveys/{id}/feedback/lines", CHANGE_FEEDBACK, || web::post().to(feedback::lines::save)),
    get("/surveys/{id}/feedback/published", VIEW_FEEDBACK, || web::get().to(feedback::published::show)),
    get("/surveys/{id}/feedback/published.pdf", VIEW_FEEDBACK, || web::get().to(feedback::published::pdf)),
    get("/surveys/{id}/feedback/preview", VIEW_FEEDBACK_DRAFT, || web::get().to(feedback::publish::preview)),
    get("/surveys/{id}/feedback/preview.pdf", EXPORT_FEEDBACK, || {
        web::get().to(feedback::publish::preview_pdf)
    }),
    post("/surveys/{id}/feedback/publish", EXPORT_FEEDBACK, || web::post().to(feedback::publish::publish)),
    get("/surveys/{id}/feedback/retract", EXPORT_FEEDBACK, || web::get().to(feedback::retract::confirm)),
    post("/surveys/{id}/feedback/retract", EXPORT_FEEDBACK, || web::post().to(feedback::retract::retract)),
    get("/surveys/{id}/replies", CHANGE_FEEDBACK, || web::get().to(feedback::replies::show)),
    post("/surveys/{id}/replies", CHANGE_FEEDBACK, || web::post().to(feedback::replies::save)),
    get("/surveys/{id}/matches", CHANGE_FEEDBACK, || web::get().to(feedback::match_list::show)),
    post("/surveys/{id}/matches", EXPORT_FEEDBACK, || web::post().to(feedback::match_list::tell)),
    get("/surveys/{id}/feedback/letters", EXPORT_FEEDBACK, || web::get().to(feedback::letters::show)),
    post("/surveys/{id}/feedback/letters", EXPORT_FEEDBACK, || web::post().to(feedback::letters::send)),
    get("/surveys/{id}/feedback/letters/print", EXPORT_FEEDBACK, || web::get().to(feedback::handed::print)),
    post("/surveys/{id}/feedback/letters/handed", EXPORT_FEEDBACK, || {
        web::post().to(feedback::handed::hand_over)
    }),
    get("/surveys/{id}/quotes", CHANGE_FEEDBACK, || web::get().to(feedback::release::show)),
    post("/surveys/{id}/quotes", CHANGE_FEEDBACK, || web::post().to(feedback::release::save)),
    post("/surveys/{id}/links", EXPORT_FEEDBACK, || web::post().to(feedback::links::create_link)),
    post("/links/{id}/revoke", EXPORT_FEEDBACK, || web::post().to(feedback::links::revoke_link)),
    // Accounts
    get("/accounts", VIEW_ACCOUNT, || web::get().to(accounts::index)),
    post("/accounts", CHANGE_ACCOUNT, || web::post().to(accounts::create)),
    post("/accounts/{id}/active", CHANGE_ACCOUNT, || web::post().to(accounts::set_active)),
];
