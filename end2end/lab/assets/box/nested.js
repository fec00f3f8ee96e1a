// Starts a worker of its own that asks a granted address again and again, and then hangs.
plugin.render = async () => {
  const code = `setInterval(() => fetch("https://ticks.example.com/tick", { mode: "no-cors" }).catch(() => {}), 50)`;
  new Worker(URL.createObjectURL(new Blob([code])));
  await mutate(insert(element("p", "p", {}, [text("t", "It has a child")])));
  // Long enough for the child to be heard.
  setTimeout(() => {
    for (;;);
  }, 2000);
};
