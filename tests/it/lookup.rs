//! Looking words up: every way's numbers are those of the texts behind them, its file has the same ones, and small ones stay in.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use server::pages::conditions::encode;
use server::view::figure::percent;
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Page, Session, TestApp, on_embedded};
use tests::{demo, free_answers};

/// All ways that answer with a table, and what is asked of each.
const WAYS: [&str; 5] = [
    "words?sort=occurrences",
    "collocates?word=相談&sort=z",
    "associated?word=送迎&sort=log_likelihood",
    "keywords?group=region:9001",
    "trends?sort=change",
];

fn say(key: &str) -> String {
    i18n::plain(Lang::Ja, key)
}

/// Consent, a free answer, and the area that is answered for.
fn definition() -> Value {
    let mut definition = free_answers::definition();
    let area = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
        "choices": ["9001|北部", "9002|南部"] });
    definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(area);
    definition
}

async fn answer(app: &TestApp, open: &OpenSurvey, area: &str, words: &str) {
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    let fields = [("consent", "1"), ("consent", "3"), ("hard", words), ("where", area), ("go", "next")];
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    let check = person.follow(sent).await.expect_status(200);
    tests::respondent::send(&person, &check).await;
}

/// Five people of the north speak of pick-up, five of the south of openings, and one of nights.
async fn eleven_answers(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    for _ in 0..5 {
        answer(app, &open, "9001", "送迎がない。窓口で相談した。").await;
        answer(app, &open, "9002", "求人が少ない。窓口で相談した。").await;
    }
    answer(app, &open, "9002", "夜間に相談する。").await;
    open
}

fn analysis(open: &OpenSurvey) -> String {
    format!("/surveys/{}/analysis", open.survey.0)
}

async fn ask(person: &Session, open: &OpenSurvey, query: &str) -> Page {
    person.get(&format!("{}/{query}", analysis(open))).await.expect_status(200)
}

/// The rows of the page's table, cell by cell.
fn rows(page: &Page) -> Vec<Vec<String>> {
    rows_of(page, "lookup")
}

/// The rows of another table of the page, cell by cell.
fn rows_of(page: &Page, id: &str) -> Vec<Vec<String>> {
    let width = page.texts(&format!("#{id} thead th")).len().max(1);
    let cells = page.texts(&format!("#{id} tbody th, #{id} tbody td"));
    cells.chunks(width).map(<[String]>::to_vec).collect()
}

/// The row of a word.
fn row(page: &Page, word: &str) -> Vec<String> {
    let found = rows(page).into_iter().find(|row| row[0] == word);
    found.unwrap_or_else(|| panic!("no row of {word}: {}", page.describe()))
}

/// The links of the page's table that hold all of these parts.
fn links(page: &Page, parts: &[&str]) -> Vec<String> {
    let all = page.attributes("#lookup tbody a", "href").into_iter();
    all.filter(|href| parts.iter().all(|part| href.contains(part))).collect()
}

/// How many texts a link leads to.
async fn n_texts(person: &Session, href: &str) -> String {
    let page = person.get(href).await.expect_status(200);
    page.texts("main p.soft").into_iter().find(|text| text.ends_with('件')).unwrap_or_default()
}

/// What a file for internal work says of itself in its last row.
const INTERNAL: &str = "内部用";

/// The lines of a CSV file without commas in its cells, without its heads and what it says of itself.
fn lines(csv: &str) -> Vec<Vec<&str>> {
    let lines = csv.lines().skip(1).filter(|line| !line.starts_with(INTERNAL));
    lines.map(|line| line.split(',').map(|cell| cell.trim_matches('"')).collect()).collect()
}

/// What a cell says as a number, if it is one.
fn number(cell: &str) -> Option<f64> {
    cell.trim_end_matches('%').parse().ok()
}

/// Whether a page says the probability of its file with three decimals.
fn is_rounded(shown: &str, written: &str) -> bool {
    let Some(written) = number(written) else { return false };
    match number(shown) {
        Some(shown) => written >= 0.001 && (shown - written).abs() < 0.000_501,
        None => shown == "<0.001" && written < 0.001,
    }
}

