//! A sheet that nobody has composed yet: two pages of a usual survey, and whole also where there is nothing, little or too much to say.

use std::collections::BTreeSet;

use analysis::chart::png::DEBIAN_FONTS;
use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::id::SurveyId;
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::sheets::{answer, compose_bare, definition, publish, share};
use tests::{Engine, Page, Session, TestApp, demo, on_embedded};

use crate::pdf::assert_pdf;

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

fn preview(open: &OpenSurvey) -> String {
    format!("/surveys/{}/feedback/preview", open.survey.0)
}

/// People who write the same, one for each way to travel.
async fn all_write(app: &TestApp, open: &OpenSurvey, ways: &[&str], words: &str) {
    for way in ways {
        answer(app, open, &[("way", *way), ("hard", words)]).await;
    }
}

/// The preview, and its PDF as a whole file.
async fn looked_at(coordinator: &Session, open: &OpenSurvey) -> Page {
    assert_pdf(coordinator.get(&format!("{}.pdf", preview(open))).await, "架空県 就労支援調査");
    coordinator.get(&preview(open)).await.expect_status(200)
}

/// Whether the preview says of the PDF that it is longer than two pages.
fn is_long(preview: &Page) -> bool {
    let length = preview.first("#sheet-pages");
    assert!(length.contains("PDFはA4で"), "{length}");
    length.contains(&say("sheet-pages-usual", &[("n", "2".to_owned())]))
}

#[tokio::test]
async fn a_new_sheet_has_two_pages_and_all_else_can_be_switched_on() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (compose, preview) = ("/surveys/1/feedback/sheet", "/surveys/1/feedback/preview");
        compose_bare(&coordinator, SurveyId(1)).await;
        let short = coordinator.get(preview).await.expect_status(200);
        assert!(!is_long(&short), "{}", short.first("#sheet-pages"));
        let counts = short.texts("#section-rates .stat-value");
        assert!(counts[0].contains("名簿の") && counts[0].contains('%'), "{counts:?}");
        let bars = |page: &Page| page.texts("#challenges-table tbody tr").len();
        assert_eq!(bars(&short), 5);

        publish(&coordinator, SurveyId(1), &[]).await;
        let page = coordinator.get(compose).await.expect_status(200);
        assert!(page.has("#published") && !page.has("#differences"), "{}", page.describe());
        let on = ["rates", "rate_charts", "challenges", "practices", "requests", "collaboration"];
        let mut changes: Vec<(&str, &str)> = on.iter().map(|kind| ("on", *kind)).collect();
        changes.extend([("extent", "full"), ("do", "save")]);
        coordinator.submit(&page, "#sheet-form", &changes).await.expect_status(303);
        let full = coordinator.get(preview).await.expect_status(200);
        assert!(full.has("#section-rate_charts figure") && full.has("#section-requests figure"));
        assert_eq!(bars(&full), 8);
        let plain = coordinator.get(&format!("{preview}?plain=yes")).await.expect_status(200);
        for (page, said) in
            [(&full, "実際の割合より低いことがあります"), (&plain, "もっと高いかもしれません")]
        {
            let notes = page.texts("#section-rate_charts .figure-note");
            assert!(notes.iter().all(|note| !note.contains(said)), "{notes:?}");
            let n_said = page.first("#section-rate_charts").matches(said).count();
            let n_charts = page.texts("#section-rate_charts figure").len();
            assert!(
                (1..=n_charts).contains(&n_said),
                "once for the charts of a questionnaire: {n_said} {n_charts}"
            );
        }
        assert!(!plain.first("#section-rate_charts").contains("実際の割合"), "{}", plain.describe());
        let saved = coordinator.get(compose).await.expect_status(200);
        assert!(saved.has("input[name=extent][value=full][checked]"), "{}", saved.describe());
        assert!(!saved.has("#differences"), "more bars are no other numbers: {}", saved.describe());
    })
    .await;
}

