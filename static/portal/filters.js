// On a small screen the filters wait behind their button; on a wide one they stand open.
const wide = window.matchMedia("(min-width: 40.0625em)");

function settle() {
  document.querySelectorAll(".portal-filter__details").forEach((panel) => {
    panel.open = wide.matches || "hasErrors" in panel.dataset;
    panel.dataset.settled = "yes";
  });
}

wide.addEventListener("change", settle);
settle();
