//! A conversion of an old file in the background, and the import of what comes of it. Dropped, it ends the program
//! that converts and leaves nothing behind. Must not know a window.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{Builder, JoinHandle};

use super::background::contained;
use super::disk_worker::SharedDisk;
use super::office_converter::{ConversionError, OfficeConverter};
use crate::import::{self, Imported, ReadError};

/// A conversion under way.
#[derive(Debug)]
pub struct ConversionWorker {
    /// The file that is converted.
    pub path: PathBuf,
    stop: Arc<AtomicBool>,
    result: Receiver<ConversionResult>,
    thread: Option<JoinHandle<()>>,
}

/// What came of a conversion.
pub type ConversionResult = Result<Box<Imported>, ConvertedReadError>;

/// Why an old file is not imported.
#[derive(Debug, thiserror::Error)]
pub enum ConvertedReadError {
    /// It was not converted.
    #[error(transparent)]
    NotConverted(#[from] ConversionError),
    /// It was converted, and what came of it cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The work broke down: a mistake of ours.
    #[error("{0}")]
    Broken(String),
}

impl ConversionWorker {
    /// Begins to convert the bytes of the file at `path` in a folder within `temporary`; `wake` is called at the end.
    ///
    /// # Errors
    ///
    /// The computer gives no thread.
    pub fn begin(
        converter: OfficeConverter,
        disk: SharedDisk,
        path: PathBuf,
        bytes: Vec<u8>,
        temporary: &Path,
        wake: impl FnOnce() + Send + 'static,
    ) -> Result<ConversionWorker, ConversionError> {
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, result) = channel();
        let (stopped, temporary) = (Arc::clone(&stop), temporary.to_owned());
        let work = move || {
            let read = || -> ConversionResult {
                let converted = converter.convert(&*disk, &bytes, &temporary, &stopped)?;
                Ok(Box::new(import::read(&converted)?))
            };
            let read = contained(read).unwrap_or_else(|panic| Err(ConvertedReadError::Broken(panic.to_string())));
            let _ = sender.send(read);
            wake();
        };
        let thread = Builder::new().name("convert".into()).spawn(work).map_err(ConversionError::NotStarted)?;
        Ok(ConversionWorker { path, stop, result, thread: Some(thread) })
    }

    /// What came of it; `None` while it is under way.
    pub fn result(&self) -> Option<ConversionResult> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(ConversionError::Stopped.into())),
        }
    }
}

impl Drop for ConversionWorker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It looks often whether it is to stop, and then removes its folder.
            let _ = thread.join();
        }
    }
}
