// Starts the NHS.UK components: error summaries take the focus, radios reveal, counts count, buttons refuse a double click.
const script = document.querySelector("script[data-nhsuk]");
document.body.classList.add("nhsuk-frontend-supported");
const { initAll } = await import(script.dataset.nhsuk);
initAll();

// A radio has no aria-expanded (ARIA 1.2), though the official script sets it: what a choice reveals comes next in order.
const tidy = () => document.querySelectorAll("[type=radio][aria-expanded]").forEach((radio) => radio.removeAttribute("aria-expanded"));
document.addEventListener("click", tidy);
window.addEventListener("pageshow", tidy);
tidy();

// More actions closes like the menus of the header: with Escape, or with a press anywhere else.
const opened = () => document.querySelector(".portal-more-actions[open]");
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && opened();
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  const menu = opened();
  if (menu && !menu.contains(event.target)) menu.open = false;
});
