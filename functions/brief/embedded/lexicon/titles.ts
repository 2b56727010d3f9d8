/** What ministers are ministers of. Lower case. */
const PORTFOLIOS =
  'education;health;finance;defence;defense;justice;the interior;interior;foreign affairs;economy;trade;energy;agriculture;labour;labor;' +
  'transport;environment;culture;information;industry;tourism;commerce;home affairs;planning;water;state;foreign trade;public works';

/** Words before or after a name that make it a person. Lower case; several words are one title. */
export const TITLES: readonly string[] = (
  'president;vice president;vice-president;prime minister;deputy prime minister;premier;chancellor;vice chancellor;minister;deputy minister;' +
  'foreign minister;oil minister;cabinet minister;government minister;' +
  'secretary of state;secretary of defense;secretary of defence;secretary of the treasury;treasury secretary;defense secretary;' +
  'defence secretary;foreign secretary;home secretary;health secretary;commerce secretary;state secretary;press secretary;' +
  'secretary general;secretary-general;general secretary;assistant secretary;assistant secretary of state;under secretary;' +
  'under-secretary;undersecretary;deputy secretary;executive secretary;secretary;attorney general;attorney-general;solicitor general;' +
  'trade representative;special representative;representative;special envoy;envoy;ambassador;deputy ambassador;consul;consul general;' +
  'senator;sen;rep;congressman;congresswoman;congressmember;lawmaker;legislator;deputy;mp;mep;mla;councillor;councilor;councilman;councilwoman;alderman;' +
  'house speaker;speaker;majority leader;minority leader;opposition leader;whip;governor;lieutenant governor;deputy governor;mayor;' +
  'deputy mayor;commissioner;high commissioner;commissar;chairman;chairwoman;chair;chairperson;vice chairman;deputy chairman;director;' +
  'director general;director-general;executive director;managing director;deputy director;chief executive;chief executive officer;ceo;cfo;coo;cto;chief;' +
  'head;deputy head;leader;deputy leader;co-leader;spokesman;spokeswoman;spokesperson;official;senior official;adviser;advisor;policy adviser;' +
  'national security adviser;national security advisor;aide;general;gen;lieutenant general;lt gen;major general;maj gen;brigadier general;' +
  'brigadier;colonel;col;lieutenant colonel;lt col;major;maj;captain;capt;lieutenant;lt;sergeant;sgt;admiral;adm;vice admiral;rear admiral;' +
  'commander;cmdr;marshal;field marshal;air marshal;inspector;detective;superintendent;sheriff;officer;constable;police chief;' +
  'king;queen;prince;princess;crown prince;emperor;sultan;emir;sheikh;sheik;shaikh;shah;duke;duchess;lord;lady;sir;dame;baroness;baron;count;' +
  'pope;cardinal;archbishop;bishop;father;reverend;rev;rabbi;imam;ayatollah;grand ayatollah;mullah;maulana;dalai lama;patriarch;pastor;' +
  'judge;justice;chief justice;prosecutor;chief prosecutor;public prosecutor;crown prosecutor;attorney;district attorney;lawyer;' +
  'professor;prof;dr;doctor;dean;economist;chief economist;analyst;senior analyst;strategist;researcher;scientist;historian;expert;author;' +
  'activist;journalist;reporter;editor;columnist;writer;singer;actor;actress;coach;manager;founder;co-founder;cofounder;' +
  'owner;partner;executive;entrepreneur;billionaire;businessman;businesswoman;banker;candidate;nominee;president-elect;coordinator;co-ordinator;' +
  'hon;rt hon;the hon;hm;mr;mrs;ms;miss;mx;mme;messrs;señor;senor;don;comrade;commandante;comandante;sayyid;warlord;guerrilla leader;rebel leader;militant leader;' +
  'first lady;first minister;army chief;gov;lt gov;atty gen;secy;asst;sgt maj;agent;special agent;detective inspector;chief inspector;' +
  'chief superintendent;chief constable;assistant commissioner;police commissioner;commissioner general;president elect;vice president elect;' +
  'vice-president-elect;vice president-elect;prime minister-designate;prime minister-elect;governor-elect;mayor-elect;senator-elect;governor general;' +
  'governor-general;deputy president;state senator;state representative;republican;democrat;tory;rapper;comedian;comedienne;actor-director;' +
  'pop star;footballer;striker;midfielder;goalkeeper;defender;quarterback;boxer;cyclist;golfer;sprinter;swimmer;surgeon;psychologist;psychiatrist;' +
  'epidemiologist;virologist;geologist;physicist;biologist;chemist;engineer;architect;designer;producer;photographer;cameraman;' +
  'correspondent;blogger;presenter;broadcaster;hacker;whistleblower;lobbyist;pollster;strategic adviser;magistrate;barrister;solicitor;coroner;' +
  'counsel;legal adviser;special prosecutor;special rapporteur;rapporteur;special adviser;special counsel;vice chair;vice chairwoman;' +
  'deputy chairwoman;deputy chair;acting head;country director;regional director;programme director;program director;general manager;' +
  'chief operating officer;chief financial officer;chief technology officer;chief spokesman;chief spokeswoman;senior adviser;' +
  'senior fellow;fellow;cleric;preacher;bishop-elect;monk;lama;swami;tribal leader;tribal elder;clan leader;chieftain;union leader;party leader;' +
  'faction leader;student leader;group leader;militia leader;militia commander;rebel commander;guerrilla commander;vice-chancellor;' +
  'vice-chairman;vice-premier;vice premier;vice minister;vice-minister;vice foreign minister;deputy foreign minister;deputy defence minister;' +
  'deputy defense minister;deputy finance minister;deputy interior minister;deputy speaker;deputy commander;deputy police chief;' +
  'deputy chief;deputy spokesman;deputy spokeswoman;police commander;negotiator;chief negotiator;' +
  'mediator;monitor;inspector general;auditor general;ombudsman;treasurer;chief of staff;chief scientist;medical director;resident;nurse;' +
  'farmer;student;witness;victim;suspect;defendant;survivor;philosopher;linguist;tycoon;oligarch;terrorist;dissident;poet;filmmaker'
)
  .split(';')
  .concat(PORTFOLIOS.split(';').flatMap((portfolio) => [`minister of ${portfolio}`, `${portfolio} minister`]));

