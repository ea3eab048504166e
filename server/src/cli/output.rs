//! What commands print as their result: why it could not be written, in words, and readers that have enough of it.

use std::io::{self, ErrorKind};

use crate::i18n::text;
use crate::no_room::is_no_room;

/// Why a result was not written to its end. What was read has nothing to do with it.
pub fn unwritten(error: io::Error) -> anyhow::Error {
    let error = anyhow::Error::new(error);
    let key = if is_no_room(&error) { "cli-output-full" } else { "cli-output-unwritten" };
    error.context(text("ja", key, &[]))
}

/// Whether a result was not written to its end because whoever reads it has enough (`head`, `less`).
pub fn has_enough(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_failures_and_from_readers_that_have_enough() {
        let said = |kind: ErrorKind| unwritten(kind.into()).to_string();
        assert!(said(ErrorKind::StorageFull).contains("空きが足りない"), "{}", said(ErrorKind::StorageFull));
        assert!(!said(ErrorKind::NotConnected).contains("空き"), "{}", said(ErrorKind::NotConnected));
        assert!(has_enough(&unwritten(ErrorKind::BrokenPipe.into())));
        assert!(!has_enough(&unwritten(ErrorKind::StorageFull.into())));
        assert!(!has_enough(&anyhow::anyhow!("broken")));
    }
}
