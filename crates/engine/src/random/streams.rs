//! The words of trials that are put together of others.

use super::purpose::Purpose;
use super::span::Span;
use super::words::Words;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Words that are made together.
const CHUNK: u64 = 64;

/// The streams from which one purpose of a trial draws: up to some index from one, from there on from the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strand(Vec<Piece>);

/// Part of a strand: the stream from which words are drawn from an index on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    from: u64,
    stream: u64,
}

impl Strand {
    /// All words from one stream.
    #[must_use]
    pub fn of(stream: u64) -> Self {
        Self(vec![Piece { from: 0, stream }])
    }

    /// From the index `from` on, words are drawn from `stream`.
    pub fn go_on(&mut self, from: u64, stream: u64) {
        self.0.retain(|piece| piece.from < from);
        self.0.push(Piece { from, stream });
    }

    /// The stream of the word at `index`, and the index up to which it is drawn from.
    fn at(&self, index: u64) -> (u64, u64) {
        let mut end = u64::MAX;
        for piece in self.0.iter().rev() {
            if piece.from <= index {
                return (piece.stream, end);
            }
            end = piece.from;
        }
        unreachable!("a strand has words from its beginning on")
    }
}

/// The words of a trial that draws each purpose from streams of its own: where all are those of trial K, it is trial K. What was made for a
/// purpose is kept as long as its strand stays.
#[derive(Clone, Debug)]
pub struct StreamWords {
    /// By purpose.
    sources: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    generator: ChaCha8Rng,
    strand: Strand,
    /// The chunks made so far, with their streams and numbers.
    chunks: Vec<(u64, u64, [u32; CHUNK as usize])>,
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
            Source { generator: ChaCha8Rng::from_seed(seed), strand: Strand::of(0), chunks: Vec::new() }
        };
        Self { sources: keys.iter().map(source).collect() }
    }

    /// Turns each purpose to its strand in `strands`.
    pub fn turn_to(&mut self, strands: &[Strand]) {
        for (source, strand) in self.sources.iter_mut().zip(strands) {
            if source.strand != *strand {
                source.strand.clone_from(strand);
                source.chunks.clear();
            }
        }
    }
}

impl Source {
    fn word(&mut self, index: u64) -> u32 {
        self.chunk(self.strand.at(index).0, index / CHUNK)[(index % CHUNK) as usize]
    }

    /// The words of `stream` with this number.
    fn chunk(&mut self, stream: u64, number: u64) -> &[u32; CHUNK as usize] {
        let known = self.chunks.iter().position(|(of, at, _)| (*of, *at) == (stream, number));
        let place = known.unwrap_or_else(|| {
            let mut words = [0; CHUNK as usize];
            self.generator.set_stream(stream);
            self.generator.set_word_pos(u128::from(number * CHUNK));
            words.iter_mut().for_each(|word| *word = self.generator.next_u32());
            self.chunks.push((stream, number, words));
            self.chunks.len() - 1
        });
        &self.chunks[place].2
    }
}

impl Words for StreamWords {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.sources[purpose.index()].word(index)
    }

    fn first_in(&mut self, purpose: Purpose, span: Span, from: u64, to: u64) -> u64 {
        let (source, mut at) = (&mut self.sources[purpose.index()], from);
        while at < to {
            let (stream, end) = source.strand.at(at);
            let end = to.min(end).min(at - at % CHUNK + CHUNK);
            let words = &source.chunk(stream, at / CHUNK)[(at % CHUNK) as usize..];
            match words.iter().take((end - at) as usize).position(|word| span.holds(*word)) {
                Some(place) => return at + place as u64,
                None => at = end,
            }
        }
        to
    }
}

/// Words of which is noted how far they were read.
#[derive(Debug)]
pub struct NotedWords<'a, W> {
    words: &'a mut W,
    /// By purpose, one more than the highest index that was read.
    read: Vec<u64>,
}

impl<'a, W: Words> NotedWords<'a, W> {
    /// Over `words` of a plan with so many purposes; nothing was read.
    #[must_use]
    pub fn new(words: &'a mut W, purposes: usize) -> Self {
        Self { words, read: vec![0; purposes] }
    }

    /// By purpose, one more than the highest index that was read.
    #[must_use]
    pub fn read(self) -> Vec<u64> {
        self.read
    }
}

impl<W: Words> Words for NotedWords<'_, W> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        let read = &mut self.read[purpose.index()];
        *read = (*read).max(index + 1);
        self.words.word(purpose, index)
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
            words.turn_to(&streams.map(Strand::of));
            for index in [0, 63, 64, 1 << 30, 5, 65] {
                for (purpose, stream) in purposes.iter().zip(streams) {
                    let expected = Replay::new(&keys, stream).word(*purpose, index);
                    assert_eq!(words.word(*purpose, index), expected, "{streams:?}, index {index}");
                }
            }
        }
    }

    #[test]
    fn a_strand_goes_on_from_another_stream_and_what_was_read_stays() {
        let mut book = PurposeBook::default();
        let purpose = book.enter("a".into()).unwrap();
        let keys = book.keys(11);
        let mut words = StreamWords::new(&keys);
        let mut strand = Strand::of(3);
        words.turn_to(std::slice::from_ref(&strand));
        let mut noted = NotedWords::new(&mut words, 1);
        let before: Vec<u32> = [0, 9, 4].map(|index| noted.word(purpose, index)).to_vec();
        let read = noted.read();
        assert_eq!(read, [10]);
        // Going on from further back leaves out what went on from there.
        for (from, stream) in [(70, 8), (read[0], 5)] {
            strand.go_on(from, stream);
        }
        words.turn_to(std::slice::from_ref(&strand));
        assert_eq!([0, 9, 4].map(|index| words.word(purpose, index)).to_vec(), before);
        for index in [10, 63, 64, 70, 200] {
            assert_eq!(words.word(purpose, index), Replay::new(&keys, 5).word(purpose, index), "index {index}");
        }
        let span = Span::under(0.05).unwrap();
        for (from, to) in [(0, 8), (2, 300), (9, 11), (60, 70), (5, 5)] {
            let found = (from..to).find(|index| span.holds(words.word(purpose, *index))).unwrap_or(to);
            assert_eq!(words.first_in(purpose, span, from, to), found, "{from}..{to}");
        }
    }
}
