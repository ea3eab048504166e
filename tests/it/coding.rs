//! Codebooks and codings: marks of before are carried along, codes change and codings follow, spans stay on their words.

use migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;
use serde_json::json;
use server::auth::Role;
use server::dataset::coded::CodedTexts;
use server::i18n::Lang;
use surveys::entity::{code, coding};
use surveys::hearing::span::Span;
use surveys::id::{SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::privacy::masking::Looked;
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::segments::span_of;
use tests::database::{Database, ENGINES};
use tests::free_answers::{answer, code, definition};
use tests::open_survey::open_definition;
use tests::respondent::withdrawal_code;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

/// Steps before there were codebooks.
const BEFORE: u32 = 14;

/// Rows of the time before: a hearing with two marks, one of whose words are gone, and the released quotes of one of them, of
/// one that is gone and of an answer.
const MARKS: [&str; 10] = [
    "INSERT INTO users (id, login, display_name, role, password_hash, is_active, created_at) VALUES (1, 'a', 'A', 'coordinator', '', true, '2026-01-01T00:00:00Z')",
    "INSERT INTO regions (id, code, name, position) VALUES (1, '90', '架空県', 1)",
    "INSERT INTO surveys (id, title, region_id, purpose, host, contact, period, ethics_number, min_cell, created_by, created_at) VALUES (1, 't', 1, '', '', '', '', '', 5, 1, '2026-01-01T00:00:00Z')",
    "INSERT INTO agencies (id, region_id, kind, name, note, is_active, revision, created_at) VALUES (1, 1, '10', 'a', '', true, 1, '2026-01-01T00:00:00Z')",
    "INSERT INTO hearings (id, survey_id, agency_id, number, held_on, starts_at, ends_at, method, place, partner, interviewer, recorder, companions, explanation_version, may_record, may_share, may_quote, may_present, revision, created_by, created_at, saved_at) VALUES (1, 1, 1, 'n', '2026-01-01', '', '', '', '', '', '', '', '', '', false, true, 'no', false, 1, 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
    "INSERT INTO segments (id, hearing_id, section, starts_at, ends_at, stance, quote, is_detached, created_by, created_at) VALUES (7, 1, 'challenges', 2, 5, 'challenge', '足りない', false, 1, '2026-02-01T00:00:00Z')",
    "INSERT INTO segments (id, hearing_id, section, starts_at, ends_at, stance, quote, is_detached, created_by, created_at) VALUES (9, 1, 'requests', 0, 3, 'request', 'ほしい', true, 1, '2026-02-02T00:00:00Z')",
    "INSERT INTO quotes (survey_id, source, stance, region_code, text, released_by, released_at) VALUES (1, 'segment:7', 'challenge', '', '足りない', 1, '2026-02-03T00:00:00Z')",
    "INSERT INTO quotes (survey_id, source, stance, region_code, text, released_by, released_at) VALUES (1, 'segment:10', 'challenge', '', 'もうない', 1, '2026-02-03T00:00:00Z')",
    "INSERT INTO quotes (survey_id, source, stance, region_code, text, released_by, released_at) VALUES (1, 'answer:1:q1', 'challenge', '', '回答', 1, '2026-02-03T00:00:00Z')",
];

#[tokio::test]
async fn marks_of_before_become_codings_and_keep_their_numbers() {
    for engine in ENGINES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::empty(engine, folder.path()).await;
        let db = database.connect().await;
        Migrator::up(&db, Some(BEFORE)).await.expect("the schema of before");
        for row in MARKS {
            db.execute_unprepared(row).await.unwrap_or_else(|error| panic!("{row}: {error}"));
        }
        Migrator::up(&db, None).await.expect("the schema of now");
        let marks = store::marks::of_survey(&db, SurveyId(1)).await.expect("marks can be read");
        let seen: Vec<(i64, &str, &str, Span, bool)> = marks
            .iter()
            .map(|mark| {
                let segment = &mark.segment;
                (
                    segment.id.0,
                    mark.stance.as_str(),
                    segment.quote.as_str(),
                    span_of(segment),
                    segment.is_detached,
                )
            })
            .collect();
        let span = |start, end| Span { start, end };
        let expected =
            [(7, "challenge", "足りない", span(2, 5), false), (9, "request", "ほしい", span(0, 3), true)];
        assert_eq!(seen, expected, "{engine:?}");
        let coded = store::codings::of_survey(&db, SurveyId(1)).await.expect("codings can be read");
        assert!(coded.iter().all(|coded| coded.codings.iter().all(|coding| coding.coder_id == UserId(1))));
        let quotes = store::quotes::of_survey(&db, SurveyId(1)).await.expect("quotes can be read");
        let sources: Vec<&str> = quotes.iter().map(|quote| quote.source.as_str()).collect();
        assert_eq!(sources, ["segment:7", "answer:1:q1"], "{engine:?}: no new segment inherits a quote");
        assert!(quotes.iter().all(|quote| quote.masking.is_none()), "nobody has looked at them yet");
        // A mark of now has a number of its own.
        let text = store::segments::TextPart::from_source("note:1:challenges").expect("a source");
        let made = store::segments::at(&db, SurveyId(1), &text, "あいう", span(0, 2), UserId(1)).await;
        assert!(made.expect("a segment can be made").id.0 > 9);
        // The whole frame joins the stances, once.
        for _ in 0..2 {
            server::codebook::ship_to_all(&db).await.expect("the codebook is shipped");
        }
        let codes = store::codes::of_survey(&db, SurveyId(1)).await.expect("codes can be read");
        assert_eq!(codes.len(), 3 + 4 + 26, "{engine:?}");
        assert_eq!(store::marks::of_survey(&db, SurveyId(1)).await.expect("marks").len(), 2);
        Migrator::down(&db, Some(u32::try_from(Migrator::migrations().len()).expect("few") - BEFORE))
            .await
            .expect("down");
        let rows = db
            .query_all_raw(sea_orm::Statement::from_string(
                db.get_database_backend(),
                "SELECT stance FROM segments ORDER BY id",
            ))
            .await
            .expect("marks are there again");
        let stances: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect();
        assert_eq!(stances, ["challenge", "request"], "{engine:?}");
        db.close().await.expect("close");
        database.remove().await;
    }
}

