/* The words of the scripts stay English where their catalogue did not come: what is typed is kept all the same. */

globalThis.gettext ??= (words) => words;
globalThis.pgettext ??= (_context, words) => words;
globalThis.interpolate ??= (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
