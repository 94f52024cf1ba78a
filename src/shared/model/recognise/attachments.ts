const ATTACHMENT = String.raw`[^()"/:]*\.\w{2,5} \(https?://[^\s()]+\)`
const ATTACHMENTS = new RegExp(String.raw`^${ATTACHMENT}(?:,\s?${ATTACHMENT})*$`, 'i')
const LINK_IN_BRACKETS = /\((https?:\/\/[^\s()]+)\)/gi

/** The links of `front.jpg (https://…),back.jpg (https://…)`, as Airtable writes the files of a cell; empty for any other text. */
export const attachedLinks = (text: string): readonly string[] =>
  text.endsWith(')') && ATTACHMENTS.test(text)
    ? Array.from(text.matchAll(LINK_IN_BRACKETS), ([, link = '']) => link)
    : []
