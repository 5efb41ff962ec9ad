//! The words of trials that are put together of others.

use super::purpose::Purpose;
use super::words::Words;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Words that are made together.
const CHUNK: u64 = 64;

/// The words of a trial that draws each purpose from a stream of its own: where all are those of trial K, it is trial K. What was made for
/// a purpose is kept as long as its stream stays.
#[derive(Clone, Debug)]
pub struct StreamWords {
    /// By purpose.
    sources: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    generator: ChaCha8Rng,
    stream: u64,
    /// The chunks made so far, with their numbers.
    chunks: Vec<(u64, [u32; CHUNK as usize])>,
}

impl StreamWords {
    /// Over the keys of a plan's purposes, all at stream 0.
    #[must_use]
    pub fn new(keys: &[[u32; 8]]) -> Self {
        let source = |key: &[u32; 8]| {
            let mut seed = [0_u8; 32];
            for (bytes, word) in seed.chunks_exact_mut(4).zip(key) {
                bytes.copy_from_slice(&word.to_le_bytes());
            }
            Source { generator: ChaCha8Rng::from_seed(seed), stream: 0, chunks: Vec::new() }
        };
        Self { sources: keys.iter().map(source).collect() }
    }

    /// Turns each purpose to its stream in `streams`.
    pub fn turn_to(&mut self, streams: &[u64]) {
        for (source, stream) in self.sources.iter_mut().zip(streams) {
            if source.stream != *stream {
                source.stream = *stream;
                source.chunks.clear();
            }
        }
    }
}

impl Source {
    fn chunk(&mut self, number: u64) -> &[u32; CHUNK as usize] {
        let place = self.chunks.iter().position(|(known, _)| *known == number).unwrap_or_else(|| {
            let mut words = [0; CHUNK as usize];
            self.generator.set_stream(self.stream);
            self.generator.set_word_pos(u128::from(number * CHUNK));
            words.iter_mut().for_each(|word| *word = self.generator.next_u32());
            self.chunks.push((number, words));
            self.chunks.len() - 1
        });
        &self.chunks[place].1
    }
}

impl Words for StreamWords {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.sources[purpose.index()].chunk(index / CHUNK)[(index % CHUNK) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PurposeBook, Replay};
    use super::*;

    #[test]
    fn each_purpose_has_the_words_of_its_stream_also_after_turning_back() {
        let mut book = PurposeBook::default();
        let purposes = ["a", "b"].map(|name| book.enter(name.into()).unwrap());
        let keys = book.keys(11);
        let mut words = StreamWords::new(&keys);
        for streams in [[3, 3], [3, 9], [1 << 50, 9], [3, 3]] {
            words.turn_to(&streams);
            for index in [0, 63, 64, 1 << 30, 5, 65] {
                for (purpose, stream) in purposes.iter().zip(streams) {
                    let expected = Replay::new(&keys, stream).word(*purpose, index);
                    assert_eq!(words.word(*purpose, index), expected, "{streams:?}, index {index}");
                }
            }
        }
    }
}
