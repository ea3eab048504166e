//! The researcher's bundle: looked at, made, taken; what is in it, what is never in it, and the same by page and command.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use analysis::document::csv::read_rows;
use serde_json::{Value, json};
use server::auth::Role;
use server::cli::DataArgs;
use server::cli::export::{ExportArgs, export};
use server::i18n::{self, Lang};
use surveys::entity::state::InvitingMode;
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::free_answers::{self, consent};
use tests::inviting::{add_agencies, invitations, invite_all, letter_code, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::stored::submitted;
use tests::workspace::root;
use tests::{Engine, Page, Session, TestApp, on_both};

/// The files of a bundle by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What the one person writes who allows counting alone.
const SECRET: &str = "学会では使わないでほしい話";

/// Opens the page before a bundle, with what was decided in the address.
pub async fn look(session: &Session, survey: i64, query: &str) -> Page {
    session.get(&format!("/surveys/{survey}/bundle?{query}")).await.expect_status(200)
}

/// Makes what a page offers and waits for it; returns the page of the bundle.
async fn make(session: &Session, page: &Page) -> Page {
    let made = session.submit(page, "#make-form", &[("accept", "yes")]).await.expect_status(303);
    let address = made.location().expect("a bundle has a page").to_owned();
    for _ in 0..600 {
        let page = session.get(&address).await.expect_status(200);
        if page.attributes("#bundle-state", "data-state") != ["working"] {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the bundle is never made")
}

/// Makes what a page offers; returns the bytes of the archive.
pub async fn take(session: &Session, page: &Page) -> Vec<u8> {
    taken(session, &make(session, page).await).await
}

/// The de-identified data of a questionnaire as a bundle has them where nothing was decided, as CSV.
pub async fn data(session: &Session, open: &OpenSurvey) -> String {
    let page = look(session, open.survey.0, "").await;
    let files = unzip(&take(session, &page).await);
    text(&files, &format!("data/q{}.csv", open.questionnaire.0))
}

async fn taken(session: &Session, done: &Page) -> Vec<u8> {
    assert_eq!(done.attributes("#bundle-state", "data-state"), ["done"], "{}", done.describe());
    let href = done.attributes("main a[download]", "href").remove(0);
    let file = session.get(&href).await.expect_status(200);
    assert!(file.header("content-disposition").is_some_and(|kind| kind.starts_with("attachment")));
    file.bytes
}

/// How many files the page of a finished bundle said that there are, all of them written.
async fn n_said(app: &TestApp, login: &str, done: &Page) -> usize {
    let user = store::users::find_by_login(app.db(), login).await.expect("users").expect("the user");
    let key = done.path.strip_prefix("/bundles/").expect("the page of a bundle");
    let (n_done, n_all) = app.service().bundling.find(key, user.id).expect("the bundle").steps.progress();
    assert_eq!(n_done, n_all);
    n_all
}

/// The files of an archive by their names.
pub fn unzip(bytes: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = (0..archive.len())
        .map(|place| {
            archive
                .by_index(place)
                .expect("the file is there")
                .name()
                .expect("its name can be read")
                .into_owned()
        })
        .collect();
    let mut files = BTreeMap::new();
    for name in names {
        let mut content = Vec::new();
        archive.by_name(&name).expect("the file is there").read_to_end(&mut content).expect("it is whole");
        files.insert(name, content);
    }
    files
}

/// Every file, and those inside of files, as text.
pub fn everything(bytes: &[u8]) -> String {
    let mut all = String::new();
    for (name, content) in unzip(bytes) {
        all.push_str(&name);
        match content.starts_with(b"PK") {
            true => all.push_str(&everything(&content)),
            false => all.push_str(&String::from_utf8_lossy(&content)),
        }
    }
    all
}

/// A table among the files, with its head.
pub fn rows(files: &Files, name: &str) -> Vec<Vec<String>> {
    read_rows(&files[name]).unwrap_or_else(|problem| panic!("{name} is no table: {problem:?}"))
}

/// Whether a codebook is valid DDI.
fn validate(ddi: &str) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("codebook.xml");
    std::fs::write(&file, ddi).expect("a file can be written");
    let schema = root().join("tests/fixtures/ddi-2.5/codebook.xsd");
    let xmllint =
        Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).args([schema, file]).output();
    let xmllint = xmllint.expect("xmllint is installed by scripts/install-packages");
    assert!(xmllint.status.success(), "{}", String::from_utf8_lossy(&xmllint.stderr));
}

/// What a codebook says of a variable.
fn described<'t>(ddi: &'t str, name: &str) -> &'t str {
    let own = ddi.split(&format!("name=\"{name}\"")).nth(1);
    own.and_then(|rest| rest.split("</var>").next()).unwrap_or_else(|| panic!("{name} is not in {ddi}"))
}

