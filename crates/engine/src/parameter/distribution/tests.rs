//! One battery for all distributions, then what is particular to each.

use super::*;
use crate::math::{normal_cumulative, normal_density};
use std::f64::consts::E;

const INF: f64 = f64::INFINITY;

/// At least one of each kind and of each branch; all continuous.
fn continuous() -> Vec<Distribution> {
    let all = [
        Distribution::uniform(-2.0, 6.0),
        Distribution::triangular(1.0, 2.0, 5.0),
        Distribution::triangular(1.0, 1.0, 5.0),
        Distribution::triangular(1.0, 5.0, 5.0),
        Distribution::pert(0.0, 3.0, 10.0),
        Distribution::pert(-4.0, -4.0, 1.0),
        Distribution::beta(0.5, 2.5, 0.0, 1.0),
        Distribution::beta(20.0, 3.0, 100.0, 200.0),
        Distribution::truncated_normal(1.0, 2.0, 0.0, INF),
        Distribution::truncated_normal(0.0, 1.0, 3.0, 4.0),
        Distribution::truncated_normal(5.0, 1.0, -INF, 2.0),
        Distribution::truncated_normal(5.0, 1.0, -INF, INF),
        Distribution::truncated_log_normal(12.0, 0.8, 0.0, INF),
        Distribution::truncated_log_normal(12.0, 0.8, 5.0, 60.0),
        Distribution::range90(0.05, 0.40, 0.0, 1.0),
        Distribution::range90(3.0, 18.0, 0.0, INF),
        Distribution::range90(-18.0, -3.0, -INF, 1.0),
        Distribution::range90(-1.5, 2.5, -INF, INF),
    ];
    all.map(|made| made.expect("a valid distribution")).to_vec()
}

/// The mean of the quantile function, as an integral over the normal scale.
fn mean_by_quadrature(distribution: &Distribution) -> f64 {
    let step = 1.0 / 512.0;
    let at = |point: i32| {
        let z = f64::from(point) * step;
        step * normal_density(z) * distribution.quantile(normal_cumulative(z))
    };
    (-4096..=4096).map(at).sum()
}

#[test]
fn cumulative_undoes_quantile() {
    for distribution in continuous() {
        for step in 1..500 {
            let u = f64::from(step) / 500.0;
            let share = distribution.cumulative(distribution.quantile(u));
            assert!((share - u).abs() < 1e-10, "{distribution:?} at {u}: {share}");
        }
    }
}

#[test]
fn quantiles_rise_and_stay_in_the_support() {
    for distribution in continuous() {
        let (low, high) = distribution.support();
        let values: Vec<f64> = (1..2000).map(|step| distribution.quantile(f64::from(step) / 2000.0)).collect();
        assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{distribution:?}");
        for u in [1e-300, 1e-17, 1e-9, 1.0 - 1e-9, 1.0 - f64::EPSILON / 2.0] {
            let value = distribution.quantile(u);
            assert!(low <= value && value <= high && value.is_finite(), "{distribution:?} at {u}: {value}");
        }
    }
}

#[test]
fn mean_is_the_integral_of_the_quantiles() {
    for distribution in continuous() {
        let (mean, integral) = (distribution.mean(), mean_by_quadrature(&distribution));
        let scale = distribution.quantile(0.95) - distribution.quantile(0.05);
        assert!((mean - integral).abs() < 1e-6 * scale, "{distribution:?}: {mean} or {integral}");
    }
}

#[test]
fn median_halves_the_distribution() {
    for distribution in continuous() {
        assert!((distribution.cumulative(distribution.median()) - 0.5).abs() < 1e-11, "{distribution:?}");
    }
}

#[test]
fn values_stay_as_they_are() {
    let shares = [0.01, 0.5, 0.875];
    for (distribution, expected) in continuous().iter().zip(VALUES) {
        let found = shares.map(|u| distribution.quantile(u));
        assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{distribution:?}: {found:?}");
    }
}

