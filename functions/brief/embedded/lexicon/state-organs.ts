/**
 * Words for those who act for a state or a government: after its name or adjective they name the state itself
 * ("Syrian authorities"). Lower case.
 */
export const STATE_NOUNS: ReadonlySet<string> = new Set(
  (
    'government authorities officials official administration regime ministry ministries minister ministers forces troops soldiers army ' +
    'military navy leaders leadership leader president diplomats diplomat embassy delegation negotiators envoy envoys spokesman spokeswoman ' +
    'side cabinet state presidency monarchy commanders warplanes jets planes warships aircraft artillery tanks intelligence ' +
    'airstrikes department police premier chancellor ambassador ambassadors lawmakers generals paratroopers marines'
  ).split(' '),
);

/** Bodies that speak for the state or its head in any matter: the last words of their names, lower case. */
export const STATE_VOICES: ReadonlySet<string> = new Set(
  'ministry ministries department government administration office embassy authorities forces army navy presidency troops cabinet delegation kremlin pentagon'.split(
    ' ',
  ),
);

/** Seats whose name stands for the state in any matter: keys. */
export const STATE_SEATS: ReadonlySet<string> = new Set(
  'white-house kremlin downing-street pentagon blue-house elysee-palace state-department foreign-office'.split(' '),
);

/** Organs that texts name by a common noun alone, and that are the government: keys. */
export const GOVERNMENT_NOUNS: ReadonlySet<string> = new Set(
  (
    'government federal-government central-government new-government interim-government caretaker-government national-government administration ' +
    'military army armed-forces security-forces ministry cabinet navy air-force junta authorities troops'
  ).split(' '),
);

/** Organs that stay parties of their own in a matter inside one state. Lower case; the last word of their names. */
export const OWN_ORGANS: ReadonlySet<string> = new Set(
  (
    'court courts tribunal parliament congress senate assembly legislature police bank agency commission council regulator authority ' +
    'prosecutor prosecutors prosecution bureau board committee house commons lords duma knesset bundestag lawmakers legislators ' +
    'municipality municipalities county inspectorate ombudsman service services judiciary sheriff constabulary'
  ).split(' '),
);
