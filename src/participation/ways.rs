//! The pathways that a practice file has data for, and whether the year allows them.

use rust_decimal::Decimal;

use crate::{
    category::Category,
    document::setting::Setting,
    practice::Practice,
    rules::{
        book::YearRules,
        quality::PathwayMethod,
        terms::{Participation, Pathway},
    },
    trial::Admitted,
};

/// One way of reporting at the file's level.
pub(super) struct Way {
    pub pathway: Pathway,
    pub mvp: Option<String>,
    pub settings: Vec<Setting>,
    pub as_filed: bool,
    pub allowed: Option<bool>,
    pub why_not: Option<String>,
}

/// The file's own way first, then every other pathway of the year. Percents and a final score that are given belong to the
/// pathway that they were earned on; only a file with measures can be tried on another.
pub(super) fn of(admitted: &Admitted) -> Vec<Way> {
    let Admitted { rules, practice } = admitted;
    let own = way(
        rules,
        practice,
        practice.pathway,
        practice.mvp.clone(),
        true,
    );
    let mut ways = vec![own];
    if !practice.has_measures(Category::Quality) || practice.final_score.is_some() {
        return ways;
    }
    for pathway in rules
        .pathways
        .keys()
        .copied()
        .filter(|it| *it != practice.pathway)
    {
        if pathway == Pathway::Mvp {
            let mvps = mvps(rules, practice);
            ways.extend(
                mvps.into_iter()
                    .map(|id| way(rules, practice, pathway, Some(id), false)),
            );
        } else {
            ways.push(way(rules, practice, pathway, None, false));
        }
    }
    ways
}

/// The MVPs that have as many of the reported measures as count in one.
fn mvps(rules: &YearRules, practice: &Practice) -> Vec<String> {
    let required = match rules
        .quality
        .pathways
        .get(&Pathway::Mvp)
        .map(|it| &it.method)
    {
        Some(PathwayMethod::BestOfMvp { required, .. }) => *required,
        _ => return Vec::new(),
    };
    let Some(inventory) = rules.inventory() else {
        return Vec::new();
    };
    let mut reported: Vec<&str> = practice
        .data
        .quality
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    reported.sort_unstable();
    reported.dedup();
    let fits = |quality: &[String]| {
        let held = reported
            .iter()
            .filter(|id| quality.iter().any(|it| it == *id));
        held.count() >= required
    };
    let mvps = inventory.mvps.iter().filter(|(_, mvp)| fits(&mvp.quality));
    mvps.map(|(id, _)| id.clone()).collect()
}

fn way(
    rules: &YearRules,
    practice: &Practice,
    pathway: Pathway,
    mvp: Option<String>,
    as_filed: bool,
) -> Way {
    let mut settings = Vec::new();
    if !as_filed {
        settings.push(Setting::new("practice.pathway", pathway.key(), "options"));
        if mvp.is_some() || practice.mvp.is_some() {
            let id = mvp.as_deref().unwrap_or_default();
            settings.push(Setting::new("practice.mvp", id, "options"));
        }
    }
    let (allowed, why_not) = allowed(rules, practice, pathway, as_filed);
    Way {
        pathway,
        mvp,
        settings,
        as_filed,
        allowed,
        why_not,
    }
}

/// Whether the year allows the pathway at this level, and why not.
fn allowed(
    rules: &YearRules,
    practice: &Practice,
    pathway: Pathway,
    as_filed: bool,
) -> (Option<bool>, Option<String>) {
    let closed = closed_to(rules, practice, pathway, as_filed)
        .or_else(|| too_few_for_a_subgroup(rules, practice))
        .or_else(|| without_apm(rules, practice, pathway, as_filed));
    match closed {
        Some(why) => (Some(false), Some(why)),
        None => multispecialty(rules, practice, pathway),
    }
}

/// Why the year does not offer the pathway to this level.
fn closed_to(
    rules: &YearRules,
    practice: &Practice,
    pathway: Pathway,
    as_filed: bool,
) -> Option<String> {
    let level = practice.participation;
    let Some(open) = rules.pathways.get(&pathway) else {
        let year = rules.performance_year;
        return Some(format!("there is no `{}` in {year}", pathway.key()));
    };
    let cite = &open.cite;
    if !open.participation.contains(&level) {
        let levels: Vec<&str> = open.participation.iter().map(|it| it.key()).collect();
        return Some(format!("it is open to {} ({cite})", levels.join(", ")));
    }
    let is_of_entities =
        pathway == Pathway::ApmScoringStandard && level != Participation::ApmEntity;
    (is_of_entities && !as_filed).then(|| format!("it scores APM Entities ({cite})"))
}

/// Why the clinicians are not a subgroup.
fn too_few_for_a_subgroup(rules: &YearRules, practice: &Practice) -> Option<String> {
    let subgroup = rules.eligibility.subgroup.as_ref()?;
    let clinicians = practice.clinicians.map(Decimal::from)?;
    let is_one = practice.participation == Participation::Subgroup;
    (is_one && !subgroup.clinicians.is_met(clinicians)).then(|| {
        format!(
            "a subgroup has {} clinicians ({})",
            subgroup.clinicians, subgroup.cite
        )
    })
}

/// Why the APM Performance Pathway is closed: it takes participants of MIPS APMs.
fn without_apm(
    rules: &YearRules,
    practice: &Practice,
    pathway: Pathway,
    as_filed: bool,
) -> Option<String> {
    let app = rules.eligibility.app.as_ref()?;
    let taking_part = practice.taking_part.as_deref();
    let takes_part = practice.participation == Participation::ApmEntity
        || practice.apm_participant
        || taking_part.is_some_and(|it| it.apm.is_some());
    let is_app = matches!(pathway, Pathway::App | Pathway::AppPlus);
    (is_app && !takes_part && !as_filed).then(|| {
        format!(
            "it is for participants of MIPS APMs only; practice.apm_participant = true says that it is one ({})",
            app.cite
        )
    })
}

/// Whether a group may report an MVP as a whole, which some years do not let a multispecialty group do.
fn multispecialty(
    rules: &YearRules,
    practice: &Practice,
    pathway: Pathway,
) -> (Option<bool>, Option<String>) {
    let rule = rules.eligibility.multispecialty_mvp.as_ref();
    let rule = rule.filter(|rule| {
        (pathway, practice.participation) == (Pathway::Mvp, Participation::Group)
            && rule.small_practice_only
            && !practice.small_practice
    });
    let Some(rule) = rule else {
        return (Some(true), None);
    };
    let why = format!(
        "a multispecialty group that is not a small practice cannot report an MVP as a group ({})",
        rule.cite
    );
    let depends_on = |key: &str| (None, Some(format!("{key} decides: {why}")));
    match practice.single_specialty {
        Some(true) => (Some(true), None),
        Some(false) if practice.size_is_stated => (Some(false), Some(why)),
        Some(false) => depends_on("practice.clinicians"),
        None => depends_on("practice.single_specialty"),
    }
}
