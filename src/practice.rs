//! A practice in one performance year: as a file says it, and as a year's rules admit it.

use std::cell::RefCell;

use rust_decimal::Decimal;

use crate::{
    category::ByCategory,
    decimal::HUNDRED,
    document::{Document, Value},
    problem::{Code, Problem, Problems},
    rules::collection_type::CollectionType,
};

mod admit;
mod fields;
pub mod words;

pub use admit::admit;
pub(crate) use admit::spans;
use fields::Fields;
use words::{ApmKind, ClinicianType, Participation, Pathway, Reason, SpecialStatus};

/// A practice file as it is written: typed, but not yet held against a year's rules.
#[derive(Clone, Debug, Default)]
pub struct PracticeFile {
    /// The performance year.
    pub performance_year: Option<u16>,
    /// The practice itself.
    pub practice: PracticeFacts,
    /// The quality table.
    pub quality: Option<CategoryTable<Vec<QualityMeasure>>>,
    /// The cost table.
    pub cost: Option<CategoryTable<Vec<CostMeasure>>>,
    /// The improvement activities table: ids of activities.
    pub improvement_activities: Option<CategoryTable<Vec<String>>>,
    /// The promoting interoperability table.
    pub promoting_interoperability: Option<CategoryTable<PromotingInteroperabilityData>>,
    /// The complex patient bonus table.
    pub complex_patient_bonus: Option<ComplexPatientTable>,
    /// Figures of the year before.
    pub prior_year: PriorYear,
    /// Facility-based scores.
    pub facility_based: Option<FacilityScores>,
    /// Replacements of the year's scaling factors.
    pub payment: PaymentFacts,
}

/// The `[practice]` table.
#[derive(Clone, Debug, Default)]
pub struct PracticeFacts {
    /// Its name, only printed.
    pub name: Option<String>,
    /// How it takes part.
    pub participation: Option<Participation>,
    /// How it reports.
    pub pathway: Option<Pathway>,
    /// The MIPS Value Pathway's id.
    pub mvp: Option<String>,
    /// Eligible clinicians in the practice.
    pub clinicians: Option<u32>,
    /// CMS's own designation of practice size.
    pub small_practice: Option<bool>,
    /// Special statuses.
    pub special_statuses: Vec<SpecialStatus>,
    /// An APM participant that does not report as an APM Entity.
    pub apm_participant: Option<bool>,
    /// The kind of APM under the APM scoring standard.
    pub apm_kind: Option<ApmKind>,
    /// The individual's type.
    pub clinician_type: Option<ClinicianType>,
    /// Dollars that Medicare pays for covered professional services in the payment year, 42 CFR 414.1405(e).
    pub part_b_paid: Option<Decimal>,
}

/// A category's table as it is written.
#[derive(Clone, Debug, Default)]
pub struct CategoryTable<T> {
    /// The category percent, when it is known.
    pub percent: Option<Decimal>,
    /// What the category is computed from.
    pub data: Option<T>,
    /// Nothing was submitted.
    pub not_submitted: bool,
    /// CMS moved the weight away.
    pub reweighted: Option<Reason>,
    /// Not known yet.
    pub unknown: bool,
}

/// One quality measure as it is written. Counts may have decimals: some measures count other things than patients.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QualityMeasure {
    /// The collection type.
    pub collection_type: Option<CollectionType>,
    /// CMS's measure id.
    pub id: String,
    /// Performance met.
    pub numerator: Option<Decimal>,
    /// Performance met and not met.
    pub denominator: Option<Decimal>,
    /// The performance rate, in percent or in the measure's own unit.
    pub rate: Option<Decimal>,
    /// The number of cases.
    pub cases: Option<Decimal>,
    /// All who are eligible for the measure.
    pub eligible_population: Option<Decimal>,
    /// Denominator exclusions.
    pub exclusions: Option<Decimal>,
    /// Denominator exceptions.
    pub exceptions: Option<Decimal>,
    /// Data completeness in percent.
    pub data_completeness: Option<Decimal>,
    /// Measure achievement points, when CMS has said them.
    pub points: Option<Decimal>,
    /// Reported end to end by electronic means.
    pub end_to_end: Option<bool>,
    /// The strata of a multi-rate measure.
    pub strata: Vec<Stratum>,
}

