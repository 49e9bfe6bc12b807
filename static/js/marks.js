// The words of a search stay marked on the page, while what is copied from the address
// bar is the permalink and the passage. Without this file “Without marks” leads there.
function clean() {
  const address = new URL(location);
  address.searchParams.delete("mark");
  const place = document.getElementById(address.hash.slice(1));
  address.hash = place?.closest("[id]:not(mark)")?.id ?? "";
  history.replaceState(null, "", address);
}

clean();
addEventListener("hashchange", clean);
// Seen from the clean address that link is to a place on the same page.
document.querySelector("[data-without-marks]").addEventListener("click", (event) => {
  event.preventDefault();
  history.replaceState(null, "", event.currentTarget.href);
  location.reload();
});
