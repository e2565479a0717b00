use mips::{Document, RuleBook, trial};
#[test]
fn t() {
    let book = RuleBook::built_in();
    for y in book.years() {
        book.year(y).map_err(|e| e.to_string()).unwrap();
        assert!(
            mips::rules::check(&book.year(y).unwrap()).is_empty(),
            "{y}: {:?}",
            mips::rules::check(&book.year(y).unwrap())
        );
    }
    let d = Document::read("x.toml", b"performance_year = 2026\n[practice]\npart_b_paid = 412350.00\n[quality]\npercent=80\n[cost]\nreweighted='no_applicable_measures'\n[improvement_activities]\npercent=100\n[promoting_interoperability]\npercent=70\n[complex_patient_bonus]\npoints=3.2\n").unwrap();
    let t = trial::run(&book, &d, &[])
        .map_err(|e| e.to_string())
        .unwrap();
    println!("{:#?}", t.scorecard);
    let d = Document::read("x.toml", b"performance_year = 2026\n[practise]\nname=3\n[quality]\npercent=180\nunknown=true\n[cost]\n").unwrap();
    let t = trial::run(&book, &d, &[])
        .map_err(|e| e.to_string())
        .err()
        .unwrap();
    println!("{t}");
}
