//! Verdicts row by row, and the tables that the starter writes for them.

use mips::{
    Document, RuleBook, Setting,
    batch::Form,
    participation::rows::{RowSummary, Rows, form_of, judge},
    reference::starter::taking_part,
};

use super::support::{admitted, asked, verdict};

fn judged(form: Form, text: &str) -> (String, RowSummary) {
    judged_by(1, form, text)
}

fn judged_by(threads: usize, form: Form, text: &str) -> (String, RowSummary) {
    judged_to(threads, form, form, text)
}

fn judged_to(threads: usize, form: Form, to: Form, text: &str) -> (String, RowSummary) {
    let book = RuleBook::built_in();
    let base = Document::empty("row");
    let settings = [Setting::new("performance_year", "2026", "--year")];
    let rows = Rows {
        book: &book,
        base: &base,
        settings: &settings,
        form,
        to,
        threads,
    };
    let mut output = Vec::new();
    let summary = judge(&rows, text.as_bytes(), &mut output).unwrap();
    (String::from_utf8(output).unwrap(), summary)
}

/// A row that cannot be judged says why and stops no other.
#[test]
fn each_row_has_its_verdict_or_its_error() {
    let text = "id,practice.participation,clinician_type,eligibility.medicare_enrolled,allowed_charges,beneficiaries,covered_services\n\
                a,individual,physician,2015-03-01,95000,240,900\n\
                b,individual,physician,2015-03-01,90000,240,\n\
                c,individual,physican,2015-03-01,90000,240,900\n\
                d,individual,other,,1,1,1\n";
    let (found, summary) = judged(Form::Csv, text);
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(
        lines[0],
        "id,performance_year,verdict,bound,decided_by,low_volume_reason,may,missing,error"
    );
    assert_eq!(lines[1], "a,2026,mips_eligible,true,low_volume,,,,");
    assert_eq!(
        lines[2],
        "b,2026,opt_in_eligible,false,opt_in,,opt_in|voluntary|nothing,eligibility.group,"
    );
    assert!(
        lines[3]
            .starts_with("c,,,,,,,,\"row 4: eligibility.clinician_type: `physican` is not one of"),
        "{}",
        lines[3]
    );
    assert_eq!(
        lines[4],
        "d,2026,exempt,false,clinician_type,ALL,voluntary|nothing,,"
    );
    assert_eq!((summary.rows, summary.failed), (4, 1));
}

#[test]
fn lines_of_json_are_judged_the_same() {
    let text = "{\"id\":7,\"practice\":{\"participation\":\"individual\"},\"eligibility\":{\"mips_status\":\"exempt\"}}\nnonsense\n";
    let (found, summary) = judged(Form::Ndjson, text);
    let first: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    assert_eq!(first["id"], 7);
    assert_eq!(first["verdict"], "exempt");
    assert_eq!(first["bound"], false);
    assert_eq!(summary.failed, 1);
}

/// However many threads judge, every row has its verdict in its place, and its line in its error.
#[test]
fn threads_change_nothing() {
    let mut text =
        String::from("id,clinician_type,allowed_charges,beneficiaries,covered_services\n");
    for n in 0..3_000_u32 {
        let charges = 85_000 + n * 7 % 10_000;
        let patients = if n % 501 == 0 {
            "many".to_owned()
        } else {
            (n % 400).to_string()
        };
        text.push_str(&format!(
            "c{n},physician,{charges},{patients},{}\n",
            n % 350
        ));
    }
    let one = judged_by(1, Form::Csv, &text);
    assert_eq!((one.1.rows, one.1.failed), (3_000, 6));
    assert!(one.1.first_failure.as_ref().unwrap().starts_with("row 2: "));
    for threads in [2, 3, 7, 64] {
        assert_eq!(judged_by(threads, Form::Csv, &text), one, "{threads}");
    }
}

/// Many rows are told from one practice by how the file begins, never by its name.
#[test]
fn the_form_is_told_by_the_content() {
    for (text, form) in [
        ("id,allowed_charges\na,1\n", Some(Form::Csv)),
        ("\u{feff}id;allowed_charges\na;1\n", Some(Form::Csv)),
        ("\nid\tallowed_charges\n", Some(Form::Csv)),
        ("{\"id\":1}\n{\"id\":2}\n", Some(Form::Ndjson)),
        ("{\"performance_year\":2026}\n", None),
        ("{\n  \"performance_year\": 2026\n}\n", None),
        ("performance_year = 2026\nname = \"a, b\"\n", None),
        ("# a, b\nperformance_year = 2026\n", None),
        ("[practice]\n", None),
        ("<ClinicalDocument a, b>", None),
        ("", None),
    ] {
        assert_eq!(form_of(text.as_bytes()), form, "{text}");
    }
}

