//! What varies: a key and its values, listed or in decimal-exact steps.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    decimal::{self, plain},
    document::setting::segments,
    problem::{Code, Problem},
};

/// One key and the values that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// The dotted path.
    pub path: String,
    values: Values,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Values {
    List(Vec<String>),
    Range {
        from: Decimal,
        step: Decimal,
        to: Decimal,
        count: u64,
    },
}

impl Variation {
    /// Reads `path=from..to:step` or `path=a,b,c`.
    ///
    /// # Errors
    ///
    /// A text that is neither, a step that does not lead from one end to the other.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |message: String| {
            Problem::new(Code::BadSetting, "", format!("--vary {text}: {message}"))
                .help("for example quality.percent=50..100:5, or cost.percent=30,45,60")
        };
        let (path, values) = text
            .split_once('=')
            .ok_or_else(|| wrong("the `=` is missing".into()))?;
        let (path, values) = (path.trim(), values.trim());
        if segments(path).is_none() {
            return Err(wrong("this is not a dotted path".into()));
        }
        let values = if let Some((from, rest)) = values.split_once("..") {
            range(from, rest).map_err(wrong)?
        } else {
            let list: Vec<String> = values
                .split(',')
                .map(|value| value.trim().to_owned())
                .collect();
            if list.iter().any(String::is_empty) {
                return Err(wrong("a value is empty".into()));
            }
            Values::List(list)
        };
        Ok(Self {
            path: path.to_owned(),
            values,
        })
    }

    /// Where a range ends short of the end that it names, in words.
    #[must_use]
    pub fn stops_short(&self) -> Option<String> {
        let Values::Range {
            from,
            step,
            to,
            count,
        } = &self.values
        else {
            return None;
        };
        let last = from + step * Decimal::from(count - 1);
        (last != *to).then(|| {
            let (path, step) = (&self.path, plain(*step));
            let (last, to) = (plain(last), plain(*to));
            format!("{path}: steps of {step} end at {last}, short of {to}")
        })
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        match &self.values {
            Values::List(list) => list.len() as u64,
            Values::Range { count, .. } => *count,
        }
    }

    /// The first value and the step between any two, in units of so many places, where every value is such a number.
    pub(super) fn units(&self, places: u32) -> Option<(i64, i64)> {
        match &self.values {
            Values::List(_) => None,
            Values::Range { from, step, .. } => Some((
                decimal::scaled(*from, places)?,
                decimal::scaled(*step, places)?,
            )),
        }
    }

    pub(super) fn value(&self, n: u64) -> String {
        match &self.values {
            Values::List(list) => usize::try_from(n)
                .ok()
                .and_then(|n| list.get(n))
                .cloned()
                .unwrap_or_default(),
            Values::Range { from, step, .. } => plain(from + step * Decimal::from(n)),
        }
    }
}

fn range(from: &str, rest: &str) -> Result<Values, String> {
    let number = |text: &str| {
        let text = text.trim();
        decimal::parse(text).ok_or_else(|| format!("`{text}` is not a decimal number"))
    };
    let (to, step) = rest
        .split_once(':')
        .ok_or("the range has no step; write from..to:step")?;
    let (from, to, step) = (number(from)?, number(to)?, number(step)?);
    if step.is_zero() {
        return Err("the step must not be 0".into());
    }
    let steps = to
        .checked_sub(from)
        .and_then(|width| width.checked_div(step))
        .ok_or("the range has too many values")?;
    if steps < Decimal::ZERO {
        return Err(format!("a step of {step} never gets from {from} to {to}"));
    }
    let steps = steps.to_u64().ok_or("the range has too many values")?;
    let last = Decimal::from(steps).checked_mul(step);
    if last.and_then(|last| from.checked_add(last)).is_none() {
        return Err("the range has too many values".into());
    }
    Ok(Values::Range {
        from,
        step,
        to,
        count: steps + 1,
    })
}
