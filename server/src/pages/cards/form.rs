//! The fields of a card, their limits, and what is chosen from.

use analysis::coding::frame::CodingFrame;
use analysis::coding::stance::Stance;
use surveys::entity::{card, region};
use surveys::id::RegionId;
use surveys::privacy::card::Introduction;
use surveys::stakeholder::agency_kind;
use surveys::store::cards::CardInput;

use crate::auth::form::StaffForm;
use crate::i18n::Lang;
use crate::pages::agencies::kind_choices;
use crate::pages::explore::texts::theme_label;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;

/// All fields of a case. Kinds and themes hold codes with blanks between them.
const FIELDS: [&str; 9] =
    ["title", "background", "steps", "idea", "result", "remaining", "kinds", "themes", "region"];
/// All fields of an introduction.
const OF_INTRODUCTION: [&str; 14] = [
    "title",
    "agency",
    "steps",
    "background",
    "since",
    "partners",
    "audience",
    "cost",
    "result",
    "idea",
    "contact",
    "kinds",
    "themes",
    "region",
];
/// The texts of a case with the most characters and lines of each: a card is one sheet of A4.
const LIMITS: [(&str, usize, usize); 6] = [
    ("title", 60, 1),
    ("background", 300, 12),
    ("steps", 500, 12),
    ("idea", 500, 12),
    ("result", 300, 12),
    ("remaining", 300, 12),
];
/// The same of an introduction, which has more of them.
const LIMITS_OF_INTRODUCTION: [(&str, usize, usize); 11] = [
    ("title", 50, 1),
    ("agency", 50, 1),
    ("steps", 300, 7),
    ("background", 120, 3),
    ("since", 30, 1),
    ("partners", 80, 1),
    ("audience", 80, 1),
    ("cost", 80, 1),
    ("result", 180, 5),
    ("idea", 300, 7),
    ("contact", 120, 4),
];
/// Most kinds of agencies on a card.
pub const MOST_KINDS: usize = 8;
/// Most themes of a card.
pub const MOST_THEMES: usize = 3;

/// The codes of a field that holds several.
pub fn codes(value: &str) -> Vec<String> {
    value.split_whitespace().map(str::to_owned).collect()
}

/// The fields of a card.
pub fn fields(card: &card::Model) -> &'static [&'static str] {
    if card.introduction.is_some() { &OF_INTRODUCTION } else { &FIELDS }
}

/// The texts of a card with the most characters and lines of each.
fn limits(is_introduction: bool) -> &'static [(&'static str, usize, usize)] {
    if is_introduction { &LIMITS_OF_INTRODUCTION } else { &LIMITS }
}

/// Whether a code is a theme of good practices.
pub fn is_theme(code: &str) -> bool {
    CodingFrame::shipped().is_ok_and(|frame| themes(&frame).any(|theme| theme == code))
}

fn themes(frame: &CodingFrame) -> impl Iterator<Item = &str> {
    let own = frame.codes.iter().filter(|code| code.kind == Stance::GoodPractice);
    own.map(|code| code.code.as_str())
}

/// All themes of good practices to choose from.
pub fn theme_choices(lang: Lang) -> Vec<ChoiceView> {
    let Ok(frame) = CodingFrame::shipped() else { return Vec::new() };
    let choice = |code: &str| ChoiceView { value: code.to_owned(), label: theme_label(&frame, code, lang) };
    themes(&frame).map(choice).collect()
}

/// The areas to choose from; none of them is the whole region.
pub fn area_choices(areas: &[region::Model]) -> Vec<ChoiceView> {
    let choice = |area: &region::Model| ChoiceView { value: area.id.0.to_string(), label: area.name.clone() };
    areas.iter().map(choice).collect()
}

/// The form with what is stored.
pub fn stored(card: &card::Model) -> FormView {
    let input = CardInput::of(card);
    let mut values = vec![
        ("title", input.title),
        ("background", input.background),
        ("steps", input.steps),
        ("idea", input.idea),
        ("result", input.result),
        ("kinds", input.kinds.join(" ")),
        ("themes", input.themes.join(" ")),
        ("region", input.region.map(|id| id.0.to_string()).unwrap_or_default()),
    ];
    match input.introduction {
        Some(introduction) => values.extend([
            ("agency", introduction.agency),
            ("since", introduction.since),
            ("partners", introduction.partners),
            ("audience", introduction.audience),
            ("cost", introduction.cost),
            ("contact", introduction.contact),
        ]),
        None => values.push(("remaining", input.remaining)),
    }
    FormView::filled(values)
}

