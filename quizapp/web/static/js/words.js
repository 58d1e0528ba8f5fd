// The words of a script, which the page carries in its language as data-words; none where it has none.
export const wordsOf = (element) => JSON.parse(element.dataset.words ?? "{}");

// A counted text has {name} for what it says beside the number.
export const fill = (text, values) =>
  text.replace(/%\((\w+)\)s|\{(\w+)\}/g, (place, name, other) =>
    Object.hasOwn(values, name ?? other) ? String(values[name ?? other]) : place,
  );

// forms: the text for each category that the page's language counts by.
const rules = new Intl.PluralRules(document.documentElement.lang);
export const counted = (forms, number, values) =>
  fill(forms[rules.select(number)] ?? forms.other, {
    num: number.toLocaleString(document.documentElement.lang),
    ...values,
  });
