/**
 * Small words of languages, by which a headline or two sentences tell theirs: the commonest articles, prepositions,
 * conjunctions, pronouns and auxiliary verbs. Lower case.
 */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in a is that for it was on with as by at from be are has have had not this but which will an were they their his said he she who been its after over into than more would about up out no new says you your can if or when we our all could there what how why where does did do so them',
  de: 'der die das und in den von zu mit sich auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde gegen unter wegen soll will kann ihre seine wenn diese können müssen wieder nun vom beim zwischen keine',
  fr: 'le la les de des du un une et à en dans pour que qui au aux par sur pas est sont ne se ce il elle avec plus son sa ses été cette ont mais ou leur après avant entre selon sans contre même fait être comme tout nous vous cet d l s n c qu j où chez dont',
  es: 'el la los las de del que y en un una por con para se su al es no como más lo le sus pero fue este ha entre cuando muy sin sobre también me hasta hay donde desde todo esta son contra tras según o e ante está han ser dos puede usted si ya',
  it: 'il lo la i gli le di del della dei delle che e è in un una per con non si da al alla nel nella sono come più anche dal dalla ma ha suo sua dopo su sul questo essere ci ai dai o tra fra hanno stato contro degli nei se quando può cui ed',
  pt: 'o a os as de do da dos das que e em um uma para com não por no na nos nas se mais ao aos à é foi como mas sua seu ou ser quando muito há também pelo pela até isso entre depois sem mesmo são após sobre diz está contra pode você já foram nesta este',
  ca: 'el la els les de del dels que i en un una per amb no es al als més com però seva seu va ha són aquest aquesta entre sobre després fins també si ser pot hi ho l d s n a podeu heu està molt quan des tot',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door over naar heeft hij ze wordt werd na deze worden kan zich hun meer tot of was die tegen moet geen al onder wel wil tussen haar hebben je u',
  da: 'og i at det er en til af på for med den de som ikke der har et var fra men han om sig ved blev efter over også kan skal vil eller mod under når mellem bliver være hun deres år nu her hvis blive disse denne du',
  nb: 'og i det er en til av på for med den de som ikke har et var fra men han om seg ved ble etter over også kan skal vil eller mot under når mellom blir være hun deres år nå her at å dette ut opp hvis disse denne du sier ei',
  sv: 'och i att det är en på som av för med till den inte om ett har de han var från men sig vid efter också kan ska eller mot under när mellan blir vara hon år nu så över hade vill ut upp säger detta denna du finns inom utan blev sedan',
  fi: 'ja on ei että se oli hän ovat mutta myös kun joka sen tai kuin mukaan ole olla jos hänen nyt mitä vain sekä jälkeen kanssa voi tämä ne niin ensi jo yli vielä siitä tämän vuoden uusi sanoo eivät tulee sitä jotka',
  et: 'ja on ei et see oli ta kui ka mis ning aga oma või selle pärast ole tema kes järgi veel aasta üle juba saab eest nii seda tuleb',
  pl: 'w i na z do się nie że o jest to od za po dla jak ale przez przy są oraz co już był było tym ze może po które który która tak będzie też tylko roku czy pod jego jej ich aby lub nad bez między został po podczas można',
  cs: 'a v se na je že z s do to o i ve pro za jako by k po od ale jsou si byl bylo podle které který která také ze až jen nebo než při už roku před jeho jejich kde aby u není ke mezi nové být může jsme pokud bude',
  sk: 'a v sa na je že z s do to o aj vo pre za ako by k po od ale sú si bol bolo podľa ktoré ktorý ktorá tiež zo až len alebo než pri už roku pred jeho ich kde aby nie medzi byť môže bude počas',
  sl: 'in je v na da se za so ki pa z tudi ne po od bo bi s kot ali pri do ob ter med leta zaradi iz še ni sta bodo kako če lahko so',
  hr: 'i u je na da se za su od s a koji iz o će kao ne po bi što nije do te koje ili samo ali kako još biti prema nakon pri oko između bez sve jer može već zbog',
  ro: 'de și în a la cu pe că din nu o un pentru care este mai să sunt au fost prin sau dar după ce al ale ca lui ei fi acest această între fără doar spre până cele cei despre despre va fiind poate dacă unui unei le se iar',
  hu: 'a az és hogy nem is egy meg van volt csak de ha már mint ez azt vagy el még ki be szerint után fel lesz pedig minden között ezt mert most miatt lehet kell ami aki amely volna alatt voltak nagy új',
  tr: 've bir bu da de için ile olarak çok daha en gibi olan ne kadar sonra o ya ama var yok ise göre değil her veya oldu ki dedi olduğunu etti üzerinde tarafından önce karşı bin yeni iki diye arasında edildi olacak ancak eğer',
  id: 'yang dan di untuk dengan pada dari ini tidak akan adalah itu dalam ke oleh karena bisa juga telah sudah bahwa atau ada para sebagai saat lebih dapat anda tersebut kata hanya satu setelah mereka menjadi seperti harus namun tentang jika hingga antara',
  vi: 'và của là các có cho được trong một không với những người này đã để khi từ đến về cũng như sẽ tại ra vào theo trên năm đó bị nhiều thì hay bạn phải việc sau nếu hoặc',
  lt: 'ir į kad yra su iš ne tai po už kaip jos bet dėl ar jis nuo buvo metų apie per taip jau tik bus iki',
  lv: 'un ir ka no ar par uz tas ne kā bet gada arī pēc tika vai lai bija kas ir pie līdz tiek nav savu',
  sq: 'dhe të në e i për me që nga një është do ka më si nuk ose por se ky kjo pas janë duke',
  sw: 'ya na wa kwa ni katika la za kuwa hii hiyo huyo cha baada lakini wakati kama pia watu alisema',
  tl: 'ang ng sa na mga at ay si ni para hindi ito kay nito siya may kung mula ayon',
  ru: 'и в не на что с по как это из за к от о для его то у а но все так же после был было были до при или только ее их если со об может который которые также уже еще сообщил года вы он она они нет будет во быть чтобы этот этого',
  uk: 'і та що не на з до у в це за як від про для його то а але й після був було були при або тільки її їх якщо зі може який які також вже ще року із під час буде ви він вона вони є бути щоб цей цього',
  be: 'і што не на з да у гэта за як ад пра для яго то а але пасля быў было былі або толькі яе іх калі можа які якія таксама ўжо яшчэ будзе ў ён яна яны каб гэты',
  bg: 'и на да се за от е че с в са по не до при към как като или но след което който която които ще още беше бе му между го го си му това тази този може бъде има няма били ли според',
  sr: 'и у је на да се за су од са који из о ће као не по би што није до те које или само али како још бити према након при око између без све јер може већ због ако ова ово овај',
  mk: 'и на да се за од е дека со во по не до при кон како или но по што кој која кои ќе уште беше му меѓу го си тоа оваа овој може биде има нема според',
};

