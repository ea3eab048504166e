//! Ties between kinds of agencies as a network: its lines, whom they lead to, and what is to be seen in words.

use std::collections::BTreeSet;

use analysis::chart::Caption;
use analysis::chart::network::{Edge, Network, Node, network};
use analysis::chart::style::{Layout, Style};
use analysis::error::Error;
use analysis::table::degrees::{DegreeRow, HIGHEST};

use super::{label, printed};
use crate::dataset::collaboration::{Collaboration, is_kind};
use crate::i18n::{self, Lang, Wording};
use crate::view::figure::{ColumnView, TableView, column, counted, percent, withheld, words};

/// Lines are drawn from this mean degree on: in touch before.
const LINE_FROM: f64 = 2.0;

/// From this mean degree on a line is a full one: in touch case by case.
const FULL_FROM: f64 = 2.5;

/// Width of the picture of a network, in its own units, for each of its kinds and around them.
const KIND_WIDTH: u32 = 35;
const AROUND_WIDTH: u32 = 300;

/// The picture; `None` where it would have no line.
///
/// # Errors
/// When it cannot be drawn.
pub(super) fn draw(
    found: &Collaboration,
    caption: Caption,
    style: &Style,
    lang: Lang,
) -> Result<Option<String>, Error> {
    let chart = chart(found, caption, lang);
    let width = width(chart.nodes.len(), style).min(style.width);
    // On a slide its words stand beside it, and the smaller it is drawn the larger are its letters.
    let width = if style.layout == Layout::Slide { width * 3 / 4 } else { width };
    let style = &Style { width, ..style.clone() };
    if chart.edges.is_empty() { Ok(None) } else { network(&chart, style).map(Some) }
}

/// A network of few kinds needs less room: its picture is as tall as it is wide. Larger letters need more.
fn width(n_kinds: usize, style: &Style) -> u32 {
    let n_kinds = u32::try_from(n_kinds).unwrap_or(u32::MAX);
    let width = n_kinds.saturating_mul(KIND_WIDTH).saturating_add(AROUND_WIDTH);
    width.saturating_mul(style.font_size) / Style::new("").font_size.max(1)
}

/// Which kinds a network does not show, because no line leads to them; empty for none.
pub(super) fn unlinked(found: &Collaboration, lang: Lang, wording: Wording) -> String {
    let (_, unlinked) = kinds(found);
    let names: Vec<String> = unlinked.into_iter().map(|kind| label(found, kind, lang)).collect();
    let args = [("kinds", names.join(&i18n::plain(lang, "list-separator")))];
    if names.is_empty() {
        return String::new();
    }
    i18n::text(lang.code(), &wording.key("collaboration-unlinked"), &args)
}

/// One line of the network: places of a group and a partner, and how closely they are tied.
struct Line<'a> {
    group: &'a str,
    partner: &'a str,
    row: &'a DegreeRow,
    mean: f64,
}

/// The lines, the strongest first. Groups that are no kind, and kinds about themselves, have none.
fn lines(found: &Collaboration) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for partner in &found.partners {
        let rows = found.groups.iter().zip(&partner.degrees.table().rows);
        for (group, row) in rows.filter(|(group, _)| is_kind(&group.value) && group.value != partner.value) {
            if let Some(mean) = row.mean.filter(|mean| *mean >= LINE_FROM) {
                lines.push(Line { group: &group.value, partner: &partner.value, row, mean });
            }
        }
    }
    lines.sort_by(|one, other| {
        let names = |line: &Line<'_>| (line.group.to_owned(), line.partner.to_owned());
        other.mean.total_cmp(&one.mean).then_with(|| names(one).cmp(&names(other)))
    });
    lines
}

/// The kinds that answered or were asked about, in the order of their codes: those that have a line, and the others.
pub(super) fn kinds(found: &Collaboration) -> (Vec<&str>, Vec<&str>) {
    let answered = found.groups.iter().map(|group| group.value.as_str()).filter(|group| is_kind(group));
    let asked_about = found.partners.iter().map(|partner| partner.value.as_str());
    let kinds: BTreeSet<&str> = answered.chain(asked_about).collect();
    let lines = lines(found);
    let is_linked = |kind: &&str| lines.iter().any(|line| line.group == *kind || line.partner == *kind);
    kinds.into_iter().partition(is_linked)
}

/// A mean with one decimal, as pictures say it.
fn rounded(mean: f64) -> f64 {
    (mean * 10.0).round() / 10.0
}

/// Kinds that have a line, around a circle. Their size is how closely all are tied to them; those that did not answer are squares.
fn chart(found: &Collaboration, caption: Caption, lang: Lang) -> Network {
    let (kinds, _) = kinds(found);
    let place = |kind: &str| kinds.iter().position(|own| *own == kind);
    let node = |(at, kind): (usize, &&str)| {
        let turn = std::f64::consts::TAU * at as f64 / kinds.len().max(1) as f64;
        let partner = found.partners.iter().find(|partner| partner.value == **kind);
        let mean = partner.and_then(|partner| partner.degrees.table().all.mean);
        let has_answered = found.groups.iter().any(|group| group.value == **kind);
        Node {
            label: label(found, kind, lang),
            x: 0.5 + 0.45 * turn.sin(),
            y: 0.5 - 0.45 * turn.cos(),
            weight: mean.map_or(f64::NAN, rounded),
            group: usize::from(!has_answered),
            href: String::new(),
        }
    };
    let edge = |line: Line<'_>| {
        let back = found.tie(line.partner, line.group).and_then(|row| row.mean);
        Some(Edge {
            from: place(line.group)?,
            to: place(line.partner)?,
            weight: rounded(line.mean),
            is_dashed: line.mean < FULL_FROM,
            is_directed: back.is_some(),
            text: printed(line.mean),
            href: String::new(),
        })
    };
    Network {
        caption,
        nodes: kinds.iter().enumerate().map(node).collect(),
        edges: lines(found).into_iter().filter_map(edge).collect(),
        range: Some((LINE_FROM, HIGHEST as f64)),
    }
}

/// The lines with their numbers.
pub(super) fn table(found: &Collaboration, title: &str, lang: Lang) -> TableView {
    let heads: [(&str, bool); 5] =
        [("group", false), ("partner", false), ("mean", true), ("share", true), ("n", true)];
    let head = |(key, is_number): (&str, bool)| -> ColumnView {
        column(i18n::plain(lang, &format!("collaboration-head-{key}")), is_number)
    };
    let share = |row: &DegreeRow| match row.close_share {
        Some(share) => words(percent(share)),
        None => withheld(),
    };
    let row = |line: Line<'_>| {
        vec![
            words(label(found, line.group, lang)),
            words(label(found, line.partner, lang)),
            words(printed(line.mean)),
            share(line.row),
            counted(line.row.n, None, String::new()),
        ]
    };
    TableView {
        caption: title.to_owned(),
        columns: heads.map(head).into(),
        rows: lines(found).into_iter().map(row).collect(),
    }
}

/// The strongest line, or how strong several are that are alike.
pub(super) fn strongest(found: &Collaboration, lang: Lang, wording: Wording) -> String {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    let lines = lines(found);
    match lines.as_slice() {
        [first, rest @ ..] if rest.first().is_none_or(|next| printed(next.mean) != printed(first.mean)) => {
            let args = [
                ("group", label(found, first.group, lang)),
                ("partner", label(found, first.partner, lang)),
                ("mean", printed(first.mean)),
            ];
            say("collaboration-strongest", &args)
        }
        [first, ..] => say("collaboration-strongest-alike", &[("mean", printed(first.mean))]),
        [] => String::new(),
    }
}
