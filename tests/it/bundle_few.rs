//! What the data withhold by themselves is never so few that it tells of somebody; what cannot be made coarser is said to stay.

use serde_json::{Value, json};
use server::auth::Role;
use server::cli::export::{ExportArgs, export};
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Session, TestApp, on_both};

use crate::bundle::{Files, arguments, column, look, rows, take, text, unzip};

/// A questionnaire that asks for the kind of the agency.
fn of_kinds() -> Value {
    let what = json!({ "type": "radiogroup", "name": "what", "title": "種別", "kt:role": "agency_kind",
        "choices": ["12|保健", "22|就労", "30|福祉"] });
    definition(&[what])
}

/// Eight who support health, six who support employment, three of welfare.
async fn of_three_groups(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &of_kinds()).await;
    for (kind, n) in [("12", 8), ("22", 6), ("30", 3)] {
        for _ in 0..n {
            answer(app, &open, &[("what", kind)]).await;
        }
    }
    open
}

/// How many have these groups in the data.
fn counts(files: &Files, open: &OpenSurvey) -> [usize; 2] {
    let data = rows(files, &format!("data/q{}.csv", open.questionnaire.0));
    let groups = column(&data, "agency_group");
    ["health", "*"].map(|group| groups.iter().filter(|known| **known == group).count())
}

#[tokio::test]
async fn a_group_that_few_share_is_withheld_together_with_the_next_one() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = of_three_groups(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(!page.has("#make-form #accept"), "nobody has to accept anything: {}", page.describe());
        assert!(!page.has("#no-fonts"), "{}", page.describe());
        let files = unzip(&take(&coordinator, &page).await);
        assert_eq!(counts(&files, &open), [8, 9], "three alone would tell of somebody");
    })
    .await;
}

#[tokio::test]
async fn a_level_that_cannot_be_chosen_is_refused_and_not_taken_for_the_usual_one() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = of_three_groups(app, &coordinator).await;
        let address = format!("/surveys/{}/bundle?k=", open.survey.0);
        for wrong in ["7", "4", "abc"] {
            let page = coordinator.get(&format!("{address}{wrong}")).await.expect_status(422);
            assert!(page.has(".error-summary a[href='#k']"), "{}", page.describe());
            assert!(page.first(".error-summary").contains(&format!("「{wrong}」")), "{}", page.describe());
        }
        coordinator.get(&format!("{address}10")).await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn the_methods_say_one_month_once_and_that_nobody_answered() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = of_three_groups(app, &coordinator).await;
        open_second(app, &coordinator, open.survey, &of_kinds()).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let methods = text(&unzip(&take(&coordinator, &page).await), "methods.txt");
        let month = methods.lines().find(|line| line.starts_with("回答のあった月：")).expect("the months");
        assert!(!month.contains('〜'), "{month}");
        assert!(methods.contains("届いた回答：0件") && !methods.contains("届いた回答：5件未満"), "{methods}");
    })
    .await;
}

#[tokio::test]
async fn a_column_that_cannot_be_made_coarser_is_said_to_stay_as_it_is() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = of_three_groups(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "do.agency_group=coarser").await;
        let is_said = |line: &String| line.contains("変わらなかった列") && line.contains("（agency_group）");
        assert!(page.texts(".risk li").iter().any(is_said), "{}", page.describe());
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        let coarser = vec!["agency_group".to_owned()];
        let args = ExportArgs { coarser, ..arguments(app, &open, &out) };
        let _code = export(app.service(), &args).await.expect("a file");
        let files = unzip(&std::fs::read(&out).expect("it is there"));
        assert_eq!(counts(&files, &open), [8, 9]);
        let methods = text(&files, "methods.txt");
        assert!(methods.contains("もっと粗くした列：なし"), "{methods}");
        assert!(text(&files, "anonymity.txt").contains("変わらなかった列"), "it is in the report, too");
        // Of ten neither what is told nor what is withheld has enough: that can be mended.
        let page = look(&coordinator, open.survey.0, "k=10&do.agency_group=coarser").await;
        assert!(!page.texts(".risk li").iter().any(is_said), "{}", page.describe());
        assert!(!page.has("#make-form #accept"), "{}", page.describe());
        let files = unzip(&take(&coordinator, &page).await);
        assert_eq!(counts(&files, &open), [0, 17]);
        let methods = text(&files, "methods.txt");
        assert!(methods.contains("もっと粗くした列：agency_group"), "{methods}");
    })
    .await;
}

/// What is decided of a column holds for all questionnaires; it is told of each what came of it there.
#[tokio::test]
async fn a_column_that_was_made_coarser_in_one_questionnaire_is_named_in_that_one() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = of_three_groups(app, &coordinator).await;
        let many = open_second(app, &coordinator, open.survey, &of_kinds()).await;
        for kind in ["12", "22"] {
            for _ in 0..10 {
                answer(app, &many, &[("what", kind)]).await;
            }
        }
        let page = look(&coordinator, open.survey.0, "k=10&do.agency_group=coarser").await;
        let files = unzip(&take(&coordinator, &page).await);
        assert_eq!((counts(&files, &open), counts(&files, &many)), ([0, 17], [10, 0]));
        let methods = text(&files, "methods.txt");
        for (one, names) in [(&open, "agency_group"), (&many, "なし")] {
            let heading = format!("q{}: ", one.questionnaire.0);
            let own = methods.split("\n\n").find(|block| block.starts_with(&heading));
            let own = own.expect("each questionnaire has its lines");
            assert!(own.lines().any(|line| line == format!("もっと粗くした列：{names}")), "{own}");
        }
    })
    .await;
}