/** Titles of those who speak for a state or its government: their words are the state's. Lower case. */
export const STATE_TITLES: ReadonlySet<string> = new Set(
  (
    'president;vice president;vice-president;prime minister;deputy prime minister;premier;chancellor;vice chancellor;minister;foreign minister;' +
    'defence minister;defense minister;finance minister;interior minister;justice minister;health minister;trade minister;' +
    'energy minister;environment minister;education minister;information minister;agriculture minister;oil minister;economy minister;' +
    'labour minister;transport minister;cabinet minister;government minister;state minister;minister of state;deputy minister;secretary of state;' +
    'secretary of defense;secretary of defence;secretary of the treasury;treasury secretary;defense secretary;defence secretary;' +
    'foreign secretary;home secretary;health secretary;commerce secretary;press secretary;assistant secretary;' +
    'assistant secretary of state;under secretary;under-secretary;undersecretary;deputy secretary;attorney general;trade representative;' +
    'special envoy;envoy;ambassador;deputy ambassador;king;queen;crown prince;emperor;sultan;emir;national security adviser;' +
    'national security advisor;president-elect;leader;spokesman;spokeswoman;spokesperson;official;senior official;chief of staff;army chief;' +
    'foreign ministry spokesman;foreign ministry spokeswoman;general;lieutenant general;major general;secretary;negotiator;chief negotiator'
  ).split(';'),
);

/** Titles of honour and address: they name a person and say nothing of whom he speaks for. Lower case. */
export const PLAIN_TITLES: ReadonlySet<string> = new Set(
  'hon;rt hon;the hon;hm;mr;mrs;ms;miss;mx;mme;messrs;dr;doctor;prof;professor;sir;dame;lord;lady;señor;senor;don;comrade;father;rev;reverend;sheikh;sheik;shaikh;sayyid'.split(
    ';',
  ),
);

/** Titles of those who run or speak for a company or an association. Lower case. */
export const CORPORATE_TITLES: ReadonlySet<string> = new Set(
  (
    'chief executive;chief executive officer;ceo;cfo;coo;cto;chairman;chairwoman;chair;vice chairman;managing director;executive director;' +
    'president;vice president;director;director general;spokesman;spokeswoman;spokesperson;founder;co-founder;cofounder;general manager;executive'
  ).split(';'),
);

/** Words before a title that put it in the past. Lower case. */
export const FORMER: ReadonlySet<string> = new Set(
  'former;ex;ex-president;late;then;then-president;one-time;onetime;retired;ousted;deposed'.split(';'),
);
