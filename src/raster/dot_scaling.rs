//! Dots in a smaller number: each is the mean of what it covers, parts of dots by their share, first across, then down.
//! Integers alone. Must not know files.

use super::PictureDots;

/// What a dot is made of: the first one that it covers, and the share of each.
struct Cover {
    first: usize,
    shares: Vec<usize>,
}

impl PictureDots {
    /// The picture in so many dots, never more than it has.
    pub(super) fn scaled(self, width: usize, height: usize) -> PictureDots {
        let (width, height) = (width.clamp(1, self.width.max(1)), height.clamp(1, self.height.max(1)));
        let across = if width == self.width { self } else { self.narrowed(width) };
        if height == across.height { across } else { across.lowered(height) }
    }

    fn narrowed(&self, width: usize) -> PictureDots {
        let covers = covers(self.width, width);
        let mut rgb = Vec::with_capacity(width * self.height * 3);
        for row in self.rgb.chunks_exact(self.width * 3) {
            let dots = row.as_chunks::<3>().0;
            for Cover { first, shares } in &covers {
                let mut sums = [0; 3];
                for (dot, share) in dots.iter().skip(*first).zip(shares) {
                    sums.iter_mut().zip(dot).for_each(|(sum, part)| *sum += usize::from(*part) * share);
                }
                rgb.extend(sums.map(|sum| mean(sum, self.width)));
            }
        }
        PictureDots { width, rgb, ..*self }
    }

    fn lowered(&self, height: usize) -> PictureDots {
        let length = self.width * 3;
        let mut rgb = Vec::with_capacity(length * height);
        let mut sums = vec![0; length];
        for Cover { first, shares } in covers(self.height, height) {
            sums.fill(0);
            for (row, share) in self.rgb.chunks_exact(length).skip(first).zip(shares) {
                sums.iter_mut().zip(row).for_each(|(sum, part)| *sum += usize::from(*part) * share);
            }
            rgb.extend(sums.iter().map(|sum| mean(*sum, self.height)));
        }
        PictureDots { height, rgb, ..*self }
    }
}

/// The covers of `to` dots out of `from`, whose shares add up to `from` each.
fn covers(from: usize, to: usize) -> Vec<Cover> {
    let one = |number: usize| {
        // In parts of which a former dot has `to`, and one of these `from`.
        let (start, end) = (number * from, (number + 1) * from);
        let first = start / to;
        let share = |dot: usize| ((dot + 1) * to).min(end) - (dot * to).max(start);
        Cover { first, shares: (first..end.div_ceil(to)).map(share).collect() }
    };
    (0..to).map(one).collect()
}

fn mean(sum: usize, of: usize) -> u8 {
    u8::try_from((sum + of / 2) / of).unwrap_or(u8::MAX)
}
