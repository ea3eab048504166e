//! Makes a tree of the pieces of a condition.

use super::MAX_DEPTH;
use super::atom::{Part, Sign, part};
use super::expression::{Expression, Operator};
use super::lexer::Raw;
use super::problem::{Place, ProblemKind, RuleProblem, report};

/// What stops the reading of a condition.
struct Stop(ProblemKind, Place, String);

/// Reads the condition of the code at `place`. The first problem ends the reading.
pub(super) fn parse(
    tokens: &[(Raw, Place)],
    place: Place,
    problems: &mut Vec<RuleProblem>,
) -> Option<Expression> {
    let outcome = parts(tokens).and_then(|parts| {
        if parts.is_empty() {
            return Err(Stop(ProblemKind::EmptyRule, place, String::new()));
        }
        let mut parser = Parser { parts: &parts, at: 0, depth: 0, end: place };
        let expression = parser.or()?;
        match parser.parts.get(parser.at) {
            None => Ok(expression),
            Some((Part::Sign(Sign::Close), place)) => {
                Err(Stop(ProblemKind::UnopenedBracket, *place, String::new()))
            }
            Some((_, place)) => Err(Stop(ProblemKind::MissingOperator, *place, String::new())),
        }
    });
    match outcome {
        Ok(expression) => Some(expression),
        Err(Stop(kind, place, detail)) => {
            report(problems, kind, place, detail);
            None
        }
    }
}

/// `&!` and `|!` are two signs from here on.
fn parts(tokens: &[(Raw, Place)]) -> Result<Vec<(Part, Place)>, Stop> {
    let mut parts = Vec::with_capacity(tokens.len());
    for (raw, place) in tokens {
        let found = part(raw).map_err(|kind| {
            let detail = if let Raw::Bare(text) = raw { text.clone() } else { String::new() };
            Stop(kind, *place, detail)
        })?;
        match found {
            Part::Sign(Sign::AndNot) => {
                parts.extend([(Part::Sign(Sign::And), *place), (Part::Sign(Sign::Not), *place)]);
            }
            Part::Sign(Sign::OrNot) => {
                parts.extend([(Part::Sign(Sign::Or), *place), (Part::Sign(Sign::Not), *place)]);
            }
            part => parts.push((part, *place)),
        }
    }
    Ok(parts)
}

struct Parser<'p> {
    parts: &'p [(Part, Place)],
    at: usize,
    depth: u32,
    /// Where the code begins: the place of what is missing at the end of an empty condition.
    end: Place,
}

impl Parser<'_> {
    fn sign(&self) -> Option<Sign> {
        match self.parts.get(self.at) {
            Some((Part::Sign(sign), _)) => Some(*sign),
            _ => None,
        }
    }

    fn take(&mut self, wanted: Sign) -> bool {
        let is_there = self.sign() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    /// The place of the next part, or of the last one.
    fn place(&self) -> Place {
        let part = self.parts.get(self.at).or(self.parts.last());
        part.map_or(self.end, |(_, place)| *place)
    }

    fn or(&mut self) -> Result<Expression, Stop> {
        let first = self.and()?;
        if self.sign() != Some(Sign::Or) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(Sign::Or) {
            parts.push(self.and()?);
        }
        Ok(Expression::Or(parts))
    }

    fn and(&mut self) -> Result<Expression, Stop> {
        let first = self.not()?;
        if self.sign() != Some(Sign::And) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(Sign::And) {
            parts.push(self.not()?);
        }
        Ok(Expression::And(parts))
    }

    fn not(&mut self) -> Result<Expression, Stop> {
        let mut n = 0_usize;
        while self.take(Sign::Not) {
            n += 1;
        }
        Ok(denied(self.chain(0)?, n))
    }

    /// Operators of one strength and what is stronger.
    fn chain(&mut self, strength: u8) -> Result<Expression, Stop> {
        let operand = |parser: &mut Self| {
            if strength < 2 { parser.chain(strength + 1) } else { parser.unary() }
        };
        let first = operand(self)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.sign().and_then(operator).filter(|found| found.strength() == strength)
        {
            self.at += 1;
            rest.push((operator, operand(self)?));
        }
        Ok(if rest.is_empty() { first } else { Expression::Chain { first: Box::new(first), rest } })
    }

    /// `!` and signs before a number, which may be repeated.
    fn unary(&mut self) -> Result<Expression, Stop> {
        // Runs of one sign from the outside to the inside, with their lengths.
        let mut runs: Vec<(Sign, usize)> = Vec::new();
        while let Some(sign @ (Sign::Bang | Sign::Minus | Sign::Plus)) = self.sign() {
            self.at += 1;
            if sign == Sign::Plus {
                continue;
            }
            match runs.last_mut().filter(|run| run.0 == sign) {
                Some(run) => run.1 += 1,
                None => runs.push((sign, 1)),
            }
        }
        if runs.len() > MAX_DEPTH as usize {
            return Err(Stop(ProblemKind::TooDeep, self.place(), MAX_DEPTH.to_string()));
        }
        let mut expression = self.operand()?;
        for (sign, n) in runs.into_iter().rev() {
            expression = match sign {
                Sign::Bang => denied(expression, n),
                _ if n % 2 == 1 => Expression::Negative(Box::new(expression)),
                _ => expression,
            };
        }
        Ok(expression)
    }

    fn operand(&mut self) -> Result<Expression, Stop> {
        let place = self.place();
        match self.parts.get(self.at) {
            Some((Part::Atom(atom), place)) => {
                self.at += 1;
                Ok(Expression::Atom(atom.clone(), *place))
            }
            Some((Part::Sign(Sign::Open), _)) => {
                self.at += 1;
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(Stop(ProblemKind::TooDeep, place, MAX_DEPTH.to_string()));
                }
                let inside = self.or()?;
                self.depth -= 1;
                if self.take(Sign::Close) {
                    return Ok(inside);
                }
                match self.parts.get(self.at) {
                    None => Err(Stop(ProblemKind::UnclosedBracket, place, String::new())),
                    Some((_, place)) => Err(Stop(ProblemKind::MissingOperator, *place, String::new())),
                }
            }
            Some(_) | None => Err(Stop(ProblemKind::MissingOperand, place, String::new())),
        }
    }
}

/// The inside denied so many times. Twice is not the inside: it makes 1 of every true number.
fn denied(inside: Expression, n: usize) -> Expression {
    let once = |inside| Expression::Not(Box::new(inside));
    match n {
        0 => inside,
        n if n % 2 == 1 => once(inside),
        _ => once(once(inside)),
    }
}

fn operator(sign: Sign) -> Option<Operator> {
    match sign {
        Sign::Plus => Some(Operator::Add),
        Sign::Minus => Some(Operator::Subtract),
        Sign::Times => Some(Operator::Multiply),
        Sign::Divide => Some(Operator::Divide),
        Sign::Greater => Some(Operator::Greater),
        Sign::GreaterEqual => Some(Operator::GreaterEqual),
        Sign::Less => Some(Operator::Less),
        Sign::LessEqual => Some(Operator::LessEqual),
        Sign::Equal => Some(Operator::Equal),
        _ => None,
    }
}
