//! From text to a figure.

use super::figure::{Figure, MeanOver};
use super::named::NamedFigure;
use crate::scenario::nearest;
use detente_engine::observe::Observable;
use std::fmt;
use thiserror::Error;

/// The word before a condition.
const GIVEN: &str = "given";
/// The forms that a figure can have.
const FORMS: &str = "a named figure; OBSERVABLE; OBSERVABLE given OBSERVABLE; A - B or A / B, where A and B are each one of these \
                     two, with spaces around the sign";

/// Text that is no figure.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub struct FigureError {
    /// What is wrong.
    pub message: String,
    /// The part that is meant.
    pub found: String,
    /// A text that is accepted in place of the whole; none where nothing is near.
    pub proposal: Option<String>,
    /// What else can be done.
    pub allowed: String,
}

impl fmt::Display for FigureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: `{}`; {}", self.message, self.found, self.help())
    }
}

impl FigureError {
    fn new(message: &str, found: &str) -> Self {
        Self { message: message.to_owned(), found: found.to_owned(), proposal: None, allowed: FORMS.to_owned() }
    }

    fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = allowed.into();
        self
    }

    /// With a proposal, if it is accepted, as it says itself again.
    fn proposing(mut self, proposal: Option<String>) -> Self {
        self.proposal = proposal.and_then(|text| Figure::parse(&text).ok()).map(|figure| figure.word());
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match &self.proposal {
            Some(near) => format!("did you mean `{near}`? Else {}", self.allowed),
            None => self.allowed.clone(),
        }
    }
}

impl Figure {
    /// The figure written as `text`: a named one, an observable, an observable `given` another, or two of the latter two kinds with
    /// ` - ` or ` / ` between them, either of which may stand in brackets.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what is near. What could be read in two ways is refused: a condition that stands behind the second
    /// of two sides only, without brackets, may be meant for both.
    pub fn parse(text: &str) -> Result<Self, FigureError> {
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let signs: Vec<usize> = (0..tokens.len()).filter(|at| is_sign(tokens[*at])).collect();
        match signs[..] {
            [] => single(&tokens),
            [at] => {
                let (one, other) = (&tokens[..at], &tokens[at + 1..]);
                two(one, tokens[at], other).map_err(|error| with_rest(error, one, tokens[at], other))
            }
            _ => Err(FigureError::new("more than one sign", text).allowed("set one side against one other")),
        }
    }
}

fn is_sign(token: &str) -> bool {
    token == "-" || token == "/"
}

/// A figure without a sign.
fn single(tokens: &[&str]) -> Result<Figure, FigureError> {
    if let [word] = tokens
        && let Some(named) = NamedFigure::from_word(word)
    {
        return Ok(Figure::Named(named));
    }
    side(tokens).map(|side| Figure::Mean(side.mean))
}

/// One side of a sign, or all there is.
struct Side {
    mean: MeanOver,
    in_brackets: bool,
}

fn side(tokens: &[&str]) -> Result<Side, FigureError> {
    let text = tokens.join(" ");
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let words: Vec<&str> = inner.unwrap_or(&text).split_whitespace().collect();
    let (of, given) = match words[..] {
        [] => return Err(FigureError::new("no figure", &text)),
        [of] => (of, None),
        [of, GIVEN, given] => (of, Some(given)),
        [of, GIVEN] => return Err(FigureError::new("no observable after `given`", of)),
        [_, GIVEN, _, GIVEN, ..] => {
            return Err(FigureError::new("more than one `given`", &text).allowed("one condition is possible"));
        }
        _ => return Err(FigureError::new("not of the form of a figure", &text)),
    };
    let rest = given.map_or_else(String::new, |given| format!(" {GIVEN} {given}"));
    let condition = given.map(|given| observable(given, &|near| format!("{of} {GIVEN} {near}"))).transpose()?;
    let of = observable(of, &|near| format!("{near}{rest}"))?;
    if condition.as_ref() == Some(&of) {
        return Err(FigureError::new("both sides of `given` are the same", &text).allowed("name two observables"));
    }
    Ok(Side { mean: MeanOver { of, given: condition }, in_brackets: inner.is_some() })
}

