//! The codebook: adding, changing, moving, merging and splitting codes, and how codings follow.

use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use server::auth::Role;
use surveys::entity::code;
use surveys::hearing::sheet::find_section;
use surveys::hearing::span::Span;
use surveys::id::{CodeId, HearingId, SurveyId, UserId};
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::segments::{Origin, TextPart};
use tests::{TestApp, demo};

const SURVEY: SurveyId = SurveyId(1);

async fn all(app: &TestApp) -> Vec<code::Model> {
    store::codes::of_survey(app.db(), SURVEY).await.expect("codes can be read")
}

async fn find(app: &TestApp, symbol: &str) -> code::Model {
    let all = all(app).await.into_iter();
    all.filter(|code| code.closed_at.is_none())
        .find(|code| code.symbol == symbol)
        .expect("a code with this symbol")
}

/// Puts codes on the first two letters of a section of the first hearing.
async fn put(app: &TestApp, symbols: &[&str]) -> i64 {
    put_in(app.db(), symbols).await
}

/// The same in a transaction.
async fn put_in(db: &impl ConnectionTrait, symbols: &[&str]) -> i64 {
    let codes = store::codes::of_survey(db, SURVEY).await.expect("codes can be read");
    let bodies = store::hearings::sections(db, HearingId(1)).await.expect("sections can be read");
    let is_heard = |key: &str| find_section(key).is_some_and(|section| section.is_heard);
    let mut heard = bodies.iter().filter(|(key, _)| is_heard(key));
    let (part, body) = heard.find(|(_, body)| body.chars().count() > 9).expect("a section with words");
    let text = TextPart { origin: Origin::Note(HearingId(1)), part: part.clone() };
    let mut segment = 0;
    for symbol in symbols {
        let is_it = |code: &&code::Model| code.closed_at.is_none() && code.symbol == *symbol;
        let code = codes.iter().find(is_it).expect("a code with this symbol").id;
        let new = NewCoding {
            survey: SURVEY,
            text: &text,
            body,
            span: Span { start: 0, end: 2 },
            code,
            was_suggested: false,
        };
        segment = store::codings::put(db, new, UserId(1)).await.expect("it can be coded").segment_id.0;
    }
    segment
}

/// Symbols of the codes on a segment.
async fn on(app: &TestApp, segment: i64) -> Vec<String> {
    let codes = all(app).await;
    let coded = store::codings::of_survey(app.db(), SURVEY).await.expect("codings can be read");
    let own = coded.into_iter().find(|coded| coded.segment.id.0 == segment).expect("the segment is there");
    let symbol = |id: CodeId| codes.iter().find(|code| code.id == id).map(|code| code.symbol.clone());
    own.codings.iter().filter_map(|coding| symbol(coding.code_id)).collect()
}

