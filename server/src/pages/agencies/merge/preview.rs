//! Both agencies beside each other, what is to be chosen, and in words what a merge would do.

use serde::Serialize;
use surveys::entity::agency;
use surveys::store;
use surveys::store::agency_merges::{ApproachPlan, InvitationPlan, Plan, Values};

use crate::error::Result;
use crate::pages::agencies::contacts::named;
use crate::pages::agencies::{kind_label, place, region_name};
use crate::pages::approaches::state_label;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// What the page of a merge shows.
#[derive(Serialize)]
pub struct Preview {
    /// Name of the agency that goes.
    dropped: String,
    rows: Vec<Row>,
    questions: Vec<Question>,
    /// What would become of what belongs to the agency that goes, sentence by sentence.
    moves: Vec<String>,
    /// What would hold where both have one.
    decisions: Vec<String>,
    /// The fingerprint of all this.
    seen: String,
}

/// A line of the table with both.
#[derive(Serialize)]
struct Row {
    label: String,
    kept: String,
    dropped: String,
}

/// Something that differs, to be chosen.
#[derive(Serialize)]
struct Question {
    name: &'static str,
    legend: String,
    choices: Vec<ChoiceView>,
}

/// Looks at both.
///
/// # Errors
/// When the database fails.
pub async fn preview(frame: &Frame, kept: &agency::Model, dropped: &agency::Model) -> Result<Preview> {
    let plan = store::agency_merges::plan(&frame.app.db, kept, dropped).await?;
    let (own, other) = (fields(frame, kept).await?, fields(frame, dropped).await?);
    let mut rows = Vec::new();
    let mut questions = Vec::new();
    for ((name, own), (_, other)) in own.into_iter().zip(other) {
        let legend = frame.text(&format!("agencies-field-{name}"));
        let stays = plan.keeps_group && ["kind", "region"].contains(&name);
        if own != other && !stays {
            questions.push(question(frame, name, legend.clone(), &own, &other));
        }
        rows.push(Row { label: legend, kept: own, dropped: other });
    }
    rows.push(Row {
        label: frame.text("contacts-title"),
        kept: contacts(frame, kept).await?,
        dropped: contacts(frame, dropped).await?,
    });
    Ok(Preview {
        dropped: dropped.name.clone(),
        rows,
        questions,
        moves: moves(frame, &plan),
        decisions: decisions(frame, &plan).await?,
        seen: plan.fingerprint(kept, dropped)?,
    })
}

/// What an agency is called and is, in words.
async fn fields(frame: &Frame, agency: &agency::Model) -> Result<Vec<(&'static str, String)>> {
    let values = Values::of(agency);
    let regions = store::regions::list(&frame.app.db).await?;
    let region = regions.iter().find(|region| region.id == values.region);
    let organisation = match values.organisation {
        Some(id) => store::organisations::find(&frame.app.db, id).await?.name,
        None => String::new(),
    };
    Ok(vec![
        ("name", values.name),
        ("kind", kind_label(frame, &values.kind)),
        ("region", region.map(|region| region_name(&regions, region)).unwrap_or_default()),
        ("organisation", organisation),
        ("municipality", place::shown(agency)),
        ("note", values.note),
    ])
}

/// Something that is said of both, in their own words; what one of them does not say need not be lost.
fn question(frame: &Frame, name: &'static str, legend: String, own: &str, other: &str) -> Question {
    let label = |text: &str| if text.is_empty() { frame.text("merges-empty") } else { text.to_owned() };
    let choice = |value: &str, label: String| ChoiceView { value: value.to_owned(), label };
    let mut choices = vec![choice("kept", label(own)), choice("dropped", label(other))];
    if name == "note" && !own.is_empty() && !other.is_empty() {
        choices.push(choice("both", frame.text("merges-both-notes")));
    }
    // What is said comes before what is not.
    if own.is_empty() {
        choices.reverse();
    }
    Question { name, legend, choices }
}

async fn contacts(frame: &Frame, agency: &agency::Model) -> Result<String> {
    let all = store::contacts::of_agency(&frame.app.db, agency.id).await?;
    let all: Vec<String> = all
        .iter()
        .map(|one| {
            let parts = [named(frame, one), one.email.clone(), one.phone.clone()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    Ok(all.join(&frame.text("list-separator")))
}

fn moves(frame: &Frame, plan: &Plan) -> Vec<String> {
    let counts = [
        ("merges-n-contacts", plan.contacts.len()),
        ("merges-n-hearings", plan.hearings.len()),
        ("merges-n-promises", plan.promises.len()),
    ];
    let counted = counts.into_iter().filter(|(_, n)| *n > 0);
    counted.map(|(key, n)| frame.text_with(key, &[("n", n.to_string())])).collect()
}

async fn decisions(frame: &Frame, plan: &Plan) -> Result<Vec<String>> {
    let db = &frame.app.db;
    let mut words = Vec::new();
    for one in &plan.approaches {
        let survey = store::surveys::find(db, one.survey).await?.title;
        words.push(approach_words(frame, one, survey));
    }
    for one in &plan.invitations {
        let title = store::questionnaires::find(db, one.questionnaire).await?.title;
        words.push(invitation_words(frame, one, title));
    }
    Ok(words)
}

fn approach_words(frame: &Frame, one: &ApproachPlan, survey: String) -> String {
    let other = state_label(frame, one.other_way.state);
    match &one.own {
        None => frame.text_with("merges-approach-moves", &[("survey", survey), ("state", other)]),
        Some((_, own)) => {
            let args = [
                ("survey", survey),
                ("own", state_label(frame, own.state)),
                ("other", other),
                ("state", state_label(frame, one.after.state)),
            ];
            frame.text_with("merges-approach-joined", &args)
        }
    }
}

fn invitation_words(frame: &Frame, one: &InvitationPlan, title: String) -> String {
    frame.text_with(&format!("merges-invitation-{}", one.fate.code()), &[("title", title)])
}
