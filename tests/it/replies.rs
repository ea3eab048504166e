//! Replies to the feedback: made of findings, answered without an account, and what comes of offers and wishes.

use serde_json::{Value, json};
use server::auth::Role;
use server::pages::feedback::face::SheetFace;
use server::view::figure::FigureView;
use surveys::id::{QuestionnaireId, SurveyId};
use surveys::questionnaire::placeholder::open_placeholders;
use surveys::questionnaire::reply::{MAX_FINDINGS, findings, findings_by_name};
use surveys::store;
use tests::free_answers::definition;
use tests::open_survey::{OpenSurvey, create_survey, open_definition, open_survey, replace_draft};
use tests::respondent::{answer_page, send, withdrawal_code};
use tests::sheets::{compose_bare, publish, share};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, demo, on_both};

/// Words with a theme.
const THEME: &str = "送迎の手段がなく、通勤ができない。交通費も足りない。";

/// A survey whose feedback can be replied to: the questionnaire's number and link.
async fn reply_questionnaire(app: &TestApp, coordinator: &Session) -> (SurveyId, QuestionnaireId, String) {
    let survey = create_survey(app, coordinator).await;
    let path = format!("/surveys/{}/replies", survey.0);
    let page = coordinator.get(&path).await.expect_status(200);
    coordinator.submit(&page, &format!("form[action='{path}']"), &[]).await.expect_status(422);
    let asked = [("text-own_1", "通院と勤務の調整が難しい"), ("text-own_2", "見学の受け入れが広がった")];
    let (id, link) = make_and_publish(app, coordinator, survey, &asked).await;
    (survey, id, link)
}

/// Makes the questionnaire of a survey's replies with what is proposed and `asked`, and publishes it: its number and link.
async fn make_and_publish(
    app: &TestApp,
    coordinator: &Session,
    survey: SurveyId,
    asked: &[(&str, &str)],
) -> (QuestionnaireId, String) {
    let id = make(app, coordinator, survey, asked).await;
    (id, publish_questionnaire(app, coordinator, id).await)
}

/// Makes the questionnaire of a survey's replies with what is proposed and `asked`.
pub async fn make(
    app: &TestApp,
    coordinator: &Session,
    survey: SurveyId,
    asked: &[(&str, &str)],
) -> QuestionnaireId {
    let path = format!("/surveys/{}/replies", survey.0);
    let page = coordinator.get(&path).await.expect_status(200);
    coordinator.submit(&page, &format!("form[action='{path}']"), asked).await.expect_status(303);
    store::replies::questionnaire(app.db(), survey).await.expect("it can be read").expect("made")
}

/// Publishes it and returns its link.
pub async fn publish_questionnaire(app: &TestApp, coordinator: &Session, id: QuestionnaireId) -> String {
    let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read");
    let names = open_placeholders(&draft.draft);
    let revision = draft.revision.to_string();
    let fields = names.iter().map(|name| (name.as_str(), "架空の記入"));
    let fields: Vec<(&str, &str)> = fields.chain([("revision", revision.as_str())]).collect();
    let base = format!("/questionnaires/{}", id.0);
    coordinator.post_form(&format!("{base}/placeholders"), &fields).await.expect_status(303);
    coordinator.post_form(&format!("{base}/publish"), &[]).await.expect_status(303);
    let published = store::questionnaires::find(app.db(), id).await.expect("it can be read");
    format!("/q/{}", published.link)
}

/// Adds a box for academic use to the draft, which the questionnaire that is proposed does not have.
pub async fn add_academic_box(app: &TestApp, id: QuestionnaireId) {
    let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read").draft;
    let mut definition: Value = serde_json::from_str(&draft).expect("JSON");
    let pages = definition["pages"].as_array_mut().expect("pages");
    let mut elements = pages.iter_mut().filter_map(|page| page["elements"].as_array_mut()).flatten();
    let consent = elements.find(|element| element["kt:role"] == "consent").expect("boxes of consent");
    let choice = json!({ "value": "9", "text": "学会などで使うこと", "kt:consent": "academic" });
    consent["choices"].as_array_mut().expect("choices").push(choice);
    replace_draft(app, id, definition.to_string()).await;
}

