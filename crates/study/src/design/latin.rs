//! Latin hypercubes: in every dimension one point in each of as many strata as there are points.

use detente_engine::random::Address;

/// `count` points in `dimensions` dimensions, coordinates strictly between 0 and 1 (M. D. McKay, R. J. Beckman,
/// W. J. Conover, Technometrics 21 (1979), 239-245).
#[must_use]
pub fn latin_hypercube(count: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let column = |dimension: usize| stratified(count, &format!("latin/{dimension}"), seed);
    let columns: Vec<Vec<f64>> = (0..dimensions).map(column).collect();
    (0..count).map(|point| columns.iter().map(|column| column[point]).collect()).collect()
}

/// `count` numbers strictly between 0 and 1, one in each of as many equal parts, in random order: one dimension of a hypercube, whose
/// draws are those of `name`.
#[must_use]
pub fn stratified(count: usize, name: &str, seed: u64) -> Vec<f64> {
    let order = Address::of(seed, &format!("{name}/order")).shuffled(count);
    let within = Address::of(seed, &format!("{name}/within"));
    let coordinate = |(point, stratum): (usize, usize)| {
        let offset = detente_engine::random::uniform((within.word(point as u64) >> 32) as u32);
        (stratum as f64 + offset) / count as f64
    };
    order.into_iter().enumerate().map(coordinate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stratum_of_every_dimension_holds_one_point() {
        let points = latin_hypercube(20, 4, 1);
        for dimension in 0..4 {
            let mut strata: Vec<usize> = points.iter().map(|point| (point[dimension] * 20.0) as usize).collect();
            strata.sort_unstable();
            assert_eq!(strata, (0..20).collect::<Vec<_>>());
        }
        assert_eq!(points, latin_hypercube(20, 4, 1));
        assert_ne!(points, latin_hypercube(20, 4, 2));
    }
}
