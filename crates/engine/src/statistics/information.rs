//! How much knowing one thing tells about another.

use std::f64::consts::LN_2;

/// Bits that the row of a trial tells about its column: the mutual information of the counts, less the bias that
/// chance alone gives it, `(r - 1)(c - 1) / (2 n ln 2)` with `r` and `c` the rows and columns that are not empty
/// (G. A. Miller in H. Quastler, ed., Information Theory in Psychology, 1955). It may fall a little below 0 where
/// there is nothing to be told. `None` without trials.
#[must_use]
pub fn information(rows: &[[u64; 4]]) -> Option<f64> {
    let of_row = |row: &[u64; 4]| row.iter().sum::<u64>();
    let of_column = |column: usize| rows.iter().map(|row| row[column]).sum::<u64>();
    let all: u64 = rows.iter().map(of_row).sum();
    if all == 0 {
        return None;
    }
    let mut bits = 0.0;
    for row in rows {
        for (column, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
            let expected = of_row(row) as f64 / all as f64 * of_column(column) as f64;
            bits += *count as f64 / all as f64 * libm::log2(*count as f64 / expected);
        }
    }
    let filled_rows = rows.iter().filter(|row| of_row(row) > 0).count() as f64;
    let filled_columns = (0..4).filter(|column| of_column(*column) > 0).count() as f64;
    Some(bits - (filled_rows - 1.0) * (filled_columns - 1.0) / (2.0 * all as f64 * LN_2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_says_all_tells_the_entropy_and_one_that_says_nothing_no_bit() {
        let bits = information(&[[500, 0, 0, 0], [0, 500, 0, 0]]).expect("trials");
        assert!((bits - 1.0).abs() < 1e-3, "{bits}");
        let bits = information(&[[300, 100, 0, 0], [300, 100, 0, 0]]).expect("trials");
        assert!(bits <= 0.0 && bits > -1e-3, "{bits}");
        assert_eq!(information(&[[0; 4]]), None);
    }

    #[test]
    fn chance_alone_is_taken_off() {
        // 400 drawn tables of 300 trials without any connection: the plain mutual information has mean
        // (3 x 3) / (2 x 300 ln 2) = 0.0216 bits, so that an uncorrected mean would lie far above the band, which
        // is 6 standard errors wide (a false alarm in 1e-8).
        let mut state = 12_345_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 62) as usize
        };
        let mut values = Vec::new();
        for _ in 0..400 {
            let mut rows = [[0; 4]; 4];
            for _ in 0..300 {
                let row = draw();
                rows[row][draw()] += 1;
            }
            values.push(information(&rows).expect("trials"));
        }
        let mean = values.iter().sum::<f64>() / 400.0;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 399.0;
        assert!(mean.abs() < 6.0 * (variance / 400.0).sqrt(), "{mean}");
    }
}
