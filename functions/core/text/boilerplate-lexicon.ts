import type { Boilerplate } from '../article.ts';

/**
 * What is about the page rather than the matter. The parser marks it in an article (`functions/parse/boilerplate.ts`),
 * and the analyzer looks for it in articles of other producers: both by these words.
 */
export type BoilerplateKind = Boilerplate['kind'];

type Words = Readonly<Partial<Record<BoilerplateKind, readonly string[]>>>;

/** Phrases that are written in lines, with bars between them. */
const phrases = (...lines: string[]): string[] => lines.flatMap((line) => line.split(' | '));

/** A sentence that begins with one of these, as whole words. Lower case. English, German, Spanish, French, Italian, Portuguese, Dutch, Japanese. */
export const BOILERPLATE_OPENINGS: Words = {
  'read-more': phrases(
    'continue reading | story continues below | article continues below | skip to | click here | tap here',
    'see also | read also | also read | read next | up next | you may also like | you might also like',
    'lesen sie auch | lesen sie hier | lesen sie mehr | lesen sie dazu | weiterlesen | mehr zum thema',
    'mehr dazu | siehe auch | das könnte sie auch interessieren | auch interessant: | zum weiterlesen',
    'lea también | lee también | lea además | leer más | lea más | ver también | vea también | siga leyendo',
    'sigue leyendo | te puede interesar | le puede interesar | haga clic aquí | haz clic aquí',
    'lire aussi | à lire aussi | à lire également | lire également | lire la suite | lisez aussi | voir aussi',
    'à voir aussi | à écouter aussi | sur le même sujet | cliquez ici | pour aller plus loin',
    'leggi anche | leggi tutto | leggi di più | vedi anche | guarda anche | continua a leggere | clicca qui',
    'potrebbe interessarti | ti potrebbe interessare | articoli correlati',
    'leia também | leia mais | leia ainda | veja também | saiba mais | continue lendo | clique aqui',
    'confira também | notícias relacionadas | noticias relacionadas',
    'lees ook | lees meer | lees verder | bekijk ook | zie ook | klik hier',
    '関連記事 | 続きを読む | あわせて読みたい | こちらもおすすめ | 【関連',
  ),
  share: phrases(
    'share this | share on | share via | print this | follow us | like us on | find us on',
    'join the conversation',
    'join the discussion | tell us what you think | leave a comment | post a comment',
    'folgen sie uns | folge uns | artikel teilen | teilen sie diesen | diesen artikel teilen | jetzt teilen',
    'síguenos | síganos | comparte este | comparte esta | compartir en | compartir esta | compartir este',
    'suivez-nous | partagez cet article | partager cet article | partager sur | réagissez à cet article',
    "seguici su | seguiteci su | condividi su | condividi questo | condividi l'articolo",
    'siga-nos | compartilhe esta | compartilhe este | compartilhe no | compartilhar no | partilhe este',
    'volg ons | deel dit artikel | delen op | deel dit op',
    'この記事をシェア | シェアする | フォローする',
  ),
  promotion: phrases(
    'sign up for our | sign up to our | sign up to receive | subscribe to our | subscribe now',
    'subscribe today | subscribe here | subscribe for | become a member | become a subscriber',
    'already a subscriber',
    'start your free trial | download our app | download the app | get our newsletter | get the latest news',
    'this content is for subscribers | this article is for subscribers | support our journalism',
    'jetzt abonnieren | abonnieren sie | melden sie sich für unseren | newsletter abonnieren | jetzt anmelden',
    'laden sie unsere app | weiterlesen mit',
    'suscríbete | suscríbase | suscribirse a | regístrate | recibe nuestro | recibe en tu correo',
    'descarga nuestra',
    'abonnez-vous | inscrivez-vous à notre | inscrivez-vous pour | recevez notre | recevez nos',
    'recevez chaque',
    'cet article est réservé | téléchargez notre application',
    'iscriviti alla | iscriviti al | abbonati | ricevi la nostra | ricevi le nostre | scarica la nostra app',
    'assine já | assine agora | assine a | inscreva-se | receba nossa | receba as notícias | receba no seu',
    'abonneer je | abonneer u | abonneer nu | schrijf je in voor | meld je aan voor | download onze app',
    'メールマガジン | 会員限定 | この記事は有料',
  ),
  copyright: phrases(
    'all rights reserved | not for reproduction | this material may not be published',
    'this article is licensed under | licensed under | reproduction in whole or in part',
    'alle rechte vorbehalten | nachdruck verboten | nachdruck nur mit | todos los derechos reservados',
    'prohibida la reproducción | prohibida su reproducción | tous droits réservés | toute reproduction',
    'reproduction interdite | tutti i diritti riservati | riproduzione riservata',
    'todos os direitos reservados',
    'proibida a reprodução | é proibida a reprodução | alle rechten voorbehouden | 無断転載',
    'forward-looking statements | safe harbor statement | safe harbour statement',
  ),
  contact: phrases(
    'for immediate release | for release on | embargoed until | embargoed for | not for release before',
    'note to editors | notes to editors | note for editors | notes for editors',
    'media contact | media contacts | media enquiries | media inquiries | press contact | press contacts',
    'press enquiries | press inquiries | press office: | for media enquiries | for press enquiries',
    'zur sofortigen veröffentlichung | sperrfrist | pressekontakt | hinweis an die redaktion',
    'hinweise an die redaktion',
    'hinweis für redaktionen | rückfragen an | rückfragen bitte an | rückfragehinweis',
    'para publicación inmediata | para su publicación inmediata | nota a los editores | nota para editores',
    'contacto de prensa | contacto para medios | contacto para la prensa',
    'pour diffusion immédiate | note aux rédacteurs | note aux rédactions | contact presse | contacts presse',
    'relations presse: | per la pubblicazione immediata | per pubblicazione immediata | nota per i redattori',
    'nota per le redazioni | contatti stampa | contatto stampa | contatti per la stampa | ufficio stampa:',
    'para divulgação imediata | nota aos editores | contato para a imprensa | contacto para a imprensa',
    'assessoria de imprensa: | voor onmiddellijke publicatie | noot voor de redactie | noot aan de redactie',
    'niet voor publicatie | perscontact | お問い合わせ先 | 報道関係者 | 本件に関するお問い合わせ',
  ),
  credit: phrases(
    'mit material von | mit material der | con información de | avec agences | com informações de',
    'wikinews reporter | wikinews reporters | tags: | filed under | topics: | keywords: | categories:',
    'category:',
    'schlagwörter: | schlagworte: | themen: | etiquetas: | mots-clés | parole chiave | trefwoorden: | タグ:',
  ),
};

