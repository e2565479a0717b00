//! Holds a practice file against one year's rules.

mod amounts;
mod data;
pub(super) mod figures;
mod form;
mod pathway;
mod quality;
mod states;
mod taking_part;
mod words;

use std::sync::Arc;

pub(crate) use form::{MOST_CLINICIANS, MOST_PAID, check as check_form};

use super::{
    admitted::{CategoryData, CategoryInput, ComplexPatientInput, Practice},
    file::{CategoryTable, PracticeFile},
};
use crate::{
    category::{ByCategory, Category},
    problem::{Code, Problem, Problems},
    rules::{
        Rules,
        book::{RuleBook, YearRules},
        terms::{ApmKind, Participation, Pathway},
    },
};

/// Makes of a practice file a practice that fits the year, ready to be scored without failing.
///
/// `book` is asked in which other years something exists that this year lacks.
///
/// A practice file can be read from a document, or built in code:
///
/// ```
/// use mips::{
///     RuleBook,
///     practice::{CategoryTable, PracticeFile, admit},
///     rust_decimal::Decimal,
///     score,
/// };
///
/// let percent = |percent: i64| Decimal::from(percent);
/// let mut file = PracticeFile {
///     performance_year: Some(2023),
///     ..PracticeFile::default()
/// };
/// file.practice.clinicians = Some(40);
/// file.quality = Some(CategoryTable { percent: Some(percent(80)), ..CategoryTable::default() });
/// file.cost = Some(CategoryTable { percent: Some(percent(60)), ..CategoryTable::default() });
/// file.improvement_activities = Some(CategoryTable { percent: Some(percent(100)), ..CategoryTable::default() });
/// file.promoting_interoperability = Some(CategoryTable { percent: Some(percent(90)), ..CategoryTable::default() });
///
/// let book = RuleBook::built_in();
/// let rules = book.year(2023)?;
/// let practice = admit(&book, &rules, file)?;
/// assert_eq!(score(&practice).final_score.unwrap().to_string(), "79.50");
/// # Ok::<(), mips::Problems>(())
/// ```
///
/// # Errors
///
/// Everything that the year's rules do not admit, each with its dotted path.
pub fn admit(
    book: &RuleBook,
    rules: &Arc<YearRules>,
    mut file: PracticeFile,
) -> Result<Practice, Problems> {
    let found = check_form(&mut file);
    admit_formed(book, rules, file, found)
}

/// The same of a file whose form was checked, with what was `found` so far.
pub(crate) fn admit_formed(
    book: &RuleBook,
    rules: &Arc<YearRules>,
    file: PracticeFile,
    mut found: Problems,
) -> Result<Practice, Problems> {
    let mut admission = Admission {
        book,
        rules,
        problems: Problems::default(),
        unshown: None,
        passes_over_figures: false,
    };
    let practice = admission.practice(file);
    let more = admission.problems.0;
    let told = Told::of(&found);
    found.append(more.into_iter().filter(|problem| !told.covers(problem)));
    if found.any_error() {
        return Err(found);
    }
    Ok(Practice {
        warnings: found.0,
        ..practice
    })
}

/// What was said of a file: what could not be read, or is out of its range, is told once, and not again as missing; nor is
/// a table odd for what it lost so.
pub(crate) struct Told(Vec<String>);

impl Told {
    /// What these errors say.
    pub(crate) fn of(problems: &Problems) -> Self {
        let errors = problems.0.iter().filter(|problem| problem.is_error());
        Self(errors.map(|problem| problem.path.clone()).collect())
    }

    /// The same without keys that nobody knows: what their table lacks is another matter.
    pub(crate) fn of_known_keys(problems: &Problems) -> Self {
        let errors = problems.0.iter().filter(|problem| problem.is_error());
        let known = errors.filter(|problem| problem.code != Code::UnknownKey);
        Self(known.map(|problem| problem.path.clone()).collect())
    }

    /// Whether a problem follows from them.
    pub(crate) fn covers(&self, problem: &Problem) -> bool {
        self.0.iter().any(|path| {
            let rest = path.strip_prefix(&problem.path);
            let lacks = !problem.is_error() || problem.code == Code::MissingKey;
            rest == Some("") || lacks && rest.is_some_and(|it| it.starts_with('.'))
        })
    }
}

/// The numbers of clinicians at which something may change in any year, beside the size of a small practice: none is
/// refused, and one alone is not a group.
pub(crate) const CLINICIAN_STEPS: [u32; 3] = [0, 1, 2];

struct Admission<'a> {
    book: &'a RuleBook,
    rules: &'a Arc<YearRules>,
    problems: Problems,
    /// The last problem that is counted alone, for what its finder still wants to add to it.
    unshown: Option<Problem>,
    /// Whether what depends on how high figures are is left out.
    passes_over_figures: bool,
}

