//! All published tables of a run, as rows.

use super::{
    ActorRow, BaseRateRow, BaselineRow, CauseRow, FateRow, HistogramRow, IndexPairRow, IndexRow, IndicatorRow,
    LearnedRow, LeverageRow, ObservedRow, OutcomeRow, ParameterRow, QuantityRow, RungRow, ScenarioResult, SummaryRow,
    Table, TableRow, TimelineRow, VariedColumns, WatchRow,
};

/// Of which batches a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Of all, lean ones among them.
    Always,
    /// Of all but lean ones.
    InFull,
    /// Of those in which something was observed of any scenario.
    WithNews,
    /// Of those in which trials were counted by where their inputs lie.
    WithInputs,
}

/// What decides which tables are written of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Something was observed of any of its scenarios.
    pub news: bool,
    /// Trials of any of its scenarios were counted by where their inputs lie.
    pub inputs: bool,
    /// Only the tables are written in which many scenarios are set beside each other.
    pub lean: bool,
}

impl Extent {
    /// Of a batch with these results, of which all tables are written.
    #[must_use]
    pub fn of<'a>(results: impl IntoIterator<Item = ScenarioResult<'a>>) -> Self {
        results.into_iter().fold(Self::default(), |extent, result| Self {
            news: extent.news || result.has_news(),
            inputs: extent.inputs || result.has_inputs(),
            lean: false,
        })
    }

    /// The same of a batch whose tables are few, where it is `lean`.
    #[must_use]
    pub fn lean(self, lean: bool) -> Self {
        Self { lean, ..self }
    }

    fn has(self, written: Written) -> bool {
        match written {
            Written::Always => true,
            Written::InFull => !self.lean,
            Written::WithNews => self.news,
            Written::WithInputs => self.inputs,
        }
    }

    /// The rows of `results` in one table; none where it is not written.
    fn rows<R: OfRun>(self, results: &[ScenarioResult<'_>]) -> Vec<R> {
        if self.has(R::WRITTEN) { results.iter().flat_map(R::of).collect() } else { Vec::new() }
    }
}

/// A table of which every scenario of a run has rows.
pub(super) trait OfRun: TableRow {
    /// Of which batches it is written.
    const WRITTEN: Written = Written::InFull;

    /// The rows of one scenario.
    fn of(result: &ScenarioResult<'_>) -> Vec<Self>;
}

/// A row of a table of which every scenario of a run has rows.
pub trait RunRow: TableRow {
    /// All of them.
    fn rows(tables: &RunTables) -> &[Self];

    /// Those of one scenario that is a batch by itself, without the other tables.
    fn alone(result: ScenarioResult<'_>) -> Vec<Self>;
}

/// Declares what a run publishes, in the order in which it is listed.
macro_rules! run_tables {
    ($($(#[doc = $text:literal])+ $name:ident: $row:ident,)+) => {
        /// The rows of all published tables of a run, scenarios stacked in order of their stems.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct RunTables {
            /// Which of the tables are among them.
            pub extent: Extent,
            $( $(#[doc = $text])+ pub $name: Vec<$row>, )+
        }

        $(
            impl RunRow for $row {
                fn rows(tables: &RunTables) -> &[Self] {
                    &tables.$name
                }

                fn alone(result: ScenarioResult<'_>) -> Vec<Self> {
                    Extent::of([result]).rows(&[result])
                }
            }
        )+

        impl RunTables {
            /// The rows of `results`, which belong to a batch of this `extent`.
            #[must_use]
            pub fn of(results: &[ScenarioResult<'_>], extent: Extent) -> Self {
                let mut sorted = results.to_vec();
                sorted.sort_by_key(ScenarioResult::stem);
                Self {
                    extent,
                    $( $name: extent.rows(&sorted), )+
                }
            }

            /// Adds the rows of more scenarios of the same batch.
            pub fn extend(&mut self, more: Self) {
                $( self.$name.extend(more.$name); )+
            }

            /// The tables for writers that print any table, with the columns of what is `varied` where anything is.
            #[must_use]
            pub fn erased(&self, varied: Option<&VariedColumns<'_>>) -> Vec<Table> {
                let mut tables = Vec::new();
                $(
                    if self.extent.has(<$row as OfRun>::WRITTEN) {
                        tables.push(Table::of(&self.$name));
                    }
                )+
                if let Some(varied) = varied {
                    tables.iter_mut().for_each(|table| varied.add_to(table));
                }
                tables
            }
        }
    };
}

run_tables! {
    /// A scenario with its headline figures.
    summary: SummaryRow,
    /// How trials ended.
    outcomes: OutcomeRow,
    /// Why.
    causes: CauseRow,
    /// How shares and states develop.
    timeline: TimelineRow,
    /// What was measured in trials.
    quantities: QuantityRow,
    /// How that is spread.
    histograms: HistogramRow,
    /// How far the ladder was climbed.
    rungs: RungRow,
    /// What actors did.
    actors: ActorRow,
    /// Confrontation against no channel.
    baseline: BaselineRow,
    /// What was counted of real crises and agreements, beside it.
    base_rates: BaseRateRow,
    /// What became of the channel, against confrontation.
    fates: FateRow,
    /// What stakes gained.
    leverage: LeverageRow,
    /// How well indicators foretell.
    indicators: IndicatorRow,
    /// What to watch.
    watch: WatchRow,
    /// Every value behind the results.
    parameters: ParameterRow,
    /// What every uncertain value explains.
    indices: IndexRow,
    /// What two of them explain together.
    index_pairs: IndexPairRow,
    /// What was observed.
    observed: ObservedRow,
    /// What that teaches.
    learned: LearnedRow,
}

impl RunTables {
    /// The same without the rows of all tables but the summary.
    #[must_use]
    pub fn summary_alone(self) -> Self {
        Self { extent: self.extent, summary: self.summary, ..Self::default() }
    }

    /// The same without the rows of the summary.
    #[must_use]
    pub fn without_summary(self) -> Self {
        Self { summary: Vec::new(), ..self }
    }
}

/// All published tables of a batch for writers that print any table.
#[must_use]
pub fn summarise(results: &[ScenarioResult<'_>]) -> Vec<Table> {
    RunTables::of(results, Extent::of(results.iter().copied())).erased(None)
}
