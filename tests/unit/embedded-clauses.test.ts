import { describe, expect, it } from 'vitest';
import { findClauses } from '../../functions/brief/embedded/clauses.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import type { Clause } from '../../functions/brief/embedded/model.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { articleOf } from '../fixtures/draft.ts';

interface Read {
  words: string;
  clause: Clause;
}

function clausesOf(text: string): Read[] {
  const document = readDocument(articleOf(text));
  return findClauses(document, findNames(document)).map((clause) => ({
    words: text.slice(clause.start, clause.end),
    clause,
  }));
}

function verbIn(text: string, lemma: string) {
  const found = clausesOf(text).find(({ clause }) => clause.verb?.lemma === lemma)?.clause.verb;
  if (!found) throw new Error(`No clause with the verb ${lemma}`);
  return found;
}

describe('Function: findClauses', () => {
  it('cuts at relatives, conjunctions and what is said', () => {
    // Prepare
    const text = 'The minister said France would close the port and Germany rejected the plan, which angered sailors.';

    // Act
    const words = clausesOf(text).map((read) => read.words);

    // Assess
    expect(words).toEqual([
      'The minister said',
      'France would close the port',
      'and Germany rejected the plan,',
      'which angered sailors.',
    ]);
  });

  it('governs what is said, agreed to and begun by the verb before it', () => {
    // Act
    const clauses = clausesOf('Brazil agreed to withdraw its troops and has begun dismantling the camp.');

    // Assess
    const byVerb = (lemma: string) => clauses.find(({ clause }) => clause.verb?.lemma === lemma)?.clause;
    expect(byVerb('withdraw')?.governor).toBe(byVerb('agree')?.index);
    expect(byVerb('dismantle')?.governor).toBe(byVerb('begin')?.index);
    expect(byVerb('agree')?.governor).toBeUndefined();
  });

  it('lets a verb of saying at the end govern what stands before it', () => {
    // Act
    const clauses = clausesOf('The bridge will be rebuilt, the ministry said.');

    // Assess
    expect(clauses[0]?.clause.governor).toBe(clauses[1]?.clause.index);
  });

  it('takes a subject over an embedded clause and a conjunction', () => {
    // Act
    const clauses = clausesOf('Norway, which borders Sweden, has recalled its envoy and suspended the talks.');

    // Assess
    const subjects = clauses
      .filter(({ clause }) => clause.verb?.lemma === 'recall' || clause.verb?.lemma === 'suspend')
      .map(({ clause }) => clause.subjects.map((mention) => mention.entity));
    expect(subjects).toEqual([['norway'], ['norway']]);
  });

  it('keeps the subject empty where the name only describes', () => {
    // Act
    const [first] = clausesOf('Norway’s economy has shrunk.');

    // Assess
    expect(first?.clause.subjects).toEqual([]);
  });

  it.each([
    ['The law was not passed.', 'pass', { tense: 'past', passive: true, negated: true }],
    ['The council has been reviewing it.', 'review', { tense: 'present', perfect: true, progressive: true }],
    ['The union could call a strike.', 'call', { tense: 'none', modal: 'could' }],
    ['The court will no longer hear it.', 'hear', { tense: 'future', negated: true }],
    ['They refused to sign the paper.', 'sign', { tense: 'none', infinitive: true }],
    ['It won’t lower the fee.', 'lower', { modal: 'will', negated: true }],
  ])('reads the verb group of: %s', (text, lemma, expected) => {
    expect(verbIn(text, lemma)).toMatchObject(expected);
  });

  it('marks conditions, but not what is asked', () => {
    // Act
    const threat = clausesOf('If the talks fail, Chile will close the border.');
    const asked = clausesOf('They did not know if Chile would close the border.');

    // Assess
    expect(threat.map(({ clause }) => clause.conditional)).toEqual([true, false]);
    expect(asked.map(({ clause }) => clause.conditional)).toEqual([false, false]);
  });

  it('marks what stands in quotation marks', () => {
    // Act
    const clauses = clausesOf('“We will not sign,” the envoy said.');

    // Assess
    expect(clauses.map(({ clause }) => clause.quoted)).toEqual([true, false]);
  });

  it('does not take describing participles for verbs', () => {
    // Act
    const verbs = clausesOf('Growing concern over the proposed tax has reached the disputed islands.').map(
      ({ clause }) => clause.verb?.lemma,
    );

    // Assess
    expect(verbs).toEqual(['reach']);
  });

  it('gives a sentence without another verb the one that looks like a participle', () => {
    const text = 'More than 100 workers battled for hours to free five people trapped in the wreckage.';

    expect(verbIn(text, 'battle')).toMatchObject({ tense: 'past', passive: false });
    expect(verbIn(text, 'trap')).toMatchObject({ tense: 'none', passive: true });
  });

  it('leaves a participle what it is where “by” follows', () => {
    expect(verbIn('A boat seized by pirates off the coast.', 'seize')).toMatchObject({ tense: 'none', passive: true });
  });
});
