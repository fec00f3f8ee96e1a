//! The rule for every URL a plugin declares (THREATS 1-6, PARITY 15).
