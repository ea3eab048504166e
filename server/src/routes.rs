//! Every address of the service, who may use it, and what answers there: one list.

use actix_web::http::Method;
use actix_web::{Route as ActixRoute, web};

use crate::auth::{Thing, Verb};
use crate::pages::fill;
use crate::pages::{
    accounts, agencies, answer_imports, api, approaches, coding, consultations, entries, explore, exports,
    feedback, hearings, invited, inviting, promises, questionnaires, received, registrations, session,
    signup, surveys, system, today, week,
};
use crate::view::assets;

/// Who may use an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever has the secret that the address carries. Wrong ones are counted (`wrong_secrets.rs`).
    Secret,
    /// Whoever has the code that the form carries. Wrong ones are counted, too many are not looked up.
    Code,
    /// Anybody who is signed in.
    SignedIn,
    /// Those whom the policy lets do this.
    May(Verb, Thing),
}

/// One address with one method.
pub struct Route {
    /// HTTP method.
    pub method: Method,
    /// Pattern of the address.
    pub path: &'static str,
    /// Who may use it. The handler asks for itself; a test tries every line as every role.
    pub access: Access,
    /// What answers.
    pub handler: fn() -> ActixRoute,
}

const fn get(path: &'static str, access: Access, handler: fn() -> ActixRoute) -> Route {
    Route { method: Method::GET, path, access, handler }
}

const fn post(path: &'static str, access: Access, handler: fn() -> ActixRoute) -> Route {
    Route { method: Method::POST, path, access, handler }
}

const VIEW_SURVEY: Access = Access::May(Verb::View, Thing::Survey);
const CHANGE_SURVEY: Access = Access::May(Verb::Change, Thing::Survey);
const VIEW_AGENCY: Access = Access::May(Verb::View, Thing::Agency);
const CHANGE_AGENCY: Access = Access::May(Verb::Change, Thing::Agency);
const VIEW_HEARING: Access = Access::May(Verb::View, Thing::Hearing);
const CHANGE_HEARING: Access = Access::May(Verb::Change, Thing::Hearing);
const VIEW_RECEIVED_FILE: Access = Access::May(Verb::View, Thing::ReceivedFile);
const VIEW_ANALYSIS: Access = Access::May(Verb::View, Thing::Analysis);
const EXPORT_ANALYSIS: Access = Access::May(Verb::Export, Thing::Analysis);
const VIEW_CODING: Access = Access::May(Verb::View, Thing::Coding);
const CHANGE_CODING: Access = Access::May(Verb::Change, Thing::Coding);
const EXPORT_CODING: Access = Access::May(Verb::Export, Thing::Coding);
const VIEW_CODEBOOK: Access = Access::May(Verb::View, Thing::Codebook);
const CHANGE_CODEBOOK: Access = Access::May(Verb::Change, Thing::Codebook);
const VIEW_FEEDBACK: Access = Access::May(Verb::View, Thing::Feedback);
const CHANGE_FEEDBACK: Access = Access::May(Verb::Change, Thing::Feedback);
const EXPORT_FEEDBACK: Access = Access::May(Verb::Export, Thing::Feedback);
const VIEW_REGISTRATION: Access = Access::May(Verb::View, Thing::Registration);
const CHANGE_REGISTRATION: Access = Access::May(Verb::Change, Thing::Registration);
const VIEW_INVITATION: Access = Access::May(Verb::View, Thing::Invitation);
const CHANGE_INVITATION: Access = Access::May(Verb::Change, Thing::Invitation);
const VIEW_CONSULTATION: Access = Access::May(Verb::View, Thing::Consultation);
const CHANGE_CONSULTATION: Access = Access::May(Verb::Change, Thing::Consultation);
const VIEW_ACCOUNT: Access = Access::May(Verb::View, Thing::Account);
const CHANGE_ACCOUNT: Access = Access::May(Verb::Change, Thing::Account);

