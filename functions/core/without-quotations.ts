/** A sentence of ours without what it quotes: a document says of itself what it likes. */
export function withoutQuotations(sentence: string): string {
  return sentence.replace(/".*"/s, '"…"');
}
