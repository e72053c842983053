//! The sRGB colour profile that the output intent names: matrix and curve, ICC version 2.1,
//! under 1 kB. Made here from the published numbers of IEC 61966-2-1, so that no licence of
//! another's profile applies.

/// The curve from encoded to linear light at 64 equal steps, in 1/65535: `x / 12.92` up to
/// 0.04045, then `((x + 0.055) / 1.055) ^ 2.4` (IEC 61966-2-1 §5.2).
const CURVE: [u16; 64] = [
    0, 81, 161, 244, 345, 466, 609, 776, 965, 1180, 1420, 1687, 1980, 2301, 2651, 3030, 3439, 3879, 4349, 4851, 5386,
    5953, 6554, 7189, 7858, 8562, 9302, 10078, 10890, 11739, 12626, 13551, 14513, 15515, 16556, 17636, 18757, 19918,
    21120, 22363, 23648, 24974, 26344, 27756, 29211, 30710, 32253, 33840, 35471, 37148, 38870, 40638, 42452, 44312,
    46219, 48173, 50174, 52223, 54320, 56465, 58659, 60901, 63193, 65535,
];

/// The primaries of ITU-R BT.709 adapted from D65 to D50 by the Bradford matrix, in 1/65536.
const RED: [u32; 3] = [0x6FA0, 0x38F5, 0x0390];
const GREEN: [u32; 3] = [0x6297, 0xB787, 0x18D9];
const BLUE: [u32; 3] = [0x249F, 0x0F84, 0xB6C3];
/// D50, the white of the profile connection space.
const WHITE: [u32; 3] = [0xF6D6, 0x1_0000, 0xD32D];

/// The name, as the profile and the output intent state it.
pub(super) const NAME: &str = "sRGB IEC61966-2.1";
const COPYRIGHT: &str = "No copyright, use freely";

const HEADER: usize = 128;
const ENTRY: usize = 12;

/// The profile's bytes.
pub(super) fn profile() -> Vec<u8> {
    let curve = curve();
    // Tags that name the same data share it.
    let data: [(&[&[u8; 4]], Vec<u8>); 7] = [
        (&[b"desc"], description()),
        (&[b"cprt"], text()),
        (&[b"wtpt"], colour(WHITE)),
        (&[b"rXYZ"], colour(RED)),
        (&[b"gXYZ"], colour(GREEN)),
        (&[b"bXYZ"], colour(BLUE)),
        (&[b"rTRC", b"gTRC", b"bTRC"], curve),
    ];
    let count: usize = data.iter().map(|(tags, _)| tags.len()).sum();
    let mut table = word(count).to_vec();
    let mut body = Vec::new();
    let start = HEADER + 4 + count * ENTRY;
    for (tags, content) in &data {
        for tag in *tags {
            table.extend_from_slice(*tag);
            table.extend_from_slice(&word(start + body.len()));
            table.extend_from_slice(&word(content.len()));
        }
        body.extend_from_slice(content);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut profile = header(start + body.len());
    profile.append(&mut table);
    profile.append(&mut body);
    profile
}

/// ICC.1:1998-09 §6.1.
fn header(size: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&word(size));
    header.extend_from_slice(&[0; 4]);
    header.extend_from_slice(&[2, 0x10, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    // The date of the sRGB standard, 1999-10-18: a fixed date, so that the bytes are the same.
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        header.extend_from_slice(&part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    header.extend(WHITE.iter().flat_map(|part| part.to_be_bytes()));
    header.resize(HEADER, 0);
    header
}

/// `textDescriptionType`: the name in ASCII, none in Unicode, none for the Macintosh.
fn description() -> Vec<u8> {
    let mut bytes = b"desc\0\0\0\0".to_vec();
    bytes.extend_from_slice(&word(NAME.len() + 1));
    bytes.extend_from_slice(NAME.as_bytes());
    bytes.resize(bytes.len() + 1 + 4 + 4 + 2 + 1 + 67, 0);
    bytes
}

fn text() -> Vec<u8> {
    [b"text\0\0\0\0", COPYRIGHT.as_bytes(), b"\0"].concat()
}

fn colour(parts: [u32; 3]) -> Vec<u8> {
    let mut bytes = b"XYZ \0\0\0\0".to_vec();
    bytes.extend(parts.iter().flat_map(|part| part.to_be_bytes()));
    bytes
}

fn curve() -> Vec<u8> {
    let mut bytes = b"curv\0\0\0\0".to_vec();
    bytes.extend_from_slice(&word(CURVE.len()));
    bytes.extend(CURVE.iter().flat_map(|step| step.to_be_bytes()));
    bytes
}

fn word(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}
