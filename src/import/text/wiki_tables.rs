//! Tables in the notation of wikis, `{|`, `|-`, `| colspan="2" | text`, `|}` → HTML, which says the same. Must not know
//! what their cells say.

/// The most lines of a table.
const MOST: usize = 5_000;

/// The table that begins at the first line as HTML, with how many lines it has.
pub(super) fn table(lines: &[&str]) -> Option<(usize, String)> {
    if !lines.first()?.trim_start().starts_with("{|") {
        return None;
    }
    let end = lines.iter().take(MOST).position(|line| line.trim_start().starts_with("|}"))?;
    let mut html = "<table><tr>".to_owned();
    for line in lines.get(1..end)? {
        let line = line.trim();
        if line.starts_with("|-") {
            html.push_str("</tr><tr>");
        } else if let Some(words) = line.strip_prefix("|+") {
            html.push_str("<caption>");
            html.push_str(words);
            html.push_str("</caption>");
        } else if let Some(cells) = line.strip_prefix(['|', '!']) {
            let parting = if line.starts_with('!') && cells.contains("!!") { "!!" } else { "||" };
            for cell in cells.split(parting) {
                let (attributes, words) =
                    cell.split_once('|').filter(|(before, _)| is_attributes(before)).unwrap_or(("", cell));
                html.push_str("<td ");
                html.push_str(attributes);
                html.push('>');
                html.push_str(words);
                html.push_str("</td>");
            }
        } else if let Some(cut) = html.len().checked_sub("</td>".len()).filter(|_| html.ends_with("</td>")) {
            // A cell goes on in the next line.
            html.truncate(cut);
            html.push(' ');
            html.push_str(line);
            html.push_str("</td>");
        }
    }
    html.push_str("</tr></table>");
    Some((end + 1, html))
}

/// Whether a text is attributes of a cell, or blank.
fn is_attributes(text: &str) -> bool {
    text.trim().is_empty() || (text.contains('=') && text.is_ascii() && !text.contains(['<', '>']))
}
