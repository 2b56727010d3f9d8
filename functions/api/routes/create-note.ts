import type { Brief, Evidence } from '../../core/brief.ts';
import type { ItemList } from '../../core/evidence.ts';
import { anchorOf, itemIn } from '../../core/notes/anchor.ts';
import { LIST_FIELDS } from '../../core/notes/desk-item.ts';
import { type AnyItem, type ItemFields, type Note, NoteInput } from '../../core/notes/note.ts';
import { sameItemIn } from '../../core/notes/same-item.ts';
import type { ApiContext, Route } from '../context.ts';
import type { Gated } from '../gated-item.ts';
import { type ApiRequest, negotiate, respondCreated } from '../http.ts';
import { NoteParameters, readId } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { readQuery } from '../query.ts';
import { readBody, WRONG_BODY } from '../request-body.ts';
import type { FieldError } from '../responses.ts';
import { corrected, type NotedBrief } from './corrected.ts';
import { type LiveBrief, liveBrief } from './live-brief.ts';

/** What a note has beside what its writer wrote. */
type Made = Pick<Note, 'anchor' | 'evidence' | 'contentHash' | 'made'>;

// This module is loaded for the first note that is written: few requests write one.

/** One version of a brief, as it was written and as it is shown. */
interface Shown {
  readonly written: Brief;
  readonly shown: Brief;
}

interface Found {
  readonly list: ItemList;
  readonly item: AnyItem;
}

/**
 * `POST /v1/briefs/{id}/notes`: what a caller corrects in a brief, or thinks of it. An item that is added or amended passes
 * the evidence gate, as an analyzer's does.
 */
export const createNote: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const { version: asked } = readQuery(NoteParameters(), request.query);
  const id = readId(request.parameters['id']);
  const input = readBody(NoteInput, request);
  refuseFields(input);
  const live = await liveBrief(id, context);
  const notes = await context.notes.of(id);
  const current = await shownOf(live, notes, context);
  const version = asked ?? live.version;
  const noted = version === live.version ? current : await earlier(id, version, notes, context);
  const made = await madeOf(input, noted, current, live, context);
  const note = {
    ...input,
    id: context.newUlid(),
    briefId: id,
    version,
    by: request.caller,
    at: new Date(context.now()).toISOString(),
    ...made,
  } as Note;
  if ((await context.notes.append(note)) === 'gone') {
    throw new ProblemError('removed', 'The article was removed while its note was written.', [], live.trace);
  }
  return respondCreated(`/v1/briefs/${id}/notes`, note);
};

function wrong(field: string, message: string): FieldError {
  return { field, message };
}

/** @throws ProblemError `invalid-request` for a note that says nothing, or what its list has no field for. */
function refuseFields(input: NoteInput): void {
  const errors: FieldError[] = [];
  if (input.action === 'assess' && Object.keys(input.value).length === 0) {
    errors.push(wrong('value', 'Give a likelihood, an impact or a comment.'));
  }
  if (input.action === 'amend' && Object.keys(input.value).length === 0) {
    errors.push(wrong('value', 'Say what is to be changed.'));
  }
  if (errors.length > 0) throw new ProblemError('invalid-request', WRONG_BODY, errors);
}

/** @throws ProblemError `invalid-request` for fields of another list, and for parties that the brief does not have. */
function refuseForeign(list: ItemList, value: ItemFields, brief: Brief): void {
  const parties = new Set(brief.parties.map(({ id }) => id));
  const own: readonly string[] = LIST_FIELDS[list];
  const errors = Object.entries(value).flatMap(([field, written]) => {
    if (['quote', 'list'].includes(field)) return [];
    if (!own.includes(field)) return [wrong(`value.${field}`, `An item of ${list} has no such field.`)];
    const unknown = Array.isArray(written) ? written.filter((id) => !parties.has(id)) : [];
    return unknown.map((id) => wrong(`value.${field}`, `The brief has no party ${id}.`));
  });
  if (errors.length > 0) throw new ProblemError('invalid-request', WRONG_BODY, errors);
}

async function shownOf(view: NotedBrief, notes: readonly Note[], context: ApiContext): Promise<Shown> {
  return { written: view.brief, shown: (await corrected(view, notes, context)).brief };
}

