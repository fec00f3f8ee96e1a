// Fifty thousand messages at once.
plugin.render = async () => {
  await mutate(insert(element("p", "p", {}, [text("t", "Soon it floods")])));
  for (let n = 0; n < 50_000; n++) mutate([2, "t", `message ${n}`]);
};
