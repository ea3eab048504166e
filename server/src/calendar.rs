//! An agreed meeting as a file for calendars (iCalendar, RFC 5545). One event needs a dozen lines, which a library would
//! not make shorter.

use chrono::{DateTime, TimeDelta, Utc};

/// Who writes the file, as RFC 5545 asks for (3.7.3).
const PRODUCT: &str = "-//Kikitori//JA";

/// A meeting.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Stays the same through all changes, so that a calendar finds the entry again.
    pub uid: String,
    /// When it was last written down (DTSTAMP).
    pub changed_at: DateTime<Utc>,
    /// How often it was changed.
    pub sequence: u32,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// How long it lasts.
    pub minutes: i64,
    /// What it is.
    pub summary: String,
    /// Where it is.
    pub place: String,
    /// What else is to be known.
    pub description: String,
}

/// The most octets of a line without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The file. The same entry gives the same bytes.
pub fn file(entry: &Entry) -> String {
    let ends = entry.at.checked_add_signed(TimeDelta::minutes(entry.minutes)).unwrap_or(entry.at);
    let lines = [
        ("BEGIN", "VCALENDAR".to_owned()),
        ("VERSION", "2.0".to_owned()),
        ("PRODID", PRODUCT.to_owned()),
        ("METHOD", "PUBLISH".to_owned()),
        ("BEGIN", "VEVENT".to_owned()),
        ("UID", escaped(&entry.uid)),
        ("DTSTAMP", moment(entry.changed_at)),
        ("SEQUENCE", entry.sequence.to_string()),
        ("DTSTART", moment(entry.at)),
        ("DTEND", moment(ends)),
        ("SUMMARY", escaped(&entry.summary)),
        ("LOCATION", escaped(&entry.place)),
        ("DESCRIPTION", escaped(&entry.description)),
        ("END", "VEVENT".to_owned()),
        ("END", "VCALENDAR".to_owned()),
    ];
    lines.iter().map(|(name, value)| folded(&format!("{name}:{value}"))).collect()
}

/// A moment in UTC (3.3.5, form 2).
fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (3.3.11).
fn escaped(text: &str) -> String {
    let text = text.replace('\r', "").replace('\\', "\\\\").replace('\n', "\\n");
    text.replace(';', "\\;").replace(',', "\\,")
}

/// A line with its end, cut between characters into lines that begin with a space (3.1).
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut n_octets = 0;
    for c in line.chars() {
        if n_octets + c.len_utf8() > LINE {
            folded.push_str("\r\n ");
            n_octets = 1;
        }
        folded.push(c);
        n_octets += c.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn entry() -> Entry {
        Entry {
            uid: "consultation-7@kikitori.example.jp".to_owned(),
            changed_at: Utc.with_ymd_and_hms(2026, 11, 26, 3, 4, 5).unwrap(),
            sequence: 2,
            at: Utc.with_ymd_and_hms(2026, 12, 1, 1, 0, 0).unwrap(),
            minutes: 45,
            summary: "個別相談; 一回目, オンライン".to_owned(),
            place: "https://meeting.example.jp/room?number=1234567890123456789012345678901234567890"
                .to_owned(),
            description: "一行目\n二行目：とても長い説明が続くときも、行は七十五オクテットで折り返される。"
                .to_owned(),
        }
    }

    #[test]
    fn lines_end_and_fold_as_the_standard_says() {
        let file = file(&entry());
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        let unfolded = file.replace("\r\n ", "");
        for line in [
            "UID:consultation-7@kikitori.example.jp",
            "DTSTAMP:20261126T030405Z",
            "DTSTART:20261201T010000Z",
            "DTEND:20261201T014500Z",
            "SEQUENCE:2",
            "SUMMARY:個別相談\\; 一回目\\, オンライン",
            "DESCRIPTION:一行目\\n二行目：とても長い説明が続くときも、行は七十五オクテットで折り返される。",
        ] {
            assert!(unfolded.split("\r\n").any(|found| found == line), "{line} is not in {unfolded}");
        }
        assert_eq!(file, super::file(&entry()), "the same entry, the same bytes");
    }
}
