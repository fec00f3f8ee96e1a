//! Tag names: `<prefix>-<plugin>-<name>`, and which plugin a tag belongs to (PARITY 17, THREATS 30).