async fn codes(app: &TestApp, survey: SurveyId) -> Vec<code::Model> {
    store::codes::of_survey(app.db(), survey).await.expect("codes can be read")
}

/// Symbols of the codes on each segment of a survey, in the order of texts, with the words.
async fn coded(app: &TestApp, survey: SurveyId) -> Vec<(String, Vec<String>)> {
    let all = codes(app, survey).await;
    let symbol = |coding: &coding::Model| {
        all.iter().find(|code| code.id == coding.code_id).map(|code| code.symbol.clone()).expect("a code")
    };
    let found = store::codings::of_survey(app.db(), survey).await.expect("codings can be read");
    found.into_iter().map(|coded| (coded.segment.quote, coded.codings.iter().map(symbol).collect())).collect()
}

/// Does something to the first part of the list, as its form would.
async fn act(coordinator: &Session, survey: SurveyId, fields: &[(&str, &str)]) -> Page {
    let list = coordinator.get(&format!("/surveys/{}/coding?state=all", survey.0)).await.expect_status(200);
    coordinator.submit(&list, ".coding-part form", fields).await
}

#[tokio::test]
async fn suggestions_count_only_when_somebody_accepts_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "手帳がないと使える制度が少ない。\r\n窓口を一つにしてほしい😀。").await;
        let path = format!("/surveys/{}/coding", open.survey.0);
        let list = coordinator.get(&path).await.expect_status(200);
        let suggested = list.texts("[data-suggestion]");
        assert!(suggested[0].contains("C01") && suggested[1].contains("S3"), "{suggested:?}");
        assert!(suggested[0].contains("手帳がない"), "the evidence is shown: {suggested:?}");
        assert_eq!(coded(app, open.survey).await, []);
        act(&coordinator, open.survey, &[("do", "accept")]).await.expect_status(303);
        let found = coded(app, open.survey).await;
        assert_eq!(found[0].0, "手帳がないと使える制度が少ない。");
        assert_eq!(
            found[1].0, "窓口を一つにしてほしい😀。",
            "code points are counted behind CR LF and beyond the basic plane"
        );
        assert!(found[0].1.contains(&"S1".to_owned()) && found[0].1.contains(&"C01".to_owned()), "{found:?}");
        // Accepting again changes nothing, and the list of what is open is empty.
        act(&coordinator, open.survey, &[("do", "accept")]).await;
        assert_eq!(coded(app, open.survey).await, found);
        assert!(!coordinator.get(&path).await.has(".coding-part"));
        let all = store::codings::of_survey(app.db(), open.survey).await.expect("codings can be read");
        assert!(all.iter().flat_map(|coded| &coded.codings).all(|coding| coding.was_suggested));
    })
    .await;
}

