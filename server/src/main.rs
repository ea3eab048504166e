//! The program `kikitori`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