impl Admission<'_> {
    fn practice(&mut self, file: PracticeFile) -> Practice {
        self.check_year(file.performance_year);
        let facts = file.practice;
        let participation = facts.participation.unwrap_or(Participation::Group);
        let pathway = facts.pathway.unwrap_or(Pathway::Traditional);
        let counted = facts
            .clinicians
            .map(|count| count <= self.rules.small_practice.maximum_clinicians);
        let mut practice = Practice {
            rules: Arc::clone(self.rules),
            name: facts.name,
            participation,
            pathway,
            mvp: facts.mvp,
            clinicians: facts.clinicians,
            small_practice: facts.small_practice.or(counted).unwrap_or(false),
            size_is_stated: facts.small_practice.or(counted).is_some(),
            special_statuses: facts.special_statuses,
            apm_participant: facts.apm_participant.unwrap_or(false),
            apm_kind: facts.apm_kind.unwrap_or(ApmKind::WebInterface),
            clinician_type: facts.clinician_type,
            part_b_paid: facts.part_b_paid,
            final_score: file.final_score,
            categories: ByCategory {
                quality: input(file.quality.as_ref()),
                cost: input(file.cost.as_ref()),
                improvement_activities: input(file.improvement_activities.as_ref()),
                promoting_interoperability: input(file.promoting_interoperability.as_ref()),
            },
            data: CategoryData {
                quality: file
                    .quality
                    .and_then(|table| table.data)
                    .unwrap_or_default(),
                cost: file.cost.and_then(|table| table.data).unwrap_or_default(),
                improvement_activities: file
                    .improvement_activities
                    .and_then(|table| table.data)
                    .unwrap_or_default(),
                promoting_interoperability: file
                    .promoting_interoperability
                    .and_then(|table| table.data)
                    .unwrap_or_default(),
            },
            complex_patient_bonus: ComplexPatientInput::None,
            facility_based: file.facility_based,
            prior_year: file.prior_year,
            payment: file.payment,
            single_specialty: facts.single_specialty,
            tin_of_payment_year: facts.tin_of_payment_year,
            taking_part: file.taking_part,
            warnings: Vec::new(),
        };
        self.derive_statuses(&mut practice);
        self.check_size(&practice, facts.clinicians, facts.small_practice);
        self.check_words(&practice);
        let pathway_exists = self.check_pathway(&practice);
        practice.complex_patient_bonus = self.complex_patient(file.complex_patient_bonus);
        self.check_facility(&mut practice);
        self.check_payment(&practice);
        self.check_taking_part(&practice);
        if practice.final_score.is_some() {
            self.check_final_score(&practice);
        } else if pathway_exists {
            self.check_reasons(&practice);
            self.check_states(&practice);
            self.check_row(&practice);
            self.check_data(&practice);
        }
        practice
    }

    fn error(&mut self, code: Code, path: &str, message: impl Into<String>) -> &mut Problem {
        let problem = Problem::new(code, path, message);
        if self.problems.is_full() {
            self.problems.push(problem.clone());
            return self.unshown.insert(problem);
        }
        self.problems.push(problem);
        self.problems.0.last_mut().expect("one was just pushed")
    }

    /// Something that the year lacks; the help names the years that have it.
    fn not_in_year(&mut self, path: &str, what: &str, exists: impl Fn(&Rules) -> bool) {
        let year = self.rules.performance_year;
        let elsewhere: Vec<u16> = self
            .book
            .years()
            .filter(|other| self.book.year(*other).is_ok_and(|rules| exists(&rules)))
            .collect();
        let help = match spans(&elsewhere) {
            Some(years) => format!("performance years that have it: {years}"),
            None => "no performance year has it".into(),
        };
        self.error(
            Code::NotInYear,
            path,
            format!("{what} in performance year {year}"),
        )
        .help = Some(help);
    }

    /// What categories are computed from must exist in the year.
    fn check_data(&mut self, practice: &Practice) {
        self.check_quality(practice);
        let has_data = |category| {
            matches!(
                practice.categories[category],
                CategoryInput::Measures { .. }
            )
        };
        if has_data(Category::Cost) {
            self.check_cost(practice);
        }
        if has_data(Category::ImprovementActivities) {
            self.check_activities(practice);
        }
        if has_data(Category::PromotingInteroperability) {
            self.check_interoperability(practice);
        }
    }
}

fn input<T>(table: Option<&CategoryTable<T>>) -> CategoryInput {
    match table {
        Some(table) if table.data.is_some() => CategoryInput::Measures {
            percent_given: table.percent,
        },
        Some(CategoryTable {
            percent: Some(percent),
            ..
        }) => CategoryInput::Percent(*percent),
        Some(CategoryTable {
            reweighted: Some(reason),
            ..
        }) => CategoryInput::Reweighted(*reason),
        Some(CategoryTable {
            not_submitted: true,
            ..
        }) => CategoryInput::NotSubmitted,
        Some(CategoryTable { unknown: true, .. }) => CategoryInput::Unknown,
        Some(_) | None => CategoryInput::Absent,
    }
}

/// Years in words: `2019 to 2020, 2023 to 2027`.
pub(crate) fn spans(years: &[u16]) -> Option<String> {
    let mut parts: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => parts.push((*year, *year)),
        }
    }
    let texts: Vec<String> = parts
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            }
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}
