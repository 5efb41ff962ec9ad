//! The plans that can be made of one scenario by what is varied.

use crate::scenario::Scenario;
use detente_engine::domain::{FirstMover, Instrument, Role};
use std::fmt::Write as _;

/// Up to so many rungs the possible orders are counted: the count takes two to this power of steps.
const MOST_COUNTED: usize = 20;

/// What is varied beside the order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Varying {
    /// Leave the order as it is.
    pub keep_order: bool,
    /// Who may deliver first on rungs on which both give; as written where nothing is named.
    pub first_movers: Vec<FirstMover>,
    /// Into how many tranches a rung that moves money may be cut; as written where nothing is named.
    pub tranches: Vec<u32>,
}

/// One setting of one rung that may take several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Id of the rung.
    pub rung: String,
    /// The key: `first_mover` or `tranches`.
    pub key: &'static str,
    /// Its values as they are written after `KEY=`, that of the scenario first.
    pub values: Vec<String>,
}

/// One way to arrange the ladder: an order of the rungs, and a value for every choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrangement {
    /// Positions in [`Space::ids`].
    pub order: Vec<usize>,
    /// By choice: position among its values.
    pub settings: Vec<usize>,
}

/// All arrangements of a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// Ids of the rungs, in the order of the scenario.
    pub ids: Vec<String>,
    /// By rung: the rungs that must stand before it.
    requires: Vec<Vec<usize>>,
    /// What is varied beside the order.
    pub choices: Vec<Choice>,
    /// Whether the order stays.
    pub keep_order: bool,
}

impl Space {
    /// What `varying` makes of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario, varying: &Varying) -> Self {
        let place = |rung: &usize| {
            scenario.order.iter().position(|ordered| ordered == rung).expect("every rung is in the order")
        };
        let rungs = scenario.order.iter().map(|rung| &scenario.rungs[*rung]);
        let requires = rungs.clone().map(|rung| rung.requires.iter().map(place).collect()).collect();
        let ids: Vec<String> = rungs.clone().map(|rung| rung.id.clone()).collect();
        let choice = |rung: &String, key, written: String, others: Vec<String>| {
            let mut values = vec![written];
            others.into_iter().for_each(|value| {
                if !values.contains(&value) {
                    values.push(value);
                }
            });
            Choice { rung: rung.clone(), key, values }
        };
        let mut choices = Vec::new();
        for rung in rungs.filter(|rung| rung.gives.iter().all(Option::is_some)) {
            let words = varying.first_movers.iter().map(|mover| mover.word().to_owned()).collect();
            choices.push(choice(&rung.id, "first_mover", rung.first_mover.word().to_owned(), words));
        }
        for rung in
            scenario.order.iter().filter(|rung| moves_money(scenario, **rung)).map(|rung| &scenario.rungs[*rung])
        {
            let numbers = varying.tranches.iter().map(u32::to_string).collect();
            choices.push(choice(&rung.id, "tranches", rung.tranches.to_string(), numbers));
        }
        choices.retain(|choice| choice.values.len() > 1);
        Self { ids, requires, choices, keep_order: varying.keep_order }
    }

    /// The ladder as the scenario has it.
    #[must_use]
    pub fn as_written(&self) -> Arrangement {
        Arrangement { order: (0..self.ids.len()).collect(), settings: vec![0; self.choices.len()] }
    }

    /// Whether every rung stands behind those that it requires.
    #[must_use]
    pub fn allows(&self, order: &[usize]) -> bool {
        let place = |rung: usize| order.iter().position(|other| *other == rung);
        let stands = |rung: &usize| self.requires[*rung].iter().all(|before| place(*before) < place(*rung));
        order.iter().all(stands)
    }

    /// How many orders there are; none where the ladder is too long to count them.
    #[must_use]
    pub fn orders(&self) -> Option<u128> {
        let rungs = self.ids.len();
        if self.keep_order {
            return Some(1);
        }
        if rungs > MOST_COUNTED {
            return None;
        }
        // By the set of rungs already placed: in how many ways they can stand.
        let mut ways = vec![0_u128; 1 << rungs];
        ways[0] = 1;
        let needed: Vec<usize> = self.requires.iter().map(|all| all.iter().map(|rung| 1 << rung).sum()).collect();
        for placed in 0..ways.len() {
            for (rung, needed) in needed.iter().enumerate() {
                if ways[placed] > 0 && placed & (1 << rung) == 0 && placed & needed == *needed {
                    ways[placed | (1 << rung)] += ways[placed];
                }
            }
        }
        ways.last().copied()
    }

    /// How many settings of the choices there are.
    #[must_use]
    pub fn settings(&self) -> u128 {
        self.choices.iter().map(|choice| choice.values.len() as u128).fold(1, u128::saturating_mul)
    }

    /// How many arrangements there are; none where they are too many to count.
    #[must_use]
    pub fn possible(&self) -> Option<u128> {
        self.orders()?.checked_mul(self.settings())
    }

    /// All arrangements, that of the scenario first.
    #[must_use]
    pub fn all(&self) -> Vec<Arrangement> {
        let mut orders = Vec::new();
        if self.keep_order {
            orders.push(self.as_written().order);
        } else {
            self.extend(&mut Vec::new(), &mut orders);
        }
        let settings = self.choices.iter().fold(vec![Vec::new()], |all: Vec<Vec<usize>>, choice| {
            let longer = |settings: Vec<usize>| {
                (0..choice.values.len()).map(move |value| [settings.clone(), vec![value]].concat())
            };
            all.into_iter().flat_map(longer).collect()
        });
        let with = |order: Vec<usize>| {
            settings.iter().map(move |settings| Arrangement { order: order.clone(), settings: settings.clone() })
        };
        orders.into_iter().flat_map(with).collect()
    }

    /// Adds to `orders` all that begin with `begun`.
    fn extend(&self, begun: &mut Vec<usize>, orders: &mut Vec<Vec<usize>>) {
        if begun.len() == self.ids.len() {
            orders.push(begun.clone());
        }
        for rung in self.next(begun) {
            begun.push(rung);
            self.extend(begun, orders);
            begun.pop();
        }
    }

    /// The rungs that may stand next behind those in `begun`.
    pub(super) fn next(&self, begun: &[usize]) -> Vec<usize> {
        let ready =
            |rung: &usize| !begun.contains(rung) && self.requires[*rung].iter().all(|before| begun.contains(before));
        (0..self.ids.len()).filter(ready).collect()
    }
}

