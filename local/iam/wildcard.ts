/**
 * Whether a text matches an IAM pattern: `*` stands for any run of characters, `?` for one (IAM User Guide, "Resource",
 * "Action"). Time grows with the product of the lengths at most.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const symbol = pattern[p];
    if (symbol === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (symbol !== undefined && (symbol === '?' || symbol === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
