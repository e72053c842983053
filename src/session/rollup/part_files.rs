//! Where the reports lie that a sum was made of, as seen from its draft: the two move together, from the office to a
//! memory stick and back. Reads no report.

use std::path::{Component, Path, PathBuf};

use super::file_on_disk;
use crate::storage::{self, Disk, PathKind};

/// The way from the folder of `draft` to `folder`, with `/` between its parts; blank where they are the same. `None`
/// where the two have no folder in common: a way through the root would tell whose computer it was.
pub fn folder_from(disk: &dyn Disk, draft: &Path, folder: &Path) -> Option<String> {
    let beside = draft.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (from, to) = (disk.resolve(beside).ok()?, disk.resolve(folder).ok()?);
    let common = from.components().zip(to.components()).take_while(|(one, other)| one == other);
    let common: Vec<Component<'_>> = common.map(|(one, _)| one).collect();
    if !common.iter().any(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let up = from.components().skip(common.len()).map(|_| "..".to_owned());
    let down = to.components().skip(common.len()).map(|part| part.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// Where the file `name` of a sum is: by the way that its draft keeps, beside the draft, or in one of `folders`;
/// `None` where it is in none of them. What it names may lie in an archive, which then is what is looked for.
pub fn part_file(
    disk: &dyn Disk,
    draft: Option<&Path>,
    (folder, name): (Option<&str>, &str),
    folders: &[PathBuf],
) -> Option<PathBuf> {
    let beside = draft.and_then(Path::parent);
    let kept =
        beside.zip(folder).map(|(beside, folder)| folder.split('/').fold(beside.to_owned(), |at, part| at.join(part)));
    let is_there = |folder: &PathBuf| {
        let file = file_on_disk(folder, name);
        matches!(storage::kind(disk, &file), Ok(Some(PathKind::File | PathKind::ReadOnlyFile)))
    };
    let mut all = kept.into_iter().chain(beside.map(Path::to_owned)).chain(folders.iter().cloned());
    all.find(is_there).map(|folder| folder.join(name))
}
