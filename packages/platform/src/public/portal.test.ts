import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticedApplication } from '../scenes/admission.ts'
import { servedProduct } from '../scenes/circulation.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'
import { witnessesOf } from '../views/public-log.ts'
import { coverage } from './articles.ts'

let tested: TestedPlatform
let product: string
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  product = (await servedProduct(tested)).product
}, 120_000)
afterAll(() => tested.stop())

const page = async (path: string) => (await tested.passerBy.get(path)).raw
const withHeaders = (url: string, headers: Readonly<Record<string, string>>) => tested.running.app.inject({ method: 'GET', url, headers })

describe('every page of the portal', () => {
  it.each([
    '/',
    '/calls',
    '/notices',
    '/products',
    '/prices',
    '/resources',
    '/disclosures',
    '/certificates',
    '/complaints',
    '/objections',
    '/search?q=水位',
    '/transparency',
    '/articles',
    '/machines',
    '/log',
  ])('%s is complete without scripts, in both languages, and is not sent twice to who holds it', async (path) => {
    for (const lang of ['zh-CN', 'en']) {
      const { statusCode, body, headers } = await page(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      expect(statusCode).toBe(200)
      expect(body).toContain(`<html lang="${lang}">`)
      expect(body).not.toMatch(/<script|javascript:|\son[a-z]+=|\sstyle=|undefined|\[object/i)
      expect(
        (await withHeaders(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, { 'if-none-match': String(headers.etag) })).statusCode,
      ).toBe(304)
    }
  })
})

describe('the catalog of products', () => {
  it.each([
    ['?q=水位', true],
    ['?q=运河 查询', true],
    ['?q=没有这样的产品', false],
    ['?form=api&purpose=public-good', true],
    ['?form=report', false],
    ['?scenario=water-levels', true],
    ['?stage=suspended', false],
    ['?page=2', false],
    ['?form=nonsense', true],
  ])('A24 /products%s finds the product: %s', async (query, isFound) => {
    expect((await page(`/products${encodeURI(query)}`)).body.includes(`/products/${product}`)).toBe(isFound)
  })

  it('A17 is no way to find out how a product is made', async () => {
    const { body } = await page(`/search?q=${encodeURIComponent('select station')}`)
    expect(body).not.toContain(`/products/${product}`)
    expect((await page(`/products/${product}`)).body).not.toContain('select station')
  })

  it('W22-2 the price list names the product, its regime, and opens in a spreadsheet', async () => {
    expect((await page('/prices?lang=zh-CN')).body).toContain('有条件无偿使用')
    const { body, headers } = await page('/prices.csv?lang=zh-CN')
    expect(headers['content-type']).toMatch(/text\/csv/)
    expect(body).toMatch(/YH3202-[^\r\n]*,水位查询接口,数据接口,[^\r\n]*,水位查询,/)
  })
})

const texts = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

describe('the feeds', () => {
  it.each(['all', 'calls', 'notices', 'products'])('%s is what RFC 4287 asks of a feed', async (name) => {
    const { body, headers, statusCode } = await page(`/feeds/${name}.atom?lang=en`)
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8'])
    expect(XMLValidator.validate(body)).toBe(true)
    const { feed } = new XMLParser({ ignoreAttributes: false }).parse(body)
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom')
    for (const one of [feed, ...texts(feed.entry)] as Record<string, unknown>[]) {
      expect(one.id).toMatch(/^http:\/\/platform\.test\//)
      expect(one.title).not.toBe('')
      expect(Number.isNaN(Date.parse(String(one.updated)))).toBe(false)
    }
    const ids = texts(feed.entry).map((one) => (one as { id: string }).id)
    expect(new Set(ids).size).toBe(ids.length)
    expect((await withHeaders(`/feeds/${name}.atom?lang=en`, { 'if-none-match': String(headers.etag) })).statusCode).toBe(304)
  })

  it('tells a new call with its address', async () => {
    await noticedApplication(tested, 'applicant').catch(() => undefined)
    expect((await page('/feeds/calls.atom')).body).toContain('水位查询申报通告')
  })
})

const quadsOf = async (document: object) => {
  const text = (await jsonld.toRDF(document, { format: 'application/n-quads' })) as unknown as string
  return new Store(new Parser({ format: 'N-Quads' }).parse(text))
}
const shapes = join(import.meta.dirname, '../../../../../../shared/schemas/dcat-ap')
const dcat = 'http://www.w3.org/ns/dcat#'

describe('the catalog as DCAT', () => {
  const catalog = async () => JSON.parse((await page('/catalog.jsonld')).body)

  it('names each product as a dataset with its offer, and its interface as a service', async () => {
    const store = await quadsOf(await catalog())
    const count = (type: string) => store.countQuads(null, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', `${dcat}${type}`, null)
    expect([count('Catalog'), count('Dataset'), count('Distribution'), count('DataService')]).toEqual([1, 1, 1, 1])
    expect(store.countQuads(`http://platform.test/products/${product}#dataset`, 'http://purl.org/dc/terms/publisher', null, null)).toBe(1)
  })

  it('answers the same address with a page to people and with data to programs', async () => {
    const linked = await withHeaders(`/products/${product}`, { accept: 'application/ld+json' })
    expect(linked.headers['content-type']).toMatch(/^application\/ld\+json/)
    expect(linked.body).toBe((await page(`/products/${product}/catalog.jsonld`)).body)
    expect((await withHeaders(`/products/${product}`, { accept: 'text/html,*/*;q=0.8' })).headers['content-type']).toMatch(/^text\/html/)
    expect((await page(`/products/${product}`)).headers['content-type']).toMatch(/^text\/html/)
    expect((await withHeaders('/catalog', { accept: 'application/ld+json' })).body).toBe((await page('/catalog.jsonld')).body)
    expect((await withHeaders('/catalog', { accept: 'text/html' })).headers.location).toBe('/products')
    expect((await page('/products/not-there/catalog.jsonld')).statusCode).toBe(404)
  })

  it.skipIf(!existsSync(shapes))('keeps the shapes of DCAT-AP 3.0.0, ranges and all', async () => {
    const parse = (name: string) => new Parser().parse(readFileSync(join(shapes, name), 'utf8'))
    for (const name of ['shapes.ttl', 'range.ttl']) {
      const report = await new SHACLValidator(new Store(parse(name)) as never).validate((await quadsOf(await catalog())) as never)
      expect(
        report.results.map(({ path, focusNode, message }) => `${focusNode?.value} ${path?.value} ${message.map(({ value }) => value)}`),
      ).toEqual([])
    }
  })
})

describe('the transparency page', () => {
  it('says that there is no witness where none signed, and names one that did', async () => {
    expect((await page('/transparency?lang=en')).body).toMatch(/<strong>None<\/strong> At present nobody independent/)
    expect(witnessesOf('a\n1\nroot\n\n— a AAAA\n— witness.example BBBB\n', 'a')).toEqual(['witness.example'])
  })

  it('says that no attack was carried out where none was', async () => {
    expect((await page('/transparency?lang=en')).body).toContain('have not been carried out on this installation')
  })

  it('counts every hard rule once', () => {
    const { rules, byActs, elsewhere, missing } = coverage()
    expect(byActs + elsewhere + missing).toBe(rules)
  })
})
