import { authorsOf } from '../byline.ts';
import { collapseSpace } from '../normalise.ts';

const EAST_ASIAN_PREFIX = /^(?:取材・文|文|記者|執筆|著者|筆者|作者|기자)\s{0,3}[:：=＝／/]\s{0,3}/u;
const EAST_ASIAN_ROLE = /\s{0,3}(?:記者|特派員|編集委員|論説委員|기자|特约记者|记者)$/u;
/** "と" joins two names where no hiragana stands by it, else it is part of one. */
const EAST_ASIAN_BETWEEN =
  /\s{0,3}[、，；]\s{0,3}|(?<=[\p{Script=Han}\p{Script=Katakana}ー])\s?と\s?(?=[\p{Script=Han}\p{Script=Katakana}])/u;

/** "玛拉·林德" is one name: between letters without capitals the dot joins what it parts elsewhere. */
const EAST_ASIAN_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・·＝ 　]{2,30}$/u;

const BETWEEN_NAMES = /\s{0,3}(?:[,;&]|\s(?:and|und|et|y|e)\s)\s{0,3}/u;

function namesIn(text: string): string[] {
  const names = text.trim().split(BETWEEN_NAMES);
  return names.every((name) => EAST_ASIAN_NAME.test(name)) ? names : authorsOf(text);
}

/** Authors of a byline in any language: as `authorsOf`, and as Chinese, Japanese and Korean bylines join them. */
export function authorNames(raw: string): string[] {
  const text = collapseSpace(raw).slice(0, 500);
  const [address, names] = /^([^\s()]{1,100}@[^\s()]{1,100})\s{0,5}\(([^()]{2,80})\)$/u.exec(text)?.slice(1) ?? [];
  // RSS 2.0 writes an author as "address (name)".
  const line = address !== undefined && names !== undefined ? names : text;
  const pieces = line.replace(EAST_ASIAN_PREFIX, '').split(EAST_ASIAN_BETWEEN);
  return [...new Set(pieces.flatMap((piece) => namesIn(piece.replace(EAST_ASIAN_ROLE, ''))))];
}
