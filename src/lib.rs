//! Medicare's Merit-based Incentive Payment System (MIPS): final score and Part B payment adjustment.

pub mod import;
pub mod rules;
