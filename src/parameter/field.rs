//! The address of one number inside [`Numbers`].

use super::Numbers;

/// One number of a world: which field, and of which element where there are several.
///
/// Elements of concessions count `2 * rung + role`; those of all other tables are positions in the
/// table (parties: sender 0, target 1).
#[derive(Clone, Copy, Debug)]
pub struct Field {
    select: fn(&mut Numbers, usize) -> &mut f64,
    element: usize,
}

impl Field {
    /// The field that `select` finds for `element`.
    #[must_use]
    pub fn new(select: fn(&mut Numbers, usize) -> &mut f64, element: usize) -> Self {
        Self { select, element }
    }

    /// Writes `value` into `numbers`.
    pub fn set(&self, numbers: &mut Numbers, value: f64) {
        *(self.select)(numbers, self.element) = value;
    }
}
