//! Validation of a plugin's whole declaration, at start-up and at upload, by the same function.
