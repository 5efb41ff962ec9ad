//! The waves of a calibration, kept on the way.

use super::StudyError;
use super::control::{DiskError, Keep};
use crate::calibrate::{KeepWaves, Told, ToldWaves};
use crate::input::Input;
use std::cell::RefCell;

/// Told values, kept between waves with whatever keeps counts.
pub(super) struct WaveKeeper<'a> {
    keep: &'a (dyn Keep + Sync),
    input: &'a Input,
    told: RefCell<ToldWaves>,
    fault: RefCell<Option<DiskError>>,
}

/// A told value to the bit: value and chance.
type Bits = Option<[u64; 2]>;

impl<'a> WaveKeeper<'a> {
    /// What `keep` has of `input` already.
    pub(super) fn new(keep: &'a (dyn Keep + Sync), input: &'a Input) -> Result<Self, StudyError> {
        let kept = keep.kept_part(input).map_err(StudyError::Disk)?;
        let bits: Vec<Vec<Vec<Bits>>> = match kept {
            Some(kept) => serde_json::from_value(kept).map_err(|error| StudyError::Disk(Box::new(error)))?,
            None => Vec::new(),
        };
        let told = |bits: Bits| {
            bits.map(|[value, chance]| Told { value: f64::from_bits(value), chance: f64::from_bits(chance) })
        };
        let told =
            bits.into_iter().map(|wave| wave.into_iter().map(|point| point.into_iter().map(told).collect()).collect());
        Ok(Self { keep, input, told: RefCell::new(told.collect()), fault: RefCell::new(None) })
    }

    /// What went wrong with the disk, if anything did.
    pub(super) fn fault(self) -> Option<DiskError> {
        self.fault.into_inner()
    }
}

impl KeepWaves for WaveKeeper<'_> {
    fn kept(&self) -> ToldWaves {
        self.told.borrow().clone()
    }

    fn keep(&self, told: &[Vec<Option<Told>>]) -> bool {
        let mut all = self.told.borrow_mut();
        all.push(told.to_vec());
        let bits = |told: &Option<Told>| told.map(|told| [told.value.to_bits(), told.chance.to_bits()]);
        let bits: Vec<Vec<Vec<Bits>>> =
            all.iter().map(|wave| wave.iter().map(|point| point.iter().map(bits).collect()).collect()).collect();
        let record = serde_json::to_value(bits).expect("integers can be spelled");
        match self.keep.keep_part(self.input, record, all.len() as u64) {
            Ok(()) => true,
            Err(fault) => {
                *self.fault.borrow_mut() = Some(fault);
                false
            }
        }
    }
}