/// Quantiles of 0.01, 0.5 and 0.875 of each.
const VALUES: [[f64; 3]; 18] = [
    [-1.92, 2.0, 5.0],
    [1.2, 2.550_510_257_216_822, 3.775_255_128_608_411],
    [1.020_050_251_573_520_1, 2.171_572_875_253_809_7, 3.585_786_437_626_905],
    [1.4, 3.828_427_124_746_190_3, 4.741_657_386_773_941],
    [0.439_303_317_111_783_5, 3.509_994_849_491_177_7, 5.939_032_301_067_172],
    [-3.989_959_758_307_13, -3.352_752_816_480_620_6, -2.298_769_776_932_239],
    [3.469_903_197_869_476e-5, 0.095_525_818_037_820_98, 0.403_979_828_683_014_13],
    [166.950_005_409_873_7, 188.029_594_603_416_26, 194.348_109_378_078_08],
    [0.039_091_217_896_775_83, 1.793_742_350_179_088_8, 3.726_107_221_271_045],
    [3.002_987_795_035_719, 3.198_474_131_761_954_7, 3.544_807_992_952_663_2],
    [0.802_585_562_394_328_1, 1.794_845_079_401_066_6, 1.959_559_235_871_311_9],
    [2.673_652_125_959_159_2, 5.0, 6.150_349_380_376_008],
    [1.866_058_309_921_940_8, 12.0, 30.119_902_145_011_224],
    [5.152_640_266_111_26, 13.469_044_218_093_57, 29.860_151_468_362_92],
    [0.030_165_936_156_682_324, 0.157_765_059_127_842_06, 0.312_787_363_205_781_7],
    [2.069_759_088_552_221, 7.348_469_228_349_533, 13.749_974_251_412_775],
    [-25.238_387_341_468_677, -7.717_797_887_081_346, -4.055_680_719_711_031],
    [-2.328_638_166_853_099, 0.5, 1.898_725_529_770_129_3],
];

#[test]
fn range_has_its_quantiles_exactly_and_never_reaches_an_end() {
    let ranges = [
        (0.05, 0.4, 0.0, 1.0),
        (1e-9, 1.0 - 1e-9, 0.0, 1.0),
        (-0.999, 7.0, -1.0, 8.0),
        (1e-3, 1e6, 0.0, INF),
        (-1e6, -1e-3, -INF, 0.0),
        (-4.0, 9.0, -INF, INF),
    ];
    for (from, to, low, high) in ranges {
        let range = Distribution::range90(from, to, low, high).expect("a valid range");
        assert!((range.quantile(0.05) - from).abs() <= 1e-13 * from.abs(), "{range:?}");
        assert!((range.quantile(0.95) - to).abs() <= 1e-13 * to.abs(), "{range:?}");
        for u in [5e-324, 1e-17, 1.0 - f64::EPSILON / 2.0] {
            assert!(low < range.quantile(u) && range.quantile(u) < high, "{range:?} at {u}");
        }
    }
}

#[test]
fn range_with_an_upper_end_mirrors_the_range_with_a_lower_end() {
    let above = Distribution::range90(2.0, 30.0, 1.0, INF).expect("a valid range");
    let below = Distribution::range90(-30.0, -2.0, -INF, -1.0).expect("a valid range");
    for u in [0.01, 0.3, 0.5, 0.99] {
        assert!((above.quantile(u) / -below.quantile(1.0 - u) - 1.0).abs() < 1e-12);
    }
    assert!((above.mean() + below.mean()).abs() < 1e-12);
}

#[test]
fn range_of_a_probability_has_its_known_mean_and_median() {
    let range = Distribution::range90(0.05, 0.40, 0.0, 1.0).expect("a valid range");
    assert!((range.mean() - 0.182_398_304_791_477_64).abs() < 1e-14, "{:e}", range.mean());
    assert!((range.median() - 0.157_765_059_127_842_03).abs() < 1e-14, "{:e}", range.median());
}

#[test]
fn pert_is_the_beta_distribution_of_its_mode() {
    let pert = Distribution::pert(0.0, 2.5, 10.0).expect("a valid distribution");
    let beta = Distribution::beta(2.0, 4.0, 0.0, 10.0).expect("a valid distribution");
    assert!((pert.median() - 3.138_101_704_556_974_4).abs() < 1e-10);
    assert!((pert.mean() - beta.mean()).abs() < 1e-14);
    assert_eq!(pert.quantile(0.1).to_bits(), beta.quantile(0.1).to_bits());
}

