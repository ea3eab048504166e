//! Large numbers as people read them.

/// A whole number with commas between thousands.
pub fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let n_digits = digits.len();
    let mut grouped = String::with_capacity(n_digits + n_digits / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (n_digits - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn commas_stand_between_thousands() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
