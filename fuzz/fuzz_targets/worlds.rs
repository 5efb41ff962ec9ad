#![no_main]

#[allow(dead_code, reason = "every target uses one")]
#[path = "../../lab/tests/lab/readers/mod.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|text: &str| readers::worlds(text));
