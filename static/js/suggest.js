// Offers names while a reader types in a search box: a combobox with a list (ARIA APG).
// Without this file the box is a plain search box.
const WAIT = 150; // milliseconds without typing before names are asked for

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names that begin so");
  input.form.insertBefore(list, input.form.querySelector(".searchbox-help"));
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = "";

  const options = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const show = (isShown) => {
    list.hidden = !isShown;
    input.setAttribute("aria-expanded", String(isShown));
    if (!isShown) choose(null);
  };

  const ask = async () => {
    const text = input.value.trim();
    asked = text;
    if (!text) return show(false);
    const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q: text })}`);
    if (!answer.ok || asked !== text) return undefined; // an older answer came late
    const names = await answer.text();
    if (asked !== text || document.activeElement !== input) return undefined;
    list.innerHTML = names;
    return show(list.children.length > 0);
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    // What is typed on the way to a Chinese word is no name yet.
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all.at(at < 0 ? -1 : at - 1));
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && at >= 0) location.assign(all[at].dataset.href);
    else return;
    event.preventDefault();
  });
  // A press would take the focus from the box before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-href]");
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    asked = "";
    show(false);
  });
}
