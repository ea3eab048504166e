//! Finds the lowest point of a smooth function by L-BFGS with a backtracking search.
//!
//! J. Nocedal, S. Wright: Numerical Optimization, 2nd edition, algorithms 7.4 (two loops), 7.5 and 3.1. Nothing is
//! drawn at random: the same function gives the same point, to the last bit.

use std::collections::VecDeque;

/// How many steps are remembered for the curvature.
const MEMORY: usize = 10;

/// The slope (its largest part) at which the point is low enough.
const FLAT: f64 = 1e-3;

/// Share of the descent that the slope promises which a step must reach.
const ENOUGH: f64 = 1e-4;

/// How often a step is halved at most.
const MOST_HALVINGS: usize = 40;

/// What was learnt of the function on one step.
struct Step {
    moved: Vec<f64>,
    turned: Vec<f64>,
    /// Product of both.
    curvature: f64,
}

/// The lowest point found from `point` in at most `most_steps`. `objective` gives the value at a point and writes its
/// gradient, which is as long as the point.
pub(super) fn minimize(
    mut point: Vec<f64>,
    most_steps: usize,
    mut objective: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    let mut gradient = vec![0.0; point.len()];
    let mut value = objective(&point, &mut gradient);
    let mut next_gradient = gradient.clone();
    let mut steps: VecDeque<Step> = VecDeque::new();
    for _ in 0..most_steps {
        if gradient.iter().fold(0.0, |most: f64, part| most.max(part.abs())) < FLAT {
            break;
        }
        let direction = downhill(&gradient, &steps);
        let promised = dot(&gradient, &direction);
        let mut length = if steps.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt() } else { 1.0 };
        let lower = (0..MOST_HALVINGS).find_map(|_| {
            let next: Vec<f64> = point.iter().zip(&direction).map(|(at, by)| at + length * by).collect();
            let next_value = objective(&next, &mut next_gradient);
            let is_enough = next_value <= value + ENOUGH * length * promised;
            length /= 2.0;
            is_enough.then_some((next, next_value))
        });
        let Some((next, next_value)) = lower else { break };
        let moved = difference(&next, &point);
        let turned = difference(&next_gradient, &gradient);
        let curvature = dot(&moved, &turned);
        if curvature > f64::EPSILON {
            if steps.len() == MEMORY {
                steps.pop_front();
            }
            steps.push_back(Step { moved, turned, curvature });
        }
        (point, value) = (next, next_value);
        gradient.copy_from_slice(&next_gradient);
    }
    point
}

/// The direction of Newton's method, as far as the steps tell the curvature (the two loops of algorithm 7.4).
fn downhill(gradient: &[f64], steps: &VecDeque<Step>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|part| -part).collect();
    let mut shares = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        let share = dot(&step.moved, &direction) / step.curvature;
        add(&mut direction, &step.turned, -share);
        shares.push(share);
    }
    if let Some(last) = steps.back() {
        let scale = last.curvature / dot(&last.turned, &last.turned);
        direction.iter_mut().for_each(|part| *part *= scale);
    }
    for (step, share) in steps.iter().zip(shares.into_iter().rev()) {
        let back = dot(&step.turned, &direction) / step.curvature;
        add(&mut direction, &step.moved, share - back);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley, whose lowest point is (1, 1).
    fn valley(at: &[f64], gradient: &mut [f64]) -> f64 {
        let (x, y) = (at[0], at[1]);
        gradient[0] = -2.0 * (1.0 - x) - 400.0 * x * (y - x * x);
        gradient[1] = 200.0 * (y - x * x);
        (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
    }

    #[test]
    fn the_lowest_point_of_a_bent_valley_is_found() {
        let lowest = minimize(vec![-1.2, 1.0], 200, valley);
        assert!((lowest[0] - 1.0).abs() < 1e-3 && (lowest[1] - 1.0).abs() < 1e-3, "{lowest:?}");
    }

    #[test]
    fn a_flat_beginning_stays() {
        assert_eq!(minimize(vec![1.0, 1.0], 200, valley), [1.0, 1.0]);
        assert_eq!(minimize(Vec::new(), 200, |_, _| 0.0), Vec::<f64>::new());
    }
}