/// Somebody replies page by page; returns the receipt.
pub async fn reply(app: &TestApp, link: &str, boxes: &[&str], said: &[(&str, &str)]) -> Page {
    let person = app.visitor();
    let started = person.start(link).await;
    let mut page = person.follow(started).await.expect_status(200);
    let consent: Vec<(&str, &str)> = boxes.iter().map(|value| ("consent", *value)).collect();
    // An answer that makes a further question appear holds its page once.
    for _ in 0..8 {
        if page.path.ends_with("/check") {
            break;
        }
        assert!(!page.text().contains("（任意）"), "it is said once, beside the title: {}", page.describe());
        let here = page.attributes("form[data-fill] [name]", "name");
        let on_page = |(name, _): &&(&str, &str)| here.iter().any(|field| field == name);
        let fields = consent.iter().chain(said).filter(on_page).copied();
        let fields: Vec<(&str, &str)> = fields.chain([("go", "next")]).collect();
        let sent = person.submit(&page, "form[data-fill]", &fields).await;
        page = person.follow(sent).await;
    }
    assert!(page.path.ends_with("/check"), "{}", page.describe());
    send(&person, &page).await
}

#[tokio::test]
async fn findings_become_questions_that_the_sheet_leads_to() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (survey, id, link) = reply_questionnaire(app, &coordinator).await;
        let sheet = coordinator.get(&format!("/surveys/{}/feedback/preview", survey.0)).await;
        let sheet = sheet.expect_status(200);
        assert_eq!(sheet.link("返事をする"), link);
        assert!(sheet.text().contains("通院と勤務の調整が難しい"));
        let receipt = reply(app, &link, &["1", "2"], &[("finding_own_1", "1")]).await;
        // A reply is about a sheet, and stands beside none: there is no such page, and none is offered.
        let beside = receipt.path.replace("/receipt", "/region");
        assert!(!receipt.has("a[href$='/region']"), "{}", receipt.describe());
        app.visitor().get(&beside).await.expect_status(404);
        app.visitor().get(&format!("{beside}.pdf")).await.expect_status(404);
        let page = coordinator.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(200);
        assert!(page.text().contains("届いた返事 1件"));
        let analysis = format!("/surveys/{}/analysis?questionnaire={}", survey.0, id.0);
        let counted = coordinator.get(&analysis).await.expect_status(200).text();
        assert!(counted.contains("うちも同じ"), "replies are counted like everything else");
        // Changed findings are asked once they are published.
        let form = format!("form[action='/surveys/{}/replies']", survey.0);
        coordinator.submit(&page, &form, &[("text-own_2", "")]).await.expect_status(303);
        let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read").draft;
        assert!(draft.contains("finding_own_1") && !draft.contains("finding_own_2"));
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn findings_are_asked_in_the_order_of_the_form_which_is_that_of_the_sheet() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let path = format!("/surveys/{}/replies", survey.0);
        let sent = [
            ("text-C07", "連携が多い"),
            ("text-C01", "手帳が多い"),
            ("text-G02", "同行が広がった"),
            ("text-Z99", "知らない記号"),
            ("text-C02", "印のない行"),
            ("text-own_1", "そのほか"),
            ("ask", "C01"),
            ("ask", "C07"),
            ("ask", "G02"),
            ("ask", "Z99"),
        ];
        coordinator.post_form(&path, &sent).await.expect_status(303);
        let id =
            store::replies::questionnaire(app.db(), survey).await.expect("it can be read").expect("made");
        let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read").draft;
        let keys: Vec<String> = findings(&draft).into_iter().map(|finding| finding.key).collect();
        assert_eq!(keys, ["C07", "C01", "G02", "own_1"]);
        let page = coordinator.get(&path).await.expect_status(200);
        let fields = page.attributes("form input[name^='text-']", "name");
        assert_eq!(fields[..4], ["text-C07", "text-C01", "text-G02", "text-own_1"], "{fields:?}");
    })
    .await;
}

