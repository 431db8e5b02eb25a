// Asks every few seconds how far a job is, and opens the page anew once it has ended. Without this there is a link.
const region = document.querySelector("[data-progress]");
const SECONDS = 3, MOST_TIMES = 200; // ten minutes: a page left open does not keep its session for ever

async function ask(times) {
  if (!region || times > MOST_TIMES) return;
  try {
    const answer = await fetch(region.dataset.progress, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-running]");
    if (!now || now.dataset.running !== "yes") return void window.location.reload();
    const shown = region.querySelector("[data-running]");
    if (shown.textContent !== now.textContent) shown.replaceWith(document.importNode(now, true));
  } catch {
    return; // the link is still there
  }
  window.setTimeout(() => ask(times + 1), SECONDS * 1000);
}

window.setTimeout(() => ask(1), SECONDS * 1000);
