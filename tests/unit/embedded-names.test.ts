import { describe, expect, it } from 'vitest';
import { keyOf, lookupForm } from '../../functions/brief/embedded/canonical.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import type { Entity, Names } from '../../functions/brief/embedded/model.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { PartyId } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

function namesOf(text: string, fields: Parameters<typeof articleOf>[1] = {}): Names {
  return findNames(readDocument(articleOf(text, fields)));
}

function entity(names: Names, key: string): Entity {
  const found = names.entities.get(key);
  if (found === undefined) throw new Error(`There is no ${key} among ${[...names.entities.keys()].join(', ')}.`);
  return found;
}

function surfaces(text: string, names: Names, key: string): string[] {
  return entity(names, key).mentions.map((mention) => text.slice(mention.start, mention.end));
}

describe('Function: keyOf', () => {
  it.each([
    ['United States', 'united-states'],
    ['Médecins Sans Frontières', 'medecins-sans-frontieres'],
    ['People’s Bank of China', 'peoples-bank-of-china'],
    ['M-19', 'm-19'],
    ['  AT&T ', 'at-t'],
    ['Κόμμα', 'κομμα'],
  ])('makes an id of %s', (name, key) => {
    expect(keyOf(name)).toBe(key);
    expect(PartyId.parse(key)).toBe(key);
  });

  it('has none where there is no letter', () => {
    expect(keyOf('— 😀 —')).toBe('');
  });

  it('never exceeds what an id may hold', () => {
    expect(PartyId.safeParse(keyOf('Ab '.repeat(400))).success).toBe(true);
    expect(PartyId.safeParse(keyOf('x'.repeat(4000))).success).toBe(true);
  });
});

describe('Function: lookupForm', () => {
  it('holds letters and digits only', () => {
    expect(lookupForm('Côte d’Ivoire')).toBe('cotedivoire');
  });
});

