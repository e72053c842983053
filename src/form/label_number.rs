//! The number in brackets with which labels of rows begin, such as （三） of （三）不予公开. Must not know
//! widths: the caller decides whether a line breaks after the number.

/// The label's number with its brackets, and the words after it; `None` for a label without one.
pub fn split_bracketed_number(label: &str) -> Option<(&str, &str)> {
    label.strip_prefix('（')?;
    label.split_at_checked(label.find('）')? + '）'.len_utf8())
}
