//! Attributes, properties and listeners of a node.

use std::borrow::Cow;

use super::node::{Key, What};
use super::{Out, Tree};
use crate::allow::{Attribute, Checked, Element, Event, Property, PropertyTarget, Refused};
use crate::css::Declaration;
use crate::ids::digest;
use crate::ops::{Code, Handle};
use crate::record::UpdateKind;
use crate::thread::FunctionKey;
use crate::url::{is_address, is_script};
use crate::value::{At, Node as Value};

impl Tree {
    /// Sets an attribute, property or listener, takes it away, or counts that it is refused.
    pub(super) fn member(
        &mut self,
        slot: u32,
        kind: UpdateKind,
        name: &str,
        value: At<'_, '_>,
        out: &mut Out<'_>,
    ) {
        let Some(what) = self.get(slot).map(|node| node.what) else {
            return;
        };
        let done = match (what, kind) {
            (What::Root | What::Element(_) | What::Component(_), UpdateKind::Listener) => {
                self.listen(slot, self.event(what, name), value, out)
            }
            (What::Element(element), UpdateKind::Attribute) => {
                self.attribute(slot, element, name, value, out)
            }
            (What::Element(element), UpdateKind::Property) => match Property::find(element, name) {
                PropertyTarget::Property(property) => self.property(slot, property, value, out),
                PropertyTarget::Attribute(name) => self.attribute(slot, element, &name, value, out),
            },
            (What::Component(_), UpdateKind::Attribute) if name == "slot" => {
                self.slot(slot, value, out)
            }
            (What::Component(number), _) => self.prop(slot, number, name, value, out),
            // Not shown, so nothing to set.
            _ => Ok(()),
        };
        if let Err(why) = done {
            self.refuse(why, 1);
        }
    }

    /// What every element of a kind gets from us.
    pub(super) fn begin(handle: Handle, element: Element, out: &mut Out<'_>) {
        // Browsers fill in cards and passwords by guessing; a plugin has to ask for what it may have (THREATS 18).
        if let Some(autocomplete) = Attribute::find(element, "autocomplete") {
            out.ops.attribute(handle, autocomplete, "off");
        }
    }

    fn attribute(
        &mut self,
        slot: u32,
        element: Element,
        name: &str,
        value: At<'_, '_>,
        out: &mut Out<'_>,
    ) -> Result<(), Refused> {
        let attribute = Attribute::find(element, name).ok_or(Refused::Attribute)?;
        let text = match value.node() {
            // So React takes a radio out of its group for a moment.
            Value::Text("") if attribute.is_identity() => {
                self.remove_attribute(slot, attribute, out);
                return Ok(());
            }
            Value::Text(text) => Cow::Borrowed(text),
            Value::Bool(true) if attribute.is_flag() => Cow::Borrowed(""),
            Value::Bool(false) if attribute.is_flag() => {
                self.remove_attribute(slot, attribute, out);
                return Ok(());
            }
            Value::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Value::Number(number) => Cow::Owned(decimal(number).ok_or(Refused::Value)?),
            Value::Undefined | Value::Null => {
                self.remove_attribute(slot, attribute, out);
                return Ok(());
            }
            // An object could turn into another text each time it is asked (THREATS 13).
            _ => return Err(Refused::Value),
        };
        let checked = attribute.check(element, &text, &self.rules);
        let (key, digest) = (Key::from(attribute), digest(text.as_bytes()));
        let Some(node) = self.get_mut(slot) else {
            return Ok(());
        };
        match checked {
            Ok(Checked::Text(text)) => {
                if node.remember(key, digest) && node.shown {
                    out.ops.attribute(Handle(slot), attribute, &text);
                    if attribute.is_link() && element.is("a") {
                        out.ops.push(Code::Outward, [slot]);
                    }
                }
            }
            Ok(Checked::Style(declarations, refused)) => {
                let again = !node.set.is_empty();
                if node.remember(key, digest) && node.shown {
                    style(Handle(slot), &declarations, again, out);
                }
                self.refuse(Refused::Style, refused);
            }
            Err(why) => {
                // What it was before is not what the plugin wants now.
                self.remove_attribute(slot, attribute, out);
                return Err(why);
            }
        }
        Ok(())
    }

    fn remove_attribute(&mut self, slot: u32, attribute: Attribute<'_>, out: &mut Out<'_>) {
        if let Some(node) = self.get_mut(slot)
            && node.forget(&Key::from(attribute))
            && node.shown
        {
            if attribute.is_style() {
                out.ops.push(Code::StyleClear, [slot]);
            } else if attribute.is_autocomplete() {
                // Without it the browser guesses what may be filled in (THREATS 18).
                out.ops.attribute(Handle(slot), attribute, "off");
            } else {
                out.ops.remove_attribute(Handle(slot), attribute);
            }
        }
    }

