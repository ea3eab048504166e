//! Long lists are shown page by page: no page is too heavy, none loses a line, and what was asked for holds on the next one.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use server::auth::Role;
use server::view::time;
use surveys::entity::state::{InvitingMode, PromiseState};
use surveys::id::{AgencyId, SurveyId, UserId};
use surveys::store;
use surveys::store::promises::{Place, PromiseInput};
use tests::inviting::{add_agencies, invitations, letter_code};
use tests::open_survey::{create_survey, open_definition};
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::address;
use crate::invited::{invited, questionnaire};

/// What no page may have more of, in bytes.
const MOST_BYTES: usize = 100_000;
/// Agencies of a large region.
const N: usize = 230;

async fn large_survey(app: &TestApp) -> (Session, SurveyId, Vec<AgencyId>) {
    let coordinator = app.login(Role::Coordinator).await;
    let survey = create_survey(app, &coordinator).await;
    let agencies = add_agencies(app, &[""; N]).await;
    (coordinator, survey, agencies)
}

async fn light(coordinator: &Session, path: &str) -> Page {
    let page = coordinator.get(path).await.expect_status(200);
    assert!(page.body.len() < MOST_BYTES, "{path} has {} bytes", page.body.len());
    page
}

/// A list from this page on, by the links to the next one.
async fn pages(coordinator: &Session, first: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let page = light(coordinator, &path).await;
        next = page.attributes(".pagination a[rel=next]", "href").pop();
        pages.push(page);
        assert!(pages.len() <= N, "the pages have an end");
    }
    assert!(pages.len() > 1, "{first} is long");
    pages
}

/// What stands on the pages at this place, which is nowhere twice.
fn lines(pages: &[Page], selector: &str) -> Vec<String> {
    let lines: Vec<String> = pages.iter().flat_map(|page| page.texts(selector)).collect();
    let different: BTreeSet<&String> = lines.iter().collect();
    assert_eq!(different.len(), lines.len(), "nothing stands twice");
    lines
}

#[tokio::test]
async fn a_large_region_is_listed_page_by_page_and_whoever_comes_next_stands_first() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = large_survey(app).await;
        let [first, then] = [2, 3].map(|days| (time::today() + TimeDelta::days(days)).to_string());
        let path = address(survey, agencies[N - 1]);
        let page = coordinator.get(&path).await;
        let call = [("state", "requested"), ("next_contact_on", then.as_str())];
        coordinator.submit(&page, &format!("form[action='{path}']"), &call).await.expect_status(303);
        let path = address(survey, agencies[N - 2]);
        let page = coordinator.get(&path).await;
        let meeting = [("day", first.as_str()), ("clock", "10:00"), ("place", "相談室1")];
        let form = format!("form[action='{path}/appointment']");
        coordinator.submit(&page, &form, &meeting).await.expect_status(303);

        let list = format!("/surveys/{}/hearings", survey.0);
        let all = pages(&coordinator, &list).await;
        let names = lines(&all, "#hearing-list tbody th");
        assert_eq!(names.len(), N);
        assert_eq!(names[..2], ["架空機関228", "架空機関229"], "the appointment, then the call");
        assert!(all.iter().all(|page| page.first("#hearing-list caption").contains(&N.to_string())));
        let some = pages(&coordinator, &format!("{list}?state=not_contacted&kind=12")).await;
        assert_eq!(lines(&some, "#hearing-list tbody th").len(), N / 2 - 1, "but the one that is asked");
        for page in &some {
            let chosen = page.form("form.filters").fields;
            for (name, value) in [("state", "not_contacted"), ("kind", "12")] {
                assert!(
                    chosen.iter().any(|field| field == &(name.to_owned(), value.to_owned())),
                    "{chosen:?}"
                );
            }
        }

        let all = pages(&coordinator, "/agencies").await;
        assert_eq!(lines(&all, "main tbody th").len(), N);
        let some = pages(&coordinator, "/agencies?kind=22").await;
        assert_eq!(lines(&some, "main tbody th").len(), N / 2);

        let board = light(&coordinator, &format!("{list}/board")).await;
        let cards = board.texts("section[aria-labelledby=column-not_contacted] .board-card");
        assert!((1..N).contains(&cards.len()), "{}", cards.len());
        assert!(board.first("#column-not_contacted").contains(&(N - 2).to_string()), "all are counted");
    })
    .await;
}

