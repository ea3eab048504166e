//! Double coding: two people do not see one another until both are done; then agreement, decisions and results.

use server::auth::Role;
use surveys::id::{DoubleCodingId, SurveyId, UserId};
use surveys::store;
use tests::free_answers::{answer, code, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, demo, on_both};

async fn person(app: &TestApp, role: Role) -> UserId {
    let users = store::users::list(app.db()).await.expect("users can be read");
    users.iter().find(|user| user.role == role).expect("somebody of this role").id
}

/// Moves a code before its siblings.
async fn put_first(app: &TestApp, survey: SurveyId, symbol: &str) {
    let found = code(app, survey, symbol).await;
    let moved = store::codes::move_to(app.db(), found.id, found.parent_id, None, UserId(1)).await;
    moved.expect("it can be moved");
}

/// Begins a double coding of all answers that both may see; returns its address.
async fn begin(app: &TestApp, coordinator: &Session, survey: SurveyId) -> String {
    app.login(Role::Researcher).await;
    let first = person(app, Role::Coordinator).await.0.to_string();
    let second = person(app, Role::Researcher).await.0.to_string();
    let same = [
        ("title", "試し付け"),
        ("of", "answers"),
        ("coder", first.as_str()),
        ("coder", first.as_str()),
        ("n", "30"),
    ];
    let path = format!("/surveys/{}/coding/double", survey.0);
    coordinator.post_form(&path, &same).await.expect_status(422);
    let fields = [
        ("title", "試し付け"),
        ("of", "answers"),
        ("coder", first.as_str()),
        ("coder", second.as_str()),
        ("n", "30"),
    ];
    let made = coordinator.post_form(&path, &fields).await.expect_status(303);
    made.location().expect("it has a page").to_owned()
}

/// Puts codes on the whole of the part at `place` (from 1) of one's own list.
async fn put(session: &Session, path: &str, place: usize, span: &str, codes: &[&str]) -> Page {
    let list = session.get(&format!("{path}/code")).await.expect_status(200);
    let codes = codes.iter().map(|code| ("code", *code));
    let fields: Vec<(&str, &str)> =
        [("do", "put"), ("span", span), ("quiet", "yes")].into_iter().chain(codes).collect();
    session.submit(&list, &format!("#part-{place} form"), &fields).await
}

#[tokio::test]
async fn neither_sees_the_other_until_both_are_done_and_decisions_become_results() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for place in 0..6 {
            answer(app, &open, &["1", "3"], &format!("課題{place}が足りない。")).await;
        }
        answer(app, &open, &["1"], "内部だけの課題。").await;
        let path = begin(app, &coordinator, open.survey).await;
        let researcher = app.login(Role::Researcher).await;
        let (c01, c05) = (code(app, open.survey, "C01").await.id, code(app, open.survey, "C05").await.id);
        let (c01, c05) = (c01.0.to_string(), c05.0.to_string());
        let list = coordinator.get(&format!("{path}/code")).await.expect_status(200);
        assert_eq!(list.texts(".coding-part").len(), 6, "only what both may see");
        assert!(!list.has("[data-suggestion]") && !list.has("button[value=accept]"));
        // Both put C01 on the first two; on the third they differ.
        for place in [1, 2] {
            for who in [&coordinator, &researcher] {
                assert_eq!(put(who, &path, place, "0-3", &[&c01]).await.status, 204);
            }
        }
        assert_eq!(put(&coordinator, &path, 3, "0-3", &[&c01]).await.status, 204);
        assert_eq!(put(&researcher, &path, 3, "0-3", &[&c05]).await.status, 204);
        let own = researcher.get(&format!("{path}/code")).await;
        assert_eq!(own.texts("#part-3 .code-chip").len(), 0, "chips are of whole sentences");
        let text = researcher.get(&own.attributes("#part-3 a", "href")[0]).await.expect_status(200);
        assert!(
            text.text().contains("C05") && text.texts(".margin-list .code-symbol") == ["C05"],
            "{}",
            text.describe()
        );
        assert!(store::codings::of_survey(app.db(), open.survey).await.expect("codings").is_empty());
        // Nobody else has a part in it, and one who is done cannot go on.
        let administrator = app.login(Role::Administrator).await;
        administrator.get(&format!("{path}/code")).await.expect_status(404);
        coordinator.post_form(&format!("{path}/done"), &[]).await.expect_status(303);
        coordinator.get(&format!("{path}/code")).await.expect_status(404);
        let waiting = coordinator.get(&path).await.expect_status(200);
        assert!(!waiting.has("#agreement-table") && !waiting.text().contains("C05"));
        coordinator.get(&format!("{path}/talk/1")).await.expect_status(404);
        assert!(
            coordinator
                .follow(coordinator.post_form(&format!("{path}/adopt"), &[]).await)
                .await
                .text()
                .contains("いまは")
        );
        researcher.post_form(&format!("{path}/done"), &[]).await.expect_status(303);
        compare_and_adopt(app, &coordinator, &open, &path).await;
    })
    .await;
}

