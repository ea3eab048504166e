//! Notes that are written by several people and saved while they type: nothing is lost, and every state can be had again.

use analysis::text::encoding::{TextEncoding, encode};
use sea_orm::EntityTrait;
use serde_json::Value;
use surveys::entity::hearing_revision;
use surveys::id::HearingId;
use surveys::store;
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{survey_with_agencies, write_note};

/// Sends the sheet as a page does that saves by itself.
async fn autosave(person: &Session, page: &Page, changes: &[(&str, &str)]) -> Page {
    let mut form = page.form("form.sheet-form");
    form.fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let fields = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<(&str, &str)> = fields.chain(changes.iter().copied()).collect();
    let to = page.attributes("form.sheet-form", "data-autosave").remove(0);
    person.post_raw_form(&to, &fields).await
}

fn json(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("no JSON: {}", page.describe()))
}

async fn section(app: &TestApp, id: HearingId, key: &str) -> String {
    let sections = store::hearings::sections(app.db(), id).await.expect("they can be read");
    sections.get(key).cloned().unwrap_or_default()
}

fn number(page: &Page) -> HearingId {
    let last = page.path.rsplit('/').next().and_then(|last| last.parse().ok());
    HearingId(last.expect("a note has a number"))
}

#[tokio::test]
async fn a_page_saves_by_itself_and_leaves_few_states() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &[("role", "一。")]).await;
        let id = number(&note);
        let edit = coordinator.get(&format!("{}/edit", note.path)).await.expect_status(200);
        let mut revision = "1".to_owned();
        for n in 2..=8 {
            let text = "一。".repeat(n);
            let saved = autosave(&coordinator, &edit, &[("role", &text), ("revision", &revision)]).await;
            let said = json(&saved.expect_status(200));
            assert_eq!(said["revision"].as_i64(), i64::try_from(n).ok());
            assert!(said["words"].as_str().is_some_and(|words| words.starts_with("保存しました ")), "{said}");
            assert_eq!(said["fields"], serde_json::json!({}));
            revision = said["revision"].to_string();
        }
        assert_eq!(section(app, id, "role").await, "一。".repeat(8));
        let same =
            autosave(&coordinator, &edit, &[("role", &"一。".repeat(8)), ("revision", &revision)]).await;
        assert_eq!(json(&same)["revision"].to_string(), revision, "nothing new is no new state");
        let kept = store::hearing_revisions::list(app.db(), id).await.expect("they can be read");
        let kept: Vec<i32> = kept.iter().map(|saved| saved.revision).collect();
        // A stretch may have ended on the way; then the newest of the one before are kept as well.
        assert!(kept.starts_with(&[8, 7, 6]) && kept.ends_with(&[1]) && kept.len() <= 7, "{kept:?}");

        let wrong = autosave(&coordinator, &edit, &[("held_on", "きのう"), ("revision", &revision)]).await;
        assert!(
            json(&wrong.expect_status(422))["words"].as_str().is_some_and(|words| words.contains("日付"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_sheet_that_is_sent_twice_makes_one_note() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let form = format!("/surveys/{}/hearings/new?agency={}", survey.0, agencies[0].0);
        let sheet = "form.sheet-form";
        let marked = coordinator.get(&form).await.expect_status(303);
        let marked = marked.location().expect("an address with a mark").to_owned();
        let page = coordinator.get(&marked).await.expect_status(200);
        // With a mistake it comes back as the same form.
        let wrong = coordinator.submit(&page, sheet, &[("held_on", "いつか")]).await.expect_status(422);
        let mark = "input[name=mark]";
        assert_eq!(wrong.attributes(mark, "value"), page.attributes(mark, "value"));
        let text = [("role", "一。")];
        let made = coordinator.submit(&page, sheet, &text).await.expect_status(303);
        let again = coordinator.submit(&page, sheet, &text).await.expect_status(303);
        assert_eq!(again.location(), made.location());
        let again = coordinator.follow(again).await.expect_status(200);
        assert!(again.has(".flash.notice-success"), "{}", again.describe());
        let other = coordinator.submit(&page, sheet, &[("role", "二。")]).await.expect_status(303);
        assert_eq!(other.location(), made.location());
        let other = coordinator.follow(other).await.expect_status(200);
        assert!(other.has(".flash.notice-warning"), "{}", other.describe());
        assert_eq!(section(app, number(&other), "role").await, "一。", "nothing is written over it");
        // A browser that asks for the page anew when somebody goes back.
        assert_eq!(coordinator.get(&marked).await.expect_status(303).location(), made.location());
        // Another form is another note, also of the same words.
        let page = coordinator.follow(coordinator.get(&form).await).await.expect_status(200);
        let second = coordinator.submit(&page, sheet, &text).await.expect_status(303);
        assert_ne!(second.location(), made.location());
    })
    .await;
}

