//! Feedback sheets: composed, approved as they were looked at, frozen; what is withdrawn is gone from them all the same.

mod causes;
mod close;
mod narrowed;
mod readers;
mod reasons;
mod taken_back;

use sea_orm::EntityTrait;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::entity::{publication, publication_quote};
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::withdrawal_code;
use tests::{Page, Session, TestApp, demo, on_both, sheets};

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

/// Somebody who allows all that a sheet needs, and comes by bus; returns the receipt.
async fn answer(app: &TestApp, open: &OpenSurvey, words: &str) -> Page {
    sheets::answer(app, open, &[("way", "1"), ("hard", words)]).await
}

/// A survey of seven answers, with the words of the first released as a quote.
struct Made {
    coordinator: Session,
    open: OpenSurvey,
    /// The receipt of the first.
    receipt: Page,
}

async fn made(app: &TestApp) -> Made {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &sheets::definition(&[])).await;
    let receipt = answer(app, &open, "冬はバスが来ない。").await;
    for n in 1..7 {
        answer(app, &open, &format!("通院の相談が続く、その{n}。")).await;
    }
    let made = Made { coordinator, open, receipt };
    made.release("", &[]).await;
    made
}

impl Made {
    fn path(&self, page: &str) -> String {
        format!("/surveys/{}/feedback{page}", self.open.survey.0)
    }

    /// Releases the first quote of a list.
    async fn release(&self, list: &str, changes: &[(&str, &str)]) {
        sheets::release(&self.coordinator, self.open.survey, list, changes).await;
    }

    async fn preview(&self) -> Page {
        self.coordinator.get(&self.path("/preview")).await.expect_status(200)
    }

    /// Approves what the preview shows now.
    async fn publish(&self, changes: &[(&str, &str)]) -> Page {
        let page = self.preview().await;
        self.coordinator.submit(&page, "#publish-form", changes).await
    }

    /// A new share link of the whole region.
    async fn link(&self) -> String {
        sheets::share(&self.coordinator, self.open.survey).await
    }

    async fn versions(&self, app: &TestApp) -> Vec<publication::Model> {
        store::publications::of_area(app.db(), self.open.survey, "").await.expect("they can be read")
    }

    async fn withdraw(&self, app: &TestApp) {
        let code = withdrawal_code(&self.receipt);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
    }
}

/// What stands on the sheet of the only closed question.
fn numbers(page: &Page) -> String {
    page.first("#section-answers table")
}

