//! Passwords: argon2id with the library's recommended parameters.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Fewest characters of a password.
pub const MIN_LENGTH: usize = 10;

/// The PHC string of a password. Takes tens of milliseconds: never call it on the async threads.
///
/// # Errors
/// When the system gives no random salt.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow::anyhow!("cannot hash the password: {error}"))?;
    Ok(hash.to_string())
}

/// Whether a password fits its PHC string. As slow as [`hash`].
pub fn verify(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

/// Spends the time of a verification for a sign-in name that does not exist, so that the answer's delay does not
/// tell which names do.
pub fn verify_nothing(password: &str) {
    let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), b"no such account!");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_only_its_own_hash() {
        let stored = hash("秋の面談メモ2026").unwrap();
        assert!(verify("秋の面談メモ2026", &stored));
        assert!(!verify("秋の面談メモ2027", &stored));
        assert!(!verify("秋の面談メモ2026", "not a hash"));
        assert_ne!(stored, hash("秋の面談メモ2026").unwrap());
    }
}