#[tokio::test]
async fn invitations_are_listed_page_by_page_and_marking_one_keeps_the_page() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &[""; N]).await;
        let list = format!("/questionnaires/{}/invitations", open.questionnaire.0);
        assert_eq!(lines(&pages(&coordinator, &list).await, "#invitations-table tbody th").len(), N);
        let some = pages(&coordinator, &format!("{list}?kind=22")).await;
        assert_eq!(lines(&some, "#invitations-table tbody th").len(), N / 2);
        let form = "#invitations-table form[action*='/answered']";
        let marked = coordinator.submit(&some[1], form, &[]).await.expect_status(303);
        let back = marked.location().expect("an address").to_owned();
        assert_eq!(back, format!("{list}?kind=22&page=2"));
        assert!(light(&coordinator, &back).await.first("#invitations-table tbody tr").contains("回答済み"));
    })
    .await;
}

#[tokio::test]
async fn agencies_ticked_on_several_pages_are_all_invited_and_no_others() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questionnaire()).await;
        let agencies = add_agencies(app, &[""; N]).await;
        let base = format!("/questionnaires/{}", open.questionnaire.0);
        let page = coordinator.get(&format!("{base}/inviting")).await.expect_status(200);
        coordinator.submit(&page, "form.form", &[("mode", "known")]).await.expect_status(303);

        let form = "form[method=post]:has(#agencies-table)";
        let ids = |page: &Page| page.attributes("#agencies-table [name=agency]", "value");
        let mut page = light(&coordinator, &format!("{base}/invitations/new")).await;
        let mut seen = ids(&page);
        let ticked = seen[3].clone();
        page =
            coordinator.submit(&page, form, &[("page", "2"), ("agency", &ticked)]).await.expect_status(200);
        assert!(ticks(&page).contains(&ticked) && !ids(&page).contains(&ticked), "{}", page.describe());
        let other = ids(&page)[0].clone();
        // Behind a tick of another page, which the form sends with its own.
        let mut sent = page.form(form).fields;
        sent.retain(|(name, _)| name != "csrf");
        sent.extend([("agency".to_owned(), other.clone()), ("page".to_owned(), "3".to_owned())]);
        seen.extend(ids(&page));
        let fields: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        page = coordinator.post_form(&format!("{base}/invitations/new"), &fields).await.expect_status(200);
        for number in ["4", "5"] {
            seen.extend(ids(&page));
            page = coordinator.submit(&page, form, &[("page", number)]).await.expect_status(200);
            assert!(page.body.len() < MOST_BYTES, "{} bytes", page.body.len());
        }
        seen.extend(ids(&page));
        let different: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), different.len()), (N, N), "each agency stands on one page");

        // Other conditions, and none at all, keep the ticks, too.
        page = coordinator.submit(&page, form, &[("go", "filter"), ("kind", "12")]).await.expect_status(200);
        assert!(page.first("#agencies-table caption").contains(&(N / 2).to_string()), "{}", page.describe());
        page = coordinator.submit(&page, form, &[("go", "clear")]).await.expect_status(200);
        assert_eq!(ticks(&page), BTreeSet::from([other.clone(), ticked.clone()]));
        coordinator.submit(&page, form, &[("go", "ticked")]).await.expect_status(303);
        let invited: BTreeSet<String> =
            invitations(app, &open).await.iter().map(|one| one.agency_id.0.to_string()).collect();
        assert_eq!(invited, BTreeSet::from([other, ticked]));

        // All of a kind, with one of another kind that was ticked before.
        let page = light(&coordinator, &format!("{base}/invitations/new?kind=12")).await;
        let first = not_invited(&agencies, &invited);
        let all = [("go", "all"), ("agency", first.as_str())];
        coordinator.submit(&page, form, &all).await.expect_status(303);
        let of_kind = agencies.iter().skip(1).step_by(2);
        let wanted: BTreeSet<String> =
            of_kind.map(|id| id.0.to_string()).chain(invited).chain([first]).collect();
        let now: BTreeSet<String> =
            invitations(app, &open).await.iter().map(|one| one.agency_id.0.to_string()).collect();
        assert_eq!(now, wanted);
    })
    .await;
}

/// Numbers of the agencies that are ticked on a page, wherever they stand on it.
fn ticks(page: &Page) -> BTreeSet<String> {
    page.attributes("[name=agency][checked]", "value").into_iter().collect()
}

/// An agency of the first kind that is not invited.
fn not_invited(agencies: &[AgencyId], invited: &BTreeSet<String>) -> String {
    let mut numbers = agencies.iter().step_by(2).map(|id| id.0.to_string());
    numbers.find(|number| !invited.contains(number)).expect("not all are invited")
}

