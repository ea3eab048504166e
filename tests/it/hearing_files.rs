//! Files of a hearing, without JavaScript: brought several at once, looked at by their bytes, described, taken out, erased.

use sea_orm::{EntityTrait, ModelTrait};
use server::auth::Role;
use surveys::entity::{hearing, hearing_file, hearing_revision, hearing_section};
use surveys::hearing::file::MOST_FILES;
use surveys::id::HearingId;
use surveys::store;
use surveys::store::hearing_files::Stored;
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{survey_with_agencies, write_note};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";
const M4A: &[u8] = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom";

/// A file as a form sends it: name and contents.
type Sent<'a> = (&'a str, &'a [u8]);

/// Sends the form of a hearing's files as a browser without JavaScript does.
async fn bring(person: &Session, note: &Page, description: &str, files: &[Sent<'_>]) -> Page {
    bring_with(person, note, &[("description", description)], files).await
}

/// The same with other fields of the form.
async fn bring_with(person: &Session, note: &Page, fields: &[(&str, &str)], files: &[Sent<'_>]) -> Page {
    let path = format!("{}/files", note.path);
    let page = person.get(&path).await.expect_status(200);
    assert_eq!(page.attributes("form[enctype]", "enctype"), ["multipart/form-data"]);
    let token = page.csrf().expect("the form has a token");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf", token.as_str())]).collect();
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, bytes)| ("files", *name, *bytes)).collect();
    person.post_files(&path, &fields, &files).await
}

fn number(page: &Page) -> HearingId {
    let last = page.path.rsplit('/').next().and_then(|last| last.parse().ok());
    HearingId(last.expect("a note has a number"))
}

async fn stored(app: &TestApp, id: HearingId) -> Vec<Stored> {
    store::hearing_files::of_hearing(app.db(), id).await.expect("files can be read")
}

async fn actions(app: &TestApp, id: HearingId) -> Vec<String> {
    let events = store::audit::of_thing(app.db(), "hearing", id.0).await.expect("events can be read");
    let of_files = events.into_iter().filter(|event| event.action.ends_with("_file"));
    of_files.map(|event| event.action).collect()
}

#[tokio::test]
async fn files_are_brought_described_taken_out_and_erased() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let changes = [("role", "相談は月に20件。"), ("may_record", "yes")];
        let note = write_note(&coordinator, survey, agencies[0], &changes).await;
        let id = number(&note);
        let files = [("相談室/入口.png", PNG), ("要覧.pdf", PDF), ("録音.m4a", M4A)];
        let sent = bring(&coordinator, &note, "", &files).await.expect_status(303);
        let list = coordinator.follow(sent).await.expect_status(200);
        assert!(list.first(".flash").contains("添付しました"), "{}", list.text());
        // The same form twice, as after going back: nothing is there twice.
        let again = bring(&coordinator, &note, "", &files).await.expect_status(303);
        let list = coordinator.follow(again).await.expect_status(200);
        let said = list.first(".flash");
        assert!(said.contains("加えませんでした") && said.contains("要覧.pdf"), "{said}");
        assert_eq!(list.texts(".thing-title"), ["入口.png", "要覧.pdf", "録音.m4a"]);
        assert!(list.text().contains("何が写っているか"), "a photo wants its description");

        let shown = coordinator.get(&note.path).await.expect_status(200);
        assert_eq!(shown.texts("section[aria-labelledby=files] .thing-title").len(), 3);
        let about = shown.first("section[aria-labelledby=files] .thing-about");
        assert!(about.contains("写真") && about.contains(" B"), "{about}");

        let picture = stored(app, id).await.remove(0);
        let edit = coordinator.get(&format!("/hearing-files/{}/edit", picture.id.0)).await;
        let long = "長".repeat(201);
        let form = "main form";
        coordinator.submit(&edit, form, &[("description", &long)]).await.expect_status(422);
        let described = [("description", "玄関のスロープ <b>")];
        coordinator.submit(&edit, form, &described).await.expect_status(303);
        let list = coordinator.get(&format!("{}/files", note.path)).await;
        assert!(list.text().contains("玄関のスロープ <b>"), "{}", list.text());

        let file = coordinator.get(&format!("/hearing-files/{}", picture.id.0)).await.expect_status(200);
        assert_eq!(file.bytes, PNG);
        let header = |name: &str| file.header(name).unwrap_or_default().to_owned();
        assert!(header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        assert_eq!(
            (header("x-content-type-options").as_str(), header("content-type").as_str()),
            ("nosniff", "image/png")
        );

        let asked = coordinator.get(&format!("/hearing-files/{}/remove", picture.id.0)).await;
        assert_eq!(stored(app, id).await.len(), 3, "asking erases nothing");
        coordinator.submit(&asked, form, &[]).await.expect_status(303);
        assert_eq!(stored(app, id).await.len(), 2);
        coordinator.get(&format!("/hearing-files/{}", picture.id.0)).await.expect_status(404);
        let expected = ["add", "add", "add", "describe", "open", "remove"];
        assert_eq!(actions(app, id).await, expected.map(|verb| format!("hearing.{verb}_file")));
    })
    .await;
}