#[tokio::test]
async fn numbers_lead_to_as_many_texts_and_lines() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = eleven_answers(app, &coordinator).await;

        let page = ask(&coordinator, &open, "words?class=verbal-noun").await;
        assert_eq!(row(&page, "相談")[2..5], ["11", "100.0%", "11"], "{}", page.describe());
        assert!(page.texts("main svg desc").join("").contains("相談: 11"), "{}", page.describe());
        let word = encode("相談");
        assert_eq!(n_texts(&coordinator, &links(&page, &["/texts?", &word])[0]).await, "11件");
        let lines = coordinator.get(&links(&page, &["/kwic?", &word])[0]).await.expect_status(200);
        assert_eq!(lines.texts("#kwic tbody tr").len(), 11, "{}", lines.describe());
        assert!(lines.first("#kwic-counts").contains("11人の文章に 11回"), "{}", lines.describe());

        let near = ask(&coordinator, &open, "collocates?word=相談&span=2").await;
        assert_eq!(row(&near, "窓口")[2..7], ["10", "10", "10", "10", "0"], "{}", near.describe());
        assert_eq!(n_texts(&coordinator, &links(&near, &["near=2", &encode("窓口")])[0]).await, "10件");

        let pickup = ask(&coordinator, &open, "associated?word=送迎").await;
        assert_eq!(row(&pickup, "窓口")[2..7], ["5", "100.0%", "10", "90.9%", "0.500"]);
        assert_eq!(n_texts(&coordinator, &links(&pickup, &[&encode("窓口"), "with="])[0]).await, "5件");
        let north = ask(&coordinator, &open, "associated?word=窓口&group=region:9001").await;
        assert!(rows(&north).is_empty(), "all of the north say so: {}", north.describe());
        let south = ask(&coordinator, &open, "associated?word=窓口&group=region:9002").await;
        assert_eq!(row(&south, "求人")[2..6], ["5", "100.0%", "5", "83.3%"], "{}", south.describe());
        assert_eq!(
            n_texts(&coordinator, &links(&south, &[&encode("求人"), "with=", "region"])[0]).await,
            "5件"
        );

        let typical = ask(&coordinator, &open, "keywords?group=region:9001").await;
        let cells = row(&typical, "送迎");
        assert_eq!(cells[2..6], ["5", "100.0%", "0", "0.0%"], "{}", typical.describe());
        assert!(rows(&typical).iter().all(|row| row[0] != "求人"), "that is typical of the south");
        let others = links(&typical, &[&encode("窓口"), "others=1"]);
        assert_eq!(n_texts(&coordinator, &others[0]).await, "5件");
        assert!(typical.text().contains("もっとも特徴的なのは「送迎」です"), "{}", typical.describe());
    })
    .await;
}

#[tokio::test]
async fn phrases_are_found_and_lines_sorted_by_neighbours() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = eleven_answers(app, &coordinator).await;
        for typed in ["窓口で相談した", "窓口 で 相談", "窓口＋で＋相談"] {
            let page = ask(&coordinator, &open, &format!("kwic?word={}", encode(typed))).await;
            assert_eq!(page.texts("#kwic tbody tr").len(), 10, "{typed}: {}", page.describe());
            let texts = coordinator.get(&page.link(&say("explore-kwic-texts"))).await;
            assert!(texts.texts("main p.soft").contains(&"10件".to_owned()), "{}", texts.describe());
        }
        let sorted = ask(&coordinator, &open, "kwic?word=相談&order=l1&order2=l5&span=10").await;
        let before = sorted.texts("#kwic tbody .kwic-left");
        assert!(before[..10].iter().all(|left| left.ends_with("窓口で")), "{before:?}");
        assert!(before[10].ends_with("夜間に"), "the rarer neighbour comes last: {before:?}");
        let by = |page: &Page| page.texts("#kwic-caption").join("").contains(&say("lookup-order-l1"));
        assert!(by(&sorted) && !by(&ask(&coordinator, &open, "kwic?word=相談").await));
        let several = ask(&coordinator, &open, "collocates?word=窓口 相談").await;
        assert!(several.text().contains(&say("lookup-one-word")), "{}", several.describe());
    })
    .await;
}

