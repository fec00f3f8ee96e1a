//! Finds out that a plugin does not answer any more (THREATS 26, i), and when that is the page's own fault.

/// How often [`Watchdog::tick`] is to be called, in milliseconds.
pub const TICK: f64 = 250.0;
/// Between two pings.
const PING_EVERY: f64 = 500.0;
/// A ping that is not answered for so long ends the plugin.
const PATIENCE: f64 = 1_500.0;
/// So much later than it should be, the page's own timer is late.
const LATE: f64 = 250.0;
/// After the page was late, what piled up still comes for so long.
const AFTERMATH: f64 = 1_000.0;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Wait,
    /// Send a ping with this number.
    Ping(u32),
    /// End the plugin.
    Dead,
}

/// Watches one plugin.
#[derive(Debug)]
pub struct Watchdog {
    running: bool,
    /// Pings without an answer, oldest first.
    unanswered: Vec<(u32, f64)>,
    next: u32,
    pinged: f64,
    ticked: f64,
    late: f64,
    late_until: f64,
}

impl Watchdog {
    /// Watches from now on; pings begin with [`Self::start`].
    pub fn new(now: f64) -> Self {
        Self {
            running: false,
            unanswered: Vec::new(),
            next: 0,
            pinged: f64::NEG_INFINITY,
            ticked: now,
            late: 0.0,
            late_until: f64::NEG_INFINITY,
        }
    }

    /// The plugin runs.
    pub fn start(&mut self) {
        self.running = true;
    }

    /// How late the page itself is, in milliseconds.
    pub fn lateness(&self, now: f64) -> f64 {
        let late = now - self.ticked - TICK;
        let before = if now < self.late_until {
            self.late
        } else {
            0.0
        };
        before.max(if late > LATE { late } else { 0.0 })
    }

    /// To be called every [`TICK`]. `hidden`: no one looks at the page, and its timers are slow.
    pub fn tick(&mut self, now: f64, hidden: bool) -> Verdict {
        let late = now - self.ticked - TICK;
        if late > LATE {
            self.late = late;
            self.late_until = now + AFTERMATH;
        }
        self.ticked = now;
        if late > LATE || hidden {
            // Answers may wait to be read.
            self.unanswered.clear();
        }
        if !self.running || hidden {
            return Verdict::Wait;
        }
        if self
            .unanswered
            .first()
            .is_some_and(|(_, since)| now - since > PATIENCE)
        {
            return Verdict::Dead;
        }
        // Ticks are never quite on time.
        if now - self.pinged < PING_EVERY - TICK / 2.0 {
            return Verdict::Wait;
        }
        self.pinged = now;
        self.next = self.next.wrapping_add(1);
        self.unanswered.push((self.next, now));
        Verdict::Ping(self.next)
    }

    /// A ping was answered, and those before it with it.
    pub fn pong(&mut self, number: u32) {
        if let Some(at) = self.unanswered.iter().position(|(ping, _)| *ping == number) {
            self.unanswered.drain(..=at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_26_a_plugin_that_does_not_answer_is_dead_after_a_second_and_a_half() {
        let mut dog = Watchdog::new(0.0);
        dog.start();
        let mut dead = None;
        for tick in 1..20 {
            let now = f64::from(tick) * TICK;
            if dog.tick(now, false) == Verdict::Dead {
                dead = Some(now);
                break;
            }
        }
        assert_eq!(dead, Some(2_000.0));
    }

    #[test]
    fn a_plugin_that_answers_lives() {
        let mut dog = Watchdog::new(0.0);
        dog.start();
        for tick in 1..1_000 {
            match dog.tick(f64::from(tick) * TICK, false) {
                Verdict::Ping(number) => dog.pong(number),
                verdict => assert_eq!(verdict, Verdict::Wait),
            }
        }
    }

    #[test]
    fn a_hidden_page_and_a_late_timer_are_not_the_plugins_fault() {
        let mut dog = Watchdog::new(0.0);
        dog.start();
        assert_eq!(dog.tick(250.0, false), Verdict::Ping(1));
        for second in 1..60 {
            assert_eq!(dog.tick(f64::from(second) * 1_000.0, true), Verdict::Wait);
        }
        let mut dog = Watchdog::new(0.0);
        dog.start();
        for block in 1..20 {
            let now = f64::from(block) * 3_000.0;
            assert_ne!(dog.tick(now, false), Verdict::Dead);
            assert!(dog.lateness(now) > 2_000.0);
        }
    }
}
