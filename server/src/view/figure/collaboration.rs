//! How closely kinds of agencies work together, as a heat map and as a network, with what is to be seen in words.

pub mod on_sheet;

use std::collections::BTreeSet;

use analysis::chart::Caption;
use analysis::chart::heatmap::{HeatCell, Heatmap, Mark, heatmap};
use analysis::chart::network::{Edge, Network, Node, network};
use analysis::chart::style::{Layout, Style};
use analysis::error::Error;
use analysis::rounded::half_up;
use analysis::table::degrees::{DegreeRow, HIGHEST};
use analysis::table::{Count, HIDDEN};

use super::kinds::{brief_kind_name, kinds_legend};
use super::{
    ColumnView, FigureView, PICTURE_WIDTH, TableView, caption, column, counted, join, percent, withheld,
    words,
};
use crate::dataset::collaboration::{Collaboration, Partner, is_kind};
use crate::i18n::{self, Lang};

/// Lines are drawn from this mean degree on: in touch before.
const LINE_FROM: f64 = 2.0;

/// From this mean degree on a line is a full one: in touch case by case.
const FULL_FROM: f64 = 2.5;

/// Width of the picture of a network, in its own units, for each of its kinds and around them.
const KIND_WIDTH: u32 = 35;
const AROUND_WIDTH: u32 = 300;

/// The names of the two pictures, in files and ids.
pub const PICTURES: [&str; 2] = ["heat", "network"];

/// One of [`PICTURES`] with its table; `None` where it would be empty, or there is none of this name.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn figure(found: &Collaboration, picture: &str, lang: Lang) -> Result<Option<FigureView>, Error> {
    let id = id_of(found, picture);
    let Some((title, note)) = words_of(found, picture, lang) else { return Ok(None) };
    let style = Style { width: PICTURE_WIDTH, ..Style::new(&id) };
    let Some(svg) = draw(found, picture, caption(&title, &note), &style, lang)? else { return Ok(None) };
    let (reading, table) = match picture {
        "heat" => (reading(found, lang), heat_table(found, &title, lang)),
        _ => (strongest(found, lang), line_table(found, &title, lang)),
    };
    Ok(Some(FigureView { id, title, note, reading, svg, is_wide: true, table }))
}

fn id_of(found: &Collaboration, picture: &str) -> String {
    format!("collaboration-{picture}-{}", found.questionnaire.0)
}

/// The sizes of a picture as a file.
pub fn file_style() -> Style {
    Style { width: PICTURE_WIDTH, ..Style::new("collaboration") }
}

/// One of [`PICTURES`] as a file has it, with its words inside, and a remark behind its note.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn picture_file(
    found: &Collaboration,
    picture: &str,
    remark: &str,
    style: &Style,
    lang: Lang,
) -> Result<Option<String>, Error> {
    let Some((title, note)) = words_of(found, picture, lang) else { return Ok(None) };
    let note = join(&[note, remark.to_owned()], lang);
    let description = format!("{title} {note}");
    let caption = Caption { title, note, description, ..Caption::default() };
    draw(found, picture, caption, style, lang)
}

/// Title and note of a picture.
fn words_of(found: &Collaboration, picture: &str, lang: Lang) -> Option<(String, String)> {
    words_with(found, picture, &format!("collaboration-{picture}-note"), lang)
}

/// The same with these words (a Fluent key) for how it is to be read.
fn words_with(found: &Collaboration, picture: &str, how: &str, lang: Lang) -> Option<(String, String)> {
    let own = PICTURES.iter().find(|own| **own == picture)?;
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let title = say(&format!("collaboration-{own}-title"), &[("questionnaire", found.title.clone())]);
    let (lowest, highest) = found.ends.clone();
    let degrees = say("collaboration-degrees", &[("lowest", lowest), ("highest", highest)]);
    let others = match found.has_other_kinds() {
        true => say("collaboration-others", &[("least", found.least.to_string())]),
        false => String::new(),
    };
    let hidden = if found.has_hidden() { i18n::plain(lang, "figure-hidden") } else { String::new() };
    let how = i18n::plain(lang, how);
    // The network has the names that the question has, or full ones.
    let named = match *own {
        "network" => unlinked(found, lang),
        _ => kinds_legend(
            found.groups.iter().map(|group| group.value.as_str()).filter(|kind| is_kind(kind)),
            lang,
        ),
    };
    Some((title, join(&[degrees, how, named, others, hidden], lang)))
}

