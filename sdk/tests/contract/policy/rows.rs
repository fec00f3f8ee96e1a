//! Which row of a level applies.

use portico_sdk::policy::Mode::{Allowed, Blocked, DefaultOn, Forced, Removed, Request};
use portico_sdk::policy::PluginState as S;
use portico_sdk::policy::{
    Mode, Policy, PolicyLevel, Selector, Viewer, host_lock, host_policy, org_policy,
};

use super::{Case, host, org, plugin, row};

#[test]
fn the_narrowest_selector_of_a_level_wins() {
    let any = |mode| row(PolicyLevel::Host, Selector::Any, mode);
    let category =
        |name: &str, mode| row(PolicyLevel::Host, Selector::Category(name.to_owned()), mode);
    let state = |policies: Vec<Policy>| Case::new(policies).decide(Viewer::HostMember).state;
    assert_eq!(state(vec![any(Blocked)]), S::Blocked);
    assert_eq!(
        state(vec![any(Blocked), category("marketing", Forced)]),
        S::OnByHost
    );
    assert_eq!(
        state(vec![any(Blocked), category("operations", Forced)]),
        S::Blocked
    );
    assert_eq!(
        state(vec![
            any(Forced),
            category("marketing", Forced),
            host(Blocked)
        ]),
        S::Blocked
    );
    assert_eq!(
        state(vec![
            any(Blocked),
            category("marketing", Removed),
            host(Forced)
        ]),
        S::OnByHost
    );
    // Several categories: the strictest, wherever it stands.
    assert_eq!(
        state(vec![
            category("marketing", Forced),
            category("customer-voice", Blocked)
        ]),
        S::Blocked
    );
    assert_eq!(
        state(vec![
            category("customer-voice", Forced),
            category("marketing", Blocked)
        ]),
        S::Blocked
    );
    // Another plugin's row is none.
    let other = row(
        PolicyLevel::Host,
        Selector::Plugin("other".to_owned()),
        Forced,
    );
    assert_eq!(state(vec![other]), S::Off);
}

#[test]
fn of_equal_rows_the_strictest_counts_and_then_the_newest() {
    let order = [Removed, Blocked, Request, Allowed, DefaultOn, Forced];
    for (strict, lax) in order
        .iter()
        .flat_map(|a| order.iter().map(move |b| (*a, *b)))
    {
        if order.iter().position(|mode| *mode == strict)
            < order.iter().position(|mode| *mode == lax)
        {
            for rows in [vec![host(strict), host(lax)], vec![host(lax), host(strict)]] {
                let kept =
                    host_policy(&plugin(), &Case::new(rows).facts()).map(|policy| policy.mode);
                assert_eq!(kept, Some(strict));
            }
        }
    }
    let at = |set_at, note: &str| Policy {
        set_at,
        note: note.to_owned(),
        ..host(Blocked)
    };
    for rows in [[at(1, "old"), at(2, "new")], [at(2, "new"), at(1, "old")]] {
        assert_eq!(
            host_policy(&plugin(), &Case::new(rows).facts()).map(|policy| policy.note.clone()),
            Some("new".into())
        );
    }
}

#[test]
fn only_forced_blocked_and_removed_of_the_host_lock_an_organisation() {
    let locked = |mode| {
        host_lock(
            &plugin(),
            &Case::new([host(mode), org("globex", Forced)]).facts(),
        )
        .map(|p| p.mode)
    };
    assert_eq!(locked(Forced), Some(Forced));
    assert_eq!(locked(Blocked), Some(Blocked));
    assert_eq!(locked(Removed), Some(Removed));
    assert_eq!(locked(DefaultOn), None);
    assert_eq!(locked(Allowed), None);
    assert_eq!(locked(Request), None);
    assert_eq!(
        host_lock(&plugin(), &Case::new([org("globex", Blocked)]).facts()),
        None
    );
    let by_category = row(
        PolicyLevel::Host,
        Selector::Category("marketing".to_owned()),
        Blocked,
    );
    assert_eq!(
        host_lock(&plugin(), &Case::new([by_category.clone()]).facts()),
        Some(&by_category)
    );
}

#[test]
fn the_admin_list_reads_the_own_row_of_one_organisation() {
    let case = Case::new([
        host(DefaultOn),
        org("globex", Blocked),
        row(
            PolicyLevel::Org("initech".to_owned()),
            Selector::Any,
            Request,
        ),
    ]);
    let facts = case.facts();
    let mode = |org| org_policy(org, &plugin(), &facts).map(|policy| policy.mode);
    assert_eq!(mode("globex"), Some(Blocked));
    assert_eq!(mode("initech"), Some(Request));
    assert_eq!(mode("hooli"), None);
    assert_eq!(
        org_policy("globex", &plugin(), &case.facts()),
        Some(&org("globex", Blocked))
    );
}

#[test]
fn modes_read_what_they_write_and_nothing_else() {
    for mode in [Blocked, Removed, Request, Allowed, DefaultOn, Forced] {
        assert_eq!(Mode::parse(mode.name()), Some(mode));
        assert_eq!(serde_json::to_value(mode).unwrap(), mode.name());
    }
    assert_eq!(Mode::parse("suggested"), None);
    assert_eq!(Mode::parse("Forced"), None);
}
