/** `npm run article 10`: what one article asks, and everything in the project that stands under it. */
import { aboutArticle } from './article/about.ts'

const [asked = ''] = process.argv.slice(2)
const about = /^\d{1,2}$/.test(asked) ? aboutArticle(Number(asked)) : undefined
if (about === undefined) process.stderr.write('usage: npm run article <number from 1 to 33>\n')
else process.stdout.write(about)
process.exitCode = about === undefined ? 2 : 0