/** A line that holds one of these and nothing else but marks. Lower case. */
export const BOILERPLATE_LINES: Words = {
  'read-more': phrases(
    'more | read more | learn more | find out more | see more | external link | external links',
    'más información',
    'mehr | mehr lesen | en savoir plus | pour en savoir plus | per approfondire | mais informações',
    'meer lezen',
    'related | related stories | related articles | related news | related topics | most read | most popular',
    'trending | recommended | zum thema | ähnliche artikel | artículos relacionados | articles liés',
    'meer nieuws',
  ),
  share: phrases(
    'share | comment | comments | print | teilen | drucken | kommentare | compartir | comentarios | partager',
    'commentaires | condividi | commenti | compartilhar | comentários | delen | reacties | tweet',
  ),
  promotion: phrases(
    'advertisement | advertisements | sponsored | sponsored content | newsletter | newsletters | loading',
    'anzeige | werbung | publicidad | publicité | pubblicità | publicidade | advertentie | 広告 | [pr]',
  ),
  'sign-off': phrases(
    'end | ends | the end | ende | fin | fine | fim | einde | end item | end of story | endit',
    '（了） | （終） | 以上 | 完',
  ),
  contact: phrases(
    'about us',
    'about the company',
    'press release',
    'pressemitteilung',
    'comunicato stampa',
    'contact',
    'kontakt',
  ),
};

/** Phrases that make a sentence boilerplate wherever they stand. Lower case. */
export const BOILERPLATE_PHRASES: Words = {
  copyright: ['all rights reserved', 'may not be published, broadcast', 'alle rechte vorbehalten'],
  'read-more': ['click here to', 'click here for'],
  promotion: phrases(
    'subscribe to our newsletter',
    'sign up for our newsletter',
    'to our terms of use',
    'to our privacy policy',
  ),
  share: ['follow us on'],
};