#[tokio::test]
async fn files_have_the_numbers_of_their_pages() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let open = eleven_answers(app, &coordinator).await;
        for (person, purpose) in [(&coordinator, "internal"), (&researcher, "academic")] {
            for way in WAYS.iter().filter(|way| !way.starts_with("trends")) {
                let page = ask(person, &open, way).await;
                let file = person.get(&page.link(&say("lookup-csv"))).await.expect_status(200);
                let name = file.header("content-disposition").unwrap_or_default().to_owned();
                assert!(name.contains(purpose), "{name}");
                assert_eq!(file.body.contains(INTERNAL), purpose == "internal", "{way}: {}", file.body);
                let (shown, written) = (rows(&page), lines(&file.body));
                assert!(!shown.is_empty() && shown.len() == written.len(), "{way}: {}", file.body);
                let p = page.texts("#lookup thead th").iter().position(|head| *head == say("lookup-p-holm"));
                assert_eq!(p.is_some(), way.starts_with("keywords"), "{way}");
                for (shown, written) in shown.iter().zip(&written) {
                    assert_eq!(shown.len(), written.len(), "{way}: {shown:?} {written:?}");
                    for (place, (shown, written)) in shown.iter().zip(written).enumerate() {
                        match number(shown) {
                            _ if Some(place) == p => assert!(is_rounded(shown, written), "{shown} {written}"),
                            Some(number_shown) => assert_eq!(Some(number_shown), number(written), "{way}"),
                            None => assert_eq!(shown, written, "{way}"),
                        }
                    }
                }
            }
            let page = ask(person, &open, "kwic?word=相談").await;
            let file = person.get(&page.link(&say("lookup-csv"))).await.expect_status(200);
            let shown = page.texts("#kwic tbody td, #kwic tbody th");
            let written = lines(&file.body);
            assert_eq!(shown.len(), written.iter().map(Vec::len).sum::<usize>(), "{}", file.body);
            assert!(shown.iter().zip(written.iter().flatten()).all(|(shown, written)| shown == written));
        }
        for (person, status) in [(app.login(Role::Viewer).await, 403), (app.visitor(), 303)] {
            let page = person.get(&format!("{}/lookup/words.csv", analysis(&open))).await;
            assert!(page.status == status || page.status == 401, "{}", page.describe());
        }
        coordinator.get(&format!("{}/lookup/nothing.csv", analysis(&open))).await.expect_status(404);
    })
    .await;
}

/// A link that somebody kept leads to a text until its author takes it back.
#[tokio::test]
async fn a_text_that_is_not_there_any_more_is_said_to_be_gone() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = eleven_answers(app, &coordinator).await;
        let receipt = free_answers::answer(app, &open, &["1", "3"], "書類が多い。").await;
        let list = format!("{}/responses?questionnaire={}", analysis(&open), open.questionnaire.0);
        let list = coordinator.get(&list).await.expect_status(200);
        let kept = list.attributes("a[href*='/texts?id=']", "href");
        assert_eq!(kept.len(), 12, "{}", list.describe());
        for href in &kept {
            assert_eq!(coordinator.get(href).await.expect_status(200).texts("ul.texts > li").len(), 1);
        }
        let code = tests::respondent::withdrawal_code(&receipt);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        let mut n_gone = 0;
        for href in &kept {
            let page = coordinator.get(href).await;
            if page.status == 404 {
                n_gone += 1;
                assert!(page.text().contains(&say("explore-text-unknown")), "{}", page.describe());
                assert!(
                    page.text().contains("取り下げた") && !page.text().contains("書類"),
                    "{}",
                    page.describe()
                );
            }
        }
        assert_eq!(n_gone, 1);
        // Nor is there a text of any other name, nor a page that fails.
        for wrong in ["id=response-999999", "copies=note-0", "id=送迎&word=送迎"] {
            let page =
                coordinator.get(&format!("{}/texts?{wrong}", analysis(&open))).await.expect_status(404);
            let all = page.link(&say("explore-text-unknown-all"));
            assert!(!coordinator.get(&all).await.expect_status(200).texts("ul.texts > li").is_empty());
        }
        // Whoever sees no single texts learns of none whether it is there.
        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&kept[0]).await.expect_status(200).first("main");
        let of_none = researcher.get(&format!("{}/texts?id=response-999999", analysis(&open))).await;
        assert_eq!(seen, of_none.expect_status(200).first("main"));
    })
    .await;
}

