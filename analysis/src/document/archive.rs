//! An archive of files (ZIP) with the hash of each: the same files make the same bytes, whenever and wherever.
//!
//! Files go into the archive one after the other, so that no more than one of them need be in memory.

mod until_lost;

use std::io::{self, BufWriter, Seek, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::until_lost::UntilLost;
use crate::text::dictionary::hex;

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchivedFile {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// An archive that is being written.
pub struct Archive<W: Write + Seek> {
    zip: ZipWriter<UntilLost<W>>,
    files: Vec<ArchivedFile>,
    is_listed: bool,
}

impl<W: Write + Seek> Archive<W> {
    /// An archive without files.
    pub fn new(out: W) -> Archive<W> {
        Archive { zip: ZipWriter::new(UntilLost::new(out)), files: Vec::new(), is_listed: true }
    }

    /// One that keeps no list of its files for [`Archive::files`].
    pub fn unlisted(out: W) -> Archive<W> {
        Archive { is_listed: false, ..Archive::new(out) }
    }

    /// Adds a file. Its time is the same in every archive: the day it was made is no part of what is in it.
    ///
    /// # Errors
    /// When it cannot be written; the kind is that of the system, such as a full disk.
    pub fn add(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.add_written(name, |out| out.write_all(content))
    }

    /// Adds a file as it is written, so that not even this one need be in memory.
    ///
    /// # Errors
    /// As [`Archive::add`], and what `write` says.
    pub fn add_written<E: From<io::Error>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), E> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(name, options).map_err(io::Error::from)?;
        let mut counted = Counted { out: &mut self.zip, bytes: 0, hash: Sha256::new() };
        let mut buffer = BufWriter::new(&mut counted);
        write(&mut buffer)?;
        buffer.flush()?;
        drop(buffer);
        if self.is_listed {
            let (bytes, sha256) = (counted.bytes, hex(&counted.hash.finalize()));
            self.files.push(ArchivedFile { name: name.to_string(), bytes, sha256 });
        }
        Ok(())
    }

    /// The files so far, in their order.
    pub fn files(&self) -> &[ArchivedFile] {
        &self.files
    }

    /// Writes the list of files at the end, and gives back what was written to.
    ///
    /// # Errors
    /// As [`Archive::add`], also when that has said so before.
    pub fn finish(self) -> io::Result<W> {
        self.zip.finish()?.whole()
    }
}

/// Counts and hashes what passes through.
struct Counted<W: Write> {
    out: W,
    bytes: usize,
    hash: Sha256,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let n = self.out.write(part)?;
        self.bytes += n;
        self.hash.update(part.get(..n).unwrap_or_default());
        Ok(n)
    }

    /// The archive is flushed once it is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Hashes as `sha256sum --check` reads them, one file a line.
pub fn sums(files: &[ArchivedFile]) -> String {
    files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::{Cursor, Read};

    use super::*;

    fn archive() -> (Vec<u8>, Vec<ArchivedFile>) {
        let mut archive = Archive::new(Cursor::new(Vec::new()));
        archive.add("README.txt", b"abc").unwrap();
        archive.add("data/q1.csv", "\u{FEFF}値\r\n".as_bytes()).unwrap();
        let files = archive.files().to_vec();
        (archive.finish().unwrap().into_inner(), files)
    }

    #[test]
    fn two_runs_make_the_same_bytes_and_every_file_comes_back() {
        let (bytes, files) = archive();
        assert_eq!(bytes, archive().0);
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for file in &files {
            let mut content = Vec::new();
            read.by_name(&file.name).unwrap().read_to_end(&mut content).unwrap();
            assert_eq!(content.len(), file.bytes);
            assert_eq!(hex(&Sha256::digest(&content)), file.sha256);
        }
    }

    /// What an archive says of its only file, and what is in it.
    fn alone(add: impl FnOnce(&mut Archive<Cursor<Vec<u8>>>)) -> (Vec<ArchivedFile>, String) {
        let mut archive = Archive::new(Cursor::new(Vec::new()));
        add(&mut archive);
        let files = archive.files().to_vec();
        let bytes = archive.finish().unwrap().into_inner();
        let mut content = String::new();
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        read.by_index(0).unwrap().read_to_string(&mut content).unwrap();
        (files, content)
    }

    #[test]
    fn a_file_that_is_written_bit_by_bit_is_the_same_as_at_once() {
        let texts: Vec<String> = (0..20_000).map(|n| format!("架空の行 {n}\n")).collect();
        let at_once = alone(|archive| archive.add("lines.txt", texts.concat().as_bytes()).unwrap());
        let bit_by_bit = alone(|archive| {
            archive
                .add_written("lines.txt", |out| {
                    texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))
                })
                .unwrap();
        });
        assert_eq!(at_once, bit_by_bit);
        assert_eq!(at_once.1, texts.concat());
    }

    #[test]
    fn hashes_are_those_that_everybody_computes() {
        let (_, files) = archive();
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(sums(&files).starts_with(&format!("{abc}  README.txt\n")), "{}", sums(&files));
        assert_eq!(sums(&files).lines().count(), 2);
    }

    /// A disk with room for so many bytes, that counts how often it had to refuse.
    struct Small<'a> {
        written: Cursor<Vec<u8>>,
        room: u64,
        refused: &'a Cell<usize>,
    }

    impl Write for Small<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.written.position() + bytes.len() as u64 > self.room {
                self.refused.set(self.refused.get() + 1);
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.written.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Small<'_> {
        fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
            self.written.seek(to)
        }
    }

    #[test]
    fn a_full_disk_is_passed_on_and_not_asked_again_by_what_is_given_up() {
        let whole = archive().0.len() as u64;
        for room in 0..=whole {
            let refused = Cell::new(0);
            let mut archive =
                Archive::new(Small { written: Cursor::new(Vec::new()), room, refused: &refused });
            let added = archive.add("README.txt", b"abc");
            let added = added.and_then(|()| archive.add("data/q1.csv", "\u{FEFF}値\r\n".as_bytes()));
            let ended = added.and_then(|()| archive.finish().map(drop)).map_err(|error| error.kind());
            let expected = if room < whole { Err(io::ErrorKind::StorageFull) } else { Ok(()) };
            assert_eq!(ended, expected, "room for {room} of {whole} bytes");
            // `zip` writes the end of an archive that is dropped, and complains on standard error where that fails.
            assert_eq!(refused.get(), usize::from(room < whole), "room for {room} of {whole} bytes");
        }
    }

    #[test]
    fn what_has_lost_something_is_never_finished() {
        let refused = Cell::new(0);
        let mut archive =
            Archive::new(Small { written: Cursor::new(Vec::new()), room: 10, refused: &refused });
        let full = Some(io::ErrorKind::StorageFull);
        assert_eq!(archive.add("README.txt", b"abc").err().map(|error| error.kind()), full);
        assert_eq!(archive.finish().err().map(|error| error.kind()), full);
    }
}
