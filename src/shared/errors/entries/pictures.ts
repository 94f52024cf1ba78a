import type { Entry } from './entry.ts'

/** Pictures of sources. */
export const pictures = {
  'picture.heic': {
    message: 'HEIC pictures cannot be shown here.',
    advice: 'The service reads them all the same. Save the file as JPEG to see it here.',
  },
  'picture.kind': { message: 'Sources of this kind ({type}) have no picture here.', advice: '' },
  'picture.damaged': { message: 'This picture cannot be read: it is damaged or cut off.', advice: '' },
  'picture.tooManyPixels': {
    message: 'This picture is too large to be shown here: {width} × {height} px.',
    advice: '',
  },
  'picture.tooLarge': { message: 'This picture is too large to be shown here: over {limit}.', advice: '' },
  'picture.fileGone': {
    message: 'The file is not there any more, or it was changed since the job ran.',
    advice: '',
  },
  'picture.notPublic': {
    message: 'The picture was not fetched: {host} is not a public https address.',
    advice: 'The service may reach it all the same.',
  },
  'picture.tooManyRedirects': {
    message: 'The picture was not fetched: {host} sends from one address to the next.',
    advice: '',
  },
  'picture.refused': { message: 'The picture could not be fetched from {host}: {reason}.', advice: '' },
  'picture.sandbox': {
    message: 'Nothing is fetched from other hosts for jobs of the Sandbox.',
    advice: '',
  },
} as const satisfies Record<string, Entry>
