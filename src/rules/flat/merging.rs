//! One table laid over another.

use std::borrow::Cow;

use super::{
    reading::{Flat, Kind},
    writing,
};

/// A table with the values of another over its own: tables within are laid over each other in turn, any other value takes
/// the place of what was there, and what was not there comes last.
pub(crate) fn merged<'t>(value: Flat<'t>, over: Flat<'t>) -> Cow<'t, str> {
    let (Kind::Table(table), Kind::Table(laid)) = (value.kind(), over.kind()) else {
        return over.written().into();
    };
    let kept = table.entries().map(|(key, value)| {
        let changed = laid.get(key);
        let value = changed.map_or(value.written().into(), |over| merged(value, over));
        (key, value)
    });
    let is_new = |(key, _): &(&str, Flat<'_>)| table.get(key).is_none();
    let new = laid.entries().filter(is_new);
    let new = new.map(|(key, value)| (key, value.written().into()));
    writing::table(kept.chain(new)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_over_a_table_takes_its_place() {
        let number = writing::number;
        let inner = |of: &str| writing::table([("a", number("1")), ("b", number(of))]);
        let whole = writing::table([
            ("z", inner("2")),
            ("kept", number("3")),
            ("list", writing::list([number("4"), number("5")])),
        ]);
        let over = writing::table([
            ("list", writing::list([number("6")])),
            ("new", number("7")),
            ("z", writing::table([("b", number("8"))])),
        ]);
        let expected = writing::table([
            ("z", inner("8")),
            ("kept", number("3")),
            ("list", writing::list([number("6")])),
            ("new", number("7")),
        ]);
        assert_eq!(merged(Flat::at(&whole, 0), Flat::at(&over, 0)), expected);
    }
}
