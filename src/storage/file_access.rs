//! Opens and creates files without following links, and gives new ones the access of the file whose
//! place they take. What differs between systems is at the end, once for each. Knows no draft.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

use super::disk::FileAccess;

pub(super) use system::{
    check_size, create_locked, create_new, create_private_folder, is_online_only, is_own, is_same_file, make_private,
    name_count, open_locked, probe_exclusive,
};

/// Opens the file at `path`, to write into it as well where `writes`. Anything but a file is refused, and
/// no pipe is waited for: what stands there may have been put there by somebody else.
pub(super) fn open_file(path: &Path, writes: bool) -> io::Result<File> {
    // Looked at first as well: opening a device may do something to it.
    must_be_file(&fs::symlink_metadata(path)?)?;
    let mut options = OpenOptions::new();
    system::do_not_follow(&mut options);
    open_with(&mut options, path, writes)
}

fn open_with(options: &mut OpenOptions, path: &Path, writes: bool) -> io::Result<File> {
    let file = options.read(true).write(writes).open(path)?;
    must_be_file(&file.metadata()?)?;
    Ok(file)
}

fn must_be_file(metadata: &Metadata) -> io::Result<()> {
    // Of a link this is false.
    if metadata.is_file() { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")) }
}

#[cfg(unix)]
mod system {
    use std::fs::TryLockError;
    use std::sync::OnceLock;

    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};

    use rustix::fs::{OFlags, XattrFlags, fremovexattr, fsetxattr, lgetxattr, llistxattr};

    use super::{File, FileAccess, Metadata, OpenOptions, Path, fs, io};

    /// Of a mode, what its owner, its group and the others may.
    const OWNER: u32 = 0o700;
    const OTHERS: u32 = 0o007;
    const ALL: u32 = 0o777;

    /// The most bytes of the names and of the value of extended attributes; Linux has no more.
    const ATTRIBUTE_LIMIT: usize = 64 * 1024;

    /// The list of access of a file, of which its mode shows the rest.
    const ACCESS_LIST: &str = "system.posix_acl_access";

    pub fn create_new(path: &Path, access: FileAccess<'_>) -> io::Result<File> {
        let model = match access {
            FileAccess::Like(model) => fs::metadata(model).ok().map(|metadata| (model, metadata)),
            FileAccess::Usual | FileAccess::Private => None,
        };
        // Whoever else may read it, may so before anything is in it, and not before it is known who it is.
        let mode = if access == FileAccess::Usual { 0o666 } else { 0o600 };
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create_new(true).mode(mode).open(path)?;
        if let Some((model, metadata)) = model {
            take_over(&file, model, &metadata);
        }
        Ok(file)
    }

    /// A new file, locked; `None` where another was quicker to lock it.
    pub fn create_locked(path: &Path, access: FileAccess<'_>) -> io::Result<Option<File>> {
        locked(create_new(path, access)?)
    }

    /// The file at `path`, locked; `None` where another has locked it.
    pub fn open_locked(path: &Path, writes: bool) -> io::Result<Option<File>> {
        locked(super::open_file(path, writes)?)
    }

    fn locked(file: File) -> io::Result<Option<File>> {
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Refuses to write `length` bytes where the system would end the program for it (`ulimit -f`, SIGXFSZ): to
    /// ignore that signal takes `unsafe`. Only Linux tells its limits as text.
    pub fn check_size(length: usize) -> io::Result<()> {
        static MOST: OnceLock<Option<usize>> = OnceLock::new();
        let most = MOST.get_or_init(|| {
            let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
            let words = limits.lines().find_map(|line| line.strip_prefix("Max file size"))?;
            // The first one counts; without a limit it is a word.
            words.split_whitespace().next()?.parse().ok()
        });
        if most.is_some_and(|most| length > most) { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
    }

    /// Gives `file` the owner, the group, the mode, the list of access and the extended attributes of
    /// `model`, as far as the system permits. Where it has not the group, the group may what others may.
    fn take_over(file: &File, model: &Path, metadata: &Metadata) {
        let (owner, group) = (metadata.uid(), metadata.gid());
        if fchown(file, Some(owner), Some(group)).is_err() {
            let _ = fchown(file, None, Some(group));
        }
        let has_group = file.metadata().is_ok_and(|own| own.gid() == group);
        let attributes = attributes(model);
        let carried = |name: &str| name.starts_with("user.") || name == "security.selinux" || name.starts_with("com.");
        for (name, value) in attributes.iter().filter(|(name, _)| carried(name)) {
            let _ = fsetxattr(file, name.as_str(), value, XattrFlags::empty());
        }
        // A list that the folder gives its new files lets people in whom the model does not.
        let _ = fremovexattr(file, ACCESS_LIST);
        for (_, list) in attributes.iter().filter(|(name, _)| has_group && name == ACCESS_LIST) {
            let _ = fsetxattr(file, ACCESS_LIST, list, XattrFlags::empty());
        }
        let mode = metadata.mode() & ALL;
        let mode = if has_group { mode } else { mode & (OWNER | OTHERS) | (mode & OTHERS) << 3 };
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }

    /// The extended attributes of the file at `path`; none where they cannot be read.
    fn attributes(path: &Path) -> Vec<(String, Vec<u8>)> {
        let mut names = vec![0; ATTRIBUTE_LIMIT];
        let length = llistxattr(path, &mut names).unwrap_or_default();
        names.truncate(length);
        let names = names.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
        let value = |name: &str| {
            let mut value = vec![0; ATTRIBUTE_LIMIT];
            let length = lgetxattr(path, name, &mut value).ok()?;
            value.truncate(length);
            Some((name.to_owned(), value))
        };
        names.filter(|name| !name.is_empty()).filter_map(value).collect()
    }

    pub fn create_private_folder(folder: &Path) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(OWNER).create(folder)
    }

    pub fn make_private(path: &Path) -> io::Result<()> {
        let metadata = fs::symlink_metadata(path)?;
        if !metadata.is_dir() {
            super::must_be_file(&metadata)?;
        }
        let file = {
            let mut options = OpenOptions::new();
            do_not_follow(options.read(true));
            options.open(path)?
        };
        let now = file.metadata()?;
        if now.mode() & ALL & !OWNER == 0 || now.is_dir() != metadata.is_dir() {
            return Ok(());
        }
        file.set_permissions(fs::Permissions::from_mode(now.mode() & OWNER))
    }

    pub fn do_not_follow(options: &mut OpenOptions) {
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }

    /// Whether it belongs to the user who runs this program.
    pub fn is_own(metadata: &Metadata) -> bool {
        metadata.uid() == rustix::process::geteuid().as_raw()
    }

    /// Whether the two are of one file.
    pub fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    }

    pub fn name_count(metadata: &Metadata) -> u64 {
        metadata.nlink()
    }

    pub fn probe_exclusive(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub fn is_online_only(_metadata: &Metadata) -> bool {
        false
    }
}

#[cfg(windows)]
mod system {
    use std::os::windows::fs::{MetadataExt, OpenOptionsExt};

    use super::{File, FileAccess, Metadata, OpenOptions, Path, fs, io};

    /// `FILE_FLAG_OPEN_REPARSE_POINT`: opens a link itself.
    const OPEN_LINK: u32 = 0x0020_0000;

    /// Hidden, system, archive, not indexed, encrypted: what a file keeps of the attributes of the one whose
    /// place it takes.
    const CARRIED: u32 = 0x2 | 0x4 | 0x20 | 0x2000 | 0x4000;

    /// `FILE_ATTRIBUTE_HIDDEN`: nobody looks for a lock beside his draft.
    const HIDDEN: u32 = 0x2;

    /// `FILE_SHARE_READ`, `FILE_SHARE_DELETE`: while this program has a lock open, others may read who has it, and
    /// it may be removed; nobody else can open it to write. Locking its bytes instead (`LockFileEx`) would keep
    /// readers from them too, so that who has it could not be said.
    const SHARE_LOCK: u32 = 0x1 | 0x4;

    /// `ERROR_SHARING_VIOLATION`: another program has it open.
    const SHARING_VIOLATION: i32 = 32;

    /// Offline, recall on open, recall on data access.
    const ELSEWHERE: u32 = 0x1000 | 0x0004_0000 | 0x0040_0000;

    /// Who may read a file, the system takes from its folder, which for all that is private is in the user's
    /// profile.
    pub fn create_new(path: &Path, access: FileAccess<'_>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        if let FileAccess::Like(model) = access
            && let Ok(metadata) = fs::metadata(model)
        {
            options.attributes(metadata.file_attributes() & CARRIED);
        }
        options.open(path)
    }

    /// A new file that others can only read as long as it is open.
    pub fn create_locked(path: &Path, _access: FileAccess<'_>) -> io::Result<Option<File>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true).share_mode(SHARE_LOCK).attributes(HIDDEN);
        unless_shared(options.open(path))
    }

    /// The file at `path`, which others can only read as long as it is open; `None` where another has it.
    pub fn open_locked(path: &Path, writes: bool) -> io::Result<Option<File>> {
        super::must_be_file(&fs::symlink_metadata(path)?)?;
        let mut options = OpenOptions::new();
        // Opened to read alone, it keeps others out only where it lets nobody else read either.
        options.custom_flags(OPEN_LINK).share_mode(if writes { SHARE_LOCK } else { 0 });
        unless_shared(super::open_with(&mut options, path, writes))
    }

    fn unless_shared(opened: io::Result<File>) -> io::Result<Option<File>> {
        match opened {
            Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
            opened => opened.map(Some),
        }
    }

    pub fn create_private_folder(folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    /// All that is private is in the user's profile.
    pub fn is_own(_metadata: &Metadata) -> bool {
        true
    }

    pub fn check_size(_length: usize) -> io::Result<()> {
        Ok(())
    }

    pub fn make_private(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub fn do_not_follow(options: &mut OpenOptions) {
        options.custom_flags(OPEN_LINK);
    }

    /// Whether the two are of one file, as far as times tell.
    pub fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
        let key = |metadata: &Metadata| (metadata.creation_time(), metadata.last_write_time(), metadata.file_size());
        key(one) == key(other)
    }

    /// The system tells it to no program without `unsafe`.
    pub fn name_count(_metadata: &Metadata) -> u64 {
        1
    }

    pub fn probe_exclusive(path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).share_mode(0).open(path).map(|_| ())
    }

    pub fn is_online_only(metadata: &Metadata) -> bool {
        metadata.file_attributes() & ELSEWHERE != 0
    }
}
