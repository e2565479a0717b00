//! Rows with the same measures, and rows that vary the rules, give what each gives alone: what one row has shown of
//! others is used for their figures, and for nothing else.

#[path = "common/batches.rs"]
mod batches;
#[path = "common/dice.rs"]
mod dice;

use mips::{
    Document, RuleBook, Setting,
    batch::{Form, Job, Summary},
    trial,
};

use batches::{ran, unnumbered};
use dice::Dice;

const MEASURES: &str = "quality.measures.ecqm.001.numerator,quality.measures.ecqm.001.denominator,\
quality.measures.cqm.226.rate,quality.measures.cqm.226.cases,quality.measures.cqm.226.data_completeness,\
quality.measures.ecqm.236.numerator,quality.measures.ecqm.236.denominator,\
quality.measures.ecqm.236.eligible_population,quality.measures.ecqm.236.exclusions,quality.measures.cqm.047.rate,\
quality.measures.cqm.047.cases,quality.measures.ecqm.134.rate,quality.measures.ecqm.134.cases,\
quality.measures.cqm.326.points,quality.measures.admin_claims.479.rate,quality.measures.admin_claims.479.cases,\
cost.measures.TPCC_1.cost,cost.measures.TPCC_1.cases,cost.measures.COST_D_1.cost,cost.measures.COST_D_1.cases";

const OTHERS: &str = "improvement_activities.activities,promoting_interoperability.days,\
promoting_interoperability.measures.PI_PPHI_1,promoting_interoperability.measures.PI_INFBLO_1,\
promoting_interoperability.measures.PI_ONCDIR_1,promoting_interoperability.measures.PI_EP_1.numerator,\
promoting_interoperability.measures.PI_EP_1.denominator,promoting_interoperability.measures.PI_EP_2_EX_1,\
promoting_interoperability.measures.PI_HIE_5,promoting_interoperability.measures.PI_PEA_1.numerator,\
promoting_interoperability.measures.PI_PEA_1.denominator,promoting_interoperability.measures.PI_PHCDRR_1,\
promoting_interoperability.measures.PI_PHCDRR_3,complex_patient_bonus.points,practice.part_b_paid";

impl Dice {
    fn counts(&mut self, most: u64) -> [String; 2] {
        let of = self.below(most) + u64::from(self.below(30) > 0);
        [self.below(of + 2).to_string(), of.to_string()]
    }

    fn decimal(&mut self, most: u64) -> String {
        format!("{}.{:02}", self.below(most), self.below(100))
    }

    /// The figures of measures that all rows give, now and then out of their range.
    fn measures(&mut self) -> Vec<String> {
        let mut cells: Vec<String> = self.counts(300).into();
        cells.extend([self.decimal(101), self.below(400).to_string()]);
        cells.push(self.decimal(100));
        cells.extend(self.counts(300));
        cells.extend([
            (290 + self.below(40)).to_string(),
            self.below(9).to_string(),
        ]);
        for _ in 0..2 {
            cells.extend([self.decimal(101), self.below(400).to_string()]);
        }
        cells.push(self.one(&["", "", "3.4", "10", "7"]).to_owned());
        let claims = self.below(6) == 0;
        let claims = [self.decimal(30), (150 + self.below(200)).to_string()]
            .map(|cell| if claims { cell } else { String::new() });
        cells.extend(claims);
        for _ in 0..2 {
            cells.extend([self.decimal(30_000), self.below(200).to_string()]);
        }
        cells
    }

    /// Answers of a few kinds, with proportions of every height.
    fn others(&mut self) -> Vec<String> {
        let activities = ["IA_EPA_2|IA_PM_16", "IA_BE_4;IA_PM_16", "IA_PM_16"];
        let mut cells = vec![self.one(&activities).to_owned(), "180".to_owned()];
        let yes = |dice: &mut Self| {
            dice.one(&["true", "true", "true", "true", "false"])
                .to_owned()
        };
        cells.extend([yes(self), "true".into(), "true".into()]);
        let counts = match self.below(8) {
            0 => ["0".to_owned(), "20".to_owned()],
            1 => ["0.5".to_owned(), "20".to_owned()],
            _ => self.counts(2000),
        };
        cells.extend(counts);
        cells.extend([self.one(&["true", "true", "false"]).to_owned(), yes(self)]);
        cells.extend(self.counts(2000));
        cells.extend([yes(self), "true".into()]);
        cells.extend([self.decimal(9), self.decimal(900_000)]);
        cells
    }
}

/// Holds a file's results, and what it warns of, against those of its rows, and against those of several threads.
fn assert_each(job: &Job<'_>, head: &str, rows: &[String]) -> Summary {
    let text = format!("{head}{}\n", rows.join("\n"));
    let (lines, summary) = ran(job, &text);
    assert_eq!(lines.len(), rows.len());
    let mut warned: Vec<(String, u64)> = Vec::new();
    for (line, row) in lines.iter().zip(rows) {
        let (alone, of_row) = ran(job, &format!("{head}{row}\n"));
        assert_eq!(unnumbered(line), unnumbered(&alone[0]), "{row}");
        for kind in of_row.warnings {
            let name = format!("{:?} {}", kind.code, kind.path);
            match warned.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += kind.count,
                None => warned.push((name, kind.count)),
            }
        }
    }
    let found = summary.warnings.iter();
    let found: Vec<(String, u64)> = found
        .map(|kind| (format!("{:?} {}", kind.code, kind.path), kind.count))
        .collect();
    warned.sort();
    let mut sorted = found;
    sorted.sort();
    assert_eq!(sorted, warned);
    for threads in [2, 4] {
        let several = Job {
            threads,
            ..job.clone()
        };
        assert_eq!(ran(&several, &text), (lines.clone(), summary.clone()));
    }
    summary
}

