//! What many share and nobody may take all of: places in a queue, connections.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what each holds at the moment.
#[derive(Debug)]
pub struct Shares {
    each: usize,
    taken: Mutex<HashMap<String, usize>>,
}

impl Shares {
    /// With a share of so many for each.
    pub fn new(each: usize) -> Arc<Self> {
        Arc::new(Self {
            each,
            taken: Mutex::default(),
        })
    }

    /// One more for somebody; `None` when he has his share already.
    pub fn take(self: &Arc<Self>, who: &str) -> Option<Share> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(who.to_owned()).or_default();
        (*count < self.each).then(|| {
            *count += 1;
            Share {
                of: Arc::clone(self),
                who: who.to_owned(),
            }
        })
    }
}

/// Given back when it is dropped.
#[derive(Debug)]
pub struct Share {
    of: Arc<Shares>,
    who: String,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut taken = self.of.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_44_one_does_not_take_what_is_there_for_all() {
        let shares = Shares::new(2);
        let mine: Vec<_> = (0..2).map(|_| shares.take("me").unwrap()).collect();
        assert!(shares.take("me").is_none());
        assert!(shares.take("you").is_some());
        drop(mine);
        assert!(shares.take("me").is_some());
        assert!(shares.taken.lock().unwrap().is_empty(), "nothing is kept");
    }
}
