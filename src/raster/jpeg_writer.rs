//! Dots as a baseline JPEG (ITU-T T.81), colours at half the resolution, by the tables of its annex K. Integers alone, so
//! that the same dots give the same bytes on every machine. Must not know where the dots came from.

use super::PictureDots;

/// Eight rows of eight.
type Block = [[i32; 8]; 8];

/// Rows of the cosine transform: half the cosines, in 8192ths.
const BASIS: Block = [
    [2896, 2896, 2896, 2896, 2896, 2896, 2896, 2896],
    [4017, 3406, 2276, 799, -799, -2276, -3406, -4017],
    [3784, 1567, -1567, -3784, -3784, -1567, 1567, 3784],
    [3406, -799, -4017, -2276, 2276, 4017, 799, -3406],
    [2896, -2896, -2896, 2896, 2896, -2896, -2896, 2896],
    [2276, -4017, 799, 3406, -3406, -799, 4017, -2276],
    [1567, -3784, 3784, -1567, -1567, 3784, -3784, 1567],
    [799, -2276, 3406, -4017, 4017, -3406, 2276, -799],
];
/// How much of the scale goes in the first pass, and what is left after the second, in bits.
const PASS_BITS: i32 = 9;
const REST_BITS: i32 = 17;

/// The steps of brightness and of colours for the quality 90: a fifth of those of annex K.
const BRIGHTNESS: [u8; 64] = [
    3, 2, 2, 3, 5, 8, 10, 12, 2, 2, 3, 4, 5, 12, 12, 11, 3, 3, 3, 5, 8, 11, 14, 11, 3, 3, 4, 6, 10, 17, 16, 12, 4, 4,
    7, 11, 14, 22, 21, 15, 5, 7, 11, 13, 16, 21, 23, 18, 10, 13, 16, 17, 21, 24, 24, 20, 14, 18, 19, 20, 22, 20, 21,
    20,
];
const COLOUR: [u8; 64] = [
    3, 4, 5, 9, 20, 20, 20, 20, 4, 4, 5, 13, 20, 20, 20, 20, 5, 5, 11, 20, 20, 20, 20, 20, 9, 13, 20, 20, 20, 20, 20,
    20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20,
    20, 20, 20, 20,
];

/// In which order the coefficients are written.
const ORDER: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];

/// How many codes there are of each length, and what they stand for: of means, and of what differs from them. Those of
/// brightness serve the colours too, which cost a hundredth more by them.
const MEAN_LENGTHS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const MEANS: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const REST_LENGTHS: [u8; 16] = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125];
const RESTS: &[u8; 162] = b"\x01\x02\x03\x00\x04\x11\x05\x12\x21\x31\x41\x06\x13\x51\x61\x07\x22\x71\x14\x32\x81\x91\xa1\x08\
\x23\x42\xb1\xc1\x15\x52\xd1\xf0\x24\x33\x62\x72\x82\x09\x0a\x16\x17\x18\x19\x1a\x25\x26\x27\x28\x29\x2a\x34\x35\x36\x37\
\x38\x39\x3a\x43\x44\x45\x46\x47\x48\x49\x4a\x53\x54\x55\x56\x57\x58\x59\x5a\x63\x64\x65\x66\x67\x68\x69\x6a\x73\x74\x75\
\x76\x77\x78\x79\x7a\x83\x84\x85\x86\x87\x88\x89\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\
\xaa\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xe1\xe2\
\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa";

/// Sixteen zeros in a row, and that only zeros follow.
const SIXTEEN: usize = 0xf0;
const END: usize = 0;

/// The dots as a file; `None` where a side is longer than JPEG can say.
pub(super) fn write(dots: &PictureDots) -> Option<Vec<u8>> {
    let side = |length: usize| u16::try_from(length).ok().filter(|side| *side > 0).map(u16::to_be_bytes);
    let ([w1, w2], [h1, h2]) = (side(dots.width)?, side(dots.height)?);
    let is_grey = dots.rgb.as_chunks::<3>().0.iter().all(|[red, green, blue]| red == green && green == blue);
    let mut file = vec![0xff, 0xd8];
    segment(&mut file, 0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    for (number, steps) in [(0, &BRIGHTNESS), (1, &COLOUR)] {
        let ordered = ORDER.iter().filter_map(|place| steps.get(usize::from(*place)).copied());
        segment(&mut file, 0xdb, &[number].into_iter().chain(ordered).collect::<Vec<u8>>());
    }
    let frame: &[u8] = if is_grey { &[1, 1, 0x11, 0] } else { &[3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1] };
    segment(&mut file, 0xc0, &[&[8, h1, h2, w1, w2], frame].concat());
    segment(&mut file, 0xc4, &[&[0], MEAN_LENGTHS.as_slice(), &MEANS].concat());
    segment(&mut file, 0xc4, &[&[0x10], REST_LENGTHS.as_slice(), RESTS].concat());
    let scan: &[u8] = if is_grey { &[1, 1, 0, 0, 63, 0] } else { &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0] };
    segment(&mut file, 0xda, scan);
    let mut bits = BitWriter { file, kept: 0, count: 0 };
    let codes = (codes(&MEAN_LENGTHS, &MEANS), codes(&REST_LENGTHS, RESTS));
    let mut means = [0; 3];
    let [bright, blue, red] = &mut means;
    let step = if is_grey { 8 } else { 16 };
    for y in (0..dots.height).step_by(step) {
        for x in (0..dots.width).step_by(step) {
            for (down, across) in [(0, 0), (0, 8), (8, 0), (8, 8)].into_iter().take(if is_grey { 1 } else { 4 }) {
                let block = block(|column, row| brightness(dots.at(x + across + column, y + down + row)));
                bits.block(&block, &BRIGHTNESS, bright, &codes);
            }
            if !is_grey {
                for (share, mean) in [(BLUE, &mut *blue), (RED, &mut *red)] {
                    let four = |column, row| {
                        let place = |down: usize, across: usize| dots.at(x + 2 * column + across, y + 2 * row + down);
                        let sum: i32 = [(0, 0), (0, 1), (1, 0), (1, 1)]
                            .map(|(down, across)| weighed(place(down, across), share))
                            .into_iter()
                            .sum();
                        (sum + (1 << 17)) >> 18
                    };
                    bits.block(&block(four), &COLOUR, mean, &codes);
                }
            }
        }
    }
    let mut file = bits.done();
    file.extend_from_slice(&[0xff, 0xd9]);
    Some(file)
}

