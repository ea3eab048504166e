//! The researcher's bundle: everything that may leave of a survey for research, in one archive.
//!
//! Answers and texts come through `dataset` for academic use, data through `dataset::microdata`, counts through `protect`; of replies
//! to the sheets there is what these have published. Who was invited, contacts and codes are never read for it, but for numbers. The
//! same answers, sheets and decisions make the same bytes.

pub mod account;
pub mod asked;
mod beside_tables;
pub mod choices;
mod columns;
mod described;
pub mod file;
pub mod joined;
mod left_out;
pub mod look;
pub mod material;
mod numbers;
pub mod prepare;
mod rate;
mod replies;
pub mod standing;
pub mod steps;
pub mod telling;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Seek, Write};

use analysis::coding::frame::CODING_FRAME;
use analysis::coding::stance::STANCE_RULES;
use analysis::document::archive::{Archive, sums};
use analysis::document::codebook::codebook_sheet;
use analysis::document::csv::{self, CsvOptions};
use analysis::document::{Sheet, codebook_html, parquet, sav, xlsx};
use analysis::error::Error;
use analysis::text::method::{Method, method};

use self::choices::Choices;
use self::described::Described;
use self::joined::Joining;
use self::material::{Background, Material};
use self::prepare::{Prepared, prepare};
use self::steps::{Steps, Unwritten};
use self::texts::Beside;
use crate::app::App;
use crate::dataset::Fielded;
use crate::error::AppError;
use crate::pages::coding::exchange::export::write_project;
use crate::pages::explore::rules::file as rules_file;
use crate::pages::exports::words;
use crate::questionnaire_paper::{paper_of_version, version_words};

/// Files of data and codebook for each questionnaire.
const OF_QUESTIONNAIRE: usize = 7;
/// Files of each published version of a questionnaire.
const OF_VERSION: usize = 2;
/// README.txt, methods.txt, anonymity.txt, manifest.json, SHA256SUMS and the rules of [`SHIPPED_RULES`].
const OF_SURVEY: usize = 5 + SHIPPED_RULES.len();
/// The rules by which the program suggests themes and stances, as it was built with them: tables of themes are counted by these.
const SHIPPED_RULES: [(&str, &str); 2] =
    [("rules/themes.json", CODING_FRAME), ("rules/stances.tsv", STANCE_RULES)];
/// The project of codings and the texts in two forms.
const OF_TEXTS: usize = 3;

/// A bundle that is being written.
struct Bundle<'a, W: Write + Seek> {
    app: &'a App,
    material: &'a Material,
    steps: &'a Steps,
    archive: Archive<W>,
    /// Why questionnaires are not in it as PDF, as keys of what stood in the way; empty where all are.
    unset: BTreeSet<&'static str>,
}

