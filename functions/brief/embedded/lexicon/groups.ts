import type { PartyKind } from '../../../core/brief.ts';

/** Plural nouns for people who act together, by the kind of party that they are. Lower case. */
export const GROUP_NOUNS: ReadonlyArray<readonly [PartyKind, string]> = [
  [
    'armed-group',
    'fighters militants rebels insurgents guerrillas gunmen militiamen militias militia terrorists extremists separatists jihadists ' +
      'mercenaries paramilitaries bandits pirates warlords attackers hijackers kidnappers secessionists',
  ],
  [
    'community',
    'protesters demonstrators activists farmers workers teachers doctors nurses students residents villagers drivers strikers ' +
      'refugees migrants exiles settlers tribesmen bedouins clans families relatives voters consumers prisoners hostages ' +
      'detainees soldiers veterans parents investors shareholders creditors patients employees miners fishermen ' +
      'scientists researchers dissidents campaigners marchers supporters evacuees survivors passengers hackers smugglers traffickers ' +
      'truckers landowners homeowners tenants taxpayers pensioners asylum-seekers expatriates immigrants loyalists',
  ],
  [
    'company',
    'companies firms banks insurers manufacturers airlines carriers retailers operators exporters importers suppliers',
  ],
  ['organisation', 'groups charities unions universities schools churches clubs organizers organisers'],
  [
    'government-body',
    'police authorities regulators prosecutors lawmakers legislators senators parliamentarians councillors municipalities ' +
      'troops courts judges inspectors peacekeepers mayors',
  ],
];

/** Groups that are parties only where a word before them says which ones. Lower case. */
export const VAGUE_GROUPS: ReadonlySet<string> = new Set(
  (
    'families relatives workers soldiers companies firms banks operators suppliers carriers residents students parents scientists ' +
    'researchers patients employees passengers consumers supporters activists clubs schools churches universities unions veterans ' +
    'groups exporters importers retailers manufacturers troops judges courts immigrants survivors prisoners airlines'
  ).split(' '),
);

/** Words that make fighters of a group ("militant groups"). Lower case. */
export const ARMED_MODIFIERS: ReadonlySet<string> = new Set(
  'militant armed rebel terrorist extremist guerrilla insurgent jihadist paramilitary separatist islamist'.split(' '),
);

/** Organs of a state or a city that texts name without a capital. Lower case noun, then the kind it has. */
export const ORGAN_NOUNS: readonly string[] = (
  'government;police;parliament;opposition;court;council;cabinet;congress;senate;army;military;ministry;central bank;supreme court;high court;' +
  'constitutional court;city council;appeals court;court of appeal;regulator;prosecution;junta;judiciary;legislature;federal government;' +
  'state government;provincial government;regional government;security forces;armed forces;national assembly;lower house;upper house;' +
  'administration;military court;riot police;coast guard;navy;air force;interim government;new government;caretaker government'
).split(';');

/** Peoples, faiths and camps that mark a group within a country. Capitalised in texts; lower case here. */
export const PEOPLES: readonly string[] = (
  'Druze;Sunni;Sunnis;Shia;Shias;Shiite;Shiites;Shi’ite;Shi’ites;Shi’a;Kurd;Kurds;Kurdish;Arab;Arabs;Jew;Jews;Jewish;Muslim;Muslims;Moslem;Moslems;' +
  'Christian;Christians;Maronite;Maronites;Alawite;Alawites;Yazidi;Yazidis;Bedouin;Bedouins;Hindu;Hindus;Sikh;Sikhs;Buddhist;Buddhists;' +
  'Catholic;Catholics;Protestant;Protestants;Orthodox;Tamil;Tamils;Sinhalese;Hutu;Hutus;Tutsi;Tutsis;Pashtun;Pashtuns;Tatar;Tatars;' +
  'Uighur;Uighurs;Uyghur;Uyghurs;Tibetan;Tibetans;Rohingya;Roma;Chechen;Chechens;Ossetian;Ossetians;South Ossetian;South Ossetians;' +
  'Abkhaz;Abkhazian;Abkhazians;Berber;Berbers;Tuareg;Tuaregs;Baloch;Baluch;Basque;Basques;Catalan;Catalans;Scot;Scots;Scottish;Welsh;' +
  'Dagestani;European;Europeans;African;Africans;Asian;Asians;Latin American;Latin Americans;Caribbean;Central American;Central Americans;' +
  'Islamist;Islamists;Islamic;Marxist;Maoist;Maoists;Communist;Communists;Socialist;Socialists;Liberal;Liberals;' +
  'Green;Greens;Zionist;Evangelical;Evangelicals;Palestinian;Palestinians;Aboriginal;Inuit;Western;Nordic;Israeli Arab;Arab Israeli'
).split(';');
