//! Shares in words, for screens and reports.

use super::interval::share_interval;

/// `count` with its digits in groups of three, as in `100 000`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// The share `count` of `trials` in percent, or, for a count of zero, how large the share may be:
/// `0 of 100 000 (under 0.004 %)`, the upper end of the 95 % interval, rounded up.
#[must_use]
pub fn share_in_words(count: u64, trials: u64) -> String {
    if trials == 0 {
        return "no trials".to_owned();
    }
    if count > 0 {
        return percent(count, trials);
    }
    let high = share_interval(0, trials)[1].expect("some trials");
    format!("0 of {} (under {} %)", grouped(trials), rounded_up(100.0 * high))
}

/// The share `count` of `trials` in percent with one decimal, for narrow columns: a share that is not 0
/// or 100 % never looks so.
#[must_use]
pub fn percent(count: u64, trials: u64) -> String {
    share_percent(count as f64 / trials.max(1) as f64)
}

/// The same of a share as it stands in a table, with its six decimals, so that a reader of the table
/// comes to the same percentage.
#[must_use]
pub fn share_percent(share: f64) -> String {
    let hundredths = (1e6 * share).round() / 1e4;
    if share <= 0.0 {
        "0".to_owned()
    } else if hundredths < 0.05 {
        "<0.1 %".to_owned()
    } else if share < 1.0 && hundredths >= 99.95 {
        ">99.9 %".to_owned()
    } else {
        format!("{hundredths:.1} %")
    }
}

/// The way from one share to another, as far as so few worlds can tell: in whole points, small and narrow ones in tenths;
/// ends that are the same tell no spread from that of chance.
#[must_use]
pub fn from_to(low: f64, high: f64) -> String {
    if low == high {
        return "within chance".to_owned();
    }
    let decimals = usize::from(high < 0.05 || high - low < 0.02);
    format!("{:.decimals$} to {:.decimals$} %", 100.0 * low, 100.0 * high)
}

/// `counts` as whole numbers that sum to 100: each is rounded to the nearest, and what is over or lacking is laid where it shows least, by the
/// square of the error over the number itself (the first of equal ones); `None` where they sum to nothing.
#[must_use]
pub fn in_a_hundred<const N: usize>(counts: [u64; N]) -> Option<[u64; N]> {
    let trials: u64 = counts.iter().sum();
    if trials == 0 {
        return None;
    }
    let exact = counts.map(|count| 100.0 * count as f64 / trials as f64);
    let mut whole = exact.map(f64::round);
    loop {
        let step = 100.0 - whole.iter().sum::<f64>();
        if step == 0.0 {
            return Some(whole.map(|number| number as u64));
        }
        let step = step.signum();
        let shows = |index: &usize| {
            let error = whole[*index] + step - exact[*index];
            if exact[*index] > 0.0 { error * error / exact[*index] } else { f64::INFINITY }
        };
        let least = (0..N).min_by(|one, other| shows(one).total_cmp(&shows(other)))?;
        whole[least] += step;
    }
}

/// How `counts` of the four outcomes, in their order, would look in a hundred trials; `None` for no trials.
#[must_use]
pub fn of_a_hundred_trials(counts: [u64; 4]) -> Option<String> {
    let [scaling, stalling, overtaken, collapse] = in_a_hundred(counts)?;
    Some(format!(
        "Of 100 trials, about {scaling} scale, {stalling} stall, {overtaken} are overtaken, {collapse} collapse."
    ))
}

/// `percent` rounded up to one significant digit.
fn rounded_up(percent: f64) -> String {
    let mut decimals = 0;
    let mut unit = 1.0;
    while percent < unit && decimals < 12 {
        decimals += 1;
        unit /= 10.0;
    }
    format!("{:.decimals$}", (percent / unit).ceil() * unit)
}

/// A difference of shares in percentage points, with its sign; one that is rounded to nothing keeps it.
#[must_use]
pub fn points(difference: f64) -> String {
    format!("{:+.1}", 100.0 * difference)
}

/// A share of worlds as so many of a hundred; one that is not none or all never looks so.
#[must_use]
pub fn of_a_hundred(share: f64) -> String {
    let whole = match (100.0 * share).round() {
        hundredths if hundredths < 1.0 && share > 0.0 => "<1".to_owned(),
        hundredths if hundredths > 99.0 && share < 1.0 => ">99".to_owned(),
        hundredths => format!("{hundredths:.0}"),
    };
    format!("{whole} of 100")
}

/// A number with its noun, in the plural where there is not just one.
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_count_says_how_large_it_may_be() {
        assert_eq!(share_in_words(0, 100_000), "0 of 100 000 (under 0.004 %)");
        assert_eq!(share_in_words(0, 20), "0 of 20 (under 17 %)");
        assert_eq!(share_in_words(0, 0), "no trials");
    }

    #[test]
    fn other_counts_are_percentages() {
        assert_eq!(share_in_words(342, 1000), "34.2 %");
    }

    #[test]
    fn a_share_that_is_not_nothing_or_all_never_looks_so() {
        assert_eq!(
            [(0, 9), (8, 20_000), (19_992, 20_000), (9, 9)].map(|(n, of)| percent(n, of)),
            ["0", "<0.1 %", ">99.9 %", "100.0 %"]
        );
    }

    #[test]
    fn trials_out_of_a_hundred_sum_to_a_hundred() {
        assert_eq!(in_a_hundred([1, 1, 1, 0]), Some([34, 33, 33, 0]));
        assert_eq!(in_a_hundred([4, 100, 100, 96]), Some([1, 34, 33, 32]), "1.3 % is about 1");
        assert_eq!(in_a_hundred([5, 101, 99, 95]), Some([2, 33, 33, 32]), "1.7 % is about 2");
        assert_eq!(in_a_hundred([6_599, 35_557, 14_569, 43_275]), Some([7, 35, 15, 43]), "43.3 % is not about 42");
        assert_eq!(in_a_hundred([0; 4]), None);
        let words = of_a_hundred_trials([1170, 39_370, 103_360, 856_100]).expect("some trials");
        assert_eq!(words, "Of 100 trials, about 0 scale, 4 stall, 10 are overtaken, 86 collapse.");
    }

    #[test]
    fn digits_come_in_threes() {
        assert_eq!([1, 999, 1000, 1_234_567].map(grouped), ["1", "999", "1 000", "1 234 567"]);
    }

    #[test]
    fn worlds_that_are_not_none_or_all_never_look_so() {
        let told = [0.0, 0.001, 0.124, 0.999, 1.0].map(of_a_hundred);
        assert_eq!(told, ["0 of 100", "<1 of 100", "12 of 100", ">99 of 100", "100 of 100"]);
    }

    #[test]
    fn points_keep_the_sign_of_what_is_rounded_away() {
        assert_eq!([0.0, -0.0001, 0.013, -0.2].map(points), ["+0.0", "-0.0", "+1.3", "-20.0"]);
    }
}
