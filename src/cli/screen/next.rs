//! The command that tells a trial of what was just simulated.

use crate::cli::args::{DEFAULT_SEED, DEFAULT_TRIALS};
use detente_study::run::Spec;
use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path};

/// What a command line laid over the files that it names.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cli) struct LaidOver<'a> {
    /// `--values`.
    pub(in crate::cli) values: Option<&'a Path>,
    /// Each `--set`.
    pub(in crate::cli) sets: &'a [String],
}

/// The command, on one line so that it can be copied, that tells a typical trial of the scenario in `path` as it was simulated.
pub(super) fn trace(path: &Path, spec: Spec, given: LaidOver<'_>) -> String {
    let mut command = format!("detente trace {} --typical", quoted(&path.to_string_lossy()));
    let mut add = |flag: &str, value: &str| command.push_str(&format!(" {flag} {}", quoted(value)));
    if let Some(values) = given.values {
        add("--values", &values.to_string_lossy());
    }
    given.sets.iter().for_each(|set| add("--set", set));
    if spec.seed != DEFAULT_SEED {
        add("--seed", &spec.seed.to_string());
    }
    if spec.trials != DEFAULT_TRIALS {
        add("--trials", &spec.trials.to_string());
    }
    command
}

/// `word` as a shell takes it for one word: as it is where it holds nothing that a shell would read, else in single quotes.
fn quoted(word: &str) -> Cow<'_, str> {
    let is_plain =
        |letter: char| letter.is_ascii_alphanumeric() || "_-./=:,+@%".contains(letter) || letter == MAIN_SEPARATOR;
    if !word.is_empty() && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', "'\\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_shell_would_read_are_quoted() {
        let words = ["a/b_1.toml", "key=0.2", "key=0.2 to 0.6", "rung.a.requires=[\"b\"]", "it's", ""];
        let expected = ["a/b_1.toml", "key=0.2", "'key=0.2 to 0.6'", "'rung.a.requires=[\"b\"]'", "'it'\\''s'", "''"];
        assert_eq!(words.map(quoted), expected);
    }

    #[test]
    fn what_is_as_trace_takes_it_anyway_is_left_out() {
        let (path, usual) = (Path::new("a.toml"), Spec { seed: DEFAULT_SEED, trials: DEFAULT_TRIALS });
        assert_eq!(trace(path, usual, LaidOver::default()), "detente trace a.toml --typical");
        let sets = ["x=1 to 2".to_owned(), "y=3".to_owned()];
        let given = LaidOver { values: Some(Path::new("my answers.csv")), sets: &sets };
        assert_eq!(
            trace(path, Spec { seed: 7, trials: 400 }, given),
            "detente trace a.toml --typical --values 'my answers.csv' --set 'x=1 to 2' --set y=3 --seed 7 --trials 400"
        );
    }
}