#[tokio::test]
async fn a_recording_needs_the_permission_of_whoever_is_heard_on_it() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let changes = [("role", "相談は月に20件。"), ("may_record", "no")];
        let note = write_note(&coordinator, survey, agencies[0], &changes).await;
        let id = number(&note);
        let files = [("録音.m4a", M4A), ("要覧.pdf", PDF)];
        let refused = bring(&coordinator, &note, "", &files).await.expect_status(422);
        assert!(refused.first("#files-error").contains("録音.m4a"), "{}", refused.describe());
        let names = async || {
            let all = stored(app, id).await.into_iter();
            all.map(|file| file.name).collect::<Vec<_>>()
        };
        assert_eq!(names().await, ["要覧.pdf"], "papers need none");
        let fields = [("description", ""), ("recording_allowed", "yes")];
        bring_with(&coordinator, &note, &fields, &files[..1]).await.expect_status(303);
        assert_eq!(names().await, ["要覧.pdf", "録音.m4a"]);
        let events = store::audit::of_thing(app.db(), "hearing", id.0).await.expect("events can be read");
        let added = events.iter().filter(|event| event.action == "hearing.add_file");
        let later: Vec<bool> = added.map(|event| event.detail.contains("allowed_later")).collect();
        assert_eq!(later, [false, true], "that somebody said so is on record");

        // Where the sheet allows it nobody is asked.
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        coordinator.submit(&edit, "form.sheet-form", &[("may_record", "yes")]).await.expect_status(303);
        let page = coordinator.get(&format!("{}/files", note.path)).await;
        assert!(!page.has("[name=recording_allowed]"));
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_the_rest_is_kept() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &[("role", "一。")]).await;
        let id = number(&note);
        let none = bring(&coordinator, &note, "", &[("", b"")]).await.expect_status(422);
        assert_eq!(none.attributes(".error-summary a", "href"), ["#files"]);
        let empty = bring(&coordinator, &note, "", &[("空.png", b"")]).await.expect_status(422);
        assert!(empty.first("#files-error").contains("「空.png」は空のファイル"), "{}", empty.text());
        let large = [PNG, &vec![7; 31 * 1024 * 1024]].concat();
        let files = [
            ("図.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".as_slice()),
            ("一覧.pdf", b"MZ\x90\0"),
            ("大きい.png", &large),
            ("入口.png", PNG),
        ];
        let refused = bring(&coordinator, &note, "受付の様子", &files).await.expect_status(422);
        let said = refused.texts("#files-error .error-message").join(" ");
        assert!(
            said.contains("図.png") && said.contains("一覧.pdf") && said.contains("大きい.png"),
            "{said}"
        );
        assert!(said.contains("30 MB"), "{said}");
        let kept = stored(app, id).await;
        assert_eq!((kept.len(), kept[0].description.as_str()), (1, "受付の様子"));
        assert_eq!(refused.texts(".thing-title"), ["入口.png"]);

        let pictures: Vec<Vec<u8>> =
            (0..MOST_FILES).map(|at| [PNG, at.to_string().as_bytes()].concat()).collect();
        let many: Vec<Sent<'_>> = pictures.iter().map(|bytes| ("a.png", bytes.as_slice())).collect();
        let full = bring(&coordinator, &note, "", &many).await.expect_status(422);
        assert_eq!(full.texts("#files-error .error-message").len(), 1, "{}", full.text());
        assert_eq!(stored(app, id).await.len(), MOST_FILES);
        let body = vec![b'x'; 41 * 1024 * 1024];
        let too_much = bring(&coordinator, &note, "", &[("a.png", &body)]).await;
        assert_eq!(too_much.status, 413);
    })
    .await;
}

#[tokio::test]
async fn files_are_for_those_who_hear_and_go_with_their_hearing() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let sheet = [("role", "一。"), ("may_share", "yes"), ("may_present", "yes")];
        let note = write_note(&coordinator, survey, agencies[0], &sheet).await;
        let id = number(&note);
        bring(&coordinator, &note, "受付の様子", &[("入口.png", PNG)]).await.expect_status(303);
        let file = stored(app, id).await.remove(0);
        for role in [Role::Researcher, Role::Viewer] {
            let other = app.login(role).await;
            other.get(&format!("{}/files", note.path)).await.expect_status(403);
            other.get(&format!("/hearing-files/{}", file.id.0)).await.expect_status(403);
        }
        let exports = coordinator.get(&format!("/surveys/{}/exports", survey.0)).await.expect_status(200);
        let files = exports.attributes("main a[href]", "href");
        let files: Vec<&String> = files.iter().filter(|href| href.contains("/exports/")).collect();
        assert!(!files.is_empty(), "{}", exports.text());
        for href in files {
            let bytes = coordinator.get(href).await.bytes;
            let words = String::from_utf8_lossy(&bytes);
            assert!(!words.contains("入口.png") && !words.contains("受付の様子"), "{href}");
        }

        let of_hearing = hearing_section::Entity::find().all(app.db()).await.expect("sections");
        for section in of_hearing.into_iter().filter(|section| section.hearing_id == id) {
            section.delete(app.db()).await.expect("it can be deleted");
        }
        let saved = hearing_revision::Entity::find().all(app.db()).await.expect("states");
        for state in saved.into_iter().filter(|state| state.hearing_id == id) {
            state.delete(app.db()).await.expect("it can be deleted");
        }
        hearing::Entity::delete_by_id(id).exec(app.db()).await.expect("a hearing can be erased");
        let left = hearing_file::Entity::find().all(app.db()).await.expect("files can be read");
        assert!(left.is_empty(), "files stay without their hearing");
    })
    .await;
}
