import type { EntityKind } from '../model.ts';

/** Last words of a name, or words within it, that tell what it names. Lower case. */
export const KIND_WORDS: ReadonlyArray<readonly [EntityKind, string]> = [
  [
    'government-body',
    'ministry department treasury parliament congress senate assembly legislature cabinet government administration ' +
      'court tribunal prosecutor police constabulary sheriff navy army marines intelligence directorate ' +
      'regulator commissioner council municipality county embassy consulate bureau customs authority authorities ' +
      'commission commissions agency agencies office guard guards corps inspectorate secretariat ombudsman chancellery presidency judiciary legislatures ministries courts gendarmerie duma majlis',
  ],
  ['intergovernmental', 'nations'],
  [
    'company',
    'inc corp corporation co company companies ltd limited llc plc ag sa gmbh nv holdings airlines airways motors ' +
      'bank banks industries pharmaceuticals pharma electronics technologies systems telecom petroleum oil energy ' +
      'group partners capital securities insurance media entertainment studios software stores supermarkets brands ' +
      'steel mining resources enterprises ventures',
  ],
  [
    'organisation',
    'university college institute institution foundation association society union unions federation confederation ' +
      'league club church school academy hospital center centre charity trust network alliance coalition forum campaign ' +
      'committee observatory organisation organization fund initiative watch laboratory museum conference board ' +
      'chamber syndicate cooperative mosque synagogue',
  ],
  ['political-party', 'party bloc'],
  [
    'armed-group',
    'front brigade brigades militia guerrillas rebels militants insurgents fighters mujahideen battalion',
  ],
  [
    'place',
    'river mountains mountain heights street avenue road airport province region city valley island islands sea gulf ' +
      'ocean lake bay strait straits canal peninsula desert forest park square bridge camp dam stadium arena hotel ' +
      'palace hill hills beach harbor harbour port border district village town cape coast highway theatre theater ' +
      'plaza tower hall house building station territory territories zone basin delta',
  ],
];

/** Last words of names that are neither somebody nor somewhere: texts, deals, events, things. Lower case. */
export const THING_WORDS: ReadonlySet<string> = new Set(
  (
    'measure proposition ordinance agreement treaty accord accords act bill plan protocol convention pact deal war day prize award awards cup summit roundtable ' +
    'conference report index program programme project operation amendment constitution charter resolution directive facility ' +
    'initiative mission doctrine revolution crisis festival week month era series edition podcast roundup medicine journal review ' +
    'rights games championship championships final finals tour book film movie show ship vessel satellite missile rifle vaccine ' +
    'virus disease syndrome cyclone hurricane typhoon storm tornado earthquake average composite exchange dollar peso yuan yen pound euro rupee forum marathon speech declaration decree'
  ).split(' '),
);

/** Words that are capitalised in the news and are no name. Lower case. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august ' +
    'september october november december jan feb mar apr jun jul aug sept sep oct nov dec qc kc sc esq phd md obe mbe cbe cst pst bst ist aest cet utc edt covid-19 christmas easter ramadan thanksgiving i god internet web gmt est et ' +
    'english no yes q a tv today text letter dear question answer us$ c$ a$ first second third fourth fifth sixth radio online ok covid coronavirus sars h5n1 aids hiv ebola ' +
    'brexit mps mep meps mp pm am ceo cfo gdp vat iii ii iv ' +
    'page chapter section article part table figure world cup olympics olympic games nobel prize peace holocaust ' +
    'war photo image file copyright getty images dna pdf faq usd dollar euro bitcoin internet-based ' +
    'he she we they you it me him them us to do does did done after before above below according as at by but for from in into off ' +
    'on onto or out over since so than that their then there these this those though through under until up upon when where ' +
    'whether while who whom whose why with within without yesterday tomorrow tonight here how however if indeed just more ' +
    'officially click also his her its my our your and because both during either neither nor whereas although despite ' +
    'memorandum understanding cessation hostilities'
  ).split(' '),
);

/** Directions: capitalised alone they name no place, before another name they belong to it. Lower case. */
export const DIRECTIONS: ReadonlySet<string> = new Set(
  'north south east west northern southern eastern western central'.split(' '),
);

/** Words before an apostrophe that belong to the name that follows. Lower case. */
export const NAME_POSSESSIVES: ReadonlySet<string> = new Set(
  'people lord workers women children farmers teachers moody sotheby christie mcdonald macy kohl lloyd lowe men martyrs peoples nurses doctors veterans writers king queen st'.split(
    ' ',
  ),
);

