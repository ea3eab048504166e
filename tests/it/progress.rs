//! How a survey stands: every number is that of the analysis, leads to its answers, and tells no more than the reader may know.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::InvitingMode;
use tests::closed_answers::{answer, definition};
use tests::inviting::{invitations, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};
use tests::{demo, free_answers};

use crate::invited;

fn address(open: &OpenSurvey) -> String {
    format!("/surveys/{}/progress", open.survey.0)
}

/// The cells of the row of a table that begins with these words.
fn row(page: &Page, table: &str, words: &str) -> Vec<String> {
    let rows = page.texts(&format!("{table} tbody tr"));
    let place = rows.iter().position(|row| row.contains(words)).expect("the row is there");
    page.texts(&format!("{table} tbody tr:nth-child({}) td", place + 1))
}

fn matrix() -> [Value; 2] {
    [
        json!({ "type": "matrix", "name": "ties", "title": "関わり", "rows": ["r1", "r2", "r3", "r4"],
            "columns": ["0|無い", "1|有る"] }),
        json!({ "type": "comment", "name": "free", "title": "自由記述" }),
    ]
}

/// Two people who answer a matrix; one of them gives one answer in all rows and writes nothing.
async fn two_people(app: &TestApp, open: &OpenSurvey) {
    let ties = |last| [("ties.r1", "1"), ("ties.r2", "1"), ("ties.r3", "1"), ("ties.r4", last)];
    answer(app, open, &ties("1")).await;
    answer(app, open, &[ties("0").as_slice(), &[("free", "送迎がない。")]].concat()).await;
}

#[tokio::test]
async fn answers_that_want_a_second_look_are_counted_and_listed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&matrix())).await;
        two_people(app, &open).await;
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        for words in ["同じ答え", "何も書いていない"] {
            let cells = row(&page, "#quality-table", words);
            assert_eq!((cells[0].as_str(), cells[2].as_str()), ("1", "2"), "{words}: {cells:?}");
        }
        assert_eq!(row(&page, "#quality-table", "合わない")[0], "0");
        assert_eq!(row(&page, "#quality-table", "とても速い")[2], "時刻が足りません");
        let links = page.attributes("#quality-table a", "href");
        assert_eq!(links.len(), 2, "{links:?}");
        for link in links {
            let list = coordinator.get(&link).await.expect_status(200);
            assert_eq!(list.texts("#responses tbody tr").len(), 1, "{}", list.describe());
        }
    })
    .await;
}

#[tokio::test]
async fn a_researcher_sees_neither_days_nor_who_wants_a_look() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&matrix())).await;
        for _ in 0..3 {
            two_people(app, &open).await;
        }
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        assert_eq!(page.texts("#arrivals-table tbody tr:last-child td")[1], "6", "all that came so far");
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&address(&open)).await.expect_status(200);
        assert!(!page.has("#arrivals-table") && page.text().contains("日ごとの数は、チーム内だけ"));
        assert!(!page.has("#states-table"), "hearings are for those who see agencies");
        assert!(page.attributes("#quality-table a", "href").is_empty());
        assert!(page.has("#quality-table .suppressed"), "three of six are too few");
        let typed = format!(
            "/surveys/{}/analysis/responses?questionnaire={}&check=straight",
            open.survey.0, open.questionnaire.0
        );
        assert!(!researcher.get(&typed).await.expect_status(200).has("#responses"));
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&address(&open)).await.expect_status(403);
    })
    .await;
}

/// Seven gave one answer in all rows and six in all but the last. Two more who differ in the first row are a small cell of the tables of two
/// rows, and those who gave one answer are a sum of these cells.
#[tokio::test]
async fn one_answer_in_all_rows_is_told_outside_where_no_two_rows_withhold_a_cell() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&matrix())).await;
        let say = async |first: &'static str, last: &'static str| {
            let ties = [("ties.r1", first), ("ties.r2", "1"), ("ties.r3", "1"), ("ties.r4", last)];
            answer(app, &open, &ties).await;
        };
        for place in 0..13 {
            say("1", if place < 7 { "1" } else { "0" }).await;
        }
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&address(&open)).await.expect_status(200);
        let told = row(&page, "#quality-table", "同じ答え");
        assert_eq!((told[0].as_str(), told[2].as_str()), ("7", "13"), "{told:?}");
        say("0", "1").await;
        say("0", "1").await;
        let page = researcher.get(&address(&open)).await.expect_status(200);
        let told = row(&page, "#quality-table", "同じ答え").concat();
        assert!(told.contains('＊') && !told.contains('7') && !told.contains("15"), "{told}");
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        assert_eq!(row(&page, "#quality-table", "同じ答え")[0], "7", "inside all is told");
    })
    .await;
}