#[tokio::test]
async fn every_finding_of_a_long_sheet_can_be_asked_about_and_not_more_than_fit() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let path = format!("/surveys/{}/replies", survey.0);
        let keys: Vec<String> = (0..=MAX_FINDINGS).map(|n| format!("fig_{n:06x}")).collect();
        let fields: Vec<String> = keys.iter().map(|key| format!("text-{key}")).collect();
        let sent = async |n: usize| {
            let texts = fields.iter().take(n).map(|field| (field.as_str(), "架空の結果"));
            let ticks = keys.iter().take(n).map(|key| ("ask", key.as_str()));
            coordinator.post_form(&path, &texts.chain(ticks).collect::<Vec<_>>()).await
        };
        let refused = sent(keys.len()).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#findings']"), "{}", refused.describe());
        assert_eq!(
            refused.attributes("[name=ask][checked]", "value"),
            keys,
            "nothing that was ticked is lost"
        );
        sent(MAX_FINDINGS).await.expect_status(303);
        let id =
            store::replies::questionnaire(app.db(), survey).await.expect("it can be read").expect("made");
        let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read").draft;
        let asked: Vec<String> = findings(&draft).into_iter().map(|finding| finding.key).collect();
        assert_eq!(asked, keys[..MAX_FINDINGS]);
        let link = publish_questionnaire(app, &coordinator, id).await;
        let said = [("finding_f000000", "1"), ("finding_f000027", "2")];
        reply(app, &link, &["1", "2"], &said).await;
        let stored = submitted(app, id).await;
        assert!(stored[0].answers.contains("finding_f000027"), "the last one, too: {}", stored[0].answers);
    })
    .await;
}

#[tokio::test]
async fn replies_stand_in_the_next_version_of_the_sheet() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (survey, id, link) = reply_questionnaire(app, &coordinator).await;
        let said = [("finding_own_1", "1"), ("finding_own_2", "3"), ("finding_own_1_words", THEME)];
        for _ in 0..4 {
            reply(app, &link, &["1", "2"], &said).await;
        }
        let preview = format!("/surveys/{}/feedback/preview", survey.0);
        let few = coordinator.get(&preview).await.expect_status(200);
        assert!(!few.has("#section-replies"), "four are few: {}", few.describe());
        for _ in 0..2 {
            reply(app, &link, &["1", "2"], &said).await;
        }
        // Nobody has said of which area: all count for the whole region.
        publish(&coordinator, survey, &[]).await;
        let sheet = app.visitor().get(&share(&coordinator, survey).await).await.expect_status(200);
        let rows = sheet.texts("#section-replies tbody tr");
        let has = |place: usize, words: &str| rows.get(place).is_some_and(|row| row.contains(words));
        assert!(has(0, "通院と勤務の調整が難しい") && has(0, "6 (100.0%)"), "{rows:?}");
        assert!(has(1, "見学の受け入れが広がった") && has(1, "6 (100.0%)"), "{rows:?}");
        assert!(sheet.text().contains("うちでできることがある"), "{}", sheet.describe());
        let replies = sheet.first("#section-replies");
        assert!(replies.contains("それぞれ100.0%"), "the chart is read, too: {replies}");
        // They are counted and coded in their section alone, and the sheet says so.
        assert!(replies.contains("返事は6件です") && replies.contains("件数に入れていません"), "{replies}");
        assert!(replies.contains("返事の文章では、課題として"), "{replies}");
        let version = store::publications::shown(app.db(), survey, "").await.expect("it can be read");
        let version = version.expect("a version");
        let on_paper = SheetFace::published(app.service(), &version).await.expect("a sheet").replies;
        assert!(on_paper.expect("replies are taken").address.ends_with(&link), "paper leads to them, too");
        let state = format!("/questionnaires/{}/state", id.0);
        coordinator.post_form(&state, &[("state", "closed")]).await.expect_status(303);
        let closed = SheetFace::published(app.service(), &version).await.expect("a sheet");
        assert!(closed.replies.is_none(), "nobody is asked for what is taken no more");
        assert!(!sheet.has("#challenges-table"), "six replies are no challenges: {}", sheet.describe());
        assert!(!sheet.first("#section-rates").contains("お返しへの返事"), "{}", sheet.describe());
        let proposed = coordinator.get(&format!("/surveys/{}/replies", survey.0)).await.expect_status(200);
        assert!(!proposed.has("[name^='text-C']"), "nor are they proposed as findings");
        // They have a section of their own, and are no question among those that can be chosen.
        let arrange = coordinator.get(&format!("/surveys/{}/feedback/sheet", survey.0)).await;
        let chosen = arrange.expect_status(200).attributes("[name=question]", "value");
        assert!(chosen.iter().all(|one| !one.starts_with(&format!("q{}-finding", id.0))), "{chosen:?}");
    })
    .await;
}

