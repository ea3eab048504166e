//! Random secrets, the hashes under which they are stored, and codes that people copy by hand.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit as _};
use anyhow::Context;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::i18n;

/// Letters of codes that are copied by hand or read over the telephone: no look-alikes (0/O, 1/I/L, 2/Z …).
const ALPHABET: &[u8; 16] = b"3467ACDEFHJKNPRW";

/// The key's file in the data folder.
const FILE: &str = "secret.key";
/// Bytes of the number that AES-GCM uses once.
const NONCE: usize = 12;

/// The service's own key. It signs cookies and derives links and codes, so that the database alone, with its
/// hashes only, gives none of them away.
#[derive(Clone)]
pub struct Key([u8; 64]);

impl Key {
    /// Whether the data folder has one already.
    pub fn is_in(data: &Path) -> bool {
        data.join(FILE).is_file()
    }

    /// The key in the data folder, made at the first start, readable by its owner only.
    ///
    /// # Errors
    /// When the file can neither be read nor made, or has been damaged.
    pub fn open_or_create(data: &Path) -> anyhow::Result<Key> {
        let path = data.join(FILE);
        if let Ok(bytes) = fs::read(&path) {
            let bytes = bytes.try_into().ok().with_context(|| say("cli-key-damaged", &path))?;
            return Ok(Key(bytes));
        }
        let mut bytes = [0; 64];
        getrandom::fill(&mut bytes).context("no random numbers from the system")?;
        let written = create_private(&path).and_then(|mut file| file.write_all(&bytes));
        written.with_context(|| say("cli-key-unwritable", &path))?;
        Ok(Key(bytes))
    }

    /// The key for signing cookies.
    pub fn cookie(&self) -> actix_web::cookie::Key {
        actix_web::cookie::Key::from(&self.0)
    }

    /// A link token of 32 characters that follows from a purpose and a seed.
    pub fn token(&self, purpose: &str, seed: &str) -> String {
        data_encoding::BASE32_NOPAD.encode(&self.derive(purpose, seed)[..20]).to_lowercase()
    }

    /// A code of 12 characters without look-alikes (48 bits) that follows from a purpose and a seed.
    pub fn code(&self, purpose: &str, seed: &str) -> String {
        letters(&self.derive(purpose, seed)[..6])
    }

    /// A number that follows from a purpose and a seed.
    pub fn number(&self, purpose: &str, seed: &str) -> u64 {
        self.derive(purpose, seed).iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    /// A code of 16 characters without look-alikes (64 bits) that follows from a purpose and a seed.
    pub fn long_code(&self, purpose: &str, seed: &str) -> String {
        letters(&self.derive(purpose, seed)[..8])
    }

    /// The hash of a secret that nobody can make without the key: for secrets so short that all of them could be tried.
    pub fn keyed_hash(&self, secret: &str) -> String {
        data_encoding::HEXLOWER.encode(&self.derive("hash", secret))
    }

    /// A text that only this service can read again (AES-256-GCM, nonce before the text, in BASE64URL).
    ///
    /// # Errors
    /// When the system gives no random numbers, or the text is beyond what the cipher takes.
    pub fn seal(&self, text: &str) -> anyhow::Result<String> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).context("no random numbers from the system")?;
        let sealed = self.cipher().encrypt(&nonce.into(), text.as_bytes());
        let sealed = sealed.map_err(|_| anyhow::anyhow!("a text cannot be sealed"))?;
        Ok(BASE64URL_NOPAD.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    /// The text that was sealed; None for anything else, and for what another key has sealed.
    pub fn unseal(&self, sealed: &str) -> Option<String> {
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        String::from_utf8(self.cipher().decrypt(&(*nonce).into(), sealed).ok()?).ok()
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.derive("seal", "message").into())
    }

    fn derive(&self, purpose: &str, seed: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(seed.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn say(key: &str, path: &Path) -> String {
    i18n::text("ja", key, &[("path", path.display().to_string())])
}

fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A random token of 32 characters (160 bits), fit for an address.
///
/// # Errors
/// When the system gives no random numbers.
pub fn random_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes)?;
    Ok(data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase())
}

/// A random code of 16 characters without look-alikes (64 bits): the secret part of a response's pages.
///
/// # Errors
/// When the system gives no random numbers.
pub fn random_code() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    Ok(letters(&bytes))
}

/// A random number from 1 to 2^52, which programs that read exports can hold exactly.
///
/// # Errors
/// When the system gives no random numbers.
pub fn random_number() -> Result<i64, getrandom::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    Ok(i64::try_from(u64::from_be_bytes(bytes) >> 12).unwrap_or(0) + 1)
}

/// A random public name of 12 characters without look-alikes, short enough for a printed address.
///
/// # Errors
/// When the system gives no random numbers.
pub fn random_link() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 6];
    getrandom::fill(&mut bytes)?;
    Ok(letters(&bytes).to_lowercase())
}

fn letters(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.map(|nibble| char::from(ALPHABET[usize::from(nibble)])).collect()
}

/// The hash (SHA-256, hexadecimal) under which a secret is stored.
pub fn hash(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

/// A code as typed by a person: full-width letters, small letters, spaces and hyphens are forgiven.
pub fn read_code(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// A code in groups of four for reading and printing.
pub fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_how_people_type_it() {
        let key = Key([7; 64]);
        let code = key.code("withdraw", "token");
        assert_eq!(code.len(), 12);
        assert_eq!(read_code(&grouped(&code).to_lowercase()), code);
        let full_width: String =
            code.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        assert_eq!(read_code(&format!("　{full_width} ")), code);
    }

    #[test]
    fn what_is_sealed_is_read_by_its_own_key_only() {
        let key = Key([7; 64]);
        let sealed = key.seal("3467ACDEFHJKNPRW").unwrap();
        assert!(!sealed.contains("3467"));
        assert_eq!(key.unseal(&sealed).as_deref(), Some("3467ACDEFHJKNPRW"));
        assert_ne!(sealed, key.seal("3467ACDEFHJKNPRW").unwrap(), "the same text is sealed anew each time");
        assert_eq!(Key([8; 64]).unseal(&sealed), None);
        assert_eq!(key.unseal(""), None);
        assert_eq!(key.unseal(&sealed.replacen(|_: char| true, "!", 1)), None);
    }

    #[test]
    fn purposes_and_seeds_give_unrelated_codes() {
        let key = Key([7; 64]);
        assert_ne!(key.code("withdraw", "a"), key.code("resume", "a"));
        assert_ne!(key.code("withdraw", "a"), key.code("withdraw", "b"));
        assert_ne!(key.token("share", "a"), Key([8; 64]).token("share", "a"));
    }

    #[test]
    fn the_key_is_kept_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let first = Key::open_or_create(folder.path()).unwrap();
        assert_eq!(first.0, Key::open_or_create(folder.path()).unwrap().0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join("secret.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
    }
}
