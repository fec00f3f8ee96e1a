//! In-memory stand-ins for the traits of `PluginContext`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use async_trait::async_trait;
use portico_sdk::plugin::{
    Clock, HostData, HttpClient, KeyValueStore, PluginContext, PluginError, Scope, SettingsReader,
};
use portico_sdk::settings::Values;
use serde_json::{Value, json};

/// One call that a plugin made to the outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Where to.
    pub url: String,
    /// Extra headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Value,
}

/// Everything a plugin is given; clones share their contents, so a test keeps one and hands out [`Fakes::context`].
#[derive(Clone, Default)]
pub struct Fakes(Arc<State>);

/// Host, organisation, key.
type Address = (String, Option<String>, String);

#[derive(Default)]
struct State {
    settings: Mutex<BTreeMap<(String, Option<String>), Values>>,
    kv: Mutex<BTreeMap<Address, Value>>,
    now: AtomicI64,
    status: AtomicU16,
    deliveries: Mutex<Vec<Delivery>>,
    host_data: Mutex<BTreeMap<String, Value>>,
    orders: Mutex<BTreeMap<String, Option<String>>>,
    most_keys: AtomicUsize,
}

impl Fakes {
    /// Empty stores; the clock stands at 1,700,000,000,000 ms and every call to the outside is answered 200.
    pub fn new() -> Self {
        let fakes = Self::default();
        fakes.set_now(1_700_000_000_000);
        fakes.answer_with(200);
        fakes
    }

    /// What to hand to `Plugin::init`.
    pub fn context(&self) -> PluginContext {
        PluginContext {
            settings: Arc::new(self.clone()),
            kv: Arc::new(self.clone()),
            clock: Arc::new(self.clone()),
            http: Arc::new(self.clone()),
            host_data: Arc::new(self.clone()),
        }
    }

    /// Sets one setting of a scope.
    pub fn set(&self, scope: &Scope, key: &str, value: impl Into<Value>) {
        lock(&self.0.settings)
            .entry((scope.host.clone(), scope.org.clone()))
            .or_default()
            .insert(key.to_owned(), value.into());
    }

    /// Moves the clock, in milliseconds since the epoch.
    pub fn set_now(&self, now: i64) {
        self.0.now.store(now, Ordering::SeqCst);
    }

    /// The status with which the outside answers from now on; 0: it cannot be reached.
    pub fn answer_with(&self, status: u16) {
        self.0.status.store(status, Ordering::SeqCst);
    }

    /// What the host answers for a data name.
    pub fn set_host_data(&self, name: &str, value: Value) {
        lock(&self.0.host_data).insert(name.to_owned(), value);
    }

    /// The host has this order of a user (`None`: a signed-out buyer) and answers `order.exists` for it, number 1042.
    pub fn place_order(&self, id: &str, uid: Option<&str>) {
        lock(&self.0.orders).insert(id.to_owned(), uid.map(str::to_owned));
    }

    /// Storage takes at most this many keys of one scope from now on; 0, as at first: any number.
    pub fn limit_keys(&self, most: usize) {
        self.0.most_keys.store(most, Ordering::SeqCst);
    }

    /// Everything that was sent to the outside so far.
    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.0.deliveries).clone()
    }

    /// Everything the plugin stores in any scope, as one text: for "X is never stored".
    pub fn stored(&self) -> String {
        format!("{:?}", lock(&self.0.kv))
    }
}

impl Fakes {
    fn write(
        &self,
        scope: &Scope,
        key: &str,
        value: &Value,
        may: impl FnOnce(Option<&Value>) -> bool,
    ) -> Result<bool, PluginError> {
        let at = address(scope, key);
        let mut stored = lock(&self.0.kv);
        if !may(stored.get(&at)) {
            return Ok(false);
        }
        let most = self.0.most_keys.load(Ordering::SeqCst);
        let present = stored
            .keys()
            .filter(|(host, org, _)| *host == at.0 && *org == at.1);
        if most > 0 && present.count() >= most && !stored.contains_key(&at) {
            return Err(PluginError::Quota(format!("at most {most} keys")));
        }
        stored.insert(at, value.clone());
        Ok(true)
    }
}

/// Lets other tasks run in between, as a real database does: what is read may be old a moment later.
async fn others_turn() {
    let mut waited = false;
    std::future::poll_fn(|task| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        task.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn address(scope: &Scope, key: &str) -> Address {
    assert!(
        (1..=255).contains(&key.len()),
        "storage keys have 1 to 255 bytes: {key}"
    );
    (scope.host.clone(), scope.org.clone(), key.to_owned())
}

#[async_trait]
impl SettingsReader for Fakes {
    async fn get(&self, scope: &Scope) -> Result<Values, PluginError> {
        let stored = lock(&self.0.settings);
        let mut values = stored
            .get(&(scope.host.clone(), None))
            .cloned()
            .unwrap_or_default();
        if scope.org.is_some()
            && let Some(own) = stored.get(&(scope.host.clone(), scope.org.clone()))
        {
            values.extend(own.clone());
        }
        Ok(values)
    }
}

#[async_trait]
impl KeyValueStore for Fakes {
    async fn get(&self, scope: &Scope, key: &str) -> Result<Option<Value>, PluginError> {
        others_turn().await;
        Ok(lock(&self.0.kv).get(&address(scope, key)).cloned())
    }

    async fn put(&self, scope: &Scope, key: &str, value: &Value) -> Result<(), PluginError> {
        others_turn().await;
        self.write(scope, key, value, |_| true).map(drop)
    }

    async fn put_if(
        &self,
        scope: &Scope,
        key: &str,
        expected: Option<&Value>,
        value: &Value,
    ) -> Result<bool, PluginError> {
        others_turn().await;
        self.write(scope, key, value, |present| present == expected)
    }

    async fn delete(&self, scope: &Scope, key: &str) -> Result<bool, PluginError> {
        Ok(lock(&self.0.kv).remove(&address(scope, key)).is_some())
    }

    async fn list(
        &self,
        scope: &Scope,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<String>, PluginError> {
        assert!((1..=1000).contains(&limit), "at most 1,000 keys at once");
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(lock(&self.0.kv)
            .keys()
            .filter(|(host, org, key)| {
                *host == scope.host && *org == scope.org && key.starts_with(prefix)
            })
            .map(|(_, _, key)| key.clone())
            .take(limit)
            .collect())
    }
}

impl Clock for Fakes {
    fn now_ms(&self) -> i64 {
        self.0.now.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl HttpClient for Fakes {
    async fn post_json(
        &self,
        url: &str,
        headers: &[(String, String)],
        body: &Value,
    ) -> Result<u16, PluginError> {
        lock(&self.0.deliveries).push(Delivery {
            url: url.to_owned(),
            headers: headers.to_vec(),
            body: body.clone(),
        });
        match self.0.status.load(Ordering::SeqCst) {
            0 => Err(PluginError::Internal("connection refused".to_owned())),
            status => Ok(status),
        }
    }
}

#[async_trait]
impl HostData for Fakes {
    async fn read(&self, _: &Scope, name: &str, arguments: &Value) -> Result<Value, PluginError> {
        if name == "order.exists" {
            let id = arguments["id"].as_str().unwrap_or_default();
            let own = lock(&self.0.orders).get(id).is_some_and(|buyer| {
                buyer.is_none() || buyer.as_deref() == arguments["uid"].as_str()
            });
            return Ok(if own {
                json!({"exists": true, "number": "1042"})
            } else {
                json!({"exists": false})
            });
        }
        lock(&self.0.host_data)
            .get(name)
            .cloned()
            .ok_or(PluginError::NotFound)
    }
}
