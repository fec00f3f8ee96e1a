// Components of the host in the tree of a plugin. Props were checked in Rust; children are the plugin's (PARITY 32, 43).

export const createComponents = (plugin) => new Components(plugin);

class Components {
  /** Instances by handle. */
  instances = new Map();

  constructor(plugin) {
    this.plugin = plugin;
  }

  create(handle, number) {
    const { applier } = this.plugin;
    const { name, component } = this.plugin.granted[number];
    const instance = { handle, component, props: {}, listeners: new Map(), propNames: Object.keys(component.props ?? {}), events: component.events ?? [] };
    this.instances.set(handle, instance);
    if (typeof component.mount === "function") {
      instance.element = box(name);
      instance.inside = box(`${name}-children`);
      applier.insides[handle] = instance.inside;
      applier.after.push(() => this.mount(instance));
    } else instance.element = document.createElement(component.tag);
    applier.nodes[handle] = instance.element;
    applier.handles.set(instance.element, handle);
  }

  mount(instance) {
    if (!this.instances.has(instance.handle) || instance.mounted) return;
    const { component, props } = instance;
    // One node of the plugin's may be a thousand of the page's (THREATS 26).
    if (component.most && this.mounted(component) >= component.most) return this.plugin.onStopped("nodes");
    const emit = (name, ...args) => this.emit(instance, name, args);
    instance.mounted = component.mount(instance.element, { props: { ...props }, emit }) ?? {};
    instance.mounted.children?.append(instance.inside);
  }

  mounted(component) {
    return [...this.instances.values()].filter((other) => other.mounted && other.component === component).length;
  }

  setProp(handle, number, value) {
    const instance = this.instances.get(handle);
    const name = instance.propNames[number];
    if (value === undefined) delete instance.props[name];
    else instance.props[name] = value;
    if (!instance.inside) instance.element[name] = value;
    else if (instance.mounted && !instance.changed) {
      instance.changed = true;
      this.plugin.applier.after.push(() => {
        instance.changed = false;
        if (this.instances.has(instance.handle)) instance.mounted.update?.({ ...instance.props });
      });
    }
  }

  setListener(handle, number, isOn) {
    const instance = this.instances.get(handle);
    const name = instance.events[number];
    const old = instance.listeners.get(name);
    if (old) instance.element.removeEventListener(name, old);
    instance.listeners.delete(name);
    if (!isOn) return;
    const listener = (event) => {
      if (event.target !== instance.element) return;
      const answer = this.emit(instance, name, [event.detail]);
      // As remote-dom has it: an event that can be answered is.
      event.resolve?.(answer);
    };
    instance.listeners.set(name, listener);
    if (!instance.inside) instance.element.addEventListener(name, listener);
  }

  /** What the plugin's listener returns, if there is one. */
  async emit(instance, name, args) {
    const number = instance.events.indexOf(name);
    if (number < 0 || !instance.listeners.has(name)) return undefined;
    return this.plugin.call((call) => this.plugin.receiver.component_event(instance.handle, number, call), args);
  }

  free(handle) {
    const instance = this.instances.get(handle);
    if (!instance) return;
    this.instances.delete(handle);
    this.plugin.applier.insides[handle] = undefined;
    instance.mounted?.destroy?.();
  }

  stop() {
    for (const handle of [...this.instances.keys()]) this.free(handle);
  }
}

/** An element without a box of its own. */
function box(name) {
  const element = document.createElement("div");
  element.style.display = "contents";
  element.dataset.component = name;
  return element;
}