#[tokio::test]
async fn a_link_shows_nothing_before_publication_and_the_same_ever_after() {
    on_both(async |app| {
        let made = made(app).await;
        let (link, visitor) = (made.link().await, app.visitor());
        let none = visitor.get(&link).await.expect_status(200);
        assert!(none.text().contains(&say("sheet-unpublished", &[])), "{}", none.describe());
        visitor.get(&format!("{link}/sheet.pdf")).await.expect_status(303);

        made.publish(&[]).await.expect_status(303);
        let sheet = visitor.get(&link).await.expect_status(200);
        assert!(numbers(&sheet).contains('7'), "{}", sheet.describe());
        assert!(sheet.text().contains("冬はバスが来ない。"), "{}", sheet.describe());
        answer(app, &made.open, "あとから届いた言葉。").await;
        let later = visitor.get(&link).await.expect_status(200);
        assert_eq!(later.texts("main"), sheet.texts("main"), "it is frozen");
        assert!(numbers(&made.preview().await).contains('8'), "the next one would count it");

        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let causes = office.texts("#causes li");
        assert_eq!(causes, [say("sheet-cause-new", &[])], "{}", office.describe());
        assert!(office.texts("#differences li").iter().any(|line| line.contains("7 → 8")));
    })
    .await;
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_is_not_published() {
    on_both(async |app| {
        let made = made(app).await;
        let looked_at = made.preview().await;
        answer(app, &made.open, "あとから届いた言葉。").await;
        let refused = made.coordinator.submit(&looked_at, "#publish-form", &[]).await.expect_status(303);
        let again = made.coordinator.follow(refused).await.expect_status(200);
        assert!(again.text().contains(&say("sheet-changed", &[])), "{}", again.describe());
        assert!(made.versions(app).await.is_empty());
        made.coordinator.submit(&again, "#publish-form", &[]).await.expect_status(303);
        let versions = made.versions(app).await;
        assert_eq!((versions.len(), versions[0].number), (1, 1));
        let twice = made.coordinator.submit(&again, "#publish-form", &[]).await.expect_status(303);
        let twice = made.coordinator.follow(twice).await;
        assert!(twice.text().contains(&say("sheet-is-published", &[])), "{}", twice.describe());
        assert_eq!(made.versions(app).await.len(), 1, "a double click is one version");
    })
    .await;
}

#[tokio::test]
async fn a_new_version_says_why_and_what_was_withdrawn_is_in_neither() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let (link, visitor) = (made.link().await, app.visitor());
        made.withdraw(app).await;
        let sheet = visitor.get(&link).await.expect_status(200);
        assert!(!sheet.text().contains("冬はバスが来ない。"), "{}", sheet.describe());
        assert!(
            !sheet.has("#section-quotes"),
            "nor does anything say that there was one: {}",
            sheet.describe()
        );
        assert!(numbers(&sheet).contains('7'), "its numbers are those that were published");
        let words = publication_quote::Entity::find().all(app.db()).await.expect("quotes can be read");
        assert!(words.is_empty(), "the words are erased with the answer");

        let list = made.coordinator.get(&made.path("")).await;
        assert!(list.text().contains(&say("sheet-to-recount", &[])), "{}", list.describe());
        let office = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        assert_eq!(office.texts("#causes li"), [say("sheet-cause-withdrawn", &[])]);

        let unsaid = made.publish(&[]).await.expect_status(422);
        assert!(unsaid.has(".error-summary a[href='#reason']"), "{}", unsaid.describe());
        let why = "回答の取り下げがあったため、集計し直しました。";
        let unconfirmed = made.publish(&[("reason", why)]).await.expect_status(422);
        assert!(unconfirmed.has(".error-summary a[href='#confirmed']"), "{}", unconfirmed.describe());
        let quote = say("sheet-close-quotes", &[("number", "1".to_owned()), ("n", "1".to_owned())]);
        assert!(unconfirmed.texts("#near li").contains(&quote), "{}", unconfirmed.describe());
        made.publish(&[("reason", why), ("confirmed", "true")]).await.expect_status(303);
        let sheet = visitor.get(&link).await.expect_status(200);
        let args = [("number", "2".to_owned()), ("reason", why.to_owned())];
        assert_eq!(sheet.first(".sheet-version"), say("sheet-version-reason", &args));
        assert!(numbers(&sheet).contains('6'), "{}", sheet.describe());

        let versions = made.versions(app).await;
        assert_eq!(versions.len(), 2);
        for version in &versions {
            assert_eq!(store::publications::hash(&version.content), version.sha256);
            assert!(!version.content.contains("冬はバス"), "words of quotes are not frozen");
        }
    })
    .await;
}

#[tokio::test]
async fn a_quote_that_is_taken_off_or_masked_anew_is_not_read_as_it_was() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let (link, visitor) = (made.link().await, app.visitor());
        made.release("?state=released", &[("text", "冬は〇〇が来ない。")]).await;
        let sheet = visitor.get(&link).await.expect_status(200);
        assert!(!sheet.text().contains("来ない"), "{}", sheet.describe());
        assert!(!sheet.has("#section-quotes"), "{}", sheet.describe());
        made.publish(&[("reason", "声を書きかえました。")]).await.expect_status(303);
        assert!(visitor.get(&link).await.text().contains("冬は〇〇が来ない。"));
    })
    .await;
}