#[tokio::test]
async fn the_analysis_counts_stances_on_free_answers_and_withholds_few_people() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for _ in 0..6 {
            answer(app, &open, &["1", "3"], "手帳がないと使える制度が少ない。").await;
        }
        let path = format!("/surveys/{}/analysis/themes", open.survey.0);
        let marked = async |person: &Session| {
            let page = person.get(&path).await.expect_status(200);
            page.texts("#stances-table tbody tr td:last-child")
        };
        assert_eq!(marked(&coordinator).await, ["0", "0", "0", "0"]);
        let found = CodedTexts::load(app.service(), open.survey, Purpose::Internal, Lang::Ja).await;
        let challenge = code(app, open.survey, "S1").await.id;
        for part in found.expect("texts can be read").texts.iter().take(2).flat_map(|text| &text.parts) {
            for start in [0, 2, 4] {
                let (survey, text, body) = (open.survey, &part.text, part.body.as_str());
                let span = Span { start, end: start + 2 };
                let new = NewCoding { survey, text, body, span, code: challenge, was_suggested: false };
                store::codings::put(app.db(), new, UserId(1)).await.expect("it can be coded");
            }
        }
        assert_eq!(marked(&coordinator).await, ["6", "0", "0", "0"]);
        // Six places of two people: for research that is too few people, however many places there are.
        let researcher = app.login(Role::Researcher).await;
        let seen = marked(&researcher).await;
        assert!(seen.len() == 4 && seen[0] != "6" && seen[1] == "0", "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn accepting_leaves_the_stance_that_somebody_chose() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "手帳がないと使える制度が少ない。").await;
        let request = code(app, open.survey, "S3").await.id.0.to_string();
        let put = [("do", "put"), ("span", "0-16"), ("code", request.as_str())];
        act(&coordinator, open.survey, &put).await.expect_status(303);
        act(&coordinator, open.survey, &[("do", "accept")]).await.expect_status(303);
        let (_, symbols) = coded(app, open.survey).await.remove(0);
        let has = |symbol: &str| symbols.iter().any(|own| own == symbol);
        assert!(has("S3") && has("C01") && !has("S1"), "{symbols:?}");
        let list = coordinator.get(&format!("/surveys/{}/coding?state=all", open.survey.0)).await;
        assert!(!list.has("button[value=accept]"), "nothing is left to accept");
    })
    .await;
}

