//! The only reading of the clock.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow};
use mips::date::Date;

/// The day that was typed, or the clock's.
///
/// # Errors
///
/// A text that is not a date, or a clock that is out of order.
pub fn today(typed: Option<&str>) -> anyhow::Result<Date> {
    const DAY: u64 = 24 * 60 * 60;
    if let Some(text) = typed {
        return text
            .parse()
            .map_err(|message: String| anyhow!("--today: {message}"));
    }
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("the clock is before 1970; give --today")?;
    i64::try_from(since.as_secs() / DAY)
        .ok()
        .and_then(Date::from_days)
        .ok_or_else(|| anyhow!("the clock is out of order; give --today"))
}

/// The moment from which something is timed.
pub fn start() -> Instant {
    Instant::now()
}