/// The values that a codebook calls missing, in what it says of a variable.
fn missing(described: &str) -> Vec<&str> {
    let missing = described.split("<catgry").filter(|one| one.starts_with(" missing=\"Y\">"));
    missing.filter_map(|one| one.split("<catValu>").nth(1)?.split('<').next()).collect()
}

/// The cells of a column below its head.
pub fn column<'a>(rows: &'a [Vec<String>], name: &str) -> Vec<&'a str> {
    let at = rows[0].iter().position(|head| head.trim_start_matches('\u{FEFF}') == name);
    let at = at.unwrap_or_else(|| panic!("no {name} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

/// A text among the files.
pub fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("it is text")
}

/// Nine agencies, five of one area and kind, are invited by name and answer; one of the others allows counting alone, and is less
/// busy as they all are. So eight are in the data: too few to tell area or kind of any.
async fn answered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let elements = [
        consent(),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "text", "name": "age", "title": "年齢", "inputType": "number", "kt:role": "age" }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ];
    let definition: Value =
        json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": elements }] });
    let open = open_definition(app, coordinator, &definition).await;
    let emails: Vec<String> = (0..9).map(|n| format!("agency{n}@example.jp")).collect();
    let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    invite_all(coordinator, &open, InvitingMode::Known).await;
    for one in &invitations(app, &open).await {
        let person = app.visitor();
        let page = open_invitation(&person, &link(app, one)).await.expect_status(200);
        let is_silent = one.agency_id == agencies[1];
        let consents = if is_silent { &["1"][..] } else { &["1", "2", "3"] };
        let words = if is_silent { SECRET } else { "人手が足りない <h1>" };
        let consents = consents.iter().map(|value| ("consent", *value));
        let is_of_five = agencies.iter().step_by(2).any(|agency| *agency == one.agency_id);
        let busy = if is_of_five { "1" } else { "2" };
        let answers = [("busy", busy), ("age", "37"), ("hard", words), ("go", "next")];
        let fields: Vec<(&str, &str)> = consents.chain(answers).collect();
        let sent = person.submit(&page, "form[data-fill]", &fields).await;
        let check = person.follow(sent).await.expect_status(200);
        person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
    }
    open
}

/// The command that writes a bundle where nothing is decided.
pub fn arguments(app: &TestApp, open: &OpenSurvey, out: &Path) -> ExportArgs {
    ExportArgs {
        survey: open.survey.0,
        out: out.to_owned(),
        k: None,
        drop: Vec::new(),
        coarser: Vec::new(),
        also: Vec::new(),
        texts_as_written: false,
        allow_risk: false,
        lang: "ja".to_owned(),
        data: DataArgs { data: app.data.clone() },
    }
}

#[tokio::test]
async fn the_risk_is_said_before_and_the_file_has_all_but_the_key() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "also=busy").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("8件の回答") && risk.contains("3件の回答は、5件に満たない組"), "{risk}");
        // Without the tick nothing is made.
        let refused = coordinator.submit(&page, "#make-form", &[]).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#accept']"), "{}", refused.describe());
        let done = make(&coordinator, &page).await;
        let bytes = taken(&coordinator, &done).await;
        assert!(bytes == take(&coordinator, &page).await, "byte for byte");
        let files = unzip(&bytes);
        assert_eq!(n_said(app, "test-coordinator", &done).await, files.len());
        let q = open.questionnaire.0;
        for name in [
            "README.txt".to_owned(),
            "methods.txt".to_owned(),
            "anonymity.txt".to_owned(),
            format!("data/q{q}.csv"),
            format!("data/q{q}.xlsx"),
            format!("data/q{q}.parquet"),
            format!("data/q{q}.sav"),
            format!("codebook/q{q}.html"),
            format!("codebook/q{q}.xlsx"),
            format!("codebook/q{q}.xml"),
            format!("questionnaires/q{q}-v1.json"),
            format!("questionnaires/q{q}-v1.pdf"),
            "codings/project.qdpx".to_owned(),
            "texts/texts.csv".to_owned(),
            "texts/texts.txt".to_owned(),
            "manifest.json".to_owned(),
        ] {
            assert!(!files[&name].is_empty(), "{name}");
            assert!(text(&files, "SHA256SUMS").contains(&format!("  {name}\n")), "{name}");
        }
        assert!(files.keys().all(|name| name.is_ascii()));
        assert!(text(&files, "rules/themes.json").contains("C01") && !files["rules/stances.tsv"].is_empty());
        let data = rows(&files, &format!("data/q{q}.csv"));
        assert_eq!(column(&data, "age"), ["30"; 8], "ages are bands");
        let methods = text(&files, "methods.txt");
        assert!(methods.contains("9 / 9 = 100.0%") && methods.contains("第1版"), "{methods}");
        for rule in
            ["乱数で9999回", "Kruskal-Wallis の検定", "McNemar の検定", "p は設問の数について補正していない"]
        {
            assert!(methods.contains(rule), "{rule}: {methods}");
        }
        assert!(methods.contains("この一式に入るもの 0件"), "nobody was heard: {methods}");
        assert!(methods.contains("形態素解析 lindera") && methods.contains("辞書 "), "{methods}");
        let texts = rows(&files, "texts/texts.csv");
        assert_eq!(column(&texts, "文章"), ["人手が足りない <h1>"; 8]);
        assert_eq!(column(&texts, "age"), ["30"; 8]);
        assert!(text(&files, "texts/texts.txt").contains("人手が足りない ＜h1＞"));
        never_there(app, &open, &everything(&bytes)).await;
    })
    .await;
}