/// What was typed, with what is wrong.
pub fn read(frame: &Frame, card: &card::Model, areas: &[region::Model], sent: &StaffForm) -> FormView {
    let is_introduction = card.introduction.is_some();
    // In the order of the lists and only what is on them, so that the same choice is the same text.
    let chosen = |name: &str, offered: Vec<ChoiceView>| {
        let codes = offered.into_iter().map(|choice| choice.value);
        codes.filter(|code| sent.all(name).any(|sent| sent == code)).collect::<Vec<_>>().join(" ")
    };
    let typed = limits(is_introduction).iter().map(|(name, _, lines)| {
        let text = sent.get(name).replace("\r\n", "\n");
        // What has one line is one, however it came.
        (*name, if *lines == 1 { text.replace('\n', " ") } else { text })
    });
    let mut form = FormView::filled(typed.chain([
        ("kinds", chosen("kinds", kind_choices(frame))),
        ("themes", chosen("themes", theme_choices(frame.lang))),
        ("region", sent.get("region").to_owned()),
    ]));
    form.require(frame, "title", label_key("title", is_introduction));
    if is_introduction {
        form.require(frame, "agency", label_key("agency", true));
    }
    for (name, max, lines) in limits(is_introduction) {
        let label = label_key(name, is_introduction);
        form.limit(frame, name, label, *max);
        if form.value(name).lines().count() > *lines {
            let args = [("field", frame.text(label)), ("max", lines.to_string())];
            form.reject(name, frame.text_with("cards-too-many-lines", &args));
        }
    }
    for (name, max) in [("kinds", MOST_KINDS), ("themes", MOST_THEMES)] {
        if codes(form.value(name)).len() > max {
            let args = [("field", frame.text(label_key(name, is_introduction))), ("max", max.to_string())];
            form.reject(name, frame.text_with("cards-too-many", &args));
        }
    }
    let region = form.value("region");
    if !region.is_empty() && areas.iter().all(|area| area.id.0.to_string() != region) {
        form.reject("region", frame.text("form-choice"));
    }
    form
}

/// What a form of a card without problems says.
pub fn input(card: &card::Model, form: &FormView) -> CardInput {
    let text = |name| form.value(name).to_owned();
    let introduction = card.introduction.is_some().then(|| Introduction {
        agency: text("agency"),
        since: text("since"),
        partners: text("partners"),
        audience: text("audience"),
        cost: text("cost"),
        contact: text("contact"),
    });
    let kinds = codes(form.value("kinds")).into_iter();
    CardInput {
        title: text("title"),
        background: text("background"),
        steps: text("steps"),
        idea: text("idea"),
        result: text("result"),
        remaining: text("remaining"),
        kinds: kinds.filter(|code| agency_kind::find(code).is_some()).collect(),
        themes: codes(form.value("themes")),
        region: form.value("region").parse().ok().map(RegionId),
        introduction,
    }
}

/// Fluent key of the name of a field of a case, or of an introduction.
pub fn label_key(name: &str, is_introduction: bool) -> &'static str {
    match (name, is_introduction) {
        ("background", true) => "introductions-field-background",
        ("steps", true) => "introductions-field-steps",
        ("idea", true) => "introductions-field-idea",
        ("result", true) => "introductions-field-result",
        ("agency", _) => "introductions-field-agency",
        ("since", _) => "introductions-field-since",
        ("partners", _) => "introductions-field-partners",
        ("audience", _) => "introductions-field-audience",
        ("cost", _) => "introductions-field-cost",
        ("contact", _) => "introductions-field-contact",
        ("title", _) => "cards-field-title",
        ("background", false) => "cards-field-background",
        ("steps", false) => "cards-field-steps",
        ("idea", false) => "cards-field-idea",
        ("result", false) => "cards-field-result",
        ("remaining", _) => "cards-field-remaining",
        ("kinds", _) => "cards-field-kinds",
        ("themes", _) => "cards-field-themes",
        _ => "cards-field-region",
    }
}