#[tokio::test]
async fn replies_of_which_every_number_is_withheld_are_a_sentence_and_no_chart() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (survey, _, link) = reply_questionnaire(app, &coordinator).await;
        for answer in ["1", "1", "1", "2", "2", "2"] {
            let said = [("finding_own_1", answer), ("finding_own_2", answer)];
            reply(app, &link, &["1", "2"], &said).await;
        }
        let preview = format!("/surveys/{}/feedback/preview", survey.0);
        for (query, left_out) in [("", "図にしていない結果"), ("?plain=yes", "図を出していません")]
        {
            let sheet = coordinator.get(&format!("{preview}{query}")).await.expect_status(200);
            assert!(!sheet.has("#section-replies figure"), "{}", sheet.describe());
            let said = sheet.first("#section-replies");
            assert!(said.contains("返事は6件です") && said.contains(left_out), "{said}");
            // The plain version has readings behind some of the words.
            assert!(said.contains("勤務の調整が難しい") && said.contains("見学の受け入れ"), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_finding_that_nobody_replied_to_is_no_row_of_noughts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let asked = [("text-own_1", "通院"), ("text-own_2", "見学"), ("text-own_3", "交通")];
        let (_, link) = make_and_publish(app, &coordinator, survey, &asked).await;
        for _ in 0..6 {
            reply(app, &link, &["1", "2"], &[("finding_own_1", "1"), ("finding_own_3", "1")]).await;
        }
        publish(&coordinator, survey, &[]).await;
        let version = store::publications::shown(app.db(), survey, "").await.expect("it can be read");
        let face = SheetFace::published(app.service(), &version.expect("a version")).await.expect("a sheet");
        let replies = face.content.sheet_figures().find(|own| own.figure.id == "replies").expect("a chart");
        let FigureView { table, note, .. } = &replies.figure;
        let is_of = |words: &str| table.rows.iter().flatten().any(|cell| cell.text.contains(words));
        assert_eq!((table.rows.len(), is_of("見学")), (2, false), "{note}");
        assert!(note.contains("ほかの1個の結果には、まだ返事がありません"), "{note}");
        let plain = replies.plain.as_ref().map(|words| words.note.as_str()).unwrap_or_default();
        assert!(plain.contains("ほかの1個には、まだ返事がありません"), "{plain}");
        assert!(replies.on_paper.is_none(), "page and paper have the same rows");
    })
    .await;
}

/// Six people of each area write of something for the survey, and six of the north of something else in their replies. All of them
/// allow academic use.
async fn twelve_and_six_replies(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let mut definition = definition();
    let area = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
        "choices": ["9001|北部", "9002|南部"] });
    definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(area);
    let open = open_definition(app, coordinator, &definition).await;
    for place in ["9001", "9002"].repeat(6) {
        let fields = [("hard", "手帳がないと使える制度が少ない。"), ("where", place)];
        answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &fields).await;
    }
    let asked = [("text-own_1", "通院と勤務の調整が難しい")];
    let id = make(app, coordinator, open.survey, &asked).await;
    add_academic_box(app, id).await;
    let link = publish_questionnaire(app, coordinator, id).await;
    for _ in 0..6 {
        let said = [("finding_own_1", "1"), ("finding_own_1_words", THEME), ("region", "9001")];
        reply(app, &link, &["1", "2", "9"], &said).await;
    }
    open
}

