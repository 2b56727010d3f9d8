import type { MeasureType } from '../../../core/brief.ts';

/**
 * What makes a step of a party, type by type. Words are lemmas or forms in lower case, parted by blanks.
 * In a phrase, `*` stands for up to four words, `a|b` for either word, and a `v:` or `n:` before a word asks for a verb
 * or a noun. To teach Precis a new step, add its verb, its noun or its phrase to its type, and a sentence to
 * `tests/unit/embedded-measures.test.ts`.
 */
export interface MeasureFrame {
  type: MeasureType;
  /** Verbs that are a step by themselves. */
  verbs?: string;
  /** Verbs that are a step with one of these objects (in the passive: subjects). */
  withObject?: readonly (readonly [verbs: string, objects: string])[];
  /** Nouns that name a step; the verb beside them tells its status. */
  events?: string;
  phrases?: readonly string[];
}

export const MEASURE_FRAMES: readonly MeasureFrame[] = [
  {
    type: 'ceasefire',
    events: 'ceasefire cease-fire truce armistice de-escalation demilitarisation demilitarization',
    withObject: [
      ['end stop halt cease suspend', 'hostility fighting violence bombing shelling war bombardment offensive'],
      ['revive establish create restore demilitarise demilitarize', 'buffer zone demilitarised demilitarized dmz'],
      ['violate breach break observe respect declare', 'ceasefire cease-fire truce armistice'],
    ],
    phrases: ['lay|put down * arms|weapons', 'cessation of hostilities', 'buffer area|areas|zone|zones', 'hold * fire'],
  },
  {
    type: 'withdrawal',
    verbs: 'vacate disengage redeploy demobilise demobilize',
    events: 'withdrawal pullout pull-out pullback pull-back disengagement',
    withObject: [
      [
        'withdraw remove',
        'troop force soldier army weapon weaponry missile tank personnel unit settler base military from',
      ],
      ['leave quit exit', 'treaty pact accord alliance union bloc organisation organization convention'],
      ['evacuate dismantle', 'settlement outpost base camp'],
      ['v:cede relinquish', 'territory control land'],
    ],
    phrases: [
      'pull out',
      'pull back',
      'pull * troops|forces|weapons out|back',
      'withdraw from',
      'hand over * control|territory',
      'bring * troops home',
      'lay down * arms',
      'give up * weapons|arms|control',
    ],
  },
  {
    type: 'deployment',
    verbs: 'deploy mobilise mobilize redeploy amass mass station garrison',
    events: 'deployment mobilisation mobilization build-up buildup manoeuvre maneuver overflight flyover',
    withObject: [
      [
        'send dispatch move position rush scramble fly',
        'troop force soldier peacekeeper warship ship carrier jet plane aircraft tank fighter bomber unit battalion missile convoy reinforcement marine',
      ],
      ['set-up install place base', 'missile battery radar base checkpoint troop'],
      ['hold conduct stage begin launch', 'exercise drill manoeuvre maneuver'],
      ['set', 'checkpoint'],
    ],
    phrases: [
      'military|naval|joint exercise|exercises|drill|drills',
      'on * alert',
      'v:test fire',
      'test-fire',
      'v:patrol',
      'military convoy|convoys',
      'troops * remain',
      'set up * equipment|radar|checkpoint|base',
    ],
  },
  {
    type: 'military-action',
    verbs:
      'attack bomb bombard shell raid invade assassinate ambush besiege capture overrun storm kidnap abduct hijack ' +
      'torture behead massacre execute harass shoot torpedo intercept blockade bulldoze demolish',
    events:
      'offensive airstrike air-strike airstrikes raid incursion blockade bombing bombardment shelling crackdown attack ' +
      'assault massacre assassination siege invasion ambush kidnapping abduction',
    withObject: [
      [
        'launch carry-out conduct mount wage stage begin continue claim',
        'attack offensive strike raid operation war assault campaign bombing incursion',
      ],
      [
        'strike hit target destroy pound',
        'base position target village town city convoy camp facility compound vessel ship rebel militant stronghold',
      ],
      ['seize take capture occupy retake', 'town city village vessel ship boat hostage base control territory area'],
      [
        'kill',
        'soldier civilian people militant fighter protester leader rebel commander officer insurgent demonstrator fisherman member',
      ],
      ['fire use', 'missile rocket teargas gas bullet shot mortar round firearm force weapon gunfire'],
      ['respond return', 'fire'],
      ['cross enter violate', 'airspace border territory'],
      ['crush suppress disperse', 'protest demonstration crowd protester demonstrator dissent rally'],
    ],
    phrases: [
      'open fire',
      'fire * at|on|upon',
      'shoot down',
      'gun down',
      'blow up',
      'set off * bomb',
      'carry out * attack|strike|raid|bombing',
      'come under attack|fire',
      'air raid|raids',
      'crack down',
      'take * hostage',
      'set on fire',
      'set * fire',
      'military action|operation|intervention',
      'fight against',
    ],
  },
  {
    type: 'security-assistance',
    events: 'arms-sale',
    withObject: [
      [
        'supply sell provide ship deliver send give',
        'arm arms weapon missile ammunition helicopter jet tank fighter military',
      ],
      ['train equip arm', 'rebel soldier force army police fighter troop militia'],
      ['share exchange', 'intelligence'],
      ['support back aid', 'rebel militia insurgent guerrilla'],
    ],
    phrases: [
      'military aid|assistance|cooperation|help|support',
      'security guarantee|guarantees|assistance|cooperation',
      'arms sale|sales|shipment|shipments|deal',
      'defence|defense cooperation',
      'cooperate|co-operate with * intelligence',
      'sale|sales of * weapons|equipment|arms',
    ],
  },
  {
    type: 'sanctions',
    verbs: 'blacklist embargo',
    events: 'sanction embargo',
    withObject: [
      ['freeze seize block', 'asset fund account'],
      [
        'impose lift ease tighten extend renew suspend reinstate waive drop',
        'sanction embargo restriction penalty measure',
      ],
    ],
    phrases: ['asset freeze', 'arms embargo', 'travel ban'],
  },
  {
    type: 'trade',
    events: 'tariff quota',
    withObject: [
      ['impose raise cut lower remove lift scrap slap levy', 'tariff duty quota'],
      [
        'ban block restrict resume suspend halt limit lift curb cut',
        'import export shipment trade poultry beef meat good',
      ],
      ['open close', 'market'],
      ['export import', 'oil gas grain beef good car product'],
    ],
    phrases: [
      'free trade',
      'trade deal|agreement|pact|mission|missions',
      'export control|controls',
      'import ban',
      'trade restriction|restrictions|barrier|barriers',
      'dispute settlement',
      'market access',
    ],
  },
  {
    type: 'finance',
    verbs: 'subsidise subsidize devalue bail',
    events: 'bailout loan subsidy budget stimulus',
    withObject: [
      [
        'raise cut lower increase reduce hold keep hike slash',
        'rate interest tax budget deficit spending price pension fee subsidy reserve borrowing wage benefit',
      ],
      [
        'lend borrow grant approve provide pay repay defer disburse allocate earmark pledge set-aside spend raise contribute donate write-off cancel forgive seek offer inject',
        'loan debt fund funding money million billion dollar euro credit pound payment aid package financing bn mln grant pension',
      ],
      ['buy issue sell', 'bond currency debt'],
      ['balance cut reform run', 'budget deficit'],
      ['introduce impose levy collect', 'tax levy fee charge'],
    ],
    phrases: [
      'rate rise|hike|increase|cut',
      'interest rate|rates',
      'debt relief',
      'bail out',
      'set aside * million|billion|dollars',
      'tax|spending|budget cut|cuts',
      'carbon tax',
      'spend * million|billion',
      'cost * million|billion',
      'v:fund',
      'income tax',
    ],
  },
  {
    type: 'aid',
    verbs: 'airlift rescue vaccinate',
    events: 'relief appeal',
    withObject: [
      [
        'send deliver provide distribute donate supply ship offer give receive accept bring',
        'aid assistance relief food medicine shelter supply water tent blanket vaccine treatment doctor help care drug equipment vitamin',
      ],
      ['treat help assist support feed shelter', 'victim refugee patient wounded people child family survivor migrant'],
      ['suspend cut halt resume stop', 'aid assistance'],
      ['buy order purchase stockpile', 'drug vaccine dose antiviral treatment mask'],
    ],
    phrases: [
      'humanitarian aid|assistance|relief|help|corridor|mission',
      'food aid',
      'aid convoy',
      'medical care|attention|assistance|team|teams',
      'relief effort|operation',
      'needle exchange',
      'provide * assistance',
    ],
  },
  {
    type: 'legislation',
    verbs: 'legislate decriminalise decriminalize criminalise criminalize outlaw',
    events: 'legislation bill decree referendum amendment',
    withObject: [
      [
        'pass approve adopt enact introduce table draft reject sign veto amend repeal debate block delay scrap propose vote sponsor file defeat ratify',
        'bill law legislation act amendment constitution resolution measure motion decree reform treaty budget ordinance',
      ],
      ['hear', 'testimony'],
      ['vote', 'to for against favour favor'],
    ],
    phrases: [
      'become law',
      'sign * law',
      'sign * into law',
      'v:vote * bill|law|resolution|measure',
      'second|first|third reading',
      'law take|takes effect',
      'new law',
      'executive order',
      'pass|passed * house|senate|parliament',
    ],
  },
  {
    type: 'regulation',
    verbs:
      'ban prohibit license regulate deregulate fine authorise authorize permit restrict forbid legalise legalize bar penalise penalize declassify',
    events: 'moratorium ban',
    withObject: [
      [
        'issue impose introduce set tighten relax grant revoke suspend approve adopt implement enforce frame establish apply lift require scrap',
        'rule licence license permit regulation standard guideline order policy restriction limit ban code requirement scheme limit cap emergency notice directive warning status certificate prohibition',
      ],
      [
        'approve authorise authorize reject clear',
        'plan project drug use sale application program programme deal merger request proposal',
      ],
      ['declare', 'emergency'],
      ['order', 'to company close closure exchange bank'],
    ],
    phrases: [
      'state of emergency',
      'zero-tolerance policy',
      'health emergency',
      'take * effect',
      'come into force|effect',
    ],
  },
  {
    type: 'legal',
    verbs:
      'arrest detain charge indict prosecute sue convict sentence acquit imprison jail extradite execute arraign subpoena ' +
      'appeal adjourn plead testify overturn uphold rule',
    events: 'arrest detention trial lawsuit prosecution extradition indictment conviction injunction ruling verdict',
    withObject: [
      [
        'file bring drop lodge press dismiss hear launch face settle win lose reject',
        'lawsuit suit charge complaint appeal petition case action motion proceeding claim charges hearing',
      ],
      ['put go stand', 'trial'],
      ['issue grant deny', 'warrant injunction order ruling bail verdict'],
      ['move ask approach petition', 'court tribunal judge'],
      ['order', 'pay release compensation retrial'],
      ['seek award pay', 'damages compensation'],
      ['find', 'guilty liable'],
      ['hand', 'sentence verdict ruling'],
      ['take', 'court custody'],
    ],
    phrases: [
      'take * to court',
      'in court',
      'go on trial',
      'stand trial',
      'court rule|rules|ruled',
      'plead guilty|innocent',
      'legal action',
      'under arrest',
      'remand',
      'hold * custody',
      'death penalty|sentence',
      'bring * justice',
      'life|prison|jail sentence|term',
      'war crimes',
      'execute by',
      'file|filed a case',
      'charge with',
      'accuse of * in court',
      'search warrant',
      'search * home|house|office|offices|apartment',
    ],
  },
  {
    type: 'release',
    verbs: 'pardon repatriate',
    events: 'amnesty',
    withObject: [
      [
        'release free swap exchange return hand-over',
        'prisoner hostage detainee journalist captive body inmate soldier him her them man woman pastor activist crew sailor people remains',
      ],
      ['grant', 'pardon amnesty clemency'],
    ],
    phrases: [
      'set free',
      'prisoner swap|exchange|release',
      'hand over * prisoner|prisoners|body|bodies|suspect|hostages',
      'release of * prisoners|hostages|detainees',
      'release from prison',
      'be release|freed',
      'release * custody',
    ],
  },
  {
    type: 'diplomatic',
    verbs: 'recognise recognize summon expel visit condemn congratulate invite tour',
    events: 'visit recognition condolence note normalisation normalization',
    withObject: [
      [
        'recall withdraw appoint send receive expel summon',
        'ambassador envoy diplomat delegation minister charge consul mission',
      ],
      [
        'sever cut restore resume establish normalise normalize break suspend upgrade downgrade strengthen boost improve develop',
        'relation tie contact diplomatic',
      ],
      ['lodge send issue deliver write hand present', 'protest note letter message demarche statement'],
      ['open close reopen move', 'embassy consulate mission office'],
      ['pay make begin end cancel postpone', 'visit tour trip'],
      ['adopt pass approve veto support back', 'resolution'],
      ['meet receive welcome', 'president minister king ambassador envoy delegation leader pope premier'],
      ['express offer', 'condolence regret apology support'],
      ['grant give seek', 'asylum'],
      ['hold', 'summit'],
    ],
    phrases: [
      'arrive in|at',
      'leave for',
      'state visit',
      'official visit',
      'security council resolution',
      'diplomatic tie|ties|relations|mission',
      'persona non grata',
      'travel to',
      'v:raise * with',
      'take up * with',
      'call * meeting of',
      'send * letter',
      'on * visit to',
      'apologise|apologize to|for',
    ],
  },
  {
    type: 'negotiation',
    verbs: 'negotiate mediate broker confer parley',
    events:
      'talk talks negotiation summit mediation dialogue dialog consultation roadmap meeting discussion round conference',
    withObject: [
      [
        'hold begin start resume open host attend conclude suspend end launch convene arrange schedule join call organise organize',
        'talk talks negotiation meeting dialogue discussion summit consultation conference round session',
      ],
      ['reach seek', 'compromise consensus settlement'],
      ['meet', 'with to president minister counterpart leader in for'],
      ['v:discuss', 'issue plan way peace deal cooperation relation situation proposal crisis case project matter'],
      ['present unveil submit put draft', 'plan proposal roadmap offer blueprint initiative'],
    ],
    phrases: [
      'meet with',
      'meet in',
      'peace talk|talks|process|plan|effort|efforts',
      'work * with * on',
      'talk to|with',
      'hold * talks|meeting',
      'enter into',
      'v:work towards|toward',
      'sit down with',
      'v:consult with',
      'telephone call|conversation',
      'speak by|on|over * phone|telephone',
      'in talks',
      'peace plan',
    ],
  },
  {
    type: 'agreement',
    verbs: 'ratify',
    events: 'agreement accord treaty pact deal memorandum understanding compromise',
    withObject: [
      [
        'sign initial reach strike conclude finalise finalize ratify break violate implement approve seal clinch renew scrap abandon accept reject honour honor renegotiate enter',
        'agreement accord treaty pact deal memorandum understanding contract truce protocol settlement constitution convention compromise letter',
      ],
      ['join', 'alliance union organisation organization eu nato wto treaty pact'],
    ],
    phrases: [
      'agree on',
      'agree to',
      'come to * agreement',
      'agreement be reach|reached',
      'letter of intent',
      'sign up',
    ],
  },
  {
    type: 'political',
    verbs:
      'resign elect appoint impeach inaugurate abdicate oust depose nominate reelect re-elect dissolve campaign swear endorse',
    events: 'election referendum coup resignation impeachment inauguration poll reshuffle',
    withObject: [
      [
        'win lose hold call contest postpone cancel boycott hold annul rig',
        'election vote poll seat referendum presidency race primary ballot',
      ],
      [
        'form dissolve join leave head lead topple sack dismiss fire reshuffle',
        'government coalition cabinet parliament minister premier party commission',
      ],
      ['name choose pick', 'minister successor head chief candidate director president chairman'],
      ['declare proclaim', 'independence candidacy victory autonomy'],
      ['seize take assume hand', 'power office'],
    ],
    phrases: [
      'step down',
      'run for',
      'stand for',
      'take office',
      'swear in',
      'sworn in',
      'stand down',
      'give up * power',
      'vote for * president',
      'no-confidence',
      'vote of no confidence',
      'force to resign',
      'leadership',
      'power sharing',
      'political asylum',
    ],
  },
  {
    type: 'protest',
    verbs: 'demonstrate picket riot boycott',
    events: 'protest demonstration rally boycott strike march sit-in picket walkout riot uprising vigil',
    withObject: [
      [
        'stage hold launch organise organize join continue call plan begin attend lead',
        'protest demonstration rally march strike boycott sit-in campaign vigil',
      ],
      ['block barricade occupy', 'road highway bridge street entrance plant port square'],
    ],
    phrases: [
      'take to * street|streets',
      'go on strike',
      'on strike',
      'hunger strike',
      'v:protest against',
      'v:march to|through|on|in',
      'turn out to',
      'v:rally',
      'general strike',
      'thousands of people',
    ],
  },
  {
    type: 'movement',
    verbs: 'deport evacuate evict quarantine repatriate relocate displace',
    events: 'curfew evacuation deportation lockdown repatriation quarantine expulsion eviction',
    withObject: [
      ['close reopen open seal shut', 'border crossing airport airspace port road frontier'],
      ['impose lift extend relax', 'curfew lockdown quarantine travel'],
      ['expel', 'people refugee migrant resident citizen worker foreigner family'],
      ['grant refuse deny issue revoke', 'visa entry passport passage'],
      ['flee cross', 'border country fighting home village violence'],
      ['advise warn', 'travel traveller citizen'],
      ['return', 'home refugee country homeland'],
      ['move transfer', 'family people refugee prisoner resident'],
    ],
    phrases: ['travel ban|restriction|restrictions|advisory|warning', 'leave the country', 'flee to', 'return home'],
  },
  {
    type: 'infrastructure',
    verbs: 'construct',
    events: 'construction',
    withObject: [
      [
        'build construct complete finish start restore open launch repair expand upgrade renovate begin operate install',
        'dam road bridge plant pipeline railway port airport reactor line school hospital house settlement station facility housing wall power network satellite service system project grid panel',
      ],
      ['launch land', 'rocket satellite spacecraft probe mission'],
      ['cut raise increase boost halt produce restart shut', 'production output supply electricity power reactor'],
    ],
    phrases: ['v:drill for', 'generate * power|electricity', 'power plant', 'v:supply * gas|oil|electricity|power'],
  },
  {
    type: 'corporate',
    verbs: 'acquire merge relaunch outsource rebrand layoff',
    events: 'merger acquisition takeover layoff buyout ipo bankruptcy',
    withObject: [
      [
        'buy sell acquire purchase',
        'company stake share unit business firm subsidiary division asset exchange brand chain bank airline property',
      ],
      [
        'launch release unveil introduce announce roll-out offer',
        'product service model game phone software app device brand version feature platform plan film book album website programme program',
      ],
      ['cut shed lay-off axe create hire', 'job staff worker employee post workforce'],
      ['open close shut', 'store factory plant branch office shop restaurant outlet location'],
      ['recall', 'car vehicle product toy battery'],
      ['invest raise', 'million billion company capital fund project'],
      ['report post', 'profit loss earnings revenue'],
      ['appoint name hire sack', 'chief executive ceo chairman director president manager coach'],
      ['suspend restore', 'service system operation'],
      ['file declare', 'bankruptcy'],
      ['list delist', 'share stock'],
      ['set', 'company lab subsidiary website'],
    ],
    phrases: [
      'lay off',
      'take over',
      'set up * company|subsidiary|lab|firm',
      'joint venture',
      'initial public offering',
      'job cut|cuts',
      'go public',
      'step down as * chief|ceo|chairman|president|director',
      'roll out',
      'stock split',
      'invest in',
    ],
  },
  {
    type: 'oversight',
    verbs: 'investigate inspect audit monitor probe scrutinise scrutinize review interrogate',
    events:
      'inquiry enquiry investigation probe audit inspection review scrutiny monitoring verification post-mortem autopsy',
    withObject: [
      [
        'open launch begin conduct order hold start carry-out call demand complete announce face lead',
        'inquiry enquiry investigation probe audit inspection review hearing test examination study',
      ],
      [
        'examine test verify check assess',
        'evidence claim sample site facility case compliance report document condition',
      ],
      ['question interview', 'suspect witness official him her minister people'],
      ['publish release issue', 'report finding recommendation'],
    ],
    phrases: [
      'look into',
      'under investigation',
      'fact-finding',
      'carry out * investigation|tests|inspection|inspections',
      'further|independent|full investigation|inquiry|test|tests',
      'nuclear inspector|inspectors',
      'international inspector|inspectors|monitor|monitors|observer|observers',
    ],
  },
];
