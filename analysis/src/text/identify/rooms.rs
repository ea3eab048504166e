//! Rooms and flats (505号室, 県営住宅3棟402号, さくらハイツ203).

use std::sync::OnceLock;

use regex::Regex;

use super::letters::letter_behind;
use super::pattern;

const ROOM: &str = r"(?:[0-9A-Z]{1,2}号?棟の?)?[0-9]{2,4}号室|[0-9A-Z]{1,2}号?棟の?[0-9]{2,4}号";

/// A house of flats with its name before or behind the word for it, and a number.
const FLAT: &str = r"[\p{Hiragana}\p{Han}\p{Katakana}A-Za-z々ヶー]{0,10}?(?:ハイツ|コーポ|アパート|マンション|メゾン|レジデンス|ハイム|パレス|団地|荘)[\p{Han}\p{Katakana}A-Za-z々ヶー]{0,8}\u{3000}?[0-9]{2,4}(?:号室?)?";

/// Where what stands before a name is another word: 今は|さくらハイツ. The が of 緑が丘団地 is part of a name as often.
const PARTICLES: &[char] = &['は', 'を', 'に', 'で'];

/// The rooms, as they stand in a text in normal width.
pub(super) fn rooms(text: &str) -> Vec<String> {
    static ROOMS: OnceLock<Option<Regex>> = OnceLock::new();
    static FLATS: OnceLock<Option<Regex>> = OnceLock::new();
    let rooms = pattern(&ROOMS, ROOM).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let mut found: Vec<String> = rooms.map(|room| room.as_str().to_owned()).collect();
    let flats = pattern(&FLATS, FLAT).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let flats = flats.filter(|flat| !is_counted(text, flat.end())).map(|flat| flat.as_str());
    found.extend(flats.map(|flat| flat.rsplit(PARTICLES).next().unwrap_or(flat).to_owned()));
    found
}

/// Whether what stands behind digits says that they count something.
fn is_counted(text: &str, end: usize) -> bool {
    letter_behind(text, end)
        .is_some_and(|c| c.is_ascii_digit() || "年月日時分人名件戸世軒円万千棟階台歳代％".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;

    fn found(text: &str) -> Vec<String> {
        rooms(&normalize(text).text)
    }

    #[test]
    fn rooms_and_flats_are_found() {
        for (text, room) in [
            ("５０５号室に住む", "505号室"),
            ("県営住宅3棟402号室", "3棟402号室"),
            ("県営住宅3棟402号", "3棟402号"),
            ("今はさくらハイツ203に住む", "さくらハイツ203"),
            ("コーポ山田201号", "コーポ山田201号"),
            ("緑が丘団地12号", "緑が丘団地12号"),
        ] {
            assert_eq!(found(text), [room], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_rooms() {
        let text = "3号棟の2階。第2号の様式。号室。マンション3階。アパート12戸。団地30人。3号室の鍵。アパートを2024年に借りた";
        assert_eq!(found(text), [""; 0]);
    }
}
