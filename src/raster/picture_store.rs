//! The pictures of a report by their names, and how a draft holds them: each once, in Base64. Must not know what
//! shows them.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::{HeldPicture, PictureId};
use crate::limits::Limit;
use crate::ooxml::base64;

/// Pictures by their names. It may hold more than a report shows: what was taken out of the text is there for undo.
///
/// Two stores are equal: what a report shows is told by the names in its text, which are those of the bytes.
#[derive(Clone, Debug, Default)]
pub struct PictureStore {
    held: BTreeMap<PictureId, HeldPicture>,
    /// What a file had in the place of pictures and this version does not understand: kept and written back.
    unread: BTreeMap<String, Value>,
    /// Whether a file had more bytes of pictures than a report may have.
    is_beyond: bool,
}

/// A field of the object that a draft holds pictures in.
#[derive(Clone, Copy, Debug)]
pub enum PictureField<'a> {
    /// A picture.
    Held(&'a HeldPicture),
    /// What this version does not understand.
    Unread(&'a Value),
}

impl PictureField<'_> {
    /// Appends its value as JSON.
    pub fn write_json(self, json: &mut Vec<u8>) {
        match self {
            // Base64 has no character that JSON escapes.
            PictureField::Held(picture) => {
                json.push(b'"');
                base64::append(picture.bytes(), json);
                json.push(b'"');
            }
            PictureField::Unread(value) => json.extend_from_slice(value.to_string().as_bytes()),
        }
    }
}

impl PartialEq for PictureStore {
    fn eq(&self, _: &PictureStore) -> bool {
        true
    }
}

impl PictureStore {
    /// The picture of this name.
    pub fn get(&self, id: PictureId) -> Option<&HeldPicture> {
        self.held.get(&id)
    }

    /// Holds a picture, once.
    pub fn add(&mut self, picture: HeldPicture) {
        self.held.entry(picture.id()).or_insert(picture);
    }

    /// Holds what `others` has too.
    pub fn add_all(&mut self, others: &PictureStore) {
        others.held.values().for_each(|picture| self.add(picture.clone()));
    }

    /// Its pictures in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &HeldPicture> {
        self.held.values()
    }

    /// Whether the file that it was read from had more bytes of pictures than a report may have.
    pub const fn is_beyond(&self) -> bool {
        self.is_beyond
    }

    /// Whether it has something that this version does not understand.
    pub fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// How many bytes the pictures of these names have together, each counted once.
    pub fn bytes_of(&self, shown: impl IntoIterator<Item = PictureId>) -> usize {
        let ids: std::collections::BTreeSet<PictureId> = shown.into_iter().collect();
        ids.into_iter().filter_map(|id| self.get(id)).map(|picture| picture.bytes().len()).sum()
    }

    /// The fields of the object that a draft holds pictures in, by their names: those that are shown, and what was not
    /// understood. Each is put into Base64 when it is its turn: all at once are as large as the file.
    pub fn fields(&self, is_shown: impl Fn(PictureId) -> bool) -> BTreeMap<String, PictureField<'_>> {
        let shown = self.held.values().filter(|picture| is_shown(picture.id()));
        let unread = self.unread.iter().map(|(name, value)| (name.clone(), PictureField::Unread(value)));
        unread.chain(shown.map(|one| (one.id().to_string(), PictureField::Held(one)))).collect()
    }

    /// Takes over one field of that object.
    fn read(&mut self, name: String, value: Value, bytes: &mut usize) {
        let picture = PictureId::parse(&name).zip(value.as_str()).and_then(|(id, text)| {
            let file = base64::decoded(text.as_bytes());
            // A name that is not that of its bytes is no picture of ours.
            let picture = HeldPicture::take_in(&file).ok().filter(|picture| picture.id() == id)?;
            *bytes = bytes.saturating_add(picture.bytes().len());
            self.is_beyond |= Limit::Pictures.check(*bytes).is_err();
            (!self.is_beyond).then_some(picture)
        });
        match picture {
            Some(picture) => self.add(picture),
            None => drop(self.unread.insert(name, value)),
        }
    }
}

impl<'de> Deserialize<'de> for PictureStore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PictureStore, D::Error> {
        deserializer.deserialize_map(PictureFields)
    }
}

/// Reads the object one field after the other: all pictures in Base64 at once are as large as the file.
struct PictureFields;

impl<'de> Visitor<'de> for PictureFields {
    type Value = PictureStore;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<PictureStore, A::Error> {
        let (mut store, mut bytes) = (PictureStore::default(), 0);
        while let Some((name, value)) = fields.next_entry::<String, Value>()? {
            store.read(name, value, &mut bytes);
        }
        Ok(store)
    }
}
