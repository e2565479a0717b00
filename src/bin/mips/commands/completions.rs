//! `mips completions`

use clap::{
    Arg, Command, CommandFactory,
    builder::{PossibleValue, PossibleValuesParser},
};
use mips::{
    Code, RuleBook,
    batch::Map,
    reference::{measures, schema},
    rules::{
        collection_type::CollectionType,
        measures::Inventory,
        terms::{Participation, Pathway, Word},
    },
};

use crate::{
    args::{Args, help::CompletionsArgs},
    output::Status,
    sink,
};

/// The programs of submissions that are no MVP.
const PROGRAMS: [&str; 3] = ["mips", "app1", "appPlus"];

/// Prints a shell's completions.
///
/// # Errors
///
/// A result that cannot be written.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    let mut program = Args::command();
    program.build();
    let program = with_words(program, &Words::of(&RuleBook::built_in()));
    clap_complete::generate(args.shell, &mut { program }, "mips", &mut script);
    sink::write(&String::from_utf8_lossy(&script), None)?;
    Ok(Status::Ran)
}

/// The words that arguments without a fixed list of values take, by the rules that are built in.
struct Words {
    years: Vec<String>,
    inventory: Option<Inventory>,
    specialties: Vec<String>,
}

impl Words {
    fn of(book: &RuleBook) -> Self {
        let years: Vec<u16> = book.years().collect();
        let mut newest = years.iter().rev().filter_map(|year| book.year(*year).ok());
        let inventory = newest.find_map(|rules| rules.inventory().cloned());
        let specialties = inventory.as_ref().map(measures::specialties);
        Self {
            years: years.iter().map(u16::to_string).collect(),
            inventory,
            specialties: specialties
                .into_iter()
                .flatten()
                .map(|it| it.key.clone())
                .collect(),
        }
    }

    /// What may stand in an argument, with what it is where that helps.
    fn for_argument(&self, command: &str, id: &str) -> Vec<PossibleValue> {
        let plain = |words: &mut dyn Iterator<Item = &str>| -> Vec<PossibleValue> {
            words.map(|word| value(word.to_owned())).collect()
        };
        match (command, id) {
            (_, "year" | "years" | "before" | "after") => {
                plain(&mut self.years.iter().map(String::as_str))
            }
            (_, "settings" | "variations") => schema::paths()
                .into_iter()
                .map(|path| value(format!("{path}=")))
                .collect(),
            ("init", "pathway") => plain(&mut Pathway::ALL.iter().map(|it| it.key())),
            (_, "program") => {
                let mut programs = plain(&mut PROGRAMS.into_iter());
                programs.extend(self.mvps());
                programs
            }
            (_, "level") => plain(&mut Participation::ALL.iter().map(|it| it.key())),
            (_, "collection_type") => plain(&mut CollectionType::ALL.iter().map(|it| it.key())),
            (_, "mvp") => self.mvps(),
            (_, "specialty") => plain(&mut self.specialties.iter().map(String::as_str)),
            ("show", "id") => self.codes(),
            ("explain", "code") => plain(&mut Code::ALL.iter().map(|code| code.as_str())),
            ("batch" | "population", "map") => plain(&mut Map::names().into_iter()),
            _ => Vec::new(),
        }
    }

    fn mvps(&self) -> Vec<PossibleValue> {
        let mvps = self.inventory.iter().flat_map(|it| &it.mvps);
        mvps.map(|(id, mvp)| value(id.clone()).help(mvp.title.clone()))
            .collect()
    }

    /// The codes of measures, activities and MVPs of the newest year that has them.
    fn codes(&self) -> Vec<PossibleValue> {
        let mut codes = Vec::new();
        if let Some(inventory) = &self.inventory {
            let ids = inventory
                .quality
                .keys()
                .chain(inventory.cost.keys())
                .chain(inventory.improvement_activities.keys())
                .chain(inventory.promoting_interoperability.keys());
            codes.extend(ids.map(|id| {
                let title = inventory.title(id).unwrap_or_default().to_owned();
                value(id.clone()).help(title)
            }));
        }
        codes.extend(self.mvps());
        codes
    }
}

/// A word that a command line keeps as long as it is there, which is until the program ends.
fn value(word: String) -> PossibleValue {
    PossibleValue::new(&*word.leak())
}

/// The same command, whose arguments name their words.
fn with_words(command: Command, words: &Words) -> Command {
    let name = command.get_name().to_owned();
    let named = |arg: Arg| {
        let has_values = !arg.get_possible_values().is_empty();
        let found = words.for_argument(&name, arg.get_id().as_str());
        if has_values || found.is_empty() {
            return arg;
        }
        arg.value_parser(PossibleValuesParser::new(found))
    };
    let inner: Vec<String> = command
        .get_subcommands()
        .map(|it| it.get_name().to_owned())
        .collect();
    let command = command.mut_args(named);
    inner.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |inner| with_words(inner, words))
    })
}
