/** A line that parts a signature from the text (RFC 3676, section 4.3); many programs lose its trailing space. */
const SIGNATURE = /^--\s?$/;
const MAX_SIGNATURE_LINES = 15;

const SENT_FROM =
  /^(?:sent (?:from|via|with) (?:my )?.{2,60}|get outlook for .{2,30}|von meinem .{2,40} gesendet|gesendet (?:von|mit) .{2,60}|envoyé (?:de|depuis) mon .{2,40}|enviado desde mi .{2,40}|enviado do meu .{2,40}|inviato da(?:l mio)? .{2,40}|verzonden vanaf mijn .{2,40}|skickat från min .{2,40}|.{0,20}(?:iPhone|iPad|Android)から送信|发自我的.{2,20}|나의 .{2,20}에서 보냄)[.!]?$/iu;

/** How a paragraph begins that says whom a message is for and what may not be done with it. */
const DISCLAIMER_START =
  /^[*_\s-]{0,10}(?:(?:legal |confidentiality |important )?(?:disclaimer|notice|confidentiality(?: notice)?)\s?[:.–-]|confidential(?:ity)? (?:notice|note)|this (?:e-?mail|message|communication|transmission)\b|the (?:information|contents?) (?:contained )?(?:in|of) this (?:e-?mail|message)|if you (?:are not the intended|have received this)|diese (?:e-?mail|nachricht)\b|der inhalt dieser (?:e-?mail|nachricht)|haftungsausschluss|vertraulichkeitshinweis|ce (?:message|courriel|mail)\b|este (?:mensaje|correo|e-?mail)\b|esta mensagem\b|questo messaggio\b|il presente messaggio|le informazioni contenute|dit (?:bericht|e-?mailbericht)\b|please consider the environment|bitte (?:denken|prüfen) sie .{0,40}(?:umwelt|ausdruck)|(?:本|この)(?:電子)?メール|本邮件|此邮件|이 (?:메일|전자우편))/iu;
const DISCLAIMER_WORDS =
  /confidential|privileged|intended (?:recipient|only|solely|for)|unauthori[sz]ed|in error|legally|environment|vertraulich|rechtlich geschützt|empfänger|irrtümlich|unbefugt|umwelt|confidentiel|destinataire|confidencial|destinatari|riservat|vertrouwelijk|geadresseerde|機密|受信者|誤って|宛先|保密|机密|기밀|수신인/iu;

/** What newsletters end with: how to leave the list, where they come from, how they are shown. */
const LIST_LINE =
  /\bunsubscribe\b|manage (?:your )?(?:preferences|subscriptions?)|update your preferences|email preferences|you (?:are|'re|’re) receiving this|you received this (?:e-?mail|message|newsletter)|newsletter (?:abbestellen|abmelden)|\babbestellen\b|\babmelden\b|(?:vom|von diesem) newsletter|sie erhalten diese|se désabonner|désinscri|vous recevez ce|darse de baja|cancelar (?:la |sua |a )?(?:suscripción|inscrição|assinatura)|disiscriv|cancella(?:re|ti) (?:la|l[’']) ?iscrizione|afmelden|uitschrijven|avprenumerera|avsluta prenumeration|afmeld|avmeld|wypisz|отписаться|aboneliğ|配信(?:を)?(?:停止|解除)|登録(?:を)?解除|購読(?:を)?(?:停止|解除)|退订|取消订阅|取消訂閱|수신 ?거부|구독 ?취소/iu;
