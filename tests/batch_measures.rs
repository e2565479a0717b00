//! Rows with measures give what each gives as a file of its own, which no row before it has prepared a short way for.

#[path = "common/batches.rs"]
mod batches;
#[path = "common/dice.rs"]
mod dice;

use mips::{
    Document, RuleBook, Setting,
    batch::{Form, Job, Summary},
    compare::Scenario,
};

use batches::{ran, unnumbered};
use dice::Dice;

impl Dice {
    /// A figure below `most` in one of the ways in which people write it, and seldom something odd.
    fn figure(&mut self, most: u64) -> String {
        let (whole, rest) = (self.below(most), self.below(1_000_000));
        match self.below(40) {
            0 => format!("{whole}.{:02}", rest % 100),
            1 => format!("\"{whole}\""),
            2 => format!(" {whole} "),
            3 => "0".into(),
            4 => format!("{whole}.{rest:06}"),
            5 => self
                .one(&["", "x", "-1", "1e2", "0.5", "1", "100", "0.1234567"])
                .into(),
            _ => whole.to_string(),
        }
    }

    /// Two counts, the first of which is seldom above the second.
    fn counts(&mut self, most: u64) -> [String; 2] {
        let of = 1 + self.below(most);
        match self.below(12) {
            0 => [self.figure(most), self.figure(most)],
            1 => [String::new(), of.to_string()],
            2 => [of.to_string(), of.to_string()],
            _ => [self.below(of + 1).to_string(), of.to_string()],
        }
    }
}

const HEAD: &str = "id,performance_year,practice.clinicians,practice.small_practice,practice.part_b_paid,\
quality.measures.ecqm.001.numerator,quality.measures.ecqm.001.denominator,quality.measures.cqm.226.rate,\
quality.measures.cqm.226.cases,quality.measures.cqm.226.data_completeness,quality.measures.ecqm.236.numerator,\
quality.measures.ecqm.236.denominator,quality.measures.ecqm.236.eligible_population,\
quality.measures.ecqm.236.exclusions,quality.measures.cqm.047.rate,quality.measures.cqm.047.cases,\
quality.measures.ecqm.134.rate,quality.measures.ecqm.134.cases,quality.measures.cqm.326.points,\
quality.measures.admin_claims.479.rate,quality.measures.admin_claims.479.cases,quality.percent,\
cost.measures.TPCC_1.cost,cost.measures.TPCC_1.cases,cost.measures.COST_D_1.points,cost.unknown,\
improvement_activities.activities,promoting_interoperability.days,promoting_interoperability.measures.PI_PPHI_1,\
promoting_interoperability.measures.PI_PPHI_2,promoting_interoperability.measures.PI_INFBLO_1,\
promoting_interoperability.measures.PI_ONCDIR_1,promoting_interoperability.measures.PI_EP_1.numerator,\
promoting_interoperability.measures.PI_EP_1.denominator,promoting_interoperability.measures.PI_EP_2_EX_1,\
promoting_interoperability.measures.PI_HIE_5,promoting_interoperability.measures.PI_PEA_1.numerator,\
promoting_interoperability.measures.PI_PEA_1.denominator,promoting_interoperability.measures.PI_PHCDRR_1,\
promoting_interoperability.measures.PI_PHCDRR_3,complex_patient_bonus.points,payment.scaling_factor";

