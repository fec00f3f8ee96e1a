//! Whose an error is that nobody caught: the script it came from says so. Scripts of plugins have addresses of their own
//! (`/plugins/{name}/assets/…`), so the address alone tells them apart.

/// The address of the script an error came from: that of the event, and where it has none (a rejected promise never has),
/// the first frame of the stack. A frame of ours above a plugin's means that the error is ours.
pub(super) fn origin<'a>(filename: &'a str, stack: &'a str) -> Option<&'a str> {
    if filename.is_empty() {
        stack.lines().find_map(address)
    } else {
        Some(filename)
    }
}

/// Whether `address`, a full one, is that of the script at `path`.
pub(super) fn is_of(address: &str, path: &str) -> bool {
    !path.is_empty() && address.ends_with(path)
}

/// The address in one line of a stack: `at f (https://…:1:2)` in Chromium, `f@https://…:1:2` elsewhere. Other lines belong to
/// the message, which may say anything.
fn address(line: &str) -> Option<&str> {
    let line = line.trim();
    let frame = match line.strip_prefix("at ") {
        Some(frame) => frame,
        None => line.split_once('@')?.1,
    };
    let start = frame.find("http")?;
    let place = frame[start..].trim_end_matches(')');
    let (place, _column) = place.rsplit_once(':')?;
    let (address, _line) = place.rsplit_once(':')?;
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "http://127.0.0.1:3000/plugins/acme/assets/~d/view.js";

    #[test]
    fn forms_11_an_error_is_of_the_script_that_the_event_names() {
        let stack = format!("Error: x\n    at f ({SCRIPT}:1:2)");
        let own = "http://127.0.0.1:3000/pkg/portico.js";
        assert_eq!(origin(own, &stack), Some(own));
        assert!(is_of(SCRIPT, "/plugins/acme/assets/~d/view.js"));
        assert!(!is_of(SCRIPT, "/plugins/other/assets/~d/view.js"));
        assert!(!is_of(SCRIPT, ""));
    }

    #[test]
    fn forms_11_a_rejection_is_of_the_first_frame_of_its_stack() {
        for stack in [
            format!(
                "Error: lost {SCRIPT}x\n    at new Faulty ({SCRIPT}:3:9)\n    at http://h/b.js:1:1"
            ),
            format!("Error: a\nb\n    at {SCRIPT}:3:9"),
            format!("    at async Promise.all (index 0)\n    at async {SCRIPT}:3:9"),
            format!("connectedCallback@{SCRIPT}:3:9\nother@http://h/b.js:1:1"),
            format!("@{SCRIPT}:3:9"),
        ] {
            assert_eq!(origin("", &stack), Some(SCRIPT), "{stack}");
        }
    }

    #[test]
    fn forms_11_what_has_no_frame_is_nobody_s() {
        for stack in ["", "Error: https://h/x.js:1:2", "at <anonymous>", "a@b"] {
            assert_eq!(origin("", stack), None, "{stack}");
        }
    }
}