#[tokio::test]
async fn two_people_at_one_note_lose_nothing() {
    on_both(async |app| {
        let (one, survey, agencies) = survey_with_agencies(app).await;
        let other = app.login(server::auth::Role::Administrator).await;
        let sheet = [("role", "一。二。三。"), ("forum", "はじめ。")];
        let note = write_note(&one, survey, agencies[0], &sheet).await;
        let id = number(&note);
        let edit = format!("{}/edit", note.path);
        let (mine, theirs) = (one.get(&edit).await, other.get(&edit).await);
        other
            .submit(&theirs, "form.sheet-form", &[("role", "いち。二。三。"), ("place", "会議室")])
            .await
            .expect_status(303);

        // Different sentences and fields come together, and the page is told what it does not have.
        let said = json(&autosave(&one, &mine, &[("role", "一。二。三。四。")]).await.expect_status(200));
        assert_eq!(section(app, id, "role").await, "いち。二。三。四。");
        assert_eq!(said["fields"], serde_json::json!({ "role": "いち。二。三。四。", "place": "会議室" }));

        // The same sentence: nothing is saved by itself, and the button shows both texts.
        let meets = [("role", "壱。二。三。"), ("forum", "別の欄。")];
        let refused = autosave(&one, &mine, &meets).await.expect_status(409);
        assert!(json(&refused)["words"].as_str().is_some_and(|words| words.contains("見くらべて")));
        let shown = one.submit(&mine, "form.sheet-form", &meets).await.expect_status(422);
        let both = shown.texts(".notice .both-texts dd");
        assert_eq!(both, ["いち。二。三。四。", "壱。二。三。"], "only where they meet");
        let base = shown.attributes("form.sheet-form", "data-base");
        assert_eq!(base, ["1"], "a copy that the browser keeps asks again");
        let wrong = one.submit(&mine, "form.sheet-form", &[("held_on", "きのう")]).await.expect_status(422);
        let revision = wrong.attributes("form.sheet-form [name=revision]", "value");
        assert_eq!(revision, ["1"], "a page with a mistake still knows what it was made from");
        assert_eq!(section(app, id, "role").await, "いち。二。三。四。");
        one.submit(&shown, "form.sheet-form", &[("role", "壱。二。三。四。")]).await.expect_status(303);
        assert_eq!(section(app, id, "role").await, "壱。二。三。四。");
        assert_eq!(section(app, id, "forum").await, "別の欄。");

        // Pressed without JavaScript, different places come together as well.
        let first = other.get(&edit).await;
        let second = one.get(&edit).await;
        other
            .submit(&first, "form.sheet-form", &[("requests", "国：窓口を一つに。")])
            .await
            .expect_status(303);
        let saved =
            one.submit(&second, "form.sheet-form", &[("forum", "聞きたい。")]).await.expect_status(303);
        assert!(one.follow(saved).await.text().contains("ほかの人の変更とあわせて"));
        assert_eq!(section(app, id, "requests").await, "国：窓口を一つに。");
        assert_eq!(section(app, id, "forum").await, "聞きたい。");
    })
    .await;
}

