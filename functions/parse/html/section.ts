/** Names that the software gives where the outlet gives none. */
const NO_SECTION =
  /^(?:un?categori[sz]ed|unkategorisiert|allgemein|ohne kategorie|non classé|sin categoría|senza categoria|sem categoria|geen categorie|tags?|posts?|articles?|default|none|null|home|startseite|all)$/i;
const MAX_SECTION = 60;

/**
 * The section of the first statement that names one: the first name of a list, never a path through the whole site and
 * never the outlet.
 * @param statements sections as the document gives them, the surest first.
 */
export function readSection(statements: readonly (string | null)[], outlet: string | null): string | null {
  for (const statement of statements) {
    if (statement === null || /[>»›|]|https?:|\/.*\//.test(statement)) continue;
    const section = statement.split(/[,;]/)[0]?.trim() ?? '';
    const named =
      section !== '' && section.length <= MAX_SECTION && /\p{L}/u.test(section) && !NO_SECTION.test(section);
    if (named && section.toLowerCase() !== outlet?.toLowerCase()) return section;
  }
  return null;
}
