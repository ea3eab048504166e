//! An agency that was entered twice becomes one, with everything that belongs to either, and two again.

use server::auth::Role;
use surveys::entity::state::{ApproachState, InvitingMode};
use surveys::id::{AgencyId, RegionId, SurveyId, UserId};
use surveys::store;
use surveys::store::agencies::AgencyInput;
use tests::dump::dump;
use tests::inviting::{invitations, link, open_invitation};
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{address, survey_with_agencies, write_note};
use crate::invited::{answer, invited, send};

/// The page with both side by side; the first one stays.
async fn look(coordinator: &Session, kept: AgencyId, dropped: AgencyId) -> Page {
    coordinator.get(&format!("/agencies/{}/merge/{}", kept.0, dropped.0)).await.expect_status(200)
}

/// Makes one of them, with these choices.
async fn merge(coordinator: &Session, seen: &Page, choices: &[(&str, &str)]) -> Page {
    let sent = coordinator.submit(seen, "form.form", choices).await.expect_status(303);
    coordinator.follow(sent).await.expect_status(200)
}

async fn undo(coordinator: &Session, kept: AgencyId) -> Page {
    let page = coordinator.get(&format!("/agencies/{}", kept.0)).await.expect_status(200);
    let sent = coordinator.submit(&page, "form[action$='/undo']", &[]).await.expect_status(303);
    coordinator.follow(sent).await.expect_status(200)
}

/// Everything of the tables that a merge touches, but for the numbers that count changes.
async fn holdings(app: &TestApp) -> Vec<String> {
    let counters = ["revision", "appointment_sequence", "appointment_changed_at"];
    let dump = dump(app.db()).await;
    let mut lines = Vec::new();
    for table in ["agencies", "contacts", "hearings", "approaches", "promises", "invitations"] {
        let rows = dump.get(table).map(Vec::as_slice).unwrap_or_default();
        for row in rows {
            let is_content = |column: &str| !counters.contains(&column) && !column.starts_with('@');
            let cells = row.iter().filter(|(column, _)| is_content(column));
            let cells: Vec<String> = cells.map(|(column, value)| format!("{column}={value}")).collect();
            lines.push(format!("{table} {}", cells.join(" ")));
        }
    }
    lines.sort();
    lines
}

async fn state(app: &TestApp, survey: SurveyId, agency: AgencyId) -> Option<ApproachState> {
    let found = store::approaches::find(app.db(), survey, agency).await.expect("it can be read");
    found.map(|approach| approach.state)
}

async fn n_merges(app: &TestApp) -> usize {
    dump(app.db()).await.get("agency_merges").map_or(0, Vec::len)
}

