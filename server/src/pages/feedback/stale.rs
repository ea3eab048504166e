//! Whether a published sheet still has the numbers of this moment, and if not, what differs and what may have led to it.

use analysis::table::HIDDEN;
use surveys::entity::publication;
use surveys::store;

use super::composition::Composition;
use super::content::{Parameters, SheetContent, counterpart};
use super::face::SheetFace;
use super::sheet::build;
use super::told::{self, Alike};
use crate::app::App;
use crate::error::Result;
use crate::i18n::{self, Lang};

/// What became of a published sheet.
#[derive(Default)]
pub struct Recount {
    /// What differs from today's numbers, in words; none: nothing does.
    pub differences: Vec<String>,
    /// What may have led to it, in words.
    pub causes: Vec<String>,
}

/// Sets a published version against what the sheet would say `today`. Numbers are compared as both print them, so that what is
/// withheld in one of them stays withheld.
///
/// # Errors
/// As building the sheet.
pub async fn recount(
    app: &App,
    lang: Lang,
    version: &publication::Model,
    (today, composition): (&SheetContent, &Composition),
) -> Result<Recount> {
    let frozen = SheetContent::read(&version.content)?;
    let is_full = was_full(&frozen.parameters);
    let is_alike = today.language == frozen.language && composition.is_full == is_full;
    let mut differences = if is_alike {
        differences(&frozen, today, lang)
    } else {
        // What was published in another language, or with more or fewer bars, is compared as it was published.
        let of_sheet = Lang::from_code(&frozen.language).unwrap_or_default();
        let area = (!version.area.is_empty()).then(|| version.area.clone());
        let composition = Composition { is_full, ..composition.clone() };
        let built = build(app, of_sheet, (version.survey_id, area), composition).await?;
        differences(&frozen, &built.content, lang)
    };
    let shown = SheetFace::published(app, version).await?.content;
    let n_gone = frozen.quotes().count().saturating_sub(shown.quotes().count());
    if n_gone > 0 {
        differences.push(i18n::text(lang.code(), "sheet-differs-quotes", &[("n", n_gone.to_string())]));
    }
    if differences.is_empty() {
        return Ok(Recount::default());
    }
    let since = store::publications::since(&app.db, version.survey_id, version.approved_at).await?;
    let causes = [
        (since.has_withdrawn, "sheet-cause-withdrawn"),
        (since.has_stopped, "sheet-cause-stopped"),
        (since.has_new, "sheet-cause-new"),
        (since.has_edited, "sheet-cause-edited"),
    ];
    let mut causes: Vec<String> =
        causes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, key)| i18n::plain(lang, key)).collect();
    if causes.is_empty() {
        causes.push(i18n::plain(lang, "sheet-cause-other"));
    }
    Ok(Recount { differences, causes })
}

/// Whether a sheet was composed to show more than fits two pages. Of what was published before that was kept, the number of its
/// quotes tells.
fn was_full(parameters: &Parameters) -> bool {
    let short = Composition::default().most_quotes();
    parameters.is_full.unwrap_or(parameters.quotes_on_paper > short)
}

