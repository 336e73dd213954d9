/* How far a reader has come: which of the elements, given in the order of the page, was passed last. */

/* Pixels below the top of the window, under the bars that stay there: where the eye is. */
const readingLine = () => Math.max(150, innerHeight * 0.3);

/* Index of the last element that begins above the reading line, -1 before the first; looks at few of many. */
export const lastPassed = (elements, line = readingLine()) => {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elements[middle].getBoundingClientRect().top < line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/* Calls back once per frame at most while the page is scrolled. */
export const whileScrolling = (callback) => {
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        callback();
      });
    },
    { passive: true },
  );
};