fn row(dice: &mut Dice, n: u64, year: u64) -> Vec<String> {
    let mut cells = vec![format!("r{n}"), year.to_string()];
    let clinicians = dice.one(&["", "", "6", "15", "16", "21", "1", "\"1,200\""]);
    let small = dice.one(&["true", "Yes", "no", "", ""]);
    cells.extend([clinicians, small].map(str::to_owned));
    cells.push(dice.figure(900_000));
    let leaves_out = |dice: &mut Dice| dice.below(5) == 0;
    let mut group = |dice: &mut Dice, group: Vec<String>| {
        let is_out = leaves_out(dice);
        cells.extend(
            group
                .into_iter()
                .map(|it| if is_out { String::new() } else { it }),
        );
    };
    let counts = dice.counts(300);
    group(dice, counts.into());
    let rate = [dice.figure(101), dice.figure(400), dice.figure(101)];
    group(dice, rate.into());
    let [met, of] = dice.counts(300);
    let population = vec![met, of, "330".into(), dice.one(&["", "9", "20"]).into()];
    group(dice, population);
    for _ in 0..2 {
        let rate = [dice.figure(101), dice.figure(400)];
        group(dice, rate.into());
    }
    let points = dice.figure(10);
    group(dice, vec![points]);
    let rate = if dice.below(4) == 0 {
        [dice.figure(30), dice.figure(400)]
    } else {
        [String::new(), String::new()]
    };
    group(dice, rate.into());
    let percent = dice
        .one(&["", "", "", "", "", "", "71.5", "0.5"])
        .to_owned();
    group(dice, vec![percent]);
    let cost = [dice.figure(30_000), dice.figure(200)];
    group(dice, cost.into());
    let points = dice
        .one(&["", "", "3.4", "10", "7", "1", "", "11"])
        .to_owned();
    group(dice, vec![points]);
    let unknown = dice.one(&["", "", "", "", "", "", "", "true"]).to_owned();
    group(dice, vec![unknown]);
    let activities = [
        "IA_EPA_2|IA_PM_16",
        "IA_EPA_2",
        "IA_BE_4;IA_PM_16",
        "IA_BE_1",
        "IA_PM_16",
        "IA_EPA_2|IA_BE_4",
        "\"IA_EPA_2, IA_EPA_2\"",
        "IA_NO_1",
    ];
    let activities = dice.one(&activities).to_owned();
    group(dice, vec![activities]);
    let days = dice
        .one(&["180", "180", "181", "200", "90", "", "400"])
        .to_owned();
    let mut answers = vec![days];
    let yes = |dice: &mut Dice| {
        dice.one(&["true", "true", "Yes", "true", "TRUE", "", "no"])
            .to_owned()
    };
    answers.extend([yes(dice), yes(dice), yes(dice), yes(dice)]);
    answers.extend(dice.counts(2000));
    answers.extend([yes(dice), yes(dice)]);
    answers.extend(dice.counts(2000));
    answers.extend([yes(dice), yes(dice)]);
    group(dice, answers);
    cells.push(
        dice.one(&["", "3.2", "", "7.25", "5", "10", "11", "0.5", "0"])
            .to_owned(),
    );
    cells.push(dice.one(&["", "", "", "0.1167", "0.5"]).to_owned());
    cells
}

/// Holds a file's results against those of its rows, and against those of several threads. Each row stands three times
/// in the file, so that what the first has taught serves the others.
fn assert_each(job: &Job<'_>, head: &str, rows: &[String]) -> Summary {
    let three: Vec<&String> = rows.iter().chain(rows).chain(rows).collect();
    let text = |rows: &[&String]| {
        let rows: Vec<&str> = rows.iter().map(|row| row.as_str()).collect();
        format!("{head}{}\n", rows.join("\n"))
    };
    let (lines, summary) = ran(job, &text(&three));
    let each = job.scenarios.len().max(1);
    assert_eq!(lines.len(), three.len() * each);
    let mut warned = 0;
    let thirds: Vec<&[String]> = lines.chunks(rows.len() * each).collect();
    for (n, row) in rows.iter().enumerate() {
        let (alone, of_row) = ran(job, &text(&[row]));
        let expected: Vec<String> = alone.iter().map(|line| unnumbered(line)).collect();
        for third in &thirds {
            let found = third[n * each..(n + 1) * each].iter();
            let found: Vec<String> = found.map(|line| unnumbered(line)).collect();
            assert_eq!(found, expected, "{row}");
        }
        warned += of_row.warnings.iter().map(|kind| kind.count).sum::<u64>();
    }
    let found: u64 = summary.warnings.iter().map(|kind| kind.count).sum();
    assert_eq!(found, 3 * warned);
    for threads in [2, 4] {
        let several = Job {
            threads,
            ..job.clone()
        };
        let again = ran(&several, &text(&three));
        assert_eq!(again, (lines.clone(), summary.clone()));
    }
    summary
}

fn rows(count: u64, seed: u64, year: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    (0..count)
        .map(|n| row(&mut dice, n, year).join(","))
        .collect()
}