#[tokio::test]
async fn only_those_who_may_share_publish() {
    on_both(async |app| {
        let made = made(app).await;
        let hash = made.preview().await.attributes("#publish-form input[name=hash]", "value");
        let fields = [("hash", hash[0].as_str()), ("number", "1")];
        for role in [Role::Viewer, Role::Researcher] {
            let reader = app.login(role).await;
            reader.post_form(&made.path("/publish"), &fields).await.expect_status(403);
            reader.get(&made.path("/sheet")).await.expect_status(403);
        }
        let outsider = app.visitor().post_form(&made.path("/publish"), &fields).await;
        assert!([303, 401, 403].contains(&outsider.status), "{}", outsider.describe());
        assert!(made.versions(app).await.is_empty());
        made.coordinator.post_form(&made.path("/publish"), &fields).await.expect_status(303);
        let versions = made.versions(app).await;
        assert_eq!(versions.len(), 1);
        let by = store::users::find_by_login(app.db(), "test-coordinator").await.expect("users");
        assert_eq!(Some(versions[0].approved_by), by.map(|user| user.id), "who approved is kept");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_is_what_was_composed() {
    on_both(async |app| {
        let made = made(app).await;
        let page = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let changes = [
            ("on", "next_steps"),
            ("on", "quotes"),
            ("on", "rates"),
            ("introduction", "ありがとうございました。"),
            ("next_steps", "秋に集まります。"),
            ("do", "up:next_steps"),
        ];
        let saved = made.coordinator.submit(&page, "#sheet-form", &changes).await.expect_status(303);
        let to = saved.location().unwrap_or_default().to_owned();
        assert!(to.ends_with("#section-next_steps"), "to what was moved: {to}");
        assert!(made.coordinator.follow(saved).await.expect_status(200).has("li#section-next_steps"));
        let composed = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let silent = say("sheet-section-silent", &[]);
        let lines = composed.texts(".things .choice");
        let silent: Vec<&String> = lines.iter().filter(|line| line.contains(&silent)).collect();
        assert!(silent.is_empty(), "all three have something to show: {silent:?}");
        let sheet = made.preview().await;
        let ids = sheet.attributes("section[id^='section-']", "id");
        assert_eq!(ids, ["section-rates", "section-quotes", "section-next_steps"]);
        assert!(sheet.text().contains("秋に集まります。"), "{}", sheet.describe());
        assert!(!sheet.text().contains("ありがとうございました。秋"), "{}", sheet.describe());

        // Somebody who had the page open before changes the same field.
        let meets = [("next_steps", "冬に集まります。"), ("do", "save")];
        let met = made.coordinator.submit(&page, "#sheet-form", &meets).await.expect_status(409);
        assert!(met.has("#differing"), "{}", met.describe());
        assert!(met.texts("textarea[name=next_steps]").contains(&"冬に集まります。".to_owned()));
        assert!(made.preview().await.text().contains("秋に集まります。"), "nothing is lost");
        made.coordinator.submit(&met, "#sheet-form", &[("do", "save")]).await.expect_status(303);
        assert!(made.preview().await.text().contains("冬に集まります。"));

        let long = "長".repeat(801);
        let page = made.coordinator.get(&made.path("/sheet")).await;
        let refused = [("introduction", long.as_str()), ("do", "save")];
        made.coordinator.submit(&page, "#sheet-form", &refused).await.expect_status(422);
    })
    .await;
}

#[tokio::test]
async fn a_reading_line_is_looked_at_again_when_its_numbers_change() {
    on_both(async |app| {
        let made = made(app).await;
        let form = format!("#form-q{}-way", made.open.questionnaire.0);
        let page = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        assert!(page.first(&format!("{form} .hint")).contains("バス"), "{}", page.describe());
        let source = page.attributes(&format!("{form} a"), "href");
        let (address, place) = source[0].split_once('#').expect("the place of the chart");
        let counted = made.coordinator.get(address).await.expect_status(200);
        assert!(
            counted.has(&format!("[id='{place}'] a")),
            "its numbers lead to answers: {}",
            counted.describe()
        );
        let line = [("text", "全員がバスで通います。"), ("do", "save")];
        made.coordinator.submit(&page, &form, &line).await.expect_status(303);
        let preview = made.preview().await;
        let shown = preview.texts("#section-answers .figure-reading");
        assert_eq!(shown, ["全員がバスで通います。"]);

        let stale = made.coordinator.submit(&page, &form, &[("text", "別の文。"), ("do", "save")]).await;
        assert!(stale.expect_status(409).has("#differing"), "somebody else wrote a line meanwhile");

        answer(app, &made.open, "あとから届いた言葉。").await;
        let blocked = made.preview().await;
        assert!(!blocked.has("#publish-form"), "{}", blocked.describe());
        assert_eq!(blocked.texts("#obstacles li").len(), 1);
        let office = made.coordinator.get(&made.path("/sheet")).await;
        assert!(office.first(&form).contains(&say("sheet-line-outdated", &[])), "{}", office.describe());
        made.coordinator.submit(&office, &form, &[("do", "save")]).await.expect_status(303);
        assert!(made.preview().await.has("#publish-form"), "the same words, looked at again");
        let office = made.coordinator.get(&made.path("/sheet")).await;
        made.coordinator.submit(&office, &form, &[("do", "draft")]).await.expect_status(303);
        let shown = made.preview().await.texts("#section-answers .figure-reading");
        assert!(shown[0].contains("バス") && !shown[0].contains("全員"), "{shown:?}");
    })
    .await;
}

#[tokio::test]
async fn no_chart_is_published_without_a_reading_line() {
    on_both(async |app| {
        let made = made(app).await;
        let id = format!("q{}-way", made.open.questionnaire.0);
        let form = format!("#form-{id}");
        let page = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        made.coordinator.submit(&page, &form, &[("text", ""), ("do", "save")]).await.expect_status(303);
        let blocked = made.preview().await;
        assert!(!blocked.has("#publish-form"), "{}", blocked.describe());
        assert!(
            blocked.first("#obstacles li").contains("読み取りの文がありません"),
            "{}",
            blocked.describe()
        );
        let hrefs = blocked.attributes("#obstacles a", "href");
        assert_eq!(hrefs, [format!("{}#line-{id}", made.path("/sheet"))], "where it is written");
        let page = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        made.coordinator.submit(&page, &form, &[("do", "draft")]).await.expect_status(303);
        assert!(made.preview().await.has("#publish-form"), "the draft is a line");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_few_says_so_and_nothing_else() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &sheets::definition(&[])).await;
        answer(app, &open, "ひとりの言葉。").await;
        let path = format!("/surveys/{}/feedback/preview", open.survey.0);
        let sheet = coordinator.get(&path).await.expect_status(200);
        assert!(
            !sheet.has("main figure") && !sheet.text().contains("ひとりの言葉。"),
            "{}",
            sheet.describe()
        );
    })
    .await;
}

#[tokio::test]
async fn a_published_sheet_is_given_as_a_pdf() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let link = made.link().await;
        let file = app.visitor().get(&format!("{link}/sheet.pdf")).await.expect_status(200);
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        assert!(file.bytes.starts_with(b"%PDF-"), "{}", file.describe());
        assert!(file.body.contains("全体版　第1版"), "its title says of what it is, and which version");
        let preview = made.coordinator.get(&made.path("/preview.pdf")).await.expect_status(200);
        assert!(preview.bytes.starts_with(b"%PDF-") && !preview.body.contains("第1版"));
        let read = made.coordinator.get(&made.path("/published.pdf")).await.expect_status(200);
        let plain = app.visitor().get(&format!("{link}/sheet.pdf?plain=yes")).await.expect_status(200);
        let name = |page: &Page| page.header("content-disposition").unwrap_or_default().to_owned();
        let names = [&file, &read, &plain, &preview].map(name);
        for (name, end) in names.iter().zip(["-sheet-v1", "-sheet-v1", "-sheet-plain-v1", "-sheet-preview"]) {
            assert!(name.contains(&format!("{end}.pdf")), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_invented_survey_has_a_sheet_of_its_region() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let preview = "/surveys/1/feedback/preview";
        let before = coordinator.get(preview).await.expect_status(200);
        let length = before.texts("#sheet-pages");
        assert!(
            before.has("#publish-form"),
            "it is as short as it has to be: {length:?} {}",
            before.describe()
        );
        server::demo::publish(app.service().config.clone()).await.expect("it can be published");
        let after = coordinator.get(preview).await.expect_status(200);
        assert!(after.text().contains(&say("sheet-is-published", &[])), "{}", after.describe());
    })
    .await;
}
