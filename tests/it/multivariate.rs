//! Network, correspondence, clusters, map and topics: numbers lead to the texts they count, and what few people said stays out
//! before anything is computed.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::free_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::{Engine, Page, Session, TestApp, demo, on_embedded};

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

/// Six people write of one thing, six of another, and three of a third.
async fn written(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    let texts = [(6, "主治医に意見書を頼む。"), (6, "企業に求人がない。"), (3, "手帳を窓口で申請する。")];
    for (n, words) in texts {
        for _ in 0..n {
            answer(app, &open, &["1", "3"], words).await;
        }
    }
    open
}

/// Five words of which any two stand together in somebody's text.
async fn written_round(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    let texts = [
        (5, "主治医と意見書と求人。"),
        (6, "意見書と求人と手帳。"),
        (7, "求人と手帳と窓口。"),
        (5, "手帳と窓口と主治医。"),
        (6, "窓口と主治医と意見書。"),
    ];
    for (n, words) in texts {
        for _ in 0..n {
            answer(app, &open, &["1", "3"], words).await;
        }
    }
    open
}

fn path(open: &OpenSurvey, rest: &str) -> String {
    format!("/surveys/{}/analysis{rest}", open.survey.0)
}

/// The linked numbers of a table lead to as many texts.
async fn assert_numbers_lead_to_texts(person: &Session, page: &Page, table: &str) {
    let links = format!("{table} tbody td a[href*='/texts?']");
    let (numbers, hrefs) = (page.texts(&links), page.attributes(&links, "href"));
    assert!(!numbers.is_empty(), "no linked numbers in {table}: {}", page.describe());
    for (number, href) in numbers.iter().zip(hrefs) {
        let list = person.get(&href).await.expect_status(200);
        assert!(list.texts("main p.soft").contains(&format!("{number}件")), "{number}: {href}");
    }
}

#[tokio::test]
async fn a_network_leads_to_its_texts_and_leaves_few_people_out() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let page = coordinator.get(&path(&open, "/network")).await.expect_status(200);
        assert!(page.text().contains("n=15（人）。"), "said as on the page of words: {}", page.describe());
        let edges = page.texts("#table-edges tbody tr");
        assert!(edges.iter().any(|row| row.starts_with("主治医 意見書 6 1.000")), "{edges:#?}");
        // Each of the two words stands in a column of its own, so that the table can be sorted and joined by either.
        let heads = page.texts("#table-edges thead th");
        assert_eq!(heads[..2], ["語・コード1", "語・コード2"], "{heads:?}");
        let cells = page.texts("#table-edges tbody tr:first-child > :nth-child(-n+2)");
        assert!(cells.len() == 2 && cells.iter().all(|cell| !cell.contains(' ')), "{cells:?}");
        assert!(edges.iter().any(|row| row.contains("手帳") && row.contains("3 1.000")), "{edges:#?}");
        assert_numbers_lead_to_texts(&coordinator, &page, "#table-edges").await;
        assert_numbers_lead_to_texts(&coordinator, &page, "#table-nodes").await;
        let words = page.attributes("#table-nodes a[href*='/kwic?']", "href");
        assert!(!words.is_empty() && words.iter().all(|href| href.contains("&class=")), "{words:#?}");
        let tree = coordinator.get(&path(&open, "/network?tree=1&grouping=none")).await.expect_status(200);
        assert!(tree.texts("#table-edges tbody tr").len() < edges.len());

        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&path(&open, "/network?least=1")).await.expect_status(200);
        assert!(!seen.text().contains("手帳") && !seen.body.contains("手帳"), "{}", seen.describe());
        assert_numbers_lead_to_texts(&researcher, &seen, "#table-edges").await;
    })
    .await;
}

