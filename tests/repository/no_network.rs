//! Nothing opens a network connection: neither our code, nor a library of ours, nor the running
//! program, whose calls to the system are watched where strace is at hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::skip::skip;

/// What code says that opens a connection by itself.
const SIGNS: &[&str] = &["TcpStream", "TcpListener", "UdpSocket", "AF_INET", "ToSocketAddrs", "std::net::"];

/// Libraries in which such a word stands, each with the reason why no connection comes of it.
const KNOWN: &[(&str, &str)] = &[
    ("async-io", "waits for the local socket of zbus; offers sockets that nothing here asks for"),
    ("libc", "declares the system's calls"),
    ("linux-raw-sys", "declares the system's calls"),
    ("log", "writes addresses as values"),
    ("rustix", "declares the system's calls"),
    ("serde-saphyr", "tells addresses from other words; used while compiling"),
    ("x11rb", "the screen; by TCP only where DISPLAY names another computer"),
    ("zbus", "the local bus of dialogs and screen readers; by TCP only where its address says so"),
    ("zvariant", "writes addresses as values"),
];

/// Libraries whose purpose is the network: none may be there, whatever their code looks like.
const FORBIDDEN: &[&str] = &[
    "attohttpc",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hickory-resolver",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "self_update",
    "sentry",
    "surf",
    "tonic",
    "trust-dns",
    "tungstenite",
    "ureq",
    "webpki-roots",
    "websocket",
];

#[test]
fn no_library_is_there_for_the_network() {
    let packages = packages();
    assert!(packages.len() > 100, "Cargo.lock was read");
    let found: Vec<_> = packages.iter().filter(|(name, _)| FORBIDDEN.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Reads the source of every library that the program is built of on this computer.
#[test]
fn no_library_opens_connections_by_itself() {
    let Some(registry) = registry() else {
        return skip("the sources of the libraries are not on this computer");
    };
    let (mut read, mut strange) = (0, Vec::new());
    for (name, version) in built() {
        let source = registry.join(format!("{name}-{version}")).join("src");
        if !source.is_dir() || KNOWN.iter().any(|(known, _)| *known == name) {
            continue;
        }
        read += 1;
        let signs: BTreeSet<&str> = signs(&source);
        if !signs.is_empty() {
            strange.push(format!("{name} {version}: {signs:?}"));
        }
    }
    assert!(strange.is_empty(), "look at these, and note them in KNOWN with the reason:\n{}", strange.join("\n"));
    println!("{read} libraries without a word of the network");
    assert!(read > 50, "{read}");
}

/// The command line under strace: no socket at all, or at most local ones.
#[test]
fn the_program_opens_no_connection() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return skip("strace is not installed (apt-get install strace)");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_network");
    std::fs::create_dir_all(&folder).unwrap();
    let (log, pdf) = (folder.join("calls"), folder.join("a.pdf"));
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/weibin-2024.nianbao");
    for arguments in [
        vec!["export", sample, "-o", pdf.to_str().unwrap(), "--force"],
        vec!["check", sample],
        // No screen: the window is tried, and ends with a sentence.
        vec![sample],
    ] {
        let status = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=socket,connect,sendto,bind", "-o"])
            .arg(&log)
            .arg(env!("CARGO_BIN_EXE_nianbao"))
            .args(&arguments)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("NIANBAO_SETTINGS", folder.join("settings.json"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        if !log.exists() || status.code().is_none() {
            return skip("this system does not let strace watch");
        }
        let calls = std::fs::read_to_string(&log).unwrap();
        let outside: Vec<_> = calls.lines().filter(|line| line.contains("AF_INET")).collect();
        assert!(outside.is_empty(), "{arguments:?}:\n{}", outside.join("\n"));
    }
}

/// Every library that Cargo.lock names, with its version.
fn packages() -> Vec<(String, String)> {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")).map(str::to_owned));
        line.map(|line| line.trim_end_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks.filter_map(|block| Some((value(block, "name")?, value(block, "version")?))).collect()
}

/// The libraries that the program is built of here, without those of the tests; all of Cargo.lock
/// where cargo cannot say.
fn built() -> Vec<(String, String)> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-e", "normal", "--prefix", "none", "-f", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let tree = tree.ok().filter(|output| output.status.success());
    let Some(tree) = tree.and_then(|output| String::from_utf8(output.stdout).ok()) else { return packages() };
    let one = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        (name != env!("CARGO_PKG_NAME")).then(|| (name.to_owned(), version.to_owned()))
    };
    let found: BTreeSet<_> = tree.lines().filter_map(one).collect();
    found.into_iter().collect()
}

/// Where cargo keeps the sources of libraries.
fn registry() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let sources = std::fs::read_dir(home.join("registry/src")).ok()?;
    sources.flatten().map(|entry| entry.path()).find(|path| path.is_dir())
}

fn signs(folder: &Path) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(signs(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            found.extend(SIGNS.iter().filter(|sign| code.contains(**sign)));
        }
    }
    found
}