/// The shares of red, green and blue in the two differences of colour, in 65,536ths.
const BLUE: [i32; 3] = [-11_059, -21_709, 32_768];
const RED: [i32; 3] = [32_768, -27_439, -5_329];

fn weighed(dot: [u8; 3], shares: [i32; 3]) -> i32 {
    dot.into_iter().zip(shares).map(|(part, share)| i32::from(part) * share).sum()
}

/// The brightness of a dot, around zero.
fn brightness(dot: [u8; 3]) -> i32 {
    ((weighed(dot, [19_595, 38_470, 7_471]) + (1 << 15)) >> 16) - 128
}

fn block(at: impl Fn(usize, usize) -> i32) -> Block {
    std::array::from_fn(|row| std::array::from_fn(|column| at(column, row)))
}

/// One pass of the transform, over rows, which leaves columns in their place.
fn pass(block: &Block, bits: i32) -> Block {
    BASIS.map(|basis| {
        block.map(|row| {
            let sum: i32 = basis.iter().zip(row).map(|(share, value)| share * value).sum();
            (sum + (1 << bits >> 1)) >> bits
        })
    })
}

fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    file.extend_from_slice(&[0xff, marker]);
    file.extend_from_slice(&length.to_be_bytes());
    file.extend_from_slice(content);
}

/// A code and its length for each value.
type Codes = Vec<(u32, u32)>;

/// The code and its length of each value.
fn codes(lengths: &[u8; 16], values: &[u8]) -> Codes {
    let mut all = vec![(0, 0); 256];
    let (mut code, mut values) = (0, values.iter());
    for (count, length) in lengths.iter().zip(1..) {
        for value in values.by_ref().take(usize::from(*count)) {
            if let Some(place) = all.get_mut(usize::from(*value)) {
                *place = (code, length);
            }
            code += 1;
        }
        code <<= 1;
    }
    all
}

struct BitWriter {
    file: Vec<u8>,
    /// Bits that do not fill a byte yet, and how many.
    kept: u32,
    count: u32,
}

impl BitWriter {
    fn put(&mut self, bits: u32, length: u32) {
        self.kept = (self.kept << length) | bits;
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let byte = u8::try_from((self.kept >> self.count) & 0xff).unwrap_or(0);
            self.file.push(byte);
            if byte == 0xff {
                self.file.push(0);
            }
            self.kept &= (1 << self.count) - 1;
        }
    }

    fn code(&mut self, codes: &[(u32, u32)], value: usize) {
        let (code, length) = codes.get(value).copied().unwrap_or_default();
        self.put(code, length);
    }

    /// A value as its bits: a negative one is its magnitude with all of them turned over.
    fn value(&mut self, value: i32, length: u32) {
        let shown = if value < 0 { value - 1 } else { value };
        self.put(shown.cast_unsigned() & ((1 << length) - 1), length);
    }

    /// A block, of which the mean is told as what it differs from the one before.
    fn block(&mut self, block: &Block, steps: &[u8; 64], mean: &mut i32, (means, rests): &(Codes, Codes)) {
        let all = pass(&pass(block, PASS_BITS), 0);
        let rounded = |place: &u8| {
            let value = all.as_flattened().get(usize::from(*place)).copied().unwrap_or(0);
            let step = i32::from(steps.get(usize::from(*place)).copied().unwrap_or(1)) << REST_BITS;
            (value + if value < 0 { -(step / 2) } else { step / 2 }) / step
        };
        let mut values = ORDER.iter().map(rounded);
        let own = values.next().unwrap_or(0);
        let difference = own - std::mem::replace(mean, own);
        self.code(means, bits_of(difference));
        self.value(difference, u32::try_from(bits_of(difference)).unwrap_or(0));
        let mut zeros = 0;
        for value in values {
            if value == 0 {
                zeros += 1;
                continue;
            }
            for _ in 0..zeros / 16 {
                self.code(rests, SIXTEEN);
            }
            let length = bits_of(value);
            self.code(rests, (zeros % 16) << 4 | length);
            self.value(value, u32::try_from(length).unwrap_or(0));
            zeros = 0;
        }
        if zeros > 0 {
            self.code(rests, END);
        }
    }

    /// The file, its last byte filled with ones.
    fn done(mut self) -> Vec<u8> {
        if self.count > 0 {
            let missing = 8 - self.count;
            self.put((1 << missing) - 1, missing);
        }
        self.file
    }
}

/// How many bits the magnitude of a value has.
fn bits_of(value: i32) -> usize {
    usize::try_from(32 - value.unsigned_abs().leading_zeros()).unwrap_or(0)
}
