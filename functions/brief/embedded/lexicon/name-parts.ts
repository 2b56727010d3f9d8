import type { EntityKind } from '../model.ts';

/** Last words of a name, or words within it, that tell what it names. Lower case. */
export const KIND_WORDS: ReadonlyArray<readonly [EntityKind, string]> = [
  [
    'government-body',
    'ministry department treasury parliament congress senate assembly legislature cabinet government administration ' +
      'court tribunal prosecutor police constabulary sheriff navy army marines intelligence directorate ' +
      'regulator commissioner council municipality county embassy consulate bureau customs authority authorities ' +
      'commission commissions agency agencies office guard guards corps inspectorate secretariat ombudsman chancellery presidency judiciary legislatures ministries courts gendarmerie duma majlis ' +
      'forces force service services branch patrol subcommittee lawmakers directorates secretaries chancery magistracy sejm ' +
      'bundestag diet rada hural jirga shura soviet politburo unit squad',
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
      'chamber syndicate cooperative mosque synagogue institut instituto universidad universität université fundación ' +
      'fondation stiftung asociación confederación sindicato research lab labs clinic congregation diocese archdiocese ' +
      'parish brotherhood sisterhood orchestra choir consortium taskforce ngo team fc afc',
  ],
  [
    'political-party',
    'party bloc movement democrats socialists conservatives liberals nationalists communists greens parties',
  ],
  ['outlet', 'times herald tribune gazette chronicle weekly news newspaper newspapers courier'],
  [
    'armed-group',
    'front brigade brigades militia guerrillas rebels militants insurgents fighters mujahideen battalion',
  ],
  [
    'place',
    'river mountains mountain heights street avenue road airport province region city valley island islands sea gulf ' +
      'ocean lake bay strait straits canal peninsula desert forest park square bridge camp dam stadium arena hotel ' +
      'palace hill hills beach harbor harbour port border district village town cape coast highway theatre theater ' +
      'plaza tower towers hall house building cafe café restaurant bar pub mall calle casa pueblo puerto isla playa airfield airbase base barracks cemetery prison jail ' +
      'volcano glacier reef archipelago plateau ridge canyon creek lagoon pass fort castle cathedral temple shrine monument station territory territories zone basin delta',
  ],
];

/** Last words of names that are neither somebody nor somewhere: texts, deals, events, things. Lower case. */
export const THING_WORDS: ReadonlySet<string> = new Set(
  (
    'measure proposition ordinance agreement treaty accord accords act bill plan protocol convention pact deal war day prize award awards cup summit roundtable ' +
    'conference report index program programme project operation amendment constitution charter resolution directive facility ' +
    'initiative mission doctrine revolution crisis festival week month era series edition podcast roundup medicine journal review ' +
    'rights games championship championships final finals tour book film movie show ship vessel satellite missile rifle vaccine ' +
    'virus disease syndrome cyclone hurricane typhoon storm tornado earthquake average composite exchange dollar peso yuan yen pound euro rupee forum marathon speech declaration decree explorer chrome firefox safari android iphone ipad ' +
    'ipod windows playstation xbox kindle photoshop software browser ied ieds bomb bombs bombing bombings explosion crash accident flood ' +
    'floods wildfire wildfires tsunami eclipse outbreak pandemic epidemic vaccines drone drones tank tanks jet jets helicopter ' +
    'helicopters aircraft rocket rockets telescope spacecraft rover robot protests riots massacre genocide famine drought scandal ' +
    'affair controversy debate ceremony parade fair fairs exhibition expo derby gala concert wedding funeral memorial tribute'
  ).split(' '),
);

