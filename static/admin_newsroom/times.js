/* Says in words what a typed time means: on the button that publishes then, and which zone a new story is in. */

// As the server writes them (articles/forms/times.py).
const month = (name) => pgettext("abbrev. month", name);
const MONTHS = [
  month("Jan."), month("Feb."), month("March"), month("April"), month("May"), month("June"),
  month("July"), month("Aug."), month("Sept."), month("Oct."), month("Nov."), month("Dec."),
];

/* The instant at which the clocks of `zone` show `wall` ("2026-10-08T18:00"). Of an hour that the
   clocks skip or show twice the server asks which is meant, so one correction is enough here. */
function instant(wall, zone) {
  const guess = Date.parse(`${wall}Z`);
  const shown = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const asUtc = (moment) => {
    const part = Object.fromEntries(shown.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
  };
  const first = guess - (asUtc(guess) - guess);
  return first - (asUtc(first) - guess);
}

function words(moment, zone) {
  const say = (options) => new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options });
  const clock = Object.fromEntries(
    say({ hour: "numeric", minute: "2-digit", timeZoneName: "short" })
      .formatToParts(moment).map(({ type, value }) => [type, value]));
  const half = clock.dayPeriod === "PM" ? "p.m." : "a.m.";
  const day = (when) => {
    const part = Object.fromEntries(
      say({ month: "numeric", day: "numeric", year: "numeric" })
        .formatToParts(when).map(({ type, value }) => [type, value]));
    const said = { month: MONTHS[part.month - 1], day: part.day, year: part.year };
    return interpolate(gettext("%(month)s %(day)s, %(year)s"), said, true);
  };
  const text = `${clock.hour}:${clock.minute} ${half} ${clock.timeZoneName}`;
  return day(moment) === day(Date.now()) ? text : `${text}, ${day(moment)}`;
}

for (const button of document.querySelectorAll("[data-says-time]")) {
  const at = button.parentElement.querySelector("[data-zone]");
  const plain = button.textContent;
  const say = () => {
    button.textContent = at.value ? `${button.dataset.saysTime} ${words(instant(at.value, at.dataset.zone), at.dataset.zone)}` : plain;
  };
  at.addEventListener("input", say);
  // A reloaded page may come back with the time still in it.
  say();
}

/* One's own zone beside the station's, where they differ. */
const own = document.getElementById("story_form")?.dataset.ownZone;
for (const input of own ? document.querySelectorAll("input[data-zone]") : []) {
  const beside = document.createElement("span");
  beside.className = "own-time quiet";
  input.after(beside);
  const say = () => {
    const zone = input.dataset.zone;
    const moment = input.value && instant(input.value, zone);
    const [there, here] = moment ? [words(moment, zone), words(moment, own)] : ["", ""];
    beside.textContent = there.split(" ")[0] === here.split(" ")[0] ? "" : interpolate(gettext("%(time)s for you"), { time: here }, true);
  };
  input.addEventListener("input", say);
  say();
}

/* The zone of a new story's times: the one that its page names, and sends along; the chosen section's. */
const section = document.getElementById("id_section");
const clock = document.querySelector("[name=clock]");
function follow(zone) {
  clock.value = zone;
  for (const name of document.querySelectorAll("[data-zone-name]")) name.textContent = zone;
  for (const input of document.querySelectorAll("input[data-zone]")) {
    input.dataset.zone = zone;
    input.dispatchEvent(new Event("input"));
  }
}
if (clock) {
  section.addEventListener("change", () => {
    const zone = section.selectedOptions[0]?.dataset.zone;
    if (zone) follow(zone);
  });
  // A reloaded page may come back with the zone that was chosen.
  follow(clock.value);
}
