//! The console: hosts and their keys, origins, approvals and members.
