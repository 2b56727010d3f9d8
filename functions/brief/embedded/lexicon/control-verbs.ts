import type { MeasureStatus } from '../../../core/brief.ts';

/**
 * Words that tell how far a step has come: "agreed to …", "a refusal to …", "rejected the …". Lemmas in lower case; a
 * hyphen joins a verb and its particle ("rule-out"). A word stands under one status only.
 */
export const CONTROL_VERBS: Readonly<Partial<Record<MeasureStatus, string>>> = {
  refused:
    'refuse reject decline oppose veto rule-out turn-down rebuff resist block deny prevent boycott ignore spurn dismiss fail ' +
    'balk defy shelve obstruct vote-down',
  demanded:
    'demand urge call-for call-on call-upon appeal insist request ask press push require exhort plead lobby beg instruct advise ' +
    'oblige compel want need petition implore encourage recommend pressure challenge',
  proposed:
    'propose offer suggest consider weigh mull seek study explore draft hope try aim debate contemplate wish attempt float ' +
    'eye favour favor envisage look strive',
  threatened: 'threaten',
  announced:
    'plan decide announce order intend vow pledge promise schedule approve authorise authorize prepare vote resolve arrange ' +
    'unveil set expect mean determine undertake aim-to slate assign look-forward swear design earmark choose opt',
  agreed: 'agree accept consent commit endorse welcome',
  ended:
    'end suspend cancel call-off lift drop scrap abandon stop halt terminate revoke repeal abolish break-off cease rescind ' +
    'discontinue postpone disband dissolve annul break withdraw quit',
  'under-way':
    'begin start continue keep resume remain proceed go-on step-up intensify increase expand maintain extend',
  completed: 'manage succeed help complete finish use allow let force enable cause make get move go come return',
};

/** Nouns that do the same before "to", "of" or "for": "its refusal to", "plans for". */
export const CONTROL_NOUNS: Readonly<Partial<Record<MeasureStatus, string>>> = {
  refused: 'refusal rejection reluctance failure opposition unwillingness inability veto',
  demanded: 'demand call appeal request insistence pressure need requirement plea obligation',
  proposed:
    'proposal offer effort attempt bid suggestion hope aim idea initiative campaign desire willingness readiness chance opportunity possibility option',
  threatened: 'threat ultimatum',
  announced: 'plan decision intention order pledge promise vow move step measure mandate right power intent',
  agreed: 'agreement commitment consent deal',
};

/** Adjectives and participles after "be" that do the same before "to": "is set to", "is reluctant to". */
export const CONTROL_ADJECTIVES: Readonly<Partial<Record<MeasureStatus, string>>> = {
  refused: 'reluctant unwilling unable',
  proposed: 'willing ready prepared likely keen eager able possible free welcome hopeful supposed open',
  announced: 'due set scheduled expected determined committed poised about bound slated planned going',
  demanded: 'required obliged urged necessary essential',
};

/** Verbs with which an event noun as object or subject is a step that happens: "held talks", "talks resumed". */
export const EVENT_VERBS: ReadonlySet<string> = new Set(
  (
    'hold launch begin start resume open conduct host join attend schedule plan stage mount wage carry undertake organise organize ' +
    'make pay sign reach strike conclude declare impose order announce call convene seek propose offer demand reject refuse accept ' +
    'suspend end cancel postpone lift extend renew violate break complete finish win lose face continue pursue prepare arrange ' +
    'negotiate agree approve pass adopt ratify scrap abandon halt stop delay block oppose back support urge request issue enter ' +
    'lead broker mediate secure get give send deliver receive grant provide implement enforce introduce unveil take do have ' +
    'discuss want push press welcome condemn threaten investigate review submit present claim expect set consider suggest include ' +
    'trigger spark prompt provoke ignite unleash initiate intensify escalate'
  ).split(' '),
);

/** Verbs whose subject, an event noun, takes place by them. */
export const OCCURRENCE_VERBS: ReadonlySet<string> = new Set(
  (
    'begin start resume continue end take open close conclude collapse fail stall break proceed go follow last expire lapse come ' +
    'be hold schedule expect plan set postpone cancel suspend launch sign reach announce agree approve reject lift impose extend ' +
    'adopt pass call delay conduct remain enter include focus'
  ).split(' '),
);

/** Verbs that tell a state, an opinion or a perception: never a step, whoever their subject is. */
export const NO_STEP_VERBS: ReadonlySet<string> = new Set(
  (
    'be have seem appear remain become know think believe feel hope fear want need like love hate wish expect mean consist ' +
    'belong contain include involve concern depend exist last matter cost equal lie stand live reside sit stay suffer face see ' +
    'hear watch look notice understand remember forget recall doubt suspect realize realise consider regard view enjoy prefer ' +
    'fall rise grow drop increase decline decrease gain lose decide try seek say tell describe call note add warn argue claim ' +
    'insist stress suggest explain report confirm deny acknowledge admit allege maintain reveal predict estimate observe remark ' +
    'reply respond comment complain conclude indicate mention point show reflect represent constitute mark demonstrate prove ' +
    'follow precede cause result lead contribute affect influence help allow enable make let get go come arrive happen occur ' +
    'erupt begin start continue keep tend wait wonder worry agree disagree deserve owe own possess lack resemble differ die ' +
    'survive arise emerge carry relate refer speak talk ask answer write read learn study work play run give take do put ' +
    'criticise criticize praise blame accuse urge demand'
  ).split(' '),
);

/** Common nouns for somebody who takes steps: what they plan, agree to or refuse is a step, also where nobody is named. */
export const ACTING_NOUNS: ReadonlySet<string> = new Set(
  (
    'company firm bank union court tribunal judge prosecutor minister ministry government council parliament senate president ' +
    'premier mayor governor regulator agency authority commission committee board party operator owner employer worker crew ' +
    'driver teacher doctor nurse farmer miner docker pilot police army navy rebel militia group federation association ' +
    'master director management airline carrier lender villager resident tenant shareholder lawmaker'
  ).split(' '),
);
