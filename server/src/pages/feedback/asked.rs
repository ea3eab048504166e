//! Who asked for the results with their answers (`kt:consent` feedback), and where they can be written to: the address that was written
//! for it, or else where the invitation went. Of anonymous waves nobody is known, and nobody is written to who wrote no address.

use std::collections::{BTreeMap, HashMap, HashSet};

use surveys::entity::share_link;
use surveys::entity::state::{MessageState, Source};
use surveys::id::{AgencyId, InvitationId, QuestionnaireId, ResponseId, ShareLinkId};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::respondent::consents;
use surveys::store;
use surveys::store::invitations::Invited;
use surveys::store::messages::NewMessage;

use crate::dataset::{Dataset, Fielded, Response, strings};
use crate::error::Result;
use crate::feedback_letter::{Declined, asked_at, kind};
use crate::mail::can_be_written_to;
use crate::view::frame::Frame;

/// Use that asks to be told of the results.
const FEEDBACK: &str = "feedback";

/// Somebody who asked for the results.
pub struct Asker {
    /// What they answered.
    pub questionnaire: QuestionnaireId,
    /// Their answers.
    pub response: ResponseId,
    /// The invitation that they answered.
    pub invited: Option<Invited>,
    /// What they are called; empty for those who were not invited by name.
    pub name: String,
    /// Where a mail goes; empty where none can go.
    pub email: String,
    /// The address was written with the answers: it is on no list, and is none of the agency's contacts.
    is_written: bool,
    /// Somebody of the office typed the answers: the original may say who they are from.
    pub is_typed: bool,
    /// They declined letters and did not ask for the results after that, or are on the list no more: on paper they are not written to
    /// either.
    pub is_left_alone: bool,
    /// Code of their area.
    pub area: Option<String>,
}

/// Everybody who asked for the results.
#[derive(Default)]
pub struct Asked {
    /// Those whom a mail reaches.
    pub by_mail: Vec<Asker>,
    /// Those whom none does.
    pub by_no_mail: Vec<Asker>,
    /// Asked for it in an anonymous wave and wrote no address: nobody knows who they are.
    pub n_anonymous: usize,
    /// Asked for it by the open link and wrote no address: neither mail nor letter can be addressed to them.
    pub n_open: usize,
    /// Left alone without an invitation by name: they wrote an address that has declined letters. They are counted and not listed, since
    /// a list of them would tell whose the answers are.
    pub n_left_alone: usize,
}

impl Asker {
    /// The invitation whose address is written to; None where an address was written with the answers.
    pub fn by_invitation(&self) -> Option<&Invited> {
        self.invited.as_ref().filter(|_| !self.is_written)
    }

    /// Whether nobody knows who it is: they answered by the open link, and wrote no address that a mail can go to.
    fn is_unknown(&self) -> bool {
        self.invited.is_none() && self.email.is_empty() && !self.is_typed
    }

    /// A letter with a link to them.
    pub fn letter(&self, link: ShareLinkId, (subject, body): (String, String)) -> NewMessage {
        let invitation = self.by_invitation().map(|invited| invited.invitation.id);
        NewMessage {
            questionnaire: self.questionnaire,
            response: invitation.is_none().then_some(self.response),
            invitation,
            kind: kind(link),
            to_address: self.email.clone(),
            subject,
            body,
        }
    }
}

/// Everybody who asked for the results, answer by answer; who asked several times is written to once ([`recipients`]).
///
/// # Errors
/// When the database fails.
pub async fn asked(frame: &Frame, dataset: &Dataset) -> Result<Asked> {
    let db = &frame.app.db;
    let declined = Declined::find(db).await?;
    let mut found = Asked::default();
    for fielded in &dataset.fielded {
        let wishing: Vec<&Response> =
            fielded.responses.iter().filter(|response| has_asked(fielded, response)).collect();
        if wishing.is_empty() {
            continue;
        }
        let invited = store::invitations::of_questionnaire(db, fielded.id).await?.into_iter();
        let invited: HashMap<ResponseId, Invited> =
            invited.filter_map(|one| Some((one.invitation.response_id?, one))).collect();
        let contacts = store::entries::contacts_of_questionnaire(db, fielded.id).await?;
        for response in wishing {
            let asker = asker(fielded, response, invited.get(&response.id), (&contacts, &declined));
            if asker.is_left_alone && asker.invited.is_none() {
                found.n_left_alone += 1;
                continue;
            }
            if !fielded.has_times && asker.email.is_empty() {
                found.n_anonymous += 1;
                continue;
            }
            if asker.is_unknown() {
                found.n_open += 1;
                continue;
            }
            let list = if asker.email.is_empty() { &mut found.by_no_mail } else { &mut found.by_mail };
            list.push(asker);
        }
    }
    Ok(found)
}

fn has_asked(fielded: &Fielded, response: &Response) -> bool {
    let version = fielded.versions.get(response.version);
    version.is_some_and(|version| consents(&version.definition, &response.answers).contains(&FEEDBACK))
}