#[tokio::test]
async fn withdrawn_consent_and_deleted_words_do_not_come_back_from_a_page_whose_state_is_gone() {
    on_both(async |app| {
        let (one, survey, agencies) = survey_with_agencies(app).await;
        let other = app.login(server::auth::Role::Administrator).await;
        let note = write_note(&one, survey, agencies[0], &[("role", "一。")]).await;
        let id = number(&note);
        let edit = format!("{}/edit", note.path);
        let theirs = other.get(&edit).await;
        let given = [("role", "一。二。"), ("may_share", "yes")];
        autosave(&other, &theirs, &given).await.expect_status(200);
        let mine = one.get(&edit).await;
        let withdrawn = [("role", "一。"), ("may_share", "no"), ("revision", "2")];
        autosave(&other, &theirs, &withdrawn).await.expect_status(200);
        // As when the other goes on typing: of a stretch only the newest states are kept.
        let gone = hearing_revision::Entity::delete_by_id((id, 2)).exec(app.db()).await;
        assert_eq!(gone.expect("it can be deleted").rows_affected, 1);

        let changes = [("forum", "聞きたい。")];
        autosave(&one, &mine, &changes).await.expect_status(409);
        let shown = one.submit(&mine, "form.sheet-form", &changes).await.expect_status(422);
        let both = shown.texts(".notice .both-texts dd");
        assert_eq!(both.len(), 6, "everything that differs is shown: {both:?}");
        assert!(both.contains(&"一。二。".to_owned()), "{both:?}");
        let hearing = store::hearings::find(app.db(), id).await.expect("it can be read");
        assert_eq!((hearing.revision, hearing.may_share), (3, false));
        assert_eq!(section(app, id, "role").await, "一。");
    })
    .await;
}

#[tokio::test]
async fn every_state_is_shown_and_comes_back_without_the_consent_of_then() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let sheet = [("role", "はじめの文。"), ("may_share", "yes")];
        let note = write_note(&coordinator, survey, agencies[0], &sheet).await;
        let id = number(&note);
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let changes = [("role", "あとの文。"), ("may_share", "no")];
        coordinator.submit(&edit, "form.sheet-form", &changes).await.expect_status(303);

        let list = coordinator.get(&note.link("これまでの版")).await.expect_status(200);
        assert_eq!(list.texts(".thing-title"), ["第2版 今の内容", "第1版"]);
        let second = coordinator.get(&list.link("第2版")).await.expect_status(200);
        let changed = second.texts("h2");
        assert_eq!(changed, ["匿名での地域共有", "機関の役割"]);
        assert!(second.has("del") && second.has("ins") && !second.has("form[action*=versions]"));
        let first = coordinator.get(&list.link("第1版")).await.expect_status(200);
        let form = "form[action*=versions]";
        coordinator.submit(&first, form, &[("revision", "1")]).await.expect_status(409);
        coordinator.submit(&first, form, &[]).await.expect_status(303);
        assert_eq!(section(app, id, "role").await, "はじめの文。");
        let hearing = store::hearings::find(app.db(), id).await.expect("it can be read");
        assert_eq!((hearing.revision, hearing.may_share), (3, false), "consent stays as it is now");
        coordinator.get(&format!("{}/versions/9", note.path)).await.expect_status(404);
    })
    .await;
}

/// Brings a file for a section of a note.
async fn bring(person: &Session, note: &Page, name: &str, section: &str, bytes: &[u8]) -> Page {
    let path = format!("{}/import", note.path);
    let token = person.get(&path).await.expect_status(200).csrf().expect("the form has a token");
    let fields = [("csrf", token.as_str()), ("section", section)];
    person.post_files(&path, &fields, &[("file", name, bytes)]).await
}

/// A Word document with this markup.
fn docx(xml: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).expect("a part begins");
    std::io::Write::write_all(&mut zip, xml).expect("it is written");
    zip.finish().expect("an archive").into_inner()
}

/// The statements of a sheet as a form.
fn statements(page: &Page) -> String {
    let fields = page.form("form.sheet-form").fields;
    fields.into_iter().find(|(name, _)| name == "statements").map(|(_, value)| value).unwrap_or_default()
}

/// A transcript of one speaker, whose name is spelled in two ways.
const SRT: &str = "1\n00:00:01,000 --> 00:00:04,000\n仮野 一郎：バスもない。\n\n2\n00:00:05,000 --> 00:00:07,000\n仮野　一郎：はい。\n";

