/**
 * Sentences that are about the page rather than the matter. Each pattern is anchored at the start of a sentence (after
 * opening marks) and runs in linear time.
 */
export const BOILERPLATE_OPENINGS: readonly RegExp[] = [
  /^(?:read|see|learn|find out|click|tap|watch|listen|subscribe|sign up|follow|download|share|like us|join)\b.{0,40}\b(?:more|also|here|below|newsletters?|now|app|videos?|us|story|stories|facebook|twitter|channel|updates)\b/i,
  /^(?:also|related|more|must|don['’]t miss|recommended|trending|see also|read next)(?: (?:read|stories|story|articles?|news|coverage|reading|content))?\s*:/i,
  /^(?:file|photo|image|picture|video|caption|credit|graphic|illustration|getty|ap photo|afp photo|reuters photo)s?\b(?: (?:photo|picture|credit|caption|by|from|courtesy|source|copyright))?(?:\s*[:|/(©–—-]| getty| reuters| afp| epa| ap\b).{0,80}$/i,
  /^(?:advertisement|sponsored|story continues below|continue reading|skip to|loading|comments?|share this|print this|most read|most popular|newsletter)\b.{0,60}$/i,
  /^(?:©|\(c\) ?\d|copyright\b|all rights reserved\b|not for reproduction|this material may not be published)/i,
  /^\(?(?:(?:additional|with additional|other) )?(?:reporting|writing|editing|written|edited|compiled|translated|text) (?:and (?:writing|editing) )?by\b/i,
  /^this (?:story|article|report|piece|post|interview|column)\b.{0,60}\b(?:reported by|originally|first appeared|published|updated|corrected|edited for|syndicated|written by|republished|licensed|produced by)\b/i,
  /^(?:the )?(?:associated press|reuters|afp|ap|bloomberg|xinhua|cnn)(?: (?:writers?|correspondents?|journalists?|reporters?))?\b.{0,100}\b(?:contributed|reported from|wire)\b/i,
  /^(?:by|from) [A-Z][\p{L}.'’-]{1,20}(?: [A-Z][\p{L}.'’-]{0,20}){1,3}(?:,.{0,60})?$/u,
  /^(?:last )?(?:updated|published|posted|first published|last modified)\b\s*(?:on|at|:|\d|january|february|march|april|may|june|july|august|september|october|november|december)/i,
  /^(?:e-?mail|contact|write to|reach|tel|phone|fax)\b.{0,80}(?:@|\d{3})/i,
  /^(?:for immediate release|notes? (?:to|for) editors?|media (?:contacts?|enquir|inquir)|press (?:contacts?|enquir|inquir|office)|forward-looking statements?|safe harbou?r statement|about (?:the company|us)$)/i,
  /^(?:this (?:press |news )?release|certain statements|statements|actual results)\b.{0,80}\b(?:forward-looking|differ|materially)\b/i,
  /^(?:https?:\/\/|www\.)\S+$/i,
  /^(?:for more (?:information|news|stories|on)|to (?:contact|subscribe|read more)|visit (?:our|the) (?:web ?site|page))\b/i,
  /^(?:sources?|tags?|topics?|filed under|categories|category|keywords?)\s*:/i,
];

/** Phrases that make a sentence boilerplate wherever they stand. Lower case. */
export const BOILERPLATE_PHRASES: readonly string[] = [
  'all rights reserved',
  'may not be published, broadcast',
  'terms of use',
  'privacy policy',
  'cookie policy',
  'click here',
  'subscribe to our',
  'sign up for our',
  'follow us on',
  'your comment',
  'has been reported by',
  'external link',
  'wikinews reporter',
];