/// The figures of the case above, the talk about what differs, and what the results get.
async fn compare_and_adopt(app: &TestApp, coordinator: &Session, open: &OpenSurvey, path: &str) {
    let page = coordinator.get(path).await.expect_status(200);
    let rows = page.texts("#agreement-table tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    // C01: 3 and 2 of 6 answers, 2 of both: Po = 5/6, Pe = (3·2 + 3·4)/36 = 1/2, κ = 2/3;
    // α: coincidences 4 of (1,1), 2 of (0,1)+(1,0), 6 of (0,0); Do = 2/12, De = 2·5·7/(12·11), α = 1 − (2/12)/(70/132) = .686.
    assert!(rows[0].contains("0.667") && rows[0].contains("0.686") && rows[0].contains("83.3%"), "{rows:?}");
    // C05: nobody but one in one answer: no agreement beyond chance.
    assert!(rows[1].contains("0.000"), "{rows:?}");
    let differences = page.texts("#differences-table tbody tr");
    assert_eq!(differences.len(), 2, "{differences:?}");
    let too_early = coordinator.follow(coordinator.post_form(&format!("{path}/adopt"), &[]).await).await;
    assert!(too_early.text().contains("まだ話し合っていない"));
    // The first of the two is C01, which the coordinator put: it stays. The other goes.
    let talk = coordinator.get(&format!("{path}/talk/1")).await.expect_status(200);
    let marks = talk.texts(".talk-readings mark");
    assert!(talk.text().contains("C01") && marks.len() == 1 && marks[0].starts_with("課題"), "{marks:?}");
    let first = person(app, Role::Coordinator).await.0.to_string();
    // Meanwhile C05 comes first: what is decided is what the page shows, not what has its place now.
    put_first(app, open.survey, "C05").await;
    let gone = [("outcome", first.as_str()), ("code", "0")];
    coordinator.submit(&talk, "form.form", &gone).await.expect_status(409);
    let decided =
        coordinator.submit(&talk, "form.form", &[("outcome", &first), ("reason", "手帳の話とみる")]).await;
    let next = coordinator.follow(decided.expect_status(303)).await;
    assert!(next.path.ends_with("/talk/1") && next.text().contains("C05"), "{}", next.describe());
    coordinator.submit(&next, "form.form", &[("outcome", "none"), ("reason", "")]).await.expect_status(303);
    let again = coordinator.get(&format!("{path}/talk/2")).await;
    assert!(
        again.text().contains("C01") && again.text().contains("手帳の話とみる"),
        "the decision is kept with its reason: {}",
        again.describe()
    );
    coordinator.post_form(&format!("{path}/adopt"), &[]).await.expect_status(303);
    let coded = store::codings::of_survey(app.db(), open.survey).await.expect("codings can be read");
    let n: Vec<usize> = coded.iter().map(|coded| coded.codings.len()).collect();
    assert_eq!(
        (n.len(), n.iter().sum::<usize>()),
        (3, 5),
        "two of both coders, one of the one who was right"
    );
    let id = DoubleCodingId(path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number"));
    let closed = store::double_codings::adopt(app.db(), id, UserId(1)).await;
    assert!(closed.is_err(), "results are taken over once");
}

#[tokio::test]
async fn what_changed_or_was_withdrawn_meanwhile_is_left_out() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        app.add_user("second", Role::Coordinator).await;
        let users = store::users::list(app.db()).await.expect("users can be read");
        let coders: Vec<UserId> =
            users.iter().filter(|user| user.role == Role::Coordinator).map(|user| user.id).take(2).collect();
        let fields = [
            ("title", "記録"),
            ("of", "notes"),
            ("coder", &coders[0].0.to_string()),
            ("coder", &coders[1].0.to_string()),
            ("n", "3"),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let made = coordinator.post_form("/surveys/1/coding/double", &fields).await.expect_status(303);
        let path = made.location().expect("it has a page").to_owned();
        let id = DoubleCodingId(path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number"));
        let texts = store::double_codings::texts(app.db(), id).await.expect("texts can be read");
        assert_eq!(texts.len(), 3);
        let hearing = texts[0].hearing_id.expect("a note");
        let model = store::hearings::find(app.db(), hearing).await.expect("it is there");
        let mut sheet = store::hearings::sheet(app.db(), &model).await.expect("it can be read");
        if let Some(body) = sheet.sections.get_mut(&texts[0].part) {
            body.push_str("書き足した。");
        }
        store::hearings::save(app.db(), hearing, model.revision, &sheet, coders[0]).await.expect("saved");
        for coder in &coders {
            store::double_codings::finish(app.db(), id, *coder).await.expect("they are done");
        }
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(
            page.text().contains("比べた文章 2件") && page.text().contains("1件は入っていません"),
            "{}",
            page.describe()
        );
    })
    .await;
}
