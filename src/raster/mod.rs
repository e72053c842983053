//! Pictures that a report holds: what a PNG or JPEG file is, its size, which way up it is, and its dots, all
//! within limits. A picture is known by the SHA-256 of its bytes and is never changed. Must not know a report,
//! a page or a screen; the room `picture` makes pictures of pages, this one reads those that come in.
//!
//! A file is taken in once ([`HeldPicture::take_in`]): what it says about its camera, its place and its programs is
//! dropped, the bytes of the image itself stay as they are. So a photograph goes through unchanged to paper and to
//! other programs, and no position of a telephone is published with it. Only what is much larger than paper shows is made
//! anew in fewer dots, and a word is said about it ([`HeldPicture::for_print`]). Its colours are taken for sRGB.

mod dot_scaling;
mod dots;
mod exif;
mod held_picture;
mod jpeg_file;
mod picture_id;
mod picture_store;
mod picture_turn;
mod png_file;
mod print_size;

pub use dots::PictureDots;
pub use held_picture::{HeldPicture, PictureKind, PictureProblem};
pub use picture_id::PictureId;
pub use picture_store::{PictureField, PictureStore};
pub use picture_turn::PictureTurn;
pub use png_file::CompressedRows;
pub use print_size::{PictureScaling, PictureView};
