// Shows itself, and never answers again.
plugin.render = async () => {
  await mutate(insert(element("p", "p", {}, [text("t", "Soon it hangs")])));
  for (;;);
};
