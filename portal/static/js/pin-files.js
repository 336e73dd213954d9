/* Pins as files: CSV that no spreadsheet runs, Markdown in which nothing is markup. */

import { safeAddress } from "./pin-store.js";

const FORMULA = /^[\s\u3000]*[=+\-@\t\r＝＋－＠]/u;

const inert = (text) => (FORMULA.test(text) ? `'${text}` : text);

export const asCsv = (pins, headings) => {
  const quoted = (text) => `"${inert(String(text)).replaceAll('"', '""')}"`;
  const rows = pins.map((pin) => [pin.place, pin.row, pin.title, pin.quote, pin.locator, absolute(pin), pin.note]);
  return `\uFEFF${[headings, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
};

const absolute = (pin) => new URL(safeAddress(pin.address), location.origin).href;

/* Markdown: what could be markup is preceded by a backslash. */
const plain = (text) => String(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&]/gu, "\\$&");

export const asMarkdown = (pins) =>
  pins
    .map((pin) => {
      const lines = [`- **${plain(pin.title)}**（${plain([pin.place, pin.row].filter(Boolean).join(" · "))}）`];
      if (pin.quote) lines.push(`  > ${plain(pin.quote)}`);
      lines.push(`  ${plain(pin.locator)} <${absolute(pin)}>`);
      if (pin.note) lines.push(...pin.note.split("\n").map((line) => `  ${plain(line)}`));
      return lines.join("\n");
    })
    .join("\n\n");
