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
    let level = practice.participation;
    let no = |why: String| (Some(false), Some(why));
    let listed = |levels: &[Participation]| -> String {
        levels
            .iter()
            .map(|it| it.key())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let Some(open) = rules.pathways.get(&pathway) else {
        return no(format!(
            "there is no `{}` in {}",
            pathway.key(),
            rules.performance_year
        ));
    };
    if !open.participation.contains(&level) {
        let cite = &open.cite;
        return no(format!(
            "it is open to {} ({cite})",
            listed(&open.participation)
        ));
    }
    if pathway == Pathway::ApmScoringStandard && level != Participation::ApmEntity && !as_filed {
        let cite = &open.cite;
        return no(format!("it scores APM Entities ({cite})"));
    }
    if let (Some(subgroup), Participation::Subgroup) = (&rules.eligibility.subgroup, level)
        && let Some(clinicians) = practice.clinicians.map(Decimal::from)
        && !subgroup.clinicians.is_met(clinicians)
    {
        return no(format!(
            "a subgroup has {} clinicians ({})",
            subgroup.clinicians, subgroup.cite
        ));
    }
    if let Some(app) = &rules.eligibility.app
        && matches!(pathway, Pathway::App | Pathway::AppPlus)
    {
        let has_apm = practice
            .taking_part
            .as_deref()
            .is_some_and(|it| it.apm.is_some());
        let is_apm = level == Participation::ApmEntity || practice.apm_participant || has_apm;
        if !is_apm && !as_filed {
            return no(format!(
                "it is for participants of MIPS APMs only; practice.apm_participant = true says that it is one ({})",
                app.cite
            ));
        }
    }
    if let Some(rule) = &rules.eligibility.multispecialty_mvp
        && (pathway, level) == (Pathway::Mvp, Participation::Group)
        && rule.small_practice_only
        && !practice.small_practice
    {
        let why = format!(
            "a multispecialty group that is not a small practice cannot report an MVP as a group ({})",
            rule.cite
        );
        return match practice.single_specialty {
            Some(true) => (Some(true), None),
            Some(false) if practice.size_is_stated => no(why),
            Some(false) => (None, Some(format!("practice.clinicians decides: {why}"))),
            None => (
                None,
                Some(format!("practice.single_specialty decides: {why}")),
            ),
        };
    }
    (Some(true), None)
}
