//! The native half: `portico-verdicts <from> <count>` prints verdicts, one a line.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise| {
        let given = arguments.next().and_then(|text| text.parse().ok());
        given.unwrap_or(otherwise)
    };
    let (from, count) = (number(0), number(10_000));
    writeln!(
        std::io::stdout(),
        "{}",
        portico_verdicts::verdicts(from, count)
    )
}
