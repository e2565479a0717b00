//! `practice::admit` is the gate: a practice file that is built in code meets every check that a written one does.

mod common;

use common::{BOOK, YEARS};
use mips::{
    Code, Problems,
    practice::{
        Answer, CategoryTable, CostMeasure, Practice, PracticeFile, PromotingInteroperabilityData,
        QualityMeasure, admit,
        taking_part::{
            ApmFacts, EligibilityFacts, ParticipationCost, Segment, TakingPart, ThresholdScores,
            Volume,
        },
    },
    rules::collection_type::CollectionType,
    score,
};
use rust_decimal::Decimal;

const YEAR: u16 = 2026;

#[expect(clippy::unnecessary_wraps, reason = "as the field takes it")]
fn percent<T: Default>(percent: i64) -> Option<CategoryTable<T>> {
    Some(CategoryTable {
        percent: Some(percent.into()),
        ..CategoryTable::default()
    })
}

#[expect(clippy::unnecessary_wraps, reason = "as the field takes it")]
fn data<T: Default>(data: T) -> Option<CategoryTable<T>> {
    Some(CategoryTable {
        data: Some(data),
        ..CategoryTable::default()
    })
}

/// A file that is admitted; each test spoils one thing of it.
fn sound() -> PracticeFile {
    let mut file = PracticeFile {
        performance_year: Some(YEAR),
        quality: percent(80),
        cost: percent(60),
        improvement_activities: percent(100),
        promoting_interoperability: percent(90),
        ..PracticeFile::default()
    };
    file.practice.clinicians = Some(40);
    file
}

fn admitted(file: PracticeFile) -> Result<Practice, Problems> {
    admit(&BOOK, &BOOK.year(YEAR).unwrap(), file)
}

/// What is wrong with a file, by code and path.
fn wrong(file: PracticeFile) -> Vec<(Code, String)> {
    let problems = admitted(file).unwrap_err();
    let errors = problems.0.into_iter().filter(mips::Problem::is_error);
    errors.map(|problem| (problem.code, problem.path)).collect()
}

fn one(code: Code, path: &str) -> Vec<(Code, String)> {
    vec![(code, path.to_owned())]
}

#[test]
fn a_sound_file_is_admitted_and_scored() {
    let practice = admitted(sound()).unwrap();
    let card = score(&practice);
    // 80 x 30% + 60 x 30% + 100 x 15% + 90 x 25%
    assert_eq!(card.final_score.unwrap().to_string(), "79.50");
}

/// A practice is scored by the rules that admitted it, whatever other rules there are: none are asked for beside it.
#[test]
fn a_practice_carries_the_rules_of_its_year() {
    for year in YEARS {
        let file = PracticeFile {
            performance_year: Some(year),
            cost: None,
            ..sound()
        };
        let practice = admit(&BOOK, &BOOK.year(year).unwrap(), file).unwrap();
        assert_eq!(practice.rules().performance_year, year);
        assert_eq!(score(&practice).performance_year, year);
    }
}

#[test]
fn a_percent_lies_between_0_and_100() {
    for value in [
        Decimal::from(612),
        Decimal::from(-50),
        Decimal::MAX,
        Decimal::MIN,
    ] {
        let mut file = sound();
        file.quality.as_mut().unwrap().percent = Some(value);
        assert_eq!(
            wrong(file),
            one(Code::OutOfRange, "quality.percent"),
            "{value}"
        );
    }
}

#[test]
fn a_category_is_one_thing() {
    let mut file = sound();
    file.cost.as_mut().unwrap().unknown = true;
    assert_eq!(wrong(file), one(Code::Contradiction, "cost.unknown"));
}

#[test]
fn a_file_is_held_against_its_own_year() {
    let file = PracticeFile {
        performance_year: Some(2019),
        ..sound()
    };
    assert_eq!(wrong(file), one(Code::Contradiction, "performance_year"));
    let file = PracticeFile {
        performance_year: None,
        ..sound()
    };
    assert_eq!(wrong(file), one(Code::MissingKey, "performance_year"));
}

#[test]
fn dollars_are_not_negative_and_no_more_than_there_are() {
    for value in [Decimal::NEGATIVE_ONE, Decimal::MAX] {
        let mut file = sound();
        file.practice.part_b_paid = Some(value);
        assert_eq!(wrong(file), one(Code::OutOfRange, "practice.part_b_paid"));
    }
}

#[test]
fn an_id_is_not_empty_and_a_measure_has_its_collection_type() {
    let file = PracticeFile {
        improvement_activities: data(vec![String::new()]),
        ..sound()
    };
    assert!(wrong(file).contains(&(Code::UnknownId, "improvement_activities.activities".into())));
    let measure = QualityMeasure {
        id: "001".into(),
        points: Some(Decimal::TEN),
        ..QualityMeasure::default()
    };
    let file = PracticeFile {
        quality: data(vec![measure]),
        ..sound()
    };
    assert_eq!(wrong(file), one(Code::MissingKey, "quality.measures..001"));
}

