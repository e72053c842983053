//! Numbers that the prose states and that a table has too: they help to separate numbers that ran
//! together.

/// The numbers of tables two and four in the prose; the first statement of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ProseFacts {
    /// 制发行政规范性文件…件
    pub issued: Option<u64>,
    /// 废止行政规范性文件…件
    pub repealed: Option<u64>,
    /// 现行有效行政规范性文件…件
    pub in_force: Option<u64>,
    /// 行政复议…件
    pub reconsiderations: Option<u64>,
    /// 行政诉讼…件
    pub litigations: Option<u64>,
}

/// What the numbers are of.
const SUBJECTS: [&str; 3] = ["规范性文件", "行政复议", "行政诉讼"];

impl ProseFacts {
    /// Reads them from a text, clause by clause.
    pub(super) fn of(text: &str) -> ProseFacts {
        let mut facts = ProseFacts::default();
        // Few lines speak of these things, and the others need not be parted into clauses.
        let lines = text.split('\n').filter(|line| SUBJECTS.iter().any(|subject| line.contains(subject)));
        for clause in lines.flat_map(|line| line.split(['，', '。', '；', '、', ',', ';'])) {
            let Some(number) = counted(clause) else { continue };
            let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
            let slot = match () {
                () if says(&["规范性文件"]) && says(&["有效"]) => &mut facts.in_force,
                () if says(&["规范性文件"]) && says(&["废止", "失效"]) => &mut facts.repealed,
                () if says(&["规范性文件"]) && says(&["制发", "制定", "印发", "出台"]) => {
                    &mut facts.issued
                }
                () if says(&["行政复议"]) && !says(&["诉讼"]) => &mut facts.reconsiderations,
                () if says(&["行政诉讼"]) && !says(&["复议"]) => &mut facts.litigations,
                () => continue,
            };
            slot.get_or_insert(number);
        }
        facts
    }
}

/// The last number of the clause that counts something: digits before 件, 起, 份 or 宗.
fn counted(clause: &str) -> Option<u64> {
    let (before, _) = clause.trim_end().rsplit_once(['件', '起', '份', '宗'])?;
    let before = before.trim_end();
    let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    before.get(before.len() - digits..)?.parse().ok()
}
