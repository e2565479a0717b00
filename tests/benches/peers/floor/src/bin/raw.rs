//! The floor of a batch: two threads read all of IN and write as many bytes to OUT as a result has, and look at nothing.
//!
//!     raw IN OUT BYTES

use std::{
    fs::File,
    io::{Read, Write},
    sync::Mutex,
    thread,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("raw IN OUT BYTES");
    let input = Mutex::new(File::open(next()).expect("IN can be read"));
    let output = File::create(next()).expect("OUT can be written");
    let output = Mutex::new((output, next().parse::<usize>().expect("BYTES is a number")));
    let work = || {
        let mut block = vec![0; 256 * 1024];
        loop {
            let count = input
                .lock()
                .unwrap()
                .read(&mut block)
                .expect("IN can be read");
            if count == 0 {
                break;
            }
            let mut turn = output.lock().unwrap();
            // As much of each block as the result is of the whole.
            let length = (count * 5 / 8).min(turn.1);
            turn.0
                .write_all(&block[..length])
                .expect("OUT can be written");
            turn.1 -= length;
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let (mut output, left) = output.into_inner().unwrap();
    output
        .write_all(&vec![0; left])
        .expect("OUT can be written");
}
