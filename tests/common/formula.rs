//! A reader of printed formulas: numbers, `+ - x /`, brackets, and `min`, `max`, `round`, `round_up`.

use num_traits::ToPrimitive;

use super::rational::{Rational, decimal, half_away, up};

/// The value of a printed formula.
pub fn evaluate(formula: &str) -> Rational {
    let mut reader = Reader { rest: formula };
    let value = reader.sum();
    reader.skip();
    assert!(
        reader.rest.is_empty(),
        "`{}` is left of `{formula}`",
        reader.rest
    );
    value
}

struct Reader<'f> {
    rest: &'f str,
}

impl<'f> Reader<'f> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, sign: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> &'f str {
        self.skip();
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn sum(&mut self) -> Rational {
        let mut value = self.product();
        loop {
            if self.takes('+') {
                value += self.product();
            } else if self.takes('-') {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> Rational {
        let mut value = self.factor();
        loop {
            if self.takes('x') {
                value *= self.factor();
            } else if self.takes('/') {
                value /= self.factor();
            } else {
                return value;
            }
        }
    }

    fn factor(&mut self) -> Rational {
        if self.takes('(') {
            let value = self.sum();
            assert!(self.takes(')'), "no `)` before `{}`", self.rest);
            return value;
        }
        if self.takes('-') {
            return -self.factor();
        }
        let name = self.word(|c| c.is_ascii_alphabetic() || c == '_');
        if name.is_empty() {
            let number = self.word(|c| c.is_ascii_digit() || c == '.');
            assert!(!number.is_empty(), "no figure before `{}`", self.rest);
            return decimal(number);
        }
        assert!(self.takes('('), "`{name}` is no figure");
        let mut arguments = vec![self.sum()];
        while self.takes(',') {
            arguments.push(self.sum());
        }
        assert!(self.takes(')'), "no `)` before `{}`", self.rest);
        let places = || arguments[1].to_integer().to_usize().unwrap();
        match name {
            "min" => arguments.into_iter().min().unwrap(),
            "max" => arguments.into_iter().max().unwrap(),
            "round" => half_away(&arguments[0], places()),
            "round_up" => up(&arguments[0], places()),
            other => panic!("`{other}` is no function"),
        }
    }
}
