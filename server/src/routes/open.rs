//! What people without an account use, and signing in.

use actix_web::web;

use super::{Access, Route, get, post};
use crate::pages::{
    api, cards, confirming, feedback, fill, invited, questionnaires, session, signup, system,
};
use crate::view::assets;

/// Longer patterns that overlap come before shorter ones.
pub const ROUTES: &[Route] = &[
    get("/", Access::Public, || web::get().to(system::home)),
    get("/healthz", Access::Public, || web::get().to(system::health)),
    get("/static/{path:.*}", Access::Public, || web::get().to(assets::serve)),
    get("/style-guide", Access::Public, || web::get().to(system::style_guide)),
    get("/sign-in", Access::Public, || web::get().to(session::form)),
    post("/sign-in", Access::Public, || web::post().to(session::sign_in)),
    post("/sign-out", Access::SignedIn, || web::post().to(session::sign_out)),
    // Answering
    get("/withdraw", Access::Public, || web::get().to(fill::withdraw::form)),
    post("/withdraw", Access::Code, || web::post().to(fill::withdraw::withdraw)),
    get("/q/{link}", Access::Secret, || web::get().to(fill::start::show)),
    post("/q/{link}", Access::Secret, || web::post().to(fill::start::start)),
    get("/q/{link}/paper", Access::Secret, || web::get().to(questionnaires::link::paper)),
    get("/q/{link}/paper.pdf", Access::Secret, || web::get().to(questionnaires::pdf::to_fill_in)),
    get("/q/{link}/paper.css", Access::Secret, || web::get().to(questionnaires::link::paper_css)),
    post("/q/{link}/resume", Access::Code, || web::post().to(fill::start::resume)),
    get("/q/{link}/{code}/check", Access::Secret, || web::get().to(fill::answer::check)),
    post("/q/{link}/{code}/check", Access::Secret, || web::post().to(fill::finish::submit)),
    post("/q/{link}/{code}/edit", Access::Secret, || web::post().to(fill::edit::edit)),
    get("/q/{link}/{code}/continue", Access::Secret, || web::get().to(fill::answer::go_on)),
    get("/q/{link}/{code}/saved", Access::Secret, || web::get().to(fill::answer::saved)),
    post("/q/{link}/{code}/saved", Access::Secret, || web::post().to(fill::letter::send_resume)),
    get("/q/{link}/{code}/receipt", Access::Secret, || web::get().to(fill::finish::receipt)),
    post("/q/{link}/{code}/receipt", Access::Secret, || web::post().to(fill::letter::send_receipt)),
    get("/q/{link}/{code}/region", Access::Secret, || web::get().to(feedback::own::show)),
    get("/q/{link}/{code}/region.pdf", Access::Secret, || web::get().to(feedback::own::pdf)),
    get("/q/{link}/{code}/file/{key}", Access::Secret, || web::get().to(fill::files::show)),
    get("/q/{link}/{code}/p/{page}", Access::Secret, || web::get().to(fill::answer::show)),
    post("/q/{link}/{code}/p/{page}", Access::Secret, || web::post().to(fill::answer::save)),
    post("/api/q/{link}/responses", Access::Secret, || web::post().to(api::hand_in)),
    // Being invited
    get("/i", Access::Public, || web::get().to(invited::code::form)),
    post("/i", Access::Code, || web::post().to(invited::code::enter)),
    get("/i/{token}", Access::Secret, || web::get().to(invited::show)),
    post("/i/{token}", Access::Secret, || web::post().to(invited::begin)),
    get("/o/{token}", Access::Secret, || web::get().to(invited::opt_out::show)),
    post("/o/{token}", Access::Secret, || web::post().to(invited::opt_out::set)),
    // Being heard
    get("/c/{token}", Access::Secret, || web::get().to(confirming::show)),
    // As some mail programs copy it.
    get("/c/{token}/", Access::Secret, || web::get().to(confirming::show)),
    post("/c/{token}", Access::Secret, || web::post().to(confirming::answer)),
    // Signing up
    get("/s/{token}", Access::Secret, || web::get().to(signup::show)),
    get("/s/{token}/cancel", Access::Secret, || web::get().to(signup::confirm_cancel)),
    post("/s/{token}/cancel", Access::Secret, || web::post().to(signup::cancel)),
    post("/s/{token}/next", Access::Secret, || web::post().to(signup::next)),
    get("/r/{token}", Access::Secret, || web::get().to(feedback::shared::show)),
    get("/r/{token}/sheet.pdf", Access::Secret, || web::get().to(feedback::shared::pdf)),
    get("/r/{token}/cards", Access::Secret, || web::get().to(cards::shared::index)),
    get("/r/{token}/cards.pdf", Access::Secret, || web::get().to(cards::shared::pdf::collection)),
    get("/r/{token}/cards/{number}/card.pdf", Access::Secret, || web::get().to(cards::shared::pdf::card)),
    get("/r/{token}/cards/{number}", Access::Secret, || web::get().to(cards::shared::show)),
];
