//! Where results go: permissions, links, part files, signals, devices.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::Path,
    process::{Command, Stdio},
};

use super::support::{example, folder, message, mips, names, shell};
use crate::program::program;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_file_keeps_its_permissions() {
    let inside = folder("permissions");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    for kept in [0o600, 0o640, 0o644, 0o666] {
        let path = inside.join("out.json");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
        let ended = mips(&inside, "score p.toml --format json -o out.json");
        assert_eq!(ended.status.code(), Some(0));
        assert_eq!(mode(&path), kept);
        assert!(fs::read_to_string(&path).unwrap().starts_with('{'));
    }
}

#[test]
fn a_read_only_file_is_refused_even_for_root() {
    let inside = folder("read_only");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    let path = inside.join("out.json");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let ended = mips(&inside, "score p.toml --format json -o out.json");
    assert_eq!(ended.status.code(), Some(2));
    assert_eq!(
        message(&ended),
        "error: out.json: cannot be written: it is read-only\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
}

#[test]
fn a_link_keeps_pointing_and_its_target_is_replaced() {
    let inside = folder("link");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::create_dir(inside.join("far")).unwrap();
    fs::write(inside.join("far/target"), "old").unwrap();
    symlink("far/target", inside.join("link")).unwrap();
    let ended = mips(&inside, "score p.toml --format csv -o link");
    assert_eq!(ended.status.code(), Some(0));
    assert!(
        fs::symlink_metadata(inside.join("link"))
            .unwrap()
            .is_symlink()
    );
    let written = fs::read_to_string(inside.join("far/target")).unwrap();
    assert!(written.starts_with("file,performance_year"), "{written}");
    assert_eq!(names(&inside.join("far")), ["target"]);
}

#[test]
fn a_link_that_leads_nowhere_is_refused() {
    let inside = folder("dangling");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    symlink("nothing", inside.join("link")).unwrap();
    symlink("circle", inside.join("circle")).unwrap();
    for name in ["link", "circle"] {
        let ended = mips(&inside, &format!("score p.toml -o {name}"));
        assert_eq!(ended.status.code(), Some(2));
        let expected =
            format!("error: {name}: cannot be written: it is a link that leads nowhere\n");
        assert_eq!(message(&ended), expected);
    }
    assert_eq!(names(&inside), ["circle", "link", "p.toml"]);
}

/// A link planted under the name that part files once had would have led the result into its target.
#[test]
fn no_name_of_a_part_file_can_be_foreseen() {
    let inside = folder("planted");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::write(inside.join("victim"), "mine").unwrap();
    let script =
        "ln -s victim out.$$.part; ln -s victim .out.$$.part; exec $mips score p.toml -o out";
    let ended = shell(&inside, script);
    assert_eq!(ended.status.code(), Some(0), "{}", message(&ended));
    assert_eq!(fs::read_to_string(inside.join("victim")).unwrap(), "mine");
}

/// A batch that waits for more rows, with its part file there.
fn waiting(inside: &Path) -> std::process::Child {
    use std::io::Write as _;
    let mut program = program()
        .args(["batch", "-", "--year", "2025", "-o", "out.csv"])
        .current_dir(inside)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let input = program.stdin.as_mut().unwrap();
    input.write_all(b"final_score\n").unwrap();
    let part = || names(inside).iter().any(|name| name.contains(".part"));
    while !part() {
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(program.try_wait().unwrap().is_none(), "it ended");
    }
    program
}

#[test]
fn a_signal_takes_the_part_file_with_it() {
    for signal in ["INT", "TERM", "HUP"] {
        let inside = folder(&format!("signal_{signal}"));
        fs::write(inside.join("out.csv"), "old").unwrap();
        let mut program = waiting(&inside);
        let kill = Command::new("kill")
            .args([format!("-{signal}"), program.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        let ended = program.wait().unwrap();
        assert_eq!(ended.code(), Some(130), "{signal}");
        assert_eq!(names(&inside), ["out.csv"], "{signal}");
        assert_eq!(fs::read_to_string(inside.join("out.csv")).unwrap(), "old");
    }
}

#[test]
fn the_next_run_clears_what_a_killed_one_left_and_nothing_else() {
    let inside = folder("stale");
    let mut killed = waiting(&inside);
    killed.kill().unwrap();
    killed.wait().unwrap();
    let left = names(&inside);
    assert_eq!(left.len(), 1, "{left:?}");
    let mut alive = waiting(&inside);
    // Both have been there for an hour.
    for name in names(&inside) {
        let file = fs::File::options()
            .write(true)
            .open(inside.join(name))
            .unwrap();
        let an_hour_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
        file.set_modified(an_hour_ago).unwrap();
    }
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::write(inside.join(".out.csv.mine"), "mine").unwrap();
    let ended = mips(&inside, "score p.toml --format csv -o out.csv");
    assert_eq!(ended.status.code(), Some(0));
    let there = names(&inside);
    assert!(!there.contains(&left[0]), "{there:?}");
    assert_eq!(there.len(), 4, "{there:?}");
    alive.kill().unwrap();
    alive.wait().unwrap();
}

#[test]
fn a_full_disk_is_said_with_the_name_of_the_file() {
    let inside = folder("full");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    fs::write(inside.join("out.json"), "old").unwrap();
    // No file may be larger than one block of 512 bytes; the signal that says so is passed over.
    let script =
        "trap '' XFSZ; ulimit -f 1; exec $mips score p.toml --format json --explain -o out.json";
    let ended = shell(&inside, script);
    assert_eq!(ended.status.code(), Some(2));
    let said = message(&ended);
    assert!(
        said.starts_with("error: out.json: cannot be written: "),
        "{said}"
    );
    assert_eq!(names(&inside), ["out.json", "p.toml"]);
    assert_eq!(fs::read_to_string(inside.join("out.json")).unwrap(), "old");
}

#[test]
fn a_device_and_a_pipe_are_written_to_as_they_are() {
    let inside = folder("device");
    fs::copy(example("group-2025.toml"), inside.join("p.toml")).unwrap();
    let ended = mips(&inside, "score p.toml -o /dev/null");
    assert_eq!(ended.status.code(), Some(0));
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert_eq!(fs::metadata("/dev/null").unwrap().size(), 0);
}
