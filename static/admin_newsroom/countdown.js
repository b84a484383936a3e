/* Keeps "in 2 h 14 min" true while the page stands open, by the server's clock. As articles/forms/times.py. */

const counted = [...document.querySelectorAll("[data-countdown]")];
const opened = performance.now();

function words(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000);
  if (milliseconds <= 0) return gettext("now: reload to see it");
  if (minutes < 1) return gettext("in less than a minute");
  if (minutes < 60) return interpolate(gettext("in %(minutes)s min"), { minutes }, true);
  if (minutes < 48 * 60) {
    const hours = `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
    return interpolate(gettext("in %(hours)s"), { hours }, true);
  }
  return interpolate(gettext("in %(days)s days"), { days: Math.floor(minutes / (24 * 60)) }, true);
}

function say() {
  const passed = performance.now() - opened;
  for (const time of counted) {
    const ahead = Date.parse(time.dateTime) - Date.parse(time.dataset.countdown);
    const text = words(ahead - passed);
    if (time.textContent !== text) time.textContent = text;
  }
}

if (counted.length) setInterval(say, 5000);
