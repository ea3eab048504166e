//! Letters on A4 with link, QR code and code, and the list for FAX: for those who get no mail.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::QuestionnaireId;
use surveys::store::invitations::Invited;

use super::{Desk, address, desk, letters};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::inviting::letter::Secrets;
use crate::pages::conditions::written;
use crate::view::frame::Frame;
use crate::view::qr;

/// Most characters of what follows a name in the line that says whom a letter is to.
const LONGEST_HONORIFIC: usize = 4;

/// Letters of one part: a browser lays out a page of so many without trouble.
const LETTERS: usize = 50;

/// Lines of one part of the list for FAX.
const LINES: usize = 300;

/// How names end that were typed with what is put behind them.
const OWN_HONORIFICS: [&str; 4] = ["様", "御中", "殿", "先生"];

/// What is printed.
#[derive(Default, Deserialize)]
pub struct Wish {
    /// `letters` when empty, or `fax`.
    #[serde(default)]
    what: String,
    /// Those without mail when empty, or `all`.
    #[serde(default)]
    who: String,
    /// `invite` when empty, or `reminder`.
    #[serde(default)]
    kind: String,
    /// Not empty: what looks like an open place is meant so.
    #[serde(default)]
    as_is: String,
    /// Number of the invitation with which the part begins; the first part when it is none.
    #[serde(default)]
    from: String,
}

#[derive(Serialize)]
struct PrintPage {
    print: PrintView,
}

#[derive(Serialize)]
struct PrintView {
    list_href: String,
    is_fax: bool,
    is_all: bool,
    is_reminder: bool,
    /// It is not shown who has answered: they are printed, too.
    is_anonymous: bool,
    /// What is still to be written before letters are printed, unless it is meant so; empty when nothing is.
    open_place: String,
    is_as_is: bool,
    settings_href: String,
    /// Of all parts.
    n: usize,
    /// Most in one part.
    size: usize,
    /// What is shown, as "1 to 50"; empty when that is all.
    part: String,
    /// The ways to parts near this one and to both ends; none when one part is all.
    parts: Vec<PartView>,
    /// The next part; empty behind the last one.
    next_href: String,
    letters: Vec<PrintedLetter>,
}

/// The way to letters that are printed together; without an address it stands for parts that are left out.
#[derive(Serialize)]
struct PartView {
    label: String,
    href: String,
    is_current: bool,
}

#[derive(Serialize)]
struct PrintedLetter {
    agency: String,
    name: String,
    /// What follows the name, or the agency's where nobody is named.
    honorific: String,
    postal_address: String,
    fax: String,
    subject: String,
    body: String,
    link: String,
    code: String,
    qr_svg: String,
}

/// `GET /questionnaires/{id}/invitations/print`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let (is_fax, is_all) = (wish.what == "fax", wish.who == "all");
    let is_as_is = !wish.as_is.is_empty();
    let is_reminder = wish.kind == "reminder";
    let inviting = &desk.inviting;
    let words = match is_reminder {
        true => [inviting.reminder_subject.as_str(), inviting.reminder_body.as_str()],
        false => [inviting.subject.as_str(), inviting.body.as_str()],
    };
    // The list for FAX has no letter in it.
    let open_place = if is_fax || is_as_is { None } else { letters::open_place(&frame, &desk, words) };
    let all = desk.invited.iter().enumerate().filter(|_| open_place.is_none());
    let all: Vec<(usize, &Invited)> = all.filter(|(_, one)| is_wanted(&desk, one, is_all, is_fax)).collect();
    let size = if is_fax { LINES } else { LETTERS };
    let start = start(&desk, &all, &wish.from);
    let parts = parts(&frame, &wish, &all, (start, size));
    let printed = all.iter().skip(start).take(size);
    let current = parts.iter().find(|part| part.is_current && parts.len() > 1);
    let next = parts.iter().skip_while(|part| !part.is_current).nth(1);
    let view = PrintPage {
        print: PrintView {
            list_href: address(desk.questionnaire.id),
            is_fax,
            is_all,
            is_reminder,
            is_anonymous: desk.is_anonymous(),
            open_place: open_place.unwrap_or_default(),
            is_as_is,
            settings_href: format!(
                "{}/inviting",
                crate::pages::questionnaires::address(desk.questionnaire.id)
            ),
            n: all.len(),
            size,
            part: current.map(|part| part.label.clone()).unwrap_or_default(),
            next_href: next.map(|part| part.href.clone()).unwrap_or_default(),
            parts: shortened(parts),
            letters: printed
                .map(|(_, one)| letter(&frame, &desk, one, (words, is_fax)))
                .collect::<Result<_>>()?,
        },
    };
    let title = frame.text(if is_fax { "inviting-fax-list" } else { "inviting-print" });
    frame.public_page("inviting/print.html", &title, &view)
}

