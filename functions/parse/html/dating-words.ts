/** Words that say that a date beside them is one of change, by stem, in the languages whose dates are read. */
const CHANGED = [
  'updat',
  'modif',
  'edited',
  'last edit',
  'revis',
  'reviewed',
  'amended',
  'corrected',
  'expire',
  'deadline',
  'aktualisiert',
  'geändert',
  'letzte änderung',
  'stand:',
  'stand vom',
  'überarbeitet',
  'mis à jour',
  'maj le',
  'actualiz',
  'atualiz',
  'aggiornat',
  'ultima modifica',
  'bijgewerkt',
  'gewijzigd',
  'zaktualiz',
  'aktualizac',
  'uppdater',
  'oppdater',
  'opdater',
  'muokattu',
  'päivitetty',
  'güncel',
  'обновлен',
  'изменен',
  'оновлен',
  '更新',
  '수정',
]; // prettier-ignore
/** Words that say that a date beside them is one of publication. */
const ISSUED = [
  'publish',
  'posted',
  'created',
  'released',
  'first aired',
  'written on',
  'veröffentlicht',
  'erschienen',
  'erstellt',
  'geschrieben',
  'gepostet',
  'verfasst',
  'eingestellt',
  'publié',
  'publicad',
  'publicación',
  'pubblicat',
  'gepubliceerd',
  'geplaatst',
  'opublikowan',
  'dodano',
  'publicerad',
  'publisert',
  'publiceret',
  'offentliggjort',
  'julkaistu',
  'yayınlan',
  'опубликован',
  'опубліков',
  '発表',
  '公開',
  '发布',
  '입력',
]; // prettier-ignore

const any = (stems: readonly string[]) => `(?:${stems.join('|')})`;
const AT_START = new RegExp(
  `^[^\\p{L}]{0,5}(?:zuletzt |last |dernière |última |ultim[oa] |laatst |ostatnia |sist |senast )?${any(CHANGED)}`,
  'iu',
);
const CHANGE = new RegExp(any(CHANGED), 'iu');
const ISSUE = new RegExp(any(ISSUED), 'iu');
const EITHER = new RegExp(`(?=${any([...CHANGED, ...ISSUED])})`, 'giu');

/** Whether a text begins with what says that its date is one of change. */
export function beginsWithChange(text: string): boolean {
  return AT_START.test(text);
}

/** Whether a text says that a date in it is one of change. */
export function saysChanged(text: string): boolean {
  return CHANGE.test(text);
}

/** Whether a text says that a date in it is one of publication. */
export function saysIssued(text: string): boolean {
  return ISSUE.test(text);
}

/** A text that gives both dates, parted: what stands before or between the words of change, and what follows them. */
export function partsOf(text: string): { issued: string; changed: string } {
  if (!saysChanged(text)) return { issued: text, changed: '' };
  let [issued, changed] = ['', ''];
  for (const part of text.split(EITHER)) {
    if (CHANGE.test(part.slice(0, 20)) && beginsWithChange(part)) changed += part;
    else issued += part;
  }
  return { issued, changed };
}
