//! Medicare's Merit-based Incentive Payment System (MIPS): final score and Part B payment adjustment.