/// Of how many it can be said that they were fast tells, beside all responses, how many came on paper.
#[tokio::test]
async fn how_many_have_a_time_is_not_told_outside_where_few_have_none() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&matrix())).await;
        for _ in 0..6 {
            two_people(app, &open).await;
        }
        // However fast this machine is, nobody was faster than the others.
        let same = "UPDATE responses SET started_at = submitted_at, revision = revision + 1";
        app.db().execute_unprepared(same).await.expect("all took as long");
        let (researcher, fast) = (app.login(Role::Researcher).await, "とても速い");
        let told = async |person: &Session| {
            row(&person.get(&address(&open)).await.expect_status(200), "#quality-table", fast)
        };
        assert_eq!(told(&researcher).await[2], "12", "all have a time");
        for (n_on_paper, is_told) in [(1, false), (4, false), (5, true)] {
            for response in submitted(app, open.questionnaire).await.iter().take(n_on_paper) {
                let on_paper = format!(
                    "UPDATE responses SET source = 'paper', revision = revision + 1 WHERE id = {}",
                    response.id.0
                );
                app.db().execute_unprepared(&on_paper).await.expect("it came on paper");
            }
            let (inside, outside) = (told(&coordinator).await, told(&researcher).await);
            assert_eq!(inside[2], (12 - n_on_paper).to_string(), "inside all is told");
            assert_eq!(outside[2] == inside[2], is_told, "{n_on_paper} on paper: {outside:?}");
            assert!(is_told || outside[2].contains('＊'), "{outside:?}");
        }
    })
    .await;
}

/// Two answers are too few for a researcher: that is said in place of numbers, none of which is 0.
#[tokio::test]
async fn of_few_answers_a_researcher_reads_that_they_are_few() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&matrix())).await;
        two_people(app, &open).await;
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&address(&open)).await.expect_status(200);
        let value = page.first(".stat-value");
        assert!(value.contains('*') && value.contains("5件未満のため出しません"), "{value}");
        assert!(!page.has("#quality-table"), "{}", page.describe());
        let themes = format!("/surveys/{}/analysis/themes", open.survey.0);
        let page = researcher.get(&themes).await.expect_status(200);
        let cells = page.texts("#stances-table tbody td");
        assert!(!cells.is_empty() && cells.iter().all(|cell| cell.contains('＊')), "{cells:?}");
        assert!(!page.has("#challenges-table") && page.text().contains("5件未満のため出しません"));
        let page = coordinator.get(&themes).await.expect_status(200);
        assert!(page.has("#challenges-table"), "internal work counts them: {}", page.describe());
    })
    .await;
}

/// Where many were asked for words and nobody wrote any, that is known, however few answered what asks for none.
#[tokio::test]
async fn few_who_were_not_asked_for_words_leave_true_zeros_of_texts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&matrix())).await;
        let ties = [("ties.r1", "1"), ("ties.r2", "1"), ("ties.r3", "1"), ("ties.r4", "0")];
        for _ in 0..6 {
            answer(app, &open, &ties).await;
        }
        let closed = open_second(app, &coordinator, open.survey, &definition(&matrix()[..1])).await;
        answer(app, &closed, &ties).await;
        let researcher = app.login(Role::Researcher).await;
        let themes = format!("/surveys/{}/analysis/themes", open.survey.0);
        let page = researcher.get(&themes).await.expect_status(200);
        let cells = page.texts("#stances-table tbody td");
        assert!(cells.iter().any(|cell| cell.starts_with('0')), "{cells:?}");
        assert!(!cells.iter().any(|cell| cell.contains('＊')), "{cells:?}");
        let words = definition(&matrix());
        let asking = open_second(app, &coordinator, open.survey, &words).await;
        answer(app, &asking, &ties).await;
        let page = researcher.get(&themes).await.expect_status(200);
        let cells = page.texts("#stances-table tbody td");
        assert!(!cells.is_empty() && cells.iter().all(|cell| cell.contains('＊')), "{cells:?}");
    })
    .await;
}

/// The rates of the invited are those of the page of invitations, with what is withheld there.
async fn assert_rates_of_invitations(coordinator: &Session, open: &OpenSurvey, page: &Page) {
    let address = format!("/questionnaires/{}/invitations", open.questionnaire.0);
    let list = coordinator.get(&address).await.expect_status(200);
    for by in ["kind", "region"] {
        let cells = page.texts(&format!("#invited-{by} td"));
        assert!(!cells.is_empty(), "{by}: {}", page.describe());
        assert_eq!(cells, list.texts(&format!("#rates-{by} td")), "{by}");
    }
}