/// Which kinds a network does not show, because no line leads to them; empty for none.
fn unlinked(found: &Collaboration, lang: Lang) -> String {
    let (_, unlinked) = network_kinds(found);
    let names: Vec<String> = unlinked.into_iter().map(|kind| label(found, kind, lang)).collect();
    let args = [("kinds", names.join(&i18n::plain(lang, "list-separator")))];
    if names.is_empty() {
        return String::new();
    }
    i18n::text(lang.code(), "collaboration-unlinked", &args)
}

fn draw(
    found: &Collaboration,
    picture: &str,
    caption: Caption,
    style: &Style,
    lang: Lang,
) -> Result<Option<String>, Error> {
    let caption = Caption { empty: i18n::plain(lang, "figure-empty"), ..caption };
    if picture == "heat" {
        return heatmap(&heat_chart(found, caption, lang), style).map(Some);
    }
    let chart = network_chart(found, caption, lang);
    let width = network_width(chart.nodes.len(), style).min(style.width);
    // On a slide its words stand beside it, and the smaller it is drawn the larger are its letters.
    let width = if style.layout == Layout::Slide { width * 3 / 4 } else { width };
    let style = &Style { width, ..style.clone() };
    if chart.edges.is_empty() { Ok(None) } else { network(&chart, style).map(Some) }
}

/// A network of few kinds needs less room: its picture is as tall as it is wide. Larger letters need more.
fn network_width(n_kinds: usize, style: &Style) -> u32 {
    let n_kinds = u32::try_from(n_kinds).unwrap_or(u32::MAX);
    let width = n_kinds.saturating_mul(KIND_WIDTH).saturating_add(AROUND_WIDTH);
    width.saturating_mul(style.font_size) / Style::new("").font_size.max(1)
}

/// The groups with their rows of every partner, and last all groups together.
fn lines(found: &Collaboration, lang: Lang) -> Vec<(String, Vec<&DegreeRow>)> {
    let tables = || found.partners.iter().map(|partner| partner.degrees.table());
    let own = found.groups.iter().enumerate().map(|(place, group)| {
        (group.label.clone(), tables().filter_map(|table| table.rows.get(place)).collect::<Vec<_>>())
    });
    let all = (i18n::plain(lang, "collaboration-all"), tables().map(|table| &table.all).collect::<Vec<_>>());
    own.chain([all]).collect()
}

/// A mean as it is printed.
fn printed(mean: f64) -> String {
    half_up(mean, 1)
}

fn heat_chart(found: &Collaboration, caption: Caption, lang: Lang) -> Heatmap {
    let cell = |row: &DegreeRow| {
        let share = row.close_share.map_or(HIDDEN.to_owned(), percent);
        let (text, shade) = match row.mean {
            Some(mean) => (format!("{} {share}", printed(mean)), mean / HIGHEST as f64),
            None if row.is_empty() => ("–".to_owned(), 0.0),
            None => (HIDDEN.to_owned(), 0.0),
        };
        let is_hidden = row.mean.is_none() && !row.is_empty();
        HeatCell { text, is_hidden, shade, mark: Mark::None, href: String::new() }
    };
    let lines = lines(found, lang);
    Heatmap {
        caption,
        columns: found.partners.iter().map(|partner| partner.label.clone()).collect(),
        rows: lines.iter().map(|(label, _)| label.clone()).collect(),
        cells: lines.iter().map(|(_, rows)| rows.iter().copied().map(cell).collect()).collect(),
    }
}

