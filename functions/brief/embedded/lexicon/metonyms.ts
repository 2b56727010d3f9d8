/** Places that stand for a body where they act: place, then the body's name as in `organisations.ts` or `countries.ts`. */
export const METONYMS: readonly string[] = ['Brussels|European Union', 'Turtle Bay|United Nations'];

/** Parts of a federal or devolved state, which stand for their government where they act: code of the state, then names. */
export const REGIONS: readonly string[] = [
  'CA|Ontario,Quebec,Alberta,British Columbia,B.C.,Manitoba,Saskatchewan,Nova Scotia,New Brunswick,Newfoundland,Prince Edward Island,Yukon',
  'US|California,Texas,Florida,New York,New Jersey,Pennsylvania,Ohio,Illinois,Michigan,Virginia,North Carolina,South Carolina,Massachusetts,Connecticut,Arizona,Colorado,Minnesota,Wisconsin,Missouri,Tennessee,Indiana,Maryland,Oregon,Alabama,Louisiana,Kentucky,Oklahoma,Iowa,Kansas,Nebraska,Nevada,Utah,Arkansas,Mississippi,New Mexico,Idaho,Montana,Wyoming,Alaska,Hawaii,Maine,Vermont,New Hampshire,Rhode Island,Delaware,West Virginia,North Dakota,South Dakota,Puerto Rico',
  'AU|New South Wales,Queensland,Tasmania,Victoria,South Australia,Western Australia,Northern Territory',
  'GB|Scotland,Wales,Northern Ireland',
  'IN|Maharashtra,Gujarat,Karnataka,Tamil Nadu,Kerala,West Bengal,Uttar Pradesh,Bihar,Rajasthan,Punjab,Haryana,Assam,Odisha,Telangana,Andhra Pradesh,Madhya Pradesh',
  'DE|Bavaria,Saxony,Hesse,Brandenburg,Lower Saxony',
  'ES|Catalonia,Andalusia',
  'IT|Lombardy,Veneto,Tuscany,Piedmont',
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
  '' +
  '' +
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