fn asker(
    fielded: &Fielded,
    response: &Response,
    invited: Option<&Invited>,
    (contacts, declined): (&BTreeMap<ResponseId, String>, &Declined),
) -> Asker {
    let contact = invited.and_then(|invited| invited.contact.as_ref());
    let written = written_address(fielded, response, contacts).filter(|email| can_be_written_to(email));
    let is_written = written.is_some();
    let of_invitation = || {
        let contact = contact.filter(|contact| contact.has_working_address())?;
        Some(contact.email.clone()).filter(|email| can_be_written_to(email))
    };
    let email = written.or_else(of_invitation).unwrap_or_default();
    let asked_at = asked_at(response.source, Some(response.submitted_at));
    let is_left_alone =
        declined.holds(&email, contact, asked_at) || invited.is_some_and(|invited| !invited.agency.is_active);
    Asker {
        questionnaire: fielded.id,
        response: response.id,
        name: invited.map(|invited| invited.agency.name.clone()).unwrap_or_default(),
        is_left_alone,
        invited: invited.cloned(),
        email: if is_left_alone { String::new() } else { email },
        is_written,
        is_typed: !matches!(response.source, Source::Web | Source::Import),
        area: response.region.clone(),
    }
}

/// The mail address that somebody wrote for it.
fn written_address(
    fielded: &Fielded,
    response: &Response,
    contacts: &BTreeMap<ResponseId, String>,
) -> Option<String> {
    let definition = &fielded.versions.get(response.version)?.definition;
    address_in(definition, contacts.get(&response.id)?)
}

/// The mail address among the answers that are kept apart.
fn address_in(definition: &Definition, stored: &str) -> Option<String> {
    let answers: Answers = serde_json::from_str(stored).ok()?;
    let asked = definition.questions().into_iter().filter(|question| question.input.input_type == "email");
    asked
        .flat_map(|question| strings(answers.get(&question.name)))
        .map(|email| email.trim().to_owned())
        .find(|email| email.contains('@'))
}

/// Those whom a sheet of an area concerns; the sheet of the whole region concerns all.
fn of_area(dataset: &Dataset, link: &share_link::Model, all: Vec<Asker>) -> Vec<Asker> {
    let Some(region) = link.region_id else { return all };
    let code = dataset.areas.iter().find(|area| area.id == region).map(|area| area.code.as_str());
    all.into_iter().filter(|asker| code.is_some() && asker.area.as_deref() == code).collect()
}

/// Those whom a link's sheet concerns.
pub struct Recipients {
    /// Those who are written to by mail.
    pub by_mail: Vec<Asker>,
    /// Those whom no mail reaches.
    pub by_no_mail: Vec<Asker>,
    /// What became of the letters to all of them.
    pub had: Had,
}

/// Those of an area's sheet who are written to, and what they have had. Offices that share an address are written to one by one, since
/// each has a letter in its name; one that answered several times is written to once. Who was not invited is known by the address
/// alone, and gets no letter where an office has it.
///
/// # Errors
/// When the database fails.
pub async fn recipients(
    frame: &Frame,
    dataset: &Dataset,
    link: &share_link::Model,
    all: Asked,
) -> Result<Recipients> {
    let mut askers = of_area(dataset, link, all.by_mail);
    let by_no_mail = of_area(dataset, link, all.by_no_mail);
    let questionnaires = askers.iter().chain(&by_no_mail).map(|asker| asker.questionnaire).collect();
    let had = Had::find(frame, questionnaires, link.id).await?;
    let address = |asker: &Asker| asker.email.to_lowercase();
    let of_offices: HashSet<String> =
        askers.iter().filter(|asker| asker.invited.is_some()).map(address).collect();
    askers.retain(|asker| asker.invited.is_some() || !of_offices.contains(&address(asker)));
    // An answer whose letter is out stands for the others of the same office, so that none of them brings a second one.
    askers.sort_by_key(|asker| match had.state(asker) {
        Some(MessageState::Sent | MessageState::Queued) => 0,
        Some(MessageState::Failed) => 1,
        None => 2,
    });
    let mut seen: HashSet<(Option<AgencyId>, String)> = HashSet::new();
    askers.retain(|asker| seen.insert((asker.invited.as_ref().map(|one| one.agency.id), address(asker))));
    Ok(Recipients { by_mail: askers, by_no_mail, had })
}

/// What became of the letters with a link.
pub struct Had {
    invitations: HashMap<InvitationId, MessageState>,
    responses: HashMap<ResponseId, MessageState>,
}

impl Had {
    async fn find(frame: &Frame, questionnaires: HashSet<QuestionnaireId>, link: ShareLinkId) -> Result<Had> {
        let kind = kind(link);
        let mut had = Had { invitations: HashMap::new(), responses: HashMap::new() };
        for id in questionnaires {
            for letter in store::messages::of_questionnaire(&frame.app.db, id).await? {
                if letter.kind == kind {
                    had.invitations.extend(letter.invitation_id.map(|id| (id, letter.state)));
                    had.responses.extend(letter.response_id.map(|id| (id, letter.state)));
                }
            }
        }
        Ok(had)
    }

    /// Where the letter to somebody stands; None for whoever has had none.
    pub fn state(&self, asker: &Asker) -> Option<MessageState> {
        let by_invitation = asker.invited.as_ref().and_then(|one| self.invitations.get(&one.invitation.id));
        let own = self.responses.get(&asker.response);
        let found = match asker.is_written {
            // What was given up at the address of the list says nothing of the one that was written.
            true => own.or(by_invitation.filter(|state| **state != MessageState::Failed)),
            false => by_invitation.or(own),
        };
        found.copied()
    }

    /// Whether the letter to somebody was given up.
    pub fn has_failed(&self, asker: &Asker) -> bool {
        self.state(asker) == Some(MessageState::Failed)
    }
}