/// Where among all that is printed the part begins that is asked for; how many are printed where nothing is left of it.
///
/// It is asked for by an invitation, not by a number: whoever answers between two parts takes a letter away, and by number the
/// first letter of the next part would move into the one that is printed already.
fn start(desk: &Desk, all: &[(usize, &Invited)], from: &str) -> usize {
    // Behind the last letter nothing is left to print: the first part, which is printed already, must not come again.
    let place = desk.invited.iter().position(|one| one.invitation.id.0.to_string() == from).unwrap_or(0);
    all.iter().take_while(|(own, _)| *own < place).count()
}

/// Where parts of so many begin, if one of them begins at `start`: the first and the last one may have fewer.
fn starts(n: usize, start: usize, size: usize) -> Vec<usize> {
    let first = start % size;
    let rest = (first > 0).then_some(0);
    rest.into_iter().chain((first..n).step_by(size)).collect()
}

/// The ways to all parts.
fn parts(
    frame: &Frame,
    wish: &Wish,
    all: &[(usize, &Invited)],
    (start, size): (usize, usize),
) -> Vec<PartView> {
    let starts = starts(all.len(), start, size);
    let ends = starts.iter().skip(1).copied().chain([all.len()]);
    let key = if wish.what == "fax" { "inviting-fax-part" } else { "inviting-print-part" };
    let part = |(from, until): (&usize, usize)| {
        let first = all.get(*from).map(|(_, one)| one.invitation.id.0.to_string()).unwrap_or_default();
        let asked = written(&[
            ("what", &wish.what),
            ("kind", &wish.kind),
            ("who", &wish.who),
            ("as_is", &wish.as_is),
            ("from", &first),
        ]);
        let args = [("from", (from + 1).to_string()), ("until", until.to_string())];
        PartView {
            label: frame.text_with(key, &args),
            href: format!("?{}", asked.trim_end_matches('&')),
            is_current: *from == start,
        }
    };
    starts.iter().zip(ends).map(part).collect()
}

/// The first and last part and those beside the one that is shown, as long lists have their pages.
fn shortened(parts: Vec<PartView>) -> Vec<PartView> {
    if matches!(parts.as_slice(), [only] if only.is_current) {
        return Vec::new();
    }
    let n = parts.len();
    let current = parts.iter().position(|part| part.is_current).unwrap_or(n);
    let near = |(place, part): (usize, PartView)| {
        let is_end = place == 0 || place + 1 == n;
        match place.abs_diff(current) {
            0 | 1 => Some(part),
            _ if is_end => Some(part),
            2 => Some(PartView { label: String::new(), href: String::new(), is_current: false }),
            _ => None,
        }
    };
    parts.into_iter().enumerate().filter_map(near).collect()
}

/// A letter, or a line of the list for FAX, which has no QR code.
fn letter(
    frame: &Frame,
    desk: &Desk,
    one: &Invited,
    ([subject, body], is_fax): ([&str; 2], bool),
) -> Result<PrintedLetter> {
    let secrets = Secrets::of(&frame.app.public_url, &frame.app.key, one);
    let words = desk.words(one, frame.lang);
    let contact = one.contact.as_ref();
    Ok(PrintedLetter {
        agency: one.agency.name.clone(),
        honorific: honorific(frame, contact.map_or("", |contact| &contact.name)),
        name: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
        postal_address: contact.map(|contact| contact.address.clone()).unwrap_or_default(),
        fax: contact.map(|contact| contact.fax.clone()).unwrap_or_default(),
        subject: secrets.put_into(&words.put_into(subject)),
        body: secrets.put_into(&words.put_into(without_addressee(body))),
        qr_svg: if is_fax { String::new() } else { qr::svg(&secrets.link)? },
        link: secrets.link,
        code: secrets.code,
    })
}

