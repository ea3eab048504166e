//! Bundles that come to no end: cancelled after a file, or without room on the disk, they leave nothing behind and say why.

use std::fs;
use std::io::{self, Cursor, Seek, SeekFrom, Write};
use std::sync::{Arc, Weak};

use server::auth::Role;
use server::bundle::choices::Choices;
use server::bundle::file::write_file;
use server::bundle::material::Material;
use server::bundle::steps::{Steps, Unwritten};
use server::bundle::write;
use server::bundling::Wanted;
use server::i18n::Lang;
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::on_both;
use tests::open_survey::open_definition;

/// A disk with room for so many bytes.
struct Small {
    written: Cursor<Vec<u8>>,
    room: u64,
}

impl Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.written.position() + bytes.len() as u64 > self.room {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.written.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Small {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.written.seek(to)
    }
}

/// Steps that somebody cancels once so many files are written.
fn cancelled_after(n: usize) -> Arc<Steps> {
    Arc::new_cyclic(|own: &Weak<Steps>| {
        let own = own.clone();
        Steps::telling(move |done, _| {
            if done == n
                && let Some(steps) = own.upgrade()
            {
                steps.cancel();
            }
        })
    })
}

#[tokio::test]
async fn a_bundle_that_is_cancelled_or_has_no_room_leaves_nothing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        for _ in 0..6 {
            answer(app, &open, &[]).await;
        }
        let mut material = Material::load(app.service(), open.survey, Lang::Ja, true).await.expect("answers");
        let choices = Choices::usual(&material.dataset().survey);
        for room in [0, 2_000] {
            let small = Small { written: Cursor::new(Vec::new()), room };
            let made = write(app.service(), &mut material, &choices, &Steps::default(), small);
            assert!(matches!(made, Err(Unwritten::Full)), "{room} bytes are too few");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        fs::write(&out, "before").expect("a file");
        for n in [1, 4, 9] {
            let steps = cancelled_after(n);
            let made = write_file(app.service(), &mut material, &choices, &steps, &out);
            assert!(matches!(made, Err(Unwritten::Cancelled)), "after {n} files");
            assert_eq!(steps.progress().0, n, "no other file is written");
            assert_eq!(fs::read(&out).expect("it is there"), b"before", "what was there before still is");
            assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-made");
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_says_how_far_a_bundle_is_and_cancels_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let user = store::users::find_by_login(app.db(), "test-coordinator").await.expect("users");
        let user = user.expect("the coordinator").id;
        let survey = store::surveys::find(app.db(), open.survey).await.expect("the survey");
        let choices = Choices::usual(&survey);
        let wanted = Wanted { choices, lang: Lang::Ja, state: String::new() };
        let (key, job) = app.service().bundling.begin(open.survey, user, wanted).expect("it is begun");
        let job = job.expect("nobody makes it yet");
        let path = format!("/bundles/{key}");
        let reading = coordinator.get(&path).await.expect_status(200);
        assert!(reading.text().contains("回答を読んでいます"), "{}", reading.describe());
        assert!(reading.has("#bundle-progress:not([value])"), "{}", reading.describe());
        job.steps.expect(4);
        job.steps.step().expect("nobody has cancelled it");
        let working = coordinator.get(&path).await.expect_status(200);
        assert!(working.text().contains("4個のうち1個"), "{}", working.describe());
        assert_eq!(working.attributes("#bundle-progress", "value"), ["1"]);
        coordinator.submit(&working, "#cancel-form", &[]).await.expect_status(303);
        let stopping = coordinator.get(&path).await.expect_status(200);
        assert!(stopping.text().contains("やめています"), "{}", stopping.describe());
        assert!(!stopping.has("#cancel-form"), "{}", stopping.describe());
        assert!(matches!(job.steps.step(), Err(Unwritten::Cancelled)), "it ends at the next file");
        job.end(Err(Unwritten::Cancelled));
        let ended = coordinator.get(&path).await.expect_status(200);
        assert_eq!(ended.attributes("#bundle-state", "data-state"), ["cancelled"]);
    })
    .await;
}
