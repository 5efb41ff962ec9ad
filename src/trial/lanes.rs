//! Places in a group of trials played side by side.

/// A set of places in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes(u32);

impl Lanes {
    /// Places 0 to `number`, without the last.
    #[must_use]
    pub fn first(number: usize) -> Self {
        Self((1_u64.wrapping_shl(number as u32) - 1) as u32)
    }

    /// The places of which `is` says so.
    #[inline(always)]
    pub(super) fn of<const L: usize>(is: impl Fn(usize) -> bool) -> Self {
        const { assert!(L < 32, "room to stand one place up") };
        // One place up, and turned back at the end: the lowest bit would otherwise be computed differently from the others, and the
        // row would not be one vector.
        let mut bits = [0_u32; L];
        for (lane, bit) in bits.iter_mut().enumerate() {
            *bit = if is(lane) { 2 << lane } else { 0 };
        }
        Self(bits.into_iter().fold(0, |places, bit| places | bit).rotate_right(1))
    }

    /// Those of which `is` says so.
    #[must_use]
    pub fn filter(self, mut is: impl FnMut(usize) -> bool) -> Self {
        let mut some = Self::default();
        for lane in self {
            some.set(lane, is(lane));
        }
        some
    }

    /// All bits for a place that is one of them, none for others.
    #[inline(always)]
    #[must_use]
    pub fn masks<const L: usize>(self) -> [u64; L] {
        let mut masks = [0; L];
        for (lane, mask) in masks.iter_mut().enumerate() {
            *mask = u64::from(self.holds(lane)).wrapping_neg();
        }
        masks
    }

    /// How many there are.
    #[inline(always)]
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there are none.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `lane` is one of them.
    #[inline(always)]
    #[must_use]
    pub fn holds(self, lane: usize) -> bool {
        self.0 >> lane & 1 != 0
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are not in `other`.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The first of them.
    #[inline(always)]
    pub(super) fn lowest(mut self) -> Option<usize> {
        self.next()
    }

    /// Those that are in either.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Puts one place in, or takes it out.
    pub(super) fn set(&mut self, lane: usize, is: bool) {
        self.0 = self.0 & !(1 << lane) | u32::from(is) << lane;
    }

    /// Takes out one place.
    pub(super) fn remove(&mut self, lane: usize) {
        self.0 &= !(1 << lane);
    }
}

impl Iterator for Lanes {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let lane = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (lane < 32).then_some(lane)
    }
}
