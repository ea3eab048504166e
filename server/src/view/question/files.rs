//! What a file question shows: the files that are there, which kinds are taken, how large one may be.

use super::{PageView, QuestionView};
use crate::config::MEGABYTE;
use serde::Serialize;
use surveys::file::kind::{Kind, accepted};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::question::file::{self, attached, remove_field};

/// What a file question has besides others.
#[derive(Debug, Clone, Serialize)]
pub struct UploadView {
    /// The files that are there.
    pub files: Vec<FileView>,
    /// The form field with those to take away.
    pub remove_name: String,
    /// Kinds for the browser's window of files.
    pub accept: String,
    /// The same for people.
    pub kinds: String,
    /// Most bytes of one file in words.
    pub size: String,
    /// Most bytes of one file, 0 = as the service says.
    #[serde(skip)]
    most: usize,
}

/// A file that is there.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// HTML id of the box that takes it away.
    pub id: String,
    /// What is sent to take it away.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it can be looked at; empty in a trial.
    pub href: String,
}

impl UploadView {
    /// The view of a file question; None for other types.
    pub(super) fn of(question: &Question, answers: &Answers, id: &str) -> Option<UploadView> {
        if question.kind.name != file::TYPE.name {
            return None;
        }
        let kinds = accepted(&question.upload.accepted);
        let view = |(at, file): (usize, file::Attached)| FileView {
            id: format!("{id}-remove-{}", at + 1),
            key: file.key,
            name: file.name,
            href: String::new(),
        };
        let accept =
            |kind: &&Kind| kind.endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>();
        Some(UploadView {
            files: attached(answers.get(&question.name)).into_iter().enumerate().map(view).collect(),
            remove_name: remove_field(&question.name),
            accept: kinds.iter().flat_map(accept).collect::<Vec<_>>().join(","),
            kinds: endings(&kinds),
            size: String::new(),
            most: question.upload.max_size.unwrap_or(0),
        })
    }
}

/// Kinds of files as people know them.
pub fn endings(kinds: &[&Kind]) -> String {
    let usual = kinds.iter().filter_map(|kind| kind.endings.first());
    usual.map(|ending| ending.to_uppercase()).collect::<Vec<_>>().join(", ")
}

/// A number of bytes in words, rounded down to what is certainly allowed.
pub fn in_words(bytes: usize) -> String {
    match (bytes / (1024 * 1024), bytes / 1024) {
        (0, 0) => format!("{bytes} B"),
        (0, kilobytes) => format!("{kilobytes} KB"),
        (megabytes, _) => format!("{megabytes} MB"),
    }
}

impl PageView {
    /// The same page with the size that the service allows (megabytes) and the addresses of files.
    pub fn with_files(mut self, megabytes: usize, href: &dyn Fn(&str) -> String) -> PageView {
        self.takes_files = complete(&mut self.questions, megabytes * MEGABYTE, href);
        self
    }
}

/// True if any of the questions takes files.
fn complete(questions: &mut [QuestionView], most: usize, href: &dyn Fn(&str) -> String) -> bool {
    let mut takes_files = false;
    for question in questions {
        if let Some(upload) = &mut question.upload {
            upload.size = in_words(if upload.most == 0 { most } else { upload.most.min(most) });
            upload.files.iter_mut().for_each(|file| file.href = href(&file.key));
            takes_files |= !question.is_read_only;
        }
        takes_files |= complete(&mut question.elements, most, href);
    }
    takes_files
}
