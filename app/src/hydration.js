async (script, wasm) => {
  const root = document.documentElement;
  const children = [];
  // What only a script can bring back is not hidden any more (style/_form.scss).
  const unscripted = () => (root.dataset.unscripted = "true");
  // An island that is marked so costs the first visit nothing: its code comes when somebody is about to use it.
  function later(node, module) {
    const events = ["focusin", "pointerover"];
    const start = () => {
      for (const event of events) node.removeEventListener(event, start);
      module[node.dataset.component](node);
    };
    for (const event of events) node.addEventListener(event, start);
    if (node.contains(document.activeElement)) start();
  }
  // wasm cannot call `import` by itself.
  window.porticoImport = (url) => import(url);
  async function visit(node, module) {
    const tag = node.localName;
    if (tag === "leptos-island" && node.firstElementChild?.hasAttribute("data-later")) later(node, module);
    else if (tag === "leptos-island") {
      const hydrate = module[node.dataset.component];
      // The innermost enclosing island learns that its server-rendered children are being visited.
      children.at(-1)?.();
      if (!hydrate) console.error("no code for the island " + node.dataset.component);
      // One whose code does not come leaves its part of the page as the server drew it, and the other islands live.
      try {
        await hydrate?.(node);
      } catch (error) {
        unscripted();
        reportError(error);
      }
    }
    const isChildren = tag === "leptos-children";
    if (isChildren) children.push(node.$$on_hydrate);
    for (const child of [...node.children]) await visit(child, module);
    if (isChildren) children.pop();
  }
  if (document.querySelector("leptos-island")) {
    const load = async () => {
      const module = await import(script);
      await module.default({ module_or_path: wasm });
      module.hydrate();
      return module;
    };
    const module = await load().catch((error) => {
      unscripted();
      throw error;
    });
    await visit(document.body, module);
  }
  // What a form led to is said for ten seconds, not counting those in which somebody is at it.
  const said = document.querySelector("#toasts > .toast");
  let left = 40;
  const step = () => {
    if (!said.isConnected) return;
    if (!said.matches(":hover, :focus-within")) left -= 1;
    if (left > 0) setTimeout(step, 250);
    else said.remove();
  };
  if (said) step();
  root.dataset.hydrated = "true";
}