#[tokio::test]
async fn letters_are_printed_in_parts_with_each_agency_once_even_if_somebody_answers_meanwhile() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &[""; N]).await;
        let print = format!("/questionnaires/{}/invitations/print", open.questionnaire.0);
        let first = coordinator.get(&print).await.expect_status(200);
        assert_eq!(first.texts(".letter-sheet").len(), 50);
        assert!(first.body.len() < 3 * MOST_BYTES, "{} bytes", first.body.len());
        assert_eq!(first.first("main h2.no-print"), "1〜50通目");
        let ways = first.texts(".pagination a");
        assert_eq!(ways.len(), 3, "this part, the next one and the last one: {ways:?}");
        let mut parts = vec![coordinator.get(&print).await.expect_status(200)];
        while let Some(next) = parts[parts.len() - 1].attributes("a[rel=next]", "href").pop() {
            parts.push(coordinator.get(&format!("{print}{next}")).await.expect_status(200));
            assert!(parts.len() <= N, "the parts have an end");
        }
        assert_eq!(parts.len(), N.div_ceil(50));
        let codes = lines(&parts, ".letter-code");
        assert_eq!(codes.len(), N);
        assert_eq!(parts[0].texts(".letter-code"), first.texts(".letter-code"));

        // An agency of the first part answers before the next one is opened.
        let answered = invitations(app, &open).await;
        let answered = answered.iter().find(|one| letter_code(app, one) == codes[0].replace('-', ""));
        let answered = answered.expect("the first letter is to somebody").id.0;
        let path = format!("/invitations/{answered}/answered");
        coordinator.post_form(&path, &[]).await.expect_status(303);
        let mut then = vec![first];
        while let Some(next) = then[then.len() - 1].attributes("a[rel=next]", "href").pop() {
            then.push(coordinator.get(&format!("{print}{next}")).await.expect_status(200));
            assert!(then.len() <= N, "the parts have an end");
        }
        assert_eq!(lines(&then, ".letter-code"), codes, "no letter is left out");

        // What names no invitation leads to the first part.
        let odd = coordinator.get(&format!("{print}?from=x")).await.expect_status(200);
        assert_eq!(odd.first("main h2.no-print"), "1〜50通目");
        let fax = coordinator.get(&format!("{print}?what=fax")).await.expect_status(200);
        assert_eq!(fax.texts("#fax-table tbody tr").len(), N - 1, "a list is in one part for long");

        // All of the last part answer before it is opened: nothing is left, least of all the first part.
        let last: Vec<String> =
            then[then.len() - 1].texts(".letter-code").iter().map(|code| code.replace('-', "")).collect();
        for one in invitations(app, &open).await.iter().filter(|one| last.contains(&letter_code(app, one))) {
            coordinator
                .post_form(&format!("/invitations/{}/answered", one.id.0), &[])
                .await
                .expect_status(303);
        }
        let way = then[then.len() - 2].attributes("a[rel=next]", "href").pop().expect("a last part");
        let behind = coordinator.get(&format!("{print}{way}")).await.expect_status(200);
        assert!(behind.texts(".letter-sheet").is_empty(), "{}", behind.describe());
        assert!(!behind.texts(".pagination a").is_empty(), "and the parts can be reached");
    })
    .await;
}

#[tokio::test]
async fn today_shows_what_there_is_room_for_and_leads_to_the_rest() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let n = 120;
        for number in 0..n {
            let input = PromiseInput {
                body: format!("架空の宿題{number}番"),
                is_theirs: false,
                owner: None,
                due_on: Some(time::today()),
                state: PromiseState::Open,
            };
            let place = Place { survey, agency: None, hearing: None };
            store::promises::create(app.db(), place, input, UserId(1)).await.expect("it is made");
        }
        let today = format!("/surveys/{}/today", survey.0);
        for path in ["/today", &format!("{today}?owner=me")] {
            let page = light(&coordinator, path).await;
            let shown = page.texts(".thing-title").len();
            assert!((1..n).contains(&shown), "{shown}");
            assert!(page.first(".today-counts").contains(&n.to_string()), "all are counted");
        }
        let page = light(&coordinator, &format!("{today}?owner=me")).await;
        let more = page.attributes(&format!("a[href^='{today}?owner=me&show=']"), "href").remove(0);
        let rest = pages(&coordinator, &more).await;
        assert_eq!(lines(&rest, ".thing-title").len(), n);
        assert!(rest.iter().all(|page| page.first(".today-counts").contains(&n.to_string())));
        let back = way_back(&rest[1], &today);
        assert_eq!(back, format!("{today}?owner=me"));

        let list = format!("/surveys/{}/promises", survey.0);
        assert_eq!(lines(&pages(&coordinator, &list).await, ".thing-title").len(), n);
    })
    .await;
}

/// The link that leads from one group back to all.
fn way_back(page: &Page, today: &str) -> String {
    let hrefs = page.attributes("main p > a", "href");
    hrefs.into_iter().find(|href| href.starts_with(today)).expect("a way back")
}