/** What words alone do not tell; `alone`: of a whole line or paragraph only. Each runs in linear time. */
export interface BoilerplatePattern {
  kind: BoilerplateKind;
  pattern: RegExp;
  alone?: true;
}

const NAMES = String.raw`\p{Lu}[\p{L}.'’-]{1,20}(?: (?:d[aeiou]|de la|del|van|von|der|den|bin|al|el|la|le|and|und|et|y|e|en|&|\p{Lu}[\p{L}.'’-]{0,20}),?){0,8} \p{Lu}[\p{L}.'’-]{1,20}`;
const AGENCY =
  '(?:AP|AFP|APA|ANSA|ANP|Belga|BELGA|dpa|DPA|EFE|EPA|KEYSTONE|Lusa|LUSA|REUTERS|Reuters|SDA|sda|TT|NTB|UPI|ZUMA|IMAGO|picture alliance|Getty Images)';

export const BOILERPLATE_PATTERNS: readonly BoilerplatePattern[] = [
  // "By Ana Reyes, the Courier": who wrote it. Without a full stop.
  {
    kind: 'byline',
    pattern: new RegExp(`^(?:[Bb]y|[Ff]rom|BY|FROM) ${NAMES}(?:, [^.!?]{0,60})?(?<!\\p{L}{3}\\.)$`, 'u'),
  },
  {
    kind: 'byline',
    pattern: new RegExp(`^(?:Von|Par|Por|Di|Door|Av|Af) ${NAMES}(?:, [^.]{0,60})?$`, 'u'),
    alone: true,
  },
  {
    kind: 'byline',
    pattern:
      /^(?:last )?(?:updated|published|posted|first published|last modified)\b\s*(?:(?:on|at)?:? ?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|:|january|february|march|april|may|june|july|august|september|october|november|december)/i,
  },
  {
    kind: 'read-more',
    pattern:
      /^(?:read|see|learn|find out|discover)\s(?:much )?more\s?(?:$|[:.»>→]|(?:about|on|here|at|from|in our|news|stories|of our|coverage)\b)/i,
  },
  {
    kind: 'read-more',
    pattern:
      /^(?:also|related|more|must|don['’]t miss|recommended|trending|read)(?: (?:read|stories|story|articles?|news|coverage|reading|content|on this(?: story)?|from))?\s?:/i,
  },
  {
    kind: 'read-more',
    pattern:
      /^(?:watch|listen|view|lire|voir|écouter|vidéo|ver|leer|lesen|guarda|leggi|ler|kijk|lees)(?: (?:live|now|here|below|next|more|also|the (?:full )?(?:video|interview|clip|episode)))?\s?:/iu,
  },
  {
    kind: 'read-more',
    pattern:
      /^(?:watch|see|view) (?:the |our |more )?(?:full )?(?:videos?|gallery|slideshow|photos|pictures)(?: (?:here|below|above|now))?[.:!]?$/i,
    alone: true,
  },
  {
    kind: 'read-more',
    pattern:
      /^(?:for more (?:information|news|stories|on)|to read more|to contact (?:the|our) (?:reporters?|editors?|authors?|newsroom|writers?|staff)|visit (?:our|the) (?:web ?site|page))\b/i,
  },
  { kind: 'read-more', pattern: /^(?:https?:\/\/|www\.)\S+$/i },
  {
    kind: 'credit',
    pattern:
      /^\(?(?:(?:[Aa]dditional|With additional|[Oo]ther|[Ff]urther) )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|REPORTING)(?:,? (?:and |[Aa]dditional )?(?:[Ww]riting|[Ee]diting|[Rr]eporting)){0,3} by (?=\p{Lu})(?!.{0,80}\b(?:shows?|showed|found|suggests?|reveal(?:ed|s)|has|had|that)\b)/u,
  },
  {
    kind: 'credit',
    pattern: new RegExp(
      `^\\(?(?:[Ww]ritten|[Ee]dited|[Cc]ompiled|[Tt]ranslated|[Tt]ext|[Pp]roduced) (?:and (?:written|edited|produced|translated) )?by:? (?=${NAMES})[^.]{0,120}\\.?\\)?$`,
      'u',
    ),
  },
  {
    kind: 'credit',
    pattern:
      /^\((?:reporte|información|editado|edición|reportage|rédigé|édité|rédaction|a cura|redazione|reportagem|edição|por|bericht|redaktion|redigiert|bearbeitet|verslaggeving|redactie|bewerkt|mit|con|avec|com|met)\b[^()]{2,200}\)\.?$/iu,
  },
  {
    kind: 'credit',
    pattern:
      /^(?:(?:reporte de|editado por|reportage de|rédigé par|édité par|a cura di|reportagem de|edição de|redigiert von):? |(?:redaktion|redactie|mitarbeit|redacción|bron|quelle|fuente|fonte|quellen|fuentes|fonti|fontes)\s?: ?)[^.!?]{2,100}\.?$/iu,
    alone: true,
  },
  {
    kind: 'credit',
    pattern:
      /^this (?:story|article|piece|post|interview|column)\b.{0,40}\b(?:reported by|originally|first appeared|updated|corrected|edited for|syndicated|written by|republished|licensed|produced by|was (?:first )?published)\b/i,
  },
  {
    kind: 'credit',
    pattern:
      /^this report (?:was|has been|is) (?:originally|first|updated|corrected|edited|produced|written|syndicated|republished)\b/i,
  },
  {
    kind: 'credit',
    pattern:
      /^(?:the )?(?:associated press|reuters|afp|ap|bloomberg|xinhua|cnn) (?:writers?|correspondents?|journalists?|reporters?|staff|producers?)\b.{0,100}\b(?:contributed|reported from)\b/i,
  },
  { kind: 'credit', pattern: /\bcontributed (?:(?:reporting )?to this (?:report|story|article)|reporting)\.?\)?$/i },
  {
    kind: 'credit',
    pattern: /^sources?: (?!.{0,200}\b(?:said|says|will|has|have|had|is|are|was|were|to)\b)[^.!?]{2,120}\.?$/i,
    alone: true,
  },
  { kind: 'copyright', pattern: /^(?:\(c\) ?\d|copyright (?:©|\(c\)|\d{4}|by\b|notice\b)|copyright ?[:©])/i },
  { kind: 'copyright', pattern: /^(?:Copyright|COPYRIGHT) \p{Lu}[^.]{0,80}$/u, alone: true },
  {
    kind: 'copyright',
    pattern:
      /^(?:©|\((?:c|C)\) \d{4})(?:.{0,80}$|.{0,200}\b(?:rights|reserved|vorbehalten|derechos|droits|diritti|direitos)\b)/u,
  },
  {
    kind: 'copyright',
    pattern:
      /^(?:this (?:press |news )?release|certain statements|statements|actual results)\b.{0,80}\b(?:forward-looking|differ materially)\b/i,
  },
  // "FILE PHOTO: The bridge …": what a picture shows.
  {
    kind: 'caption',
    pattern:
      /^(?:file (?:photo|image|picture)|file|archivfoto|archivbild|symbolbild|symbolfoto|foto de archivo|photo d['’]archives?|image d['’]illustration|foto d['’]archivio|foto de arquivo|archieffoto|imagen de archivo)(?:\s?:\s?|\s[–—-]{1,2}\s)\S/i,
  },
  // "(AP Photo/Jane Roe)", "REUTERS/Jane Roe/File": whose a picture is, behind what it shows.
  {
    kind: 'photo-credit',
    pattern: new RegExp(
      `^(?:\\(${AGENCY}[ /](?:Photo|Foto|Pool)[^()]{0,60}\\)|\\((?:Photo|Foto|Image|Credit|Crédit|Bild)(?: by| credit)?:? [^()]{2,60}\\)|(?:REUTERS|AFP|EPA)/\\p{Lu}[^.()]{2,60}|\\([^()]{2,60}/Getty Images\\))\\.?$`,
      'u',
    ),
  },
  {
    kind: 'photo-credit',
    pattern:
      /^(?:photos?|photographs?|images?|pictures?|pic|credits?|graphics?|illustrations?|fotos?|bild(?:er)?|grafik|imagen|imágenes|fotografía|gráfico|crédits?|crédit photos?|photo credits?|image credits?|immagin[ei]|imagem|imagens|crédito|beeld|写真|画像|撮影)(?: (?:by|credit|courtesy|copyright|source|crédit))?\s?[:/©：]\s?[^.!?]{2,80}\.?$/iu,
  },
  {
    kind: 'photo-credit',
    pattern: new RegExp(`^\\(?${AGENCY}(?: (?:Photo|Foto|Pool))?/ ?\\p{Lu}[^.()]{1,60}\\)?\\.?$`, 'u'),
  },
  {
    kind: 'photo-credit',
    pattern: /^(?:image|photo|picture|video|media) (?:by|courtesy(?: of)?|credit|copyright|source)\s[^.!?]{2,80}$/i,
    alone: true,
  },
  { kind: 'caption', pattern: /^(?:image|media|photo|video) caption\b[^.!?]{0,200}$/i, alone: true },
  {
    kind: 'caption',
    pattern:
      /^(?:video|caption|image|picture|photo|pictured?|im bild|en la imagen|sur la photo|nella foto|na foto|op de foto)\s?:\s?[^:]{2,200}$/i,
    alone: true,
  },
  {
    kind: 'photo-credit',
    pattern:
      /^(?:getty(?: images)?|ap photo|afp photo|reuters photo|shutterstock|istock|unsplash|pixabay)(?:[ /:|(©–—-].{0,80})?$/i,
    alone: true,
  },
  {
    kind: 'share',
    pattern:
      /^(?:follow|folgen sie|sigue a|suivez|segui|siga) (?:@\w|(?:us|me|him|her|them|(?:our|the) \p{L}+(?: \p{L}+)?|uns|nos) (?:on|at|auf|en|sur|su|no|bei) (?:twitter|x|facebook|instagram|youtube|telegram|whatsapp|linkedin|tiktok|social media|bluesky|mastodon)\b)/iu,
  },
  { kind: 'share', pattern: /^@\w{2,30}$/, alone: true },
  {
    kind: 'promotion',
    pattern:
      /^(?:subscribe|sign up|register|join)\b(?: \p{L}+){0,5} (?:newsletters?|mailing list|channel|updates|alerts|whatsapp)\b[^.]{0,60}[.!]?$/iu,
  },
  { kind: 'promotion', pattern: /^(?:download|get|try) (?:the|our) .{0,30}\b(?:app|newsletter)\b/i },
  {
    kind: 'contact',
    pattern:
      /^(?:e-?mail|contact|kontakt|contacto|contatt[oi]|contato|write to|reach|tel|tél|téléphone|telefon|teléfono|telefono|telefone|telefoon|phone|fax|mobile|mob|handy|móvil|portable)\b.{0,80}(?:\S@\S|[+(]?\d[\d ()/.-]{5,16}\d)/iu,
  },
  { kind: 'contact', pattern: /^[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,60}$/, alone: true },
  { kind: 'contact', pattern: /^\+\d[\d ()/.-]{6,20}$/, alone: true },
  {
    kind: 'sign-off',
    pattern: new RegExp(
      `^\\(?(?:[Ee][Nn][Dd][Ss]?|${AGENCY}|Xinhua|TASS|Interfax|PTI|ANI|IANS|Kyodo|Jiji|Bernama|PA|CP|sid|afp|ap|efe|kna|epd)(?:[/, ]{1,2}\\p{L}{2,8}){0,3}\\)\\.?$`,
      'u',
    ),
    alone: true,
  },
  {
    kind: 'sign-off',
    pattern: /^(?:\/{1,2}\p{Ll}{2,5}(?:[/-]\p{Ll}{2,4}){0,3}|\p{Ll}{2,3}(?:\/\p{Ll}{2,5}){1,3})(?: \([^()]{1,30}\))?$/u,
    alone: true,
  },
  { kind: 'sign-off', pattern: /^[-–—#*(]{1,4} ?(?:30|0) ?[-–—#*)]{1,4}$/, alone: true },
  { kind: 'sign-off', pattern: /^NNNN$|^TRACK \d{1,4}$/, alone: true },
];