fn two(one: &[&str], sign: &str, other: &[&str]) -> Result<Figure, FigureError> {
    let (one, other) = (side(one)?, side(other)?);
    let whole = || format!("{} {sign} {}", one.mean.word(), other.mean.word());
    if let (None, Some(given)) = (&one.mean.given, &other.mean.given)
        && !other.in_brackets
    {
        let (one, of, given) = (one.mean.of.word(), other.mean.of.word(), given.word());
        let allowed = format!("`{one} {sign} ({of} {GIVEN} {given})`, where the condition is on the second alone");
        return Err(FigureError::new("a condition that may be meant for the second side or for both", &whole())
            .allowed(allowed)
            .proposing(Some(format!("{one} {GIVEN} {given} {sign} {of} {GIVEN} {given}"))));
    }
    if one.mean == other.mean {
        return Err(FigureError::new("both sides are the same", &whole()).allowed("name two that differ"));
    }
    let [first, second] = [one.mean.of.unit(), other.mean.of.unit()];
    if sign == "/" {
        Ok(Figure::Ratio(one.mean, other.mean))
    } else if first == second {
        Ok(Figure::Difference(one.mean, other.mean))
    } else {
        let message = format!("a difference of {first} and {second}");
        Err(FigureError::new(&message, &whole()).allowed("both sides of `-` have one unit"))
    }
}

/// `error`, which is about one side, with a proposal for the whole.
fn with_rest(mut error: FigureError, one: &[&str], sign: &str, other: &[&str]) -> FigureError {
    let near = error.proposal.take();
    let whole = near.and_then(|near| {
        let holds = |side: &[&str]| side.iter().any(|token| token.trim_matches(['(', ')']) == error.found);
        if near.split_whitespace().any(is_sign) {
            Some(near)
        } else if holds(one) {
            Some(format!("{near} {sign} {}", other.join(" ")))
        } else {
            // A condition on the second side alone stands in brackets.
            holds(other).then(|| format!("{} {sign} ({near})", one.join(" ")))
        }
    });
    error.proposing(whole)
}

/// The observable called `word`; `whole` makes of a word the text of which it is a part.
fn observable(word: &str, whole: &dyn Fn(&str) -> String) -> Result<Observable, FigureError> {
    if let Some(found) = Observable::from_word(word) {
        return Ok(found);
    }
    let is_named = NamedFigure::from_word(word).is_some();
    if is_named {
        let message = "a named figure, which is counted by a rule of its own and stands by itself";
        return Err(FigureError::new(message, word).allowed(
            "a side of `-` or `/`, or of `given`, is an observable, such as `scaling` or `channel.left.week_52`",
        ));
    }
    let spaced = (word.len() > 1 && word.contains('/')).then(|| word.replace('/', " / "));
    let near = spaced.or_else(|| near(word)).map(|near| whole(&near));
    Err(FigureError::new("no such figure", word).proposing(near))
}

/// The nearest word there is, with the id and the number of a week as they are in `word`.
fn near(word: &str) -> Option<String> {
    let (week, id) = (week(word).unwrap_or("52"), id(word).unwrap_or("ID"));
    let filled = |word: String| word.replace("week_N", &format!("week_{week}")).replacen(".ID.", &format!(".{id}."), 1);
    let words: Vec<String> = NamedFigure::ALL
        .into_iter()
        .map(NamedFigure::word)
        .chain(Observable::words().into_iter().map(filled))
        .collect();
    nearest(word, words.iter().map(String::as_str)).map(str::to_owned)
}

/// The number of the week with which `word` ends.
fn week(word: &str) -> Option<&str> {
    let digits = word.len() - word.bytes().rev().take_while(u8::is_ascii_digit).count();
    Some(word[digits..].trim_start_matches('0')).filter(|digits| !digits.is_empty())
}

