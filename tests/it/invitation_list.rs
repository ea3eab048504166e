//! The list of invitations and what is made from it: when each agency was written to, and the sheet for those on paper.

use server::auth::Role;
use server::i18n::Lang;
use server::view::time;
use surveys::entity::state::InvitingMode;
use tests::{Page, on_both};

use crate::invited::invited;
use crate::letters::{laid_down, letter_page, letters, press};

/// The line of an agency.
fn row(page: &Page, agency: &str) -> String {
    let rows = page.texts("#invitations-table tbody tr");
    rows.into_iter().find(|row| row.contains(agency)).unwrap_or_else(|| panic!("no {agency}"))
}

#[tokio::test]
async fn the_list_says_on_which_day_each_agency_was_written_to_but_not_of_anonymous_waves() {
    for mode in [InvitingMode::Known, InvitingMode::Anonymous] {
        on_both(async |app| {
            let coordinator = app.login(Role::Coordinator).await;
            let open = invited(app, &coordinator, mode, &["a@example.jp", ""]).await;
            let path = format!("/questionnaires/{}/invitations", open.questionnaire.0);
            let today = time::date(time::today(), Lang::Ja);
            let before = coordinator.get(&path).await.expect_status(200);
            assert!(!row(&before, "架空機関00").contains(&today), "{}", before.text());
            press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
            laid_down(app, &open, letters(app, &open).await[0].id).await;
            let page = coordinator.get(&path).await.expect_status(200);
            let is_known = mode == InvitingMode::Known;
            assert_eq!(page.text().contains("最後に送ったメール"), is_known);
            assert_eq!(row(&page, "架空機関00").contains(&today), is_known, "{}", page.text());
            assert!(!row(&page, "架空機関01").contains(&today), "it got no mail: {}", page.text());
        })
        .await;
    }
}

#[tokio::test]
async fn a_printed_letter_names_its_addressee_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp"]).await;
        let path = format!("/questionnaires/{}/invitations/print?who=all", open.questionnaire.0);
        for kind in ["invite", "reminder"] {
            let printed = coordinator.get(&format!("{path}&kind={kind}")).await.expect_status(200);
            let sheet = printed.first(".letter-sheet");
            assert_eq!(sheet.matches("架空機関00").count(), 1, "{sheet}");
            assert!(sheet.contains("架空の会です。"), "the letter itself is whole: {sheet}");
        }
        // A letter by mail has no head, and says it in its first line.
        press(&coordinator, &letter_page(&coordinator, &open, "invite").await).await;
        let letter = letters(app, &open).await.remove(0);
        assert!(letter.body.starts_with("架空機関00 御中"), "{}", letter.body);
    })
    .await;
}
