//! `portico admin`.

use super::portico::{Portico, stderr};

#[test]
fn a_console_account_is_made_with_a_password_from_standard_input() {
    let portico = Portico::new();
    let create = [
        "admin",
        "create",
        "--email",
        "Ada@Example.com",
        "--name",
        "Ada",
        "--password-stdin",
    ];
    let made = portico.feed(&create, "correct horse battery\n");
    assert!(made.status.success(), "{}", stderr(&made));
    let printed = String::from_utf8_lossy(&made.stdout).into_owned() + &stderr(&made);
    assert!(printed.contains("ada@example.com"));
    assert!(!printed.contains("correct horse battery"), "threat 46");
    let again = portico.feed(&create, "correct horse battery\n");
    assert_eq!(again.status.code(), Some(1));
    let short = portico.feed(
        &[
            "admin",
            "create",
            "--email",
            "b@example.com",
            "--name",
            "B",
            "--password-stdin",
        ],
        "short\n",
    );
    assert!(stderr(&short).contains("12 characters"));
    let reset = portico.ok(&["admin", "reset-password", "--email", "ada@example.com"]);
    assert!(
        reset.contains("Password: "),
        "a password is made when none is given"
    );
}
