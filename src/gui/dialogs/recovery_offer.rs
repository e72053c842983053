//! Offers unsaved text that an earlier run left, beside what its draft has now. Opens and moves
//! nothing itself.

use egui::{Frame, Id, Modal, RichText, Ui};

use crate::gui::action::Action;
use crate::gui::files::RecoveryOffer;
use crate::gui::theme::{self, space};
use crate::gui::views::version_compare::VersionSheet;
use crate::gui::widgets;
use crate::messages::Language;
use crate::storage::Disk;

/// Draws the offer while there is one.
pub(in crate::gui) fn ui(
    ui: &Ui,
    language: Language,
    offer: &mut RecoveryOffer,
    disk: &dyn Disk,
    actions: &mut Vec<Action>,
) {
    if offer.found.is_empty() {
        return;
    }
    if offer.sheet.is_none() {
        offer.sheet = offer.found.get(offer.at).and_then(|unsaved| {
            let versions = unsaved.versions(disk);
            VersionSheet::of_lost(unsaved, versions.as_ref(), language)
        });
    }
    let frame = Frame::window(&ui.style().clone()).inner_margin(space::AIR);
    let modal = Modal::new(Id::unique("lost")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(720.0_f32.min(ui.ctx().content_rect().width() - 96.0).max(0.0));
        widgets::head(ui, language.word("draft.lost_head"));
        let quiet = theme::palette(ui).quiet;
        ui.add(egui::Label::new(RichText::new(language.word("draft.lost_text")).color(quiet)).wrap());
        ui.add_space(space::NEAR);
        if let Some(sheet) = &offer.sheet {
            sheet.ui(ui, language);
        }
        ui.add_space(space::WIDE);
        answers(ui, language, offer, actions);
    });
    if modal.should_close() {
        *offer = RecoveryOffer::default();
    }
}

fn answers(ui: &mut Ui, language: Language, offer: &mut RecoveryOffer, actions: &mut Vec<Action>) {
    let older = offer.sheet.as_ref().is_some_and(VersionSheet::has_older);
    let (at, count) = (offer.at, offer.found.len());
    ui.horizontal_wrapped(|ui| {
        let entered = widgets::answered_by_enter(ui);
        if widgets::primary(ui, language.word("draft.open_unsaved")).clicked() || entered {
            return actions.push(Action::RecoverUnsaved);
        }
        if older && ui.button(language.word("draft.open_saved")).clicked() {
            return actions.push(Action::OpenSaved);
        }
        let away = ui.button(language.word("draft.away"));
        if away.on_hover_text(language.word("draft.away_tip")).clicked() {
            return actions.push(Action::PutAwayUnsaved);
        }
        if ui.button(language.word("draft.later")).clicked() {
            *offer = RecoveryOffer::default();
            return;
        }
        if count > 1 {
            if ui.button(language.word("draft.next")).clicked() {
                (offer.at, offer.sheet) = ((at + 1) % count, None);
            }
            widgets::quiet(ui, language.say("draft.of", &[("number", &(at + 1)), ("count", &count)]));
        }
    });
}
