//! Functions that the plugin was given. It can call nothing else (THREATS 28).

/// A function of the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostFunction {
    /// `mutate(records)` of the connection.
    Mutate,
    /// `call(id, method, ...args)` of the connection.
    Call,
    /// One of the page, by its number there.
    Page(u32),
}

/// The functions that one plugin has. Numbers, and so ids, are never used again.
#[derive(Debug, Default)]
pub struct HostFunctions {
    /// How often the plugin got each function of the page; 0: it has it no more.
    given: Vec<u32>,
}

impl HostFunctions {
    /// Id of [`HostFunction::Mutate`]. The two of the connection are not released: without them a plugin is nothing.
    pub const MUTATE: &str = "mutate";
    /// Id of [`HostFunction::Call`].
    pub const CALL: &str = "call";

    /// Notes that the plugin gets a function of the page once more. Its id is `h` and the number.
    pub fn give(&mut self, number: u32) {
        let at = number as usize;
        if at >= self.given.len() {
            self.given.resize(at + 1, 0);
        }
        if let Some(given) = self.given.get_mut(at) {
            *given += 1;
        }
    }

    /// The function with this id, when the plugin has it.
    pub fn find(&self, id: &str) -> Option<HostFunction> {
        match id {
            Self::MUTATE => Some(HostFunction::Mutate),
            Self::CALL => Some(HostFunction::Call),
            _ => {
                let number = number(id)?;
                let given = self.given.get(number as usize).copied()?;
                (given > 0).then_some(HostFunction::Page(number))
            }
        }
    }

    /// Takes back what the plugin released. `Some`: it has the function no more.
    pub fn release(&mut self, number: u32, count: Option<u32>) -> Option<u32> {
        let given = self.given.get_mut(number as usize)?;
        *given = count.map_or(0, |count| given.saturating_sub(count));
        (*given == 0).then_some(number)
    }
}

fn number(id: &str) -> Option<u32> {
    let digits = id.strip_prefix('h')?;
    let number: u32 = digits.parse().ok()?;
    // One way to write it.
    (digits == "0" || !digits.starts_with(['0', '+'])).then_some(number)
}
