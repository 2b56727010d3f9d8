/** Words that say how a verb is meant, and forms that their spelling does not tell. All lower case. */

export const MODALS: ReadonlySet<string> = new Set(
  "will 'll ’ll wo would 'd ’d could can ca may might shall should must ought".split(' '),
);

/** Modal words that speak of the future rather than of what is possible or due. */
export const FUTURE_MODALS: ReadonlySet<string> = new Set("will 'll ’ll wo shall".split(' '));

export const NEGATIONS: ReadonlySet<string> = new Set(
  "not n't n’t never hardly scarcely barely neither nor nobody".split(' '),
);

/** Forms that look like verbs and are used as prepositions, unless an auxiliary stands before them. */
export const PREPOSITIONAL_FORMS: ReadonlySet<string> = new Set(
  (
    'according including following regarding concerning given compared based during depending owing pending barring ' +
    'excluding considering amid notwithstanding related due'
  ).split(' '),
);

/** Past tenses whose spelling does not end in -ed. A participle that is spelt alike stands here too. */
export const IRREGULAR_PASTS: ReadonlySet<string> = new Set(
  (
    'was were had did said told went came took gave made got saw found thought felt left kept held brought began ran set ' +
    'put cut met led sent spent built bought sold paid fought sought caught taught lost won shot struck hit hurt shut split ' +
    'spread let bet cost fell rose grew drew threw knew flew blew broke spoke wrote drove rode chose froze swore tore wore ' +
    'stole woke shook forgave became overcame withdrew undertook overthrew foresaw stood understood withstood slept swept wept ' +
    'meant dealt heard read fed fled bled bred sped lent bent stuck hung sank swam sang rang drank laid lay dug bid forbade ' +
    'overran mistook outlawed broadcast quit rid burst sat upheld withheld rebuilt undid hid bit lit shed bound wound ground'
  ).split(' '),
);

/** Forms that are participles only, never a past tense: without an auxiliary they do not make a clause. */
export const PARTICIPLE_FORMS: ReadonlySet<string> = new Set(
  (
    'been done seen taken given gone known shown written driven ridden chosen frozen sworn torn worn stolen woken shaken ' +
    'spoken broken forgiven fallen risen grown drawn thrown flown blown eaten beaten hidden bitten begun sung sunk swum drunk ' +
    'withdrawn undertaken overthrown foreseen undergone mistaken forbidden proven sewn sown mown overtaken outgrown'
  ).split(' '),
);

/** Words that open a clause standing under another one. */
export const SUBORDINATORS: ReadonlySet<string> = new Set(
  (
    'because after before while when whenever if unless although though since until till whereas where whether once lest ' +
    'that who whom which whose how why what as so'
  ).split(' '),
);

export const RELATIVES: ReadonlySet<string> = new Set('who whom which whose where that'.split(' '));

/** Words that make a clause a condition. */
export const CONDITIONALS: ReadonlySet<string> = new Set('if unless provided providing'.split(' '));

/** Verbs that may take what is said or thought as a clause without "that". */
export const CLAUSE_TAKERS: ReadonlySet<string> = new Set(
  (
    'say tell announce declare state claim argue warn note add insist stress explain suggest believe report confirm deny ' +
    'acknowledge admit allege assert maintain reveal reiterate emphasise emphasize contend predict estimate think know feel ' +
    'hope fear expect guess suppose mean show indicate conclude decide agree ensure hear learn find propose demand request ' +
    'recommend require wish write tweet'
  ).split(' '),
);
