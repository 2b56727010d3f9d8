/** Whether a text begins as JSON does, and not as a sentence in brackets. */
export function isJson(head: string): boolean {
  return /^(?:\{\s*"|\[\s*\{\s*")/.test(head);
}

/** Whether a text begins as a JSON Feed does, as far as its beginning tells. */
export function isJsonFeed(head: string): boolean {
  return /^\{/.test(head) && /"version"\s{0,20}:\s{0,20}"https?:(?:\\?\/){2}(?:www\.)?jsonfeed\.org/.test(head);
}

/** Whether a text begins as ninjs does, as far as its beginning tells. */
export function isNinjs(head: string): boolean {
  if (!/^[{[]/.test(head)) return false;
  const has = (name: RegExp) => name.test(head);
  if (has(/iptc\.org\\?\/std\\?\/ninjs|"standard"\s{0,20}:\s{0,20}\{[^{}]{0,200}"ninjs"/i)) return true;
  const body = has(/"(?:body_(?:text|xhtml|html5?|[a-z]{1,20})|bodies)"\s{0,20}:/);
  return body && has(/"(?:versioncreated|versionCreated|firstcreated|firstCreated|pubstatus|pubStatus|uri)"\s{0,20}:/);
}

/** Whether a text begins as what the crawler news-please writes, as far as its beginning tells. */
export function isNewsPlease(head: string): boolean {
  return (
    /^[{[]/.test(head) &&
    /"(?:maintext|date_download|title_page)"\s{0,20}:/.test(head) &&
    /"(?:date_publish|source_domain|title_rss|date_download|localpath)"\s{0,20}:/.test(head)
  );
}