/// By hand, Jaccard's coefficients of the five words: 13 of 23, twice one half, 11 of 23, 11 of 24, and five below 1 ÷ 4.
#[tokio::test]
async fn edges_are_chosen_by_number_or_by_strength() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written_round(app, &coordinator).await;
        let edges = async |rest: &str| {
            let page = coordinator.get(&path(&open, &format!("/network{rest}"))).await.expect_status(200);
            (page.texts("#table-edges tbody tr").len(), page.text())
        };
        assert_eq!(edges("").await.0, 10);
        assert_eq!(edges("?coefficient=0.5").await.0, 3);
        assert_eq!(edges("?coefficient=0.45").await.0, 5);
        for useless in ["x", "-1", "0", "NaN", "7"] {
            let (n, text) = edges(&format!("?coefficient={useless}")).await;
            assert!(
                n == 10 && text.contains(&say("multivariate-network-coefficient", &[])),
                "{useless}: {text}"
            );
        }
        let (n, text) = edges("?coefficient=%EF%BC%90%EF%BC%8E%EF%BC%95").await;
        assert!(n == 3 && !text.contains(&say("multivariate-network-coefficient", &[])), "０．５: {text}");
        let (_, text) = edges("?measure=euclid").await;
        assert!(text.contains("ユークリッド距離による近さが0より大きい"), "{text}");
        assert!(text.contains(&say("multivariate-network-euclid", &[])), "{text}");
        let args = [("most", "2".to_owned()), ("threshold", "0.500".to_owned())];
        let raised = say("multivariate-network-limited", &args);
        let (n, text) = edges("?coefficient=0.2&edges=2").await;
        assert!(n == 3 && text.contains(&raised), "the third is as strong as the second: {n} {text}");
        let page = coordinator.get(&path(&open, "/network?least=NaN&edges=2")).await.expect_status(200);
        let value = |name: &str| page.attributes(&format!("input[name={name}]"), "value").concat();
        assert_eq!((value("least"), value("edges")), (String::new(), "2".to_owned()));
        assert!(!edges("?coefficient=0.5&edges=9").await.1.contains("上げました"));
        let name = say("multivariate-grouping-edge-betweenness", &[]);
        let grouped = say("multivariate-network-groups", &[("grouping", name)]);
        assert!(edges("?grouping=edge-betweenness").await.1.contains(&grouped));
    })
    .await;
}

#[tokio::test]
async fn clusters_and_maps_show_the_same_words_and_their_merges() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let page = coordinator.get(&path(&open, "/clusters?groups=3")).await.expect_status(200);
        let members = page.texts("#table-members tbody tr");
        assert_eq!(page.texts("#table-merges tbody tr").len() + 1, members.len());
        assert_eq!(page.texts("#table-clusters tbody tr").len(), 3);
        assert_numbers_lead_to_texts(&coordinator, &page, "#table-members").await;
        let round = written_round(app, &coordinator).await;
        let map = coordinator.get(&path(&round, "/map?measure=dice")).await.expect_status(200);
        assert_eq!(map.texts("#table-places tbody tr").len(), 5, "{}", map.describe());

        let researcher = app.login(Role::Researcher).await;
        let clusters = researcher.get(&path(&open, "/clusters?least=1")).await.expect_status(200);
        assert!(clusters.has("#table-members") && !clusters.body.contains("手帳"));
        let map = researcher.get(&path(&round, "/map?least=1")).await.expect_status(200);
        assert!(map.has("#table-places"), "{}", map.describe());
        for seen in [clusters, map] {
            assert!(!seen.has("#measure option[value=euclid]"), "what few people can be found by is offered");
        }
    })
    .await;
}