#[tokio::test]
async fn on_the_sheet_of_an_area_it_is_said_how_many_replies_tell_none() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = twelve_and_six_replies(app, &coordinator).await;
        let id = store::replies::questionnaire(app.db(), open.survey).await.expect("it can be read");
        let found = store::questionnaires::find(app.db(), id.expect("made")).await.expect("it can be read");
        let link = format!("/q/{}", found.link);
        for _ in 0..6 {
            reply(app, &link, &["1", "2", "9"], &[("finding_own_1", "1")]).await;
        }
        let preview = format!("/surveys/{}/feedback/preview", open.survey.0);
        let of_area = coordinator.get(&format!("{preview}?area=9001")).await.expect_status(200);
        let replies = of_area.first("#section-replies");
        assert!(replies.contains("圏域を答えていない返事6件"), "{replies}");
        let whole = coordinator.get(&preview).await.expect_status(200).first("#section-replies");
        assert!(!whole.contains("圏域を答えていない"), "they are counted here: {whole}");
    })
    .await;
}

/// The words of replies are counted in internal work, and not by researchers, who could set the sheets against it.
#[tokio::test]
async fn who_sees_protected_numbers_alone_counts_what_the_sheets_count() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = twelve_and_six_replies(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let base = format!("/surveys/{}", open.survey.0);
        let contexts = async |person: &Session, word: &str| {
            let page = person.get(&format!("{base}/analysis/kwic?word={word}")).await.expect_status(200);
            page.texts("#kwic tbody tr").len()
        };
        assert_eq!(contexts(&coordinator, "送迎").await, 6);
        assert_eq!((contexts(&researcher, "手帳").await, contexts(&researcher, "送迎").await), (12, 0));
        let found = async |person: &Session, word: &str| {
            let page = person.get(&format!("/search?q={word}")).await.expect_status(200);
            page.texts("#search-results > li").len()
        };
        assert_eq!(found(&coordinator, "送迎").await, 6);
        assert_eq!((found(&researcher, "手帳").await, found(&researcher, "送迎").await), (12, 0));
        let file = async |name: &str| {
            let page = researcher.get(&format!("{base}/exports/{name}.csv")).await.expect_status(200);
            page.body.trim_start_matches('\u{FEFF}').to_owned()
        };
        let terms = file("terms").await;
        let has = |word: &str| terms.lines().any(|line| line.starts_with(&format!("{word},")));
        assert!(has("手帳") && !has("送迎"), "{terms}");
        let themes = file("themes").await;
        let north = themes.lines().find(|line| line.starts_with("9001,"));
        assert!(north.is_some_and(|line| line.starts_with("9001,北部,6,")), "{themes}");
        // The replies reach the researcher where they are counted apart.
        let id = store::replies::questionnaire(app.db(), open.survey).await.expect("it can be read");
        let replied = format!("{base}/analysis?questionnaire={}", id.expect("made").0);
        let replied = researcher.get(&replied).await.expect_status(200);
        assert!(replied.text().contains("うちも同じ"), "{}", replied.describe());
        // Nobody who replied is one of whom nothing was written.
        let page = coordinator.get(&format!("{base}/analysis/rules/edit")).await.expect_status(200);
        let typed = [("content", "＊手帳\n手帳\n"), ("unit", "sentence"), ("do", "save")];
        coordinator.submit(&page, "form.rule-form", &typed).await.expect_status(303);
        let rules = researcher.get(&format!("{base}/analysis/rules")).await.expect_status(200);
        let counted = "回答 12件とヒアリング 0件のうち、文章のある12件から";
        assert!(rules.text().contains(counted), "{}", rules.describe());
    })
    .await;
}

