//! The demo belongs on one's own machine: with one click anybody is anybody, admins included.

use crate::config::ServeConfig;
use crate::public_url::is_loopback;
use crate::startup::StartError;

/// Refuses the demo on an address that others can reach, unless somebody said that this is meant.
pub fn refuse_public(config: &ServeConfig) -> Result<(), StartError> {
    if !config.demo || config.demo_public {
        return Ok(());
    }
    let url = config
        .public_url
        .as_ref()
        .filter(|url| is_loopback(url) != Some(true));
    if let Some(url) = url {
        return Err(StartError::DemoPublic(url.to_string()));
    }
    if !config.addr.ip().is_loopback() {
        return Err(StartError::DemoPublic(config.addr.to_string()));
    }
    Ok(())
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
        // Whoever listens on every address is reached by every address, whatever the public URL says.
        assert!(refused(&["--demo", "--addr=0.0.0.0:3000"]));
        assert!(refused(&["--demo", "--addr=[::]:3000"]));
        assert!(refused(&[
            "--demo",
            "--addr=192.168.0.7:3000",
            "--public-url=http://localhost:3000"
        ]));
        assert!(!refused(&[
            "--demo",
            "--demo-public",
            "--addr=0.0.0.0:3000"
        ]));
        assert!(!refused(&["--demo", "--addr=[::1]:3000"]));
        assert!(!refused(&["--demo", "--public-url=http://localhost:3000"]));
        assert!(!refused(&["--demo", "--public-url=https://[::1]:3000"]));
    }
}
