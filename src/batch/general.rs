//! The full path: scores a row like any practice file, and learns the plan of its shape.

use super::{
    figures as kinds,
    job::Form,
    lane::Lane,
    layers,
    measured::Measured,
    measures::Measures,
    members,
    rows::{self, Row},
    taking::{Named, Taking},
    words,
    worker::{INTERNAL, Met, Worker, caught, figures},
};
use crate::{
    document::setting::Setting,
    score::score,
    trial::{self, Admitted, Trial},
};

impl<T: Taking> Worker<'_, T> {
    /// Scores a row on the full path. If the fast path has read the row already, `bytes` holds it first.
    pub(super) fn general(
        &mut self,
        (bytes, row): (&[u8], &[u8]),
        scenario: Option<usize>,
        met: Met,
    ) {
        let job = self.job;
        let parsed = caught(|| match job.form {
            Form::Csv => rows::of_cells(job, self.heading, row),
            Form::Ndjson => members::of_json(job, row, &mut self.paths),
        });
        let Row { id, kept, settings } = parsed.unwrap_or_else(|| Row {
            settings: Err(INTERNAL.into()),
            ..Row::default()
        });
        let named = Named {
            id: &id,
            kept: kept.iter().map(Vec::as_slice).collect(),
            scenario: scenario.map(|n| job.scenarios[n].name.as_str()),
        };
        let start = self.out.bytes.len();
        let outcome = settings.and_then(|settings| {
            let scored = caught(|| self.scored(&named, &settings, (bytes, row), scenario, met));
            scored.unwrap_or_else(|| Err(INTERNAL.into()))
        });
        if let Err(why) = outcome {
            self.out.cut(start);
            self.fail(&named, why);
        }
    }

    /// Scores a row on the full path and learns from it.
    fn scored(
        &mut self,
        named: &Named<'_>,
        settings: &[Setting],
        (bytes, row): (&[u8], &[u8]),
        scenario: Option<usize>,
        met: Met,
    ) -> Result<(), String> {
        let job = self.job;
        let admitted = layers::admit(job, settings, scenario)
            .map_err(|problems| words::describe_with(problems, settings))?;
        match met {
            Met::New => self.learn(bytes, settings, scenario, &admitted),
            Met::Unread if job.form == Form::Ndjson => {
                self.common.layouts.learn(job, row);
                self.layouts = self.common.layouts.all();
            }
            _ => {}
        }
        let Admitted { rules, practice } = admitted;
        let scorecard = score(&practice);
        let trial = Trial {
            rules,
            practice,
            scorecard,
            readings: Vec::new(),
        };
        self.taking
            .scored(job, named, &trial, &mut self.out, &mut self.sum)?;
        self.warned(&[], trial.scorecard.warnings);
        Ok(())
    }

    /// Learns the plan of the row's shape.
    fn learn(&self, bytes: &[u8], settings: &[Setting], scenario: Option<usize>, row: &Admitted) {
        let Lane { shape, mask, .. } = &self.lane;
        let shared = &self.common.shared;
        if mask & kinds::ANY == 0 {
            return shared.learn(self.job, shape, *mask, row);
        }
        let members = self.layouts.first();
        let found = figures(&self.lane, bytes, self.heading, members.map(|it| &**it));
        let document = layers::laid(self.job, settings, scenario)
            .and_then(|(document, above)| trial::varied(&document, &above));
        let (Some(measures), Ok((document, _))) = (
            Measures::of(found.map(|(_, figure, given)| (figure, given))),
            document,
        ) else {
            return;
        };
        let is_whole = !kinds::has(self.job.base, *mask);
        let made = if is_whole {
            Measured::of(&document, row, *mask, measures)
        } else {
            Some(None)
        };
        if let Some(made) = made {
            shared.learn_measured(shape, row, made);
        }
    }
}
