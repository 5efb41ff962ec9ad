//! The measures of the points of a sweep along each key that is varied.

use super::along::{Along, Axis, MOST_PLACES, Panel, Strip, panels};
use super::{Point, figure};
use crate::cell::{shown, significant};
use crate::names::Names;
use detente_engine::parameter::registry;
use detente_study::table::{CellValue as _, RunTables, SummaryRow, Varied, Written, value_of};

/// Keys that have a picture of their own.
const MOST_KEYS: usize = 6;
/// Places along a key at which several points lie.
const MOST_STEPS: usize = 40;
/// Points that a step should hold where values are gathered.
const IN_A_STEP: usize = 25;
/// Fewest steps into which values are gathered.
const FEWEST_STEPS: usize = 8;
/// The column of a table of cases that names them, which is no key.
const NAME: &str = "case";
/// Words along an axis.
const MOST_WORDS: usize = 12;

/// A key with its value at every point.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// Its place among all that is varied.
    place: usize,
    key: String,
    /// What its value is called in words.
    called: String,
    /// Its unit; empty where it has none.
    unit: &'static str,
    values: Values,
}

/// The values of a key, point by point.
#[derive(Clone, Debug)]
enum Values {
    Numbers(Vec<f64>),
    Words(Vec<String>),
}

/// The keys that are varied, from the rows of the summary.
pub(super) fn read(tables: &RunTables, varied: Option<&Varied>) -> Vec<Key> {
    let summary = &tables.summary;
    let Some(varied) = varied else { return Vec::new() };
    let names = Names::of_runs(tables);
    let key = |(place, key): (usize, &String)| {
        let value = |row: &SummaryRow| {
            let of_point = varied.points.get(&row.scenario);
            of_point.map_or(Written::Words(String::new()), |values| value_of(key, &values[place]))
        };
        let written: Vec<Written> = summary.iter().map(value).collect();
        let number = |value: &Written| if let Written::Number(number) = value { Some(*number) } else { None };
        let values = match written.iter().map(number).collect::<Option<Vec<f64>>>() {
            Some(numbers) => Values::Numbers(numbers),
            None => Values::Words(written.iter().map(|value| shown(&value.cell())).collect()),
        };
        let unit = registry::of_key(key).map_or("", |entry| entry.unit);
        Key { place, key: key.clone(), called: names.question(key), unit, values }
    };
    varied.keys.iter().enumerate().filter(|(_, key)| *key != NAME).map(key).collect()
}

/// A picture of each of `keys`, or of those that move the most, and what is said of the others.
pub(super) fn pictures(keys: &[Key], points: &[Point]) -> (Vec<Along>, Option<String>) {
    let alone = keys.len() == 1;
    let mut drawn: Vec<(usize, f64, Along)> = Vec::new();
    let mut left: Vec<&str> = Vec::new();
    for (nth, key) in keys.iter().enumerate() {
        match key.placed(alone) {
            Some(places) => {
                let picture = key.picture(nth, &places, points);
                drawn.push((nth, picture.panels.iter().map(movement).fold(0.0, f64::max), picture));
            }
            None => left.push(&key.key),
        }
    }
    drawn.sort_by(|one, other| other.1.total_cmp(&one.1));
    left.extend(drawn.iter().skip(MOST_KEYS).map(|(nth, ..)| keys[*nth].key.as_str()));
    drawn.truncate(MOST_KEYS);
    drawn.sort_by_key(|(nth, ..)| *nth);
    let words = match left.len() {
        0 => None,
        1..=MOST_KEYS => Some(format!("No chart of its own: {}; see summary.csv.", left.join(", "))),
        more => Some(format!("{more} keys that move less have no chart of their own; see summary.csv.")),
    };
    (drawn.into_iter().map(|(.., picture)| picture).collect(), words)
}

/// How far the line of a panel goes.
pub(super) fn movement(panel: &Panel) -> f64 {
    let middles = || panel.strips.iter().map(|strip| strip.middle);
    middles().fold(f64::NEG_INFINITY, f64::max) - middles().fold(f64::INFINITY, f64::min)
}

/// Where the points lie along a key: the axis, the places on it, and the place of each point.
struct Places {
    axis: Axis,
    places: Vec<f64>,
    of: Vec<usize>,
    /// Whether values were gathered into even steps.
    gathered: bool,
}

