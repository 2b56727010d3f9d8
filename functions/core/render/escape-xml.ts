// Everything but `Char` of XML 1.0 (section 2.2); alone, a surrogate is no character.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text without the characters that XML 1.0 forbids, in any form. */
export function xmlCharacters(text: string): string {
  return text.replace(FORBIDDEN, '');
}

/** A text as XML that reads as it was written and forms nothing, between tags or within a quoted attribute. */
export function escapeXml(text: string): string {
  return xmlCharacters(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
