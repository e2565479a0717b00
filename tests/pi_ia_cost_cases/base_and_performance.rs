//! Base, performance and bonus scores of advancing care information and its first successor.

use super::*;

fn transition(risk_analysis: bool) -> String {
    format!("ACI_TRANS_PPHI_1 = {risk_analysis}\nACI_INFBLO_1 = true\nACI_ONCDIR_1 = true\n")
        + &rate("ACI_TRANS_EP_1", 90, 100)
        + &rate("ACI_TRANS_PEA_1", 88, 110)
        + &rate("ACI_TRANS_HIE_1", 2, 100)
        + &rate("ACI_TRANS_PEA_2", 45, 120)
        + &rate("ACI_TRANS_MR_1", 70, 100)
}

/// 42 CFR 414.1380(b)(4)(i): 50 + 16 + 2 + 4 + 7.
#[test]
fn the_transition_set_of_2017() {
    assert_eq!(pi_percent(2017, &transition(true)), "79");
}

#[test]
fn without_its_base_2017_is_zero() {
    let card = pi(2017, &transition(false));
    let category = &card.categories.promoting_interoperability;
    assert_eq!(category.percent, Some(Decimal::ZERO));
    assert_eq!(points(category, "ACI_TRANS_PEA_1"), Decimal::from(16));
    assert!(category.measures.iter().all(|measure| !measure.counted));
    let notes: Vec<String> = card
        .notes
        .iter()
        .filter_map(|note| match note {
            Note::PromotingInteroperability(note) => Some(note.to_string()),
            _ => None,
        })
        .collect();
    let expected =
        "Promoting interoperability is 0: ACI_TRANS_PPHI_1 was answered no, and yes is required";
    assert_eq!(notes, [expected]);
}

/// The base alone earns what patient access performs: 51, and 52 with the transition set.
#[test]
fn the_base_alone_of_2017() {
    let base = attested(2017).to_owned()
        + &rate("ACI_PEA_1", 1, 100)
        + &yes(&["ACI_LVPP_1", "ACI_LVOTC_1", "ACI_LVITC_1"]);
    assert_eq!(pi_percent(2017, &base), "51");
    let transition = "ACI_TRANS_PPHI_1 = true\nACI_INFBLO_1 = true\nACI_ONCDIR_1 = true\n"
        .to_owned()
        + &rate("ACI_TRANS_PEA_1", 1, 100)
        + &yes(&["ACI_TRANS_LVPP_1", "ACI_TRANS_LVOTC_1"]);
    assert_eq!(pi_percent(2017, &transition), "52");
}

/// A measure and its stand-in: the better side counts, once.
#[test]
fn both_sets_are_not_added_up() {
    let answers = attested(2017).to_owned()
        + &rate("ACI_EP_1", 1, 1)
        + &rate("ACI_PEA_1", 100, 100)
        + &rate("ACI_HIE_1", 40, 100)
        + &rate("ACI_HIE_2", 40, 100)
        + &rate("ACI_TRANS_HIE_1", 50, 100);
    let card = pi(2017, &answers);
    // 50 + 10 for patient access + 10 of the transition measure, against 4 + 4.
    assert_eq!(
        percent(&card, Category::PromotingInteroperability).unwrap(),
        "70"
    );
}

fn documentation() -> String {
    attested(2018).to_owned()
        + &rate("PI_EP_1", 100, 100)
        + &rate("PI_PEA_1", 110, 110)
        + &rate("PI_HIE_1", 150, 150)
        + &rate("PI_HIE_2", 130, 130)
        + &rate("PI_HIE_3", 100, 100)
        + "PI_IACEHRT_1 = true\n"
}

/// CMS, QPP submissions documentation: 50 + 4 x 10 + 10 without a CEHRT id.
#[test]
fn the_documented_submission_of_2018() {
    let text = format!(
        "[practice]\nclinicians = 20\n[promoting_interoperability]\ndays = 90\n\
         [promoting_interoperability.measures]\n{}",
        documentation()
    );
    let card = scored(2018, &text);
    assert_eq!(
        percent(&card, Category::PromotingInteroperability).unwrap(),
        "100"
    );
    assert_eq!(
        card.sheet.find("pi_bonus", None).unwrap().value,
        Decimal::TEN
    );
}

/// 50 + 70 + 5 + 10 + 10 = 145, of which 100 count.
#[test]
fn the_cap_of_2018() {
    let answers = documentation()
        + &rate("PI_CCTPE_1", 100, 100)
        + &rate("PI_CCTPE_2", 100, 100)
        + &yes(&["PI_PHCDRR_1", "PI_PHCDRR_2"]);
    let card = pi(2018, &answers);
    let line = |name: &str| card.sheet.find(name, None).unwrap().value;
    assert_eq!(line("pi_performance_score"), Decimal::from(70));
    assert_eq!(line("pi_bonus"), Decimal::from(25));
    assert_eq!(line("pi_score"), Decimal::from(100));
}

/// The registry that earned performance points, or the same in the other set, earns no bonus.
#[test]
fn a_further_registry_of_2018_is_another_one() {
    let bonus = |ids: &[&str]| {
        let card = pi(2018, &(documentation() + &yes(ids)));
        card.sheet.find("pi_bonus", None).unwrap().value
    };
    assert_eq!(bonus(&["PI_PHCDRR_1"]), Decimal::from(20));
    assert_eq!(
        bonus(&["PI_PHCDRR_1", "PI_TRANS_PHCDRR_1"]),
        Decimal::from(10)
    );
    assert_eq!(
        bonus(&["PI_PHCDRR_1", "PI_PHCDRR_1_MULTI"]),
        Decimal::from(25)
    );
    assert_eq!(
        bonus(&["PI_PHCDRR_1", "PI_PHCDRR_4", "PI_PHCDRR_5"]),
        Decimal::from(25)
    );
}

/// 42 CFR 414.1380(b)(4)(i)(C)(1): a further registry than the one that earned performance points; a second registry
/// for a measure that is not reported is none. 50 and 10 for patient access, with 10 for the registry and 5 on top.
#[test]
fn a_second_registry_of_2018_needs_its_first() {
    let base = attested(2018).to_owned()
        + &rate("PI_PEA_1", 100, 100)
        + &yes(&["PI_LVPP_1", "PI_LVOTC_1", "PI_LVITC_1"]);
    let with = |ids: &[&str]| pi_percent(2018, &(base.clone() + &yes(ids)));
    let alone = with(&[]);
    assert_eq!(with(&["PI_PHCDRR_2_MULTI"]), alone);
    let one = alone.parse::<Decimal>().unwrap() + Decimal::TEN;
    assert_eq!(with(&["PI_PHCDRR_2"]), one.to_string());
    assert_eq!(with(&["PI_PHCDRR_2", "PI_PHCDRR_1_MULTI"]), one.to_string());
    let two = one + Decimal::from(5);
    assert_eq!(with(&["PI_PHCDRR_2", "PI_PHCDRR_2_MULTI"]), two.to_string());
}
