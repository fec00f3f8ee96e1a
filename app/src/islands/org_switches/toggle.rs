//! What a switch shows, sends and takes back: pure decisions.
//!
//! A press shows at once. At most one request of a plugin is under way, so that answers cannot overtake each other; what
//! was pressed meanwhile waits, and only the latest of it is sent. A refusal takes back what is shown to what the server
//! last said.

use crate::backend::OrgSwitch;

/// What a plugin is, or is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// On for the organisation.
    pub on: bool,
    /// The organisation's own decision; `None`: one that a switch cannot make.
    pub decision: Option<OrgSwitch>,
    /// As the server drew it, with its words; else as decided here.
    pub drawn: bool,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The server says what is so now.
    Done {
        /// On for the organisation.
        on: bool,
    },
    /// Nothing was changed.
    Refused,
}

/// What follows from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Something else was pressed meanwhile: send it.
    Send(OrgSwitch),
    /// What is shown is so; `undo` leads back.
    Settled {
        /// What it was before the last press, where a switch can bring that back.
        undo: Option<State>,
    },
    /// What is shown has been taken back.
    TakenBack,
    /// The server decided otherwise than asked: only a new page knows why.
    Reload,
}

/// One plugin's switch.
#[derive(Debug)]
pub(super) struct Toggle {
    /// What the server last said.
    confirmed: State,
    /// What is shown.
    shown: State,
    /// What it was before the last press.
    before: State,
    /// What was sent and not answered yet.
    sent: Option<(OrgSwitch, State)>,
}

impl Toggle {
    /// As the server drew it.
    pub fn new(state: State) -> Self {
        Self {
            confirmed: state,
            shown: state,
            before: state,
            sent: None,
        }
    }

    /// What to show.
    pub fn shown(&self) -> State {
        self.shown
    }

    /// A request is under way.
    pub fn is_busy(&self) -> bool {
        self.sent.is_some()
    }

    /// The switch was pressed. Answers what to send now; `None`: wait for the answer under way.
    pub fn press(&mut self) -> Option<OrgSwitch> {
        let on = !self.shown.on;
        let decision = if on { OrgSwitch::On } else { OrgSwitch::Off };
        self.become_(State {
            on,
            decision: Some(decision),
            drawn: false,
        })
    }

    /// The way back was taken. Only the words of a plugin without a decision of its own are still true afterwards:
    /// everything else is now this reader's decision.
    pub fn undo(&mut self, to: State) -> Option<OrgSwitch> {
        self.become_(State {
            drawn: to.drawn && to.decision == Some(OrgSwitch::Inherit),
            ..to
        })
    }

    fn become_(&mut self, to: State) -> Option<OrgSwitch> {
        self.before = self.shown;
        self.shown = to;
        if self.sent.is_some() {
            return None;
        }
        self.send()
    }

    fn send(&mut self) -> Option<OrgSwitch> {
        let decision = self.shown.decision?;
        self.sent = Some((decision, self.shown));
        Some(decision)
    }

