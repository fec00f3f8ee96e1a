//! Where in `plugin.json` something stands: JSON paths as problems have them (`extensions[0].sandbox.entry`) → lines.

/// The line (from 1) on which the value at `path` begins; of a value that is not there, the innermost one around it that is.
/// `text` is good JSON.
pub fn line_of(text: &str, path: &str) -> usize {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        found: 0,
    };
    scanner.space();
    scanner.found = scanner.at;
    let steps: Vec<&str> = path
        .split(['.', '['])
        .map(|step| step.trim_end_matches(']'))
        .filter(|step| !step.is_empty())
        .collect();
    scanner.descend(&steps);
    let before = scanner.bytes.get(..scanner.found).unwrap_or_default();
    before.split(|byte| *byte == b'\n').count()
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Where the innermost value on the way begins.
    found: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Goes through the children of the value here until the first step's is found, and on from there.
    fn descend(&mut self, steps: &[&str]) {
        let Some((step, rest)) = steps.split_first() else {
            return;
        };
        let is_object = self.peek() == b'{';
        if !is_object && self.peek() != b'[' {
            return;
        }
        self.at += 1;
        let mut index = 0_usize;
        loop {
            self.space();
            if matches!(self.peek(), b'}' | b']' | 0) {
                return;
            }
            let begin = self.at;
            let is_it = if is_object {
                let key = self.text();
                self.space();
                self.at += 1; // the colon
                self.space();
                key == *step
            } else {
                index.to_string() == *step
            };
            if is_it {
                self.found = begin;
                return self.descend(rest);
            }
            self.skip();
            self.space();
            if self.peek() == b',' {
                self.at += 1;
            }
            index += 1;
        }
    }

    /// A text without its quotes; escapes stay as they are, since keys that anybody looks for have none.
    fn text(&mut self) -> String {
        self.at += 1;
        let begin = self.at;
        while !matches!(self.peek(), b'"' | 0) {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        let end = self.at.min(self.bytes.len());
        self.at += 1;
        String::from_utf8_lossy(self.bytes.get(begin..end).unwrap_or_default()).into_owned()
    }

    fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                0 => return,
                b'"' => {
                    self.text();
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    // The end of the value around.
                    if depth == 0 {
                        return;
                    }
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => return,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "name": "a, \"b\": {",
  "numbers": [1, 2,
    3],
  "extensions": [
    { "id": "one", "sandbox": {} },
    {
      "id": "two",
      "sandbox": {
        "entry": "assets/main.js"
      }
    }
  ]
}"#;

    #[test]
    fn a_problem_stands_on_the_line_of_its_value_or_of_what_is_around_it() {
        for (path, line) in [
            ("", 1),
            ("name", 2),
            ("numbers[2]", 4),
            ("extensions", 5),
            ("extensions[0].sandbox.entry", 6),
            ("extensions[1]", 7),
            ("extensions[1].sandbox.entry", 10),
            ("extensions[1].sandbox.digest", 9),
            ("extensions[7].id", 5),
            ("nothing.like.it", 1),
        ] {
            assert_eq!(line_of(TEXT, path), line, "{path}");
        }
    }

    #[test]
    fn what_is_no_json_after_all_ends() {
        for text in ["", "{", "[", "{\"a", "{\"a\\", "[1,", "{\"a\": [}", "nul"] {
            assert!(line_of(text, "a.b[3]") >= 1);
        }
    }
}
