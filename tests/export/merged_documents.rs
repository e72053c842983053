//! Documents of ours that reviewers change in Word and send back, once and again, while the draft goes on: what only they
//! changed is there once, what only we changed stays, and rejected the draft is ours.

use std::collections::BTreeSet;

use nianbao::export::docx::{DocxOptions, write_with};
use nianbao::form::{Form, SectionId};
use nianbao::import;
use nianbao::report::{Change, MergeSides, Report, ReportText, Reviser, RevisionChange, merge_review};
use nianbao::richtext::{Edit, RichText, TextMarks, TextRange};

use super::docx_package::{self, DOCUMENT};

const OVERVIEW: ReportText = ReportText::Section(SectionId::Overview);
const AUTHORS: [&str; 2] = ["周工", "吴工"];
const BASE: [&str; 6] = [
    "本年收到申请三件，均已办结。",
    "全年主动公开信息126条。",
    "平台建设按要求推进，栏目及时更新。",
    "监督保障到位，没有责任追究。",
    "开展培训两次，参加的有四十人。",
    "没有收取信息处理费。",
];

/// A paragraph in Word: characters, who put each in and who took it out.
#[derive(Clone, Debug)]
struct WordParagraph(Vec<(char, Option<usize>, Option<usize>)>);

impl WordParagraph {
    fn shown(&self) -> Vec<usize> {
        let own = self.0.iter().enumerate().filter(|(_, one)| one.2.is_none());
        own.map(|(at, _)| at).collect()
    }

    /// Somebody writes words in the place of some that are shown.
    fn write(&mut self, by: Option<usize>, from: usize, count: usize, words: &str) {
        let shown = self.shown();
        let at = shown.get(from).copied().unwrap_or(self.0.len());
        for index in shown.iter().skip(from).take(count).rev() {
            match by {
                Some(by) if self.0[*index].1 != Some(by) => self.0[*index].2 = Some(by),
                _ => drop(self.0.remove(*index)),
            }
        }
        let at = at.min(self.0.len());
        self.0.splice(at..at, words.chars().map(|one| (one, by, None)));
    }

    fn xml(&self) -> String {
        let same = |one: &(char, Option<usize>, Option<usize>), other: &(char, Option<usize>, Option<usize>)| {
            (one.1, one.2) == (other.1, other.2)
        };
        let mut xml = String::new();
        for run in self.0.chunk_by(same) {
            let text: String = run.iter().map(|one| one.0).collect();
            let (put, gone) = (run[0].1, run[0].2);
            let name = if gone.is_some() { "delText" } else { "t" };
            let mut own = format!("<w:r><w:{name} xml:space=\"preserve\">{text}</w:{name}></w:r>");
            for (kind, by) in [("del", gone), ("ins", put)] {
                if let Some(by) = by {
                    let by = AUTHORS[by];
                    own = format!(
                        "<w:{kind} w:id=\"9\" w:author=\"{by}\" w:date=\"2025-01-06T10:00:00Z\">{own}</w:{kind}>"
                    );
                }
            }
            xml += &own;
        }
        xml
    }
}

/// The document as it was sent, with what the reviewers did to its paragraphs.
fn reviewed(sent: &[u8], paragraphs: &[WordParagraph]) -> Vec<u8> {
    docx_package::edited(sent, DOCUMENT, |xml| {
        let mut xml = xml.to_owned();
        for (text, own) in BASE.iter().zip(paragraphs) {
            let at = xml.find(text).unwrap();
            let start = xml[..at].rfind("<w:r>").unwrap();
            let end = at + xml[at..].find("</w:r>").unwrap() + "</w:r>".len();
            xml.replace_range(start..end, &own.xml());
        }
        xml
    })
}

fn text(report: &Report) -> String {
    report.part(OVERVIEW).map(RichText::text).unwrap_or_default()
}

fn settle(report: &mut Report, ids: Vec<nianbao::report::RevisionId>, accepts: bool) {
    let form = Form::of(report.form).unwrap();
    let change = if accepts { RevisionChange::Accept(ids) } else { RevisionChange::Reject(ids) };
    Change::Revise(change).apply(report, form).unwrap();
}

fn write(report: &mut Report, paragraph: usize, at: usize, words: &str) {
    let form = Form::of(report.form).unwrap();
    let edit =
        Edit::insert(report.part(OVERVIEW).unwrap(), TextRange::within(paragraph, at, at), words, TextMarks::default());
    Change::Prose(OVERVIEW, edit).apply(report, form).unwrap();
}

