//! The head of a report: the program, who takes part, the CEHRT id.

use super::{element::Element, reader::Reader};
use crate::{
    exchange::{
        source::{Sited, shown},
        submission::Header,
    },
    problem::{Code, Place, Problem, Problems},
};

const PROGRAM: &str = "2.16.840.1.113883.3.249.7";
const MVP: &str = "2.16.840.1.113883.3.249.5.6";
const SUBGROUP: &str = "2.16.840.1.113883.3.249.5.5";
const APM_ENTITY: &str = "2.16.840.1.113883.3.249.5.4";
const VIRTUAL_GROUP: &str = "2.16.840.1.113883.3.249.5.2";
const CEHRT: &str = "2.16.840.1.113883.3.2074.1";
const TIN: &str = "2.16.840.1.113883.4.2";
const NPI: &str = "2.16.840.1.113883.4.6";

impl Reader<'_> {
    /// Whose report it is, to which program, and the CEHRT id.
    pub(super) fn header(
        &mut self,
        root: Element<'_, '_>,
    ) -> Result<(Header, Option<Sited<String>>), Problems> {
        let recipient = root
            .at(&["informationRecipient", "intendedRecipient"])
            .into_iter()
            .find_map(|recipient| recipient.id_within(PROGRAM));
        let Some(recipient) = recipient else {
            let path = format!("{}/informationRecipient", root.path());
            let message = "nothing says to which program it was sent";
            let mut problem = Problem::new(Code::MissingKey, path, message)
                .help("MIPS_INDIV, MIPS_GROUP, MIPS_APP1_GROUP and their like belong there");
            problem.place = Some(Place::clone(&self.source.place(&root.name_span())));
            return Err(problem.into());
        };
        let (program, entity) = meaning(&recipient.value);
        let participants = root.at(&["participant", "associatedEntity"]);
        let of_participants = |kind: &str| participants.iter().find_map(|one| one.id_within(kind));
        let program = match of_participants(MVP) {
            Some(mvp) if program == "mips" => mvp,
            _ => recipient.clone().map(|_| program),
        };
        let mut header = Header {
            year: None,
            entity: entity.map(|entity| recipient.clone().map(|_| entity.to_owned())),
            program: Some(program),
            identity: Vec::new(),
        };
        for performer in root.at(&["documentationOf", "serviceEvent", "performer"]) {
            for (kind, name) in [(TIN, "TIN"), (NPI, "NPI")] {
                if let Some(number) = performer.id_within(kind) {
                    header.identity.push((name, number.value));
                }
            }
        }
        for (kind, name) in [
            (APM_ENTITY, "entity id"),
            (VIRTUAL_GROUP, "virtual group id"),
            (SUBGROUP, "subgroup id"),
        ] {
            if let Some(number) = root.id_within(kind) {
                header.identity.push((name, number.value));
            }
        }
        header.identity.dedup();
        for (name, _) in &header.identity {
            let reason = "it says whose data these are: --keep-identifiers keeps it";
            self.left_out.add(*name, reason);
        }
        Ok((header, of_participants(CEHRT)))
    }
}

/// The program and the entity type that a recipient stands for, as CMS's submissions service calls them. A recipient
/// that is not a program of MIPS is a program by its own name.
fn meaning(recipient: &str) -> (String, Option<&'static str>) {
    let upper = recipient.to_ascii_uppercase();
    let has = |part: &str| upper.contains(part);
    let entity = if has("VIRTUALGROUP") {
        "virtualGroup"
    } else if has("SUBGROUP") {
        "subgroup"
    } else if has("GROUP") {
        "group"
    } else if has("APMENTITY") || upper == "MIPSAPM" {
        "apm"
    } else {
        "individual"
    };
    if has("APP_PLUS") || has("APPPLUS") {
        return ("appPlus".into(), Some(entity));
    }
    if has("APP1") {
        return ("app1".into(), Some(entity));
    }
    if upper.starts_with("MIPS") {
        return ("mips".into(), Some(entity));
    }
    (shown(recipient), None)
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn a_recipient_says_program_and_level() {
        for (recipient, program, entity) in [
            ("MIPS", "mips", Some("individual")),
            ("mips_group", "mips", Some("group")),
            ("MIPS_VIRTUALGROUP", "mips", Some("virtualGroup")),
            ("MIPS_SUBGROUP", "mips", Some("subgroup")),
            ("MIPSAPM", "mips", Some("apm")),
            ("MIPS_APP1_APMENTITY", "app1", Some("apm")),
            ("APP_PLUS_INDIV", "appPlus", Some("individual")),
            ("CPCPLUS", "CPCPLUS", None),
            ("PCF", "PCF", None),
        ] {
            assert_eq!(meaning(recipient), (program.to_owned(), entity));
        }
    }
}
