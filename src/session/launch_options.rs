//! How the window is to be opened, as the command line asks for it. Must not know the window, without
//! which the program can be built.

use std::path::PathBuf;

use crate::form::CellKey;

/// A way of drawing the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// Whatever suits the computer.
    Auto,
    /// OpenGL.
    Glow,
    /// The processor.
    Soft,
}

/// How the window is to be opened.
#[derive(Clone, Debug, Default)]
pub struct LaunchOptions {
    /// The draft to open.
    pub file: Option<PathBuf>,
    /// The cell to go to in it.
    pub cell: Option<CellKey>,
    /// How to draw; `None` for what the settings say.
    pub renderer: Option<Renderer>,
    /// Close once the window can be used, and say how long that took and how much memory.
    pub bench: bool,
    /// Panic instead, to try what is shown then.
    pub breaks: bool,
    /// The program starts itself again after its window broke.
    pub again: bool,
    /// The program starts itself again after OpenGL failed.
    pub glow_failed: bool,
}

impl Renderer {
    /// Every way.
    pub const ALL: [Renderer; 3] = [Renderer::Auto, Renderer::Glow, Renderer::Soft];

    /// Its name in settings and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Renderer::Auto => "auto",
            Renderer::Glow => "glow",
            Renderer::Soft => "soft",
        }
    }

    /// The way that a word names.
    pub fn named(word: &str) -> Option<Renderer> {
        Renderer::ALL.into_iter().find(|one| one.word() == word)
    }
}
