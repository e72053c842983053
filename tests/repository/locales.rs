//! The locale files: both languages have the same keys with the same values to put in, every key
//! that the program uses exists, and none is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nianbao::check::{CATALOGUE, SERIES};
use nianbao::layout::{FaceId, FontSet};
use nianbao::messages::Language;

fn file(language: Language) -> BTreeMap<String, String> {
    // Some areas have a file of their own, named AREA.LANGUAGE.yml.
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/locales")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(&format!("{}.yml", language.tag())));
    paths.sort();
    let text = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<Vec<_>>().join("\n");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '_']));
    let mut keys = BTreeMap::new();
    for line in lines {
        let (key, sentence) = line.split_once(": ").unwrap_or_else(|| panic!("no key: {line}"));
        assert!(sentence.starts_with('"') && sentence.ends_with('"'), "no quotes: {line}");
        assert!(keys.insert(key.to_owned(), sentence.to_owned()).is_none(), "twice: {key}");
    }
    keys
}

/// The names in `%{…}`.
fn names(sentence: &str) -> BTreeSet<&str> {
    sentence.split("%{").skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn both_languages_say_the_same() {
    let [chinese, english] = Language::ALL.map(file);
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (key, sentence) in &chinese {
        assert_eq!(names(sentence), names(&english[key]), "{key}");
        assert_ne!(Language::English.word(key), *key, "{key} is not compiled in");
    }
}

/// One place, two places: `{count|place|places}` names a value of the sentence, and is never shown.
#[test]
fn english_counts_in_the_singular_and_in_the_plural() {
    for (count, wanted) in
        [(1, "The two differ in 1 place ("), (0, "differ in 0 places ("), (21, "differ in 21 places (")]
    {
        let said = Language::English.say("draft.differences", &[("count", &count)]);
        assert!(said.contains(wanted), "{said}");
    }
    for (key, sentence) in file(Language::English) {
        let values = names(&sentence);
        for choice in sentence.split('{').skip(1).filter(|rest| rest.split('}').next().unwrap().contains('|')) {
            let parts: Vec<_> = choice.split('}').next().unwrap().split('|').collect();
            assert!(parts.len() == 3 && values.contains(parts[0]), "{key}: {choice}");
        }
        let said = values.iter().map(|name| (*name, &2 as &dyn std::fmt::Display)).collect::<Vec<_>>();
        assert!(!Language::English.say(&key, &said).contains('|'), "{key}");
    }
}

/// In Chinese fonts ’ is as wide as a Chinese character: year’ s.
#[test]
fn english_apostrophes_are_narrow() {
    let wide: Vec<_> = file(Language::English).into_iter().filter(|(_, sentence)| sentence.contains('’')).collect();
    assert!(wide.is_empty(), "{wide:?}");
}

/// What the check report says is printed: no font may lack a character of it.
#[test]
fn what_is_printed_can_be_printed() {
    let fonts = FontSet::bundled().unwrap();
    for (key, sentence) in Language::ALL.into_iter().flat_map(file) {
        let printed = ["finding", "rule", "basis", "severity", "sheet", "series", "label"];
        if printed.contains(&key.split('.').next().unwrap()) {
            let lost: String = sentence.chars().filter(|one| fonts.find(FaceId::Song, *one).is_none()).collect();
            assert!(lost.is_empty(), "{key}: {lost}");
        }
    }
}

#[test]
fn every_key_is_there_and_used() {
    let keys: BTreeSet<String> = file(Language::Chinese).into_keys().collect();
    let groups: BTreeSet<&str> = keys.iter().map(|key| key.split('.').next().unwrap()).collect();
    let mut used = derived();
    for literal in literals(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let shaped = literal.contains('.')
            && groups.contains(literal.split('.').next().unwrap())
            && literal.chars().all(|one| one.is_ascii_alphanumeric() || "._-".contains(one));
        if shaped && !literal.ends_with('.') {
            used.insert(literal);
        }
    }
    let missing: Vec<_> = used.difference(&keys).collect();
    let left_over: Vec<_> = keys.difference(&used).collect();
    assert!(missing.is_empty() && left_over.is_empty(), "missing: {missing:#?}\nleft over: {left_over:#?}");
}

/// The keys that follow from the program's tables.
fn derived() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for rule in CATALOGUE {
        keys.insert(format!("rule.{}", rule.code));
        keys.extend(rule.variants.iter().map(|variant| format!("finding.{}.{variant}", rule.code)));
    }
    keys.extend(SERIES.iter().map(|series| format!("series.{}", series.name())));
    keys.extend(["series", "of_year", "number", "bar", "change", "growth"].map(|head| format!("sheet.head_{head}")));
    keys.extend(nianbao::cli::locale_keys());
    keys.extend(["error", "warning", "info"].map(|severity| format!("severity.{severity}")));
    keys.extend(["errors", "warnings", "infos", "file", "report"].map(|column| format!("check.column_{column}")));
    #[cfg(feature = "window")]
    for item in nianbao::gui::menu::items() {
        keys.extend([format!("action.{}", item.name), format!("action.{}_tip", item.name)]);
    }
    keys.extend((1..=6).map(|section| format!("tab.section_{section}")));
    keys.extend(["auto", "glow", "soft"].map(|renderer| format!("settings.{renderer}")));
    keys.extend(nianbao::session::FontChoice::ALL.map(|choice| format!("settings.{}", choice.word())));
    keys.extend(nianbao::layout::FaceId::OFFICIAL.map(|face| format!("font.{}", face.word())));
    let form = nianbao::form::Form::of(nianbao::form::Edition::Cn2021).unwrap();
    let rows = form.fields().map(|field| field.key.row.to_string()).filter(|row| row != "total");
    keys.extend(rows.map(|row| format!("meaning.{row}")));
    keys
}

/// Every string literal of the source on one line.
fn literals(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(literals(&path));
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            found.extend(
                code.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()),
            );
        }
    }
    found
}