/// Words that stand nowhere else.
fn token(next: &mut u32) -> String {
    *next += 1;
    char::from_u32(0x3400 + *next % 0x1900).unwrap().to_string()
}

#[test]
fn documents_that_come_back_are_merged_once() {
    let mut random = fastrand::Rng::with_seed(77);
    let form = Form::of(nianbao::form::Edition::Cn2021).unwrap();
    let rounds = std::env::var("NIANBAO_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let mut base = nianbao::session::draft_files::sample().unwrap();
    *base.prose_mut(SectionId::Overview) = RichText::plain(&BASE.join("\n"));
    let sent = write_with(form, &base, DocxOptions { review_mark: true, comments: true }).unwrap();
    let embedded = import::embedded_draft(&sent).unwrap().unwrap();
    for round in 0..rounds {
        let mut next = 0;
        let mut ours = base.clone();
        let mut own_words = Vec::new();
        let mut word: Vec<WordParagraph> =
            BASE.iter().map(|text| WordParagraph(text.chars().map(|one| (one, None, None)).collect())).collect();
        // In every other round each keeps to paragraphs of his own.
        let is_apart = round % 2 == 0;
        for turn in 0..3 {
            for _ in 0..random.usize(1..4) {
                let paragraph = random.usize(0..BASE.len() / if is_apart { 2 } else { 1 });
                let length = word[paragraph].shown().len();
                let from = random.usize(0..=length);
                let count = if random.bool() { 0 } else { random.usize(1..4).min(length - from) };
                let words = if count > 0 && random.bool() { String::new() } else { token(&mut next) };
                let by = if random.u8(0..4) == 0 { None } else { Some(random.usize(0..2)) };
                word[paragraph].write(by, from, count, &words);
            }
            for _ in 0..random.usize(0..3) {
                let count = ours.part(OVERVIEW).unwrap().paragraphs.len();
                let paragraph = random.usize(if is_apart { count / 2 + 1..count } else { 0..count });
                let length = ours.part(OVERVIEW).unwrap().paragraphs[paragraph].length();
                let words = token(&mut next);
                write(&mut ours, paragraph, random.usize(0..=length), &words);
                own_words.push(words);
            }
            let document = reviewed(&sent, &word);
            let theirs = import::read(&document).unwrap().report;
            let shown: Vec<String> = word
                .iter()
                .map(|own| own.shown().into_iter().map(|at| own.0[at].0).collect::<String>())
                .filter(|text| !text.trim().is_empty())
                .collect();
            let name = format!("round {round}, turn {turn}: {shown:?}");
            assert_eq!(text(&theirs), shown.join("\n"), "{name}");
            let sides = MergeSides { base: &embedded, ours: &ours, theirs: &theirs };
            let reviser = Reviser { by: "郑工".into(), at: None };
            let merge = merge_review(form, sides, &reviser, &BTreeSet::new());
            let mut report = ours.clone();
            merge.change.clone().apply(&mut report, form).unwrap();
            let now = text(&report);
            // Nothing is there twice, and nothing of ours is lost unless both changed the place.
            for number in 1..=next {
                let words = char::from_u32(0x3400 + number % 0x1900).unwrap();
                assert!(now.matches(words).count() <= 1, "{name}: {words} in {now}");
            }
            if is_apart {
                assert!(merge.conflicts.is_empty() || turn > 0, "{name}: {:?}", merge.conflicts);
                for words in &own_words {
                    assert_eq!(now.matches(words).count(), 1, "{name}: ours {words} in {now}");
                }
            }
            if turn == 0 {
                let mut back = report.clone();
                let all = back.revisions.ids();
                settle(&mut back, all, false);
                assert_eq!(text(&back), text(&ours), "{name}");
                if is_apart {
                    let own: Vec<&str> = now.lines().take(2).collect();
                    assert_eq!(own, shown.iter().take(2).collect::<Vec<_>>(), "{name}");
                }
            }
            // The same file again changes nothing, whatever was accepted and rejected in between.
            ours = report;
            for accepts in [true, false] {
                let some: Vec<_> = ours.revisions.ids().into_iter().filter(|_| random.u8(0..3) == 0).collect();
                settle(&mut ours, some, accepts);
            }
            let again = import::read(&document).unwrap().report;
            let sides = MergeSides { base: &embedded, ours: &ours, theirs: &again };
            let merge = merge_review(form, sides, &reviser, &BTreeSet::new());
            assert!(merge.taken == 0 && merge.conflicts.is_empty(), "{name}: {merge:#?}");
        }
    }
}
