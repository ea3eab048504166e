//! How wide the columns of a table are: as wide as what stands in them, and no wider together than the page. Where that is too much,
//! words are broken into lines and numbers are not.

use crate::document::paper::{PaperColumn, PaperRow, PaperTable};

/// Width of a letter of Japanese in the cells, in twentieths of a point: the size of tables.
const WIDE: usize = 180;
/// The same in the title above.
const WIDE_IN_TITLE: usize = 210;
/// The room that Word leaves on both sides of a cell's words, and some for letters wider than reckoned with.
const BESIDE: usize = 216 + WIDE / 2;
/// Words are not broken into lines of fewer Japanese letters than this, heads of numbers not of fewer than the second.
const LEAST_LETTERS: (usize, usize) = (8, 4);

/// Widths of the columns in twentieths of a point, for a page with this much room. `step` is how far a level is moved in.
pub fn widths(table: &PaperTable, room: usize, step: usize) -> Vec<usize> {
    let wanted: Vec<usize> = (0..table.columns.len()).map(|place| natural(table, place, step)).collect();
    let sum: usize = wanted.iter().sum();
    let title = longest(&table.caption, WIDE_IN_TITLE) + BESIDE;
    let mut widths = match sum <= room {
        true => wanted,
        false => squeezed(table, &wanted, room),
    };
    // A title that is wider than the table gets room; it goes to the words of the first column.
    let own: usize = widths.iter().sum();
    if let Some(first) = widths.first_mut() {
        *first += title.clamp(own, room.max(own)) - own;
    }
    widths
}

/// The width that a column's cells take on one line each.
fn natural(table: &PaperTable, place: usize, step: usize) -> usize {
    let head = table.columns.get(place).map_or(0, |column| longest(&column.label, WIDE));
    of_cells(table, place, step).max(head) + BESIDE
}

/// The same of the cells under the head, without the room beside them.
fn of_cells(table: &PaperTable, place: usize, step: usize) -> usize {
    let of = |row: &PaperRow| {
        let moved = if place == 0 { step * usize::from(row.level) } else { 0 };
        row.cells.get(place).map_or(0, |cell| longest(cell, WIDE) + moved)
    };
    table.rows.iter().map(of).max().unwrap_or(0)
}

/// Columns of a table that is wider than the page: each has what it cannot do without, and what is left of the room goes to them by
/// how much they lack.
fn squeezed(table: &PaperTable, wanted: &[usize], room: usize) -> Vec<usize> {
    let (words, head) = (LEAST_LETTERS.0 * WIDE + BESIDE, LEAST_LETTERS.1 * WIDE + BESIDE);
    let least_of = |(place, column): (usize, &PaperColumn)| {
        let wanted = wanted.get(place).copied().unwrap_or(0);
        match column.is_number {
            true => (of_cells(table, place, 0) + BESIDE).max(wanted.min(head)),
            false => wanted.min(words),
        }
    };
    let least: Vec<usize> = table.columns.iter().enumerate().map(least_of).collect();
    let base: usize = least.iter().sum();
    if base >= room {
        return least.iter().map(|own| own * room / base.max(1)).collect();
    }
    let lacking: usize = wanted.iter().sum::<usize>().saturating_sub(base).max(1);
    let share = |(own, wanted): (&usize, &usize)| own + (room - base) * wanted.saturating_sub(*own) / lacking;
    least.iter().zip(wanted).map(share).collect()
}

/// Width of the longest line of a text.
fn longest(text: &str, wide: usize) -> usize {
    let letter = |letter: char| if letter < '\u{2E80}' { wide / 2 + wide / 20 } else { wide };
    text.lines().map(|line| line.chars().map(letter).sum()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::paper::invented::table;

    const ROOM: usize = 8_504;

    fn of(cells: &[&[&str]], caption: &str) -> Vec<usize> {
        let n = cells.first().map_or(0, |row| row.len());
        let column = |place: usize| PaperColumn { label: "n (%)".to_string(), is_number: place > 0 };
        let row = |cells: &&[&str]| PaperRow {
            level: 0,
            cells: cells.iter().map(|cell| (*cell).to_string()).collect(),
        };
        let table = PaperTable {
            caption: caption.to_string(),
            columns: (0..n).map(column).collect(),
            rows: cells.iter().map(row).collect(),
            notes: Vec::new(),
        };
        widths(&table, ROOM, 210)
    }

    #[test]
    fn a_table_of_two_columns_is_as_wide_as_its_words() {
        let short = of(&[&["多い", "12 (34.3)"], &["少ない", "3 (8.6)"]], "表1");
        assert!(short.iter().sum::<usize>() < ROOM / 2, "numbers stand near their words: {short:?}");
        let long = of(&[&["ア".repeat(60).as_str(), "12 (34.3)"]], "表1");
        assert_eq!(long.iter().sum::<usize>() / 10, ROOM / 10);
        let number = longest("12 (34.3)", WIDE) + BESIDE;
        assert!(long[1] >= number && long[1] < number + 600, "the words have the rest: {long:?}");
        let two = of(&[&["ア".repeat(40).as_str(), "イ".repeat(4).as_str()]], "表1");
        assert!(two[0] > 5 * two[1], "{two:?}");
    }

    #[test]
    fn a_title_has_room_and_nothing_is_wider_than_the_page() {
        let titled = of(&[&["多い", "12 (34.3)"]], &"題".repeat(25));
        assert_eq!(titled.iter().sum::<usize>(), 25 * WIDE_IN_TITLE + BESIDE);
        let over = of(&[&["多い", "12 (34.3)"]], &"題".repeat(200));
        assert_eq!(over.iter().sum::<usize>(), ROOM);
        let row: Vec<String> = (0..60).map(|_| "1234567890 (100.0)".to_string()).collect();
        let row: Vec<&str> = row.iter().map(String::as_str).collect();
        let many = of(&[&row], "");
        assert!(many.iter().sum::<usize>() <= ROOM && many.iter().all(|width| *width > 0), "{many:?}");
        assert_eq!(widths(&PaperTable { columns: Vec::new(), ..table() }, ROOM, 210), Vec::<usize>::new());
    }

    #[test]
    fn a_level_and_a_head_take_room() {
        let levels = widths(&table(), ROOM, 210);
        assert!(levels[0] >= longest("多い|少ない", WIDE) + 210, "{levels:?}");
        assert!(levels[1] >= longest("12 (34.3)", WIDE), "{levels:?}");
    }
}
