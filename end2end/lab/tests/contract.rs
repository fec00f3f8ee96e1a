//! The laboratory's plugins are unusual, not wrong. (With a test of its own kind here, `cargo test` builds `portico-lab`, too.)

#[test]
fn every_plugin_of_the_laboratory_follows_the_contract() {
    for plugin in portico_lab::plugins() {
        portico_plugin_testkit::check_contract(&*plugin);
    }
}
