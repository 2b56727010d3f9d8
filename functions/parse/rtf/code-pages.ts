import { TextDecoder } from '@exodus/bytes/encoding.js';

/** Code pages of MS-DOS that the Encoding standard does not have: characters 80 to FF. */
const DOS_PAGES: Readonly<Record<number, string>> = {
  437: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  850: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** Encodings by the number of their Windows code page; 125x and 2859x follow from the number. */
const ENCODINGS: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1361: 'euc-kr',
  10000: 'macintosh',
  10001: 'shift_jis',
  10007: 'x-mac-cyrillic',
  20866: 'koi8-r',
  21866: 'koi8-u',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** Code pages by the charset of a font (RTF 1.9.1, "Font Table"); 0 and 1 are those of the document. */
const CHARSETS: Readonly<Record<number, number>> = {
  77: 10000,
  78: 932,
  128: 932,
  129: 949,
  130: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
};

/** The code page of a font's charset, or undefined where the document's counts. */
export function charsetPage(charset: number): number | undefined {
  return CHARSETS[charset];
}

function encodingOf(page: number): string {
  const own = ENCODINGS[page];
  if (own !== undefined) return own;
  if (page >= 1250 && page <= 1258) return `windows-${page}`;
  return page >= 28592 && page <= 28605 ? `iso-8859-${page - 28590}` : 'windows-1252';
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

/** Decodes bytes by a Windows code page; an unknown one counts as 1252. */
export function decodePage(bytes: Uint8Array, page: number): string {
  const dos = DOS_PAGES[page];
  if (dos !== undefined)
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : dos[byte - 128])).join('');
  const encoding = encodingOf(page);
  let decoder = decoders.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
  }
  return decoder.decode(bytes);
}
