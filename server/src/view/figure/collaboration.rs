//! How closely kinds of agencies work together, as a heat map and as a network, with what is to be seen in words.

mod network;
pub mod on_sheet;

use analysis::chart::Caption;
use analysis::chart::heatmap::{HeatCell, Heatmap, Mark, heatmap};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::rounded::half_up;
use analysis::table::degrees::{DegreeRow, HIGHEST};
use analysis::table::{Count, HIDDEN};

use super::aloud::aloud;
use super::kinds::{brief_kind_name, kinds_legend};
use super::{FigureView, PICTURE_WIDTH, TableView, caption, column, join, percent, withheld, words};
use crate::dataset::collaboration::{Collaboration, Partner, is_kind};
use crate::i18n::{self, Lang, Wording};

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
    let table = match picture {
        "heat" => heat_table(found, &title, lang),
        _ => network::table(found, &title, lang),
    };
    let reading = reading_of(found, picture, lang, Wording::Usual);
    let under = String::new();
    Ok(Some(FigureView { id, title, note, reading, svg, is_wide: true, table, under }))
}

fn id_of(found: &Collaboration, picture: &str) -> String {
    format!("collaboration-{picture}-{}", found.questionnaire.0)
}

/// Whether a figure with this id is a network.
pub fn is_network(id: &str) -> bool {
    id.strip_prefix("collaboration-").is_some_and(|rest| rest.starts_with(PICTURES[1]))
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
    let description = aloud([title.as_str(), &note]);
    let caption = Caption { title, note, description, ..Caption::default() };
    draw(found, picture, caption, style, lang)
}

/// What is to be seen in a picture.
fn reading_of(found: &Collaboration, picture: &str, lang: Lang, wording: Wording) -> String {
    match picture {
        "heat" => reading(found, lang, wording),
        _ => network::strongest(found, lang, wording),
    }
}

/// Title and note of a picture.
fn words_of(found: &Collaboration, picture: &str, lang: Lang) -> Option<(String, String)> {
    words_with(found, picture, &format!("collaboration-{picture}-note"), (lang, Wording::Usual))
}

/// The same with these words (a Fluent key) for how it is to be read.
fn words_with(
    found: &Collaboration,
    picture: &str,
    how: &str,
    (lang, wording): (Lang, Wording),
) -> Option<(String, String)> {
    let own = PICTURES.iter().find(|own| **own == picture)?;
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    let title = say(&format!("collaboration-{own}-title"), &[("questionnaire", found.title.clone())]);
    let (lowest, highest) = found.ends.clone();
    let degrees = say("collaboration-degrees", &[("lowest", lowest), ("highest", highest)]);
    let others = match found.has_other_kinds() {
        true => say("collaboration-others", &[("least", found.least.to_string())]),
        false => String::new(),
    };
    let hidden = if found.has_hidden() { say("figure-hidden", &[]) } else { String::new() };
    let how = say(how, &[]);
    // The network has the names that the question has, or full ones.
    let named = match *own {
        "network" => network::unlinked(found, lang, wording),
        _ => kinds_legend(
            found.groups.iter().map(|group| group.value.as_str()).filter(|kind| is_kind(kind)),
            lang,
        ),
    };
    Some((title, join(&[degrees, how, named, others, hidden], lang)))
}

fn draw(
    found: &Collaboration,
    picture: &str,
    caption: Caption,
    style: &Style,
    lang: Lang,
) -> Result<Option<String>, Error> {
    let caption = Caption { empty: i18n::plain(lang, "figure-empty"), ..caption };
    match picture {
        "heat" => heatmap(&heat_chart(found, caption, lang), style).map(Some),
        _ => network::draw(found, caption, style, lang),
    }
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

/// What a kind is called: as the question calls it, or by its full name.
fn label(found: &Collaboration, kind: &str, lang: Lang) -> String {
    let partner = found.partners.iter().find(|partner| partner.value == kind);
    partner.map_or_else(|| brief_kind_name(lang, kind), |partner| partner.label.clone())
}

/// Which partners all are tied to most and least, without those whom two are alike in; where that leaves nobody, between which
/// means they are. Where one that would be may be withheld, that it cannot be said.
fn reading(found: &Collaboration, lang: Lang, wording: Wording) -> String {
    // Of whom nobody said anything is neither withheld nor tied to anybody.
    let asked = found.partners.iter().filter(|partner| !partner.degrees.table().all.is_empty());
    let means = asked.map(|partner| Some((partner, partner.degrees.table().all.mean?)));
    let Some(mut means) = means.collect::<Option<Vec<_>>>() else {
        return i18n::plain(lang, &wording.key("collaboration-withheld"));
    };
    means.sort_by(|one, other| other.1.total_cmp(&one.1));
    let say = |key: &str, one: Option<usize>, next: Option<usize>| {
        let at = |place: Option<usize>| place.and_then(|place| means.get(place));
        match (at(one), at(next)) {
            (Some((partner, mean)), Some((_, other))) if printed(*mean) != printed(*other) => {
                let args = [("label", partner.label.clone()), ("mean", printed(*mean))];
                i18n::text(lang.code(), &wording.key(key), &args)
            }
            _ => String::new(),
        }
    };
    let last = means.len().checked_sub(1);
    let before = means.len().checked_sub(2);
    let said =
        join(&[say("collaboration-most", Some(0), Some(1)), say("collaboration-least", last, before)], lang);
    if said.is_empty() { between(&means, lang, wording) } else { said }
}

/// Between which means partners are of whom none stands out, or that nobody is tied to them; the highest comes first.
fn between(means: &[(&Partner, f64)], lang: Lang, wording: Wording) -> String {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    if means.first().is_some_and(|(_, highest)| *highest <= 0.0) {
        return say("collaboration-no-ties", &[]);
    }
    let ends = (means.first().map(|(_, mean)| printed(*mean)), means.last().map(|(_, mean)| printed(*mean)));
    match (means, ends) {
        ([(partner, mean)], _) => {
            let args = [("label", partner.label.clone()), ("mean", printed(*mean))];
            say("collaboration-only", &args)
        }
        (_, (Some(highest), Some(lowest))) if highest == lowest => {
            say("collaboration-alike", &[("mean", highest)])
        }
        (_, (Some(highest), Some(lowest))) => {
            say("collaboration-between", &[("lowest", lowest), ("highest", highest)])
        }
        _ => say("collaboration-no-degrees", &[]),
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
        // Not that all are alike: nobody is tied to anybody.
        let none = said([[0, 0], [0, 0]], "heat");
        assert!(none.contains("関わりがあるという回答はありません") && !none.contains("同じ"), "{none}");
        let strongest = said([[3, 3], [3, 1]], "network");
        assert!(
            strongest.contains("3.0") && !strongest.contains("相手70"),
            "two lines are alike: {strongest}"
        );
        let mut one = two_kinds([[1, 4], [0, 3]], Disclosure::PROTECTED);
        one.partners.truncate(1);
        let only = figure(&one, "heat", Lang::Ja).unwrap().unwrap().reading;
        assert!(only.contains("相手20") && only.contains("2.5"), "{only}");
        let mut none = two_kinds([[0, 0], [0, 3]], Disclosure::PROTECTED);
        none.partners.truncate(1);
        let none = figure(&none, "heat", Lang::Ja).unwrap().unwrap().reading;
        assert!(none.contains("関わりがあるという回答はありません"), "{none}");
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
