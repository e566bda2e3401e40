import { XMLParser } from 'fast-xml-parser';

/** `util.xml`: https://docs.aws.amazon.com/appsync/latest/devguide/xml-helpers-in-util-xml-js.html */
export const xml = {
  toMap: (text: string): unknown => parser().parse(text),
  toJsonString: (text: string, stringEncode = false): string => {
    const json = JSON.stringify(parser().parse(text));
    return stringEncode ? JSON.stringify(json).slice(1, -1) : json;
  },
};

/** The documented example gives numbers for text in digits. Entities are those of XML only, a bounded number of them. */
const parser = (): XMLParser =>
  new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true, parseTagValue: true, processEntities: true });
