import type { FragmentBlock } from '../html/fragment.ts';

/** What a blog appends to the entries of its feed. */
const APPENDED =
  /^(?:The post .{1,400} (?:first )?appeared (?:first )?on .{1,200}|Der Beitrag .{1,400} erschien zuerst auf .{1,200}|L[’']article .{1,400} est apparu en premier sur .{1,200}|La entrada .{1,400} (?:se publicó primero|aparece primero) en .{1,200}|O post .{1,400} apareceu primeiro em .{1,200}|L[’']articolo .{1,400} (?:proviene da|è tratto da) .{1,200}|Het bericht .{1,400} verscheen eerst op .{1,200}|投稿.{1,400}は.{1,200}に最初に表示されました。?)$/isu;
/** A last line that leads to the rest of the article. */
const READ_MORE =
  /^[\s([«»→>›…]*(?:read (?:more|on|the (?:full|whole|rest)\b.{0,60}|full (?:story|article))|continue reading\b.{0,200}|keep reading|(?:view|see) (?:the )?full (?:article|story)|more\s?(?:»|→|…|\.{3})|(?:jetzt )?weiterlesen|mehr (?:lesen|dazu|erfahren)|den ganzen artikel lesen|zum (?:ganzen )?artikel|lire (?:la suite|plus)\b.{0,60}|(?:leer|seguir leyendo|sigue leyendo) ?(?:más)?|leia mais|ler mais|leggi (?:tutto|di più)|continua a leggere|lees (?:meer|verder)|läs mer|læs mere|les mer|czytaj (?:więcej|dalej)|devamını oku|читать (?:далее|дальше|полностью)|(?:記事)?(?:の)?(?:続き|全文)(?:を|は)(?:読む|見る|こちら).{0,10}|もっと(?:読む|見る)|阅读(?:全文|更多|原文)|閱讀(?:全文|更多)|查看全文|더 보기|기사 전문 보기)[\s)\]«»→>›….:]*$/iu;
/** Where a text was cut: "[…]", "[...]", "[+1234 chars]". */
const CUT = /(?:\[\s?(?:…|\.{3}|&hellip;)\s?\]|\(\s?(?:…|\.{3})\s?\)|\[\+\d{1,7} chars\])[\s»→>]*$/u;
/** A last line of "Read more" under this much text is a site's habit; under less, the text is a teaser. */
const LONG = 2_500;
/** Less than this is no article, unless the feed says that it is the content. */
const SHORT = 250;

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Characters of a text, those of scripts that say in one what others need three for counted so. */
export function weightOf(text: string): number {
  return text.length + 2 * (text.match(DENSE)?.length ?? 0);
}

/** Blocks without what a blog appends to every entry ("The post X appeared first on Y."). */
function withoutAppended(blocks: readonly FragmentBlock[]): FragmentBlock[] {
  const last = blocks.at(-1);
  if (last === undefined || last.text.length > 700) return [...blocks];
  if (APPENDED.test(last.text.trim())) return blocks.slice(0, -1);
  const lines = last.text.split('\n');
  if (lines.length < 2 || !APPENDED.test(lines.at(-1)?.trim() ?? '')) return [...blocks];
  return [...blocks.slice(0, -1), { ...last, text: lines.slice(0, -1).join('\n') }];
}

/**
 * The blocks of an entry's article, or null where the entry only leads to it.
 * @param whole whether the feed gives the text as the entry's content, not as its description.
 */
export function articleBlocks(blocks: readonly FragmentBlock[], whole: boolean): FragmentBlock[] | null {
  const own = withoutAppended(blocks);
  const weight = own.reduce((sum, { text }) => sum + weightOf(text), 0);
  const last = own.at(-1)?.text.trim() ?? '';
  if (CUT.test(last.slice(-60))) return null;
  if (own.length > 1 && READ_MORE.test(last.slice(0, 300))) return weight < LONG ? null : own.slice(0, -1);
  if (/(?:…|\.{3})?\s(?:read more|continue reading|weiterlesen|lire la suite)[\s.…»→>]*$/iu.test(last.slice(-40))) {
    return weight < LONG ? null : own;
  }
  return !whole && weight < SHORT ? null : own;
}
