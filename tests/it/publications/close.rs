//! Versions beside which the few who came or went could be made out: published once that is confirmed.

use tests::on_both;
use tests::respondent::{answer_page, withdrawal_code};

use super::{answer, made, numbers, say};

/// Eight less seven people are one, whose answer would be the difference; thirteen less eight are five.
#[tokio::test]
async fn a_version_that_differs_by_few_people_has_to_be_confirmed() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        answer(app, &made.open, "あとから届いた言葉。").await;
        let page = made.preview().await;
        assert!(page.text().contains(&say("sheet-close", &[])), "{}", page.describe());
        let reason = ("reason", "回答が増えました。");
        let unconfirmed = made.publish(&[reason]).await.expect_status(422);
        assert!(unconfirmed.has(".error-summary a[href='#confirmed']"), "{}", unconfirmed.describe());
        made.publish(&[reason, ("confirmed", "true")]).await.expect_status(303);
        for n in 0..5 {
            answer(app, &made.open, &format!("さらに届いた言葉、その{n}。")).await;
        }
        assert!(!made.preview().await.text().contains(&say("sheet-close", &[])));
        made.publish(&[reason]).await.expect_status(303);
        assert_eq!(made.versions(app).await.len(), 3);
    })
    .await;
}

/// Thirteen less eight are five, but eight less the seven of the first version are one.
#[tokio::test]
async fn a_version_that_differs_by_few_people_from_any_before_has_to_be_confirmed() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let mut receipts = Vec::new();
        for n in 0..6 {
            receipts.push(answer(app, &made.open, &format!("あとから届いた言葉、その{n}。")).await);
        }
        let reason = ("reason", "回答が増えました。");
        made.publish(&[reason]).await.expect_status(303);
        for receipt in &receipts[..5] {
            let code = withdrawal_code(receipt);
            app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        }
        let page = made.preview().await;
        assert!(page.text().contains(&say("sheet-close", &[])), "{}", page.describe());
        made.publish(&[reason, ("confirmed", "true")]).await.expect_status(303);
        // Nothing more can be read off a version with numbers that were published already.
        made.release("?state=released", &[("text", "冬は〇〇が来ない。")]).await;
        made.publish(&[reason]).await.expect_status(303);
        assert_eq!(made.versions(app).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn whoever_withdraws_while_somebody_else_answers_is_not_made_out_unseen() {
    on_both(async |app| {
        let made = made(app).await;
        let walks = async || {
            let fields = [("way", "2"), ("hard", "歩くのに時間がかかる。")];
            answer_page(&app.visitor(), &made.open.link, &["1", "2", "5"], &fields).await
        };
        for _ in 0..5 {
            walks().await;
        }
        made.publish(&[]).await.expect_status(303);
        made.withdraw(app).await;
        walks().await;
        let page = made.preview().await;
        assert!(numbers(&page).contains('6'), "six and six of twelve: {}", page.describe());
        assert!(page.text().contains(&say("sheet-close", &[])), "{}", page.describe());
    })
    .await;
}
