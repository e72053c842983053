//! Stages: what is final cannot be changed by anything, and every stage stays on record.

use std::time::Duration;

use nianbao::report::{ChangeError, Date, ReportStage, StageEntry};
use nianbao::session::{Session, SessionCommand};

use super::{bytes, random_command, random_report, random_selection};

fn enter(session: &mut Session, stage: ReportStage) -> Result<(), ChangeError> {
    let day = Date::new(2025, 1, 8).unwrap();
    let entry = StageEntry::new(session.report(), stage, "李四", day, "");
    session.enter_stage(entry)
}

/// Whatever is done to a final report leaves it as it is; after it was taken back, it can be changed again.
#[test]
fn random_commands_do_not_change_what_is_final() {
    let mut refused = 0;
    for seed in 0..200 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut session = Session::new(random_report(&mut random)).unwrap();
        let mut now = Duration::ZERO;
        for _ in 0..5 {
            session.select(random_selection(&mut random));
            let _ = session.execute(random_command(&mut random, &session), now);
        }
        enter(&mut session, ReportStage::Final).unwrap();
        assert!(session.is_changed() && session.undo_count() == 0);
        let (before, revision) = (bytes(session.report()), session.revision());
        for _ in 0..20 {
            now += Duration::from_millis(200);
            session.select(random_selection(&mut random));
            let command = match random.u8(0..4) {
                0 => SessionCommand::Undo,
                1 => SessionCommand::Redo,
                _ => random_command(&mut random, &session),
            };
            assert_eq!(session.execute(command, now).map(|_| ()), Err(ChangeError::IsFinal));
            refused += 1;
        }
        assert!(bytes(session.report()) == before && session.revision() == revision, "{seed}");
        assert_eq!(enter(&mut session, ReportStage::Review), Err(ChangeError::NoSuchStage));
        enter(&mut session, ReportStage::Drafting).unwrap();
        let stages: Vec<ReportStage> = session.report().stages.iter().map(|entry| entry.stage).collect();
        assert_eq!(stages, [ReportStage::Final, ReportStage::Drafting]);
        let step = SessionCommand::Change(nianbao::report::Change::UnitName("另一个局".into()));
        session.execute(step, now).unwrap();
        session.execute(SessionCommand::Undo, now).unwrap();
        assert_eq!((session.report().stages.len(), session.undo_count()), (2, 0), "the record is no step");
    }
    assert_eq!(refused, 4_000);
}
