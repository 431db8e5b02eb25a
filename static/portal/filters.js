// Filters in use stand open; on a small screen they wait behind their button, but for a mistake in them.
const small = window.matchMedia("(max-width: 40.0525em)");

document.querySelectorAll(".portal-filter__details").forEach((panel) => {
  if (small.matches && !("hasErrors" in panel.dataset)) panel.open = false;
  panel.dataset.settled = "yes";
});
