//! The `detente` command.
#![forbid(unsafe_code)]

fn main() {}
