//! Looking up what can be reported in a year, and what it is worth: measures, activities, MVPs.

mod changes;
mod facts;
mod offers;
mod print;
mod rank;
mod row;
mod scale;
mod search;
mod sheet;
mod specialty;
mod target;

pub use self::{
    offers::Offer,
    print::{
        hits::{HIT_COLUMNS, hit_rows, hit_tree, search_text},
        ranking::{
            MVP_COLUMNS, RANK_COLUMNS, SPECIALTY_COLUMNS, mvp_rows, mvps_text, mvps_tree,
            rank_rows, rank_text, rank_tree, specialties_text, specialties_tree, specialty_rows,
        },
        rows::{OFFER_COLUMNS, offer_rows},
        sheet_text,
        trees::sheet_tree,
    },
    rank::{Choice, Ranked, rank},
    scale::Scale,
    search::{Among, Hit, HitType, search},
    sheet::{Sheet, sheet},
    specialty::{Specialty, mvp, specialties, specialty},
    target::{Counts, Step, Target},
};
pub use row::Kind;