#[tokio::test]
async fn several_codes_overlap_and_a_place_outside_the_text_is_refused() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "通院と送迎が課題。").await;
        let (c02, c11) = (code(app, open.survey, "C02").await.id, code(app, open.survey, "C11").await.id);
        let (c02, c11) = (c02.0.to_string(), c11.0.to_string());
        let put = |span: &'static str, codes: &[&str]| {
            let codes: Vec<(&str, String)> = codes.iter().map(|code| ("code", (*code).to_owned())).collect();
            async move |coordinator: &Session| {
                let codes = codes.iter().map(|(name, code)| (*name, code.as_str()));
                let fields: Vec<(&str, &str)> =
                    [("do", "put"), ("span", span), ("quiet", "yes")].into_iter().chain(codes).collect();
                act(coordinator, open.survey, &fields).await.status
            }
        };
        assert_eq!(put("0-2", &[&c02])(&coordinator).await, 204);
        assert_eq!(put("0-5", &[&c02, &c11])(&coordinator).await, 204);
        for outside in ["3-99", "5-5", "9-4"] {
            assert_eq!(put(outside, &[&c02])(&coordinator).await, 409, "{outside}");
        }
        let group = codes(app, open.survey).await.iter().find(|code| !code.is_codable).expect("a group").id.0;
        assert_eq!(put("0-2", &[&group.to_string()])(&coordinator).await, 409, "a heading is put on nothing");
        let both = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let expected =
            [("通院".to_owned(), both(&["C02"])), ("通院と送迎".to_owned(), both(&["C02", "C11"]))];
        assert_eq!(coded(app, open.survey).await, expected);
        // Keys take a code off again; the margin of the text takes the other one.
        act(&coordinator, open.survey, &[("do", "take"), ("span", "0-2"), ("code", &c02)]).await;
        assert_eq!(coded(app, open.survey).await, expected[1..]);
        let list = coordinator.get(&format!("/surveys/{}/coding?state=all", open.survey.0)).await;
        let text = coordinator.get(&list.link("選んで付ける")).await.expect_status(200);
        assert_eq!(text.texts(".marked-text mark"), ["通院と送迎"]);
        let first = text.attributes(".margin-list button", "value").remove(0);
        coordinator.submit(&text, "#part-1-remove", &[("remove", &first)]).await.expect_status(303);
        assert_eq!(coded(app, open.survey).await, [("通院と送迎".to_owned(), both(&["C11"]))]);
        // A memo stands beside the segment it is about, and goes when somebody erases it.
        let text = coordinator.get(&text.path).await.expect_status(200);
        let place = text.attributes("select[name=segment] option", "value").remove(1);
        let memo = [("do", "memo"), ("segment", place.as_str()), ("memo", "送迎は C11 に\n含める")];
        coordinator.submit(&text, "form.form", &memo).await.expect_status(303);
        let text = coordinator.get(&text.path).await;
        assert!(text.first(".margin-list .memo-list p").contains("含める"), "{}", text.describe());
        coordinator.submit(&text, ".memo-list form", &[]).await.expect_status(303);
        assert!(!coordinator.get(&text.path).await.has(".memo-list li"));
    })
    .await;
}

#[tokio::test]
async fn a_released_quote_goes_with_its_segment() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "通院が課題。").await;
        let (c02, c11) = (code(app, open.survey, "C02").await.id, code(app, open.survey, "C11").await.id);
        let (c02, c11) = (c02.0.to_string(), c11.0.to_string());
        let put = [("do", "put"), ("span", "0-2"), ("code", c02.as_str()), ("code", c11.as_str())];
        act(&coordinator, open.survey, &put).await.expect_status(303);
        let all = store::codings::of_survey(app.db(), open.survey).await.expect("codings can be read");
        let quote = store::quotes::NewQuote {
            survey: open.survey,
            source: format!("segment:{}", all[0].segment.id.0),
            stance: "challenge".to_owned(),
            region_code: String::new(),
            text: "通院".to_owned(),
            looked: Looked::nothing_found(),
        };
        let by = all[0].codings[0].coder_id;
        store::quotes::release(app.db(), quote, by).await.expect("released");
        let left = async |code: &str| {
            let take = [("do", "take"), ("span", "0-2"), ("code", code)];
            act(&coordinator, open.survey, &take).await.expect_status(303);
            store::quotes::of_survey(app.db(), open.survey).await.expect("quotes can be read").len()
        };
        assert_eq!(left(&c02).await, 1, "the other code stands on the segment");
        assert_eq!(left(&c11).await, 0);
        let events = store::audit::of_thing(app.db(), "survey", open.survey.0).await.expect("events");
        assert!(events.iter().any(|event| event.action == "quote.retract"));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_coded_in_a_text_that_changed_meanwhile() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "通院が課題。").await;
        let fields = [("do", "accept"), ("check", "0123456789abcdef"), ("quiet", "yes")];
        assert_eq!(act(&coordinator, open.survey, &fields).await.status, 409);
        assert_eq!(coded(app, open.survey).await, []);
    })
    .await;
}

