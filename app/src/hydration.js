async (script, wasm) => {
  const root = document.documentElement;
  const children = [];
  async function visit(node, module) {
    const tag = node.localName;
    if (tag === "leptos-island") {
      const hydrate = module[node.dataset.component];
      // The innermost enclosing island learns that its server-rendered children are being visited.
      children.at(-1)?.();
      if (hydrate) await hydrate(node);
      else console.error("no code for the island " + node.dataset.component);
    }
    const isChildren = tag === "leptos-children";
    if (isChildren) children.push(node.$$on_hydrate);
    for (const child of [...node.children]) await visit(child, module);
    if (isChildren) children.pop();
  }
  if (document.querySelector("leptos-island")) {
    const module = await import(script);
    await module.default({ module_or_path: wasm });
    module.hydrate();
    await visit(document.body, module);
  }
  root.dataset.hydrated = "true";
}