/// The id of the rung that `word` is about.
fn id(word: &str) -> Option<&str> {
    let (first, rest) = word.split_once('.')?;
    nearest(first, ["rung"]).and(rest.rsplit_once('.')).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Scale, Unit};
    use detente_engine::observe::Arm;

    fn figure(text: &str) -> Figure {
        Figure::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn every_figure_says_again_what_it_was_made_of() {
        let named = NamedFigure::ALL.into_iter().map(NamedFigure::word);
        let observables = Observable::words();
        let observables = observables.iter().map(|word| word.replace("week_N", "week_39").replace(".ID.", ".hotline."));
        let composed = [
            "scaling given channel.left.week_52",
            "confrontation.week_52 - counterfactual.confrontation.week_52",
            "scaling given confrontation / scaling",
            "scaling / (scaling given confrontation)",
            "end_weeks given collapse - end_weeks given scaling",
        ];
        for word in named.chain(observables).chain(composed.map(str::to_owned)) {
            let figure = figure(&word);
            assert_eq!(figure.word(), word);
            assert!(figure.meaning().ends_with('.') && !figure.unit().word().is_empty(), "{word}");
        }
        assert_eq!(figure("  scaling   given  collapse ").word(), "scaling given collapse");
    }

    #[test]
    fn words_with_a_name_keep_their_meaning() {
        let named = Figure::Named(NamedFigure::Confrontation(Arm::NoChannel, 52));
        assert_eq!(figure("counterfactual.confrontation.week_52"), named);
        assert!(matches!(figure("confrontation.week_39"), Figure::Mean(_)));
    }

    #[test]
    fn units_say_the_scale() {
        for (text, unit, scale) in [
            ("scaling", Unit::Share, Scale::Logit),
            ("trust_sender", Unit::Share, Scale::Logit),
            ("end_weeks given collapse", Unit::Weeks, Scale::Log),
            ("disputes", Unit::Number("disputes"), Scale::Plain),
            ("arms_suppliers.arms_demand", Unit::Number("index"), Scale::Plain),
            ("scaling - collapse", Unit::Difference("share"), Scale::Plain),
            ("scaling / collapse", Unit::Ratio, Scale::Log),
            ("mediator.standing / disputes", Unit::Number("ratio"), Scale::Plain),
            ("left.week_52", Unit::Share, Scale::Logit),
            ("incidents_per_month", Unit::PerMonth, Scale::Log),
        ] {
            let found = figure(text).unit();
            assert_eq!((found, found.scale()), (unit, scale), "{text}");
        }
    }

    /// What is wrong, and the proposal, which is accepted.
    #[test]
    fn what_is_no_figure_is_refused_with_the_nearest_that_is_one() {
        for (text, message, proposal) in [
            ("left.week_53", "no such figure", Some("left.week_52")),
            ("scalling", "no such figure", Some("scaling")),
            ("confrontatoin.week_39", "no such figure", Some("confrontation.week_39")),
            ("channel.lef.week_104", "no such figure", Some("channel.left.week_104")),
            ("rung.hotline.ofered", "no such figure", Some("rung.hotline.offered")),
            ("scaling given colapse", "no such figure", Some("scaling given collapse")),
            ("scalng given collapse", "no such figure", Some("scaling given collapse")),
            ("scaling - colapse", "no such figure", Some("scaling - collapse")),
            ("scalng / collapse", "no such figure", Some("scaling / collapse")),
            ("scaling/collapse", "no such figure", Some("scaling / collapse")),
            ("scaling - stalling given colapse", "no such figure", Some("scaling - (stalling given collapse)")),
            (
                "scaling - stalling given confrontation",
                "may be meant for the second side or for both",
                Some("scaling given confrontation - stalling given confrontation"),
            ),
            ("left.week_52 - scaling", "stands by itself", None),
            ("scaling given left.week_52", "stands by itself", None),
            ("scaling given", "no observable after `given`", None),
            ("scaling given collapse given confrontation", "more than one `given`", None),
            ("scaling - stalling - collapse", "more than one sign", None),
            ("scaling collapse", "not of the form", None),
            ("scaling - scaling", "both sides are the same", None),
            ("scaling - disputes", "a difference of share and disputes", None),
            ("- scaling", "no figure", None),
            ("", "no figure", None),
            ("weather", "no such figure", None),
        ] {
            let error = Figure::parse(text).expect_err(text);
            assert!(error.message.contains(message), "{text}: {error}");
            assert_eq!(error.proposal.as_deref(), proposal, "{text}: {error}");
            assert!(
                proposal.is_none_or(|near| Figure::parse(near).is_ok_and(|figure| figure.word() == near)),
                "{text}"
            );
        }
    }
}