/// What a letter puts behind its addressee: one form for an agency (御中), another for a person (様), none where the name brings its own.
pub fn honorific(frame: &Frame, name: &str) -> String {
    match name.trim() {
        "" => frame.text("inviting-print-honorific"),
        own if OWN_HONORIFICS.iter().any(|ending| own.ends_with(ending)) => String::new(),
        _ => frame.text("inviting-print-honorific-person"),
    }
}

/// A letter's text without a first line that says whom it is to and nothing else: on paper the addressee stands above it.
fn without_addressee(body: &str) -> &str {
    let Some((first, rest)) = body.trim_start().split_once('\n') else { return body };
    let honorific = first.trim().strip_prefix("{agency}").map(str::trim);
    match honorific {
        Some(words) if words.chars().count() <= LONGEST_HONORIFIC => rest.trim_start_matches(['\r', '\n']),
        Some(_) | None => body,
    }
}

/// Whether something is printed for an invitation: a letter or a line of the list for FAX, for those without mail or for all.
fn is_wanted(desk: &Desk, one: &Invited, is_all: bool, is_fax: bool) -> bool {
    let contact = one.contact.as_ref();
    let has_declined = contact.is_some_and(|contact| contact.opted_out_on.is_some());
    let gets_no_mail = contact.is_none_or(|contact| {
        contact.email.is_empty() || !contact.undeliverable.is_empty() || contact.preferred != "email"
    });
    let has_fax = contact.is_some_and(|contact| !contact.fax.is_empty());
    // A list of those who have not answered would name all others.
    let is_open = desk.is_anonymous() || !one.invitation.is_answered;
    one.agency.is_active && is_open && !has_declined && (is_all || gets_no_mail) && (!is_fax || has_fax)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_one_another_whichever_of_them_is_shown() {
        assert_eq!(starts(120, 0, 50), [0, 50, 100]);
        assert_eq!(starts(120, 50, 50), [0, 50, 100]);
        assert_eq!(starts(119, 49, 50), [0, 49, 99], "somebody of the first part has answered since");
        assert_eq!(starts(50, 0, 50), [0]);
        assert!(starts(0, 0, 50).is_empty());
    }

    #[test]
    fn of_many_parts_the_ends_and_those_beside_the_shown_one_are_named() {
        let labels = |n: usize, current: usize| -> Vec<String> {
            let part = |place: usize| PartView {
                label: place.to_string(),
                href: format!("?{place}"),
                is_current: place == current,
            };
            shortened((0..n).map(part).collect()).into_iter().map(|part| part.label).collect()
        };
        assert_eq!(labels(100, 50), ["0", "", "49", "50", "51", "", "99"]);
        assert_eq!(labels(100, 0), ["0", "1", "", "99"]);
        assert_eq!(labels(3, 1), ["0", "1", "2"]);
        assert_eq!(labels(1, 0), [""; 0], "it is all");
        assert_eq!(labels(1, 1), ["0"], "behind the last part all are still to be reached");
    }

    #[test]
    fn a_line_that_names_the_addressee_alone_is_left_to_the_head_of_the_sheet() {
        for first in ["{agency} 御中", "{agency}", "　{agency}　様\r"] {
            assert_eq!(without_addressee(&format!("{first}\n\r\n　お願いです。\n")), "　お願いです。\n");
        }
        for kept in ["{agency} 御中", "{agency}のみなさまへ\nお願いです。", "拝啓\n{agency} 御中\n", ""]
        {
            assert_eq!(without_addressee(kept), kept);
        }
    }
}
