import { isoDay, monthNumber } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';

/** Longer lines are no technical ones. */
const LONGEST_LINE = 160;

/** Whole lines that news desks and their systems write above a story, for one another. */
const TECHNICAL: readonly RegExp[] = [
  // How urgent it is; where a transmission begins and ends.
  /^(?:URGENT|FLASH|ALERT|NEWSALERT|BULLETIN|BREAKING|EIL(?:MELDUNG)?|URGENTE|ALERTE|ÚLTIMA HORA|ULTIM['’]ORA|至急|速報|ZCZC(?: .{0,30})?|NNNN)[!:]?$/u,
  // "a0123", "r i", "r i BC-HARBOR-TALKS 03-04 0456" (ANPA 1312).
  /^(?:[a-z]\d{4}\S{0,8}\s{1,3})?[a-z]\s{1,3}[a-z](?:\s{1,3}(?:bc|am|pm)-\S{2,60}.{0,60})?$/iu,
  /^[a-z]\d{4}-{0,6}$/iu,
  // "ABC0123 3 POL 0456 ABC 0789" (IPTC 7901).
  /^[a-z]{2,5}\s?\d{3,4}\s{1,3}\d\s{1,3}[a-z]{1,4}\s{1,3}\d{2,5}(?:\s{1,3}\S{1,20}){0,6}$/iu,
  // "BC-HARBOR-TALKS,3rd Ld-Writethru,450", "HARBOR-TALKS/ (PIX, TV)".
  /^(?:BC|AM|PM)-{1,2}\p{L}[\p{L}\p{N}.&'/-]{1,60}(?:[,( ].{0,80})?$/u,
  /^\p{Lu}[\p{Lu}\p{N}]+(?:[-/]\p{Lu}[\p{Lu}\p{N}]*){2,6}\/?(?: ?[,(].{0,80})?$/u,
  /^[\p{L}\p{N}.&'-]{3,60}, ?\d?(?:\d(?:st|nd|rd|th) )?(?:ld|lead|writethru|take|add|urgent|sub)\b.{0,40}$/iu,
  /^\(?(?:\d{1,2}(?:st|nd|rd|th) )?(?:ld|lead|writethru|add|sub|take)(?:[- ](?:writethru|\d{1,2}))?[.:)]?$/iu,
  /^\(?(?:\d\. )?(?:zusammenfassung|meldungsblock|synthèse|résumé|resumen|ampliación|avance|sintesi|riepilogo)(?: \d{1,4})?\)?$/iu,
  // How long it is.
  /^[([]?(?:(?:approx\.?|ca\.|about) )?\d{2,5} ?(?:words|wörter|zeilen|zeichen|palabras|caracteres|mots|signes|parole|battute|palavras|字|文字|行)[)\]]?$/iu,
  /^(?:words?|word count|wc|wörter|zeichen|palabras|mots|parole|palavras)\s?[:=]\s?\d{2,5}$/iu,
  // What it is filed under.
  /^(?:key ?words?|slug(?:line)?|slug line|category|priority|format|urgency|service|iptc|topic code|stich ?wörter|stichworte|schlagwörter|ressort|priorität|palabras clave|prioridad|categoría|mots[- ]clés|priorité|catégorie|parole chiave|priorità|categoria|palavras-chave|キーワード|分類|優先度)\s{0,2}[:：].{0,150}$/iu,
  // To the desks that print it.
  /^\(?(?:attn|attention|achtung|atención|attenzione|atenção|an die|note to|nota para|nota a los|nota per)[:.,]? (?:(?:the|die|les|los|as|às|le|aux|all) )?(?:editors?|news editors?|picture editors?|redaktion(?:en)?|redakteure|editores|redacciones|rédactions?|rédacteurs|redazioni|redatores|redações)\b.{0,140}$/iu,
  /^\(?(?:eds?|editors)\s?[:.—–-].{0,150}$/iu,
  /^※?編集(?:者|部)(?:各位|注|へ).{0,80}$/u,
  // What is new in this version, and what comes with it.
  /^[([](?:adds?|updat(?:es|ed|ing)|recasts?|corrects?|corrected|refiles?|repeats?|repeating|fixes|clarifies|writes thru|writethru|changes|trims|new throughout|with (?:photos?|video|graphics?|pix|pictures?)|neu|aktualisiert|mit (?:bild|foto|grafik)|wiederholung|berichtigt|ergänzt|durchgehend neu|añade|actualiza|amplía|corrige|con (?:foto|vídeo|gráfico)|ajoute|actualis|corrig|avec (?:photo|vidéo|infographie)|répétition|aggiunge|aggiorna|con foto|ripetizione|rpt|acrescenta|atualiza|com foto|repetição)\p{L}{0,6}\b[^()]{0,150}[)\]]\.?$/iu,
  /^[(（［](?:写真あり|写真付き?|追加|更新|差し替え|訂正|再送)[^)）］]{0,40}[)）］]$/u,
  /^(?:ADDS|UPDATES|RECASTS|CORRECTS|REFILES|REPEATS|WRITETHRU|NEU|AKTUALISIERT|AÑADE|ACTUALIZA|AMPLÍA|AJOUTE|ACTUALISE|AGGIUNGE|AGGIORNA|ACRESCENTA|ATUALIZA)\b[: ].{0,140}$/u,
  /^with (?:photos?|video|graphics?|pictures?)\b[^.!?,]{0,30}\.?$/iu,
];

/** Whether a line is a technical one of a news desk: a slug, a code, a count of words, a note to editors. */
export function isTechnicalLine(line: string): boolean {
  const text = collapseSpace(line);
  return text.length <= LONGEST_LINE && TECHNICAL.some((pattern) => pattern.test(text));
}

const NOTE = /^[([](?:eds?|editors?|attn|adds?|updates|recasts?|neu|añade|actualiza|ajoute|aggiunge|acrescenta)\b/iu;
const LONGEST_NOTE = 8;

/** How many lines a note to editors in brackets takes, from a block's first; 0 where it does not begin with one. */
export function technicalNote(block: readonly string[]): number {
  if (!NOTE.test((block[0] ?? '').trim())) return 0;
  const last = block.slice(0, LONGEST_NOTE).findIndex((line) => /[)\]]\.?$/.test(line.trim()));
  return last + 1;
}

const PREFIX =
  /^(?:(?:(?:UPDATE|WRAPUP|LEAD|ACTUALIZACIÓN|ACTUALISATION|AGGIORNAMENTO|ATUALIZAÇÃO|AKTUALISIERUNG)[ -]?\d{1,2}|RPT|REFILE|CORRECTED|CORRECTION|REPEAT|ADDS|URGENT)(?:\s?[-–—:]\s?)|(?:URGENT|EIL(?:MELDUNG)?|URGENTE|ALERTE|FLASH|BREAKING|NEWSALERT|速報)\s?(?:[:：]|[-–—]\s)\s?|【速報】)/u;

/** A headline without what says how it was sent ("UPDATE 2-"). */
export function bareHeadline(line: string): string {
  let title = collapseSpace(line);
  for (let more = 0; more < 3; more += 1) title = title.replace(PREFIX, '');
  return title === '' ? collapseSpace(line) : title;
}

const PRESS_HEAD =
  /^(?:[-–—*# ]{0,5})(?:press release|news release|media release|pressemitteilung|presseinformation|medienmitteilung|nota de prensa|comunicado de prensa|communiqué(?: de presse)?|comunicato stampa|comunicado (?:de|à) imprensa|nota à imprensa|persbericht|プレスリリース|報道資料|(?:for )?immediate release|for release|zur sofortigen (?:veröffentlichung|verwendung)|para (?:su )?(?:publicación|difusión) inmediata|pour diffusion immédiate|per (?:la )?(?:pubblicazione|diffusione) immediata|para (?:publicação|divulgação|difusão) imediata|voor onmiddellijke publicatie)(?:[-–—*#:. ]{0,5})(?:(?:- )?(?:for )?immediate release)?[-–—*#:. ]{0,5}$/iu;
const EMBARGO =
  /^(?:(?:strictly )?embargo(?:ed)?\b|not for (?:release|publication) before|sperrfrist|embargado hasta|sous embargo|embargo (?:jusqu|hasta|fino|até)|sotto embargo|sob embargo|解禁日時|解禁)/iu;

/** Whether a line only says that what follows is a press release. */
export function isPressHead(line: string): boolean {
  const text = collapseSpace(line);
  return text.length <= LONGEST_LINE && PRESS_HEAD.test(text);
}

/** Whether a line says until when what follows may not be published. */
export function isEmbargo(line: string): boolean {
  const text = collapseSpace(line);
  return text.length <= LONGEST_LINE && EMBARGO.test(text) && !/(?<!\d)[.!?]\s/u.test(text);
}

const CLOSE = /^(\d{2})(\d{2})(\d{2})\s(?:(GMT|UTC|Z)\s)?(\p{L}{3,9})\.?\s(\d{2}|\d{4})$/u;

/** The time of sending that closes a transmission ("041523 GMT MAR 26"), as a day or an instant, or null. */
export function closingTime(line: string): string | null {
  const match = CLOSE.exec(collapseSpace(line));
  if (!match) return null;
  const [, day = '', hours = '', minutes = '', zone, month = '', year = ''] = match;
  const date = isoDay(
    Number(year.length === 2 ? `20${year}` : year),
    monthNumber(month.toLowerCase() === 'mrz' ? 'mär' : month) ?? 0,
    Number(day),
  );
  if (date === null || Number(hours) > 23 || Number(minutes) > 59) return null;
  return zone === undefined ? date : `${date}T${hours}:${minutes}:00Z`;
}

const AGENCIES = [
  ...['AP', 'AFP', 'ANSA', 'ANP', 'APA', 'Adnkronos', 'Agência Brasil', 'Belga', 'dpa', 'EFE', 'Europa Press', 'IANS'],
  ...[
    'Interfax',
    'Jiji',
    'KNA',
    'epd',
    'Kyodo',
    'Lusa',
    'NTB',
    'PTI',
    'Reuters',
    'Ritzau',
    'TASS',
    'TT',
    'UPI',
    'Xinhua',
  ],
  ...['Yonhap', 'Associated Press', 'The Associated Press', '共同', '時事', 'ロイター', '新华社'],
];
const AGENCY_BY_NAME = new Map(AGENCIES.map((name) => [name.toLowerCase(), name]));

/** The agency that a dateline ("OSLO, March 4 (AP) —", "【オスロ共同】") or a last line ("(dpa)") names, or null. */
export function agencyOf(first: string, last: readonly string[]): string | null {
  const head = first.slice(0, 120);
  const named = /^[^()]{0,80}\(([^()]{2,30})\)\s?[.:]?\s?[-–—:]/u.exec(head)?.[1];
  const bracketed = /^[【［〔][^】］〕]{1,30}?(共同|時事|ロイター|AFP|AP)(?:時事)?[】］〕]/u.exec(head)?.[1];
  const signed = last.map((line) => /^\(([^()/]{2,20})\)$/u.exec(line)?.[1] ?? '');
  const names = [named ?? '', bracketed ?? '', ...signed];
  return (
    names.map((name) => AGENCY_BY_NAME.get(name.trim().toLowerCase()) ?? null).find((name) => name !== null) ?? null
  );
}

/** Whether a line closes a transmission and is no part of the text. */
export function isClosing(line: string): boolean {
  return /^(?:NNNN|ZCZC|dpa(?:-\p{L}+)? \p{Ll}{2,3}(?: [\p{Ll}\p{N}]{2,4}){1,4})$/u.test(line.trim());
}
