// One message of 64 MiB.
plugin.render = async () => {
  await mutate(insert(element("p", "p", {}, [text("t", "Soon it is huge")])));
  mutate([2, "t", "x".repeat(64 * 1024 * 1024)]);
};
