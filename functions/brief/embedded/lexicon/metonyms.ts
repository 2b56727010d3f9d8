/** Places that stand for a body where they act: place, then the body's name as in `organisations.ts` or `countries.ts`. */
export const METONYMS: readonly string[] = [
  'Brussels|European Union',
  'Turtle Bay|United Nations',
  'Foggy Bottom|State Department',
  'Langley|Central Intelligence Agency',
  'Threadneedle Street|Bank of England',
  'Berlaymont|European Commission',
];

/** Parts of a federal or devolved state, which stand for their government where they act: code of the state, then names. */
export const REGIONS: readonly string[] = [
  'CA|Ontario,Quebec,Alberta,British Columbia,B.C.,Manitoba,Saskatchewan,Nova Scotia,New Brunswick,Newfoundland,Prince Edward Island,Yukon',
  'US|California,Texas,Florida,New York,New Jersey,Pennsylvania,Ohio,Illinois,Michigan,Virginia,North Carolina,South Carolina,Massachusetts,Connecticut,Arizona,Colorado,Minnesota,Wisconsin,Missouri,Tennessee,Indiana,Maryland,Oregon,Alabama,Louisiana,Kentucky,Oklahoma,Iowa,Kansas,Nebraska,Nevada,Utah,Arkansas,Mississippi,New Mexico,Idaho,Montana,Wyoming,Alaska,Hawaii,Maine,Vermont,New Hampshire,Rhode Island,Delaware,West Virginia,North Dakota,South Dakota,Puerto Rico',
  'AU|New South Wales,Queensland,Tasmania,Victoria,South Australia,Western Australia,Northern Territory',
  'GB|Scotland,Wales,Northern Ireland',
  'IN|Maharashtra,Gujarat,Karnataka,Tamil Nadu,Kerala,West Bengal,Uttar Pradesh,Bihar,Rajasthan,Punjab,Haryana,Assam,Odisha,Telangana,Andhra Pradesh,Madhya Pradesh,Chhattisgarh,Jharkhand,Uttarakhand,Himachal Pradesh,Goa,Manipur,Nagaland,Tripura,Meghalaya,Mizoram,Arunachal Pradesh,Jammu and Kashmir',
  'DE|Bavaria,Saxony,Hesse,Brandenburg,Lower Saxony,North Rhine-Westphalia,Baden-Württemberg,Baden-Wuerttemberg,Thuringia,Saxony-Anhalt,Rhineland-Palatinate,Schleswig-Holstein,Mecklenburg-Vorpommern',
  'ES|Catalonia,Andalusia,Galicia,Valencia,Extremadura,Aragon,Navarre',
  'IT|Lombardy,Veneto,Tuscany,Piedmont,Sardinia,South Tyrol,Calabria,Campania,Lazio,Liguria,Emilia-Romagna,Puglia',
  'PK|Khyber Pakhtunkhwa,Gilgit-Baltistan',
  'NG|Lagos State,Kano State,Rivers State,Kaduna State,Borno State,Plateau State',
  'ZA|Gauteng,KwaZulu-Natal,Western Cape,Eastern Cape,Limpopo,Mpumalanga',
  'ET|Oromia,Amhara',
  'SO|Puntland,Somaliland,Jubaland',
  'MX|Chihuahua,Chiapas,Oaxaca,Guerrero,Sonora,Jalisco,Sinaloa,Michoacan,Michoacán,Nuevo Leon,Nuevo León,Tamaulipas',
  'BR|Minas Gerais,Bahia,Parana,Rio Grande do Sul',
  'PT|Madeira,Azores',
  'BE|Flanders,Wallonia',
  'RU|Tatarstan,Bashkortostan,Kabardino-Balkaria,Kalmykia,Yakutia,Buryatia',
  'DK|Faroe Islands',
  'ID|West Papua,West Java,Central Java',
  'MY|Sabah,Sarawak,Penang,Selangor,Johor,Kelantan',
  'CH|Ticino,Valais',
  'IQ|Kurdistan Region,Iraqi Kurdistan',
  'CN|Guangdong,Fujian,Sichuan,Hubei,Hebei,Henan,Yunnan,Zhejiang,Jiangsu,Shandong,Inner Mongolia,Guangxi,Liaoning,Hunan',
];

