//! Confirmation by the interviewee: what is shown and what never is, corrections beside the text, wishes that hold at once.

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, Set};
use server::auth::Role;
use server::confirming::{address, token};
use server::dataset;
use server::i18n::Lang;
use surveys::entity::confirmation;
use surveys::entity::state::{ApproachState, MessageState};
use surveys::error::Error;
use surveys::id::{AgencyId, ConfirmationId, HearingId, SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::confirmations::Answer;
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{survey_with_agencies, write_note};

/// A note in which every section has something, most of it not for the interviewee.
const SHEET: [(&str, &str); 12] = [
    ("role", "相談は月に20件。窓口は二つ。"),
    ("challenge_facts", "通院の日に休みにくい。"),
    ("challenge_partner", "職場の理解が足りないと思う。"),
    ("challenge_interviewer", "聞き手の考え：人手が足りない。"),
    ("cooperation", "となりの機関とは年に二回会う。"),
    ("statements", "B：ほかの方の言葉。"),
    ("reflection", "所感：また会いたい。"),
    ("questions", "準備：費用を聞く。"),
    ("may_share", "yes"),
    ("may_present", "yes"),
    ("may_quote", "no"),
    ("go", "finish"),
];
/// What the interviewee must never meet.
const HIDDEN: [&str; 5] = ["聞き手の考え", "となりの機関", "ほかの方の言葉", "所感", "準備：費用"];

fn number(page: &Page) -> HearingId {
    let last = page.path.rsplit('/').next().and_then(|last| last.parse().ok());
    HearingId(last.expect("a note has a number"))
}

/// Makes a link for the usual sections, through choosing and looking; returns the page about it.
async fn make(coordinator: &Session, note: &Page) -> Page {
    let choose = coordinator.get(&format!("{}/confirmation", note.path)).await.expect_status(200);
    let look = coordinator.submit(&choose, "main form[action$='/preview']", &[]).await.expect_status(200);
    let form = "form[action$='/confirmation']";
    let made = coordinator.submit(&look, form, &[]).await.expect_status(303);
    coordinator.follow(made).await.expect_status(200)
}

async fn newest(app: &TestApp, note: &Page) -> confirmation::Model {
    let all = store::confirmations::of_hearing(app.db(), number(note)).await.expect("they can be read");
    all.into_iter().next().expect("there is one")
}

fn link(app: &TestApp, model: &confirmation::Model) -> String {
    address(&token(app.key(), &model.seed))
}

async fn state(app: &TestApp, survey: SurveyId, agency: AgencyId) -> Option<ApproachState> {
    let found = store::approaches::find(app.db(), survey, agency).await.expect("it can be read");
    found.map(|approach| approach.state)
}

async fn section(app: &TestApp, note: &Page, key: &str) -> String {
    let sections = store::hearings::sections(app.db(), number(note)).await.expect("they can be read");
    sections.get(key).cloned().unwrap_or_default()
}

/// The sections of the survey's notes that may be used for a purpose.
async fn usable(app: &TestApp, survey: SurveyId, purpose: Purpose) -> Vec<&'static str> {
    let data = dataset::load(app.service(), survey, purpose, Lang::Ja).await.expect("data can be loaded");
    data.hearings.iter().flat_map(|heard| heard.sections.iter().map(|(key, _)| *key)).collect()
}

async fn today(coordinator: &Session) -> String {
    coordinator.get("/today").await.expect_status(200).text()
}

const PLAIN: [(&str, &str); 3] =
    [("answer-role", "fits"), ("answer-challenge_facts", "fits"), ("answer-challenge_partner", "fits")];

