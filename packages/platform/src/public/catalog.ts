/** The catalog of products and registered resources as DCAT 3 in JSON-LD, written down in docs/formats/catalog.md. Pure: from cases to a document. */
import { type Day, fen, formatYuan, type Product, priceOn, type ResourceRegistration } from '@yunhe/law'
import { fileFormats, productForms, usePurposes } from '@yunhe/law/identifiers/kinds'
import type { PublicCase } from '../views/public.ts'
import { publicWords } from './words.ts'

export interface CatalogSources {
  readonly origin: string
  /** Where products are called; none where the zone is not told to strangers. */
  readonly gateway: string
  readonly on: Day
  readonly publisher: { readonly code: string; readonly name: string }
  readonly names: Readonly<Record<string, string>>
  readonly scenarioNames: Readonly<Record<string, string>>
  readonly isDemo: boolean
}

export interface CatalogPage {
  readonly products: readonly PublicCase<Product>[]
  readonly resources: readonly PublicCase<ResourceRegistration>[]
  readonly page: number
  readonly isLast: boolean
}

type Node = Readonly<Record<string, unknown>>

/** All vocabularies stand in the document itself: whoever reads it fetches nothing else. */
export const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  adms: 'http://www.w3.org/ns/adms#',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

const zh = (text: string) => ({ '@value': text, '@language': 'zh' })
const both = (words: { readonly zh: string; readonly en: string }) => [zh(words.zh), { '@value': words.en, '@language': 'en' }]
const moment = (text: string) => ({ '@value': text, '@type': 'xsd:dateTime' })
const dayOnly = (text: string) => ({ '@value': text, '@type': 'xsd:date' })
const ref = (id: string) => ({ '@id': id })
const document = (address: string): Node => ({ '@id': address, '@type': 'foaf:Document' })

const chinese: Node = { '@id': 'http://id.loc.gov/vocabulary/iso639-1/zh', '@type': 'dct:LinguisticSystem' }

/** An organization by its unified social credit code. */
const agent = (code: string, name: string): Node => ({
  '@id': `urn:uscc:${code}`,
  '@type': 'foaf:Agent',
  'foaf:name': zh(name === '' ? code : name),
})

const wuxi: Node = { '@id': 'urn:gb-t-2260:320200', '@type': 'dct:Location', 'skos:prefLabel': both({ zh: '无锡市', en: 'Wuxi' }) }

const concept = ({ origin }: CatalogSources, scheme: string, key: string, words: { readonly zh: string; readonly en: string }): Node => ({
  '@id': `${origin}/terms#${scheme}-${key}`,
  '@type': 'skos:Concept',
  'skos:prefLabel': both(words),
})

/** Article 16: raw data stays in the zone; what is registered is not handed out by being listed. */
const rights = (words: { readonly zh: string; readonly en: string }): Node => ({
  '@type': 'dct:RightsStatement',
  'rdfs:label': both(words),
})

const resourceRights = {
  zh: '原始数据不出授权运营域，仅供获得授权的运营单位在域内使用',
  en: 'raw data stays in the operation zone: authorized operators work with it there alone',
}
const productRights = {
  zh: '经运营单位同意并绑定应用场景后使用',
  en: 'used after the operator has approved, for the scenario it is bound to',
}