#[tokio::test]
async fn what_a_respondent_withdraws_leaves_no_words_in_segments_and_memos() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let receipt = answer(app, &open, &["1"], "通院が課題。").await;
        act(&coordinator, open.survey, &[("do", "accept")]).await.expect_status(303);
        act(&coordinator, open.survey, &[("do", "memo"), ("memo", "通院の話")]).await.expect_status(303);
        let memos = store::memos::of_survey(app.db(), open.survey).await.expect("memos can be read");
        assert_eq!((coded(app, open.survey).await.len(), memos.len()), (1, 1));
        let code = withdrawal_code(&receipt);
        let person = app.visitor();
        let page = person.post_raw_form("/withdraw", &[("code", &code), ("confirm", "yes")]).await;
        let asked = page.has("form[action='/withdraw']").then(|| page.form("form[action='/withdraw']"));
        if let Some(form) = asked {
            let fields: Vec<(&str, &str)> =
                form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            person.post_raw_form(&form.action, &fields).await;
        }
        let memos = store::memos::of_survey(app.db(), open.survey).await.expect("memos can be read");
        assert_eq!((coded(app, open.survey).await.len(), memos.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_was_mended_moves_its_segments_or_flags_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "通院が課題。").await;
        let c02 = code(app, open.survey, "C02").await.id.0.to_string();
        act(&coordinator, open.survey, &[("do", "put"), ("span", "0-2"), ("code", &c02)]).await;
        let response = submitted(app, open.questionnaire).await[0].clone();
        let mend = async |words: &str| {
            let answers = json!({ "consent": ["1"], "hard": words }).to_string();
            store::response_edits::begin(app.db(), response.id).await.expect("begun");
            let submission = store::responses::Submission { answers, contacts: None, is_anonymous: false };
            store::response_edits::submit(app.db(), response.id, submission).await.expect("sent again");
            let coded = store::codings::of_survey(app.db(), open.survey).await.expect("codings can be read");
            let segment = coded[0].segment.clone();
            (span_of(&segment), segment.is_detached)
        };
        assert_eq!(mend("😀\r\n通院が課題。").await, (Span { start: 3, end: 5 }, false));
        assert!(mend("通勤が課題。").await.1, "the words are gone");
        let list = coordinator.get(&format!("/surveys/{}/coding?state=all", open.survey.0)).await;
        let text = coordinator.get(&list.link("選んで付ける")).await.expect_status(200);
        assert!(
            text.has(".notice-warning q") && !text.has("[data-note] mark"),
            "it is shown to be looked at"
        );
        // Back again where only one place can be meant.
        assert_eq!(mend("やはり通院が課題。").await, (Span { start: 3, end: 5 }, false));
    })
    .await;
}

#[tokio::test]
async fn a_researcher_codes_what_may_be_used_for_research_and_sees_no_more() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for place in 0..5 {
            answer(app, &open, &["1", "3"], &format!("学会で使える課題{place}が足りない。")).await;
        }
        answer(app, &open, &["1"], "内部だけの課題が足りない。").await;
        let path = format!("/surveys/{}/coding", open.survey.0);
        let researcher = app.login(Role::Researcher).await;
        let list = researcher.get(&path).await.expect_status(200);
        assert_eq!(list.texts(".coding-part").len(), 5);
        assert!(!list.text().contains("内部だけ") && !list.has("select[name=kind]"));
        let all = CodedTexts::load(app.service(), open.survey, Purpose::Internal, Lang::Ja).await;
        let texts = all.expect("texts can be read").texts;
        let hidden = texts.iter().find(|text| text.parts[0].body.starts_with("内部")).expect("it is there");
        researcher.get(&format!("{path}/texts/{}", hidden.reference)).await.expect_status(404);
        let change =
            researcher.post_form(&format!("{path}/texts/{}", hidden.reference), &[("do", "accept")]).await;
        assert_eq!(change.status, 404);
        act(&researcher, open.survey, &[("do", "accept")]).await.expect_status(303);
        // Of fewer people than the threshold a list would tell who they are.
        let s1 = code(app, open.survey, "S1").await.id.0;
        let segments = researcher.get(&format!("/codes/{s1}/segments")).await.expect_status(200);
        assert!(!segments.has(".texts .card") && segments.has(".notice-warning"));
        let segments = coordinator.get(&format!("/codes/{s1}/segments")).await.expect_status(200);
        assert_eq!(segments.texts(".texts .card mark").len(), 1);
    })
    .await;
}