/// Six people of one thing and six of another: most pairs of words are as far apart as can be.
#[tokio::test]
async fn a_map_that_would_show_nothing_is_refused_in_words() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        for role in [Role::Coordinator, Role::Researcher] {
            let page = app.login(role).await.get(&path(&open, "/map")).await.expect_status(200);
            assert!(page.text().contains(&say("multivariate-shapeless", &[])), "{}", page.describe());
            assert!(!page.has("figure svg") && !page.has("#table-places"));
        }
        coordinator.get(&path(&open, "/files/map/figure.svg")).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn topics_are_groups_of_texts_that_can_be_opened() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let page = coordinator.get(&path(&open, "/topics")).await.expect_status(200);
        assert_eq!(page.texts("#table-topics tbody tr td:nth-child(2)"), ["6", "6", "3", "0"]);
        let words = page.texts("#table-topics tbody tr td:nth-child(3)");
        assert!(words.iter().take(3).all(|words| !words.is_empty()), "{words:?}");
        assert_numbers_lead_to_texts(&coordinator, &page, "#table-topics").await;
        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&path(&open, "/topics?least=1")).await.expect_status(200);
        assert_eq!(seen.texts("#table-topics tbody tr td:nth-child(2)"), ["6", "9"]);
        assert!(!seen.body.contains("手帳"));
        assert_numbers_lead_to_texts(&researcher, &seen, "#table-topics").await;
        // Three people would be in no topic, which all people and those in topics tell: the smaller topic goes with them.
        let joined = say("multivariate-topics-joined", &[("n", "1".to_owned()), ("least", "5".to_owned())]);
        assert!(seen.text().contains(&joined) && !page.text().contains(&joined), "{}", seen.describe());
        let total =
            say("multivariate-topics-total", &[("documents", "15".to_owned()), ("fewest", "3".to_owned())]);
        assert!(page.text().contains(&total), "{}", page.describe());
        assert!(page.text().contains("15件のうち") && page.text().contains("3個に 15件が入っています"));
        assert!(seen.text().contains("文章 15件を、5人以上が使った"), "{}", seen.describe());
        assert!(!seen.body.contains("12件") && !seen.body.contains("のどれかがある"), "{}", seen.describe());
        // The third topic, which the coordinator sees, cannot be had by typing its address.
        let typed = researcher.get(&path(&open, "/texts?topic=2-10-3")).await.expect_status(200);
        assert!(!typed.has("ul.texts"));
        let ward = coordinator.get(&path(&open, "/topics?linkage=ward")).await.expect_status(200);
        assert!(ward.text().contains("ユークリッド距離をWard法で"), "{}", ward.describe());
        assert_numbers_lead_to_texts(&coordinator, &ward, "#table-topics").await;
        let wrong = coordinator.get(&path(&open, "/texts?topic=x-1")).await.expect_status(200);
        assert!(!wrong.has("ul.texts"));
    })
    .await;
}

/// Six people who answer one of two questions with nothing, six who answer both so, and six who say something.
#[tokio::test]
async fn what_says_nothing_makes_no_topic() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut definition = definition();
        let more = json!({ "type": "comment", "name": "more", "title": "ほかに", "kt:role": "request" });
        definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(more);
        let open = open_definition(app, &coordinator, &definition).await;
        for words in [
            ["特になし", "主治医に意見書を頼む。"],
            ["特になし", "特になし"],
            ["企業に求人がない。", "窓口で相談する。"],
        ] {
            for _ in 0..6 {
                let fields = [("hard", words[0]), ("more", words[1])];
                answer_page(&app.visitor(), &open.link, &["1", "3"], &fields).await;
            }
        }
        let page = coordinator.get(&path(&open, "/topics")).await.expect_status(200);
        assert_eq!(
            page.texts("#table-topics tbody tr td:nth-child(2)"),
            ["6", "6", "6"],
            "{}",
            page.describe()
        );
        let mut faces = page.texts("#table-topics tbody tr td:nth-child(4)");
        faces.sort();
        assert_eq!(faces, ["", "主治医に意見書を頼む。", "企業に求人がない。 ／ 窓口で相談する。"]);
        let list = page.attributes("#table-topics a[href*='-none']", "href");
        let outside = coordinator.get(&list[0]).await.expect_status(200);
        assert_eq!(outside.texts("ul.texts > li").len(), 6, "{}", outside.describe());
        assert!(outside.text().contains("どの文章のまとまりにも入らない"), "{}", outside.describe());
        let left_out = say("multivariate-topics-blank", &[("n", "6".to_owned())]);
        assert!(page.text().contains(&left_out), "{}", page.describe());
    })
    .await;
}

/// Three of fifteen write 特になし and nothing else.
#[tokio::test]
async fn how_few_say_nothing_is_told_in_internal_work_alone() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for (n, words) in [(6, "主治医に意見書を頼む。"), (6, "企業に求人がない。"), (3, "特になし")]
        {
            for _ in 0..n {
                answer(app, &open, &["1", "3"], words).await;
            }
        }
        let researcher = app.login(Role::Researcher).await;
        let method = say("explore-method-blank", &[("n", "3".to_owned())]);
        let topics = say("multivariate-topics-blank", &[("n", "3".to_owned())]);
        let parts = ["/topics", "/network", "/words", "/word-table", "/themes"];
        for part in parts {
            let own = coordinator.get(&path(&open, part)).await.expect_status(200);
            assert!(own.text().contains(&method), "{part}: {}", own.describe());
            let seen = researcher.get(&path(&open, part)).await.expect_status(200);
            assert!(!seen.text().contains("記述なし"), "{part}: {}", seen.describe());
        }
        let own = coordinator.get(&path(&open, "/topics")).await.expect_status(200);
        assert!(own.text().contains(&topics), "{}", own.describe());
        let seen = researcher.get(&path(&open, "/topics")).await.expect_status(200);
        assert!(!seen.body.contains(&topics) && !seen.body.contains("12件"), "{}", seen.describe());
        let withheld = say("multivariate-topics-blank-withheld", &[]);
        assert!(seen.text().contains(&withheld), "{}", seen.describe());
        // As soon as they are not few, their number is told.
        for _ in 0..2 {
            answer(app, &open, &["1", "3"], "特になし").await;
        }
        let seen = researcher.get(&path(&open, "/network")).await.expect_status(200);
        assert!(seen.text().contains(&say("explore-method-blank", &[("n", "5".to_owned())])));
    })
    .await;
}

