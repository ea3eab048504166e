//! Numbers and texts as bytes, for what is kept between two runs of the program. Whatever is read may be damaged: every
//! reader says so instead of failing.

/// Writes one thing after the other; numbers are little-endian.
#[derive(Default)]
pub(crate) struct Writer(pub Vec<u8>);

impl Writer {
    pub fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    pub fn number(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    /// How many things follow. What has more than 2³² of them is written wrongly, and its reader says so.
    pub fn count(&mut self, value: usize) {
        self.number(u32::try_from(value).unwrap_or(u32::MAX));
    }

    pub fn real(&mut self, value: f64) {
        self.0.extend_from_slice(&value.to_bits().to_le_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Reads what a [`Writer`] wrote; `None` where there is not enough, or something else.
pub(crate) struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// A flag that is 0 or 1.
    pub fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub fn real(&mut self) -> Option<f64> {
        Some(f64::from_bits(u64::from_le_bytes(self.take(8)?.try_into().ok()?)))
    }

    pub fn text(&mut self) -> Option<String> {
        let n = self.number()? as usize;
        String::from_utf8(self.take(n)?.to_vec()).ok()
    }

    /// A list: how many there are, then each, which takes at least `least` bytes. So a damaged number asks for no more memory
    /// than the file has.
    pub fn list<T>(
        &mut self,
        least: usize,
        mut one: impl FnMut(&mut Reader<'b>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let n = self.number()? as usize;
        if n.checked_mul(least.max(1))? > self.0.len() {
            return None;
        }
        let mut found = Vec::with_capacity(n);
        for _ in 0..n {
            found.push(one(self)?);
        }
        Some(found)
    }

    /// Whether all has been read.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::default();
        writer.byte(1);
        writer.number(70_000);
        writer.real(-0.25);
        writer.text("難病");
        writer.count(2);
        writer.number(5);
        writer.number(6);
        let mut reader = Reader(&writer.0);
        assert_eq!((reader.flag(), reader.number(), reader.real()), (Some(true), Some(70_000), Some(-0.25)));
        assert_eq!(reader.text().as_deref(), Some("難病"));
        assert_eq!(reader.list(4, Reader::number), Some(vec![5, 6]));
        assert!(reader.is_at_end());
        assert_eq!(reader.byte(), None);
    }

    #[test]
    fn damage_is_told() {
        assert_eq!(Reader(&[2]).flag(), None);
        assert_eq!(Reader(&[1, 0, 0]).number(), None);
        assert_eq!(Reader(&[2, 0, 0, 0, 0xFF, 0xFE]).text(), None);
        assert_eq!(Reader(&[255, 255, 255, 255, 0]).list(1, Reader::byte), None);
    }
}
