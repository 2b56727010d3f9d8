/** Forms of the verbs of saying that no rule gives. */
const IRREGULAR: Readonly<Record<string, readonly string[]>> = {
  say: ['says', 'said', 'saying'],
  tell: ['tells', 'told', 'telling'],
  write: ['writes', 'wrote', 'written', 'writing'],
  tweet: ['tweets', 'tweeted', 'tweeting'],
  find: ['finds', 'found', 'finding'],
  show: ['shows', 'showed', 'shown', 'showing'],
  swear: ['swears', 'swore', 'sworn', 'swearing'],
  foresee: ['foresees', 'foresaw', 'foreseen'],
  think: ['thinks', 'thought', 'thinking'],
  read: ['reads', 'reading'],
};

/** Verbs by which somebody says something; their subject is heard. */
export const SPEECH_LEMMAS: ReadonlySet<string> = new Set(
  (
    'say tell announce declare state claim argue warn note add insist stress explain suggest believe report confirm ' +
    'deny acknowledge admit allege assert maintain reveal reiterate emphasise emphasize contend predict estimate ' +
    'observe remark reply respond comment complain concede conclude describe disclose indicate mention point quip ' +
    'recall recount repeat signal testify tweet vow pledge promise swear urge demand propose accuse caution charge ' +
    'condemn criticise criticize hail praise welcome agree disagree hope fear think expect call ask write affirm ' +
    'reaffirm underscore underline highlight clarify elaborate counter retort protest plead lament joke imply ' +
    'volunteer speculate foresee forecast rule stipulate inform brief notify proclaim voice express blame'
  ).split(' '),
);

/** Verbs whose plain object or infinitive is what their subject says ("urged Israel to withdraw", "condemned the raid"). */
export const STANCE_LEMMAS: ReadonlySet<string> = new Set(
  (
    'urge demand accuse condemn criticise criticize denounce blame welcome praise hail propose pledge promise vow threaten reject oppose ' +
    'call warn deny hope expect caution fear'
  ).split(' '),
);

/** Verbs that always report words, whatever follows. */
export const PLAIN_SPEECH: ReadonlySet<string> = new Set(
  (
    'say tell announce warn add claim argue insist stress declare deny admit acknowledge confirm state note explain reveal maintain assert ' +
    'reiterate allege contend tweet reply remark predict conclude testify caution believe complain concede emphasise emphasize report'
  ).split(' '),
);

/** The subset that may put its subject after the words said ("…," said Smith) and needs no object. */
export const QUOTING_LEMMAS: ReadonlySet<string> = new Set(
  (
    'say add tell explain note warn insist argue claim state declare announce write tweet reply respond comment ' +
    'remark recall stress admit acknowledge observe conclude predict complain continue joke quip ask report caution ' +
    'concede assert affirm reiterate emphasise emphasize point confirm suggest believe think counter testify lament ' +
    'contend maintain elaborate'
  ).split(' '),
);

/** Every form of the quoting verbs, lower case: what the sentence splitter looks for after a closing quote. */
export const SPEECH_FORMS: ReadonlySet<string> = new Set([...QUOTING_LEMMAS].flatMap(formsOf));

function formsOf(lemma: string): string[] {
  const irregular = IRREGULAR[lemma];
  if (irregular) return [lemma, ...irregular];
  if (lemma.endsWith('e')) return [lemma, `${lemma}s`, `${lemma}d`, `${lemma.slice(0, -1)}ing`];
  if (lemma.endsWith('y')) return [lemma, `${lemma.slice(0, -1)}ies`, `${lemma.slice(0, -1)}ied`, `${lemma}ing`];
  if (lemma === 'admit') return [lemma, 'admits', 'admitted', 'admitting'];
  return [lemma, `${lemma}s`, `${lemma}ed`, `${lemma}ing`];
}
