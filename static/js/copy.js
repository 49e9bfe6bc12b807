// Copies the citation that is shown. Without this file the button stays hidden; the
// citation is selected as a whole by a click either way.
for (const button of document.querySelectorAll("[data-copy]")) {
  const cite = button.closest(".cite");
  const told = cite.querySelector("[data-copied]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const shown = [...cite.querySelectorAll(".cite-text")].find((text) => text.offsetParent);
    await navigator.clipboard.writeText(shown.textContent.trim());
    told.textContent = "Citation copied.";
    button.textContent = "Copied";
  });
}