impl Key {
    /// Where the points lie; none where all lie at one place, or at too many words.
    fn placed(&self, alone: bool) -> Option<Places> {
        match &self.values {
            Values::Words(words) => {
                let mut known: Vec<&String> = Vec::new();
                for word in words {
                    if !known.contains(&word) {
                        known.push(word);
                    }
                    if known.len() > MOST_WORDS {
                        return None;
                    }
                }
                let of = words.iter().filter_map(|word| known.iter().position(|own| *own == word)).collect();
                let places = (1..=known.len()).map(|place| place as f64).collect();
                let axis = Axis::Words(known.iter().map(|word| (*word).clone()).collect());
                (known.len() > 1).then_some(Places { axis, places, of, gathered: false })
            }
            Values::Numbers(numbers) => {
                let mut places = numbers.clone();
                places.sort_by(f64::total_cmp);
                places.dedup();
                let (low, high) = (*places.first()?, *places.last()?);
                let singly = alone && places.len() == numbers.len() && places.len() <= MOST_PLACES;
                let gathered = !singly && places.len() > MOST_STEPS;
                if gathered {
                    let steps = (numbers.len() / IN_A_STEP).clamp(FEWEST_STEPS, MOST_STEPS);
                    let step = (high - low) / steps as f64;
                    let of = |number: &f64| (((number - low) / step) as usize).min(steps - 1);
                    let of = numbers.iter().map(of).collect();
                    let places = (0..steps).map(|place| low + (place as f64 + 0.5) * step).collect();
                    return Some(Places { axis: Axis::Numbers([low, high]), places, of, gathered });
                }
                let of = |number: &f64| places.partition_point(|place| place < number);
                let of = numbers.iter().map(of).collect();
                (low < high).then_some(Places { axis: Axis::Numbers([low, high]), places, of, gathered })
            }
        }
    }

    fn picture(&self, nth: usize, places: &Places, points: &[Point]) -> Along {
        let singly = places.places.len() == points.len();
        let strips = |at: usize| strips(places, points, at, singly);
        let panels = panels(points, strips);
        let reading = match (singly, places.gathered) {
            (true, _) => "Line: the figure. Band: chance (95 %), which more trials narrow.".to_owned(),
            (false, true) => format!(
                "The values are gathered into {} even steps. Line: the middle scenario of each step. Dark: the middle half of them. \
                 Pale: from the lowest to the highest.",
                places.places.len()
            ),
            (false, false) => {
                "Line: the middle one of the scenarios with this value. Dark: the middle half of them. Pale: from the \
                               lowest to the highest."
                    .to_owned()
            }
        };
        let unit = if self.unit.is_empty() { String::new() } else { format!(", {}", self.unit) };
        let most = panels.iter().reduce(|most, next| if movement(next) > movement(most) { next } else { most });
        let sentence = most.map_or(String::new(), |panel| self.most_moved(panel, &places.axis, singly));
        Along {
            name: format!("varied_{}", nth + 1),
            key: Some(self.place),
            called: self.called.clone(),
            title: format!("What moves with {}", self.called),
            sentence,
            reading,
            about: format!("{}{unit}", self.key),
            axis: places.axis.clone(),
            panels,
        }
    }

    /// What the key moves most, between which figures and where those are.
    fn most_moved(&self, panel: &Panel, axis: &Axis, singly: bool) -> String {
        let lower = |one: &'_ Strip, other: &Strip| one.middle < other.middle;
        let least = panel.strips.iter().reduce(|best, next| if lower(next, best) { next } else { best });
        let most = panel.strips.iter().reduce(|best, next| if lower(best, next) { next } else { best });
        let Some((least, most)) = least.zip(most).filter(|(least, most)| lower(least, most)) else {
            return "It moves no figure.".to_owned();
        };
        let place = |strip: &Strip| match axis {
            Axis::Words(words) => words.get(strip.at as usize - 1).cloned().unwrap_or_default(),
            Axis::Numbers(_) | Axis::Ranks(_) => significant(strip.at, 3),
        };
        let told = |strip: &Strip| format!("{} at {}", figure(panel.measure, strip.middle), place(strip));
        let which = if singly { "" } else { " in the middle scenario" };
        format!("It moves the {} most: between {} and {}{which}.", panel.measure.words(), told(least), told(most))
    }
}

