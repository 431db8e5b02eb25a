// Runs before anything is drawn: parts that only a script can open are hidden only where scripts run.
document.documentElement.classList.add("nhsuk-frontend-supported");