#[tokio::test]
async fn with_replies_a_new_sheet_has_two_pages_and_is_said_to_have_as_many() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (compose, preview) = ("/surveys/1/feedback/sheet", "/surveys/1/feedback/preview");
        compose_bare(&coordinator, SurveyId(1)).await;
        let own = [("text-own_1", "通院と勤務の調整が難しい"), ("text-own_2", "見学の受け入れが広がった")];
        let (id, link) = make_and_publish(app, &coordinator, SurveyId(1), &own).await;
        let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read").draft;
        let asked = findings(&draft);
        assert!(asked.len() > 3, "more than paper has room for: {asked:?}");
        let names: Vec<String> = findings_by_name(&draft).into_iter().map(|(name, _)| name).collect();
        let answers = names.iter().zip(["1", "2", "3"].into_iter().cycle());
        let said: Vec<(&str, &str)> = answers.map(|(name, answer)| (name.as_str(), answer)).collect();
        for _ in 0..6 {
            reply(app, &link, &["1", "2"], &said).await;
        }
        let two = "PDFはA4で2ページ";
        let composed = coordinator.get(compose).await.expect_status(200);
        let length = composed.first("section[aria-labelledby='length']");
        assert!(length.contains(two), "{length}");
        let sheet = coordinator.get(preview).await.expect_status(200);
        assert!(sheet.first("#sheet-pages").contains(two), "{}", sheet.first("#sheet-pages"));
        let rows = sheet.texts("#section-replies tbody tr");
        assert_eq!(rows.len(), asked.len(), "the page has all of them: {rows:?}");
        for (row, finding) in rows.iter().zip(&asked) {
            assert!(row.contains(&finding.text), "in the order of the questionnaire: {rows:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_told_with_a_wish_only_while_both_allow_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (survey, _, link) = reply_questionnaire(app, &coordinator).await;
        let all = ["1", "2", "4"];
        let offer = [("offer", "見学を受け入れられる。"), ("agency_kind", "20"), ("region", "9001")];
        reply(app, &link, &["1", "2"], &offer).await;
        let offered = reply(app, &link, &all, &offer).await;
        reply(app, &link, &all, &[("wish", "20"), ("agency_kind", "30"), ("region", "9001")]).await;
        let path = format!("/surveys/{}/matches", survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("組み合わせ 2組") && page.text().contains("同じ圏域"));
        assert_eq!(page.texts("textarea[name=words]").len(), 1, "the other one has not agreed");
        let text = page.text();
        assert!(text.contains("まだ紹介していない組 1組"), "{}", page.describe());
        let (ready, unagreed) = (text.find("資料で紹介できます"), text.find("同意をいただいていない"));
        assert!(ready.is_some() && ready < unagreed, "what came later and can be told comes first: {text}");
        let form = format!("form[action='{path}']");
        coordinator.submit(&page, &form, &[("words", "見学"), ("do", "tell")]).await.expect_status(422);
        // Words that may tell who is meant are held once; whoever sends them again means them.
        let named = [("words", "株式会社しらかば製作所の見学"), ("checked", "true"), ("do", "tell")];
        let held = coordinator.submit(&page, &form, &named).await.expect_status(422);
        assert!(held.first(".error-summary").contains("「株式会社しらかば製作所」"), "{}", held.describe());
        assert_eq!(held.texts("textarea[name=words]"), ["株式会社しらかば製作所の見学"]);
        let meant = [("checked", "true"), ("do", "tell")];
        coordinator.submit(&held, &form, &meant).await.expect_status(303);
        let checked = [("words", "午後の見学をお受けします"), ("checked", "true"), ("do", "tell")];
        coordinator.submit(&page, &form, &checked).await.expect_status(303);
        let preview = format!("/surveys/{}/feedback/preview", survey.0);
        let sheet = coordinator.get(&preview).await.expect_status(200);
        assert!(
            !sheet.text().contains("午後の見学をお受けします"),
            "of three replies the sheets tell nothing: {}",
            sheet.describe()
        );
        for _ in 0..2 {
            reply(app, &link, &all, &[("finding_own_1", "2")]).await;
        }
        let sheet = coordinator.get(&preview).await.expect_status(200);
        assert!(sheet.text().contains("午後の見学をお受けします"));
        reply(app, &link, &all, &[("finding_own_1", "3")]).await;
        let code = withdrawal_code(&offered);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        let told = store::replies::told(app.db(), survey).await.expect("they can be read");
        assert!(told.is_empty(), "it is erased with the reply that it rests on");
        assert!(
            !coordinator.get(&preview).await.expect_status(200).text().contains("午後の見学をお受けします")
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_of_matches_stands_under_its_offers_with_how_many_wish_for_each() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (survey, _, link) = reply_questionnaire(app, &coordinator).await;
        for n in 0..5 {
            let words = format!("架空の見学その{n}。");
            let offer = [("offer", words.as_str()), ("agency_kind", "20"), ("region", "9001")];
            reply(app, &link, &["1", "2"], &offer).await;
        }
        for _ in 0..7 {
            let wish = [("wish", "20"), ("agency_kind", "30"), ("region", "9001")];
            reply(app, &link, &["1", "2"], &wish).await;
        }
        let path = format!("/surveys/{}/matches", survey.0);
        let first = coordinator.get(&path).await.expect_status(200);
        let offers = first.texts("h2[id^='offer-']");
        assert_eq!(offers.len(), 5, "one heading an offer: {offers:?}");
        assert!(offers.iter().all(|offer| offer.contains("7件")), "{offers:?}");
        assert_eq!(first.text().matches("架空の見学その0").count(), 1, "an offer is said once");
        assert_eq!(first.texts("h3[id^='pair-']").len(), 30);
        assert!(!first.text().contains("前のページからの続き"), "{}", first.describe());
        let second = coordinator.get(&format!("{path}?page=2")).await.expect_status(200);
        assert_eq!(second.texts("h3[id^='pair-']").len(), 5);
        let offers = second.texts("h2[id^='offer-']");
        assert!(offers.len() == 1 && offers[0].contains("7件"), "counted over both pages: {offers:?}");
        assert!(second.text().contains("前のページからの続き"), "{}", second.describe());
    })
    .await;
}