/// The numbers of the heat map: mean, share and n of each pair.
fn heat_table(found: &Collaboration, title: &str, lang: Lang) -> TableView {
    let cell = |row: &DegreeRow| {
        let Count::Shown(n) = row.n else { return withheld() };
        if n == 0 {
            return words("–");
        }
        let args = [
            ("mean", row.mean.map_or(HIDDEN.to_owned(), printed)),
            ("share", row.close_share.map_or(HIDDEN.to_owned(), percent)),
            ("n", n.to_string()),
        ];
        words(i18n::text(lang.code(), "collaboration-cell", &args))
    };
    let first = column(i18n::plain(lang, "collaboration-head-group"), false);
    let partners = found.partners.iter().map(|partner| column(&partner.label, false));
    let row = |(label, rows): (String, Vec<&DegreeRow>)| {
        [words(label)].into_iter().chain(rows.into_iter().map(cell)).collect()
    };
    TableView {
        caption: title.to_owned(),
        columns: [first].into_iter().chain(partners).collect(),
        rows: lines(found, lang).into_iter().map(row).collect(),
    }
}

/// One line of the network: places of a group and a partner, and how closely they are tied.
struct Line<'a> {
    group: &'a str,
    partner: &'a str,
    row: &'a DegreeRow,
    mean: f64,
}

/// The lines, the strongest first. Groups that are no kind, and kinds about themselves, have none.
fn network_lines(found: &Collaboration) -> Vec<Line<'_>> {
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
fn network_kinds(found: &Collaboration) -> (Vec<&str>, Vec<&str>) {
    let answered = found.groups.iter().map(|group| group.value.as_str()).filter(|group| is_kind(group));
    let asked_about = found.partners.iter().map(|partner| partner.value.as_str());
    let kinds: BTreeSet<&str> = answered.chain(asked_about).collect();
    let lines = network_lines(found);
    let is_linked = |kind: &&str| lines.iter().any(|line| line.group == *kind || line.partner == *kind);
    kinds.into_iter().partition(is_linked)
}

/// What a kind is called: as the question calls it, or by its full name.
fn label(found: &Collaboration, kind: &str, lang: Lang) -> String {
    let partner = found.partners.iter().find(|partner| partner.value == kind);
    partner.map_or_else(|| brief_kind_name(lang, kind), |partner| partner.label.clone())
}

/// A mean with one decimal, as pictures say it.
fn rounded(mean: f64) -> f64 {
    (mean * 10.0).round() / 10.0
}

/// Kinds that have a line, around a circle. Their size is how closely all are tied to them; those that did not answer are squares.
fn network_chart(found: &Collaboration, caption: Caption, lang: Lang) -> Network {
    let (kinds, _) = network_kinds(found);
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
        edges: network_lines(found).into_iter().filter_map(edge).collect(),
        range: Some((LINE_FROM, HIGHEST as f64)),
    }
}

fn line_table(found: &Collaboration, title: &str, lang: Lang) -> TableView {
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
        rows: network_lines(found).into_iter().map(row).collect(),
    }
}

/// Which partners all are tied to most and least, without those whom two are alike in; where that leaves nobody, between which
/// means they are. Where one that would be may be withheld, that it cannot be said.
fn reading(found: &Collaboration, lang: Lang) -> String {
    // Of whom nobody said anything is neither withheld nor tied to anybody.
    let asked = found.partners.iter().filter(|partner| !partner.degrees.table().all.is_empty());
    let means = asked.map(|partner| Some((partner, partner.degrees.table().all.mean?)));
    let Some(mut means) = means.collect::<Option<Vec<_>>>() else {
        return i18n::plain(lang, "collaboration-withheld");
    };
    means.sort_by(|one, other| other.1.total_cmp(&one.1));
    let say = |key: &str, one: Option<usize>, next: Option<usize>| {
        let at = |place: Option<usize>| place.and_then(|place| means.get(place));
        match (at(one), at(next)) {
            (Some((partner, mean)), Some((_, other))) if printed(*mean) != printed(*other) => {
                let args = [("label", partner.label.clone()), ("mean", printed(*mean))];
                i18n::text(lang.code(), key, &args)
            }
            _ => String::new(),
        }
    };
    let last = means.len().checked_sub(1);
    let before = means.len().checked_sub(2);
    let said =
        join(&[say("collaboration-most", Some(0), Some(1)), say("collaboration-least", last, before)], lang);
    if said.is_empty() { between(&means, lang) } else { said }
}

