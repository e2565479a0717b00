//! A fast hash for short keys.

use std::hash::Hasher;

/// A fast hash for short keys. A collision costs time but changes no result, because keys are compared.
#[derive(Default)]
pub(super) struct Fold(u64);

impl Fold {
    #[inline]
    fn add(&mut self, word: u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(ODD);
    }
}

impl Hasher for Fold {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.add(u64::from_le_bytes(last));
        }
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        // The upper bits are mixed best, and the map uses bits from both ends.
        self.0 ^ (self.0 >> 32)
    }
}