/** Articles 22 and 23 as an offer: for what purpose, and for how much a unit. */
const offer = ({ origin, on }: CatalogSources, { id, state }: PublicCase<Product>): Node => {
  const price = priceOn(state, on)
  const unit = state.content.meteringUnit
  return {
    '@id': `${origin}/products/${id}#offer`,
    '@type': ['odrl:Offer', 'odrl:Policy'],
    'odrl:permission': {
      '@type': 'odrl:Permission',
      'odrl:target': ref(`${origin}/products/${id}#dataset`),
      'odrl:action': ref('http://www.w3.org/ns/odrl/2/use'),
      'odrl:assigner': ref(`urn:uscc:${state.operator}`),
      'odrl:constraint': state.content.scenarios.map((scenario) => ({
        '@type': 'odrl:Constraint',
        'odrl:leftOperand': ref('http://www.w3.org/ns/odrl/2/purpose'),
        'odrl:operator': ref('http://www.w3.org/ns/odrl/2/eq'),
        'odrl:rightOperand': scenario,
      })),
      ...(price !== undefined &&
        price.unitPriceFen > 0 && {
          'odrl:duty': {
            '@type': 'odrl:Duty',
            'odrl:action': {
              'rdf:value': ref('http://www.w3.org/ns/odrl/2/compensate'),
              'odrl:refinement': {
                '@type': 'odrl:Constraint',
                'odrl:leftOperand': ref('http://www.w3.org/ns/odrl/2/payAmount'),
                'odrl:operator': ref('http://www.w3.org/ns/odrl/2/eq'),
                'odrl:rightOperand': { '@value': yuanOf(price.unitPriceFen), '@type': 'xsd:decimal' },
                'odrl:unit': ref('urn:iso:4217:CNY'),
                ...(unit !== undefined && { 'rdfs:comment': both(unitWords(unit)) }),
              },
            },
          },
        }),
    },
  }
}

type Unit = keyof (typeof publicWords)['en']['priceUnits']
const unitWords = (unit: Unit) => ({ zh: publicWords['zh-CN'].priceUnits[unit], en: publicWords.en.priceUnits[unit] })
const yuanOf = (amount: number): string => formatYuan(fen(amount)).replace(/[¥,]/g, '')

/** Deliveries that answer a call, and those that hand a file over. */
const calledDeliveries: readonly string[] = ['look-up', 'aggregates', 'score']

const mediaTypes = { csv: 'text/csv', json: 'application/x-ndjson', parquet: 'application/vnd.apache.parquet' } as const

const distributionsOf = (sources: CatalogSources, found: PublicCase<Product>): readonly Node[] => {
  const { origin } = sources
  const { content, served } = found.state
  const page = `${origin}/products/${found.id}`
  const common = (part: string): Node => ({
    '@id': `${page}#${part}`,
    '@type': 'dcat:Distribution',
    'dcat:accessURL': ref(page),
    'dct:rights': rights(productRights),
    'odrl:hasPolicy': offer(sources, found),
    ...(served && content.formats.length === 0 && { 'dct:title': zh(content.name) }),
  })
  if (content.formats.length === 0)
    return [
      {
        ...common('access'),
        ...(calledDeliveries.includes(content.delivery) && {
          'dcat:mediaType': mediaType('application/json'),
          ...(sources.gateway !== '' && { 'dcat:accessService': ref(`${page}#service`) }),
        }),
      },
    ]
  return content.formats.map((format) => ({
    ...common(format),
    'dct:title': both(fileFormats[format]),
    'dcat:mediaType': mediaType(mediaTypes[format]),
  }))
}

const mediaType = (name: string): Node => ({
  '@id': `https://www.iana.org/assignments/media-types/${name}`,
  '@type': ['dct:MediaType', 'dct:MediaTypeOrExtent'],
})

export const datasetOfProduct = (sources: CatalogSources, found: PublicCase<Product>): Node => {
  const { origin, names, scenarioNames } = sources
  const { content, operator, code, codedOn, version } = found.state
  const page = `${origin}/products/${found.id}`
  return {
    '@id': `${page}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:title': zh(content.name),
    'dct:description': zh(content.summary),
    ...(code !== '' && { 'dct:identifier': code }),
    'dct:publisher': agent(operator, names[operator] ?? ''),
    'dcat:landingPage': document(page),
    'dct:issued': moment(found.openedAt),
    'dct:modified': moment(found.updatedAt),
    ...(codedOn && { 'dct:dateAccepted': dayOnly(codedOn) }),
    'dcat:version': String(version),
    'dct:language': chinese,
    'dct:spatial': wuxi,
    'dct:accessRights': rights(productRights),
    'dcat:keyword': content.scenarios.map((one) => zh(scenarioNames[one] ?? one)),
    'dcat:theme': concept(sources, 'purpose', content.purpose, usePurposes[content.purpose]),
    ...(content.form && { 'dct:type': concept(sources, 'form', content.form, productForms[content.form]) }),
    'dcat:distribution': distributionsOf(sources, found),
  }
}

/** Present where there is an address to call. */
export const serviceOfProduct = (sources: CatalogSources, { id, state, ...moments }: PublicCase<Product>): Node | undefined => {
  const { origin, gateway, names } = sources
  if (gateway === '' || !calledDeliveries.includes(state.content.delivery)) return undefined
  const page = `${origin}/products/${id}`
  return {
    '@id': `${page}#service`,
    '@type': 'dcat:DataService',
    'dct:title': zh(state.content.name),
    'dct:publisher': agent(state.operator, names[state.operator] ?? ''),
    'dcat:endpointURL': ref(`${gateway}/v1/${id}`),
    'dcat:endpointDescription': ref(`${gateway}/v1/${id}/openapi.json`),
    'dcat:landingPage': document(page),
    'dct:accessRights': rights(productRights),
    'dct:modified': moment(moments.updatedAt),
    'dcat:servesDataset': ref(`${page}#dataset`),
  }
}