describe('Function: findNames', () => {
  it('tells the surname May from the month and the modal', () => {
    const text =
      'Prime Minister Anna May promised a review. In May the lock closed. Norland May close it again. Mrs May left.';
    const names = namesOf(text);

    expect(surfaces(text, names, 'anna-may')).toEqual(['Anna May', 'May']);
    expect([...names.entities.keys()].filter((key) => key.includes('may'))).toEqual(['anna-may']);
  });

  it('takes those to whom an ambassador is sent for nobody whom she speaks for', () => {
    const text =
      "Chile is poor. The country's ambassador to the UN, Ana Rojas, asked for help. Ana Rojas left on Monday.";
    const names = namesOf(text);

    expect(surfaces(text, names, 'united-nations')).toEqual(['UN']);
  });

  it('takes a body for no other kind of body, and it behind a verb of saying for whoever says so', () => {
    const text =
      'The Harbour Court heard the case. The Harbour Court said the union had left. The union said it would call a strike.';

    expect(surfaces(text, namesOf(text), 'harbour-court')).toEqual(['Harbour Court', 'Harbour Court']);
  });

  it('takes the letters of an armed group for it only where its country is named', () => {
    const market = namesOf('The FSA fined a Japanese exchange. Japan welcomed it.');
    const war = namesOf('The FSA left the town. Syria welcomed it.');

    expect([...market.entities.keys()]).not.toContain('free-syrian-army');
    expect([...war.entities.keys()]).toContain('free-syrian-army');
  });

  it('takes a disease for nobody', () => {
    expect([...namesOf('Hepatitis C is spreading. He was told on Monday.').entities.keys()]).toEqual([]);
  });

  it('takes a state and its verb for no people of that state', () => {
    const text = 'Iraq is calm, and Israel is too.';

    expect(surfaces(text, namesOf(text), 'iraq')).toEqual(['Iraq']);
    expect(surfaces(text, namesOf(text), 'israel')).toEqual(['Israel']);
  });

  it('gathers a state, its adjective, its organs and its capital where that acts', () => {
    // Prepare
    const text =
      'Norway and Sweden met on Monday. The Norwegian Foreign Ministry said Oslo had protested against Swedish drills. ' +
      'Stockholm has denied it. Norwegian authorities and the Swedish government meet again. A ship lay in Oslo.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(surfaces(text, names, 'norway')).toEqual([
      'Norway',
      'Norwegian Foreign Ministry',
      'Oslo',
      'Norwegian authorities',
    ]);
    expect(surfaces(text, names, 'sweden')).toContain('Stockholm');
    expect(entity(names, 'sweden')).toMatchObject({ name: 'Sweden', kind: 'state', country: 'SE' });
    expect(entity(names, 'norway').mentions.map((mention) => mention.organ)).toEqual([
      undefined,
      'Foreign Ministry',
      undefined,
      'authorities',
    ]);
    expect(entity(names, 'oslo-place')).toMatchObject({ kind: 'place' });
  });

  it('keeps the organs of one state apart where the matter is its own', () => {
    // Prepare
    const text =
      'The Peruvian Constitutional Court struck down a law on Friday. The court said the law hurt miners. ' +
      'The Lima City Council had asked Peru to keep it. Police guarded the court. The Peruvian government must obey.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(entity(names, 'peruvian-constitutional-court')).toMatchObject({ kind: 'government-body', country: 'PE' });
    expect(entity(names, 'lima-city-council').kind).toBe('government-body');
    expect(surfaces(text, names, 'peru')).toContain('Peruvian government');
  });

  it('links a person’s short names, titles and pronouns', () => {
    // Prepare
    const text =
      'Professor Anna Brook, an economist, testified on Tuesday. Brook said she had seen the file. ' +
      'Mr Tom Hale disagreed. He left.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(surfaces(text, names, 'anna-brook')).toEqual(['Anna Brook', 'Brook', 'she']);
    expect(surfaces(text, names, 'tom-hale')).toEqual(['Tom Hale', 'He']);
    expect(entity(names, 'anna-brook').kind).toBe('person');
  });

  it('lets a pronoun stand only for whom it can', () => {
    // Prepare
    const text =
      'Thomas Vale and Laura Vale left the house on Friday. She drove. He waited for Mr Hale. Her car broke down.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(surfaces(text, names, 'laura-vale')).toEqual(['Laura Vale', 'She', 'Her']);
    expect(surfaces(text, names, 'thomas-vale')).toEqual(['Thomas Vale', 'He']);
  });

  it('makes a region’s governor its alias', () => {
    // Prepare
    const text = 'The governor of Ohio, Mark Brand, signed the bill. Ohio will pay for it. Brand praised it.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(entity(names, 'ohio').aliases).toContain('Mark Brand');
  });

  it('makes those who speak for a body its aliases, and those who once did their own', () => {
    // Prepare
    const text =
      'Chilean President Laura Campos met the Argentine foreign minister, Pablo Rey, on Sunday. Campos praised Argentina. ' +
      'Chile and Argentina will sign in May. Former Chilean President Jorge Soto warned of delay.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(entity(names, 'chile').aliases).toEqual(expect.arrayContaining(['Laura Campos', 'Campos']));
    expect(entity(names, 'argentina').aliases).toContain('Pablo Rey');
    expect(entity(names, 'jorge-soto').kind).toBe('person');
    expect(names.entities.has('laura-campos')).toBe(false);
  });

  it('learns an acronym, and a short form of a company', () => {
    // Prepare
    const text =
      'The Lowland Farmers Union (LFU) sued Brightwater Holdings. Brightwater denied it. The LFU will appeal, and ' +
      'the company will wait.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(surfaces(text, names, 'lowland-farmers-union')).toEqual(['Lowland Farmers Union', 'LFU', 'LFU']);
    expect(surfaces(text, names, 'brightwater-holdings')).toEqual(['Brightwater Holdings', 'Brightwater', 'company']);
    expect(entity(names, 'brightwater-holdings').kind).toBe('company');
  });

  it('finds groups that act together, and what they are', () => {
    // Prepare
    const text =
      'Kurdish fighters left on Monday. Striking truck drivers blocked the road. The rebels and the gunmen fired.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(entity(names, 'kurdish-fighters')).toMatchObject({ name: 'Kurdish fighters', kind: 'armed-group' });
    expect(entity(names, 'drivers').kind).toBe('community');
    expect(entity(names, 'drivers').aliases).toContain('Striking truck drivers');
  });

  it.each([
    ['Bosnian Serbs left the valley. The Serbs had held it.', 'bosnian-serbs', ['Bosnian Serbs']],
    ['Crimean Tatars protested. The Tatars want schools.', 'crimean-tatars', ['Crimean Tatars', 'Tatars']],
    ['A truce with the Sunni Bedouins held.', 'sunni-bedouins', ['Sunni Bedouins']],
    ['Turkish Cypriots and Greek Cypriots met.', 'turkish-cypriots', ['Turkish Cypriots']],
  ])('makes one community of an adjective and a people: %s', (text, key, expected) => {
    // Act
    const names = namesOf(text);

    // Assess
    expect(entity(names, key).kind).toBe('community');
    expect(surfaces(text, names, key)).toEqual(expected);
  });

  it('gives a person’s full name to each mention, also of one who speaks for a body', () => {
    // Prepare
    const text =
      'Carla Vick, who heads the Osmark Grain Chamber, left. Norway’s deputy foreign minister, Ola Berg, stayed. He is ill.';

    // Act
    const { mentions } = namesOf(text);

    // Assess
    expect(
      mentions.filter(({ person }) => person !== undefined).map(({ entity: key, person }) => [key, person]),
    ).toEqual([
      ['osmark-grain-chamber', 'Carla Vick'],
      ['norway', 'Ola Berg'],
      ['norway', 'Ola Berg'],
    ]);
  });

  it('takes a capital at the head of a sentence for no name', () => {
    // Act
    const names = namesOf(
      'Products were late. Higher prices followed. Talks began. However they failed on Friday in May.',
    );

    // Assess
    expect([...names.entities.keys()]).toEqual([]);
  });

  it('leaves datelines, bylines, boilerplate, agreements and days out', () => {
    // Prepare
    const text =
      'NAIROBI (Reuters) - Kenya signed the Coast Protection Treaty on Monday.\n\nCopyright Northern Media Group. All rights reserved.';

    // Act
    const names = namesOf(text);

    // Assess
    expect([...names.entities.keys()]).toEqual(['kenya']);
  });

  it('makes outlets and the article’s own writer no party', () => {
    // Prepare
    const text = 'Jane Roe told the BBC on Friday that the dam would hold. Roe spoke to Reuters.';

    // Act
    const names = namesOf(text, { authors: ['Jane Roe'] });

    // Assess
    expect(entity(names, 'jane-roe').kind).toBe('outlet');
    expect(entity(names, 'bbc').kind).toBe('outlet');
    expect(entity(names, 'reuters').kind).toBe('outlet');
  });

  it('lets a province act where it does', () => {
    // Prepare
    const text = 'Alberta will appeal the ruling. The Alberta government said the plan stands. Farms in Alberta wait.';

    // Act
    const names = namesOf(text);

    // Assess
    expect(surfaces(text, names, 'alberta')).toEqual(['Alberta', 'Alberta government']);
    expect(entity(names, 'alberta')).toMatchObject({ kind: 'government-body', country: 'CA' });
  });

  it('takes known names only from another language', () => {
    // Prepare
    const text = 'Der Minister Hans Keller sprach in Wien über Israel und die NATO. Die Regierung wartet.';

    // Act
    const names = namesOf(text, { language: 'de' });

    // Assess
    expect([...names.entities.keys()].sort()).toEqual(['israel', 'nato']);
  });

  it('reads acronyms of states as written only', () => {
    // Act
    const names = namesOf('The US told us to wait. Will it go to WHO or to who knows?');

    // Assess
    expect(entity(names, 'united-states').mentions.filter((mention) => mention.how === 'gazetteer')).toHaveLength(1);
    expect(entity(names, 'world-health-organization').mentions).toHaveLength(1);
  });

  it('takes no word that only opens a sentence into a name', () => {
    // Act
    const names = namesOf('The cup went to Kari Lund in May. Victorious Lund sailed home. On Monday he spoke.');

    // Assess
    expect([...names.entities.keys()]).toContain('kari-lund');
    for (const key of ['victorious-lund', 'victorious', 'on']) expect(names.entities.has(key)).toBe(false);
  });

  it('keeps the given name with which a sentence opens', () => {
    expect([...namesOf('Navin Lund spoke. Later Lund left for home.').entities.keys()]).toEqual(['navin-lund']);
  });

  it('takes a well-known leader for the state that the text names, and never for another one', () => {
    const named = 'Moroccan diplomats met President Obama on Monday. The United States was pleased.';
    const unnamed = namesOf('Moroccan diplomats met President Obama on Monday.');

    expect(surfaces(named, namesOf(named), 'united-states')).toContain('Obama');
    expect([...unnamed.entities.keys()].sort()).toEqual(['morocco', 'obama']);
  });

  it('takes nobody for his state who is yet to speak for it, or whom the text names more often', () => {
    const elect = 'The United States waits. President-elect Trump met Jane Roe on Monday. America waits.';
    const own =
      'Trump left New York. Trump sat down. Trump was tired, and Trump slept. Later Trump woke. Trump called the US press.';

    expect(namesOf(elect).entities.has('trump')).toBe(true);
    expect(surfaces(elect, namesOf(elect), 'united-states')).not.toContain('Trump');
    expect(namesOf(own).entities.has('trump')).toBe(true);
  });

  it('takes nobody for his state who is called ex-president', () => {
    const text = 'South Africa watched on Monday as ex-President Jacob Zuma went to court. South Africa waits.';

    expect(namesOf(text).entities.get('jacob-zuma')?.kind).toBe('person');
  });

  it.each([
    ['with others beside it', 'Washington along with its allies demanded a truce.', 'united-states'],
    ['under pressure', 'The pressure on Damascus grew.', 'syria'],
    ['which is given something', 'Norway stopped arms to Kyiv on Monday.', 'ukraine'],
    ['which gives something', 'Norway hopes for support from Moscow.', 'russia'],
    ['in which an embassy opens', 'Sri Lanka opened an embassy in Tehran on Monday.', 'iran'],
  ])('takes for its state a seat %s', (_, text, key) => {
    expect(entity(namesOf(text), key).kind).toBe('state');
  });

  it('leaves a seat a place where something only is there', () => {
    const text =
      'A bomb went off near an embassy in Tehran. Roads to Kyiv were shut. Winter along the Thames was mild in London.';
    const names = namesOf(text);

    for (const key of ['iran', 'ukraine', 'united-kingdom']) expect(names.entities.has(key)).toBe(false);
  });

  it('reads a single sentence with an organ of one state and another state as a matter between states', () => {
    const text =
      'French National Assembly president Laurent Berg held talks with leaders of Romania’s new government on Tuesday.';
    const names = namesOf(text);

    expect(surfaces(text, names, 'france')).toContain('French National Assembly');
    expect(names.entities.has('romania')).toBe(true);
  });

  it('takes the mark of the possessive from a name', () => {
    expect(
      [...namesOf('He compared it with Mr Lindqvist’s, which was shorter.').entities.values()].map(({ name }) => name),
    ).toEqual(['Lindqvist']);
  });

  it('joins small letters between two hyphens to the name', () => {
    const names = namesOf('The consulate in Mazar-i-Sharif was closed, and Mazar-i-Sharif was quiet.');

    expect([...names.entities.keys()]).toEqual(['mazar-i-sharif']);
  });

  it('finds a group and an organ also where they open their sentence', () => {
    const names = namesOf('Police have closed the bridge. Farmers blocked the road.');

    expect([...names.entities.keys()].sort()).toEqual(['farmers', 'police']);
  });

  it('takes the words of a spokesman in capitals for those of his body', () => {
    const text = 'Ada Berg, the State Department Spokesperson, said that ships had left. A Nato spokesman agreed.';

    const names = namesOf(text);

    expect(surfaces(text, names, 'united-states')).toContain('Ada Berg');
    expect(surfaces(text, names, 'nato')).toEqual(['Nato spokesman']);
  });

  it('takes the surname of a leader for the leader, whoever of the family was named last', () => {
    const text =
      'Mr Trump met Barack Obama on Monday. Michelle Obama showed the garden. Obama said the talk was good, and Trump agreed.';

    const names = namesOf(text);

    expect(surfaces(text, names, 'barack-obama')).toEqual(['Barack Obama', 'Obama']);
    expect(surfaces(text, names, 'michelle-obama')).toEqual(['Michelle Obama']);
  });

  it('parts two persons whose names stand side by side', () => {
    const names = namesOf('In the picture are Hillary Miller Donald Becker. Miller and Becker met on Monday.');

    expect([...names.entities.keys()].sort()).toEqual(['donald-becker', 'hillary-miller']);
  });

  it.each(['Fire broke out near Harrowgate, the capital of the province.', 'Fire reached the city of Harrowgate.'])(
    'reads as a place what the text calls one: %s',
    (text) => {
      expect(entity(namesOf(text), 'harrowgate').kind).toBe('place');
    },
  );

  it('takes the words of a spokesman for those of the one movement that the text names', () => {
    const text =
      "Taliban fighters left the town. The Taliban claimed the raid. The movement's spokesman, Ahmad Wali, said so.";

    expect(surfaces(text, namesOf(text), 'taliban')).toContain('Ahmad Wali');
  });
});