    /// The request under way was answered.
    pub fn answered(&mut self, answer: Answer) -> Next {
        let Some((decision, state)) = self.sent.take() else {
            return Next::Reload;
        };
        let newer = self.shown.decision != Some(decision);
        match answer {
            Answer::Done { on } => {
                self.confirmed = State { on, ..state };
                if newer {
                    self.send().map_or(Next::Reload, Next::Send)
                } else if on == state.on {
                    Next::Settled {
                        undo: Some(self.before).filter(|before| before.decision.is_some()),
                    }
                } else {
                    Next::Reload
                }
            }
            Answer::Refused if newer => self.send().map_or(Next::Reload, Next::Send),
            Answer::Refused => {
                self.shown = self.confirmed;
                Next::TakenBack
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWN_OFF: State = State {
        on: false,
        decision: Some(OrgSwitch::Inherit),
        drawn: true,
    };
    const ON: State = State {
        on: true,
        decision: Some(OrgSwitch::On),
        drawn: false,
    };
    const OFF: State = State {
        on: false,
        decision: Some(OrgSwitch::Off),
        drawn: false,
    };

    #[test]
    fn a_press_shows_before_the_server_answers() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        assert_eq!(toggle.press(), Some(OrgSwitch::On));
        assert_eq!(toggle.shown(), ON);
        assert!(toggle.is_busy());
    }

    #[test]
    fn what_is_settled_can_be_undone_to_what_it_was_before_with_its_words() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        toggle.press();
        let next = toggle.answered(Answer::Done { on: true });
        assert_eq!(
            next,
            Next::Settled {
                undo: Some(DRAWN_OFF)
            }
        );
        assert_eq!(toggle.undo(DRAWN_OFF), Some(OrgSwitch::Inherit));
        assert_eq!(toggle.shown(), DRAWN_OFF);
        assert_eq!(
            toggle.answered(Answer::Done { on: false }),
            Next::Settled { undo: Some(ON) }
        );
    }

    #[test]
    fn what_somebody_else_had_decided_is_my_decision_after_an_undo() {
        let theirs = State { drawn: true, ..ON };
        let mut toggle = Toggle::new(theirs);
        assert_eq!(toggle.press(), Some(OrgSwitch::Off));
        toggle.answered(Answer::Done { on: false });
        assert_eq!(toggle.undo(theirs), Some(OrgSwitch::On));
        assert_eq!(toggle.shown(), ON);
    }

    #[test]
    fn a_decision_that_no_switch_makes_cannot_be_brought_back() {
        let allowed = State {
            decision: None,
            ..DRAWN_OFF
        };
        let mut toggle = Toggle::new(allowed);
        toggle.press();
        assert_eq!(
            toggle.answered(Answer::Done { on: true }),
            Next::Settled { undo: None }
        );
    }

    #[test]
    fn a_refusal_takes_back_what_is_shown_with_its_words() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        toggle.press();
        assert_eq!(toggle.answered(Answer::Refused), Next::TakenBack);
        assert_eq!(toggle.shown(), DRAWN_OFF);
        assert!(!toggle.is_busy());
        // And it can be tried again.
        assert_eq!(toggle.press(), Some(OrgSwitch::On));
    }

    #[test]
    fn presses_while_a_request_is_under_way_wait_and_only_the_latest_is_sent() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        assert_eq!(toggle.press(), Some(OrgSwitch::On));
        assert_eq!(toggle.press(), None);
        assert_eq!(toggle.shown(), OFF);
        assert_eq!(
            toggle.answered(Answer::Done { on: true }),
            Next::Send(OrgSwitch::Off)
        );
        assert_eq!(
            toggle.answered(Answer::Done { on: false }),
            Next::Settled { undo: Some(ON) }
        );
        assert_eq!(toggle.shown(), OFF);
    }

    #[test]
    fn a_second_press_that_brings_back_what_was_sent_needs_no_second_request() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        assert_eq!(toggle.press(), Some(OrgSwitch::On));
        toggle.press();
        toggle.press();
        assert_eq!(
            toggle.answered(Answer::Done { on: true }),
            Next::Settled { undo: Some(OFF) }
        );
        assert_eq!(toggle.shown(), ON);
    }

    #[test]
    fn the_latest_wish_is_sent_even_if_the_one_before_was_refused() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        toggle.press();
        toggle.press();
        assert_eq!(toggle.answered(Answer::Refused), Next::Send(OrgSwitch::Off));
        assert_eq!(toggle.answered(Answer::Refused), Next::TakenBack);
        assert_eq!(toggle.shown(), DRAWN_OFF);
    }

    #[test]
    fn a_refusal_after_a_success_goes_back_to_the_success() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        toggle.press();
        toggle.answered(Answer::Done { on: true });
        toggle.press();
        assert_eq!(toggle.answered(Answer::Refused), Next::TakenBack);
        assert_eq!(toggle.shown(), ON);
    }

    #[test]
    fn a_server_that_says_otherwise_is_believed() {
        let mut toggle = Toggle::new(DRAWN_OFF);
        toggle.press();
        assert_eq!(toggle.answered(Answer::Done { on: false }), Next::Reload);
        assert_eq!(toggle.answered(Answer::Refused), Next::Reload);
    }
}