/// Doctors and windows mean the same here, companies something else: without vectors no two of the three share a word.
#[tokio::test]
async fn topics_follow_vectors_of_words_where_the_settings_name_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("words.vec");
    let vectors = "主治医 1 0\n意見書 1 0\n頼む 1 0\n手帳 1 0\n窓口 1 0\n申請 1 0\n企業 0 1\n求人 0 1\n";
    std::fs::write(&file, vectors).unwrap();
    let app = TestApp::start_with(Engine::Sqlite, |config| config.word_vectors = Some(file.clone())).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = written(&app, &coordinator).await;
    let usual = coordinator.get(&path(&open, "/topics")).await.expect_status(200);
    assert!(usual.has("input[name=vectors]") && !usual.text().contains("words.vec"));
    let address = path(&open, "/topics?groups=2&vectors=1");
    let page = coordinator.get(&address).await.expect_status(200);
    assert_eq!(page.texts("#table-topics tbody tr td:nth-child(2)"), ["9", "6", "0"], "{}", page.describe());
    assert!(page.text().contains("words.vec、2次元、"), "{}", page.describe());
    assert_numbers_lead_to_texts(&coordinator, &page, "#table-topics").await;

    // Other texts are read with the file as it is then.
    std::fs::write(&file, "主治医 1 0\n意見書 1\n").unwrap();
    answer(&app, &open, &["1", "3"], "主治医に相談した。").await;
    let broken = coordinator.get(&address).await.expect_status(200);
    assert!(broken.text().contains(&say("multivariate-no-vectors", &[])), "{}", broken.describe());
    app.stop().await;

    let without = TestApp::start(Engine::Sqlite).await;
    let coordinator = without.login(Role::Coordinator).await;
    let open = written(&without, &coordinator).await;
    let page = coordinator.get(&path(&open, "/topics?vectors=1")).await.expect_status(200);
    assert!(!page.has("input[name=vectors]") && page.has("#table-topics"), "{}", page.describe());
    without.stop().await;
}

#[tokio::test]
async fn suggested_themes_and_codes_are_compared_like_words() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        for rest in ["/network?of=themes", "/clusters?of=themes", "/map?of=themes", "/network?of=codes"] {
            let page = coordinator.get(&format!("/surveys/1/analysis{rest}")).await.expect_status(200);
            assert!(page.has("figure svg") || page.has(".empty-state"), "{rest}");
        }
        let network = coordinator.get("/surveys/1/analysis/network?of=themes").await;
        assert_numbers_lead_to_texts(&coordinator, &network, "#table-edges").await;
        assert_numbers_lead_to_texts(&coordinator, &network, "#table-nodes").await;
        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get("/surveys/1/analysis/network?of=themes").await.expect_status(200);
        assert!(!seen.has("#table-edges td a") && !seen.has("#table-nodes td a"));
        let typed = researcher.get("/surveys/1/analysis/texts?with_theme=C01").await.expect_status(200);
        assert!(!typed.has("ul.texts"), "lists by theme are for internal work alone");
        let themes = coordinator.get("/surveys/1/analysis/clusters?of=themes").await;
        assert!(themes.texts("#table-members tbody th").iter().all(|name| name.starts_with(['C', 'G'])));
    })
    .await;
}

