//! Random edits and commands over texts with tables: what is left are full rectangles, and no word is lost or doubled.

use std::time::Duration;

use nianbao::report::ReportText;
use nianbao::richtext::{Edit, TableChange, TextPosition, TextRange};
use nianbao::session::Session;

use super::table_text::{assert_sound, characters, lines};
use super::{TABLE_CHANGES, random_command, random_prose_with_tables, random_report, random_span};

/// Ten thousand random edits of texts with tables.
#[test]
fn random_edits_leave_full_rectangles() {
    let mut random = fastrand::Rng::with_seed(20);
    for round in 0..10_000 {
        let prose = random_prose_with_tables(&mut random);
        assert_sound(&prose, &format!("{round}"));
        let mut span = random_span(&mut random);
        if random.bool() {
            let last = prose.paragraphs.len();
            let position = |random: &mut fastrand::Rng| TextPosition::new(random.usize(0..last), random.usize(0..4));
            span = TextRange::new(position(&mut random), position(&mut random));
        }
        let piece = prose.piece(span);
        let name = format!("{round}: {:?} of {:?}", span, lines(&prose));
        // Copied and deleted together are all there was.
        let mut now = prose.clone();
        let inverse = Edit::delete(&prose, span).apply(&mut now);
        assert_sound(&now, &name);
        let mut all = [characters(&now), characters(&piece)].concat();
        all.sort_unstable();
        assert_eq!(all, characters(&prose), "{name}: words are lost or doubled");
        inverse.apply(&mut now);
        assert_eq!(now, prose, "{name}");
        // Structure alone loses no word.
        let change = *random.choice(&TABLE_CHANGES).unwrap();
        if let Some((edit, caret)) = Edit::change_table(&prose, span, change) {
            let inverse = edit.apply(&mut now);
            assert_sound(&now, &format!("{name} {change:?}"));
            assert_eq!(now.clamp(caret), caret);
            let deletes =
                matches!(change, TableChange::DeleteRows | TableChange::DeleteColumns | TableChange::DeleteTable);
            assert!(deletes || characters(&now) == characters(&prose), "{name} {change:?}");
            inverse.apply(&mut now);
            assert_eq!(now, prose, "{name} {change:?}");
        }
        // What is pasted is all there.
        let other = random_prose_with_tables(&mut random);
        let cut = other.piece(random_span(&mut random));
        let edit = Edit::replace(&prose, TextRange::at(span.start()), &cut);
        let inverse = edit.apply(&mut now);
        assert_sound(&now, &format!("{name} pasting {:?}", lines(&cut)));
        let into_cells = cut.has_tables() && prose.table_at(prose.clamp(span.start()).paragraph).is_some();
        let mut all = [characters(&cut), characters(&prose)].concat();
        all.retain(|one| *one != '\t');
        all.sort_unstable();
        let mut found = characters(&now);
        found.retain(|one| *one != '\t');
        assert!(into_cells || found == all, "{name} pasting {:?}: {:?}", lines(&cut), lines(&now));
        inverse.apply(&mut now);
        assert_eq!(now, prose, "{name}");
    }
}

/// Whatever commands come, in any order, every text of the report is sound after each.
#[test]
fn random_commands_leave_full_rectangles() {
    let mut random = fastrand::Rng::with_seed(21);
    for round in 0..1_500 {
        let mut session = Session::new(random_report(&mut random)).unwrap();
        for step in 0..12 {
            let command = random_command(&mut random, &session);
            let name = format!("{round} {step} {command:?}");
            let _ = session.execute(command, Duration::from_secs(step));
            for part in ReportText::ALL {
                session.report().part(part).into_iter().for_each(|prose| assert_sound(prose, &name));
            }
        }
    }
}