#[tokio::test]
async fn texts_of_files_stand_in_the_form_and_are_stored_when_somebody_saves() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &[("statements", "はじめの行。")]).await;
        let id = number(&note);
        let xml = "<w:document xmlns:w='urn:w'><w:body><w:p><w:r><w:t>通院の日に休みにくい。</w:t></w:r></w:p>\
            <w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p></w:body></w:document>";
        let read = bring(&coordinator, &note, "記録.docx", "statements", &docx(xml.as_bytes())).await;
        let read = read.expect_status(200);
        assert_eq!(statements(&read), "はじめの行。\n通院の日に休みにくい。\n<script>alert(1)</script>");
        assert!(!read.body.contains("<script>alert"), "what is brought is text");
        assert_eq!(section(app, id, "statements").await, "はじめの行。", "nothing is stored yet");
        coordinator.submit(&read, "form.sheet-form", &[]).await.expect_status(303);
        assert!(section(app, id, "statements").await.contains("通院の日に休みにくい。"));

        let vtt = "WEBVTT\n\n00:05.000 --> 00:08.000\n<v 架空 花子>駅から遠い。\n";
        let read = bring(&coordinator, &note, "録音.vtt", "statements", vtt.as_bytes()).await.expect_status(200);
        assert!(statements(&read).ends_with("00:00:05／A／駅から遠い。"), "{}", statements(&read));
        assert!(!statements(&read).contains("花子"), "speakers are letters");

        for (name, text, ends) in [
            ("録音.srt", SRT, "00:00:01／A／バスもない。\n00:00:05／A／はい。"),
            ("録音.txt", "仮野：バスもない。\n仮野: はい。", "A：バスもない。\nA：はい。"),
        ] {
            let read = bring(&coordinator, &note, name, "statements", text.as_bytes()).await.expect_status(200);
            assert!(statements(&read).ends_with(ends), "{}", statements(&read));
            assert!(read.text().contains("仮野") && read.text().contains("→ A"), "what became of the name is said");
        }

        let long = "長い文。\n".repeat(15_000);
        let too_long = bring(&coordinator, &note, "a.txt", "statements", long.as_bytes()).await;
        assert!(too_long.expect_status(422).text().contains("50000字以内"), "said at the section");
        let bomb = docx(&vec![b' '; 50_000_001]);
        for (name, bytes) in [
            ("a.docx", b"PK\x03\x04 nothing".as_slice()),
            ("b.docx", bomb.as_slice()),
            ("c.pdf", b"%PDF".as_slice()),
            ("d.txt", b"\x81\xff\xff\xff".as_slice()),
        ] {
            let refused = bring(&coordinator, &note, name, "statements", bytes).await.expect_status(422);
            assert!(refused.first(".error-summary").contains(name), "{}", refused.text());
        }
        bring(&coordinator, &note, "a.txt", "no-section", b"a").await.expect_status(422);
    })
    .await;
}

#[tokio::test]
async fn names_in_word_documents_become_letters_and_encodings_are_found_out() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &[("statements", "はじめの行。")]).await;
        // A Word document: who speaks twice is a letter, what stands once among many lines stays and is named.
        let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        let lines =
            ["仮野：バスもない。", "仮野: はい。", "訪問先：架空の駅", "道。", "店。", "坂。", "橋。"];
        let word: String = lines.into_iter().map(line).collect();
        let word = format!("<w:document xmlns:w='urn:w'><w:body>{word}</w:body></w:document>");
        let read = bring(&coordinator, &note, "録音.docx", "statements", &docx(word.as_bytes())).await;
        let read = read.expect_status(200);
        assert!(
            statements(&read).contains("A：バスもない。\nA：はい。\n訪問先：架空の駅\n道。"),
            "{}",
            statements(&read)
        );
        assert!(read.text().contains("そのまま残しました：訪問先"), "what may be a name is said");
        for encoding in
            [TextEncoding::Cp932, TextEncoding::EucJp, TextEncoding::Iso2022Jp, TextEncoding::Utf16Le]
        {
            let bytes =
                encode(SRT, encoding, encoding == TextEncoding::Utf16Le).expect("it has these characters");
            let read = bring(&coordinator, &note, "a.srt", "statements", &bytes).await.expect_status(200);
            assert!(
                statements(&read).ends_with("00:00:01／A／バスもない。\n00:00:05／A／はい。"),
                "{encoding:?}"
            );
        }
    })
    .await;
}
