//! What somebody pastes into a note and around it may be HTML that means harm: it stays text on every page of the office and of the
//! interviewee, and nothing of it is lost.

use surveys::id::{AgencyId, SurveyId};
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{address, survey_with_agencies, write_note};
use crate::confirmations::{opened, send};
use crate::hostile_texts::{HARM, assert_harmless};

/// Writes harm wherever the office writes about an agency and its hearing; returns the note.
async fn write_harm(coordinator: &Session, survey: SurveyId, agency: AgencyId) -> Page {
    let edit = coordinator.get(&format!("/agencies/{}/edit", agency.0)).await.expect_status(200);
    let agency_fields = [("name", HARM), ("organisation", HARM), ("note", HARM)];
    coordinator.submit(&edit, "form.form", &agency_fields).await.expect_status(303);
    let way = address(survey, agency);
    let page = coordinator.get(&way).await.expect_status(200);
    let state = [("state", "requested"), ("note", HARM)];
    coordinator.submit(&page, &format!("form[action='{way}']"), &state).await.expect_status(303);
    let appointment =
        [("day", "2026-01-15"), ("clock", "10:00"), ("minutes", "60"), ("method", "visit"), ("place", HARM)];
    let form = format!("form[action='{way}/appointment']");
    let page = coordinator.get(&way).await.expect_status(200);
    coordinator.submit(&page, &form, &appointment).await.expect_status(303);
    let form = format!("form[action='/surveys/{}/promises']", survey.0);
    let page = coordinator.get(&way).await.expect_status(200);
    coordinator.submit(&page, &form, &[("body", HARM)]).await.expect_status(303);
    let said = format!("A：{HARM}");
    let sheet = [
        ("role", HARM),
        ("challenge_partner", HARM),
        ("challenge_interviewer", HARM),
        ("statements", said.as_str()),
        ("new_issues", HARM),
        ("tasks", HARM),
        ("held_on", "2026-01-15"),
        ("may_share", "yes"),
        ("go", "finish"),
    ];
    write_note(coordinator, survey, agency, &sheet).await
}

/// Writes harm into what is made of notes: a mark, a code, a card and the words for the host. Returns the addresses of their pages.
async fn make_harm_of(coordinator: &Session, survey: SurveyId, note: &Page) -> Vec<String> {
    let base = format!("/surveys/{}", survey.0);
    let mark = [("stance", "challenge"), ("span", "3-40")];
    coordinator.submit(note, "form[data-mark=role]", &mark).await.expect_status(303);
    let code =
        [("symbol", "X1"), ("name_ja", HARM), ("definition", HARM), ("look", "4"), ("is_codable", "yes")];
    coordinator.post_form(&format!("{base}/codebook"), &code).await.expect_status(303);
    let codebook = coordinator.get(&format!("{base}/codebook")).await.expect_status(200);
    let codes = codebook.attributes("main a[href^='/codes/']", "href");
    let week = coordinator.get(&format!("{base}/week?of=2026-01-15")).await.expect_status(200);
    let form = format!("form[action='{base}/week']");
    coordinator.submit(&week, &form, &[("points", HARM)]).await.expect_status(303);
    let cards = coordinator.get(&format!("{base}/cards")).await.expect_status(200);
    let made = coordinator.submit(&cards, "form[action$='/cards']", &[]).await.expect_status(303);
    let card = coordinator.follow(made).await.expect_status(200);
    let text = [("title", "架空の事例"), ("steps", HARM), ("idea", HARM)];
    coordinator.submit(&card, "#card-form", &text).await.expect_status(303);
    let card = card.path;
    let own = [card.clone(), format!("{card}/check"), format!("{card}/preview")];
    own.into_iter().chain(codes).collect()
}

/// The pages of the office on which it may be read.
fn pages(survey: SurveyId, agency: AgencyId, note: &Page) -> Vec<String> {
    let of = |base: String, ends: &[&str]| ends.iter().map(|end| format!("{base}{end}")).collect::<Vec<_>>();
    let of_note =
        ["", "/edit", "/versions", "/versions/1", "/import", "/files", "/promises", "/confirmation"];
    let of_survey =
        ["/hearings", "/hearings/board", "/coding/notes", "/codebook", "/cards", "/week?of=2026-01-15"];
    [
        of(note.path.clone(), &of_note),
        of(format!("/surveys/{}", survey.0), &of_survey),
        of(format!("/agencies/{}", agency.0), &["", "/edit"]),
        of(address(survey, agency), &["", "/print"]),
        of(String::new(), &["/agencies", "/today", "/search?q=alert"]),
    ]
    .concat()
}

/// The interviewee reads it and answers in kind.
async fn confirm(app: &TestApp, coordinator: &Session, note: &Page) {
    let (person, page) = opened(app, coordinator, note).await;
    assert_harmless(&page, "the interviewee's page");
    let corrected = format!("直した文。{HARM}");
    let said = [("answer-role", "corrected"), ("correction-role", corrected.as_str())];
    let said = said.into_iter().chain([("answer-challenge_partner", "fits")]);
    let sent = send(&person, &page, &said.collect::<Vec<_>>()).await;
    assert_harmless(&person.follow(sent).await, "what the interviewee sent");
}

#[tokio::test]
async fn pasted_html_stays_text_on_every_page_around_a_hearing() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_harm(&coordinator, survey, agencies[0]).await;
        assert!(note.first("[data-note=role]").contains("onerror"), "it is there to be read");
        let made = make_harm_of(&coordinator, survey, &note).await;
        confirm(app, &coordinator, &note).await;
        let mut all = pages(survey, agencies[0], &note);
        all.extend(made);
        let notes = coordinator.get(&format!("/surveys/{}/coding/notes", survey.0)).await;
        let coded = notes.attributes("main a[href*='/coding/texts/']", "href");
        assert!(!coded.is_empty(), "{}", notes.describe());
        all.extend(coded);
        let read = coordinator.get(&note.path).await;
        assert_eq!(read.texts("[data-note=role] mark").len(), 1, "{}", read.describe());
        all.extend(read.attributes("main a[href^='/confirmations/']", "href"));
        for path in all {
            assert_harmless(&coordinator.get(&path).await, &path);
        }
    })
    .await;
}
