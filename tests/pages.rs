//! Pages in HTML: well formed, accessible in what can be read off the markup, small, free of anything from elsewhere, and
//! true to the score. `tests/browser/check.mjs` looks at them in a browser.

mod common;

use std::{collections::BTreeSet, fs, path::Path};

use common::{BOOK, scored};
use mips::{
    Document,
    compare::{Scenario, Scored, compare},
    participation::{options, options_page, worth, worth_page},
    report::html::{Subject, page},
    trial::{self, Trial},
};
use roxmltree::Node;

fn page_of(trial: &Trial, with_lines: bool) -> String {
    let subject = Subject {
        name: "practice.toml",
        trial,
        more: Vec::new(),
    };
    page(&[subject], with_lines)
}

/// The page as XML, which is stricter than HTML; a page of ours differs from it only in its first line and in `<meta>`.
fn as_xml(html: &str) -> String {
    let body = html.strip_prefix("<!DOCTYPE html>\n").unwrap();
    let mut xml = String::new();
    for line in body.lines() {
        if line.starts_with("<meta ") {
            xml.push_str(&line.replace("\">", "\"/>"));
        } else {
            xml.push_str(line);
        }
        xml.push('\n');
    }
    xml
}

fn text_of(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    texts.filter_map(|it| it.text()).collect()
}

/// Everything that a page must hold to, whatever is on it.
fn assert_page(name: &str, html: &str) {
    assert!(html.len() < 150_000, "{name}: {} bytes", html.len());
    for forbidden in [
        "<script", "<link", "<img", "@import", "http:", "https:", "src=",
    ] {
        assert!(!html.contains(forbidden), "{name}: {forbidden}");
    }
    let xml = as_xml(html);
    let tree = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{name}: {error}"));
    let root = tree.root_element();
    assert_eq!(root.attribute("lang"), Some("en"), "{name}");
    let mut ids = BTreeSet::new();
    let mut labels = BTreeSet::new();
    let mut level = 0;
    for node in root.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id), "{name}: id {id} twice");
        }
        match node.tag_name().name() {
            heading @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let next: u8 = heading[1..].parse().unwrap();
                assert!(next <= level + 1, "{name}: {heading} after h{level}");
                assert_eq!(next == 1, level == 0, "{name}: one h1, the first heading");
                assert!(
                    !text_of(node).trim().is_empty(),
                    "{name}: {heading} says nothing"
                );
                level = next;
            }
            "section" if node.attribute("aria-label").is_some() => {
                let label = node.attribute("aria-label").unwrap();
                assert!(labels.insert(label), "{name}: two regions named {label}");
            }
            "table" => {
                let mut children = node.children().filter(Node::is_element);
                let caption = children.next().unwrap();
                assert_eq!(caption.tag_name().name(), "caption", "{name}");
                assert!(!text_of(caption).is_empty(), "{name}");
            }
            "th" => assert!(
                matches!(node.attribute("scope"), Some("col" | "row")),
                "{name}: a header of nothing"
            ),
            "svg" if node.attribute("x").is_none() => {
                let is_told = node.attribute("role") == Some("img")
                    && node
                        .attribute("aria-label")
                        .is_some_and(|it| !it.is_empty());
                let is_hidden = node.attribute("aria-hidden") == Some("true");
                assert!(is_told != is_hidden, "{name}: a picture without words");
            }
            "a" => {
                let target = node.attribute("href").unwrap();
                let id = target.strip_prefix('#').unwrap();
                let is_there = root.descendants().any(|it| it.attribute("id") == Some(id));
                assert!(is_there, "{name}: {target} leads nowhere");
            }
            _ => {}
        }
    }
}

fn toml_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(toml_files(&path));
        } else if path.extension().is_some_and(|it| it == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_case_of_every_year_makes_a_sound_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = toml_files(&root.join("tests/cases"));
    files.extend(toml_files(&root.join("examples")));
    assert!(files.len() > 300, "{}", files.len());
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let document = Document::read(name, &fs::read(&path).unwrap()).unwrap();
        let trial = trial::run(&BOOK, &document, &[]).unwrap();
        assert_page(name, &page_of(&trial, true));
    }
}

const KNOWN: &str = r#"
performance_year = 2026
[practice]
name = "Elm Street"
clinicians = 40
part_b_paid = 1000000
[quality]
percent = 80
[cost]
percent = 60
[improvement_activities]
percent = 100
[promoting_interoperability]
percent = 90
"#;