#[tokio::test]
async fn kinds_have_their_full_names_in_filters() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let page = coordinator.get("/surveys/1/analysis/keywords").await.expect_status(200);
        let options = "[name=group] option[value^='kind:']";
        let (labels, values) = (page.texts(options), page.attributes(options, "value"));
        assert!(!labels.is_empty(), "{}", page.describe());
        for (label, value) in labels.iter().zip(values) {
            let name = say(&format!("agency-kind-{}", value.trim_start_matches("kind:")));
            assert!(label.contains(&name), "{label} is not {name}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_of_no_area_is_said_to_be_left_out() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = eleven_answers(app, &coordinator).await;
        let by = ("by", "region".to_owned());
        let one = i18n::text(Lang::Ja.code(), "lookup-left-out", &[by.clone(), ("n", "1".to_owned())]);
        let some = i18n::text(Lang::Ja.code(), "lookup-some-left-out", &[by]);
        let all = ask(&coordinator, &open, "word-table?by=region").await;
        assert!(!all.text().contains(&one), "nobody is left out: {}", all.describe());
        free_answers::answer(app, &open, &["1", "3"], "窓口で相談した。").await;
        let researcher = app.login(Role::Researcher).await;
        for way in ["word-table?by=region", "keywords?group=region:9001", "correspondence?by=region"] {
            let page = ask(&coordinator, &open, way).await;
            assert!(page.text().contains(&one), "{way}: {}", page.describe());
        }
        let page = ask(&researcher, &open, "word-table?by=region").await;
        assert!(
            !page.text().contains(&some) && !page.text().contains(&one),
            "counted nowhere: {}",
            page.describe()
        );
        // Six are counted, and it is said how many they are.
        for _ in 0..5 {
            free_answers::answer(app, &open, &["1", "3"], "窓口で相談した。").await;
        }
        let six = i18n::text(
            Lang::Ja.code(),
            "lookup-left-out",
            &[("by", "region".to_owned()), ("n", "6".to_owned())],
        );
        let page = ask(&researcher, &open, "word-table?by=region").await;
        assert!(page.text().contains(&six), "{}", page.describe());
        // Sixteen people say 窓口, ten of them in the areas that are compared.
        let page = ask(&coordinator, &open, "correspondence?by=region").await;
        let rows = page.texts("#table-words tbody tr");
        assert!(rows.iter().any(|row| row.starts_with("窓口 10 10 ")), "{rows:#?}");
        let lists = page.attributes("#table-words td a", "href");
        assert!(!lists.iter().any(|href| href.contains(&encode("窓口"))), "the list has sixteen: {lists:#?}");
    })
    .await;
}

/// One person says 夜間. Whoever works inside may ask for it, and then it comes first; others hear that it is not in the table.
#[tokio::test]
async fn words_that_are_asked_for_come_first_in_the_table() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = eleven_answers(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let path = format!("word-table?by=region&words={}", encode("夜間、どこにもない"));
        let words = |page: &Page| page.texts("#word-table-table tbody th");
        let inside = ask(&coordinator, &open, &path).await;
        assert!(words(&inside)[0].starts_with("夜間"), "{}", inside.describe());
        assert!(words(&inside).len() > 1 && inside.text().contains("どこにもない"), "{}", inside.describe());
        let outside = ask(&researcher, &open, &path).await;
        assert!(words(&outside).iter().all(|word| !word.starts_with("夜間")), "{}", outside.describe());
        let args = [("words", "夜間、どこにもない".to_owned())];
        let missing = i18n::text(Lang::Ja.code(), "explore-word-table-missing", &args);
        assert!(outside.text().contains(&missing), "{}", outside.describe());
    })
    .await;
}

