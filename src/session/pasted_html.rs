//! The web form of what is pasted, with the pictures that it names by files. Word, WPS and LibreOffice put these into the
//! folder for passing files; nothing else is read, whatever a web page names, and nothing is fetched.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::import::html::{self, Fragment};
use crate::limits::Limit;
use crate::richtext::unify_radicals;
use crate::storage::{self, Disk};

/// What stands in a clipboard as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedHtml {
    /// The HTML.
    pub html: String,
    /// The files that it names, by their addresses.
    files: BTreeMap<String, Vec<u8>>,
}

/// What the address of a file begins with (RFC 8089).
const FILE: &str = "file:";
/// The most files that are read for one paste, and their bytes.
const FILES: usize = 60;
const BYTES: usize = 4 * Limit::PictureFile.most();

impl PastedHtml {
    /// With the files that lie in `passing`, where programs put what they pass on.
    pub fn read(html: String, disk: &dyn Disk, passing: &Path) -> PastedHtml {
        let most = u64::try_from(Limit::PictureFile.most()).unwrap_or(u64::MAX);
        let (mut files, mut bytes) = (BTreeMap::new(), 0_usize);
        for address in addresses(&html) {
            if files.len() >= FILES || bytes > BYTES || files.contains_key(address) {
                continue;
            }
            let path = path(address).filter(|path| lies_in(path, passing));
            if let Some(file) = path.and_then(|path| storage::read(disk, &path, most).ok()) {
                bytes += file.len();
                files.insert(address.to_owned(), file);
            }
        }
        PastedHtml { html, files }
    }

    /// Whether it is longer than is read.
    pub fn is_beyond(&self) -> bool {
        html::is_fragment_beyond(&self.html)
    }

    /// What it means, with its pictures; `None` where it has nothing that is read.
    pub fn fragment(&self) -> Option<Fragment> {
        // Viewers of PDF files copy the radicals of the text layer.
        html::fragment(&unify_radicals(&self.html), &|address| {
            self.files.get(address).map(|file| file.as_slice().into())
        })
    }
}

/// The addresses of files that are values of attributes.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices(FILE).filter_map(|(at, _)| {
        let quote = html.get(..at)?.chars().next_back().filter(|before| matches!(before, '"' | '\''))?;
        html.get(at..)?.split(quote).next()
    })
}

/// The path of an address on this computer; `None` for one on another.
fn path(address: &str) -> Option<PathBuf> {
    let rest = address.strip_prefix(FILE)?;
    let local = rest.strip_prefix("//localhost/").or(rest.strip_prefix("///")).or_else(|| {
        let single = rest.strip_prefix('/')?;
        (!single.starts_with('/')).then_some(single)
    })?;
    let decoded = decoded(local)?;
    let is_drive = decoded.as_bytes().get(1) == Some(&b':');
    Some(PathBuf::from(if is_drive { decoded } else { format!("/{decoded}") }))
}

/// The text with `%41` and the like as what they stand for.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).filter(|_| *first == b'%');
        match pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// Whether a file lies in a folder or below it, by their names in whatever case.
fn lies_in(path: &Path, folder: &Path) -> bool {
    let parts = |path: &Path| -> Vec<String> {
        path.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase()).collect()
    };
    let climbs = path.components().any(|part| part == Component::ParentDir);
    let folder = parts(folder);
    !climbs && !folder.is_empty() && parts(path).starts_with(&folder)
}
