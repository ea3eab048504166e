//! Tests of the invented survey: the same every time, possible, many, and nobody real.

mod arrived;

use std::collections::{BTreeMap, BTreeSet};

use analysis::text::identify::every::NameFinder;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Map, Value};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::answer::complete;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::has_errors;

use super::*;
use crate::cli::block_on;
use crate::i18n::Lang;
use crate::pages::cards::inspect::singled;
use crate::view::time;
use crate::{app, dataset};

/// Every table with its columns that are neither a time nor a secret.
const CONTENT: &[(&str, &str)] = &[
    ("users", "id, login, display_name, role, is_active"),
    ("audit_events", "id, user_id, action, thing_kind, thing_id, detail"),
    ("regions", "id, parent_id, code, name, position"),
    ("agencies", "id, name, kind, region_id, note, is_active, revision"),
    ("surveys", "id, title, purpose, host, contact, period, ethics_number, withdrawal_deadline, min_cell"),
    ("waves", "id, survey_id, title, position"),
    ("questionnaires", "id, survey_id, wave_id, title, draft, state, revision"),
    ("questionnaire_versions", "id, questionnaire_id, number, definition, sha256"),
    ("responses", "id, questionnaire_id, version_id, state, answers, revision"),
    ("response_contacts", "response_id, answers"),
    (
        "hearings",
        "id, survey_id, agency_id, number, held_on, starts_at, ends_at, method, place, partner, interviewer, \
         recorder, companions, explanation_version, may_record, may_share, may_quote, may_present, \
         withdrawal_deadline, revision",
    ),
    ("hearing_sections", "hearing_id, key, body"),
    ("hearing_revisions", "hearing_id, revision, sheet, saved_by"),
    ("codes", "id, survey_id, parent_id, position, symbol, name_ja, frame_code, look, is_codable"),
    ("segments", "id, survey_id, hearing_id, part, starts_at, ends_at, quote, is_detached"),
    ("codings", "id, segment_id, code_id, coder_id, was_suggested"),
    ("quotes", "id, survey_id, source, stance, region_code, text"),
    ("share_links", "id, survey_id, region_id, revoked_at"),
    ("feedback_sheets", "survey_id, area, revision, content"),
    (
        "cards",
        "id, survey_id, title, background, steps, idea, result, remaining, kinds, themes, state, revision, \
         introduction",
    ),
    ("card_consents", "id, card_id, sha256, said_by, said_on, may_list"),
    ("card_sources", "id, card_id, source, segment_id"),
    ("card_versions", "id, card_id, number, content, sha256, sources"),
];

/// Names that must not be there: prefectures, large cities, and what the questionnaires were first made for.
const REAL: &[&str] = &[
    "北海道",
    "青森",
    "岩手",
    "宮城",
    "秋田",
    "山形",
    "福島",
    "茨城",
    "栃木",
    "群馬",
    "埼玉",
    "千葉",
    "東京",
    "神奈川",
    "新潟",
    "富山",
    "石川",
    "福井",
    "山梨",
    "長野",
    "岐阜",
    "静岡",
    "愛知",
    "三重",
    "滋賀",
    "京都",
    "大阪",
    "兵庫",
    "奈良",
    "和歌山",
    "鳥取",
    "島根",
    "岡山",
    "広島",
    "山口",
    "徳島",
    "香川",
    "愛媛",
    "高知",
    "福岡",
    "佐賀",
    "長崎",
    "熊本",
    "大分",
    "宮崎",
    "鹿児島",
    "沖縄",
    "札幌",
    "仙台",
    "さいたま",
    "大宮",
    "横浜",
    "川崎",
    "名古屋",
    "神戸",
    "みどり市",
    "ソニック",
];

fn new_config(folder: &tempfile::TempDir) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        // Compiled once for all tests of this machine.
        dictionary: Some(std::env::temp_dir().join("kikitori-test-dictionary")),
        ..Config::for_data(folder.path())
    }
}

/// Rows of one query, each a JSON array.
async fn rows(config: &Config, query: &str) -> Vec<Vec<Value>> {
    let db = database::connect_only(&config.database_url()).await.unwrap();
    let statement = Statement::from_string(db.get_database_backend(), query);
    let found = db.query_all_raw(statement).await.unwrap();
    let text = |row: &sea_orm::QueryResult| row.try_get_by_index::<String>(0).unwrap();
    found.iter().map(|row| serde_json::from_str(&text(row)).unwrap()).collect()
}

async fn content(config: &Config) -> BTreeMap<&'static str, Vec<Vec<Value>>> {
    let mut all = BTreeMap::new();
    for (table, columns) in CONTENT {
        let query = format!("SELECT json_array({columns}) FROM {table} ORDER BY rowid");
        all.insert(*table, rows(config, &query).await);
    }
    all
}

async fn filled() -> (tempfile::TempDir, Config) {
    let folder = tempfile::tempdir().unwrap();
    let config = new_config(&folder);
    assert!(fill(config.clone()).await.unwrap());
    (folder, config)
}

