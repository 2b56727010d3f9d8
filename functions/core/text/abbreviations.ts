/** Abbreviations that a sentence does not end with: what follows belongs to them. Lower case, without the last dot. */
export const LEADING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms mx dr prof rev fr hon gen lt col maj capt cmdr cdr adm sgt cpl pvt brig sen rep gov pres sec amb atty ' +
    'insp supt det ofc messrs mme mlle st mt ft vs v e.g i.e cf viz approx est fig art para ch vol no nos pp ed ' +
    'lt.gen maj.gen brig.gen lt.col sr.col vice.adm ph ayatollah'
  ).split(' '),
);

/** Abbreviations that may end a sentence; whether they do, the next word tells. Lower case, without the last dot. */
export const ENDING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'inc co corp ltd llc plc bros jr sr etc al a.m p.m am pm u.s u.k u.n e.u u.a.e d.c n.y l.a b.c u.s.a u.s.s.r a.d ' +
    'ph.d m.d b.a m.a ave blvd rd dept univ assn gov.t jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed ' +
    'thu fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev ' +
    'okla ore pa penn tenn tex va vt wash wis wyo ont que alta sask bn mn mln pct yrs hrs min km kg lb lbs oz in sq'
  ).split(' '),
);

/** Words that begin a sentence far oftener than they follow an abbreviation within one. Lower case. */
export const SENTENCE_OPENERS: ReadonlySet<string> = new Set(
  (
    'the a an in on at it its he she they we i you his her their our this that these those there here but and or so ' +
    'yet if when while as after before since until although though because however meanwhile moreover despite for ' +
    'from by with without under over about according also another any each every no not only some many most several ' +
    'such two three both what who why where how which officials analysts critics experts last next earlier later now ' +
    'then once still even'
  ).split(' '),
);