/** A version that is not the current one any more. @throws ProblemError `conflict` where it is not kept. */
async function earlier(id: string, version: string, notes: readonly Note[], context: ApiContext): Promise<Shown> {
  const found = await context.store.getVersion(id, version, context.now());
  if (found?.state === 'live') return shownOf(found, notes, context);
  throw new ProblemError('conflict', 'That version of the brief is not kept. Read the current one, and note that.');
}

/** An item as it is shown, else as it was written: a rejected one can be taken back. */
function findIn({ shown, written }: Shown, id: string): Found | undefined {
  return itemIn(shown, id) ?? itemIn(written, id);
}

/**
 * What a note needs beside its words: how its item is found again, and where its quote stands.
 * @param noted the version that its writer saw.
 */
async function madeOf(
  input: NoteInput,
  noted: Shown,
  current: Shown,
  live: LiveBrief,
  context: ApiContext,
): Promise<Made> {
  if (input.action === 'add') {
    const { list, quote, ...value } = input.value;
    refuseForeign(list, value, current.written);
    const { article, gates } = await gateOf(live, context);
    const evidence = placed(article.text, quote, current.written, gates);
    if (itemIn(current.shown, gates.itemIdOf(list, quote)) ?? itemIn(current.written, gates.itemIdOf(list, quote))) {
      throw new ProblemError('conflict', 'The brief has an item with this quote: amend that.');
    }
    const made = passed(gates.gateAdded(article, current.written, list, value, evidence));
    return {
      anchor: { ...anchorOf(list, made, [current.shown, current.written]), quotes: [quote] },
      evidence,
      contentHash: current.written.article.contentHash,
      made,
    };
  }
  if (input.item === undefined) return {};
  const found = findIn(noted, input.item);
  if (found === undefined) throw new ProblemError('not-found', `The brief has no item ${input.item}.`);
  const anchor = anchorOf(found.list, found.item, [noted.shown, noted.written]);
  const present = noted === current ? found : stillIn(current, input.item, found, anchor);
  if (input.action !== 'amend') return { anchor };
  const { quote, ...value } = input.value;
  refuseForeign(found.list, value, current.written);
  const { article, gates } = await gateOf(live, context);
  const evidence = quote === undefined ? undefined : placed(article.text, quote, current.written, gates);
  passed(gates.gateAmended(article, current.written, found.list, present.item, value, evidence));
  const { contentHash } = current.written.article;
  return { anchor, ...(evidence === undefined ? {} : { evidence, contentHash }) };
}

/** The item in the current version. @throws ProblemError `conflict` where that does not have it any more. */
function stillIn(current: Shown, id: string, { list }: Found, anchor: NonNullable<Note['anchor']>): Found {
  const item =
    sameItemIn<AnyItem>(current.shown[list], id, anchor) ?? sameItemIn<AnyItem>(current.written[list], id, anchor);
  if (item !== undefined) return { list, item };
  throw new ProblemError('conflict', 'The brief was written anew since, and does not have this item any more.');
}

/**
 * The article that a brief was made of, and the evidence gate.
 * @throws ProblemError `conflict` where the deployment serves no article, or this one is not kept any more.
 */
async function gateOf({ articleKey, trace }: LiveBrief, { readArticle }: ApiContext) {
  if (readArticle === undefined) {
    throw new ProblemError(
      'conflict',
      'This deployment does not serve articles, so nothing can be checked against one: accept, reject, comment or assess.',
    );
  }
  const article = await readArticle(articleKey);
  if (article === undefined) {
    throw new ProblemError(
      'conflict',
      'The text of the article is no longer kept, so nothing can be checked against it.',
      [],
      trace,
    );
  }
  return { article, gates: await import('../gated-item.ts') };
}

type Gates = Awaited<ReturnType<typeof gateOf>>['gates'];

function placed(text: string, quote: string, brief: Brief, { placeOf }: Gates): Evidence {
  const evidence = placeOf(text, quote, brief);
  if (evidence !== undefined) return evidence;
  throw refusal([wrong('value.quote', 'It is not in the article, word for word.')]);
}

function passed(gated: Gated): AnyItem {
  if ('item' in gated) return gated.item;
  throw refusal(gated.refused.map(({ field, message }) => wrong(`value.${field}`, message)));
}

function refusal(errors: FieldError[]): ProblemError {
  return new ProblemError('unsupported-claim', 'The evidence gate does not let it pass.', errors);
}