fn strips(places: &Places, points: &[Point], at: usize, singly: bool) -> Vec<Strip> {
    let mut values: Vec<Vec<[f64; 3]>> = vec![Vec::new(); places.places.len()];
    for (point, place) in points.iter().zip(&places.of) {
        values[*place].extend(point.measures[at]);
    }
    let strip = |(values, place): (Vec<[f64; 3]>, &f64)| match values.as_slice() {
        [only] if singly => Some(Strip::of_one(*place, *only)),
        several => Strip::of_several(*place, several.iter().map(|own| own[0]).collect()),
    };
    values.into_iter().zip(&places.places).filter_map(strip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(scaling: f64) -> Point {
        let share = Some([scaling, scaling - 0.1, scaling + 0.1]);
        Point { measures: vec![share, share, share, share, None] }
    }

    fn key(values: Values) -> Key {
        Key { place: 0, key: "a.b".to_owned(), called: "\u{201c}How much?\u{201d}".to_owned(), unit: "", values }
    }

    #[test]
    fn points_along_one_key_are_drawn_one_by_one_with_their_chance() {
        let points: Vec<Point> = [0.2, 0.6, 0.4].map(point).into();
        let (pictures, left) = pictures(&[key(Values::Numbers(vec![0.0, 2.0, 1.0]))], &points);
        let strips = &pictures[0].panels[0].strips;
        assert_eq!(
            strips.iter().map(|strip| (strip.at, strip.middle)).collect::<Vec<_>>(),
            [(0.0, 0.2), (1.0, 0.4), (2.0, 0.6)]
        );
        assert!(strips.iter().all(|strip| strip.inner.is_none()) && left.is_none());
        assert!(pictures[0].sentence.contains("between 20.0 % at 0 and 60.0 % at 2."), "{}", pictures[0].sentence);
        let found = pictures[0].found().expect("it moves");
        assert!(found.starts_with("\u{201c}How much?\u{201d} moves the share of"), "{found}");
        assert_eq!(pictures[0].panels.len(), 4, "no panel without figures");
    }

    #[test]
    fn points_that_share_a_value_are_one_place() {
        let points: Vec<Point> = [0.1, 0.2, 0.3, 0.7].map(point).into();
        let keys = vec![
            key(Values::Numbers(vec![0.0, 0.0, 0.0, 1.0])),
            key(Values::Words(["x", "y", "x", "y"].map(str::to_owned).into())),
        ];
        let (pictures, _) = pictures(&keys, &points);
        let strip = pictures[0].panels[0].strips[0];
        assert_eq!((strip.outer, strip.middle), ([0.1, 0.3], 0.2));
        assert_eq!(pictures[1].axis, Axis::Words(vec!["x".to_owned(), "y".to_owned()]));
        assert_eq!(pictures[1].panels[0].strips[1].outer, [0.2, 0.7]);
    }

    #[test]
    fn many_values_are_gathered_and_none_is_lost() {
        let values: Vec<f64> = (0..300).map(|nth| f64::from(nth) / 299.0).collect();
        let points: Vec<Point> = values.iter().map(|value| point(*value)).collect();
        let keys = vec![key(Values::Numbers(values.clone())), key(Values::Numbers(values))];
        let (pictures, _) = pictures(&keys, &points);
        let strips = &pictures[0].panels[0].strips;
        assert_eq!(strips.len(), 12);
        assert_eq!((strips[0].outer[0], strips[11].outer[1]), (0.0, 1.0));
    }

    #[test]
    fn the_keys_that_move_most_are_drawn_and_the_others_are_named() {
        let points: Vec<Point> = (0..8).map(|nth| point(f64::from(nth) / 10.0)).collect();
        let moving = || key(Values::Numbers((0..8).map(f64::from).collect()));
        let still =
            Key { key: "still".to_owned(), ..key(Values::Numbers((0..8).map(|nth| f64::from(nth % 2)).collect())) };
        let fixed = Key { key: "fixed".to_owned(), ..key(Values::Numbers(vec![1.0; 8])) };
        let keys: Vec<Key> = [still, fixed].into_iter().chain((0..6).map(|_| moving())).collect();
        let (pictures, left) = pictures(&keys, &points);
        assert_eq!(pictures.len(), MOST_KEYS);
        assert_eq!(left.as_deref(), Some("No chart of its own: fixed, still; see summary.csv."));
    }
}