const BROWSER_LINE =
  /^(?:\W{0,3})(?:view (?:this|it|the) .{0,40}(?:in|on) (?:your |a |the )?(?:web )?browser|view (?:in|on) (?:your )?(?:browser|web)|having trouble (?:viewing|reading).{0,80}|trouble viewing.{0,60}|read (?:this )?(?:online|in (?:your )?browser)|(?:newsletter |e-?mail )?im browser (?:ansehen|anzeigen|öffnen|lesen)|wird (?:diese|die) .{0,40} nicht (?:richtig|korrekt) (?:angezeigt|dargestellt).{0,80}|(?:voir|afficher|lire) .{0,40}(?:navigateur|en ligne)|ver (?:este .{0,20})?en (?:el|su|tu) navegador|visualizza .{0,30}browser|bekijk .{0,30}browser|visa .{0,30}webbläsare|(?:メールが)?.{0,20}ブラウザで(?:表示|見る|開く|ご覧).{0,20}|在浏览器中(?:查看|打开)|在瀏覽器中(?:檢視|查看)|브라우저에서 보기)\W{0,5}$/iu;

/** Paragraphs at the end that may be disclaimers or a newsletter's foot. */
const CLOSING_PARAGRAPHS = 10;
const MAX_LIST_PARAGRAPH = 600;

/** Lines of a message without the armour of a signature by PGP around them (RFC 9580, section 7). */
export function withoutArmour(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.trim() === '-----BEGIN PGP SIGNED MESSAGE-----');
  const end = lines.findIndex((line) => line.trim() === '-----BEGIN PGP SIGNATURE-----');
  if (start === -1 || end < start) return lines;
  const blank = lines.findIndex((line, at) => at > start && line.trim() === '');
  return lines.slice(blank === -1 ? start + 1 : blank, end).map((line) => line.replace(/^- /, ''));
}

/** Lines of a message up to its signature, and without "Sent from my …". */
export function withoutSignature(lines: readonly string[]): string[] {
  const firstText = lines.findIndex((line) => /\p{L}/u.test(line));
  let end = lines.length;
  let after = 0;
  for (let at = lines.length - 1; at > firstText && firstText !== -1; at -= 1) {
    const line = lines[at] ?? '';
    if (SIGNATURE.test(line) && (line === '-- ' || after <= MAX_SIGNATURE_LINES)) end = at;
    if (line.trim() !== '') after += 1;
  }
  const kept = lines.slice(0, end);
  while (kept.length > 0) {
    const last = (kept.at(-1) ?? '').trim();
    if (last !== '' && !(last.length <= 90 && SENT_FROM.test(last)) && !/^[_=*-]{5,200}$/.test(last)) break;
    kept.pop();
  }
  return kept;
}

function isDisclaimer(paragraph: string): boolean {
  const start = paragraph.slice(0, 2_000);
  return DISCLAIMER_START.test(start) && DISCLAIMER_WORDS.test(start);
}

function isListLine(paragraph: string): boolean {
  return paragraph.length <= MAX_LIST_PARAGRAPH && LIST_LINE.test(paragraph);
}

/** Share of a message that its closing may have: more is the article of a message about such things. */
const MAX_CLOSING_SHARE = 0.5;

/** Place of the first paragraph, from the end, with which everything that follows goes. */
function closingOf(paragraphs: readonly string[]): number {
  let end = paragraphs.length;
  const total = paragraphs.reduce((sum, { length }) => sum + length, 0);
  let tail = 0;
  for (let at = paragraphs.length - 1; at > 0 && at >= paragraphs.length - CLOSING_PARAGRAPHS; at -= 1) {
    const paragraph = paragraphs[at] ?? '';
    tail += paragraph.length;
    if (tail > total * MAX_CLOSING_SHARE && !isDisclaimer(paragraph)) break;
    if (isDisclaimer(paragraph) || isListLine(paragraph) || SENT_FROM.test(paragraph.slice(0, 90))) end = at;
  }
  return end;
}

/**
 * The paragraphs of a message without legal disclaimers and what newsletters put above and below: "View in browser",
 * how to unsubscribe and what follows that.
 */
export function withoutClosing<Block extends { text: string }>(blocks: readonly Block[]): Block[] {
  const start = blocks.slice(0, 4).findLastIndex(({ text }) => text.length <= 200 && BROWSER_LINE.test(text)) + 1;
  const rest = blocks.slice(start);
  return rest.slice(0, closingOf(rest.map(({ text }) => text)));
}
