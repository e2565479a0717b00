//! What the program writes and reads as files: nothing that is read is written over, a result is whole or not there at
//! all, and no gate passes because its reader went away.

#[path = "files_program/apart.rs"]
mod apart;
#[cfg(unix)]
#[path = "files_program/faults.rs"]
mod faults;
#[cfg(unix)]
#[path = "files_program/places.rs"]
mod places;
#[path = "common/program.rs"]
mod program;
#[path = "files_program/support.rs"]
mod support;
