// A web component in the dashboard. It runs in the page itself, so a host reviews it before it allows it.
(() => {
  "use strict";

  const TAG = "{{prefix}}-{{name}}-widget";

  class Widget extends HTMLElement {
    // The page sets these: `context` (what the slot passes), `apiClient` (calls with the reader's session), `locale`, `theme`.
    #context = {};

    get context() {
      return this.#context;
    }

    // Called again when the reader chooses another range.
    set context(context) {
      this.#context = context;
      this.draw();
    }

    async connectedCallback() {
      // Properties that were set before this script ran hide the accessors above.
      if (Object.hasOwn(this, "context")) {
        const { context } = this;
        delete this.context;
        this.context = context;
      }
      this.draw();
      try {
        // The settings that an admin saved; the short form of the address answers with the values themselves.
        const { greeting } = await this.apiClient.get("/admin/plugins/{{name}}/settings");
        this.greeting = greeting;
      } catch {
        this.greeting = "The settings could not be read.";
      }
      // The element may have left the page meanwhile.
      if (this.isConnected) this.draw();
    }

    // The page may take the element away and bring it back: leave nothing behind.
    disconnectedCallback() {
      this.replaceChildren();
    }

    draw() {
      if (!this.isConnected) return;
      const greeting = document.createElement("p");
      greeting.textContent = this.greeting ?? "…"; // Text, never markup.
      const range = document.createElement("p");
      range.className = "range";
      range.textContent = `The dashboard shows: ${this.#context.range ?? "everything"}`;
      this.replaceChildren(greeting, range);
    }
  }

  // A script may be loaded again: an element is defined once.
  if (!customElements.get(TAG)) customElements.define(TAG, Widget);
})();
