/** Nouns for sources that a text does not name. Lower case. */
export const UNNAMED_SOURCES: ReadonlySet<string> = new Set(
  (
    'official officials source sources observer observers analyst analysts expert experts witness witnesses diplomat diplomats aide aides ' +
    'critic critics economist economists commentator commentators insider insiders resident residents spokesman spokeswoman spokesperson ' +
    'spokespersons trader traders strategist strategists researcher researchers scientist scientists activist activists local locals ' +
    'doctor doctors medic medics lawyer lawyers supporter supporters backer backers opponent opponents adviser advisers advisor advisors ' +
    'investigator investigators prosecutor prosecutors scholar scholars historian historians villager villagers negotiator negotiators ' +
    'people some many others most investors dealers farmers executives executive lawmaker lawmakers minister ministers leader leaders ' +
    'politician politicians security meteorologist meteorologists environmentalist environmentalists broker brokers person ' +
    'friend friends colleague colleagues neighbour neighbours neighbor neighbors relative relatives fan fans bystander bystanders ' +
    'onlooker onlookers viewers readers listeners users customers commuters shoppers tourists enthusiasts ' +
    'union unions charity charities'
  ).split(/\s+/),
);

/** Plurals of those who do something ("shippers", "activists"). Lower case. */
export const AGENTS = /(?:[^s]ers|[cst]ors|ists|ants|ents|ians|yees|men|women|crews)$/;

/** Those among them who give the words of a body, whose own they are. Lower case. */
export const SPOKEN_FOR: ReadonlySet<string> = new Set(
  'spokesman spokeswoman spokesperson spokespersons minister ministers leader leaders executive executives prosecutor prosecutors'.split(
    ' ',
  ),
);

/** Those who speak without a name for the state or body that is named with them. Lower case. */
export const OFFICIAL_SOURCES: ReadonlySet<string> = new Set(
  'official officials diplomat diplomats negotiator negotiators aide aides adviser advisers advisor advisors lawmaker lawmakers'.split(
    ' ',
  ),
);

/** Nouns for writings that say something. Lower case. */
export const DOCUMENT_NOUNS: ReadonlySet<string> = new Set(
  (
    'report reports study statement document documents survey poll paper letter memo memorandum communique communiqué draft text resolution ' +
    'ruling judgment judgement verdict indictment lawsuit complaint filing affidavit petition book manifesto constitution law bill treaty ' +
    'declaration data figures analysis assessment review audit release email e-mail message note transcript'
  ).split(/\s+/),
);

/** Nouns for outlets whose name may follow or not. Lower case. */
export const OUTLET_NOUNS: ReadonlySet<string> = new Set(
  'agency newspaper newspapers media paper daily magazine broadcaster television tv radio website press reports'.split(
    ' ',
  ),
);

/** Phrases by which a source is said to want no name. Lower case. */
export const ANONYMITY: readonly string[] = [
  'anonymity',
  'declined to be named',
  'declined to be identified',
  'asked not to be named',
  'asked not to be identified',
  'not authorized to',
  'not authorised to',
  'who did not want to be',
  'requested anonymity',
  'did not wish to be named',
];
