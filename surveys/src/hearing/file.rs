//! Files of a hearing (ヒアリングの添付ファイル): photos, papers and recordings. What is taken, and how much, in one place.

use crate::file::kind::{Kind, SOUNDS, accepted, of_bytes};

/// Most files of one hearing.
pub const MOST_FILES: usize = 30;
/// Most bytes of one file: an hour of speech as telephones record it.
pub const LARGEST: usize = 30 * 1024 * 1024;
/// Most bytes of all files of one hearing.
pub const MOST_BYTES: usize = 150 * 1024 * 1024;
/// Most characters of a description.
pub const LONGEST_DESCRIPTION: usize = 200;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither a photo nor a PDF nor a recording.
    Kind,
    /// Larger than [`LARGEST`].
    TooLarge,
    /// The hearing has [`MOST_FILES`].
    TooMany,
    /// The hearing would have more than [`MOST_BYTES`].
    NoRoom,
    /// A recording, and the partner did not allow to record.
    Recording,
}

/// What a hearing has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// How many files.
    pub n_files: usize,
    /// How many bytes they are together.
    pub n_bytes: usize,
}

/// The kinds that are taken: pictures, PDF, recordings.
pub fn kinds() -> Vec<&'static Kind> {
    let seen = accepted(&["image/*".to_owned(), "application/pdf".to_owned()]);
    seen.into_iter().chain(SOUNDS).collect()
}

/// Whether it is a photo, so that its description says what is to be seen.
pub fn is_picture(media_type: &str) -> bool {
    media_type.starts_with("image/")
}

/// Whether it is a recording, which the partner has to allow.
pub fn is_recording(media_type: &str) -> bool {
    media_type.starts_with("audio/")
}

impl Holding {
    /// What a file is, if the hearing takes it.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn look_at(self, bytes: &[u8]) -> Result<&'static Kind, Refusal> {
        if bytes.len() > LARGEST {
            return Err(Refusal::TooLarge);
        }
        let kind = of_bytes(bytes).filter(|kind| kinds().contains(kind)).ok_or(Refusal::Kind)?;
        if self.n_files >= MOST_FILES {
            return Err(Refusal::TooMany);
        }
        if self.n_bytes.saturating_add(bytes.len()) > MOST_BYTES {
            return Err(Refusal::NoRoom);
        }
        Ok(kind)
    }

    /// The same with one more file of this size.
    pub fn with(self, n_bytes: usize) -> Holding {
        Holding { n_files: self.n_files + 1, n_bytes: self.n_bytes.saturating_add(n_bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn photos_papers_and_recordings_are_taken_and_nothing_else() {
        let look = |bytes: &[u8]| Holding::default().look_at(bytes).map(|kind| kind.media_type);
        for (bytes, media_type) in [
            (PNG, "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF".as_slice(), "image/jpeg"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"ID3\x04\0\0\0\0\0\0", "audio/mpeg"),
            (b"\0\0\0\x20ftypM4A \0\0\0\0", "audio/mp4"),
            (b"\0\0\0\x20ftypmp42\0\0\0\0", "audio/mp4"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        ] {
            assert_eq!(look(bytes), Ok(media_type));
        }
        for bytes in [
            b"".as_slice(),
            b"MZ\x90\0\x03\0\0\0",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<!DOCTYPE html><script>",
            b"PK\x03\x04\x14\0\0\0\0\0",
            "議事の写し".as_bytes(),
        ] {
            assert_eq!(look(bytes), Err(Refusal::Kind));
        }
    }

    #[test]
    fn a_hearing_has_room_for_so_much() {
        let full = Holding { n_files: MOST_FILES, n_bytes: 0 };
        assert_eq!(full.look_at(PNG), Err(Refusal::TooMany));
        let heavy = Holding { n_files: 1, n_bytes: MOST_BYTES - PNG.len() };
        assert_eq!(heavy.look_at(PNG).map(|kind| kind.media_type), Ok("image/png"));
        assert_eq!(heavy.with(1).look_at(PNG), Err(Refusal::NoRoom));
        let large = [PNG, &vec![0; LARGEST]].concat();
        assert_eq!(Holding::default().look_at(&large), Err(Refusal::TooLarge));
    }
}
