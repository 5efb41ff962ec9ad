//! How likely bodies are to approve together, where those of one party may vote alike.

/// The votes on one rung.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Votes {
    /// Position `n`: the probability that all of the first `n` bodies approve.
    all_of_first: Vec<f64>,
}

impl Votes {
    /// The votes of bodies, in order: whose each is, and how likely it is to approve. A body votes by its party's word with the
    /// probability `unity` of that party, and then approves where the word lies below its own probability; else it votes alone.
    pub(super) fn new(unity: [f64; 2], bodies: &[(usize, f64)]) -> Self {
        let all = |number: usize| {
            let of_party = |party: usize| {
                let own = bodies[..number].iter().filter(|(whose, _)| *whose == party);
                together(unity[party], own.map(|(_, approves)| *approves).collect())
            };
            of_party(0) * of_party(1)
        };
        Self { all_of_first: (0..=bodies.len()).map(all).collect() }
    }

    /// The probability that all of the first `number` bodies approve.
    pub(super) fn all_of_first(&self, number: usize) -> f64 {
        self.all_of_first[number]
    }
}

/// The probability that bodies of one party, each of which approves with its own probability, all do. By the one among those that
/// follow the word that is least likely to approve: it alone decides about the word.
fn together(unity: f64, mut approves: Vec<f64>) -> f64 {
    approves.sort_by(f64::total_cmp);
    let alone = 1.0 - unity;
    // Those less likely than it vote alone; those more likely follow the word, and then approve as well, or vote alone.
    let mut less_likely = 1.0;
    let mut sum = 0.0;
    for (place, own) in approves.iter().enumerate() {
        let more_likely: f64 = approves[place + 1..].iter().map(|other| unity + alone * other).product();
        sum += less_likely * unity * own * more_likely;
        less_likely *= alone * own;
    }
    sum + less_likely
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by summing over who follows the word.
    fn summed(unity: f64, approves: &[f64]) -> f64 {
        let ways = (0..1_u32 << approves.len()).map(|followers| {
            let (mut chance, mut word) = (1.0, 1.0_f64);
            for (body, own) in approves.iter().enumerate() {
                if followers >> body & 1 == 1 {
                    (chance, word) = (chance * unity, word.min(*own));
                } else {
                    chance *= (1.0 - unity) * own;
                }
            }
            chance * word
        });
        ways.sum()
    }

    #[test]
    fn bodies_approve_together_as_often_as_all_ways_of_following_the_word_add_up_to() {
        for approves in [vec![], vec![0.3], vec![0.77, 0.77, 0.77], vec![0.9, 0.2, 1.0, 0.6]] {
            for unity in [0.0, 0.35, 1.0] {
                let (found, expected) = (together(unity, approves.clone()), summed(unity, &approves));
                assert!((found - expected).abs() < 1e-15, "{approves:?} at {unity}: {found} for {expected}");
            }
        }
        assert!((together(0.0, vec![0.77; 3]) - 0.456_533).abs() < 1e-9, "the published value");
        assert!((together(1.0, vec![0.77, 0.5, 0.9]) - 0.5).abs() < 1e-15, "the least likely decides");
    }

    #[test]
    fn bodies_of_different_parties_are_independent() {
        let votes = Votes::new([1.0, 1.0], &[(0, 0.8), (1, 0.5), (0, 0.6)]);
        let found: Vec<f64> = (0..4).map(|number| votes.all_of_first(number)).collect();
        for (found, expected) in found.iter().zip([1.0, 0.8, 0.4, 0.3]) {
            assert!((found - expected).abs() < 1e-15, "{found} for {expected}");
        }
    }
}
