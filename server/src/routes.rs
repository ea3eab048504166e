//! Every address of the service, who may use it, and what answers there: lists by whom and what they are for.

mod hearings;
mod open;
mod results;
mod surveys;

use actix_web::http::Method;
use actix_web::{Route as ActixRoute, web};

use crate::auth::{Thing, Verb};

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
const VIEW_HEARING_FILE: Access = Access::May(Verb::View, Thing::HearingFile);
const CHANGE_HEARING_FILE: Access = Access::May(Verb::Change, Thing::HearingFile);
const EXPORT_HEARING_FILE: Access = Access::May(Verb::Export, Thing::HearingFile);
const VIEW_RECEIVED_FILE: Access = Access::May(Verb::View, Thing::ReceivedFile);
const VIEW_ANALYSIS: Access = Access::May(Verb::View, Thing::Analysis);
const EXPORT_ANALYSIS: Access = Access::May(Verb::Export, Thing::Analysis);
const VIEW_CODING: Access = Access::May(Verb::View, Thing::Coding);
const CHANGE_CODING: Access = Access::May(Verb::Change, Thing::Coding);
const EXPORT_CODING: Access = Access::May(Verb::Export, Thing::Coding);
const VIEW_CODEBOOK: Access = Access::May(Verb::View, Thing::Codebook);
const CHANGE_CODEBOOK: Access = Access::May(Verb::Change, Thing::Codebook);
const VIEW_FEEDBACK: Access = Access::May(Verb::View, Thing::Feedback);
const VIEW_FEEDBACK_DRAFT: Access = Access::May(Verb::View, Thing::FeedbackDraft);
const CHANGE_FEEDBACK: Access = Access::May(Verb::Change, Thing::Feedback);
const EXPORT_FEEDBACK: Access = Access::May(Verb::Export, Thing::Feedback);
const VIEW_CARD: Access = Access::May(Verb::View, Thing::Card);
const CHANGE_CARD: Access = Access::May(Verb::Change, Thing::Card);
const EXPORT_CARD: Access = Access::May(Verb::Export, Thing::Card);
const VIEW_REGISTRATION: Access = Access::May(Verb::View, Thing::Registration);
const CHANGE_REGISTRATION: Access = Access::May(Verb::Change, Thing::Registration);
const VIEW_INVITATION: Access = Access::May(Verb::View, Thing::Invitation);
const CHANGE_INVITATION: Access = Access::May(Verb::Change, Thing::Invitation);
const VIEW_CONSULTATION: Access = Access::May(Verb::View, Thing::Consultation);
const CHANGE_CONSULTATION: Access = Access::May(Verb::Change, Thing::Consultation);
const VIEW_ACCOUNT: Access = Access::May(Verb::View, Thing::Account);
const CHANGE_ACCOUNT: Access = Access::May(Verb::Change, Thing::Account);

/// All addresses. The patterns of one list overlap with those of no other.
pub fn all() -> impl Iterator<Item = &'static Route> {
    [open::ROUTES, surveys::ROUTES, hearings::ROUTES, results::ROUTES].into_iter().flatten()
}

/// Registers them.
pub fn configure(config: &mut web::ServiceConfig) {
    for route in all() {
        config.route(route.path, (route.handler)());
    }
}