/// Between which means partners are of whom none stands out; the highest comes first.
fn between(means: &[(&Partner, f64)], lang: Lang) -> String {
    let ends = (means.first().map(|(_, mean)| printed(*mean)), means.last().map(|(_, mean)| printed(*mean)));
    match (means, ends) {
        ([(partner, mean)], _) => {
            let args = [("label", partner.label.clone()), ("mean", printed(*mean))];
            i18n::text(lang.code(), "collaboration-only", &args)
        }
        (_, (Some(highest), Some(lowest))) if highest == lowest => {
            i18n::text(lang.code(), "collaboration-alike", &[("mean", highest)])
        }
        (_, (Some(highest), Some(lowest))) => {
            i18n::text(lang.code(), "collaboration-between", &[("lowest", lowest), ("highest", highest)])
        }
        _ => i18n::plain(lang, "collaboration-no-degrees"),
    }
}

/// The strongest line, or how strong several are that are alike.
fn strongest(found: &Collaboration, lang: Lang) -> String {
    let lines = network_lines(found);
    match lines.as_slice() {
        [first, rest @ ..] if rest.first().is_none_or(|next| printed(next.mean) != printed(first.mean)) => {
            let args = [
                ("group", label(found, first.group, lang)),
                ("partner", label(found, first.partner, lang)),
                ("mean", printed(first.mean)),
            ];
            i18n::text(lang.code(), "collaboration-strongest", &args)
        }
        [first, ..] => {
            i18n::text(lang.code(), "collaboration-strongest-alike", &[("mean", printed(first.mean))])
        }
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use analysis::table::ValueLabel;
    use analysis::table::crosstab::NotAsked;
    use analysis::table::degrees::degrees;
    use analysis::table::suppress::{Disclosure, protect};
    use surveys::id::QuestionnaireId;

    use super::*;

    /// Six of 22 and six of 20 and what each says of the others: `degrees[partner][group]` is what all of a group say.
    pub(super) fn two_kinds(said: [[usize; 2]; 2], disclosure: Disclosure) -> Collaboration {
        let group = |value: &str| ValueLabel { value: value.to_owned(), label: format!("種別{value}") };
        let groups = vec![group("20"), group("22")];
        let partner = |(value, said): (&str, [usize; 2])| {
            let of = |(group, degree): (&ValueLabel, usize)| {
                std::iter::repeat_n((group.value.clone(), degree), 6).collect::<Vec<_>>()
            };
            let given: Vec<(String, usize)> = groups.iter().zip(said).flat_map(of).collect();
            let counted = degrees(&groups, &given, &NotAsked::default()).unwrap();
            Partner {
                value: value.to_owned(),
                label: format!("相手{value}"),
                degrees: protect(counted, disclosure),
            }
        };
        Collaboration {
            questionnaire: QuestionnaireId(7),
            title: "事前".to_owned(),
            ends: ("知らない".to_owned(), "協働".to_owned()),
            partners: ["20", "70"].into_iter().zip(said).map(partner).collect(),
            groups: groups.clone(),
            least: 5,
        }
    }

    #[test]
    fn the_heat_map_has_the_numbers_of_its_table() {
        let found = two_kinds([[1, 4], [0, 3]], Disclosure::PROTECTED);
        let figure = figure(&found, "heat", Lang::Ja).unwrap().unwrap();
        assert!(figure.svg.contains("種別22: 相手20 4.0 100.0%, 相手70 3.0 100.0%"), "{}", figure.svg);
        assert!(
            figure.note.contains("HW＝ハローワーク、就ポツ＝障害者就業・生活支援センター"),
            "{}",
            figure.note
        );
        let cells = |row: usize| -> Vec<&str> {
            figure.table.rows[row].iter().map(|cell| cell.text.as_str()).collect()
        };
        assert_eq!(figure.table.rows.len(), 3);
        assert!(cells(1)[1].contains("4.0") && cells(1)[1].contains("100.0%") && cells(1)[1].contains('6'));
        // By hand: (6 × 1 + 6 × 4) ÷ 12 = 2.5 and (6 × 0 + 6 × 3) ÷ 12 = 1.5.
        assert!(cells(2)[1].contains("2.5") && cells(2)[2].contains("1.5"));
        assert!(figure.reading.contains("相手20") && figure.reading.contains("相手70"), "{}", figure.reading);
    }

    #[test]
    fn the_network_draws_ties_to_others_and_arrows_only_where_both_answered() {
        let found = two_kinds([[4, 4], [3, 1]], Disclosure::PROTECTED);
        let figure = figure(&found, "network", Lang::Ja).unwrap().unwrap();
        let lines: Vec<Vec<&str>> = figure
            .table
            .rows
            .iter()
            .map(|row| row.iter().take(3).map(|cell| cell.text.as_str()).collect())
            .collect();
        // 20 of itself has no line, and 1 of 70 is too little for one.
        let full = brief_kind_name(Lang::Ja, "22");
        assert_eq!(lines, [vec![full.as_str(), "相手20", "4.0"], vec!["相手20", "相手70", "3.0"]]);
        assert!(figure.svg.contains("相手20 – 相手70: 3") && !figure.svg.contains('→'), "{}", figure.svg);
        assert!(figure.reading.contains(&full) && figure.reading.contains("4.0"), "{}", figure.reading);
    }

    #[test]
    fn a_kind_without_a_line_is_named_and_not_drawn() {
        let found = two_kinds([[1, 1], [3, 1]], Disclosure::PROTECTED);
        let drawn = figure(&found, "network", Lang::Ja).unwrap().unwrap();
        let alone = brief_kind_name(Lang::Ja, "22");
        assert!(drawn.note.contains(&format!("：{alone}。")), "{}", drawn.note);
        assert!(!drawn.svg.contains(">障害者就業"), "{}", drawn.svg);
        assert!(drawn.svg.contains("相手20 – 相手70: 3"), "{}", drawn.svg);
        let all = two_kinds([[4, 4], [3, 1]], Disclosure::PROTECTED);
        let note = figure(&all, "network", Lang::Ja).unwrap().unwrap().note;
        assert!(!note.contains("線のない種別"), "{note}");
    }

    #[test]
    fn both_directions_are_two_arrows() {
        let mut found = two_kinds([[4, 4], [3, 3]], Disclosure::PROTECTED);
        found.partners[1].value = "22".to_owned();
        let figure = figure(&found, "network", Lang::Ja).unwrap().unwrap();
        assert!(figure.svg.contains("相手70 → 相手20: 4; 相手20 → 相手70: 3"), "{}", figure.svg);
    }

    #[test]
    fn where_no_tie_stands_out_the_lines_say_between_which_means_they_are() {
        let said = |degrees, picture| {
            let found = two_kinds(degrees, Disclosure::PROTECTED);
            figure(&found, picture, Lang::Ja).unwrap().unwrap().reading
        };
        let alike = said([[3, 3], [3, 3]], "heat");
        assert!(alike.contains("3.0") && alike.contains("同じ") && !alike.contains(['2', '7']), "{alike}");
        let strongest = said([[3, 3], [3, 1]], "network");
        assert!(
            strongest.contains("3.0") && !strongest.contains("相手70"),
            "two lines are alike: {strongest}"
        );
        let mut one = two_kinds([[1, 4], [0, 3]], Disclosure::PROTECTED);
        one.partners.truncate(1);
        let only = figure(&one, "heat", Lang::Ja).unwrap().unwrap().reading;
        assert!(only.contains("相手20") && only.contains("2.5"), "{only}");
    }

    #[test]
    fn what_is_withheld_is_in_no_picture_table_or_sentence() {
        // All six said 4 but for the threshold there are too few.
        let strict = Disclosure::Protected { min_cell: 10, hide_zeros: false };
        let found = two_kinds([[4, 4], [3, 1]], strict);
        let heat = figure(&found, "heat", Lang::Ja).unwrap().unwrap();
        assert!(
            heat.table.rows[0][1].is_suppressed && !heat.svg.contains("種別20: 相手20 4.0"),
            "{}",
            heat.svg
        );
        let stricter = Disclosure::Protected { min_cell: 20, hide_zeros: false };
        let none = figure(&two_kinds([[4, 4], [3, 1]], stricter), "heat", Lang::Ja).unwrap().unwrap();
        assert!(
            none.reading.contains("言えません") && !none.reading.contains(['2', '7']),
            "{}",
            none.reading
        );
        assert!(figure(&found, "network", Lang::Ja).unwrap().is_none());
        assert!(picture_file(&found, "nothing", "", &file_style(), Lang::Ja).unwrap().is_none());
    }
}