/// Nobody who was invited is in a bundle, nor a code, nor what may not be used for research.
async fn never_there(app: &TestApp, open: &OpenSurvey, all: &str) {
    let mut never = vec![SECRET.to_owned(), "架空 花子".to_owned(), "000-000-0001".to_owned()];
    never.extend((0..9).flat_map(|n| [format!("agency{n}@example.jp"), format!("架空機関{n:02}")]));
    for one in invitations(app, open).await {
        never.extend([
            letter_code(app, &one),
            one.seed.clone(),
            one.token_hash.clone(),
            one.code_hash.clone(),
        ]);
    }
    let responses = submitted(app, open.questionnaire).await;
    never.extend(responses.into_iter().flat_map(|one| [one.token_hash, one.withdrawal_hash]));
    for word in never {
        assert!(!all.contains(&word), "{word} is in the bundle");
    }
}

#[tokio::test]
async fn what_is_left_out_is_left_out_everywhere_and_the_command_writes_the_same() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator).await;
        let page =
            look(&coordinator, open.survey.0, "do.area=drop&do.agency_group=drop&drop=month,age").await;
        assert!(!page.has("#make-form #accept"), "eight are alike: {}", page.describe());
        let bytes = take(&coordinator, &page).await;
        let files = unzip(&bytes);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        let texts = rows(&files, "texts/texts.csv");
        for gone in ["area", "agency_group", "month", "age"] {
            assert!(!data[0].iter().any(|name| name == gone), "{gone} is in the data");
            assert!(!texts[0].iter().any(|name| name == gone), "{gone} is beside the texts");
        }
        let project = unzip(&files["codings/project.qdpx"]);
        let project = text(&project, "project.qde");
        assert!(project.contains(": busy\"") && !project.contains(": area\""), "{project}");
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        // What stands out is refused, unless it is meant so.
        let also = vec!["busy".to_owned()];
        let risky = ExportArgs { also, ..arguments(app, &open, &out) };
        let _code = export(app.service(), &risky).await.expect("a report");
        assert!(!out.exists());
        let dropped = ["area", "agency_group", "month", "age"].map(str::to_owned).to_vec();
        let args = ExportArgs { drop: dropped, ..arguments(app, &open, &out) };
        let _code = export(app.service(), &args).await.expect("a file");
        assert!(std::fs::read(&out).expect("it is there") == bytes, "as the page makes it");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-made");
        let wrong = ExportArgs { drop: vec!["nothing".to_owned()], ..arguments(app, &open, &out) };
        let why = export(app.service(), &wrong).await.expect_err("no such column").to_string();
        assert!(why.contains("--drop の「nothing」"), "{why}");
        let id = ExportArgs { also: vec!["id".to_owned()], ..arguments(app, &open, &out) };
        let why = export(app.service(), &id).await.expect_err("the pseudonym is known to nobody").to_string();
        assert!(why.contains("--also の「id」"), "{why}");
        let nowhere =
            ExportArgs { allow_risk: true, ..arguments(app, &open, &folder.path().join("no/x.zip")) };
        let why = export(app.service(), &nowhere).await.expect_err("no such folder").to_string();
        assert!(why.contains("no/x.zip を書き出せませんでした"), "{why}");
        for no_file in [folder.path(), Path::new("/dev/full")] {
            let taken = ExportArgs { allow_risk: true, ..arguments(app, &open, no_file) };
            let why = export(app.service(), &taken).await.expect_err("it is no file").to_string();
            assert!(why.contains("には書き込めません"), "{why}");
            assert!(!no_file.is_file(), "it is what it was");
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-made");
    })
    .await;
}