#[tokio::test]
async fn codes_are_added_changed_and_moved_and_the_history_says_so() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let book = coordinator.get("/surveys/1/codebook").await.expect_status(200);
        assert!(book.text().contains("C01 制度の谷間・手帳要件"), "{}", book.describe());
        let group = find(app, "C").await.id.0.to_string();
        let fields = [
            ("symbol", "C15"),
            ("name_ja", "災害時の備え"),
            ("parent", group.as_str()),
            ("look", "2"),
            ("is_codable", "yes"),
        ];
        coordinator.post_form("/surveys/1/codebook", &fields).await.expect_status(303);
        let again = coordinator.post_form("/surveys/1/codebook", &fields).await.expect_status(422);
        assert!(again.text().contains("同じ記号のコードがあります"));
        let made = find(app, "C15").await;
        assert_eq!(made.parent_id.map(|id| id.0.to_string()), Some(group.clone()));
        let path = format!("/codes/{}", made.id.0);
        let page = coordinator.get(&path).await.expect_status(200);
        let changed =
            coordinator.submit(&page, &format!("form[action='{path}']"), &[("name_ja", "災害と備え")]).await;
        changed.expect_status(303);
        // Below itself it cannot stand; first among its siblings it can.
        let top = find(app, "C").await.id.0;
        let circle =
            coordinator.post_form(&format!("/codes/{top}/move"), &[("parent", &made.id.0.to_string())]).await;
        let said = coordinator.follow(circle).await;
        assert!(said.text().contains("自分の下へは動かせません"), "{}", said.describe());
        coordinator
            .post_form(&format!("{path}/move"), &[("parent", &group), ("behind", "")])
            .await
            .expect_status(303);
        let siblings: Vec<String> = all(app)
            .await
            .into_iter()
            .filter(|code| code.parent_id == made.parent_id)
            .map(|code| code.symbol)
            .collect();
        assert_eq!((siblings[0].as_str(), siblings[1].as_str(), siblings.len()), ("C15", "C01", 15));
        let history = coordinator.get("/surveys/1/codebook/history").await.expect_status(200);
        let events = history.texts(".history li");
        assert!(events[0].contains("「C15 災害と備え」を動かしました"), "{events:?}");
        assert!(
            events[1].contains("いまは「C15 災害と備え」です")
                && events[2].contains("「C15 災害時の備え」を加えました")
        );
        let viewer = app.login(Role::Researcher).await;
        viewer.get(&path).await.expect_status(200);
        viewer.post_form(&path, &[("symbol", "X")]).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn codings_follow_a_merge() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (both, only) = (put(app, &["C01", "C02"]).await, find(app, "C01").await);
        let into = find(app, "C02").await.id.0.to_string();
        let merged = coordinator.post_form(&format!("/codes/{}/merge", only.id.0), &[("into", &into)]).await;
        merged.expect_status(303);
        assert_eq!(on(app, both).await, ["C02"], "one stays where both were");
        let page = coordinator.get(&format!("/codes/{}", only.id.0)).await.expect_status(200);
        assert!(page.text().contains("「C02 症状の変動・体調管理」にまとめました"));
        // What a machine suggests for the old code is the new one.
        let all = all(app).await;
        let old = all.iter().find(|code| code.frame_code == "C01").expect("a code of the frame");
        assert_eq!(store::codes::living(&all, old).expect("it became another").symbol, "C02");
    })
    .await;
}

#[tokio::test]
async fn stances_stay_what_they_are() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let n = store::marks::of_survey(app.db(), SURVEY).await.expect("marks can be read").len();
        let challenge = find(app, "S1").await;
        let path = format!("/codes/{}", challenge.id.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(!page.has(&format!("form[action='{path}/merge']")), "{}", page.describe());
        for into in ["S2", "S3", "C01"] {
            let into = find(app, into).await.id.0.to_string();
            let refused = coordinator.post_form(&format!("{path}/merge"), &[("into", &into)]).await;
            let said = coordinator.follow(refused).await;
            let n_said = said.text().matches("立場のコード").count();
            assert_eq!(n_said, 2, "once on the page, once for what was tried: {}", said.describe());
        }
        assert_eq!(find(app, "S1").await.id, challenge.id, "it is still in use");
        // Nor does a theme become one: all that is coded with it would count as that stance.
        let theme = format!("/codes/{}", find(app, "C01").await.id.0);
        let page = coordinator.get(&theme).await.expect_status(200);
        let offered = page.texts("select[name=into] option");
        assert!(offered.iter().any(|own| own.contains("C02")), "{offered:?}");
        assert!(offered.iter().all(|own| !own.contains("S1") && !own.contains("S4")), "{offered:?}");
        let stance = challenge.id.0.to_string();
        let refused = coordinator.post_form(&format!("{theme}/merge"), &[("into", &stance)]).await;
        let said = coordinator.follow(refused).await.text();
        assert!(said.contains("には、ほかのコードをまとめられません"), "{said}");
        assert!(find(app, "C01").await.closed_at.is_none());
        // Even where two were merged once, a code tells of one stance.
        let mut row: code::ActiveModel = challenge.into();
        row.merged_into = Set(Some(find(app, "S2").await.id));
        row.closed_at = Set(Some(chrono::Utc::now()));
        row.update(app.db()).await.expect("it can be changed");
        let stances = store::codes::stances(app.db(), SURVEY).await.expect("codes can be read");
        let keys: Vec<&str> = stances.iter().map(|code| code.frame_code.as_str()).collect();
        assert_eq!(keys, ["good_practice", "request", "other"]);
        let marks = store::marks::of_survey(app.db(), SURVEY).await.expect("marks can be read");
        assert!(marks.len() < n && marks.iter().all(|mark| mark.stance != "challenge"));
    })
    .await;
}

