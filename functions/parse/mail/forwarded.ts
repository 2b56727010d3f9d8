import { writtenDate } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';

/** What a header written into the text of a message says. */
export interface WrittenHeader {
  from: string | null;
  date: string | null;
  subject: string | null;
}

/** A stretch of a message's text by one writer, under the header that was written above it. */
export interface Segment {
  /** Null for what stands before any such header. */
  header: WrittenHeader | null;
  lines: string[];
}

type Field = 'from' | 'date' | 'subject' | 'other';

/** Names of header fields as mail programs write them, in the languages of their users. */
const FIELD_NAMES: Readonly<Record<Field, string>> = {
  from: 'from|von|de|da|van|från|fra|od|от|gönderen|kimden|lähettäjä|feladó|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|발신',
  date: "date|sent|datum|gesendet|gesendet am|envoyé|envoyé le|date d[’']envoi|enviado|enviado el|enviada em|enviado em|fecha|data|inviato|verzonden|skickat|sendt|dato|wysłano|data wysłania|дата|отправлено|tarih|gönderildi|lähetetty|päivämäärä|elküldve|dátum|日時|日付|送信日時|送信日|发送时间|日期|發送時間|傳送時間|보낸 날짜|보낸날짜|날짜",
  subject:
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|тема|konu|aihe|tárgy|předmět|件名|题名|主题|主旨|主題|제목',
  other:
    'to|an|à|para|a|aan|naar|till|til|do|кому|kime|vastaanottaja|címzett|宛先|收件人|받는 사람|받는사람|수신|cc|kopie|copie à|copia|kopia|копия|bilgi|副本|抄送|참조|bcc|reply-to|antwort an|répondre à|responder a|返信先|回复|organization|importance|priorität|attachments?|anlagen?|pièces jointes|添付ファイル|附件',
};
const FIELDS = new Map(
  (Object.keys(FIELD_NAMES) as Field[]).flatMap((field) =>
    FIELD_NAMES[field].split('|').map((name) => [name, field] as const),
  ),
);

