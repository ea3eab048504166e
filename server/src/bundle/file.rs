//! A bundle as a file: under another name until it is whole, so that there is never half of one.

use std::io::{self, BufWriter};
use std::path::Path;

use super::choices::Choices;
use super::material::Material;
use super::steps::{Steps, Unwritten};
use super::write;
use crate::app::App;
use crate::whole_file::WholeFile;

/// Permissions of a bundle: nobody else on the machine reads it.
const OWNER_ALONE: u32 = 0o600;

/// Writes a bundle to the disk beside the place of its file, which does not have its name yet. Unless it takes it, nothing is left.
///
/// # Errors
/// Why it was not written; nothing is left of it then.
pub fn write_beside(
    app: &App,
    material: &mut Material,
    choices: &Choices,
    steps: &Steps,
    path: &Path,
) -> Result<WholeFile, Unwritten> {
    let (whole, file) = WholeFile::begin(path, OWNER_ALONE)?;
    let out = write(app, material, choices, steps, BufWriter::new(file))?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    // Whether there is room for it is known once all of it is on the disk.
    file.sync_all()?;
    // That may take long, too.
    steps.go_on()?;
    Ok(whole)
}

/// Writes a bundle to a file.
///
/// # Errors
/// Why it was not written; nothing is left of it then, and a file that was there before still is.
pub fn write_file(
    app: &App,
    material: &mut Material,
    choices: &Choices,
    steps: &Steps,
    path: &Path,
) -> Result<(), Unwritten> {
    Ok(write_beside(app, material, choices, steps, path)?.take_name()?)
}
