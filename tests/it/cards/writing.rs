//! Two people who write on one card.

use server::auth::Role;
use tests::on_both;

use super::{Made, TYPED, made, write};

#[tokio::test]
async fn two_writers_see_what_the_other_wrote() {
    on_both(async |app| {
        let Made { coordinator, card, .. } = made(app).await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        let administrator = app.login(Role::Administrator).await;
        let opened = administrator.get(&card).await.expect_status(200);
        let checked = administrator.get(&format!("{card}/check")).await.expect_status(200);
        write(&coordinator, &card, &[("idea", "表を二つ作った。")]).await.expect_status(303);
        let met = administrator.submit(&opened, "#card-form", &[("result", "半年続いた。")]).await;
        let met = met.expect_status(409);
        assert!(met.first("#differing").contains("表を二つ作った。"), "{}", met.describe());
        administrator.submit(&met, "#card-form", &[]).await.expect_status(303);
        let both = administrator.get(&card).await;
        let texts = both.texts("textarea").join(" ");
        assert!(texts.contains("表を二つ作った。") && texts.contains("半年続いた。"), "{texts}");
        // A check list of words that are no longer there is not stored, and what was ticked is not lost.
        let answers = [("outcome:names", "clear"), ("note:names", "二人で読んだ。")];
        let kept = administrator.submit(&checked, "#check-form", &answers).await.expect_status(409);
        assert!(kept.body.contains("二人で読んだ。"), "{}", kept.describe());
        let page = administrator.get(&format!("{card}/check")).await;
        assert!(!page.has("#check-form input[type=radio][checked]"));
        let title = "長".repeat(61);
        let lines = "行\n".repeat(13);
        let long = [("title", title.as_str()), ("steps", lines.as_str())];
        let refused = write(&administrator, &card, &long).await.expect_status(422);
        assert_eq!(refused.texts(".error-summary li").len(), 2, "{}", refused.describe());
    })
    .await;
}
