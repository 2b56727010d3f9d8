/** Words by which pages name what is no part of an article, in classes, ids, roles and `itemprop`. */

/** An element of such a name is left out, however long it is, if enough of the page's text stands elsewhere. */
const SURE = [
  // Other articles
  'related\\w*', 'relacionad[ao]s?', 'recommended', 'recommendations?', 'recommend(?:er|ed)?-?(?:box|list|articles?|posts?|stories|content|items)', 'recirc\\w*', 'read-?(?:also|next)', 'more-?(?:from|on|stories|news|articles|like|posts)',
  'most-?(?:read|viewed|popular|shared|commented)', 'meist-?gelesen', 'popular(?:-\\w+)?', 'trending', 'latest-?(?:news|posts?|articles?|stories)', 'further-?articles?', 'interesting-?articles?',
  'recent-?(?:posts?|articles?|news|stories)', 'similar-?(?:posts?|articles?)?', 'next-?(?:posts?|articles?|story|up)', 'prev(?:ious)?-?(?:posts?|articles?)',
  'weiterfuehrend\\w*', 'lire-?aussi', 'leia-?(?:mais|tambem)', 'te-?puede\\w*', 'teaser-?(?:list|collection|group|grid|row|wall|slider)\\w*',
  'outbrain', 'taboola', 'plista', 'yarpp', 'jp-relatedposts', 'crp_related', 'zergnet', 'see-also', 'siehe-auch',
  // Letters, shares
  'newsletters?', '(?:news)?letter-?sign-?up', 'mailing-?list', 'mc4wp\\w*', 'mailchimp', 'mc_embed\\w*', 'email-?sign-?up', 'sharedaddy', 'share-?(?:buttons?|bar|links?|tools?|icons?)', 'social-?(?:media|links?|icons?|share|sharing|bar|buttons?|follow|tools?)', 'sociable', 'shariff', 'addthis\\w*', 'addtoany\\w*', 'heateor\\w*', 'sharing',
  // Consent
  'cookies?', 'cookie-?(?:banner|bar|notice|consent|law|policy|message|box|layer|hint|info|wall|overlay)\\w*', 'consent\\w*', 'gdpr\\w*', 'cmplz\\w*', 'borlabs\\w*', '_brlbs\\w*', 'onetrust\\w*', 'usercentrics', 'third-party-?services?\\w*',
  // Ways through the site
  'breadcrumbs?', 'bread-?crumbs?', 'navigation', 'nav', 'navbar', 'sub-?nav(?:igation)?', 'menu', 'contentinfo', 'complementary', 'sidebar', 'side-?bar', 'right-?(?:rail|sidebar)', 'footer', 'site-?footer', 'page-?footer', 'widgets?', 'widget-?area', 'widget_\\w+', 'textwidget',
  // People who wrote it
  'author-?(?:bio\\w*|box|info|card)', 'about-?(?:the-?)?author', 'saboxplugin\\w*', 'abh_\\w+',
]; // prettier-ignore

