//! Files that are written under another name and take their own once they are whole: what such a file may be put over.

use std::fs;
use std::io;
use std::path::Path;

/// Looks whether a file may take this name: there is nothing yet, or a regular file. A device (`/dev/full`), a pipe or a folder would
/// be replaced, not written to. Behind a link it is what the link leads to.
///
/// # Errors
/// When something else has the name, or nobody can tell.
pub fn check_place(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_file_takes_the_place_of_nothing_but_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "old").unwrap();
        symlink("/dev/full", path("link")).unwrap();
        let _socket = UnixListener::bind(path("socket")).unwrap();
        for allowed in [path("new"), path("file")] {
            assert!(check_place(&allowed).is_ok(), "{}", allowed.display());
        }
        for refused in ["/dev/full".into(), path("link"), path("socket"), folder.path().to_owned()] {
            assert!(check_place(&refused).is_err(), "{}", refused.display());
        }
    }
}
