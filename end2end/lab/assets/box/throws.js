// Cannot render.
plugin.render = async () => {
  throw new Error("lab: render");
};