/** A registered resource is a dataset without a distribution: it can be worked with, and not be had. */
const datasetOfResource = ({ origin, names }: CatalogSources, { id, state, ...moments }: PublicCase<ResourceRegistration>): Node => {
  const page = `${origin}/resources/${id}`
  return {
    '@id': `${page}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:title': zh(state.name),
    'dct:description': zh(state.notice?.summary || state.name),
    'dct:identifier': [state.code, state.nationalCode].filter((code) => code !== ''),
    'dct:publisher': agent(state.provider, names[state.provider] ?? ''),
    'dcat:landingPage': document(page),
    'dct:issued': moment(moments.openedAt),
    'dct:modified': moment(moments.updatedAt),
    'dct:language': chinese,
    'dct:spatial': wuxi,
    'dct:accessRights': rights(resourceRights),
  }
}

const addressOfPage = (origin: string, page: number): string => `${origin}/catalog.jsonld${page === 1 ? '' : `?page=${page}`}`

const titles = {
  zh: publicWords['zh-CN'].catalogTitle,
  en: publicWords.en.catalogTitle,
}
const abouts = {
  zh: publicWords['zh-CN'].lead,
  en: publicWords.en.lead,
}
const madeUp = { zh: publicWords['zh-CN'].demonstration, en: publicWords.en.demonstration }

export const catalogOf = (sources: CatalogSources, { products, resources, page, isLast }: CatalogPage): Node => {
  const { origin, publisher, isDemo } = sources
  const services = products.flatMap((one) => serviceOfProduct(sources, one) ?? [])
  const moments = [...products, ...resources].map(({ updatedAt }) => updatedAt).sort()
  const newest = moments.at(-1)
  return {
    '@context': context,
    '@id': `${origin}/catalog`,
    '@type': 'dcat:Catalog',
    'dct:title': both(titles),
    'dct:description': both(isDemo ? { zh: `${abouts.zh}${madeUp.zh}`, en: `${abouts.en} ${madeUp.en}` } : abouts),
    'dct:publisher': agent(publisher.code, publisher.name),
    'foaf:homepage': document(`${origin}/`),
    'dct:language': chinese,
    'dct:spatial': wuxi,
    ...(newest !== undefined && { 'dct:modified': moment(newest) }),
    'dcat:dataset': [...products.map((one) => datasetOfProduct(sources, one)), ...resources.map((one) => datasetOfResource(sources, one))],
    'dcat:service': services,
    'hydra:view': {
      '@id': addressOfPage(origin, page),
      '@type': 'hydra:PartialCollectionView',
      'hydra:first': ref(addressOfPage(origin, 1)),
      ...(page > 1 && { 'hydra:previous': ref(addressOfPage(origin, page - 1)) }),
      ...(!isLast && { 'hydra:next': ref(addressOfPage(origin, page + 1)) }),
    },
  }
}

/** One product by itself, with the vocabularies it needs. */
export const productDocument = (sources: CatalogSources, found: PublicCase<Product>): Node => ({
  '@context': context,
  '@graph': [datasetOfProduct(sources, found), serviceOfProduct(sources, found)].filter((one) => one !== undefined),
})
