//! What is missing, and how it would decide.

use crate::{
    participation::{
        low_volume::{LevelTest, LimitRow},
        verdict::Verdict,
    },
    rules::terms::QpStatus,
};

use super::{answer::Missing, subject::Subject};

impl Subject<'_> {
    pub(super) fn missing(
        &self,
        verdict: Verdict,
        own: &LevelTest,
        group: Option<&LevelTest>,
    ) -> Vec<Missing> {
        let mut missing = Vec::new();
        if self.before_qp().is_some() {
            return missing;
        }
        let mut add = |path: &str, decides: String| {
            missing.push(Missing {
                path: path.to_owned(),
                decides,
            });
        };
        if self.is_individual() && verdict != Verdict::Exempt {
            let year = self.rules.performance_year;
            if self.clinician_type().is_none() {
                add(
                    "eligibility.clinician_type",
                    format!("taken as a type that MIPS covers in {year}; any other is exempt"),
                );
            }
            if self.facts.medicare_enrolled.is_none() {
                add(
                    "eligibility.medicare_enrolled",
                    format!("taken as before {year}; whoever first enrolled in {year} is exempt"),
                );
            }
        }
        for path in &self.qp.missing {
            add(path, self.how_a_score_decides());
        }
        if verdict == Verdict::Qp {
            return missing;
        }
        for row in own.rows.iter().filter(|row| row.exceeded.is_none()) {
            if let Some(decides) = self.how(row, verdict, own, group, true) {
                add(&row.path, decides);
            }
        }
        let group_rows = group.iter().flat_map(|group| &group.rows);
        for row in group_rows.filter(|row| row.exceeded.is_none()) {
            if let Some(decides) = self.how(row, verdict, own, group, false) {
                add(&row.path, decides);
            }
        }
        let below = matches!(verdict, Verdict::Exempt | Verdict::OptInEligible);
        if self.is_individual() && group.is_none() && below && !self.is_exempt_by_maqi() {
            add(
                "eligibility.group",
                "eligible as a group only, if the practice exceeds all limits and reports as a group".into(),
            );
        }
        missing
    }

    fn how_a_score_decides(&self) -> String {
        let higher = match self.qp.status {
            Some(QpStatus::PartialQp) => "it could make a QP of a Partial QP",
            _ => "it could prove a QP or a Partial QP",
        };
        format!("the better of the two methods counts: {higher}")
    }

    /// How one figure decides; none where it makes no difference.
    fn how(
        &self,
        row: &LimitRow,
        verdict: Verdict,
        own: &LevelTest,
        group: Option<&LevelTest>,
        is_own: bool,
    ) -> Option<String> {
        let verdicts = |exceeded: bool| -> Vec<Verdict> {
            let possible = if is_own {
                self.possible(&own.with(&row.path, exceeded), group)
            } else {
                self.possible(own, group.map(|it| it.with(&row.path, exceeded)).as_ref())
            };
            possible.into_iter().map(|(verdict, _)| verdict).collect()
        };
        let (above, below) = (verdicts(true), verdicts(false));
        if above == below && verdict != Verdict::Unknown {
            return None;
        }
        let what = format!(
            "{} exceed {}",
            row.criterion.title(),
            row.criterion.shown(row.limit.figure())
        );
        Some(match (&above[..], &below[..]) {
            _ if above == below => format!("{} either way, with the other figures", either(&above)),
            ([_], [below]) => format!("{} unless {what}", below.title()),
            _ => format!("if {what}: {}; if not: {}", either(&above), either(&below)),
        })
    }
}

/// `exempt or opt-in eligible`.
fn either(verdicts: &[Verdict]) -> String {
    let titles: Vec<&str> = verdicts.iter().map(|it| it.title()).collect();
    titles.join(" or ")
}