/** An element of such a name is left out if little of the page's text stands in all that are called so. */
const LIKELY = [
  'read-?more', 'also-?(?:read|like)', 'recommend\\w*', 'latest', 'mehr-?(?:zum|artikel|themen)', 'teaser-?box', 'teasers', 'teaser-?item', 'nativendo', 'upprev', 'cross-?links?', 'article-links', 'linkbox\\w*', 'link-?list', 'list-?posts\\w*',
  'newsletter-?\\w+', '\\w+-?newsletter', 'subscri(?:be|ption|ptions|ber|bers)', 'sign-?up', 'opt-?in', 'hs-form', 'wpcf7', 'shar(?:e|es|ebar)', 'share-?(?:post|this|box|container|wrapper|article)', 'social(?:s|-?network\\w*|-?list|-?box)?', 'a2a_\\w+', 'follow(?:-?us|-?box|-?buttons?)?',
  'log-?in', 'sign-?in', 'register', 'registration', 'donat(?:e|ion|ions)', 'spenden(?:box|aufruf)?', 'steady-?(?:kasten|box|banner)', 'patreon', 'paypal', 'support-?us', 'membership', 'cta', 'call-?to-?action', 'cta3?', 'aktionsbutton',
  'content-?blocker', 'embed-?placeholder', 'privacy-?(?:notice|message|banner)', 'datenschutz-?hinweis',
  'nav-?(?:menu|links?|bar|list|previous|next|primary|secondary|main|top|stats)', 'navi', '\\w+-navigation', 'menu-?(?:item|list|bar|main|top|container)', 'main-?menu', 'menubar', 'mega-?menu', 'pagination', 'paginat(?:e|or)', 'pager', 'pagenav', 'paging', 'page-links', 'skip-?(?:links?|to|nav)\\w*', 'toc', 'table-of-contents', 'inhaltsverzeichnis', 'ez-toc\\w*', 'article-toc\\w*', 'lwptoc\\w*', 'jump-?(?:links?|to|nav)', 'back-?to-?top', 'search-?(?:form|box|bar)', 'searchform', 'lang(?:uage)?-?(?:switch\\w*|select\\w*|menu|nav)', 'off-?canvas', 'tab-?(?:list|nav|navigation)', 'banner', 'toolbar', 'tool-?(?:s|box|tip)', 'article-?tools', 'print-?(?:button|link|tools|header|footer)', 'text-?(?:size|resizer)', 'right-?(?:col|column)', 'rail', 'skyscraper', '(?:entry|post|article)-?footer', 'site-?(?:header|info)', 'entry-utility', 'masthead', 'widget-?(?:container|wrap)', 'ticker', 'newsticker',
  'tags', '(?:post|entry|article|story|content|news)-?tags?', 'tag-?(?:list|cloud|links?|s)', 'tagcloud', 'tags-?links', 'keywords', 'topics', 'cat-?links', '(?:post|entry)-?categor(?:y|ies)', 'posted-?in', 'filed-?under', 'post-?(?:meta|meta-?data|info|metadata|author|ratings?|views|nav|navigation|format|dates?)', 'entry-?meta', 'postmeta\\w*', 'postinfo', 'postmetadata', '(?:article|story|news|content|page|blog|item|detail)-?(?:meta|metadata|meta-?data|info-?bar|dates?|details|byline)', 'meta-?(?:data|info|line|bar|wrapper|container)', 'metaline', 'byline\\w*', 'by-line', 'dateline', 'time-?stamps?', 'timestamp', 'publish(?:ed)?-?(?:date|on|info|time)', 'pub-?date', 'date-?published', 'datepublished', 'datemodified', 'posted-?on', 'last-?(?:updated|modified)', 'reading-?time', 'read-?time', 'word-?count', 'view-?count', 'ratings?', 'star-?rating', 'voting', 'votes?', 'likes?', 'like-?button',
  'author-?(?:section|area|block|description|details|profile|about|meta|name|avatar|desc|container|wrapper|byline|line)', 'authors?', 'post-author', 'entry-author', 'bio(?:graphy)?', 'vcard', 'avatar', 'contributors?', 'authordate', 'bio-?box', 'autor(?:en)?-?(?:box|info|profil|in)?', 'redakteur', 'editor-?(?:info|box)',
  'captions?', '(?:\\w+-)?caption(?:-?\\w+)?', 'wp-caption-text', 'img-?(?:caption|credit|desc\\w*|title|info|copyright)', 'image-?(?:caption|credit|desc\\w*|copyright|annotation|info|source|subtitle|text)', 'photo-?(?:caption|credit|desc\\w*|credits|byline)', 'figure-?caption', 'figcaption', 'picture-?(?:caption|text|credit|element)', 'media-?(?:caption|credit|desc\\w*)', 'credits?', 'copy-?right\\w*', 'bildunterschrift', 'bildnachweis', 'bildquelle', 'bildtext', 'legende?', 'pie-?(?:de-?)?foto', 'media__(?:caption|description|copyright)\\w*', 'gallery-?\\w*', 'galleries', 'slide-?show-?(?:nav|control|caption)\\w*', 'lightbox\\w*', 'video-?(?:player|title|caption|meta|info|js|description|details|overlay)', 'vjs-\\w+', 'player-?(?:overlay|container|title|controls?)', 'jw-?player', 'audio-?player',
  'ads?', 'ad-?(?:slot|container|wrapper|unit|block|box|label|banner|placeholder|text|area|zone|space|break)', 'adsense', 'adbox', 'ad_\\w+', 'advert\\w*', 'adv', 'anzeige\\w*', 'werbung\\w*', 'publicidad', 'publicite', 'sponsor\\w*', 'promo(?:s|tion|tions|ted|-\\w+)?', 'affiliate-?\\w*', 'aawp-?\\w*', 'commercial', 'partner-?(?:content|box|links?)', 'code-block-\\d+', 'disclaimers?', '(?:\\w+-)?disclaimer(?:-\\w+)?', 'ad-?disclosure', 'disclosure', 'editorial-?(?:note|policy|standards?)', 'legal', 'pop-?ups?', 'modal\\w*', 'overlay\\w*', 'alerts?', 'toast', 'notification\\w*', 'dialog', 'tooltip\\w*', 'loading', 'load-?more', 'spinner', 'screen-?reader\\w*', 'sr-?only', 'visually-?hidden', 'visuallyhidden', 'hide-?completely', 'assistive-?text', 'noprint', 'no-print', 'print-?hidden', 'paywall-?(?:overlay|box|prompt|message|teaser|offer|banner|cta)', 'piano-?\\w*', 'reg-?wall', 'citation-?(?:toggle|tools)', 'how-to-cite', 'citate', 'wpa', 'wpcnt', 'feedback', 'helpful', 'survey', 'poll', 'report-?(?:error|bug)', 'buy-?(?:now|box|button)', 'product-?(?:box|card|teaser)', 'shop-?(?:box|teaser)', 'jobs?-?(?:box|list|board)', 'contact-?(?:box|form|info)', 'kontakt-?(?:box)?', 'press-?contact', 'subscribe_section', 'app-?(?:download|store|banner)', 'qr-?code',
]; // prettier-ignore