fn paragraphs(html: &str) -> Vec<String> {
    let xml = as_xml(html);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let verdict = tree
        .descendants()
        .find(|it| it.attribute("class") == Some("verdict"))
        .unwrap();
    let paragraphs = verdict.children().filter(Node::is_element);
    paragraphs.map(text_of).collect()
}

// 80 x 30% + 60 x 30% + 100 x 15% + 90 x 25% = 24 + 18 + 15 + 22.5 = 79.5, by hand with the weights of 2026. The
// adjustment: (79.5 - 75) / 25 x 9% x 0.1167 = 0.18905%, rounded to 0.19%; at 0.2394 it is 0.3878%, to 0.39%.
#[test]
fn the_verdict_says_what_the_score_is_worth_in_plain_words() {
    assert_eq!(
        paragraphs(&page_of(&scored(KNOWN), false)),
        [
            "The final score for 2026 is 79.50 of 100 points: 4.50 points above the performance threshold of 75. Medicare \
             will add 0.19% to each Part B payment for covered professional services in 2028.",
            "On $1,000,000.00 paid by Medicare that is +$1,900.00; it may come to between +$1,900.00 and +$3,900.00.",
            "A gain is multiplied by a scaling factor that CMS publishes after the year; 0.1167 is assumed here. Over the \
             factor's range the adjustment is +0.19% to +0.39%.",
        ]
    );
}

#[test]
fn a_penalty_is_said_without_a_factor() {
    // 24 + 0 + 15 + 22.5 = 61.5; a penalty is 9% x (75 - 61.5) / 75 = 1.62%.
    let text = KNOWN.replace("percent = 60", "not_submitted = true");
    let text = text.replace("[cost]\nnot_submitted = true", "[cost]\npercent = 0");
    assert_eq!(
        paragraphs(&page_of(&scored(&text), false)),
        [
            "The final score for 2026 is 61.50 of 100 points: 13.50 points below the performance threshold of 75. Medicare \
             will take 1.62% from each Part B payment for covered professional services in 2028.",
            "On $1,000,000.00 paid by Medicare that is -$16,200.00.",
        ]
    );
}

/// Where a rectangle stands, and how wide it is.
type Place = Option<(String, String)>;

/// The `x` and `width` of the filled and of the hatched rectangle of each bar, in percents.
fn bars(html: &str) -> Vec<(String, Place, Place)> {
    let xml = as_xml(html);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let list = tree
        .descendants()
        .find(|it| it.attribute("class") == Some("bars"))
        .unwrap();
    let rectangle = |item: Node<'_, '_>, fill: &str| {
        let found = item
            .descendants()
            .find(|it| it.tag_name().name() == "rect" && it.attribute("fill") == Some(fill))?;
        let of = |name| found.attribute(name).unwrap().to_owned();
        Some((of("x"), of("width")))
    };
    list.children()
        .filter(Node::is_element)
        .map(|item| {
            let label = item.first_element_child().unwrap();
            (
                text_of(label),
                rectangle(item, "#1d4e79"),
                rectangle(item, "url(#possible)"),
            )
        })
        .collect()
}

#[expect(clippy::unnecessary_wraps, reason = "a bar may lack one")]
fn at(x: &str, width: &str) -> Place {
    Some((x.into(), width.into()))
}

#[test]
fn the_bars_add_up_to_the_score() {
    assert_eq!(
        bars(&page_of(&scored(KNOWN), false)),
        [
            ("Quality: 80% x 30 24.00".into(), at("0%", "24%"), None),
            ("Cost: 60% x 30 18.00".into(), at("24%", "18%"), None),
            (
                "Improvement activities: 100% x 15 15.00".into(),
                at("42%", "15%"),
                None
            ),
            (
                "Promoting interoperability: 90% x 25 22.50".into(),
                at("57%", "22.5%"),
                None
            ),
            ("Complex patient bonus 0.00".into(), None, None),
            ("Final score 79.50".into(), at("0%", "79.5%"), None),
        ]
    );
}