    fn property(
        &mut self,
        slot: u32,
        property: Property,
        value: At<'_, '_>,
        out: &mut Out<'_>,
    ) -> Result<(), Refused> {
        let fits = match value.node() {
            Value::Bool(_) => property.is_flag(),
            Value::Number(number) => !property.is_flag() && number.is_finite(),
            Value::Text(_) => !property.is_flag() && !property.is_number(),
            Value::Undefined | Value::Null => true,
            _ => false,
        };
        if !fits {
            return Err(Refused::Value);
        }
        // The reader may have changed it since it was set, so it is always set again, but for a node that only comes back.
        let number = property.number();
        let digest = value_digest(value);
        let mark = self.mark;
        let Some(node) = self.get_mut(slot) else {
            return Ok(());
        };
        let returning = node.mark == mark;
        let changed = node.remember(Key::Property(number), digest);
        if node.shown && (changed || !returning) {
            out.ops.push(Code::Property, [slot, number]);
            out.ops.value(value, |_| ());
        }
        Ok(())
    }

    fn prop(
        &mut self,
        slot: u32,
        component: u32,
        name: &str,
        value: At<'_, '_>,
        out: &mut Out<'_>,
    ) -> Result<(), Refused> {
        let props = self
            .components
            .get(component)
            .map(|component| &component.props);
        let number = props.and_then(|props| props.iter().position(|(prop, _)| prop == name));
        let (Some(number), Some(props)) = (number, props) else {
            return Err(Refused::Property);
        };
        let accepted = props
            .get(number)
            .is_some_and(|(_, kind)| kind.accepts(value));
        if !accepted {
            return Err(Refused::Value);
        }
        if is_address(name) && value.text().is_some_and(is_script) {
            return Err(Refused::Address);
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let Some(node) = self.get_mut(slot) else {
            return Ok(());
        };
        node.remember(Key::Prop(number), 0);
        if node.shown {
            out.ops.push(Code::ComponentProp, [slot, number]);
            out.ops.value(value, |id| out.functions.proxy(id));
        }
        Ok(())
    }

    /// Where a component goes in the component around it.
    fn slot(&mut self, slot: u32, value: At<'_, '_>, out: &mut Out<'_>) -> Result<(), Refused> {
        const SLOT: Attribute<'_> = Attribute::Named("slot");
        if value.is_nothing() {
            self.remove_attribute(slot, SLOT, out);
            return Ok(());
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let text = value.text().filter(|text| text.chars().all(plain));
        let text = text.ok_or(Refused::Value)?;
        if let Some(node) = self.get_mut(slot)
            && node.remember(Key::from(SLOT), digest(text.as_bytes()))
            && node.shown
        {
            out.ops.attribute(Handle(slot), SLOT, text);
        }
        Ok(())
    }

    fn listen(
        &mut self,
        slot: u32,
        event: Option<u32>,
        value: At<'_, '_>,
        out: &mut Out<'_>,
    ) -> Result<(), Refused> {
        let event = event.ok_or(Refused::Event)?;
        let key = match value.function() {
            Some(id) => Some(out.functions.retain(id)),
            None if value.is_nothing() => None,
            None => return Err(Refused::Value),
        };
        self.set_listener(slot, event, key, out);
        Ok(())
    }

    fn set_listener(&mut self, slot: u32, event: u32, key: Option<FunctionKey>, out: &mut Out<'_>) {
        let Some(node) = self.get_mut(slot) else {
            return;
        };
        let component = matches!(node.what, What::Component(_));
        let place = node
            .listeners
            .iter()
            .position(|(number, _)| *number == event);
        let old = place.map(|place| node.listeners.swap_remove(place).1);
        if let Some(key) = key {
            node.listeners.push((event, key));
        }
        let shown = node.shown;
        if let Some(old) = old {
            out.functions.release(old, out.now);
        }
        if old.is_some() == key.is_some() {
            return;
        }
        let on = key.is_some();
        self.listeners = if on {
            self.listeners + 1
        } else {
            self.listeners.saturating_sub(1)
        };
        if component {
            if shown {
                out.ops
                    .push(Code::ComponentEvent, [slot, event, u32::from(on)]);
            }
        } else if on {
            self.heard(event, out);
        } else {
            self.unheard(event, out);
        }
    }

    /// Takes away what a returning node has no more.
    pub(super) fn keep_only(&mut self, slot: u32, kept: [&[&str]; 3], out: &mut Out<'_>) {
        let Some(node) = self.get(slot) else {
            return;
        };
        let what = node.what;
        let keys: Vec<Key> = node.set.iter().map(|(key, _)| key.clone()).collect();
        let events: Vec<u32> = node.listeners.iter().map(|(event, _)| *event).collect();
        let [attributes, properties, listeners] = kept;
        let wanted = self.wanted(what, properties, attributes);
        for key in keys.iter().filter(|key| !wanted.contains(key)) {
            self.unset(slot, key, out);
        }
        let wanted: Vec<Option<u32>> = listeners
            .iter()
            .map(|name| self.event(what, name))
            .collect();
        for event in events {
            if !wanted.contains(&Some(event)) {
                self.set_listener(slot, event, None, out);
            }
        }
    }

    fn event(&self, what: What, name: &str) -> Option<u32> {
        match what {
            What::Component(number) => {
                let events = &self.components.get(number)?.events;
                u32::try_from(events.iter().position(|event| event == name)?).ok()
            }
            _ => Event::find(name).map(Event::number),
        }
    }

    fn wanted(&self, what: What, properties: &[&str], attributes: &[&str]) -> Vec<Key> {
        let mut wanted = Vec::new();
        match what {
            What::Element(element) => {
                let mut add = |name: &str| {
                    wanted.extend(Attribute::find(element, name).map(Key::from));
                };
                for name in attributes {
                    add(name);
                }
                for name in properties {
                    match Property::find(element, name) {
                        PropertyTarget::Property(property) => {
                            wanted.push(Key::Property(property.number()));
                        }
                        PropertyTarget::Attribute(name) => {
                            wanted.extend(Attribute::find(element, &name).map(Key::from));
                        }
                    }
                }
            }
            What::Component(number) => {
                let props = self.components.get(number).map_or(&[][..], |it| &it.props);
                let names = properties.iter().chain(attributes);
                let numbers =
                    names.filter_map(|name| props.iter().position(|(prop, _)| prop == name));
                wanted.extend(
                    numbers
                        .filter_map(|number| u32::try_from(number).ok())
                        .map(Key::Prop),
                );
                if attributes.contains(&"slot") {
                    wanted.push(Key::Named("slot".into()));
                }
            }
            _ => {}
        }
        wanted
    }

    fn unset(&mut self, slot: u32, key: &Key, out: &mut Out<'_>) {
        let Some(node) = self.get_mut(slot) else {
            return;
        };
        let attribute = match key {
            Key::Attribute(number) => Attribute::Listed(*number),
            Key::Named(name) => Attribute::Named(name),
            Key::Property(_) => {
                // It keeps its value, as an element does whose property no one sets any more.
                node.forget(key);
                return;
            }
            Key::Prop(number) => {
                if node.forget(key) && node.shown {
                    out.ops.push(Code::ComponentProp, [slot, *number, 1, 0]);
                }
                return;
            }
        };
        self.remove_attribute(slot, attribute, out);
    }
}

impl From<Attribute<'_>> for Key {
    fn from(attribute: Attribute<'_>) -> Self {
        match attribute {
            Attribute::Listed(number) => Self::Attribute(number),
            Attribute::Named(name) => Self::Named(name.into()),
        }
    }
}

fn style(handle: Handle, declarations: &[Declaration], again: bool, out: &mut Out<'_>) {
    if again {
        out.ops.push(Code::StyleClear, [handle.0]);
    }
    for declaration in declarations {
        let name = out.ops.put(&declaration.property);
        let value = out.ops.put(&declaration.value);
        out.ops.push(
            Code::Style,
            [handle.0, name, value, u32::from(declaration.important)],
        );
    }
}

/// A number as an attribute: at most three digits after the point are shown anyway. The standard library's formatting of
/// floats would add several kilobytes to the bundle.
fn decimal(number: f64) -> Option<String> {
    const LARGEST: f64 = 1e12;
    if number.is_nan() || number.abs() >= LARGEST {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 10^15")]
    let thousandths = (number * 1_000.0).round() as i64;
    let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
    if rest == 0 {
        return Some(whole.to_string());
    }
    let mut digits = if thousandths < 0 { "-" } else { "" }.to_owned();
    digits.push_str(&whole.abs().to_string());
    digits.push('.');
    // A leading one keeps the zeros after the point.
    let fraction = (1_000 + rest.abs()).to_string();
    digits.push_str(fraction.get(1..).unwrap_or_default());
    while digits.ends_with('0') {
        digits.pop();
    }
    Some(digits)
}

fn value_digest(at: At<'_, '_>) -> u32 {
    match at.node() {
        Value::Text(text) => digest(text.as_bytes()),
        Value::Number(number) => digest(&number.to_le_bytes()),
        Value::Bool(value) => u32::from(value),
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_are_written_as_attributes_have_them() {
        let texts = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (-0.25, "-0.25"),
            (12.0, "12"),
            (1.0 / 3.0, "0.333"),
            (-1e-9, "0"),
        ];
        for (number, text) in texts {
            assert_eq!(decimal(number).as_deref(), Some(text));
        }
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(1e300), None);
    }
}
