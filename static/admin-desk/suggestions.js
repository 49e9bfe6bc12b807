"use strict";
/* Suggestions by keyboard and in bulk. Without this the radio buttons do the same. */
(() => {
  const form = document.querySelector("form[data-suggestions]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-row]")];
  const verbs = { a: "accept", r: "reject", l: "leave" };
  for (const part of form.querySelectorAll("[data-keys], [data-bulk]")) part.hidden = false;

  const choose = (row, verb) => {
    const radio = row.querySelector(`input[type=radio][value=${verb}]`);
    radio.checked = true;
    return radio;
  };
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches("input[type=text], select")) return;
    const row = event.target.closest("[data-row]");
    if (!row) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      const next = rows[rows.indexOf(row) + step];
      if (next) next.querySelector("input[type=radio]:checked").focus();
    } else if (verbs[event.key]) {
      choose(row, verbs[event.key]).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  form.addEventListener("click", (event) => {
    const verb = event.target.dataset.do;
    if (!verb) return;
    for (const row of event.target.closest("section").querySelectorAll("[data-row]")) choose(row, verb);
  });
  /* Whoever writes what is meant has decided to accept it so. */
  form.addEventListener("input", (event) => {
    if (event.target.name.endsWith("-other") && event.target.value) choose(event.target.closest("[data-row]"), "accept");
  });
})();
