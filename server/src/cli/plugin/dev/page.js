// Shows each extension in a <portico-slot>, as a website would, and loads the page anew when the folder has changed.
const data = JSON.parse(document.getElementById("data").textContent);
const choices = document.getElementById("choices");
const kept = JSON.parse(sessionStorage.getItem("portico-dev") ?? "{}");

for (const select of choices.elements) if (kept[select.name] !== undefined) select.value = kept[select.name];
choices.addEventListener("change", () => {
  sessionStorage.setItem("portico-dev", JSON.stringify(Object.fromEntries(new FormData(choices))));
  show();
});

document.title = data.title || "Plugin development";
document.querySelector("h1").textContent = document.title;
document.getElementById("what").textContent = data.plugin ? `${data.plugin} ${data.version}` : "Nothing to show yet: see below what is wrong.";
problems(data.latest);
show();
follow(data.latest.number);

function problems({ problems, refused }) {
  const section = document.getElementById("problems");
  section.hidden = problems === "";
  section.classList.toggle("refused", refused);
  section.querySelector("h2").textContent = refused ? "Refused: what you see is older than the folder" : "It works, but";
  section.querySelector("pre").textContent = problems;
}

function show() {
  const { uid, lang, theme } = Object.fromEntries(new FormData(choices));
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const slots = new Map(data.extensions.map((extension) => [extension.slot, extension]));
  const sections = [...slots.values()].map(({ slot, context }) => {
    const of = data.extensions.filter((other) => other.slot === slot);
    const section = make("section", make("h2", of.map(({ id }) => id).join(", ")), Object.assign(make("p"), { innerHTML: "in the slot <code></code>" }));
    section.querySelector("code").textContent = slot;
    if (of.every(({ kind, slot }) => kind === "schema" && slot === "admin:plugin:settings")) {
      const link = Object.assign(make("a", "Open the settings in the demo"), { href: `/sign-in?next=/admin/plugins/${data.plugin}/settings` });
      section.append(link);
      return section;
    }
    const element = document.createElement("portico-slot");
    element.lang = lang;
    if (theme) element.setAttribute("theme", theme);
    element.setAttribute("host", data.host);
    element.setAttribute("name", slot);
    element.context = kept.contexts?.[slot] ?? context;
    if (uid) element.getToken = async () => (await fetch(`/plugin-dev/token?uid=${uid}`)).text();
    element.addEventListener("plugin-event", ({ detail }) => log(detail));
    section.append(element, editor(element, slot));
    return section;
  });
  document.getElementById("extensions").replaceChildren(...sections);
}

/** What the page passes, to be changed while it is shown. */
function editor(element, slot) {
  const text = make("textarea");
  text.value = JSON.stringify(element.context, null, 2);
  text.spellcheck = false;
  text.setAttribute("aria-label", `Context of ${slot}, as JSON`);
  const wrong = Object.assign(make("p"), { className: "wrong", role: "status" });
  text.addEventListener("input", () => {
    try {
      element.context = JSON.parse(text.value);
      kept.contexts = { ...kept.contexts, [slot]: element.context };
      sessionStorage.setItem("portico-dev", JSON.stringify({ ...kept, ...Object.fromEntries(new FormData(choices)) }));
      wrong.textContent = "";
    } catch (error) {
      wrong.textContent = error.message;
    }
  });
  return make("details", make("summary", "Context"), text, wrong);
}

function log(detail) {
  const section = document.getElementById("log");
  section.querySelector(".empty").hidden = true;
  section.querySelector("ol").prepend(make("li", make("code", JSON.stringify(detail))));
}

function make(tag, ...content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

/** Waits for the next change; the server answers at once when there is one. */
async function follow(number) {
  for (;;) {
    const latest = await fetch(`/plugin-dev/changes?after=${number}`).then((answer) => answer.json()).catch(() => undefined);
    if (latest === undefined) {
      // The server is gone, or starting anew.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    } else if (latest.number !== number) {
      number = latest.number;
      if (latest.refused) problems(latest);
      else return location.reload();
    }
  }
}
