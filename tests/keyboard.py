"""A page walked by keys alone: every stop must be seen, and no mouse may have helped."""

from typing import Any

from playwright.sync_api import Page

# What has the focus: its name, and what is wrong with how it shows that.
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: "", faults: [] };
  const named = (id) => document.getElementById(id)?.innerText ?? "";
  const name = element.getAttribute("aria-label") || named(element.getAttribute("aria-labelledby"))
    || element.labels?.[0]?.innerText || element.innerText || element.value || element.title;
  const style = getComputedStyle(element), faults = [];
  // The button of a date's calendar has a ring of its own, which only the browser sees.
  // In a text, the caret shows where one is.
  const within = element.isContentEditable
    || (["date", "datetime-local"].includes(element.type) && !element.matches(":focus-visible"));
  if (style.outlineStyle === "none" && style.boxShadow === "none" && !within) faults.push("no ring");
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const shares = [0.05, 0.5, 0.95];
  const seen = right > left && bottom > top && shares.some((down) => shares.some((along) => {
    const at = document.elementFromPoint(left + (right - left) * along, top + (bottom - top) * down);
    return at && (at === element || element.contains(at) || at.contains(element));
  }));
  if (!seen) faults.push("hidden");
  return { name: name.trim().replace(/\\s+/g, " "), faults };
}"""
MOUSE = """
window.moused = [];
for (const kind of ["mousedown", "pointerdown", "touchstart"]) {
  addEventListener(kind, (event) => moused.push(kind), true);
}
"""


class Keys:
    """Presses keys on a page, and notes at every stop of the focus what is wrong with it."""

    def __init__(self, page: Page) -> None:
        page.context.add_init_script(MOUSE)
        self.page, self.faults = page, list[Any]()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def follow(self, address: str, key: str = "Enter") -> None:
        """Press the key on what has the focus, and wait for the page that it leads to."""
        with self.page.expect_navigation(url=address):
            self.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    @property
    def at(self) -> str:
        """The name of what has the focus."""
        stop = self.page.evaluate(STOP)
        if stop["faults"]:
            self.faults.append((self.page.url, stop["name"], stop["faults"]))
        return str(stop["name"])

    def go_to(self, name: str, key: str = "Tab", most: int = 150) -> None:
        """Stop by stop until one is called that; a name that ends in … is only begun."""
        passed = []
        for _ in range(most):
            self.press(key)
            passed.append(self.at)
            if passed[-1] == name or (name.endswith("…") and passed[-1].startswith(name[:-1])):
                return
        raise AssertionError(f"no stop is called {name!r}: {passed}")
