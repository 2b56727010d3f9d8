import { authorsOf, looksLikeName, namesBody } from '../byline.ts';
import { writtenDate } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';
import { type Draft, webAddress } from './draft.ts';
import { bareHeadline } from './wire.ts';

type Field = 'title' | 'source' | 'authors' | 'publishedAt' | 'section' | 'url' | 'language' | 'rights';

/** Names that are written in lines, with bars between them. */
const names = (...lines: string[]): string[] => lines.flatMap((line) => line.split(' | '));

/** Names of header lines ("Title: …") by what they hold: English, German, Spanish, French, Italian, Portuguese, Japanese. */
const FIELD_NAMES: Readonly<Record<Field, readonly string[]>> = {
  title: names(
    'title | headline | subject | re | titel | überschrift | schlagzeile | betreff | título | titular',
    'asunto | titre | objet | sujet | titolo | oggetto | assunto | manchete | タイトル | 件名 | 見出し | 題名',
  ),
  source: names(
    'source | outlet | publisher | publication | newspaper | quelle | zeitung | herausgeber | fuente',
    'medio | journal | fonte | testata | veículo | 出典 | 媒体 | 配信元 | 発行元',
  ),
  authors: names(
    'author | authors | byline | by | from | autor | autorin | autoren | von | verfasser | autores | por',
    'auteur | auteurs | par | autore | autori | autrice | autora | de | da | di | 著者 | 筆者 | 記者 | 執筆 | 差出人',
  ),
  publishedAt: names(
    'date | published | publication date | date published | published on | sent | datum | gesendet',
    'fecha | veröffentlicht | veröffentlicht am | erschienen | erschienen am | fecha de publicación',
    'publicado | enviado | date de publication | publié | publié le | envoyé | data',
    'data di pubblicazione | pubblicato | inviato | data de publicação | 日付 | 日時 | 公開日 | 掲載日 | 発行日 | 送信日時',
    '配信日時',
  ),
  section: ['section', 'ressort', 'rubrik', 'sección', 'rubrique', 'sezione', 'rubrica', 'seção', 'secção', 'editoria'],
  url: ['url', 'link', 'source url', 'enlace', 'lien', 'adresse', 'リンク'],
  language: ['language', 'lang', 'sprache', 'idioma', 'langue', 'lingua', '言語'],
  rights: names('copyright | rights | licence | license | lizenz | derechos | droits | diritti | direitos | 著作権'),
};
const FIELDS = new Map(
  (Object.keys(FIELD_NAMES) as Field[]).flatMap((field) => FIELD_NAMES[field].map((name) => [name, field] as const)),
);
/** Header lines of a message that say nothing of the article; they go with the rest of its head. */
const MAIL_FIELDS = new Set(
  names(
    'to | cc | bcc | reply-to | message-id | importance | attachments | an | kopie | antwort an | para',
    'à | a | cci | copia | cópia | anlagen | adjuntos | pièces jointes | allegati | anexos | 宛先 | 添付',
  ),
);
/** Small words that may begin any line, and name a sender only before a name. */
const SENDER = new Set(['by', 'from', 'von', 'par', 'por', 'de', 'da', 'di']);
const SUBJECTS = new Set(['subject', 'betreff', 'asunto', 'objet', 'oggetto', 'assunto', '件名']);

const HEADER_LINE = /^(\p{L}[\p{L} '’-]{0,28}?)\s{0,2}(?::\s{1,5}|：\s{0,5})(\S.{0,1000})$/u;

interface HeaderLine {
  name: string;
  value: string;
}

function headerOf(line: string): HeaderLine | null {
  const match = HEADER_LINE.exec(line.trim());
  if (!match) return null;
  return { name: (match[1] ?? '').toLowerCase().trim(), value: collapseSpace(match[2] ?? '') };
}

/**
 * Takes a header line ("Title: …") into the draft.
 * @returns whether it was one; a value that cannot be told is left in the text.
 */
export function takeHeader(draft: Draft, line: string): boolean {
  const header = headerOf(line);
  const field = FIELDS.get(header?.name ?? '');
  if (!header || field === undefined) return false;
  const { value } = header;
  if (field === 'authors') return takeAuthors(draft, value, SENDER.has(header.name));
  const told =
    field === 'publishedAt'
      ? writtenDate(value)
      : field === 'url'
        ? webAddress(value)
        : field === 'title'
          ? bareHeadline(value)
          : value;
  if (told === null) return false;
  draft[field] = told;
  return true;
}

/** The sender of a message may be an outlet. */
function takeAuthors(draft: Draft, value: string, isSender: boolean): boolean {
  const authors = authorsOf(value.replace(/<[^<>]{0,200}>/g, ' '));
  const [first] = authors;
  if (first === undefined || (isSender && !looksLikeName(first) && !namesBody(first))) return false;
  if (authors.length === 1 && namesBody(first)) draft.source ??= first;
  else if (draft.authors.length === 0) draft.authors = authors;
  return true;
}

/** Whether a line is a header line of an article. */
export function isHeaderLine(line: string): boolean {
  return FIELDS.has(headerOf(line)?.name ?? '');
}

/** Whether a line is the subject of a message: the lines around it are its header. */
export function isSubjectLine(line: string): boolean {
  return SUBJECTS.has(headerOf(line)?.name ?? '');
}

/** Whether a line of a message's header says nothing of the article ("To: …"). */
export function isMailLine(line: string): boolean {
  return MAIL_FIELDS.has(headerOf(line)?.name ?? '');
}