/** Given names of women, for telling to whom "she" and "he" may refer. Lower case. */
export const WOMENS_NAMES: ReadonlySet<string> = new Set(
  (
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna ' +
    'michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley brenda emma anna ' +
    'pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ' +
    'ruth virginia lauren christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann ' +
    'anne kathryn abigail sophia frances alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa ' +
    'diana brittany doris kayla alexis lori marie hillary nikki condoleezza madeleine fatima aisha ayesha zainab amina leila layla mariam ' +
    'benazir olga natalia tatiana svetlana yulia elena anastasia ursula marine giorgia indira sonia priya anita chandrika megawati corazon ' +
    'ellen golda tzipi liz kamala jacinda gillian mette sanna malala greta kate jane sally wendy gwen fiona claire nicola joanna yolande ' +
    'isabelle carissa kari cristina claudia dilma angelina federica ségolène simone'
  ).split(' '),
);

/** Given names, for telling a person from a body or a place. Lower case. */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  (
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven steve ' +
    'paul andrew andy joshua kenneth kevin brian george edward ronald timothy tim jason jeffrey jeff ryan jacob gary nicholas nick eric ' +
    'jonathan stephen larry justin scott brandon benjamin ben samuel sam frank gregory greg raymond alexander alex patrick jack dennis jerry tyler ' +
    'aaron jose adam henry douglas nathan peter zachary kyle walter harold jeremy ethan carl keith roger gerald christian terry sean ' +
    'arthur austin noah lawrence jesse joe bryan billy jordan albert dylan bruce willie gabriel alan juan logan wayne roy ralph randy ' +
    'eugene vincent russell louis bobby philip phil johnny bill bob jim tom dan mike chris tony fred ted ed rob matt dave ken ron don doug ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily ' +
    'donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley brenda emma ' +
    'anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce ' +
    'victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria ' +
    'sara janice ann anne kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly ' +
    'charlotte natalie theresa diana brittany doris kayla alexis lori marie hillary nikki condoleezza madeleine ' +
    'mohammed muhammad mohamed mohammad mahmoud ahmed ahmad ali hassan hussein hussain omar umar ibrahim abdullah abdul khalid khaled ' +
    'yusuf yousef youssef mustafa karim kareem tariq tarek rashid saeed said nasser nabil samir jamal faisal fahd salman bashar walid ' +
    'imran nawaz pervez asif shah zia benazir fatima aisha ayesha zainab amina leila layla mariam hosni anwar gamal yasser yasir ismail ' +
    'recep tayyip abdel adel aziz hamid hamza bilal osama ayman abu saddam muammar ashraf rouhani javad ebrahim ' +
    'vladimir dmitry dmitri sergei sergey mikhail boris nikolai alexei aleksei igor oleg viktor victor andrei andrey yuri ivan pavel ' +
    'konstantin leonid maxim olga natalia tatiana svetlana yulia elena anastasia volodymyr petro mykola oleksandr ' +
    'hans klaus jurgen wolfgang helmut gerhard ursula olaf franz karl heinrich friedrich dieter horst otto pierre jacques ' +
    'francois françois nicolas emmanuel marine michel philippe laurent alain bernard dominique luc luis carlos jorge miguel fernando ' +
    'antonio francisco manuel pedro javier rafael alejandro diego pablo roberto ricardo eduardo andres andrés oscar hugo cesar evo ' +
    'alvaro alberto mario sergio raul raúl fidel ernesto nicolás rodrigo felipe enrique vicente silvio giuseppe giorgio giorgia ' +
    'matteo romano massimo paolo marco franco bettino giulio lech aleksander jaroslaw vaclav janos imre slobodan ' +
    'xi hu wen li deng zhang wang chen liu yang zhao zhou wu xu sun ma zhu lin kim lee park moon choi jung ban shinzo yasuhiro junichiro ' +
    'taro yoshihide fumio naoto hiroshi takeshi kenji akira manmohan narendra atal rajiv indira sonia rahul arun amit ravi sanjay vijay ' +
    'anil sunil rajesh suresh ramesh priya anita lal mahinda ranil chandrika aung nguyen tran pham hoang joko susilo megawati ferdinand ' +
    'benigno corazon mahathir najib goh nelson thabo cyril desmond morgan emmerson kofi julius jomo ' +
    'mwai uhuru raila yoweri felix olusegun goodluck muhammadu bola ellen haile meles abiy isaias salva riek ' +
    'ehud ariel shimon yitzhak golda menachem tzipi avigdor naftali yair benny isaac moshe avraham ' +
    'gordon keir nigel liz rishi winston neville clement ' +
    'barack jimmy lyndon dwight harry franklin theodore abraham bernie kamala elon sundar satya ' +
    'jacinda malcolm gough erik lars anders jens stefan magnus gustav ole kjell mette sanna kyriakos ' +
    'andreas nikos giorgos dimitris costas antonis mikheil zurab irakli eduard giorgi noam elian lazaro julian chelsea ' +
    'malala greta simon martin oliver leo max marcus lucas jamie wael kate jane sally wendy gwen fiona ' +
    'claire nicola joanna yolande andrej franck isabelle jaap vernon caspar anatoly homi avery sung oskar carissa'
  ).split(/\s+/),
);
