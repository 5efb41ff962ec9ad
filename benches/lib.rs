//! Benches of detente, which stand beside this file; a package must have a library, and this one is empty.
