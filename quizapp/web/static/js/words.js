// The words of a script, which the page carries in its language as data-words.
export const wordsOf = (element) => JSON.parse(element.dataset.words);

export const fill = (text, values) =>
  text.replace(/%\((\w+)\)s/g, (place, name) => (name in values ? String(values[name]) : place));

// forms: the text for each category that the page's language counts by.
const rules = new Intl.PluralRules(document.documentElement.lang);
export const counted = (forms, number) =>
  fill(forms[rules.select(number)] ?? forms.other, { num: number.toLocaleString(document.documentElement.lang) });
