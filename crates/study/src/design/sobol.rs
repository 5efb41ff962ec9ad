//! Sobol' points, scrambled as A. B. Owen proposed (Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, 1995,
//! 299-317): every point is uniform, and the points together lie more evenly than chance would put them.

use detente_engine::random::Address;

/// Most dimensions of a point.
pub const MOST_DIMENSIONS: usize = 400;
/// Bits of a coordinate.
const BITS: usize = 32;
/// The table of direction numbers; see its head.
const TABLE: &str = include_str!("joe_kuo.txt");

/// Points in a cube of so many dimensions, by number.
#[derive(Clone, Debug)]
pub struct SobolPoints {
    /// By dimension: the direction of every bit of the number of a point, and where the scrambling comes from.
    dimensions: Vec<([u32; BITS], Option<Address>)>,
}

impl SobolPoints {
    /// The points as Sobol' gave them, the first of which is the corner 0; `None` beyond [`MOST_DIMENSIONS`].
    #[must_use]
    pub fn plain(dimensions: usize) -> Option<Self> {
        let table = TABLE.lines().filter(|line| !line.starts_with('#')).map(directions);
        let first = std::array::from_fn(|bit| 1 << (BITS - 1 - bit));
        let all = std::iter::once(first).chain(table).take(dimensions).map(|directions| (directions, None));
        (dimensions <= MOST_DIMENSIONS).then(|| Self { dimensions: all.collect() })
    }

    /// The points scrambled by the words that `seed` and `name` stand for; `None` beyond [`MOST_DIMENSIONS`].
    #[must_use]
    pub fn scrambled(dimensions: usize, seed: u64, name: &str) -> Option<Self> {
        let mut own = Self::plain(dimensions)?;
        for (position, (_, address)) in own.dimensions.iter_mut().enumerate() {
            *address = Some(Address::of(seed, &format!("{name}/{position}")));
        }
        Some(own)
    }

    /// Coordinate `dimension` of point `number`: `w` stands for `(w + 1/2) / 2^32`.
    #[must_use]
    pub fn word(&self, number: u32, dimension: usize) -> u32 {
        let (directions, address) = &self.dimensions[dimension];
        let set = directions.iter().enumerate().filter(|(bit, _)| number >> bit & 1 == 1);
        let word = set.fold(0, |word, (_, direction)| word ^ direction);
        address.map_or(word, |address| scramble(word, address))
    }
}

/// Owen's nested scrambling: whether a digit is turned over depends on all digits before it, and on chance.
fn scramble(word: u32, address: Address) -> u32 {
    (0..BITS).fold(word, |scrambled, depth| {
        let before = u64::from(word) >> (BITS - depth);
        let turn = address.word(1 << depth | before) as u32 & 1;
        scrambled ^ turn << (BITS - 1 - depth)
    })
}

/// The directions of one dimension from its line of the table: dimension, s, a, m_1 ... m_s.
fn directions(line: &str) -> [u32; BITS] {
    let numbers: Vec<u32> = line.split(' ').map(|number| number.parse().expect("a table of whole numbers")).collect();
    let (s, a, m) = (numbers[1] as usize, numbers[2], &numbers[3..]);
    let mut own = [0_u32; BITS];
    for bit in 0..BITS {
        own[bit] = match m.get(bit) {
            Some(m) => m << (BITS - 1 - bit),
            None => {
                let inner = (1..s).filter(|k| a >> (s - 1 - k) & 1 == 1);
                inner.fold(own[bit - s] ^ own[bit - s] >> s, |word, k| word ^ own[bit - k])
            }
        };
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_points_are_those_in_the_literature() {
        let points = SobolPoints::plain(3).expect("few dimensions");
        let found: Vec<[f64; 3]> = (0..8)
            .map(|number| [0, 1, 2].map(|dimension| f64::from(points.word(number, dimension)) / 4_294_967_296.0))
            .collect();
        // In the order of the numbers, not of Gray's code.
        let known = [
            [0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5],
            [0.25, 0.75, 0.75],
            [0.75, 0.25, 0.25],
            [0.125, 0.625, 0.375],
            [0.625, 0.125, 0.875],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
        ];
        assert_eq!(found, known);
    }

    #[test]
    fn every_dimension_has_one_point_in_every_stratum_plain_and_scrambled() {
        let kinds = [SobolPoints::plain(MOST_DIMENSIONS), SobolPoints::scrambled(MOST_DIMENSIONS, 5, "x")];
        for points in kinds.map(|points| points.expect("as many as there are")) {
            for dimension in 0..MOST_DIMENSIONS {
                let mut strata: Vec<u32> = (0..256).map(|number| points.word(number, dimension) >> 24).collect();
                strata.sort_unstable();
                assert_eq!(strata, (0..256).collect::<Vec<_>>(), "dimension {dimension}");
            }
        }
        assert!(SobolPoints::plain(MOST_DIMENSIONS + 1).is_none());
    }

    #[test]
    fn scrambling_keeps_the_net_in_two_dimensions() {
        let points = SobolPoints::scrambled(2, 9, "net").expect("few dimensions");
        for first_bits in 0..=6 {
            let cell = |number| {
                points.word(number, 0) >> 1 >> (31 - first_bits) << (6 - first_bits)
                    | points.word(number, 1) >> 1 >> (31 - (6 - first_bits))
            };
            let mut cells: Vec<u32> = (0..64).map(cell).collect();
            cells.sort_unstable();
            assert_eq!(cells, (0..64).collect::<Vec<_>>(), "{first_bits} bits of the first");
        }
    }

    #[test]
    fn a_scramble_follows_from_seed_and_name() {
        let word = |seed, name| SobolPoints::scrambled(3, seed, name).expect("few").word(5, 2);
        assert_eq!(word(1, "a"), word(1, "a"));
        assert_ne!(word(1, "a"), word(1, "b"));
        assert_ne!(word(1, "a"), word(2, "a"));
    }

    #[test]
    fn scrambled_points_are_uniform() {
        // The mean of one coordinate of point 0 over 4,096 scrambles: 5.1 standard errors, false alarm 3e-7; an error of .03 is surely seen.
        let mean: f64 = (0..4096)
            .map(|seed| detente_engine::random::uniform(SobolPoints::scrambled(1, seed, "u").expect("one").word(0, 0)))
            .sum::<f64>()
            / 4096.0;
        assert!((mean - 0.5).abs() < 5.1 * 0.2887 / 64.0, "{mean}");
    }
}