/// What is said of how often words occur is what follows from the list, and of words that are withheld nothing follows.
#[tokio::test]
async fn the_frequencies_are_those_of_the_list() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = eleven_answers(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        for (person, is_all_listed) in [(&coordinator, true), (&researcher, false)] {
            let page = ask(person, &open, "words").await;
            let listed = rows(&page);
            assert_eq!(listed.iter().any(|word| word[0] == "夜間"), is_all_listed, "{}", page.describe());
            let mut of_people = rows_of(&page, "lookup-people");
            if is_all_listed {
                assert_eq!(of_people[0][0], "1", "夜間: {of_people:?}");
            } else {
                let below = of_people.remove(0);
                assert_eq!(below[0], "5未満", "{of_people:?}");
                assert!(below[1..].iter().all(|cell| cell.starts_with('＊')), "{below:?}");
            }
            for (column, table) in [(2, of_people), (4, rows_of(&page, "lookup-occurrences"))] {
                let n = |times: &str| listed.iter().filter(|word| word[column] == times).count().to_string();
                assert!(!table.is_empty() && table.iter().all(|row| row[1] == n(&row[0])), "{table:?}");
                let n_words: usize = table.iter().filter_map(|row| row[1].parse::<usize>().ok()).sum();
                assert_eq!(n_words, listed.len(), "{table:?}");
                assert_eq!(table.last().map(|row| row[3].as_str()), Some("100.0%"));
            }
            let n_tokens: u32 = listed.iter().filter_map(|word| word[4].parse::<u32>().ok()).sum();
            let said = format!("のべ{n_tokens}語、異なり{}語", listed.len());
            assert!(page.text().contains(&said), "{said}: {}", page.describe());
        }
    })
    .await;
}

/// Words that each occur another number of times; of these numbers a table has rows for the lowest twenty.
#[tokio::test]
async fn the_highest_numbers_of_times_share_a_row() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let words = [
            "病院", "薬局", "学校", "会社", "道路", "電車", "財布", "時計", "眼鏡", "椅子", "帽子", "手紙",
            "電話", "写真", "音楽", "料理", "野菜", "果物", "牛乳", "砂糖", "醤油", "味噌", "石鹸", "窓口",
        ];
        let said: Vec<String> = (1..).zip(words).map(|(n, word)| format!("{word}。").repeat(n)).collect();
        answer(app, &open, "9001", &said.concat()).await;
        let page = ask(&coordinator, &open, "words").await;
        let mut times: Vec<usize> = rows(&page).iter().filter_map(|row| row[4].parse().ok()).collect();
        times.sort_unstable();
        let mut different = times.clone();
        different.dedup();
        assert!(different.len() > 21, "{times:?}");
        let table = rows_of(&page, "lookup-occurrences");
        assert_eq!(table.len(), 21, "{table:?}");
        let from = different[20];
        let n = times.iter().filter(|n| **n >= from).count();
        let label = i18n::text(Lang::Ja.code(), "lookup-frequencies-from", &[("n", from.to_string())]);
        let share = percent(n as f64 / times.len() as f64);
        assert_eq!(table[20], [label, n.to_string(), share, "100.0%".to_owned()], "{table:?}");
    })
    .await;
}