#[test]
fn what_is_not_known_is_hatched_and_the_verdict_gives_the_range() {
    let text = KNOWN.replace("[cost]\npercent = 60", "[cost]\nunknown = true");
    let html = page_of(&scored(&text), false);
    assert_page("range", &html);
    let bars = bars(&html);
    assert_eq!(
        bars[1],
        (
            "Cost: unknown x 30 0.00 to 30.00".into(),
            None,
            at("24%", "30%")
        )
    );
    assert_eq!(
        bars[5],
        (
            "Final score 61.50 to 91.50".into(),
            at("0%", "61.5%"),
            at("61.5%", "30%")
        )
    );
    let verdict = paragraphs(&html);
    assert_eq!(
        verdict[0],
        "The final score for 2026 is not known yet: it lies between 61.50 and 91.50 of 100 points, and the performance \
         threshold is 75. The adjustment of each Part B payment for covered professional services in 2028 lies between \
         -1.62% and +1.42%."
    );
    assert!(
        verdict
            .iter()
            .any(|it| it.starts_with("Break-even: the threshold is met with cost at "))
    );
}

#[test]
fn a_final_score_that_is_given_has_no_parts() {
    let trial = scored("performance_year = 2026\nfinal_score = 82.3\n");
    let html = page_of(&trial, true);
    assert_page("given", &html);
    assert!(!html.contains("Where the points come from"));
    assert!(!html.contains("Where points were lost"));
    let verdict = paragraphs(&html);
    let first = "The final score for 2026 is 82.30 of 100 points: 7.30 points above the performance threshold of 75.";
    assert!(verdict[0].starts_with(first), "{verdict:?}");
}

#[test]
fn text_from_the_file_stays_text() {
    let name = r#"</title><script>alert(1)</script> & \"quoted\" <b onclick='x'>"#;
    let text = KNOWN.replace("Elm Street", name);
    let trial = scored(&text);
    let html = page_of(&trial, true);
    assert_page("hostile", &html);
    let xml = as_xml(&html);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let heading = tree
        .descendants()
        .find(|it| it.tag_name().name() == "h1")
        .unwrap();
    assert_eq!(Some(text_of(heading)), trial.scorecard.practice.name);
}

#[test]
fn identifiers_are_not_on_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("examples/family-medicine-2026.toml")).unwrap();
    assert!(text.contains("0015EABCDEFGHIJ"));
    assert!(!page_of(&scored(&text), true).contains("0015EABCDEFGHIJ"));
}

// The decile bounds of 236 as an eCQM in 2026, from CMS's benchmark file: 65.3 is where decile 6 begins.
#[test]
fn a_measure_stands_on_its_benchmark() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("examples/family-medicine-2026.toml")).unwrap();
    let trial = scored(&text);
    let row = BOOK.year(2026).unwrap();
    let benchmark = row
        .benchmarks()
        .unwrap()
        .get(mips::rules::collection_type::CollectionType::Ecqm, "236")
        .unwrap();
    let (from, to) = (benchmark.bound(6).unwrap(), benchmark.bound(7).unwrap());
    let words = format!(
        "Benchmark in ten deciles: 71.2% lies in decile 6, which goes from {from}% to {to}%"
    );
    assert!(page_of(&trial, false).contains(&words), "{words}");
}

#[test]
fn several_practices_share_a_page_with_an_overview() {
    let (one, other) = (
        scored(KNOWN),
        scored(&KNOWN.replace("Elm Street", "Oak <Road>")),
    );
    let subject = |trial| Subject {
        name: "file",
        trial,
        more: Vec::new(),
    };
    let html = page(&[subject(&one), subject(&other)], true);
    assert_page("two", &html);
    assert_eq!(html.matches("<article>").count(), 2);
    assert!(html.contains("<h2>Oak &lt;Road&gt;</h2>"));
}

#[test]
fn a_comparison_is_a_page() {
    let document = Document::read("practice.toml", KNOWN.as_bytes()).unwrap();
    let scored: Vec<Scored> = ["base <one>: cost.percent=60", "cost at 40: cost.percent=40"]
        .iter()
        .map(|text| {
            let scenario = Scenario::parse(text).unwrap();
            Scored::run(&BOOK, &document, &[], &scenario).unwrap()
        })
        .collect();
    let html = compare(&scored).page(&scored);
    assert_page("comparison", &html);
    assert_eq!(
        paragraphs(&html),
        ["Most is earned with base <one>: 79.50 points, +0.19% in 2028, +$1,900.00."]
    );
    assert_eq!(
        bars(&html),
        [
            ("base <one> 79.50".into(), at("0%", "79.5%"), None),
            ("cost at 40 73.50".into(), at("0%", "73.5%"), None),
        ]
    );
}

