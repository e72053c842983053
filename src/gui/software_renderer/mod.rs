//! Draws egui's meshes with the processor alone: for computers without usable OpenGL, for remote
//! desktops, and for tests, where the same frame must give the same pixels everywhere. Knows
//! nothing of reports; it sees triangles and textures.

mod canvas;
mod damage;
mod painter;
mod texture;
mod triangle;

pub use canvas::{Canvas, PixelRect};
pub use painter::Painter;