/// What two sheets say of the same things otherwise.
fn differences(frozen: &SheetContent, today: &SheetContent, lang: Lang) -> Vec<String> {
    if frozen.is_withheld != today.is_withheld {
        return vec![i18n::plain(lang, "sheet-differs-withheld")];
    }
    let mut found = Vec::new();
    let (known, counted) = (&frozen.parameters.counts, &today.parameters.counts);
    for (place, before) in known.iter().enumerate() {
        let now = counterpart(known, place, counted);
        // What has become so little that it is not counted any more is withheld.
        let now = now.map_or(HIDDEN, |now| now.value.as_str());
        if now != before.value {
            let args =
                [("label", before.label.clone()), ("before", before.value.clone()), ("now", now.to_owned())];
            found.push(i18n::text(lang.code(), "sheet-differs-count", &args));
        }
    }
    // Today's sheet is in the language of the frozen one and as long. Another threshold makes it another sheet, too.
    for differing in told::differences(frozen, today, Alike::ALL) {
        let args = [("title", differing.title.to_owned())];
        found.push(i18n::text(lang.code(), "sheet-differs-figure", &args));
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sheet(counts: &serde_json::Value) -> SheetContent {
        let parameters = json!({ "min_cell": 5, "purpose": "regional", "method": "", "counts": counts });
        let whole = json!({ "language": "ja", "title": "", "area": "", "region": "", "host": "", "contact": "",
            "period": "", "purpose": "", "is_withheld": false, "sections": [], "parameters": parameters });
        serde_json::from_value(whole).unwrap()
    }

    #[test]
    fn what_was_counted_under_a_title_that_has_changed_since_is_known_by_its_place() {
        let of =
            |label: &str, n: &str| sheet(&json!([{ "label": label, "value": n, "unit": "件", "note": "" }]));
        let before = of("アンケート（開催前）（開催前）", "30");
        let found = |now: &str| differences(&before, &of("アンケート（開催前）", now), Lang::Ja);
        assert!(found("30").is_empty(), "{:?}", found("30"));
        assert_eq!(found("31").len(), 1);
    }

    fn count(questionnaire: i64, label: &str, n: &str) -> serde_json::Value {
        json!({ "label": label, "value": n, "unit": "件", "note": "", "questionnaire": questionnaire })
    }

    #[test]
    fn another_questionnaire_in_the_place_of_one_that_is_gone_is_not_taken_for_it() {
        let heard = json!({ "label": "ヒアリング", "value": "12", "unit": "件", "note": "" });
        let before = sheet(&json!([count(1, "甲への回答", "30"), heard]));
        let gone = sheet(&json!([count(2, "乙への回答", "41"), heard]));
        let found = differences(&before, &gone, Lang::Ja);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("甲への回答") && !found[0].contains("41"), "{found:?}");
        let renamed =
            sheet(&json!([count(2, "乙への回答", "41"), count(1, "甲の新しい題への回答", "30"), heard]));
        assert!(differences(&before, &renamed, Lang::Ja).is_empty(), "it is known by its number");
    }

    #[test]
    fn a_table_that_says_otherwise_and_a_chart_that_is_gone_differ() {
        let cell = |text: &str| json!({ "text": text, "href": "", "is_suppressed": false });
        let table = |says: &str| {
            json!({ "caption": "前と後", "columns": [{ "label": "何を", "is_number": false },
                { "label": "結果", "is_number": false }], "rows": [[cell("自信"), cell(says)]] })
        };
        let with = |pieces: serde_json::Value| {
            let mut sheet = sheet(&json!([]));
            let section = json!({ "kind": "before_after", "title": "前と後の変化", "pieces": pieces });
            sheet.sections = vec![serde_json::from_value(section).unwrap()];
            sheet
        };
        let with_table =
            |says: &str| with(json!([{ "piece": "table", "id": "before-after", "table": table(says) }]));
        let before = with_table("上がった 9");
        assert!(differences(&before, &with_table("上がった 9"), Lang::Ja).is_empty());
        for now in [with_table("上がった 8"), with(json!([]))] {
            let found = differences(&before, &now, Lang::Ja);
            assert!(found.len() == 1 && found[0].contains("「前と後」"), "{found:?}");
        }
        let unchosen = sheet(&json!([]));
        assert!(differences(&before, &unchosen, Lang::Ja).is_empty(), "the section is not on it any more");
    }

    #[test]
    fn how_much_a_sheet_shows_is_what_it_was_composed_to_show() {
        let of = |is_full: &str, quotes: usize| {
            let stored = format!(
                r#"{{"min_cell":5,"purpose":"regional","method":"","counts":[],"quotes_on_paper":{quotes}{is_full}}}"#
            );
            was_full(&serde_json::from_str(&stored).unwrap())
        };
        assert!(of(r#","is_full":true"#, 2) && !of(r#","is_full":false"#, 3));
        assert!(of("", 3) && !of("", 2), "published before it was kept");
    }
}