#[tokio::test]
async fn everything_moves_and_an_undo_brings_it_back() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (kept, dropped) = (agencies[0], agencies[2]);
        let page = coordinator.get(&address(survey, kept)).await;
        let asked = [("state", "requested"), ("note", "依頼状を送った。")];
        let form = format!("form[action='{}']", address(survey, kept));
        coordinator.submit(&page, &form, &asked).await.expect_status(303);
        let note = [("held_on", "2026-01-15"), ("role", "相談は月に20件。"), ("go", "finish")];
        write_note(&coordinator, survey, dropped, &note).await;
        let page = coordinator.get(&address(survey, dropped)).await;
        let promises = format!("form[action='/surveys/{}/promises']", survey.0);
        coordinator.submit(&page, &promises, &[("body", "資料を送る")]).await.expect_status(303);
        let before = holdings(app).await;

        let seen = look(&coordinator, kept, dropped).await;
        let text = seen.texts("#merge-moves li").join(" ");
        for words in
            ["連絡先 1件", "記録 1件", "宿題 1件", "「依頼中」と「記録済」のうち", "名簿から外れます"]
        {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert_eq!(holdings(app).await, before, "looking changes nothing");
        let page = merge(&coordinator, &seen, &[("name", "dropped")]).await;
        let text = page.text();
        for words in ["架空機関02", "c@example.jp", "a@example.jp", "資料を送る", "2026年1月15日"]
        {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert_eq!(state(app, survey, kept).await, Some(ApproachState::Recorded));
        let history = coordinator.get(&address(survey, kept)).await.text();
        assert!(
            history.contains("依頼状を送った。") && history.contains("同じ機関の進みとまとめた"),
            "{history}"
        );
        let gone = coordinator.get(&format!("/agencies/{}", dropped.0)).await.expect_status(200);
        assert!(gone.text().contains("次の機関にまとめられました"), "{}", gone.text());
        // Its page within the survey leads on as well, and nothing can be sent from it.
        let gone = coordinator.get(&address(survey, dropped)).await.expect_status(200);
        assert!(gone.text().contains("次の機関にまとめられました"), "{}", gone.text());
        assert_eq!(gone.attributes("main .notice a", "href"), [format!("/agencies/{}", kept.0)]);
        assert!(!gone.has("main form"), "{}", gone.text());
        assert_eq!(coordinator.get("/agencies").await.texts("main tbody tr").len(), 2);

        // Sent again, as a browser does after a lost line.
        merge(&coordinator, &seen, &[("name", "dropped")]).await;
        assert_eq!(n_merges(app).await, 1);
        let events = dump(app.db()).await["audit_events"].clone();
        let events: Vec<_> = events.iter().filter(|row| row["action"] == "agency.merge").collect();
        assert_eq!(events.len(), 1);
        assert!(!events[0]["detail"].contains("架空"), "numbers only: {:?}", events[0]);

        let page = undo(&coordinator, kept).await;
        assert!(page.text().contains("2つの機関に戻しました"), "{}", page.text());
        assert_eq!(holdings(app).await, before, "all is as it was");
        // The old form can be sent once more: it was made from another state.
        merge(&coordinator, &seen, &[]).await;
        assert_eq!(n_merges(app).await, 1);
        // And the two can be merged again.
        let seen = look(&coordinator, kept, dropped).await;
        merge(&coordinator, &seen, &[]).await;
        assert_eq!(n_merges(app).await, 2);
    })
    .await;
}

#[tokio::test]
async fn an_open_note_of_the_agency_that_went_does_not_bring_it_back() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = [("held_on", "2026-01-15"), ("role", "相談は月に20件。")];
        let note = write_note(&coordinator, survey, agencies[2], &note).await;
        let open = coordinator.get(&format!("{}/edit", note.path)).await.expect_status(200);
        let seen = look(&coordinator, agencies[0], agencies[2]).await;
        merge(&coordinator, &seen, &[]).await;
        let sent = coordinator.submit(&open, "form.sheet-form", &[("role", "相談は月に30件。")]).await;
        assert!([409, 422].contains(&sent.status), "{}", sent.describe());
        assert!(sent.body.contains("相談は月に30件。"), "what was typed is still there");
        let hearings = store::hearings::of_agency(app.db(), agencies[0]).await.expect("they can be read");
        assert_eq!(hearings.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn pages_of_before_a_merge_bring_nothing_to_the_agency_that_went() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (kept, dropped) = (agencies[0], agencies[2]);
        let note = [("held_on", "2026-01-15"), ("role", "相談は月に20件。")];
        let note = write_note(&coordinator, survey, dropped, &note).await;
        let way = coordinator.get(&address(survey, dropped)).await.expect_status(200);
        let new = format!("/agencies/{}/contacts/new", dropped.0);
        let contact = coordinator.get(&new).await.expect_status(200);
        let seen = look(&coordinator, kept, dropped).await;
        merge(&coordinator, &seen, &[]).await;

        let form = format!("form[action='{}']", address(survey, dropped));
        let refused = coordinator.submit(&way, &form, &[("state", "requested")]).await.expect_status(409);
        assert!(refused.text().contains("別の機関にまとめられました"), "{}", refused.text());
        let email = [("email", "late@example.jp")];
        coordinator.submit(&contact, "form.form", &email).await.expect_status(409);
        // An old version of a note comes back where the note belongs now.
        let old = coordinator.get(&format!("{}/versions/1", note.path)).await.expect_status(200);
        coordinator.submit(&old, "main form.section", &[]).await.expect_status(303);
        let hearings = store::hearings::of_agency(app.db(), kept).await.expect("they can be read");
        assert_eq!(hearings.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_people_changed_since_is_not_undone() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (kept, dropped) = (agencies[0], agencies[2]);
        let page = coordinator.get(&address(survey, dropped)).await;
        let form = |agency| format!("form[action='{}']", address(survey, agency));
        coordinator.submit(&page, &form(dropped), &[("state", "requested")]).await.expect_status(303);
        // A new name.
        let seen = look(&coordinator, kept, dropped).await;
        let page = merge(&coordinator, &seen, &[("name", "dropped")]).await;
        let edit = coordinator.get(&page.link("名前や種別を直す")).await;
        coordinator.submit(&edit, "form.form", &[("name", "新しい名前")]).await.expect_status(303);
        let refused = coordinator.get(&format!("/agencies/{}", kept.0)).await;
        assert!(refused.text().contains("名前や種別などを直したため"), "{}", refused.text());
        assert!(!refused.has("form[action$='/undo']"));
        // The form of a page that was opened before says why, and changes nothing.
        let before = holdings(app).await;
        let late = coordinator.submit(&page, "form[action$='/undo']", &[]).await.expect_status(303);
        assert!(coordinator.follow(late).await.text().contains("元に戻せませんでした"));
        assert_eq!(holdings(app).await, before);

        // What holds of its own name is no reason; a step towards the hearing is.
        let edit = coordinator.get(&format!("/agencies/{}/edit", kept.0)).await;
        coordinator.submit(&edit, "form.form", &[("name", "架空機関02")]).await.expect_status(303);
        let page = coordinator.get(&address(survey, kept)).await;
        coordinator.submit(&page, &form(kept), &[("state", "arranging")]).await.expect_status(303);
        let refused = coordinator.get(&format!("/agencies/{}", kept.0)).await;
        assert!(refused.text().contains("ヒアリングの進みが変わったため"), "{}", refused.text());
    })
    .await;
}