#[test]
fn uncut_lognormal_has_its_textbook_mean() {
    let law = Distribution::truncated_log_normal(3.0, 2.0_f64.sqrt(), 0.0, INF).expect("a valid distribution");
    assert!((law.mean() / (3.0 * E) - 1.0).abs() < 1e-14);
    assert!((law.median() / 3.0 - 1.0).abs() < 1e-15);
}

#[test]
fn discrete_values_come_in_order_with_their_weights() {
    let law = Distribution::discrete(vec![7.0, 1.0, 3.0, 9.0], vec![1.0, 2.0, 1.0, 0.0]).expect("a valid distribution");
    assert_eq!(law, Distribution::Discrete { values: vec![1.0, 3.0, 7.0], cumulative: vec![0.5, 0.75, 1.0] });
    let drawn = [1e-300, 0.5, 0.500_001, 0.75, 0.76, 0.999_999].map(|u| law.quantile(u) as u8);
    assert_eq!(drawn, [1, 1, 3, 3, 7, 7]);
    assert!((law.mean() - 3.0).abs() < 1e-15);
    assert!((law.cumulative(3.5) - 0.75).abs() < 1e-15);
    assert_eq!(law.support(), (1.0, 7.0));
}

#[test]
fn not_a_number_is_never_accepted() {
    let nan = f64::NAN;
    let made = [
        Distribution::uniform(nan, 1.0),
        Distribution::uniform(0.0, nan),
        Distribution::triangular(0.0, nan, 1.0),
        Distribution::pert(0.0, nan, 1.0),
        Distribution::beta(nan, 1.0, 0.0, 1.0),
        Distribution::beta(1.0, nan, 0.0, 1.0),
        Distribution::truncated_normal(nan, 1.0, 0.0, 1.0),
        Distribution::truncated_normal(0.0, nan, 0.0, 1.0),
        Distribution::truncated_normal(0.0, 1.0, nan, 1.0),
        Distribution::truncated_log_normal(nan, 1.0, 0.0, 1.0),
        Distribution::truncated_log_normal(1.0, nan, 0.0, 1.0),
        Distribution::discrete(vec![nan], vec![1.0]),
        Distribution::discrete(vec![1.0], vec![nan]),
        Distribution::range90(nan, 0.5, 0.0, 1.0),
        Distribution::range90(0.5, nan, 0.0, 1.0),
        Distribution::range90(0.5, 0.6, nan, 1.0),
    ];
    for (position, result) in made.iter().enumerate() {
        assert!(result.is_err(), "case {position}");
    }
}

#[test]
fn faults_are_told_in_words() {
    let message = |made: Result<Distribution, DistributionError>| made.expect_err("a fault").to_string();
    let cases = [
        (Distribution::uniform(3.0, 3.0), "the lower end 3 must be below the upper end 3"),
        (Distribution::uniform(0.0, INF), "the ends 0 and inf must be finite"),
        (Distribution::pert(0.0, 12.0, 10.0), "the most likely value 12 must lie between 0 and 10"),
        (Distribution::beta(0.0, 1.0, 0.0, 1.0), "the shape alpha = 0 must lie between 0.001 and 1000000"),
        (
            Distribution::truncated_normal(0.0, 1.0, 20.0, 30.0),
            "hardly any of the distribution lies between 20 and 30; move the ends towards its centre",
        ),
        (Distribution::discrete(vec![], vec![]), "at least one value is needed"),
        (
            Distribution::discrete(vec![1.0, 2.0], vec![1.0]),
            "there are 2 values but 1 weights; give one weight for each value",
        ),
        (
            Distribution::discrete(vec![1.0], vec![0.0]),
            "the weights add up to 0 but must add up to a finite number above 0",
        ),
        (Distribution::range90(5.0, 2.0, 0.0, INF), "in \"5 to 2\" the first number must be below the second"),
        (
            Distribution::range90(0.0, 0.4, 0.0, 1.0),
            "\"0 to 0.4\" must lie inside the allowed range from 0 to 1, its ends excluded",
        ),
    ];
    for (made, expected) in cases {
        assert_eq!(message(made), expected);
    }
}