#[test]
fn a_second_fill_changes_nothing_and_two_fills_are_the_same() {
    block_on(async {
        let (_folder, config) = filled().await;
        let secrets = "SELECT json_array(password_hash, created_at) FROM users";
        let (first, first_secrets) = (content(&config).await, rows(&config, secrets).await);
        assert!(!fill(config.clone()).await.unwrap());
        assert_eq!(content(&config).await, first);
        assert_eq!(rows(&config, secrets).await, first_secrets);
        let (_other_folder, other) = filled().await;
        assert_eq!(content(&other).await, first);
        Ok(())
    })
    .unwrap();
}

#[test]
fn invented_answers_never_get_among_real_ones() {
    block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let config = new_config(&folder);
        let db = database::connect(&config.database_url()).await.unwrap();
        let new = NewUser {
            login: "tanaka".to_owned(),
            display_name: "実在".to_owned(),
            password_hash: String::new(),
            role: Role::Coordinator,
        };
        store::users::create(&db, new, None).await.unwrap();
        assert!(fill(config.clone()).await.is_err());
        assert!(content(&config).await["agencies"].is_empty());
        Ok(())
    })
    .unwrap();
}

#[test]
fn there_is_as_much_as_the_manual_says() {
    block_on(async {
        let (_folder, config) = filled().await;
        let all = content(&config).await;
        let counts: Vec<(&str, usize)> =
            ["regions", "agencies", "hearings", "segments", "quotes", "share_links", "questionnaires"]
                .map(|table| (table, all[table].len()))
                .into();
        let expected = [
            ("regions", 5),
            ("agencies", 239),
            ("hearings", 14),
            ("segments", 64),
            ("quotes", 14),
            ("share_links", 1),
            ("questionnaires", 5),
        ];
        assert_eq!(counts, expected);
        let mut states: BTreeMap<(i64, String), usize> = BTreeMap::new();
        for row in &all["responses"] {
            let state = row[3].as_str().unwrap().to_owned();
            *states.entry((row[1].as_i64().unwrap(), state)).or_default() += 1;
        }
        let of = |questionnaire: i64, state: &str| {
            states.get(&(questionnaire, state.to_owned())).copied().unwrap_or(0)
        };
        let found = [1, 2, 3, 4, 5].map(|q| (of(q, "submitted"), of(q, "withdrawn"), of(q, "in_progress")));
        assert_eq!(found, [(116, 2, 3), (70, 1, 2), (12, 0, 0), (44, 0, 1), (0, 0, 0)]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn every_response_could_have_been_sent() {
    block_on(async {
        let (_folder, config) = filled().await;
        let all = content(&config).await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let contacts: BTreeMap<i64, String> =
            all["response_contacts"].iter().map(|row| (row[0].as_i64().unwrap(), text(&row[1]))).collect();
        let object = |json: &str| serde_json::from_str::<Map<String, Value>>(json).unwrap();
        for row in all["responses"].iter().filter(|row| row[3] == "submitted") {
            let version = all["questionnaire_versions"].iter().find(|found| found[0] == row[2]).unwrap();
            let definition = parse(&text(&version[3])).0.unwrap();
            let mut answers = object(&text(&row[4]));
            assert!(answers.keys().all(|name| !definition.question(name).is_some_and(|q| q.is_identifier)));
            answers
                .extend(contacts.get(&row[0].as_i64().unwrap()).map(|json| object(json)).unwrap_or_default());
            let (kept, problems) = complete(&definition, &answers, time::now());
            assert!(!has_errors(&problems), "{problems:?}");
            assert_eq!(kept.len(), answers.len());
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn no_real_place_and_nobody_who_can_be_reached_is_named() {
    block_on(async {
        let (_folder, config) = filled().await;
        let words = serde_json::to_string(&content(&config).await).unwrap();
        let named: Vec<&&str> = REAL.iter().filter(|name| words.contains(**name)).collect();
        assert!(named.is_empty(), "{named:?}");
        for (before, after) in words.match_indices('@').map(|(at, _)| words.split_at(at)) {
            assert!(before.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let host: String = after
                .chars()
                .skip(1)
                .take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c))
                .collect();
            assert!(["example.jp", "example.com"].iter().any(|reserved| host.ends_with(reserved)), "{host}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_a_sign_up_promises_is_what_the_service_will_do() {
    block_on(async {
        let (_folder, config) = filled().await;
        let query = "SELECT json_array(draft, erase_on) FROM questionnaires WHERE erase_on IS NOT NULL";
        let found = rows(&config, query).await;
        let [signup] = found.as_slice() else { panic!("one sign-up, not {}", found.len()) };
        let last: chrono::NaiveDate = signup[1].as_str().unwrap().parse().unwrap();
        let promised = format!("{}に消去します", time::date(last.succ_opt().unwrap(), Lang::Ja));
        assert!(signup[0].as_str().unwrap().contains(&promised), "{promised}");
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_introduction_says_no_date_of_its_version_beside_the_day_it_was_published() {
    block_on(async {
        let (_folder, config) = filled().await;
        for row in rows(&config, "SELECT json_array(definition) FROM questionnaire_versions").await {
            let definition = row[0].as_str().unwrap();
            assert!(!definition.contains("第1版（"), "{definition}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn texts_are_many_and_hardly_repeated() {
    block_on(async {
        let (_folder, config) = filled().await;
        let all = content(&config).await;
        let mut texts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in all["responses"].iter().filter(|row| row[3] == "submitted") {
            let answers: Map<String, Value> = serde_json::from_str(row[4].as_str().unwrap()).unwrap();
            for question in ["challenge", "good_practice", "request"] {
                if let Some(text) = answers.get(question).and_then(Value::as_str) {
                    *texts.entry((question.to_owned(), text.to_owned())).or_default() += 1;
                }
            }
        }
        let distinct = |question: &str| texts.keys().filter(|(of, _)| of == question).count();
        assert!(distinct("challenge") >= 60, "{}", distinct("challenge"));
        assert!(distinct("good_practice") >= 45, "{}", distinct("good_practice"));
        assert!(distinct("request") >= 40, "{}", distinct("request"));
        assert!(texts.values().all(|n| *n <= 2));
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_is_released_was_allowed_and_no_area_answers_more_than_was_asked() {
    block_on(async {
        let (_folder, config) = filled().await;
        let running = app::start(config.clone()).await.unwrap();
        let data = dataset::load(&running.app, SurveyId(1), Purpose::Regional, Lang::Ja).await.unwrap();
        let mut allowed: BTreeSet<String> = BTreeSet::new();
        for writing in data.writings_with_those_apart() {
            allowed.extend(writing.parts.into_iter().filter(|part| part.may_show).map(|part| part.source));
        }
        let shared: Vec<_> = data.hearings.iter().chain(&data.hearings_apart).collect();
        for heard in shared.iter().filter(|heard| heard.consent.allows_quote(Purpose::Regional)) {
            let id = heard.hearing.id;
            let marks = store::marks::of_hearing(&running.app.db, SurveyId(1), id).await.unwrap();
            allowed.extend(marks.iter().map(|mark| format!("segment:{}", mark.segment.id.0)));
        }
        let quotes = store::quotes::of_survey(&running.app.db, SurveyId(1)).await.unwrap();
        let wrong: Vec<&String> =
            quotes.iter().map(|quote| &quote.source).filter(|source| !allowed.contains(*source)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let texts: Vec<String> = quotes.iter().map(|quote| quote.text.clone()).collect();
        let names = NameFinder::of(data.agencies.iter().map(|agency| agency.name.as_str()));
        assert_eq!(running.app.language.identifying_words(&texts, &names), (Vec::new(), true));
        assert_eq!(shared.len(), 13, "one partner does not share");
        assert_eq!(data.hearings.len(), 12, "one who shares does not allow academic use");

        let asked = |kind: &str| data.agencies.iter().filter(|agency| agency.kind == kind).count();
        let agencies = &data.fielded[0];
        let kinds: BTreeSet<&String> =
            agencies.responses.iter().flat_map(|response| &response.kinds).collect();
        for kind in kinds {
            let answered = agencies.responses.iter().filter(|response| response.kinds.contains(kind)).count();
            assert!(answered <= asked(kind), "{kind}: {answered}");
        }
        let transport = |area: &str| {
            let here = |response: &&dataset::Response| response.region.as_deref() == Some(area);
            let there: Vec<_> = agencies.responses.iter().filter(here).collect();
            let named = there.iter().filter(|response| {
                dataset::strings(response.answers.get("difficulties")).contains(&"11".to_owned())
            });
            named.count() as f64 / there.len() as f64
        };
        assert!(transport("9901") > transport("9902") + 0.4, "areas differ");
        running.stop().await;
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_a_published_card_rests_on_may_be_told_and_cases_name_nobody() {
    block_on(async {
        let (_folder, config) = filled().await;
        let running = app::start(config.clone()).await.unwrap();
        let data = dataset::load(&running.app, SurveyId(1), Purpose::Regional, Lang::Ja).await.unwrap();
        let parts = data.writings_with_those_apart().into_iter().flat_map(|writing| writing.parts);
        let told: BTreeSet<String> = parts.filter(|part| part.may_tell).map(|part| part.source).collect();
        let published = store::card_versions::published(&running.app.db, SurveyId(1)).await.unwrap();
        assert_eq!(published.len(), 2);
        let names = NameFinder::of(data.agencies.iter().map(|agency| agency.name.as_str()));
        for version in &published {
            let text = store::card_versions::text(version).unwrap();
            if let Some(introduction) = &text.introduction {
                let agreed =
                    store::card_consents::covers(&running.app.db, version.card_id, &text).await.unwrap();
                assert!(agreed, "its agency agrees to these words");
                assert!(data.agencies.iter().any(|agency| agency.name == introduction.agency));
                continue;
            }
            assert!(store::card_versions::sources(version).iter().all(|source| told.contains(source)));
            assert!(singled(&data, &text).is_empty(), "it can mean many agencies");
            let texts: Vec<String> = text.texts().into_iter().map(|(_, text)| text.to_owned()).collect();
            assert_eq!(running.app.language.identifying_words(&texts, &names).0, []);
        }
        running.stop().await;
        Ok(())
    })
    .unwrap();
}
