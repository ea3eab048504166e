//! Each finding of a sheet leads to its own question of the reply questionnaire; one of which nothing is asked is told before the sheet is
//! published.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::id::SurveyId;
use tests::closed_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::sheets::{publish, share};
use tests::{Page, Session, TestApp, on_both};

use crate::replies::{make, publish_questionnaire};

/// What the closed question asks; its chart is a finding.
const TITLE: &str = "難病のある方の手段";
/// A finding of one's own, which stands beside no chart.
const OWN: (&str, &str) = ("text-own_1", "通院と勤務の調整が難しい");

fn say(key: &str) -> String {
    i18n::plain(Lang::Ja, key)
}

/// A survey of seven answers with a published sheet.
async fn published(app: &TestApp, coordinator: &Session) -> SurveyId {
    let question =
        json!({ "type": "radiogroup", "name": "way", "title": TITLE, "choices": ["1|バス", "2|徒歩"] });
    let open = open_definition(app, coordinator, &definition(&[question])).await;
    for _ in 0..7 {
        answer(app, &open, &[("way", "1")]).await;
    }
    publish(coordinator, open.survey, &[]).await;
    open.survey
}

/// The field of the chart among what is proposed.
async fn proposed(coordinator: &Session, survey: SurveyId) -> (String, String) {
    let page = coordinator.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(200);
    let fields = page.attributes("form input[name^='text-fig_']", "name");
    assert_eq!(fields.len(), 1, "the chart of the question, once: {fields:?}");
    let value = page.attributes("form input[name^='text-fig_']", "value");
    (fields[0].clone(), value[0].clone())
}

/// Where the link beside the chart leads, with its words.
fn beside(page: &Page) -> (String, String) {
    let hrefs = page.attributes("#section-answers .reply-links a", "href");
    assert_eq!(hrefs.len(), 1, "{}", page.describe());
    (page.first("#section-answers .reply-links a"), hrefs[0].clone())
}

/// Goes on from a page until the way leads to a place on one; returns where.
async fn lead(person: &Session, mut page: Page) -> String {
    for _ in 0..4 {
        let boxes: &[(&str, &str)] = if page.has("[name=consent]") { &[("consent", "1")] } else { &[] };
        let fields: Vec<(&str, &str)> = boxes.iter().copied().chain([("go", "next")]).collect();
        let sent = person.submit(&page, "form[data-fill]", &fields).await.expect_status(303);
        let target = sent.location().unwrap_or_default().to_owned();
        if target.contains('#') {
            assert!(page.has("[name=consent]"), "nobody is led past consent: {}", page.describe());
            return target;
        }
        page = person.follow(sent).await.expect_status(200);
    }
    panic!("the way leads to no question: {}", page.describe())
}

#[tokio::test]
async fn the_link_beside_a_finding_leads_to_its_question_in_either_words() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = published(app, &coordinator).await;
        let (field, text) = proposed(&coordinator, survey).await;
        assert!(text.contains(TITLE), "{text}");
        let id = make(app, &coordinator, survey, &[OWN]).await;
        let visitor = app.visitor();
        let shared = share(&coordinator, survey).await;
        let before = visitor.get(&shared).await.expect_status(200);
        assert!(!before.has(".reply-links"), "nobody takes replies yet");
        let link = publish_questionnaire(app, &coordinator, id).await;
        let usual = visitor.get(&shared).await.expect_status(200);
        let (words, href) = beside(&usual);
        let name = format!("finding_{}", field.trim_start_matches("text-").replace("fig_", "f"));
        assert_eq!((words.contains(&text), href.as_str()), (true, format!("{link}?to={name}").as_str()));
        let plain = visitor.get(&usual.link(&say("sheet-to-plain"))).await.expect_status(200);
        assert_eq!(beside(&plain).1, href);
        let leads = [&usual, &plain].map(|page| page.first("#section-answers .reply-links p"));
        assert!(leads[0] == say("replies-beside") && leads[1].ends_with("教えてください"), "{leads:?}");
        // All of them, those beside no chart too, are links at the end.
        let all = usual.attributes("section[aria-labelledby='replies'] .list a", "href");
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all.contains(&href) && all.contains(&format!("{link}?to=finding_own_1")), "{all:?}");
        let start = visitor.get(&href).await.expect_status(200);
        assert!(start.first("#aim").contains(&text), "{}", start.describe());
        let english = start.attributes("header a[hreflang=en]", "href").remove(0);
        let english = app.visitor().get(&english).await.expect_status(200);
        assert!(english.has("html[lang=en]") && english.has("#aim"), "it aims at the same: {}", english.path);
        for display in ["standard", "each"] {
            let person = app.visitor();
            person.get(&format!("{link}?display={display}")).await.expect_status(200);
            let started = person.start(&href).await.expect_status(303);
            let page = person.follow(started).await.expect_status(200);
            let target = lead(&person, page).await;
            let (address, place) = target.split_once('#').expect("a place");
            assert_eq!(place, format!("q-{name}-box"));
            let asked = person.get(address).await.expect_status(200);
            assert!(asked.has(&format!("#{place} input[name='{name}']")), "{}", asked.describe());
            assert_eq!(asked.has("[name=finding_own_1]"), display == "standard", "{}", asked.describe());
        }
        let other = visitor.get(&format!("{link}?to=nobody")).await.expect_status(200);
        assert!(!other.has("#aim") && !other.body.contains("to=nobody\" novalidate"), "{}", other.describe());
    })
    .await;
}

#[tokio::test]
async fn a_chart_of_which_nothing_is_asked_is_told_in_the_preview_until_it_is() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = published(app, &coordinator).await;
        let (field, text) = proposed(&coordinator, survey).await;
        let id = make(app, &coordinator, survey, &[OWN, ("ask", "")]).await;
        let preview = format!("/surveys/{}/feedback/preview", survey.0);
        let draft = coordinator.get(&preview).await.expect_status(200);
        assert!(!draft.has("#unasked"), "it takes no replies yet: {}", draft.describe());
        publish_questionnaire(app, &coordinator, id).await;
        let without = coordinator.get(&preview).await.expect_status(200);
        assert!(without.first("#unasked").contains(TITLE), "{}", without.describe());
        assert!(!without.has("#section-answers .reply-links"), "{}", without.describe());
        let replies = coordinator.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(200);
        assert!(replies.first("#left-out").contains("1個"), "{}", replies.describe());
        make(app, &coordinator, survey, &[("ask", field.trim_start_matches("text-"))]).await;
        let replies = coordinator.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(200);
        assert!(!replies.has("#left-out"), "{}", replies.describe());
        coordinator.post_form(&format!("/questionnaires/{}/publish", id.0), &[]).await.expect_status(303);
        let with = coordinator.get(&preview).await.expect_status(200);
        assert!(!with.has("#unasked") && beside(&with).0.contains(&text), "{}", with.describe());
    })
    .await;
}