/// With every remark taken away the starter's tables are read, in every year.
#[test]
fn the_starters_tables_are_keys_of_the_practice_file() {
    let book = RuleBook::built_in();
    for year in book.years() {
        let text = taking_part(&book.year(year).unwrap());
        let tables: String = text
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.starts_with('[') || line.contains(" = "))
            .map(|line| format!("{line}\n"))
            .collect();
        let text = format!("[practice]\nparticipation = \"individual\"\n{tables}");
        assert!(admitted(year, &text).is_ok(), "{year}\n{text}");
        assert_eq!(verdict(year, &text), "exempt", "{year}");
    }
}

/// 42 CFR 414.1305: shares from which a status follows; 75 percent of a group is not more than 75.
#[test]
fn statuses_follow_from_shares() {
    let held = |year: u16, participation: &str, figures: &str| {
        let text = format!(
            "[practice]\nparticipation = \"{participation}\"\n[eligibility.statuses]\n{figures}\n"
        );
        let admitted = admitted(year, &text).unwrap();
        admitted
            .practice
            .special_statuses()
            .iter()
            .map(|it| it.key())
            .collect::<Vec<_>>()
    };
    for year in 2017..=2027 {
        assert_eq!(
            held(year, "individual", "hospital_share = 75"),
            ["hospital_based"],
            "{year}"
        );
        assert!(
            held(year, "individual", "hospital_share = 74.99").is_empty(),
            "{year}"
        );
        assert_eq!(
            held(year, "individual", "patient_facing_encounters = 100"),
            ["non_patient_facing"]
        );
        assert!(held(year, "individual", "patient_facing_encounters = 101").is_empty());
        assert!(
            held(year, "group", "non_patient_facing_share = 75").is_empty(),
            "{year}"
        );
        assert_eq!(
            held(year, "group", "non_patient_facing_share = 75.01"),
            ["non_patient_facing"]
        );
        let of_group = held(year, "group", "hospital_share = 75.01");
        assert_eq!(of_group.is_empty(), year < 2020, "{year}");
        assert!(
            held(year, "group", "hospital_share = 75").is_empty(),
            "{year}"
        );
        assert_eq!(
            held(year, "group", "hospital_share = 100"),
            ["hospital_based"]
        );
        assert_eq!(
            held(year, "group", "facility_share = 75").is_empty(),
            year < 2019,
            "{year}"
        );
    }
}

/// A virtual group takes two practices of at most 10 clinicians each, 42 CFR 414.1315(a); there were none in 2017.
#[test]
fn virtual_groups_have_their_size() {
    let text = |practices: u32, members: u32| {
        format!(
            "[practice]\nparticipation = \"virtual_group\"\n[eligibility.virtual_group]\npractices = {practices}\nmembers = {members}\n"
        )
    };
    assert_eq!(verdict(2024, &text(3, 30)), "mips_eligible");
    assert_eq!(asked(2024, &text(2, 20)).bound, Some(true));
    assert!(admitted(2024, &text(1, 5)).is_err());
    assert!(admitted(2024, &text(3, 31)).is_err());
    assert!(admitted(2017, &text(3, 30)).is_err());
}

/// The verdicts of either form of rows can be had in the other; a name stays what it is.
#[test]
fn verdicts_are_written_in_the_form_that_is_asked_for() {
    let csv =
        "id,practice.participation,clinician_type\nJones,individual,other\n7,individual,other\n";
    let lines = "{\"id\":\"Jones\",\"practice.participation\":\"individual\",\"eligibility\":{\"clinician_type\":\"other\"}}\n\
                 {\"id\":\"7\",\"practice.participation\":\"individual\",\"eligibility\":{\"clinician_type\":\"other\"}}\n";
    let of = |form, to, text| judged_to(1, form, to, text).0;
    assert_eq!(
        of(Form::Csv, Form::Ndjson, csv),
        of(Form::Ndjson, Form::Ndjson, lines)
    );
    assert_eq!(
        of(Form::Ndjson, Form::Csv, lines),
        of(Form::Csv, Form::Csv, csv)
    );
    assert!(of(Form::Csv, Form::Ndjson, csv).starts_with("{\"id\":\"Jones\","));
}