/// Who gave an address for a later questionnaire alone is told of as a wish, and nobody gets that address.
#[tokio::test]
async fn a_contact_that_was_given_for_something_else_is_not_used_to_put_in_touch() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        let asked = [("text-own_1", "通院と勤務の調整が難しい")];
        let (_, link) = make_and_publish(app, &coordinator, open.survey, &asked).await;
        let wished = [
            ("attendance_mode", "2"),
            ("wanted_contacts", "20"),
            ("follow_up", "1"),
            ("follow_up_contact", "ato@example.jp"),
        ];
        reply(app, &open.link, &["1", "2"], &wished).await;
        let stored = submitted(app, open.questionnaire).await;
        let kept = store::entries::contacts(app.db(), stored[0].id).await.expect("it can be read");
        assert!(kept.is_some_and(|kept| kept.contains("ato@example.jp")), "it was given");
        let offer = [("offer", "見学を受け入れられる。"), ("agency_kind", "20"), ("contact", "架空の窓口")];
        reply(app, &link, &["1", "2"], &offer).await;
        let page = coordinator.get(&format!("/surveys/{}/matches", open.survey.0)).await.expect_status(200);
        let text = page.text();
        assert!(text.contains("組み合わせ 1組") && text.contains("架空の窓口"), "{}", page.describe());
        assert!(!text.contains("ato@example.jp"), "{}", page.describe());
        assert_eq!(text.matches("つなぐための連絡先は、いただいていません").count(), 1, "{text}");
        let is_consistent =
            text.contains("おつなぎすることもできません") && !text.contains("おつなぎすることはできます");
        assert!(is_consistent, "whom nobody can reach nobody can put in touch: {text}");
    })
    .await;
}
