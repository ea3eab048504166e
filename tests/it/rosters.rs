//! Lists of agencies and contacts: looked at first, then taken, nothing twice; contacts can be erased.

use analysis::document::{Cell, Sheet, xlsx};
use server::auth::Role;
use surveys::store;
use tests::open_survey::create_survey;
use tests::{Page, Session, TestApp, on_both};

const HEADER: &str = "機関名,種別,圏域,担当者,メールアドレス,ＦＡＸ,備考";

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

/// Uploads a list; the page says what would become of it.
pub async fn look_at(person: &Session, name: &str, bytes: &[u8]) -> Page {
    let token = person.get("/agencies/import").await.csrf().expect("the form has a token");
    person.post_files("/agencies/import", &[("csrf", &token)], &[("file", name, bytes)]).await
}

/// Takes what was looked at.
pub async fn take(person: &Session, seen: &Page) {
    person.submit(seen, "form[action$='/accept']", &[]).await.expect_status(303);
}

async fn n_stored(app: &TestApp) -> (usize, usize) {
    let agencies = store::agencies::in_region(app.db(), surveys::id::RegionId(1)).await.expect("agencies");
    let contacts = store::contacts::list(app.db()).await.expect("contacts");
    (agencies.len(), contacts.len())
}

#[tokio::test]
async fn a_list_is_looked_at_then_taken_and_a_second_time_changes_nothing() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let file = csv(&[
            "架空センター,就ポツ,北部,架空 花子,A@Example.jp,０００−０００−００００,",
            "架空病院,12,架空県 南部,,b@example.jp,,MSWの方",
            "架空センター,就ポツ,北部,架空 次郎,c@example.jp,,",
            "架空支所,就ポツ,西部,,x,,",
        ]);
        let seen = look_at(&person, "名簿.csv", &file).await.expect_status(200);
        let text = seen.text();
        assert!(text.contains("5行目・3列目「地域・圏域」の「西部」は、見つからない名前です。"), "{text}");
        assert!(text.contains("5行目・5列目「メール」の「x」は、形が違います。"), "{text}");
        assert_eq!(seen.texts(".stats .stat-value"), ["3", "0", "0", "1"]);
        assert_eq!(n_stored(app).await, (0, 0), "nothing is stored before it is taken");
        take(&person, &seen).await;
        assert_eq!(n_stored(app).await, (2, 3));
        let first = &store::contacts::list(app.db()).await.expect("contacts")[0];
        assert_eq!((first.email.as_str(), first.fax.as_str()), ("a@example.jp", "000-000-0000"));

        let again = look_at(&person, "名簿.csv", &file).await;
        assert_eq!(again.texts(".stats .stat-value"), ["0", "0", "3", "1"]);
        take(&person, &again).await;
        assert_eq!(n_stored(app).await, (2, 3), "what is there is found again");

        // Written otherwise it is the same agency; what is new of it is added.
        let sent = csv(&["架空　ｾﾝﾀｰ,就ポツ,北部,架空　花子,new@example.jp,,"]);
        let seen = look_at(&person, "名簿.csv", &sent).await;
        assert_eq!(seen.texts(".stats .stat-value"), ["0", "1", "0", "0"]);
        take(&person, &seen).await;
        let contacts = store::contacts::list(app.db()).await.expect("contacts");
        assert_eq!(contacts.len(), 3);
        let changed = contacts.iter().find(|one| one.email == "new@example.jp").expect("it was changed");
        assert_eq!(changed.fax, "000-000-0000", "an empty cell takes nothing away");
    })
    .await;
}