#[tokio::test]
async fn the_interviewee_meets_only_what_was_chosen() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let choose = coordinator.get(&format!("{}/confirmation", note.path)).await.expect_status(200);
        let offered = choose.attributes("input[name=section]", "value");
        assert_eq!(offered, ["role", "challenge_facts", "challenge_partner", "cooperation"]);
        let chosen = choose.attributes("input[name=section][checked]", "value");
        assert_eq!(chosen, ["role", "challenge_facts", "challenge_partner"]);
        let form = "main form[action$='/preview']";
        let none = coordinator.submit(&choose, form, &[("section", "reflection")]).await.expect_status(422);
        assert!(none.has("#section-error"), "{}", none.describe());

        let look = coordinator.submit(&choose, form, &[]).await.expect_status(200);
        let all = store::confirmations::of_hearing(app.db(), number(&note)).await.expect("they can be read");
        assert!(all.is_empty(), "looking makes no link");
        let stale = [("revision", "9")];
        let refused = coordinator.submit(&look, "form[action$='/confirmation']", &stale).await;
        assert!(refused.expect_status(303).location().is_some_and(|to| to.ends_with("/confirmation")));
        make(&coordinator, &note).await;

        let model = newest(app, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &model)).await.expect_status(200);
        for words in HIDDEN {
            assert!(!page.body.contains(words) && !look.body.contains(words), "{words}");
        }
        assert_eq!(page.texts("main h2"), look.texts("main h2"), "the office saw the same");
        assert_eq!(page.texts("main .note-text"), look.texts("main .note-text"));
        assert!(page.header("set-cookie").is_none(), "interviewees get no cookie");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        assert_eq!(page.attributes("input[name=refuse]", "value"), ["may_share", "may_present"]);
        assert_eq!(page.attributes("input[name=offer]", "value"), ["may_show_case", "may_quote"]);
        assert!(!format!("{model:?}").contains(&token(app.key(), &model.seed)), "the database opens nothing");

        let answer = "form[action^='/c/']";
        let empty = person.submit(&page, answer, &[]).await.expect_status(422);
        let links = empty.attributes(".error-summary a", "href");
        assert_eq!(links, ["#answer-role", "#answer-challenge_facts", "#answer-challenge_partner"]);
        let edited =
            [PLAIN.as_slice(), &[("correction-role", "相談は月に22件。"), ("words", "一言")]].concat();
        let edited = person.submit(&page, answer, &edited).await.expect_status(422);
        assert_eq!(edited.texts(".error-summary li").len(), 1, "{}", edited.first(".error-summary"));
        assert!(edited.body.contains("相談は月に22件。") && edited.body.contains("一言"), "nothing is lost");
        let same = [PLAIN.as_slice(), &[("answer-role", "corrected")]].concat();
        let same: Vec<(&str, &str)> =
            same.into_iter().filter(|field| *field != ("answer-role", "fits")).collect();
        let same = person.submit(&page, answer, &same).await.expect_status(422);
        assert_eq!(same.attributes(".error-summary a", "href"), ["#correction-role"]);
    })
    .await;
}

#[tokio::test]
async fn the_page_after_sending_lists_the_uses_that_were_ticked() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        make(&coordinator, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &newest(app, &note).await)).await.expect_status(200);
        let uses = [("refuse", "may_present"), ("offer", "may_quote")];
        let said = [PLAIN.as_slice(), uses.as_slice()].concat();
        let sent = person.submit(&page, "form[action^='/c/']", &said).await.expect_status(303);
        let done = person.follow(sent).await.expect_status(200);
        assert_eq!(done.texts("section[aria-labelledby=sent-refuse] li"), ["学会・実践発表での利用"]);
        assert_eq!(done.texts("section[aria-labelledby=sent-offer] li"), ["発言の引用"]);
    })
    .await;
}

