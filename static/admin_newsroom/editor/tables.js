/* What the server knows and the editor needs: providers of embeds, wrappers of links, addresses of the desk. */

const source = document.getElementById("editor-tables");

export const tables = source ? JSON.parse(source.textContent) : { providers: [], trackers: [], wrappers: [] };

/* An answer of the desk as JSON; throws an Error whose message a person can read. */
export async function ask(address, parameters = {}, options = {}) {
  const query = new URLSearchParams(parameters);
  let answer;
  try {
    answer = await fetch(query.size ? `${address}?${query}` : address, {
      headers: { Accept: "application/json" }, redirect: "error", ...options,
    });
  } catch {
    throw new Error(gettext("The desk does not answer. Check the connection, and that you are still signed in."));
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error || interpolate(gettext("The desk answered %(status)s. Try again."), { status: answer.status }, true));
  return said;
}
