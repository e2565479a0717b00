//! One problem of many rows is told a few times, and then counted.

use std::collections::BTreeMap;

/// How often one problem is told in full.
const MOST: usize = 5;

/// The texts, without those that say again what was said often enough; a count of these comes last. What a text says
/// comes after the last colon, before it the place.
#[must_use]
pub fn counted(texts: Vec<String>) -> Vec<String> {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept = Vec::with_capacity(texts.len());
    for text in texts {
        let said = text.rsplit(": ").next().unwrap_or(&text).to_owned();
        let times = told.entry(said).or_default();
        *times += 1;
        if *times <= MOST {
            kept.push(text);
        }
    }
    let more = told.into_iter().filter(|(_, times)| *times > MOST);
    kept.extend(more.map(|(said, times)| format!("{} more like it: {said}", times - MOST)));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_problem_of_many_rows_is_counted() {
        let rows = |n: usize| -> Vec<String> {
            (0..n)
                .map(|n| format!("quality.{n:03}: no title"))
                .collect()
        };
        assert_eq!(counted(rows(5)), rows(5));
        let mut many = rows(300);
        many.push("cost.TPCC_1: no kind".into());
        let mut expected = rows(5);
        expected.push("cost.TPCC_1: no kind".into());
        expected.push("295 more like it: no title".into());
        assert_eq!(counted(many), expected);
    }
}