/** Lands, regions and seas that are never a party by themselves. */
export const PLACES: readonly string[] = (
  'Africa;Asia;Europe;North America;South America;Latin America;Central America;Middle East;Mideast;Near East;Far East;Caucasus;South Caucasus;' +
  'Balkans;Caribbean;Central Asia;South Asia;Southeast Asia;East Asia;Eastern Europe;Western Europe;Central Europe;' +
  'West Africa;East Africa;North Africa;Southern Africa;Horn of Africa;Sahel;Maghreb;Gulf;Persian Gulf;Arabian Gulf;Pacific;' +
  'Atlantic;Indian Ocean;Mediterranean;Mediterranean Sea;Black Sea;Red Sea;Caspian Sea;Baltic;Baltic Sea;South China Sea;' +
  'East China Sea;North Sea;Arctic;Antarctica;Antarctic;Sahara;Himalayas;Kashmir;Golan Heights;West Bank;Gaza Strip;Gaza;' +
  'East Jerusalem;Sinai;Crimea;Donbas;Donbass;Kurdistan;Darfur;Tigray;Sindh;Balochistan;Tibet;Xinjiang;' +
  'England;Basque Country;Corsica;Sicily;Siberia;Chechnya;Dagestan;Ingushetia;Abkhazia;South Ossetia;' +
  'North Ossetia;Nagorno-Karabakh;Transnistria;Strait of Hormuz;Suez Canal;Panama Canal;Bosphorus;Western world;West;East;' +
  'New York City;' +
  'Euphrates;Tigris;Nile;Danube;Rhine;Volga;Ganges;Indus;Mekong;Yangtze;Yellow River;Amazon River;Mississippi River;' +
  'Rio Grande;Thames;Seine;Jordan River;Litani;Dnieper;Dniester;Zambezi;Niger Delta;Lake Victoria;Lake Chad;Aral Sea;' +
  'Dead Sea;Sea of Japan;Yellow Sea;Taiwan Strait;Bering Strait;English Channel;Bay of Bengal;Arabian Sea;Gulf of Aden;' +
  'Gulf of Mexico;Gulf of Oman;Bab el-Mandeb;Strait of Malacca;Strait of Gibraltar;Dardanelles;Adriatic;Aegean;Barents Sea;' +
  'Coral Sea;Great Lakes;Lake Michigan;Lake Erie;Lake Ontario;Hudson Bay;Alps;Andes;Rockies;Rocky Mountains;Pyrenees;Urals;' +
  'Hindu Kush;Mount Everest;Everest;Kilimanjaro;Vesuvius;Mount Fuji;Patagonia;Amazonia;Bekaa Valley;Beqaa Valley;' +
  'Fergana Valley;Rift Valley;Swat Valley;Panjshir;Helmand;Nangarhar;Waziristan;North Waziristan;South Waziristan;Anbar;' +
  'Diyala;Nineveh;Tikrit;Ramadi;Samarra;Baquba;Sadr City;Sinjar;Erbil;Arbil;Sulaimaniya;Dohuk;Deir ez-Zor;Deir al-Zor;' +
  'Hasakah;Qamishli;Kobani;Afrin;Palmyra;Tartus;Golan;Galilee;Negev;Eilat;Ashkelon;Ashdod;Sderot;Beersheba;Nazareth;' +
  'Jericho;Gaza City;Khan Yunis;Tulkarm;Qalqilya;Sidon;Baalbek;Nabatieh;Aqaba;Irbid;Zarqa;Port Said;Suez;Luxor;Aswan;' +
  'Sharm el-Sheikh;Giza;Tobruk;Sirte;Derna;Sabha;Zawiya;Sfax;Sousse;Oran;Casablanca;Marrakesh;Marrakech;Tangier;Agadir;' +
  'Laayoune;Timbuktu;Kidal;Agadez;Maiduguri;Port Harcourt;Ibadan;Kaduna;Enugu;Benin City;Kumasi;Douala;Bunia;Bukavu;' +
  'Lubumbashi;Kisangani;Kolwezi;Butembo;Entebbe;Gulu;Kisumu;Nakuru;Eldoret;Garissa;Arusha;Kismayo;Baidoa;Hargeisa;Bosaso;' +
  'Mekelle;Gondar;Dire Dawa;El Fasher;Nyala;Port Sudan;Omdurman;El Obeid;Abyei;Malakal;Bentiu;Bulawayo;Beira;Blantyre;' +
  'Soweto;Bloemfontein;Port Elizabeth;Pietermaritzburg;Marikana;Benguela;Huambo;Cabinda;Jaffna;Kandy;Trincomalee;' +
  'Batticaloa;Chittagong;Cox’s Bazar;Sylhet;Pune;Ahmedabad;Lucknow;Kanpur;Jaipur;Nagpur;Indore;Bhopal;Patna;Varanasi;Agra;' +
  'Amritsar;Chandigarh;Srinagar;Jammu;Guwahati;Kochi;Thiruvananthapuram;Coimbatore;Mysore;Visakhapatnam;Gurgaon;Noida;' +
  'Ayodhya;Rawalpindi;Faisalabad;Multan;Sialkot;Abbottabad;Gwadar;Jalalabad;Mazar-i-Sharif;Ghazni;Lashkar Gah;Bagram;' +
  'Isfahan;Shiraz;Tabriz;Mashhad;Qom;Natanz;Fordow;Bushehr;Abadan;Bandar Abbas;Samarkand;Andijan;Almaty;Baikonur;Aktau;' +
  'Gyumri;Stepanakert;Batumi;Sukhumi;Tskhinvali;Gori;Poti;Vladikavkaz;Makhachkala;Beslan;Budyonnovsk;Nalchik;Rostov;' +
  'Rostov-on-Don;Krasnodar;Sochi;Volgograd;Samara;Kazan;Nizhny Novgorod;Perm;Yekaterinburg;Chelyabinsk;Novosibirsk;Omsk;' +
  'Irkutsk;Murmansk;Arkhangelsk;Kaliningrad;Belgorod;Kursk;Bryansk;Sakhalin;Kamchatka;Kherson;Zaporizhzhia;Zaporizhia;' +
  'Dnipro;Dnipropetrovsk;Mykolaiv;Chernihiv;Sumy;Poltava;Bakhmut;Avdiivka;Sloviansk;Slovyansk;Kramatorsk;Severodonetsk;' +
  'Lysychansk;Melitopol;Sevastopol;Simferopol;Yalta;Kerch;Chernobyl;Bucha;Irpin;Uzhhorod;Ternopil;Gdansk;Krakow;Kraków;' +
  'Wroclaw;Lodz;Poznan;Katowice;Brno;Ostrava;Kosice;Debrecen;Timisoara;Cluj;Constanta;Varna;Plovdiv;Novi Sad;Srebrenica;' +
  'Mostar;Banja Luka;Tuzla;Bihac;Vukovar;Dubrovnik;Mitrovica;Tetovo;Ohrid;Thessaloniki;Patras;Lesbos;Crete;Rhodes;Corfu;' +
  'Limassol;Famagusta;Larnaca;Venice;Florence;Genoa;Bologna;Palermo;Bari;Catania;Lampedusa;Trieste;Verona;Pisa;Seville;' +
  'Bilbao;Malaga;Zaragoza;Granada;Canary Islands;Ibiza;Majorca;Porto;Toulouse;Bordeaux;Lille;Nantes;Grenoble;Calais;Cannes;' +
  'Normandy;Brittany;Provence;Alsace;Stuttgart;Dusseldorf;Düsseldorf;Leipzig;Dresden;Nuremberg;Hanover;Bremen;Essen;' +
  'Dortmund;Rostock;Heidelberg;Salzburg;Innsbruck;Graz;Linz;Basel;Lausanne;Lucerne;Ghent;Bruges;Liege;Eindhoven;Utrecht;' +
  'Maastricht;Gothenburg;Malmo;Malmö;Uppsala;Bergen;Stavanger;Trondheim;Tromso;Aarhus;Odense;Tampere;Turku;Tartu;Narva;' +
  'Kaunas;Klaipeda;Leeds;Sheffield;Bristol;Newcastle;Nottingham;Leicester;Southampton;Portsmouth;Plymouth;Oxford;Cambridge;' +
  'Brighton;Hull;Bradford;Coventry;Norwich;Exeter;York;Aberdeen;Dundee;Inverness;Swansea;Londonderry;Armagh;Omagh;Cork;' +
  'Galway;Limerick;Croydon;Yorkshire;Lancashire;Cornwall;Devon;Kent;Essex;Sussex;Surrey;Norfolk;Suffolk;Merseyside;' +
  'Midlands;San Diego;Sacramento;Oakland;Las Vegas;Phoenix;Denver;Salt Lake City;Portland;Minneapolis;St. Louis;' +
  'Kansas City;New Orleans;Baltimore;Pittsburgh;Cleveland;Cincinnati;Columbus;Indianapolis;Milwaukee;Memphis;Nashville;' +
  'Louisville;Raleigh;Orlando;Tampa;Jacksonville;San Antonio;Fort Worth;El Paso;Albuquerque;Tucson;Honolulu;Anchorage;' +
  'Newark;Charlottesville;Charleston;Oklahoma City;Omaha;Bronx;Harlem;Staten Island;Long Island;New England;Midwest;' +
  'Quebec City;Halifax;Saskatoon;Tijuana;Ciudad Juarez;Guadalajara;Monterrey;Acapulco;Cancun;Veracruz;Puebla;' +
  'San Pedro Sula;Guayaquil;Cali;Medellin;Medellín;Cartagena;Barranquilla;Cucuta;Maracaibo;Maracay;Cuzco;Arequipa;' +
  'Santa Cruz;Cochabamba;Potosi;Recife;Fortaleza;Belo Horizonte;Porto Alegre;Curitiba;Manaus;Cordoba;Rosario;Mendoza;' +
  'Ushuaia;Valparaiso;Concepcion;Punta Arenas;Falkland Islands;Falklands;South Georgia;Galapagos;Easter Island;Bermuda;' +
  'Aruba;Curacao;Guadeloupe;Martinique;Cayenne;Chongqing;Tianjin;Nanjing;Hangzhou;Chengdu;Xi’an;Dalian;Shenyang;Harbin;' +
  'Qingdao;Xiamen;Kunming;Urumqi;Kashgar;Lhasa;Hainan;Spratly Islands;Paracel Islands;Senkaku Islands;Diaoyu Islands;' +
  'Kaohsiung;Kowloon;Nagoya;Kyoto;Kobe;Sapporo;Fukuoka;Sendai;Fukushima;Yokohama;Kuril Islands;Incheon;Daegu;Gwangju;' +
  'Panmunjom;Kaesong;Yongbyon;Sinuiju;Chiang Mai;Phuket;Pattani;Da Nang;Haiphong;Siem Reap;Battambang;Luang Prabang;' +
  'Mandalay;Sittwe;Surabaya;Bandung;Medan;Sumatra;Java;Borneo;Sulawesi;Kalimantan;Lombok;Ambon;Cebu;Davao;Marawi;Zamboanga;' +
  'Jolo;Luzon;Visayas;Palawan;Scarborough Shoal;Penang Island;Adelaide;Hobart;Alice Springs;Gold Coast;Christchurch;' +
  'Bougainville;New Caledonia;Tahiti;Chagos Islands;Diego Garcia;Mayotte;Socotra;Taiz;Marib;Saada;Abyan;Hadramout;Dubai;' +
  'Sharjah;Jubail;Dhahran;Najran;' +
  'Los Angeles;Chicago;' +
  'San Francisco;Boston;Seattle;Houston;Dallas;Atlanta;Miami;Philadelphia;Detroit;Silicon Valley;Wall Street;Manhattan;Brooklyn;' +
  'Toronto;Montreal;Vancouver;Calgary;' +
  'Edmonton;Winnipeg;Sydney;Melbourne;Brisbane;Perth;Auckland;Mumbai;Bombay;Calcutta;' +
  'Kolkata;Chennai;Madras;Bangalore;Bengaluru;Hyderabad;Karachi;Lahore;Peshawar;Quetta;Kandahar;Herat;Kunduz;Basra;Mosul;Kirkuk;' +
  'Fallujah;Najaf;Karbala;Aleppo;Homs;Idlib;Hama;Daraa;Deraa;Sweida;Raqqa;Latakia;Eastern Ghouta;Benghazi;Misrata;' +
  'Alexandria;Istanbul;Izmir;Jeddah;Mecca;Medina;Aden;Hodeidah;Haifa;Nablus;Hebron;Jenin;Bethlehem;Rafah;Khan Younis;' +
  'Shanghai;Guangzhou;Shenzhen;Wuhan;Osaka;Hiroshima;Nagasaki;Okinawa;Busan;Frankfurt;Munich;Hamburg;Cologne;Bonn;Milan;Naples;' +
  'Turin;Barcelona;Marseille;Lyon;Strasbourg;Geneva;Zurich;Davos;Antwerp;Rotterdam;Manchester;Birmingham;Liverpool;Glasgow;' +
  'Edinburgh;Belfast;Cardiff;St Petersburg;St. Petersburg;Leningrad;Grozny;Vladivostok;Kharkiv;Odessa;Odesa;Lviv;Mariupol;' +
  'Donetsk;Luhansk;Rio de Janeiro;Sao Paulo;São Paulo;Johannesburg;Cape Town;Durban;Lagos;Kano;Mombasa;Goma;Zanzibar;' +
  'Saigon;Ho Chi Minh City;Bali;Aceh;Mindanao;Hollywood;Guantanamo Bay;Guantanamo;Guam;Hokkaido;Northern Cyprus'
).split(';');
