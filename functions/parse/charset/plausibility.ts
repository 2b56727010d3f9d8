/** How much of a text is looked at, in code units. */
const SAMPLE = 20_000;

/** Letters that running text of a script is full of; what a mistaken decoding makes is spread over the rare ones. */
const FREQUENT = new Set([
  ...'的一是不了在人有我他这这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百议据',
  ...'這來國個說們為時會過學對後麼沒於發還當無開見經頭動兩長樣現將與進實點種聲話問機給幾業間電門東聽氣關並卻軍產萬體別處總場師書員華報馬張難數車應親務邊戰覺題統請愛讓認論議據灣臺區際經濟總統',
  ...'の日月年人大会国者市時分円地方県東京前後開始発表政府事業生活',
  ...'이다는을를의에가은로고한하지도기사대서자시인그리어나있으전정부',
]);
const FREQUENT_CYRILLIC = new Set('оеаинтсрвлкмдпу');
const CYRILLIC = /\p{Script=Cyrillic}/u;
const OTHER_ALPHABET =
  /[\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}\p{Script=Armenian}\p{Script=Georgian}]/u;
/** Accented letters that the languages of Europe use often. */
const FREQUENT_LATIN = new Set('äöüßéèàùçâêîôûáíóúñãõìòåæøąęćłńśźżčšžřůýěőűăâîșțşţğıðþœëăđơư');
const PRINTED_MARKS = new Set('“”„‘’‚–—…«»‹›•€£§°©®™¿¡·№');
const EAST_ASIAN_MARKS = /[\u3000-\u3020\uff01-\uff1f\uff3b-\uff5e]/u;
const NO_CHARACTER = /[\u0080-\u009f\ufffd\ue000-\uf8ff\ufff0-\uffff\ud800-\udfff]/u;
const LETTER = /\p{L}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const LATIN = /\p{Script=Latin}/u;
const ASCII_LETTER = /[a-z]/i;

/**
 * How much a decoded text looks like writing, per character beyond ASCII: about 1 for the right encoding, below 0 where
 * its characters stand as no language has them (capitals and symbols within words, two scripts in a word, control
 * characters). 0 for ASCII.
 */
export function plausibility(text: string): number {
  let total = 0;
  let count = 0;
  let before = ' ';
  const characters = [...text.slice(0, SAMPLE)];
  for (const [index, character] of characters.entries()) {
    if (character > '\u007f') {
      total += worth(character, before, characters[index + 1] ?? ' ');
      count += 1;
    }
    before = character;
  }
  return count === 0 ? 0 : total / count;
}

function worth(character: string, before: string, after: string): number {
  if (NO_CHARACTER.test(character)) return -4;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff61 && code <= 0xff9f) return -0.5;
  if (code >= 0x3040 && code <= 0x30ff) return code < 0x30a0 ? 1 : 0.8;
  if (EAST_ASIAN_MARKS.test(character)) return 1;
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3)) {
    if (ASCII_LETTER.test(before) || ASCII_LETTER.test(after)) return -0.5;
    return FREQUENT.has(character) ? 1.5 : 0.2;
  }
  if (LETTER.test(character)) return alphabetic(character, before, after);
  if (PRINTED_MARKS.has(character)) {
    return LETTER.test(before) && LETTER.test(after) && !/['’‘·—–]/u.test(character) ? -1 : 0.7;
  }
  if (/\p{M}/u.test(character)) return LETTER.test(before) ? 1 : -1;
  if (character === '\u00a0') return 0.2;
  return LETTER.test(before) && LETTER.test(after) ? -2 : -0.5;
}

function isAccented(character: string): boolean {
  return character > '\u007f' && LATIN.test(character);
}

function alphabetic(character: string, before: string, after: string): number {
  const cyrillic = CYRILLIC.test(character);
  const latin = !cyrillic && LATIN.test(character);
  if (LETTER.test(before)) {
    if (UPPER.test(character) && LOWER.test(before)) return -2;
    if (LATIN.test(before) !== latin || CYRILLIC.test(before) !== cyrillic) return -2;
  }
  // No language has three accented letters in a row: those are the letters of another alphabet.
  if (latin && isAccented(before) && isAccented(after)) return -1.5;
  if (UPPER.test(character)) return LOWER.test(after) || !LETTER.test(after) || UPPER.test(after) ? 0.4 : -1;
  if (cyrillic) return FREQUENT_CYRILLIC.has(character) ? 1.1 : 0.6;
  if (latin) return FREQUENT_LATIN.has(character) ? 1 : -0.3;
  return OTHER_ALPHABET.test(character) ? 0.9 : -1;
}
