//! A place for bytes that asks nothing more of the one behind it once that has failed.
//!
//! `zip` still writes the end of an archive that is given up, and prints on standard error where that fails: on a full disk, of which
//! whoever asked for the archive is told in words.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

/// Passes on what is written until that fails; all after it is lost, and said to be written.
pub struct UntilLost<W> {
    out: W,
    /// Where the next byte goes.
    place: u64,
    /// Behind the last byte. Once something is lost, the place stays here: whoever writes finds none before one that it knows.
    end: u64,
    lost: Option<ErrorKind>,
}

impl<W> UntilLost<W> {
    /// Nothing has been written or lost yet.
    pub fn new(out: W) -> UntilLost<W> {
        UntilLost { out, place: 0, end: 0, lost: None }
    }

    /// The place behind it.
    ///
    /// # Errors
    /// When something was lost, with the kind of the failure.
    pub fn whole(self) -> io::Result<W> {
        match self.lost {
            Some(kind) => Err(kind.into()),
            None => Ok(self.out),
        }
    }

    /// Remembers that something is lost.
    fn lose<T>(&mut self, error: io::Error) -> io::Result<T> {
        self.lost = Some(error.kind());
        Err(error)
    }

    fn go_to(&mut self, place: u64) -> u64 {
        self.place = place;
        self.end = self.end.max(place);
        place
    }
}

impl<W: Write> Write for UntilLost<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.lost.is_some() {
            self.end += bytes.len() as u64;
            return Ok(bytes.len());
        }
        match self.out.write(bytes) {
            Ok(n) => {
                self.go_to(self.place + n as u64);
                Ok(n)
            }
            // Whoever writes tries again.
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            Err(error) => self.lose(error),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.lost.is_some() {
            return Ok(());
        }
        self.out.flush().or_else(|error| self.lose(error))
    }
}

impl<W: Seek> Seek for UntilLost<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if self.lost.is_some() {
            return Ok(self.end);
        }
        match self.out.seek(to) {
            Ok(place) => Ok(self.go_to(place)),
            Err(error) => self.lose(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A disk with room for three bytes, which is not to be asked again once it has refused.
    struct Three {
        written: Cursor<Vec<u8>>,
        is_full: bool,
    }

    impl Write for Three {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            assert!(!self.is_full, "it is asked again");
            self.is_full = self.written.position() + bytes.len() as u64 > 3;
            if self.is_full { Err(ErrorKind::StorageFull.into()) } else { self.written.write(bytes) }
        }

        fn flush(&mut self) -> io::Result<()> {
            assert!(!self.is_full, "it is asked again");
            Ok(())
        }
    }

    impl Seek for Three {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            assert!(!self.is_full, "it is asked again");
            self.written.seek(to)
        }
    }

    fn three() -> UntilLost<Three> {
        UntilLost::new(Three { written: Cursor::new(Vec::new()), is_full: false })
    }

    #[test]
    fn what_is_lost_is_said_once_and_in_the_end() {
        let mut out = three();
        out.write_all(b"ab").unwrap();
        out.seek(SeekFrom::Start(0)).unwrap();
        out.write_all(b"c").unwrap();
        assert_eq!(out.write_all(b"def").unwrap_err().kind(), ErrorKind::StorageFull);
        out.write_all(b"def").unwrap();
        out.flush().unwrap();
        for to in [SeekFrom::Start(0), SeekFrom::Current(0), SeekFrom::End(0)] {
            assert_eq!(out.seek(to).unwrap(), 5, "behind all that was known and what came after");
        }
        assert_eq!(out.whole().err().map(|error| error.kind()), Some(ErrorKind::StorageFull));
    }

    #[test]
    fn what_has_room_arrives() {
        let mut out = three();
        out.write_all(b"abc").unwrap();
        assert_eq!(out.seek(SeekFrom::Start(1)).unwrap(), 1);
        assert_eq!(out.seek(SeekFrom::End(0)).unwrap(), 3);
        out.flush().unwrap();
        assert_eq!(out.whole().map(|out| out.written.into_inner()).unwrap(), b"abc");
    }
}
