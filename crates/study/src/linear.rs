//! A little linear algebra: sums in one fixed order, so that every machine finds the same bits.

/// The inner product.
pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// The lower triangle `L` with `L L' = matrix`; none where the matrix is not positive definite.
pub(crate) fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut lower: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, own) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, before) in lower.iter().enumerate() {
            row.push((own[j] - dot(&row[..j], &before[..j])) / before[j]);
        }
        let rest = own[i] - dot(&row, &row);
        if rest.is_nan() || rest <= 0.0 {
            return None;
        }
        row.push(rest.sqrt());
        lower.push(row);
    }
    Some(lower)
}

/// `x` with `L x = right`.
pub(crate) fn forward(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(right.len());
    for (row, value) in lower.iter().zip(right) {
        let known = dot(&row[..x.len()], &x);
        x.push((value - known) / row[x.len()]);
    }
    x
}

/// `x` with `L' x = right`.
pub(crate) fn backward(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x = right.to_vec();
    for i in (0..x.len()).rev() {
        x[i] /= lower[i][i];
        for j in 0..i {
            x[j] -= lower[i][j] * x[i];
        }
    }
    x
}

/// An orthonormal basis of what `vectors` span, the longest remainder first, as long as one is longer than `shortest`
/// (Gram-Schmidt with pivoting, each vector orthogonalised twice).
pub(crate) fn basis(vectors: &[Vec<f64>], shortest: f64) -> Vec<Vec<f64>> {
    let mut left = vectors.to_vec();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    loop {
        let length = |vector: &Vec<f64>| dot(vector, vector);
        let longest = (0..left.len()).max_by(|one, other| length(&left[*one]).total_cmp(&length(&left[*other])));
        let Some(at) = longest.filter(|at| length(&left[*at]) > shortest * shortest) else { return basis };
        let mut unit = left.swap_remove(at);
        basis.iter().for_each(|known| subtract(&mut unit, known));
        let norm = dot(&unit, &unit).sqrt();
        unit.iter_mut().for_each(|part| *part /= norm);
        left.iter_mut().for_each(|vector| subtract(vector, &unit));
        basis.push(unit);
        if basis.len() == vectors[0].len() {
            return basis;
        }
    }
}

/// Takes what lies along `unit` out of `vector`.
fn subtract(vector: &mut [f64], unit: &[f64]) {
    let along = dot(vector, unit);
    vector.iter_mut().zip(unit).for_each(|(part, own)| *part -= along * own);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let matrix = vec![vec![4.0, 2.0, 0.6], vec![2.0, 5.0, 1.0], vec![0.6, 1.0, 3.0]];
        let lower = cholesky(&matrix).expect("definite");
        let x = backward(&lower, &forward(&lower, &[1.0, -2.0, 0.5]));
        for (row, right) in matrix.iter().zip([1.0, -2.0, 0.5]) {
            assert!((dot(row, &x) - right).abs() < 1e-14);
        }
        assert_eq!(cholesky(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
    }

    #[test]
    fn a_basis_has_no_more_directions_than_there_are() {
        let found = basis(&[vec![3.0, 0.0, 0.0], vec![3.0, 1e-3, 0.0], vec![1.0, 2.0, 0.0]], 0.01);
        assert_eq!(found.len(), 2);
        assert!((dot(&found[0], &found[0]) - 1.0).abs() < 1e-14 && dot(&found[0], &found[1]).abs() < 1e-14);
        assert!(basis(&[vec![0.0, 0.0]], 0.01).is_empty());
        assert_eq!(basis(&[vec![1.0, 0.0], vec![0.0, 1.0], vec![1.0, 1.0]], 0.01).len(), 2);
    }
}