/// Writes a bundle, one file after the other. Unless they are to stay as they were written, the texts of its material have more general
/// words after it.
///
/// # Errors
/// Why it was not written.
pub fn write<W: Write + Seek>(
    app: &App,
    material: &mut Material,
    choices: &Choices,
    steps: &Steps,
    out: W,
) -> Result<W, Unwritten> {
    steps.expect(n_files(material));
    let of_texts = material.telling(app).map(|telling| account::texts_in_both(telling, choices));
    if !choices.texts_as_written {
        material.generalise(app);
    }
    let material = &*material;
    let mut bundle = Bundle { app, material, steps, archive: Archive::new(out), unset: BTreeSet::new() };
    // Without a dictionary no text is counted anywhere, and there is nothing to say of it.
    let words = app.language.corpus(Vec::new(), &material.own).ok();
    let words = words.map(|corpus| Method { lists: material.own.counts(), ..method(&corpus, 0, None) });
    let (mut reports, mut joining) = (Vec::new(), Joining::default());
    let (mut coarsened, mut left_out) = (BTreeMap::new(), BTreeMap::new());
    let mut beside = Beside::of(&material.texts);
    for (fielded, background) in material.fielded() {
        let prepared = prepare(app, material.dataset(), fielded, choices);
        bundle.data(fielded, &prepared)?;
        coarsened.insert(fielded.id, prepared.coarsened.clone());
        left_out.insert(fielded.id, prepared.left_out.clone());
        let lang = material.dataset().lang;
        joining.add(fielded, &prepared, lang);
        let title = fielded.full_title(lang);
        reports.push(([title.clone(), title], account::risk_in_both(&prepared)));
        let described = Described::of(&prepared);
        // Counting and setting pages take memory, too: of the data only what stands beside texts is kept till then.
        match material.has_texts {
            true => beside.add(app, fielded, prepared),
            false => drop(prepared),
        }
        bundle.ddi(fielded, &described)?;
        bundle.questionnaires(fielded, background)?;
    }
    reports.extend(joining.look(choices.k).map(|joined| account::joined_in_both(&joined)));
    reports.extend(of_texts);
    let methods = account::methods(material, (choices, &coarsened), words.as_ref());
    bundle.add("methods.txt", methods.as_bytes())?;
    bundle.add("anonymity.txt", account::anonymity(&reports).as_bytes())?;
    if material.has_texts {
        bundle.texts(beside)?;
    }
    if let Some(replies) = &material.replies.table {
        bundle.add("replies/replies.csv", &csv::write(replies, CsvOptions::default())?)?;
    }
    for (name, rules) in SHIPPED_RULES {
        bundle.add(name, rules.as_bytes())?;
    }
    if let Some(rules) = &material.rules {
        bundle.add("rules/rules.cod", &rules_file::bytes(rules)?)?;
    }
    // It tells what could not be made, so that it is not the first.
    let readme = account::readme(material, (choices, &left_out), &bundle.unset);
    bundle.add("README.txt", readme.as_bytes())?;
    bundle.manifest()?;
    Ok(bundle.archive.finish()?)
}

fn n_files(material: &Material) -> usize {
    let of = |background: &Background| OF_QUESTIONNAIRE + background.versions.len() * OF_VERSION;
    let texts = if material.has_texts { OF_TEXTS } else { 0 };
    let single = [material.rules.is_some(), material.replies.table.is_some()].map(usize::from);
    let survey = OF_SURVEY + texts + single.iter().sum::<usize>();
    survey + material.fielded().map(|(_, background)| of(background)).sum::<usize>()
}

