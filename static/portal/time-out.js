// Five minutes before a session ends, says so and offers to go on. Any request goes on too, in any tab of this browser.
const banner = document.querySelector("[data-time-out]");
const words = banner.querySelector("[data-time-out-words]");
const stay = banner.querySelector("[data-time-out-stay]");
const lasts = Number(banner.dataset.lasts);
const warns = Number(banner.dataset.warns);
const tabs = new BroadcastChannel("portal-session");
let last;

function begin() {
  last = Date.now();
  banner.hidden = true;
}

function say(sentence) {
  if (words.textContent !== sentence) words.textContent = sentence;
  banner.hidden = false;
}

function look() {
  const left = lasts - (Date.now() - last) / 1000;
  if (left <= 0) {
    say("You have been signed out.");
    stay.textContent = "Sign in again";
  } else if (left <= warns) {
    const minutes = Math.ceil(left / 60);
    say(`You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`);
  }
}

stay.addEventListener("click", async (event) => {
  if ((Date.now() - last) / 1000 >= lasts) return; // signed out: the link leads to signing in
  event.preventDefault();
  const answer = await fetch(stay.href, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return window.location.assign(stay.href);
  begin();
  tabs.postMessage("active");
});

tabs.addEventListener("message", begin);
tabs.postMessage("active");
begin();
setInterval(look, 5000);
