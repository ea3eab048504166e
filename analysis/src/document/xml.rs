//! Texts in XML and HTML.

use quick_xml::escape::escape;

/// A text without the characters that XML cannot hold, with `\n` for every line end: <https://www.w3.org/TR/xml/#charsets>.
pub(super) fn legal(text: &str) -> String {
    let is_legal =
        |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(is_legal).collect()
}

/// The same as the text of an element, or in the quotation marks of an attribute.
pub(super) fn escaped(text: &str) -> String {
    escape(legal(text).as_str()).into_owned()
}