#[tokio::test]
async fn a_correction_stands_beside_the_text_until_somebody_takes_it() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &model)).await;
        let said = [
            ("answer-role", "corrected"),
            ("correction-role", "相談は月に22件。窓口は二つ。"),
            ("answer-challenge_facts", "fits"),
            ("answer-challenge_partner", "withheld"),
            ("refuse", "may_present"),
            ("refuse", "may_quote"),
            ("offer", "may_quote"),
            ("offer", "may_share"),
            ("words", "ありがとうございました。"),
        ];
        let sent = person.submit(&page, "form[action^='/c/']", &said).await.expect_status(303);
        let done = person.follow(sent).await;
        assert!(done.text().contains("相談は月に22件。") && !done.has("form[action^='/c/']"));
        // Sent again, as after going back: the first counts.
        person.submit(&page, "form[action^='/c/']", &PLAIN).await.expect_status(303);
        assert_eq!(section(app, &note, "role").await, "相談は月に20件。窓口は二つ。", "never over the text");
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Recorded));
        // Wishes hold at once, a widening does not.
        assert!(!usable(app, survey, Purpose::Internal).await.contains(&"challenge_partner"));
        assert!(!usable(app, survey, Purpose::Regional).await.contains(&"role"), "they want it otherwise");
        assert!(usable(app, survey, Purpose::Internal).await.contains(&"role"));
        assert!(usable(app, survey, Purpose::Regional).await.contains(&"challenge_facts"));
        assert!(usable(app, survey, Purpose::Academic).await.is_empty(), "taken back");
        let hearing = store::hearings::find(app.db(), number(&note)).await.expect("it can be read");
        assert_eq!((hearing.may_present, hearing.may_share), (true, true), "the sheet is the office's");
        assert!(today(&coordinator).await.contains("記録の確認の返事"));

        // Meanwhile somebody wrote on in the same section: both are kept.
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let more = [("role", "相談は月に20件。窓口は二つ。電話も受ける。")];
        coordinator.submit(&edit, "form.sheet-form", &more).await.expect_status(303);
        let path = format!("/confirmations/{}", model.id.0);
        let shown = coordinator.get(&path).await.expect_status(200);
        let text = shown.text();
        assert!(shown.has("ins") && text.contains("ありがとう") && text.contains("学会・実践発表での利用"));
        let form = "form:has(input[value=role])";
        coordinator.submit(&shown, form, &[("go", "decline"), ("reply", "")]).await.expect_status(303);
        coordinator.submit(&shown, form, &[("go", "take")]).await.expect_status(303);
        assert_eq!(section(app, &note, "role").await, "相談は月に22件。窓口は二つ。電話も受ける。");
        assert!(usable(app, survey, Purpose::Regional).await.contains(&"role"), "it reads as they want it");
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));
        let of_note = coordinator.get(&note.path).await.text();
        assert!(of_note.contains("確認のあとで変わった欄：機関の役割"), "{of_note}");
        let shown = coordinator.get(&path).await;
        assert!(shown.text().contains("「対応を終える」を押すと"), "{}", shown.text());
        let finish = [("go", "finish")];
        coordinator.submit(&shown, "form.section[action$='/settle']", &finish).await.expect_status(303);
        let settled = coordinator.get(&path).await.text();
        assert!(settled.contains("対応を終えたとき") && !settled.contains("を押すと"), "{settled}");
        let hearing = store::hearings::find(app.db(), number(&note)).await.expect("it can be read");
        assert_eq!((hearing.may_present, hearing.may_share, hearing.revision), (false, true, 4));
        assert!(!today(&coordinator).await.contains("記録の確認の返事"));
        assert!(!usable(app, survey, Purpose::Internal).await.contains(&"challenge_partner"), "for good");
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_back_is_on_no_sheet_before_a_visit_and_consent_says_so() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let print = format!("/surveys/{}/agencies/{}/print", survey.0, agencies[0].0);
        let before = coordinator.get(&print).await.expect_status(200).text();
        assert!(before.contains("通院の日に休みにくい。") && !before.contains("本人が取り下げ"), "{before}");
        make(&coordinator, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &newest(app, &note).await)).await;
        let said = [
            ("answer-role", "fits"),
            ("answer-challenge_facts", "withheld"),
            ("answer-challenge_partner", "fits"),
            ("refuse", "may_share"),
        ];
        person.submit(&page, "form[action^='/c/']", &said).await.expect_status(303);

        let sheet = coordinator.get(&print).await.expect_status(200).text();
        assert!(!sheet.contains("通院の日に休みにくい。"), "{sheet}");
        assert!(sheet.matches("本人が取り下げ").count() == 2, "the section and the use: {sheet}");
        let everything = coordinator.get(&format!("/agencies/{}", agencies[0].0)).await.text();
        assert!(
            everything.contains("（本人が取り下げ）"),
            "not settled yet, and told all the same: {everything}"
        );
        let own = coordinator.get(&note.path).await;
        assert!(own.first("#section-challenge_facts").contains("本人が取り下げ"), "{}", own.describe());
        assert!(!own.first("#section-role").contains("本人が取り下げ"));
        let is_offered = |key: &str| own.has(&format!("form[data-mark={key}]"));
        assert!(is_offered("role") && !is_offered("challenge_facts"), "what is not used is not marked");
        assert!(own.first("section[aria-labelledby=about-hearing]").contains("本人が取り下げ"));
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_meets_another_edit_is_for_people_and_may_be_answered() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &model)).await;
        let said = [
            ("answer-role", "corrected"),
            ("correction-role", "相談は月に22件。窓口は二つ。"),
            ("answer-challenge_facts", "corrected"),
            ("correction-challenge_facts", "通院の日は休める。"),
            ("answer-challenge_partner", "fits"),
        ];
        person.submit(&page, "form[action^='/c/']", &said).await.expect_status(303);
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let other = [("role", "相談は月に25件。窓口は二つ。")];
        coordinator.submit(&edit, "form.sheet-form", &other).await.expect_status(303);

        let path = format!("/confirmations/{}", model.id.0);
        let shown = coordinator.get(&path).await.expect_status(200);
        let role = "form:has(input[value=role])";
        let met = coordinator.submit(&shown, role, &[("go", "take")]).await.expect_status(303);
        assert!(coordinator.follow(met).await.text().contains("その後に直されています"));
        assert_eq!(section(app, &note, "role").await, "相談は月に25件。窓口は二つ。");
        coordinator.submit(&shown, role, &[("go", "done")]).await.expect_status(303);
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Recorded), "one is open");
        let early = coordinator.post_form(&format!("{path}/settle"), &[("go", "finish")]).await;
        let early = coordinator.follow(early.expect_status(303)).await;
        assert!(early.text().contains("まだ「対応を終える」を押せません"), "{}", early.describe());
        let facts = "form:has(input[value=challenge_facts])";
        let long = "長".repeat(1_001);
        let kept = coordinator.submit(&shown, facts, &[("go", "decline"), ("reply", &long)]).await;
        assert!(kept.expect_status(422).text().contains(&long), "what was typed is not lost");
        let why = [("go", "decline"), ("reply", "別の日の話と合わせて確かめます。")];
        coordinator.submit(&shown, facts, &why).await.expect_status(303);
        assert_eq!(section(app, &note, "challenge_facts").await, "通院の日に休みにくい。");
        let regional = usable(app, survey, Purpose::Regional).await;
        assert!(regional.contains(&"role") && !regional.contains(&"challenge_facts"), "{regional:?}");
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));
        let page = person.get(&link(app, &model)).await;
        assert!(page.text().contains("別の日の話と合わせて確かめます。"), "they are told why");
        // What was decided and read is not decided again: neither the note nor the reply changes.
        let again = [("go", "take"), ("section", "challenge_facts")];
        let again = coordinator.post_form(&format!("{path}/settle"), &again).await.expect_status(303);
        assert!(coordinator.follow(again).await.text().contains("もう決めてあります"));
        assert_eq!(section(app, &note, "challenge_facts").await, "通院の日に休みにくい。");
        let page = person.get(&link(app, &model)).await;
        assert!(page.text().contains("別の日の話と合わせて確かめます。"));
        let odd = [("go", "take"), ("section", "challenge_partner")];
        assert_eq!(coordinator.post_form(&format!("{path}/settle"), &odd).await.status, 404);
        assert_eq!(section(app, &note, "challenge_partner").await, "職場の理解が足りないと思う。");
    })
    .await;
}

