//! The yardstick of start-up: parses a file's name and an option with clap, and prints them.

use clap::Parser;

#[derive(Parser)]
struct Args {
    file: String,
    #[arg(long, default_value = "text")]
    format: String,
}

fn main() {
    let args = Args::parse();
    println!("{} {}", args.file, args.format);
}
