//! Files that are written under another name and take their own once they are whole: there is never half of one, and what had the
//! name before stays until then. Behind a link it is the file that the link leads to; the link stays.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// As many links as Linux itself follows (`path_resolution(7)`).
const MOST_LINKS: usize = 40;

/// A file that is being written. Unless it is finished, nothing is left of it.
pub struct WholeFile {
    /// The name that it has until it is whole.
    unfinished: PathBuf,
    place: PathBuf,
}

impl WholeFile {
    /// Begins a file, beside its place and with these permissions. What programs left of it that were killed is removed.
    ///
    /// # Errors
    /// When its name is taken by something else than a file, or its folder cannot be written to.
    pub fn begin(path: &Path, mode: u32) -> io::Result<(WholeFile, File)> {
        check_place(path)?;
        let place = behind_links(path);
        remove_abandoned(&place);
        let unfinished = beside(&place);
        // Left by a program of the same number, or put there by somebody else: neither is written to.
        let _ = fs::remove_file(&unfinished);
        let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&unfinished)?;
        Ok((WholeFile { unfinished, place }, file))
    }

    /// Puts all of the file on the disk and gives it its name.
    ///
    /// # Errors
    /// When the disk has no room, or something else has taken the name meanwhile.
    pub fn finish(self, file: &File) -> io::Result<()> {
        file.sync_all()?;
        self.take_name()
    }

    /// Gives a file its name that was put on the disk before ([`File::sync_all`]).
    ///
    /// # Errors
    /// When something else has taken the name meanwhile.
    pub fn take_name(self) -> io::Result<()> {
        fs::rename(&self.unfinished, &self.place)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // A finished file has its own name by then.
        let _ = fs::remove_file(&self.unfinished);
    }
}

fn beside(place: &Path) -> PathBuf {
    place.with_file_name(format!("{}{}", beginning(place), std::process::id()))
}

/// What the unfinished names of a file begin with; the number of the program that writes it follows.
fn beginning(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.part-")
}

/// Removes what is unfinished of a file and whose program runs no more. Where it cannot be removed it is in nobody's way.
fn remove_abandoned(place: &Path) {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(found) = fs::read_dir(folder) else { return };
    let beginning = beginning(place);
    for entry in found.flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(&beginning));
        if number.is_some_and(is_of_no_program) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether this is the number of a program, and none runs that has it.
fn is_of_no_program(number: &str) -> bool {
    let is_number = number.bytes().all(|digit| digit.is_ascii_digit());
    let program = number.parse().ok().filter(|_| is_number).and_then(Pid::from_raw);
    program.is_some_and(|program| test_kill_process(program) == Err(Errno::SRCH))
}

/// The place that a path leads to; of a link to a file that is not there yet, where that would be.
fn behind_links(path: &Path) -> PathBuf {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&place) else { break };
        let folder = place.parent().unwrap_or(Path::new(""));
        place = folder.join(target);
    }
    place
}

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
    use std::io::Write;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::panic::catch_unwind;
    use std::process::Command;

    use super::*;

    const OWNER: u32 = 0o600;

    fn put(path: &Path, content: &str) -> io::Result<()> {
        let (whole, mut file) = WholeFile::begin(path, OWNER)?;
        file.write_all(content.as_bytes())?;
        whole.finish(&file)
    }

    fn n_files(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_takes_the_place_of_nothing_but_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "old").unwrap();
        symlink("/dev/full", path("link")).unwrap();
        symlink("ring", path("ring")).unwrap();
        let _socket = UnixListener::bind(path("socket")).unwrap();
        for allowed in [path("new"), path("file")] {
            assert!(check_place(&allowed).is_ok(), "{}", allowed.display());
        }
        let refused =
            ["/dev/full".into(), path("link"), path("ring"), path("socket"), folder.path().to_owned()];
        for refused in refused {
            assert!(check_place(&refused).is_err(), "{}", refused.display());
        }
    }

    #[test]
    fn a_link_stays_and_the_file_behind_it_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("disk")).unwrap();
        fs::write(path("disk/old"), "old").unwrap();
        symlink("disk/old", path("near")).unwrap();
        symlink(path("near"), path("far")).unwrap();
        symlink("disk/new", path("ahead")).unwrap();
        symlink("nowhere/new", path("lost")).unwrap();
        for (link, file) in [("far", "disk/old"), ("ahead", "disk/new")] {
            put(&path(link), "whole").unwrap();
            assert!(path(link).is_symlink(), "{link}");
            assert!(!path(file).is_symlink(), "{file}");
            assert_eq!(fs::read_to_string(path(file)).unwrap(), "whole", "{link}");
        }
        assert!(path("near").is_symlink());
        assert!(put(&path("lost"), "whole").is_err());
        assert!(path("lost").is_symlink());
        assert_eq!((n_files(folder.path()), n_files(&path("disk"))), (5, 2), "nothing half-made");
    }

    #[test]
    fn half_a_file_goes_and_a_whole_one_stays_however_the_writing_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle.zip");
        put(&path, "before").unwrap();
        let broken = catch_unwind(|| {
            let (_whole, mut file) = WholeFile::begin(&path, OWNER).unwrap();
            file.write_all(b"half").unwrap();
            assert_eq!(n_files(folder.path()), 1, "something gave up");
        });
        assert!(broken.is_err(), "the half file is there while it is written");
        assert_eq!((fs::read_to_string(&path).unwrap(), n_files(folder.path())), ("before".to_owned(), 1));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, OWNER);
    }

    #[test]
    fn what_has_the_unfinished_name_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mine) = (folder.path().join("bundle.zip"), folder.path().join("mine"));
        fs::write(&mine, "mine").unwrap();
        symlink(&mine, beside(&path)).unwrap();
        put(&path, "whole").unwrap();
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
        assert!(!path.is_symlink());
    }

    #[test]
    fn what_a_killed_program_left_goes_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let mut ended = Command::new("true").spawn().unwrap();
        let dead = ended.id();
        ended.wait().unwrap();
        let left = path(&format!(".bundle.zip.part-{dead}"));
        let kept = [
            format!(".bundle.zip.part-{}", std::os::unix::process::parent_id()),
            format!(".other.zip.part-{dead}"),
            ".bundle.zip.part-".to_owned(),
            ".bundle.zip.part-0".to_owned(),
            ".bundle.zip.part--1".to_owned(),
            format!(".bundle.zip.part-{dead}.txt"),
        ];
        for name in kept.iter().map(|name| path(name)).chain([left.clone()]) {
            fs::write(name, "half").unwrap();
        }
        put(&path("bundle.zip"), "whole").unwrap();
        assert!(!left.exists());
        for name in &kept {
            assert!(path(name).exists(), "{name}");
        }
    }
}
