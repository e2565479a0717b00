//! Links the released program statically where that works: a start then loads no library and relocates nothing, which is
//! a third of what it costs otherwise. That is so on Linux with the GNU C library's archives at hand; without them, or
//! anywhere else, the program is linked as usual.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A program that needs what `mips` needs of the system: threads, and panics that are caught.
const TRIAL: &str = "fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let caught = || std::panic::catch_unwind(|| Vec::<u8>::new()[std::env::args().count()]).is_err();
    println!(\"{}\", std::thread::spawn(caught).join().unwrap());
}";

/// Tells cargo how to link the program, if a trial program linked so works.
pub fn statically(out: &Path) {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    let has_features = env::var("CARGO_CFG_TARGET_FEATURE").unwrap_or_default();
    let is_static_already = has_features.split(',').any(|it| it == "crt-static");
    let is_wanted = is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is("TARGET", &env::var("HOST").unwrap_or_default())
        && !is_static_already;
    let Some(folder) = is_wanted.then(|| archives(out)).flatten() else {
        return;
    };
    // Some linkers make static programs that do not start; the usual one is tried in their place.
    for linker in [&[][..], &["-fuse-ld=bfd"]] {
        let mut arguments = vec![
            "-static".to_owned(),
            "-no-pie".to_owned(),
            format!("-L{}", folder.display()),
        ];
        arguments.extend(linker.iter().map(|it| (*it).to_owned()));
        if works(out, &arguments) == Some(true) {
            for argument in arguments {
                println!("cargo:rustc-link-arg-bins={argument}");
            }
            return;
        }
    }
}

/// A folder in which the linker finds archives under the names of the libraries that the compiler asks for.
fn archives(out: &Path) -> Option<PathBuf> {
    let folder = out.join("archives");
    fs::create_dir_all(&folder).ok()?;
    let unwinding = archive("gcc_eh")?;
    let group = |names: &[&Path]| {
        let names: Vec<String> = names.iter().map(|it| it.display().to_string()).collect();
        format!("GROUP ( {} )\n", names.join(" "))
    };
    let c = group(&[&archive("c")?, &unwinding, &archive("gcc")?]);
    fs::write(folder.join("libc.a"), c).ok()?;
    fs::write(folder.join("libgcc_s.a"), group(&[&unwinding])).ok()?;
    for name in ["util", "rt", "pthread", "m", "dl"] {
        let archive = archive(name)?;
        fs::write(folder.join(format!("lib{name}.a")), group(&[&archive])).ok()?;
    }
    Some(folder)
}

/// Where the system has the archive of a library.
fn archive(name: &str) -> Option<PathBuf> {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker)
        .arg(format!("-print-file-name=lib{name}.a"))
        .output()
        .ok()?;
    let path = String::from_utf8(answer.stdout).ok()?;
    // What is not there is answered with its bare name.
    fs::canonicalize(path.trim())
        .ok()
        .filter(|path| path.is_file() && path.is_absolute())
}

/// Whether a program that is linked so does what it should.
fn works(out: &Path, arguments: &[String]) -> Option<bool> {
    let source = out.join("trial.rs");
    let program = out.join("trial");
    fs::write(&source, TRIAL).ok()?;
    let mut compiler = Command::new(env::var_os("RUSTC")?);
    compiler.arg(&source).arg("-o").arg(&program);
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        compiler
            .arg("-C")
            .arg(format!("linker={}", linker.display()));
    }
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    compiler.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    for argument in arguments {
        compiler.arg("-C").arg(format!("link-arg={argument}"));
    }
    if !compiler.output().ok()?.status.success() {
        return None;
    }
    let output = Command::new(&program).output().ok()?;
    Some(output.status.success() && output.stdout == b"true\n")
}
