import formulas from '@vscode/markdown-it-katex';
import highlighter from 'highlight.js/lib/common';
import MarkdownIt from 'markdown-it';

// HTML stands in our Markdown (folded solutions); what must not be in it is taken out of the finished page
const markdown = new MarkdownIt({ html: true, highlight: highlightCode }).use(formulas);

/** Markdown with formulas between dollar signs, as HTML; a formula that KaTeX cannot read has the class `katex-error`. */
export const renderMarkdown = (text: string): string => markdown.render(text);

/** The characters of HTML as entities. */
export const escapeHtml = (text: string): string => markdown.utils.escapeHtml(text);

/** Code as HTML with coloured words; as it is where the language is not known. */
export function highlightCode(code: string, language: string): string {
  if (!highlighter.getLanguage(language)) return escapeHtml(code);
  return highlighter.highlight(code, { language }).value;
}
