#![no_main]

#[allow(dead_code, reason = "every target uses one")]
#[path = "../../lab/tests/lab/readers/mod.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::cases(bytes));
