//! The people of the demo (CONTRACT "Demo ids"), for the page that offers them and the handler that signs in as them.

use portico_sdk::claims::OrgRole;

/// The organisation of `org-admin` and `member`.
pub const GLOBEX: &str = "globex";
/// The organisation of `other-admin`.
pub const INITECH: &str = "initech";

/// One person of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The user's id at the host.
    pub uid: &'static str,
    /// Organisation and role, if any.
    pub org: Option<(&'static str, OrgRole)>,
}

/// Everyone the demo offers to sign in as.
pub const PEOPLE: [Person; 4] = [
    Person {
        uid: "org-admin",
        org: Some((GLOBEX, OrgRole::Admin)),
    },
    Person {
        uid: "member",
        org: Some((GLOBEX, OrgRole::Member)),
    },
    Person {
        uid: "other-admin",
        org: Some((INITECH, OrgRole::Admin)),
    },
    Person {
        uid: "consumer",
        org: None,
    },
];

/// A person by uid.
pub fn person(uid: &str) -> Option<Person> {
    PEOPLE.into_iter().find(|person| person.uid == uid)
}
