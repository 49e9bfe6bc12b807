// "Include" and "exclude" of one value cannot both stand: the newer tick wins. Without
// this file the page works the same; a contradiction then simply finds nothing.
document.addEventListener("change", (event) => {
  const box = event.target.closest(".facet-value input");
  if (!box || !box.checked) return;
  for (const other of box.closest(".facet-value").querySelectorAll("input")) {
    if (other !== box) other.checked = false;
  }
}, true);