/// The list. Longer patterns that overlap come before shorter ones.
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
    // Signing up
    get("/s/{token}", Access::Secret, || web::get().to(signup::show)),
    get("/s/{token}/cancel", Access::Secret, || web::get().to(signup::confirm_cancel)),
    post("/s/{token}/cancel", Access::Secret, || web::post().to(signup::cancel)),
    post("/s/{token}/next", Access::Secret, || web::post().to(signup::next)),
    get("/r/{token}", Access::Secret, || web::get().to(feedback::shared::show)),
    // Surveys and questionnaires
    get("/surveys", VIEW_SURVEY, || web::get().to(surveys::index)),
    post("/surveys", CHANGE_SURVEY, || web::post().to(surveys::create)),
    get("/surveys/new", CHANGE_SURVEY, || web::get().to(surveys::new)),
    get("/surveys/from-answers", CHANGE_SURVEY, || web::get().to(answer_imports::make::new)),
    post("/surveys/from-answers", CHANGE_SURVEY, || web::post().to(answer_imports::make::bring)),
    get("/surveys/{id}", VIEW_SURVEY, || web::get().to(surveys::show)),
    get("/surveys/{id}/questionnaires/new", CHANGE_SURVEY, || web::get().to(questionnaires::new)),
    post("/surveys/{id}/questionnaires", CHANGE_SURVEY, || web::post().to(questionnaires::create)),
    post("/surveys/{id}/questionnaires/import", CHANGE_SURVEY, || {
        web::post().to(questionnaires::import::import)
    }),
    get("/questionnaires/{id}", VIEW_SURVEY, || web::get().to(questionnaires::show)),
    post("/questionnaires/{id}/placeholders", CHANGE_SURVEY, || {
        web::post().to(questionnaires::fill_placeholders)
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
    post("/questionnaires/{id}/invitations", CHANGE_INVITATION, || web::post().to(inviting::choose::invite)),
    get("/questionnaires/{id}/invitations/new", CHANGE_INVITATION, || web::get().to(inviting::choose::show)),
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
    // Agencies and hearings
    get("/agencies", VIEW_AGENCY, || web::get().to(agencies::index)),
    post("/agencies", CHANGE_AGENCY, || web::post().to(agencies::create)),
    get("/agencies/new", CHANGE_AGENCY, || web::get().to(agencies::new)),
    get("/agencies/import", CHANGE_AGENCY, || web::get().to(agencies::import::new)),
    post("/agencies/import", CHANGE_AGENCY, || web::post().to(agencies::import::preview)),
    post("/agencies/import/accept", CHANGE_AGENCY, || web::post().to(agencies::import::accept)),
    get("/agencies/template/{file}", VIEW_AGENCY, || web::get().to(agencies::import::template)),
    get("/agencies/{id}/contacts/new", CHANGE_AGENCY, || web::get().to(agencies::contacts::new)),
    post("/agencies/{id}/contacts", CHANGE_AGENCY, || web::post().to(agencies::contacts::create)),
    get("/contacts/{id}", CHANGE_AGENCY, || web::get().to(agencies::contacts::edit)),
    post("/contacts/{id}", CHANGE_AGENCY, || web::post().to(agencies::contacts::update)),
    post("/contacts/{id}/erase", CHANGE_AGENCY, || web::post().to(agencies::contacts::erase)),
    get("/agencies/{id}", VIEW_AGENCY, || web::get().to(agencies::show::show)),
    get("/agencies/{id}/edit", CHANGE_AGENCY, || web::get().to(agencies::edit)),
    post("/agencies/{id}", CHANGE_AGENCY, || web::post().to(agencies::update)),
    post("/agencies/{id}/remove", CHANGE_AGENCY, || web::post().to(agencies::remove)),
    post("/regions", CHANGE_AGENCY, || web::post().to(agencies::create_region)),
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
    get("/surveys/{id}/hearings/new", CHANGE_HEARING, || web::get().to(hearings::edit::new)),
    post("/surveys/{id}/hearings", CHANGE_HEARING, || web::post().to(hearings::edit::create)),
    get("/hearings/{id}", VIEW_HEARING, || web::get().to(hearings::mark::show)),
    get("/hearings/{id}/edit", CHANGE_HEARING, || web::get().to(hearings::edit::edit)),
    post("/hearings/{id}", CHANGE_HEARING, || web::post().to(hearings::edit::update)),
    post("/hearings/{id}/autosave", CHANGE_HEARING, || web::post().to(hearings::autosave::save)),
    get("/hearings/{id}/import", CHANGE_HEARING, || web::get().to(hearings::import::new)),
    post("/hearings/{id}/import", CHANGE_HEARING, || web::post().to(hearings::import::read)),
    get("/hearings/{id}/versions", VIEW_HEARING, || web::get().to(hearings::versions::list)),
    get("/hearings/{id}/versions/{number}", VIEW_HEARING, || web::get().to(hearings::versions::show)),
    post("/hearings/{id}/versions/{number}", CHANGE_HEARING, || web::post().to(hearings::versions::restore)),
    post("/hearings/{id}/segments", CHANGE_HEARING, || web::post().to(hearings::mark::mark)),
    post("/segments/{id}/remove", CHANGE_HEARING, || web::post().to(hearings::mark::unmark)),
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
    // Analysis and exports
    get("/surveys/{id}/analysis", VIEW_ANALYSIS, || web::get().to(explore::answers::show)),
    get("/surveys/{id}/analysis/responses", VIEW_ANALYSIS, || web::get().to(explore::answers::responses)),
    get("/surveys/{id}/analysis/shared", VIEW_ANALYSIS, || web::get().to(explore::shared::show)),
    get("/surveys/{id}/analysis/words", VIEW_ANALYSIS, || web::get().to(explore::words::show)),
    get("/surveys/{id}/analysis/kwic", VIEW_ANALYSIS, || web::get().to(explore::words::kwic)),
    get("/surveys/{id}/analysis/network", VIEW_ANALYSIS, || web::get().to(explore::network::show)),
    get("/surveys/{id}/analysis/themes", VIEW_ANALYSIS, || web::get().to(explore::themes::show)),
    get("/surveys/{id}/analysis/texts", VIEW_ANALYSIS, || web::get().to(explore::texts::show)),
    get("/surveys/{id}/exports", EXPORT_ANALYSIS, || web::get().to(exports::index)),
    get("/surveys/{id}/exports/{file}", EXPORT_ANALYSIS, || web::get().to(exports::download)),
    // Feedback
    get("/surveys/{id}/feedback", VIEW_FEEDBACK, || web::get().to(feedback::compose::show)),
    get("/surveys/{id}/feedback/preview", VIEW_FEEDBACK, || web::get().to(feedback::compose::preview)),
    post("/surveys/{id}/quotes", CHANGE_FEEDBACK, || web::post().to(feedback::compose::release)),
    post("/surveys/{id}/links", EXPORT_FEEDBACK, || web::post().to(feedback::links::create_link)),
    post("/links/{id}/revoke", EXPORT_FEEDBACK, || web::post().to(feedback::links::revoke_link)),
    // Accounts
    get("/accounts", VIEW_ACCOUNT, || web::get().to(accounts::index)),
    post("/accounts", CHANGE_ACCOUNT, || web::post().to(accounts::create)),
    post("/accounts/{id}/active", CHANGE_ACCOUNT, || web::post().to(accounts::set_active)),
];

/// Registers the list.
pub fn configure(config: &mut web::ServiceConfig) {
    for route in ROUTES {
        config.route(route.path, (route.handler)());
    }
}
