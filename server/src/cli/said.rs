//! Why a command did not do what it was asked, as the person at the terminal reads it: in words, with those of the system or of the
//! database in brackets behind them.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::Arc;

use analysis::error::Error::{
    DictionaryFolderNotWritable, DictionaryInvalid, DictionarySourcesMissing, NotWritten,
};
use sea_orm::DbErr;

use crate::error::AppError;
use crate::i18n::text;

/// What went wrong and what led to it, in one line.
pub fn said(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().filter(|cause| !only_passes_on(*cause)) {
        if !said.is_empty() && !said.ends_with('。') {
            said.push_str(": ");
        }
        said.push_str(&in_words(cause));
        // What lies below it says the same once more.
        if database(cause).is_some() {
            break;
        }
    }
    said
}

/// Whether an error says nothing but that another one led to it, which follows.
fn only_passes_on(cause: &(dyn Error + 'static)) -> bool {
    let of_pages = cause.downcast_ref::<AppError>();
    matches!(of_pages, Some(AppError::Internal(_) | AppError::NoRoom(_) | AppError::NoDictionary(..)))
        || matches!(of_texts(cause), Some(DictionaryFolderNotWritable { .. } | NotWritten(_)))
}

fn in_words(cause: &(dyn Error + 'static)) -> String {
    let said = cause.to_string();
    match of_texts(cause) {
        Some(DictionarySourcesMissing { path }) => {
            return text("ja", "cli-error-dictionary-missing", &[("path", path.display().to_string())]);
        }
        Some(DictionaryInvalid { path, detail }) => {
            let args = [("path", path.display().to_string()), ("said", detail.clone())];
            return text("ja", "cli-error-dictionary", &args);
        }
        _ => {}
    }
    let key = match (cause.downcast_ref::<io::Error>(), database(cause)) {
        (Some(error), _) => of_system(error.kind()),
        (None, Some(DbErr::Exec(_) | DbErr::Query(_))) => "cli-error-database-refused",
        (None, Some(_)) => "cli-error-database",
        (None, None) if cause.is::<Box<figment::Error>>() => "cli-error-settings",
        (None, None) => return said,
    };
    text("ja", key, &[("said", said)])
}

/// The error of reading texts, where it is one; several may wait for a dictionary and share it.
fn of_texts<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a analysis::error::Error> {
    let shared = cause.downcast_ref::<Arc<analysis::error::Error>>();
    cause.downcast_ref().or(shared.map(Arc::as_ref))
}

/// The database's own error, where it is one.
fn database<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a DbErr> {
    match cause.downcast_ref::<surveys::error::Error>() {
        Some(surveys::error::Error::Database(error)) => Some(error),
        _ => cause.downcast_ref::<DbErr>(),
    }
}

/// Fluent key of what an error of the system means.
fn of_system(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "cli-error-full",
        ErrorKind::NotFound => "cli-error-missing",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "cli-error-forbidden",
        ErrorKind::IsADirectory => "cli-error-folder",
        ErrorKind::NotADirectory => "cli-error-no-folder",
        ErrorKind::AlreadyExists => "cli-error-exists",
        ErrorKind::AddrInUse => "cli-error-port",
        _ => "cli-error-system",
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;
    use sea_orm::RuntimeErr;

    use super::*;
    use crate::config::Config;

    #[test]
    fn a_limit_of_files_is_said_in_words_behind_the_name_of_the_file() {
        // What the system answers beyond `ulimit -f` on Linux.
        let beyond = || io::Error::from_raw_os_error(27);
        let error = Err::<(), _>(beyond()).context("out に書き込めません。").unwrap_err();
        let said = said(&error);
        assert!(said.starts_with("out に書き込めません。ディスクの空き"), "{said}");
        assert!(said.contains("ファイルの大きさの制限") && said.contains("（File too large"), "{said}");
        let bare = super::said(&beyond().into());
        assert!(bare.starts_with("ディスクの空き"), "{bare}");
        let passed_on = super::said(&AppError::from(anyhow::Error::from(beyond())).into());
        assert_eq!(passed_on, bare, "nothing of how it came there");
    }

    #[test]
    fn what_the_database_says_stands_in_brackets_once() {
        let error = || DbErr::Exec(RuntimeErr::Internal("disk I/O error".to_owned()));
        for error in [anyhow::Error::from(error()), surveys::error::Error::from(error()).into()] {
            let said = said(&error);
            assert!(said.starts_with("データベース"), "{said}");
            assert_eq!(said.matches("disk I/O error").count(), 1, "{said}");
        }
    }

    #[test]
    fn a_dictionary_that_cannot_be_used_and_settings_that_cannot_be_read_are_said_in_words() {
        let invalid = || DictionaryInvalid { path: "dict".into(), detail: "no such column".to_owned() };
        let of_pages = AppError::from(Arc::new(invalid()));
        for error in [anyhow::Error::from(invalid()), of_pages.into()] {
            let said = said(&error);
            assert!(said.starts_with("dict の辞書が使えません"), "{said}");
            assert_eq!(said.matches("no such column").count(), 1, "{said}");
        }
        let missing = AppError::from(Arc::new(DictionarySourcesMissing { path: "ipadic".into() }));
        let said = said(&missing.into());
        assert!(said.contains("ipadic に見つかりません") && !said.contains("not found"), "{said}");
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("kikitori.toml"), "file_megabytes = \"x\"\n").unwrap();
        let said = super::said(&Config::load(place.path()).unwrap_err().into());
        assert!(said.starts_with("設定（kikitori.toml") && said.contains("file_megabytes"), "{said}");
    }

    #[test]
    fn words_of_the_program_are_said_as_they_are() {
        let error = anyhow::anyhow!("2行目").context("words.txt");
        assert_eq!(said(&error), "words.txt: 2行目");
    }
}
