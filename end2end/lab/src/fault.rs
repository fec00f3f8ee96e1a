//! Plugins that fail, one for each way to do so (FORMS 11). All have the same script, which learns from its last line how to fail;
//! `globalThis.labWorks = true` takes the cause away. `end2end/tests/faults.spec.ts` asks the server for them and fails
//! when one has no expectation there.

use crate::view::View;

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The constructor throws.
    Constructor,
    /// The setter of `context` throws.
    Setter,
    /// `connectedCallback` throws.
    Connected,
    /// The element throws when it is clicked.
    Handler,
    /// The element throws in a timer that it started.
    Timer,
    /// The script leaves a rejected promise behind.
    Rejects,
    /// A call of the `apiClient` is refused, and nobody handles that.
    Client,
    /// The script throws before it defines anything.
    Script,
    /// The script is not there: the test answers 404.
    Missing,
    /// The script is another one: the test changes a byte on the way.
    Altered,
    /// The element is not defined, until the event `lab-works`.
    Undefined,
    /// The script defines its element twice.
    Twice,
    /// The script defines an element of `lab-twins`.
    Foreign,
    /// The element adds more nodes than allowed at once.
    Floods,
    /// The element adds nodes without end.
    Grows,
}

const FAULTS: [Fault; 15] = [
    Fault::Constructor,
    Fault::Setter,
    Fault::Connected,
    Fault::Handler,
    Fault::Timer,
    Fault::Rejects,
    Fault::Client,
    Fault::Script,
    Fault::Missing,
    Fault::Altered,
    Fault::Undefined,
    Fault::Twice,
    Fault::Foreign,
    Fault::Floods,
    Fault::Grows,
];

impl Fault {
    /// The plugin that fails so, and its extension.
    fn names(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Constructor => ("lab-fault-constructor", &["lab_fault_constructor"]),
            Self::Setter => ("lab-fault-setter", &["lab_fault_setter"]),
            Self::Connected => ("lab-fault-connected", &["lab_fault_connected"]),
            Self::Handler => ("lab-fault-handler", &["lab_fault_handler"]),
            Self::Timer => ("lab-fault-timer", &["lab_fault_timer"]),
            Self::Rejects => ("lab-fault-rejects", &["lab_fault_rejects"]),
            Self::Client => ("lab-fault-client", &["lab_fault_client"]),
            Self::Script => ("lab-fault-script", &["lab_fault_script"]),
            Self::Missing => ("lab-fault-missing", &["lab_fault_missing"]),
            Self::Altered => ("lab-fault-altered", &["lab_fault_altered"]),
            Self::Undefined => ("lab-fault-undefined", &["lab_fault_undefined"]),
            Self::Twice => ("lab-fault-twice", &["lab_fault_twice"]),
            Self::Foreign => ("lab-fault-foreign", &["lab_fault_foreign"]),
            Self::Floods => ("lab-fault-floods", &["lab_fault_floods"]),
            Self::Grows => ("lab-fault-grows", &["lab_fault_grows"]),
        }
    }

    fn view(self) -> View {
        let (name, extensions) = self.names();
        let script = format!("{}('{name}');\n", include_str!("../assets/fault.js"));
        View {
            extensions,
            ..View::new(name, script.into_bytes())
        }
    }
}

/// All plugins that fail.
pub(crate) fn plugins() -> impl Iterator<Item = View> {
    FAULTS.into_iter().map(Fault::view)
}
