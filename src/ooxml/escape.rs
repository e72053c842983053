//! Text as a web page may hold it. Knows no report.

/// Text as it stands between tags and in quotes. Control characters are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\t' => result.push('\t'),
            control if control.is_control() => {}
            other => result.push(other),
        }
    }
    result
}
