//! The list of claims as its author typed it: the shape of the file, no meaning yet.

use serde::Deserialize;
use toml::Spanned;

type Text = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListText {
    pub(super) scenario: Text,
    pub(super) seed: u64,
    pub(super) trials: Spanned<u64>,
    pub(super) background_trials: Spanned<u64>,
    #[serde(default)]
    pub(super) background: Vec<BackgroundText>,
    pub(super) claim: Vec<ClaimText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BackgroundText {
    pub(super) name: Text,
    pub(super) says: String,
    pub(super) set: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimText {
    pub(super) id: Text,
    pub(super) kind: Text,
    pub(super) says: String,
    pub(super) source: String,
    #[serde(default)]
    pub(super) condition: String,
    pub(super) experiment: Vec<Spanned<ExperimentText>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExperimentText {
    pub(super) scenario: Option<Text>,
    pub(super) trials: Option<Spanned<u64>>,
    #[serde(default = "yes")]
    pub(super) backgrounds: bool,
    #[serde(default)]
    pub(super) set: Vec<Text>,
    #[serde(default)]
    pub(super) vary: Vec<Text>,
    #[serde(default)]
    pub(super) values: Vec<Spanned<toml::Value>>,
    #[serde(default)]
    pub(super) level: Vec<Spanned<LevelText>>,
    pub(super) expect: Vec<Spanned<ExpectText>>,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelText {
    pub(super) name: Text,
    pub(super) scenario: Option<Text>,
    #[serde(default)]
    pub(super) set: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectText {
    pub(super) share: Option<Text>,
    pub(super) mean: Option<Text>,
    pub(super) per: Option<Text>,
    #[serde(default)]
    pub(super) among: Vec<Text>,
    pub(super) tells: Option<Text>,
    pub(super) from: Option<Text>,
    pub(super) at_week: Option<Spanned<u32>>,
    pub(super) than: Option<Spanned<MeasureText>>,
    pub(super) against: Option<Spanned<f64>>,
    pub(super) direction: Text,
    pub(super) within: Option<Spanned<f64>>,
    pub(super) at: Option<Text>,
    #[serde(default)]
    pub(super) says: String,
    #[serde(default)]
    pub(super) if_not: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureText {
    pub(super) share: Option<Text>,
    pub(super) mean: Option<Text>,
    pub(super) per: Option<Text>,
    #[serde(default)]
    pub(super) among: Vec<Text>,
}