#[test]
fn a_huge_figure_is_a_problem_and_no_panic() {
    type Change = fn(&mut QualityMeasure, Option<Decimal>);
    let figure = Some(Decimal::MAX);
    let measure = |change: fn(&mut QualityMeasure, Option<Decimal>)| {
        let mut measure = QualityMeasure {
            collection_type: Some(CollectionType::Cqm),
            id: "001".into(),
            ..QualityMeasure::default()
        };
        change(&mut measure, figure);
        PracticeFile {
            quality: data(vec![measure]),
            ..sound()
        }
    };
    let changes: [(&str, Change); 5] = [
        ("numerator", |it, value| it.numerator = value),
        ("rate", |it, value| it.rate = value),
        ("points", |it, value| it.points = value),
        ("cases", |it, value| it.cases = value),
        ("data_completeness", |it, value| {
            it.data_completeness = value;
        }),
    ];
    for (key, change) in changes {
        let path = format!("quality.measures.cqm.001.{key}");
        assert_eq!(wrong(measure(change)), one(Code::OutOfRange, &path));
    }
    let file = PracticeFile {
        cost: data(vec![CostMeasure {
            id: "COST_D_1".into(),
            cost: figure,
            cases: Some(Decimal::TEN),
            points: None,
        }]),
        ..sound()
    };
    assert_eq!(
        wrong(file),
        one(Code::OutOfRange, "cost.measures.COST_D_1.cost")
    );
    let answer = Answer::Proportion {
        numerator: Decimal::ONE,
        denominator: Decimal::MAX,
    };
    let file = PracticeFile {
        promoting_interoperability: data(PromotingInteroperabilityData {
            measures: vec![("PI_EP_1".into(), answer)],
            ..PromotingInteroperabilityData::default()
        }),
        ..sound()
    };
    let path = "promoting_interoperability.measures.PI_EP_1.denominator";
    assert_eq!(wrong(file), one(Code::OutOfRange, path));
}

#[test]
fn a_measure_that_is_there_twice_is_a_problem() {
    let measure = QualityMeasure {
        collection_type: Some(CollectionType::Cqm),
        id: "226".into(),
        points: Some(Decimal::TEN),
        ..QualityMeasure::default()
    };
    let file = PracticeFile {
        quality: data(vec![measure.clone(), measure]),
        ..sound()
    };
    assert_eq!(
        wrong(file),
        one(Code::Contradiction, "quality.measures.cqm.226")
    );
}

#[test]
fn a_category_table_says_something() {
    let file = PracticeFile {
        cost: Some(CategoryTable::default()),
        ..sound()
    };
    assert_eq!(wrong(file), one(Code::MissingKey, "cost"));
}

/// One figure out of its range hides nothing else that is wrong.
#[test]
fn everything_wrong_is_said_at_once() {
    let mut file = PracticeFile {
        improvement_activities: data(vec!["IA_NONE".to_owned()]),
        ..sound()
    };
    file.quality.as_mut().unwrap().percent = Some(Decimal::from(612));
    file.prior_year.cost_percent = Some(Decimal::NEGATIVE_ONE);
    let path = "improvement_activities.activities";
    assert_eq!(
        wrong(file),
        [
            (Code::OutOfRange, "quality.percent".into()),
            (Code::OutOfRange, "prior_year.cost_percent".into()),
            (Code::UnknownId, path.into()),
        ]
    );
}

#[test]
fn a_percent_that_looks_like_a_fraction_is_odd() {
    let mut file = sound();
    file.quality.as_mut().unwrap().percent = Some(Decimal::new(82, 2));
    let practice = admitted(file).unwrap();
    let odd = |it: &&mips::Problem| it.code == Code::LooksLikeFraction;
    let found = practice.warnings().iter().find(odd).unwrap();
    assert_eq!(found.path, "quality.percent");
}

/// The figures of eligibility, of the Advanced APM track and of the cost of taking part have their ranges too.
#[test]
fn figures_of_taking_part_are_within_their_range() {
    let taking_part = TakingPart {
        eligibility: Some(EligibilityFacts {
            volume: Volume {
                segments: vec![Segment {
                    number: Some(1),
                    allowed_charges: Some(Decimal::NEGATIVE_ONE),
                    beneficiaries: Some(Decimal::new(5, 1)),
                    covered_services: Some(Decimal::MAX),
                }],
                ..Volume::default()
            },
            ..EligibilityFacts::default()
        }),
        apm: Some(ApmFacts {
            scores: ThresholdScores {
                payment: Some(Decimal::from(101)),
                patient: None,
            },
            paid_base_year: Some(Decimal::MAX),
            ..ApmFacts::default()
        }),
        cost: Some(ParticipationCost {
            hours: Some(Decimal::NEGATIVE_ONE),
            physicians: Some(2_000_000),
            ..ParticipationCost::default()
        }),
    };
    let file = PracticeFile {
        taking_part: Some(Box::new(taking_part)),
        ..sound()
    };
    let paths: Vec<String> = wrong(file).into_iter().map(|(_, path)| path).collect();
    assert_eq!(
        paths,
        [
            "eligibility.segment.1.allowed_charges",
            "eligibility.segment.1.beneficiaries",
            "eligibility.segment.1.covered_services",
            "apm.payment_score",
            "apm.paid_base_year",
            "cost_of_participation.hourly_cost",
            "cost_of_participation.hours",
            "cost_of_participation.physicians",
        ]
    );
}
