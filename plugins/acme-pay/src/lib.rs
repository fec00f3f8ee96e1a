//! Acme Pay.
