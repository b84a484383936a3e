/* A station's colours as they are chosen: the small front in them, and whether they can be read.
   The server draws the same and has the last word (articles/forms/colours.py). */

const look = document.querySelector("[data-colours]");
const field = (name) => document.getElementById(`id_${name}`);

/* WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/* Rounded down, so that 4.49 never reads as 4.5. */
const shown = (ratio) => (Math.floor(ratio * 10) / 10).toFixed(1);

function judge(side, colour) {
  const ratio = contrast(colour, side.dataset.paper);
  const least = Number(look.dataset.least);
  const words = ratio >= least ? look.dataset.readable : look.dataset.faint;
  const verdict = side.querySelector("[data-verdict]");
  verdict.textContent = words.replace("{ratio}", shown(ratio)).replace("{least}", look.dataset.least);
  verdict.classList.toggle("is-faint", ratio < least);
}

/* The chosen theme's own head, on its own paper; that of the default where the chosen one is not there. */
function dress(side, theme) {
  const heads = [...side.querySelectorAll("[data-look]")];
  const named = (name) => heads.find((head) => head.dataset.look === name);
  const chosen = named(theme) ?? named(look.dataset.default);
  for (const head of heads) head.setAttribute("display", head === chosen ? "inline" : "none");
  side.dataset.paper = chosen.dataset.paper;
  side.querySelector("[data-is-paper]").setAttribute("fill", chosen.dataset.paper);
}

function show() {
  for (const side of look.querySelectorAll("[data-field]")) {
    const colour = field(side.dataset.field).value;
    const drawing = side.querySelector("svg");
    drawing.setAttribute("color", colour);
    dress(side, field("theme").value);
    for (const part of drawing.querySelectorAll("[data-light]")) {
      part.setAttribute("color", field("brand_color").value);
    }
    judge(side, colour);
  }
}

if (look && field("brand_color")) {
  for (const name of ["brand_color", "brand_color_dark", "theme"]) field(name).addEventListener("input", show);
  show();
}
