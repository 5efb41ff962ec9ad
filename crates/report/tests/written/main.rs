//! What is written into a results folder: tables, their dictionary, and the folder around them.

mod export;
mod tables;