/// Several questionnaires ask the same in the same words.
#[tokio::test]
async fn questions_are_chosen_under_the_title_of_their_questionnaire() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let page = coordinator.get("/surveys/1/feedback/sheet").await.expect_status(200);
        let groups = "#sheet-form fieldset.card > fieldset";
        let titles = page.texts(&format!("{groups} > legend"));
        assert!(titles.len() > 1, "{}", page.describe());
        for place in 1..=titles.len() {
            let labels = page.texts(&format!("{groups}:nth-of-type({place}) label"));
            let different: BTreeSet<&String> = labels.iter().collect();
            assert!(!labels.is_empty() && different.len() == labels.len(), "{labels:?}");
        }
        let preview = coordinator.get("/surveys/1/feedback/preview").await.expect_status(200);
        let headings = preview.texts("#section-answers h3");
        assert!(headings.iter().any(|heading| titles.contains(heading)), "{titles:?} {headings:?}");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_with_every_section_is_no_longer_than_a_sheet_may_be() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let page = coordinator.get("/surveys/1/feedback/sheet").await.expect_status(200);
        let sections = page.attributes("[name=on]", "value");
        let all = sections.iter().map(|kind| ("on", kind.as_str()));
        let all: Vec<(&str, &str)> = all.chain([("extent", "short"), ("do", "save")]).collect();
        coordinator.submit(&page, "#sheet-form", &all).await.expect_status(303);
        let preview = coordinator.get("/surveys/1/feedback/preview").await.expect_status(200);
        assert!(preview.has("#section-collaboration figure"), "{}", preview.describe());
        let length = preview.first("#sheet-pages");
        assert!(length.contains("PDFはA4で"), "it is set: {length}");
        let obstacles = preview.texts("#obstacles li");
        assert!(obstacles.iter().all(|line| !line.contains("ページあります")), "{length} {obstacles:?}");
    })
    .await;
}

/// Whoever adds everything is told in words what to do about it, and nothing too long is published.
#[tokio::test]
async fn a_sheet_that_grew_too_long_says_how_to_shorten_it_and_is_not_published() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (compose, preview) = ("/surveys/1/feedback/sheet", "/surveys/1/feedback/preview");
        let page = coordinator.get(compose).await.expect_status(200);
        let (sections, questions) =
            (page.attributes("[name=on]", "value"), page.attributes("[name=question]", "value"));
        let all = sections.iter().map(|kind| ("on", kind.as_str()));
        let all = all.chain(questions.iter().map(|id| ("question", id.as_str())));
        let all: Vec<(&str, &str)> = all.chain([("extent", "full"), ("do", "save")]).collect();
        coordinator.submit(&page, "#sheet-form", &all).await.expect_status(303);
        let long = coordinator.get(compose).await.expect_status(200);
        assert!(long.text().contains(&say("sheet-long", &[])), "{}", long.first("#length"));
        let held = coordinator.get(preview).await.expect_status(200);
        let obstacles = held.texts("#obstacles li");
        assert!(!held.has("#publish-form") && !obstacles.is_empty(), "{}", held.describe());
        assert!(obstacles.iter().any(|line| line.contains("組み立てるページで")), "{obstacles:?}");
        // Which sections take how much paper, the longest first.
        let rooms = held.texts("#rooms li");
        let pages = |line: &String| -> f64 {
            let (_, room) = line.rsplit_once("およそ").expect("a length");
            room.trim_end_matches("ページ").trim().parse().expect("a number")
        };
        let lengths: Vec<f64> = rooms.iter().map(pages).collect();
        assert!(lengths.len() > 3 && lengths.is_sorted_by(|one, next| one >= next), "{rooms:?}");
        assert!(lengths.iter().sum::<f64>() > 2.0, "{rooms:?}");
    })
    .await;
}

/// Who approves a sheet is told what paper will not show, and may publish it all the same.
#[tokio::test]
async fn what_paper_has_no_signs_for_is_named_with_its_place_before_a_sheet_is_published() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        all_write(app, &open, &["1"; 6], "").await;
        assert!(!looked_at(&coordinator, &open).await.has("#unprintable"));
        let compose = format!("/surveys/{}/feedback/sheet", open.survey.0);
        let page = coordinator.get(&compose).await.expect_status(200);
        let own = [("introduction", "𠮷と😀のことばです。"), ("do", "save")];
        coordinator.submit(&page, "#sheet-form", &own).await.expect_status(303);
        let places = looked_at(&coordinator, &open).await.texts("#unprintable li");
        let heading = say("sheet-section-introduction", &[]);
        assert_eq!(places.len(), 1, "the same in plain language is said once: {places:?}");
        for words in ["𠮷", "😀", heading.as_str(), "のことばで"] {
            assert!(places[0].contains(words), "{words}: {places:?}");
        }
        publish(&coordinator, open.survey, &[]).await;
        let list = coordinator.get(&format!("/questionnaires/{}", open.questionnaire.0)).await;
        assert!(!list.expect_status(200).has("#unprintable"), "the questionnaire has none of these");
    })
    .await;
}

