//! Uncertain values that hang together: a Gaussian copula laid over the uniforms that they are drawn with.

use crate::math::{normal_cumulative, normal_quantile};
use std::f64::consts::PI;
use std::fmt;

/// Largest uniform under 1, and smallest above 0, that a tied value is drawn with.
const EDGE: f64 = f64::EPSILON / 2.0;

/// How some uncertain values hang together.
///
/// Each value keeps its own uniform `u` at its own address. With `z` the normal quantiles of the uniforms of the members and
/// `L L' = R` the correlation matrix of the copula, member `i` is drawn with `Phi(sum_j L_ij z_j)` in place of `u_i`: again
/// uniform, so that every margin stays what the file says, and tied to the members before it. The first member, and any that
/// is tied to none before it, keeps its uniform to the bit.
#[derive(Clone, PartialEq)]
pub struct Correlation {
    /// Positions in `Plan::uncertain`, ascending.
    members: Vec<usize>,
    /// L, row by row, each as long as its number.
    factor: Vec<Vec<f64>>,
}

/// Each member with its row of L.
impl fmt::Debug for Correlation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.members.iter().zip(&self.factor)).finish()
    }
}

/// The matrix is not that of any values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no values can hang together so: the matrix of rank correlations is not positive definite")]
pub struct NotDefinite {
    /// The first member that cannot be tied to those before it as is said.
    pub member: usize,
}

impl Correlation {
    /// The values at `members`, of which each pair `(i, j)` has the rank correlation `rank(i, j)`, by place among the members.
    ///
    /// A rank correlation `s` (Spearman's) of continuous values is that of normal ones correlated by `2 sin(pi s / 6)` (K.
    /// Pearson, On further methods of determining correlation, 1907).
    ///
    /// # Errors
    /// Where the matrix has no Cholesky factor.
    pub fn new(members: Vec<usize>, rank: impl Fn(usize, usize) -> f64) -> Result<Self, NotDefinite> {
        let mut factor: Vec<Vec<f64>> = Vec::with_capacity(members.len());
        for i in 0..members.len() {
            let mut row: Vec<f64> = Vec::with_capacity(i + 1);
            for (j, before) in factor.iter().enumerate() {
                let known: f64 = row.iter().zip(before).take(j).map(|(own, other)| own * other).sum();
                row.push((2.0 * libm::sin(PI * rank(i, j) / 6.0) - known) / before[j]);
            }
            let rest = 1.0 - row.iter().map(|part| part * part).sum::<f64>();
            if rest.is_nan() || rest <= 1e-12 {
                return Err(NotDefinite { member: i });
            }
            row.push(rest.sqrt());
            factor.push(row);
        }
        Ok(Self { members, factor })
    }

    /// Ties the uniforms of all uncertain values, in the order of `Plan::uncertain`.
    pub fn tie(&self, uniforms: &mut [f64]) {
        // From the last member to the first, each from the uniforms of those before it as they came.
        for (row, member) in self.factor.iter().zip(&self.members).rev() {
            let (own, others) = row.split_last().expect("a row ends on the diagonal");
            if others.iter().all(|part| *part == 0.0) {
                continue;
            }
            let tied = others.iter().zip(&self.members).map(|(part, other)| part * normal_quantile(uniforms[*other]));
            let sum = tied.sum::<f64>() + own * normal_quantile(uniforms[*member]);
            uniforms[*member] = normal_cumulative(sum).clamp(EDGE, 1.0 - EDGE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_member_and_strangers_keep_their_uniforms_and_full_ties_are_near() {
        let tied = Correlation::new(vec![0, 2], |_, _| 0.999).expect("definite");
        let mut uniforms = [0.3, 0.7, 0.9];
        tied.tie(&mut uniforms);
        assert_eq!(uniforms[..2], [0.3, 0.7]);
        assert!((uniforms[2] - 0.3).abs() < 0.05, "{uniforms:?}");
    }

    #[test]
    fn a_tie_of_nought_changes_no_bit() {
        let loose = Correlation::new(vec![0, 1], |_, _| 0.0).expect("definite");
        let mut uniforms = [0.123, 0.456];
        loose.tie(&mut uniforms);
        assert_eq!(uniforms, [0.123, 0.456]);
    }

    #[test]
    fn three_values_cannot_all_go_against_each_other() {
        assert_eq!(Correlation::new(vec![0, 1, 2], |_, _| -0.9), Err(NotDefinite { member: 2 }));
        assert!(Correlation::new(vec![0, 1, 2], |_, _| -0.4).is_ok());
        assert!(Correlation::new(vec![0, 1], |_, _| f64::NAN).is_err());
    }
}
