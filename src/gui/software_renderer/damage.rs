//! What changed between two frames, so that only that is drawn again. Two lists are the same up
//! to where they first differ and again after where they last differ; what lies between is
//! drawn anew, in the old place and in the new. Changes far from one another stay apart: a key
//! typed at the left changes the page at the right, and nothing between.

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};

use super::canvas::{Canvas, PixelRect};

/// So many areas at most: each is a walk over all triangles.
const MOST: usize = 6;

/// Areas whose common frame has so few pixels beside them are drawn as one.
const NEAR: usize = 20_000;

/// The areas in which the two frames differ, none of them empty.
pub(super) fn between(
    old: &[ClippedPrimitive],
    new: &[ClippedPrimitive],
    canvas: &Canvas,
    scale: f32,
) -> Vec<PixelRect> {
    let before = old.iter().zip(new).take_while(|(one, other)| same(one, other)).count();
    let (old, new) = (old.get(before..).unwrap_or_default(), new.get(before..).unwrap_or_default());
    let after = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| same(one, other)).count();
    let old = old.get(..old.len() - after).unwrap_or_default();
    let new = new.get(..new.len() - after).unwrap_or_default();
    let mut areas = Vec::new();
    if old.len() == new.len() {
        for (old, new) in old.iter().zip(new) {
            add(&mut areas, changed(old, new, canvas, scale));
        }
    } else {
        for primitive in old.iter().chain(new) {
            add(&mut areas, whole(primitive, canvas, scale));
        }
    }
    areas
}

/// Adds an area, as one with those that lie near it.
fn add(areas: &mut Vec<PixelRect>, area: PixelRect) {
    if area.is_empty() {
        return;
    }
    let beside =
        |one: &PixelRect, other: PixelRect| one.union(other).pixels().saturating_sub(one.pixels() + other.pixels());
    let nearest = areas.iter().map(|one| beside(one, area)).enumerate().min_by_key(|(_, beside)| *beside);
    match nearest {
        Some((at, beside)) if beside <= NEAR || areas.len() == MOST => {
            // Grown, it may lie near others.
            let grown = areas.swap_remove(at).union(area);
            add(areas, grown);
        }
        _ => areas.push(area),
    }
}

/// The pixels inside the clip rectangle of a primitive.
pub(super) fn clip(primitive: &ClippedPrimitive, canvas: &Canvas, scale: f32) -> PixelRect {
    let rect = primitive.clip_rect;
    let area = PixelRect {
        left: pixel((rect.min.x * scale).round()),
        top: pixel((rect.min.y * scale).round()),
        right: pixel((rect.max.x * scale).round()),
        bottom: pixel((rect.max.y * scale).round()),
    };
    area.intersect(canvas.area())
}

fn same(one: &ClippedPrimitive, other: &ClippedPrimitive) -> bool {
    let meshes = match (&one.primitive, &other.primitive) {
        (Primitive::Mesh(one), Primitive::Mesh(other)) => one == other,
        _ => false,
    };
    one.clip_rect == other.clip_rect && meshes
}

fn changed(old: &ClippedPrimitive, new: &ClippedPrimitive, canvas: &Canvas, scale: f32) -> PixelRect {
    let (Primitive::Mesh(one), Primitive::Mesh(other)) = (&old.primitive, &new.primitive) else {
        return PixelRect::default();
    };
    if old.clip_rect != new.clip_rect || one.texture_id != other.texture_id {
        return whole(old, canvas, scale).union(whole(new, canvas, scale));
    }
    let before = (0..).take_while(|at| triangle(one, *at).is_some_and(|it| triangle(other, *at) == Some(it))).count();
    let (ones, others) = (one.indices.len() / 3, other.indices.len() / 3);
    let most = ones.min(others).saturating_sub(before);
    let after = (1..=most).take_while(|back| triangle(one, ones - back) == triangle(other, others - back)).count();
    let first = bounds(one, before..ones.saturating_sub(after), canvas, scale);
    let second = bounds(other, before..others.saturating_sub(after), canvas, scale);
    first.union(second).intersect(clip(new, canvas, scale))
}

fn whole(primitive: &ClippedPrimitive, canvas: &Canvas, scale: f32) -> PixelRect {
    let Primitive::Mesh(mesh) = &primitive.primitive else { return PixelRect::default() };
    bounds(mesh, 0..mesh.indices.len() / 3, canvas, scale).intersect(clip(primitive, canvas, scale))
}

fn triangle(mesh: &Mesh, at: usize) -> Option<[&Vertex; 3]> {
    let [first, second, third] = mesh.indices.get(at * 3..at * 3 + 3)? else { return None };
    let vertex = |index: &u32| usize::try_from(*index).ok().and_then(|index| mesh.vertices.get(index));
    Some([vertex(first)?, vertex(second)?, vertex(third)?])
}

fn bounds(mesh: &Mesh, triangles: std::ops::Range<usize>, canvas: &Canvas, scale: f32) -> PixelRect {
    let mut rect = egui::Rect::NOTHING;
    for vertex in triangles.filter_map(|at| triangle(mesh, at)).flatten() {
        rect.extend_with(vertex.pos);
    }
    if !rect.is_positive() {
        return PixelRect::default();
    }
    let area = PixelRect {
        left: pixel((rect.min.x * scale).floor() - 1.0),
        top: pixel((rect.min.y * scale).floor() - 1.0),
        right: pixel((rect.max.x * scale).ceil() + 1.0),
        bottom: pixel((rect.max.y * scale).ceil() + 1.0),
    };
    area.intersect(canvas.area())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates, which is what is wanted.
fn pixel(position: f32) -> usize {
    position as usize
}