#[tokio::test]
async fn a_questionnaire_names_what_its_paper_has_no_signs_for() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mood = json!({ "type": "radiogroup", "name": "mood", "title": "気分", "choices": ["1|😀", "2|どちらでも"] });
        let open = open_definition(app, &coordinator, &definition(&[mood])).await;
        let path = format!("/questionnaires/{}", open.questionnaire.0);
        let places = coordinator.get(&path).await.expect_status(200).texts("#unprintable li");
        assert!(places.iter().any(|place| place.contains("😀")), "{places:?}");
        let viewer = app.login(Role::Viewer).await;
        assert!(!viewer.get(&path).await.expect_status(200).has("#unprintable"), "who cannot change it");
    })
    .await;
}

/// Nobody outside sees whether nobody answered or somebody did.
#[tokio::test]
async fn a_sheet_of_no_answers_says_the_same_as_one_of_a_single_answer() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let sheet = looked_at(&coordinator, &open).await;
        let withheld = say("feedback-withheld-whole", &[("n", "5".to_owned())]);
        assert!(sheet.text().contains(&withheld), "{}", sheet.describe());
        assert!(!sheet.has("main figure"), "{}", sheet.describe());
        let compose = format!("/surveys/{}/feedback/sheet", open.survey.0);
        let composed = coordinator.get(&compose).await.expect_status(200).texts(".things .choice");
        let silent = say("sheet-section-silent", &[]);
        let n_silent = composed.iter().filter(|line| line.contains(&silent)).count();
        assert!(
            n_silent > 0 && n_silent < composed.len(),
            "whoever composes sees what stays away: {composed:?}"
        );
        let plain = async || {
            let page = coordinator.get(&format!("{}?plain=yes", preview(&open))).await.expect_status(200);
            page.texts("main .sheet .notice")
        };
        let (of_none, of_none_in_plain) = (sheet.texts("main .sheet"), plain().await);
        assert_eq!(of_none_in_plain.len(), 1);
        all_write(app, &open, &["1"], "ひとりの言葉。").await;
        assert_eq!(looked_at(&coordinator, &open).await.texts("main .sheet"), of_none);
        assert_eq!(plain().await, of_none_in_plain);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_one_answer_says_that_it_is_withheld() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        all_write(app, &open, &["1"], "ひとりの言葉。").await;
        let sheet = looked_at(&coordinator, &open).await;
        let withheld = say("feedback-withheld-whole", &[("n", "5".to_owned())]);
        assert!(sheet.text().contains(&withheld), "{}", sheet.describe());
        assert!(!sheet.has("main figure") && !sheet.text().contains("ひとり"), "{}", sheet.describe());
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_which_all_is_withheld_is_whole_and_can_be_published() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        all_write(app, &open, &["1", "1", "1", "2", "2", "2"], "").await;
        let sheet = looked_at(&coordinator, &open).await;
        assert!(!sheet.has("#section-answers table"), "three and three are few: {}", sheet.describe());
        let text = sheet.first("#section-answers .note-text");
        assert!(text.contains("通う手段"), "{text}");
        assert!(sheet.text().contains(&say("feedback-no-themes", &[])), "{}", sheet.describe());
        publish(&coordinator, open.survey, &[]).await;
        let shown = app.visitor().get(&share(&coordinator, open.survey).await).await.expect_status(200);
        assert_eq!(shown.first("#section-answers .note-text"), text);
    })
    .await;
}