/// Rows of a year: all have the same measures, of two sizes of practices.
fn rows(dice: &mut Dice, count: u64, years: &[u64]) -> Vec<String> {
    (0..count)
        .map(|n| {
            let year = years[usize::try_from(dice.below(years.len() as u64)).unwrap()];
            let clinicians = dice.one(&["6", "20", "30", ""]);
            let mut cells = vec![format!("r{n}"), year.to_string(), clinicians.to_owned()];
            cells.extend(dice.measures());
            cells.extend(dice.others());
            cells.join(",")
        })
        .collect()
}

#[test]
fn the_same_measures_with_other_figures() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let head = format!("id,performance_year,practice.clinicians,{MEASURES},{OTHERS}\n");
    let job = Job {
        range: true,
        ..Job::new(&book, &base)
    };
    let rows = rows(&mut Dice(11), 220, &[2025, 2026]);
    let found = assert_each(&job, &head, &rows);
    assert!(found.rows - found.failed > 100, "{found:?}");
    assert!(found.failed > 5 && found.warned > 60, "{found:?}");
    let columns = [
        "categories.quality.points",
        "categories.quality.measures.0.points",
        "categories.cost.status",
        "categories.promoting_interoperability.percent",
        "performance_threshold",
    ]
    .map(str::to_owned);
    let job = Job {
        columns: &columns,
        range: true,
        ..Job::new(&book, &base)
    };
    let again = assert_each(&job, &head, &rows[..80]);
    assert!(again.rows - again.failed > 30, "{again:?}");
}

/// The members of an object, a table for what stands before a point.
fn nested(members: &[(Vec<&str>, String)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for (path, value) in members {
        let key = path[0];
        if known.contains(&key) {
            continue;
        }
        known.push(key);
        let inner: Vec<(Vec<&str>, String)> = members
            .iter()
            .filter(|(path, _)| path[0] == key && path.len() > 1)
            .map(|(path, value)| (path[1..].to_vec(), value.clone()))
            .collect();
        parts.push(if inner.is_empty() {
            format!("\"{key}\":{value}")
        } else {
            format!("\"{key}\":{}", nested(&inner))
        });
    }
    format!("{{{}}}", parts.join(","))
}

#[test]
fn the_same_measures_in_lines() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let head = format!("id,performance_year,practice.clinicians,{MEASURES},{OTHERS}");
    let names: Vec<&str> = head.split(',').collect();
    let rows = rows(&mut Dice(12), 60, &[2026]);
    for is_nested in [false, true] {
        let line = |row: &String| {
            let cells = names.iter().zip(row.split(','));
            let members = cells.filter(|(_, cell)| !cell.is_empty());
            let members: Vec<(Vec<&str>, String)> = members
                .map(|(name, cell)| {
                    let is_bare = cell == "true" || cell == "false" || cell.parse::<f64>().is_ok();
                    let value = if is_bare {
                        cell.to_owned()
                    } else {
                        format!("\"{cell}\"")
                    };
                    let path = if is_nested {
                        name.split('.').collect()
                    } else {
                        vec![*name]
                    };
                    (path, value)
                })
                .collect();
            nested(&members)
        };
        let lines: Vec<String> = rows.iter().map(line).collect();
        let job = Job {
            form: Form::Ndjson,
            ..Job::new(&book, &base)
        };
        let found = assert_each(&job, "", &lines);
        assert!(found.rows - found.failed > 20, "{found:?}");
    }
}

#[test]
fn rules_that_rows_vary_in_more_ways_than_are_kept() {
    let (book, base) = (RuleBook::built_in(), Document::empty("row"));
    let threshold = |n: u32| format!("7{}.{:02}", n % 10, n / 10);
    let ways: Vec<String> = (0..150).map(threshold).collect();
    let text: Vec<String> = ways
        .iter()
        .chain(&ways)
        .map(|way| format!("{way},{way}\n"))
        .collect();
    let head = "id,rules.adjustment.performance_threshold\n";
    let settings = [
        "performance_year=2024",
        "final_score=78",
        "payment.scaling_factor=0.5",
    ];
    let settings = settings.map(|text| Setting::parse(text, "--set").unwrap());
    let job = Job {
        settings: &settings,
        threads: 2,
        ..Job::new(&book, &base)
    };
    let (lines, summary) = ran(&job, &format!("{head}{}", text.concat()));
    assert_eq!((lines.len(), summary.failed), (300, 0));
    for (n, way) in ways.iter().enumerate() {
        let varied = Setting::new("rules.adjustment.performance_threshold", way, "--set");
        let all = [&settings[..], &[varied]].concat();
        let card = trial::run(&RuleBook::built_in(), &base, &all)
            .unwrap()
            .scorecard;
        let percent = card.payment_adjustment.percent.unwrap();
        for line in [&lines[n], &lines[n + ways.len()]] {
            assert_eq!(*line, format!("{way},2024,78.00,{percent},,"), "{way}");
        }
    }
}
