import type { Party, Position } from '../../core/brief.ts';
import type { GateContext } from './context.ts';
import { aliasesIn, type Called, countryOf, isCalled } from './known-as.ts';
import { formsOf, type PartyForms } from './party-names.ts';
import { namingOf } from './sanity.ts';
import { maySpeak } from './speaker.ts';
import { plainOf } from './words.ts';

/** The most parties that a brief holds. */
const MAX_PARTIES = 64;

function checkedPosition(context: GateContext, forms: PartyForms, position: Position): Position | undefined {
  const evidence = context.verbatim(position.evidence);
  const [first] = evidence;
  if (first === undefined || !maySpeak(context.source, position.speaker, first, forms)) return undefined;
  const quotes = evidence.map((piece) => piece.quote);
  const failure = context.failure(position.statement, {
    quotes: [...quotes, position.speaker],
    parties: context.partiesIn(quotes, [forms.party.id]),
    shown: new Set(),
    governors: context.governors(evidence),
    attributed: true,
    form: 'claim',
  });
  if (failure === undefined) return { ...position, evidence };
  const statement = context.inPlaceOf(evidence);
  if (statement !== position.statement) context.held.add('positions');
  return { ...position, statement, evidence };
}

/** A party with the country and the aliases that are its own. */
function knownAs(context: GateContext, written: Party, called: readonly Called[]): Party {
  const { country: _, ...party } = written;
  const country = countryOf(written);
  if (country !== undefined) Object.assign(party, { country });
  const aliases = aliasesIn({ ...party }, called, context.plain);
  if (country !== written.country) context.held.add('country');
  context.held.add('aliases', written.aliases.length - aliases.length);
  return { ...party, aliases };
}

/**
 * The parties that their own quotes name, at most 64, each with the positions that it may have voiced.
 * Leaves the surviving parties' forms in the context.
 */
export function checkedParties(context: GateContext, parties: readonly Party[]): Party[] {
  const kept: PartyForms[] = [];
  const seen = new Set<string>();
  const called = parties.map(({ id, name }) => ({ id, plain: plainOf(name) }));
  for (const written of parties) {
    const evidence = context.verbatim(written.evidence);
    const party = knownAs(context, written, called);
    const forms = formsOf(party, context.plain);
    if (
      evidence.length === 0 ||
      seen.has(party.id) ||
      kept.length >= MAX_PARTIES ||
      !isCalled(party, context.plain, context.lexicon) ||
      namingOf(context.source, forms, evidence, []) === 'absent'
    ) {
      context.dropped.add('parties');
      continue;
    }
    seen.add(party.id);
    kept.push({ ...forms, party: { ...party, evidence } });
  }
  context.setParties(kept);
  return kept.map((forms) => {
    const { party } = forms;
    const positions = party.positions.flatMap((one) => checkedPosition(context, forms, one) ?? []);
    context.dropped.add('positions', party.positions.length - positions.length);
    return { ...party, positions };
  });
}
