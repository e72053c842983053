//! The program's entry: chooses between the command line and the window.

fn main() {}
