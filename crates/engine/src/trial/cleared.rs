//! Emptying what is used again.

/// Sets to zero what is not: most of it already is, and reading is cheaper than writing.
pub(super) fn clear<T: Default + PartialEq>(numbers: &mut [T]) {
    let zero = T::default();
    for number in numbers.iter_mut().filter(|number| **number != zero) {
        *number = T::default();
    }
}