/// One stratum of a multi-rate measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stratum {
    /// Its name.
    pub name: String,
    /// Performance met.
    pub numerator: Option<Decimal>,
    /// Performance met and not met.
    pub denominator: Option<Decimal>,
    /// All who are eligible.
    pub eligible_population: Option<Decimal>,
    /// Denominator exclusions.
    pub exclusions: Option<Decimal>,
    /// Denominator exceptions.
    pub exceptions: Option<Decimal>,
}

/// One cost measure as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CostMeasure {
    /// CMS's measure id.
    pub id: String,
    /// Risk-adjusted dollars per episode or beneficiary.
    pub cost: Option<Decimal>,
    /// Episodes or beneficiaries.
    pub cases: Option<Decimal>,
    /// Measure achievement points, when CMS has said them.
    pub points: Option<Decimal>,
}

/// What promoting interoperability is computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PromotingInteroperabilityData {
    /// Measures, attestations and exclusions by id.
    pub measures: Vec<(String, Answer)>,
    /// Days of the performance period.
    pub days: Option<u32>,
    /// The CEHRT id.
    pub cehrt_id: Option<String>,
}

/// What a promoting interoperability entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    Attested(bool),
    /// A proportion.
    Proportion {
        /// Of so many.
        numerator: Decimal,
        /// In so many.
        denominator: Decimal,
    },
}

/// The `[complex_patient_bonus]` table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComplexPatientTable {
    /// The bonus, when CMS has said it.
    pub points: Option<Decimal>,
    /// Not known yet.
    pub unknown: bool,
    /// It is said that it is not unknown, and nothing else.
    pub denied: bool,
    /// The raw inputs.
    pub inputs: ComplexPatientInputs,
}

/// The raw inputs of the complex patient bonus; which are needed depends on the year's formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComplexPatientInputs {
    /// Average HCC risk score of the patients seen.
    pub average_hcc: Option<Decimal>,
    /// Ratio of dually eligible patients, 0 to 1.
    pub dual_ratio: Option<Decimal>,
    /// Mean HCC score over all clinicians.
    pub hcc_mean: Option<Decimal>,
    /// Its standard deviation.
    pub hcc_sd: Option<Decimal>,
    /// Its median.
    pub hcc_median: Option<Decimal>,
    /// Mean dual ratio over all clinicians.
    pub dual_mean: Option<Decimal>,
    /// Its standard deviation.
    pub dual_sd: Option<Decimal>,
    /// Its median.
    pub dual_median: Option<Decimal>,
}

impl ComplexPatientInputs {
    /// Each input with its key.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<Decimal>); 8] {
        [
            ("average_hcc", self.average_hcc),
            ("dual_ratio", self.dual_ratio),
            ("hcc_mean", self.hcc_mean),
            ("hcc_sd", self.hcc_sd),
            ("hcc_median", self.hcc_median),
            ("dual_mean", self.dual_mean),
            ("dual_sd", self.dual_sd),
            ("dual_median", self.dual_median),
        ]
    }
}

/// The `[prior_year]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriorYear {
    /// Quality achievement percent of the year before, without bonuses and improvement.
    pub quality_achievement_percent: Option<Decimal>,
    /// Cost percent of the year before.
    pub cost_percent: Option<Decimal>,
}

/// The `[facility_based]` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacilityScores {
    /// Quality percent by the hospital's percentile.
    pub quality_percent: Decimal,
    /// Cost percent by the hospital's percentile.
    pub cost_percent: Decimal,
}

/// The `[payment]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaymentFacts {
    /// In place of the year's scaling factor.
    pub scaling_factor: Option<Decimal>,
    /// In place of the year's additional scaling factor.
    pub additional_scaling_factor: Option<Decimal>,
}

/// A practice that fits a year's rules.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Its name, only printed.
    pub name: Option<String>,
    /// How it takes part.
    pub participation: Participation,
    /// How it reports.
    pub pathway: Pathway,
    /// The MIPS Value Pathway's id.
    pub mvp: Option<String>,
    /// Eligible clinicians in the practice, where the file gives their number.
    pub clinicians: Option<u32>,
    /// Whether it is a small practice.
    pub small_practice: bool,
    /// Whether the file said so, by count or by CMS's designation; otherwise it is an assumption.
    pub size_is_stated: bool,
    /// Its special statuses.
    pub special_statuses: Vec<SpecialStatus>,
    /// An APM participant that does not report as an APM Entity.
    pub apm_participant: bool,
    /// The kind of APM under the APM scoring standard.
    pub apm_kind: ApmKind,
    /// The individual's type.
    pub clinician_type: Option<ClinicianType>,
    /// Dollars that Medicare pays for covered professional services in the payment year.
    pub part_b_paid: Option<Decimal>,
    /// What is known of each category.
    pub categories: ByCategory<CategoryInput>,
    /// What the categories are computed from, where they are.
    pub data: CategoryData,
    /// What is known of the complex patient bonus.
    pub complex_patient_bonus: ComplexPatientInput,
    /// Facility-based scores.
    pub facility_based: Option<FacilityScores>,
    /// Figures of the year before.
    pub prior_year: PriorYear,
    /// Replacements of the year's scaling factors.
    pub payment: PaymentFacts,
    /// What is valid but odd.
    pub warnings: Vec<Problem>,
}