#[tokio::test]
async fn several_jobs_of_one_person_are_known_to_others() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let jobs = json!({ "type": "checkbox", "name": "jobs", "title": "職種", "kt:role": "job",
            "choices": ["1|相談員", "2|看護師"] });
        let open = open_definition(app, &coordinator, &definition(&[jobs])).await;
        for n in 0..8 {
            answer(app, &open, &[("jobs", if n == 0 { "2" } else { "1" })]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("（jobs_2）だけで、1件が 5件に満たない組"), "{risk}");
    })
    .await;
}

#[tokio::test]
async fn published_numbers_follow_from_the_data() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let busy =
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
        let open = open_definition(app, &coordinator, &definition(&[busy])).await;
        for n in 0..12 {
            answer(app, &open, &[("busy", if n < 7 { "1" } else { "2" })]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let data = rows(&files, &format!("data/q{q}.csv"));
        let count = |value: &str| column(&data, "busy").iter().filter(|cell| **cell == value).count();
        let published = format!("/surveys/{}/exports/tables-{q}.csv", open.survey.0);
        let published = coordinator.get(&published).await.expect_status(200).bytes;
        let published = read_rows(&published).expect("a table");
        for value in ["1", "2"] {
            let row = published.iter().find(|row| row[0] == "busy" && row[2] == value).expect("its row");
            assert_eq!(row[4], count(value).to_string(), "{row:?}");
        }
        let ddi = text(&files, &format!("codebook/q{q}.xml"));
        validate(&ddi);
        let of_busy = described(&ddi, "busy");
        assert!(
            of_busy.contains(">7</catStat>") && of_busy.contains(">5</catStat>"),
            "what tables show is in the codebook: {of_busy}"
        );
        assert!(of_busy.contains("<varFormat type=\"numeric\">"), "its codes are numbers: {of_busy}");
        assert!(described(&ddi, "source").contains("<varFormat type=\"character\">"), "{ddi}");
    })
    .await;
}

#[tokio::test]
async fn a_diagnosis_is_a_group_of_diseases_in_the_data() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let choices = ["1|クローン病", "2|潰瘍性大腸炎", "3|だれも知らない病気", "98|答えない"];
        let illness = json!({ "type": "radiogroup", "name": "illness", "title": "病気",
            "kt:role": "diagnosis", "choices": choices });
        let open = open_definition(app, &coordinator, &definition(&[illness])).await;
        for (value, n) in [("1", 4), ("2", 4), ("3", 3), ("98", 5)] {
            for _ in 0..n {
                answer(app, &open, &[("illness", value)]).await;
            }
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("illness"), "others may know it: {risk}");
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let data = rows(&files, &format!("data/q{q}.csv"));
        let count = |value: &str| column(&data, "illness").iter().filter(|cell| **cell == value).count();
        assert_eq!((count("13"), count("98"), count("*")), (8, 5, 3), "{data:?}");
        let ddi = text(&files, &format!("codebook/q{q}.xml"));
        assert!(ddi.contains("<labl>消化器</labl>") && !ddi.contains("クローン病"), "{ddi}");
        assert!(!ddi.contains("だれも知らない病気"), "{ddi}");
        // A program that reads numbers takes the star for no answer, as it does 96 and 99.
        let illness = described(&ddi, "illness");
        assert!(illness.contains("<varFormat type=\"numeric\">"), "{illness}");
        assert_eq!(missing(illness), ["96", "99", "*"], "{illness}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_step_of_an_order_is_missing_there_and_an_answer_among_names() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let question = |name: &str, choices: &[&str]| {
            json!({ "type": "radiogroup", "name": name, "title": "架空の問い", "choices": choices })
        };
        let bands = question("n_users", &["1|1〜2人", "2|3〜5人", "3|6人以上", "97|わからない", "98|答えない"]);
        let names = question("trend", &["1|相談", "2|就労", "3|医療", "97|わからない"]);
        let open = open_definition(app, &coordinator, &definition(&[bands, names])).await;
        for n in 0..12 {
            let value = if n < 7 { "1" } else { "97" };
            answer(app, &open, &[("n_users", value), ("trend", value)]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let ddi = text(&files, &format!("codebook/q{q}.xml"));
        validate(&ddi);
        let (bands, names) = (described(&ddi, "n_users"), described(&ddi, "trend"));
        assert!(bands.contains("nature=\"ordinal\"") && names.contains("nature=\"nominal\""), "{ddi}");
        assert_eq!(missing(bands), ["97", "98", "96", "99"], "{bands}");
        assert_eq!(missing(names), ["96", "99"], "{names}");
        for one in [bands, names] {
            assert!(one.contains(">7</catStat>") && one.contains(">5</catStat>"), "as tables have them: {one}");
        }
        let html = text(&files, &format!("codebook/q{q}.html"));
        let of = |name: &str| {
            let own = html.split("<section").skip(1).find(|one| one.contains(&format!("<code>{name}</code> ")));
            own.unwrap_or_else(|| panic!("{name} is not in {html}")).to_owned()
        };
        let level = |key: &str| format!("<dd>{}</dd>", i18n::plain(Lang::Ja, key));
        assert!(of("n_users").contains(&level("export-level-ordinal")), "{html}");
        assert!(of("n_users").contains(&i18n::plain(Lang::Ja, "export-note-beside")), "{html}");
        assert!(of("trend").contains(&level("export-level-nominal")), "{html}");
        let readme = text(&files, "README.txt");
        assert!(readme.contains("-9") && readme.contains("ordinal"), "{readme}");
    })
    .await;
}