#[tokio::test]
async fn answers_are_set_against_who_was_invited() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp"];
        let open = invited::invited(app, &coordinator, InvitingMode::Known, &emails).await;
        let all = invitations(app, &open).await;
        let person = app.visitor();
        let first = open_invitation(&person, &link(app, &all[0])).await.expect_status(200);
        let check = invited::answer(&person, &first, "一つ").await;
        invited::send(&person, &check).await.expect_status(303);
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        let total = page.texts("#invited-region tbody tr:last-child td");
        assert_eq!((total[0].as_str(), total.last().map(String::as_str)), ("2", Some("50.0%")), "{total:?}");
        assert_rates_of_invitations(&coordinator, &open, &page).await;
        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&address(&open)).await.expect_status(200);
        assert!(!seen.has("#invited-kind"), "who is invited is for those who see invitations");
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_wave_has_no_days() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let emails = ["a@example.jp", "b@example.jp"];
        let open = invited::invited(app, &coordinator, InvitingMode::Anonymous, &emails).await;
        let all = invitations(app, &open).await;
        let person = app.visitor();
        let first = open_invitation(&person, &link(app, &all[0])).await.expect_status(200);
        let check = invited::answer(&person, &first, "一つ").await;
        invited::send(&person, &check).await.expect_status(303);
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        assert!(!page.has("#arrivals-table"), "no day of an anonymous answer is shown");
        assert!(page.text().contains("いつ届いたかは残していません"));
        assert_rates_of_invitations(&coordinator, &open, &page).await;
        assert!(page.has("#invited-kind") && page.text().contains("無記名のため"), "{}", page.describe());
        assert_eq!(row(&page, "#quality-table", "とても速い")[2], "時刻が足りません");
    })
    .await;
}

#[tokio::test]
async fn a_theme_that_nobody_named_before_is_new() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &free_answers::definition()).await;
        let words = "送迎の手段がなく、通勤ができない。交通費も足りない。";
        free_answers::answer(app, &open, &["1", "2", "3"], words).await;
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        let section = page.first("section[aria-labelledby='new-themes']");
        assert!(section.contains("この7日間の文章は1人分、それより前は0人分"), "{section}");
        assert!(section.contains("新しく出たり増えたりしたものはありません"), "nobody has coded: {section}");
    })
    .await;
}

/// The seven days move on every day: beside the numbers of yesterday they would tell of single people.
#[tokio::test]
async fn what_is_new_in_seven_days_is_for_the_team_alone() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &free_answers::definition()).await;
        let words = "送迎の手段がなく、通勤ができない。交通費も足りない。";
        for _ in 0..6 {
            free_answers::answer(app, &open, &["1", "2", "3"], words).await;
        }
        let section = "section[aria-labelledby='new-themes']";
        let page = coordinator.get(&address(&open)).await.expect_status(200);
        assert!(
            page.has("#new-suggested-table") && page.first(section).contains("6人分"),
            "{}",
            page.describe()
        );
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&address(&open)).await.expect_status(200);
        let seen = page.first(section);
        assert!(seen.contains("チーム内だけ") && seen.contains("毎日ずれていく"), "{seen}");
        assert!(!page.has(&format!("{section} table")) && !seen.contains("人分"), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn the_demo_stands_on_one_page_that_is_not_large() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let page = coordinator.get("/surveys/1/progress").await.expect_status(200);
        assert!(page.has("#states-table") && page.has("#kinds-table") && page.has("#couples"));
        assert!(page.body.len() < 100_000, "{} bytes", page.body.len());
        let numbers = page.texts("#states-table tbody td:nth-child(2)");
        let n: usize = numbers.iter().map(|n| n.parse::<usize>().expect("a number")).sum();
        let all = coordinator.get("/surveys/1/hearings").await.expect_status(200);
        assert!(n > 0 && all.text().contains(&format!("{n}機関")), "every agency has one state: {numbers:?}");
        let note = |by: &str| page.first(&format!("figure:has([id^='rate-{by}']) .figure-note"));
        assert!(note("region").contains("圏域の分からない機関・回答も"), "{}", note("region"));
        assert!(!note("kind").contains("圏域の分からない"), "{}", note("kind"));
        assert!(note("kind").contains("種別の分からない回答は、全体の数にだけ"), "{}", note("kind"));
        let shared = coordinator.get(&page.link("同じ設問を圏域ごとに見る")).await.expect_status(200);
        assert!(shared.has("figure table"), "the shared questions by area");
    })
    .await;
}
