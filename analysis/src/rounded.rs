//! Numbers with few decimals as people round them (四捨五入): a half goes up. `format!` rounds the binary number that stands for 2.65, which
//! is a little less, and a half to the even digit: shares and means that people check by hand come out otherwise.

/// Rounds a number to so many decimals, halves away from zero, as it is printed: from the shortest decimal number that stands for it.
/// A quotient of counts is rounded as the exact one is.
pub fn half_up(value: f64, places: usize) -> String {
    shifted(value, 0, places)
}

/// The same with its sign, also above 0; what is rounded to 0 has none.
pub fn signed(value: f64, places: usize) -> String {
    let number = half_up(value, places);
    let is_above = value > 0.0 && number.bytes().any(|digit| matches!(digit, b'1'..=b'9'));
    if is_above { format!("+{number}") } else { number }
}

/// A share (1 for all) in percent, without the sign, rounded in the same way.
pub fn percent(share: f64, places: usize) -> String {
    shifted(share, 2, places)
}

/// Rounds a number to so many significant digits, halves away from zero: 0.00005699, not 0.0001.
pub fn significant(value: f64, digits: usize) -> String {
    let leading = value.abs().log10().floor();
    if !leading.is_finite() {
        return half_up(value, 0);
    }
    let places = digits as f64 - 1.0 - leading;
    half_up(value, places.max(0.0) as usize)
}

/// Rounds a number with its point moved to the right. Multiplying it would round it before.
fn shifted(value: f64, shift: usize, places: usize) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let text = value.abs().to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let n_kept = shift + places;
    let kept = part.bytes().chain(std::iter::repeat(b'0')).take(n_kept);
    let mut digits: Vec<u8> = whole.bytes().chain(kept).collect();
    if part.as_bytes().get(n_kept).is_some_and(|next| *next >= b'5') {
        raise(&mut digits);
    }
    let digits: String = digits.into_iter().map(char::from).collect();
    let (whole, part) = digits.split_at(digits.len() - places);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_nothing = digits.bytes().all(|digit| digit == b'0');
    let sign = if value < 0.0 && !is_nothing { "-" } else { "" };
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

/// Adds one to a number of decimal digits.
fn raise(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit != b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_goes_up() {
        let found = [2.65, 6.25, 12.5, 37.5, 0.05, 99.95, 2.6499].map(|value| half_up(value, 1));
        assert_eq!(found, ["2.7", "6.3", "12.5", "37.5", "0.1", "100.0", "2.6"]);
        assert_eq!([12.5, 37.5, 99.5, 0.4].map(|value| half_up(value, 0)), ["13", "38", "100", "0"]);
        assert_eq!((half_up(53.0 / 20.0, 1), half_up(1.005, 2)), ("2.7".into(), "1.01".into()));
        assert_eq!([-2.65, -0.04, -0.0].map(|value| half_up(value, 1)), ["-2.7", "0.0", "0.0"]);
    }

    #[test]
    fn nothing_has_no_sign() {
        let found = [2.305, -2.31, 0.004, -0.004, 0.0, -0.0].map(|value| signed(value, 2));
        assert_eq!(found, ["+2.31", "-2.31", "0.00", "0.00", "0.00", "0.00"]);
    }

    #[test]
    fn a_share_is_rounded_as_the_counts_are() {
        assert_eq!((percent(9.0 / 144.0, 1), percent(1.0 / 8.0, 0)), ("6.3".into(), "13".into()));
        assert_eq!(
            [0.0, 1.0, 0.0005, 0.9995, 1.0 / 3.0].map(|share| percent(share, 1)),
            ["0.0", "100.0", "0.1", "100.0", "33.3"]
        );
        // Of every base up to 400, against whole numbers.
        for whole in 1_u32..=400 {
            for part in 0..=whole {
                let tenths = (part * 2000 + whole) / (whole * 2);
                let wanted = format!("{}.{}", tenths / 10, tenths % 10);
                assert_eq!(percent(f64::from(part) / f64::from(whole), 1), wanted, "{part} of {whole}");
            }
        }
    }

    #[test]
    fn what_is_small_keeps_its_digits() {
        let found = [5.699_411e-5, 0.060_606_06, 1.0, 0.123_45, 0.999_96, 1.234_56e-9, 0.0, -0.012_345_6];
        assert_eq!(
            found.map(|value| significant(value, 4)),
            ["0.00005699", "0.06061", "1.000", "0.1235", "1.0000", "0.000000001235", "0", "-0.01235"]
        );
        let least: f64 = significant(f64::MIN_POSITIVE, 4).parse().unwrap();
        assert!((least / f64::MIN_POSITIVE - 1.0).abs() < 1e-3, "{least}");
        assert_eq!((significant(12_345.6, 4), significant(f64::NAN, 4)), ("12346".into(), "NaN".into()));
    }

    #[test]
    fn large_and_no_numbers_are_printed() {
        assert_eq!((half_up(1e21, 1), half_up(1e-9, 1)), (format!("1{}.0", "0".repeat(21)), "0.0".into()));
        assert_eq!(half_up(f64::NAN, 1), "NaN");
    }
}
