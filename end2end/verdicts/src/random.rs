//! Numbers that look random and are the same on every machine: `SplitMix64` (Steele, Lea, Flood 2014).

/// A sequence, by its seed.
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `end`, without `end` itself, which is at least 1.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap_or_default()
    }

    pub fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        let at = self.below(u32::try_from(from.len()).unwrap_or(1));
        from[usize::try_from(at).unwrap_or_default()]
    }

    pub fn index(&mut self, length: usize) -> usize {
        let end = u32::try_from(length).unwrap_or(1).max(1);
        usize::try_from(self.below(end)).unwrap_or_default()
    }
}
