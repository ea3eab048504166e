//! Who may import whom: between the packages, from outside, and between the rooms of a package.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use tests::workspace::{files, root, rust_code};

/// The workspace's packages and the ones each may use.
const DIRECTIONS: [(&str, &[&str]); 5] = [
    ("migrations", &[]),
    ("analysis", &[]),
    ("surveys", &[]),
    ("server", &["analysis", "migrations", "surveys"]),
    ("tests", &["analysis", "migrations", "server", "surveys"]),
];

/// Outside packages that only these packages of ours may use. A name ending in `*` is a beginning.
const OWNERS: [(&str, &[&str]); 12] = [
    ("actix-*", &["server"]),
    ("tera", &["server"]),
    ("fluent-templates", &["server"]),
    ("lettre", &["server"]),
    ("clap", &["server"]),
    ("sea-orm", &["surveys", "server"]),
    ("sea-orm-migration", &["migrations"]),
    ("lindera", &["analysis"]),
    ("plotters", &["analysis"]),
    ("polars", &["analysis"]),
    ("resvg", &["analysis"]),
    ("typst*", &["analysis"]),
];

/// Within a package: files below these paths never name what begins with one of these.
const ROOMS: [(&[&str], &[&str]); 6] = [
    (&["server/src/pages"], &["crate::api", "crate::cli"]),
    (&["server/src/api"], &["crate::pages", "crate::cli"]),
    (
        &[
            "server/src/auth",
            "server/src/dataset",
            "server/src/search",
            "server/src/view",
            "server/src/i18n",
            "server/src/error",
            // What works beside the pages.
            "server/src/housekeeping",
            "server/src/mail",
        ],
        &["crate::pages", "crate::api", "crate::cli", "crate::routes"],
    ),
    // Queries are the store's.
    (
        &["server/src"],
        &[
            "sea_orm::ActiveModelTrait",
            "sea_orm::EntityTrait",
            "sea_orm::QueryFilter",
            "sea_orm::QueryOrder",
            "sea_orm::QuerySelect",
            "sea_orm::Statement",
            "sea_orm::entity",
        ],
    ),
    (
        &[
            "surveys/src/questionnaire",
            "surveys/src/question",
            "surveys/src/expression",
            "surveys/src/fielding",
            "surveys/src/file",
            "surveys/src/stakeholder",
            "surveys/src/hearing",
            "surveys/src/place",
            "surveys/src/privacy",
        ],
        &["crate::store", "crate::entity", "sea_orm"],
    ),
    (&["surveys/src/entity"], &["crate::store"]),
];

/// The direct dependencies of each package of the workspace, apart from those of its unit tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON");
    let name = |value: &Value| value["name"].as_str().expect("everything has a name").to_owned();
    let of_package = |package: &Value| {
        let wanted = package["dependencies"].as_array().expect("a list").iter();
        wanted.filter(|dependency| dependency["kind"] != "dev").map(name).collect()
    };
    let packages = metadata["packages"].as_array().expect("a list").iter();
    packages.map(|package| (name(package), of_package(package))).collect()
}

#[test]
fn packages_depend_in_one_direction() {
    let found = dependencies();
    assert_eq!(found.len(), DIRECTIONS.len(), "a new package needs its line in DIRECTIONS");
    for (package, allowed) in DIRECTIONS {
        let ours: Vec<&str> =
            found[package].iter().map(String::as_str).filter(|name| found.contains_key(*name)).collect();
        let wrong: Vec<&&str> = ours.iter().filter(|name| !allowed.contains(name)).collect();
        assert!(wrong.is_empty(), "{package} must not depend on {wrong:?}");
    }
}

#[test]
fn outside_libraries_stay_in_their_package() {
    for (package, names) in dependencies().iter().filter(|(package, _)| *package != "tests") {
        for (library, owners) in OWNERS {
            let is_library = |name: &&String| match library.strip_suffix('*') {
                Some(beginning) => name.starts_with(beginning),
                None => *name == library,
            };
            let found: Vec<&String> = names.iter().filter(is_library).collect();
            assert!(
                found.is_empty() || owners.contains(&package.as_str()),
                "{found:?} belongs to {owners:?}, not to {package}"
            );
        }
    }
}

#[test]
fn rooms_of_a_package_import_in_one_direction() {
    let mut wrong = Vec::new();
    let code = ["server/src", "surveys/src"].iter().flat_map(|folder| files(folder, &[".rs"]));
    // Unit tests may look where the program must not, in files of their own, too.
    for file in code.filter(|file| !file.path.ends_with("/tests.rs")) {
        let code = rust_code(&file);
        for (places, never) in ROOMS {
            if places.iter().any(|place| is_below(&file.path, place)) {
                let broken = |path: &&String| never.iter().any(|target| begins(path, target));
                wrong.extend(code.paths.iter().filter(broken).map(|path| format!("{}: {path}", file.path)));
            }
        }
    }
    assert!(wrong.is_empty(), "these imports go the wrong way: {wrong:#?}");
}

#[test]
fn rows_never_cross_http() {
    for file in files("surveys/src/entity", &[".rs"]) {
        let is_row = file.text.contains("DeriveEntityModel");
        assert!(!is_row || !file.text.contains("Serialize"), "{} can be sent as it is", file.path);
    }
}

/// Is the file `place.rs` or in the folder `place/`?
fn is_below(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn begins(path: &str, target: &str) -> bool {
    path.strip_prefix(target).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
