//! The demo belongs on one's own machine: with one click anybody is anybody, admins included.

use crate::config::ServeConfig;
use crate::public_url::is_loopback;
use crate::startup::StartError;

/// Refuses the demo on an address that others can reach, unless somebody said that this is meant.
pub fn refuse_public(config: &ServeConfig) -> Result<(), StartError> {
    let reachable = config
        .public_url
        .as_ref()
        .filter(|url| is_loopback(url) != Some(true));
    match reachable {
        Some(url) if config.demo && !config.demo_public => {
            Err(StartError::DemoPublic(url.to_string()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        serve: ServeConfig,
    }

    fn refused(arguments: &[&str]) -> bool {
        let line = Line::parse_from([&["portico"], arguments].concat());
        refuse_public(&line.serve).is_err()
    }

    #[test]
    fn the_demo_runs_on_this_machine_only_unless_it_is_meant_for_everybody() {
        let public = "--public-url=https://plugins.example.com";
        assert!(refused(&["--demo", public]));
        assert!(refused(&["--demo", "--public-url=https://10.0.0.7"]));
        assert!(!refused(&["--demo", "--demo-public", public]));
        assert!(!refused(&[public]));
        assert!(!refused(&["--demo"]));
        assert!(!refused(&["--demo", "--public-url=http://localhost:3000"]));
        assert!(!refused(&["--demo", "--public-url=https://[::1]:3000"]));
    }
}