#[tokio::test]
async fn a_code_on_texts_does_not_become_a_heading() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        put(app, &["C01"]).await;
        for (symbol, status) in [("C01", 422), ("G12", 303)] {
            let path = format!("/codes/{}", find(app, symbol).await.id.0);
            let page = coordinator.get(&path).await.expect_status(200);
            let fields = [("is_codable", "no")];
            let sent = coordinator.submit(&page, &format!("form[action='{path}']"), &fields).await;
            let sent = sent.expect_status(status);
            assert_eq!(sent.text().contains("見出しにはできません"), status == 422, "{}", sent.describe());
            assert_eq!(find(app, symbol).await.is_codable, status == 422);
        }
    })
    .await;
}

#[tokio::test]
async fn a_code_can_be_put_where_the_last_one_is_just_taken_away() {
    demo::on_both(async |app| {
        let segment = put(app, &["C01"]).await;
        let coded = store::codings::of_survey(app.db(), SURVEY).await.expect("codings can be read");
        let own = coded.iter().find(|coded| coded.segment.id.0 == segment).expect("the segment is there");
        let taking = server::app::write(app.db()).await.expect("a transaction");
        store::codings::take(&taking, own.codings[0].id, UserId(1)).await.expect("it can be taken away");
        let putting = async {
            let transaction = server::app::write(app.db()).await.expect("a transaction");
            let segment = put_in(&transaction, &["C02"]).await;
            transaction.commit().await.expect("it can be kept");
            segment
        };
        let (segment, taken) = tokio::join!(putting, taking.commit());
        taken.expect("it can be kept");
        assert_eq!(on(app, segment).await, ["C02"]);
    })
    .await;
}

#[tokio::test]
async fn one_span_is_one_segment_however_many_code_it_at_once() {
    demo::on_both(async |app| {
        let symbols = ["C01", "C02", "C03", "C04", "C05", "C06"];
        let putting = symbols.map(|symbol| async move {
            let transaction = server::app::write(app.db()).await.expect("a transaction");
            let segment = put_in(&transaction, &[symbol]).await;
            transaction.commit().await.expect("it can be kept");
            segment
        });
        let segments = futures_util::future::join_all(putting).await;
        assert!(segments.iter().all(|segment| *segment == segments[0]), "{segments:?}");
        let mut on = on(app, segments[0]).await;
        on.sort();
        assert_eq!(on, symbols);
    })
    .await;
}

#[tokio::test]
async fn words_that_come_back_are_no_second_segment() {
    demo::on_both(async |app| {
        let first = put(app, &["C01"]).await;
        let id = HearingId(1);
        let find = async |segment: i64| {
            let found = store::segments::find(app.db(), surveys::id::SegmentId(segment)).await;
            found.expect("the segment is there")
        };
        let part = find(first).await.part;
        let save = async |body: &str| {
            let hearing = store::hearings::find(app.db(), id).await.expect("it is there");
            let mut sheet = store::hearings::sheet(app.db(), &hearing).await.expect("it can be read");
            sheet.sections.insert(part.clone(), body.to_owned());
            store::hearings::save(app.db(), id, hearing.revision, &sheet, UserId(1)).await.expect("saved");
        };
        let words = find(first).await.quote;
        save("全面的な書き直し。").await;
        assert!(find(first).await.is_detached);
        // The words are back in two places, and somebody marks one of them before the first segment is looked at.
        let twice = format!("{words}一つ目。{words}二つ目。");
        save(&twice).await;
        let text = TextPart { origin: Origin::Note(id), part: part.clone() };
        let span = Span { start: 0, end: 2 };
        let made = store::segments::at(app.db(), SURVEY, &text, &twice, span, UserId(1)).await;
        let second = made.expect("a segment").id.0;
        assert_ne!(second, first);
        save(&format!("{words}一つ目。")).await;
        assert!(!find(second).await.is_detached);
        assert!(find(first).await.is_detached, "the place is taken: somebody has to look");
    })
    .await;
}