#[test]
fn the_changes_between_each_two_years_have_a_table_with_a_name_of_its_own() {
    let text = include_str!("transcripts/group.toml");
    let document = Document::read("group.toml", text.as_bytes()).unwrap();
    let scored: Vec<Scored> = ["2024", "2025", "2026"]
        .iter()
        .map(|year| {
            let scenario = Scenario::parse(&format!("{year}: performance_year={year}")).unwrap();
            Scored::run(&BOOK, &document, &[], &scenario).unwrap()
        })
        .collect();
    let html = compare(&scored).page(&scored);
    assert_page("years", &html);
    for years in ["2024 and 2025", "2025 and 2026"] {
        let name = format!("aria-label=\"Rules that bear on these scores, {years}\"");
        assert_eq!(html.matches(&name).count(), 1, "{years}");
    }
}

#[test]
fn a_name_on_a_page_in_markdown_is_text() {
    let text = KNOWN.replace("Elm Street", r"<b>a|b</b>\u001b[31m \u202E.");
    let page = mips::report::markdown::page(&scored(&text));
    assert_eq!(page.lines().next(), Some(r"# \<b>a\|b\</b> \[31m  ."));
}

const TAKING_PART: &str = "performance_year = 2026\nfinal_score = 75\n[practice]\nparticipation = \"individual\"\n\
     part_b_paid = 100000\n[eligibility]\nmips_status = \"eligible\"\n\
     [cost_of_participation]\nclass = \"mean\"\nphysicians = 1\n";

fn named(name: &str, text: &str) -> (String, Document) {
    (
        name.to_owned(),
        Document::read(name, text.as_bytes()).unwrap(),
    )
}

/// -9 percent of 100,000 dollars, 42 CFR 414.1405; 12,811 dollars is the mean cost of Khullar et al. 2021.
/// Bars are drawn from that loss to the QP's $4,979.67: (12,811 - 9,000) / (12,811 + 4,979.67) is 21.42 percent.
#[test]
fn what_each_way_is_worth_is_a_page() {
    let found = worth(&BOOK, &named("a <b>.toml", TAKING_PART), &[], None).unwrap();
    let html = worth_page::page(&found, None, true);
    assert_page("worth", &html);
    assert!(html.contains("<h1>a &lt;b&gt;.toml: what each way is worth</h1>"));
    assert!(html.contains("Khullar"));
    let drawn: Vec<(String, Option<String>)> = bars(&html)
        .into_iter()
        .map(|(words, sure, _)| (words, sure.map(|(_, width)| width)))
        .collect();
    let nothing = drawn.iter().find(|(it, _)| it.starts_with("Do nothing"));
    assert_eq!(
        nothing.unwrap(),
        &("Do nothing (best) -$9,000.00".into(), Some("21.42%".into()))
    );
    let planned = drawn
        .iter()
        .find(|(it, _)| it.starts_with("Report as planned"));
    assert_eq!(
        planned.unwrap(),
        &("Report as planned -$12,811.00".into(), None)
    );
}

#[test]
fn every_example_makes_pages_of_its_options_and_of_their_worth() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in toml_files(&root.join("examples")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let document = named(name, &fs::read_to_string(&path).unwrap());
        for with_lines in [false, true] {
            let found = worth(&BOOK, &document, &[], None).unwrap();
            assert_page(name, &worth_page::page(&found, None, with_lines));
            let found = options(&BOOK, std::slice::from_ref(&document), &[]).unwrap();
            let html = options_page::page(&found, None, with_lines);
            assert_page(name, &html);
            for it in &found.alternatives {
                if let Some(score) = it.score().and_then(|it| it.point()) {
                    assert!(html.contains(&score.to_string()), "{name}: {score}");
                }
            }
            assert!(html.contains("42 CFR 414."), "{name}");
        }
    }
}

#[test]
fn ways_to_report_are_a_page() {
    let group = TAKING_PART.replace("individual", "group");
    let documents = [
        named("group<>.toml", &group),
        named("jones.toml", TAKING_PART),
    ];
    let found = options(&BOOK, &documents, &[]).unwrap();
    let html = options_page::page(&found, None, true);
    assert_page("options", &html);
    assert!(html.contains("group&lt;&gt;.toml"));
    assert!(!html.contains("group<>"));
    assert!(html.contains("threshold 75"));
}
