/** `npm run article 10` or `npm run article N1`: what one article or one national document asks, and everything in the project that stands under it. */
import { aboutArticle, aboutDocument } from './article/about.ts'

const [asked = ''] = process.argv.slice(2)
const about = /^\d{1,2}$/.test(asked) ? aboutArticle(Number(asked)) : aboutDocument(asked)
if (about === undefined) process.stderr.write('usage: npm run article <number from 1 to 33, or a national document: N1 to N4>\n')
else process.stdout.write(about)
process.exitCode = about === undefined ? 2 : 0