#[tokio::test]
async fn a_quote_as_long_as_an_answer_may_be_is_refused_and_nothing_of_it_is_lost() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let long = "雪でバスが来ない。".repeat(1_111);
        all_write(app, &open, &["1"], &long).await;
        all_write(app, &open, &["1", "1", "2", "2", "2", "2"], "").await;
        let list = coordinator.get(&format!("/surveys/{}/feedback", open.survey.0)).await.expect_status(200);
        let quotes = list.attributes(".quote-form a", "href");
        let page = coordinator.get(&quotes[0]).await.expect_status(200);
        let release = [("text", long.as_str()), ("checked", "true"), ("do", "release")];
        let refused = coordinator.submit(&page, "#quote-form", &release).await.expect_status(422);
        assert!(refused.has(".error-summary"), "{}", refused.describe());
        assert!(refused.texts("textarea[name=text]")[0].contains(&long), "what was typed is there");
        let sheet = looked_at(&coordinator, &open).await;
        assert!(!sheet.text().contains("雪でバス"), "{}", sheet.describe());
    })
    .await;
}

#[tokio::test]
async fn without_the_font_a_sheet_is_published_as_a_page_and_its_pdf_says_what_is_missing() {
    let empty = tempfile::tempdir().expect("a folder");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.fonts = empty.path().to_owned()).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&[])).await;
    all_write(&app, &open, &["1", "1", "1", "1", "1", "1"], "").await;
    let file = coordinator.get(&format!("{}.pdf", preview(&open))).await.expect_status(503);
    assert!(file.text().contains("fonts-morisawa-bizud-gothic"), "{}", file.describe());
    publish(&coordinator, open.survey, &[]).await;
    let link = share(&coordinator, open.survey).await;
    let visitor = app.visitor();
    assert!(visitor.get(&link).await.expect_status(200).has("#section-answers figure"));
    let of_region = visitor.get(&format!("{link}/sheet.pdf")).await.expect_status(503);
    assert!(!of_region.text().contains("fonts-morisawa"), "{}", of_region.describe());
    assert!(of_region.has(&format!("main a[href='{link}']")), "the way back: {}", of_region.describe());
    app.stop().await;
}

/// An estimate says that it is one, and holds back nothing that may well fit.
#[tokio::test]
async fn without_the_font_a_sheet_that_is_likely_to_be_long_is_published_all_the_same() {
    let empty = tempfile::tempdir().expect("a folder");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.fonts = empty.path().to_owned()).await;
    let coordinator = app.login(Role::Coordinator).await;
    let choices: Vec<String> = (0..40).map(|n| format!("{n}|選択肢その{n}")).collect();
    let tall = |n: usize| {
        json!({ "type": "checkbox", "name": format!("tall{n}"), "title": "あてはまるもの",
        "choices": choices })
    };
    let questions: Vec<Value> = (0..11).map(tall).collect();
    let open = open_definition(&app, &coordinator, &definition(&questions)).await;
    for _ in 0..6 {
        let ticked: Vec<String> = (0..11).map(|n| format!("tall{n}")).collect();
        let fields: Vec<(&str, &str)> = ticked.iter().map(|name| (name.as_str(), "1")).collect();
        answer(&app, &open, &fields).await;
    }
    let compose = format!("/surveys/{}/feedback/sheet", open.survey.0);
    let page = coordinator.get(&compose).await.expect_status(200);
    let questions = page.attributes("[name=question]", "value");
    let all = questions.iter().filter(|id| id.contains("tall")).map(|id| ("question", id.as_str()));
    let all: Vec<(&str, &str)> = all.chain([("on", "answers"), ("do", "save")]).collect();
    coordinator.submit(&page, "#sheet-form", &all).await.expect_status(303);
    let composed = coordinator.get(&compose).await.expect_status(200);
    assert!(!composed.text().contains(&say("sheet-long", &[])), "{}", composed.describe());
    let sheet = coordinator.get(&preview(&open)).await.expect_status(200);
    for page in [&composed, &sheet] {
        assert!(page.first("#maybe-long").contains("おおよそ"), "{}", page.describe());
    }
    assert!(sheet.first("#sheet-pages").contains("おおよそ"), "{}", sheet.first("#sheet-pages"));
    publish(&coordinator, open.survey, &[]).await;
    // With the font its pages can be counted: it is no PDF, and the page is there.
    for file in std::fs::read_dir(DEBIAN_FONTS).expect("the font is installed") {
        let file = file.expect("a file").path();
        let name = file.file_name().expect("a name");
        std::fs::copy(&file, empty.path().join(name)).expect("a copy");
    }
    let link = share(&coordinator, open.survey).await;
    let visitor = app.visitor();
    for words in ["", "?plain=yes"] {
        let sheet = visitor.get(&format!("{link}{words}")).await.expect_status(200);
        let file = visitor.get(&sheet.link(&say("sheet-pdf", &[]))).await.expect_status(303);
        let led_back = visitor.follow(file).await.expect_status(200);
        assert!(led_back.has("#no-pdf") && !sheet.has("#no-pdf"), "{}", led_back.describe());
        assert!(
            !led_back.body.contains("sheet.pdf"),
            "no link to what is not there: {}",
            led_back.describe()
        );
        assert_eq!(led_back.texts("main .sheet section"), sheet.texts("main .sheet section"));
    }
    let again = coordinator.get(&preview(&open)).await.expect_status(200);
    assert!(!again.has("#maybe-long") && again.has("#rooms"), "{}", again.describe());
    app.stop().await;
}

