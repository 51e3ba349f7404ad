/** Signs in names that look alike or cannot be seen. */

const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0]/u;
const latin = /\p{Script=Latin}/u;
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
/** Cyrillic and Greek letters that have a Latin twin. */
const twins = /^[АВЕЅІЈКМНОРСТУХаеорсухѕіјԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧογικνρυχ]+$/u;

/** Joiners that belong to the spelling of Persian, Hindi and their neighbours: after a letter of another alphabet than ours. */
const joiners = /(?<=[\p{L}\p{M}])(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u200c\u200d]/gu;

/** The name with suspicious signs in brackets; null when there are none. */
export function hiddenSigns(name: string): string | null {
  const doubtful = new Set(name.split(/[^\p{L}\p{M}]+/u).filter((word) => mixes(word, latin.test(name))));
  let shown = '';
  let found = false;
  for (const word of name.replace(joiners, '').split(/([^\p{L}\p{M}]+)/u)) {
    for (const sign of word) {
      const bad = unseen.test(sign) || (doubtful.has(word) && alike.test(sign));
      shown += bad ? `[${codeOf(sign)}]` : sign;
      found ||= bad;
    }
  }
  return found ? shown : null;
}

/** A word of two alphabets, or among Latin words one that could be Latin too. */
const mixes = (word: string, amongLatin: boolean): boolean =>
  alike.test(word) && (latin.test(word) || (amongLatin && twins.test(word)));

const codeOf = (sign: string): string =>
  `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