/** Words that are capitalised in the news and are no name. Lower case. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august ' +
    'september october november december jan feb mar apr jun jul aug sept sep oct nov dec qc kc sc esq phd md obe mbe cbe cst pst bst ist aest cet utc edt covid-19 christmas easter ramadan thanksgiving i god internet web gmt est et ' +
    'english no yes q a tv today text letter dear question answer us$ c$ a$ first second third fourth fifth sixth radio online ok covid coronavirus sars h5n1 aids hiv ebola hepatitis malaria cholera measles zika dengue influenza tuberculosis polio chikungunya mers ' +
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
  (
    'people lord workers women children farmers teachers moody sotheby christie mcdonald macy kohl lloyd lowe men martyrs peoples nurses doctors ' +
    'veterans writers king queen st sheriff governor mayor commissioner president prosecutor ombudsman attorney general coroner ' +
    'speaker chancellor minister premier bishop archbishop consumers drivers pilots miners students voters'
  ).split(' '),
);

/** Given names of women, for telling to whom "she" and "he" may refer. Lower case. */
export const WOMENS_NAMES: ReadonlySet<string> = new Set(
  (
    'inger rhoda ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna ' +
    'michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley brenda emma anna ' +
    'pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ' +
    'ruth virginia lauren christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann ' +
    'anne kathryn abigail sophia frances alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa ' +
    'diana brittany doris kayla alexis lori marie hillary nikki condoleezza madeleine fatima aisha ayesha zainab amina leila layla mariam ' +
    'benazir olga natalia tatiana svetlana yulia elena anastasia ursula marine giorgia indira sonia priya anita chandrika megawati corazon ' +
    'ellen golda tzipi liz kamala jacinda gillian mette sanna malala greta kate jane sally wendy gwen fiona claire nicola joanna yolande ' +
    'isabelle carissa kari cristina claudia dilma angelina federica ségolène simone ' +
    'abby adele adriana agnes aicha aileen alejandra alexandra alexia alicia alina alison allison alyssa amal amelia amira amneh ana ' +
    'anabel andrée angie angélica anika anja anke annabel annalena anneke annette annie antje antoinette antonella antonia ' +
    'araceli ariana arianna asma astrid audrey azadeh barbra beata beatrice beatriz becky belinda bernadette bertha beth bethany ' +
    'betsy bettina bianca birgit blanca bonnie bridget brigid brigitte britta camila camille candace carla carly carmen carole ' +
    'caroline carrie cecilia celine chantal charlene chelsea chiara chloe christiane cindy clara clarissa claudine colette colleen ' +
    'connie constance cora corinne courtney cristiana céline dalia dana daniela daphne darlene debbie delphine desiree dina ' +
    'dora doreen dorothea edith edna eileen elaine eleanor eleni elisa elisabeth elise eliza elke ella elsa elvira emilia emilie ' +
    'erica erika erin esmeralda estelle esther ethel eugenia eva eveline fatma fatou felicia florence francesca françoise frida ' +
    'frieda gabriela gabriella gabrielle galina geeta genevieve georgina geraldine gertrude ghazala gina giovanna gisela gisele ' +
    'giulia gladys gretchen gretel guadalupe gudrun habiba hala hana hanan hanna harriet haruka hazel heidi helena helene helga ' +
    'henrietta hilaria hilary hilda hiroko huda huma hélène ida ilse inaya inge ingrid inés inês ioana irene irina iris irma isabel ' +
    'ivana ivanka ivy jacinta jana janine jasmine jeanette jeanne jeannie jelena jenna jennie jenny jill jillian joanne ' +
    'johanna josefina josephine juana juanita juliana julianne juliet juliette justine kaja karin karina karla karolina katarina ' +
    'katerina katharina katherin kathy katie katja katrin katrina katy kayleigh keiko kirsten kirstin kristen kristin ' +
    'kristina kristine kyleigh lana lara larisa latifa latoya laurie leah lena leticia lidia lila lilian liliana lillian lily ' +
    'lina lindsay lindsey lorena lorraine louise lourdes lucia lucie lucille lucinda lucy ludmila luisa lydia lyn lynda lynn lynne ' +
    'mabel magda magdalena maggie maha manal manju manuela marcela marcia margarita margot marguerite mariana marianne maricel ' +
    'mariella marina marisa marisol marita marjorie marlene marta martina maryam mathilde matilda maud maude maureen maxine mayra ' +
    'meena meera melania melanie melinda meredith michaela michiko miley mina minnie miranda miriam mirjam moira mona monica monika ' +
    'monique muriel myra myriam myrna nadia nadine nahed najat najla naomi nasrin natasha neha nell nellie nevena nina ' +
    'nora norma odette oksana olena orly pascale patti patty paula paulette pauline peggy penelope penny petra ' +
    'philippa phoebe phyllis pilar polly priscilla rachida raisa rana rania raquel rebekah regina reina renata renate renée rhonda ' +
    'rita roberta robyn rocio rosa rosalie rosalind rosanna rosario rosemary rosie roxana roxanne ruby rumer sabiha sabina sabine ' +
    'sabrina sadia sadie saira salma salwa samira sana sandy saoirse selena selma seraina serena shabana sharmila ' +
    'shauna sheila shelley sherry sheryl shireen shonda sibel sigrid silvia simona sinead siobhan sofia sofie solange sonja soraya ' +
    'stacey stacy stella sue suha suhair sumaya susana susanna susanne suzan suzanne sylvia sylvie tamar tamara tammy tania tanja ' +
    'tanya tara tarja tasneem tatjana tawakkol tessa thelma therese tiffany tina tracey trudy uma valentina valerie vanessa ' +
    'vera verena veronica veronika veronique vicki vicky vigdis viktoria violeta vivian viviane vivien wanda wilma winifred winnie ' +
    'yanin yanina yasmin yasmine yelena yoko yolanda yuliya yumi yvette yvonne zahra zara zeinab zelda zoe zoya zuzana'
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
    'claire nicola joanna yolande andrej franck isabelle jaap vernon caspar anatoly homi avery sung oskar carissa ' +
    'abbas abby abdelaziz abdelkader abdoulaye abdourahmane abdulaziz abdulla abdullahi abdulrahman abel abhijit abner ' +
    'achim adama adele adnan adolf adolfo adrian adriana adrien agnes agustin agustín ahmet ahsan aicha aidan aiden aileen ajay akbar ' +
    'akihito akio aksel aktham alaa alastair albin aldo alec alejandra alejo alexandra alexia alfonso alfred alfredo alicia alina ' +
    'alison alistair allison alois alonso alphonse alvin alyssa amadou amal amelia amira amneh amos amr ana anabel anand anastasios ' +
    'anatol andre andriy andrzej andré andrée aneurin angelo angie angus angélica anibal anika anja anke annabel annalena ' +
    'anneke annette annie antje antoine antoinette anton antonella antonia antonin antony antónio anupam anurag aníbal araceli ari ' +
    'ariana arianna aris aristide arkady arman armand armando armin arnaud arne arnold arnon arsen arsène artem arturo arvind asad ' +
    'asaf ashok asma astrid athanasios audrey augustin augustine augusto aurelio avi aviv axel ayad aydin azadeh azam azamat azmi ' +
    'bakhtiar bala balazs baldwin baptiste barbra barney barry bartosz basil basilio bassam beata beatrice beatriz becky belinda ' +
    'belisario benedict benito benjamín benoit benoît berat bernadette bernardo bernd bertha bertil bertrand beth bethany betsy ' +
    'bettina bianca bienvenido birgit bjorn björn blaine blaise blanca boaz bogdan bolek boniface bonnie borja boyko brad bradley ' +
    'brayan brendan brent brett brice bridget brigid brigitte britta brock bronislaw bruno bryant cameron camila camille camillo ' +
    'candace carla carlo carlton carly carmelo carmen carole caroline carrie cecil cecilia cedric celine cem cengiz chan chang ' +
    'chantal charlene charlie cheng chester chet cheung chiara chloe chow christiane chu chuck cindy clara clarence clarissa claude ' +
    'claudine claudio claus clay clayton cliff clifford clint clinton clive cláudio cody colette colin colleen connie connor conor ' +
    'conrad constance constantin constantine cora corinne cornelius courtney craig cristian cristiana cristiano cristobal cristóbal ' +
    'curt curtis cyrus czeslaw céline dag daisuke dale dalia damian damien damon dana daniela danilo danny daphne dario darlene ' +
    'darrell darren darryl darío daud davit davor dawid dean debbie deepak delphine demetri demetrios demis denzel derek derrick ' +
    'desiree devendra dexter dick didier diederik dilip dimitar dimitri dina dino dirk djibril domenico domingo dominic dominik donal ' +
    'donatien donnie dora doreen dorian doron dorothea dragan drago duane duncan duong dustin dwayne dzhokhar earl eberhard eddie ' +
    'eddy edgar edgardo edith edmond edmund edna edouard edwin efrain egbert eileen elaine eldar eldon eleanor eleni elias elie ' +
    'elijah elisa elisabeth elise eliseo eliza elke ella elliot elliott ellis elmar elmer elsa elvira emil emilia emiliano emilie ' +
    'emilio emin emre enda ende enver enzo eoin epifanio eran erdem eren erhard erica erich erika erin erling ernie ernst errol erwin ' +
    'esmeralda esteban estelle estevan esther ethel etienne euan eugen eugenia eugenio eva evan evaristo eveline evgeni evgeny eyal ' +
    'ezekiel ezra fabian fabio fabrice fadi faiz farid farooq faruk fathi fatih fatma fatou fausto fawzi federico fehmi felicia ' +
    'ferenc ferhat fikret filip filippo fintan florence florent florian floyd fran francesca francesco francis frans frantisek ' +
    'françoise freddie freddy frederic frederick fredrik frida frieda fritz frédéric fuad fumihito fung félix gabor ' +
    'gabriela gabriella gabrielle gael gaetano galina gao gareth garry gaston gavin geeta genaro gene genevieve gennady geoff ' +
    'geoffrey georg georges georgi georgina georgios geraldine gerard gerardo gerry gert gertrude ghassan ghazala ghulam gian ' +
    'gianfranco gianni gideon gil gilbert gilberto gilles gillian gina gintaras giovanna giovanni girish gisela gisele giulia gjorge ' +
    'gladys glen glenn godfrey gonzalo gopal goran gottfried graham gregor gregorio gretchen gretel grigory grégoire guadalupe gudrun ' +
    'guido guilherme guillaume guillermo gunter gunther guntis guo gurbanguly gustaf gustavo guy gyorgy gérard günter habib habiba ' +
    'hadi hafez hai haider hakan hakim hala halil hamad hamdi hamish hana hanan hank hanna hannes harald hari hariri haris harish ' +
    'harley haroon harriet haruhiko haruka haruki harvey hashim hassanal hau hazel hector heidi heikki heiko heinz helena helene ' +
    'helga helmuth hendrik henk henri henrietta henrik henrique henryk herbert heriberto herman hermann hernan hernando hernán hichem ' +
    'hideki hieu hilaria hilario hilary hilda hilmar hiroko hisham ho holger horace horacio hossein howard huang hubert huda hugh ' +
    'hugues hui huma humberto humphrey husein huseyin hyeon hyun héctor hélène iain iakovos ian ibrahima ida idi idriss ignacio ' +
    'ignatius ihor ilan ilham ilia ilir iliya ilse ilya imad immanuel inaki inaya indra inge ingmar ingrid ingvar inocencio inés inês ' +
    'ioana ioannis iqbal irene irfan irina iris irma irving irwin isabel isidro ismael issa istvan itamar ivana ivanka ivar ivo ivy ' +
    'iyad izzat iñaki iñigo jaafar jacek jacinta jacinto jacky jae jaime jake jakob jakub jalal jan jana janez janine jared jarmo ' +
    'jaroslav jasmine javed javid jay jayant ' +
    'jeanette jeanne jeannie jelena jenna jennie jenny jeong jeroen ' +
    'jerome jeronimo jerzy jesper jesús jia jiang jill jillian jin jiri joachim joanne joao joaquim joaquin joaquín jocelyn ' +
    'jochen joel joergen joeri joey johan johann johanna johannes jon jonas jonatan jong joop joost jordi jorg jorgen josef josefina ' +
    'josep josephine josh josip josé jovan jozef joão joël juana juanita juanito juha jukka jules juliana julianne ' +
    'julien juliet juliette julio jun junaid jurgis juris jussi justine justo jyrki jérôme józef jörg jørgen kaare kabir kai kais ' +
    'kaja kalle kamal kamil kang karin karina karla karol karolina kasim kaspar kassem kassym katarina katerina katharina ' +
    'katherin kathy katie katja katrin katrina katsuhiko katy kayleigh kazimierz kazuo keenan kees keiko kelvin kemal kenan ' +
    'kendrick kenny kenzo kerim kermit kerr kerry khalil khizr kieran kirill kirk kirsten kirstin klas klemens knut koen koichi ' +
    'koichiro koji konrad kosta kostas krishna kristen kristian kristin kristina kristine kristof krzysztof kumar kurt kwame kwan ' +
    'kwok kwon kyleigh lai laith lam lambert lana lara larbi larisa laszlo latifa latoya lau laurence laurentino lauri laurie leah ' +
    'leif leigh leland lena lennart lennox leon leonard leonardo leonel leonidas leopold leopoldo leroy leslie lester leticia leung ' +
    'lev levan levi lewis liam lian liang liao lidia lila lilian liliana lillian lily lina lindon lindsay lindsey linus lionel ' +
    'lisandro livio ljubomir lloyd lorena lorenz lorenzo lorraine lothar lou louise lourdes lubomir luca lucia lucian luciano lucie ' +
    'lucien lucille lucinda lucy ludmila ludovic ludwig luigi luisa luiz luke luo luther lydia lyle lyn lynda lynn lynne lászló léon ' +
    'mabel maciej macky madhav magda magdalena maggie maha mahdi mahesh mahmood mahmut malik mamadou manal manfred manju manoj ' +
    'manolis mansoor mansour manuela mao marat marc marcel marcela marcelo marcia marcin marcio marcos marek margarita margot ' +
    'marguerite marian mariana marianne mariano maricel mariella marin marina marisa marisol marita marius mariusz marjorie marlene ' +
    'marlon marta marten marti martijn martina martti marty marvin marwan maryam masahiko masato masayoshi masood massoud mateo ' +
    'mateus mateusz mathew mathias mathieu mathilde mathis matilda mats matthias matthieu mattias maud maude maureen maurice mauricio ' +
    'maurizio mauro maxime maximilian maximo maxine maynard mayra mazen meena meera mehdi mehmet meinhard melania melanie melinda ' +
    'melvin meredith mervyn meshal michaela michail michal michiko mick mickey mieczyslaw mihai mihail mihaly mikael mikko ' +
    'miklos milan miley milo milorad milos milton mina minh minnie miodrag miranda miriam mirjam miroslav mirza misha mitch ' +
    'mitchell mladen mohamad mohamud mohan mohsen moira moises moisés momir mona monica monika monique monir mordechai moritz morris ' +
    'morten moses mostafa moussa mstislav mubarak muhamed muhammet muhannad mukesh munir muqtada murad murat muriel murray musa ' +
    'musharraf myles myra myriam myrna nabih nadav nadeem nadia nadine nadir nagendra naguib nahed najat najla najmuddin namik nando ' +
    'naomi narayan narciso naseer nasir nasri nasrin natasha nate nathaniel navin nazim neal ned neha neil nell nellie nemesio nenad ' +
    'nestor nevena ng ngo ngugi nicanor niccolo nico nicodemus nicos niels nikita nikola nikolaj nikolas nikolaus nils nina nir nizar ' +
    'noboru noel noor nora norbert norberto norma norman norodom nour novak noël nuno nuri nursultan néstor octavio odd odette odilo ' +
    'ofer oksana olav oleksii oleksiy olena olivier ollie omer onur orhan orlando orly orrin orville oswald oswaldo otis ottavio ' +
    'ousmane ove owen ozgur paddy panagiotis panos parviz pascal pascale pasquale pat patrice patricio patti patty paula paulette ' +
    'pauline paulino paulo pavle pavlo pavol pawel peder peggy pekka pelle penelope peng penny percy petar pete petra petros petter ' +
    'petteri philipp philippa phoebe phuc phyllis pierluigi piero pieter pietro pilar pim piotr polly porfirio prabhakar ' +
    'pradeep prakash pranab prasad pratap pravin predrag prem priscilla qasem qi qian qin quentin quincy rachid rachida radek ' +
    'radoslav radovan rafaela rafal rafik rafiq raghuram raimund raimundo raisa raj raja rajendra raju ralf rami ramiro ramon ramzan ' +
    'ramzi ramón rana randall randolph rania raphael raphaël raquel rashad rasmus rauf ravindra rayan razvan rebekah recaredo reggie ' +
    'regina reginald reina reinaldo reinhard remi remy renata renate renato rené renée reuben reuven rex reza rezaul rhonda rhys ' +
    'richie rick rickie rigoberto rinat rita riyad roald robbie robby roberta robin robyn rocco rocio rod rodney rodolfo rodrigue ' +
    'roel rogelio rogier roland rolando rolf romain roman romelu romeo romulo ronaldo ronen ronnie rory rosa rosalie rosalind rosalio ' +
    'rosanna rosario rosemary rosie ross roxana roxanne ruben ruby rubén rudi rudolf rudolph rudy rufus ruhollah rui rumer rupert ' +
    'rustam rutger ruud ryszard rémi rémy sabiha sabina sabine sabrina sadia sadie saeb saif saira sajid salah salih salim salma ' +
    'salvador salvatore salwa samer sami samih samira samuli sana sandeep sander sandro sandy santiago saoirse sasha saul savvas ' +
    'sayed sayyed scot scotty sebastian sebastiano sebastián selcuk selena selim selma semyon senad seo seraina serena serge sergi ' +
    'serhii serhiy serif seth seyed seymour shabana shafiq shahid shai shamil shane shankar shannon sharif sharmila shaukat shaun ' +
    'shauna shawn shehbaz sheila sheldon shelley shen sherif sherry sherwin sheryl shi shibley shigeru shireen shlomo shonda shota ' +
    'shrikant shuja sibel siegfried siegmund sigmar sigrid silas silvano silvestre silvia simeon simona simón sinan sinead siobhan ' +
    'sione sitiveni siu slava slavko sofia sofiane sofie solange solomon sonja sonny soo soraya soren spencer spiro spyros srinivasan ' +
    'stacey stacy stan stanislav stanislaw stanley stavros stefano stefanos steffen stein steinar stelios stella sten stephane stevan ' +
    'stewart stig stojan stuart stéphane subhash sudhir sue suha suhair sukhbir suleiman suleyman sumaya susana susanna susanne ' +
    'sushil suzan suzanne svein sven swaran sylvain sylvester sylvia sylvie szymon sébastien søren tadeusz taha tahir taimur takahiro ' +
    'takashi takeo tam tamar tamara tamas tamerlan tammy tamás tang tania tanja tanju tanya tao tara tareck tariku tarja tarun ' +
    'tasneem tatjana tawakkol tayeb tayyab teddy teo terence teresio terrell terrence tessa thaddeus thanh thanos thein thelma theo ' +
    'theodor theodoros theodosius therese thibaut thierry thilo thom thorbjorn thorsten tian tibor tiffany tiit timo timur tina tino ' +
    'tiziano tobias tobin todd tomas tomasz tomislav tommy tomoko tomás tong toomas torben torsten toshiaki toshihiko toshiro tracey ' +
    'tracy travis trent trevor tristan troy trudy tsai tsang tse tsutomu tuan tuncay turki tyrone udo ulf ulises ulrich uma umberto ' +
    'umesh unni uri urs usman uwe uzi valdas valdis valentin valentina valentino valeri valerie valeriy valery vanessa vartan vasil ' +
    'vasile vasily vassilis velupillai venkat vera verena veronica veronika veronique vicki vicky vigdis vikram viktoria vince ' +
    'vincenzo vinod violeta virgil virgilio vito vittorio vivek vivian viviane vivien vlad vladimír vladislav vladyslav voislav ' +
    'vojislav volker vuk vyacheslav václav waheed wahid waldemar waldo wally walt wanda warren wei werner wes wesley wieslaw wilbur ' +
    'wilfred wilfredo wilfried wilhelm willard willem willi willis wilma wim winfried winifred winnie wladyslaw wojciech wolf wong ' +
    'woodrow xavier xiao xie yacine yahya yakov yanin yanina yannick yannis yao yaroslav yasin yasmin yasmine yaw yaya yehuda yelena ' +
    'yeung yevgeni yevgeny yigal yip yoichi yoko yolanda yoo yoon yosef yoshihiko yoshiro yossi yousuf yu yuan yuen yukio yuliya yumi ' +
    'yun yuriy yury yvan yves yvette yvonne zac zack zafar zaher zahra zainal zakaria zaki zalmay zara zbigniew zdenek zeev zeinab ' +
    'zeki zelda zeljko zeng zenon zheng zhong zhores zhuo ziad zine zinedine ziyad zlatan zlatko zoe zoltan zoltán zoran zoya ' +
    'zulfikar zulfiqar zuzana zvi zviad ángel édouard étienne'
  ).split(/\s+/),
);