#[tokio::test]
async fn of_two_known_invitations_the_answered_one_holds_and_two_answers_both_stay() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp", "c@example.jp"];
        let open = invited(app, &coordinator, InvitingMode::Known, &emails).await;
        let all = invitations(app, &open).await;
        let of =
            |agency: i64| all.iter().find(|one| one.agency_id == AgencyId(agency)).expect("it is invited");
        for (agency, words) in [(3, "三の声"), (2, "二の声")] {
            let person = app.visitor();
            let first = open_invitation(&person, &link(app, of(agency))).await;
            let check = answer(&person, &first, words).await;
            send(&person, &check).await.expect_status(303);
        }
        let before = holdings(app).await;
        let seen = look(&coordinator, AgencyId(1), AgencyId(3)).await;
        assert!(seen.text().contains("そちらを使います"), "{}", seen.text());
        let page = merge(&coordinator, &seen, &[]).await;
        assert!(page.text().contains("三の声"), "{}", page.text());
        let now = invitations(app, &open).await;
        let holding = now.iter().find(|one| one.agency_id == AgencyId(1)).expect("it is invited");
        assert_eq!((holding.id, holding.is_answered), (of(3).id, true));
        assert_eq!(now.len(), 3, "the other one is set aside, not removed");
        let list = coordinator.get(&format!("/questionnaires/{}/invitations", open.questionnaire.0)).await;
        assert_eq!(list.texts("#invitations-table tbody tr").len(), 2, "{}", list.text());

        let seen = look(&coordinator, AgencyId(1), AgencyId(2)).await;
        assert!(seen.text().contains("両方が回答しています"), "{}", seen.text());
        let page = merge(&coordinator, &seen, &[]).await;
        assert!(page.text().contains("三の声") && page.text().contains("二の声"), "{}", page.text());
        let from = store::invitations::agencies_of_responses(app.db(), open.questionnaire).await;
        let from: Vec<AgencyId> =
            from.expect("they can be read").into_iter().map(|(_, one)| one.id).collect();
        assert_eq!(from, [AgencyId(1), AgencyId(1)], "both answers are of the agency that stands");

        // Undone the other way round.
        undo(&coordinator, AgencyId(1)).await;
        undo(&coordinator, AgencyId(1)).await;
        assert_eq!(holdings(app).await, before);
    })
    .await;
}

/// What a page says, without its secret parts.
fn words(page: &Page) -> (String, Vec<String>) {
    (page.text(), page.attributes("input[name=seen]", "value"))
}

