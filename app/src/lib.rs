//! Portico's pages.
