import type { ItemFields, NoteInput } from '../../../core/notes/note.ts';
import type { Item, ItemList } from '../brief/cited-lines.ts';
import type { AskedNote } from './desk-tools.ts';

/** A field that a desk may change. */
export type FieldName = keyof ItemFields;

/**
 * The fields of each list that a desk may change, in the order of the form. They stand here once more because what knows them
 * brings more along than this page weighs; a test holds the two equal.
 */
export const FORM_FIELDS: Readonly<Record<ItemList, readonly FieldName[]>> = {
  measures: ['type', 'status', 'actors', 'targets', 'description'],
  unresolvedIssues: ['topic', 'state', 'parties', 'description'],
  risks: ['statement', 'likelihood', 'parties'],
  upsides: ['statement', 'likelihood', 'parties'],
};

const PARTY_FIELDS: ReadonlySet<FieldName> = new Set(['actors', 'targets', 'parties']);

const LISTS: Readonly<Record<string, ItemList>> = {
  m: 'measures',
  i: 'unresolvedIssues',
  r: 'risks',
  u: 'upsides',
};

/** The list that an item is of, by its id. */
export function listOf({ id }: Item): ItemList {
  return LISTS[id.charAt(0)] ?? 'measures';
}

function textIn(data: FormData, name: string): string {
  return String(data.get(name) ?? '').trim();
}

/** What a form says of one field: undefined where it says nothing, or what the item has already. */
function fieldIn(data: FormData, name: FieldName, item: Item | undefined): string | readonly string[] | undefined {
  const own = (item as Partial<Record<FieldName, unknown>> | undefined)?.[name];
  if (PARTY_FIELDS.has(name)) {
    const ids = data.getAll(name).map(String);
    const before: readonly string[] = Array.isArray(own) ? own.map(String) : [];
    const isSame = ids.length === before.length && ids.every((id) => before.includes(id));
    return isSame ? undefined : ids;
  }
  const text = textIn(data, name);
  return text === '' || text === own ? undefined : text;
}

/** The fields that a form changes; the API checks them. */
function fieldsIn(data: FormData, list: ItemList, item?: Item): ItemFields {
  const said = FORM_FIELDS[list].map((name) => [name, fieldIn(data, name, item)] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined)) as ItemFields;
}

function given<Name extends string>(data: FormData, ...names: readonly Name[]): Partial<Record<Name, string>> {
  const said = names.map((name) => [name, textIn(data, name)] as const).filter(([, text]) => text !== '');
  return Object.fromEntries(said) as Partial<Record<Name, string>>;
}

/**
 * The note that a form holds. Only what is said goes into it: of an amended item, what is otherwise than it was.
 * @returns what is still missing, in words, where it says nothing yet.
 */
export function noteIn(data: FormData, asked: AskedNote): NoteInput | string {
  const reason = given(data, 'reason');
  switch (asked.action) {
    case 'accept':
    case 'reject':
      return { action: asked.action, item: asked.item.id, ...reason };
    case 'amend': {
      const value = { ...fieldsIn(data, listOf(asked.item), asked.item), ...given(data, 'quote') };
      if (Object.keys(value).length === 0) return 'Nothing is changed yet.';
      return { action: 'amend', item: asked.item.id, value, ...reason };
    }
    case 'add': {
      const list = (textIn(data, 'list') || 'measures') as ItemList;
      const quote = textIn(data, 'quote');
      if (quote === '') return 'Which words of the article does it rest on?';
      return { action: 'add', value: { list, quote, ...fieldsIn(data, list) }, ...reason };
    }
    case 'comment': {
      const text = textIn(data, 'text');
      if (text === '') return 'There is no comment yet.';
      return { action: 'comment', ...about(asked.item), value: { text } };
    }
    case 'assess': {
      const value = given(data, 'likelihood', 'impact', 'comment');
      if (Object.keys(value).length === 0) return 'Say how likely it is, what it would mean, or what you think of it.';
      return { action: 'assess', ...about(asked.item), value, ...reason } as NoteInput;
    }
  }
}

function about(item: Item | undefined): { item?: string } {
  return item === undefined ? {} : { item: item.id };
}
