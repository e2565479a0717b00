//! What is missing, how it would decide, and what was taken for granted.

use crate::{
    participation::{
        low_volume::{LevelTest, LimitRow},
        verdict::Verdict,
    },
    rules::terms::{Election, Participation, QpStatus},
};

use super::{Missing, Subject};

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
        if self.is_individual() && group.is_none() && below {
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

    pub(super) fn notes(
        &self,
        verdict: Verdict,
        own_may_opt_in: bool,
        own: &LevelTest,
    ) -> Vec<String> {
        let mut notes = self.qp.notes.clone();
        let rules = &self.rules.eligibility;
        let segments = &self.facts.volume.segments;
        if let [segment] = segments[..]
            && segment.number != Some(2)
            && own.stated.is_none()
            && self.level() != Participation::Subgroup
        {
            let given = match segment.number {
                Some(_) => "the figures of segment 1 stand for both segments",
                None => "one set of figures stands for both segments",
            };
            notes.push(format!(
                "{given}; being below a limit in either of them is enough to be out"
            ));
        } else if let [segment] = segments[..]
            && segment.number == Some(2)
        {
            notes.push("segment 2 decides alone, as for a practice first seen in it".into());
        }
        if self.level() == Participation::ApmEntity
            && !rules.low_volume.levels.contains(&Participation::ApmEntity)
        {
            notes.push(
                "the low-volume threshold is not tested for an APM Entity this year, but for its clinicians and practices (eligibility.group)"
                    .into(),
            );
        }
        if self.level() == Participation::Subgroup {
            notes.push("a subgroup has the eligibility of its group, by segment 1 alone; at least one of its clinicians is eligible as an individual".into());
        }
        let may_opt_in =
            verdict == Verdict::OptInEligible || (verdict == Verdict::GroupOnly && own_may_opt_in);
        if may_opt_in
            && segments.len() > 1
            && own.stated.is_none()
            && let Some(note) = rules
                .opt_in
                .as_ref()
                .and_then(|it| it.two_segments.note.as_ref())
        {
            notes.push(format!(
                "open: no source says how opt-in is decided over two segments. {note}"
            ));
        }
        if let (Some(day), Some(late)) =
            (self.facts.joined, &self.rules.score_hierarchy.joined_late)
            && late.holds(day)
        {
            notes.push(format!(
                "joined the practice on {}: unless it reports as a group, the final score is the performance threshold, without an adjustment ({})",
                day.in_words(),
                late.cite
            ));
        }
        if verdict == Verdict::MipsEligible && self.level() == Participation::Group {
            notes.push("nobody is bound to report as a group; a clinician who exceeds all limits alone must report one way or the other".into());
        }
        if verdict == Verdict::Exempt && self.election() == Election::OptIn {
            notes.push("the election to opt in has no effect: it takes at least one limit that is exceeded".into());
        }
        if verdict == Verdict::MipsEligible
            && self.is_individual()
            && self.election() == Election::Voluntary
        {
            notes.push("the election to report voluntarily has no effect: whoever exceeds all limits must take part, and is adjusted".into());
        }
        if verdict == Verdict::Qp && self.election() == Election::OptIn {
            notes.push("the election to opt in has no effect: a QP is out of MIPS".into());
        }
        if let Some(note) = &rules.qp.note
            && verdict == Verdict::Qp
        {
            notes.push(note.clone());
        }
        if verdict == Verdict::PartialQp && self.elects_mips {
            notes.push("with its election a Partial QP is in MIPS, if otherwise eligible; an APM Entity elects for all its Partial QPs".into());
        }
        if self.facts.maqi == Some(true) && rules.maqi.is_some() {
            notes.push(
                "open: that the demonstration exempts, and in which years, is from memory".into(),
            );
        }
        notes
    }
}

/// `exempt or opt-in eligible`.
fn either(verdicts: &[Verdict]) -> String {
    let titles: Vec<&str> = verdicts.iter().map(|it| it.title()).collect();
    titles.join(" or ")
}
