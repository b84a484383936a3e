/* Links without what tracks people and out of their wrappers: as articles/text/hrefs.py does when one saves. */

import { tables } from "newsroom/tables";

const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "i");
const exact = new Set(tables.trackers.filter((name) => !name.endsWith("*")));
const beginnings = tables.trackers.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));
const ofHosts = Object.entries(tables.hostTrackers ?? {}).map(([host, names]) => [whole(host), names]);
const wrappers = tables.wrappers.map(([host, path, name]) => [whole(host), path, name]);
const URLDEFENSE = /^https?:\/\/urldefense\.(?:com|us)\/v3\/__(https?:\/\/[^*]+?)__;/i;

export function isWeb(text) {
  return /^https?:\/\/[^/?#\s]/i.test(text) && URL.canParse(text);
}

function unwrapped(address) {
  const found = URLDEFENSE.exec(address);
  if (found) return found[1];
  const url = new URL(address);
  for (const [host, path, name] of wrappers) {
    const inner = host.test(url.hostname) && url.pathname.startsWith(path) && url.searchParams.get(name)?.trim();
    if (inner && isWeb(inner)) return new URL(inner).href;
  }
  return "";
}

export function cleanHref(address) {
  if (!isWeb(address)) return address;
  let inner = address;
  for (let turn = 0; turn < 8; turn += 1) {
    const next = unwrapped(inner);
    if (!next) return withoutTrackers(inner);
    inner = next;
  }
  return address;
}

function withoutTrackers(address) {
  const [, path, query, hash] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address);
  if (query === undefined) return address;
  const host = new URL(address).hostname;
  const here = ofHosts.filter(([pattern]) => pattern.test(host)).flatMap(([, names]) => names);
  const tracks = (part) => {
    const [raw] = part.split("=");
    let name = raw.toLowerCase();
    try {
      name = decodeURIComponent(raw).toLowerCase();
    } catch { /* as it stands */ }
    return exact.has(name) || here.includes(name) || beginnings.some((start) => name.startsWith(start));
  };
  const kept = query.split("&").filter((part) => !tracks(part));
  return path + (kept.some(Boolean) ? `?${kept.join("&")}` : "") + (hash ?? "");
}