#[tokio::test]
async fn shift_jis_and_workbooks_are_read_and_other_files_are_refused() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        // "機関名,種別,圏域\nあ,22,北部\n" in Shift_JIS.
        let bytes = b"\x8b@\x8a\xd6\x96\xbc,\x8e\xed\x95\xca,\x8c\x97\x88\xe6\n\x82\xa0,22,\x96k\x95\x94\n";
        let seen = look_at(&person, "sjis.csv", bytes).await.expect_status(200);
        assert_eq!(seen.texts(".stats .stat-value"), ["1", "0", "0", "0"], "{}", seen.describe());
        let row = ["架空支所", "22", "北部", "d@example.jp"].map(Cell::text).to_vec();
        let columns = ["名称", "種別", "圏域", "メール"].map(str::to_owned).to_vec();
        let sheet = Sheet { name: "名簿".into(), columns, rows: vec![row] };
        let file = xlsx::write(&[sheet], 0).expect("a workbook is written");
        let seen = look_at(&person, "名簿.xlsx", &file).await.expect_status(200);
        take(&person, &seen).await;
        assert_eq!(n_stored(app).await, (1, 1));

        let refused = look_at(&person, "x.csv", "名前だけ\nあ\n".as_bytes()).await.expect_status(422);
        assert!(
            refused.first(".error-summary").contains("「機関の名前、種別、地域・圏域」の列"),
            "{}",
            refused.text()
        );
        look_at(&person, "x.xlsx", b"PK\x03\x04 no workbook").await.expect_status(422);
        let empty = look_at(&person, "x.csv", b"").await.expect_status(422);
        assert!(empty.first(".error-summary").contains("「x.csv」は空のファイル"), "{}", empty.text());
        let none = look_at(&person, "", b"").await.expect_status(422);
        assert!(none.first(".error-summary").contains("ファイルを選んで"), "{}", none.text());
        for file in ["agencies.csv", "agencies.xlsx"] {
            let template = person.get(&format!("/agencies/template/{file}")).await.expect_status(200);
            let seen = look_at(&person, file, &template.bytes).await.expect_status(200);
            assert!(
                seen.text().contains("（圏域の名前）"),
                "the template's columns are understood: {}",
                seen.text()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_added_changed_and_erased() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let seen = look_at(&person, "a.csv", &csv(&["架空センター,22,北部,,,,"])).await;
        take(&person, &seen).await;
        let page = person.get("/agencies/1").await.expect_status(200);
        let form = person.get(&page.link("連絡先を加える")).await.expect_status(200);
        let wrong = person.submit(&form, "form.form", &[("email", "a@b"), ("phone", "1")]).await;
        assert_eq!(wrong.expect_status(422).texts(".error-summary li").len(), 2);
        person.submit(&form, "form.form", &[("email", "Ａ@example.jp")]).await.expect_status(303);
        let page = person.get("/agencies/1").await;
        assert!(page.text().contains("a@example.jp"), "{}", page.text());
        let contact = person.get(&page.link("（名前なし）")).await.expect_status(200);
        person.submit(&contact, "form.form", &[("contact", "架空 花子")]).await.expect_status(303);
        assert!(person.get("/agencies/1").await.text().contains("架空 花子"));
        person.submit(&contact, "form[action$='/erase']", &[]).await.expect_status(303);
        assert_eq!(n_stored(app).await, (1, 0));
    })
    .await;
}

#[tokio::test]
async fn two_people_who_change_one_contact_see_what_the_other_wrote() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        create_survey(app, &person).await;
        let seen = look_at(&person, "a.csv", &csv(&["架空センター,22,北部,,,,"])).await;
        take(&person, &seen).await;
        let new = person.get("/agencies/1/contacts/new").await.expect_status(200);
        let first = [("contact", "架空 花子"), ("fax", "0000000001"), ("address", "架空県\n架空市1-1")];
        person.submit(&new, "form.form", &first).await.expect_status(303);
        let path = "/contacts/1";
        let (one, other) = (person.get(path).await.expect_status(200), person.get(path).await);
        let by_one = [("contact", "架空 一郎"), ("fax", "0000000002")];
        person.submit(&one, "form.form", &by_one).await.expect_status(303);

        let by_other = [("contact", "架空 二郎"), ("phone", "0000000003")];
        let both = person.submit(&other, "form.form", &by_other).await.expect_status(409);
        let shown = both.texts("#differing dd");
        assert!(
            shown.contains(&"架空 一郎".to_owned()) && shown.contains(&"架空 二郎".to_owned()),
            "{shown:?}"
        );
        assert!(
            person.get(path).await.attributes("[name=contact]", "value").contains(&"架空 一郎".to_owned())
        );
        // In the fields: what the other typed, and what the first one changed beside it.
        for (field, value) in [("contact", "架空 二郎"), ("fax", "000-000-0002"), ("phone", "000-000-0003")]
        {
            let held = both.attributes(&format!("[name={field}]"), "value").remove(0);
            assert_eq!(held.replace('-', ""), value.replace('-', ""), "{field}");
        }
        person.submit(&both, "form.form", &[]).await.expect_status(303);
        let stored = store::contacts::list(app.db()).await.expect("contacts").remove(0);
        assert_eq!((stored.name.as_str(), stored.fax.is_empty()), ("架空 二郎", false));
        assert!(stored.fax.ends_with('2') && stored.phone.ends_with('3'), "{stored:?}");

        // A form with something wrong in it still knows what it was made from.
        let stale = person.submit(&one, "form.form", &[("email", "a@b")]).await.expect_status(422);
        person.submit(&stale, "form.form", &[("email", "")]).await.expect_status(409);
    })
    .await;
}