/// Whether the sender gives funds on a rung, or money with what it gives.
fn moves_money(scenario: &Scenario, rung: usize) -> bool {
    let sender = Role::Sender.index();
    let money = scenario.numbers.rung[rung].concession[sender].money_usd_bn;
    scenario.rungs[rung].gives[sender].is_some_and(|kind| kind == Instrument::Funds || money > 0.0)
}

impl Arrangement {
    /// The ids of the rungs in this order.
    #[must_use]
    pub fn rungs<'a>(&self, space: &'a Space) -> Vec<&'a str> {
        self.order.iter().map(|rung| space.ids[*rung].as_str()).collect()
    }

    /// The values of the choices for `key`: rung and value.
    pub fn values<'a>(&'a self, space: &'a Space, key: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let choices = space.choices.iter().zip(&self.settings).filter(move |(choice, _)| choice.key == key);
        choices.map(|(choice, setting)| (choice.rung.as_str(), choice.values[*setting].as_str()))
    }

    /// The `KEY=VALUE`s that make it of the scenario.
    #[must_use]
    pub fn sets(&self, space: &Space) -> Vec<String> {
        let order = format!("ladder.order={:?}", self.rungs(space));
        let keys = (0..space.ids.len()).flat_map(|rung| {
            let keys = self.keys(space, rung).into_iter();
            keys.map(move |(key, value)| format!("rung.{}.{key}={value}", space.ids[rung]))
        });
        std::iter::once(order).chain(keys).collect()
    }

    /// What it gives for a rung: keys and values as in a file.
    fn keys(&self, space: &Space, rung: usize) -> Vec<(&'static str, String)> {
        let choices = space.choices.iter().zip(&self.settings).filter(|(choice, _)| choice.rung == space.ids[rung]);
        let choices = choices.map(|(choice, setting)| {
            let value = &choice.values[*setting];
            (choice.key, if choice.key == "tranches" { value.clone() } else { quoted(value) })
        });
        choices.collect()
    }

    /// A scenario file that makes it of the one at `base`, called `title`.
    #[must_use]
    pub fn file(&self, space: &Space, base: &str, title: &str) -> String {
        let mut text = format!(
            "# Written by `detente order`: the best of the plans tried. Copy it before you change it.\n\nextends = {}\ntitle   = {}\n\n[ladder]\norder = {:?}\n",
            quoted(base),
            quoted(title),
            self.rungs(space)
        );
        for (rung, id) in space.ids.iter().enumerate() {
            let keys = self.keys(space, rung);
            if !keys.is_empty() {
                let _ = writeln!(text, "\n[rung.{id}]");
            }
            keys.iter().for_each(|(key, value)| {
                let _ = writeln!(text, "{key} = {value}");
            });
        }
        text
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space(requires: &[&[usize]], choices: &[usize]) -> Space {
        let choice = |values: &usize| Choice {
            rung: "a".to_owned(),
            key: "tranches",
            values: (1..=*values).map(|value| value.to_string()).collect(),
        };
        Space {
            ids: ('a'..).take(requires.len()).map(String::from).collect(),
            requires: requires.iter().map(|all| all.to_vec()).collect(),
            choices: choices.iter().map(choice).collect(),
            keep_order: false,
        }
    }

    #[test]
    fn orders_are_counted_as_they_are_listed() {
        for (requires, wanted) in [
            (&[&[][..], &[], &[]][..], 6),
            (&[&[], &[0], &[1]], 1),
            (&[&[], &[0], &[0], &[]], 8),
            (&[&[], &[], &[0, 1], &[2], &[]], 10),
        ] {
            let space = space(requires, &[2, 3]);
            let all = space.all();
            assert_eq!(space.orders(), Some(wanted));
            assert_eq!(space.possible(), Some(all.len() as u128));
            assert_eq!(all[0], space.as_written());
            assert!(all.iter().all(|one| space.allows(&one.order)));
            let mut once = all.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), all.len());
        }
    }

    #[test]
    fn what_cannot_stand_is_not_allowed() {
        let space = space(&[&[], &[0], &[]], &[]);
        assert!(space.allows(&[0, 2, 1]) && !space.allows(&[1, 0, 2]));
    }

    #[test]
    fn a_kept_order_is_one() {
        let space = Space { keep_order: true, ..space(&[&[], &[], &[]], &[3]) };
        assert_eq!((space.possible(), space.all().len()), (Some(3), 3));
    }
}