/** Letters that few languages have, with those languages. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'de',
  ä: 'de sv fi et sk',
  ö: 'de sv fi et hu tr',
  ü: 'de et hu tr',
  ñ: 'es',
  '¿': 'es',
  '¡': 'es',
  ã: 'pt',
  õ: 'pt et',
  ç: 'fr pt ca tr sq',
  ê: 'fr pt vi',
  œ: 'fr',
  è: 'fr it ca',
  ù: 'fr it',
  ò: 'it ca',
  ì: 'it',
  ï: 'fr ca nl',
  ł: 'pl',
  ż: 'pl',
  ź: 'pl',
  ś: 'pl',
  ń: 'pl',
  ć: 'pl hr',
  ą: 'pl lt',
  ę: 'pl lt',
  ř: 'cs',
  ě: 'cs',
  ů: 'cs',
  č: 'cs sk sl hr lt lv',
  š: 'cs sk sl hr lt lv et',
  ž: 'cs sk sl hr lt lv et',
  ľ: 'sk',
  ô: 'fr sk vi pt',
  đ: 'hr vi',
  ő: 'hu',
  ű: 'hu',
  ğ: 'tr',
  ı: 'tr',
  ş: 'tr ro',
  ț: 'ro',
  ș: 'ro',
  ţ: 'ro',
  ă: 'ro vi',
  å: 'sv nb da',
  æ: 'da nb',
  ø: 'da nb',
  ơ: 'vi',
  ư: 'vi',
  ạ: 'vi',
  ế: 'vi',
  ệ: 'vi',
  ộ: 'vi',
  ė: 'lt',
  ū: 'lt lv',
  ų: 'lt',
  ā: 'lv',
  ē: 'lv',
  ī: 'lv',
  ņ: 'lv',
  ļ: 'lv',
  ë: 'sq nl fr',
}; // prettier-ignore

function index(lists: Readonly<Record<string, string>>, byEntry: boolean): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, list] of Object.entries(lists)) {
    for (const item of new Set(list.split(' '))) {
      const [entry, language] = byEntry ? [key, item] : [item, key];
      found.set(entry, [...(found.get(entry) ?? []), language]);
    }
  }
  return found;
}

/** Languages by word, and by letter. */
export const LANGUAGES_OF_WORD: ReadonlyMap<string, readonly string[]> = index(WORDS, false);
export const LANGUAGES_OF_LETTER: ReadonlyMap<string, readonly string[]> = index(LETTERS, true);