/// Whoever answered the second questionnaire has own answers to look at, too.
#[tokio::test]
async fn a_new_sheet_shows_a_question_of_each_questionnaire_and_one_that_nobody_answered_in_words() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let more = json!({ "type": "radiogroup", "name": "day", "title": "通う日", "choices": ["1|平日", "2|休日"] });
        let open = open_definition(app, &coordinator, &definition(&[more])).await;
        let second = open_second(app, &coordinator, open.survey, &definition(&[])).await;
        for _ in 0..6 {
            answer(app, &open, &[("way", "1")]).await;
            answer(app, &second, &[("way", "2")]).await;
        }
        let sheet = looked_at(&coordinator, &open).await;
        for of in [&open, &second] {
            assert!(sheet.has(&format!("#q{}-way-table", of.questionnaire.0)), "{}", sheet.describe());
        }
        assert!(!sheet.has("#unmarked"), "{}", sheet.describe());
        let compose = format!("/surveys/{}/feedback/sheet", open.survey.0);
        let page = coordinator.get(&compose).await.expect_status(200);
        let (way, day) =
            (format!("q{}-way", open.questionnaire.0), format!("q{}-day", open.questionnaire.0));
        let own = [("question", way.as_str()), ("question", day.as_str()), ("do", "save")];
        coordinator.submit(&page, "#sheet-form", &own).await.expect_status(303);
        let chosen = looked_at(&coordinator, &open).await;
        assert!(!chosen.has(&format!("#{day}-table")), "nobody said on which days: {}", chosen.describe());
        assert!(chosen.first("#section-answers .note-text").contains("通う日"), "{}", chosen.describe());
        assert!(chosen.has("#unmarked"), "nothing of the second is on it: {}", chosen.describe());
    })
    .await;
}

/// Six and three of nine of each area: three are few, and the six would tell them. Of the whole region twelve and six are told.
#[tokio::test]
async fn a_usual_question_of_which_an_area_has_no_number_to_show_is_named_with_the_reason() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let places = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] });
        let day = json!({ "type": "radiogroup", "name": "day", "title": "通う日", "choices": ["1|平日", "2|休日"] });
        let open = open_definition(app, &coordinator, &definition(&[day, places.clone()])).await;
        let second = open_second(app, &coordinator, open.survey, &definition(&[places])).await;
        for place in ["9001", "9002"] {
            for n in 0..9 {
                let way = if n < 6 { "1" } else { "2" };
                answer(app, &open, &[("way", way), ("day", "1"), ("where", place)]).await;
                answer(app, &second, &[("way", "1"), ("where", place)]).await;
            }
        }
        let whole = coordinator.get(&preview(&open)).await.expect_status(200);
        assert!(whole.has(&format!("#q{}-way-table", open.questionnaire.0)), "{}", whole.describe());
        assert!(!whole.text().contains("図にしていない設問"), "{}", whole.describe());
        for (query, why) in [("", "図にしていない設問"), ("&plain=yes", "図を出していません")] {
            let sheet = coordinator.get(&format!("{}?area=9001{query}", preview(&open))).await;
            let sheet = sheet.expect_status(200);
            assert!(sheet.has(&format!("#q{}-day-table", open.questionnaire.0)), "{}", sheet.describe());
            assert!(!sheet.has(&format!("#q{}-way-table", open.questionnaire.0)), "{}", sheet.describe());
            let said = sheet.first("#section-answers .note-text");
            // The plain version has readings behind some of the words.
            assert!(said.contains(why) && said.contains("手段"), "{said}");
        }
    })
    .await;
}

