//! The comments of those who review a report in words.

use super::{Language, Shown, place};
use crate::form::Form;
use crate::report::{Comment, CommentRemark, CommentTime};

/// A comment and its answers, a line each: which, where, who, when, what, and whether it is settled.
pub fn comment_lines(language: Language, form: &Form, comment: &Comment) -> String {
    let about = if comment.about.is_empty() { String::new() } else { format!("“{}”", Shown(&comment.about)) };
    let done = if comment.done { language.word("comments.done") } else { String::new() };
    let at = match comment.unknown_place {
        Some(_) => language.word("comments.unknown_place"),
        None => place(language, form, comment.place),
    };
    let head = format!("{}. {at}{about}{done}\n", comment.id.0);
    let remarks = std::iter::once(&comment.remark).chain(&comment.replies);
    remarks.fold(head, |lines, remark| lines + &format!("   {}\n", remark_line(language, remark)))
}

/// Who said what and when, in one line.
pub fn remark_line(language: Language, remark: &CommentRemark) -> String {
    let text = remark.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let when = remark.at.map(|at| format!("，{}", comment_time(language, at))).unwrap_or_default();
    let line = format!("{}{when}：{}", Shown(&remark.by), Shown(&text));
    if language == Language::Chinese { line } else { line.replacen('，', ", ", 1).replacen('：', ": ", 1) }
}

/// The day, and the minute where it is known.
pub fn comment_time(language: Language, at: CommentTime) -> String {
    let day = super::day(language, at.day());
    at.clock().map_or_else(|| day.clone(), |clock| format!("{day} {clock}"))
}
