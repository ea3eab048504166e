//! `kikitori rules`: the coding rules that come with the program, as a file to change.

use std::io::{self, Write};
use std::process::ExitCode;

use analysis::rules::shipped::STANCE;

use crate::cli::output::{has_enough, unwritten};

/// Writes the rules to standard output.
///
/// # Errors
/// When they cannot be written.
pub fn run() -> anyhow::Result<ExitCode> {
    match write(&mut io::stdout().lock()) {
        Err(error) if has_enough(&error) => Ok(ExitCode::SUCCESS),
        outcome => outcome.map(|()| ExitCode::SUCCESS),
    }
}

/// Writes the file as it is: KH Coder's format, UTF-8.
///
/// # Errors
/// When it cannot be written.
pub fn write(output: &mut impl Write) -> anyhow::Result<()> {
    output.write_all(STANCE.as_bytes()).and_then(|()| output.flush()).map_err(unwritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_a_file_of_rules() {
        let mut file = Vec::new();
        write(&mut file).unwrap();
        let (rules, problems) = analysis::rules::read(&file, None);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(rules.codes.len(), 4);
        let full = write(&mut std::fs::File::options().write(true).open("/dev/full").unwrap());
        assert!(full.unwrap_err().to_string().contains("空きが足りない"));
    }
}
