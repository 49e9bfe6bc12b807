"use strict";
/* Select2 draws a box of its own over each look-up field and gives it no name: lend it the field's label. */
(() => {
  const lend = () => {
    for (const box of document.querySelectorAll(".select2-container")) {
      const field = box.previousElementSibling;
      const label = field && field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      if (!label) continue;
      const name = label.textContent.replace(/:\s*$/, "").trim();
      for (const part of box.querySelectorAll("[role=combobox], [role=textbox], input[type=search]")) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", name);
      }
    }
  };
  const later = () => setTimeout(lend);
  document.addEventListener("DOMContentLoaded", later);
  document.addEventListener("formset:added", later);
})();
