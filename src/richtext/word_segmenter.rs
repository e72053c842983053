//! The dictionary that parts Chinese into words, with the words that a user has added: names of people and places.

use std::fmt;
use std::sync::LazyLock;

use jieba_rs::Jieba;

/// What parts Chinese into words.
#[derive(Clone, Default)]
pub struct WordSegmenter {
    /// The words that were added.
    added: Vec<String>,
    /// The dictionary with them; `None` where there are none.
    own: Option<Jieba>,
}

/// The words that are known, each with its frequency; see `assets/words/README.md`. Read when it is first asked
/// for.
static WORDS: LazyLock<Jieba> = LazyLock::new(|| {
    // A dictionary that cannot be read leaves every character a word; a test keeps it from being released.
    Jieba::with_dict(&mut include_str!("../../assets/words/zh.txt").as_bytes()).unwrap_or_else(|_| Jieba::empty())
});

impl WordSegmenter {
    /// The dictionary with these words beside its own.
    pub fn knowing(added: &[String]) -> WordSegmenter {
        let added = added.to_vec();
        let own = (!added.is_empty()).then(|| {
            let mut words = WORDS.clone();
            for word in &added {
                words.add_word(word, None, None);
            }
            words
        });
        WordSegmenter { added, own }
    }

    /// The words that were added.
    pub fn added(&self) -> &[String] {
        &self.added
    }

    /// The words of a run of Chinese characters, in their order.
    pub(super) fn cut<'a>(&self, run: &'a str) -> Vec<&'a str> {
        let words = self.own.as_ref().unwrap_or_else(|| &*WORDS);
        words.cut(run, false).into_iter().map(|token| token.word).collect()
    }
}

impl fmt::Debug for WordSegmenter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WordSegmenter").field("added", &self.added).finish_non_exhaustive()
    }
}