/// An area's sheet says of answers that the whole region counts them only where it does.
#[tokio::test]
async fn an_area_of_few_is_in_the_whole_region_only_where_that_counts_answers() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let places = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] });
        let open = open_definition(app, &coordinator, &definition(&[places])).await;
        let path = format!("{}?area=9001", preview(&open));
        let n = [("n", "5".to_owned())];
        let (alone, within) = (say("feedback-withheld-area", &n), say("feedback-withheld-text", &n));
        let from = async |place: &str| answer(app, &open, &[("way", "1"), ("where", place)]).await;
        for n_answered in 0..2 {
            if n_answered > 0 {
                from("9001").await;
            }
            let text = coordinator.get(&path).await.expect_status(200).text();
            assert!(text.contains(&alone) && !text.contains(&within), "{text}");
        }
        for _ in 0..6 {
            from("9002").await;
        }
        let text = coordinator.get(&path).await.expect_status(200).text();
        assert!(text.contains(&within), "{text}");
    })
    .await;
}

/// Words with a theme.
const THEME: &str = "送迎の手段がなく、通勤ができない。交通費も足りない。";

#[tokio::test]
async fn who_tells_no_area_counts_for_the_whole_region() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        all_write(app, &open, &["1", "1", "1", "2", "2", "2"], THEME).await;
        let sheet = looked_at(&coordinator, &open).await;
        let challenges = sheet.first("#section-challenges");
        let note = say("feedback-without-area", &[("n", "6".to_owned())]);
        assert!(challenges.contains(&note) && sheet.has("#challenges-table"), "{challenges}");
        publish(&coordinator, open.survey, &[]).await;
        let proposed = coordinator.get(&format!("/surveys/{}/replies", open.survey.0)).await;
        let n_themes = sheet.texts("#challenges-table tbody tr").len();
        let fields = proposed.expect_status(200).attributes("[name^='text-C']", "name");
        assert_eq!(fields.len(), n_themes, "{challenges}: {fields:?}");
    })
    .await;
}

#[tokio::test]
async fn few_who_tell_no_area_are_not_counted_and_not_told() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let places = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] });
        let open = open_definition(app, &coordinator, &definition(&[places])).await;
        for n in 0..14 {
            let place: &[(&str, &str)] = match n {
                0..6 => &[("where", "x")],
                6..12 => &[("where", "y")],
                _ => &[],
            };
            let fields: Vec<(&str, &str)> =
                [("way", "1"), ("hard", THEME)].iter().chain(place).copied().collect();
            answer(app, &open, &fields).await;
        }
        let sheet = looked_at(&coordinator, &open).await;
        let challenges = sheet.first("#section-challenges");
        let base = say("figure-n", &[("n", "12".to_owned())]);
        assert!(challenges.contains(&base), "{challenges}");
        let note = say("feedback-scope-note-apart", &[]);
        assert!(sheet.text().contains(&note), "{}", sheet.describe());
    })
    .await;
}

#[tokio::test]
async fn themes_that_are_withheld_are_counted_and_not_drawn_and_nobody_is_said_to_have_chosen_one() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        all_write(app, &open, &["1"; 8], THEME).await;
        all_write(app, &open, &["1"], &format!("{THEME}手帳がないため障害者枠に応募できない。")).await;
        let usual = looked_at(&coordinator, &open).await;
        let plain = coordinator.get(&usual.link(&say("sheet-to-plain", &[]))).await.expect_status(200);
        for page in [&usual, &plain] {
            let challenges = page.first("#section-challenges");
            let rows = page.texts("#challenges-table tbody tr");
            assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains(['＊', '*'])), "{rows:?}");
            assert!(!challenges.contains("手帳"), "which one is withheld is not told: {challenges}");
            assert!(!challenges.contains("複数回答") && !challenges.contains("質問です"), "{challenges}");
        }
        let note = usual.first("#section-challenges .figure-note");
        let left_out = say("figure-left-out", &[("n", "1".to_owned())]);
        assert!(note.contains(&say("figure-several-texts", &[])) && note.contains(&left_out), "{note}");
        let note = plain.first("#section-challenges .figure-note");
        assert!(note.contains("100%より") && note.contains("ほかに1種類"), "{note}");
    })
    .await;
}
