//! Stored zip packages around parts, so that the bytes that come reach the readers as they are.

/// A package of these parts.
pub fn of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in parts {
        let start = u32::try_from(file.len()).unwrap_or_default();
        let size = u32::try_from(bytes.len()).unwrap_or_default();
        let length = u16::try_from(name.len()).unwrap_or_default();
        // Version, flags, method, time, date; sum, sizes; length of the name, of more.
        let mut shared = Vec::new();
        [20_u16, 0x800, 0, 0, 33].iter().for_each(|value| shared.extend(value.to_le_bytes()));
        [sum(bytes), size, size].iter().for_each(|value| shared.extend(value.to_le_bytes()));
        [length, 0].iter().for_each(|value| shared.extend(value.to_le_bytes()));
        file.extend([b"PK\x03\x04", shared.as_slice(), name.as_bytes(), bytes].concat());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, size) = (file.len(), directory.len());
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(parts.len()).unwrap_or_default();
    [count, count].iter().for_each(|value| file.extend(value.to_le_bytes()));
    [size, start].iter().for_each(|value| file.extend(u32::try_from(*value).unwrap_or_default().to_le_bytes()));
    file.extend([0, 0]);
    file
}

/// The sum that zip holds data to (CRC-32).
fn sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}
