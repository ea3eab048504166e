//! What the service has stored, read as it reads it itself.

use surveys::entity::response;
use surveys::id::QuestionnaireId;
use surveys::store;

use crate::app::TestApp;

/// How many responses are read at a time.
const AT_ONCE: u64 = 1_000;

/// The submitted responses of a questionnaire in the order of their numbers.
pub async fn submitted(app: &TestApp, questionnaire: QuestionnaireId) -> Vec<response::Model> {
    let mut all: Vec<response::Model> = Vec::new();
    loop {
        let after = all.last().map(|last| last.id);
        let rows = store::responses::submitted_after(app.db(), questionnaire, after, AT_ONCE).await;
        let rows = rows.expect("responses can be read");
        if rows.is_empty() {
            return all;
        }
        all.extend(rows);
    }
}
