/* Pins as this browser keeps them: a list under one key, read with care because a reader may have edited it. */

const KEY = "policy-pins/1";
const MOST = 200;

export const read = () => {
  try {
    const pins = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(pins) ? pins.filter((pin) => typeof pin?.address === "string") : [];
  } catch {
    return [];
  }
};

export const write = (pins) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(pins.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
};

/* Only addresses of this site: a pin edited by hand cannot lead elsewhere or run anything. */
export const safeAddress = (address) => {
  const url = URL.parse?.(address, location.origin) ?? null;
  return url?.origin === location.origin ? `${url.pathname}${url.search}${url.hash}` : "#";
};
