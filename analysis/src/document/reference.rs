//! References in XML: characters by number, and the five entities that XML itself has.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;

/// What a reference stands for; None for entities of somebody's own and for numbers of no character.
pub(super) fn reference(name: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    match name.resolve_char_ref().ok()? {
        Some(character) => Some(Cow::Owned(character.to_string())),
        None => resolve_xml_entity(name).map(Cow::Borrowed),
    }
}
