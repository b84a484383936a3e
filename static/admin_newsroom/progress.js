/* How far a trial or a run is, while one looks. When it has ended, the page itself says what came of it. */

const EVERY = 1500;
const place = document.getElementById("progress");
const said = document.getElementById("progress-said");
let words = "";

async function look() {
  let answer;
  try {
    answer = await fetch(place.dataset.address, { headers: { Accept: "text/html" } });
  } catch {
    return; // the network is away: the next look may find it
  }
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("progress-now");
  if (!now) return;
  if (!now.hasAttribute("data-under-way")) {
    location.reload();
    return;
  }
  place.replaceChildren(now);
  const notice = now.querySelector(".notice")?.textContent ?? "";
  if (notice !== words) said.textContent = words = notice;
}

setInterval(() => document.hidden || look(), EVERY);
