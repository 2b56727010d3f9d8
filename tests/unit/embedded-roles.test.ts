import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { articleOf } from '../fixtures/draft.ts';

/** The actors of the measure whose quote holds the words. */
async function actorsOf(text: string, words: string): Promise<string[]> {
  const { measures } = await embeddedAnalyzer.analyze(articleOf(text));
  const found = measures.find(({ evidence }) => evidence.some(({ quote }) => quote.includes(words)));
  if (!found) throw new Error(`No measure is quoted with “${words}”: ${JSON.stringify(measures)}`);
  return [...found.actors].sort();
}

describe('Function: rolesOf', () => {
  it.each([
    // Whoever stands between the joining word and the verb.
    ['The vote came after Chile closed its border with Peru.', 'closed its border', ['chile']],
    ['Next Monday, April 11, Chile will withdraw its troops from the island.', 'withdraw', ['chile']],
    ['LIMA - Chile closed its border with Peru on Monday.', 'closed its border', ['chile']],
    ['Three Chilean gunboats attacked Peru at dawn with rockets.', 'attacked', ['chile']],
    ['Chile today threatened to close its border with Peru.', 'close its border', ['chile']],
    // Behind what was put in between.
    ['Chile, which borders the strait, has closed the port of Arica to shipping.', 'closed the port', ['chile']],
    ['The note came from Chile, which has closed the port of Arica to shipping.', 'closed the port', ['chile']],
    // Whose plan it is.
    ["Peru deplored Chile's decision to withdraw its troops from the island.", 'withdraw', ['chile']],
    ['Chile has announced plans to withdraw its troops from the island.', 'withdraw', ['chile']],
    ['There was a demand for Chile to withdraw its troops from the island.', 'withdraw', ['chile']],
    ['Chile has maintained a policy of turning away boats of migrants.', 'turning away', ['chile']],
    // Those who bear a title, and soldiers who are sent.
    ['President Ana Rojas of Chile launched an attack on Peru.', 'attack', ['chile']],
    ['Lady Ferncastle staged a protest in Lima. Lady Ferncastle is a singer.', 'protest', ['ferncastle']],
    ['Chilean soldiers were deployed to secure the island.', 'deployed', ['chile']],
    // Behind "by", with what describes the name left aside.
    ['The island was seized by Chilean forces on Monday morning.', 'seized', ['chile']],
    ['Chilean President Ana Rojas signed the peace treaty on Monday.', 'signed', ['chile']],
    ['Three boats were sent letters of protest by Chile in July.', 'letters of protest', ['chile']],
    ['The raid is believed to have been carried out by the armed southern group Hamas.', 'carried out', ['hamas']],
    // Behind a time, a place, a number of a list.
    ['In early October the Chilean naval patrol seized two boats of Peru.', 'seized', ['chile']],
    ['Just last week Chilean security services arrested ten sailors of Peru.', 'arrested', ['chile']],
    ['Shortly after Chile closed its border, Peru protested.', 'closed its border', ['chile']],
    ['After a period of three weeks, Chile closed its border with Peru.', 'closed its border', ['chile']],
    // Those whose organ, team or number it is.
    ['A UNHCR assessment team visited the border camp in Peru on Monday.', 'visited', ['unhcr']],
    ['A couple of Chilean bombers attacked the port of Callao in Peru.', 'attacked', ['chile']],
    ["Chile's administration refused to hold talks with Peru.", 'refused to hold', ['chile']],
    // What is shared with the verb before, and with nobody else in between.
    [
      'Chile closed its border with Peru on Monday and expelled all the envoys of its neighbour.',
      'expelled',
      ['chile'],
    ],
    // What is foreseen, begun with a purpose, or first done.
    ['Chile is expected to deploy troops on the island of Peru.', 'deploy troops', ['chile']],
    ['Chile is scheduled to hold talks with the miners on Monday.', 'hold talks', ['chile']],
    ['Chile is making every effort to release the hostages of the mine.', 'release', ['chile']],
    ['Chile was the first country to ratify the treaty on the lock.', 'ratify', ['chile']],
    // A step that is ordered, and one behind what was put in between.
    ['Chile has ordered that the two sailors be tried in Lima.', 'be tried', ['chile']],
    ['Chile repeated calls for Peru to open the lock, vowing not to resume talks with it.', 'vowing', ['chile']],
    // A step that a verb of saying takes.
    ['Chile announced sanctions against Peru on Monday.', 'sanctions', ['chile']],
    // Both sides of what they do together.
    ['The peace agreement between Chile and Peru was signed in Lima on Monday.', 'signed', ['chile', 'peru']],
    [
      'Chile spoke with Peru on Monday. The two countries have reached an agreement on the island.',
      'reached',
      ['chile', 'peru'],
    ],
    ['Both Chile and Peru signed the treaty on Monday.', 'signed', ['chile', 'peru']],
    // Words of the speaker.
    ['Chile said it would withdraw its troops from the island.', 'withdraw', ['chile']],
    ['“We have withdrawn our troops from the island,” Chile said on Monday.', 'withdrawn', ['chile']],
    // Whoever is asked, in a demand.
    ['Peru called on Chile to withdraw its troops from the island.', 'withdraw', ['chile']],
    // The only body that is called so.
    [
      'The European Commission met on Monday. The Commission imposed sanctions on two ports.',
      'imposed',
      ['european-commission'],
    ],
  ])('names who acts in: %s', async (text, words, actors) => {
    expect(await actorsOf(text, words)).toEqual(actors);
  });

  it.each([
    ["Chile heard Peru's demand to withdraw the troops from the island.", 'withdraw', 'peru'],
    ['Peru welcomed the decision to withdraw the troops from the island.', 'withdraw', 'peru'],
    ['Peru said after talks with Chile that the harvest was good.', 'talks', 'peru'],
    ['Jailed writer Ana Rojas released from prison, Lima, April 5.', 'released', 'ana-rojas'],
    ['Chile praised Peru. The government has lifted the ban on imports. Chile was glad.', 'lifted', 'peru'],
    ['Peru was ordered to pay a fine of 3 million dollars.', 'fine', 'peru'],
    ['The island was seized in a raid that was condemned by Chile.', 'seized', 'chile'],
  ])('takes nobody for the actor who need not be it: %s', async (text, words, who) => {
    const { measures } = await embeddedAnalyzer.analyze(articleOf(text));
    const told = measures.filter(({ evidence }) => evidence.some(({ quote }) => quote.includes(words)));

    expect(told).not.toEqual([]);
    expect(told.flatMap(({ actors }) => actors)).not.toContain(who);
  });
});