#[test]
fn measures_of_every_spelling() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    for (year, seed) in [(2026, 1), (2025, 2)] {
        let job = Job::new(&book, &base);
        let found = assert_each(&job, &format!("{HEAD}\n"), &rows(150, seed, year));
        assert!(found.rows - found.failed > 60, "{year}: {found:?}");
        assert!(found.failed > 60 && found.warned > 60, "{year}: {found:?}");
    }
}

#[test]
fn ranges_scenarios_and_settings() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let scenarios = [
        "as it is: practice.apm_participant=false",
        "high: cost.percent=90",
        "known: final_score=80",
        "more: quality.measures.ecqm.134.rate=97",
    ]
    .map(|text| Scenario::parse(text).unwrap());
    let settings = [Setting::new(
        "rules.adjustment.performance_threshold",
        "70",
        "--set",
    )];
    let job = Job {
        scenarios: &scenarios,
        settings: &settings,
        range: true,
        ..Job::new(&book, &base)
    };
    assert_each(&job, &format!("{HEAD}\n"), &rows(40, 3, 2026));
    let columns = ["categories.quality.percent".to_owned()];
    let job = Job {
        columns: &columns,
        ..Job::new(&book, &base)
    };
    assert_each(&job, &format!("{HEAD}\n"), &rows(40, 4, 2026));
}

#[test]
fn a_base_with_measures_of_its_own() {
    let book = RuleBook::built_in();
    let base = b"performance_year = 2026\nquality.measures.ecqm.134 = { rate = 80, cases = 50 }\ncost.not_submitted = true\n\
        promoting_interoperability.measures.PI_EP_1 = { numerator = 5, denominator = 10 }\n";
    let base = Document::read("base.toml", base).unwrap();
    let job = Job {
        range: true,
        ..Job::new(&book, &base)
    };
    assert_each(&job, &format!("{HEAD}\n"), &rows(40, 5, 2026));
}

#[test]
fn what_a_row_does_not_give_is_the_bases() {
    let book = RuleBook::built_in();
    let base = b"performance_year = 2026\npractice.small_practice = true\n\
        quality.measures.ecqm.134 = { rate = 80, cases = 50 }\ncost.measures.TPCC_1 = { cost = 900, cases = 50 }\n\
        improvement_activities.activities = [\"IA_EPA_2\"]\npromoting_interoperability.days = 180\n\
        promoting_interoperability.measures = { PI_PPHI_1 = true, PI_PEA_1 = { numerator = 5, denominator = 10 } }\n";
    let base = Document::read("base.toml", base).unwrap();
    let head = "id,quality.measures.ecqm.134.rate,quality.measures.ecqm.134.cases,\
        quality.measures.ecqm.236.rate,quality.measures.ecqm.236.cases,cost.measures.TPCC_1.cost,\
        cost.measures.TPCC_1.cases,cost.measures.COST_D_1.points,improvement_activities.activities,\
        promoting_interoperability.measures.PI_PPHI_1,promoting_interoperability.measures.PI_INFBLO_1\n";
    let rows = [
        "1,90,60,70,60,1200,60,5,IA_BE_4,false,true",
        "2,,,70,60,,,5,IA_EPA_2|IA_BE_4,,true",
        "3,95,60,,,1100,60,,,true,",
        "4,,,71,60,,,6,IA_PM_16,,false",
        "5,91,70,,,,,4,,false,",
    ]
    .map(str::to_owned);
    let job = Job::new(&book, &base);
    let found = assert_each(&job, head, &rows);
    assert_eq!(found.failed, 0);
}

#[test]
fn lines_with_measures() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let names: Vec<&str> = HEAD.split(',').collect();
    let mut dice = Dice(6);
    let lines: Vec<String> = (0..60)
        .map(|n| {
            let cells = row(&mut dice, n, 2026);
            let members = names.iter().zip(&cells).map(|(name, cell)| {
                let cell = cell.trim_matches('"').trim();
                let value = if cell.is_empty() {
                    "null".to_owned()
                } else if cell.parse::<u64>().is_ok() && cell != "1" {
                    cell.to_owned()
                } else {
                    serde_json::Value::from(cell).to_string()
                };
                format!("\"{name}\":{value}")
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        })
        .collect();
    let job = Job {
        form: Form::Ndjson,
        range: true,
        ..Job::new(&book, &base)
    };
    assert_each(&job, "", &lines);
}