#[tokio::test]
async fn a_plain_confirmation_needs_nobody_and_belongs_to_what_was_shown() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let person = app.visitor();
        // The note goes on; they see what was chosen.
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let changed = [("role", "まったく別の文。")];
        coordinator.submit(&edit, "form.sheet-form", &changed).await.expect_status(303);
        let page = person.get(&link(app, &model)).await;
        assert!(page.text().contains("相談は月に20件。") && !page.text().contains("まったく別の文。"));
        person.submit(&page, "form[action^='/c/']", &PLAIN).await.expect_status(303);
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));
        assert!(!today(&coordinator).await.contains("記録の確認の返事"));
        assert!(coordinator.get(&note.path).await.text().contains("確認のあとで変わった欄：機関の役割"));

        // Asked again with "do not use": the newest answer holds, and a fact leads nobody back.
        make(&coordinator, &note).await;
        let again = newest(app, &note).await;
        let page = person.get(&link(app, &again)).await;
        let withheld: Vec<(&str, &str)> = PLAIN.map(|(name, _)| (name, "withheld")).into();
        person.submit(&page, "form[action^='/c/']", &withheld).await.expect_status(303);
        let left = usable(app, survey, Purpose::Internal).await;
        assert_eq!(left, ["cooperation", "statements"]);
        assert!(coordinator.get(&note.path).await.text().contains("使わない欄：機関の役割、"));
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));

        // A correction lifts "do not use" once somebody has taken it, and not before.
        make(&coordinator, &note).await;
        let third = newest(app, &note).await;
        let page = person.get(&link(app, &third)).await;
        let said = [
            ("answer-role", "corrected"),
            ("correction-role", "相談は月に22件。"),
            ("answer-challenge_facts", "fits"),
            ("answer-challenge_partner", "withheld"),
        ];
        person.submit(&page, "form[action^='/c/']", &said).await.expect_status(303);
        let left = usable(app, survey, Purpose::Internal).await;
        assert_eq!(left, ["challenge_facts", "cooperation", "statements"]);
        let page = coordinator.get(&format!("/confirmations/{}", third.id.0)).await;
        coordinator.submit(&page, "form:has(input[value=role])", &[("go", "take")]).await.expect_status(303);
        assert_eq!(section(app, &note, "role").await, "相談は月に22件。");
        assert!(usable(app, survey, Purpose::Internal).await.contains(&"role"));
    })
    .await;
}

