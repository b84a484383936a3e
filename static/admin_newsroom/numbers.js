/* A line of numbers as a list of pictures or stories: choose, move, take out. Without this the line does. */

import { chooseLead, pictureFacts } from "newsroom/pictures";
import { addRelated, storyFacts } from "newsroom/stories";

const kinds = {
  pictures: {
    choose: async () => (await chooseLead())?.number,
    async show(number, missing) {
      const picture = await pictureFacts(number);
      const image = document.createElement("img");
      if (picture?.thumb) {
        image.src = picture.thumb;
        image.alt = picture.alt;
      }
      return { parts: [image], words: picture ? picture.problem || picture.title : missing };
    },
  },
  stories: {
    choose: async () => (await addRelated(null, { only: true }))?.story,
    async show(number, missing) {
      const story = await storyFacts(number);
      return { parts: [], words: story ? `${story.headline} (${story.note})` : missing };
    },
  },
};

function numbersOf(input) {
  return input.value.split(/[\s,;#]+/).filter(Boolean);
}

function button(words, sign, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "act act-small";
  made.textContent = sign;
  if (sign !== words) made.setAttribute("aria-label", words);
  made.addEventListener("click", act);
  return made;
}

function equip(input) {
  const kind = kinds[input.dataset.numbers];
  const said = input.dataset; // the words, in the language of whoever reads them
  const list = document.createElement("ol");
  list.className = "numbers";
  const write = (numbers, focus = null) => {
    input.value = numbers.join(", ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
    if (focus !== null) list.children[focus]?.querySelector("button")?.focus();
  };
  const move = (at, by) => {
    const numbers = numbersOf(input);
    const to = at + by;
    if (to < 0 || to >= numbers.length) return;
    [numbers[at], numbers[to]] = [numbers[to], numbers[at]];
    write(numbers, to);
  };
  const row = (number, at) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = number;
    kind.show(number, said.missing.replace("{number}", number)).then((shown) => {
      words.textContent = shown.words;
      item.prepend(...shown.parts);
    });
    item.append(
      words,
      button(said.up, "↑", () => move(at, -1)),
      button(said.down, "↓", () => move(at, 1)),
      button(said.out, "×", () => write(numbersOf(input).filter((_, place) => place !== at), 0)),
    );
    return item;
  };
  const draw = () => list.replaceChildren(...numbersOf(input).map(row));
  const add = button(said.add, said.add, async () => {
    const number = await kind.choose();
    const numbers = numbersOf(input);
    if (number && !numbers.includes(String(number))) write([...numbers, String(number)]);
    add.focus();
  });
  input.hidden = true;
  input.parentElement.querySelector(".help")?.remove();
  input.after(list, add);
  draw();
}

for (const input of document.querySelectorAll("[data-numbers]:enabled")) equip(input);
