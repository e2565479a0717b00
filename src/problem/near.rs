//! The name that somebody meant.

/// The name nearest to `word` by typing errors, if one is near: one error in three letters at most, and never all. Else the
/// one name that begins with it.
#[must_use]
pub fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let known: Vec<&str> = known.into_iter().collect();
    by_errors(word, &known).or_else(|| begun(word, &known))
}

/// The one name whose first words these are.
fn begun<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let beginning = format!("{}_", word.to_lowercase());
    let mut longer = known
        .iter()
        .filter(|name| name.to_lowercase().starts_with(&beginning));
    match (longer.next(), longer.next()) {
        (Some(only), None) if word.len() > 3 => Some(only),
        _ => None,
    }
}

fn by_errors<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let word_letters: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let allowed = (word_letters.len() / 3).max(1);
    known
        .iter()
        .copied()
        // As many letters as one name is longer than the other are missing: most names need no closer look.
        .filter(|name| name.chars().count().abs_diff(word_letters.len()) <= allowed)
        .map(|name| {
            (
                distance(
                    &word_letters,
                    &name.to_lowercase().chars().collect::<Vec<_>>(),
                ),
                name,
            )
        })
        .filter(|(errors, name)| *errors <= allowed && *errors < name.chars().count())
        // Of equally near names the one that begins alike for longer.
        .min_by_key(|(errors, name)| {
            let alike = name
                .chars()
                .zip(word.chars())
                .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
                .count();
            (*errors, std::cmp::Reverse(alike))
        })
        .map(|(_, name)| name)
}

/// Insertions, deletions, replacements and swaps of neighbors between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_found_and_a_far_one_is_not() {
        let names = ["performance_threshold", "maximum_percent"];
        assert_eq!(
            closest("performance_treshold", names),
            Some("performance_threshold")
        );
        assert_eq!(closest("qauntity", ["quality"]), None);
        assert_eq!(closest("qaulity", ["quality"]), Some("quality"));
        assert_eq!(closest("0001", ["001", "134"]), Some("001"));
        assert_eq!(closest("x", ["y"]), None);
        assert_eq!(
            closest("part_b", ["part_b_paid", "pathway"]),
            Some("part_b_paid")
        );
        assert_eq!(closest("part", ["part_b_paid", "part_c"]), None);
    }
}