/// What is known of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryInput {
    /// The file does not mention it.
    Absent,
    /// Its percent is known.
    Percent(Decimal),
    /// It is computed from [`Practice::data`]; a percent given beside is only compared.
    Data(Option<Decimal>),
    /// Nothing was submitted.
    NotSubmitted,
    /// CMS moved its weight away.
    Reweighted(Reason),
    /// Not known yet.
    Unknown,
}

/// What categories are computed from.
#[derive(Clone, Debug, Default)]
pub struct CategoryData {
    /// Quality measures.
    pub quality: Vec<QualityMeasure>,
    /// Cost measures.
    pub cost: Vec<CostMeasure>,
    /// Improvement activities.
    pub improvement_activities: Vec<String>,
    /// Promoting interoperability.
    pub promoting_interoperability: PromotingInteroperabilityData,
}

/// What is known of the complex patient bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComplexPatientInput {
    /// The year has none.
    None,
    /// The file does not mention it.
    NotGiven,
    /// CMS has said it.
    Points(Decimal),
    /// It is computed.
    Raw(ComplexPatientInputs),
    /// Not known yet.
    Unknown,
}

/// The tables and keys at the top of a practice file.
pub const TABLES: [&str; 11] = [
    "performance_year",
    "practice",
    "quality",
    "cost",
    "improvement_activities",
    "promoting_interoperability",
    "complex_patient_bonus",
    "prior_year",
    "facility_based",
    "payment",
    "expect",
];

/// Reads a practice file, whatever its year. What is wrong with its form comes back beside it.
#[must_use]
pub fn read(document: &Document) -> (PracticeFile, Problems) {
    let problems = RefCell::default();
    let top = Fields::new(document.root(), "", &problems);
    let file = PracticeFile {
        performance_year: read_year(&top),
        practice: top.table("practice").map(read_facts).unwrap_or_default(),
        quality: read_category(&top, "quality", "measures", read_quality_measures),
        cost: read_category(&top, "cost", "measures", read_cost_measures),
        improvement_activities: read_category(
            &top,
            "improvement_activities",
            "activities",
            |table| table.texts("activities"),
        ),
        promoting_interoperability: read_category(
            &top,
            "promoting_interoperability",
            "measures",
            read_promoting_interoperability,
        ),
        complex_patient_bonus: top.table("complex_patient_bonus").map(read_complex_patient),
        prior_year: top
            .table("prior_year")
            .map(read_prior_year)
            .unwrap_or_default(),
        facility_based: top.table("facility_based").and_then(read_facility),
        payment: top.table("payment").map(read_payment).unwrap_or_default(),
    };
    // What is expected of the result belongs to fixtures; it is not an input.
    let _ = top.node("expect");
    top.finish();
    (file, problems.into_inner())
}

fn read_year(top: &Fields<'_>) -> Option<u16> {
    if top.node("performance_year").is_none() {
        let problem = Problem::new(
            Code::MissingKey,
            "performance_year",
            "the performance year is missing",
        );
        top.note(problem.help("write for example performance_year = 2026, or give --year 2026"));
        return None;
    }
    top.whole("performance_year", 9999)
        .and_then(|year| u16::try_from(year).ok())
}

fn read_facts(table: Fields<'_>) -> PracticeFacts {
    let facts = PracticeFacts {
        name: table.text("name"),
        participation: table.word("participation"),
        pathway: table.word("pathway"),
        mvp: table.text("mvp"),
        clinicians: table.whole("clinicians", 1_000_000),
        small_practice: table.boolean("small_practice"),
        special_statuses: table.words("special_statuses"),
        apm_participant: table.boolean("apm_participant"),
        apm_kind: table.word("apm_kind"),
        clinician_type: table.word("clinician_type"),
        part_b_paid: read_paid(&table),
    };
    table.finish();
    facts
}