#[tokio::test]
async fn links_end_and_letters_bring_them() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let first = make(&coordinator, &note).await;
        let old = newest(app, &note).await;
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let person = app.visitor();
        person.get(&link(app, &old)).await.expect_status(404);
        person.get("/c/no-such-secret").await.expect_status(404);
        let print = coordinator.get(&format!("{}/print", first.path)).await.expect_status(303);
        assert_eq!(print.location(), Some(first.path.as_str()), "nothing to print of an old link");

        let path = format!("/confirmations/{}", model.id.0);
        for role in [Role::Researcher, Role::Viewer] {
            app.login(role).await.get(&path).await.expect_status(403);
        }
        let print = coordinator.get(&format!("{path}/print")).await.expect_status(200);
        assert!(print.text().contains(&link(app, &model)) && print.has(".qr-inline svg"));

        let shown = coordinator.get(&path).await.expect_status(200);
        let letter = "form[action$='/letter']";
        let without = coordinator.submit(&shown, letter, &[("body", "ご確認ください。○○様")]).await;
        assert_eq!(without.expect_status(422).texts(".error-summary li").len(), 2);
        coordinator.submit(&shown, letter, &[]).await.expect_status(303);
        let text = carried(app, model.id).await;
        let url = format!("{}{}", app.service().public_url, link(app, &model));
        assert!(text.contains(&url) && text.contains("架空機関00"), "{text}");
        let stored =
            store::confirmations::letter::find(app.db(), model.id).await.expect("letters").expect("one");
        assert!(stored.body.contains("{link}") && !stored.body.contains(&url), "the database opens nothing");

        // Erasing the contact empties the letter.
        let contact = store::contacts::of_agency(app.db(), agencies[0]).await.expect("contacts").remove(0);
        store::contacts::erase(app.db(), contact.id, UserId(1)).await.expect("erased");
        let stored =
            store::confirmations::letter::find(app.db(), model.id).await.expect("letters").expect("one");
        assert_eq!((stored.to_address.as_str(), stored.body.as_str()), ("", ""));
        assert!(coordinator.get(&path).await.expect_status(200).has("#address"));

        expire(app, model.id).await;
        person.get(&link(app, &model)).await.expect_status(404);
        make(&coordinator, &note).await;
        let last = newest(app, &note).await;
        for around in ["。", "、", "/", "%20", "」。"] {
            person.get(&format!("{}{around}", link(app, &last))).await.expect_status(200);
        }
        person.get(&link(app, &last).to_uppercase().replace("/C/", "/c/")).await.expect_status(200);
        let page = coordinator.get(&format!("/confirmations/{}", last.id.0)).await;
        coordinator.submit(&page, "form[action$='/revoke']", &[]).await.expect_status(303);
        person.get(&link(app, &last)).await.expect_status(404);
        let late = person.post_raw_form(&link(app, &last), &PLAIN).await;
        assert_eq!(late.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_with_the_agency_that_it_was_made_for() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        make(&coordinator, &note).await;
        let old = newest(app, &note).await;
        let person = app.visitor();
        person.get(&link(app, &old)).await.expect_status(200);
        // The note was begun for the wrong agency.
        let right = agencies[1].0.to_string();
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        coordinator.submit(&edit, "form.sheet-form", &[("agency", right.as_str())]).await.expect_status(303);
        person.get(&link(app, &old)).await.expect_status(404);
        // Whoever had the page open sends nothing either, not even at the same moment.
        let sent = store::confirmations::answer(app.db(), old.id, &Answer::default()).await;
        assert!(matches!(sent, Err(Error::NotFound)), "{sent:?}");
        assert!(newest(app, &note).await.answered_at.is_none());

        // A letter to somebody of the other agency that waits in the box is not sent.
        make(&coordinator, &note).await;
        let model = newest(app, &note).await;
        let other = store::contacts::of_agency(app.db(), agencies[0]).await.expect("contacts").remove(0);
        let (subject, body) = ("ご確認のお願い".to_owned(), "{link}".to_owned());
        let by = UserId(1);
        store::confirmations::letter::queue(app.db(), model.id, &other, subject, body, by)
            .await
            .expect("it is written");
        app.service().carrier.ring();
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Some(letter) =
            store::confirmations::letter::find(app.db(), model.id).await.expect("letters can be read")
        {
            assert_ne!(letter.state, MessageState::Sent, "somebody of another agency was written to");
            assert!(Instant::now() < deadline, "the letter stays in its box");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

async fn expire(app: &TestApp, id: ConfirmationId) {
    let ended = Utc::now() - TimeDelta::minutes(1);
    let model = confirmation::ActiveModel { id: Set(id), expires_at: Set(ended), ..Default::default() };
    model.update(app.db()).await.expect("it can be changed");
}

/// The letter about a confirmation as the folder has it, once it is there.
async fn carried(app: &TestApp, id: ConfirmationId) -> String {
    let deadline = Instant::now() + Duration::from_secs(30);
    let letter = loop {
        let letter = store::confirmations::letter::find(app.db(), id).await.expect("letters").expect("one");
        if letter.state == MessageState::Sent {
            break letter;
        }
        assert!(Instant::now() < deadline, "the letter stays in its box");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let path = app.data.join(format!("outbox/{:06}.eml", letter.id.0));
    let text = std::fs::read_to_string(path).expect("the letter lies in the folder");
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    if !head.to_lowercase().contains("content-transfer-encoding: base64") {
        return text.replace("=\r\n", "").replace("=3D", "=");
    }
    let body: String = body.split_whitespace().collect();
    let body = data_encoding::BASE64.decode(body.as_bytes()).expect("BASE64");
    String::from_utf8(body).expect("UTF-8")
}

#[tokio::test]
async fn what_must_not_be_used_is_not_found_by_searching() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let found = async |words: &str| {
            let page = coordinator.get(&format!("/search?what=notes&q={words}")).await.expect_status(200);
            (page.attributes("#search-results h2 a", "href").len(), page.texts("#search-counts"))
        };
        assert_eq!(found("窓口").await.0, 1);
        let (none, said_of_none) = found("見当たらない言葉").await;
        assert_eq!(none, 0);
        make(&coordinator, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &newest(app, &note).await)).await.expect_status(200);
        let answer: Vec<(&str, &str)> = PLAIN
            .into_iter()
            .map(|(name, value)| (name, if name == "answer-role" { "withheld" } else { value }))
            .collect();
        person.submit(&page, "form[action^='/c/']", &answer).await.expect_status(303);
        assert_eq!(found("窓口").await, (0, said_of_none), "neither shown nor counted");
        assert_eq!(found("通院").await.0, 1, "the rest of the note stays");
    })
    .await;
}
