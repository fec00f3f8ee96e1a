// The host components that plugins have on the page at the moment: a store that React reads.

/** @typedef {{ id: number, name: string, place: Element, props: object, emit(event: string, ...args: unknown[]): Promise<unknown>, children: Element }} Instance */

export class Instances {
  /** @type {readonly Instance[]} */
  #list = [];
  #heard = new Set();
  #next = 0;

  subscribe = (heard) => {
    this.#heard.add(heard);
    return () => void this.#heard.delete(heard);
  };

  list = () => this.#list;

  /** As `mount` of a host component answers. */
  add(name, place, props, emit) {
    const id = this.#next++;
    // Where the receiver puts the plugin's children; the component decides where that stands.
    const children = document.createElement("span");
    children.style.display = "contents";
    this.#set([...this.#list, { id, name, place, props, emit, children }]);
    return {
      children,
      update: (props) => this.#set(this.#list.map((instance) => (instance.id === id ? { ...instance, props } : instance))),
      destroy: () => this.#set(this.#list.filter((instance) => instance.id !== id)),
    };
  }

  #set(list) {
    this.#list = list;
    for (const heard of this.#heard) heard();
  }
}