/// More than this is more than any practice is paid; far more than all of Part B is an error of typing.
pub(crate) const MOST_PAID: Decimal = Decimal::from_parts(1_410_065_408, 2, 0, false, 0);

fn read_paid(table: &Fields<'_>) -> Option<Decimal> {
    let paid = table.decimal("part_b_paid")?;
    let path = table.path("part_b_paid");
    if paid.is_sign_negative() && !paid.is_zero() {
        let message = format!("{paid} dollars: a paid amount is not negative");
        table.note(Problem::new(Code::OutOfRange, path, message));
        return None;
    }
    if paid > MOST_PAID {
        let message = format!("{paid} dollars is more than Medicare pays any practice in a year");
        table.note(Problem::new(Code::OutOfRange, path, message).help("give dollars, not cents"));
        return None;
    }
    Some(paid)
}

fn read_category<T>(
    top: &Fields<'_>,
    key: &'static str,
    data_key: &'static str,
    read_data: impl FnOnce(&Fields<'_>) -> Option<T>,
) -> Option<CategoryTable<T>> {
    let table = top.table(key)?;
    let data_is_there = table.node(data_key).is_some();
    let category = CategoryTable {
        percent: table.decimal_within("percent", Decimal::ZERO, HUNDRED),
        data: read_data(&table).filter(|_| data_is_there),
        not_submitted: table.boolean("not_submitted") == Some(true),
        reweighted: table.word("reweighted"),
        unknown: table.boolean("unknown") == Some(true),
    };
    check_percent(&table, category.percent);
    check_one_state(&table, key, data_key, data_is_there);
    table.finish();
    Some(category)
}

/// 0.82 is a valid percent, and seldom what was meant.
fn check_percent(table: &Fields<'_>, percent: Option<Decimal>) {
    if let Some(percent) =
        percent.filter(|percent| Decimal::ZERO < *percent && *percent <= Decimal::ONE)
    {
        let message = format!("{percent} is taken as {percent} percent");
        let problem = Problem::new(Code::LooksLikeFraction, table.path("percent"), message);
        let meant = (percent * HUNDRED).normalize();
        table.note(problem.help(format!("if a fraction of one was meant, write {meant}")));
    }
}

/// A category is one thing, and says which. A percent may stand beside what it is computed from.
fn check_one_state(
    table: &Fields<'_>,
    category: &str,
    data_key: &'static str,
    data_is_there: bool,
) {
    let holds = |key: &'static str| {
        table
            .node(key)
            .is_some_and(|node| !matches!(node.value, Value::Boolean(false)))
    };
    let flags: Vec<&str> = ["not_submitted", "reweighted", "unknown"]
        .into_iter()
        .filter(|key| holds(key))
        .collect();
    let percent = table.node("percent").is_some();
    let data = if data_is_there {
        Some(data_key)
    } else {
        percent.then_some("percent")
    };
    let states: Vec<&str> = data.into_iter().chain(flags).collect();
    if states.len() > 1 {
        let named: Vec<String> = states.iter().map(|key| format!("`{key}`")).collect();
        let (last, first) = named.split_last().expect("there are several");
        let message = format!(
            "{} and {last} exclude each other: a category is one of them",
            first.join(", ")
        );
        let mut problem = Problem::new(
            Code::Contradiction,
            table.path(states[states.len() - 1]),
            message,
        )
        .on_key();
        if states.contains(&"reweighted") && data.is_some() {
            problem = problem.help(
                "data that were submitted restore the weight of a category: keep `reweighted` only where CMS granted it \
                 all the same, or where nothing was submitted",
            );
        }
        table.note(problem);
    } else if states.is_empty() {
        // `not_submitted = false` leaves the category unknown, as its absence would.
        if table.node("not_submitted").is_none() {
            let message = format!("the table does not say what {category} is");
            let problem = Problem::new(Code::MissingKey, table.path(""), message).on_key();
            let problem = Problem {
                path: category.to_owned(),
                ..problem
            };
            table.note(problem.help(format!(
                "give one of percent, {data_key}, not_submitted = true, reweighted = \"...\", unknown = true"
            )));
        }
    }
}