#[tokio::test]
async fn a_split_asks_which_and_leaves_the_rest() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let segment = put(app, &["C01"]).await;
        let old = find(app, "C01").await.id.0;
        let path = format!("/codes/{old}/split");
        let one = [("symbol-1", "C01a"), ("name-1", "手帳")];
        let page = coordinator.post_form(&path, &one).await;
        assert!(coordinator.follow(page).await.text().contains("コードが2つ以上いります"));
        let two = [("symbol-1", "C01a"), ("name-1", "手帳"), ("symbol-2", "C01b"), ("name-2", "指定難病")];
        coordinator.post_form(&path, &two).await.expect_status(303);
        assert_eq!(on(app, segment).await, ["C01"], "until somebody decides, the old code stays");
        let page = coordinator.get(&path).await.expect_status(200);
        assert_eq!(page.texts("fieldset.split-choice mark").len(), 1);
        let retire = coordinator.post_form(&format!("/codes/{old}/retire"), &[]).await;
        assert!(coordinator.follow(retire).await.text().contains("外せません"));
        let field = page.attributes("fieldset.split-choice input", "name").remove(0);
        let (first, second) =
            (find(app, "C01a").await.id.0.to_string(), find(app, "C01b").await.id.0.to_string());
        let foreign = find(app, "C02").await.id.0.to_string();
        let action = format!("/codes/{old}/distribute");
        coordinator.post_form(&action, &[(&field, &foreign)]).await;
        assert_eq!(on(app, segment).await, ["C01"], "only parts of the code can be chosen");
        coordinator.post_form(&action, &[(&field, &first), (&field, &second)]).await.expect_status(303);
        assert_eq!(on(app, segment).await, ["C01a", "C01b"]);
        coordinator.post_form(&format!("/codes/{old}/retire"), &[]).await.expect_status(303);
        assert!(all(app).await.iter().any(|code| code.id.0 == old && code.closed_at.is_some()));
        let history = coordinator.get("/surveys/1/codebook/history").await.text();
        assert!(
            history.contains("を C01a、C01b に分けました") && history.contains("から 1件を振り分けました"),
            "{history}"
        );
        // A researcher may not see all texts, and is not told how many there are.
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get("/surveys/1/codebook/history").await.expect_status(200);
        let events = page.texts(".history li").join("\n");
        assert!(events.contains("の付いた文章を振り分けました") && !events.contains("1件"), "{events}");
    })
    .await;
}

#[tokio::test]
async fn an_edited_note_moves_its_segments_or_flags_them() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let segment = put(app, &["C01"]).await;
        let id = HearingId(1);
        let hearing = store::hearings::find(app.db(), id).await.expect("it is there");
        let mut sheet = store::hearings::sheet(app.db(), &hearing).await.expect("it can be read");
        let part =
            store::segments::find(app.db(), surveys::id::SegmentId(segment)).await.expect("a segment").part;
        let body = sheet.sections[&part].clone();
        sheet.sections.insert(part.clone(), format!("😀\n{body}"));
        let revision =
            store::hearings::save(app.db(), id, hearing.revision, &sheet, UserId(1)).await.expect("saved");
        let moved =
            store::segments::find(app.db(), surveys::id::SegmentId(segment)).await.expect("a segment");
        assert_eq!((moved.starts_at, moved.ends_at, moved.is_detached), (2, 4, false));
        sheet.sections.insert(part.clone(), "すべて書き直した。".to_owned());
        store::hearings::save(app.db(), id, revision, &sheet, UserId(1)).await.expect("saved");
        let notes = coordinator.get("/surveys/1/coding/notes").await.expect_status(200);
        let flagged = notes.texts("#notes .tag-warning");
        assert_eq!(flagged.len(), 1, "the list says which note has to be looked at");
    })
    .await;
}
