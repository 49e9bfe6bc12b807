"use strict";
/* The bench, live: a label changed by key or click shows its effect at once. Without this the button does it. */
(() => {
  const form = document.querySelector("form[data-bench]");
  if (!form) return;
  const result = form.querySelector("[data-result]");
  const selects = [...form.querySelectorAll(".desk-line select")];
  const show = form.querySelector("[data-show]");
  form.querySelector("[data-keys]").hidden = false;
  if (show) show.hidden = true;

  let asked = 0;
  let timer = 0;
  const refresh = async () => {
    const number = ++asked;
    const data = new FormData(form);
    data.set("do", "result");
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: data });
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      if (number === asked) result.innerHTML = text;
    } catch {
      if (show) show.hidden = false;
      result.querySelector("[role=status]").textContent = "The effect could not be shown. Your labels are still here.";
    } finally {
      if (number === asked) result.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 120);
  };

  const follow = (select) => {
    const line = select.closest(".desk-line");
    line.classList.toggle("desk-line-kept", select.selectedOptions[0].parentElement === select.children[0]);
    if (select.value === "title" && form.elements.language) {
      const name = form.elements.language.value === "en" ? "title_en" : "title_zh";
      form.elements[name].value = line.querySelector(".desk-line-text").textContent.trim();
    }
    soon();
  };

  form.addEventListener("change", (event) => {
    if (event.target.matches(".desk-line select")) follow(event.target);
    else if (event.target.name === "language") soon();
  });
  form.addEventListener("keydown", (event) => {
    const select = event.target;
    if (!select.matches(".desk-line select") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const next = selects[selects.indexOf(select) + (event.shiftKey ? -1 : 1)];
      if (next) next.focus();
      return;
    }
    const option = select.querySelector(`option[data-key="${CSS.escape(event.key)}"]`);
    if (!option) return;
    event.preventDefault();
    select.value = option.value;
    follow(select);
  });
  for (const text of form.querySelectorAll(".desk-line-text")) {
    text.addEventListener("click", () => {
      if (!String(getSelection())) text.previousElementSibling.focus();
    });
  }
})();
