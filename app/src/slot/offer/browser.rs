//! An offer as the receiver takes it (docs/SANDBOX.md "What the page calls").

use std::any::Any;
use std::future::Future;

use js_sys::{Array, Error, Object, Promise, Reflect};
use portico_sdk::offer::CallbackKey;
use portico_sdk::shape::Shaped;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::future_to_promise;

use crate::browser::{from_js, to_js};

/// What the owner of a slot passes, and what keeps it callable.
#[derive(Default)]
pub struct Offered {
    components: Object,
    callbacks: Object,
    sensitive: Array,
    kept: Vec<Box<dyn Any>>,
}

impl Offered {
    /// Adds it to the options that the receiver mounts a plugin with; `callbacks` are those of Portico itself, which the owner's
    /// take the place of.
    pub fn write(&self, options: &Object, callbacks: &Object) {
        let _ = Reflect::set(options, &"components".into(), &self.components);
        let _ = Reflect::set(options, &"sensitive".into(), &self.sensitive);
        Object::assign(callbacks, &self.callbacks);
    }

    pub(super) fn add_component(&mut self, name: &str, component: &Object, kept: Box<dyn Any>) {
        let _ = Reflect::set(&self.components, &name.into(), component);
        self.kept.push(kept);
    }

    pub(super) fn add_callback<A, R, F>(
        &mut self,
        key: CallbackKey<A>,
        run: impl Fn(A) -> F + 'static,
    ) where
        A: Shaped + 'static,
        R: Serialize + 'static,
        F: Future<Output = Result<R, String>> + 'static,
    {
        let name = key.name;
        let called = Closure::<dyn Fn(JsValue) -> Promise>::new(move |what: JsValue| {
            let answer = serde_json::from_value(from_js(&what))
                .map(&run)
                .map_err(|wrong| format!("{name}: {wrong}"));
            future_to_promise(async move {
                let answer = match answer {
                    Ok(running) => running.await,
                    Err(wrong) => Err(wrong),
                };
                let answer = answer.map_err(|message| Error::new(&message))?;
                Ok(to_js(&serde_json::to_value(answer).unwrap_or_default()))
            })
        });
        let _ = Reflect::set(&self.callbacks, &name.into(), called.as_ref());
        if key.is_sensitive {
            self.sensitive.push(&name.into());
        }
        self.kept.push(Box::new(called));
    }
}
