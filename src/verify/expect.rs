//! A score as an `[expect]` table: what makes a practice file a fixture.

use crate::{
    category::Category,
    report::{figures, tree::Tree},
    trial::Trial,
};

/// The `[expect]` table of a score: the final score (what it may be, where it is unknown), the payment adjustment, and
/// every category. Its source names the program, since nobody else has said so yet.
#[must_use]
pub fn table(trial: &Trial) -> String {
    let output = figures(&trial.rules, &trial.scorecard);
    let mut paths: Vec<String> = if trial.scorecard.final_score.is_some() {
        vec!["final_score".into()]
    } else {
        ["low", "high"]
            .map(|end| format!("final_score_bounds.{end}"))
            .into()
    };
    paths.extend(["percent", "class"].map(|key| format!("payment_adjustment.{key}")));
    for category in Category::ALL {
        let of_category = |key| format!("categories.{}.{key}", category.key());
        paths.extend(["percent", "weight", "points"].map(of_category));
    }
    let mut text = format!(
        "[expect]\nsource = \"mips {}\"\n",
        env!("CARGO_PKG_VERSION")
    );
    for path in paths {
        let Some(literal) = output.get(&path).and_then(literal) else {
            continue;
        };
        let key = if path.contains('.') {
            format!("\"{path}\"")
        } else {
            path
        };
        text.push_str(&format!("{key} = {literal}\n"));
    }
    text
}

/// A figure as a fixture states it; TOML has no null, and the word stands for it. Nothing for a table.
pub(super) fn literal(found: &Tree) -> Option<String> {
    match found {
        Tree::Null => Some("\"null\"".into()),
        Tree::Boolean(_) | Tree::Number(_) | Tree::Text(_) => Some(found.compact()),
        Tree::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(literal).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Tree::Object(_) | Tree::Named(_) => None,
    }
}
