//! Places for the nodes of a network, by forces (Fruchterman & Reingold 1991, doi:10.1002/spe.4380211102).
//!
//! The start is a circle on which groups stand together and the number of steps is fixed, so the same network is
//! always drawn in the same way. Why not classical scaling: decision 27.

/// A place in the unit square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// From left to right, 0 to 1.
    pub x: f64,
    /// From top to bottom, 0 to 1.
    pub y: f64,
}

const STEPS: usize = 600;

/// Pull towards the middle, so that parts that are not joined stay in sight.
const GRAVITY: f64 = 0.35;

/// The places of `n` nodes joined by `edges` (source, target, weight from 0 to 1). `groups` gives each node's group.
pub fn places(n: usize, edges: &[(usize, usize, f64)], groups: &[u32]) -> Vec<Place> {
    let mut places = circle(n, groups);
    if n < 2 {
        return fitted(places);
    }
    // The distance at which the forces of two joined nodes are in balance.
    let distance = (1.0 / n as f64).sqrt();
    for step in 0..STEPS {
        let most = 0.1 * (1.0 - step as f64 / STEPS as f64);
        let forces = forces(&places, edges, distance);
        for (place, force) in places.iter_mut().zip(&forces) {
            let length = force.x.hypot(force.y).max(1e-12);
            let step = length.min(most) / length;
            place.x += force.x * step;
            place.y += force.y * step;
        }
    }
    fitted(places)
}

fn circle(n: usize, groups: &[u32]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&node| (groups.get(node).copied().unwrap_or_default(), node));
    let mut places = vec![Place { x: 0.5, y: 0.5 }; n];
    for (position, &node) in order.iter().enumerate() {
        let angle = std::f64::consts::TAU * position as f64 / n as f64;
        places[node] = Place { x: 0.5 + 0.4 * angle.cos(), y: 0.5 + 0.4 * angle.sin() };
    }
    places
}

fn forces(places: &[Place], edges: &[(usize, usize, f64)], distance: f64) -> Vec<Place> {
    let mut forces: Vec<Place> = places
        .iter()
        .map(|place| Place { x: (0.5 - place.x) * GRAVITY, y: (0.5 - place.y) * GRAVITY })
        .collect();
    let mut push = |node: usize, x: f64, y: f64| {
        forces[node].x += x;
        forces[node].y += y;
    };
    for a in 0..places.len() {
        for b in a + 1..places.len() {
            let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y);
            let square = (x * x + y * y).max(1e-6);
            let strength = distance * distance / square;
            push(a, x * strength, y * strength);
            push(b, -x * strength, -y * strength);
        }
    }
    for &(a, b, weight) in edges {
        let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y);
        let strength = x.hypot(y) / distance * (0.5 + weight.clamp(0.0, 1.0));
        push(a, -x * strength, -y * strength);
        push(b, x * strength, y * strength);
    }
    forces
}

/// Stretches the places to fill the unit square; a direction without extent stays in the middle.
fn fitted(mut places: Vec<Place>) -> Vec<Place> {
    let extent = |value: fn(&Place) -> f64| {
        let (low, high) = places
            .iter()
            .map(value)
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        (low, high - low)
    };
    let stretch = |value: f64, (low, size): (f64, f64)| {
        if size < 1e-9 { 0.5 } else { ((value - low) / size).clamp(0.0, 1.0) }
    };
    let (across, down) = (extent(|place| place.x), extent(|place| place.y));
    for place in &mut places {
        *place = Place { x: stretch(place.x, across), y: stretch(place.y, down) };
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_nodes_stand_closer_than_others() {
        let edges = [(0, 1, 0.9), (2, 3, 0.9)];
        let places = places(4, &edges, &[0, 0, 1, 1]);
        let distance = |a: usize, b: usize| (places[a].x - places[b].x).hypot(places[a].y - places[b].y);
        assert!(distance(0, 1) < distance(0, 2) && distance(2, 3) < distance(1, 3));
    }

    #[test]
    fn places_fill_the_square_and_are_repeatable() {
        let edges: Vec<(usize, usize, f64)> = (1..20).map(|node| (node / 3, node, 0.2)).collect();
        let first = places(20, &edges, &[0; 20]);
        assert_eq!(first, places(20, &edges, &[0; 20]));
        assert!(first.iter().all(|p| (0.0..=1.0).contains(&p.x) && (0.0..=1.0).contains(&p.y)));
        assert!(first.iter().any(|p| p.x == 0.0) && first.iter().any(|p| p.y == 1.0));
        assert_eq!(places(1, &[], &[0]), [Place { x: 0.5, y: 0.5 }]);
        assert_eq!(places(0, &[], &[]), []);
    }
}
