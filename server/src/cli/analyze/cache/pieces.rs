//! The file of a cache: what was read of each text, one after the other, each with the hash of its text and a hash of its own. So
//! damage costs the texts that it hits, and nothing else.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

/// Begins every file.
const MAGIC: &[u8] = b"kikitori-cut-2\n";

/// Bytes of SHA-256.
const HASH: usize = 32;

/// Bytes of how long a piece is.
const LENGTH: usize = size_of::<u64>();

/// Names a text.
pub type Key = [u8; HASH];

/// What names this text.
pub fn key(text: &str) -> Key {
    Sha256::digest(text.as_bytes()).into()
}

/// What was kept of one text; whether it is whole has not been looked at.
#[derive(Clone, Copy)]
struct Piece<'b> {
    key: &'b Key,
    check: &'b [u8; HASH],
    content: &'b [u8],
}

impl<'b> Piece<'b> {
    /// The piece at the beginning of some bytes, and what follows it.
    fn first(bytes: &'b [u8]) -> Option<(Piece<'b>, &'b [u8])> {
        let (key, rest) = bytes.split_first_chunk::<HASH>()?;
        let (check, rest) = rest.split_first_chunk::<HASH>()?;
        let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (content, rest) = rest.split_at_checked(length)?;
        Some((Piece { key, check, content }, rest))
    }

    fn is_whole(&self) -> bool {
        *self.check == check(self.key, self.content)
    }
}

/// What was kept, in the order of the file.
pub struct Pieces<'b> {
    all: Vec<Piece<'b>>,
    places: HashMap<&'b Key, usize>,
    /// Whether the file could be read to its end.
    pub is_whole: bool,
}

impl<'b> Pieces<'b> {
    /// The pieces of a file, up to where it is no file of pieces any more.
    pub fn of(bytes: &'b [u8]) -> Pieces<'b> {
        let begun = bytes.strip_prefix(MAGIC);
        let mut rest = begun.unwrap_or_default();
        let (mut all, mut places) = (Vec::new(), HashMap::new());
        while let Some((piece, after)) = Piece::first(rest) {
            places.insert(piece.key, all.len());
            all.push(piece);
            rest = after;
        }
        Pieces { all, places, is_whole: begun.is_some() && rest.is_empty() }
    }

    /// What was kept of a text; `None` where nothing was, or it is damaged.
    pub fn content(&self, key: &Key) -> Option<&'b [u8]> {
        let piece = self.all.get(*self.places.get(key)?)?;
        piece.is_whole().then_some(piece.content)
    }

    /// What was kept of texts that are not among these, with their keys, without what is damaged.
    pub fn others(&self, wanted: &HashSet<&Key>) -> impl Iterator<Item = (&'b Key, &'b [u8])> {
        let other = self.all.iter().filter(move |piece| !wanted.contains(piece.key) && piece.is_whole());
        other.map(|piece| (piece.key, piece.content))
    }
}

/// A file in the making.
pub struct PieceFile(Vec<u8>);

impl PieceFile {
    /// Without any piece.
    pub fn new() -> PieceFile {
        PieceFile(MAGIC.to_vec())
    }

    /// Adds a piece, if the file then has no more than so many bytes. Says whether it did.
    pub fn add(&mut self, key: &Key, content: &[u8], most_bytes: usize) -> bool {
        let fits = self.0.len() + HASH + HASH + LENGTH + content.len() <= most_bytes;
        if fits {
            self.0.extend_from_slice(key);
            self.0.extend_from_slice(&check(key, content));
            self.0.extend_from_slice(&(content.len() as u64).to_le_bytes());
            self.0.extend_from_slice(content);
        }
        fits
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What tells whether a piece is as it was written, and of its text.
fn check(key: &Key, content: &[u8]) -> [u8; HASH] {
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update(content);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(texts: &[&str]) -> Vec<u8> {
        let mut file = PieceFile::new();
        for text in texts {
            assert!(file.add(&key(text), text.as_bytes(), usize::MAX));
        }
        file.bytes().to_vec()
    }

    #[test]
    fn damage_costs_the_texts_that_it_hits() {
        let whole = file(&["手帳", "相談", "通院"]);
        let pieces = Pieces::of(&whole);
        assert!(pieces.is_whole);
        assert_eq!(pieces.content(&key("相談")), Some("相談".as_bytes()));
        assert_eq!(pieces.content(&key("面談")), None);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x01;
            let pieces = Pieces::of(&damaged);
            let found = ["手帳", "相談", "通院"].map(|text| pieces.content(&key(text)).map(<[u8]>::to_vec));
            let n_whole = found.iter().flatten().count();
            assert!(n_whole < 3, "byte {at} can be changed without being noticed");
            for (text, content) in ["手帳", "相談", "通院"].iter().zip(found) {
                assert!(content.is_none_or(|content| content == text.as_bytes()), "byte {at}");
            }
        }
        // A file that was cut off between two texts has fewer of them.
        for n in 0..whole.len() {
            assert_eq!(Pieces::of(&whole[..n]).is_whole, is_edge(&whole, n), "{n} of {} bytes", whole.len());
        }
        assert!(!Pieces::of(&[whole.as_slice(), b"x"].concat()).is_whole);
        assert!(!Pieces::of(b"").is_whole && !Pieces::of("手帳".as_bytes()).is_whole);
    }

    /// Whether a piece ends here.
    fn is_edge(whole: &[u8], n: usize) -> bool {
        (0..3).any(|pieces| file(&["手帳", "相談", "通院"][..pieces]) == whole[..n])
    }

    #[test]
    fn others_are_kept_while_there_is_room() {
        let whole = file(&["手帳", "相談"]);
        let pieces = Pieces::of(&whole);
        let wanted = key("手帳");
        let others: Vec<_> = pieces.others(&HashSet::from([&wanted])).collect();
        assert_eq!(others, [(&key("相談"), "相談".as_bytes())]);
        let mut file = PieceFile::new();
        assert!(!file.add(&wanted, "手帳".as_bytes(), 80) && file.bytes() == MAGIC);
    }
}