#[tokio::test]
async fn a_survey_without_answers_has_a_bundle_that_says_so() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(page.texts(".risk li").join("").contains("回答がありません"), "{}", page.describe());
        let files = unzip(&take(&coordinator, &page).await);
        assert_eq!(rows(&files, &format!("data/q{}.csv", open.questionnaire.0)).len(), 1, "the heads alone");
        assert!(text(&files, "anonymity.txt").contains("回答がありません"));
        answer(app, &open, &[]).await;
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(page.texts(".risk li").join("").contains("5件に満たないため"), "{}", page.describe());
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&format!("/surveys/{}/analysis", open.survey.0)).await.expect_status(200);
        assert!(page.text().contains("同意のある回答がまだ少なすぎます"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn a_column_of_which_no_writer_has_anything_does_not_stand_beside_texts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &free_answers::definition()).await;
        for _ in 0..5 {
            free_answers::answer(app, &open, &["1", "2", "3"], "人手が足りない").await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(column(&data, "area"), [""; 5], "neither asked nor known of an invitation");
        let texts = rows(&files, "texts/texts.csv");
        assert_eq!(column(&texts, "文章"), ["人手が足りない"; 5]);
        assert_eq!(texts[0][4..], ["month"], "area and group are blank for all");
        let report = text(&files, "anonymity.txt");
        assert!(report.contains("The 5 answers are in one group of 5 (k=5)."), "{report}");
    })
    .await;
}

#[tokio::test]
async fn a_bundle_is_its_makers_own_and_a_researchers_has_no_texts() {
    on_both(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let open = answered(app, &coordinator).await;
        let page = look(&researcher, open.survey.0, "").await;
        let done = make(&researcher, &page).await;
        let href = done.attributes("main a[download]", "href").remove(0);
        coordinator.get(&done.path).await.expect_status(404);
        coordinator.get(&href).await.expect_status(404);
        let bytes = researcher.get(&href).await.expect_status(200).bytes;
        let files = unzip(&bytes);
        assert_eq!(n_said(app, "test-researcher", &done).await, files.len());
        assert!(files.keys().all(|name| !name.starts_with("texts/") && !name.starts_with("codings/")));
        assert!(!everything(&bytes).contains("人手が足りない"));
        let recorded = store::audit::of_thing(app.db(), "survey", open.survey.0).await.expect("the record");
        assert!(
            recorded
                .iter()
                .any(|event| event.action == "survey.export" && event.detail.contains("bundle.zip"))
        );
        researcher.submit(&done, "#cancel-form", &[]).await.expect_status(303);
        researcher.get(&href).await.expect_status(404);
        let folder = app.data.join("bundles");
        assert_eq!(std::fs::read_dir(folder).expect("the folder").count(), 0, "its file is erased");
    })
    .await;
}

#[tokio::test]
async fn without_the_font_a_bundle_says_that_no_questionnaire_is_a_pdf() {
    let empty = tempfile::tempdir().expect("a folder");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.fonts = empty.path().to_owned()).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&[])).await;
    let page = look(&coordinator, open.survey.0, "").await;
    assert!(page.texts("#no-fonts").join("").contains("fonts-morisawa-bizud-gothic"), "{}", page.describe());
    let files = unzip(&take(&coordinator, &page).await);
    assert!(files.contains_key(&format!("questionnaires/q{}-v1.json", open.questionnaire.0)));
    assert!(files.keys().all(|name| !name.ends_with(".pdf")));
    assert!(text(&files, "README.txt").contains("fonts-morisawa-bizud-gothic"));
    app.stop().await;
}