impl<W: Write + Seek> Bundle<'_, W> {
    fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Unwritten> {
        self.archive.add(name, content)?;
        self.steps.step()
    }

    /// Adds a file as it is written: those of ten thousand responses are not in memory as a whole.
    fn add_written(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
    ) -> Result<(), Unwritten> {
        self.archive.add_written(name, |out| Ok::<_, Unwritten>(write(out)?))?;
        self.steps.step()
    }

    /// The data in four formats, and what their columns mean in two.
    fn data(&mut self, fielded: &Fielded, prepared: &Prepared) -> Result<(), Unwritten> {
        let dataset = self.material.dataset();
        let (lang, created) = (dataset.lang, dataset.survey.created_at.timestamp());
        let (sheet, codebook) = (&prepared.sheet, &prepared.codebook);
        let name = format!("q{}", fielded.id.0);
        self.add_written(&format!("data/{name}.csv"), |out| {
            csv::write_to(out, sheet, CsvOptions::default())
        })?;
        self.add(&format!("data/{name}.xlsx"), &xlsx::write(std::slice::from_ref(sheet), created)?)?;
        self.add(&format!("data/{name}.parquet"), &parquet::write(sheet, codebook)?)?;
        self.add_written(&format!("data/{name}.sav"), |out| {
            sav::write_to(out, sheet, codebook, &fielded.full_title(lang))
        })?;
        let words = words::codebook(lang, &format!("codebook-{}", fielded.id.0));
        let absent = left_out::sheet(lang, &prepared.left_out);
        let html = codebook_html::write(
            codebook,
            absent.as_ref(),
            &words,
            (&fielded.full_title(lang), lang.code()),
        )?;
        self.add(&format!("codebook/{name}.html"), &html)?;
        let sheets: Vec<Sheet> = [codebook_sheet(codebook, &words)].into_iter().chain(absent).collect();
        self.add(&format!("codebook/{name}.xlsx"), &xlsx::write(&sheets, created)?)
    }

    /// What the columns mean for archives, with those counts that tables would show.
    fn ddi(&mut self, fielded: &Fielded, described: &Described) -> Result<(), Unwritten> {
        let name = format!("q{}", fielded.id.0);
        let ddi = described::ddi(self.material.dataset(), fielded, described, &format!("{name}.csv"))?;
        self.add(&format!("codebook/{name}.xml"), ddi.as_bytes())
    }

    /// The versions of a questionnaire: for programs, and to be read with the names and values that the data has. One that
    /// cannot be set as PDF is no reason to have no bundle.
    fn questionnaires(&mut self, fielded: &Fielded, background: &Background) -> Result<(), Unwritten> {
        let dataset = self.material.dataset();
        let of = (&dataset.survey, &background.questionnaire);
        for version in &background.versions {
            let name = format!("questionnaires/q{}-v{}", fielded.id.0, version.number);
            self.add(&format!("{name}.json"), version.definition.as_bytes())?;
            let mut paper =
                paper_of_version(self.app, of, version, dataset.lang).map_err(anyhow::Error::from)?;
            // Otherwise it begins with the address at which people answer: whoever has the data could answer there.
            paper.foot = version_words(version, dataset.lang);
            match self.app.typesetter.set(&paper) {
                Ok(pdf) => self.add(&format!("{name}.pdf"), &pdf.bytes)?,
                Err(AppError::Conflict(why) | AppError::NoFonts(why)) => {
                    self.unset.insert(why);
                    self.steps.step()?;
                }
                Err(error) => return Err(anyhow::Error::from(error).into()),
            }
        }
        Ok(())
    }

    /// Texts with what is coded in them, and beside them what is known of who wrote them.
    fn texts(&mut self, beside: Beside) -> Result<(), Unwritten> {
        let coded = &self.material.texts;
        let Beside { answers, variables, .. } = beside;
        // That of a large survey would be a hundred megabytes of memory. No other program can open this file, and it goes with the
        // process.
        let file = BufWriter::new(tempfile::tempfile()?);
        let file = write_project(self.app, coded.dataset.lang, coded, answers, file)?;
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.archive.add_written("codings/project.qdpx", |out| io::copy(&mut file, out).map(drop))?;
        self.steps.step()?;
        let lines = texts::lines(self.app, coded, &variables);
        let sheet = texts::sheet(coded.dataset.lang, &lines, &variables);
        // It is read by KH Coder: an apostrophe before a list of points would be among its words.
        let options = CsvOptions { as_written: Some(texts::TEXT), ..CsvOptions::default() };
        self.add_written("texts/texts.csv", |out| csv::write_to(out, &sheet, options))?;
        drop(sheet);
        self.add_written("texts/texts.txt", |out| Ok(texts::write_plain(out, &lines)?))
    }

    /// The list of files with their hashes: for programs, and for `sha256sum --check`.
    fn manifest(&mut self) -> Result<(), Unwritten> {
        let manifest = serde_json::json!({
            "survey": self.material.dataset().survey.title,
            "program": concat!("Kikitori ", env!("CARGO_PKG_VERSION")),
            "files": self.archive.files(),
        });
        self.add("manifest.json", format!("{manifest:#}\n").as_bytes())?;
        let sums = sums(self.archive.files());
        self.add("SHA256SUMS", sums.as_bytes())
    }
}
