"use strict";
/* The tree of topics: a field that shows only what holds the words typed, and counts that follow the boxes. */
document.addEventListener("DOMContentLoaded", () => {
  for (const tree of document.querySelectorAll("[data-topics]")) {
    const finder = tree.querySelector(".desk-topics-find");
    const field = finder && finder.querySelector("input");
    if (!field || !tree.querySelector("details")) continue;
    const branches = [...tree.querySelectorAll("details")];
    const said = finder.querySelector("[role=status]");
    let before = null; // which branches were open when somebody began to type

    const count = branch => {
      const number = branch.querySelectorAll("input:checked").length;
      branch.querySelector(".desk-count").textContent = number ? `${number} chosen` : "";
    };
    const find = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length && !before) before = branches.map(branch => branch.open);
      let found = 0;
      branches.forEach((branch, place) => {
        const name = branch.querySelector("summary").textContent.toLowerCase();
        let shown = 0;
        for (const item of branch.querySelectorAll("li")) {
          const text = `${item.textContent} ${name}`.toLowerCase();
          item.hidden = !words.every(word => text.includes(word));
          shown += !item.hidden;
        }
        branch.hidden = !shown;
        if (words.length) branch.open = shown > 0;
        else if (before) branch.open = before[place] || branch.querySelector("input:checked") !== null;
        found += shown;
      });
      if (!words.length) before = null;
      said.textContent = words.length ? `${found} found` : "";
    };
    finder.hidden = false;
    field.addEventListener("input", find);
    field.addEventListener("keydown", event => {
      if (event.key === "Enter") event.preventDefault(); // it would send the whole form
      if (event.key === "Escape") { field.value = ""; find(); }
    });
    tree.addEventListener("change", event => {
      const branch = event.target.closest("details");
      if (branch) count(branch);
    });
  }
});