const edges = (words: readonly string[]) => new RegExp(`(?:^|[\\s_-])(?:${words.join('|')})(?=$|[\\s_-])`);
const SURE_LABEL = edges(SURE);
const LIKELY_LABEL = edges(LIKELY);
/** Builders of pages call every piece a widget. */
const BUILDER = /\b(?:elementor|siteorigin|so|panel|fusion|et_pb|wpb|kt|jet|ast|avia|brxe)[-_]\S*/g;
/** Hidden by a class, unless another shows it on wider screens. */
const HIDDEN = /(?:^|\s)(?:hidden|hide|d-none|is-hidden|invisible)(?=$|\s)/;
const SHOWN_WIDE = /:(?:block|flex|grid|inline|table|visible)|d-(?:sm|md|lg|xl)-/;
/** What the article quotes from elsewhere. */
const EMBED = /\bsocial-?(?:media-?)?(?:embed|post)(?:ded)?\b/g;
const COMMENTS =
  /(?:^|[\s_-])(?:comments?|comments?-?(?:list|area|section|form|box|thread)|commentlist|kommentare?|comentarios?|commentaires?|respond|replies|reply|disqus\w*|discussion|trackbacks?|pings?)(?=$|[\s_-])/;
/** Words by which pages name the article itself. */
const ARTICLE_LABEL =
  /(?:^|[\s_-])(?:articlebody|article-?(?:body|content|text|copy|main)|(?:story|post|entry|news|content|blog|main|page|single|detail|body)-?(?:body|content|text|copy|article|story)|entry|storytext|articletext|hentry|h-entry|e-content|post|article|content|main|text|body|blog|story|copy|markdown-body|rich-?text|prose|wysiwyg)(?=$|[\s_-])/;

/** Frames of a picture and what is written under it. */
const PICTURE_LABEL =
  /(?:^|[\s_-])(?:images?|imgs?|img-?\w+|photos?|pictures?|figures?|bild(?:er)?|fotos?|visual|csc-textpic-imagewrap|thumbnail|(?:image|photo|picture|media)-?(?:box|container|wrapper|wrap|block|holder|frame|inline|teaser))(?=$|[\s_-])/;

/** Whether an element's names say that it frames a picture. */
export function framesPicture(label: string): boolean {
  return PICTURE_LABEL.test(label);
}

export type LabelKind = 'sure' | 'likely' | 'comments' | 'article' | 'plain';

const known = new Map<string, LabelKind>();
const MAX_KNOWN = 5_000;

/** What an element's names say that it is. */
export function kindOf(label: string): LabelKind {
  if (label === '') return 'plain';
  const before = known.get(label);
  if (before !== undefined) return before;
  const words = label.replace(BUILDER, ' ').replace(EMBED, ' ');
  let kind: LabelKind = 'plain';
  if (COMMENTS.test(words)) kind = 'comments';
  else if (SURE_LABEL.test(words)) kind = 'sure';
  else if (LIKELY_LABEL.test(words) || (HIDDEN.test(words) && !SHOWN_WIDE.test(words))) kind = 'likely';
  else if (ARTICLE_LABEL.test(words)) kind = 'article';
  // The same names come again within a page and a site; the memory is bounded.
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(label, kind);
  return kind;
}
