// Starts the NHS.UK components: error summaries take the focus, radios reveal, counts count, buttons refuse a double click.
const script = document.querySelector("script[data-nhsuk]");
document.body.classList.add("nhsuk-frontend-supported");
const { initAll } = await import(script.dataset.nhsuk);
initAll();