#[tokio::test]
async fn words_of_few_people_stay_inside() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for n in 0..8 {
            let north =
                if n < 3 { "送迎がない。窓口で相談した。" } else { "窓口で相談した。" };
            answer(app, &open, "9001", north).await;
            answer(app, &open, "9002", "送迎がない。窓口で相談した。").await;
        }
        for _ in 0..4 {
            answer(app, &open, "9002", "夜間に相談する。").await;
        }
        let inside = ask(&coordinator, &open, "words").await;
        assert_eq!(row(&inside, "夜間")[2], "4");
        let under_the_cloud = inside.first("figure figcaption");
        assert!(under_the_cloud.contains("語の大きさは、使った人の数です（n=20人）"), "{under_the_cloud}");
        let read = inside.first("figure svg desc");
        assert!(read.starts_with(&say("lookup-words-cloud")) && read.contains("相談: 20"), "{read}");
        let cloud = format!("{}/words?figure=words&picture=svg", analysis(&open));
        let cloud = coordinator.get(&cloud).await.expect_status(200);
        let title = format!("-title\">{}</title>", say("lookup-words-cloud"));
        assert!(cloud.body.contains(&title), "its file is no list of words: {}", cloud.body);
        let typical = ask(&coordinator, &open, "keywords?group=region:9002").await;
        assert_eq!(row(&typical, "送迎")[4], "3", "{}", typical.describe());

        let researcher = app.login(Role::Researcher).await;
        let words = ask(&researcher, &open, "words").await;
        assert_eq!(row(&words, "送迎")[2], "11", "{}", words.describe());
        for way in ["words", "collocates?word=相談&span=10", "keywords?group=region:9002"] {
            let page = ask(&researcher, &open, way).await;
            assert!(rows(&page).iter().all(|row| row[0] != "夜間"), "{way}: {}", page.describe());
        }
        for way in ["kwic?word=夜間", "collocates?word=夜間", "associated?word=夜間"] {
            let page = ask(&researcher, &open, way).await;
            assert!(page.text().contains(&say("explore-none-to-show")), "{way}: {}", page.describe());
            let file = way.replace('?', ".csv?");
            researcher.get(&format!("{}/lookup/{file}", analysis(&open))).await.expect_status(404);
        }
        // What nobody said looks the same: two messages would tell whether a rare word occurs.
        for way in ["kwic?word=", "collocates?word=", "associated?word=", "texts?word="] {
            let few = ask(&researcher, &open, &format!("{way}夜間")).await;
            let nobody = ask(&researcher, &open, &format!("{way}電車")).await;
            let said = few.texts(".empty-state");
            assert!(!said.is_empty() && said == nobody.texts(".empty-state"), "{way}: {}", few.describe());
            assert!(!few.text().contains(&say("explore-withheld")), "{way}: {}", few.describe());
        }
        // Three of the north said so: neither that number nor one that it follows from is shown, and no group is listed.
        for way in ["keywords?group=region:9002", "keywords?group=region:9001"] {
            let page = ask(&researcher, &open, way).await;
            assert!(rows(&page).iter().all(|row| row[0] != "送迎"), "{way}: {}", page.describe());
            assert!(links(&page, &["/texts?"]).is_empty(), "{way}");
        }
        let among = ask(&researcher, &open, "associated?word=窓口&group=region:9001").await;
        assert!(rows(&among).iter().all(|row| row[0] != "送迎"), "{}", among.describe());
        let lines = ask(&researcher, &open, "kwic?word=送迎").await;
        assert_eq!(lines.texts("#kwic tbody tr").len(), 11);
        assert!(lines.attributes("#kwic a", "href").is_empty(), "a text has no number outside");
    })
    .await;
}

/// Six of the north say so, three and two of two other areas, none of the last: five others, of whom nobody knows where they are.
#[tokio::test]
async fn a_word_is_typical_of_an_area_although_few_of_others_use_it() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut areas = definition();
        let elements = areas["pages"][0]["elements"].as_array_mut().expect("a page has questions");
        let choices = json!(["9001|北部", "9002|南部", "9003|東部", "9004|西部"]);
        elements.last_mut().expect("the question for the area")["choices"] = choices;
        let open = open_definition(app, &coordinator, &areas).await;
        for (area, n_with) in [("9001", 6), ("9002", 3), ("9003", 2), ("9004", 0)] {
            for n in 0..6 {
                let words = if n < n_with {
                    "送迎がない。窓口で相談した。"
                } else {
                    "窓口で相談した。"
                };
                answer(app, &open, area, words).await;
            }
        }
        let researcher = app.login(Role::Researcher).await;
        let typical = ask(&researcher, &open, "keywords?group=region:9001").await;
        assert_eq!(row(&typical, "送迎")[2..6], ["6", "100.0%", "5", "27.8%"], "{}", typical.describe());
        for area in ["9002", "9003", "9004"] {
            let page = ask(&researcher, &open, &format!("keywords?group=region:{area}")).await;
            assert!(rows(&page).iter().all(|row| row[0] != "送迎"), "{area}: {}", page.describe());
        }
        let table = researcher.get(&format!("{}/word-table?by=region", analysis(&open))).await;
        let cells = table.texts("#word-table-table td").join(" ");
        assert!(cells.contains("6 (100.0%)") && !cells.contains("3 (50.0%)"), "{cells}");
    })
    .await;
}

