//! What is derived from an open report and computed again when the report has another revision: the
//! findings of the checks, and the pages. A panic in either becomes a notice; the text is not touched.

use std::sync::Arc;
use std::time::Duration;

use super::document::{Document, Recomputation};
use super::view_context::ShownFinding;
use crate::layout::FontError;
use crate::messages::Language;
use crate::report::Date;
use crate::session::{self, PackLibrary, Settings};

/// Checks that take longer than this wait for a pause in the typing of that length, so that a
/// keystroke never waits for them.
const QUICK: Duration = Duration::from_millis(1);
const PAUSE: Duration = Duration::from_millis(200);

impl Document {
    /// When checks that wait are to be run; `None` where none wait.
    pub(super) fn checks_due(&self) -> Option<Duration> {
        let stale = self.recomputation.checked.is_none_or(|(revision, _)| revision != self.session.revision());
        stale.then_some(self.recomputation.touched.1 + PAUSE)
    }

    /// Runs the checks where the report or the language is another, and it is time.
    pub(super) fn check(
        &mut self,
        language: Language,
        today: Option<Date>,
        library: &PackLibrary,
        settings: &Settings,
        clock: impl Fn() -> Duration,
    ) {
        let (began, now) = (clock(), (self.session.revision(), language));
        let chosen = library.choose(self.session.report(), &settings.rule_packs).knowing(&settings.words);
        if self.recomputation.packs != chosen {
            (self.recomputation.packs, self.recomputation.checked) = (chosen, None);
        }
        if self.recomputation.settle_first != settings.settle_first {
            (self.recomputation.settle_first, self.recomputation.checked) = (settings.settle_first, None);
        }
        if self.recomputation.checked == Some(now) {
            return;
        }
        let Recomputation { checked, cost, touched, packs, .. } = &mut self.recomputation;
        if touched.0 != now.0 {
            *touched = (now.0, began);
        }
        let same_words = checked.is_some_and(|(_, spoken)| spoken == language);
        if same_words && *cost >= QUICK && began.saturating_sub(touched.1) < PAUSE {
            return;
        }
        *checked = Some(now);
        let (report, form) = (self.session.report(), self.session.form());
        let last = self.session.last_year().map(std::convert::AsRef::as_ref);
        let reviewed = session::contained(|| {
            let years = last.and_then(|last| session::years(form, report, last));
            let review = session::run_checks::review(form, report, last, today, packs);
            (review.wanting(settings.settle_first), years)
        });
        let Ok((review, years)) = reviewed.map_err(|panic| self.broken = Some(panic)) else { return };
        let seen = |finding: crate::check::Finding| ShownFinding {
            text: crate::messages::capitalised(&crate::messages::finding(language, form, &finding)),
            dismissed: finding.dismissed.clone(),
            finding,
        };
        self.years = years;
        self.findings = review.findings.into_iter().map(seen).collect();
        self.recomputation.cost = clock().saturating_sub(began);
    }

    /// Lays the pages out where the report is another.
    pub(super) fn lay_out(&mut self, settings: &Settings) {
        let mark = settings.review_mark && self.errors() > 0;
        let revision = self.session.revision() * Settings::PAPERS + settings.paper(mark);
        if self.paper.ask(revision) {
            let (form, report, standing) =
                (self.session.form(), self.session.report(), &mut self.recomputation.standing);
            let lay_out = || {
                let printing = settings.printing(mark)?;
                Ok::<_, FontError>(session::pages_again(standing, form, report, &printing))
            };
            match session::contained(lay_out) {
                Ok(Ok(paper)) => {
                    self.paper.receive(revision, Arc::new(paper));
                }
                Ok(Err(_)) => self.paper.give_up(),
                Err(panic) => {
                    // The former pages stay in sight; asked again only for another revision.
                    self.broken = Some(panic);
                    let former = self.paper.value().cloned().unwrap_or_default();
                    self.paper.receive(revision, former);
                }
            }
        }
    }
}
