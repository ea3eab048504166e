//! The researcher's bundle: looked at, made, taken; what is in it, what is never in it, and the same by page and command.

mod choices;
mod known;
mod lacking;
mod makers;
mod tables;
mod values;
mod whole;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::Duration;

use analysis::document::csv::read_rows;
use serde_json::{Value, json};
use server::cli::DataArgs;
use server::cli::export::ExportArgs;
use surveys::entity::state::InvitingMode;
use surveys::store;
use tests::free_answers::consent;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp};

/// The files of a bundle by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What the one person writes who allows counting alone.
const SECRET: &str = "学会では使わないでほしい話";

/// Opens the page before a bundle, with what was decided in the address.
pub async fn look(session: &Session, survey: i64, query: &str) -> Page {
    session.get(&format!("/surveys/{survey}/bundle?{query}")).await.expect_status(200)
}

/// Makes what a page offers and waits for it; returns the page of the bundle.
pub async fn make(session: &Session, page: &Page) -> Page {
    let made = session.submit(page, "#make-form", &[("accept", "yes")]).await.expect_status(303);
    let address = made.location().expect("a bundle has a page").to_owned();
    for _ in 0..600 {
        let page = session.get(&address).await.expect_status(200);
        if page.attributes("#bundle-state", "data-state") != ["working"] {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the bundle is never made")
}

/// Makes what a page offers; returns the bytes of the archive.
pub async fn take(session: &Session, page: &Page) -> Vec<u8> {
    taken(session, &make(session, page).await).await
}

/// The de-identified data of a questionnaire as a bundle has them where nothing was decided, as CSV.
pub async fn data(session: &Session, open: &OpenSurvey) -> String {
    let page = look(session, open.survey.0, "").await;
    let files = unzip(&take(session, &page).await);
    text(&files, &format!("data/q{}.csv", open.questionnaire.0))
}

async fn taken(session: &Session, done: &Page) -> Vec<u8> {
    assert_eq!(done.attributes("#bundle-state", "data-state"), ["done"], "{}", done.describe());
    let href = done.attributes("#take", "href").remove(0);
    let file = session.get(&href).await.expect_status(200);
    assert!(file.header("content-disposition").is_some_and(|kind| kind.starts_with("attachment")));
    file.bytes
}

/// How many files the page of a finished bundle said that there are, all of them written.
async fn n_said(app: &TestApp, login: &str, done: &Page) -> usize {
    let user = store::users::find_by_login(app.db(), login).await.expect("users").expect("the user");
    let key = done.path.strip_prefix("/bundles/").expect("the page of a bundle");
    let (n_done, n_all) = app.service().bundling.find(key, user.id).expect("the bundle").steps.progress();
    assert_eq!(n_done, n_all);
    n_all
}

/// The files of an archive by their names.
pub fn unzip(bytes: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = (0..archive.len())
        .map(|place| {
            archive
                .by_index(place)
                .expect("the file is there")
                .name()
                .expect("its name can be read")
                .into_owned()
        })
        .collect();
    let mut files = BTreeMap::new();
    for name in names {
        let mut content = Vec::new();
        archive.by_name(&name).expect("the file is there").read_to_end(&mut content).expect("it is whole");
        files.insert(name, content);
    }
    files
}

/// Every file, and those inside of files, as text.
pub fn everything(bytes: &[u8]) -> String {
    let mut all = String::new();
    for (name, content) in unzip(bytes) {
        all.push_str(&name);
        match content.starts_with(b"PK") {
            true => all.push_str(&everything(&content)),
            false => all.push_str(&String::from_utf8_lossy(&content)),
        }
    }
    all
}

/// A table among the files, with its head.
pub fn rows(files: &Files, name: &str) -> Vec<Vec<String>> {
    read_rows(&files[name]).unwrap_or_else(|problem| panic!("{name} is no table: {problem:?}"))
}

/// The cells of a column below its head.
pub fn column<'a>(rows: &'a [Vec<String>], name: &str) -> Vec<&'a str> {
    let at = rows[0].iter().position(|head| head.trim_start_matches('\u{FEFF}') == name);
    let at = at.unwrap_or_else(|| panic!("no {name} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

/// A text among the files.
pub fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("it is text")
}

/// Nine agencies, five of one area and kind, are invited by name and answer; one of the others allows counting alone, and is less
/// busy as they all are. So eight are in the data: too few to tell area or kind of any.
async fn answered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let elements = [
        consent(),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "text", "name": "age", "title": "年齢", "inputType": "number", "kt:role": "age" }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ];
    let definition: Value =
        json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": elements }] });
    let open = open_definition(app, coordinator, &definition).await;
    let emails: Vec<String> = (0..9).map(|n| format!("agency{n}@example.jp")).collect();
    let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    invite_all(coordinator, &open, InvitingMode::Known).await;
    for one in &invitations(app, &open).await {
        let person = app.visitor();
        let page = open_invitation(&person, &link(app, one)).await.expect_status(200);
        let is_silent = one.agency_id == agencies[1];
        let consents = if is_silent { &["1"][..] } else { &["1", "2", "3"] };
        let words = if is_silent { SECRET } else { "人手が足りない <h1>" };
        let consents = consents.iter().map(|value| ("consent", *value));
        let is_of_five = agencies.iter().step_by(2).any(|agency| *agency == one.agency_id);
        let busy = if is_of_five { "1" } else { "2" };
        let answers = [("busy", busy), ("age", "37"), ("hard", words), ("go", "next")];
        let fields: Vec<(&str, &str)> = consents.chain(answers).collect();
        let sent = person.submit(&page, "form[data-fill]", &fields).await;
        let check = person.follow(sent).await.expect_status(200);
        person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
    }
    open
}

/// The command that writes a bundle where nothing is decided.
pub fn arguments(app: &TestApp, open: &OpenSurvey, out: &Path) -> ExportArgs {
    ExportArgs {
        survey: open.survey.0,
        out: out.to_owned(),
        k: None,
        drop: Vec::new(),
        coarser: Vec::new(),
        also: Vec::new(),
        texts_as_written: false,
        allow_risk: false,
        lang: "ja".to_owned(),
        data: DataArgs { data: app.data.clone() },
    }
}
