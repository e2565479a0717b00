//! What was taken for granted, and what is open.

use super::subject::Subject;
use crate::{
    participation::{low_volume::LevelTest, verdict::Verdict},
    rules::terms::{Election, Participation},
};

impl Subject<'_> {
    pub(super) fn notes(
        &self,
        verdict: Verdict,
        own_may_opt_in: bool,
        own: &LevelTest,
    ) -> Vec<String> {
        let rules = &self.rules.eligibility;
        let mut notes = self.qp.notes.clone();
        notes.extend(self.note_of_segments(own));
        notes.extend(self.note_of_level().map(Into::into));
        if verdict == Verdict::OptInEligible || (verdict == Verdict::GroupOnly && own_may_opt_in) {
            notes.extend(self.note_of_opting_in(own));
        }
        notes.extend(self.note_of_joining());
        if verdict == Verdict::MipsEligible && self.level() == Participation::Group {
            notes.push("no clinician has to report as a group; one who exceeds all limits alone must report one way or the other".into());
        }
        notes.extend(self.note_of_election(verdict).map(Into::into));
        if verdict == Verdict::Qp {
            notes.extend(rules.qp.note.clone());
        }
        if verdict == Verdict::PartialQp && self.elects_mips {
            notes.push("with this election a Partial QP is in MIPS, if otherwise eligible; an APM Entity elects for all its Partial QPs".into());
        }
        if self.facts.maqi == Some(true) && rules.maqi.is_some() {
            notes.push("the demonstration's exemption, and its years, are not confirmed".into());
        }
        notes
    }

    fn note_of_segments(&self, own: &LevelTest) -> Option<String> {
        let [segment] = self.facts.volume.segments[..] else {
            return None;
        };
        if segment.number == Some(2) {
            return Some("segment 2 decides alone, as for a practice first seen in it".into());
        }
        if own.stated.is_some() || self.level() == Participation::Subgroup {
            return None;
        }
        let given = match segment.number {
            Some(_) => "the figures of segment 1 stand for both segments",
            None => "one set of figures stands for both segments",
        };
        Some(format!(
            "{given}; being below a limit in either of them is enough to be out"
        ))
    }

    fn note_of_level(&self) -> Option<&'static str> {
        let levels = &self.rules.eligibility.low_volume.levels;
        match self.level() {
            Participation::Subgroup => Some(
                "a subgroup has the eligibility of its group, by segment 1 alone; at least one of its clinicians must be eligible as an individual",
            ),
            Participation::ApmEntity if !levels.contains(&Participation::ApmEntity) => Some(
                "this year the low-volume threshold is tested for the APM Entity's clinicians and practices (eligibility.group), not for the entity",
            ),
            _ => None,
        }
    }

    /// Of figures of two segments, no source says how opting in is decided.
    fn note_of_opting_in(&self, own: &LevelTest) -> Option<String> {
        if self.facts.volume.segments.len() < 2 || own.stated.is_some() {
            return None;
        }
        let opt_in = self.rules.eligibility.opt_in.as_ref()?;
        let note = opt_in.two_segments.note.as_ref()?;
        Some(format!(
            "open: no source says how opt-in is decided over two segments. {note}"
        ))
    }

    fn note_of_joining(&self) -> Option<String> {
        let day = self.facts.joined?;
        let late = self.rules.score_hierarchy.joined_late.as_ref()?;
        late.holds(day).then(|| {
            format!(
                "joined the practice on {}: unless it reports as a group, the final score is the performance threshold, without an adjustment ({})",
                day.in_words(),
                late.cite
            )
        })
    }

    /// An election that has no effect.
    fn note_of_election(&self, verdict: Verdict) -> Option<&'static str> {
        match (verdict, self.election()) {
            (Verdict::Exempt, Election::OptIn) => Some(
                "the election to opt in has no effect: at least one limit must be exceeded to opt in",
            ),
            (Verdict::MipsEligible, Election::Voluntary) if self.is_individual() => Some(
                "the election to report voluntarily has no effect: whoever exceeds all limits must take part, and is adjusted",
            ),
            (Verdict::Qp, Election::OptIn) => {
                Some("the election to opt in has no effect: a QP is out of MIPS")
            }
            _ => None,
        }
    }
}
