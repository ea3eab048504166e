//! The fields of a card, their limits, and what is chosen from.

use analysis::coding::frame::CodingFrame;
use analysis::coding::stance::Stance;
use surveys::entity::{card, region};
use surveys::id::RegionId;
use surveys::stakeholder::agency_kind;
use surveys::store::cards::CardInput;

use crate::auth::form::StaffForm;
use crate::i18n::Lang;
use crate::pages::agencies::kind_choices;
use crate::pages::explore::texts::theme_label;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;

/// All fields. Kinds and themes hold codes with blanks between them.
pub const FIELDS: [&str; 9] =
    ["title", "background", "steps", "idea", "result", "remaining", "kinds", "themes", "region"];
/// The texts with the most characters of each: a card is one sheet of A4.
pub const LIMITS: [(&str, usize); 6] =
    [("title", 60), ("background", 300), ("steps", 500), ("idea", 500), ("result", 300), ("remaining", 300)];
/// Most lines of a text, for the same reason.
const MOST_LINES: usize = 12;
/// Most kinds of agencies on a card.
pub const MOST_KINDS: usize = 8;
/// Most themes of a card.
pub const MOST_THEMES: usize = 3;

/// The codes of a field that holds several.
pub fn codes(value: &str) -> Vec<String> {
    value.split_whitespace().map(str::to_owned).collect()
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
    FormView::filled([
        ("title", input.title),
        ("background", input.background),
        ("steps", input.steps),
        ("idea", input.idea),
        ("result", input.result),
        ("remaining", input.remaining),
        ("kinds", input.kinds.join(" ")),
        ("themes", input.themes.join(" ")),
        ("region", input.region.map(|id| id.0.to_string()).unwrap_or_default()),
    ])
}

/// What was typed, with what is wrong.
pub fn read(frame: &Frame, areas: &[region::Model], sent: &StaffForm) -> FormView {
    let text = |name: &str| sent.get(name).replace("\r\n", "\n");
    // In the order of the lists and only what is on them, so that the same choice is the same text.
    let chosen = |name: &str, offered: Vec<ChoiceView>| {
        let codes = offered.into_iter().map(|choice| choice.value);
        codes.filter(|code| sent.all(name).any(|sent| sent == code)).collect::<Vec<_>>().join(" ")
    };
    let mut form = FormView::filled([
        ("title", text("title").replace('\n', " ")),
        ("background", text("background")),
        ("steps", text("steps")),
        ("idea", text("idea")),
        ("result", text("result")),
        ("remaining", text("remaining")),
        ("kinds", chosen("kinds", kind_choices(frame))),
        ("themes", chosen("themes", theme_choices(frame.lang))),
        ("region", text("region")),
    ]);
    form.require(frame, "title", "cards-field-title");
    for (name, max) in LIMITS {
        form.limit(frame, name, label_key(name), max);
        if form.value(name).lines().count() > MOST_LINES {
            let args = [("field", frame.text(label_key(name))), ("max", MOST_LINES.to_string())];
            form.reject(name, frame.text_with("cards-too-many-lines", &args));
        }
    }
    for (name, max) in [("kinds", MOST_KINDS), ("themes", MOST_THEMES)] {
        if codes(form.value(name)).len() > max {
            let args = [("field", frame.text(label_key(name))), ("max", max.to_string())];
            form.reject(name, frame.text_with("cards-too-many", &args));
        }
    }
    let region = form.value("region");
    if !region.is_empty() && areas.iter().all(|area| area.id.0.to_string() != region) {
        form.reject("region", frame.text("form-choice"));
    }
    form
}

/// What a form without problems says.
pub fn input(form: &FormView) -> CardInput {
    let text = |name| form.value(name).to_owned();
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
    }
}

/// Fluent key of a field's name.
pub fn label_key(name: &str) -> &'static str {
    match name {
        "title" => "cards-field-title",
        "background" => "cards-field-background",
        "steps" => "cards-field-steps",
        "idea" => "cards-field-idea",
        "result" => "cards-field-result",
        "remaining" => "cards-field-remaining",
        "kinds" => "cards-field-kinds",
        "themes" => "cards-field-themes",
        _ => "cards-field-region",
    }
}
