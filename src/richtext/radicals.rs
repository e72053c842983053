//! Radicals of dictionaries as the characters that they look like. The text layer of many PDF files has them
//! in place of characters, and nobody sees a difference. Must not know texts.

use std::borrow::Cow;

/// The characters of the Kangxi radicals, U+2F00 to U+2FD5, in their order (Unicode, UnicodeData.txt:
/// compatibility decompositions).
#[rustfmt::skip]
const KANGXI: [char; 214] = [
    '一', '丨', '丶', '丿', '乙', '亅', '二', '亠', '人', '儿', '入', '八', '冂', '冖', '冫', '几', '凵', '刀', '力', '勹',
    '匕', '匚', '匸', '十', '卜', '卩', '厂', '厶', '又', '口', '囗', '土', '士', '夂', '夊', '夕', '大', '女', '子', '宀',
    '寸', '小', '尢', '尸', '屮', '山', '巛', '工', '己', '巾', '干', '幺', '广', '廴', '廾', '弋', '弓', '彐', '彡', '彳',
    '心', '戈', '戶', '手', '支', '攴', '文', '斗', '斤', '方', '无', '日', '曰', '月', '木', '欠', '止', '歹', '殳', '毋',
    '比', '毛', '氏', '气', '水', '火', '爪', '父', '爻', '爿', '片', '牙', '牛', '犬', '玄', '玉', '瓜', '瓦', '甘', '生',
    '用', '田', '疋', '疒', '癶', '白', '皮', '皿', '目', '矛', '矢', '石', '示', '禸', '禾', '穴', '立', '竹', '米', '糸',
    '缶', '网', '羊', '羽', '老', '而', '耒', '耳', '聿', '肉', '臣', '自', '至', '臼', '舌', '舛', '舟', '艮', '色', '艸',
    '虍', '虫', '血', '行', '衣', '襾', '見', '角', '言', '谷', '豆', '豕', '豸', '貝', '赤', '走', '足', '身', '車', '辛',
    '辰', '辵', '邑', '酉', '釆', '里', '金', '長', '門', '阜', '隶', '隹', '雨', '靑', '非', '面', '革', '韋', '韭', '音',
    '頁', '風', '飛', '食', '首', '香', '馬', '骨', '高', '髟', '鬥', '鬯', '鬲', '鬼', '魚', '鳥', '鹵', '鹿', '麥', '麻',
    '黃', '黍', '黑', '黹', '黽', '鼎', '鼓', '鼠', '鼻', '齊', '齒', '龍', '龜', '龠',
];

/// Radicals of the supplement that stand for characters in simplified text, U+2E80 to U+2EF3 (Unicode,
/// EquivalentUnifiedIdeograph.txt), in ascending order.
#[rustfmt::skip]
const SUPPLEMENT: &[(char, char)] = &[
    ('\u{2e81}', '厂'), ('\u{2e84}', '乙'), ('\u{2e85}', '亻'), ('\u{2e86}', '冂'), ('\u{2e88}', '刀'), ('\u{2e89}', '刂'),
    ('\u{2e8a}', '卜'), ('\u{2e8b}', '卩'), ('\u{2e8c}', '小'), ('\u{2e8d}', '小'), ('\u{2e8e}', '尢'), ('\u{2e8f}', '尣'),
    ('\u{2e91}', '尢'), ('\u{2e92}', '巳'), ('\u{2e93}', '幺'), ('\u{2e95}', '彐'), ('\u{2e96}', '忄'), ('\u{2e97}', '心'),
    ('\u{2e98}', '扌'), ('\u{2e99}', '攵'), ('\u{2e9b}', '旡'), ('\u{2e9d}', '月'), ('\u{2e9e}', '歺'), ('\u{2e9f}', '母'),
    ('\u{2ea0}', '民'), ('\u{2ea1}', '氵'), ('\u{2ea2}', '氺'), ('\u{2ea3}', '灬'), ('\u{2ea4}', '爫'), ('\u{2ea5}', '爫'),
    ('\u{2ea6}', '丬'), ('\u{2ea8}', '犭'), ('\u{2ea9}', '王'), ('\u{2eab}', '目'), ('\u{2eac}', '示'), ('\u{2ead}', '礻'),
    ('\u{2eaf}', '糸'), ('\u{2eb0}', '纟'), ('\u{2eb2}', '罒'), ('\u{2eb6}', '羊'), ('\u{2eb8}', '羊'), ('\u{2eb9}', '耂'),
    ('\u{2ebc}', '肉'), ('\u{2ebe}', '艹'), ('\u{2ec1}', '虎'), ('\u{2ec2}', '衤'), ('\u{2ec4}', '西'), ('\u{2ec5}', '见'),
    ('\u{2ec6}', '角'), ('\u{2ec8}', '讠'), ('\u{2ec9}', '贝'), ('\u{2ecb}', '车'), ('\u{2ecc}', '辶'), ('\u{2ecd}', '辶'),
    ('\u{2ece}', '辶'), ('\u{2ed0}', '钅'), ('\u{2ed1}', '長'), ('\u{2ed3}', '长'), ('\u{2ed4}', '门'), ('\u{2ed6}', '阝'),
    ('\u{2ed8}', '青'), ('\u{2ed9}', '韦'), ('\u{2eda}', '页'), ('\u{2edb}', '风'), ('\u{2edc}', '飞'), ('\u{2edd}', '食'),
    ('\u{2edf}', '飠'), ('\u{2ee0}', '饣'), ('\u{2ee2}', '马'), ('\u{2ee3}', '骨'), ('\u{2ee4}', '鬼'), ('\u{2ee5}', '鱼'),
    ('\u{2ee6}', '鸟'), ('\u{2ee7}', '卤'), ('\u{2ee8}', '麦'), ('\u{2ee9}', '黄'), ('\u{2eea}', '黾'), ('\u{2eec}', '齐'),
    ('\u{2eee}', '齿'), ('\u{2ef0}', '龙'), ('\u{2ef2}', '亀'), ('\u{2ef3}', '龟'),
];

/// The character that a radical looks like; any other character as it is.
fn unify_radical(character: char) -> char {
    let code = u32::from(character);
    match code {
        0x2f00..=0x2fd5 => {
            let place = usize::try_from(code - 0x2f00).ok();
            place.and_then(|place| KANGXI.get(place)).copied().unwrap_or(character)
        }
        0x2e80..=0x2eff => {
            let place = SUPPLEMENT.binary_search_by_key(&character, |(radical, _)| *radical).ok();
            place.and_then(|place| SUPPLEMENT.get(place)).map_or(character, |(_, unified)| *unified)
        }
        _ => character,
    }
}

/// A text with every radical unified; the length in characters stays.
pub fn unify_radicals(text: &str) -> Cow<'_, str> {
    match text.chars().any(|one| unify_radical(one) != one) {
        true => Cow::Owned(text.chars().map(unify_radical).collect()),
        false => Cow::Borrowed(text),
    }
}
