/** The passage of the article that is selected, word for word; empty where none is. */
export function selectedPassage(): string {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return '';
  const range = selection.getRangeAt(0);
  const article = document.querySelector('.article-text');
  return article?.contains(range.commonAncestorContainer) === true ? range.toString().trim() : '';
}