fn read_quality_measures(table: &Fields<'_>) -> Option<Vec<QualityMeasure>> {
    let types = table.table("measures")?;
    let mut measures = Vec::new();
    for (key, node) in types.entries() {
        let Ok(collection_type) = key.parse::<CollectionType>() else {
            let known: Vec<&str> = CollectionType::ALL
                .iter()
                .map(|known| known.key())
                .collect();
            let message = format!(
                "`{key}` is no collection type; they are {}",
                known.join(", ")
            );
            types.note(
                Problem::new(Code::UnknownWord, types.path(key), message)
                    .on_key()
                    .nearest(key, known),
            );
            continue;
        };
        let Some(of_type) = types.table_of(key, node) else {
            continue;
        };
        for (id, entry) in of_type.entries() {
            if let Some(entry) = of_type.table_of(id, entry) {
                measures.push(read_quality_measure(collection_type, id, entry));
            }
        }
    }
    Some(measures)
}

fn read_quality_measure(
    collection_type: CollectionType,
    id: &str,
    entry: Fields<'_>,
) -> QualityMeasure {
    let count = |key| {
        entry
            .decimal(key)
            .filter(|number| not_negative(&entry, key, *number))
    };
    let measure = QualityMeasure {
        collection_type: Some(collection_type),
        id: id.to_owned(),
        numerator: count("numerator"),
        denominator: count("denominator"),
        // A measure in its own unit may be negative.
        rate: entry.decimal_within("rate", -MOST, MOST),
        cases: count("cases"),
        eligible_population: count("eligible_population"),
        exclusions: count("exclusions"),
        exceptions: count("exceptions"),
        data_completeness: entry.decimal_within("data_completeness", Decimal::ZERO, HUNDRED),
        points: entry.decimal_within("points", Decimal::ZERO, Decimal::TEN),
        end_to_end: entry.boolean("end_to_end"),
        strata: entry
            .table("strata")
            .map(|strata| read_strata(&strata))
            .unwrap_or_default(),
    };
    entry.finish();
    measure
}

fn read_strata(strata: &Fields<'_>) -> Vec<Stratum> {
    let mut found = Vec::new();
    for (name, node) in strata.entries() {
        let Some(entry) = strata.table_of(name, node) else {
            continue;
        };
        let count = |key| {
            entry
                .decimal(key)
                .filter(|number| not_negative(&entry, key, *number))
        };
        found.push(Stratum {
            name: name.to_owned(),
            numerator: count("numerator"),
            denominator: count("denominator"),
            eligible_population: count("eligible_population"),
            exclusions: count("exclusions"),
            exceptions: count("exceptions"),
        });
        entry.finish();
    }
    found
}

fn read_cost_measures(table: &Fields<'_>) -> Option<Vec<CostMeasure>> {
    let ids = table.table("measures")?;
    let mut measures = Vec::new();
    for (id, node) in ids.entries() {
        let Some(entry) = ids.table_of(id, node) else {
            continue;
        };
        let count = |key| {
            entry
                .decimal(key)
                .filter(|number| not_negative(&entry, key, *number))
        };
        let points = entry.decimal_within("points", Decimal::ONE, Decimal::TEN);
        measures.push(CostMeasure {
            id: id.to_owned(),
            cost: count("cost"),
            cases: count("cases"),
            points,
        });
        for key in ["cost", "cases"] {
            if entry.node("points").is_none() && entry.node(key).is_none() {
                let problem = Problem::new(Code::MissingKey, entry.path(key), "the key is missing");
                let help = "a cost measure has cost and cases, or points";
                entry.note(problem.on_key().help(help));
            }
        }
        entry.finish();
    }
    Some(measures)
}

