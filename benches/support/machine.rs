//! What a measurement must say of the machine it was made on.

use pulp::Arch;

/// One line: instruction set of the lanes in which words are made, processors, and how busy they are.
pub(crate) fn line() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.as_deref().and_then(|text| text.split(' ').next()).unwrap_or("unknown");
    format!("lanes: {}; processors: {processors}; load when begun: {load}", instruction_set())
}

/// The instruction set that the making of words is dispatched to.
fn instruction_set() -> &'static str {
    let arch = format!("{:?}", Arch::new());
    match arch.split('(').next().unwrap_or_default() {
        "V4" => "AVX-512",
        "V3" => "AVX2",
        "Neon" => "Neon",
        _ => "scalar",
    }
}