#[tokio::test]
async fn anonymous_invitations_are_merged_without_looking_at_whether_they_were_answered() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp", "c@example.jp"];
        let open = invited(app, &coordinator, InvitingMode::Anonymous, &emails).await;
        let all = invitations(app, &open).await;
        let (kept, dropped) = (AgencyId(1), AgencyId(3));
        // The page that says that they were invited.
        coordinator.get("/agencies").await;
        let unanswered = words(&look(&coordinator, kept, dropped).await);
        assert!(unanswered.0.contains("どちらが回答したかは見ません"), "{}", unanswered.0);
        let person = app.visitor();
        let of_dropped = all.iter().find(|one| one.agency_id == dropped).expect("it is invited");
        let check = answer(&person, &open_invitation(&person, &link(app, of_dropped)).await, "声").await;
        send(&person, &check).await.expect_status(303);
        let seen = look(&coordinator, kept, dropped).await;
        assert_eq!(words(&seen), unanswered, "the page is the same whoever has answered");
        merge(&coordinator, &seen, &[]).await;
        let now = invitations(app, &open).await;
        let place = |one: &surveys::entity::invitation::Model| (one.id, one.agency_id, one.response_id);
        assert_eq!(
            now.iter().map(place).collect::<Vec<_>>(),
            all.iter().map(place).collect::<Vec<_>>(),
            "each stays where it was"
        );
        let record = dump(app.db()).await["agency_merges"][0]["record"].clone();
        assert!(!record.contains("answered") && !record.contains("response"), "{record}");

        // An agency that was not invited takes the invitation over only where no rate of a group changes by it.
        for (kind, fate) in [("22", "の招待が移ります"), ("12", "招待は移しません")] {
            let input = AgencyInput {
                name: format!("あとから加えた機関{kind}"),
                kind: kind.to_owned(),
                region: RegionId(2),
                note: String::new(),
            };
            let late = store::agencies::create(app.db(), input, UserId(1)).await.expect("an agency").id;
            let seen = look(&coordinator, late, kept).await;
            assert!(seen.text().contains(fate), "{}", seen.text());
        }

        // One that is invited stays in its group: another kind or area would tell by the rates whether it has answered.
        let input = AgencyInput {
            name: "種別の違う機関".to_owned(),
            kind: "12".to_owned(),
            region: RegionId(2),
            note: String::new(),
        };
        let other = store::agencies::create(app.db(), input, UserId(1)).await.expect("an agency").id;
        let seen = look(&coordinator, kept, other).await;
        assert!(seen.has("input[name=name]") && !seen.has("input[name=kind]"), "{}", seen.describe());
        merge(&coordinator, &seen, &[("kind", "dropped")]).await;
        assert_eq!(store::agencies::find(app.db(), kept).await.expect("it stays").kind, "22");
    })
    .await;
}

#[tokio::test]
async fn two_people_at_once_and_a_change_in_between_do_no_harm() {
    on_both(async |app| {
        let (coordinator, _, agencies) = survey_with_agencies(app).await;
        let (kept, dropped) = (agencies[0], agencies[2]);
        let seen = look(&coordinator, kept, dropped).await;
        // A contact is added after the page was opened.
        let new = coordinator.get(&format!("/agencies/{}/contacts/new", dropped.0)).await;
        coordinator.submit(&new, "form.form", &[("email", "new@example.jp")]).await.expect_status(303);
        let page = merge(&coordinator, &seen, &[]).await;
        assert!(page.text().contains("まとめていません"), "{}", page.text());
        assert_eq!(n_merges(app).await, 0);

        // Both ways round at once, and one of them twice.
        let one = look(&coordinator, kept, dropped).await;
        let other = look(&coordinator, dropped, kept).await;
        let (first, second, third) = (
            coordinator.submit(&one, "form.form", &[]),
            coordinator.submit(&other, "form.form", &[]),
            coordinator.submit(&one, "form.form", &[]),
        );
        let (first, second, third) = tokio::join!(first, second, third);
        for page in [first, second, third] {
            page.expect_status(303);
        }
        assert_eq!(n_merges(app).await, 1, "one of the two ways");
        let contacts = store::contacts::list(app.db()).await.expect("they can be read");
        let holders: std::collections::BTreeSet<AgencyId> = contacts
            .iter()
            .map(|contact| contact.agency_id)
            .filter(|agency| [kept, dropped].contains(agency))
            .collect();
        assert_eq!(holders.len(), 1, "all contacts are with the one that stands");
        let same = format!("/agencies/{}/merge/{}", kept.0, kept.0);
        coordinator.get(&same).await.expect_status(404);
    })
    .await;
}