#[tokio::test]
async fn words_are_set_against_areas_and_kinds() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        for by in ["region", "kind"] {
            let address = format!("/surveys/1/analysis/correspondence?by={by}");
            let page = coordinator.get(&address).await.expect_status(200);
            let (groups, words) = (page.texts("#table-groups tbody tr"), page.texts("#table-words tbody tr"));
            assert!(groups.len() >= 2 && words.len() >= 10, "{by}: {groups:#?}");
            let sum = |place: usize| -> f64 {
                let column = format!("#table-words tbody td:nth-child({place})");
                page.texts(&column).iter().filter_map(|text| text.parse::<f64>().ok()).sum()
            };
            assert!((sum(6) - 1.0).abs() < 0.05, "the contributions of words to a dimension add up to 1");
            assert_numbers_lead_to_texts(&coordinator, &page, "#table-groups").await;
        }
        let address = "/surveys/1/analysis/correspondence?of=themes&by=region";
        let themes = coordinator.get(address).await.expect_status(200);
        let names = themes.texts("#table-words tbody th");
        assert!(names.len() >= 2 && names.iter().all(|name| name.starts_with(['C', 'G'])), "{names:#?}");
        assert_numbers_lead_to_texts(&coordinator, &themes, "#table-words").await;
        let waves = coordinator.get("/surveys/1/analysis/correspondence?by=wave").await.expect_status(200);
        if waves.has("#table-groups") {
            assert_numbers_lead_to_texts(&coordinator, &waves, "#table-groups").await;
        }
        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get("/surveys/1/analysis/correspondence").await.expect_status(200);
        assert!(!seen.has("#table-groups td a"), "lists by area would undo what tables withhold");
    })
    .await;
}

#[tokio::test]
async fn pictures_and_numbers_are_files_that_are_the_same_twice() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let round = written_round(app, &coordinator).await;
        for (survey, key, table) in [
            (&open, "network", "edges"),
            (&open, "clusters", "merges"),
            (&round, "map", "places"),
            (&open, "topics", "topics"),
        ] {
            let file = |name: &str| path(survey, &format!("/files/{key}/{name}"));
            let (once, again) =
                (coordinator.get(&file("figure.svg")).await, coordinator.get(&file("figure.svg")).await);
            assert_eq!((once.status, once.bytes == again.bytes), (200, true), "{key}");
            assert!(once.body.starts_with("<svg") && !once.body.contains("<a "), "{key}");
            let csv = coordinator.get(&file(&format!("{table}.csv"))).await.expect_status(200);
            let name = csv.header("content-disposition").unwrap_or_default().to_owned();
            assert!(name.contains(&format!("internal-{key}-{table}.csv")), "{name}");
            assert!(csv.body.starts_with('\u{FEFF}') && csv.body.lines().count() > 2, "{key}");
            let print = coordinator.get(&file("figure.png")).await.expect_status(200);
            assert_eq!(print.bytes.get(1..4), Some(b"PNG".as_slice()), "{key}");
            let side =
                |at: usize| u32::from_be_bytes(print.bytes[at..at + 4].try_into().expect("four bytes"));
            let (across, down) = (side(16), side(20));
            assert!(across <= 2_126 && down <= 3_154, "{key} is no larger than A4: {across} × {down}");
            coordinator.get(&file("nothing.csv")).await.expect_status(404);
        }
        let csv = coordinator.get(&path(&open, "/files/network/edges.csv?edges=1&least=6")).await;
        assert!(csv.body.contains("主治医,意見書,6,1,○"), "once with Jaccard's coefficient: {}", csv.body);
        let dice =
            coordinator.get(&path(&open, "/files/network/edges.csv?edges=1&measure=dice&least=6")).await;
        assert!(dice.body.contains("主治医,意見書,6,1,1,○"), "{}", dice.body);
        let name = dice.header("content-disposition").unwrap_or_default();
        assert!(name.contains("-measure-dice") && name.contains("-edges-1"), "what is set is in it: {name}");
        assert!(
            csv.body.lines().next().is_some_and(|heads| heads.contains("語・コード1,語・コード2,")),
            "{}",
            csv.body
        );
        assert!(!csv.body.contains("手帳"));
        coordinator.get(&path(&open, "/files/nothing/figure.svg")).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn too_little_is_said_in_words() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1", "3"], "相談した。").await;
        for rest in [
            "/network",
            "/correspondence",
            "/correspondence?by=wave",
            "/clusters",
            "/map",
            "/topics",
            "/topics?groups=99999999999999999999&least=-1",
            "/network?edges=0&measure=none&of=nothing",
        ] {
            let page = coordinator.get(&path(&open, rest)).await.expect_status(200);
            assert!(page.has(".empty-state") && !page.text().contains("NaN"), "{rest}");
        }
        coordinator.get(&path(&open, "/files/network/figure.png")).await.expect_status(404);
    })
    .await;
}
