//! The REST API, `/api/v1/…`: one file for each group of routes, mirroring the addresses.