/** A field's line: perhaps in asterisks (bold in plain text) or as two cells of a table. */
const FIELD_LINE =
  /^\s{0,8}\*{0,2}([\p{L}][\p{L}\p{M}’' -]{0,24}?)\s{0,10}\*{0,2}\s{0,3}[:：]\*{0,2}\s{0,3}(?:\|\s)?(.{0,2000})$/u;

const MARK_WORDS =
  "original message|forwarded message|forwarded by .{1,80}|begin forwarded message|original[- ]?nachricht|ursprüngliche (?:nachricht|e-?mail)|weitergeleitete (?:nachricht|e-?mail)|anfang der weitergeleiteten (?:nachricht|e-?mail)|message d[’']origine|message (?:transféré|original|réexpédié)|début du message (?:réexpédié|transféré)|mensaje (?:original|reenviado)|inicio del mensaje reenviado|mensagem (?:original|encaminhada|reencaminhada)|início da mensagem (?:encaminhada|reencaminhada)|messaggio (?:originale|inoltrato)|inizio (?:del )?messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd bericht|ursprungligt meddelande|vidarebefordrat (?:brev|meddelande)|oprindelig meddelelse|videresendt (?:meddelelse|besked)|opprinnelig melding|videresendt melding|(?:wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana dalej)|исходное сообщение|пересылаемое сообщение|переадресованное сообщение|özgün ileti|iletilen (?:mesaj|ileti)|元のメッセージ|転送(?:された)?メッセージ|(?:ここから)?転送(?:された)?メール|原始邮件|转发(?:的)?邮件|转发邮件信息|原始郵件|轉寄郵件|원본 메시지|전달된 메시지";
const MARK = new RegExp(`^[\\s>*_=—–-]{0,80}(?:${MARK_WORDS})\\s{0,3}[:：]?[\\s*_=—–-]{0,80}$`, 'iu');

/** "On Fri, 14 Mar 2025 at 06:12, Mara Lindqvist <mara@courier.example> wrote:" */
const ATTRIBUTION =
  /^(?:on|am|le|el|il|em|op|den|w dniu|em|på|\d{4}[/.年-]).{6,250}(?:wrote|schrieb(?:\s.{1,120})?|a écrit|escribió|ha scritto|escreveu|schreef(?:\s.{1,120})?|skrev(?:\s.{1,120})?|napisał\(?a?\)?|のメール|さんは書きました|写道|작성)\s{0,3}[:：]$/iu;

function isAttribution(line: string): boolean {
  return ATTRIBUTION.test(line) && (line.includes('@') || /\d{1,2}[:.h時]\s?\d{2}/.test(line));
}

interface FieldLine {
  field: Field;
  value: string;
}

function fieldOf(line: string): FieldLine | null {
  if (line.length > 2_100) return null;
  const match = FIELD_LINE.exec(line);
  const name = match?.[1]?.toLowerCase().replace(/\s+/g, ' ').trim();
  const field = name === undefined ? undefined : FIELDS.get(name);
  return match === null || field === undefined
    ? null
    : { field, value: collapseSpace(match[2] ?? '').replace(/\*+$/, '') };
}

/** Lines that a field's value may go on for ("To:" with many addresses). */
const MAX_CONTINUED = 10;
/** Lines of one header. */
const MAX_BLOCK = 60;

/**
 * The lines of fields that begin at a line, and where they end; they are a header if they are of at least two kinds and
 * say whom it is from, or what it is about and when. Null where there is no field.
 */
function headerBlockAt(lines: readonly string[], from: number): { header: WrittenHeader | null; end: number } | null {
  if (fieldOf(lines[from] ?? '') === null) return null;
  const header: WrittenHeader = { from: null, date: null, subject: null };
  const kinds = new Set<Field>();
  let open: FieldLine | null = null as FieldLine | null;
  let end = from;
  for (let at = from; at < Math.min(lines.length, from + MAX_BLOCK); at += 1) {
    const line = lines[at] ?? '';
    const field = fieldOf(line);
    if (field !== null) {
      kinds.add(field.field);
      if (field.field !== 'other') header[field.field] ??= field.value || null;
      open = field;
      end = at + 1;
    } else if (open !== null && open.value === '' && line.trim() !== '') {
      // Some programs put the value on a line of its own.
      if (open.field !== 'other') header[open.field] ??= collapseSpace(line.slice(0, 1_000));
      open = { field: open.field, value: line };
      end = at + 1;
    } else if (at - end >= (line.trim() === '' ? 1 : MAX_CONTINUED) || !goesOn(lines, at)) break;
  }
  const told = kinds.has('from') && (kinds.has('subject') || kinds.has('date') || kinds.has('other'));
  return { header: told || (kinds.has('subject') && kinds.has('date')) ? header : null, end };
}

/** Whether a field follows this line before another paragraph does. */
function goesOn(lines: readonly string[], at: number): boolean {
  for (let next = at; next < Math.min(lines.length, at + MAX_CONTINUED); next += 1) {
    const line = lines[next] ?? '';
    if (fieldOf(line) !== null) return true;
    if (line.trim() === '' && next > at) return false;
    if (line.trim() !== '' && !/[@;,<>]|^\s/.test(line)) return false;
  }
  return false;
}

const QUOTED = /^\s{0,2}>\s?/;

/** Lines without one level of quoting. */
function unquoted(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(QUOTED, ''));
}

/** Share of a text's lines that must be quoted before it counts as quoted as a whole. */
const MOSTLY = 0.8;

function isMostlyQuoted(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  return written.length > 0 && written.filter((line) => QUOTED.test(line)).length >= written.length * MOSTLY;
}

/** Quoting within quoting that is followed. */
const MAX_LEVELS = 20;

/** Takes the quoted lines out of a text; those that nobody announced, with text of its writer after them, stay. */
function takeQuoted(lines: readonly string[]): { own: string[]; quoted: string[] } {
  const own: string[] = [];
  const quoted: string[] = [];
  const lastOwn = lines.findLastIndex((line) => line.trim() !== '' && !QUOTED.test(line));
  let announced = false;
  for (const [index, line] of lines.entries()) {
    if (QUOTED.test(line)) {
      if (announced || index > lastOwn) quoted.push(line.replace(QUOTED, ''));
      else own.push(line.replace(QUOTED, ''));
    } else if (isAttribution(line.trim())) announced = true;
    else own.push(line);
  }
  return { own, quoted };
}

function attributed(line: string): WrittenHeader {
  const date = writtenDate(line.replace(/^\p{L}{1,3}\s/u, ''));
  const from = /(?:[,:]|\d)\s{1,3}([^,:<>\d]{2,80}?)\s{0,3}(?:<|wrote|a écrit|escribió|ha scritto|escreveu)/iu.exec(
    line,
  )?.[1];
  return { from: from ?? null, date, subject: null };
}

/**
 * The text of a message in segments, its own first and the innermost of what was forwarded or quoted last: cut at
 * headers that mail programs write into the text ("From: … Sent: … Subject: …", in the languages of their users), at
 * their marks ("-----Original Message-----", "Begin forwarded message:") and at quoting ("> ", RFC 3676, section 4.5).
 */
export function segmentsOf(text: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let lines: readonly string[] = text;
  let header: WrittenHeader | null = null;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    if (isMostlyQuoted(lines)) {
      lines = unquoted(lines);
      continue;
    }
    const cut = nextCut(lines);
    if (cut === null) break;
    segments.push({ header, lines: lines.slice(0, cut.from) });
    header = cut.header;
    lines = lines.slice(cut.end);
  }
  const { own, quoted } = takeQuoted(lines);
  segments.push({ header, lines: own });
  if (quoted.length > 0)
    segments.push({ header: null, lines: quoted.map((line) => line.replace(/^(?:\s{0,2}>){1,20}\s?/, '')) });
  return segments;
}

/** Where the next forwarded or quoted message begins, and where its header ends. */
function nextCut(lines: readonly string[]): { from: number; end: number; header: WrittenHeader | null } | null {
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || line.length > 2_100) continue;
    const mark = line.length <= 200 && MARK.test(line);
    if (mark || (line.length <= 400 && isAttribution(line))) {
      let next = at + 1;
      while (next < lines.length && (lines[next] ?? '').trim() === '') next += 1;
      const rest = QUOTED.test(lines[next] ?? '') ? null : headerBlockAt(lines, next);
      if (rest?.header) return { from: at, end: rest.end, header: rest.header };
      return { from: at, end: at + 1, header: mark ? null : attributed(line) };
    }
    const block = headerBlockAt(lines, at);
    if (block?.header) return { from: at, end: block.end, header: block.header };
    if (block !== null) at = block.end - 1;
  }
  return null;
}