#[tokio::test]
async fn trends_say_what_has_changed() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let before = open_definition(app, &coordinator, &definition()).await;
        let path = "trends";
        let one = ask(&coordinator, &before, path).await;
        assert!(one.text().contains(&say("lookup-one-wave")), "{}", one.describe());
        assert!(!ask(&coordinator, &before, "word-table").await.has("#by option[value=wave]"));
        let after = open_second(app, &coordinator, before.survey, &definition()).await;
        for _ in 0..6 {
            answer(app, &before, "9001", "送迎がない。").await;
            answer(app, &after, "9001", "求人がない。").await;
        }
        let page = ask(&coordinator, &before, path).await;
        let cells = row(&page, "送迎");
        assert_eq!(cells[2..7], ["6", "100.0%", "0", "0.0%", "-100.0"], "{}", page.describe());
        assert_eq!(cells.last(), Some(&say("lookup-trend-down")), "{}", page.describe());
        assert_eq!(row(&page, "求人").last(), Some(&say("lookup-trend-up")));
        let drawn = page.texts("main svg desc").join("");
        assert!(drawn.contains("6 (100.0%)") && drawn.contains("0 (0.0%)"), "{drawn}");
        assert_eq!(n_texts(&coordinator, &links(&page, &[&encode("送迎"), "wave="])[0]).await, "6件");
        let file = coordinator.get(&page.link(&say("lookup-csv"))).await.expect_status(200).body;
        assert_eq!(lines(&file).len(), rows(&page).len(), "{file}");
        let by_wave = ask(&coordinator, &before, &format!("keywords?group=wave:{}", encode("事後"))).await;
        assert_eq!(row(&by_wave, "求人")[2..6], ["6", "100.0%", "0", "0.0%"], "{}", by_wave.describe());
        let table = ask(&coordinator, &before, "word-table?by=wave").await;
        assert!(table.has("#by option[value=wave]"), "{}", table.describe());
        let cells = "#word-table-table tbody td a[href*='&wave=']";
        let (counts, hrefs) = (table.texts(cells), table.attributes(cells, "href"));
        let rides = hrefs.iter().position(|href| href.contains(&encode("送迎"))).expect("a count of 送迎");
        assert!(counts[rides].starts_with("6 (100.0%)"), "{counts:?}");
        assert_eq!(n_texts(&coordinator, &hrefs[rides]).await, "6件");
    })
    .await;
}

#[tokio::test]
async fn nearly_nothing_to_look_up_is_said_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let odd = "word=相談&class=x&sort=x&span=99999999999999999999&page=-1&group=region:&code=theme:&order=l99&per=0";
        for _ in 0..2 {
            for way in WAYS.iter().copied().chain(["kwic?word=相談", "kwic"]) {
                let page = ask(&coordinator, &open, way).await;
                assert!(page.has(".empty-state") || page.has("table"), "{way}: {}", page.describe());
                assert!(!page.body.contains("NaN"), "{way}: {}", page.describe());
                let name = way.split('?').next().unwrap_or_default();
                ask(&coordinator, &open, &format!("{name}?{odd}")).await;
            }
            answer(app, &open, "9001", "相談。").await;
        }
        let nothing = ask(&coordinator, &open, "kwic?word=存在しない語彙").await;
        assert!(!nothing.has("#kwic") && nothing.has(".empty-state"), "{}", nothing.describe());
    })
    .await;
}
