//! What a command runs with: the rules, the settings, and what files of other forms do not say by themselves.

use std::path::{Path, PathBuf};

use mips::{
    Document, Problems, RuleBook, Setting, exchange, rules::collection_type::CollectionType,
};

use crate::{
    args::{Input, exchange::Denominator},
    files::{self, Unread},
};

/// A run of a command that reads practices.
pub struct Run {
    pub book: &'static RuleBook,
    /// What was typed with `--year` and `--set`.
    pub settings: Vec<Setting>,
    /// How files of other forms are read.
    pub reading: exchange::Options,
}

impl Run {
    /// Opens a run that reads `inputs` and writes `outputs`.
    ///
    /// # Errors
    ///
    /// An output that would take the place of an input, rules that cannot be read, or an invalid setting or year.
    pub fn open<'p>(
        input: &Input,
        inputs: impl IntoIterator<Item = &'p Path>,
        outputs: &[Option<&'p Path>],
    ) -> anyhow::Result<Self> {
        let book = rules(input.rules.as_deref(), inputs, outputs)?;
        let settings = settings(input)?;
        Ok(Self {
            book,
            reading: reading(input, &settings)?,
            settings,
        })
    }

    /// The practice of a file of whatever form.
    ///
    /// # Errors
    ///
    /// What keeps it from being read.
    pub fn read(&self, path: &Path) -> Result<Document, Unread> {
        files::practice(path, self.book, &self.reading)
    }

    /// The same; a file that cannot be read stops the run.
    ///
    /// # Errors
    ///
    /// What keeps it from being read.
    pub fn practice(&self, path: &Path) -> anyhow::Result<Document> {
        whole(self.read(path))
    }
}

/// The rules of a folder, or the built-in ones. Nothing that is written takes the place of what is read, the rule tables
/// among it.
///
/// # Errors
///
/// An output that would, or rules that cannot be read.
pub fn rules<'p>(
    folder: Option<&Path>,
    inputs: impl IntoIterator<Item = &'p Path>,
    outputs: &[Option<&'p Path>],
) -> anyhow::Result<&'static RuleBook> {
    let tables = files::rule_inputs(folder);
    let mut read: Vec<&Path> = inputs.into_iter().collect();
    read.extend(tables.iter().map(PathBuf::as_path));
    files::keep_apart(read, outputs)?;
    files::rule_book(folder)
}

/// Refuses columns that the result has already: with two of one name a reader takes either.
///
/// # Errors
///
/// A path that appears twice, or is one of the usual columns.
pub fn columns(asked: &[String], usual: &[&str]) -> anyhow::Result<()> {
    for (n, path) in asked.iter().enumerate() {
        anyhow::ensure!(
            !usual.contains(&path.as_str()),
            "--columns {path}: this column is always there"
        );
        anyhow::ensure!(
            !asked[..n].contains(path),
            "--columns {path}: this column is named twice"
        );
    }
    Ok(())
}

/// A practice file, or what stops the run.
///
/// # Errors
///
/// What keeps it from being read.
pub fn document(path: &Path) -> anyhow::Result<Document> {
    whole(files::document(path))
}

fn whole(read: Result<Document, Unread>) -> anyhow::Result<Document> {
    read.map_err(|unread| match unread {
        Unread::System(error) => error,
        Unread::Invalid(problems) => problems.into(),
    })
}

/// The settings that were typed, the year among them.
fn settings(input: &Input) -> anyhow::Result<Vec<Setting>> {
    let year = input
        .year
        .iter()
        .map(|year| Ok(Setting::new("performance_year", year.as_str(), "--year")));
    let set = input
        .settings
        .iter()
        .map(|text| Setting::parse(text, "--set"));
    year.chain(set)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|problem| Problems::from(problem).into())
}

/// What a file of another form does not say by itself; the year that was typed among it.
fn reading(input: &Input, settings: &[Setting]) -> anyhow::Result<exchange::Options> {
    let is_year = |setting: &&Setting| setting.path == "performance_year";
    let year = settings.iter().rev().find(is_year);
    let year = year.map(|setting| {
        let year = setting.value.trim().parse();
        year.map_err(|_| anyhow::anyhow!("{setting}: a year belongs here"))
    });
    let reading = &input.reading;
    let kind = reading.collection_type.as_ref().map(|word| {
        let known: Vec<&str> = CollectionType::ALL.iter().map(|it| it.key()).collect();
        word.parse::<CollectionType>()
            .map_err(|()| anyhow::anyhow!("--collection-type {word}: one of {}", known.join(", ")))
    });
    Ok(exchange::Options {
        year: year.transpose()?,
        program: reading.program.clone(),
        organization: reading.org.clone(),
        level: reading.level.clone(),
        denominator: reading.denominator.map(|it| match it {
            Denominator::Before => exchange::Denominator::Before,
            Denominator::After => exchange::Denominator::After,
        }),
        collection_type: kind.transpose()?,
        complete: reading.complete,
        keep_identifiers: false,
    })
}
