//! The demo storefront.
