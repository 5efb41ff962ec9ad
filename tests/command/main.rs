//! The command: what can be asked, where it may write, how it ends, and the rules of the house.

mod calibrate;
mod calibration;
mod clock;
mod command_line;
mod compare;
mod correlated;
mod destinations;
mod finite;
mod full;
mod house;
mod interrupted;
mod interrupted_plans;
mod news;
mod order;
mod overrides;
mod page;
mod pages;
mod pipes;
mod pool;
mod sensitivity;
mod stumbles;
mod sweep;

/// The program `detente`, which these tests run.
struct Detente;

impl support::Program for Detente {
    const PATH: &'static str = env!("CARGO_BIN_EXE_detente");
}

type Desk = support::Desk<Detente>;

/// Asserts that the command `args` fits its screen into 80 columns, writes the same bytes on one thread and on two, and can be
/// verified by simulating it again; gives the folder that it wrote, one of its own for every `at`.
fn assert_sound_on_any_threads(desk: &Desk, args: &[&str], at: usize) -> String {
    let [one, two] = ["one", "two"].map(|threads| format!("{threads}_{at}"));
    for (out, threads) in [(&one, "1"), (&two, "2")] {
        let screen = desk.done(&[args, &["--threads", threads, "--out", out]].concat());
        let widest = screen.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{args:?}:\n{screen}");
    }
    assert_eq!(desk.digest(&one), desk.digest(&two), "{args:?}");
    let said = desk.done(&["verify", &one, "--rerun"]);
    assert!(said.contains("byte for byte"), "{said}");
    one
}
