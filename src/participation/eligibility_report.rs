//! The answer of eligibility as text, JSON and rows.