fn read_promoting_interoperability(table: &Fields<'_>) -> Option<PromotingInteroperabilityData> {
    let days = table.whole("days", 366);
    let cehrt_id = table.text("cehrt_id");
    let ids = table.table("measures")?;
    let mut measures = Vec::new();
    for (id, node) in ids.entries() {
        match &node.value {
            Value::Boolean(yes) => measures.push((id.to_owned(), Answer::Attested(*yes))),
            Value::Table(_) => {
                let Some(entry) = ids.table_of(id, node) else {
                    continue;
                };
                let count = |key| {
                    entry
                        .decimal(key)
                        .filter(|number| not_negative(&entry, key, *number))
                };
                let (numerator, denominator) = (count("numerator"), count("denominator"));
                for (key, value) in [("numerator", numerator), ("denominator", denominator)] {
                    if value.is_none()
                        && entry
                            .node(if key == "numerator" {
                                "numerator"
                            } else {
                                "denominator"
                            })
                            .is_none()
                    {
                        entry.note(
                            Problem::new(Code::MissingKey, entry.path(key), "the key is missing")
                                .on_key(),
                        );
                    }
                }
                if let (Some(numerator), Some(denominator)) = (numerator, denominator) {
                    measures.push((
                        id.to_owned(),
                        Answer::Proportion {
                            numerator,
                            denominator,
                        },
                    ));
                }
                entry.finish();
            }
            other => {
                let message = format!(
                    "true, false, or {{ numerator, denominator }} belongs here, not {}",
                    other.kind()
                );
                ids.note(Problem::new(Code::WrongType, ids.path(id), message));
            }
        }
    }
    Some(PromotingInteroperabilityData {
        measures,
        days,
        cehrt_id,
    })
}

/// A trillion: more than anything that is counted or paid.
const MOST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A count or an amount: within what can be, so that no figure made of it leaves the range of decimals.
fn not_negative(entry: &Fields<'_>, key: &str, number: Decimal) -> bool {
    let message = if number < Decimal::ZERO {
        format!("{number} is negative")
    } else if number > MOST {
        format!("{number} is more than there can be")
    } else if number.normalize().scale() > 9 {
        format!("{number} has more than 9 decimals")
    } else {
        return true;
    };
    entry.note(Problem::new(Code::OutOfRange, entry.path(key), message));
    false
}

fn read_complex_patient(table: Fields<'_>) -> ComplexPatientTable {
    let said = table.boolean("unknown");
    let unknown = said == Some(true);
    let points = table.decimal("points");
    // A deviation of nearly nothing would make any bonus of any difference.
    let least = Decimal::new(1, 4);
    let score = |key| table.decimal_within(key, Decimal::ZERO, HUNDRED);
    let ratio = |key| table.decimal_within(key, Decimal::ZERO, Decimal::ONE);
    let inputs = ComplexPatientInputs {
        average_hcc: score("average_hcc"),
        dual_ratio: ratio("dual_ratio"),
        hcc_mean: score("hcc_mean"),
        hcc_sd: table.decimal_within("hcc_sd", least, HUNDRED),
        hcc_median: score("hcc_median"),
        dual_mean: ratio("dual_mean"),
        dual_sd: table.decimal_within("dual_sd", least, Decimal::ONE),
        dual_median: ratio("dual_median"),
    };
    let computed = inputs.named().iter().any(|(_, value)| value.is_some());
    let states: Vec<&str> = [
        ("points", points.is_some()),
        ("raw inputs", computed),
        ("unknown", unknown),
    ]
    .into_iter()
    .filter_map(|(name, there)| there.then_some(name))
    .collect();
    if states.len() > 1 {
        let message = format!("{} exclude each other", states.join(" and "));
        table.note(Problem {
            path: "complex_patient_bonus".into(),
            ..Problem::new(Code::Contradiction, "", message).on_key()
        });
    }
    table.finish();
    ComplexPatientTable {
        points,
        unknown,
        denied: said == Some(false),
        inputs,
    }
}

fn read_prior_year(table: Fields<'_>) -> PriorYear {
    let prior = PriorYear {
        quality_achievement_percent: table.decimal_within(
            "quality_achievement_percent",
            Decimal::ZERO,
            HUNDRED,
        ),
        cost_percent: table.decimal_within("cost_percent", Decimal::ZERO, HUNDRED),
    };
    table.finish();
    prior
}

fn read_facility(table: Fields<'_>) -> Option<FacilityScores> {
    let quality = table.decimal_within("quality_percent", Decimal::ZERO, HUNDRED);
    let cost = table.decimal_within("cost_percent", Decimal::ZERO, HUNDRED);
    for key in ["quality_percent", "cost_percent"] {
        if table.node(key).is_none() {
            let message = "a facility-based score has a quality and a cost percent";
            table.note(Problem::new(Code::MissingKey, table.path(key), message).on_key());
        }
    }
    table.finish();
    Some(FacilityScores {
        quality_percent: quality?,
        cost_percent: cost?,
    })
}

fn read_payment(table: Fields<'_>) -> PaymentFacts {
    let payment = PaymentFacts {
        scaling_factor: table.decimal("scaling_factor"),
        additional_scaling_factor: table.decimal("additional_scaling_factor"),
    };
    table.finish();
    payment
}
